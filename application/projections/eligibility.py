"""May this person come in, on that day: for each programme yes, or the sentence, the article and what is missing.

Judged anew each time from what is recorded by the rules of `domain/eligibility`; nothing of it is kept.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from application.circumstances import circumstances
from application.indexes import Indexes
from application.journal import Journal
from application.projections.situation import Opener, opener
from application.sealing import Sealer
from application.store.statements import Database
from domain.editions import OpenEdition
from domain.eligibility import Answer, Answered, Circumstances, Judged, Terms, asked_by_edition, asked_by_kind, assess
from domain.eligibility.conditions.voluntariness import sent_by_court
from domain.eligibility.groups import UNEMPLOYED
from domain.journal import Purpose
from domain.participant import Participant
from domain.programmes import PROGRAMMES, Programme
from domain.rules import CLUB_BOOK, Rule, Rules, book_of
from domain.vocabulary import EpisodeKind

_NO_EDITION = ("Tego dnia program nie ma otwartej edycji.", "The programme has no edition open on that day.")
_NO_CONDITIONS = (
    "Nie zapisano, czego wymaga ta edycja; sprawdź jej zasady.",
    "What this edition asks for is not recorded; look into its rules.",
)
_ANSWERS: dict[Answer, tuple[str, str]] = {
    Answer.MET: ("Warunki są spełnione.", "The conditions are met."),
    Answer.NOT_MET: ("Warunki nie są spełnione.", "The conditions are not met."),
    Answer.UNKNOWN: ("Nie wiadomo, czegoś brakuje w zapisach.", "Not known: something is not recorded."),
}


class ToConfirm(msgspec.Struct, frozen=True, kw_only=True):
    """A dated rule that the answer rests on and that nobody has checked yet (do potwierdzenia), with its source."""

    rule: str
    law: str
    source: str | None


class ConditionLine(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule answers: its id and version, why, what is missing (null: nothing), and the items that it saw."""

    rule: str
    pl: str
    en: str
    law: str
    answer: Answer
    why_pl: str
    why_en: str
    missing_pl: str | None
    missing_en: str | None
    inputs: tuple[int, ...]
    to_confirm: tuple[ToConfirm, ...]


class ProgrammeLine(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one programme: its edition open on that day (null: there is none) and what that asks for.

    `voluntary`: false where a court sent the person, so no declaration of voluntariness is asked for.
    """

    programme: str
    pl: str
    en: str
    edition: str | None
    answer: Answer
    why_pl: str
    why_en: str
    voluntary: bool
    conditions: tuple[ConditionLine, ...]


class Eligibility(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on one day: `club` is what art. 1 and the club's page ask for, `groups` each group of the person.

    `long_term` tells apart whether long-term unemployment is proven; null where the person is not of that group.
    """

    id: UUID
    version: int
    on: date
    club: tuple[ConditionLine, ...]
    groups: tuple[ConditionLine, ...]
    long_term: ConditionLine | None
    programmes: tuple[ProgrammeLine, ...]


class Explainer:
    """Judges one person for one reader."""

    def __init__(self, db: Database, journal: Journal, sealer: Sealer, indexes: Indexes) -> None:
        """Read through `db`."""
        self._db, self._journal, self._sealer, self._indexes = db, journal, sealer, indexes
        self.opened_of: list[UUID] = []
        """Whose sealed values were opened."""

    def explain(
        self, id: UUID, opens: frozenset[Purpose], on: date, programmes: Iterable[Programme] = PROGRAMMES.values()
    ) -> Eligibility | None:
        """Return what is answered for these programmes on a day, or None where there is no such participant."""
        person = self._journal.load(Participant, id)
        if person is None:
            return None
        self.opened_of.append(id)
        seen = circumstances(person, self._opened(opens), self._known)
        club = self._indexes.rules.of_club(self._db)
        terms = Terms(club=club, edition=Rules(), kind=EpisodeKind.KIS)
        general = assess(seen, on, asked_by_kind(terms), terms)
        long_term = general.long_term
        line = self._line(CLUB_BOOK)
        return Eligibility(
            id=id,
            version=person.version,
            on=on,
            club=tuple(map(line, general.answers)),
            groups=tuple(map(line, general.groups)),
            long_term=None if long_term is None else line(_long_term(long_term)),
            programmes=tuple(
                answer for programme in programmes for answer in self._of_programme(seen, club, programme, on)
            ),
        )

    def _of_programme(self, seen: Circumstances, club: Rules, programme: Programme, on: date) -> list[ProgrammeLine]:
        running = [e for e in self._indexes.places.editions(self._db, programme.code) if e.is_open_on(on)]
        if not running:
            voluntary = sent_by_court(seen, on, programme.kind) is None
            return [_answer(programme, None, Answer.NOT_MET, _NO_EDITION, (), voluntary=voluntary)]
        return [self._of_edition(seen, club, programme, edition, on) for edition in running]

    def _of_edition(
        self, seen: Circumstances, club: Rules, programme: Programme, edition: OpenEdition, on: date
    ) -> ProgrammeLine:
        terms = Terms(club=club, edition=self._indexes.rules.of(self._db, edition.id), kind=programme.kind)
        judged = assess(seen, on, asked_by_edition(terms, on), terms)
        voluntary = sent_by_court(seen, on, programme.kind) is None
        if not judged.answers:
            return _answer(programme, edition, Answer.UNKNOWN, _NO_CONDITIONS, (), voluntary=voluntary)
        lines = tuple(map(self._line(book_of(edition.id), terms.edition), judged.answers))
        return _answer(programme, edition, judged.answer, _ANSWERS[judged.answer], lines, voluntary=voluntary)

    def _line(self, book: UUID, of_edition: Rules | None = None) -> Callable[[Answered], ConditionLine]:
        """Return what makes a line of an answer; a rule is the edition's, or else the club's."""

        def line(answered: Answered) -> ConditionLine:
            judged = answered.judged
            waiting = [rule for rule in judged.rules if not rule.confirmed]
            return ConditionLine(
                rule=answered.id,
                pl=answered.pl,
                en=answered.en,
                law=answered.law,
                answer=judged.answer,
                why_pl=judged.says[0],
                why_en=judged.says[1],
                missing_pl=None if judged.missing is None else judged.missing[0],
                missing_en=None if judged.missing is None else judged.missing[1],
                inputs=judged.inputs,
                to_confirm=tuple(
                    self._to_confirm(book if of_edition and rule in of_edition.all else CLUB_BOOK, rule)
                    for rule in waiting
                ),
            )

        return line

    def _to_confirm(self, book: UUID, rule: Rule) -> ToConfirm:
        topic, fact = self._journal.fact(book, rule.item)
        source = self._sealer.open_field(fact, "source", stored_topic=topic)
        return ToConfirm(rule=f"{rule.code.value}@{rule.item}", law=rule.law, source=source)

    def _known(self, id: UUID) -> Participant | None:
        if not self._journal.exists(Participant, id):
            return None
        self.opened_of.append(id)
        return self._journal.load(Participant, id)

    def _opened(self, opens: frozenset[Purpose]) -> Callable[[UUID, str, int | None], Any]:
        openers: dict[UUID, Opener] = {}

        def opened(id: UUID, name: str, version: int | None) -> Any:
            if id not in openers:
                openers[id] = opener(self._journal, self._sealer, id, opens)
            return openers[id](Purpose.IDENTITY if name == "birth_date" else Purpose.STATISTICS, version, name)

        return opened


def _long_term(judged: Judged) -> Answered:
    return Answered(
        code=f"{UNEMPLOYED.code}-LONG-TERM",
        version=UNEMPLOYED.version,
        pl="osoba długotrwale bezrobotna",
        en="long-term unemployed",
        law=UNEMPLOYED.law,
        judged=judged,
    )


def _answer(
    programme: Programme,
    edition: OpenEdition | None,
    answer: Answer,
    why: tuple[str, str],
    conditions: tuple[ConditionLine, ...],
    *,
    voluntary: bool,
) -> ProgrammeLine:
    return ProgrammeLine(
        programme=programme.code,
        pl=programme.pl,
        en=programme.en,
        edition=None if edition is None else edition.code,
        answer=answer,
        why_pl=why[0],
        why_en=why[1],
        voluntary=voluntary,
        conditions=conditions,
    )
