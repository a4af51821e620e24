"""Who should be in the club at a moment: by the sessions that are on then, and by the services that are open that day.

A control comes unannounced and asks it. Where nothing is planned of a programme that
people take part in, that is said, and nobody is invented.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from application.indexes.places import editions
from application.indexes.whose import Whose
from application.projections import sessions
from application.projections.service_days import service_days
from application.projections.sessions import SessionRow
from domain.calendar import WARSAW
from domain.editions.service_days import ClosureReason

MINUTES_BEFORE = 15
"""From so long before it begins a session is on: who waits at its door is in the club. A choice of ours."""


class Here(msgspec.Struct, frozen=True, kw_only=True):
    """People of one edition who should be there: for a session, or since the service is open that day."""

    edition: UUID
    programme: str
    code: str
    session: SessionRow | None
    people: tuple[UUID, ...]


class Closed(msgspec.Struct, frozen=True, kw_only=True):
    """A service that was recorded as closed that day, and why."""

    programme: str
    code: str
    reason: ClosureReason | None


class WhoShouldBeHere(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for a moment. `later`: sessions of the rest of the day; `unplanned`: of whom nothing says."""

    moment: datetime
    here: tuple[Here, ...]
    later: tuple[SessionRow, ...]
    closed: tuple[Closed, ...]
    unplanned: tuple[Here, ...]

    def everybody(self) -> list[UUID]:
        """Return whom the answer names, each once."""
        return sorted({person for one in self.here for person in one.people})


def who_should_be_here(core: Connection, moment: datetime, whose: Whose) -> WhoShouldBeHere:
    """Return who should be there at a moment (UTC), of those whom the reader sees."""
    day = moment.astimezone(WARSAW).date()
    planned = [row for row in sessions.on_day(core, day) if not row.cancelled]
    on = [row for row in planned if _is_on(row, moment)]
    taking_part = sessions.taking_part(core, day, whose)
    names = {UUID(row.edition): (row.programme, row.code) for row in core.execute(select(editions))}
    opened, closed = _days(core, day)
    told = {row.edition for row in planned} | opened.keys() | closed.keys()

    def of(edition: UUID, session: SessionRow | None = None) -> Here:
        programme, code = names[edition]
        there = tuple(taking_part.get(edition, ()))
        return Here(edition=edition, programme=programme, code=code, session=session, people=there)

    without = [edition for edition in opened if edition not in {row.edition for row in planned}]
    return WhoShouldBeHere(
        moment=moment,
        here=(*(of(row.edition, row) for row in on), *map(of, _in_order(without, names))),
        later=tuple(row for row in planned if row not in on and _starts(row) > moment),
        closed=tuple(_closed(closed, names)),
        unplanned=tuple(map(of, _in_order([edition for edition in taking_part if edition not in told], names))),
    )


def _starts(row: SessionRow) -> datetime:
    return datetime.combine(row.day, row.starts_at, tzinfo=WARSAW)


def _is_on(row: SessionRow, moment: datetime) -> bool:
    starts = _starts(row)
    return starts - timedelta(minutes=MINUTES_BEFORE) <= moment < starts + timedelta(minutes=row.minutes)


def _days(core: Connection, day: date) -> tuple[dict[UUID, None], dict[UUID, ClosureReason | None]]:
    """Return the editions whose service was recorded as open on a day, and those closed, with the reason."""
    opened: dict[UUID, None] = {}
    closed: dict[UUID, ClosureReason | None] = {}
    for row in core.execute(select(service_days).where(service_days.c.day == day.isoformat())):
        if row.open:
            opened[UUID(row.edition)] = None
        else:
            closed[UUID(row.edition)] = None if row.reason is None else ClosureReason(row.reason)
    return opened, closed


def _in_order(found: list[UUID], names: Mapping[UUID, tuple[str, str]]) -> list[UUID]:
    return sorted(found, key=lambda edition: (names[edition], edition))


def _closed(closed: Mapping[UUID, ClosureReason | None], names: Mapping[UUID, tuple[str, str]]) -> Iterator[Closed]:
    for edition in _in_order(list(closed), names):
        programme, code = names[edition]
        yield Closed(programme=programme, code=code, reason=closed[edition])
