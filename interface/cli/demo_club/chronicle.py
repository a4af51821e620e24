"""What an invented club writes down: steps, planned before anything is recorded.

A step knows the working day on which somebody enters it; what it tells may have happened long before. Every
chance is drawn while planning, from one generator, so a seed decides all.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from application.command import Command
from application.users import AppointDeputy, DismissDeputy
from domain.editions import OpenEdition
from domain.vocabulary import Role
from interface.cli.demo_club.office import TURNS, Desk, Office
from interface.cli.demo_club.people import Crowd, Somebody
from interface.cli.demo_club.working_days import working_day_from

_DAY = timedelta(days=1)


class NotEnteredYet(LookupError):
    """The item of a step that waits on the same desk."""


@dataclass(eq=False)
class Step:
    """One command, to be built when the items it points at are known: those of earlier steps."""

    entered_on: date
    desk: Desk
    command: Callable[[], Command]
    answered: int | None = None

    @property
    def item(self) -> int:
        """What the step created, once it was entered."""
        if self.answered is None:
            raise NotEnteredYet
        return self.answered


@dataclass
class Life:
    """One person's way: who works with them, and up to where it has been entered."""

    person: Somebody
    caseworker: Desk
    entered: date
    turn: int = 0
    handed_over: tuple[date, Desk] | None = None
    led_by: set[Desk] = field(default_factory=set)

    @property
    def id(self) -> UUID:
        """The participant's id."""
        return self.person.id

    def caseworker_on(self, day: date) -> Desk:
        """Return who works with the person on a day: after a handover, the other caseworker from the day after."""
        if self.handed_over is not None and day > self.handed_over[0]:
            return self.handed_over[1]
        return self.caseworker


@dataclass(frozen=True)
class Arrival:
    """Somebody comes on a day, and what is told of them from then on."""

    day: date
    person: Somebody
    tell: Callable[[Life, date], object]


class Chronicle:
    """The plan: steps that are entered on working days from `first` to `until`."""

    def __init__(self, rng: Random, first: date, until: date, editions: list[OpenEdition]) -> None:
        """Start with the office alone; `editions` are those in which people may be enrolled."""
        self.rng, self.first, self.until, self.editions = rng, first, until, editions
        self.office = Office(rng, first, until)
        self.crowd = Crowd(rng)
        self.steps: list[Step] = []
        self.shut: dict[str, frozenset[date]] = {}
        """On which days a programme did not take place that would have."""
        self.providers: list[UUID] = []
        self.kin_is_known = False
        """Whether somebody who is served was found to live with a provider: it happens once."""
        self._appoint_deputies()

    def later(self, day: date, least: int, most: int) -> date:
        """Return a working day between so many days after `day`."""
        return working_day_from(day + timedelta(days=self.rng.randint(least, most)))

    def aside(self, life: Life, told_on: date, command: Callable[[], Command], *, by: Desk | None = None) -> Step:
        """Plan a step that rests only on what it points at; what is told after the last day is left out."""
        day = working_day_from(max(told_on, self.first))
        return self.plan(day, self.office.sitting(by or life.caseworker_on(day), day), command)

    def tell(self, life: Life, told_on: date, command: Callable[[], Command], *, by: Desk | None = None) -> Step:
        """Plan a step, not before the stage that the life has reached."""
        turn = TURNS[Role.CASEWORKER if by is None else by.role]
        day = working_day_from(max(told_on, life.entered))
        if day == life.entered and turn < life.turn:
            day += _DAY
        return self.aside(life, day, command, by=by)

    def stage(self, life: Life, told_on: date, command: Callable[[], Command], *, by: Desk | None = None) -> Step:
        """Plan a step that every later one rests on."""
        step = self.tell(life, told_on, command, by=by)
        life.entered, life.turn = step.entered_on, TURNS[step.desk.role]
        return step

    def plan(self, told_on: date, desk: Desk, command: Callable[[], Command]) -> Step:
        """Plan a step of the club itself, or of a life whose day and desk are known."""
        day = working_day_from(told_on)
        step = Step(day, desk, command)
        if day <= self.until:
            self.steps.append(step)
        return step

    def _appoint_deputies(self) -> None:
        """The coordinator names who stands in on the working day before each holiday."""
        for leave in self.office.leaves:
            before = leave.since - _DAY
            while working_day_from(before) != before:
                before -= _DAY
            coordinator = self.office.coordinator
            appointed = self.plan(
                before,
                coordinator,
                lambda leave=leave: AppointDeputy(  # type: ignore[misc]
                    user_id=leave.away.user, deputy=leave.deputy.user, since=leave.since, until=leave.until
                ),
            )
            if leave.called_back is not None:
                self.plan(
                    leave.called_back,
                    coordinator,
                    lambda away=leave.away.user, appointed=appointed: DismissDeputy(  # type: ignore[misc]
                        user_id=away, appointment=appointed.item
                    ),
                )
