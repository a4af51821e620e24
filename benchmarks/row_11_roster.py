"""Rows 10 and 11: a page of the roster, today's and of a past day as known on another, and what differs between two.

Against folding every stream, which is what a roster without its rows would take: measured on some streams, and
reckoned for all.
"""

import statistics
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from application.projections.roster import differences
from application.projections.roster.asking import RosterFilter
from application.projections.roster.explaining import Between
from application.projections.roster.reading import page
from benchmarks.invented_club import InventedClub, invented_club
from benchmarks.invented_roster import DAYS, FIRST, USERS, InventedRoster, fill
from benchmarks.measuring import ROUNDS, Line, alone, compared, settle, timed
from domain.participant import Participant
from domain.programmes import PROGRAMMES
from domain.vocabulary import EpisodeKind, EpisodeState

PAGE = 50
STREAMS = 40
ENTRIES = 60
"""Streams that are folded, and how many hours each of them has: a life in the club is longer."""

LAST = FIRST + timedelta(days=DAYS)
FAMILY = "AĄBCĆDEĘFGHIJKLŁMNŃOÓPRSŚTUWYZŹŻ"


def measure(directory: Path, *, quick: bool) -> list[Line]:
    """Ask every filter alone and some together, for the first page and for one far behind."""
    people = 10_000 if quick else 100_000
    with invented_club(directory, STREAMS) as club:
        club.record([club.hours() for _ in range(STREAMS * ENTRIES)])
        roster = fill(club.house.store, people)
        names = club.house.names
        names.replace(_named(roster))
        settle()
        return _pages(club, roster, people) + _differences(club, roster)


def _pages(club: InventedClub, roster: InventedRoster, people: int) -> list[Line]:
    store, names, journal = club.house.store, club.house.names, club.house.journal
    folding = [statistics.median(timed(journal.load, Participant, id) for id, _ in club.people) for _ in range(ROUNDS)]
    behind = names.page(None, len(names) * 9 // 10)[-1][0]
    lines = []
    for name, on, known, hold in _times(roster):
        worst: dict[str, list[float]] = {}
        for criteria in _filters(on, known):
            for place in (None, behind):
                with store.snapshot() as core:
                    ask: Callable[[], Any] = partial(page, core, names, criteria, place, PAGE, on or LAST)
                    worst.setdefault(repr((criteria, place)), []).extend(timed(ask) * 1000 for _ in range(ROUNDS))
        taken = [statistics.median(several) for several in worst.values()]
        slowest, rounds = max(taken), [(fold * 1000 * people, max(taken)) for fold in folding]
        pl, en = f"strona listy, {people} osób, {name[0]}", f"roster page, {people} people, {name[1]}"
        lines.append(alone(11, f"{pl}, najwolniejszy filtr", f"{en}, slowest filter", "ms", [slowest], at_most=hold))
        lines.append(alone(11, f"{pl}, połowa filtrów", f"{en}, half of the filters", "ms", [statistics.median(taken)]))
        lines.append(compared(11, f"{pl}: składanie strumieni", f"{en}: folding streams", "ms", rounds))
    return lines


def _times(roster: InventedRoster) -> Iterator[tuple[tuple[str, str], date | None, int | None, float]]:
    on = FIRST + timedelta(days=DAYS * 3 // 4)
    yield ("dziś", "today"), None, None, 20
    yield ("na dzień wg wiedzy z innego", "on a day as known on another"), on, roster.position(on + timedelta(15)), 100
    yield ("na dzień wg wiedzy dziś", "on a day as known now"), on, None, 100


def _filters(on: date | None, known: int | None) -> Iterator[RosterFilter]:
    ask = partial(RosterFilter, on=on, known=known)
    yield ask()
    yield ask(assigned_to=(USERS[0],))
    yield from (ask(kind=kind) for kind in EpisodeKind)
    for state in EpisodeState:
        yield ask(state=state)
        yield ask(state=state, assigned_to=(USERS[0],))
    for programme, facts in PROGRAMMES.items():
        yield ask(programme=programme)
        yield ask(programme=programme, kind=facts.kind)
        yield from (ask(programme=programme, state=state) for state in (EpisodeState.ACTIVE, EpisodeState.SUSPENDED))


def _differences(club: InventedClub, roster: InventedRoster) -> list[Line]:
    store, names = club.house.store, club.house.names
    on, lines = FIRST + timedelta(days=DAYS * 3 // 4), []
    for name, first in (
        (("na dzień, po 15 dniach i dziś", "on a day, 15 days after and now"), on + timedelta(15)),
        (("na dzień, tego dnia i dziś", "on a day, on it and now"), on),
    ):
        between = Between(on=on, first=roster.position(first), second=roster.size)
        taken, people = [], 0
        for criteria in (RosterFilter(), RosterFilter(programme="PSU"), RosterFilter(state=EpisodeState.ACTIVE)):
            with store.snapshot() as core:
                ask = partial(differences.page, core, names, criteria, between, None, PAGE)
                taken += [timed(ask) * 1000 for _ in range(ROUNDS)]
                people = max(people, ask()[2])
        pl, en = f"różnice {name[0]}: {people} osób", f"differences {name[1]}: {people} people"
        lines.append(alone(11, pl, en, "ms", taken, at_most=1000))
    return lines


def _named(roster: InventedRoster) -> Iterator[tuple[Any, str, str]]:
    for number, person in enumerate(roster.people):
        first, second = divmod(number * 7919, len(FAMILY))
        yield person, f"{FAMILY[second]}{FAMILY[first % len(FAMILY)].lower()}zmyślona", f"Anna {number}"
