"""`kis report annual YEAR`: the report due on 31 March, in the terminal or as a file, and who is behind each number."""

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import click

from domain.annual_report.cells import Table
from domain.reports import EntryKind, SendingChannel
from interface.cli.annual_text import cell_lines, report_lines
from interface.cli.arriving import Arriving
from interface.cli.client import Client, client
from interface.cli.lists import a_day
from interface.cli.report_entries import enter
from interface.cli.report_sent import LATEST, difference_lines, hand_lines, number_of, sent_lines
from interface.cli.speaking import as_json, chosen, language, say, show_json, why_given
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


report.add_command(enter)


def to_send(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a sending."""
    parts, ways = ([one.value for one in kind] for kind in (EntryKind, SendingChannel))
    for option in (
        click.option("--reason", help="Powód korekty / why it is corrected."),
        click.option("--corrects", type=click.IntRange(1), help="Numer korygowanej wysyłki / the sending it corrects."),
        click.option("--left-blank", multiple=True, type=click.Choice(parts), help="Część pusta / a part left blank."),
        click.option("--reference", help="Znak wysyłki, np. UPP / the reference of the sending."),
        click.option("--channel", type=click.Choice(ways), default="CAS", show_default=True, help="Droga / by."),
        click.option("--send", "sent_on", type=a_day, help="Odnotuj wysłanie tego dnia / record it as sent that day."),
    ):
        command = option(command)
    return command


def a_sending(name: str, help: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command an option that names a sending; without a number it is the newest."""
    return click.option(name, type=click.IntRange(0), is_flag=False, flag_value=LATEST, metavar="[N]", help=help)


@report.command("list")
@as_json
def list_reports(in_json: bool) -> None:
    """Wypisz sprawozdania i co z nimi zrobić / list the reports, and what is to be done about each."""
    with client(Settings()) as speaking:
        said = speaking.get("/reports/annual")
    _show(said, (f"{one['year']}  {one[language()]}" for one in said["items"]), in_json=in_json)


@report.command("annual")
@click.argument("year", type=click.IntRange(1900, 2100))
@click.option("--known-at", help="Według wpisów do dnia lub chwili ze strefą / as recorded by a day or moment.")
@click.option("--cell", type=ACell(), help="Kto stoi za liczbą / who is behind a number, e.g. STARTED:HOMELESS:F.")
@a_sending("--sent", "Jak wysłano, także z --out / as it was sent.")
@a_sending("--compare", "Co zmieniło się od wysyłki / what moved since it was sent.")
@to_send
@click.option(
    "--out",
    type=AReportFile(dir_okay=False, path_type=Path),
    help="Zapisz do pliku .xlsx, .csv (polski Excel) albo .json / write to a file.",
)
@click.option("--why", help="W jakim celu plik, 3-200 znaków / what the file is for.")
@as_json
def annual(
    year: int,
    known_at: str | None,
    cell: dict[str, str] | None,
    sent: int | None,
    compare: int | None,
    sent_on: datetime | None,
    out: Path | None,
    why: str | None,
    in_json: bool,
    **sending: Any,
) -> None:
    """Policz sprawozdanie za rok / count the report of a year (MRiPS CAS 01, art. 18a ust. 6).

    Liczy tylko udział w KIS, każdą osobę raz. Przy każdym wierszu stoi, kogo liczy; --cell pokazuje osoby i wpisy, z
    których wzięła się liczba. Bez --known-at według wszystkich wpisów. --send odnotowuje wysłanie i zamraża liczby,
    --sent pokazuje je, a --compare wpisy, które coś od tego czasu zmieniły. Puste części: kis report enter.
    """
    if sum(one is not None for one in (cell, compare, sent_on, out)) > 1:
        names = "--cell, --compare, --send, --out"
        raise click.UsageError(chosen(f"Podaj tylko jedno z: {names}.", f"Give only one of: {names}."))
    if sent is not None and cell is not None:
        raise click.UsageError(chosen("Podaj --cell albo --sent.", "Give --cell or --sent."))
    what_for = why_given(why) if out is not None else ""
    then = {} if known_at is None else {"known_at": known_at}
    place = f"/reports/annual/{year}"
    with client(Settings()) as speaking:
        if sent_on is not None:
            _send(speaking, place, {"sent_on": sent_on.date(), **sending, **then}, in_json=in_json)
            return
        if compare is not None:
            said = speaking.get(f"{place}/sendings/{number_of(speaking, place, compare)}/differences")
            _show(said, difference_lines(said, language()), in_json=in_json)
            return
        if sent is not None:
            place, then = f"{place}/sendings/{number_of(speaking, place, sent)}", {}
        if out is not None:
            _take(speaking, place, out, then | {"why": what_for}, in_json=in_json)
            return
        said = speaking.get(_address(place, then)) if cell is None else _every_page(speaking, place, cell | then)
    if cell is not None:
        _show(said, cell_lines(said, language()), in_json=in_json)
        return
    counted = said if sent is None else said["report"]
    above = () if sent is None else sent_lines(said, language())
    by_hand = hand_lines(counted["by_hand"], language())
    _show(said, chain(above, report_lines(counted, language()), ("",), by_hand), in_json=in_json)


def _show(said: Any, lines: Iterable[str], *, in_json: bool) -> None:
    if in_json:
        show_json(said)
        return
    for line in lines:
        click.echo(line)


def _send(speaking: Client, place: str, body: dict[str, Any], *, in_json: bool) -> None:
    said = speaking.post(f"{place}/sendings", body)
    if in_json:
        show_json(said)
        return
    line = speaking.get(f"{place}/sendings")["items"][-1]
    say(
        f"Odnotowano wysyłkę {line['number']}. Liczby zamrożono; SHA-256: {line['digest']}.",
        f"Sending {line['number']} recorded. The numbers are frozen; SHA-256: {line['digest']}.",
    )


def _take(speaking: Client, place: str, out: Path, said: dict[str, str], *, in_json: bool) -> None:
    with Arriving(out) as taken:
        speaking.download(f"{place}/export", taken.take, said | {"format": FORMATS[out.suffix.lower()].value})
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
