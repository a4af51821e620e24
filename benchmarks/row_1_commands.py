"""Row 1: durable commands a second through the writer, against the library's bare save of as many events."""

from pathlib import Path

from benchmarks.callers import by_coroutines, by_threads
from benchmarks.invented_club import invented_club
from benchmarks.library import plain
from benchmarks.measuring import ROUNDS, Line, alone, compared, settle

HOLDS = {1: 0.5, 16: 2.5, 64: 4.0}
"""Callers, and how many times the library's rate is to be reached."""


def measure(directory: Path, *, quick: bool) -> list[Line]:
    """Measure coroutines (as the server calls), threads, and the library's threads, in turn."""
    seconds, people = (0.3, 64) if quick else (1.5, 400)
    lines: list[Line] = []
    with invented_club(directory, people) as club, plain(directory / "library.db") as library:
        writer = club.house.writer
        library.enrol(max(HOLDS))
        settle()
        for callers, hold in HOLDS.items():
            coroutines, threads = [], []
            for _ in range(ROUNDS):
                ours = by_coroutines(lambda: writer.perform(club.hours()), callers, seconds)
                other = by_threads(library.record, callers, seconds)
                also_ours = by_threads(lambda _: writer.submit(club.hours()), callers, seconds)
                coroutines.append((ours, other))
                threads.append((also_ours, other))
            pl, en = f"zapisy godzin, naraz {callers}", f"hours recorded, {callers} at once"
            lines.append(compared(1, pl, en, "1/s", coroutines, at_least=hold))
            lines.append(compared(1, f"{pl}, z wątków", f"{en}, from threads", "1/s", threads))
        new = [by_coroutines(lambda: writer.perform(club.registration()), 64, seconds) for _ in range(ROUNDS)]
        pl, en = "nowe osoby (nowe klucze), naraz 64", "new people (new keys), 64 at once"
        lines.append(alone(1, pl, en, "1/s", new))
    return lines
