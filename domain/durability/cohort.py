"""Whose exits count: people who left the club, out of an edition that aims at employment, each person once.

Children and users of a service never count: their episodes are no taking part in the club (users page), and no edition
of theirs aims at employment. Coming back never adds a person: of several exits one counts, chosen over the whole life
before any period is looked at, so that the years of a table add up to its people.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from domain.durability.definition import DurabilityRule, WhichExit
from domain.durability.person import EditionKnown, Person, Stay
from domain.vocabulary import EpisodeKind


def exits(
    people: Iterable[Person],
    editions: Mapping[UUID, EditionKnown],
    first: date | None,
    last: date | None,
    rule: DurabilityRule,
) -> list[tuple[Person, Stay]]:
    """Return the people whose exit lies in a period, both days included (None: without a limit), each with that exit.

    `editions` are those whose people are asked about: hand in fewer, and their people only are counted, each by the
    first or last exit from one of them. The order of the people is kept.
    """
    found = []
    aims = Aims(editions)
    for person in people:
        stay = exit_that_counts(person, aims, rule.which_exit)
        if stay is not None:
            left = stay.exited_on
            if left is not None and (first is None or first <= left) and (last is None or left <= last):
                found.append((person, stay))
    return found


class Aims(dict[tuple[UUID, date], bool]):
    """Whether an edition aims at employment on a day; each pair is looked up once, since many leave together."""

    def __init__(self, editions: Mapping[UUID, EditionKnown]) -> None:
        """Take the editions as they were known."""
        super().__init__()
        self.editions = editions

    def __missing__(self, key: tuple[UUID, date]) -> bool:
        """Look a pair up."""
        edition = self.editions.get(key[0])
        self[key] = aims = edition is not None and edition.aims_at_employment_on(key[1])
        return aims


def exit_that_counts(person: Person, aims: Aims, which: WhichExit) -> Stay | None:
    """Return the one exit by which a person is counted; of one day, that of the stay with the smaller key."""
    counting = [stay for stay in person.stays if _counts(stay, aims) and not _stays_on(person, stay)]
    if not counting:
        return None
    if len(counting) > 1:
        counting.sort(key=lambda stay: (stay.exited_on or date.max, stay.key))
    return counting[0 if which is WhichExit.FIRST else -1]


def _counts(stay: Stay, aims: Aims) -> bool:
    """Return whether a stay in the club was begun and left, with a place in an edition that aims at employment then."""
    left = stay.exited_on
    if left is None or stay.began_on is None or stay.kind is not EpisodeKind.KIS:
        return False
    for place in stay.places:  # noqa: SIM110 (asked for every stay of a report: a generator costs twice as much)
        if aims[place.edition, left]:
            return True
    return False


def _stays_on(person: Person, stay: Stay) -> bool:
    """Return whether another stay in the club went on over the exit (in a linked record): then nobody left the club."""
    left = stay.exited_on
    return len(person.stays) > 1 and any(
        other.kind is EpisodeKind.KIS
        and other.key != stay.key
        and other.began_on is not None
        and left is not None
        and other.began_on < left
        and (other.exited_on is None or other.exited_on > left)
        for other in person.stays
    )
