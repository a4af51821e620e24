"""How long work was kept, and how soon it was found: the two times that the curves are drawn from.

`domain/durability/observing.py` says by which rules. Days are numbers; a fate is where the watching began, the earliest
and the latest day of its ending, which ending, and the weakest evidence on which that rests.
"""

from domain.durability.observation import Ending
from domain.durability.timeline import AT_WORK, NONE_AT_ALL, WITHOUT, Stretch
from domain.durability.watching import NEVER, Watch

Fate = tuple[int, int, int, Ending, int]

_NOTHING = -1


def fate_at_work(watch: Watch) -> Fate | None:
    """Return how staying in work ended, or None: no work is known that began while the person was watched."""
    line, gap, event = watch.line, watch.rule.gap_days, watch.event.day
    origin = last = weakest = behind = 0
    for at, (first, until, state, grade) in enumerate(line):
        if state != AT_WORK or until < watch.left:
            continue
        if origin and first - last - 1 > gap:
            return _out_of_work(watch, origin, last, line[behind:at], line[at], weakest)
        if event < first:
            break
        origin = origin or max(first, watch.left)
        last, weakest, behind = until, max(weakest, grade), at + 1
        if event <= last:
            break
    else:
        return _out_of_work(watch, origin, last, line[behind:], None, weakest) if origin else None
    return _ended_by_event(watch, origin, origin, weakest) if origin else None


def _out_of_work(
    watch: Watch, origin: int, last: int, between: list[Stretch], back: Stretch | None, weakest: int
) -> Fate:
    """Return the fate of somebody last known at work on `last`, and not again within the tolerated gap.

    `between` is what is known from then until they are `back` at work, as far as they are.
    """
    gap, event = watch.rule.gap_days, watch.event.day
    without = [one for one in between if one[2] == WITHOUT]
    certain, lost = False, NEVER
    if without:
        lost = without[0][0]
        certain = watch.today > lost + gap if back is None else without[-1][1] - lost >= gap
    if event < (NEVER if back is None else back[0]) and not (certain and lost + gap < event):
        known = watch.known_by(event, last)
        if watch.missed(known, event):
            return origin, last, last, Ending.UNKNOWN, weakest
        return _ended_by_event(watch, origin, last, weakest)
    if certain:
        return origin, last + 1, lost, Ending.LOST, max(weakest, without[0][3])
    if back is not None or watch.missed(last, min(lost, watch.today)):
        return origin, last, last, Ending.UNKNOWN, weakest
    return origin, last, last, Ending.IMMATURE, weakest


def fate_without(watch: Watch) -> Fate:
    """Return how the time to work ended: REACHED, or what came before it."""
    left, event = watch.left, watch.event.day
    since, known, weakest = left, left, _NOTHING
    for first, last, state, evidence in watch.line:
        if last < left:
            continue
        if first > event:
            break
        if state == AT_WORK:
            day = max(first, left)
            dated = day == left or day in watch.starts
            return left, day if dated else since, day, Ending.REACHED, evidence if dated else max(weakest, evidence)
        if state == WITHOUT:
            known, weakest = min(last, event), max(weakest, evidence)
            since = known + 1
    grade = NONE_AT_ALL if weakest == _NOTHING else weakest
    if watch.missed(known, min(event, watch.today)):
        return left, known, known, Ending.UNKNOWN, grade
    if event == NEVER:
        return left, known, known, Ending.IMMATURE, grade
    return _ended_by_event(watch, left, left, grade)


def _ended_by_event(watch: Watch, origin: int, last: int, weakest: int) -> Fate:
    """Return the fate of somebody whom an event took out of the watching; `last` is a known day before it."""
    event = watch.event
    earliest = event.day if event.exact else min(event.day, watch.known_by(event.day - 1, last) + 1)
    return origin, earliest, event.day, event.what, weakest
