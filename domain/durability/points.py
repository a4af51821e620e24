"""The people of a group at one point after the exit: how many worked, how sure that is, and what is not known."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import product
from operator import attrgetter

from domain.durability.figures import PointFigures
from domain.durability.observation import AtPoint, PointSeen, Silence
from domain.vocabulary import EvidenceGrade

GONE = frozenset({AtPoint.DIED, AtPoint.MOVED, AtPoint.RETURNED})
"""Of whom no rate speaks: there is nobody to work, to ask, or to have left."""

Told = tuple[AtPoint, Silence | None, EvidenceGrade | None]
"""What a figure takes of one person at a point: the state, why nothing is known, and on what it rests."""

_SEEN = attrgetter("state", "why", "evidence")
_EVERY: list[Told] = list(product(AtPoint, (None, *Silence), (None, *EvidenceGrade)))
_NUMBER = {told: number for number, told in enumerate(_EVERY)}


def number(seen: Iterable[PointSeen]) -> int:
    """Return in one number what is told of a person at several points: many people are told alike, and counted so."""
    found = 0
    for one in seen:
        found = found * len(_EVERY) + _NUMBER[_SEEN(one)]
    return found


def counted(numbers: Iterable[int], points: int) -> list[Counter[Told]]:
    """Return how many people are told what at each of so many points, from their numbers."""
    found = [Counter[Told]() for _ in range(points)]
    for one, people in Counter(numbers).items():
        left = one
        for at_point in reversed(found):
            left, told = divmod(left, len(_EVERY))
            at_point[_EVERY[told]] += people
    return found


def count(seen: Iterable[PointSeen]) -> Counter[Told]:
    """Return how many people are told what at one point."""
    return Counter(map(_SEEN, seen))


def point_figures(point: str, told: Mapping[Told, int]) -> PointFigures:
    """Return the figures of a point, each person told of once.

    Who has not been away that long (PENDING) is in no count of the mature ones and in no rate. Every count names all
    that it tells apart, 0 included: that is how many there are, while a rate of nobody is None.

    Raises:
        ValueError: somebody is unknown without a silence, or employed without an evidence grade.
    """
    counts, silences, evidence = Counter[AtPoint](), Counter[Silence | None](), Counter[EvidenceGrade | None]()
    for (state, why, grade), people in told.items():
        counts[state] += people
        if state is AtPoint.UNKNOWN:
            silences[why] += people
        elif state is AtPoint.EMPLOYED:
            evidence[grade] += people
    if None in silences or None in evidence:
        raise ValueError("who is unknown has a silence, and who is employed an evidence grade")
    pending, employed, unknown = counts[AtPoint.PENDING], counts[AtPoint.EMPLOYED], counts[AtPoint.UNKNOWN]
    everybody = sum(told.values())
    mature = everybody - pending
    denominator = mature - sum(counts[state] for state in GONE)
    known = denominator - unknown
    return PointFigures(
        point=point,
        people=everybody,
        mature=mature,
        pending=pending,
        counts={state: counts[state] for state in AtPoint if state is not AtPoint.PENDING},
        silences={silence: silences[silence] for silence in Silence},
        evidence={grade: evidence[grade] for grade in EvidenceGrade},
        denominator=denominator,
        known=known,
        rate=_share(employed, known),
        least=_share(employed, denominator),
        most=_share(employed + unknown, denominator),
        share_known=_share(known, denominator),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
