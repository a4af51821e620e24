"""`kis explain`: may a person come in on a day, programme by programme, and if not, why and what is missing."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import click

from domain.programmes import PROGRAMMES
from interface.cli.client import client
from interface.cli.lists import a_day
from interface.cli.speaking import as_json, chosen, show_json
from interface.settings import Settings

_MARKS = {"MET": ("tak", "yes"), "NOT_MET": ("nie", "no"), "UNKNOWN": ("nie wiadomo", "not known")}


@click.command()
@click.argument("participant", type=click.UUID)
@click.option("--on", type=a_day, help="Na dzień RRRR-MM-DD, domyślnie dziś / on this day, today unless said.")
@click.option("--programme", type=click.Choice(list(PROGRAMMES)), help="Tylko ten program / this programme only.")
@as_json
def explain(participant: UUID, on: datetime | None, programme: str | None, in_json: bool) -> None:
    """Pokaż, do czego osoba ma prawo / explain what a person may enrol in.

    Przy każdym programie: tak, albo dlaczego nie, na jakiej podstawie prawnej i czego brakuje w zapisach.
    """
    said = {"on": None if on is None else on.date().isoformat(), "programme": programme}
    asked = urlencode({name: value for name, value in said.items() if value is not None})
    with client(Settings()) as speaking:
        told = speaking.get(f"/participants/{participant}/eligibility?{asked}")
    if in_json:
        show_json(told)
        return
    click.echo(chosen(f"Na dzień {told['on']}", f"On {told['on']}"))
    for line in told["programmes"]:
        edition = "" if line["edition"] is None else f" ({line['edition']})"
        click.echo(f"{_named(line)}{edition}: {_mark(line)}. {_why(line)}")
        for condition in line["conditions"]:
            _show(condition)
    click.echo(chosen("Grupy", "Groups"))
    for condition in (*told["groups"], *([told["long_term"]] if told["long_term"] else [])):
        _show(condition)


def _show(condition: dict[str, Any]) -> None:
    click.echo(f"  {_named(condition)}: {_mark(condition)}. {_why(condition)}")
    if condition["missing_pl"] is not None:
        click.echo(f"    {chosen(condition['missing_pl'], condition['missing_en'])} [{condition['law']}]")
    for rule in condition["to_confirm"]:
        words = chosen("do potwierdzenia", "to be confirmed")
        click.echo(f"    {words}: {rule['rule']}, {rule['law']} ({rule['source']})")


def _named(line: dict[str, Any]) -> str:
    return chosen(line["pl"], line["en"])


def _mark(line: dict[str, Any]) -> str:
    return chosen(*_MARKS[line["answer"]])


def _why(line: dict[str, Any]) -> str:
    return chosen(line["why_pl"], line["why_en"])
