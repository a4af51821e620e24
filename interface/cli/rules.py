"""`kis rules`: the rules of the club, of editions and of agreements, and what waits to be confirmed."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import click

from domain.programmes import PROGRAMMES
from domain.rules import SCOPES, RuleScope
from interface.cli.client import Client, client
from interface.cli.speaking import as_json, chosen, say, show_json
from interface.settings import Settings


@click.command()
@click.option("--unconfirmed", is_flag=True, help="Tylko do potwierdzenia / only those to be confirmed.")
@as_json
def rules(unconfirmed: bool, in_json: bool) -> None:
    """Wypisz reguły klubu, edycji i porozumień / list the rules of the club, of editions and of agreements."""
    with client(Settings()) as speaking:
        items = speaking.get("/rules/unconfirmed")["items"] if unconfirmed else list(_every_book(speaking))
    if in_json:
        show_json({"items": items})
        return
    for whose, of_one in groupby(items, _whose):
        click.echo(whose)
        for item in of_one:
            click.echo(f"  {_said(item['rule'])}")
    say(f"Razem: {len(items)}.", f"In all: {len(items)}.")


def _every_book(speaking: Client) -> Iterator[dict[str, Any]]:
    """Yield every rule and whose it is, as the list of those to be confirmed has it."""
    yield from _book(speaking, "/rules", RuleScope.CLUB)
    for code in PROGRAMMES:
        for line in speaking.get(f"/programmes/{code}/editions")["items"]:
            path = f"/programmes/{code}/editions/{line['id']}/rules"
            yield from _book(speaking, path, RuleScope.EDITION, owner=line["id"], programme=code, edition=line["code"])
    for line in speaking.get("/agreements")["items"]:
        path = f"/agreements/{line['id']}/rules"
        yield from _book(speaking, path, RuleScope.AGREEMENT, owner=line["id"], agreement=line["number"])


def _book(speaking: Client, path: str, scope: RuleScope, **whose: str) -> Iterator[dict[str, Any]]:
    named = {"owner": None, "programme": None, "edition": None, "agreement": None} | whose
    for rule in speaking.get(path)["items"]:
        yield {"scope": scope.value, **named, "rule": rule}


def _whose(item: dict[str, Any]) -> str:
    named = " ".join(item[name] for name in ("programme", "edition", "agreement") if item[name] is not None)
    return f"{chosen(*SCOPES[RuleScope(item['scope'])])} {named}".strip()


def _said(rule: dict[str, Any]) -> str:
    """Return a rule in one line: its item, what it says, when, by which law, read where."""
    value = chosen(rule["value_pl"], rule["value_en"])
    parts = [
        f"{rule['item']}. {chosen(rule['pl'], rule['en'])}: {value}",
        f"{rule['since']} – {rule['until'] or '…'}",
        rule["law"],
    ]
    if not rule["confirmed"]:
        parts.append(chosen("do potwierdzenia", "to be confirmed"))
    if rule["source"] is not None:
        parts.append(f"{chosen('źródło', 'source')}: {rule['source']}")
    return "; ".join(parts)
