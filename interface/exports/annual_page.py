"""docs/sprawozdanie.md: every table and row of the annual report, what it counts, where it stands, how sure it is."""

from collections.abc import Iterator

from domain.annual_report.definition import CAS_01
from domain.annual_report.words import RowWords, TableWords
from domain.measures.club_rates import CLUB_RATES
from domain.measures.definition import Confidence

_SURE = {Confidence.HIGH: "wysoka", Confidence.MEDIUM: "średnia", Confidence.LOW: "niska, do potwierdzenia"}
_OPENING = """\
# Sprawozdanie roczne klubu: co liczy każda tabela

Sprawozdanie za rok, które klub składa do 31 marca następnego roku, według definicji `{name}`. Daje je
`kis report annual ROK` i `GET /reports/annual/ROK`; każda liczba otwiera się do osób i wpisów, z których wynika
(`--cell`, `/cells`). Tę stronę pisze z kodu `make shown`; test pilnuje, by była aktualna.

Podstawa: {law}. Źródło: {source}.
"""


def page() -> str:
    """Return the page as Markdown."""
    return "\n".join(_parts())


def _parts() -> Iterator[str]:
    yield _OPENING.format(law=CAS_01.law, source=CAS_01.source, name=CAS_01.name)
    yield "## Co rozstrzyga definicja\n"
    for choice in CAS_01.choices:
        yield f"- **`{choice.code}`** {choice.pl} *Źródło: {choice.source}; pewność: {_SURE[choice.confidence]}.*"
    yield "\n## Tabele\n"
    for table in CAS_01.tables:
        yield from _table(table)
    yield "## Wskaźniki\n"
    yield "Każdy z dwoma mianownikami, bo dają różne wyniki; milczenie i granice opisuje każda z miar.\n"
    yield "| wskaźnik | liczy | mianownik |\n|---|---|---|"
    for definition, _ in CLUB_RATES:
        yield f"| {definition.pl} (`{definition.name}`) | {definition.counts_pl} | {definition.of_pl} |"
    yield ""


def _table(table: TableWords) -> Iterator[str]:
    letter = f"{table.letter}. " if table.letter else ""
    overlap = "" if table.partitions else " Wiersze się nakładają, ich suma nie jest liczbą osób."
    yield f"### {letter}{table.pl} (`{table.table.value}`)\n"
    yield f"Kogo liczy: {table.counts_pl}.{overlap} *Źródło: {table.source}; pewność: {_SURE[table.confidence]}.*\n"
    yield "| wiersz | kod | podstawa | pewność |\n|---|---|---|---|"
    yield from (_row(row) for row in table.rows)
    yield ""


def _row(row: RowWords) -> str:
    return f"| {row.pl} | `{row.code}` | {row.law} | {_SURE[row.confidence]} |"
