"""`kis month-end`: a month of socially useful work under an agreement, on the screen or as a file."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import click
import msgspec

from application.projections.timeline.saying import money
from domain.hours.time import clock_time
from interface.cli.arriving import Arriving
from interface.cli.client import Client, client
from interface.cli.speaking import as_json, chosen, fail, language, say, show_json, why_given
from interface.exports.listing import Format
from interface.month_end.answer import BenefitList, MonthEndAnswer, Records, name_of
from interface.month_end.paper import MonthList
from interface.settings import Settings

_MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)
FORMATS = {".pdf": None, ".xlsx": Format.XLSX, ".csv": Format.CSV_PL}
"""What the ending of a file's name asks for; None: the paper to sign."""


@click.command("month-end")
@click.argument("agreement")
@click.argument("month")
@click.option("--known-at", help="Według wpisów do dnia lub chwili ze strefą / as recorded by a day or moment.")
@click.option("--list", "which", type=click.Choice([one.value for one in MonthList]), help="Która lista / which list.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Plik .pdf, .xlsx albo .csv / the file.")
@click.option("--why", help="W jakim celu plik .xlsx albo .csv, 3-200 znaków / what the file is for.")
@as_json
def month_end(
    agreement: str,
    month: str,
    known_at: str | None,
    which: str | None,
    out: Path | None,
    why: str | None,
    in_json: bool,
) -> None:
    """Rozlicz miesiąc prac społecznie użytecznych / the end of a month of socially useful work.

    AGREEMENT to numer porozumienia, np. PSU/2025/1, MONTH to miesiąc RRRR-MM. Ewidencja, lista należnych świadczeń,
    nieobecności i odmowy dla PUP; PDF bez --list ma wszystkie trzy, inne pliki listę świadczeń albo tę z --list.
    """
    if _MONTH.fullmatch(month) is None:
        fail("Podaj miesiąc jako RRRR-MM, np. 2025-10.", "Give the month as YYYY-MM, such as 2025-10.", code=2)
    if out is not None and out.suffix.lower() not in FORMATS:
        fail("Podaj plik z końcówką .pdf, .xlsx albo .csv.", "Give a file ending in .pdf, .xlsx or .csv.", code=2)
    format = None if out is None else FORMATS[out.suffix.lower()]
    if format is not None:
        why = why_given(why)
    with client(Settings()) as speaking:
        path = f"/agreements/{_agreement(speaking, agreement)}/months/{month}"
        asked = {"known_at": known_at} if known_at is not None else {}
        if out is not None:
            asked |= {} if which is None else {"list": which}
            with Arriving(out) as taken:
                if format is None:
                    speaking.download(f"{path}/paper?{urlencode(asked)}", taken.take)
                else:
                    said = asked | {"format": format.value, "why": why}
                    speaking.download(f"{path}/export", taken.take, said)
            say(f"Zapisano: {out}.", f"Written: {out}.")
            return
        said = speaking.get(f"{path}?{urlencode(asked)}")
    if in_json:
        show_json(said)
        return
    for line in _lines(msgspec.convert(said, MonthEndAnswer), list(MonthList) if which is None else [MonthList(which)]):
        click.echo(line)


def _agreement(speaking: Client, number: str) -> str:
    """Return the id of an agreement by its number."""
    known = {line["number"]: line["id"] for line in speaking.get("/agreements")["items"]}
    if number not in known:
        numbers = ", ".join(known) or "–"
        fail(
            f"Nie ma porozumienia o tym numerze. Zapisane: {numbers}.",
            f"There is no agreement of that number. Recorded: {numbers}.",
        )
    return str(known[number])


def _lines(told: MonthEndAnswer, lists: Iterable[MonthList]) -> Iterator[str]:
    yield f"{told.number}, {told.month}"
    yield from (chosen(notice.pl, notice.en) for notice in told.notices)
    for one in lists:
        yield ""
        if one is MonthList.RECORDS:
            yield from _records(told.records)
        elif one is MonthList.ABSENCES:
            yield chosen("Nieobecności i odmowy", "Absences and refusals")
            for line in told.absences:
                reason = "" if line.reason is None else f": {line.reason}"
                yield f"  {line.day}  {name_of(line)}: {chosen(line.pl, line.en)}{reason}"
        elif told.benefits is None:
            yield from (chosen(missing.pl, missing.en) for missing in told.missing)
        else:
            yield from _benefits(told.benefits)
    yield from ("", *(f"{'' if b.id is None else f'{name_of(b)}: '}{chosen(b.pl, b.en)}" for b in told.breaches))
    yield from (f"{name_of(check)}: {chosen(check.pl, check.en)}" for check in told.to_check)
    yield chosen(f"Stan na {told.today:%d.%m.%Y}, pozycja {told.position}.", f"As of {told.today}, {told.position}.")
    if language() == "pl" and told.hides:
        yield f"Nie pokazano: {'; '.join(told.hides)}."


def _records(records: Records) -> Iterator[str]:
    yield chosen("Ewidencja (zapisane, zatwierdzone, ponad limit, do wypłaty)", "Recorded, approved, over, payable")
    for person in records.items:
        amounts = (person.recorded, person.approved, person.over, person.payable)
        days = chosen(f"dni: {len(person.days)}", f"entries: {len(person.days)}")
        yield f"  {name_of(person)}: {', '.join(map(clock_time, amounts))} ({days})"


def _benefits(due: BenefitList) -> Iterator[str]:
    yield chosen("Lista należnych świadczeń", "Benefits due")
    for person in due.items:
        parts = " + ".join(f"{clock_time(part.minutes)} × {chosen(*money(part.rate))}" for part in person.parts)
        yield f"  {name_of(person)}: {parts} = {chosen(*money(person.amount))}"
    amount = chosen(*money(due.amount))
    yield chosen(f"  Razem: osób {due.people}, {clock_time(due.minutes)} godz., {amount}", f"  In all: {amount}")
    if due.refund is not None:
        refund = money(due.refund)
        yield chosen(f"  Refundacja z Funduszu Pracy: {refund[0]}", f"  Refund from the Labour Fund: {refund[1]}")
