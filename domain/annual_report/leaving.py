"""How taking part ended in the year, and what was done after completing it."""

from datetime import date

from domain.annual_report.words import RowWords
from domain.durability.person import Observed, Person, Stay
from domain.measures.definition import Confidence
from domain.measures.exits import LEFT_AS, Left
from domain.outcomes import OutcomeKind
from domain.vocabulary import ExitKind

CAS = "MRiPS CAS 01: formy podjętych działań po zakończeniu KIS"
EXITS = "podział zakończeń: domain/measures/exits.py"


def _action(kind: OutcomeKind, pl: str, en: str) -> RowWords:
    return RowWords(code=kind.value, pl=pl, en=en, law=CAS, confidence=Confidence.MEDIUM)


ACTION_ROWS = (
    _action(OutcomeKind.AFTER_OPEN_MARKET_JOB, "podjęcie pracy na otwartym rynku", "took a job on the open market"),
    _action(OutcomeKind.AFTER_SUPPORTED_JOB, "podjęcie zatrudnienia wspieranego", "took supported employment"),
    _action(
        OutcomeKind.AFTER_SELF_EMPLOYMENT,
        "rozpoczęcie własnej działalności gospodarczej",
        "began a business of their own",
    ),
    _action(OutcomeKind.AFTER_COOPERATIVE, "praca w spółdzielni socjalnej", "work in a social co-operative"),
    _action(OutcomeKind.AFTER_OTHER, "inne działanie", "another action"),
    RowWords(
        code="NO_INFORMATION",
        pl="brak informacji",
        en="no information",
        law=CAS,
        confidence=Confidence.HIGH,
        why_pl="Nie zapisano żadnego działania po ukończeniu. Zapisz je jako rezultat (AFTER_…), gdy będzie znane.",
        why_en="No action after completing is recorded. Record it as an outcome (AFTER_…) once it is known.",
    ),
)
"""Every outcome that is an action after completing, in the order of the catalogue (tested)."""
_ORDER = {row.code: place for place, row in enumerate(ACTION_ROWS)}

_EXIT_WORDS = {
    ExitKind.RESIGNED: ("rezygnacja", "resigned"),
    ExitKind.REMOVED: ("skreślenie z listy uczestników", "removed"),
    ExitKind.CONTRACT_BROKEN: ("zerwanie kontraktu socjalnego", "broke the social contract"),
    ExitKind.MOVED_OUT: ("wyprowadzka z gminy", "moved out of the gmina"),
    ExitKind.LOST_ELIGIBILITY: ("utrata uprawnień do udziału", "lost eligibility"),
    ExitKind.LOST_CONTACT: ("utrata kontaktu", "lost contact"),
    ExitKind.IMPRISONED: ("osadzenie w zakładzie karnym", "imprisoned"),
    ExitKind.DEATH: ("zgon", "died"),
}


def _exits(left: Left) -> tuple[RowWords, ...]:
    return tuple(
        RowWords(code=kind.value, pl=pl, en=en, law=EXITS, confidence=Confidence.HIGH)
        for kind, (pl, en) in _EXIT_WORDS.items()
        if LEFT_AS[kind] is left
    )


INTERRUPTED_ROWS = _exits(Left.INTERRUPTED)
DIED_ROWS = _exits(Left.DIED)


def last_exit(stays: tuple[Stay, ...], first: date, last: date) -> Stay | None:
    """Return the episode of these whose end is the last one within some days, both included; None: none ended."""
    left = [(one.exited_on, one.key, one) for one in stays if one.exited_on is not None]
    within = [(day, key, one) for day, key, one in left if first <= day <= last]
    return max(within, key=lambda found: found[:2])[2] if within else None


def action_after(person: Person, stay: Stay, due_on: date) -> Observed | None:
    """Return the first action after completing an episode that was taken by a day; None: none is recorded.

    Of several on one day, the one that stands first among the rows.
    """
    taken = [seen for seen in person.outcomes if seen.episode == stay.key and seen.kind.value in _ORDER]
    known = (seen for seen in taken if seen.observed_on <= due_on)
    return min(known, key=lambda seen: (seen.observed_on, _ORDER[seen.kind.value], seen.key), default=None)
