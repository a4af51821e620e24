"""A limit that is exceeded by what stands, although nobody was asked for a reason: it was set or lowered later.

Domain page 7.4: weekly or yearly quota exceeded. An excess that was recorded with a reason is a flag of its own.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from domain.flags.entries import EntryOnRecord
from domain.flags.kinds import Flag, FlagKind
from domain.hours import counted
from domain.hours.limits import Limit
from domain.hours.time import counted_between


def over_limits_now(
    own: Collection[EntryOnRecord],
    limits_of: Callable[[date], Iterable[Limit]],
    filling: Callable[[Limit], Collection[EntryOnRecord]],
) -> Iterator[Flag]:
    """Yield each limit that the entries which fill it exceed by more than they kept as excess, if own ones fill it.

    Limits are compared as they are written; where forms share one (hours and whole days), each is taken by itself.
    """
    days = sorted({day for one in own for day in counted(one.entry)})
    for limit in dict.fromkeys(limit for day in days for limit in limits_of(day)):
        entries = filling(limit)
        used = counted_between((one.entry for one in entries), limit.unit, limit.first, limit.last)
        if used - limit.most > _kept(entries, limit):
            mine = [one for one in own if _fills(one, limit)]
            if mine:
                yield _flag(limit, mine)


def _kept(entries: Iterable[EntryOnRecord], limit: Limit) -> int:
    """Return how much of an excess over a limit of this kind and time was recorded with a reason."""
    kept = ((excess.rule, excess.unit, excess.first, excess.last, excess.over) for e in entries for excess in e.excess)
    return sum(over for *of, over in kept if of == [limit.rule, limit.unit, limit.first, limit.last])


def _fills(one: EntryOnRecord, limit: Limit) -> bool:
    return counted_between([one.entry], limit.unit, limit.first, limit.last) > 0


def _flag(limit: Limit, mine: list[EntryOnRecord]) -> Flag:
    items = sorted(one.entry.item for one in mine)
    return Flag(
        kind=FlagKind.OVER_LIMIT_NOW,
        item=items[0],
        apart=f"{limit.rule.value}:{limit.first.isoformat()}",
        since=min(one.entry.day for one in mine),
        until=max(one.last_day for one in mine),
        facts=tuple(items),
    )
