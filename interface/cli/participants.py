"""`kis show`, `kis history`: participants from the command line."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

import click
import msgspec

from application.projections.timeline.saying import day_of, duration, programme_name
from application.projections.timeline.words import WORDS
from domain.calendar import WARSAW
from domain.vocabulary import ContractType, EpisodeKind, EpisodeState, LegalForm, Role
from interface.cli.client import client
from interface.cli.speaking import as_json, chosen, fail, say, show_json
from interface.settings import Settings


def _of_the_past(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say which past is meant."""
    for option in (
        click.option("--version", metavar="N", help="Stan po wpisie o tej wersji / as after the fact of that version."),
        click.option(
            "--known-at", metavar="CHWILA", help="Jak zapisano do tego dnia lub chwili / as recorded by that moment."
        ),
        click.option("--on", metavar="DZIEŃ", help="Co było prawdą tego dnia / what was true on that day."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("participant", type=click.UUID)
@_of_the_past
@as_json
def show(participant: UUID, on: str | None, known_at: str | None, version: str | None, in_json: bool) -> None:
    """Pokaż kartę uczestnika, dziś albo wtedy / show a participant's card, now or then."""
    with client(Settings()) as speaking:
        card = speaking.get(f"/participants/{participant}{_query(on=on, known_at=known_at, version=version)}")
    if in_json:
        show_json(card)
        return
    click.echo(f"{card['family_name']} {card['given_name']}  (v{card['version']})")
    _say_which_past(card)
    for episode in card["episodes"]:
        kind, state = _word(EpisodeKind, episode["kind"]), _word(EpisodeState, episode["state"])
        click.echo(f"  [{episode['item']}] {kind}: {state}  {_days(episode['referred_on'], episode['exited_on'])}")
    for place in card["enrolments"]:
        name, minutes = chosen(*programme_name(place["programme"])), card["minutes"].get(str(place["item"]), 0)
        days = _days(place["enrolled_on"], place["ended_on"])
        click.echo(f"  [{place['item']}] {name}  {days}  {chosen(*duration(minutes))}")
    for contract in card["contracts"] or ():
        words, kind = chosen("kontrakt socjalny", "social contract"), _word(ContractType, contract["type"])
        days = _days(contract["valid_from"], contract["valid_until"])
        click.echo(f"  [{contract['item']}] {words} {kind}  {days}")
    for job in card["employments"] or ():
        days = _days(job["started_on"], job["ended_on"])
        click.echo(f"  [{job['item']}] {_word(LegalForm, job['form'])}  {days}")


@click.command()
@click.argument("participant", type=click.UUID)
@_of_the_past
@click.option("--between", nargs=2, metavar="OD DO", help="Co zapisano między tymi chwilami lub pozycjami / between.")
@click.option("--seen", metavar="N", help="Co było widać, gdy powstał wpis N / what could be seen at fact N.")
@as_json
def history(
    participant: UUID,
    on: str | None,
    known_at: str | None,
    version: str | None,
    between: tuple[str, str] | None,
    seen: str | None,
    in_json: bool,
) -> None:
    """Pokaż całą historię uczestnika / replay a participant's whole history.

    Pozycja w dzienniku, dzień zdarzenia, kiedy zapisano, kto (w jakiej roli) i zdanie; pod nim, co prostuje lub
    unieważnia i co zmienił: przed → po.
    """
    if (known_at or version) and (between or seen):
        fail(
            "--between i --seen same mówią, co było już zapisane: pomiń przy nich --known-at i --version.",
            "--between and --seen say by themselves what was recorded: leave out --known-at and --version.",
            code=2,
        )
    if seen and (between or on):
        fail(
            "--seen pokazuje jeden wpis: pomiń przy nim --between i --on.",
            "--seen shows one fact: leave out --between and --on.",
            code=2,
        )
    path = f"/participants/{participant}"
    with client(Settings()) as speaking:
        if seen:
            said = speaking.get(f"{path}/history/{quote(seen, safe='')}/seen")
        elif between:
            said = speaking.get(f"{path}/changes{_query(**{'from': between[0], 'to': between[1], 'on': on})}")
        else:
            said = speaking.get(f"{path}/history{_query(on=on, known_at=known_at, version=version)}")
    if in_json:
        show_json(said)
    elif seen:
        _print_seen(said)
    else:
        _print_entries(said["items"])
        _say_which_past(said)
        for one in said.get("card", ()):
            click.echo(f"{one['path']}: {_json(one['before'])} → {_json(one['after'])}")


def _query(**said: str | None) -> str:
    given = {name: value for name, value in said.items() if value is not None}
    return f"?{urlencode(given)}" if given else ""


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _say_which_past(said: dict[str, Any]) -> None:
    """Print up to which position an answer knows, and which versions stand beside a card's."""
    if "from_position" in said:
        first, last = said["from_position"], said["to_position"]
        say(f"Zapisano po pozycji {first}, do {last}.", f"Recorded behind position {first}, up to {last}.")
    if "known_position" in said:
        position = said["known_position"]
        say(f"Stan wiedzy: pozycja {position} dziennika.", f"As known at position {position} of the log.")
    if "next_version" in said:
        before, after = (said[name] or "–" for name in ("previous_version", "next_version"))
        say(f"Poprzednia wersja: {before}, następna: {after}.", f"Version before: {before}, after: {after}.")


def _print_seen(said: dict[str, Any]) -> None:
    _print_entries([said["entry"]])
    _say_which_past(said)
    for one in said["grounds"]["inputs"]:
        click.echo(f"{one['position']:>6}  {one['occurred_on']}  {chosen(one['pl'], one['en'])}")
        for later in one["later"]:
            words = chosen("później", "later")
            click.echo(f"{'':>6}  → {words} {_named(later)}: {chosen(later['pl'], later['en'])}")
    click.echo(chosen(said["grounds"]["pl"], said["grounds"]["en"]))


def _print_entries(items: list[dict[str, Any]]) -> None:
    by_version = {entry["version"]: entry for entry in items}
    for entry in items:
        sentence = chosen(entry["pl"], entry["en"])
        told = f"{datetime.fromisoformat(entry['recorded_at']).astimezone(WARSAW):%Y-%m-%d %H:%M}"
        who = f"{entry['recorder']} ({_word(Role, entry['role'])})"
        click.echo(f"{entry['position']:>6}  {entry['occurred_on']}  {told}  {who}: {sentence}")
        for field, words in LINKS.items():
            for other in _versions(entry[field]):
                named = _named(by_version[other]) if other in by_version else f"v{other}"
                click.echo(f"{'':>6}  → {chosen(*words)} {named}")
        for one in entry["changed"]:
            click.echo(f"{'':>6}  ≠ {chosen(one['pl'], one['en'])}")


LINKS = {
    "corrects": ("prostuje wpis", "corrects the entry"),
    "corrected_by": ("sprostowany wpisem", "corrected by the entry"),
    "voids": ("unieważnia wpis", "voids the entry"),
    "voided_by": ("unieważniony wpisem", "voided by the entry"),
}
"""How an entry is tied to others, by the field that names them."""


def _versions(said: int | list[int] | None) -> list[int]:
    if said is None:
        return []
    return said if isinstance(said, list) else [said]


def _named(entry: dict[str, Any]) -> str:
    """Return an entry by its position in the log and the day it was recorded."""
    day = datetime.fromisoformat(entry["recorded_at"]).astimezone(WARSAW).date()
    polish, english = day_of(day)
    return chosen(f"{entry['position']} z {polish}", f"{entry['position']} of {english}")


def _word(words: type[StrEnum], value: str) -> str:
    return chosen(*WORDS[words(value)])


def _days(since: str, until: str | None) -> str:
    first = chosen(*day_of(date.fromisoformat(since)))
    return f"{first} – {'…' if until is None else chosen(*day_of(date.fromisoformat(until)))}"
