"""What one provider may do: so many hours in 24 consecutive ones, so many people at one moment, minors if checked.

Source: the programme of personal assistance (12 hours in 24 from the start of service, travel not counted; edition
2024), art. 24 of the Act on supporting the family (15 children for an educator), art. 21 of the Act of 13 May 2016.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from domain.calendar import WARSAW
from domain.hours.facts import Excess, HoursEntry
from domain.hours.limits import Overridable
from domain.hours.overlap import overlapping, span_of
from domain.hours.time import clock_time
from domain.rules import Rule, Unit

WINDOW = timedelta(hours=24)


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
        "reguły {version}). Zostało {left}. Wybierz kogoś innego albo godzinę od {free_pl}. Jeśli tak było naprawdę, "
        "zapisz z powodem (override)."
    )
    en = (
        "The provider would have {total} h within 24 hours from {since_en}; {most} are allowed ({law}, rule version "
        "{version}). {left} are left. Choose somebody else or a time from {free_en}. If it really was so, record it "
        "with a reason (override)."
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


def too_long_in_a_day(entry: HoursEntry, led: Collection[Led], rule: Rule, book: UUID) -> Iterator[Overridable]:
    """Yield where a provider would serve more than so many minutes within 24 hours from the start of a service.

    `led` are the provider's other entries around; each start, that of the entry included, begins such 24 hours.
    """
    if entry.starts_at is None:
        return
    spans = sorted({span_of(entry), *(span_of(one.entry) for one in led if one.entry.starts_at is not None)})
    mine = span_of(entry)
    for start, _ in spans:
        end = start + WINDOW
        if not (mine[0] < end and start < mine[1]):
            continue
        total = sum(_minutes(max(a, start), min(b, end)) for a, b in spans if a < end and start < b)
        if total > rule.number:
            before = total - _minutes(max(mine[0], start), min(mine[1], end))
            since, free = start.astimezone(WARSAW), max(end, mine[0]).astimezone(WARSAW)
            yield ProviderTooLong(
                _excess(rule, book, Unit.MINUTES, total - rule.number, entry),
                total=clock_time(total),
                most=clock_time(rule.number),
                left=clock_time(max(0, rule.number - before)),
                since_pl=f"{since:%d.%m.%Y %H:%M}",
                since_en=f"{since:%Y-%m-%d %H:%M}",
                free_pl=f"{free:%d.%m.%Y %H:%M}",
                free_en=f"{free:%Y-%m-%d %H:%M}",
                law=rule.law,
                version=rule.item,
                pointer="/provider",
            )
            return


def too_many_at_once(
    participant: UUID, entry: HoursEntry, led: Collection[Led], rule: Rule, book: UUID
) -> Iterator[Overridable]:
    """Yield where more people than the rule allows would be with a provider at one moment of the entry."""
    if entry.starts_at is None:
        return
    others = [one for one in led if one.participant != participant and overlapping(entry, [one.entry])]
    start, end = span_of(entry)
    for moment in sorted({start, *(begins for one in others for begins, _ in (span_of(one.entry),) if begins > start)}):
        there = {one.participant for one in others if _is_there(span_of(one.entry), moment)}
        if moment < end and len(there) + 1 > rule.number:
            at = moment.astimezone(WARSAW)
            yield TooManyPeople(
                _excess(rule, book, Unit.PRESENCES, len(there) + 1 - rule.number, entry),
                moment_pl=f"{at:%H:%M %d.%m.%Y}",
                moment_en=f"{at:%H:%M on %Y-%m-%d}",
                total=len(there) + 1,
                most=rule.number,
                law=rule.law,
                version=rule.item,
                pointer="/provider",
            )
            return


def _is_there(span: tuple[datetime, datetime], moment: datetime) -> bool:
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
