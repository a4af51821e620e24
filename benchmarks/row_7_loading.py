"""Row 7: loading a participant with 1,000 events, cold, against the library's default aggregate and JSON."""

import statistics
from pathlib import Path

from benchmarks.invented_club import invented_club
from benchmarks.library import plain
from benchmarks.measuring import ROUNDS, Line, compared, settle, timed
from domain.participant import Participant

EVENTS = 1000
ENROLMENT_FACTS = 4


def measure(directory: Path, *, quick: bool) -> list[Line]:
    """Fold the whole stream from the store, nothing kept between two loads."""
    loads = 3 if quick else 20
    with invented_club(directory, 1) as club, plain(directory / "library.db") as library:
        club.record([club.hours() for _ in range(EVENTS - ENROLMENT_FACTS)])
        library.enrol(1, entries=EVENTS - 1)
        journal, (person, _) = club.house.journal, club.people[0]
        get, other = library.application.repository.get, library.people[0].id
        settle()
        rounds = []
        for _ in range(ROUNDS):
            ours = [timed(journal.load, Participant, person) for _ in range(loads)]
            theirs = [timed(get, other) for _ in range(loads)]
            rounds.append((EVENTS / statistics.median(ours), EVENTS / statistics.median(theirs)))
    pl, en = f"wczytanie osoby z {EVENTS} zdarzeń", f"loading a person with {EVENTS} events"
    return [compared(7, pl, en, "1/s", rounds, at_least=4)]
