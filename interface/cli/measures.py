"""`kis indicators`, `kis effectiveness`: the official measures, side by side from the same facts."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import click

from domain.programmes import PROGRAMMES
from interface.cli.client import client
from interface.cli.lists import a_day, iso_day
from interface.cli.speaking import as_json, chosen, language, say, show_json
from interface.settings import Settings

Command = Callable[..., None]
YEARS = ("1", "3", "5", "ALL")
"""Of how many whole years measures are published."""


def asking(command: Command) -> Command:
    """Give a command the options that say what is asked about."""
    for option in (
        as_json,
        click.option("--period", type=click.Choice(YEARS), help="Opublikowane: z ilu lat / published: years."),
        click.option("--known-at", help="Według wpisów do dnia lub chwili ze strefą / as recorded by a day or moment."),
        click.option("--edition", type=click.UUID, help="Tylko ta edycja / only this edition."),
        click.option("--programme", type=click.Choice(list(PROGRAMMES)), help="Tylko ten program / only this one."),
        click.option("--to", "last", type=a_day, help="Do dnia RRRR-MM-DD, bez tego do dziś / until, else today."),
        click.option("--from", "first", type=a_day, help="Od dnia, bez tego od 1 stycznia / from, else 1 January."),
    ):
        command = option(command)
    return command


@click.command()
@asking
def indicators(in_json: bool, **asked: Any) -> None:
    """Pokaż wskaźniki EFS+ / show the common indicators of the ESF+.

    Kto wszedł (EECO) i co z tymi, którzy wyszli (EECR), w okresie i narastająco; obok granice: jak wypadłby wynik,
    gdyby osobom, o których nic nie wiadomo, się nie udało albo się udało.
    """
    said = _asked("/outcomes/indicators", **asked)
    if in_json:
        show_json(said)
        return
    _say_of_what(said)
    for output in said["outputs"]["indicators"]:
        click.echo(_output_line(output))
    incomplete = said["outputs"]["incomplete_in_period"]
    if incomplete is not None:
        lacking = incomplete["people"]["total"]
        say(
            f"Tylko w EECO01, bo dane są niepełne: {lacking}.", f"In EECO01 only, the data being incomplete: {lacking}."
        )
    for heading, figures in (
        (("W okresie", "In the period"), "results"),
        (("Narastająco", "Cumulative"), "cumulative"),
    ):
        _say_figures(heading, said[figures], said["definitions"])
    _say_notes(said)


@click.command()
@asking
def effectiveness(in_json: bool, **asked: Any) -> None:
    """Pokaż miary skuteczności obok siebie / show every measure of success side by side.

    Efektywność zatrudnieniowa i społeczna, 30 dni urzędu pracy, ukończenie i usamodzielnienie, HUD i WIOA. Przy każdej
    stoi, jak traktuje milczenie.
    """
    said = _asked("/outcomes/effectiveness", **asked)
    if in_json:
        show_json(said)
        return
    _say_of_what(said)
    _say_figures(("Miary", "Measures"), said["figures"], said["definitions"], silence=True)
    _say_notes(said)


def _asked(path: str, first: datetime | None, last: datetime | None, **filters: object) -> Any:
    asked = {"from": iso_day(first), "to": iso_day(last)} | filters
    query = urlencode({name: str(value) for name, value in asked.items() if value is not None})
    with client(Settings()) as speaking:
        return speaking.get(f"{path}?{query}" if query else path)


def _say_of_what(said: dict[str, Any]) -> None:
    asked, position = said["asked"], said["position"]
    since, until, today = asked["first"] or "…", asked["last"], said["today"]
    say(
        f"Okres {since} – {until}, stan wiedzy na {today} (pozycja {position}).",
        f"Period {since} – {until}, as known on {today} (position {position}).",
    )
    esf = [f"{one['programme']} {one['code']}" for one in said["editions"] if one["esf_plus"]]
    say(f"Edycje z EFS+: {', '.join(esf) or 'brak'}.", f"Editions funded by the ESF+: {', '.join(esf) or 'none'}.")


def _output_line(output: dict[str, Any]) -> str:
    name = f"{output['measure']:<10} {chosen(output['pl'], output['en'])}"
    if not output["collected"]:
        return f"{name}: {chosen('nie zbieramy', 'not collected')}"
    if output["period"] is None:
        return f"{name}: {chosen('nie publikujemy', 'withheld')}"
    parts = [_people(output["period"]["people"])]
    for word, of in ((("odmowa", "refused"), "refused"), (("nie wiadomo", "not known"), "not_asked")):
        if output["period"][of]["total"]:
            parts.append(f"{chosen(*word)} {output['period'][of]['total']}")
    if output["cumulative"] is not None:
        parts.append(f"{chosen('narastająco', 'cumulative')} {output['cumulative']['people']['total']}")
    return f"{name}: {', '.join(parts)}"


def _people(count: dict[str, Any]) -> str:
    if count["women"] is None:
        return str(count["total"])
    return f"{count['total']} ({chosen('K', 'F')} {count['women']}, M {count['men']})"


def _say_figures(
    heading: tuple[str, str], figures: list[dict[str, Any]], definitions: list[dict[str, Any]], *, silence: bool = False
) -> None:
    click.echo(f"\n{chosen(*heading)}:")
    called = {f"{one['code']}@{one['version']}": chosen(one["pl"], one["en"]) for one in definitions}
    for figure in figures:
        click.echo(f"{called[figure['measure']]} [{figure['measure']}]")
        for line in _lines(figure):
            click.echo(f"  {line}")
        if silence:
            click.echo(f"  {chosen(figure['pl'], figure['en'])}")


def _lines(figure: dict[str, Any]) -> Iterator[str]:
    words = {"total": ("razem", "total"), "women": ("kobiety", "women"), "men": ("mężczyźni", "men")}
    for part, word in words.items():
        share = figure[part]
        if share is None:
            continue
        bounds = f"{_percent(share['least'])} – {_percent(share['most'])}"
        counts = f"{share['numerator']} / {share['denominator']} = {_percent(share['rate'])}"
        unknown = chosen("nie wiadomo", "not known")
        pending = chosen("przed terminem", "not due")
        said = f"{counts}; {chosen('granice', 'bounds')} {bounds}; {unknown} {share['unknown']}"
        yield f"{chosen(*word)}: {said}; {pending} {share['pending']}"


def _percent(rate: float | None) -> str:
    if rate is None:
        return chosen("brak danych", "no data")
    told = f"{100 * rate:.1f} %"
    return told if language() == "en" else told.replace(".", ",")


def _say_notes(said: dict[str, Any]) -> None:
    click.echo("")
    for note in said["notes"]:
        say(note["pl"], note["en"])
    if language() == "pl" and said["hides"]:
        click.echo(f"Nie pokazano: {'; '.join(said['hides'])}.")
