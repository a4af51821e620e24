"""Each promise against what is known of it: kept, at risk, broken, and what is still needed.

A year that is over is judged; one that runs is only said to be broken where no day that is left could mend it.
Silence decides nothing: where it depends on days without a word, a promise is at risk and never broken.
"""

from enum import StrEnum

import msgspec

from domain.project_durability.gaps import Bounds


class Promise(StrEnum):
    """What can be promised; the narrowing of the rule TARGET that says the number."""

    OPEN_DAYS_YEAR = "OPEN_DAYS_YEAR"
    OPEN_DAYS_WEEK = "OPEN_DAYS_WEEK"
    """Judged by weeks: how many weeks of the year were kept."""
    PEOPLE_YEAR = "PEOPLE_YEAR"
    HOURS_YEAR = "HOURS_YEAR"
    """Judged in minutes."""
    PRESENCES_YEAR = "PRESENCES_YEAR"
    GAP_DAYS = "GAP_DAYS"
    """The longest gap that is allowed, in lost days."""


IN_PROPORTION = frozenset({Promise.OPEN_DAYS_YEAR, Promise.PEOPLE_YEAR, Promise.HOURS_YEAR, Promise.PRESENCES_YEAR})
"""Numbers of a whole year, of which a shorter one owes its part."""


class Standing(StrEnum):
    """How a promise, or a year, stands."""

    KEPT = "KEPT"
    AT_RISK = "AT_RISK"
    BROKEN = "BROKEN"
    RUNNING = "RUNNING"
    NOT_SAID = "NOT_SAID"
    """Nobody recorded what was promised."""
    OWED_LATER = "OWED_LATER"


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of a year that runs: days, and working days among them; `passed` of `whole` days are over."""

    days: int
    working_days: int
    passed: int
    whole: int


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """One promise in one year: `numerator` is what there was, `denominator` what was promised (None: not recorded).

    Of weeks both count weeks, of hours both count minutes; of the longest gap the denominator is the most allowed.
    `needed` is what is missing still; `confirmed` tells whether the promised number was checked.
    """

    promise: Promise
    numerator: Bounds | None
    denominator: int | None
    needed: int | None
    standing: Standing
    confirmed: bool | None


def of_open_days(promised: int, open: Bounds, left: Left | None) -> Standing:
    """Say how a promised number of open days stands.

    Kept once so many days surely were open; broken where even every day that is left would not be enough; at risk
    where, in a year that is over, the days without a word decide, or, in one that runs, its working days are too few.
    """
    most = open.least if open.most is None else open.most
    if open.least >= promised:
        return Standing.KEPT
    if most + (0 if left is None else left.days) < promised:
        return Standing.BROKEN
    if left is None or most + left.working_days < promised:
        return Standing.AT_RISK
    return Standing.RUNNING


def of_amount(promised: int, amount: int, left: Left | None, *, may_be_more: bool) -> Standing:
    """Say how a promised number of people, presences or minutes stands.

    Kept once there are so many; broken when the year is over with fewer, and at risk instead where days without a word
    may hide some (`may_be_more`); a year that runs is at risk while it is behind its part of the days.
    """
    if amount >= promised:
        return Standing.KEPT
    if left is None:
        return Standing.AT_RISK if may_be_more else Standing.BROKEN
    return Standing.AT_RISK if amount * left.whole < promised * left.passed else Standing.RUNNING


def of_longest_gap(allowed: int, gap: Bounds, left: Left | None) -> Standing:
    """Say how the longest gap stands against the longest that is allowed: that long is kept, a day longer is broken."""
    if gap.least > allowed:
        return Standing.BROKEN
    if gap.most is None or gap.most > allowed:
        return Standing.AT_RISK
    return Standing.KEPT if left is None else Standing.RUNNING


def of_weeks(weeks: int, kept: Bounds, left: Left | None) -> Standing:
    """Say how a promised number of open days a week stands: one week that surely was short breaks it."""
    if kept.most is not None and kept.most < weeks:
        return Standing.BROKEN
    if kept.least < weeks:
        return Standing.AT_RISK
    return Standing.KEPT if left is None else Standing.RUNNING


def of_year(standings: list[Standing], left: Left | None, *, without_edition: int, gap_said: bool) -> Standing:
    """Say how a year stands: as its worst promise does.

    Days on which no edition ran put it at risk where no longest gap was promised that would judge them.
    """
    if Standing.BROKEN in standings:
        return Standing.BROKEN
    if Standing.AT_RISK in standings or (without_edition and not gap_said):
        return Standing.AT_RISK
    if not set(standings) - {Standing.NOT_SAID}:
        return Standing.NOT_SAID
    return Standing.KEPT if left is None else Standing.RUNNING


def part_of(promised: int, days: int, whole: int) -> int:
    """Return what a year of fewer days owes of a whole year's promise; rounding never makes it less."""
    return -(-promised * days // whole)
