"""Adding an explanation to a flag that there is."""

from application.command import JourneyStep, Work
from application.flags.finding import Finder
from domain.participant import Participant


class ExplainFlag(JourneyStep, frozen=True, kw_only=True):
    """Explain a flag of a person, named by its key."""

    flag: str
    explanation: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        keys = {found.key for found in Finder(work, work.today).of_person(participant)}
        participant.explain_flag(work.stamp, work.today, keys, **self.said())
