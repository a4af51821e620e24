"""The participant's card: where the journey stands now, folded from the stream, opened for the reader's role."""

from datetime import date, time
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, func, select

from application.indexes.hours import hours
from application.journal import Journal, JourneyMapper
from application.projections.names import NameDirectory
from application.sealing import KeyErased, Sealer
from application.store.tables import stored_events
from domain.employment import Employment
from domain.enrolment import Enrolment
from domain.journal import Fact, Purpose
from domain.participant import Participant
from domain.social_contract import SocialContract
from domain.vocabulary import (
    EpisodeKind,
    EpisodeState,
    ExitKind,
    HoursDirection,
    MissingPesel,
    ReferralSource,
    Sex,
)


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """What tells one person from another; only for roles that open it."""

    birth_date: date
    sex: Sex
    pesel: str | None
    pesel_missing: MissingPesel | None
    case_mark: str | None


class EpisodeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One episode; who sent the person and how it ended only for roles that open coarse codes, else None."""

    item: int
    kind: EpisodeKind
    referred_on: date
    state: EpisodeState
    source: ReferralSource | None
    exited_on: date | None
    exit_kind: ExitKind | None


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One participant now. `minutes` is the sum for each enrolment item; `employers` for each employment item.

    What the reader's role does not open is None: a class leader sees the name, the episodes and enrolments.
    """

    id: UUID
    version: int
    family_name: str | None
    given_name: str | None
    identity: Identity | None
    registered_on: date
    episodes: tuple[EpisodeLine, ...]
    contracts: tuple[SocialContract, ...] | None
    enrolments: tuple[Enrolment, ...]
    minutes: dict[int, int]
    employments: tuple[Employment, ...] | None
    employers: dict[int, str | None]
    caseworkers: tuple[UUID, ...]


class HoursLine(msgspec.Struct, frozen=True, kw_only=True):
    """One hours entry as it says now; `starts_at` as `HH:MM`, `corrected_by` the version of its last correction."""

    item: int
    enrolment: int
    day: date
    minutes: int
    starts_at: str | None
    direction: HoursDirection
    corrected_by: int | None


def card(
    core: Connection, journal: Journal, names: NameDirectory, sealer: Sealer, id: UUID, opens: frozenset[Purpose]
) -> Card | None:
    """Return the card, or None where there is no such participant."""
    participant = journal.load(Participant, id)
    if participant is None:
        return None
    mapper: Any = journal.mapper

    def opened(purpose: Purpose, version: int | None, field: str) -> Any:
        if version is None or purpose not in opens:
            return None
        return _open(sealer, *_fact(core, mapper, id, version), field)

    name = names.name(id)
    identity = _identity(sealer, *_fact(core, mapper, id, 1)) if Purpose.IDENTITY in opens else None
    jobs = participant.employments
    codes = Purpose.STATISTICS in opens
    summed = select(hours.c.enrolment, func.sum(hours.c.minutes)).where(hours.c.participant == id.hex)
    return Card(
        id=id,
        version=participant.version,
        family_name=name.family_name if name else None,
        given_name=name.given_name if name else None,
        identity=identity,
        registered_on=participant.registered_on,
        episodes=tuple(
            EpisodeLine(
                item=episode.item,
                kind=episode.kind,
                referred_on=episode.referred_on,
                state=episode.state,
                source=opened(Purpose.STATISTICS, episode.item, "source"),
                exited_on=episode.exited_on,
                exit_kind=opened(Purpose.STATISTICS, episode.exited_by, "kind"),
            )
            for episode in participant.episodes.values()
        ),
        contracts=tuple(participant.contracts.values()) if codes else None,
        enrolments=tuple(participant.enrolments.values()),
        minutes={row[0]: row[1] for row in core.execute(summed.group_by(hours.c.enrolment))},
        employments=tuple(jobs.values()) if codes else None,
        employers={item: opened(Purpose.NOTES, item, "employer") for item in jobs} if Purpose.NOTES in opens else {},
        caseworkers=tuple(sorted(participant.caseworkers)),
    )


def hours_of(core: Connection, id: UUID, since: date | None, until: date | None) -> list[HoursLine]:
    """Return the person's hours entries by day, from `since` to `until`, both included."""
    query = select(hours).where(hours.c.participant == id.hex).order_by(hours.c.day, hours.c.item)
    if since is not None:
        query = query.where(hours.c.day >= since.isoformat())
    if until is not None:
        query = query.where(hours.c.day <= until.isoformat())
    return [
        HoursLine(
            item=r.item,
            enrolment=r.enrolment,
            day=date.fromisoformat(r.day),
            minutes=r.minutes,
            starts_at=None if r.starts_at is None else f"{time.fromisoformat(r.starts_at):%H:%M}",
            direction=HoursDirection(r.direction),
            corrected_by=r.corrected_by,
        )
        for r in core.execute(query)
    ]


def _identity(sealer: Sealer, topic: str, fact: Any) -> Identity | None:
    born = _open(sealer, topic, fact, "birth_date")
    if born is None:
        return None
    return Identity(
        birth_date=born,
        sex=_open(sealer, topic, fact, "sex"),
        pesel=_open(sealer, topic, fact, "pesel"),
        pesel_missing=fact.pesel_missing,
        case_mark=_open(sealer, topic, fact, "case_mark"),
    )


def _fact(core: Connection, mapper: JourneyMapper, id: UUID, version: int) -> tuple[str, Fact]:
    query = select(stored_events.c.topic, stored_events.c.state).where(
        stored_events.c.originator_id == id.hex, stored_events.c.originator_version == version
    )
    topic, state = core.execute(query).one()
    return topic, mapper.read(topic, state)


def _open(sealer: Sealer, topic: str, fact: Fact, name: str) -> Any:
    try:
        return sealer.open_field(fact, name, stored_topic=topic)
    except KeyErased:
        return None
