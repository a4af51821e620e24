"""The participant's card: where the journey stands now, or stood then, folded and opened for the reader's role."""

from collections.abc import Callable
from datetime import date, time
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType
from sqlalchemy import Connection, Select, Table, func, select

from application.indexes.hours import hours
from application.journal import Journal
from application.projections import situation
from application.projections.names import NameDirectory
from application.projections.situation import (
    ContactLine,
    DecisionLine,
    GroupLine,
    Opener,
    OutcomeLine,
    RelatedLine,
    StatusLine,
    VerdictLine,
    opener,
)
from application.projections.then import NOW, Then, called, entries, life
from application.sealing import Sealer
from domain.declarations import Consent, Declaration
from domain.duplicates import holding
from domain.employment import Employment
from domain.enrolment import Enrolment
from domain.follow_up import FollowUp, Inference
from domain.hours import HoursState
from domain.journal import Purpose
from domain.participant import Participant
from domain.participation import Suspension
from domain.personal_data import Residence
from domain.referral import Episode
from domain.rules import Unit
from domain.social_contract import AgreedAction, Breach, Certificate, Evaluation, Part, SocialContract, agreed_until
from domain.vocabulary import (
    Channel,
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
    phone: str | None
    email: str | None
    contact_by: Channel | None


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """Where the person lives since a day; only for roles that open it."""

    item: int
    since: date
    residence: Residence | None
    street: str | None
    house_number: str | None
    postal_code: str | None
    town: str | None


class EpisodeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One episode; who sent and signed and how it ended only for roles that open coarse codes, else None."""

    item: int
    kind: EpisodeKind
    referred_on: date
    state: EpisodeState
    source: ReferralSource | None
    signed_by: int | None
    agreed_until: date | None
    exited_on: date | None
    exit_kind: ExitKind | None
    exited_by: int | None
    closed_on: date | None


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One participant, now or then. `minutes` is the sum for each enrolment item; `employers` for each employment item.

    What the reader's role does not open is None or empty: a class leader sees the name, the episodes, enrolments and
    suspensions. `duplicate_of` is the record that goes on, where this one is linked to it. `on` and `known_position`
    say which past was asked for, `previous_version` and `next_version` what stands beside a version that was asked for.
    """

    id: UUID
    version: int
    family_name: str | None
    given_name: str | None
    identity: Identity | None
    address: Address | None
    registered_on: date
    duplicate_of: UUID | None
    died_on: date | None
    episodes: tuple[EpisodeLine, ...]
    enrolments: tuple[Enrolment, ...]
    suspensions: tuple[Suspension, ...]
    minutes: dict[int, int]
    caseworkers: tuple[UUID, ...]
    contracts: tuple[SocialContract, ...] | None
    contract_parts: tuple[Part, ...] | None
    agreed_actions: tuple[AgreedAction, ...] | None
    evaluations: tuple[Evaluation, ...] | None
    breaches: tuple[Breach, ...] | None
    certificates: tuple[Certificate, ...] | None
    employments: tuple[Employment, ...] | None
    employers: dict[int, str | None]
    related: tuple[RelatedLine, ...] | None
    groups: tuple[GroupLine, ...] | None
    decisions: tuple[DecisionLine, ...] | None
    verdicts: tuple[VerdictLine, ...] | None
    consents: tuple[Consent, ...] | None
    declarations: tuple[Declaration, ...] | None
    statuses: tuple[StatusLine, ...] | None
    outcomes: tuple[OutcomeLine, ...] | None
    follow_ups: tuple[FollowUp, ...] | None
    inferences: tuple[Inference, ...] | None
    contacts: tuple[ContactLine, ...] | None
    on: date | UnsetType = UNSET
    known_position: int | UnsetType = UNSET
    previous_version: int | UnsetType | None = UNSET
    next_version: int | UnsetType | None = UNSET


class HoursLine(msgspec.Struct, frozen=True, kw_only=True):
    """One hours entry as it says now; `starts_at` as `HH:MM`, `corrected_by` the version of its last correction.

    `until` is the last day of which it has a part, `over` tells whether it goes over a rule, `checked_by` who approved
    or returned it.
    """

    item: int
    enrolment: int
    day: date
    minutes: int
    until: date
    starts_at: str | None
    unit: Unit
    direction: HoursDirection
    activity: str | None
    provider: UUID | None
    over: bool
    recorded_by: UUID
    checked_by: UUID | None
    corrected_by: int | None
    state: HoursState


def card(
    core: Connection,
    journal: Journal,
    names: NameDirectory,
    sealer: Sealer,
    id: UUID,
    opens: frozenset[Purpose],
    then: Then = NOW,
) -> Card | None:
    """Return the card as it was then, or None where there was no such participant. NotRegisteredYet."""
    participant = life(journal, id, then)
    if participant is None:
        return None
    opened = opener(journal, sealer, id, opens)
    family_name, given_name = called(journal, names, sealer, participant, then)
    codes, notes = Purpose.STATISTICS in opens, Purpose.NOTES in opens
    link = holding(participant.duplicate_links)
    known = entries(then, _hours_of(id)).c
    summed = select(known.enrolment, func.sum(known.minutes)).where(known.state != HoursState.VOIDED.value)
    return Card(
        id=id,
        version=participant.version,
        family_name=family_name,
        given_name=given_name,
        identity=_identity(participant, journal, opened),
        address=_address(participant, opened) if Purpose.IDENTITY in opens else None,
        registered_on=participant.registered_on,
        duplicate_of=None if link is None else link.survivor,
        died_on=next((death.died_on for death in participant.deaths.values()), None),
        episodes=tuple(_episode(participant, episode, opened, then.on) for episode in participant.episodes.values()),
        enrolments=tuple(participant.enrolments.values()),
        suspensions=tuple(participant.suspensions.values()),
        minutes={row[0]: row[1] for row in core.execute(summed.group_by(known.enrolment))},
        caseworkers=tuple(sorted(participant.caseworkers)),
        contracts=tuple(participant.contracts.values()) if codes else None,
        contract_parts=tuple(participant.contract_parts.values()) if codes else None,
        agreed_actions=tuple(participant.agreed_actions.values()) if codes else None,
        evaluations=tuple(participant.evaluations.values()) if codes else None,
        breaches=tuple(participant.breaches.values()) if codes else None,
        certificates=tuple(participant.certificates.values()) if codes else None,
        employments=tuple(participant.employments.values()) if codes else None,
        employers={item: _employer(participant, item, opened) for item in participant.employments} if notes else {},
        related=situation.related(participant, opened) if Purpose.IDENTITY in opens else None,
        groups=situation.groups(participant, opened) if codes else None,
        decisions=situation.decisions(participant, opened) if codes else None,
        verdicts=situation.verdicts(participant, opened) if codes else None,
        consents=tuple(participant.consents.values()) if codes else None,
        declarations=tuple(participant.declarations.values()) if codes else None,
        statuses=situation.statuses(participant, opened) if codes else None,
        outcomes=situation.outcomes(participant, opened) if codes else None,
        follow_ups=tuple(participant.follow_ups.values()) if codes else None,
        inferences=tuple(participant.inferences.values()) if codes else None,
        contacts=situation.contacts(participant, opened) if notes else None,
    )


def hours_of(core: Connection, id: UUID, since: date | None, until: date | None, then: Then = NOW) -> list[HoursLine]:
    """Return the person's hours entries by day, from `since` to `until`, both included, as they said then."""
    known = entries(then, _hours_of(id)).c
    query = select(*known).order_by(known.day, known.item)
    if since is not None:
        query = query.where(known.day >= since.isoformat())
    if until is not None:
        query = query.where(known.day <= until.isoformat())
    return [
        HoursLine(
            item=r.item,
            enrolment=r.enrolment,
            day=date.fromisoformat(r.day),
            minutes=r.minutes,
            starts_at=None if r.starts_at is None else f"{time.fromisoformat(r.starts_at):%H:%M}",
            until=date.fromisoformat(r.until),
            unit=Unit(r.unit),
            direction=HoursDirection(r.direction),
            activity=r.activity,
            provider=None if r.provider is None else UUID(r.provider),
            over=bool(r.over),
            recorded_by=UUID(r.recorded_by),
            checked_by=None if r.checked_by is None else UUID(r.checked_by),
            corrected_by=r.corrected_by,
            state=HoursState(r.state),
        )
        for r in core.execute(query)
    ]


def _hours_of(id: UUID) -> Callable[[Table], Select[Any]]:
    """Return what selects the hours of one person."""

    def chosen(table: Table) -> Select[Any]:
        return select(*(table.c[column.name] for column in hours.columns)).where(table.c.participant == id.hex)

    return chosen


def _identity(participant: Participant, journal: Journal, opened: Opener) -> Identity | None:
    said = participant.details

    def detail(name: str) -> Any:
        return opened(Purpose.IDENTITY, said.get(name), name)

    born = detail("birth_date")
    if born is None:
        return None
    missing: Any = None
    if "pesel" not in said:
        _, registration = journal.fact(participant.id, 1)
        missing = getattr(registration, "pesel_missing", None)
    preferred: Any = None
    if "preferred" in said:
        _, contact = journal.fact(participant.id, said["preferred"])
        preferred = getattr(contact, "preferred", None)
    return Identity(
        birth_date=born,
        sex=opened(Purpose.STATISTICS, said["sex"], "sex"),
        pesel=detail("pesel"),
        pesel_missing=missing,
        case_mark=detail("case_mark"),
        phone=detail("phone"),
        email=detail("email"),
        contact_by=preferred,
    )


def _address(participant: Participant, opened: Opener) -> Address | None:
    newest = max(participant.residences.values(), key=lambda home: (home.since, home.item), default=None)
    if newest is None:
        return None
    parts = {
        name: opened(Purpose.IDENTITY, newest.item, name) for name in ("street", "house_number", "postal_code", "town")
    }
    residence = opened(Purpose.STATISTICS, newest.item, "residence")
    return Address(item=newest.item, since=newest.since, residence=residence, **parts)


def _episode(participant: Participant, episode: Episode, opened: Opener, on: date | None) -> EpisodeLine:
    state = participant.state(episode.item, on or date.max)
    assert state is not None  # noqa: S101 (an episode is there from its referral on)
    died = episode.exited_by in participant.deaths
    left = None if episode.ended_as is not EpisodeState.EXITED else episode.exited_by
    source = opened(Purpose.STATISTICS, episode.item, "source")
    kind = ExitKind.DEATH if died else opened(Purpose.STATISTICS, left, "kind")
    return EpisodeLine(
        item=episode.item,
        kind=episode.kind,
        referred_on=episode.referred_on,
        state=state,
        source=source,
        signed_by=episode.signed_by if source is not None else None,
        agreed_until=agreed_until(participant.agreed_periods.values(), episode.item),
        exited_on=episode.exited_on,
        exit_kind=kind,
        exited_by=episode.exited_by,
        closed_on=episode.closed_on,
    )


def _employer(participant: Participant, item: int, opened: Opener) -> str | None:
    """Return the employer as the last correction says it, else as it was recorded."""
    corrections = [version for version, _, fields in participant.said.get(item, ()) if "form" in fields]
    employer: str | None = opened(Purpose.NOTES, max(corrections, default=item), "employer")
    return employer
