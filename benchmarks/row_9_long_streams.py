"""Row 9: the time of a command on a participant with 5,000 events, against one with 10."""

import statistics
from pathlib import Path

from benchmarks.invented_club import InventedClub, invented_club, settings_in
from benchmarks.measuring import ROUNDS, Line, compared, settle, timed
from interface.assembly import running

LONG, SHORT = 5000, 10
ENROLMENT_FACTS = 4
FIRST_SHORT = 1


def measure(directory: Path, *, quick: bool) -> list[Line]:
    """Record hours alternately for the long stream and for one of many short ones; then once after a restart."""
    commands, long = (20, 500) if quick else (200, LONG)
    short_people = commands
    with invented_club(directory, 1 + short_people) as club:
        club.record([club.hours_of(0, day) for day in range(long - ENROLMENT_FACTS)])
        for day in range(SHORT - ENROLMENT_FACTS):
            club.record([club.hours_of(number, day) for number in range(FIRST_SHORT, FIRST_SHORT + short_people)])
        settle()
        warm = [_alternating(club, commands, long, round_) for round_ in range(ROUNDS)]
    first = []
    for round_ in range(ROUNDS):
        with running(settings_in(directory)) as house:
            again = InventedClub(house)
            again.people = club.people
            later = ROUNDS * commands + round_
            ours = timed(house.writer.submit, again.hours_of(0, long + later))
            other = timed(house.writer.submit, again.hours_of(FIRST_SHORT + round_, SHORT + later))
            first.append((ours * 1000, other * 1000))
    pl, en = f"zapis przy {long} zdarzeniach i przy {SHORT}", f"a command at {long} events and at {SHORT}"
    return [
        compared(9, pl, en, "ms", warm, at_most=1.5),
        compared(9, f"{pl}, pierwszy po starcie", f"{en}, first after a start", "ms", first),
    ]


def _alternating(club: InventedClub, commands: int, long: int, round_: int) -> tuple[float, float]:
    """Return the median milliseconds of a command on the long stream and on short ones, one caller."""
    on_long, on_short = [], []
    submit = club.house.writer.submit
    for turn in range(commands):
        on_long.append(timed(submit, club.hours_of(0, long + round_ * commands + turn)))
        on_short.append(timed(submit, club.hours_of(FIRST_SHORT + turn, SHORT + round_)))
    return statistics.median(on_long) * 1000, statistics.median(on_short) * 1000
