"""`kis project-durability`: whether a service that a project left behind is kept, year by year."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

import click

from application.projections.timeline.saying import duration
from domain.programmes import PROGRAMMES
from domain.project_durability.promises import Promise
from interface.cli.client import client
from interface.cli.speaking import as_json, chosen, language, say, show_json
from interface.settings import Settings

_HEAD_PL = ("rok", "okres", "ocena", "otwarte", "przerwa", "stracone", "do oceny", "bez zapisu", "bez edycji")
_HEAD_EN = ("year", "period", "standing", "open", "excused", "lost", "to judge", "no word", "no edition")
_GAPS_SHOWN = 3
_COUNTED = ("open", "excused", "lost", "for_the_funder", "unknown", "without_edition")


@click.command("project-durability")
@click.argument("programme", type=click.Choice(list(PROGRAMMES), case_sensitive=False))
@click.option("--known-at", help="Według wpisów do dnia lub chwili ze strefą / as recorded by a day or moment.")
@as_json
def project_durability(programme: str, known_at: str | None, in_json: bool) -> None:
    """Pokaż trwałość projektu rok po roku / show project durability year by year.

    Dni otwarte i zamknięte z powodami, osoby, godziny i obecności wobec tego, co obiecano, luki i do kiedy trwałość
    jest należna. PROGRAMME to kod programu, np. SWIETLICA-PLUS.
    """
    asked = "" if known_at is None else f"?{urlencode({'known_at': known_at})}"
    with client(Settings()) as speaking:
        said = speaking.get(f"/programmes/{programme}/durability{asked}")
    if in_json:
        show_json(said)
        return
    click.echo(chosen(said["pl"], said["en"]))
    click.echo(chosen(said["note_pl"], said["note_en"]))
    for owed in said["owed"]:
        _show(owed)
    definition = said["definition"]
    by = f"{definition['code']}.{definition['version']}"
    say(
        f"Stan na {_day(said['today'])}, pozycja {said['position']}, definicja {by}.",
        f"As of {said['today']}, position {said['position']}, definition {by}.",
    )
    if language() == "pl" and said["hides"]:
        click.echo(f"Nie pokazano: {'; '.join(said['hides'])}.")


def _show(owed: dict[str, Any]) -> None:
    until = chosen(owed["until_pl"], owed["until_en"])
    rule = chosen("reguła", "rule")
    click.echo()
    click.echo(chosen(owed["pl"], owed["en"]))
    click.echo(f"{_day(owed['since'])} – {until} ({owed['law']}; {owed['edition_code']}, {rule} {owed['rule']})")
    rows = [_row(year) for year in owed["years"]]
    for line in _table([_head(), *rows]):
        click.echo(line)
    for year in owed["years"]:
        for line in _details(year):
            click.echo(f"  {chosen('rok', 'year')} {year['number']}: {line}")


def _head() -> Sequence[str]:
    """Return the head of the table in the reader's language."""
    return _HEAD_EN if language() == "en" else _HEAD_PL


def _row(year: dict[str, Any]) -> list[str]:
    days = [str(year["days"][name]) for name in _COUNTED]
    return [str(year["number"]), f"{_day(year['since'])}–{_day(year['until'])}", chosen(year["pl"], year["en"]), *days]


def _table(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    words = 3
    for row in rows:
        cells = [
            cell.ljust(width) if column < words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _details(year: dict[str, Any]) -> Iterable[str]:
    """Yield what was promised and measured, why days were closed, and the longest gaps."""
    for one in year["measures"]:
        if one["numerator_least"] is not None or one["denominator"] is not None:
            yield _measure(one)
    closed = [f"{chosen(one['pl'], one['en'])} {one['days']}" for one in year["closed"]]
    if closed:
        yield f"{chosen('dni zamknięte', 'closed days')}: {', '.join(closed)}"
    if year["unknown_attended"]:
        yield chosen(
            f"dni bez zapisu, w których ktoś był obecny: {year['unknown_attended']} (uzupełnij dni działania)",
            f"days without a word on which somebody was present: {year['unknown_attended']} (record the service days)",
        )
    if year["closed_attended"]:
        yield chosen(
            f"dni zapisane jako zamknięte, w których ktoś był obecny: {year['closed_attended']} (do wyjaśnienia)",
            f"days recorded as closed on which somebody was present: {year['closed_attended']} (to be explained)",
        )
    long = [gap for gap in year["gaps"] if _days(gap) > 1]
    for gap in sorted(long, key=_days, reverse=True)[:_GAPS_SHOWN]:
        unsure = chosen(f", niepewne {gap['unsure']}", f", unsure {gap['unsure']}") if gap["unsure"] else ""
        lost = chosen(f"stracone dni {gap['lost']}", f"lost days {gap['lost']}")
        yield f"{chosen('luka', 'gap')} {_day(gap['since'])}–{_day(gap['until'])}: {lost}{unsure}"


def _days(gap: dict[str, Any]) -> int:
    days: int = gap["lost"] + gap["unsure"]
    return days


def _measure(one: dict[str, Any]) -> str:
    least, most, promised, needed = (
        None if one[name] is None else _amount(one["promise"], one[name])
        for name in ("numerator_least", "numerator_most", "denominator", "needed")
    )
    if least is None:
        there = chosen("nie podano", "not given")
    elif most is None:
        there = chosen(f"co najmniej {least}", f"at least {least}")
    else:
        there = least if least == most else f"{least}–{most}"
    said = f"{chosen(one['pl'], one['en'])}: {there}"
    if promised is not None:
        checked = "" if one["confirmed"] else chosen(" (do potwierdzenia)", " (to be confirmed)")
        said += f" / {promised}{checked}"
    if one["needed"]:
        said += chosen(f", brakuje {needed}", f", {needed} more needed")
    return f"{said}; {chosen(one['standing_pl'], one['standing_en'])}"


def _amount(promise: str, number: int) -> str:
    """Return a number, time in hours and minutes."""
    return chosen(*duration(number)) if promise == Promise.HOURS_YEAR.value else str(number)


def _day(said: str) -> str:
    """Return a day as the reader writes it."""
    return said if language() == "en" else f"{date.fromisoformat(said):%d.%m.%Y}"
