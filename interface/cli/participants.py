"""`kis import`, `kis show`, `kis history`: participants from the command line."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from application.projections.timeline.words import WORDS
from domain.calendar import WARSAW
from domain.vocabulary import Role
from interface.cli.client import client
from interface.cli.speaking import as_json, chosen, say, show_json
from interface.settings import Settings

ROLE_WORDS = {role.value: WORDS[role] for role in Role}


@click.group("import")
def bring_in() -> None:
    """Wczytaj plik klubu / bring in a club's file."""


@bring_in.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
def participants(file: Path, in_json: bool) -> None:
    """Wczytaj rejestr uczestników (CSV z Excela) / bring in a register of participants.

    Wszystko albo nic: przy jednym złym wierszu nic nie zostaje wczytane, a każdy zły wiersz jest wskazany.
    """
    with client(Settings()) as speaking:
        said = speaking.post("/imports/participants", file.read_bytes(), content_type="text/csv")
    if in_json:
        show_json(said)
        return
    say(
        f"Wczytano {said['registered']} uczestników (do pozycji {said['position']} w dzienniku).",
        f"{said['registered']} participants were brought in (up to position {said['position']} of the log).",
    )
    if said["not_recorded"]:
        columns = ", ".join(said["not_recorded"])
        say(
            f"Tych kolumn program jeszcze nie zapisuje, zachowaj plik: {columns}.",
            f"These columns are not recorded yet, keep the file: {columns}.",
        )


@click.command()
@click.argument("participant", type=click.UUID)
@as_json
def show(participant: UUID, in_json: bool) -> None:
    """Pokaż kartę uczestnika / show a participant's card."""
    with client(Settings()) as speaking:
        card = speaking.get(f"/participants/{participant}")
    if in_json:
        show_json(card)
        return
    click.echo(f"{card['family_name']} {card['given_name']}  (v{card['version']})")
    for episode in card["episodes"]:
        until = episode["exited_on"] or "…"
        click.echo(f"  [{episode['item']}] {episode['kind']}: {episode['state']}  {episode['referred_on']} – {until}")
    for place in card["enrolments"]:
        minutes = card["minutes"].get(str(place["item"]), 0)
        since, until = place["enrolled_on"], place["ended_on"] or "…"
        click.echo(f"  [{place['item']}] {place['programme']}  {since} – {until}  {_time(minutes)}")
    for contract in card["contracts"] or ():
        click.echo(f"  [{contract['item']}] {_contract(contract)}")
    for job in card["employments"] or ():
        click.echo(f"  [{job['item']}] {job['form']}  {job['started_on']}")


@click.command()
@click.argument("participant", type=click.UUID)
@as_json
def history(participant: UUID, in_json: bool) -> None:
    """Pokaż całą historię uczestnika / replay a participant's whole history.

    Pozycja w dzienniku, dzień zdarzenia, kiedy zapisano, kto (w jakiej roli) i zdanie.
    """
    with client(Settings()) as speaking:
        said = speaking.get(f"/participants/{participant}/history")
    if in_json:
        show_json(said)
        return
    for entry in said["items"]:
        sentence = chosen(entry["pl"], entry["en"])
        told = f"{datetime.fromisoformat(entry['recorded_at']).astimezone(WARSAW):%Y-%m-%d %H:%M}"
        who = f"{entry['recorder']} ({chosen(*ROLE_WORDS[entry['role']])})"
        click.echo(f"{entry['position']:>6}  {entry['occurred_on']}  {told}  {who}: {sentence}")


def _time(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60:02d} min"


def _contract(contract: dict[str, Any]) -> str:
    words = chosen("kontrakt", "contract")
    return f"{words} {contract['type']}  {contract['valid_from']} – {contract['valid_until']}"
