"""`kis print`, `kis papers`, `kis club`: forms as PDF, what was printed of a person, what the club is called."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import click

from domain.papers import KINDS, Of, PaperKind
from domain.programmes import PROGRAMMES
from interface.cli.client import Client, client
from interface.cli.speaking import as_json, chosen, fail, say, show_json
from interface.settings import Settings

API = "/api/v1"
a_day = click.DateTime(["%Y-%m-%d"])


@click.command("print")
@click.argument("kind", type=click.Choice([kind.value for kind in PaperKind], case_sensitive=False))
@click.argument("participant", type=click.UUID, required=False)
@click.option("--about", type=click.IntRange(1), help="Wpis, którego dotyczy / the item that it is about.")
@click.option("--month", help="Miesiąc RRRR-MM / month YYYY-MM.")
@click.option("--programme", type=click.Choice(list(PROGRAMMES), case_sensitive=False), help="Lista: program.")
@click.option("--edition", type=click.UUID, help="Lista: edycja / a list: its edition.")
@click.option("--item", type=click.IntRange(1), help="Jeszcze raz już wydrukowany / one printed before, again.")
@click.option("--draft", is_flag=True, help="Szkic bez numeru, nic się nie zapisuje / a draft, nothing is recorded.")
@click.option("--on", type=a_day, help="Kto powinien być: dzień / who should be here: the day.")
@click.option("--at", "hour", help="Kto powinien być: godzina GG:MM / the hour.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Plik PDF / the PDF.")
@as_json
def print_paper(
    kind: str,
    participant: UUID | None,
    about: int | None,
    month: str | None,
    programme: str | None,
    edition: UUID | None,
    item: int | None,
    draft: bool,
    on: datetime | None,
    hour: str | None,
    out: Path,
    in_json: bool,
) -> None:
    """Wydrukuj druk klubu do pliku PDF / print one of the club's forms to a PDF.

    Druk osoby potrzebuje PARTICIPANT, lista obecności --programme i --edition, „kto powinien być” niczego. Druk dostaje
    numer i jest faktem; --draft pokazuje go bez numeru, a --item drukuje jeszcze raz ten sam.
    """
    if out.exists():
        fail(f"Plik {out} już jest. Podaj inną nazwę.", f"{out} is there already. Give another name.", code=2)
    asked = PaperKind(kind.upper())
    of = _papers_of(asked, participant, programme, edition)
    with client(Settings()) as speaking:
        if KINDS[asked].of is Of.LOOK:
            day = None if on is None else on.date().isoformat()
            said: dict[str, Any] = {"link": f"{API}{of}{_query(day=day, time=hour)}", "number": None}
        elif item is not None:
            said = {"link": f"{API}{of}/{item}", "number": None}
        elif draft:
            said = {"link": f"{API}{of}/drafts/{asked.value}{_query(about=about, month=month)}", "number": None}
        else:
            said = speaking.post(of, {"kind": asked.value, "about": about, "month": month})
        _take(speaking, said["link"].removeprefix(API), out)
    if in_json:
        show_json(said)
    elif said["number"] is not None:
        say(f"Wydrukowano {said['number']} do {out}.", f"Printed {said['number']} to {out}.")
    else:
        say(f"Zapisano {out}.", f"Wrote {out}.")


def _papers_of(kind: PaperKind, participant: UUID | None, programme: str | None, edition: UUID | None) -> str:
    """Return where the papers of a kind are; a call that does not say whose ends with a sentence."""
    of = KINDS[kind].of
    if of is Of.LOOK:
        return "/papers/who-should-be-here"
    if of is Of.PERSON:
        if participant is None:
            raise click.UsageError(chosen("Podaj uczestnika (jego numer UUID).", "Give the participant (their UUID)."))
        return f"/participants/{participant}/papers"
    if programme is None or edition is None:
        raise click.UsageError(chosen("Lista: podaj --programme i --edition.", "A list: give --programme, --edition."))
    return f"/programmes/{programme}/editions/{edition}/papers"


def _query(**asked: Any) -> str:
    said = {name: value for name, value in asked.items() if value is not None}
    return f"?{urlencode(said)}" if said else ""


def _take(speaking: Client, path: str, out: Path) -> None:
    """Write a PDF to a file that only its owner reads."""
    pieces: list[bytes] = []
    speaking.download(path, lambda piece, _: pieces.append(piece))
    out.touch(mode=0o600, exist_ok=False)
    out.write_bytes(b"".join(pieces))


@click.command()
@click.argument("participant", type=click.UUID)
@as_json
def papers(participant: UUID, in_json: bool) -> None:
    """Wypisz druki osoby: numer, kto podpisał, gdzie leży oryginał / list a person's printed papers."""
    with client(Settings()) as speaking:
        said = speaking.get(f"/participants/{participant}/papers")
    if in_json:
        show_json(said)
        return
    for line in said["items"]:
        click.echo(f"{line['item']:>5}  {line['printed_on']}  {', '.join(_facts(line))}")
    if not said["items"]:
        say("Nic jeszcze nie wydrukowano.", "Nothing has been printed yet.")


def _facts(line: dict[str, Any]) -> Iterator[str]:
    """Yield what a person wants to know of a paper."""
    yield f"{chosen(line['pl'], line['en'])} {line['number'] or ''}".rstrip()
    if line["month"] is not None:
        yield str(line["month"])
    if line["cancelled_on"] is not None:
        yield chosen(f"zniszczony {line['cancelled_on']}", f"spoiled {line['cancelled_on']}")
    for signature in line["signatures"]:
        kept = "" if signature["kept_at"] is None else f" ({signature['kept_at']})"
        yield chosen(f"podpisany {signature['signed_on']}{kept}", f"signed {signature['signed_on']}{kept}")


@click.command()
@click.option("--name", help="Nazwa klubu / what the club is called.")
@click.option("--address", help="Adres klubu / where it is.")
@click.option("--operator", help="Podmiot prowadzący / who runs it.")
@click.option("--operator-address", help="Adres podmiotu / where that is.")
@click.option("--town", help="Miejscowość na drukach / where papers are signed.")
@click.option("--inspector", help="Kontakt do inspektora ochrony danych / the data protection officer.")
@click.option("--since", type=a_day, help="Od dnia / from this day.")
@as_json
def club(since: datetime | None, in_json: bool, **said: str | None) -> None:
    """Pokaż, co druki mówią o klubie; z opcjami zapisz to / show or record what papers say of the club."""
    with client(Settings()) as speaking:
        known = speaking.get("/club")
        if since is not None:
            body = said | {"since": since.date().isoformat()}
            speaking.post("/club/descriptions", body, if_match=known["version"])
            known = speaking.get("/club")
        elif any(said.values()):
            raise click.UsageError(chosen("Podaj, od kiedy: --since RRRR-MM-DD.", "Say since when: --since."))
    if in_json:
        show_json(known)
        return
    for name, value in known.items():
        click.echo(f"{name:<18} {'…' if value is None else value}")
