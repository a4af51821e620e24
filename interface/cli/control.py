"""`kis control`: a control (kontrola) opened and closed by the coordinator; samples and findings by the auditor."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from application.projections.timeline.words import WORDS
from domain.calendar import local_day
from domain.engagements import FindingKind, Institution, Severity
from domain.journal import Purpose
from interface.assembly import SystemClock
from interface.cli.client import Client, client
from interface.cli.lists import a_day
from interface.cli.speaking import as_json, chosen, fail, say, show_json
from interface.settings import Settings

KINDS = {"mark": "case_mark", "pesel": "pesel", "document": "document_number"}
"""What a line of a controller's list may be, and the field that says so."""


@click.group()
def control() -> None:
    """Kontrola: upoważnienie, próby i ustalenia / an audit engagement: its grant, samples and findings."""


@control.command("open")
@click.option("--institution", type=click.Choice([one.value for one in Institution]), required=True,
              help="Kto kontroluje / who controls.")  # fmt: skip
@click.option("--mark", required=True, help="Znak upoważnienia / the mark of the authorisation.")
@click.option("--purpose", required=True, help="Przedmiot kontroli / what it is about.")
@click.option("--auditor", "auditors", type=click.UUID, multiple=True, required=True,
              help="Konto audytora, można kilka / an auditor's account, repeatable.")  # fmt: skip
@click.option("--since", type=a_day, help="Pierwszy dzień kontroli, domyślnie dziś / its first day.")
@click.option("--until", type=a_day, required=True, help="Ostatni dzień kontroli / its last day.")
@click.option("--edition", "editions", type=click.UUID, multiple=True,
              help="Edycja z kis edition list; bez tego cały klub / an edition; none: the whole club.")  # fmt: skip
@click.option("--period", type=(a_day, a_day), required=True, help="Okres kontrolowany, dwie daty / its period.")
@click.option("--opens", type=click.Choice([one.value for one in Purpose]), multiple=True,
              help="Jakie treści otwiera; domyślnie identity i statistics / which content.")  # fmt: skip
@click.option("--because", help="Uzasadnienie otwarcia notatek lub danych szczególnych / why it opens more.")
@as_json
def open_control(
    institution: str,
    mark: str,
    purpose: str,
    auditors: tuple[UUID, ...],
    since: datetime | None,
    until: datetime,
    editions: tuple[UUID, ...],
    period: tuple[datetime, datetime],
    opens: tuple[str, ...],
    because: str | None,
    in_json: bool,
) -> None:
    """Otwórz kontrolę / open a control. Tylko koordynator / the coordinator alone."""
    body: dict[str, Any] = {
        "institution": institution,
        "authorisation": mark,
        "purpose": purpose,
        "users": list(auditors),
        "since": local_day(SystemClock().now()) if since is None else since.date(),
        "until": until.date(),
        "editions": list(editions),
        "period_first": period[0].date(),
        "period_last": period[1].date(),
        "opens_because": because,
    }
    with client(Settings()) as speaking:
        said = speaking.post("/audit/engagements", body | ({"opens": list(opens)} if opens else {}))
    show_json(said) if in_json else say(f"Otwarto kontrolę {said['id']}.", f"Control {said['id']} was opened.")


@control.command("close")
@click.argument("id", type=click.UUID)
@click.option("--reason", required=True, help="Powód / why.")
@as_json
def close_control(id: UUID, reason: str, in_json: bool) -> None:
    """Zakończ kontrolę przed terminem / end a control before its last day."""
    with client(Settings()) as speaking:
        line = _known(speaking, id)
        said = speaking.post(f"/audit/engagements/{id}/closing", {"reason": reason}, if_match=line["version"])
    show_json(said) if in_json else say("Zakończono kontrolę.", "The control was closed.")


@control.command("list")
@as_json
def list_controls(in_json: bool) -> None:
    """Wypisz kontrole / list the controls. Audytor widzi tylko swoje / an auditor sees their own."""
    with client(Settings()) as speaking:
        said = speaking.get("/audit/engagements")
    if in_json:
        show_json(said)
        return
    for line in said["items"]:
        state = chosen("trwa", "holds") if line["holds"] else chosen("nie trwa", "does not hold")
        who = ", ".join(controller["name"] for controller in line["controllers"])
        what = ", ".join(f"{e['programme']} {e['code']}" for e in line["editions"]) or chosen("cały klub", "the club")
        click.echo(f"{line['id']}  {line['since']} – {line['until']} ({state})  {who}: {what}")


@control.command("sample")
@click.argument("id", type=click.UUID)
@click.option("--seed", help="Jawne ziarno losowania: wielkie litery, cyfry, łącznik, ukośnik / the public seed.")
@click.option("--size", type=click.IntRange(1), help="Ile osób / how many people.")
@click.option("--position", type=click.IntRange(1), help="Pozycja dziennika, domyślnie najnowsza / of the log.")
@click.option("--stratified", is_flag=True, help="Z podziałem na programy / by programme.")
@click.option("--list", "listed", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Własna lista z pliku, po jednym w wierszu / your own list, one a line.")  # fmt: skip
@click.option("--of", type=click.Choice(list(KINDS)), default="mark", show_default=True,
              help="Co jest w wierszach listy: znak sprawy, PESEL, numer dokumentu / what the lines are.")  # fmt: skip
@as_json
def sample(
    id: UUID,
    seed: str | None,
    size: int | None,
    position: int | None,
    stratified: bool,
    listed: Path | None,
    of: str,
    in_json: bool,
) -> None:
    """Wylosuj próbę (--seed, --size) albo wskaż ją własną listą (--list) / draw a sample, or name it by a list.

    Bez opcji: wypisz próby tej kontroli / without options: show the samples of the control.
    """
    if (listed is None and (seed is None) != (size is None)) or (listed is not None and seed is not None):
        fail(
            "Podaj --seed razem z --size albo samo --list.",
            "Give --seed together with --size, or --list alone.",
            code=2,
        )
    with client(Settings()) as speaking:
        if listed is not None:
            lines = [line.strip() for line in listed.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
            speaking.post(f"/audit/engagements/{id}/lists", {"marks": [{KINDS[of]: line} for line in lines]})
        elif seed is not None:
            asked = {"seed": seed, "size": size, "position": position, "stratified": stratified}
            speaking.post(f"/audit/engagements/{id}/samples", asked)
        said = speaking.get(f"/audit/engagements/{id}/samples")
    if in_json:
        show_json(said)
        return
    for taken in said["items"] if listed is None and seed is None else said["items"][-1:]:
        _show_sample(taken)


@control.command("finding")
@click.argument("id", type=click.UUID)
@click.option("--kind", type=click.Choice([one.value for one in FindingKind]), help="Rodzaj / its kind.")
@click.option("--severity", type=click.Choice([one.value for one in Severity]), default="REMARK", show_default=True,
              help="Waga / its weight.")  # fmt: skip
@click.option("--text", help="Treść ustalenia / its text.")
@click.option("--participant", type=click.UUID, help="Czyjej sprawy dotyczy; bez tego klubu / about whose case.")
@click.option("--about", type=click.IntRange(1), help="Wpis, którego dotyczy / the entry it is about.")
@as_json
def finding(
    id: UUID,
    kind: str | None,
    severity: str,
    text: str | None,
    participant: UUID | None,
    about: int | None,
    in_json: bool,
) -> None:
    """Zapisz ustalenie (--kind, --text) / record a finding.

    Bez opcji: wypisz ustalenia tej kontroli / without options: show the findings of the control.
    """
    if (kind is None) != (text is None):
        fail("Podaj --kind razem z --text.", "Give --kind together with --text.", code=2)
    with client(Settings()) as speaking:
        if kind is not None:
            body = {"kind": kind, "severity": severity, "finding": text}
            if participant is None:
                speaking.post(f"/audit/engagements/{id}/findings", body)
            else:
                speaking.post(f"/participants/{participant}/findings", body | {"about": about})
        said = speaking.get(f"/audit/engagements/{id}/findings")
    if in_json:
        show_json(said)
        return
    for line in said["items"]:
        of = chosen("klub", "the club") if line["id"] is None else f"{line['family_name']} {line['given_name']}"
        what, weight = chosen(*WORDS[FindingKind(line["kind"])]), chosen(*WORDS[Severity(line["severity"])])
        click.echo(f"{line['found_on']}  {of}: {what} ({weight}): {line['finding'] or '…'}")
        if line["answered_on"] is not None:
            click.echo(f"  {line['answered_on']} {chosen('odpowiedź', 'answer')}: {line['answer'] or '…'}")


def _known(speaking: Client, id: UUID) -> dict[str, Any]:
    lines: list[dict[str, Any]] = speaking.get("/audit/engagements")["items"]
    found = next((line for line in lines if line["id"] == str(id)), None)
    if found is None:
        fail("Nie ma takiej kontroli. Wypisz je: kis control list.", "There is no such control. See kis control list.")
    return found


def _show_sample(taken: dict[str, Any]) -> None:
    by = chosen("lista kontrolera", "the controller's list") if taken["seed"] is None else taken["seed"]
    click.echo(f"{taken['drawn_on']}  {by}  ({chosen('pozycja', 'position')} {taken['position']})")
    for person in taken["people"]:
        click.echo(f"  {person['place']}. {person['family_name']} {person['given_name']}  {person['id']}")
    if taken["not_found"]:
        places = ", ".join(map(str, taken["not_found"]))
        say(f"  Nie znaleziono w zakresie kontroli wierszy: {places}.", f"  Lines not found in scope: {places}.")
