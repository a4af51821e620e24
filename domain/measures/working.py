"""What is known of a person's work in a stretch of days, for the measures that look at stretches.

A spell is known to go on until its recorded end, or as long as its contract was agreed, or as long as something
observed confirms it. That no end was recorded confirms nothing. Inferred signs are never used.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.calendar import months_from
from domain.durability.person import Person, Spell
from domain.follow_up import Situation
from domain.measures.taking_part import EMPLOYED
from domain.status import StatusMoment
from domain.vocabulary import EvidenceGrade, LegalForm

ONE_DAY = timedelta(days=1)
WITHOUT_WORK = frozenset({Situation.DOES_NOT_WORK, Situation.IN_EDUCATION})
OF_CONTRACT = frozenset({LegalForm.EMPLOYMENT_CONTRACT, LegalForm.SUBSIDISED_EMPLOYMENT, LegalForm.SOCIAL_COOPERATIVE})
"""Forms that are a contract of employment (roboty publiczne and the co-operative contract included)."""


def known_until(person: Person, spell: Spell) -> date:
    """Return the last day on which the spell is known to hold; it may lie ahead where the contract says so."""
    if spell.ended_on is not None:
        return spell.ended_on
    stopped = min((day for day in _days_without(person) if day > spell.started_on), default=date.max)
    if spell.agreed_until is not None:
        return min(spell.agreed_until, stopped - ONE_DAY)
    return max((day for day in _days_with(person) if spell.started_on <= day < stopped), default=spell.started_on)


def worked_on_some_day(person: Person, first: date, last: date) -> bool:
    """Return whether work is known on a day from `first` to `last`, both included."""
    spells = any(spell.started_on <= last and known_until(person, spell) >= first for spell in person.spells)
    return spells or any(first <= day <= last for day in _days_with(person))


def without_work_on_some_day(person: Person, first: date, last: date) -> bool:
    """Return whether it is known that the person did not work on a day from `first` to `last`, both included."""
    return any(first <= day <= last for day in _days_without(person))


def days_worked(person: Person, first: date, last: date) -> int:
    """Return on how many days from `first` to `last` work is known, of spells that began in it: each day once."""
    spells = sorted(
        (spell.started_on, min(known_until(person, spell), last))
        for spell in person.spells
        if first <= spell.started_on <= last
    )
    days, counted = 0, first - ONE_DAY
    for since, until in spells:
        begins = max(since, counted + ONE_DAY)
        if begins <= until:
            days += (until - begins).days + 1
            counted = until
    return days


def lasts(person: Person, spell: Spell, months: int) -> bool | None:
    """Return whether a spell lasts so many calendar months, None: not known.

    From 15 January three months are whole on 14 April. A contract that was agreed for so long counts at once, unless
    it is known to have ended before; one read from a document without an end is for an indefinite time (art. 29 of
    the Labour Code asks for the term); else somebody has to confirm the last day.
    """
    whole_on = months_from(spell.started_on, months) - ONE_DAY
    if spell.ended_on is not None:
        return spell.ended_on >= whole_on
    if known_until(person, spell) >= whole_on:
        return True
    if without_work_on_some_day(person, spell.started_on + ONE_DAY, whole_on):
        return False
    if spell.agreed_until is not None:
        return False
    indefinite = spell.form in OF_CONTRACT and spell.evidence is EvidenceGrade.DOCUMENT
    return True if indefinite else None


def whole_months(first: date, last: date) -> int:
    """Return how many whole calendar months lie between two days, both included."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    while months_from(first, months) - ONE_DAY > last:
        months -= 1
    return months


def _days_with(person: Person) -> Iterator[date]:
    """Yield the days on which somebody said, or the status at exit or later says, that the person works."""
    yield from (said.as_of for said in person.answers if said.situation is Situation.WORKS)
    for taken in person.statuses:
        if taken.moment is not StatusMoment.ENTRY and taken.labour in EMPLOYED:
            yield taken.taken_on


def _days_without(person: Person) -> Iterator[date]:
    yield from (said.as_of for said in person.answers if said.situation in WITHOUT_WORK)
    for taken in person.statuses:
        if taken.moment is not StatusMoment.ENTRY and taken.labour is not None and taken.labour not in EMPLOYED:
            yield taken.taken_on
