"""A day-room's period: presences, days open, how many a day."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

import msgspec


class Presences(msgspec.Struct, frozen=True, kw_only=True):
    """Presences in a period; a person on a day is one. `most_on` is the first day with the `most`.

    `days_open` are days recorded as open, `days_not_open` days with a presence that no record
    says were open. `average` is presences on days open by the days open, None where there are none.
    """

    presences: int
    days_attended: int
    days_open: int
    days_not_open: int
    average: float | None
    most: int
    most_on: date | None


def presences(there: Iterable[tuple[UUID, date]], opened: Collection[date]) -> Presences:
    """Return the presences of a period by who was there when, and the days on which the room was recorded open."""
    by_day: dict[date, int] = {}
    for _, day in set(there):
        by_day[day] = by_day.get(day, 0) + 1
    opened = set(opened)
    on_open = sum(people for day, people in by_day.items() if day in opened)
    most_on = min(by_day, key=lambda day: (-by_day[day], day), default=None)
    return Presences(
        presences=sum(by_day.values()),
        days_attended=len(by_day),
        days_open=len(opened),
        days_not_open=len(by_day.keys() - opened),
        average=round(on_open / len(opened), 2) if opened else None,
        most=0 if most_on is None else by_day[most_on],
        most_on=most_on,
    )
