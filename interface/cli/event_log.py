"""`kis event-log`: an event log asked for, granted by another person, taken back, and fetched into a file."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from domain.event_logs import EventLogState, LogFormat
from interface.cli.arriving import Arriving
from interface.cli.client import client
from interface.cli.lists import a_day
from interface.cli.speaking import as_json, chosen, say, show_json
from interface.settings import Settings

STATES = {
    EventLogState.REQUESTED: ("czeka na drugą osobę", "waits for a second person"),
    EventLogState.APPROVED: ("udostępniony", "granted"),
    EventLogState.REFUSED: ("odmowa", "refused"),
    EventLogState.WITHDRAWN: ("zgoda cofnięta", "withdrawn"),
}


@click.group("event-log")
def event_log() -> None:
    """Dziennik zdarzeń do eksploracji procesów / an event log for process mining.

    Kolejno: request (koordynator), approve (inna osoba), fetch. Pseudonimizowany, na czas oznaczony.
    """


@event_log.command("request")
@click.option("--format", "formats", type=click.Choice([one.value for one in LogFormat]), multiple=True,
              default=[one.value for one in LogFormat], show_default=True, help="Formaty / formats.")  # fmt: skip
@click.option("--programme", "programmes", multiple=True, help="Kod programu, można kilka / a programme, repeatable.")
@click.option("--edition", "editions", type=click.UUID, multiple=True,
              help="Edycja z kis edition list; bez tych dwóch cały klub / an edition; none: the club.")  # fmt: skip
@click.option("--period", type=(a_day, a_day), required=True, help="Okres zdarzeń, dwie daty / its period, two days.")
@click.option("--until", type=a_day, required=True, help="Ostatni dzień udostępnienia / the last day of the grant.")
@click.option("--recipient", required=True, help="Dla kogo / for whom.")
@click.option("--purpose", required=True, help="W jakim celu / what for.")
@click.option("--legal-basis", required=True, help="Podstawa prawna / the legal basis.")
@click.option("--sensitive", is_flag=True, help="Z kodami art. 9 i 10 RODO / with codes of art. 9 and 10.")
@click.option("--true-days", is_flag=True, help="Prawdziwe daty, bez przesunięcia / true days, not shifted.")
@click.option("--because", help="Uzasadnienie kodów szczególnych lub prawdziwych dat / why more is told.")
@as_json
def request(
    formats: tuple[str, ...],
    programmes: tuple[str, ...],
    editions: tuple[UUID, ...],
    period: tuple[datetime, datetime],
    until: datetime,
    recipient: str,
    purpose: str,
    legal_basis: str,
    sensitive: bool,
    true_days: bool,
    because: str | None,
    in_json: bool,
) -> None:
    """Złóż wniosek / ask for it. Tylko koordynator / the coordinator alone."""
    body: dict[str, Any] = {
        "formats": formats,
        "programmes": programmes,
        "editions": editions,
        "period_first": period[0].date(),
        "period_last": period[1].date(),
        "until": until.date(),
        "recipient": recipient,
        "purpose": purpose,
        "legal_basis": legal_basis,
        "sensitive": sensitive,
        "shifted": not true_days,
        "because": because,
    }
    with client(Settings()) as speaking:
        said = speaking.post("/event-logs", body)
    if in_json:
        show_json(said)
        return
    say(f"Złożono wniosek {said['id']}; czeka na drugą osobę.", f"Request {said['id']} waits for a second person.")


@event_log.command("show")
@click.argument("id", type=click.UUID)
@as_json
def show(id: UUID, in_json: bool) -> None:
    """Pokaż wniosek i ryzyko rozpoznania osób / show the request and how easily people are recognised."""
    with client(Settings()) as speaking:
        said = speaking.get(f"/event-logs/{id}")
    if in_json:
        show_json(said)
        return
    grant, risk = said["grant"], said["risk"]
    click.echo(_in_words(grant))
    for label, name in ((("Cel", "What for"), "purpose"), (("Podstawa", "Basis"), "legal_basis")):
        click.echo(f"  {chosen(*label)}: {grant[name] or '…'}")
    say(
        f"  Osób: {risk['people']}, zdarzeń: {risk['events']}, różnych dróg: {risk['ways']}. "
        f"Drogą, którą idzie mniej niż 5 osób: {risk['in_rare_ways']}.",
        f"  People: {risk['people']}, events: {risk['events']}, different ways: {risk['ways']}. "
        f"By a way that fewer than 5 go: {risk['in_rare_ways']}.",
    )


@event_log.command("approve")
@click.argument("id", type=click.UUID)
@as_json
def approve(id: UUID, in_json: bool) -> None:
    """Zgódź się jako druga osoba / agree as a second person."""
    _step(id, "approval", {}, in_json)


@event_log.command("refuse")
@click.argument("id", type=click.UUID)
@click.option("--reason", required=True, help="Powód / why.")
@as_json
def refuse(id: UUID, reason: str, in_json: bool) -> None:
    """Odmów / refuse."""
    _step(id, "refusal", {"reason": reason}, in_json)


@event_log.command("withdraw")
@click.argument("id", type=click.UUID)
@click.option("--reason", required=True, help="Powód / why.")
@as_json
def withdraw(id: UUID, reason: str, in_json: bool) -> None:
    """Cofnij wniosek albo zgodę / take it back."""
    _step(id, "withdrawal", {"reason": reason}, in_json)


@event_log.command("list")
@as_json
def list_event_logs(in_json: bool) -> None:
    """Wypisz wnioski i udostępnienia / list the requests and grants."""
    with client(Settings()) as speaking:
        said = speaking.get("/event-logs")
    if in_json:
        show_json(said)
        return
    for line in said["items"]:
        click.echo(_in_words(line))


@event_log.command("fetch")
@click.argument("id", type=click.UUID)
@click.option("--format", "wanted", type=click.Choice([one.value for one in LogFormat]), default=LogFormat.XES.value,
              show_default=True)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Plik / file (log-….xes).")
@as_json
def fetch(id: UUID, wanted: str, out: Path | None, in_json: bool) -> None:
    """Pobierz udostępniony dziennik do pliku / fetch a granted log into a file. Każde pobranie jest odnotowane."""
    with Arriving(out) as taken, client(Settings()) as speaking:
        speaking.download(f"/event-logs/{id}/{wanted.lower()}", taken.take)
    if in_json:
        show_json({"file": str(taken.path), "bytes": taken.size})
        return
    say(
        f"Zapisano: {taken.path} ({taken.size} bajtów). To nadal dane osobowe: chroń je.",
        f"Written: {taken.path} ({taken.size} bytes). These are personal data still: protect them.",
    )


def _step(id: UUID, step: str, body: dict[str, Any], in_json: bool) -> None:
    """Take a step on the request as it stands now."""
    with client(Settings()) as speaking:
        version = speaking.get(f"/event-logs/{id}")["version"]
        said = speaking.post(f"/event-logs/{id}/{step}", body, if_match=version)
    show_json(said) if in_json else say("Zapisano.", "Recorded.")


def _in_words(line: dict[str, Any]) -> str:
    what = ", ".join((*line["programmes"], *line["editions"])) or chosen("cały klub", "the club")
    state = chosen(*STATES[EventLogState(line["state"])])
    more = [chosen("kody szczególne", "special codes")] if line["sensitive"] else []
    more += [] if line["shifted"] else [chosen("prawdziwe daty", "true days")]
    period = f"{line['period_first']} – {line['period_last']}"
    parts = [line["id"], f"{chosen('do', 'until')} {line['until']} ({state})", what, period, *more]
    return "  ".join(parts) + ("" if line["recipient"] is None else f"  {line['recipient']}")
