"""`kis roster`, `deadlines`, `flags`, `follow-ups`: who is in the club, what ends, what is open, whom to ask."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import click

from application.projections.roster.reading import STATE_WORDS
from application.projections.timeline.words import WORDS
from domain.calendar import WARSAW
from domain.durability.due import CheckState
from domain.follow_up import FollowUpPoint
from domain.programmes import PROGRAMMES
from domain.vocabulary import EpisodeKind, EpisodeState, Role
from interface.cli.client import Client, client
from interface.cli.speaking import as_json, chosen, fail, language, say, show_json
from interface.settings import Settings

PAGE = 200

a_day = click.DateTime(["%Y-%m-%d"])
caseworkers = click.option(
    "--caseworker", type=click.UUID, help="Tylko osoby tego użytkownika / only this user's people."
)


@click.command()
@click.option("--kind", type=click.Choice([kind.value for kind in EpisodeKind]), help="Rodzaj epizodu / its kind.")
@click.option("--state", type=click.Choice([s.value for s in EpisodeState]), help="Stan epizodu / its state.")
@click.option("--programme", type=click.Choice(list(PROGRAMMES)), help="Program / programme.")
@caseworkers
@click.option("--on", type=a_day, help="Stan na dzień RRRR-MM-DD / as of this day.")
@click.option("--known-at", help="Według wpisów do dnia lub chwili ze strefą / as recorded by a day or moment.")
@click.option("--differences", is_flag=True, help="Kto był na liście inaczej / who stood otherwise (--on, --known-at).")
@click.option("--and-known-at", help="Różnice: do kiedy, bez tego do teraz / differences: until then, else now.")
@as_json
def roster(
    differences: bool,
    on: datetime | None,
    known_at: str | None,
    and_known_at: str | None,
    in_json: bool,
    **filters: object,
) -> None:
    """Pokaż listę uczestników / show the roster.

    Filtry zawężają listę, a na końcu stoi, kogo przez nie nie widać. --on pyta o dzień, --known-at o to, co do wtedy
    zapisano; --differences pokazuje, co o tym dniu wiadomo dziś inaczej i z których wpisów.
    """
    if and_known_at is not None and not differences:
        raise click.UsageError(chosen("--and-known-at wymaga --differences.", "--and-known-at needs --differences."))
    if differences and (on is None or known_at is None):
        raise click.UsageError(chosen("Różnice: podaj --on i --known-at.", "Differences: give --on and --known-at."))
    path = "/participants/differences" if differences else "/participants"
    said = every_page(path, on=iso_day(on), known_at=known_at, and_known_at=and_known_at, **filters)
    if in_json:
        show_json(said)
        return
    for person in said["items"]:
        click.echo(f"{_name(person)}  {person['id']}")
        if differences:
            _say_difference(person)
        else:
            click.echo("".join(f"  {line}\n" for line in _episodes(person["episodes"])), nl=False)
    _count(said)


def _name(person: dict[str, Any]) -> str:
    if person["family_name"] is None:
        return chosen("[usunięto]", "[erased]")
    return f"{person['family_name']} {person['given_name']}"


def _episodes(episodes: list[dict[str, Any]]) -> Iterator[str]:
    for episode in episodes:
        words = ": ".join(chosen(*said) for said in (WORDS[EpisodeKind(episode["kind"])], _state(episode["state"])))
        programmes = ", ".join(dict.fromkeys(episode["programmes"]))
        yield f"{words}  {episode['since']} – {episode['until'] or '…'}  {programmes}".rstrip()


def _say_difference(person: dict[str, Any]) -> None:
    """Print how somebody stood then and stands now, and the facts that changed it."""
    click.echo(f"  {'; '.join(chosen(how['pl'], how['en']) for how in person['unlike'])}")
    for when, words in (("then", ("było", "then")), ("now", ("jest", "now"))):
        for line in [chosen("poza listą", "not on the list")] if person[when] is None else _episodes(person[when]):
            click.echo(f"  {chosen(*words)}: {line}")
    for fact in person["facts"]:
        told = f"{datetime.fromisoformat(fact['recorded_at']).astimezone(WARSAW):%Y-%m-%d %H:%M}"
        who = f"{fact['recorder']} ({chosen(*WORDS[Role(fact['role'])])})"
        click.echo(f"{fact['position']:>6}  {fact['occurred_on']}  {told}  {who}: {chosen(fact['pl'], fact['en'])}")


@click.command()
@click.option("--since", type=a_day, help="Od dnia RRRR-MM-DD / from this day.")
@click.option("--until", type=a_day, help="Do dnia RRRR-MM-DD / until this day.")
@caseworkers
@as_json
def deadlines(since: datetime | None, until: datetime | None, caseworker: UUID | None, in_json: bool) -> None:
    """Pokaż, co się wkrótce kończy / show what ends soon.

    Kontrakty, uzgodnione okresy, decyzje, dokumenty, edycje i zawieszenia, które jeszcze trwają.
    """
    said = every_page("/deadlines", since=iso_day(since), until=iso_day(until), caseworker=caseworker)
    if in_json:
        show_json(said)
        return
    for end in said["items"]:
        what = chosen(end["pl"], end["en"])
        of = f" ({end['programme']})" if end["programme"] else ""
        click.echo(f"{end['ends_on']}  {end['family_name']} {end['given_name']}: {what}{of}  {end['id']}")
    _count(said)


@click.command()
@click.argument("programme", type=click.Choice(list(PROGRAMMES), case_sensitive=False))
@click.argument("edition")
@click.option("--since", type=a_day, help="Od dnia RRRR-MM-DD / from this day.")
@click.option("--until", type=a_day, help="Do dnia RRRR-MM-DD / until this day.")
@as_json
def flags(programme: str, edition: str, since: datetime | None, until: datetime | None, in_json: bool) -> None:
    """Pokaż, co jest do wyjaśnienia w edycji / show what is to be explained in an edition.

    EDITION to kod edycji (np. 2026) albo jej identyfikator z kis edition list.
    """
    path = f"/programmes/{programme}/editions/{edition_named(programme, edition)}/flags"
    said = every_page(path, since=iso_day(since), until=iso_day(until))
    if in_json:
        show_json(said)
        return
    for flag in said["items"]:
        what, until_when = chosen(flag["pl"], flag["en"]), flag["until"] or "…"
        whose = f"{flag['family_name']} {flag['given_name']}: " if flag["id"] else ""
        click.echo(f"{flag['since']} – {until_when}  {whose}{what}  {flag['flag']}  {flag['id'] or ''}".rstrip())
        if flag["explanation"] is not None:
            said_of_it = flag["explanation"]["explanation"] or chosen("[treść chroniona]", "[protected]")
            click.echo(f"  {flag['explanation']['explained_on']} {flag['explanation']['name']}: {said_of_it}")
    for line in said["total"]:
        of_it = chosen("wyjaśniono", "explained")
        click.echo(f"{chosen(line['pl'], line['en'])}: {line['flags']} ({of_it} {line['explained']})")
    _count(said)


@click.command("follow-ups")
@click.option("--point", type=click.Choice([point.value for point in FollowUpPoint]), help="Sprawdzenie / the check.")
@click.option("--state", type=click.Choice([s.value for s in CheckState]), help="Stan, bez tego do zapytania / state.")
@caseworkers
@as_json
def follow_ups(point: str | None, state: str | None, caseworker: UUID | None, in_json: bool) -> None:
    """Pokaż, kogo zapytać po zakończeniu udziału / show whom to ask after leaving.

    Najpierw ta osoba, której odpowiedź najbardziej zwęża to, czego nie wiadomo 12 miesięcy po zakończeniu.
    """
    said = every_page("/follow-ups/due", point=point, state=state, caseworker=caseworker)
    if in_json:
        show_json(said)
        return
    for check in said["items"]:
        what, state = chosen(check["pl"], check["en"]), chosen(check["state_pl"], check["state_en"])
        click.echo(f"{check['due_on']}  {_name(check)}: {what}, {state}  {check['id']}")
        tried, basis = check["last_attempt"], check["basis"]
        if tried is not None:
            tries = chosen(f"prób: {check['attempts']}, ostatnia", f"tries: {check['attempts']}, the last")
            click.echo(f"  {tries} {tried['on']} ({chosen(tried['pl'], tried['en'])})")
        if basis is not None:
            until = "" if basis["until"] is None else chosen(f", do {basis['until']}", f", until {basis['until']}")
            click.echo(f"  {chosen('podstawa', 'basis')}: {chosen(basis['pl'], basis['en'])}{until}")
        click.echo(f"  {chosen(check['why_pl'], check['why_en'])}")
    _count(said)


def edition_named(programme: str, named: str) -> str:
    """Return the id of an edition that is named by its code or its id."""
    with client(Settings()) as speaking:
        found = speaking.get(f"/programmes/{programme}/editions")["items"]
    id: str | None = next((line["id"] for line in found if named in (line["code"], line["id"])), None)
    if id is None:
        codes = ", ".join(line["code"] for line in found)
        fail(
            f"Program {programme} nie ma edycji o tym kodzie. Jego edycje: {codes}.",
            f"{programme} has no edition of that code. Its editions: {codes}.",
        )
    return id


def every_page(path: str, **filters: object) -> dict[str, Any]:
    """Return what a list says with every item of all its pages."""
    asked = {name: str(value) for name, value in filters.items() if value is not None} | {"limit": str(PAGE)}
    with client(Settings()) as speaking:
        said = _page(speaking, path, asked)
        items, cursor = said["items"], said.pop("next_cursor")
        while cursor is not None:
            more = _page(speaking, path, asked | {"cursor": cursor})
            items, cursor = items + more["items"], more["next_cursor"]
    return {**said, "items": items}


def _page(speaking: Client, path: str, asked: dict[str, str]) -> Any:
    return speaking.get(f"{path}?{urlencode(asked)}")


def iso_day(day: datetime | None) -> str | None:
    """Return a day as an address says it."""
    return None if day is None else day.date().isoformat()


def _state(state: str) -> tuple[str, str]:
    return STATE_WORDS[EpisodeState(state)]


def _count(said: dict[str, Any]) -> None:
    """Say how many there are; whom the filters hide is said in Polish, as the server says it."""
    say(f"Razem: {len(said['items'])}.", f"In all: {len(said['items'])}.")
    if language() == "pl" and said["hides"]:
        click.echo(f"Nie pokazano: {'; '.join(said['hides'])}.")
