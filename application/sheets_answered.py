"""What became of each cell of a sheet: the facts that it got, read from the log, so that a repeat says the same."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

import msgspec

from application.sheets import Cell, SheetHours
from domain.hours import HoursRecorded, length_said
from domain.journal import Fact


class CellRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """A cell (`at`) on the record: its item, the person's version after it, and its hours as they were recorded.

    One cell is two entries where its edition ends in the middle and the person goes on in the next one.
    """

    at: str
    participant: UUID
    item: int
    version: int
    hours: tuple[HoursRecorded, ...]


def cells_recorded(cells: Sequence[Cell], facts: Iterable[Fact]) -> list[CellRecorded]:
    """Return what each cell of a sheet got of the facts that the sheet recorded, or would record."""
    by_person: dict[int, list[Fact]] = {}
    for fact in facts:
        by_person.setdefault(fact.originator_id.int, []).append(fact)
    left = {id: iter(some) for id, some in by_person.items()}
    return [_recorded(cell, left[cell.participant.int]) for cell in cells]


def _recorded(cell: Cell, facts: Iterator[Fact]) -> CellRecorded:
    first = last = next(facts)
    hours: list[HoursRecorded] = []
    if isinstance(cell, SheetHours):
        assert isinstance(first, HoursRecorded)  # noqa: S101
        hours = [first]
        length = length_said(cell.day, cell.starts_at, cell.minutes, cell.ends_on, cell.ends_at)
        if first.minutes < length:
            last = next(facts)
            assert isinstance(last, HoursRecorded)  # noqa: S101
            hours.append(last)
    return CellRecorded(
        at=cell.at,
        participant=cell.participant,
        item=first.originator_version,
        version=last.originator_version,
        hours=tuple(hours),
    )
