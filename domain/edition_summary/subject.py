"""Whom a summary counts: sex, age and degree on a day, what was granted and used."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.calendar import birthday
from domain.eligibility import Decision, DecisionKind, DisabilityDegree
from domain.eligibility.disability import OF_A_DEGREE
from domain.vocabulary import Sex

_DAY = timedelta(days=1)


class AgeGroup(StrEnum):
    """Completed years; these bounds are ours, since no programme gives its own."""

    AGE_0_6 = "0-6"
    AGE_7_15 = "7-15"
    AGE_16_17 = "16-17"
    AGE_18_29 = "18-29"
    AGE_30_54 = "30-54"
    AGE_55_64 = "55-64"
    AGE_65 = "65+"
    UNKNOWN = "UNKNOWN"
    """Nobody recorded when the person was born, or it was erased."""


_UP_TO = (
    (6, AgeGroup.AGE_0_6),
    (15, AgeGroup.AGE_7_15),
    (17, AgeGroup.AGE_16_17),
    (29, AgeGroup.AGE_18_29),
    (54, AgeGroup.AGE_30_54),
    (64, AgeGroup.AGE_55_64),
)


class DegreeGroup(StrEnum):
    """What a decision that is in force says of a disability; a child's decision (under 16) gives no degree."""

    SEVERE = "SEVERE"
    MODERATE = "MODERATE"
    LIGHT = "LIGHT"
    CHILD = "CHILD"
    NONE = "NONE"
    """No decision is recorded that is in force."""


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """One person whom a summary counts. Amounts are minutes and doby: in the period, and from the year's start on.

    `granted` is None where no decision grants hours, `limit` and `limit_doby` where no rule limits them. `combined`:
    both forms make one limit smaller in proportion. `served`: there is an entry in the period.
    """

    id: UUID
    sex: Sex | None
    age: AgeGroup
    degree: DegreeGroup
    served: bool = False
    granted: int | None = None
    limit: int | None = None
    limit_doby: int | None = None
    combined: bool = False
    used: int = 0
    used_so_far: int = 0
    doby: int = 0
    doby_so_far: int = 0


def age_group(born_on: date | None, day: date) -> AgeGroup:
    """Return the group of somebody's completed years on a day (art. 112 of the Civil Code)."""
    if born_on is None or born_on > day:
        return AgeGroup.UNKNOWN
    years = day.year - born_on.year
    if birthday(born_on, years) > day:
        years -= 1
    return next((group for most, group in _UP_TO if years <= most), AgeGroup.AGE_65)


def degree_group(decisions: Iterable[tuple[DecisionKind | None, DisabilityDegree | None]]) -> DegreeGroup:
    """Return what decisions in force say, the newest first: the first that is about a disability counts."""
    for kind, degree in decisions:
        if kind is DecisionKind.DISABILITY_CHILD:
            return DegreeGroup.CHILD
        if kind in OF_A_DEGREE and degree is not None:
            return DegreeGroup(degree.value)
    return DegreeGroup.NONE


def granted_between(grants: Iterable[Decision], first: date, last: date) -> int | None:
    """Return the minutes of all grants that counted on some day of these; None: none did.

    Of several in force on a day the newest counts, as it does for the limit of an entry; one that another took the
    place of counts too, for the time before.
    """
    known = [grant for grant in grants if grant.granted_minutes is not None]
    changes = {first, *(grant.valid_from for grant in known)}
    changes |= {grant.valid_until + _DAY for grant in known if grant.valid_until is not None}
    counted: set[Decision] = set()
    for day in changes:
        held = [grant for grant in known if grant.holds_on(day)]
        if held and first <= day <= last:
            counted.add(max(held, key=lambda grant: (grant.valid_from, grant.item)))
    return sum(grant.granted_minutes or 0 for grant in counted) if counted else None
