"""Figures for those who may not see people: no two answers differ by one to four of them, and no count tells of so few.

Two things make it so, whatever is asked and compared:

*Numbers.* Every published count is a multiple of `LEAST`, so every sum and difference of published counts is one too;
every share is of such counts. `domain.durability.rounding` rounds so that they add up.

*People.* A published set is who is in it and what is told of each. `Told` admits a set only if it differs from each
set told of before, whatever the table, the period, the definition or the moment, in nobody or in `LEAST` people or
more; so an answer that changes never changes because of fewer. What is not admitted is not told of: the last
published figures stand.
"""

from bisect import bisect_right
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import reduce
from itertools import combinations
from operator import or_
from typing import Any, TypeVar

from domain.durability.observation import Observation, PointSeen

LEAST = 5
"""Fewer people than these are nobody's business: no group of fewer is told of, and no difference of fewer."""

LEAST_FOR_SHARES = 20
"""No share is given of fewer: of ten people rounded to five it would be off by a quarter."""

FIXED_DAYS = tuple(months * 365 // 12 for months in (*range(1, 13), 15, 18, 21, 24, 30, 36, 48, 60))
"""The days on which a published curve has its steps: each month of a year, then fewer. Others would be people's."""

Who = Hashable
Set = Mapping[Any, Hashable]
"""Who is told of (by whatever names a person), and what: equal where the same is published of them."""

Key = TypeVar("Key", bound=Hashable)


def rounded(count: int) -> int:
    """Return the nearest multiple of LEAST."""
    return (count + LEAST // 2) // LEAST * LEAST


def differ_in(one: Set, other: Set) -> int:
    """Return in how many people two sets differ: who is in one of them only, or of whom something else is told."""
    return len({person for person, _ in one.items() ^ other.items()})


class Told:
    """All sets that were told of. `least`: in how many people at least two of them differ, where they do.

    A set is kept as a number with a bit for each person in each state: thousands of pairs are compared for a table.
    """

    def __init__(self, least: int = LEAST) -> None:
        """Start with nothing told."""
        self._least = least
        self._bits: dict[tuple[Who, Hashable], int] = {}
        self._people: list[Who] = []
        self._told: dict[int, set[int]] = {}

    def admits(self, sets: Sequence[Set]) -> bool:
        """Return whether these may all be told of, beside one another and beside all that was."""
        marks = [self._mark(found) for found in sets]
        return all(self._admits(mark) for mark in marks) and all(self._apart(*pair) for pair in combinations(marks, 2))

    def apart(self, cells: Mapping[Key, Set], whole: Set) -> list[Key]:
        """Return which groups that may share people can be told of beside the whole and one another, the larger first.

        Left out is whoever differs in too few from what is taken already, and as many more as are needed for those who
        are in no group shown to be nobody, or enough.
        """
        marks = {key: self._mark(cells[key]) for key in sorted(cells, key=lambda one: (-len(cells[one]), str(one)))}
        everybody = self._mark(whole)
        taken: list[Key] = []
        for key, mark in marks.items():
            beside = (everybody, *(marks[one] for one in taken))
            if self._admits(mark) and all(self._apart(mark, other) for other in beside):
                taken.append(key)
        while taken and not self._apart(everybody, reduce(or_, (marks[key] for key in taken))):
            taken.pop()
        return taken

    def add(self, sets: Iterable[Set]) -> None:
        """Tell of these."""
        for found in sets:
            self._told.setdefault(len(found), set()).add(self._mark(found))

    def _mark(self, found: Set) -> int:
        bits = []
        for one in found.items():
            bit = self._bits.setdefault(one, len(self._people))
            if bit == len(self._people):
                self._people.append(one[0])
            bits.append(bit)
        mark = bytearray(len(self._people) // 8 + 1)
        for bit in bits:
            mark[bit // 8] |= 1 << bit % 8
        return int.from_bytes(mark, "little")

    def _admits(self, mark: int) -> bool:
        """Return whether one set may be told of beside all that was: it has enough people, or none."""
        people = mark.bit_count()
        if mark in self._told.get(people, ()):
            return True
        if 0 < people < self._least:
            return False
        sizes = range(people - self._least + 1, people + self._least)
        return all(self._apart(mark, known) for size in sizes for known in self._told.get(size, ()))

    def _apart(self, one: int, other: int) -> bool:
        """Return whether two sets differ in nobody, or in enough people; who is in both in two states has two bits."""
        unlike = one ^ other
        bits = unlike.bit_count()
        if not bits or bits >= 2 * self._least:
            return True
        people = set()
        while unlike:
            bit = unlike.bit_length() - 1
            people.add(self._people[bit])
            unlike ^= 1 << bit
        return len(people) >= self._least


def neighbours_together(sizes: Sequence[tuple[Key, int]], least: int = LEAST) -> list[tuple[Key, ...]]:
    """Return groups that lie on a line put together until each has `least` people; nothing where all have fewer.

    `sizes`: each group and how many people it has, in their order.
    """
    together: list[tuple[Key, ...]] = []
    waiting, people = list[Key](), 0
    for key, size in sizes:
        waiting.append(key)
        people += size
        if people >= least:
            together.append(tuple(waiting))
            waiting, people = [], 0
    if waiting and together:
        together[-1] = (*together[-1], *waiting)
    return together


def small_together(sizes: Sequence[tuple[Key, int]], least: int = LEAST) -> list[tuple[Key, ...]]:
    """Return groups without an order, those of fewer than `least` people in one with the next larger until it has.

    The groups are apart: nobody is in two of them. Nothing where all of them together have fewer.
    """
    large = [(key, size) for key, size in sizes if size >= least]
    small = [(key, size) for key, size in sizes if 0 < size < least]
    people = sum(size for _, size in small)
    while small and people < least and large:
        smallest = min(large, key=lambda one: one[1])
        large.remove(smallest)
        small.append(smallest)
        people += smallest[1]
    pooled = [tuple(key for key, _ in small)] if small and people >= least else []
    return [*((key,) for key, _ in large), *pooled]


def united(sets: Iterable[Set]) -> Set:
    """Return everybody of several sets."""
    everybody: dict[Who, Hashable] = {}
    for found in sets:
        everybody.update(found)
    return everybody


def without(whole: Set, part: Set) -> Set:
    """Return those of a set who are in no part of it: whoever reads both can subtract them."""
    return {person: told for person, told in whole.items() if person not in part}


def told_of(points: Collection[PointSeen], watched: Collection[Observation | None]) -> Hashable:
    """Return what published figures tell of one person: no more than on which fixed days what was the case."""
    return (
        tuple((seen.state, seen.why, seen.evidence) for seen in points),
        tuple(None if seen is None else _coarse(seen) for seen in watched),
    )


def _coarse(seen: Observation) -> Hashable:
    return seen.ending, seen.evidence, *(bisect_right(FIXED_DAYS, day) for day in (seen.earliest, seen.latest))
