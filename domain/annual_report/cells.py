"""The tables of the annual report, their cells, and the figures of one year: numbers only, no person in them."""

from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.durability.person import Key
from domain.measures.figure import Count, Figure
from domain.vocabulary import Sex


class Table(StrEnum):
    """What a table counts. A code is stored with a sent report, and so for ever."""

    STARTED = "STARTED"
    """A: who started in the year, by statutory group."""
    PARTICIPATING = "PARTICIPATING"
    """B: who took part in the year, by statutory group."""
    COMPLETED = "COMPLETED"
    """C: who completed, by the action taken afterwards."""
    COMPLETED_BY_GROUP = "COMPLETED_BY_GROUP"
    INTERRUPTED = "INTERRUPTED"
    """D: who left before the end, by the kind of exit."""
    INTERRUPTED_BY_GROUP = "INTERRUPTED_BY_GROUP"
    DIED = "DIED"
    """Who died while taking part: neither completed nor interrupted."""
    EFFECTS = "EFFECTS"
    """E: who achieved any effect of reintegration, by statutory group."""
    EFFECTS_SOCIAL = "EFFECTS_SOCIAL"
    EFFECTS_VOCATIONAL = "EFFECTS_VOCATIONAL"
    EFFECTS_EMPLOYMENT = "EFFECTS_EMPLOYMENT"
    """Of these: who found work after completing."""
    SOCIAL = "SOCIAL"
    """F: who took part in social reintegration, by service category."""
    VOCATIONAL = "VOCATIONAL"
    """F: who took part in vocational reintegration, by service category."""
    NOT_ASSIGNED = "NOT_ASSIGNED"
    """F: who took part in the year without a known service category."""
    CONTRACT_ONLY = "CONTRACT_ONLY"
    """Beside the report: whose social contract was in force in the year, without any support."""


class CellKey(msgspec.Struct, frozen=True, order=True, kw_only=True, gc=False):
    """One cell: a table, a row of it and a sex (None: nobody recorded it)."""

    table: Table
    row: str
    sex: Sex | None


class RowFigures(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One row: how many people, by sex."""

    row: str
    people: Count


class TableFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One table: its rows in the order of the definition, and how many different people are in it (`distinct`).

    Where the rows of the definition overlap, `distinct` is less than their sum.
    """

    table: Table
    rows: tuple[RowFigures, ...]
    distinct: Count


class AnnualFigures(msgspec.Struct, frozen=True, kw_only=True):
    """All tables of a year as known at a position of the log, on the day of that knowledge; no person in it.

    `definition` is its name (code@version). `running`: the year was not over on that day. `rates` are completion and
    economic independence, each of the cohort of entry and of the year of exit.
    """

    definition: str
    year: int
    position: int
    today: date
    running: bool
    tables: tuple[TableFigures, ...]
    rates: tuple[Figure, ...]


class Use(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """That an enrolment had an hour of a form of art. 18(2) in the year, and which entry says so."""

    activity: str
    key: Key


Behind = dict[CellKey, frozenset[UUID]]
"""Who is behind each cell, by the id of the record that goes on; a cell without anybody is not there."""
