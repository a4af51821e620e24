"""An invented club: some 230 people who do not exist, over the three years that end on a given day.

Everything goes through the writer, as a club's own day would, with a clock that follows the office. The same
seed and day make the same facts; only keys, and the ids of the founder, the first editions and commands, differ.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, groupby
from random import Random
from uuid import UUID

from application.accounts import token_digest
from application.command import Ask, Command
from application.indexes.receipts import Accepted
from application.permissions import Actor
from application.personal_data import RegisterParticipant
from application.users import IssueToken, RegisterUser
from domain.vocabulary import Role
from interface.assembly import House, new_id, new_secret
from interface.cli.demo_club import controls, event_logs, papers, reports, sheets, stories
from interface.cli.demo_club.chronicle import Chronicle, NotEnteredYet, Step
from interface.cli.demo_club.office import SITTING, Desk
from interface.cli.demo_club.working_days import DemoClock

__all__ = ["DemoClock", "DemoSummary", "build", "tokens"]

TOKEN_DAYS = 1
"""A token of the demo outlives the midnight after it was printed, no more."""


@dataclass(frozen=True)
class DemoSummary:
    """What was built: how many participants, the position of the last fact, and the first and last day."""

    participants: int
    facts: int
    since: date
    until: date


def build(house: House, seed: int, until: date, progress: Callable[[int, int], None] | None = None) -> DemoSummary:
    """Fill a club that was just founded with what happened up to `until`.

    Its clock is a DemoClock and stands where the record begins, three years before as a rule.
    `progress(done, total)` is called after each sitting. A Refusal here is a fault of the stories.
    """
    clock = house.clock
    if not isinstance(clock, DemoClock):
        raise TypeError("an invented club needs a clock of its own")
    since = house.today()
    with house.store.snapshot():
        editions = house.indexes.places.editions(house.store.reading())
    rng = Random(seed)  # noqa: S311 (a seed that decides everything is the point)
    told = Chronicle(rng, since, until, sorted(editions, key=lambda edition: (edition.programme, edition.opens_on)))
    participants = stories.plan(told)
    _hire(house, told)
    asyncio.run(_record(house, clock, told, progress or (lambda _done, _total: None)))
    _end_the_last_day(house, clock, told)
    return DemoSummary(participants, house.writer.logs.position, since, until)


def tokens(house: House) -> dict[Role, str]:
    """Issue a token to one user of each role, good until tomorrow; return the secrets, which are nowhere else."""
    holders = {role: account.user for account in house.accounts.users() for role in account.roles}
    expires_on = house.today() + timedelta(days=TOKEN_DAYS)
    issued: dict[Role, str] = {}
    for role in Role:
        issued[role] = new_secret()
        digest = token_digest(issued[role])
        command = IssueToken(user_id=holders[role], expires_on=expires_on, digest=digest)
        house.writer.submit(_asked(Desk(holders[Role.ADMINISTRATOR], Role.ADMINISTRATOR), command, str(new_id())))
    return issued


def _hire(house: House, told: Chronicle) -> None:
    """Register the users."""
    founder = next(account.user for account in house.accounts.users() if Role.ADMINISTRATOR in account.roles)
    for desk, name in told.office.names.items():
        command = RegisterUser(id=desk.user, display_name=name, roles=(desk.role,))
        house.writer.submit(_asked(Desk(founder, Role.ADMINISTRATOR), command, f"demo-{name}"))


async def _record(house: House, clock: DemoClock, told: Chronicle, progress: Callable[[int, int], None]) -> None:
    """Play the plan, sitting by sitting: one role, one moment, everything that waits on its desks."""
    minutes = {
        sitting: told.rng.randint(*SITTING[sitting[1]])
        for sitting in dict.fromkeys((step.entered_on, step.desk.role) for step in told.steps)
    }

    def order(step: Step) -> tuple[date, int]:
        return step.entered_on, minutes[step.entered_on, step.desk.role]

    steps = sorted(told.steps, key=order)
    entering = _Entering(house)
    for (day, minute), sitting in groupby(steps, key=order):
        clock.move(day, minute)
        for step in sitting:
            await entering.take(step)
        await entering.end()
        progress(entering.done, len(steps))


def _end_the_last_day(house: House, clock: DemoClock, told: Chronicle) -> None:
    """Let the last day end with a control, with what those who study the club ask for, and with last year's report."""
    numbers = count()

    def enter(desk: Desk, command: Command) -> Accepted:
        accepted: Accepted = house.writer.submit(_asked(desk, command, f"demo-end-{next(numbers)}"))
        return accepted

    controls.hold(house, clock, told, enter)
    event_logs.grant(house, told, enter)
    sheets.fill_a_card(house, told, enter)
    papers.keep(house, told, enter)
    reports.send(house, told, enter)


class _Entering:
    """Commands on their way to the writer, which takes them in this order and refuses none."""

    def __init__(self, house: House) -> None:
        """Start with nothing on its way."""
        self.done = 0
        self._house = house
        self._waiting: list[tuple[Step, Command]] = []
        self._versions: dict[UUID, int] = {}

    async def take(self, step: Step) -> None:
        """Build the command, and send those before it first where it points at an item that nobody can foretell."""
        if len(self._waiting) == self._house.settings.queue:
            await self.end()
        try:
            command = step.command()
        except NotEnteredYet:
            await self.end()
            command = step.command()
        step.answered = self._foretold(step, command)
        self._waiting.append((step, command))

    async def end(self) -> None:
        """Wait until all of them are on disk. RuntimeError where an item is another one than was foretold."""
        done, waiting, self._waiting = self.done, self._waiting, []
        self.done += len(waiting)
        asked = [_asked(step.desk, command, f"demo-{done + number}") for number, (step, command) in enumerate(waiting)]
        for (step, _), accepted in zip(waiting, await asyncio.gather(*map(self._perform, asked)), strict=True):
            if step.answered not in (None, accepted.item):
                raise RuntimeError("an item is the version of its fact: somebody else writes here")
            step.answered = accepted.item

    def _perform(self, ask: Ask) -> Awaitable[Accepted]:
        return self._house.writer.perform(ask)

    def _foretold(self, step: Step, command: Command) -> int | None:
        """Return the item that a step of a participant will have: their next version."""
        if isinstance(command, RegisterParticipant):
            assigned = step.desk.role is Role.CASEWORKER
            self._versions[command.id] = 1 + assigned
            return 1
        id = getattr(command, "participant_id", None)
        if id is None:
            return None
        item = self._versions[id] + 1
        self._versions[id] += command.weight
        return item


def _asked(desk: Desk, command: Command, key: str) -> Ask:
    return Ask(actor=Actor(user=desk.user, roles=frozenset({desk.role}), token=0), key=key, command=command)
