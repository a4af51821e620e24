"""A person's situation on the card: people around, groups, decisions, findings, status, outcomes, contacts.

Each line says what the folded item says and what its fact says sealed, opened for the reader's role.
"""

from collections.abc import Callable
from datetime import date
from functools import cache, partial
from typing import Any
from uuid import UUID

import msgspec

from application.journal import Journal
from application.sealing import KeyErased, Sealer
from domain.eligibility import DecisionKind, DisabilityDegree, EvidenceKind
from domain.journal import Purpose
from domain.outcomes import OutcomeKind
from domain.participant import Participant
from domain.status import Answer, Education, Household, LabourStatus, StatusMoment
from domain.vocabulary import Channel, EvidenceGrade, Relation

Opener = Callable[[Purpose, int | None, str], Any]
"""Returns what the fact of a version says under a sealed name, None where the reader may not open that purpose."""


def opener(journal: Journal, sealer: Sealer, id: UUID, opens: frozenset[Purpose]) -> Opener:
    """Return what opens the facts of a participant for a reader who opens these purposes; what is erased is None."""
    fact_of = cache(partial(journal.fact, id))

    def opened(purpose: Purpose, version: int | None, field: str) -> Any:
        if version is None or purpose not in opens:
            return None
        topic, fact = fact_of(version)
        try:
            return sealer.open_field(fact, field, stored_topic=topic)
        except KeyErased:
            return None

    return opened


class RelatedLine(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody around the person: `person` names them across records, the names are None where they have their own."""

    item: int
    person: UUID
    relation: Relation
    family_name: str | None
    given_name: str | None
    pesel: str | None
    phone: str | None
    note: str | None
    since: date
    until: date | None


class GroupLine(msgspec.Struct, frozen=True, kw_only=True):
    """One group membership and the paper that shows it."""

    item: int
    group: str | None
    primary: bool
    evidence: EvidenceKind | None
    evidence_number: str | None
    evidence_kept_at: str | None
    since: date
    evidence_issued_on: date | None
    evidence_valid_until: date | None
    ended_on: date | None


class DecisionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One decision of an office."""

    item: int
    kind: DecisionKind | None
    degree: DisabilityDegree | None
    coupled: bool | None
    number: str | None
    kept_at: str | None
    decided_on: date
    valid_from: date
    valid_until: date | None
    granted_minutes: int | None
    programme: str | None


class VerdictLine(msgspec.Struct, frozen=True, kw_only=True):
    """One finding; `reason` is why it was refused, or why what was missing (`passed_over`) was passed over."""

    item: int
    episode: int
    found_on: date
    confirmed: bool
    rules: tuple[str, ...] | None
    inputs: tuple[int, ...]
    passed_over: tuple[str, ...] | None
    reason: str | None


class OutcomeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One observed outcome."""

    item: int
    episode: int
    kind: OutcomeKind | None
    observed_on: date


class StatusLine(msgspec.Struct, frozen=True, kw_only=True):
    """A person's situation as it was taken on a day; None is what was not asked."""

    item: int
    moment: StatusMoment
    taken_on: date
    source: EvidenceGrade
    labour: LabourStatus | None
    without_work_since: date | None
    education: Education | None
    household: Household | None
    disability: Answer | None
    foreign_origin: Answer | None
    minority: Answer | None
    homeless: Answer | None


_ANSWERS = (
    "labour",
    "without_work_since",
    "education",
    "household",
    "disability",
    "foreign_origin",
    "minority",
    "homeless",
)


class ContactLine(msgspec.Struct, frozen=True, kw_only=True):
    """One note of a contact."""

    item: int
    on: date
    channel: Channel
    note: str | None


def related(participant: Participant, opened: Opener) -> tuple[RelatedLine, ...]:
    """Return the people around the person, those of the past as well."""
    return tuple(
        RelatedLine(
            item=link.item,
            person=link.person,
            relation=link.relation,
            family_name=opened(Purpose.IDENTITY, link.item, "family_name"),
            given_name=opened(Purpose.IDENTITY, link.item, "given_name"),
            pesel=opened(Purpose.IDENTITY, link.item, "pesel"),
            phone=opened(Purpose.IDENTITY, link.item, "phone"),
            note=opened(Purpose.NOTES, link.item, "note"),
            since=link.since,
            until=link.until,
        )
        for link in participant.related.values()
    )


def groups(participant: Participant, opened: Opener) -> tuple[GroupLine, ...]:
    """Return the groups that the person belongs to or belonged to."""
    return tuple(
        GroupLine(
            item=membership.item,
            group=opened(Purpose.STATISTICS, membership.item, "group"),
            primary=membership.primary,
            evidence=opened(Purpose.STATISTICS, membership.item, "evidence"),
            evidence_number=opened(Purpose.SPECIAL, membership.item, "evidence_number"),
            evidence_kept_at=opened(Purpose.NOTES, membership.item, "evidence_kept_at"),
            since=membership.since,
            evidence_issued_on=membership.evidence_issued_on,
            evidence_valid_until=membership.evidence_valid_until,
            ended_on=membership.ended_on,
        )
        for membership in participant.memberships.values()
    )


def decisions(participant: Participant, opened: Opener) -> tuple[DecisionLine, ...]:
    """Return what offices decided about the person."""
    return tuple(
        DecisionLine(
            item=decision.item,
            kind=opened(Purpose.STATISTICS, decision.item, "kind"),
            degree=opened(Purpose.STATISTICS, decision.item, "degree"),
            coupled=opened(Purpose.STATISTICS, decision.item, "coupled"),
            number=opened(Purpose.SPECIAL, decision.item, "number"),
            kept_at=opened(Purpose.NOTES, decision.item, "kept_at"),
            decided_on=decision.decided_on,
            valid_from=decision.valid_from,
            valid_until=decision.valid_until,
            granted_minutes=decision.granted_minutes,
            programme=decision.programme,
        )
        for decision in participant.decisions.values()
    )


def verdicts(participant: Participant, opened: Opener) -> tuple[VerdictLine, ...]:
    """Return whether the club found that the person may take part, each time that it did."""
    return tuple(
        VerdictLine(
            item=verdict.item,
            episode=verdict.episode,
            found_on=verdict.found_on,
            confirmed=verdict.confirmed,
            rules=opened(Purpose.STATISTICS, verdict.item, "rules"),
            inputs=verdict.inputs,
            passed_over=opened(Purpose.STATISTICS, verdict.item, "passed_over") if verdict.confirmed else None,
            reason=opened(Purpose.NOTES, verdict.item, "override" if verdict.confirmed else "reason"),
        )
        for verdict in participant.verdicts.values()
    )


def statuses(participant: Participant, opened: Opener) -> tuple[StatusLine, ...]:
    """Return the person's situation, each time that it was taken."""
    return tuple(
        StatusLine(
            item=status.item,
            moment=status.moment,
            taken_on=status.taken_on,
            source=status.source,
            **{name: opened(Purpose.STATISTICS, status.item, name) for name in _ANSWERS},
        )
        for status in participant.statuses.values()
    )


def outcomes(participant: Participant, opened: Opener) -> tuple[OutcomeLine, ...]:
    """Return what was observed to have come of it."""
    return tuple(
        OutcomeLine(
            item=outcome.item,
            episode=outcome.episode,
            kind=opened(Purpose.STATISTICS, outcome.item, "kind"),
            observed_on=outcome.observed_on,
        )
        for outcome in participant.outcomes.values()
    )


def contacts(participant: Participant, opened: Opener) -> tuple[ContactLine, ...]:
    """Return the notes of contacts."""
    return tuple(
        ContactLine(
            item=contact.item,
            on=contact.on,
            channel=contact.channel,
            note=opened(Purpose.NOTES, contact.item, "note"),
        )
        for contact in participant.contacts.values()
    )
