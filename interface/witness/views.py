"""The rebuild certificate: indexes and views as they are served against the same rebuilt from the log, byte for byte.

The program writes the rebuilt tables into a file beside, in a process of its own; both sides are read here with
sqlite3 alone. Which tables count as derived is not taken from the program: every table of the database that is no part
of the record is one.
"""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from interface.witness.report import ENOUGH, Certificate, Compared, Difference

RECORD = frozenset("stored_events facts_log access_log frontiers clock requests club forgettings".split())
"""Tables that are the record itself: nothing rebuilds them."""

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
_MADE_BY = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type, name"
_COLUMNS = "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid"
_WHOLE = "SELECT integrity_check FROM pragma_integrity_check(?)"
_SIZE = "SELECT count(*) FROM facts_log"

_Row = tuple[Any, ...]

_MISSING = ("brakuje go.", "it is missing.")
_EXTRA = ("nie wynika z dziennika.", "it does not follow from the log.")
_NO_VALUE = ("brakuje wartości.", "the value is missing.")
_NOT_TOLD = ("wartość, której nie ma w dzienniku.", "a value that the log has not.")
_OTHER = ("inna wartość niż w dzienniku.", "another value than the log's.")


class _Text(bytes):
    """A text as it is stored, told apart from a blob."""


def certify(live: sqlite3.Connection, beside: Path) -> Certificate:
    """Return the certificate of the snapshot `live` against the file that the program rebuilt.

    sqlite3.Error where a side cannot be read.
    """
    position: int = live.execute(_SIZE).fetchone()[0]
    kept = live.text_factory
    with closing(sqlite3.connect(f"{beside.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)) as made:
        try:
            live.text_factory = made.text_factory = _Text
            return _certificate(position, live, made)
        finally:
            live.text_factory = kept


def _certificate(position: int, live: sqlite3.Connection, made: sqlite3.Connection) -> Certificate:
    served, rebuilt = _tables(live), _tables(made)
    tables, differences = [], []
    for table in sorted(served | rebuilt):
        one = _Comparison(table, live if table in served else None, made if table in rebuilt else None)
        tables.append(one.compare())
        differences += one.differences
    digests = [
        sha256("".join(f"{t.table} {d}\n" for t, d in side if d is not None).encode()).hexdigest()
        for side in ([(t, t.digest) for t in tables], [(t, t.rebuilt) for t in tables])
    ]
    return Certificate(position, digests[0], digests[1], tables, differences)


def _tables(db: sqlite3.Connection) -> set[str]:
    return {name.decode() for (name,) in db.execute(_TABLES)} - RECORD


class _Comparison:
    """One table on both sides, read once, row by row in the order of its primary key."""

    def __init__(self, table: str, live: sqlite3.Connection | None, made: sqlite3.Connection | None) -> None:
        self.table = table
        self.live, self.made = live, made
        self.differences: list[Difference] = []
        self._sides = (sha256(), sha256())
        self._rows = 0

    def compare(self) -> Compared:
        """Read both sides to the end; return their digests."""
        if self.live is None or self.made is None:
            self._differ("", None, _MISSING if self.live is None else _EXTRA)
            self._read_one_side()
        else:
            self._read_both(self.live, self.made)
        digests = [side.hexdigest() for side in self._sides]
        return Compared(self.table, self._rows, digests[0] if self.live else None, digests[1] if self.made else None)

    def _read_one_side(self) -> None:
        number, db = (0, self.live) if self.live is not None else (1, self.made)
        if db is not None:
            for row in _rows(db, self.table, _columns(db, self.table)):
                self._sides[number].update(_serialised(row))
                self._rows += 1 - number

    def _read_both(self, live: sqlite3.Connection, made: sqlite3.Connection) -> None:
        shapes = [db.execute(_MADE_BY, (self.table,)).fetchall() for db in (live, made)]
        for side, shape in zip(self._sides, shapes, strict=True):
            side.update(_serialised(tuple(value for one in shape for value in one)))
        if shapes[0] != shapes[1]:
            self._differ(
                "", None, ("tabela lub jej indeks ma inną budowę.", "the table or its index has another shape.")
            )
        damage = [row[0] for row in live.execute(_WHOLE, (self.table,)) if row[0] != b"ok"]
        if damage:
            self._differ("", None, ("tabela i jej indeksy nie są całe.", "the table and its indexes are not whole."))
        columns = _columns(live, self.table)
        if columns != _columns(made, self.table):
            return
        self._merge(_rows(live, self.table, columns), _rows(made, self.table, columns), columns)

    def _merge(self, live: Iterator[_Row], made: Iterator[_Row], columns: dict[str, int]) -> None:
        """Walk both sides in the order of the primary key; note what only one of them has."""
        names = list(columns)
        keys = [names.index(name) for name in sorted(filter(columns.get, names), key=columns.__getitem__)]
        ours, theirs = self._next(live, 0), self._next(made, 1)
        while ours is not None or theirs is not None:
            before, after = _order(ours, keys), _order(theirs, keys)
            if theirs is None or (ours is not None and before < after):
                self._differ(_named(names, keys, ours), None, _EXTRA)
                ours = self._next(live, 0)
            elif ours is None or after < before:
                self._differ(_named(names, keys, theirs), None, _MISSING)
                theirs = self._next(made, 1)
            else:
                if _serialised(ours) != _serialised(theirs):
                    self._differ_inside(names, keys, ours, theirs)
                ours, theirs = self._next(live, 0), self._next(made, 1)

    def _next(self, rows: Iterator[_Row], side: int) -> _Row | None:
        row = next(rows, None)
        if row is not None:
            self._sides[side].update(_serialised(row))
            self._rows += 1 - side
        return row

    def _differ_inside(self, names: list[str], keys: list[int], ours: _Row, theirs: _Row) -> None:
        for place, name in enumerate(names):
            served, told = ours[place], theirs[place]
            if _serialised((served,)) != _serialised((told,)):
                why = _NO_VALUE if served is None else _NOT_TOLD if told is None else _OTHER
                self._differ(_named(names, keys, ours), name, why)

    def _differ(self, key: str, column: str | None, why: tuple[str, str]) -> None:
        if len(self.differences) < ENOUGH:
            where = ", ".join(part for part in (key, column) if part)
            pl = f"Tabela {self.table}, wiersz {where}: {why[0]}" if where else f"Tabela {self.table}: {why[0]}"
            en = f"Table {self.table}, row {where}: {why[1]}" if where else f"Table {self.table}: {why[1]}"
            self.differences.append(Difference(self.table, key, column, pl, en))


def _columns(db: sqlite3.Connection, table: str) -> dict[str, int]:
    """Return the columns in their order, each with its place in the primary key (from 1; 0: not in it)."""
    return {name.decode(): place for name, place in db.execute(_COLUMNS, (table,))}


def _rows(db: sqlite3.Connection, table: str, columns: dict[str, int]) -> Iterator[_Row]:
    keys = sorted(filter(columns.get, columns), key=columns.__getitem__) or list(columns)
    order = ", ".join(map(_quoted, keys))
    return db.execute(f"SELECT * FROM {_quoted(table)} ORDER BY {order}")  # noqa: S608 (names quoted, from the schema)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _order(row: _Row | None, keys: list[int]) -> list[tuple[int, Any]]:
    """Return what SQLite sorts a row by: kinds first (nothing, numbers, texts, blobs), then values."""
    return [] if row is None else [(_kind(row[key]), row[key]) for key in keys]


def _kind(value: Any) -> int:
    if isinstance(value, _Text):
        return 2
    return 0 if value is None else 3 if isinstance(value, bytes) else 1


def _serialised(row: _Row) -> bytes:
    """Return a row as bytes that no other row has: each value with its kind and length."""
    parts = []
    for value in row:
        if isinstance(value, bytes):
            parts.append(b"%b%d:%b" % (b"t" if isinstance(value, _Text) else b"b", len(value), value))
        elif isinstance(value, float):
            parts.append(b"f" + struct.pack(">d", value))
        else:
            parts.append(b"n" if value is None else b"i%d;" % value)
    return b"".join((*parts, b"\n"))


def _named(names: list[str], keys: list[int], row: _Row | None) -> str:
    if row is None:
        return ""
    shown = ((names[key], row[key]) for key in keys)
    return ", ".join(f"{name}={_shown(value)}" for name, value in shown)


def _shown(value: Any) -> str:
    if isinstance(value, _Text):
        return value.decode("utf-8", "replace")
    return value.hex() if isinstance(value, bytes) else str(value)
