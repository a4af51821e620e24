"""Facts put on a timeline in memory and read back: what a fact refers to is invented where a test does not say it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from application.journal import JourneyMapper
from application.projections.timeline import Entry, history
from application.sealing import KeyErased, Sealer
from application.store.tables import RECORD, facts_log, stored_events
from domain.agreements import AgreementSigned
from domain.declarations import ConsentGiven
from domain.duplicates import DuplicateLinked, DuplicateUnlinked
from domain.editions import EditionOpened
from domain.editions.sessions import SessionPlanned
from domain.editions.waiting_list import PutOnWaitingList
from domain.eligibility import GroupMembershipEstablished
from domain.employment import EmploymentCorrected, EmploymentStarted
from domain.engagements import (
    ClubFindingAnswered,
    ClubFindingRecorded,
    EngagementOpened,
    FindingAnswered,
    FindingRecorded,
)
from domain.enrolment import Enrolled
from domain.hours import HoursRecorded
from domain.journal import Fact, Purpose, Sealed
from domain.papers import ListCancelled, ListPrinted, ListSigned, PaperPrinted, PaperSigned
from domain.participation import EntryVoided, Exited, ExitVoided, Suspended
from domain.providers import KinshipDeclared, ProviderRegistered
from domain.referral import ReferralReceived
from domain.related_persons import RelatedPersonLinked
from domain.reports import (
    ActionsEntered,
    FundingEntered,
    GrantEntered,
    ReportBegun,
    ReportEntryVoided,
    ReportSent,
    StaffEntered,
    VolunteersEntered,
)
from domain.rules import RuleConfirmed, RuleEnded, RuleSet
from domain.social_contract import ContractActionAgreed, ContractPartSigned, SocialContractSigned
from domain.status import StatusRecorded
from domain.users import DeputyAppointed, TokenIssued
from tests.examples import CLUB, FixedKeys, example, own_fields

EVERYTHING = frozenset(Purpose)

REFERENCES: dict[str, type[Fact]] = {
    "episode": ReferralReceived,
    "signed_by": RelatedPersonLinked,
    "cared_for": RelatedPersonLinked,
    "link": RelatedPersonLinked,
    "enrolment": Enrolled,
    "contract": SocialContractSigned,
    "action": ContractActionAgreed,
    "consent": ConsentGiven,
    "membership": GroupMembershipEstablished,
    "suspension": Suspended,
    "paper": PaperPrinted,
    "guardian": RelatedPersonLinked,
    "employment": EmploymentStarted,
    "corrects": HoursRecorded,
    "voids": HoursRecorded,
    "entries": HoursRecorded,
    "inputs": StatusRecorded,
    "session": SessionPlanned,
    "entry": PutOnWaitingList,
    "appointment": DeputyAppointed,
    "token": TokenIssued,
    "kinship": KinshipDeclared,
}
"""What a field of whole numbers refers to."""
OTHERWISE: dict[tuple[type[Fact], str], type[Fact]] = {
    (ClubFindingAnswered, "finding"): ClubFindingRecorded,
    (FindingAnswered, "finding"): FindingRecorded,
    (FindingRecorded, "about"): ReferralReceived,
    (ContractActionAgreed, "part"): ContractPartSigned,
    (DuplicateUnlinked, "link"): DuplicateLinked,
    (EmploymentCorrected, "corrects"): EmploymentStarted,
    (ListCancelled, "paper"): ListPrinted,
    (ListPrinted, "about"): SessionPlanned,
    (ListSigned, "paper"): ListPrinted,
    (PaperPrinted, "about"): SocialContractSigned,
    (PaperSigned, "entry"): SocialContractSigned,
    (EntryVoided, "voids"): Suspended,
    (ExitVoided, "voids"): Exited,
    (StaffEntered, "corrects"): ReportBegun,
    (VolunteersEntered, "corrects"): ReportBegun,
    (FundingEntered, "corrects"): ReportBegun,
    (ActionsEntered, "corrects"): ReportBegun,
    (GrantEntered, "corrects"): ReportBegun,
    (ReportSent, "corrects"): ReportBegun,
    (ReportEntryVoided, "voids"): StaffEntered,
    (RuleConfirmed, "rule"): RuleSet,
    (RuleEnded, "rule"): RuleSet,
}
ELSEWHERE: dict[str, type[Fact]] = {
    "edition": EditionOpened,
    "engagement": EngagementOpened,
    "leader": ProviderRegistered,
    "provider": ProviderRegistered,
}
"""The first fact of another stream, which a field names by the stream's id."""
ENGINE = create_engine("sqlite://", poolclass=StaticPool)
RECORD.create_all(ENGINE)
FAR = 1000
"""Versions from here on belong to facts that were invented because others refer to them."""


class ErasedKeys(FixedKeys):
    """The key of one purpose is gone."""

    def __init__(self, erased: Purpose) -> None:
        self._erased = erased

    def key(self, owner: UUID, purpose: Purpose) -> bytes:
        """Return an invented key, or say that it was erased."""
        if purpose is self._erased:
            raise KeyErased(owner, purpose)
        return super().key(owner, purpose)


def on_a_timeline(
    *facts: Fact,
    opens: frozenset[Purpose] = EVERYTHING,
    erased: Purpose | None = None,
    names: dict[UUID, str] | None = None,
) -> list[Entry]:
    """Return the history of the first fact's stream, which holds these facts of its own and what they refer to."""
    mapper = JourneyMapper(Sealer(CLUB, FixedKeys(), lambda _owner, _purpose: True))
    stored = [(fact, mapper.to_stored_event(fact)) for fact in facts]
    rows = [(fact.originator_id, fact.originator_version, kept.topic, kept.state) for fact, kept in stored]
    mine = facts[0].originator_id
    keys = FixedKeys() if erased is None else ErasedKeys(erased)
    reading = JourneyMapper(Sealer(CLUB, keys, lambda _owner, _purpose: True))
    told = read_back(rows, reading, mine, opens, names or {})
    return [entry for entry in told if entry.version < FAR]


def read_back(
    rows: Iterable[tuple[UUID, int, str, bytes]],
    mapper: JourneyMapper,
    stream: UUID,
    opens: frozenset[Purpose],
    names: dict[UUID, str],
) -> list[Entry]:
    """Return the history of a stream from stored rows: id, version, topic, state."""
    with ENGINE.begin() as core:
        for place, (id, version, topic, state) in enumerate(rows):
            row = {"originator_id": id.hex, "originator_version": version}
            core.execute(stored_events.insert().values(**row, topic=topic, state=state))
            core.execute(facts_log.insert().values(**row, idx=place, leaf_hash=b""))
        found = history(core, mapper, mapper.sealer, stream, opens, lambda user: names.get(user, str(user)))
        core.rollback()
    return found


def with_references(fact: Fact) -> list[Fact]:
    """Return a fact, and after it invented ones for whatever it refers to."""
    found: dict[tuple[UUID, int], Fact] = {(fact.originator_id, fact.originator_version): fact}
    _add_references(fact, found)
    return list(found.values())


def _add_references(fact: Fact, found: dict[tuple[UUID, int], Fact]) -> None:
    for name in type(fact).__struct_fields__:
        value = getattr(fact, name)
        wanted = OTHERWISE.get((type(fact), name)) or REFERENCES.get(name)
        if value is not None and wanted is not None:
            for version in value if isinstance(value, tuple) else (value,):
                _add(invented(wanted, fact.originator_id, version), found)
        if value is not None and name in ELSEWHERE:
            _add(invented(ELSEWHERE[name], value, 1), found)
    if fact.TOPIC.startswith("agreement.") and fact.originator_version != 1:
        _add(invented(AgreementSigned, fact.originator_id, 1), found)


def _add(fact: Fact, found: dict[tuple[UUID, int], Fact]) -> None:
    place = (fact.originator_id, fact.originator_version)
    if place not in found:
        found[place] = fact
        _add_references(fact, found)


def invented(kind: type[Fact], stream: UUID, version: int) -> Fact:
    """Return an invented fact at a place, unlike that of the next place, which refers to others far away."""
    fact = example(kind)
    if (stream.int + version) % 2:
        fact = replaced(fact, **{name: another(getattr(fact, name)) for name, _ in own_fields(kind)})
    far = {
        name: FAR + version + place
        for place, name in enumerate(type(fact).__struct_fields__)
        if OTHERWISE.get((kind, name)) or REFERENCES.get(name)
    }
    day = date(2026, 1, 1) + timedelta(days=version % 300)
    placed: Fact = replaced(fact, originator_id=stream, originator_version=version, occurred_on=day, **far)
    return placed


def another(value: Any) -> Any:
    """Return another value of the same type."""
    if isinstance(value, Sealed):
        return type(value)(another(value.fresh))
    if isinstance(value, Enum):
        return next(member for member in type(value) if member is not value)
    if isinstance(value, msgspec.Struct):
        return replaced(value, **{name: another(getattr(value, name)) for name in type(value).__struct_fields__})
    if isinstance(value, tuple):
        last = value[-1]
        if isinstance(last, Enum) and set(type(last)) == set(value):
            return value[:-1]
        new = next(member for member in type(last) if member not in value) if isinstance(last, Enum) else another(last)
        return (*value, new)
    return {
        bool: lambda: not value,
        int: lambda: value + 1,
        str: lambda: f"{value} inaczej",
        date: lambda: value + timedelta(days=1),
        datetime: lambda: value + timedelta(days=1),
        time: lambda: time(value.hour, value.minute + 1),
        UUID: lambda: UUID(int=value.int ^ 1),
    }[type(value)]()


def replaced(fact: Any, **fields: Any) -> Any:
    """Return a fact with other values of some fields."""
    return msgspec.structs.replace(fact, **fields)


def sentences_of(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Return what is read, in Polish and English."""
    return [(entry.pl, entry.en) for entry in entries]
