"""What evaluation reads of one person: facts with their days, codes opened, and nothing that says who it is.

Records that are linked as duplicates are one person; several episodes are one person too. The tuples stand in the
order of their days, then of the facts that recorded them.
"""

from datetime import date
from uuid import UUID

import msgspec

from domain.eligibility import EvidenceKind, GroupCode
from domain.employment import EmployerKind, EndReason
from domain.follow_up import AttemptResult, FollowUpPoint, Situation
from domain.outcomes import OutcomeKind
from domain.personal_data import Residence
from domain.rules import RuleCode, Rules
from domain.status import Answer as SensitiveAnswer
from domain.status import Education, Household, LabourStatus, StatusMoment
from domain.vocabulary import Channel, EpisodeKind, EvidenceGrade, ExitKind, LegalForm, Sex

Key = tuple[UUID, int]
"""Which fact: the record it is in, and its version there. It names an item and leads back to its history."""


class Place(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An enrolment: in which edition, from which day to which (None: it goes on)."""

    key: Key
    programme: str
    edition: UUID
    since: date
    until: date | None


class Stay(msgspec.Struct, frozen=True, kw_only=True):
    """One episode. `began_on` is the first enrolment (first support, ESF's start of participation), None: none yet.

    `exited_on` is the last day of an episode that ended by an exit or a death; a referral that was rejected or
    withdrawn has neither `began_on` nor `exited_on`. `exit_kind` is None where the episode goes on or was not begun.
    """

    key: Key
    kind: EpisodeKind
    referred_on: date
    began_on: date | None
    exited_on: date | None
    exit_kind: ExitKind | None
    exit_key: Key | None
    places: tuple[Place, ...]


class Spell(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A spell of work, both days included. `ended_on` None: no end is recorded, which is not "it goes on".

    `agreed_until` is what the contract says; `monthly_grosze` the gross pay a month. `evidence` is that of the start,
    `end_evidence` that of the end.
    """

    key: Key
    form: LegalForm
    employer_kind: EmployerKind | None
    started_on: date
    agreed_until: date | None
    fte_hundredths: int | None
    monthly_grosze: int | None
    evidence: EvidenceGrade
    ended_on: date | None = None
    why_ended: EndReason | None = None
    end_evidence: EvidenceGrade | None = None


class Said(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What an answer after the exit (or, inferred, a sign of it) says of the day `as_of`. `episode` names the stay."""

    key: Key
    episode: Key
    point: FollowUpPoint
    asked_on: date
    as_of: date
    situation: Situation
    evidence: EvidenceGrade


class Attempt(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An attempt to ask that brought no answer."""

    key: Key
    episode: Key
    point: FollowUpPoint
    asked_on: date
    channel: Channel
    result: AttemptResult


class Membership(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """That a person belongs to a group of art. 1(2), with both days included; `primary` for the annual report.

    `evidence` is the paper that shows it, with the day of issue and the last day of its validity, as far as it says.
    """

    key: Key
    group: GroupCode
    since: date
    until: date | None
    primary: bool
    evidence: EvidenceKind | None = None
    issued_on: date | None = None
    valid_until: date | None = None


class Contract(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A social contract, by the days that it covers, both included; none where `until` is before `since`."""

    key: Key
    since: date
    until: date


class Lived(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where a person lives from a day on, as far as the gmina asks."""

    key: Key
    residence: Residence
    since: date


class Taken(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A person's status as it was taken on one day; None is what was not asked."""

    key: Key
    moment: StatusMoment
    taken_on: date
    source: EvidenceGrade
    labour: LabourStatus | None
    without_work_since: date | None
    education: Education | None
    household: Household | None
    disability: SensitiveAnswer | None
    foreign_origin: SensitiveAnswer | None
    minority: SensitiveAnswer | None
    homeless: SensitiveAnswer | None


class Observed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An outcome that somebody observed. `episode` names the stay."""

    key: Key
    episode: Key
    kind: OutcomeKind
    observed_on: date
    evidence: EvidenceGrade


class ConsentToContact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Zgoda na kontakt: it holds from `since` to the day before `withdrawn_on`."""

    key: Key
    since: date
    withdrawn_on: date | None


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One person, however many records and episodes. `id` is the record that goes on."""

    id: UUID
    records: tuple[UUID, ...]
    registered_on: date
    sex: Sex | None
    birth_year: int | None
    died_on: date | None
    stays: tuple[Stay, ...] = ()
    spells: tuple[Spell, ...] = ()
    answers: tuple[Said, ...] = ()
    inferred: tuple[Said, ...] = ()
    """Signs from which something was inferred: never observed, counted apart."""

    attempts: tuple[Attempt, ...] = ()
    consents: tuple[ConsentToContact, ...] = ()
    memberships: tuple[Membership, ...] = ()
    statuses: tuple[Taken, ...] = ()
    outcomes: tuple[Observed, ...] = ()
    residences: tuple[Lived, ...] = ()
    contracts: tuple[Contract, ...] = ()


class EditionKnown(msgspec.Struct, frozen=True, kw_only=True):
    """An edition and its rules as they were known."""

    edition: UUID
    programme: str
    code: str
    opens_on: date
    closes_on: date | None
    places: int | None
    rules: Rules

    def aims_at_employment_on(self, day: date) -> bool:
        """Whether employment is what the edition is for, by its rule of that day."""
        return self.rules.is_on(RuleCode.AIM_EMPLOYMENT, day)
