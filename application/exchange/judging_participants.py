"""What a register would do to the record, judged beside the writer: on a read snapshot, by the code that records.

Identity is the case mark. A row whose case mark the record knows is no new person: it says the same, or it proposes
corrections that somebody is to look at. A row that may be a known person under another case mark is not recorded:
only somebody who has seen the documents can tell.
"""

from collections.abc import Callable, Mapping
from typing import Protocol
from uuid import UUID, uuid4

from application.command import Work
from application.exchange.import_participants import PARTS_MOST, Kept, journey, named
from application.exchange.judging import Advance, Judged, Proposed, TwiceInTheFile, recorded_before
from application.exchange.participants_columns import Person, Row
from application.exchange.participants_differences import Stream, differing_columns
from application.exchange.reading import Sheet
from application.indexes.identity import normal
from application.journal import Journal
from application.personal_data import read_pesel, refuse_known_person
from domain.imported_register import Likeness
from domain.participant import Participant
from domain.refusals import Refusal

NAMESAKES_MOST = 200


class Namesakes(Protocol):
    """Who is called what, in memory (application/projections/names.py)."""

    def search(self, text: str, limit: int) -> list[UUID]:
        """Return participants some word of whose name begins with each word typed."""


class SamePeselInTheFile(Refusal):
    """Two rows of one register with one PESEL and two case marks: somebody who came back, or a slip."""

    code = "same-pesel-in-the-file"
    pl = (
        "Ten sam numer PESEL ma już wiersz {line}, pod innym znakiem sprawy. Jeśli to kolejny udział tej samej osoby, "
        "usuń ten wiersz i zapisz udział w jej karcie; jeśli numer jest błędny, popraw go."
    )
    en = (
        "Row {line} has the same PESEL under another case mark. If the person takes part again, take this row out and "
        "record it on their card; if the number is wrong, correct it."
    )


class PossibleDuplicate(Refusal):
    """A row that may be of the person of an earlier row."""

    code = "possible-duplicate"
    pl = (
        "Wiersz {line} ma to samo nazwisko, imię i datę urodzenia. Sprawdź w dokumentach: jeśli to jedna osoba, zostaw "
        "jeden wiersz; jeśli dwie, wpisz w obu wierszach PESEL albo wpisz tę osobę osobno."
    )
    en = (
        "Row {line} has the same name and birth date. Check the documents: if it is one person, keep one row; if there "
        "are two, fill in the PESEL in both rows, or register this person apart."
    )


class PossiblyRegistered(Refusal):
    """A row that may be of somebody who is registered under another case mark, or under none."""

    code = "possibly-registered"
    pl = (
        "W rejestrze jest już osoba o tym samym nazwisku, imieniu i dacie urodzenia. Sprawdź w dokumentach: jeśli to "
        "ta sama osoba, usuń ten wiersz; jeśli inna, wpisz PESEL albo wpisz tę osobę osobno."
    )
    en = (
        "Somebody with this name and birth date is registered already. Check the documents: if it is the same person, "
        "take this row out; if another, fill in the PESEL, or register the person apart."
    )


def judge(
    work: Work, journal: Journal, sheet: Sheet, namesakes: Namesakes, advance: Advance = lambda _done, _total: None
) -> Judged:
    """Return what the register would do. `work` reads a snapshot and saves nothing.

    People whom the same command has recorded before (a repeat under one key) are told as new again.
    """
    return _Judging(work, journal, namesakes).all(sheet, advance)


class _Judging:
    """One register on its way past the record."""

    def __init__(self, work: Work, journal: Journal, namesakes: Namesakes) -> None:
        self._work, self._journal, self._namesakes = work, journal, namesakes
        self._recorded_before = recorded_before(journal.sealer, work, PARTS_MOST)
        self._lines: dict[tuple[str, str], int] = {}
        self._called: dict[tuple[str, str], list[tuple[int, Likeness]]] = {}
        self._kept = Kept()
        self._new: list[Row] = []
        self._changed: list[Proposed] = []
        self._unchanged = 0

    def all(self, sheet: Sheet, advance: Advance) -> Judged:
        faults = list(sheet.faults)
        for done, row in enumerate(sheet.rows):
            advance(done, len(sheet.rows))
            try:
                self._one(row)
            except Refusal as refusal:
                faults.append(named(row.line, refusal))
        return Judged(
            new=tuple(self._new),
            unchanged=self._unchanged,
            changed=tuple(self._changed),
            faults=tuple(sorted(faults, key=lambda fault: fault.line)),
            not_recorded=sheet.not_recorded,
            seen=tuple(dict.fromkeys(self._work.about)),
        )

    def _one(self, row: Row) -> None:
        likeness = _likeness(row.person)
        self._refuse_second_row("case_mark", normal(row.person.case_mark), row.line, TwiceInTheFile)
        known = self._work.indexes.identities.find(self._work.db, "case_mark", row.person.case_mark)
        if known is not None:
            self._compare(known, row, likeness)
            return
        pesel = read_pesel(row.person.pesel)
        if pesel is not None:
            self._refuse_second_row("pesel", pesel.number, row.line, SamePeselInTheFile)
            refuse_known_person(self._work, pesel, None)
        self._refuse_possible_duplicate(likeness, row.line)
        journey(self._work, uuid4(), row, self._kept)
        self._new.append(row)

    def _compare(self, known: UUID, row: Row, likeness: Likeness) -> None:
        self._note(likeness, row.line)
        stream = self._stream(known)
        if stream.facts[0][1].command_id in self._recorded_before:
            self._new.append(row)
            return
        self._work.about.append(known)
        columns = differing_columns(row, stream)
        if columns:
            self._changed.append(Proposed(line=row.line, participant=known, columns=tuple(columns)))
        else:
            self._unchanged += 1

    def _stream(self, id: UUID) -> Stream:
        known = self._work.known(Participant, id)
        facts = [self._journal.fact(id, version) for version in range(1, known.version + 1)]
        return Stream(self._journal.sealer, facts)

    def _refuse_second_row(self, kind: str, number: str, line: int, refusal: Callable[..., Refusal]) -> None:
        first = self._lines.setdefault((kind, number), line)
        if first != line:
            raise refusal(line=first, pointer=f"/{kind}")

    def _note(self, likeness: Likeness, line: int) -> None:
        """Remember who the row is, for the rows after it."""
        self._called.setdefault(likeness.called, []).append((line, likeness))
        if likeness.pesel is not None:
            self._lines.setdefault(("pesel", likeness.pesel), line)

    def _refuse_possible_duplicate(self, likeness: Likeness, line: int) -> None:
        for first, other in self._called.get(likeness.called, ()):
            if likeness.may_be(other):
                raise PossibleDuplicate(line=first, pointer="/pesel")
        self._note(likeness, line)
        for id in self._namesakes.search(f"{likeness.family_name} {likeness.given_name}", NAMESAKES_MOST):
            if likeness.may_be(self._recorded(id)):
                self._work.about.append(id)
                raise PossiblyRegistered(pointer="/pesel")

    def _recorded(self, id: UUID) -> Likeness:
        details: Mapping[str, int] = self._work.known(Participant, id).details
        said = {name: self._work.opened(id, name, details.get(name)) for name in Likeness.__struct_fields__}
        return Likeness(**said)


def _likeness(person: Person) -> Likeness:
    known = read_pesel(person.pesel)
    return Likeness(
        family_name=person.family_name,
        given_name=person.given_name,
        birth_date=person.birth_date,
        pesel=None if known is None else known.number,
    )
