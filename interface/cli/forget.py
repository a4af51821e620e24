"""`kis forget`: an erasure request step by step, as the user whose token is in KIS_TOKEN."""

from datetime import datetime
from typing import Any
from uuid import UUID

import click

from application.projections.timeline.words import WORDS
from domain.erasure import ErasureState, Requester, WhyRefused
from domain.forgetting import ErasureGround
from interface.cli.client import Client, client
from interface.cli.speaking import as_json, chosen, say, show_json
from interface.settings import Settings

a_day = click.DateTime(["%Y-%m-%d"])
STATES = {
    ErasureState.RECEIVED: ("czeka na zatwierdzenie", "waits for an approval"),
    ErasureState.APPROVED: ("zatwierdzony", "approved"),
    ErasureState.REFUSED: ("odmowa", "refused"),
    ErasureState.EXECUTED: ("wykonany", "carried out"),
}


@click.group()
def forget() -> None:
    """Usuwanie danych osoby / forgetting a person.

    Kolejno: request, consent (jeśli kategoria tego wymaga), approve (inna osoba), execute.
    """


@forget.command("request")
@click.argument("participant", type=click.UUID)
@click.argument("received_on", type=a_day)
@click.option("--by", type=click.Choice([by.value for by in Requester]), default="CLUB", show_default=True)
@click.option(
    "--ground",
    type=click.Choice([ground.value for ground in ErasureGround]),
    default="END_OF_RETENTION",
    show_default=True,
)
@as_json
def request(participant: UUID, received_on: datetime, by: str, ground: str, in_json: bool) -> None:
    """Zapisz wniosek o usunięcie / record a request to erase."""
    body = {
        "participant": str(participant),
        "by": by,
        "ground": ground,
        "received_on": received_on.date().isoformat(),
    }
    with client(Settings()) as speaking:
        said = speaking.post("/erasure-requests", body)
        state = ErasureState(speaking.get(f"/erasure-requests/{said['id']}")["state"])
    if in_json:
        show_json(said)
        return
    say(f"Wniosek {said['id']}: {STATES[state][0]}.", f"Request {said['id']}: {STATES[state][1]}.")


@forget.command("refuse")
@click.argument("request", type=click.UUID)
@click.argument("reason", type=click.Choice([reason.value for reason in WhyRefused]))
@as_json
def refuse(request: UUID, reason: str, in_json: bool) -> None:
    """Zapisz odmowę / record a refusal."""
    _step(request, "refusal", {"reason": reason}, in_json)


@forget.command("consent")
@click.argument("request", type=click.UUID)
@click.argument("number")
@click.argument("given_on", type=a_day)
@as_json
def consent(request: UUID, number: str, given_on: datetime, in_json: bool) -> None:
    """Zapisz zgodę archiwum państwowego / record the State Archive's consent."""
    _step(request, "archive-consent", {"number": number, "given_on": given_on.date().isoformat()}, in_json)


@forget.command("approve")
@click.argument("request", type=click.UUID)
@as_json
def approve(request: UUID, in_json: bool) -> None:
    """Zatwierdź jako druga osoba, na 72 godziny / approve as a second person, for 72 hours."""
    _step(request, "approval", {}, in_json)


@forget.command("execute")
@click.argument("request", type=click.UUID)
@click.confirmation_option(prompt="Tego nie da się cofnąć. Usunąć dane? / This cannot be undone. Erase?")
@as_json
def execute(request: UUID, in_json: bool) -> None:
    """Usuń dane na zawsze i pokaż protokół / erase for good and show the protokół."""
    with client(Settings()) as speaking:
        said = _take(speaking, request, "execution", {})
        found = speaking.get(f"/erasure-requests/{request}")
    show_json(said) if in_json else click.echo(found["protocol"]["text"])


@forget.command("show")
@click.argument("request", type=click.UUID)
@as_json
def show(request: UUID, in_json: bool) -> None:
    """Pokaż wniosek i protokół / show a request and its protokół."""
    with client(Settings()) as speaking:
        found = speaking.get(f"/erasure-requests/{request}")
    if in_json:
        show_json(found)
        return
    click.echo(f"{found['received_on']}  {chosen(*STATES[ErasureState(found['state'])])}")
    if found["refused_for"] is not None:
        until = "" if found["kept_until"] is None else f" ({found['kept_until']})"
        click.echo(chosen(*WORDS[WhyRefused(found["refused_for"])]) + until)
    if found["protocol"] is not None:
        click.echo(found["protocol"]["text"])


def _step(request: UUID, step: str, body: dict[str, Any], in_json: bool) -> None:
    with client(Settings()) as speaking:
        said = _take(speaking, request, step, body)
    show_json(said) if in_json else say("Zapisano.", "Recorded.")


def _take(speaking: Client, request: UUID, step: str, body: dict[str, Any]) -> Any:
    """Take a step on the request as it stands now."""
    version = speaking.get(f"/erasure-requests/{request}")["version"]
    return speaking.post(f"/erasure-requests/{request}/{step}", body, if_match=version)
