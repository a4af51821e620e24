"""What a service card starts from: the visits of its month, and those of the month before as a proposal.

A proposed visit is one of four weeks ago, so it falls on the same day of the week. It is judged as if it were sent.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from application.looking import Looking
from application.projections.sheet_starts import moved, said_of
from application.sheets import SheetFault, SheetJudging
from domain.calendar import month_of
from domain.hours import HoursEntry, HoursRecorded
from domain.participant import Participant

FOUR_WEEKS = timedelta(days=28)


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a card: `entry` as it says now; what only the paper says is None where it is not to be seen."""

    entry: HoursEntry
    said: str
    what: str | None
    place: str | None
    kilometres: int | None


class ProposedVisit(msgspec.Struct, frozen=True, kw_only=True):
    """A visit that may be proposed, on `day`, or why it would be refused there."""

    day: date
    like: Visit
    why_not: SheetFault | None


class CardStart(msgspec.Struct, frozen=True, kw_only=True):
    """One person's card of a month: what is recorded, in order, and what is proposed."""

    recorded: list[Visit]
    proposed: list[ProposedVisit]


def card_of(
    looking: Looking, judging: SheetJudging, life: Participant, enrolment: int, month: date, *, notes: bool
) -> CardStart:
    """Return what the card of a month starts from; `notes`: whether what the papers say in words may be seen."""
    first, last = month_of(month)
    entries = looking.indexes.hours.between(looking.db, life.id, first - FOUR_WEEKS, last)
    mine = sorted(
        (entry for entry in entries if entry.enrolment == enrolment),
        key=lambda entry: (entry.day, str(entry.starts_at), entry.item),
    )
    visits = [_visit(looking, life, entry, notes=notes) for entry in mine]
    recorded = [visit for visit in visits if first <= visit.entry.day <= last]
    taken = {visit.entry.day for visit in recorded}
    before = [visit for visit in visits if first <= visit.entry.day + FOUR_WEEKS <= last]
    like = [visit for visit in before if visit.entry.day + FOUR_WEEKS not in taken]
    return CardStart(recorded=recorded, proposed=_proposed(judging, life, like))


def _proposed(judging: SheetJudging, life: Participant, like: Sequence[Visit]) -> list[ProposedVisit]:
    found = []
    for place, visit in enumerate(like):
        day = visit.entry.day + FOUR_WEEKS
        why_not = judging.take(moved(visit.entry, life.id, day, f"/{place}"))
        found.append(ProposedVisit(day=day, like=visit, why_not=why_not))
    return found


def _visit(looking: Looking, life: Participant, entry: HoursEntry, *, notes: bool) -> Visit:
    fact = looking.fact(life.id, entry.item)
    assert isinstance(fact, HoursRecorded)  # noqa: S101
    what, place = (looking.opened(life.id, name, entry.item) if notes else None for name in ("what", "place"))
    return Visit(entry=entry, said=said_of(entry), what=what, place=place, kilometres=fact.kilometres)
