"""From a life to what is seen of it after an exit: how long work was kept, how soon it was found, the points.

**Time** is counted in days, both ends included. The origin of the time to work is the exit. The origin of staying in
work is the exit where the person was at work on that day, else the first day after it known to be at work; what began
after the person died, moved away or came back to the club is no work after this exit.

**A loss** is more than `gap_days` days in a row without work, dated to the first of them. It is known once the first
day after the tolerated ones is over. A day is known to be without work by a recorded end or by an answer; where the
last day at work and the first without are apart, the loss lies between them (`earliest`, `latest`). Work known again so
soon that the whole gap is tolerated is no loss. Work known again later, with too little known between to say whether
the gap was longer, leaves it open: UNKNOWN from the last day at work.

**Censoring.** `MONTHS_12` is the last planned question. Where nothing ends the watching, it ends on the last day of
which something is known. If since then a check was due and its day is over: UNKNOWN, because the answer is missing. If
none was due yet, or the tolerated gap is still running, or all planned questions are answered: IMMATURE, because nobody
failed to ask or to answer, so this silence tells nothing about work. Whether anybody may ask makes no difference here:
a check without a basis for contact is silence too.

**What competes**: death; moving away (the exit said so, an answer, or a residence elsewhere from a later day on);
coming back (another stay in the club that began after the exit). The first of them ends the watching, if it came before
a loss could be known, and if no check was missed between it and the last day of which something is known: else UNKNOWN.
"""

from collections.abc import Collection
from datetime import date

import msgspec

from domain.durability.at_points import points_seen
from domain.durability.definition import DurabilityRule
from domain.durability.fates import Fate, fate_at_work, fate_without
from domain.durability.observation import Observation, PointSeen
from domain.durability.person import Person, Stay
from domain.durability.timeline import GRADES
from domain.durability.watching import POINTS, Watch, planned, watch
from domain.follow_up import FollowUpPoint

__all__ = ["POINTS", "Seen", "at_point", "observe", "point_day", "staying_in_work", "to_work"]


class Seen(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Everything that is seen of one person after an exit; `points` stand in the order of POINTS."""

    staying: Observation | None
    to_work: Observation
    points: tuple[PointSeen, ...]


def point_day(exited_on: date, point: FollowUpPoint) -> date:
    """Return the day of a planned point: 28 days after the exit; 3, 6, 12 calendar months, clipped to the month's end.

    Source: domain page 7.6. `OTHER` is a talk at no planned distance and has no day: ValueError.
    """
    return planned(exited_on)[POINTS.index(point)][1]


def observe(
    person: Person, stay: Stay, rule: DurabilityRule, today: date, *, may_ask: Collection[FollowUpPoint] = POINTS
) -> Seen:
    """Return in one pass what the three functions below say, at all points; `may_ask`: those with a basis to ask."""
    one = watch(person, stay, rule, today)
    fate = fate_at_work(one) if one.line else None
    return Seen(
        staying=None if fate is None else _observation(one, fate),
        to_work=_observation(one, fate_without(one)),
        points=points_seen(one, may_ask),
    )


def staying_in_work(person: Person, stay: Stay, rule: DurabilityRule, today: date) -> Observation | None:
    """Return how long the person stayed in work after an exit, as known up to `today`.

    None: no work is known that they had on the day of the exit or took up while they were watched.
    """
    one = watch(person, stay, rule, today)
    fate = fate_at_work(one)
    return None if fate is None else _observation(one, fate)


def to_work(person: Person, stay: Stay, rule: DurabilityRule, today: date) -> Observation:
    """Return how soon after an exit the person was at work; REACHED on day 0: they had work on the day of the exit."""
    one = watch(person, stay, rule, today)
    return _observation(one, fate_without(one))


def at_point(
    person: Person, stay: Stay, point: FollowUpPoint, rule: DurabilityRule, today: date, *, may_ask: bool
) -> PointSeen:
    """Return what is known of a person at a planned point after an exit; `OTHER` has no day: ValueError."""
    place = POINTS.index(point)
    return points_seen(watch(person, stay, rule, today), (point,) if may_ask else ())[place]


def _observation(one: Watch, fate: Fate) -> Observation:
    origin, earliest, latest, ending, evidence = fate
    return Observation(
        person=one.person.id,
        origin=date.fromordinal(origin),
        earliest=earliest - origin,
        latest=latest - origin,
        ending=ending,
        horizon=one.today - origin,
        evidence=GRADES[evidence],
    )
