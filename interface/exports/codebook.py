"""The codebook: every column of every table that can be taken away, in Polish and English."""

from collections.abc import Iterator

from interface.exports.columns import TABLES, UNITS, Column

HEAD = ("tabela / table", "kolumna / column", "znaczenie", "meaning", "jednostka", "unit", "wartości / values")
_OPENING = """\
# Codebook of the durability exports

Every column of every table of `kis durability` and `GET /outcomes/durability/export`, written from the code by
`make shown`; a test fails when it is not current. The XLSX workbook and the JSON document carry it, the Parquet files
hold each column's meaning in its metadata. An empty cell has no value; the column `mark` says why, and it is never 0.
"""


def entries() -> Iterator[tuple[str, ...]]:
    """Yield a row for every column, as `HEAD` names its parts."""
    for table in TABLES.values():
        for column in table.columns:
            yield (table.name, column.name, *_meaning(column), ", ".join(column.values))


def _meaning(column: Column) -> tuple[str, str, str, str]:
    unit = UNITS[column.kind]
    return column.means.pl, column.means.en, unit.pl, unit.en


def page() -> str:
    """Return docs/codebook.md."""
    parts = [_OPENING]
    for table in TABLES.values():
        parts.append(f"## `{table.name}`: {table.title.pl} / {table.title.en}\n\n{table.a_row.pl} / {table.a_row.en}\n")
        lines = ["| column | znaczenie | meaning | unit | values |", "|---|---|---|---|---|"]
        for column in table.columns:
            pl, en, _, unit = _meaning(column)
            codes = ", ".join(f"`{value}`" for value in column.values)
            lines.append(f"| `{column.name}` | {pl} | {en} | {unit} | {codes} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
