"""`kis edition`: the editions of programmes from the command line, as the user whose token is in KIS_TOKEN."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from domain.programmes import PROGRAMMES
from interface.cli.client import client
from interface.cli.speaking import as_json, chosen, say, show_json
from interface.settings import Settings

a_programme = click.Choice(list(PROGRAMMES), case_sensitive=False)
a_day = click.DateTime(["%Y-%m-%d"])


@click.group()
def edition() -> None:
    """Edycje programów / editions of programmes."""


@edition.command("list")
@click.argument("programme", type=a_programme, required=False)
@as_json
def list_editions(programme: str | None, in_json: bool) -> None:
    """Wypisz edycje (programu albo wszystkie) / list the editions (of a programme, or all)."""
    with client(Settings()) as speaking:
        codes = list(PROGRAMMES) if programme is None else [programme]
        said = {"items": [line for code in codes for line in speaking.get(f"/programmes/{code}/editions")["items"]]}
    if in_json:
        show_json(said)
        return
    for line in said["items"]:
        click.echo(f"{line['id']}  {line['programme']} {line['code']}  {', '.join(_facts(line))}")


def _facts(line: dict[str, Any]) -> Iterator[str]:
    """Yield what a person wants to know of an edition."""
    yield f"{line['opens_on']} – {line['closes_on'] or '…'}"
    yield f"{chosen('zajęte', 'taken')} {line['taken']}/{line['places'] or '∞'}"
    yield f"{chosen('czeka', 'waiting')} {line['waiting']}"
    if not line["confirmed"]:
        yield chosen("do potwierdzenia", "to be confirmed")


@edition.command("open")
@click.argument("programme", type=a_programme)
@click.argument("code")
@click.argument("opens_on", type=a_day)
@click.option("--closes-on", type=a_day, help="Ostatni dzień / the last day.")
@click.option("--places", type=click.IntRange(1), help="Liczba miejsc / how many places.")
@click.option("--parallel", is_flag=True, help="Trwa obok innej edycji / runs beside another edition.")
@as_json
def open_edition(
    programme: str,
    code: str,
    opens_on: datetime,
    closes_on: datetime | None,
    places: int | None,
    parallel: bool,
    in_json: bool,
) -> None:
    """Otwórz edycję programu / open an edition of a programme."""
    body = {
        "code": code,
        "opens_on": opens_on.date().isoformat(),
        "closes_on": None if closes_on is None else closes_on.date().isoformat(),
        "places": places,
        "parallel": parallel,
    }
    with client(Settings()) as speaking:
        said = speaking.post(f"/programmes/{programme}/editions", body)
    show_json(said) if in_json else say(f"Otwarto edycję {said['id']}.", f"Edition {said['id']} was opened.")
