"""Recording pauses, exits and their being taken back, death, the closed file, and voids."""

from datetime import date

from application.command import JourneyStep, Work
from domain.participant import Participant
from domain.vocabulary import ExitKind


class Suspend(JourneyStep, frozen=True, kw_only=True):
    """Record that taking part pauses, or paused until `resumed_on`."""

    episode: int
    since: date
    planned_until: date | None
    resumed_on: date | None = None
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        last = _last_hours(participant, work, self.episode, self.resumed_on)
        participant.suspend(work.stamp, work.today, last, **self.said())


class Resume(JourneyStep, frozen=True, kw_only=True):
    """Record that taking part goes on."""

    suspension: int
    resumed_on: date

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.resume(work.stamp, work.today, **self.said())


class Exit(JourneyStep, frozen=True, kw_only=True):
    """End an episode, with the enrolments in it."""

    episode: int
    kind: ExitKind
    exited_on: date
    reason: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        last = _last_hours(participant, work, self.episode)
        participant.exit(work.stamp, work.today, last, episode_item=self.episode, **self.said("episode"))


class VoidExit(JourneyStep, frozen=True, kw_only=True):
    """Take back an exit that was a mistake."""

    item: int
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.void_exit(work.stamp, work.today, **self.said())


class RecordDeath(JourneyStep, frozen=True, kw_only=True):
    """Record that the person died."""

    died_on: date
    source: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        last = work.indexes.hours.last_day(work.db, self.participant_id, list(participant.enrolments))
        participant.record_death(work.stamp, work.today, last, **self.said())


class CloseCase(JourneyStep, frozen=True, kw_only=True):
    """Close the file of an ended episode."""

    episode: int
    closed_on: date
    retention_class: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.close_case(work.stamp, work.today, **self.said())


class VoidEntry(JourneyStep, frozen=True, kw_only=True):
    """Void a fact that was wrong altogether."""

    item: int
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        booked = work.indexes.hours.standing(work.db, self.participant_id)
        participant.void_entry(work.stamp, work.today, booked, **self.said())


def _last_hours(participant: Participant, work: Work, episode: int, before: date | None = None) -> date | None:
    return work.indexes.hours.last_day(work.db, participant.id, participant.places_of(episode), before)
