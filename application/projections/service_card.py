"""What a service card (karta realizacji usług) is filled with: one person, one enrolment, one month.

The entries stand as they were known when the card was numbered. What the month is held against is the decision that
granted hours; where nobody granted any, or the quota is another person's, the form leaves a dotted line.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Select, Table, select

from application.indexes.hours import ENTRY, entry_in
from application.projections.papers import Filled, RecordThen
from application.projections.then import Then, entries
from domain.calendar import WARSAW, instant, month_of
from domain.editions import Edition
from domain.eligibility import Decision
from domain.enrolment import Enrolment
from domain.hours import HoursEntry, HoursState
from domain.hours.facts import HoursRecorded
from domain.providers import Provider
from domain.rules import Unit


class CardLine(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the month: `ends` is local time, None where it has no times; `what` is the kind of help."""

    day: date
    starts: datetime | None
    ends: datetime | None
    unit: Unit
    minutes: int
    provider: str | None
    what: str | None
    kilometres: int | None


class ServiceCard(msgspec.Struct, frozen=True, kw_only=True):
    """A month of an enrolment: its entries, the minutes that were granted and those used of them before the month."""

    programme: str
    edition: str
    first: date
    lines: tuple[CardLine, ...]
    granted_minutes: int | None
    used_before: int


def service_card(filled: Filled) -> ServiceCard:
    """Return what the card that a paper is of says."""
    assert filled.about is not None  # noqa: S101 (a card is always of an enrolment and a month)
    assert filled.month is not None  # noqa: S101
    place, (first, last) = filled.life.enrolments[filled.about], month_of(filled.month)
    edition = filled.record.known(Edition, place.edition)
    granted = _granted(filled, place, first, last)
    told = _entries(filled, [p.item for p in filled.life.enrolments.values() if p.programme == place.programme])
    lines = [_line(filled, entry) for entry in told if entry.enrolment == place.item and first <= entry.day <= last]
    before = [e for e in told if granted is not None and granted.valid_from <= e.day < first]
    return ServiceCard(
        programme=place.programme,
        edition="" if edition is None else edition.code,
        first=first,
        lines=tuple(lines),
        granted_minutes=None if granted is None else granted.granted_minutes,
        used_before=sum(entry.minutes for entry in before),
    )


def _granted(filled: Filled, place: Enrolment, first: date, last: date) -> Decision | None:
    """Return the newest decision that grants hours of the programme in a month; of another person's quota none."""
    if place.quota_of != filled.life.id:
        return None
    held = [
        decision
        for decision in filled.life.decisions.values()
        if decision.granted_minutes is not None
        and decision.programme in (None, place.programme)
        and decision.valid_from <= last
        and (decision.valid_until is None or first <= decision.valid_until)
    ]
    return max(held, key=lambda decision: (decision.decided_on, decision.item), default=None)


def _entries(filled: Filled, enrolments: list[int]) -> list[HoursEntry]:
    """Return the entries of these enrolments that stood then, in order."""

    def of_them(table: Table) -> Select[Any]:
        mine = table.c.participant == filled.life.id.hex, table.c.enrolment.in_(enrolments)
        columns = (table.c[column.name] for column in ENTRY)
        return select(*columns).where(*mine, table.c.state != HoursState.VOIDED.value)

    rows = filled.record.core.execute(select(entries(Then(position=filled.record.position), of_them)))
    return sorted((entry_in(row) for row in rows), key=_order)


def _order(entry: HoursEntry) -> tuple[date, str, int]:
    return entry.day, "" if entry.starts_at is None else entry.starts_at.isoformat(), entry.item


def _line(filled: Filled, entry: HoursEntry) -> CardLine:
    said = filled.record.fact(filled.life.id, entry.item)
    starts = None if entry.starts_at is None else instant(entry.day, entry.starts_at, "/starts_at")
    ends = None if starts is None or not entry.minutes else starts + timedelta(minutes=entry.minutes)
    return CardLine(
        day=entry.day,
        starts=None if starts is None else starts.astimezone(WARSAW),
        ends=None if ends is None else ends.astimezone(WARSAW),
        unit=entry.unit,
        minutes=entry.minutes,
        provider=None if entry.provider is None else provider_name(filled.record, entry.provider),
        what=filled.said("what", entry.item),
        kilometres=said.kilometres if isinstance(said, HoursRecorded) else None,
    )


def provider_name(record: RecordThen, id: UUID) -> str:
    """Return what a provider is called; their first fact says it."""
    assert record.known(Provider, id) is not None  # noqa: S101 (an entry names a provider of the club)
    return " ".join(_names(record, id))


def _names(record: RecordThen, id: UUID) -> Iterator[str]:
    for part in ("given_name", "family_name"):
        said = record.opened(id, part, 1)
        if said is not None:
            yield said
