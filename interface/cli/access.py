"""`kis access`: who looked at whom; and taking out what was kept for two years."""

from datetime import datetime
from typing import Any
from uuid import UUID

import click

from application.indexes import access as looks
from application.projections.timeline.words import WORDS
from domain.calendar import WARSAW
from domain.polish import counted
from domain.vocabulary import Role
from interface.assembly import opened
from interface.cli.lists import a_day, every_page, iso_day
from interface.cli.speaking import as_json, chosen, fail, refusals_as_sentences, say, show_json
from interface.settings import Settings


@click.command()
@click.option("--participant", type=click.UUID, help="Kto oglądał tę osobę / who looked at this person.")
@click.option("--user", type=click.UUID, help="Kogo oglądał ten użytkownik / at whom this user looked.")
@click.option("--from", "since", type=a_day, help="Od dnia RRRR-MM-DD / from this day.")
@click.option("--to", "until", type=a_day, help="Do dnia RRRR-MM-DD włącznie / to this day, included.")
@click.option(
    "--purge-old", is_flag=True, help="Usuń treść starszą niż dwa lata / take out what is over two years old."
)
@as_json
def access(
    participant: UUID | None,
    user: UUID | None,
    since: datetime | None,
    until: datetime | None,
    purge_old: bool,
    in_json: bool,
) -> None:
    """Pokaż, kto kogo oglądał / show who looked at whom.

    Od najnowszych. Z --purge-old usuwa treść śladów starszych niż dwa lata; ich skróty zostają w dzienniku na zawsze.
    Serwer musi być wtedy zatrzymany; robi to też sam przy każdym starcie.
    """
    filters = {"participant": participant, "user": user, "from": iso_day(since), "to": iso_day(until)}
    if purge_old:
        if any(filters.values()):
            fail(
                "--purge-old usuwa wszystko, co stare, i nie łączy się z innymi opcjami. Podaj samo --purge-old.",
                "--purge-old takes out all that is old and goes with no other option. Give it alone.",
                code=2,
            )
        _purge(in_json=in_json)
        return
    said = every_page("/audit/access", **filters)
    if in_json:
        show_json(said)
        return
    for look in said["items"]:
        _show(look)
    say(f"Razem: {len(said['items'])}.", f"In all: {len(said['items'])}.")


def _show(look: dict[str, Any]) -> None:
    at = f"{datetime.fromisoformat(look['at']).astimezone(WARSAW):%Y-%m-%d %H:%M:%S}"
    role = chosen("bez uprawnienia", "no right") if look["role"] is None else chosen(*WORDS[Role(look["role"])])
    click.echo(f"{look['position']:>6}  {at}  {look['name']} ({role}): {chosen(look['pl'], look['en'])}")
    rest = look["count"] - len(look["participants"])
    more = "" if rest <= 0 else chosen(f" i jeszcze {rest}", f" and {rest} more")
    whom = ", ".join(look["participants"]) or chosen("nikogo", "nobody")
    click.echo(f"{'':>6}  {look['resource']}, {look['address']}: {whom}{more}")
    if look["why"] is not None:
        click.echo(f"{'':>6}  {chosen('w jakim celu', 'what for')}: {look['why']}")


def _purge(*, in_json: bool) -> None:
    with refusals_as_sentences(), opened(Settings()) as house:
        purged = looks.purge_old(house.store, house.today())
    if in_json:
        show_json({"purged": purged})
        return
    traces = counted(purged, ("śladu", "śladów", "śladów"))
    say(f"Usunięto treść {traces} dostępu.", f"Contents of access records taken out: {purged}.")
