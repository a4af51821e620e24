"""Who works in the invented club, and who stands in for whom in July."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from domain.vocabulary import Role
from interface.cli.demo_club.people import new_id

TEAM = (
    ("Prób-Kowalska Anna (demo)", Role.CASEWORKER),
    ("Prób-Lewandowski Piotr (demo)", Role.CASEWORKER),
    ("Prób-Dąbrowska Ewa (demo)", Role.CASEWORKER),
    ("Prób-Wójcik Marek (demo)", Role.CLASS_LEADER),
    ("Prób-Grabowska Iwona (demo)", Role.CLASS_LEADER),
    ("Prób-Kamińska Joanna (demo)", Role.COORDINATOR),
    ("Prób-Zieliński Tomasz (demo)", Role.AUDITOR),
    ("Prób-Szymańska Maria (demo)", Role.EVALUATOR),
)
SITTING = {Role.ADMINISTRATOR: (0, 20), Role.CASEWORKER: (30, 240), Role.COORDINATOR: (245, 300)} | {
    Role.CLASS_LEADER: (330, 475)
}
"""When each role sits down to write, in minutes after opening: who rests on whom comes after them."""
TURNS = {role: turn for turn, role in enumerate(SITTING)}
"""In which order the roles sit down."""
_JULY, _MONDAY, _LEAVE, _CALLED_BACK = 7, 0, 14, 8
"""A holiday is two weeks of July; one a year is called back on its ninth day."""


@dataclass(frozen=True)
class Desk:
    """Who enters a step, and in which role."""

    user: UUID
    role: Role


@dataclass(frozen=True)
class Leave:
    """A caseworker's holiday and who stands in; `called_back` is the day it ended early."""

    away: Desk
    deputy: Desk
    since: date
    until: date
    called_back: date | None

    @property
    def last_day(self) -> date:
        """The last day on which the deputy sits there: a deputy who is dismissed stops at once."""
        return self.until if self.called_back is None else self.called_back - timedelta(days=1)


class Office:
    """The desks by role, and the leaves."""

    def __init__(self, rng: Random, first: date, until: date) -> None:
        """Draw an id for everybody; plan each July between two days."""
        self.names = {Desk(new_id(rng), role): name for name, role in TEAM}
        self.leaves = list(_leaves(self.of(Role.CASEWORKER), first, until))

    def of(self, role: Role) -> list[Desk]:
        """Return the desks of a role."""
        return [desk for desk in self.names if desk.role is role]

    @property
    def coordinator(self) -> Desk:
        """The coordinator's desk."""
        return self.of(Role.COORDINATOR)[0]

    def sitting(self, desk: Desk, day: date) -> Desk:
        """Return who sits there on a day: the user, or whoever stands in."""
        for leave in self.leaves:
            if leave.away == desk and leave.since <= day <= leave.last_day:
                return leave.deputy
        return desk


def _leaves(caseworkers: Sequence[Desk], first: date, until: date) -> Iterator[Leave]:
    for year in range(first.year, until.year + 1):
        july = date(year, _JULY, 1)
        monday = july + timedelta(days=(_MONDAY - july.weekday()) % 7)
        for number, away in enumerate(caseworkers):
            since = monday + timedelta(days=_LEAVE * number)
            called_back = since + timedelta(days=_CALLED_BACK) if number == year % len(caseworkers) else None
            if first < since <= until:
                deputy = caseworkers[(number + 1) % len(caseworkers)]
                yield Leave(away, deputy, since, since + timedelta(days=_LEAVE - 1), called_back)
