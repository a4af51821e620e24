"""Row 12: does it last, asked of 100,000 people who left: by group, with bounds, from the store to the figures.

Each question is as known at another position than the one before, so the population is read anew; what was opened and
watched of a person is in memory, as in a server that has been asked before on that day. The first answer after a start,
which opens every code and watches everybody, stands beside it and holds nothing.
"""

from itertools import cycle
from pathlib import Path

from application.projections.durability.answering import report
from application.projections.evaluated.people import People
from application.store.known import Known
from benchmarks.invented_club import InventedClub, invented_club
from benchmarks.invented_leavers import fill
from benchmarks.measuring import ROUNDS, Line, alone, settle, timed
from domain.durability.definition import DEFAULT
from domain.durability.report import Cut, DurabilityReport, Question

PEOPLE, FEWER = 100_000, 10_000
HOLD_MS = 1000
_SAID = {
    Cut.PROGRAMME: ("według programu", "by programme"),
    Cut.GROUP: ("według grupy z art. 1 ust. 2", "by group of art. 1(2)"),
    Cut.COHORT_YEAR: ("według roku zakończenia", "by year of exit"),
}


def measure(directory: Path, *, quick: bool) -> list[Line]:
    """Ask by each cut, in turn."""
    people = FEWER if quick else PEOPLE
    with invented_club(directory, 2) as club:
        house = club.house
        with house.store.snapshot():
            before = People(house.store, house.journal, house.sealer, house.clock).at(None)
        editions, moments = before.editions.values(), cycle([before.position, before.position - 1])
        aims = [(one.programme, one.edition) for one in editions if one.aims_at_employment_on(house.today())]
        fill(house, people, house.today(), aims)
        first = timed(asked, club, Cut.PROGRAMME, next(moments)) * 1000
        settle()
        taken: dict[Cut, list[float]] = {cut: [] for cut in _SAID}
        for _ in range(ROUNDS):
            for cut, times in taken.items():
                times.append(timed(asked, club, cut, next(moments)) * 1000)
        answered = asked(club, Cut.PROGRAMME, next(moments)).whole.figures
        assert answered is not None and answered.people > people * 9 // 10  # noqa: S101, PT018 (nobody is quick)
    pl, en = f"trwałość zatrudnienia, {people} osób", f"durability, {people} people"
    lines = [
        alone(12, f"{pl}, {_SAID[cut][0]}", f"{en}, {_SAID[cut][1]}", "ms", times, at_most=HOLD_MS)
        for cut, times in taken.items()
    ]
    return [*lines, alone(12, f"{pl}, pierwsza odpowiedź po starcie", f"{en}, first after a start", "ms", [first])]


def asked(club: InventedClub, cut: Cut, position: int) -> DurabilityReport:
    """Return the answer as a request makes it: from the store's snapshot to the figures, as known at a position."""
    house = club.house
    known = Known(position=position, moment=house.clock.now())
    with house.store.snapshot():
        return report(house.people.at(known), Question(definition=DEFAULT.name, by=cut), watched=house.watched)
