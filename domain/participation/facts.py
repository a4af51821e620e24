"""The facts of taking part, and the items that they add up to."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.enrolment import end_enrolment
from domain.journal import Code, Fact, Personal, Purpose, Statistical
from domain.vocabulary import EpisodeState, ExitKind

if TYPE_CHECKING:
    from domain.participant import Participant


class Suspension(msgspec.Struct, frozen=True, kw_only=True):
    """A pause of an episode: `item` is the version of the fact.

    It holds from `since` to the day before `resumed_on`.
    """

    item: int
    episode: int
    since: date
    planned_until: date | None
    resumed_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the episode pauses on that day."""
        return self.since <= day and (self.resumed_on is None or day < self.resumed_on)


class Death(msgspec.Struct, frozen=True, kw_only=True):
    """The person died: `item` is the version of the fact."""

    item: int
    died_on: date


class Suspended(Fact, frozen=True, kw_only=True):
    """Taking part pauses from `occurred_on`; `planned_until` as far as it is known."""

    TOPIC: ClassVar[str] = "journey.suspended.1"

    episode: int
    planned_until: date | None
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Add the pause."""
        item = self.originator_version
        aggregate.suspensions[item] = Suspension(
            item=item, episode=self.episode, since=self.occurred_on, planned_until=self.planned_until
        )


class Resumed(Fact, frozen=True, kw_only=True):
    """Taking part goes on from `occurred_on`."""

    TOPIC: ClassVar[str] = "journey.resumed.1"

    suspension: int

    def apply(self, aggregate: "Participant") -> None:
        """End the pause."""
        version = self.originator_version
        aggregate.say(aggregate.suspensions, self.suspension, version, resumed_on=self.occurred_on)


class Exited(Fact, frozen=True, kw_only=True):
    """An episode ended; `occurred_on` is its last day."""

    TOPIC: ClassVar[str] = "journey.exited.1"

    episode: int
    kind: Statistical[ExitKind]
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Close the episode and its open enrolments."""
        _leave(aggregate, self.episode, self)


class ExitVoided(Fact, frozen=True, kw_only=True):
    """An exit was a mistake: the episode goes on. `voids` is the version of the exit."""

    TOPIC: ClassVar[str] = "journey.exit-voided.1"

    voids: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Take the exit back, from the episode and from its enrolments."""
        aggregate.unsay(self.voids, self.originator_version)


class DeathRecorded(Fact, frozen=True, kw_only=True):
    """The person died on `occurred_on`: every open episode and enrolment ends with it."""

    TOPIC: ClassVar[str] = "journey.death-recorded.1"

    source: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """End everything that is open."""
        item = self.originator_version
        aggregate.deaths[item] = Death(item=item, died_on=self.occurred_on)
        for episode in [e.item for e in aggregate.episodes.values() if e.is_open]:
            _leave(aggregate, episode, self)


class CaseClosed(Fact, frozen=True, kw_only=True):
    """The file of an ended episode was closed; `retention_class` is that of the office's list (JRWA)."""

    TOPIC: ClassVar[str] = "journey.case-closed.1"

    episode: int
    retention_class: Code

    def apply(self, aggregate: "Participant") -> None:
        """Mark the episode."""
        said = {"closed_on": self.occurred_on, "retention_class": self.retention_class}
        aggregate.say(aggregate.episodes, self.episode, self.originator_version, **said)


class EntryVoided(Fact, frozen=True, kw_only=True):
    """A fact that created something was wrong altogether: what it created, or said of another, no longer counts."""

    TOPIC: ClassVar[str] = "journey.entry-voided.1"

    voids: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Take the fact's meaning back."""
        aggregate.unsay(self.voids, self.originator_version)


def _leave(aggregate: "Participant", episode: int, fact: Fact) -> None:
    version, day = fact.originator_version, fact.occurred_on
    aggregate.say(aggregate.episodes, episode, version, exited_on=day, exited_by=version, ended_as=EpisodeState.EXITED)
    for place in list(aggregate.enrolments.values()):
        if place.episode == episode and place.ended_on is None:
            end_enrolment(aggregate, place.item, fact)
