"""A person of whom something is recorded each day, so that a day says what was known at its end."""

from uuid import UUID

from application.hours import ApproveHours
from tests.application.batches import booking
from tests.club import ask, enrolled

CHECKER = UUID(int=77, version=4)


class Told:
    """A person of whom something is recorded each day, and what was known at the end of each."""

    def __init__(self, front, **said):
        self.front = front
        self.person, self.place = enrolled(front.house, **said)
        self.path = f"/participants/{self.person}"
        self.days = []
        self.next_day()

    def next_day(self):
        self.days.append(front_day(self.front))
        self.front.clock.advance(days=1)

    def hours(self, **said):
        found = ask(self.front.house, booking((self.person, self.place), **said)).item
        self.next_day()
        return found

    def tell(self, command, **said):
        how = {"user": CHECKER} if command is ApproveHours else {}
        found = ask(self.front.house, command(participant_id=self.person, **said), **how).item
        self.next_day()
        return found


def front_day(front):
    return front.clock.moment.date()


def details(**said):
    return dict.fromkeys(("family_name", "given_name", "sex", "pesel", "case_mark")) | said
