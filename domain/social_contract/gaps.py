"""Days that no contract covers: what an auditor looks for in a chain of contracts (art. 18(4))."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from domain.social_contract.facts import SocialContract

if TYPE_CHECKING:
    from domain.enrolment import Enrolment

_DAY = timedelta(days=1)


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of days of one enrolment, both included, that no contract covers; `enrolment` is its item."""

    enrolment: int
    first: date
    last: date


def uncovered_days(enrolments: "Iterable[Enrolment]", contracts: Iterable[SocialContract], until: date) -> list[Gap]:
    """Return the stretches of days, up to `until`, that no contract covers, in programmes that need one.

    By enrolment, then by day. An enrolment lasts to its last day, or that of its edition.
    """
    covers = sorted(cover for c in contracts for cover in (c.cover,) if cover[0] <= cover[1])
    places = sorted((place for place in enrolments if place.needs_contract), key=lambda place: place.item)
    return [gap for place in places for gap in _uncovered(place, covers, until)]


def _uncovered(place: "Enrolment", covers: list[tuple[date, date]], until: date) -> Iterator[Gap]:
    day = place.enrolled_on
    last = min(until, place.ended_on or until, place.edition_ends_on or until)
    for since, to in covers:
        if day <= last and day < since:
            yield Gap(enrolment=place.item, first=day, last=min(last, since - _DAY))
        day = max(day, to + _DAY)
    if day <= last:
        yield Gap(enrolment=place.item, first=day, last=last)
