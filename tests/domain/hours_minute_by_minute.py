"""Hours counted the slow way, minute by minute: an oracle that shares nothing with the domain but the entries."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from domain.hours import HoursEntry
from domain.hours.provider import Led

POLAND = ZoneInfo("Europe/Warsaw")
MINUTE = timedelta(minutes=1)
A_DAY = 24 * 60


def moments(entry: HoursEntry) -> Iterator[datetime]:
    """Yield each minute of an entry with a start, in UTC."""
    assert entry.starts_at is not None
    first = datetime.combine(entry.day, entry.starts_at, tzinfo=POLAND).astimezone(UTC)
    for n in range(entry.minutes):
        yield first + n * MINUTE


def by_day(entry: HoursEntry) -> dict[date, int]:
    """Return how many of its minutes lie on which local day."""
    return dict(Counter(moment.astimezone(POLAND).date() for moment in moments(entry)))


def exists(day: date, hour: int, minute: int) -> bool:
    """Whether that local time was on the clocks that day."""
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=POLAND)
    return local.astimezone(UTC).astimezone(POLAND).replace(tzinfo=None) == local.replace(tzinfo=None)


def worked(entries: Iterable[HoursEntry]) -> set[int]:
    """Return the minutes (since 1970) that these entries fill."""
    return {int(moment.timestamp()) // 60 for entry in entries for moment in moments(entry)}


def most_in_24_hours(entries: Iterable[HoursEntry]) -> int:
    """Return the most minutes that these entries fill of any 24 consecutive hours."""
    return _most(sorted(worked(entries)))


def most_at_once(entry: HoursEntry, led: Iterable[Led]) -> int:
    """Return how many people, whose entry it is included, are there at the fullest minute of an entry."""
    there: Counter[datetime] = Counter()
    for person in {one.participant for one in led}:
        there.update({moment for one in led if one.participant == person for moment in moments(one.entry)})
    return max(1 + there[moment] for moment in moments(entry))


def first_fit(entry: HoursEntry, others: Iterable[HoursEntry], most: int) -> datetime:
    """Return the first minute behind the start of an entry at which it meets nothing and overfills no 24 hours."""
    filled = worked(others)
    own = sorted(worked([entry]))
    by = next(
        by
        for by in count(1)
        if not any(minute + by in filled for minute in own)
        and _most(sorted(filled.union(minute + by for minute in own))) <= most
    )
    return datetime.fromtimestamp((own[0] + by) * 60, tz=POLAND)


def _most(filled: Sequence[int]) -> int:
    return max((bisect_left(filled, start + A_DAY) - n for n, start in enumerate(filled)), default=0)
