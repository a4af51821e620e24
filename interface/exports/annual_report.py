"""The annual report as a file: a workbook with a sheet for each table, CSV for Polish Excel, or JSON."""

from collections.abc import Iterator
from datetime import date

import msgspec

from application.projections.annual_report.answering import AnnualAnswer, TableAnswer
from domain.annual_report.cells import Table
from domain.measures.figure import Count, Figure
from domain.reports import Sending
from interface.exports.cells import Book, Cell
from interface.exports.listing import ABOUT, Column, Format, Kind, Listing, about
from interface.exports.listing import file_of as list_of

DISTINCT = "Razem (różne osoby)"
SHEETS = {
    Table.STARTED: "A Rozpoczęli",
    Table.PARTICIPATING: "B Uczestniczyli",
    Table.COMPLETED: "C Ukończyli",
    Table.COMPLETED_BY_GROUP: "C Ukończyli - grupy",
    Table.INTERRUPTED: "D Przerwali",
    Table.INTERRUPTED_BY_GROUP: "D Przerwali - grupy",
    Table.DIED: "D Zmarli",
    Table.EFFECTS: "E Efekty",
    Table.EFFECTS_SOCIAL: "E Efekty społeczne",
    Table.EFFECTS_VOCATIONAL: "E Efekty zawodowe",
    Table.EFFECTS_EMPLOYMENT: "E Praca po ukończeniu",
    Table.SOCIAL: "F Reintegracja społeczna",
    Table.VOCATIONAL: "F Reintegracja zawodowa",
    Table.NOT_ASSIGNED: "F Bez kategorii",
    Table.CONTRACT_ONLY: "Kontrakt bez wsparcia",
}
"""The sheet of each table (tested)."""
BY_HAND = "Wpisane ręcznie"
RATES = "Wskaźniki"
CHOICES = "Co rozstrzyga definicja"
_PEOPLE = (
    Column(name="women", pl="Kobiety", kind=Kind.COUNT),
    Column(name="men", pl="Mężczyźni", kind=Kind.COUNT),
    Column(name="sex_unknown", pl="Płeć nieznana", kind=Kind.COUNT),
    Column(name="total", pl="Razem", kind=Kind.COUNT),
)
_COLUMNS = (
    Column(name="letter", pl="Dział"),
    Column(name="table", pl="Tabela"),
    Column(name="row", pl="Wiersz"),
    *_PEOPLE,
    Column(name="rests_on", pl="Podstawa"),
)
_RATE_HEADS = (
    "Wskaźnik",
    "Mianownik",
    "Licznik",
    "Mianownik (osoby)",
    "Odsetek",
    "Nie wiadomo",
    "Najmniej",
    "Najwięcej",
)
_RATE_FORMS = (None, None, "0", "0", "0.0%", "0", "0.0%", "0.0%")


class AnnualDocument(AnnualAnswer, frozen=True, kw_only=True):
    """The report as a JSON file: the answer, and who took it and why."""

    taken_by: str
    why: str


def listing_of(told: AnnualAnswer, taken_by: str, why: str) -> Listing:
    """Return the report as one list: each row of each table, and each table's different people."""
    return Listing(
        name=f"sprawozdanie-{told.year}",
        title=f"{told.pl} za {told.year}",
        columns=_COLUMNS,
        rows=[*(row for table in told.tables for row in _lines(table)), *_by_hand_lines(told)],
        position=told.position,
        day=told.today,
        taken_by=taken_by,
        why=why,
        filters=(f"rok {told.year}, definicja {told.definition}",),
        notes=(told.stands_pl, "Wiersz „Razem (różne osoby)” liczy każdą osobę tabeli raz."),
    )


def sent_listing(told: AnnualAnswer, taken_by: str, why: str, sending: Sending) -> Listing:
    """Return a report as it was sent as one list."""
    listing = listing_of(told, taken_by, why)
    sent = (
        f"Liczby zamrożone, jak wysłano {sending.sent_on:%d.%m.%Y} (wysyłka {sending.number}).",
        f"SHA-256 wysłanego dokumentu: {sending.digest}",
    )
    return msgspec.structs.replace(
        listing, name=f"{listing.name}-wysylka-{sending.number}", notes=(*sent, *listing.notes)
    )


def file_of(told: AnnualAnswer, listing: Listing, format: Format) -> bytes:
    """Return the report as a file of a format, always the same bytes for the same report and taker."""
    match format:
        case Format.XLSX:
            return _workbook(told, listing)
        case Format.CSV_PL:
            return list_of(listing, format)
        case Format.JSON:
            document = AnnualDocument(**msgspec.structs.asdict(told), taken_by=listing.taken_by, why=listing.why)
            return msgspec.json.format(msgspec.json.encode(document), indent=1)


def _lines(table: TableAnswer) -> Iterator[list[Cell]]:
    for row in table.rows:
        yield [table.letter, table.pl, row.pl, *_counts(row.people), row.law]
    yield [table.letter, table.pl, DISTINCT, *_counts(table.distinct), table.source]


def _by_hand_lines(told: AnnualAnswer) -> Iterator[list[Cell]]:
    """Yield what was entered by hand among the rows of a list, with its day; it counts nobody."""
    for part, text, as_of in _by_hand(told):
        yield ["", part, text, None, None, None, None, "" if as_of is None else f"stan na {as_of:%d.%m.%Y}"]


def _by_hand(told: AnnualAnswer) -> Iterator[tuple[str, str, date | None]]:
    for part in told.by_hand:
        if part.missing_pl is not None:
            yield part.pl, part.missing_pl, None
        for one in part.entries:
            yield part.pl, one.pl, one.as_of


def _counts(people: Count) -> list[Cell]:
    return [people.women, people.men, people.sex_unknown, people.total]


def _workbook(told: AnnualAnswer, listing: Listing) -> bytes:
    book = Book(listing.day, title=listing.title, author=listing.taken_by, comments=f"{told.definition}; {listing.why}")
    book.said(ABOUT, _about(told, listing))
    heads = ["Wiersz", *(column.pl for column in _PEOPLE), "Podstawa"]
    for table in told.tables:
        sheet = book.sheet(SHEETS[table.table])
        sheet.set_column(0, 0, 70)
        sheet.set_column(1, len(_PEOPLE), 14)
        sheet.set_column(len(_PEOPLE) + 1, len(_PEOPLE) + 1, 60)
        book.table(sheet, heads, [line[2:] for line in _lines(table)], [None, *["0"] * len(_PEOPLE), None])
    hand = book.sheet(BY_HAND)
    hand.set_column(0, 0, 30)
    hand.set_column(1, 1, 100)
    hand.set_column(2, 2, 14)
    book.table(hand, ("Część", "Wpis", "Stan na dzień"), [list(line) for line in _by_hand(told)], (None, None, None))
    _rates(book, told)
    book.said(
        CHOICES, ((one.code, f"{one.pl} ({one.source}; pewność: {one.confidence.value})") for one in told.choices)
    )
    return book.close()


def _about(told: AnnualAnswer, listing: Listing) -> Iterator[tuple[str, str]]:
    yield from about(listing)
    yield "Definicja", told.definition
    yield "Podstawa", told.law
    yield "Źródło", told.source
    yield "Termin", f"{told.due_on:%d.%m.%Y}"
    for table in told.tables:
        note = "" if table.note_pl is None else f". {table.note_pl}"
        yield SHEETS[table.table], f"{table.counts_pl}{note} ({table.source}; pewność: {table.confidence.value})"


def _rates(book: Book, told: AnnualAnswer) -> None:
    sheet = book.sheet(RATES)
    sheet.set_column(0, 1, 60)
    sheet.set_column(2, len(_RATE_HEADS) - 1, 16)
    of_name = {definition.name: definition for definition in told.rate_definitions}
    rows = [[of_name[one.measure].pl, of_name[one.measure].of_pl, *_share(one)] for one in told.rates]
    book.table(sheet, _RATE_HEADS, rows, _RATE_FORMS)


def _share(one: Figure) -> list[Cell]:
    share = one.total
    return [share.numerator, share.denominator, share.rate, share.unknown, share.least, share.most]
