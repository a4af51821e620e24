"""Findings about who provides a service: in two places at once, for too long, or for their own family.

Such hours are refused when they are recorded; they are found here where the rule, or the kinship, was told later, or
a reason let them pass. Source: users page (provider twice), domain page 3.4.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from domain.flags.entries import EntryOnRecord
from domain.flags.kinds import Flag, FlagKind
from domain.hours import HoursEntry, days_of
from domain.hours.overlap import overlapping
from domain.hours.provider import Led, too_long_in_a_day
from domain.rules import RuleCode, Rules

_AROUND = range(-2, 3)
"""24 hours over a night of 23 can reach the third day."""


def provider_twice(
    participant: UUID,
    edition: UUID,
    entries: Iterable[EntryOnRecord],
    led: Mapping[UUID, Mapping[date, Sequence[Led]]],
    rules_of: Callable[[UUID], Rules],
    is_kin: Callable[[UUID, date], bool],
) -> Iterator[Flag]:
    """Yield each entry whose provider is with somebody else then, serves too long in 24 hours, or is kin.

    `led` are the entries of each provider by their day. A group of one edition is one place.
    """
    for one in entries:
        provider = one.entry.provider
        if provider is None:
            continue
        around = list(_around(one.entry, led.get(provider, {})))
        others = [o for o in around if (o.participant, o.entry.item) != (participant, one.entry.item)]
        if (
            is_kin(provider, one.entry.day)
            or _is_elsewhere(participant, edition, one.entry, others, rules_of)
            or _serves_too_long(edition, one.entry, others, rules_of)
        ):
            yield Flag(
                kind=FlagKind.PROVIDER_TWICE,
                item=one.entry.item,
                since=one.entry.day,
                until=one.last_day,
                facts=(one.entry.item,),
            )


def _around(entry: HoursEntry, led: Mapping[date, Sequence[Led]]) -> Iterator[Led]:
    """Yield the entries that begin near the days of an entry, or near its first."""
    days = {day + timedelta(days=n) for day in days_of(entry) for n in _AROUND}
    for day in sorted(days):
        yield from led.get(day, ())


def _is_elsewhere(
    participant: UUID, edition: UUID, entry: HoursEntry, others: Iterable[Led], rules_of: Callable[[UUID], Rules]
) -> bool:
    in_a_group = rules_of(edition).on(RuleCode.PEOPLE_PER_PROVIDER, entry.day) is not None
    elsewhere = (
        other.entry
        for other in others
        if other.participant != participant and not (in_a_group and other.edition == edition)
    )
    return bool(overlapping(entry, elsewhere))


def _serves_too_long(
    edition: UUID, entry: HoursEntry, others: Iterable[Led], rules_of: Callable[[UUID], Rules]
) -> bool:
    longest = rules_of(edition).on(RuleCode.PROVIDER_IN_24_HOURS, entry.day)
    if longest is None:
        return False
    alike = [
        other
        for other in others
        if other.edition == edition
        or rules_of(other.edition).on(RuleCode.PROVIDER_IN_24_HOURS, other.entry.day) is not None
    ]
    return any(too_long_in_a_day(entry, alike, longest, edition))
