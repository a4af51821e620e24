"""One text for every statement: written once in SQLAlchemy Core, compiled once at start to driver SQL.

Executed one by one through SQLAlchemy the same statements cost half of the writer's throughput
(measured); and no SQLAlchemy connection may ever wrap the writer's, because its close, rollback or
commit would end our transaction.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql.expression import ClauseElement

_DIALECT = sqlite.dialect(paramstyle="qmark")


class Rows(Protocol):
    """What a statement returns."""

    def fetchone(self) -> Any:
        """Return the next row or None."""

    def fetchall(self) -> list[Any]:
        """Return all rows."""

    def __iter__(self) -> Iterator[Any]:
        """Return the rows one by one."""


class Database(Protocol):
    """A driver connection: the writer's inside its transaction, or a reader's inside its snapshot."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Rows:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Any:
        """Run one statement for many rows."""


def compiled(statement: ClauseElement) -> str:
    """Return driver SQL with `?` for every bound parameter, in the order in which they stand."""
    return str(statement.compile(dialect=_DIALECT))


@cache
def insertion(table: Table) -> str:
    """Return the INSERT of a whole row, values in the order of the table's columns."""
    return compiled(table.insert())


@cache
def replacement(table: Table) -> str:
    """Return the INSERT of a whole row that takes the place of a row with the same primary key."""
    return insertion(table).replace("INSERT INTO", "INSERT OR REPLACE INTO", 1)


@cache
def addition(table: Table) -> str:
    """Return the INSERT of a whole row that adds its numbers to a row with the same primary key."""
    row = upsert(table)
    keys = list(table.primary_key)
    sums = {column.name: column + row.excluded[column.name] for column in table.columns if column not in keys}
    return compiled(row.on_conflict_do_update(index_elements=keys, set_=sums))


def creation(tables: Iterable[Table]) -> list[str]:
    """Return the DDL that makes these tables and their indexes where they are missing."""
    return [statement for table in tables for statement in _creation(table)]


@cache
def _creation(table: Table) -> tuple[str, ...]:
    order = sorted(table.indexes, key=lambda index: str(index.name))
    indexes = (str(CreateIndex(index, if_not_exists=True).compile(dialect=_DIALECT)) for index in order)
    return str(CreateTable(table, if_not_exists=True).compile(dialect=_DIALECT)), *indexes
