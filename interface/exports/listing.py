"""A list as it is taken away: CSV for Polish Excel, XLSX, JSON, each saying what it is, who took it and why.

    file_of(Listing(name="uczestnicy", title="Lista uczestników", ...), Format.CSV_PL)

The rows are the same in every format. JSON holds values as the API gives them (codes, minutes, grosze, ISO dates); CSV
and XLSX hold them as people read them (words, hours, złote, dd.mm.rrrr). The same list gives the same bytes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec

from domain.calendar import WARSAW
from interface.exports.cells import Book, Cell, no_formula, separated

SCHEMA_ID = "urn:kis:schema:listing:1"
ABOUT = "Co to jest"
_ROWS = "Liczba wierszy"
NOTHING = "Lista jest pusta: przy tych warunkach nie ma na niej nikogo ani niczego."


class Kind(StrEnum):
    """Of which kind the values of a column are, and so how a file shows them."""

    TEXT = "text"
    """Text as it is, never a number: a PESEL, a case mark, a telephone number keep their zeros."""

    CODE = "code"
    """A code of ours, or a truth (bool); `words` says it in Polish."""

    COUNT = "count"
    DAY = "day"
    MOMENT = "moment"
    """An instant, in UTC; shown by the clock in Poland."""

    HOURS = "hours"
    """Whole minutes; shown as hours."""

    MONEY = "money"
    """Whole grosze; shown as złote."""

    SHARE = "share"
    """From 0 to 1."""


class Format(StrEnum):
    """The formats that a list is taken away in."""

    CSV_PL = "csv-pl"
    XLSX = "xlsx"
    JSON = "json"


MEDIA_TYPES: Mapping[Format, str] = {
    Format.CSV_PL: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json",
}
_ENDINGS = {Format.CSV_PL: "csv", Format.XLSX: "xlsx", Format.JSON: "json"}


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: its name in JSON, as in the API; its Polish head elsewhere; its kind; the words of its codes."""

    name: str
    pl: str
    kind: Kind = Kind.TEXT
    words: Mapping[str, str] = {}


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A list that somebody takes away.

    `name`: what its files are called, plain ASCII without anything about a person. `position`: up to which position of
    the log facts count; `day`: the day of that knowledge. `taken_by`: who takes it, by name or login, and in which
    role. `filters`: what was asked for; `hides`: what the list leaves out; `notes`: what else a reader has to know.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    position: int
    day: date
    taken_by: str
    why: str
    filters: Sequence[str] = ()
    hides: Sequence[str] = ()
    notes: Sequence[str] = ()

    def file_name(self, format: Format) -> str:
        """Return what the file of a format is called: which list, as of which position."""
        return f"{self.name}-{self.position}.{_ENDINGS[format]}"


def file_of(listing: Listing, format: Format) -> bytes:
    """Return a list as a file of a format."""
    match format:
        case Format.CSV_PL:
            return _csv_of(listing)
        case Format.XLSX:
            return _xlsx_of(listing)
        case Format.JSON:
            return _json_of(listing)


def about(listing: Listing) -> Iterator[tuple[str, str]]:
    """Yield in Polish what a reader has to know of a list, each with its name."""
    yield ABOUT, listing.title
    yield "Pozycja dziennika", str(listing.position)
    yield "Stan na dzień", f"{listing.day:%d.%m.%Y}"
    yield "Kto pobrał", listing.taken_by
    yield "W jakim celu", listing.why
    yield _ROWS, str(len(listing.rows))
    for name, said in (("Pokazano", listing.filters), ("Nie pokazano", listing.hides), ("Uwaga", listing.notes)):
        for one in said:
            yield name, one
    if not listing.rows:
        yield "Uwaga", NOTHING


_ORIGIN = ("Pozycja dziennika", "Stan na dzień", "Kto pobrał", "W jakim celu")
_BESIDE = (*_ORIGIN, "Zakres")
"""The columns that end every row of a CSV, which has no other place to say what it is."""

_TAKEN_FOR_A_NUMBER = re.compile(r"\d[\d\s.,:/eE%-]*")
"""Text that Excel would read as a number or a date, and so lose its zeros, its digits or its form."""


def _csv_of(listing: Listing) -> bytes:
    scope = "; ".join(f"{name.lower()}: {said}" for name, said in about(listing) if name not in {*_ORIGIN, _ROWS})
    origin = [
        str(listing.position),
        f"{listing.day:%d.%m.%Y}",
        *(_text(said) for said in (listing.taken_by, listing.why, scope)),
    ]
    rows = [
        [*(_said(cell, column) for cell, column in zip(row, listing.columns, strict=True)), *origin]
        for row in listing.rows
    ] or [[NOTHING, *[""] * (len(listing.columns) - 1), *origin]]
    return separated([[*(column.pl for column in listing.columns), *_BESIDE], *rows], polish=True)


def _said(cell: Cell, column: Column) -> str:
    """Return a cell as Polish Excel reads it."""
    if cell is None:
        return ""
    shown = _shown(cell, column)
    match shown:
        case str():
            return _text(shown) if column.kind is Kind.TEXT else no_formula(shown)
        case datetime():
            return f"{shown:%d.%m.%Y %H:%M:%S}"
        case date():
            return f"{shown:%d.%m.%Y}"
    if column.kind is Kind.MONEY:
        return f"{Decimal(shown):.2f}".replace(".", ",")
    return f"{shown:.4f}".rstrip("0").rstrip(".").replace(".", ",") if isinstance(shown, float) else str(shown)


def _text(said: str) -> str:
    """Return a text that Excel leaves as it is: an apostrophe before what it would run or take for a number."""
    return f"'{said}" if _TAKEN_FOR_A_NUMBER.fullmatch(said) else no_formula(said)


_FORMS: Mapping[Kind, str] = {
    Kind.COUNT: "0",
    Kind.DAY: "dd.mm.yyyy",
    Kind.MOMENT: "dd.mm.yyyy hh:mm:ss",
    Kind.HOURS: "0.00",
    Kind.MONEY: "#,##0.00",
    Kind.SHARE: "0.0%",
}
_WIDTHS: Mapping[Kind, int] = {Kind.TEXT: 24, Kind.CODE: 20, Kind.DAY: 12, Kind.MOMENT: 19}


def _xlsx_of(listing: Listing) -> bytes:
    book = Book(
        listing.day,
        title=listing.title,
        author=listing.taken_by,
        comments=f"pozycja dziennika {listing.position}; {listing.why}",
    )
    sheet = book.sheet("Lista")
    for place, column in enumerate(listing.columns):
        sheet.set_column(place, place, _WIDTHS.get(column.kind, 11))
    rows = [
        [None if cell is None else _shown(cell, column) for cell, column in zip(row, listing.columns, strict=True)]
        for row in listing.rows
    ]
    heads = [column.pl for column in listing.columns]
    book.table(sheet, heads, rows or [[NOTHING]], [_FORMS.get(column.kind) for column in listing.columns])
    book.said(ABOUT, about(listing))
    return book.close()


def _shown(cell: Cell, column: Column) -> str | int | float | date | datetime:
    """Return a value as people read it: words for codes, hours for minutes, złote for grosze, the clock in Poland."""
    assert cell is not None  # noqa: S101
    match column.kind:
        case Kind.CODE if isinstance(cell, bool):
            return "tak" if cell else "nie"
        case Kind.CODE:
            return column.words.get(str(cell), str(cell))
        case Kind.HOURS if isinstance(cell, int):
            return cell / 60
        case Kind.MONEY if isinstance(cell, int):
            return cell / 100
        case Kind.MOMENT if isinstance(cell, datetime):
            return cell.astimezone(WARSAW).replace(tzinfo=None)
        case _:
            return cell


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a list says of itself."""

    name: str
    said: str


class ListingDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A list as JSON: `about` what the reader has to know, `rows` by the names of the columns."""

    schema: str
    name: str
    about: tuple[Said, ...]
    position: int
    day: date
    taken_by: str
    why: str
    columns: tuple[Column, ...]
    rows: list[dict[str, Any]]


def _json_of(listing: Listing) -> bytes:
    names = [column.name for column in listing.columns]
    document = ListingDocument(
        schema=SCHEMA_ID,
        name=listing.name,
        about=tuple(Said(name=name, said=said) for name, said in about(listing)),
        position=listing.position,
        day=listing.day,
        taken_by=listing.taken_by,
        why=listing.why,
        columns=listing.columns,
        rows=[dict(zip(names, row, strict=True)) for row in listing.rows],
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=1)
