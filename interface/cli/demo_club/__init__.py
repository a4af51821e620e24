"""An invented club: some fifty people who do not exist, over the year that ends on a given day.

Everything goes through the writer, as a club's own day would, with a clock that follows the office. The same
seed and day make the same facts; only keys, and the ids of the founder and of commands, differ.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from random import Random

from application.accounts import token_digest
from application.command import Ask, Command
from application.permissions import Actor
from application.users import IssueToken, RegisterUser
from domain.vocabulary import Role
from interface.assembly import House, new_id, new_secret
from interface.cli.demo_club import stories
from interface.cli.demo_club.lives import Desk, Step, Year
from interface.cli.demo_club.people import new_id as drawn_id
from interface.cli.demo_club.working_days import DemoClock

__all__ = ["DemoClock", "DemoSummary", "build", "tokens"]

TOKEN_DAYS = 1
"""A token of the demo outlives the midnight after it was printed, no more."""

TEAM = (
    ("Prób-Kowalska Anna (demo)", Role.CASEWORKER),
    ("Prób-Lewandowski Piotr (demo)", Role.CASEWORKER),
    ("Prób-Dąbrowska Ewa (demo)", Role.CASEWORKER),
    ("Prób-Wójcik Marek (demo)", Role.CLASS_LEADER),
    ("Prób-Kamińska Joanna (demo)", Role.COORDINATOR),
    ("Prób-Zieliński Tomasz (demo)", Role.AUDITOR),
    ("Prób-Szymańska Maria (demo)", Role.EVALUATOR),
)
_SITTING = {Role.CASEWORKER: (30, 240), Role.COORDINATOR: (245, 300), Role.CLASS_LEADER: (330, 475)}
"""When each role sits down to write, in minutes after opening: who rests on whom comes after them."""


@dataclass(frozen=True)
class DemoSummary:
    """What was built: how many participants, the position of the last fact, and the first and last day."""

    participants: int
    facts: int
    since: date
    until: date


def build(house: House, seed: int, until: date, progress: Callable[[int, int], None] | None = None) -> DemoSummary:
    """Fill a club that was just founded with a year that ends on `until`.

    Its clock is a DemoClock and stands at most a year before. `progress(done, total)` is called after each
    sitting. A Refusal here is a fault of the stories.
    """
    clock = house.clock
    if not isinstance(clock, DemoClock):
        raise TypeError("an invented year needs a clock of its own")
    rng = Random(seed)  # noqa: S311 (a seed that decides everything is the point)
    since = house.today()
    desks = _team(house, rng)
    year = Year(rng, since, until, desks[Role.CLASS_LEADER][0], desks[Role.COORDINATOR][0])
    participants = stories.plan(year, desks[Role.CASEWORKER])
    asyncio.run(_record(house, clock, year, progress or (lambda _done, _total: None)))
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


def _team(house: House, rng: Random) -> dict[Role, list[Desk]]:
    """Register the users; return who sits where."""
    founder = next(account.user for account in house.accounts.users() if Role.ADMINISTRATOR in account.roles)
    desks: dict[Role, list[Desk]] = {}
    for name, role in TEAM:
        desk = Desk(drawn_id(rng), role)
        command = RegisterUser(id=desk.user, display_name=name, roles=(role,))
        house.writer.submit(_asked(Desk(founder, Role.ADMINISTRATOR), command, f"demo-{name}"))
        desks.setdefault(role, []).append(desk)
    return desks


async def _record(house: House, clock: DemoClock, year: Year, progress: Callable[[int, int], None]) -> None:
    """Play the plan, sitting by sitting: one user, one moment, everything that waits on the desk."""
    minutes = {
        sitting: year.rng.randint(*_SITTING[sitting[1].role])
        for sitting in dict.fromkeys((step.entered_on, step.desk) for step in year.steps)
    }

    def order(step: Step) -> tuple[date, int, str]:
        return step.entered_on, minutes[step.entered_on, step.desk], step.desk.user.hex

    steps = sorted(year.steps, key=order)
    done = 0
    for (day, minute, _), sitting in groupby(steps, key=order):
        clock.move(day, minute)
        waiting: list[Step] = []
        for step in sitting:
            known = step.needs is None or step.needs in step.life.items
            if not known or len(waiting) == house.settings.queue:
                done += await _enter(house, waiting, done)
                waiting = []
            waiting.append(step)
        done += await _enter(house, waiting, done)
        progress(done, len(steps))


async def _enter(house: House, steps: Sequence[Step], done: int) -> int:
    """Enter steps that need nothing of each other; the writer takes them in this order. Return how many."""
    asked = [
        _asked(step.desk, step.command(step.life.items[step.needs] if step.needs else 0), f"demo-{done + count}")
        for count, step in enumerate(steps)
    ]
    for step, accepted in zip(steps, await asyncio.gather(*map(house.writer.perform, asked)), strict=True):
        if step.names is not None:
            step.life.items[step.names] = accepted.item
    return len(steps)


def _asked(desk: Desk, command: Command, key: str) -> Ask:
    return Ask(actor=Actor(user=desk.user, roles=frozenset({desk.role}), token=0), key=key, command=command)
