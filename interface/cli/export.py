"""`kis export`: any list as a file to take away."""

from pathlib import Path
from uuid import UUID

import click

from interface.cli.arriving import Arriving
from interface.cli.client import client
from interface.cli.lists import edition_named
from interface.cli.speaking import as_json, chosen, say, show_json
from interface.exports.listing import Format
from interface.exports.lists import TITLES, ListName
from interface.settings import Settings

HELP = """Pobierz listę do pliku / take a list away as a file.

    Cała lista (najwyżej 10 000 wierszy), te same osoby, kolumny i liczby, które widzisz na ekranie. Plik mówi, z której
    pozycji dziennika pochodzi, kto go pobrał i w jakim celu; pobranie zostaje w śladzie dostępu. csv-pl i xlsx otwiera
    polski Excel, json jest dla programów.

    \b
    """
_LISTS = "\n    ".join(f"{name.value:<22} {TITLES[name]}" for name in ListName)


def _pair(_: click.Context, __: click.Parameter, said: tuple[str, ...]) -> dict[str, str]:
    """Return filters by their names."""
    wrong = next((one for one in said if "=" not in one or one.startswith("=")), None)
    if wrong is not None:
        raise click.BadParameter(
            chosen("Filtr ma postać nazwa=wartość, np. state=ACTIVE.", "A filter is name=value, such as state=ACTIVE.")
        )
    return dict(one.split("=", 1) for one in said)


@click.command(help=HELP + _LISTS)
@click.argument("name", metavar="LISTA", type=click.Choice([name.value for name in ListName]))
@click.option("--format", "wanted", type=click.Choice([one.value for one in Format]), default=Format.CSV_PL.value,
              show_default=True, help="Format pliku / the file's format.")  # fmt: skip
@click.option("--why", required=True, help="W jakim celu, 3-200 znaków / what for.")
@click.option("--filter", "filters", metavar="NAZWA=WARTOŚĆ", multiple=True, callback=_pair,
              help="Filtr tej listy, można kilka / a filter of the list: state=ACTIVE.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Plik / file (LISTA-POZYCJA.csv).")
@click.option("--force", is_flag=True, help="Zastąp plik, który już jest / replace a file that is there.")
@as_json
def export(
    name: str, wanted: str, why: str, filters: dict[str, str], out: Path | None, force: bool, in_json: bool
) -> None:
    """Take a list away: see `HELP`."""
    if "code" in filters and not _is_id(filters.get("edition", str(UUID(int=0)))):
        filters["edition"] = edition_named(filters["code"], filters["edition"])
    asked = {"list": name, "filters": filters, "format": wanted, "why": why}
    with Arriving(out, replaces=force) as taken, client(Settings()) as speaking:
        speaking.download("/exports", taken.take, asked)
    if in_json:
        show_json({"file": str(taken.path), "bytes": taken.size})
        return
    say(
        f"Zapisano: {taken.path} ({taken.size} bajtów). To dane klubu, zwykle osobowe: chroń ten plik i usuń go, gdy "
        "nie będzie potrzebny.",
        f"Written: {taken.path} ({taken.size} bytes). These are the club's data, personal as a rule: protect this file "
        "and remove it when it is not needed.",
    )


def _is_id(said: str) -> bool:
    try:
        UUID(said)
    except ValueError:
        return False
    return True
