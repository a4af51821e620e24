"""Where a row of a register says other than the record of the same person: the columns, never the values.

An empty cell says nothing. What any fact of the person's stream says already (a correction as well) is no difference,
so a register that is behind the record proposes nothing that was settled.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from application.exchange.participants_columns import COLUMNS, Row
from application.personal_data import read_pesel
from application.sealing import KeyErased, Sealer
from domain.contacts import ContactDetailsChanged
from domain.eligibility import EligibilityConfirmed, GroupMembershipEstablished
from domain.employment import EmploymentCorrected, EmploymentEnded, EmploymentStarted
from domain.enrolment import Enrolled
from domain.journal import Fact, Sealed
from domain.participation import Exited
from domain.personal_data import (
    ParticipantRegistered,
    PersonalDetailsChanged,
    PersonalDetailsCorrected,
    ResidenceChanged,
)
from domain.referral import ReferralReceived
from domain.social_contract import SocialContractAmended, SocialContractSigned
from domain.status import StatusRecorded


class Told(NamedTuple):
    """A part of a row and the kind of fact that it becomes: which field of the fact says which field of the part."""

    part: str
    kind: type[Fact]
    fields: Mapping[str, str]
    anew: tuple[type[Fact], ...] = ()
    """Kinds that may say a field anew."""


def _same(*names: str, **others: str) -> dict[str, str]:
    return {name: name for name in names} | others


TOLD = (
    Told(
        "person",
        ParticipantRegistered,
        _same("family_name", "given_name", "birth_date", "sex", "pesel", registered_on="occurred_on"),
        (PersonalDetailsChanged, PersonalDetailsCorrected),
    ),
    Told("person", ReferralReceived, _same("source", "note")),
    Told("home", ResidenceChanged, _same("street", "house_number", "postal_code", "town")),
    Told("reached", ContactDetailsChanged, _same("phone")),
    Told("situation", StatusRecorded, _same("labour", "without_work_since", "education")),
    Told(
        "group",
        GroupMembershipEstablished,
        _same("group", "evidence", "evidence_number", "evidence_valid_until"),
    ),
    Told("second_group", GroupMembershipEstablished, {"second_group": "group"}),
    Told("finding", EligibilityConfirmed, {"found_on": "occurred_on"}),
    Told(
        "contract",
        SocialContractSigned,
        _same("type", "valid_from", "valid_until", signed_on="occurred_on"),
        (SocialContractAmended,),
    ),
    Told("place", Enrolled, _same("programme", "agreement", enrolled_on="occurred_on")),
    Told("leaving", Exited, _same("kind", exited_on="occurred_on")),
    Told(
        "job",
        EmploymentStarted,
        _same("form", "employer", "fte_hundredths", started_on="occurred_on"),
        (EmploymentCorrected,),
    ),
    Told("job", EmploymentEnded, {"ended_on": "occurred_on"}),
)


class Stream:
    """One person's facts, opened where a row is compared with them."""

    def __init__(self, sealer: Sealer, facts: Sequence[tuple[str, Fact]]) -> None:
        """Take the facts with the topics they are stored under."""
        self._sealer, self.facts = sealer, facts

    def of(self, *kinds: type[Fact]) -> list[tuple[str, Fact]]:
        """Return the facts of these kinds."""
        return [(topic, fact) for topic, fact in self.facts if type(fact) in kinds]

    def says(self, topic: str, fact: Fact, name: str, value: Any) -> bool:
        """Tell whether a fact says this value in a field."""
        said = getattr(fact, name, None)
        if isinstance(said, Sealed):
            try:
                said = self._sealer.open_field(fact, name, stored_topic=topic)
            except KeyErased:
                return False
        return bool(said == value)


def differing_columns(row: Row, stream: Stream) -> list[str]:
    """Return the columns in which the row says other than the record, in the order of the parts."""
    return [column for told in TOLD for column in _differing(told, row, stream)]


def _differing(told: Told, row: Row, stream: Stream) -> list[str]:
    part = getattr(row, told.part)
    said = {} if part is None else {field: getattr(part, field) for field in told.fields}
    said = {field: value for field, value in said.items() if value is not None}
    if (pesel := read_pesel(said.get("pesel"))) is not None:
        said["pesel"] = pesel.number
    if not said:
        return []
    unlike = [
        [field for field, value in said.items() if not stream.says(topic, fact, told.fields[field], value)]
        for topic, fact in stream.of(told.kind)
    ]
    nearest = min(unlike, key=len, default=list(said))
    anew = stream.of(*told.anew)
    return [
        COLUMNS[field]
        for field in nearest
        if not any(stream.says(topic, fact, _field(told, field, fact), said[field]) for topic, fact in anew)
    ]


def _field(told: Told, field: str, fact: Fact) -> str:
    """Return the field of a fact that says it anew: of its own name where it has one."""
    return field if field in type(fact).__struct_fields__ else told.fields[field]
