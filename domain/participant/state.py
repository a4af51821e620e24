"""What the facts of one life add up to, and the guards that every step of a journey shares."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain import duplicates, forgetting, participation
from domain.items import WithItems
from domain.journal import Fact, Personal, Stamp
from domain.vocabulary import EpisodeState

if TYPE_CHECKING:
    from domain.absences import Absence
    from domain.contacts import Contact
    from domain.declarations import Consent, Declaration
    from domain.eligibility import BenefitsSaid, Decision, GroupMembership, Verdict
    from domain.employment import Employment
    from domain.engagements import Finding
    from domain.enrolment import Enrolment
    from domain.flags import Explanation
    from domain.follow_up import FollowUp, Inference
    from domain.outcomes import Outcome
    from domain.papers import Paper, Signature
    from domain.personal_data import LivingAt
    from domain.referral import Episode
    from domain.related_persons import RelatedPerson
    from domain.retention import Kept
    from domain.social_contract import (
        AgreedAction,
        AgreedPeriod,
        Breach,
        Certificate,
        Evaluation,
        Part,
        SocialContract,
    )
    from domain.status import Status

_ITEMS = (
    "absences",
    "agreed_actions",
    "agreed_periods",
    "benefits",
    "breaches",
    "certificates",
    "consents",
    "contacts",
    "contract_parts",
    "contracts",
    "deaths",
    "decisions",
    "declarations",
    "duplicate_links",
    "employments",
    "enrolments",
    "episodes",
    "evaluations",
    "explanations",
    "findings",
    "follow_ups",
    "inferences",
    "memberships",
    "outcomes",
    "paper_signatures",
    "papers",
    "related",
    "residences",
    "retentions",
    "ruled_out",
    "statuses",
    "suspensions",
    "verdicts",
)


class JourneyState(WithItems):
    """The state of one journey: items by kind, who works with the person, and which fact says which detail."""

    __slots__ = (*_ITEMS, "caseworkers", "details", "details_since", "forgotten", "registered_on")

    ITEMS = _ITEMS

    registered_on: date
    absences: "dict[int, Absence]"
    agreed_actions: "dict[int, AgreedAction]"
    agreed_periods: "dict[int, AgreedPeriod]"
    benefits: "dict[int, BenefitsSaid]"
    breaches: "dict[int, Breach]"
    certificates: "dict[int, Certificate]"
    consents: "dict[int, Consent]"
    contacts: "dict[int, Contact]"
    contract_parts: "dict[int, Part]"
    contracts: "dict[int, SocialContract]"
    deaths: "dict[int, participation.Death]"
    decisions: "dict[int, Decision]"
    declarations: "dict[int, Declaration]"
    duplicate_links: "dict[int, duplicates.DuplicateLink]"
    employments: "dict[int, Employment]"
    enrolments: "dict[int, Enrolment]"
    episodes: "dict[int, Episode]"
    evaluations: "dict[int, Evaluation]"
    explanations: "dict[int, Explanation]"
    findings: "dict[int, Finding]"
    follow_ups: "dict[int, FollowUp]"
    inferences: "dict[int, Inference]"
    memberships: "dict[int, GroupMembership]"
    outcomes: "dict[int, Outcome]"
    paper_signatures: "dict[int, Signature]"
    papers: "dict[int, Paper]"
    related: "dict[int, RelatedPerson]"
    residences: "dict[int, LivingAt]"
    retentions: "dict[int, Kept]"
    ruled_out: "dict[int, duplicates.RuledOut]"
    statuses: "dict[int, Status]"
    suspensions: "dict[int, participation.Suspension]"
    verdicts: "dict[int, Verdict]"

    def __init__(self, id: UUID) -> None:
        """Start before registration."""
        super().__init__(id)
        self.registered_on = date.min
        self.caseworkers: frozenset[UUID] = frozenset()
        self.details: dict[str, int] = {}
        """Which fact (its version) says each personal detail; the values stay sealed."""

        self.details_since: dict[str, date] = {}
        """From which day each detail holds as it stands; a correction leaves the day."""

        self.forgotten: int | None = None
        """The fact by which the person was forgotten: nothing follows it."""

    def record(self, kind: type[Fact], stamp: Stamp, occurred_on: date, /, **fields: Any) -> None:
        """Add one new fact and fold it; nothing is added to the history of somebody who was forgotten."""
        forgetting.refuse_after_forgetting(self.forgotten)
        super().record(kind, stamp, occurred_on, **fields)

    def note_details(self, fact: Fact, names: Iterable[str], *, corrected: bool = False) -> None:
        """Note that a fact says these details, where it says them: from its day on, or as a correction."""
        for name in names:
            if getattr(fact, name) is not None:
                self.details[name] = fact.originator_version
                if not corrected:
                    self.details_since[name] = fact.occurred_on

    def state(self, episode: int, day: date = date.max) -> EpisodeState | None:
        """Return where an episode stands at the end of a day (now, unless said), None before its referral."""
        return participation.state_on(
            self.episodes[episode], self.enrolments.values(), self.suspensions.values(), self.verdicts.values(), day
        )

    def places_of(self, episode: int) -> list[int]:
        """Return the enrolments of an episode."""
        return [place.item for place in self.enrolments.values() if place.episode == episode]

    def refuse_going_on(self, day: date, pointer: str) -> None:
        """Refuse a new fact of a journey on a linked duplicate, or dated after the person died."""
        duplicates.refuse_new_facts_of_a_duplicate(self.duplicate_links)
        participation.refuse_after_death(self.deaths, day, pointer)


def sealed(text: str | None) -> Personal[str] | None:
    """Return a text to be sealed, None where there is none."""
    return None if text is None else Personal(text)
