"""An erasure request as a person reads it, and its protokół: what was erased, when, on what basis, by whom.

The protokół says nothing about who the person was. It names the position in the log and the RFC 6962 root there, so
that whoever has a checkpoint of that size or a later one can prove that the forgetting is in the log.
"""

from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from application.journal import Journal
from application.projections.timeline.words import WORDS
from application.store.tables import facts_log, forgettings
from domain.calendar import WARSAW
from domain.erasure import ErasureRequest, ErasureState, Requester, WhyRefused
from domain.forgetting import ErasureGround, Forgotten
from domain.journal import Purpose
from domain.participant import Participant
from domain.retention import Kept, RetentionBasis, duties, longest


class KeptLine(msgspec.Struct, frozen=True, kw_only=True):
    """One duty to keep; `until` is its last day, None for ever."""

    item: int
    retention_class: str
    basis: RetentionBasis
    since: date
    until: date | None
    needs_consent: bool


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """How long a person's file is kept: `until` the last day of the longest duty, None without one or for ever."""

    version: int
    duties: tuple[KeptLine, ...]
    until: date | None
    for_ever: bool
    forgotten: bool


class Protocol(msgspec.Struct, frozen=True, kw_only=True):
    """The protokół of a forgetting. `purged_on` is None while traces are left; `text` is it in Polish, as Markdown."""

    executed_at: datetime
    executed_by: str
    approved_by: str
    requested_by: str
    erased: tuple[Purpose, ...]
    kept: tuple[str, ...]
    duties: tuple[KeptLine, ...]
    position: int
    ledger_root: str
    purged_on: date | None
    text: str


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """One erasure request; `kept_until` is the last day of the duty for which it was refused."""

    id: UUID
    version: int
    state: ErasureState
    participants: tuple[UUID, ...]
    by: Requester
    ground: ErasureGround
    received_on: date
    requested_by: UUID
    consent_number: str | None
    consent_on: date | None
    approved_by: UUID | None
    approved_at: datetime | None
    refused_for: WhyRefused | None
    kept_until: date | None
    protocol: Protocol | None


def retention(journal: Journal, participant: UUID) -> Retention | None:
    """Return how long a file is kept, None where there is no such participant."""
    life = journal.load(Participant, participant)
    if life is None:
        return None
    kept = duties(life)
    last = longest(kept)
    return Retention(
        version=life.version,
        duties=_lines(kept),
        until=None if last is None else last.until,
        for_ever=last is not None and last.until is None,
        forgotten=life.forgotten is not None,
    )


def erasure(
    core: Connection,
    journal: Journal,
    request: UUID,
    name_of: Callable[[UUID], str],
    root_at: Callable[[int], bytes],
) -> Erasure | None:
    """Return a request with its protokół, None where there is no such request.

    `root_at` returns the 32-byte root of the first so many facts.
    """
    known = journal.load(ErasureRequest, request)
    if known is None:
        return None
    executed = known.state is ErasureState.EXECUTED
    return Erasure(
        id=request,
        version=known.version,
        state=known.state,
        participants=known.participants,
        by=known.asked_by,
        ground=known.ground,
        received_on=known.received_on,
        requested_by=known.requested_by,
        consent_number=known.consent_number,
        consent_on=known.consent_on,
        approved_by=known.approved_by,
        approved_at=known.approved_at,
        refused_for=known.refused_for,
        kept_until=known.kept_until,
        protocol=_protocol(core, journal, known, name_of, root_at) if executed else None,
    )


def _protocol(
    core: Connection,
    journal: Journal,
    request: ErasureRequest,
    name_of: Callable[[UUID], str],
    root_at: Callable[[int], bytes],
) -> Protocol:
    _, executed = journal.fact(request.id, request.version)
    lives = [life for id in request.participants if (life := journal.load(Participant, id)) is not None]
    facts = [journal.fact(life.id, life.forgotten)[1] for life in lives if life.forgotten is not None]
    forgotten = [fact for fact in facts if isinstance(fact, Forgotten)]
    assert request.approved_by is not None  # noqa: S101 (nothing is carried out without)
    hexes = [life.id.hex for life in lives]
    query = select(forgettings.c.purged_on).where(forgettings.c.participant.in_(hexes))
    purged = [row.purged_on for row in core.execute(query)]
    position = _position(core, [(fact.originator_id, fact.originator_version) for fact in forgotten])
    protocol = Protocol(
        executed_at=executed.recorded_at,
        executed_by=name_of(executed.recorded_by),
        approved_by=name_of(request.approved_by),
        requested_by=name_of(request.requested_by),
        erased=forgotten[0].erased,
        kept=tuple(sorted({code for fact in forgotten for code in fact.kept})),
        duties=tuple(line for life in lives for line in _lines(duties(life))),
        position=position,
        ledger_root=b64encode(root_at(position)).decode(),
        purged_on=date.fromisoformat(max(purged)) if len(purged) == len(hexes) else None,
        text="",
    )
    return msgspec.structs.replace(protocol, text=_text(request, protocol))


def _lines(kept: Sequence[Kept]) -> tuple[KeptLine, ...]:
    return tuple(
        KeptLine(
            item=one.item,
            retention_class=one.retention_class,
            basis=one.basis,
            since=one.since,
            until=one.until,
            needs_consent=one.needs_consent,
        )
        for one in kept
    )


def _position(core: Connection, places: Sequence[tuple[UUID, int]]) -> int:
    """Return the position of the last of these facts."""
    found = 0
    for stream, version in places:
        query = select(facts_log.c.idx).where(
            facts_log.c.originator_id == stream.hex, facts_log.c.originator_version == version
        )
        found = max(found, core.execute(query).scalar_one() + 1)
    return found


def _text(request: ErasureRequest, said: Protocol) -> str:
    """Return the protokół in Polish, as Markdown."""
    at = said.executed_at.astimezone(WARSAW)
    consent = (
        "nie była potrzebna"
        if request.consent_number is None or request.consent_on is None
        else f"nr {request.consent_number} z {request.consent_on:%d.%m.%Y}"
    )
    kept = [
        f"- kategoria {line.retention_class} od {line.since:%d.%m.%Y} ({WORDS[line.basis][0]}), "
        f"obowiązek trwał do {line.until:%d.%m.%Y}"
        for line in said.duties
        if line.until is not None
    ]
    purged = (
        "w toku: część śladów zostanie zniszczona przy najbliższym uruchomieniu"
        if said.purged_on is None
        else f"zakończone {said.purged_on:%d.%m.%Y}"
    )
    lines = [
        "# Protokół usunięcia danych osobowych",
        "",
        f"Wniosek: {request.id}  ",
        f"Złożony {request.received_on:%d.%m.%Y} ({WORDS[request.asked_by][0]})  ",
        f"Podstawa: {WORDS[request.ground][0]}  ",
        f"Karty uczestnika: {', '.join(map(str, request.participants))}",
        "",
        "## Okres przechowywania",
        "",
        *kept,
        "",
        f"Zgoda archiwum państwowego: {consent}",
        "",
        "## Kto",
        "",
        f"- wniosek zapisał(a): {said.requested_by}",
        f"- zatwierdził(a): {said.approved_by}",
        f"- wykonał(a) {at:%d.%m.%Y o %H:%M}: {said.executed_by}",
        "",
        "## Co",
        "",
        (
            "Zniszczono klucze i zaszyfrowane wartości: dane identyfikujące, notatki i szczególne kategorie danych "
            "(art. 9 i 10 RODO), a także wpisy, po których można było tę osobę znaleźć. Zostały daty, kwoty i kody bez "
            f"danych osobowych oraz kody statystyczne: {', '.join(said.kept) or 'żadne'}."
        ),
        "",
        f"Niszczenie śladów w plikach: {purged}.",
        "",
        "## Dowód",
        "",
        f"Pozycja w dzienniku faktów: {said.position}  ",
        f"Korzeń dziennika (RFC 6962) dla tej długości: {said.ledger_root}",
        "",
        (
            "Poza tym protokołem zostają: kopie wydane wcześniej na zewnątrz oraz kopie bazy kluczy do końca ich "
            "przechowywania (najwyżej 30 dni)."
        ),
        "",
    ]
    return "\n".join(lines)
