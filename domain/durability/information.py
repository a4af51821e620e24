"""How much an answer would tell: the order in which the people on the due list are called.

**What is narrowed.** The share of a cohort that works 12 months after the exit is known only within a bound: at least
those who are known to work, at most those and everybody of whom nothing is known. Its width is unknown / denominator,
where the denominator is as in `PointFigures`: the day is over, and the person has not died, moved away or returned.

**What one call can do.** An answer to a check says of the day of that check whether the person works. Whichever it
says, one unknown is gone and the denominator stays, so the width of that cohort at that point shrinks by exactly
1 / denominator; smaller cohorts gain more. It narrows the 12-month bound only if it is the check at 12 months: "works"
at 6 months says nothing of 12, and who has not been away for 12 months is in no 12-month bound. Nothing is narrowed
where nobody may ask, nor where two sources contradict each other at the weight of a declaration or above: a talk would
be a third voice, and only a better paper settles it.

**What is left out, on purpose.** The chance that somebody answers does not weigh against the gain, because nobody knows
it; it only decides between calls that would tell equally much: who was never tried comes first, who refused last.
"Moved away" answers where the person is, not whether they work: it takes one from the unknown and one from the
denominator, which never widens a bound, and narrows it less.
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec

from domain.durability.observation import AtPoint, PointSeen, Silence
from domain.durability.person import Key
from domain.follow_up import FollowUpPoint
from domain.vocabulary import EvidenceGrade

PROMISED_POINT = FollowUpPoint.MONTHS_12
"""The point whose bound the due list narrows first; the nearer points follow, the later ones before the earlier."""

_FIRST = {
    FollowUpPoint.MONTHS_12: 0,
    FollowUpPoint.MONTHS_6: 1,
    FollowUpPoint.MONTHS_3: 2,
    FollowUpPoint.WEEKS_4: 3,
    FollowUpPoint.OTHER: 4,
}
_IN_NO_DENOMINATOR = frozenset({AtPoint.PENDING, AtPoint.DIED, AtPoint.MOVED, AtPoint.RETURNED})


class DueCheck(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A question that is due: of one person, at one point after one exit (`episode` names the stay).

    `cohort` names the group of exits whose bound the answer narrows, such as the quarter of the exit, in any words;
    `seen` is what is known at that point now; `attempts` counts the tries at it that brought no answer; `may_ask`:
    there is a basis for contact.
    """

    person: UUID
    episode: Key
    point: FollowUpPoint
    cohort: str
    seen: PointSeen
    attempts: int = 0
    may_ask: bool = True


class Bound(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How far the share of a cohort at a point is known. 0 <= unknown <= denominator."""

    denominator: int
    unknown: int

    @property
    def width(self) -> float | None:
        """Return most - least, from 0 to 1; None where nobody is in the denominator."""
        return self.unknown / self.denominator if self.denominator else None


Bounds = Mapping[tuple[str, FollowUpPoint], Bound]
"""The bound of each cohort at each point; a cohort that nobody is in is not there."""


def bounds_of(seen: Iterable[tuple[str, FollowUpPoint, PointSeen]]) -> Bounds:
    """Return the bound of each cohort at each point, from everybody who is in it, each once, due or not."""
    counted: dict[tuple[str, FollowUpPoint], list[int]] = {}
    for cohort, point, one in seen:
        if one.state not in _IN_NO_DENOMINATOR:
            counts = counted.setdefault((cohort, point), [0, 0])
            counts[0] += 1
            counts[1] += one.state is AtPoint.UNKNOWN
    return {key: Bound(denominator=whole, unknown=unknown) for key, (whole, unknown) in counted.items()}


def narrows(check: DueCheck, bounds: Bounds, point: FollowUpPoint = PROMISED_POINT) -> float:
    """Return by how much an answer to the check shrinks the bound of its cohort at a point, whichever it is: 0 to 1."""
    bound = bounds.get((check.cohort, point))
    if check.point is not point or bound is None or not would_settle(check):
        return 0.0
    return 1 / bound.denominator


def would_settle(check: DueCheck) -> bool:
    """Return whether an answer in a talk (a declaration) would decide what is unknown at the check's own point."""
    seen = check.seen
    if seen.state is not AtPoint.UNKNOWN or not check.may_ask or seen.why is Silence.NO_BASIS:
        return False
    return seen.why is not Silence.CONTRADICTED or seen.evidence is EvidenceGrade.NONE


def order(checks: Sequence[DueCheck], bounds: Bounds) -> list[DueCheck]:
    """Return the checks, the one first whose answer shrinks the 12-month bound of its cohort at least as much as any.

    Among those that do not touch it: the later point first, then the smaller cohort. Among equals: who did not refuse,
    who was tried least, the oldest day; then the id, so that the order is the same each time. What no call settles
    comes last.
    """

    def rank(check: DueCheck) -> tuple[object, ...]:
        bound = bounds.get((check.cohort, check.point))
        return (
            not would_settle(check),
            _FIRST[check.point],
            bound.denominator if bound is not None else 0,
            check.seen.why is Silence.REFUSED,
            check.attempts,
            check.seen.day,
            check.person,
            check.episode,
        )

    return sorted(checks, key=rank)
