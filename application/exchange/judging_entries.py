"""What a file of hours would do to the record, judged beside the writer by the command that records.

A row becomes a cell of a sheet (application/sheets.py): whose it is by the case mark, in which enrolment, served by
whom. What cannot be told is a fault and is never guessed. All rows are judged in the file's order, each by what the
earlier ones would leave, before any of them is recorded.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from application.command import Work
from application.exchange.entries import Entry, EntryFile, Presence
from application.exchange.entries_as_cells import ByDefault, Cells, CommonFault, InTheCell, Located
from application.exchange.entries_on_record import OnRecord
from application.exchange.judging import Advance, Judged, Proposed, recorded_before
from application.exchange.reading import WHOLE_ROW, Fault, Sheet
from application.exchange.recording import Parts
from application.indexes.identity import normal
from application.journal import Journal
from application.sheets import RecordSheet, SheetFault, SheetHours, SheetJudging, SheetRefused
from domain.participant import Participant
from domain.refusals import Refusal
from domain.rules import RuleCode

PART_ENTRIES = 300
_WORDS_OF_A_FORM = {
    "(override)": "(kolumna „Powód przekroczenia”)",
    "pole override": "kolumnę „Powód przekroczenia”",
    "override out": "the column „Powód przekroczenia” out",
    "(ends_on)": "(w komórce „Do”: dd.mm.rrrr gg:mm)",
    "(ends_on, ends_at)": "(w komórce „Do”: dd.mm.rrrr gg:mm)",
    "(starts_at)": "(„Od”)",
}
"""What sentences of the single steps call a field that has another name in a file."""


def parts_of_entries(file: EntryFile) -> Parts:
    """Return how entries are recorded in parts."""

    def faults(refusal: Refusal) -> Sequence[Fault]:
        return [_named(one, file) for one in refusal.faults] if isinstance(refusal, SheetRefused) else ()

    return Parts(PART_ENTRIES, lambda cells: RecordSheet(entries=tuple(cells)), faults)


def judge(
    work: Work,
    journal: Journal,
    sheet: Sheet,
    file: EntryFile,
    providers: Mapping[str, Sequence[UUID]],
    by_default: ByDefault,
    advance: Advance = lambda _done, _total: None,
) -> Judged:
    """Return what the file would do. `work` reads a snapshot and saves nothing.

    `providers`: who is called what, as `called` writes a name. Entries that the same command has recorded before (a
    repeat under one key) are told as new again.
    """
    cells = Cells(work, file, providers, by_default)
    return _Judging(work, journal, file, cells).all(sheet, advance)


class _Judging:
    """One file of entries on its way past the record."""

    def __init__(self, work: Work, journal: Journal, file: EntryFile, cells: Cells) -> None:
        self._work, self._file, self._cells = work, file, cells
        self._recorded_before = recorded_before(journal.sealer, work, _parts_most(file))
        self._faults: list[Fault] = []
        self._alike: set[int] = set()
        self._common: dict[str, int] = {}
        self._sharing = Counter[str]()
        self._lines: dict[Hashable, int] = {}
        self._months: dict[str, str] = {}
        self._changed: list[Proposed] = []
        self._unchanged = 0

    def all(self, sheet: Sheet, advance: Advance) -> Judged:
        self._faults += sheet.faults
        located = self._located(sheet.rows)
        known = self._known(located)
        total = 2 * len(located)
        fresh: list[Located] = []
        for done, one in enumerate(located):
            advance(done, total)
            fresh += self._compared(one, known[one.cell.participant])
        watched = self._without_days_that_need_another_educator(fresh)
        passed = self._passed(watched, lambda done: advance(len(located) + done, total))
        return Judged(
            new=tuple(one.cell for one in passed),
            unchanged=self._unchanged,
            changed=tuple(self._changed),
            faults=tuple(self._told_how_often()),
            not_recorded=sheet.not_recorded + self._file.lost_with_absences(sheet.rows),
            seen=tuple(dict.fromkeys(self._work.about)),
            flagged=tuple(self._unsigned(passed)),
            alike=frozenset(self._alike),
        )

    def _located(self, rows: Iterable[Entry]) -> list[Located]:
        """Return the entries of which it can be told whose they are and in which enrolment, each once."""
        found = []
        for entry in rows:
            try:
                self._refuse_second(entry)
                found.append(self._cells.located(entry))
            except CommonFault as fault:
                self._fault_once(entry, fault)
            except InTheCell as fault:
                self._faults.append(fault.named(entry))
        return found

    def _fault_once(self, entry: Entry, fault: CommonFault) -> None:
        """Name a fault that many rows share at the first of them."""
        self._sharing[fault.shared] += 1
        if fault.shared in self._common:
            self._alike.add(entry.line)
        else:
            self._common[fault.shared] = len(self._faults)
            self._faults.append(fault.named(entry))

    def _refuse_second(self, entry: Entry) -> None:
        said, who = entry.said, normal(entry.whose.case_mark)
        if self._file.one_row:
            first = self._lines.setdefault(who, entry.line)
            if first != entry.line:
                raise CommonFault("child-in-two-rows", "case_mark", self._file, f"{who} {entry.line}", line=first)
        if self._file.one_month:
            month = self._months.setdefault(who, f"{said.day:%m.%Y}")
            if month != f"{said.day:%m.%Y}":
                raise InTheCell("card-of-two-months", "day", self._file, month=month)
        of: tuple[Hashable, ...] = (who, said.day)
        if said.presence is Presence.THERE:
            of += (said.starts_at and said.starts_at.at, normal(said.document_number or ""))
        first = self._lines.setdefault(of, entry.line)
        if first != entry.line:
            raise InTheCell("twice-in-the-file", None, self._file, line=first)

    def _known(self, located: Sequence[Located]) -> dict[UUID, OnRecord]:
        days: defaultdict[UUID, list[date]] = defaultdict(list)
        for one in located:
            days[one.cell.participant].append(one.cell.day)
        return {
            id: OnRecord(self._work, self._work.known(Participant, id), min(of_person), max(of_person))
            for id, of_person in days.items()
        }

    def _compared(self, one: Located, known: OnRecord) -> list[Located]:
        """Return the row where the record has nothing of it; else count it, or propose a correction."""
        found = known.of(one.cell)
        if found is None:
            return [one]
        if found.fact.command_id in self._recorded_before:
            return [msgspec.structs.replace(one, again=True)]
        columns = found.differing_columns(one.cell, one.entry, self._file)
        if columns:
            proposed = Proposed(line=one.entry.line, participant=one.cell.participant, columns=tuple(columns))
            self._changed.append(proposed)
        else:
            self._unchanged += 1
        return []

    def _without_days_that_need_another_educator(self, fresh: Sequence[Located]) -> list[Located]:
        """Refuse whole days of a list on which nobody is named and more are there than one person may look after."""
        there: defaultdict[tuple[UUID, date], list[Located]] = defaultdict(list)
        for one in fresh:
            if isinstance(one.cell, SheetHours) and one.cell.provider is None:
                there[one.edition, one.cell.day].append(one)
        left_out: set[str] = set()
        for (edition, day), unnamed in there.items():
            most = self._cells.rules(edition).number(RuleCode.PEOPLE_PER_PROVIDER, day)
            if most is not None and len(unnamed) > most:
                fault = InTheCell("needs-another-educator", None, self._file, total=len(unnamed), most=most)
                self._faults.append(fault.named(unnamed[most].entry))
                left_out.update(one.cell.at for one in unnamed)
        return [one for one in fresh if one.cell.at not in left_out]

    def _passed(self, fresh: Sequence[Located], advance: Callable[[int], None]) -> list[Located]:
        """Return the rows that the command takes, in the order of the file."""
        days = [one.cell.day for one in fresh] or [self._work.today]
        judging = SheetJudging(self._work, (min(days), max(days)))
        passed: list[Located] = []
        for done, one in enumerate(fresh):
            advance(done)
            fault = None if one.again else judging.take(one.cell)
            if fault is None:
                passed.append(one)
            else:
                self._faults.append(_named(fault, self._file))
        return passed

    def _unsigned(self, passed: Iterable[Located]) -> Iterator[Fault]:
        for one in passed:
            if isinstance(one.cell, SheetHours) and one.cell.signed is False:
                yield InTheCell("not-signed", "signed", self._file).named(one.entry)

    def _told_how_often(self) -> list[Fault]:
        """Return the faults in the order of the lines; one that many rows share says of how many."""
        for shared, at in self._common.items():
            others = self._sharing[shared] - 1
            if others:
                fault = self._faults[at]
                pl, en = f"{fault.pl} Tak samo jest w innych wierszach: {others}.", f"{fault.en} So have {others} more."
                self._faults[at] = msgspec.structs.replace(fault, pl=pl, en=en)
        return sorted(self._faults, key=lambda fault: fault.line)


def _parts_most(file: EntryFile) -> int:
    return -(-file.rows_most * (31 if file.one_row else 1) // PART_ENTRIES)


def _named(fault: SheetFault, file: EntryFile) -> Fault:
    """Return a fault of the command as the fault of a cell of the file."""
    line, _, column = fault.at.partition("/")
    pl, en = fault.pl, fault.en
    for field, word in _WORDS_OF_A_FORM.items():
        pl, en = pl.replace(field, word), en.replace(field, word)
    at = column or file.column_of(fault.field, WHOLE_ROW)
    return Fault(line=int(line), column=at, code=fault.code, pl=pl, en=en)
