"""What a sheet starts from: who is there, what is recorded already, and the last one's cells as a proposal.

A proposal is judged as if it were sent, each seeing those before it, and is never recorded by itself: where it would be
refused, the reason stands in its place.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID

import msgspec

from application.hours_ground import HoursGround
from application.indexes.places import Held
from application.looking import Looking
from application.sheets import SheetFault, SheetHours, SheetJudging, fault
from domain.absences import AbsenceKind, WorkRefused
from domain.calendar import WARSAW
from domain.enrolment import Enrolment
from domain.hours import HoursEntry
from domain.hours.judging import limits_counting, refuse_day_that_does_not_count
from domain.hours.overlap import span_of
from domain.hours.sheets import REFUSED_WORK
from domain.hours.time import clock_time
from domain.participant import Participant
from domain.refusals import Refusal
from domain.rules import RuleCode, Unit

WEEK = timedelta(days=7)
NO_WEEKLY_LIMIT = (
    "Edycja ani porozumienie nie mają w tym tygodniu limitu tygodniowego.",
    "Neither the edition nor the agreement has a weekly limit in this week.",
)
_MARKS = {AbsenceKind.EXCUSED: "U", AbsenceKind.UNEXCUSED: "N", AbsenceKind.SICK: "Z"}
AWAY, PRESENT = "-", "x"


class There(msgspec.Struct, frozen=True, kw_only=True):
    """What is recorded on a day: its item, and how a cell says it; `-` for an absence whose kind is not to be seen."""

    item: int
    said: str


class DayStart(msgspec.Struct, frozen=True, kw_only=True):
    """One day of one person: what is recorded, and what may be proposed, or why nothing is."""

    day: date
    recorded: tuple[There, ...]
    proposal: str | None
    why_not: SheetFault | None


class PersonStart(msgspec.Struct, frozen=True, kw_only=True):
    """One person's week; `left` are the minutes that the week has room for, None where no rule says how many."""

    participant: UUID
    enrolment: int
    left: int | None
    days: tuple[DayStart, ...]


def week_of_group(
    looking: Looking, judging: SheetJudging, held: Sequence[Held], monday: date, *, today: date, kinds: bool
) -> list[PersonStart]:
    """Return the week of each of these enrolments in one edition; `kinds`: whether kinds of absences may be seen."""
    return [_person(looking, judging, one, monday, today=today, kinds=kinds) for one in held]


def _person(
    looking: Looking, judging: SheetJudging, one: Held, monday: date, *, today: date, kinds: bool
) -> PersonStart:
    life = looking.known(Participant, one.participant)
    place = life.enrolments[one.item]
    days = [monday + timedelta(days=n) for n in range(WEEK.days)]
    ground = judging.looking.ground(life, place, None)
    left = minutes_left(life, place, ground, days)
    entries = looking.indexes.hours.between(looking.db, life.id, monday - WEEK, days[-1])
    mine = sorted((e for e in entries if e.enrolment == one.item), key=lambda e: (e.day, str(e.starts_at), e.item))
    away = {
        absence.day: There(item=absence.item, said=_mark(looking, life.id, absence.item) if kinds else AWAY)
        for absence in life.absences.values()
        if absence.enrolment == one.item
    }
    found = []
    for place_in_week, day in enumerate(days):
        recorded = [There(item=entry.item, said=said_of(entry)) for entry in mine if entry.day == day]
        recorded += [away[day]] if day in away else []
        last = next((entry for entry in mine if entry.day == day - WEEK), None)
        proposal = None
        why_not = None if recorded else _why_no_day(life, place, ground, day, today)
        if not recorded and why_not is None and last is not None:
            why_not = judging.take(moved(last, life.id, day, f"/{one.item}/{place_in_week}"))
            proposal = said_of(last) if why_not is None else None
        found.append(DayStart(day=day, recorded=tuple(recorded), proposal=proposal, why_not=why_not))
    return PersonStart(participant=life.id, enrolment=one.item, left=left, days=tuple(found))


def minutes_left(life: Participant, place: Enrolment, ground: HoursGround, days: Sequence[date]) -> int | None:
    """Return how many minutes the narrowest weekly limit leaves; None where there is none."""
    limits = {
        limit
        for day in days
        for limit in limits_counting(life, place, ground, day)
        if limit.rule is RuleCode.LIMIT_WEEK and limit.unit is Unit.MINUTES
    }
    return min((max(0, limit.most - ground.amount(limit)) for limit in limits), default=None)


def _why_no_day(life: Participant, place: Enrolment, ground: HoursGround, day: date, today: date) -> SheetFault | None:
    try:
        refuse_day_that_does_not_count(life, place, ground.edition_days[1], day, today)
    except Refusal as refusal:
        return fault("", refusal)
    return None


def moved(entry: HoursEntry, participant: UUID, day: date, at: str) -> SheetHours:
    """Return an entry as a cell of another day."""
    return SheetHours(
        at=at,
        participant=participant,
        enrolment=entry.enrolment,
        day=day,
        minutes=entry.minutes,
        starts_at=entry.starts_at,
        unit=entry.unit,
        direction=entry.direction,
        activity=entry.activity,
        provider=entry.provider,
    )


def said_of(entry: HoursEntry) -> str:
    """Return how a cell says an entry: from-to within its day, else how long; a bare presence is a cross."""
    if entry.starts_at is None:
        return PRESENT if entry.unit is Unit.PRESENCES and not entry.minutes else clock_time(entry.minutes)
    ends = span_of(entry)[1].astimezone(WARSAW)
    if ends.date() == entry.day:
        return f"{entry.starts_at:%H:%M}-{ends:%H:%M}"
    midnight = ends.time() == time() and ends.date() == entry.day + timedelta(days=1)
    return f"{entry.starts_at:%H:%M}-24:00" if midnight else clock_time(entry.minutes)


def _mark(looking: Looking, participant: UUID, item: int) -> str:
    if isinstance(looking.fact(participant, item), WorkRefused):
        return REFUSED_WORK
    return _MARKS[looking.opened(participant, "kind", item)]
