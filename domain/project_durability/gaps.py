"""Gaps: stretches without an open day, counted in the days that were lost and not in those that are excused."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from domain.project_durability.days import COULD_BE_OPEN, NOT_THERE, Day, DayKind


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """A number of which some days say nothing: at least, and at most (None: nobody can say)."""

    least: int
    most: int | None


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch without a day that was surely open, from its first to its last day that counts.

    `lost` days surely were lost; `unsure` ones have no word or are for the funder to judge.
    """

    since: date
    until: date
    lost: int
    unsure: int

    @property
    def most(self) -> int:
        """How many days it may have been."""
        return self.lost + self.unsure


def gaps(days: Iterable[Day]) -> tuple[Gap, ...]:
    """Return the stretches without a day that was surely open; excused and free days neither end nor lengthen one."""
    found: list[Gap] = []
    running: list[Day] = []
    for day in days:
        if day.kind in NOT_THERE | COULD_BE_OPEN:
            running.append(day)
        elif day.kind is DayKind.OPEN:
            found += _gap(running)
            running = []
    return (*found, *_gap(running))


def sure_gaps(days: Iterable[Day]) -> tuple[Gap, ...]:
    """Return the stretches that are gaps whatever the days without a word were."""
    return gaps(msgspec.structs.replace(day, kind=DayKind.OPEN) if day.kind in COULD_BE_OPEN else day for day in days)


def longest(sure: Sequence[Gap], all: Sequence[Gap]) -> Bounds:
    """Return the days of the longest gap: of those that are sure, and of all that may be."""
    return Bounds(
        least=max((gap.lost for gap in sure), default=0),
        most=max((gap.most for gap in all), default=0),
    )


def _gap(days: Sequence[Day]) -> list[Gap]:
    if not days:
        return []
    lost = sum(day.kind in NOT_THERE for day in days)
    return [Gap(since=days[0].day, until=days[-1].day, lost=lost, unsure=len(days) - lost)]
