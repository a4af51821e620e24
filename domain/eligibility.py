"""Who may come in: groups a person belongs to, decisions of offices, and the club's finding that they may.

Law: art. 1(2) of the Act on social employment (the groups, an open list), art. 18(3) to (5a). A person may belong
to several groups at once; each is a dated fact with its evidence. Group, degree and rule names are of art. 9 and
10 RODO weight, so they are sealed as statistics. The rules themselves are applied by whoever confirms; which ones,
on what facts and with what override stands in the fact. Open dilemma: one primary group is asked for by the annual
report, and the law knows none.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.journal import Fact, Personal, Purpose, Statistical
from domain.refusals import InvalidInput, NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.participant import Participant
    from domain.referral import Episode

MINUTES_GRANTED_MOST = 366 * 24 * 60


class EligibilityGroup(StrEnum):
    """The groups of the club's page and of art. 1(2); OTHER is a social worker's reasoned finding."""

    UNEMPLOYED = "UNEMPLOYED"
    EX_PRISONER = "EX_PRISONER"
    ALCOHOL = "ALCOHOL"
    DRUGS = "DRUGS"
    HOMELESS = "HOMELESS"
    MENTAL_DISORDER = "MENTAL_DISORDER"
    REFUGEE = "REFUGEE"
    DISABLED = "DISABLED"
    OTHER = "OTHER"


class EvidenceKind(StrEnum):
    """The paper that shows a group membership."""

    LABOUR_OFFICE_CERTIFICATE = "LABOUR_OFFICE_CERTIFICATE"
    RELEASE_CERTIFICATE = "RELEASE_CERTIFICATE"
    THERAPY_CERTIFICATE = "THERAPY_CERTIFICATE"
    HOMELESSNESS_PROGRAMME = "HOMELESSNESS_PROGRAMME"
    MEDICAL_CERTIFICATE = "MEDICAL_CERTIFICATE"
    INTEGRATION_PROGRAMME = "INTEGRATION_PROGRAMME"
    DISABILITY_DECISION = "DISABILITY_DECISION"
    INTERVIEW = "INTERVIEW"
    DECLARATION = "DECLARATION"
    OTHER = "OTHER"


class DecisionKind(StrEnum):
    """What an office decided."""

    DISABILITY_DEGREE = "DISABILITY_DEGREE"
    """Orzeczenie o stopniu niepełnosprawności."""
    DISABILITY_CHILD = "DISABILITY_CHILD"
    """Orzeczenie o niepełnosprawności (under 16)."""
    GRANTED_HOURS = "GRANTED_HOURS"
    """Przyznane godziny of assistance or respite care."""
    PENSION = "PENSION"
    COURT = "COURT"
    OTHER = "OTHER"


class DisabilityDegree(StrEnum):
    """Stopień niepełnosprawności."""

    LIGHT = "LIGHT"
    MODERATE = "MODERATE"
    SEVERE = "SEVERE"


class GroupMembership(msgspec.Struct, frozen=True, kw_only=True):
    """One membership: `item` is the version of the fact that says sealed which group; `ended_on` its last day."""

    item: int
    since: date
    evidence_issued_on: date | None
    evidence_valid_until: date | None
    primary: bool
    ended_on: date | None = None


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision: `item` is the version of the fact that says sealed of what kind and degree."""

    item: int
    decided_on: date
    valid_from: date
    valid_until: date | None
    granted_minutes: int | None
    programme: str | None = None


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The club's finding for one episode: `item` is the version of the fact, `inputs` the facts that it rests on."""

    item: int
    episode: int
    found_on: date
    confirmed: bool
    inputs: tuple[int, ...]


class GroupMembershipEstablished(Fact, frozen=True, kw_only=True):
    """A person belongs to a group from `occurred_on`, on this evidence."""

    TOPIC: ClassVar[str] = "journey.group-membership-established.1"

    group: Statistical[EligibilityGroup]
    primary: bool
    evidence: Statistical[EvidenceKind]
    evidence_number: Annotated[Personal[str], Purpose.SPECIAL] | None
    evidence_issued_on: date | None
    evidence_valid_until: date | None
    evidence_kept_at: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the membership."""
        item = self.originator_version
        aggregate.memberships[item] = GroupMembership(
            item=item,
            since=self.occurred_on,
            evidence_issued_on=self.evidence_issued_on,
            evidence_valid_until=self.evidence_valid_until,
            primary=self.primary,
        )


class GroupMembershipEnded(Fact, frozen=True, kw_only=True):
    """A person no longer belongs to a group; `occurred_on` is the last day."""

    TOPIC: ClassVar[str] = "journey.group-membership-ended.1"

    membership: int
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """End the membership."""
        version = self.originator_version
        aggregate.say(aggregate.memberships, self.membership, version, ended_on=self.occurred_on)


class DecisionRecorded(Fact, frozen=True, kw_only=True):
    """An office decided something about the person on `occurred_on`; `granted_minutes` where it grants hours."""

    TOPIC: ClassVar[str] = "journey.decision-recorded.1"

    kind: Statistical[DecisionKind]
    degree: Statistical[DisabilityDegree] | None
    coupled: Statistical[bool] | None
    number: Annotated[Personal[str], Purpose.SPECIAL] | None
    valid_from: date
    valid_until: date | None
    granted_minutes: int | None
    kept_at: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the decision."""
        item = self.originator_version
        aggregate.decisions[item] = Decision(
            item=item,
            decided_on=self.occurred_on,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            granted_minutes=self.granted_minutes,
        )


class EligibilityConfirmed(Fact, frozen=True, kw_only=True):
    """The club found that the person may take part: by which rules (id and version), on which facts of the stream.

    `override` is why a precondition that was missing was passed over, None when none was.
    """

    TOPIC: ClassVar[str] = "journey.eligibility-confirmed.1"

    episode: int
    rules: Statistical[tuple[str, ...]]
    inputs: tuple[int, ...]
    override: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the finding."""
        _find(aggregate, self, confirmed=True)


class EligibilityRefused(Fact, frozen=True, kw_only=True):
    """The club found that the person may not take part, and why."""

    TOPIC: ClassVar[str] = "journey.eligibility-refused.1"

    episode: int
    rules: Statistical[tuple[str, ...]]
    inputs: tuple[int, ...]
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Add the finding."""
        _find(aggregate, self, confirmed=False)


def _find(aggregate: "Participant", fact: "EligibilityConfirmed | EligibilityRefused", *, confirmed: bool) -> None:
    item = fact.originator_version
    aggregate.verdicts[item] = Verdict(
        item=item, episode=fact.episode, found_on=fact.occurred_on, confirmed=confirmed, inputs=fact.inputs
    )


class EvidenceEndsBeforeItStarts(InvalidInput):
    """A paper that was valid only before it was issued, or a decision that ends before it starts."""

    code = "evidence-ends-before-it-starts"
    pl = "Dokument kończy ważność przed wystawieniem albo przed początkiem. Popraw jedną z dat według dokumentu."
    en = "The document ends before it was issued or before it starts. Correct one of the dates from the document."


class ImpossibleGrant(InvalidInput):
    """A grant of no time, or of more than a year has."""

    code = "impossible-grant"
    pl = "Przyznany czas podaj w minutach: od 1 do {most}, albo pomiń, gdy decyzja nie przyznaje godzin."
    en = "Give the granted time in minutes: 1 to {most}, or leave it out when the decision grants no hours."


class MembershipOver(Refusal):
    """A membership that ended already, or an end before it began."""

    code = "membership-over"
    pl = "Przynależność trwa od {since} i nie może się tak zakończyć: zakończono ją już albo dzień jest wcześniejszy."
    en = "The membership holds since {since} and cannot end so: it ended already, or the day is before it began."


class FoundBeforeReferral(Refusal):
    """Eligibility found before the referral."""

    code = "found-before-referral"
    pl = "Kwalifikacja wypada przed zgłoszeniem z {referred_on}. Podaj dzień od {referred_on}."
    en = "Eligibility is found before the referral of {referred_on}. Give a day from {referred_on}."


class Ineligible(Refusal):
    """The club found that the person may not take part."""

    code = "ineligible"
    law = "ustawa o zatrudnieniu socjalnym, art. 1 i 18"
    pl = (
        "W tym epizodzie zapisano odmowę kwalifikacji z {found_on} (wpis {item}). Przystąpienie jest możliwe po nowym, "
        "pozytywnym ustaleniu."
    )
    en = "Eligibility was refused on {found_on} (item {item}). Enrolment needs a new finding that confirms it."


def refuse_impossible_evidence(since: date, issued_on: date | None, valid_until: date | None, today: date) -> None:
    """Refuse a membership in the future, or on a paper whose dates contradict each other."""
    refuse_date_in_the_future(since, today, "/since")
    if issued_on is not None:
        refuse_date_in_the_future(issued_on, today, "/evidence_issued_on")
    if valid_until is not None:
        refuse_date_out_of_range(valid_until, "/evidence_valid_until")
        if issued_on is not None and valid_until < issued_on:
            raise EvidenceEndsBeforeItStarts(pointer="/evidence_valid_until")


def refuse_impossible_decision(
    decided_on: date, valid_from: date, valid_until: date | None, granted_minutes: int | None, today: date
) -> None:
    """Refuse a decision in the future, one that ends before it starts, or a grant that no year has room for."""
    refuse_date_in_the_future(decided_on, today, "/decided_on")
    refuse_date_out_of_range(valid_from, "/valid_from")
    if valid_until is not None:
        refuse_date_out_of_range(valid_until, "/valid_until")
        if valid_until < valid_from:
            raise EvidenceEndsBeforeItStarts(pointer="/valid_until")
    if granted_minutes is not None and not 1 <= granted_minutes <= MINUTES_GRANTED_MOST:
        raise ImpossibleGrant(most=MINUTES_GRANTED_MOST, pointer="/granted_minutes")


def refuse_impossible_end_of_membership(
    memberships: "Mapping[int, GroupMembership]", item: int, day: date, today: date
) -> None:
    """Refuse to end what is not there, twice, in the future, or before it began."""
    refuse_date_in_the_future(day, today, "/ended_on")
    if item not in memberships:
        raise NotFound
    membership = memberships[item]
    if membership.ended_on is not None or day < membership.since:
        raise MembershipOver(since=membership.since, pointer="/ended_on")


def refuse_impossible_finding(
    episode: "Episode", inputs: "Iterable[int]", newest: int, found_on: date, today: date
) -> None:
    """Refuse a finding in the future, before the referral, or on facts that the stream (of `newest` version) lacks."""
    refuse_date_in_the_future(found_on, today, "/found_on")
    if found_on < episode.referred_on:
        raise FoundBeforeReferral(referred_on=episode.referred_on, pointer="/found_on")
    if any(not 1 <= item <= newest for item in inputs):
        raise NotFound(pointer="/inputs")


def limit_class(kind: DecisionKind | None, degree: DisabilityDegree | None, *, coupled: bool) -> str | None:
    """Return by which class of disability the limits of assistance are told apart, None where a decision gives none.

    Source: the programme of personal assistance (domain page 3.2): severe and moderate, coupled or not, and a child.
    """
    if kind is DecisionKind.DISABILITY_CHILD:
        return "CHILD"
    if kind is None or degree not in (DisabilityDegree.SEVERE, DisabilityDegree.MODERATE):
        return None
    return f"{degree.value}_COUPLED" if coupled else degree.value


def latest(verdicts: "Iterable[Verdict]", episode: int, day: date) -> Verdict | None:
    """Return the newest finding for an episode by that day, or None."""
    found = [v for v in verdicts if v.episode == episode and v.found_on <= day]
    return max(found, key=lambda v: (v.found_on, v.item), default=None)


def refuse_ineligible(verdicts: "Iterable[Verdict]", episode: int, day: date) -> None:
    """Refuse a day whose newest finding is a refusal; where nothing was found yet, the next steps decide."""
    verdict = latest(verdicts, episode, day)
    if verdict is not None and not verdict.confirmed:
        raise Ineligible(found_on=verdict.found_on, item=verdict.item, pointer="/programme")
