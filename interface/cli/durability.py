"""`kis durability`: does it last? In the terminal, or as a file to take away."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

import click
import msgspec

from domain.durability.definition import DEFAULT, WhichExit
from domain.durability.report import AgeBand, Cut, DurabilityReport
from domain.programmes import PROGRAMMES
from domain.vocabulary import EvidenceGrade, Sex
from interface.cli.arriving import Arriving
from interface.cli.client import client
from interface.cli.durability_text import lines
from interface.cli.lists import a_day, iso_day
from interface.cli.speaking import as_json, language, say, show_json
from interface.exports.columns import TABLES
from interface.settings import Settings

a_file = click.Path(dir_okay=False, path_type=Path)
FILES = {
    "csv": "CSV dla programów / for programs (RFC 4180)",
    "csv-pl": "CSV dla polskiego Excela / for Polish Excel",
    "xlsx": "skoroszyt z wykresami / a workbook with charts",
    "parquet": "Parquet dla R i Pythona / for R and Python",
    "html": "strona do czytania i druku / a page to read and print",
    "svg": "krzywa jako rysunek / the curve as a drawing",
}


def to_files(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for every kind of file."""
    for kind, means in FILES.items():
        command = click.option(f"--{kind}", f"{kind.replace('-', '_')}_file", type=a_file, help=means + ".")(command)
    return command


@click.command()
@click.option("--from", "exits_from", type=a_day, help="Zakończenia od dnia RRRR-MM-DD / exits from this day on.")
@click.option("--to", "exits_to", type=a_day, help="Zakończenia do dnia / exits up to this day.")
@click.option("--by", type=click.Choice([cut.value for cut in Cut]), help="Podział na grupy / cut by.")
@click.option("--definition", default=DEFAULT.name, show_default=True, help="Definicja / definition: KOD@WERSJA.")
@click.option("--period", help="Tablica opublikowana: z ilu lat / a published table: of how many years.")
@click.option("--known-at", help="Według wpisów do dnia lub chwili ze strefą / as recorded by a day or moment.")
@click.option("--programme", type=click.Choice(list(PROGRAMMES)), help="Tylko program / this programme only.")
@click.option("--edition", type=click.UUID, help="Tylko edycja / this edition only.")
@click.option("--group", help="Tylko grupa z art. 1 ust. 2 / this group only.")
@click.option("--sex", type=click.Choice([sex.value for sex in Sex]), help="Tylko płeć / this sex only.")
@click.option("--age", type=click.Choice([band.value for band in AgeBand]), help="Tylko wiek / this age only.")
@click.option("--gap-days", type=click.IntRange(0, 366), help="Co by było przy takiej przerwie / what if: such gaps.")
@click.option(
    "--least-evidence", type=click.Choice([g.value for g in EvidenceGrade]), help="Co by było / what if: evidence."
)
@click.option("--which-exit", type=click.Choice([w.value for w in WhichExit]), help="Co by było / what if: exit.")
@click.option(
    "--table", type=click.Choice(list(TABLES)), default="points", show_default=True, help="Która tablica / which table."
)
@to_files
@as_json
def durability(
    exits_from: datetime | None, exits_to: datetime | None, table: str, in_json: bool, **said: object
) -> None:
    """Czy praca trwa? Ile osób pracuje po wyjściu i jak pewna to wiedza / does it last?

    Nieznani nie są ani sukcesem, ani porażką: obok każdego wskaźnika stoją granice i pokrycie. Bez opcji pliku pokazuje
    tabelę. --csv, --csv-pl i --parquet zapisują jedną tablicę (--table), --xlsx wszystkie.
    """
    files = {kind: path for kind in FILES if isinstance(path := said.pop(f"{kind.replace('-', '_')}_file"), Path)}
    asked = {name: str(value) for name, value in said.items() if value is not None}
    asked |= {name: day for name, day in (("exits_from", iso_day(exits_from)), ("exits_to", iso_day(exits_to))) if day}
    with client(Settings()) as speaking:
        if not files:
            answer = speaking.get(f"/outcomes/durability?{urlencode(asked)}")
        for kind, path in files.items():
            query = urlencode(asked | _how(kind, table))
            with Arriving(path, f"--{kind}") as taken:
                place = "page" if kind == "html" else "export"
                speaking.download(f"/outcomes/durability/{place}?{query}", taken.take)
            if not in_json:
                say(f"Zapisano: {path} ({taken.size} bajtów).", f"Written: {path} ({taken.size} bytes).")
    if files:
        if in_json:
            show_json([{"file": str(path)} for path in files.values()])
    elif in_json:
        show_json(answer)
    else:
        for line in lines(msgspec.convert(answer, DurabilityReport), language()):
            click.echo(line)


def _how(kind: str, table: str) -> dict[str, str]:
    """Return what an address says beside the question: of a page its language, of an export its format and table."""
    if kind == "html":
        return {"lang": language()}
    how = {"format": kind, "lang": language()}
    return how | {"table": table} if kind in {"csv", "csv-pl", "parquet"} else how
