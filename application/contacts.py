"""Recording that the club and a person spoke, and how the person is reached."""

from datetime import date

from application.command import JourneyStep, Work
from domain.participant import Participant
from domain.vocabulary import Channel


class NoteContact(JourneyStep, frozen=True, kw_only=True):
    """Record a contact in one short note."""

    on: date
    channel: Channel
    note: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.note_contact(work.stamp, work.today, **self.said())


class ChangeContactDetails(JourneyStep, frozen=True, kw_only=True):
    """Record how the person is reached from a day on."""

    since: date
    phone: str | None
    email: str | None
    preferred: Channel | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.change_contact_details(work.stamp, work.today, **self.said())
