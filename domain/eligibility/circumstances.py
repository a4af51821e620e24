"""A person's recorded circumstances, opened for one judgement: each value with the item (fact version) it came from.

What was recorded stands here whole; which of it counts on a day is for the rules. Nothing here is kept.
"""

from datetime import date

import msgspec

from domain.eligibility.benefits import Benefit
from domain.eligibility.facts import DecisionKind, DisabilityDegree, EvidenceKind
from domain.personal_data import Residence
from domain.status import LabourStatus
from domain.vocabulary import EpisodeKind, EvidenceGrade, ReferralSource, Sex


class Born(msgspec.Struct, frozen=True, kw_only=True):
    """When the person was born, and their sex."""

    item: int
    on: date
    sex: Sex


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """Where the person stands to the gmina, since a day."""

    item: int
    since: date
    residence: Residence


class Belonging(msgspec.Struct, frozen=True, kw_only=True):
    """A group membership and the paper that shows it; `ended_on` is its last day."""

    item: int
    group: str
    since: date
    evidence: EvidenceKind
    ended_on: date | None = None
    issued_on: date | None = None
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the person belongs to the group on that day."""
        return self.since <= day and (self.ended_on is None or day <= self.ended_on)


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """What an office decided."""

    item: int
    kind: DecisionKind
    degree: DisabilityDegree | None
    coupled: bool
    valid_from: date
    valid_until: date | None


class Draws(msgspec.Struct, frozen=True, kw_only=True):
    """Which benefits the person declared to draw."""

    item: int
    declared_on: date
    benefits: tuple[Benefit, ...]


class AtWork(msgspec.Struct, frozen=True, kw_only=True):
    """The person's status on the labour market, where it was asked."""

    item: int
    taken_on: date
    labour: LabourStatus
    source: EvidenceGrade


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """Who sent the person, by the referral that opened an episode."""

    item: int
    kind: EpisodeKind
    referred_on: date
    source: ReferralSource


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """A declaration of voluntariness."""

    item: int
    signed_on: date


class LooksAfter(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whom the person looks after; `born_on` and `decisions` where they have a record of their own."""

    item: int
    since: date
    until: date | None
    born_on: date | None = None
    decisions: tuple[Decided, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether the person looks after them on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the rules of eligibility may look at."""

    born: Born | None = None
    homes: tuple[Home, ...] = ()
    belongings: tuple[Belonging, ...] = ()
    decisions: tuple[Decided, ...] = ()
    benefits: tuple[Draws, ...] = ()
    statuses: tuple[AtWork, ...] = ()
    sent: tuple[Sent, ...] = ()
    declarations: tuple[Declared, ...] = ()
    looked_after: tuple[LooksAfter, ...] = ()

    def home_on(self, day: date) -> Home | None:
        """Return where the person lives on a day: what was said newest by then."""
        said = (home for home in self.homes if home.since <= day)
        return max(said, key=lambda home: (home.since, home.item), default=None)

    def of_group(self, group: str, day: date) -> tuple[Belonging, ...]:
        """Return the memberships of a group that hold on a day."""
        return tuple(held for held in self.belongings if held.group == group and held.holds_on(day))

    def drawn_on(self, day: date) -> Draws | None:
        """Return the newest declaration of benefits by a day."""
        said = (draws for draws in self.benefits if draws.declared_on <= day)
        return max(said, key=lambda draws: (draws.declared_on, draws.item), default=None)

    def at_work_on(self, day: date) -> AtWork | None:
        """Return the newest status on the labour market by a day."""
        said = (status for status in self.statuses if status.taken_on <= day)
        return max(said, key=lambda status: (status.taken_on, status.item), default=None)
