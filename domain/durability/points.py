"""The people of a group at one point after the exit: how many worked, how sure that is, and what is not known."""

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from domain.durability.figures import PointFigures
from domain.durability.observation import AtPoint, PointSeen, Silence
from domain.vocabulary import EvidenceGrade

GONE = frozenset({AtPoint.DIED, AtPoint.MOVED, AtPoint.RETURNED})
"""Of whom no rate speaks: there is nobody to work, to ask, or to have left."""

_SEEN = attrgetter("state", "why", "evidence")


def point_figures(point: str, seen: Sequence[PointSeen]) -> PointFigures:
    """Return the figures of a point, each person seen once.

    Who has not been away that long (PENDING) is in no count of the mature ones and in no rate. Every count names all
    that it tells apart, 0 included: that is how many there are, while a rate of nobody is None.

    Raises:
        ValueError: somebody is unknown without a silence, or employed without an evidence grade.
    """
    counted = Counter(map(_SEEN, seen))
    counts, silences, evidence = Counter[AtPoint](), Counter[Silence | None](), Counter[EvidenceGrade | None]()
    for (state, why, grade), people in counted.items():
        counts[state] += people
        if state is AtPoint.UNKNOWN:
            silences[why] += people
        elif state is AtPoint.EMPLOYED:
            evidence[grade] += people
    if None in silences or None in evidence:
        raise ValueError("who is unknown has a silence, and who is employed an evidence grade")
    pending, employed, unknown = counts[AtPoint.PENDING], counts[AtPoint.EMPLOYED], counts[AtPoint.UNKNOWN]
    mature = len(seen) - pending
    denominator = mature - sum(counts[state] for state in GONE)
    known = denominator - unknown
    return PointFigures(
        point=point,
        people=len(seen),
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
