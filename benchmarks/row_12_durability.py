"""Row 12: does it last, asked of 100,000 people who left: by group, with bounds, from the store to the figures.

The population is read at the position of now, as a request reads it; what was opened once is in memory, as in a server
that has been asked before. The first answer after a start, which opens every code, stands beside it and holds nothing.
"""

from pathlib import Path

from application.projections.durability.answering import report
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
            editions = house.people.at(None).editions.values()
        aims = [(one.programme, one.edition) for one in editions if one.aims_at_employment_on(house.today())]
        fill(house, people, house.today(), aims)
        first = timed(asked, club, Cut.PROGRAMME) * 1000
        settle()
        taken: dict[Cut, list[float]] = {cut: [] for cut in _SAID}
        for _ in range(ROUNDS):
            for cut, times in taken.items():
                times.append(timed(asked, club, cut) * 1000)
        assert asked(club, Cut.PROGRAMME).whole.figures is not None  # noqa: S101 (an answer about nobody is quick)
    pl, en = f"trwałość zatrudnienia, {people} osób", f"durability, {people} people"
    lines = [
        alone(12, f"{pl}, {_SAID[cut][0]}", f"{en}, {_SAID[cut][1]}", "ms", times, at_most=HOLD_MS)
        for cut, times in taken.items()
    ]
    return [*lines, alone(12, f"{pl}, pierwsza odpowiedź po starcie", f"{en}, first after a start", "ms", [first])]


def asked(club: InventedClub, cut: Cut) -> DurabilityReport:
    """Return the answer as a request makes it: from the store's snapshot to the figures."""
    house = club.house
    with house.store.snapshot():
        return report(house.people.at(None), Question(definition=DEFAULT.name, by=cut), watched=house.watched)
