"""`kis summary`: a month or a year of an edition in numbers."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import click

from domain.hours.time import clock_time
from domain.programmes import PROGRAMMES
from interface.cli.client import client
from interface.cli.lists import edition_named
from interface.cli.speaking import as_json, chosen, language, show_json
from interface.settings import Settings


@click.command("summary")
@click.argument("programme", type=click.Choice(list(PROGRAMMES), case_sensitive=False))
@click.argument("edition")
@click.option("--month", help="Miesiąc RRRR-MM / month YYYY-MM.")
@click.option("--year", help="Rok RRRR / year YYYY.")
@click.option("--known-at", help="Według wpisów do dnia lub chwili ze strefą / as recorded by a day or moment.")
@as_json
def summary(
    programme: str, edition: str, month: str | None, year: str | None, known_at: str | None, in_json: bool
) -> None:
    """Pokaż zestawienie edycji za miesiąc albo rok / show a month or a year of an edition.

    Osoby według stopnia, wieku i płci; przyznane, wykorzystane i pozostałe godziny; obecności. EDITION to kod edycji
    (np. 2026) albo jej identyfikator z kis edition list.
    """
    if (month is None) is (year is None):
        raise click.UsageError(chosen("Podaj --month albo --year.", "Give --month or --year."))
    said = {"month": month, "year": year, "known_at": known_at}
    asked = urlencode({name: value for name, value in said.items() if value is not None})
    path = f"/programmes/{programme}/editions/{edition_named(programme, edition)}/summary?{asked}"
    with client(Settings()) as speaking:
        found = speaking.get(path)
    if in_json:
        show_json(found)
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: dict[str, Any]) -> Iterator[str]:
    yield f"{found['programme']} {found['edition_code']}: {found['since']} – {found['until']}"
    yield from (chosen(notice["pl"], notice["en"]) for notice in found["notices"])
    total = found["total"]
    women, men, all_of = total["women"], total["men"], total["people"]
    yield chosen(f"Osoby: {all_of} (kobiety {women}, mężczyźni {men})", f"People: {all_of} (women {women}, men {men})")
    for rows in (found["by_degree"], found["by_age"]):
        for row in rows:
            if row["people"]:
                yield f"  {chosen(row['pl'], row['en'])}: {row['people']}"
    yield from _quotas(found["quotas"])
    yield from _presences(found["presences"])
    yield chosen(f"Stan na {found['today']}, pozycja {found['position']}.", f"As of {found['today']}.")
    if language() == "pl" and found["hides"]:
        yield f"Nie pokazano: {'; '.join(found['hides'])}."


def _quotas(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        granted, limit, used, so_far, left = (
            clock_time(row[name]) for name in ("granted", "limit", "used", "used_so_far", "left")
        )
        yield chosen(
            f"{row['pl']}: przyznane {granted}, limit {limit}, wykorzystane {used} (od początku roku {so_far}), "
            f"pozostało {left}, ponad limit osób {row['over']}",
            f"{row['en']}: granted {granted}, limit {limit}, used {used} (since the year began {so_far}), left {left}, "
            f"people over {row['over']}",
        )
        if row["limit_doby"]:
            of = row["limit_doby"], row["used_doby"], row["left_doby"]
            yield chosen(
                f"  doby: limit {of[0]}, wykorzystane {of[1]}, pozostało {of[2]}",
                f"  whole days: limit {of[0]}, used {of[1]}, left {of[2]}",
            )


def _presences(of: dict[str, Any]) -> Iterator[str]:
    if of["presences"] or of["days_open"]:
        average = "–" if of["average"] is None else f"{of['average']:.2f}"
        polish = average.replace(".", ",")
        yield chosen(
            f"Obecności: {of['presences']}, dni otwarte: {of['days_open']}, średnio na dzień {polish}, najwięcej "
            f"{of['most']} ({of['most_on']})",
            f"Presences: {of['presences']}, days open: {of['days_open']}, average a day {average}, most {of['most']} "
            f"({of['most_on']})",
        )
