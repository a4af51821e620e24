"""The entry of the record that a row is of, and where the row says other than it: the columns, never the values.

Of one entry are the case number, the day, the time it begins and the number of the document; of an absence or a child's
presence, the case number and the day. What the entry said first and what a correction made of it are both what it says,
so a file that is behind the record proposes nothing that was settled. A voided entry stands for a row too: nobody
records it again.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from application.command import Work
from application.exchange.entries import Entry, EntryFile, Presence
from application.exchange.reading import WHOLE_ROW
from application.indexes.identity import normal
from application.sealing import KeyErased
from application.sheets import Cell, SheetHours
from domain.absences import WorkRefused
from domain.hours import HoursEntry, HoursRecorded, HoursState
from domain.hours.recording import length_said
from domain.journal import Fact
from domain.participant import Participant
from domain.refusals import Refusal
from domain.rules import Unit


class OnRecord:
    """One person's entries between two days, opened where a row is compared with them."""

    def __init__(self, work: Work, participant: Participant, first: date, last: date) -> None:
        """Read the entries, voided ones too, and the absences."""
        self._work, self._participant = work, participant
        self._entries: defaultdict[date, list[HoursEntry]] = defaultdict(list)
        for entry in work.indexes.hours.begun(work.db, participant.id, first, last + timedelta(days=1)):
            self._entries[entry.day].append(entry)
        self._absences = {(one.day, one.enrolment): one.item for one in participant.absences.values()}

    def of(self, cell: Cell) -> "Found | None":
        """Return what the record has of the row, or None."""
        if not isinstance(cell, SheetHours):
            item = self._absences.get((cell.day, cell.enrolment))
            return None if item is None else Found(self._work, self._participant.id, item, None)
        found = [one for one in self._entries.get(cell.day, ()) if self._is_of(one, cell)]
        best = min(found, key=lambda one: (one.state is HoursState.VOIDED, one.item), default=None)
        return None if best is None else Found(self._work, self._participant.id, best.item, best, self._rest(best))

    def _rest(self, entry: HoursEntry) -> int:
        """Return the minutes behind midnight that went to the next edition, of an entry that was cut there."""
        id, command = self._participant.id, self._work.fact(self._participant.id, entry.item).command_id
        behind = (one for one in self._entries.get(entry.day + timedelta(days=1), ()) if one.starts_at == time())
        cut = (one for one in behind if one.enrolment != entry.enrolment)
        return sum(one.minutes for one in cut if self._work.fact(id, one.item).command_id == command)

    def _is_of(self, entry: HoursEntry, cell: SheetHours) -> bool:
        if cell.unit is Unit.PRESENCES:
            return entry.unit is Unit.PRESENCES and entry.enrolment == cell.enrolment
        fact = self._work.fact(self._participant.id, entry.item)
        assert isinstance(fact, HoursRecorded)  # noqa: S101
        if cell.starts_at not in (entry.starts_at, fact.starts_at):
            return False
        number = _opened(self._work, self._participant.id, "document_number", entry.item)
        return normal(number or "") == normal(cell.document_number or "")


class Found:
    """What the record has of a row."""

    def __init__(self, work: Work, id: UUID, item: int, entry: HoursEntry | None, rest: int = 0) -> None:
        """Take whose it is, the entry as it stands (None: an absence), and the minutes of its `rest`, cut off."""
        self._work, self._id, self._item, self._entry, self._rest = work, id, item, entry, rest
        self.fact: Fact = work.fact(id, item)

    def differing_columns(self, cell: Cell, entry: Entry, file: EntryFile) -> list[str]:
        """Return the columns in which a row says other than the record, in the order of the file."""
        if self._entry is not None and self._entry.state is HoursState.VOIDED:
            return [WHOLE_ROW]
        unlike = set(self._unlike_hours(cell) if isinstance(cell, SheetHours) else self._unlike_absence(entry))
        names = [file.column_of(field, entry.column or WHOLE_ROW) for field in unlike]
        return sorted(set(names), key=[*file.columns, entry.column, WHOLE_ROW].index)

    def _unlike_hours(self, cell: SheetHours) -> Iterator[str]:
        fact, entry = self.fact, self._entry
        assert isinstance(fact, HoursRecorded)  # noqa: S101
        assert entry is not None  # noqa: S101
        plain: tuple[tuple[str, Any, tuple[Any, ...]], ...] = (
            ("enrolment", cell.enrolment, (entry.enrolment,)),
            ("ends_at", _minutes(cell), (entry.minutes, fact.minutes, entry.minutes + self._rest)),
            ("form", cell.activity, (entry.activity, fact.activity)),
            ("provider", cell.provider, (entry.provider, fact.provider)),
            ("signed", cell.signed, (fact.signed,)),
            ("kilometres", cell.kilometres, (fact.kilometres,)),
        )
        yield from (field for field, said, known in plain if said is not None and said not in known)
        sealed = (("place", "at_place", cell.at_place), ("what", "form", cell.what), ("note", "note", cell.note))
        for name, field, said in sealed:
            if said is not None and said != _opened(self._work, self._id, name, self._item):
                yield field

    def _unlike_absence(self, entry: Entry) -> Iterator[str]:
        refused = isinstance(self.fact, WorkRefused)
        kind = None if refused else _opened(self._work, self._id, "kind", self._item)
        if (refused, kind) != (entry.said.presence is Presence.REFUSED, entry.said.presence.absence):
            yield "presence"


def _minutes(cell: SheetHours) -> int | None:
    """Return how long a cell says it lasts; None where that cannot be told."""
    try:
        return length_said(cell.day, cell.starts_at, cell.minutes, cell.ends_on, cell.ends_at)
    except Refusal:
        return None


def _opened(work: Work, id: UUID, name: str, item: int) -> Any:
    try:
        return work.opened(id, name, item)
    except KeyErased:  # a purpose of the record that was forgotten says nothing any more
        return None
