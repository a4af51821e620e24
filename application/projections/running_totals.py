"""How much of what is granted, and of the yearly limit, is used up row by row of a service card, and what is left."""

from collections.abc import Sequence
from datetime import date

import msgspec

from application.hours_ground import HoursGround
from application.looking import Looking
from domain.enrolment import enrolment_of
from domain.hours import HoursEntry
from domain.hours.judging import limits_counting
from domain.hours.limits import Limit
from domain.hours.time import counted_between
from domain.participant import Participant
from domain.rules import RuleCode, Unit

NO_GRANT = (
    "Żadna decyzja obowiązująca tego dnia nie podaje liczby przyznanych godzin. Dopisz ją w decyzji, jeśli jest.",
    "No decision in force that day says how many hours are granted. Record it with the decision if there is one.",
)
NO_YEARLY_LIMIT = (
    "Edycja nie ma tego dnia limitu rocznego, który obejmowałby ten wpis.",
    "The edition has no yearly limit that day which would count this entry.",
)


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """A limit with what the record used of it up to a row: `used` and `left` in `unit`; over it, `left` is below 0."""

    unit: Unit
    most: int
    used: int
    left: int
    law: str
    first: date
    last: date


class RunningTotal(msgspec.Struct, frozen=True, kw_only=True):
    """What is used after one row of what was granted and of the year; None where there is no such limit that day."""

    granted: Total | None
    year: Total | None


def running_totals(looking: Looking, life: Participant, rows: Sequence[HoursEntry]) -> list[RunningTotal]:
    """Return the totals after each row, in the order of the card; the record that is looked into holds them all."""
    found = []
    for place, row in enumerate(rows):
        enrolment = enrolment_of(life.enrolments, row.enrolment)
        ground = HoursGround(looking, life, enrolment)
        limits = [one for one in limits_counting(life, enrolment, ground, row.day) if one.unit is row.unit]
        behind = rows[place + 1 :]
        totals = {limit.rule: _total(ground, limit, behind) for limit in limits}
        granted, year = (totals.get(code) for code in (RuleCode.NEEDS_GRANT, RuleCode.LIMIT_YEAR))
        found.append(RunningTotal(granted=granted, year=year))
    return found


def _total(ground: HoursGround, limit: Limit, behind: Sequence[HoursEntry]) -> Total:
    used = ground.amount(limit) - counted_between(behind, limit.unit, limit.first, limit.last)
    return Total(
        unit=limit.unit,
        most=limit.most,
        used=used,
        left=limit.most - used,
        law=limit.law,
        first=limit.first,
        last=limit.last,
    )
