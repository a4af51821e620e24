"""Enrolling in a programme's edition, and leaving it."""

from datetime import date

from application.agreements import named_agreement
from application.circumstances import entitled_to
from application.command import JourneyStep, Work
from domain.editions import chosen_edition
from domain.participant import Participant
from domain.programmes import programme as known_programme


class Enrol(JourneyStep, frozen=True, kw_only=True):
    """Enrol a person in a programme, within the open episode of its kind.

    `edition` is the edition's code; None: the only one that is open on that day.
    """

    programme: str
    edition: str | None
    enrolled_on: date
    cared_for: int | None = None
    agreement: str | None = None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        chosen = known_programme(self.programme)
        places = work.indexes.places
        edition = chosen_edition(places.editions(work.db, chosen.code), chosen.code, self.edition, self.enrolled_on)
        taken = places.taken(work.db, edition.id)
        rules = work.indexes.rules.of(work.db, edition.id)
        named = named_agreement(work, self.agreement, self.participant_id)
        assessment = entitled_to(work, participant, edition, self.enrolled_on, "/enrolled_on")
        said = self.said("programme", "edition", "agreement")
        participant.enrol(work.stamp, work.today, edition, taken, rules, named, assessment, **said)


class EndEnrolment(JourneyStep, frozen=True, kw_only=True):
    """Record that the person left one programme."""

    enrolment: int
    ended_on: date
    reason: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.end_enrolment(
            work.stamp,
            work.today,
            work.indexes.hours.last_day(work.db, self.participant_id, [self.enrolment]),
            enrolment_item=self.enrolment,
            ended_on=self.ended_on,
            reason=self.reason,
        )
