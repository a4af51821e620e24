"""Findings about who provides a service: in two places at once, for too long, or for their own family.

Such hours are refused when they are recorded; they are found here where the rule, or the kinship, was told later, or
a reason let them pass. Source: users page (provider twice), domain page 3.4.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import accumulate
from uuid import UUID

from domain.flags.entries import EntryOnRecord
from domain.flags.kinds import Flag, FlagKind
from domain.hours.overlap import span_of
from domain.hours.provider import WINDOW, Led, is_of_a_group, too_long_in_a_day
from domain.rules import RuleCode, Rules


class Serving:
    """What one provider did for whomever, in the order of time; only what has a time."""

    def __init__(self, led: Iterable[Led]) -> None:
        """Put it in order."""
        timed = ((*span_of(one.entry), one) for one in led if one.entry.starts_at is not None)
        self._spans = sorted(timed, key=lambda span: span[:2])
        self._starts = [start for start, _, _ in self._spans]
        self._longest = max((end - start for start, end, _ in self._spans), default=timedelta())
        self._until = [timedelta(), *accumulate(end - start for start, end, _ in self._spans)]
        self._crowded: dict[int, list[datetime]] = {}

    def between(self, since: datetime, until: datetime) -> list[Led]:
        """Return what has a moment in common with the time from `since` to `until`."""
        first = bisect_right(self._starts, since - self._longest)
        last = bisect_left(self._starts, until)
        return [led for _, end, led in self._spans[first:last] if end > since]

    def may_be_too_long(self, since: datetime, until: datetime, most: int) -> bool:
        """Whether some 24 hours with a part of that time may have more than so many minutes: a look worth its price."""
        if most not in self._crowded:
            limit = timedelta(minutes=most)
            self._crowded[most] = [start for start in self._starts if self._at_most(start, start + WINDOW) > limit]
        crowded = self._crowded[most]
        return bisect_left(crowded, until) > bisect_right(crowded, since - WINDOW)

    def _at_most(self, since: datetime, until: datetime) -> timedelta:
        """Return how long the services of that time last, whole and one by one: it can be less, never more."""
        first, last = bisect_right(self._starts, since - self._longest), bisect_left(self._starts, until)
        return self._until[last] - self._until[first]


def provider_twice(
    participant: UUID,
    edition: UUID,
    entries: Iterable[EntryOnRecord],
    serving: Mapping[UUID, Serving],
    rules_of: Callable[[UUID], Rules],
    is_kin: Callable[[UUID, date], bool],
) -> Iterator[Flag]:
    """Yield each entry whose provider is with somebody else then, serves too long in 24 hours, or is kin.

    `serving` is what each provider did. A group of one edition is one place.
    """
    for one in entries:
        provider = one.entry.provider
        if provider is None:
            continue
        mine = Led(participant=participant, edition=edition, entry=one.entry)
        if is_kin(provider, one.entry.day) or _twice(mine, serving[provider], rules_of):
            yield Flag(
                kind=FlagKind.PROVIDER_TWICE,
                item=one.entry.item,
                since=one.entry.day,
                until=one.last_day,
                facts=(one.entry.item,),
            )


def _twice(mine: Led, serving: Serving, rules_of: Callable[[UUID], Rules]) -> bool:
    if mine.entry.starts_at is None:
        return False
    rules = rules_of(mine.edition)
    in_a_group = is_of_a_group(mine.entry, rules)
    start, end = span_of(mine.entry)
    for other in serving.between(start, end):
        if other.participant != mine.participant and not (in_a_group and other.edition == mine.edition):
            return True
    longest = rules.on(RuleCode.PROVIDER_IN_24_HOURS, mine.entry.day)
    if longest is None or not serving.may_be_too_long(start, end, longest.number):
        return False
    alike = [
        other
        for other in serving.between(start - WINDOW, end + WINDOW)
        if not _is_same(other, mine) and (other.edition == mine.edition or _is_limited(other, rules_of))
    ]
    return any(too_long_in_a_day(mine.entry, alike, longest, mine.edition))


def _is_same(one: Led, other: Led) -> bool:
    return (one.participant, one.entry.item) == (other.participant, other.entry.item)


def _is_limited(other: Led, rules_of: Callable[[UUID], Rules]) -> bool:
    return rules_of(other.edition).on(RuleCode.PROVIDER_IN_24_HOURS, other.entry.day) is not None
