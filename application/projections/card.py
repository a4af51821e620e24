"""The participant's card: where the journey stands now, folded from the stream, opened for the reader's role."""

from collections.abc import Callable
from datetime import date, time
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, func, select

from application.indexes.hours import hours
from application.journal import Journal
from application.projections.names import NameDirectory
from application.sealing import KeyErased, Sealer
from domain.declarations import Consent, Declaration
from domain.duplicates import holding
from domain.eligibility import DecisionKind, DisabilityDegree, EligibilityGroup, EvidenceKind, Verdict
from domain.employment import Employment
from domain.enrolment import Enrolment
from domain.follow_up import FollowUp
from domain.hours import HoursState
from domain.journal import Purpose
from domain.outcomes import OutcomeKind
from domain.participant import Participant
from domain.participation import Suspension
from domain.personal_data import Residence
from domain.referral import Episode
from domain.social_contract import Breach, Certificate, Evaluation, SocialContract, agreed_until
from domain.status import StatusMoment
from domain.vocabulary import (
    Channel,
    EpisodeKind,
    EpisodeState,
    ExitKind,
    HoursDirection,
    MissingPesel,
    ReferralSource,
    Relation,
    Sex,
)

Opener = Callable[[Purpose, int | None, str], Any]
"""Returns what the fact of a version says under a sealed name, None where the reader may not open that purpose."""


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


class RelatedLine(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody around the person: `person` names them across records, the names are None where they have their own."""

    item: int
    person: UUID
    relation: Relation
    family_name: str | None
    given_name: str | None
    phone: str | None
    since: date
    until: date | None


class EpisodeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One episode; who sent the person and how it ended only for roles that open coarse codes, else None."""

    item: int
    kind: EpisodeKind
    referred_on: date
    state: EpisodeState
    source: ReferralSource | None
    agreed_until: date | None
    exited_on: date | None
    exit_kind: ExitKind | None
    exited_by: int | None
    closed_on: date | None


class GroupLine(msgspec.Struct, frozen=True, kw_only=True):
    """One group membership, opened."""

    item: int
    group: EligibilityGroup | None
    primary: bool
    evidence: EvidenceKind | None
    since: date
    evidence_valid_until: date | None
    ended_on: date | None


class DecisionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One decision of an office, opened."""

    item: int
    kind: DecisionKind | None
    degree: DisabilityDegree | None
    decided_on: date
    valid_from: date
    valid_until: date | None
    granted_minutes: int | None


class OutcomeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One observed outcome, opened."""

    item: int
    episode: int
    kind: OutcomeKind | None
    observed_on: date


class StatusLine(msgspec.Struct, frozen=True, kw_only=True):
    """When a person's situation was taken; what it was stands in the history."""

    item: int
    moment: StatusMoment
    taken_on: date


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One participant now. `minutes` is the sum for each enrolment item; `employers` for each employment item.

    What the reader's role does not open is None or empty: a class leader sees the name, the episodes, enrolments and
    suspensions. `duplicate_of` is the record that goes on, where this one is linked to it.
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
    evaluations: tuple[Evaluation, ...] | None
    breaches: tuple[Breach, ...] | None
    certificates: tuple[Certificate, ...] | None
    employments: tuple[Employment, ...] | None
    employers: dict[int, str | None]
    related: tuple[RelatedLine, ...] | None
    groups: tuple[GroupLine, ...] | None
    decisions: tuple[DecisionLine, ...] | None
    verdicts: tuple[Verdict, ...] | None
    consents: tuple[Consent, ...] | None
    declarations: tuple[Declaration, ...] | None
    statuses: tuple[StatusLine, ...] | None
    outcomes: tuple[OutcomeLine, ...] | None
    follow_ups: tuple[FollowUp, ...] | None


class HoursLine(msgspec.Struct, frozen=True, kw_only=True):
    """One hours entry as it says now; `starts_at` as `HH:MM`, `corrected_by` the version of its last correction."""

    item: int
    enrolment: int
    day: date
    minutes: int
    starts_at: str | None
    direction: HoursDirection
    corrected_by: int | None
    state: HoursState


def card(
    core: Connection, journal: Journal, names: NameDirectory, sealer: Sealer, id: UUID, opens: frozenset[Purpose]
) -> Card | None:
    """Return the card, or None where there is no such participant."""
    participant = journal.load(Participant, id)
    if participant is None:
        return None

    def opened(purpose: Purpose, version: int | None, field: str) -> Any:
        if version is None or purpose not in opens:
            return None
        topic, fact = journal.fact(id, version)
        try:
            return sealer.open_field(fact, field, stored_topic=topic)
        except KeyErased:
            return None

    name = names.name(id)
    codes, notes = Purpose.STATISTICS in opens, Purpose.NOTES in opens
    link = holding(participant.duplicate_links)
    summed = select(hours.c.enrolment, func.sum(hours.c.minutes)).where(
        hours.c.participant == id.hex, hours.c.state != HoursState.VOIDED.value
    )
    return Card(
        id=id,
        version=participant.version,
        family_name=name.family_name if name else None,
        given_name=name.given_name if name else None,
        identity=_identity(participant, journal, opened),
        address=_address(participant, opened) if Purpose.IDENTITY in opens else None,
        registered_on=participant.registered_on,
        duplicate_of=None if link is None else link.survivor,
        died_on=next((death.died_on for death in participant.deaths.values()), None),
        episodes=tuple(_episode(participant, episode, opened) for episode in participant.episodes.values()),
        enrolments=tuple(participant.enrolments.values()),
        suspensions=tuple(participant.suspensions.values()),
        minutes={row[0]: row[1] for row in core.execute(summed.group_by(hours.c.enrolment))},
        caseworkers=tuple(sorted(participant.caseworkers)),
        contracts=tuple(participant.contracts.values()) if codes else None,
        evaluations=tuple(participant.evaluations.values()) if codes else None,
        breaches=tuple(participant.breaches.values()) if codes else None,
        certificates=tuple(participant.certificates.values()) if codes else None,
        employments=tuple(participant.employments.values()) if codes else None,
        employers={item: _employer(participant, item, opened) for item in participant.employments} if notes else {},
        related=_related(participant, opened) if Purpose.IDENTITY in opens else None,
        groups=_groups(participant, opened) if codes else None,
        decisions=_decisions(participant, opened) if codes else None,
        verdicts=tuple(participant.verdicts.values()) if codes else None,
        consents=tuple(participant.consents.values()) if codes else None,
        declarations=tuple(participant.declarations.values()) if codes else None,
        statuses=_statuses(participant) if codes else None,
        outcomes=_outcomes(participant, opened) if codes else None,
        follow_ups=tuple(participant.follow_ups.values()) if codes else None,
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
            state=HoursState(r.state),
        )
        for r in core.execute(query)
    ]


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


def _episode(participant: Participant, episode: Episode, opened: Opener) -> EpisodeLine:
    state = participant.state(episode.item)
    assert state is not None  # noqa: S101 (now is after every referral)
    died = episode.exited_by in participant.deaths
    left = None if episode.ended_as is not EpisodeState.EXITED else episode.exited_by
    kind = ExitKind.DEATH if died else opened(Purpose.STATISTICS, left, "kind")
    return EpisodeLine(
        item=episode.item,
        kind=episode.kind,
        referred_on=episode.referred_on,
        state=state,
        source=opened(Purpose.STATISTICS, episode.item, "source"),
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


def _related(participant: Participant, opened: Opener) -> tuple[RelatedLine, ...]:
    return tuple(
        RelatedLine(
            item=link.item,
            person=link.person,
            relation=link.relation,
            family_name=opened(Purpose.IDENTITY, link.item, "family_name"),
            given_name=opened(Purpose.IDENTITY, link.item, "given_name"),
            phone=opened(Purpose.IDENTITY, link.item, "phone"),
            since=link.since,
            until=link.until,
        )
        for link in participant.related.values()
    )


def _groups(participant: Participant, opened: Opener) -> tuple[GroupLine, ...]:
    return tuple(
        GroupLine(
            item=membership.item,
            group=opened(Purpose.STATISTICS, membership.item, "group"),
            primary=membership.primary,
            evidence=opened(Purpose.STATISTICS, membership.item, "evidence"),
            since=membership.since,
            evidence_valid_until=membership.evidence_valid_until,
            ended_on=membership.ended_on,
        )
        for membership in participant.memberships.values()
    )


def _decisions(participant: Participant, opened: Opener) -> tuple[DecisionLine, ...]:
    return tuple(
        DecisionLine(
            item=decision.item,
            kind=opened(Purpose.STATISTICS, decision.item, "kind"),
            degree=opened(Purpose.STATISTICS, decision.item, "degree"),
            decided_on=decision.decided_on,
            valid_from=decision.valid_from,
            valid_until=decision.valid_until,
            granted_minutes=decision.granted_minutes,
        )
        for decision in participant.decisions.values()
    )


def _statuses(participant: Participant) -> tuple[StatusLine, ...]:
    return tuple(
        StatusLine(item=status.item, moment=status.moment, taken_on=status.taken_on)
        for status in participant.statuses.values()
    )


def _outcomes(participant: Participant, opened: Opener) -> tuple[OutcomeLine, ...]:
    return tuple(
        OutcomeLine(
            item=outcome.item,
            episode=outcome.episode,
            kind=opened(Purpose.STATISTICS, outcome.item, "kind"),
            observed_on=outcome.observed_on,
        )
        for outcome in participant.outcomes.values()
    )
