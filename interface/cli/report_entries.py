"""`kis report enter`: what nobody can count from the facts, entered by hand and corrected with a reason."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from domain.reports import EmploymentBasis, FundingSource
from interface.cli.client import client
from interface.cli.lists import a_day
from interface.cli.speaking import as_json, say, show_json
from interface.settings import Settings

a_count = click.IntRange(0)


def dated(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the year, the day as of which it is so, and what makes it a correction."""
    for option in (
        as_json,
        click.option("--reason", help="Powód sprostowania / why it is corrected."),
        click.option("--corrects", type=click.IntRange(1), help="Wpis, który to prostuje / the entry it corrects."),
        click.option("--as-of", type=a_day, required=True, help="Stan na dzień / as of this day."),
        click.argument("year", type=int),
    ):
        command = option(command)
    return command


@click.group()
def enter() -> None:
    """Wpisz do sprawozdania to, czego nie da się policzyć z zapisów / enter what no fact counts.

    Kwoty w groszach, etaty w setnych częściach (150 to półtora etatu). Brak to 0 i też trzeba go wpisać.
    """


@enter.command("staff")
@click.option("--basis", type=click.Choice([one.value for one in EmploymentBasis]), required=True)
@click.option("--people", type=a_count, required=True, help="Ile osób / how many people.")
@click.option("--fte-hundredths", type=a_count, required=True, help="Setne części etatu / hundredths of a post.")
@dated
def staff(**said: Any) -> None:
    """Wpisz kadrę na jednej podstawie zatrudnienia / enter the staff on one basis."""
    _entered("staff", **said)


@enter.command("volunteers")
@click.option("--women", type=a_count, required=True, help="Ile kobiet / how many women.")
@click.option("--men", type=a_count, required=True, help="Ilu mężczyzn / how many men.")
@dated
def volunteers(**said: Any) -> None:
    """Wpisz wolontariuszy / enter the volunteers."""
    _entered("volunteers", **said)


@enter.command("funding")
@click.option("--source", type=click.Choice([one.value for one in FundingSource]), required=True)
@click.option("--amount-grosze", type=a_count, required=True, help="Kwota w groszach / the amount in grosze.")
@dated
def funding(**said: Any) -> None:
    """Wpisz środki z jednego źródła / enter the money from one source."""
    _entered("funding", **said)


@enter.command("grant")
@click.option("--grant", required=True, help="Która dotacja / which grant.")
@click.option("--granted-grosze", type=a_count, required=True, help="Przyznano / granted.")
@click.option("--used-grosze", type=a_count, required=True, help="Wykorzystano / used.")
@click.option("--returned-grosze", type=a_count, required=True, help="Zwrócono / returned.")
@dated
def grant(**said: Any) -> None:
    """Wpisz rozliczenie dotacji / enter how a grant was settled."""
    _entered("grants", **said)


@enter.command("action")
@click.option("--what", required=True, help="Co zrobiono / what was done.")
@click.option("--effects", required=True, help="Z jakim efektem / with what effect.")
@dated
def action(**said: Any) -> None:
    """Wpisz działanie i jego efekty / enter an action and its effects."""
    _entered("actions", **said)


@enter.command("void")
@click.argument("year", type=int)
@click.argument("item", type=click.IntRange(1))
@click.option("--reason", required=True, help="Powód / why.")
@as_json
def void(year: int, item: int, reason: str, in_json: bool) -> None:
    """Unieważnij wpis / take an entry away."""
    place = f"/reports/annual/{year}/entries"
    with client(Settings()) as speaking:
        version = speaking.get(place)["version"]
        said = speaking.post(f"{place}/{item}/void", {"reason": reason}, if_match=version)
    show_json(said) if in_json else say("Unieważniono.", "Voided.")


def _entered(part: str, *, year: int, as_of: datetime, in_json: bool, **said: Any) -> None:
    with client(Settings()) as speaking:
        done = speaking.post(f"/reports/annual/{year}/entries/{part}", {"as_of": as_of.date(), **said})
    item = said["corrects"] or done["version"]
    show_json(done) if in_json else say(f"Zapisano (wpis {item}).", f"Recorded (entry {item}).")
