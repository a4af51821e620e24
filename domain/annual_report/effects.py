"""What counts as an effect of reintegration (art. 18a(6)(2)): by which facts, on which evidence. Our reading.

The Act names effects, "employment obtained after completing" among them, and defines none of the others.
"""

from collections.abc import Iterable
from datetime import date

from domain.durability.person import Key, Person, Said, Spell, Stay
from domain.follow_up import Situation
from domain.measures.club_rates import INDEPENDENT
from domain.measures.social_effectiveness import DOCUMENTED
from domain.measures.working import OF_CONTRACT, ONE_DAY, known_until, without_work_on_some_day
from domain.outcomes import OutcomeKind
from domain.vocabulary import EvidenceGrade, ExitKind

SOCIAL_EFFECTS = frozenset({OutcomeKind.SOCIAL_PROGRESS, OutcomeKind.THERAPY, OutcomeKind.VOLUNTEERING})
VOCATIONAL_EFFECTS = frozenset(
    {OutcomeKind.TRAINING, OutcomeKind.QUALIFICATION, OutcomeKind.COMPETENCE, OutcomeKind.JOB_SEARCH}
)
EVIDENCE_OF_WORK = frozenset({*EvidenceGrade} - {EvidenceGrade.NONE})
"""Work is heard from a document, a register or the person's own declaration."""


def observed(
    person: Person, stays: Iterable[Stay], kinds: frozenset[OutcomeKind], year: int, due_on: date
) -> list[Key]:
    """Return the documented outcomes of these kinds: of the year, or after an exit in the year up to a day."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    until = {one.key: due_on if one.exited_on is not None and one.exited_on <= last else last for one in stays}
    return [
        seen.key
        for seen in person.outcomes
        if seen.kind in kinds
        and seen.evidence in DOCUMENTED
        and seen.episode in until
        and first <= seen.observed_on <= until[seen.episode]
    ]


def work_after(person: Person, stay: Stay, due_on: date) -> list[Key]:
    """Return what says that somebody who completed an episode found work by a day.

    A job that began since the first support and was held after the exit; an outcome of the episode that is a job; or
    an answer "works" of a day after the exit, where no job from before the first support tells why. Of a job begun
    before the exit of which no end is recorded it is known that it went on where somebody confirms it, where a
    contract of employment without an end is at hand (as `working.lasts` reads it), or where the person left for a job;
    that exit is no job by itself.
    """
    left_on, began_on = stay.exited_on, stay.began_on
    if left_on is None or began_on is None:
        return []
    spells = [
        one.key
        for one in person.spells
        if one.evidence in EVIDENCE_OF_WORK
        and began_on <= one.started_on <= due_on
        and _held_after(person, one, stay, left_on)
    ]
    outcomes = [
        seen.key
        for seen in person.outcomes
        if seen.episode == stay.key
        and seen.kind in INDEPENDENT
        and seen.evidence in EVIDENCE_OF_WORK
        and seen.observed_on <= due_on
    ]
    before = [one for one in person.spells if one.started_on < began_on]
    answers = [
        said.key for said in person.answers if _works(said, left_on, due_on) and not _goes_on(before, said.as_of)
    ]
    return [*spells, *outcomes, *answers]


def _held_after(person: Person, spell: Spell, stay: Stay, left_on: date) -> bool:
    """Return whether a job that was begun by the exit was held on its day or later, as far as that is known."""
    if known_until(person, spell) >= left_on:
        return True
    if spell.ended_on is not None or spell.agreed_until is not None:
        return False
    if without_work_on_some_day(person, spell.started_on + ONE_DAY, left_on):
        return False
    indefinite = spell.form in OF_CONTRACT and spell.evidence is EvidenceGrade.DOCUMENT
    return indefinite or stay.exit_kind is ExitKind.COMPLETED_EMPLOYED


def _works(said: Said, left_on: date, due_on: date) -> bool:
    return said.situation is Situation.WORKS and said.evidence in EVIDENCE_OF_WORK and left_on <= said.as_of <= due_on


def _goes_on(spells: Iterable[Spell], day: date) -> bool:
    return any(spell.ended_on is None or spell.ended_on >= day for spell in spells)
