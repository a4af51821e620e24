"""`kis report annual YEAR`: the report due on 31 March, in the terminal or as a file, and who is behind each number."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import click

from domain.annual_report.cells import Table
from interface.cli.annual_text import cell_lines, report_lines
from interface.cli.arriving import Arriving
from interface.cli.client import Client, client
from interface.cli.speaking import as_json, chosen, language, say, show_json
from interface.exports.listing import Format
from interface.settings import Settings

PAGE = 200
FORMATS = {".xlsx": Format.XLSX, ".csv": Format.CSV_PL, ".json": Format.JSON}
"""What the ending of a file's name asks for."""

_SEXES = ("F", "M", "UNKNOWN")


class ACell(click.ParamType[dict[str, str]]):
    """A number of the report: its table, a row of it and a sex, as `STARTED`, `STARTED:HOMELESS`, `STARTED:HOMELESS:F`.

    An empty row is every row: `STARTED::F`.
    """

    name = "TABELA[:WIERSZ[:PŁEĆ]]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:
        """Return what it asks for, by the names of the address."""
        table, row, sex, *more = [*str(value).split(":"), "", ""]
        if table not in set(Table) or sex not in ("", *_SEXES) or any(more):
            tables = ", ".join(Table)
            self.fail(
                chosen(
                    f"podaj TABELA:WIERSZ:PŁEĆ; tabele: {tables}; płeć: {', '.join(_SEXES)}",
                    f"give TABLE:ROW:SEX; tables: {tables}; sex: {', '.join(_SEXES)}",
                ),
                param,
                ctx,
            )
        return {name: said for name, said in (("table", table), ("row", row), ("sex", sex)) if said}


class AReportFile(click.Path):
    """A file whose ending says its format."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return its path."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if path.suffix.lower() not in FORMATS:
            ends = ", ".join(FORMATS)
            self.fail(chosen(f"nazwa ma się kończyć na: {ends}", f"the name is to end with one of: {ends}"), param, ctx)
        return path


@click.group()
def report() -> None:
    """Sprawozdanie roczne klubu / the annual report of the club."""


@report.command("annual")
@click.argument("year", type=click.IntRange(1900, 2100))
@click.option("--known-at", help="Według wpisów do dnia lub chwili ze strefą / as recorded by a day or moment.")
@click.option("--cell", type=ACell(), help="Kto stoi za liczbą / who is behind a number, e.g. STARTED:HOMELESS:F.")
@click.option(
    "--out",
    type=AReportFile(dir_okay=False, path_type=Path),
    help="Zapisz do pliku .xlsx, .csv (polski Excel) albo .json / write to a file.",
)
@as_json
def annual(year: int, known_at: str | None, cell: dict[str, str] | None, out: Path | None, in_json: bool) -> None:
    """Policz sprawozdanie za rok / count the report of a year (MRiPS CAS 01, art. 18a ust. 6).

    Liczy tylko udział w KIS, każdą osobę raz. Przy każdym wierszu stoi, kogo liczy; --cell pokazuje osoby i wpisy, z
    których wzięła się liczba. Bez --known-at według wszystkich wpisów.
    """
    if cell is not None and out is not None:
        raise click.UsageError(chosen("Podaj --cell albo --out.", "Give --cell or --out."))
    then = {} if known_at is None else {"known_at": known_at}
    place = f"/reports/annual/{year}"
    with client(Settings()) as speaking:
        if out is not None:
            _take(speaking, place, out, then, in_json=in_json)
            return
        said = speaking.get(_address(place, then)) if cell is None else _every_page(speaking, place, cell | then)
    if in_json:
        show_json(said)
        return
    for line in report_lines(said, language()) if cell is None else cell_lines(said, language()):
        click.echo(line)


def _take(speaking: Client, place: str, out: Path, then: dict[str, str], *, in_json: bool) -> None:
    asked = then | {"format": FORMATS[out.suffix.lower()].value}
    with Arriving(out) as taken:
        speaking.download(_address(f"{place}/export", asked), taken.take)
    if in_json:
        show_json({"file": str(out), "bytes": taken.size})
    else:
        say(f"Zapisano: {out} ({taken.size} bajtów).", f"Written: {out} ({taken.size} bytes).")


def _every_page(speaking: Client, place: str, asked: dict[str, str]) -> Any:
    """Return everybody behind a number, as one page."""
    said = speaking.get(_address(f"{place}/cells", asked | {"limit": str(PAGE)}))
    while said["next_cursor"] is not None:
        more = speaking.get(_address(f"{place}/cells", asked | {"limit": str(PAGE), "cursor": said["next_cursor"]}))
        said |= {"items": said["items"] + more["items"], "next_cursor": more["next_cursor"]}
    return said


def _address(place: str, asked: dict[str, str]) -> str:
    return f"{place}?{urlencode(asked)}" if asked else place
