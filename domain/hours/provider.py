"""What one provider may do: so many hours in 24 consecutive ones, so many people at one moment, minors if checked.

Source: the programme of personal assistance (12 hours in 24 from the start of service, travel not counted; edition
2024), art. 24 of the Act on supporting the family (15 children for an educator), art. 21 of the Act of 13 May 2016.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from domain.calendar import WARSAW
from domain.hours.facts import Excess, HoursEntry
from domain.hours.limits import Overridable
from domain.hours.overlap import meets, overlapping, span_of
from domain.hours.time import clock_time
from domain.rules import Rule, RuleCode, Rules, Unit
from domain.vocabulary import HoursDirection

WINDOW = timedelta(hours=24)
Span = tuple[datetime, datetime]


class Led(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of somebody whom the provider serves: whose it is, and in which edition."""

    participant: UUID
    edition: UUID
    entry: HoursEntry


class ProviderTooLong(Overridable):
    """More hours of a provider in 24 consecutive ones than the edition allows."""

    code = "provider-too-long"
    pl = (
        "Osoba świadcząca usługę miałaby {total} godz. w ciągu 24 godzin od {since_pl}; wolno {most} ({law}, wersja "
        "reguły {version}). Zostało {left}. Wybierz kogoś innego{free_pl}. Jeśli tak było naprawdę, "
        "zapisz z powodem (override)."
    )
    en = (
        "The provider would have {total} h within 24 hours from {since_en}; {most} are allowed ({law}, rule version "
        "{version}). {left} are left. Choose somebody else{free_en}. If it really was so, record it with a "
        "reason (override)."
    )


class TooManyPeople(Overridable):
    """More people with one provider at one moment than the edition allows."""

    code = "too-many-people"
    pl = (
        "O {moment_pl} byłoby przy tej osobie {total} uczestników; wolno {most} ({law}, wersja reguły {version}). "
        "Wybierz inną osobę albo godzinę. Jeśli tak było naprawdę, zapisz z powodem (override)."
    )
    en = (
        "At {moment_en} there would be {total} people with this provider; {most} are allowed ({law}, rule version "
        "{version}). Choose another provider or time. If it really was so, record it with a reason (override)."
    )


def is_of_a_group(entry: HoursEntry, edition: Rules) -> bool:
    """Tell whether other people may be with the provider: in a class or at work, or where the edition says how many."""
    return (
        entry.direction is not HoursDirection.RECEIVED
        or edition.on(RuleCode.PEOPLE_PER_PROVIDER, entry.day) is not None
    )


def too_long_in_a_day(entry: HoursEntry, led: Collection[Led], rule: Rule, book: UUID) -> Iterator[Overridable]:
    """Yield where a provider would serve more than so many minutes within 24 hours from the start of a service.

    `led` are the provider's other entries around; each start, that of the entry included, begins such 24 hours. Of
    several that are overfilled the worst is named.
    """
    if entry.starts_at is None:
        return
    mine = span_of(entry)
    spans = sorted(span_of(one.entry) for one in led if one.entry.starts_at is not None)
    over, start = _worst(mine, spans, rule.number)
    if over > 0:
        since = start.astimezone(WARSAW)
        free_pl, free_en = _free_from(mine, spans, rule.number)
        yield ProviderTooLong(
            _excess(rule, book, Unit.MINUTES, over, entry),
            total=clock_time(_served([mine, *spans], start)),
            most=clock_time(rule.number),
            left=clock_time(max(0, rule.number - _served(spans, start))),
            since_pl=f"{since:%d.%m.%Y %H:%M}",
            since_en=f"{since:%Y-%m-%d %H:%M}",
            free_pl=free_pl,
            free_en=free_en,
            law=rule.law,
            version=rule.item,
            pointer="/provider",
        )


def too_many_at_once(
    participant: UUID, entry: HoursEntry, led: Collection[Led], rule: Rule, book: UUID
) -> Iterator[Overridable]:
    """Yield where more people than the rule allows would be with a provider at one moment of the entry, at the worst.

    People come at the start of an entry, so the most are there at the entry's start or at that of another.
    """
    if entry.starts_at is None:
        return
    others = [one for one in led if one.participant != participant and overlapping(entry, [one.entry])]
    start = span_of(entry)[0]
    moments = sorted({start, *(max(start, span_of(one.entry)[0]) for one in others)})
    there = {m: len({one.participant for one in others if _is_there(span_of(one.entry), m)}) + 1 for m in moments}
    moment = max(moments, key=there.__getitem__)
    if there[moment] > rule.number:
        at = moment.astimezone(WARSAW)
        yield TooManyPeople(
            _excess(rule, book, Unit.PRESENCES, there[moment] - rule.number, entry),
            moment_pl=f"{at:%H:%M %d.%m.%Y}",
            moment_en=f"{at:%H:%M on %Y-%m-%d}",
            total=there[moment],
            most=rule.number,
            law=rule.law,
            version=rule.item,
            pointer="/provider",
        )


def _worst(mine: Span, spans: Sequence[Span], most: int) -> tuple[int, datetime]:
    """Return by how many of its own minutes a service overfills 24 hours, at the worst, and from when these run."""
    found = [(_over(mine, spans, most, start), start) for start in sorted({start for start, _ in (mine, *spans)})]
    return max(found, key=lambda one: one[0])


def _over(mine: Span, spans: Sequence[Span], most: int, start: datetime) -> int:
    before, total = _served(spans, start), _served([mine, *spans], start)
    return min(total - most, total - before)


def _served(spans: Collection[Span], start: datetime) -> int:
    """Return how many minutes of the 24 hours from a moment these services fill, a minute of a group once."""
    total, reached, end = 0, start, start + WINDOW
    for begins, ends in sorted(spans):
        until = min(ends, end)
        total += max(0, _minutes(max(begins, reached), until))
        reached = max(reached, until)
    return total


def _free_from(mine: Span, spans: Sequence[Span], most: int) -> tuple[str, str]:
    """Return the nearest time behind its own from which on the service would keep to the limit, in words.

    Of the services around only those are known that the entry is judged with. What overfills 24 hours fits once as
    many of its minutes lie behind them.
    """
    at, length = mine[0], mine[1] - mine[0]
    if length > timedelta(minutes=most):
        return "", ""
    while True:
        moved = at, at + length
        taken = next((one[1] for one in spans if meets(one, moved)), None)
        over, start = _worst(moved, spans, most)
        if taken is not None:
            at = taken
        elif over > 0:
            at = max(at, start + WINDOW - length)  # pragma: no mutate (it only spares steps)
            at += timedelta(minutes=over)
        else:
            local = at.astimezone(WARSAW)
            return f" albo godzinę od {local:%d.%m.%Y %H:%M}", f" or a time from {local:%Y-%m-%d %H:%M}"


def _is_there(span: Span, moment: datetime) -> bool:
    return span[0] <= moment < span[1]


def _excess(rule: Rule, book: UUID, unit: Unit, over: int, entry: HoursEntry) -> Excess:
    return Excess(
        rule=rule.code,
        law=rule.law,
        book=book,
        version=rule.item,
        unit=unit,
        most=rule.number,
        over=over,
        first=entry.day,
        last=entry.day,
    )


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds()) // 60
