"""What is known of one person at a planned point after the exit.

`domain/durability/observing.py` says by which rules.
"""

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from domain.durability.observation import AtPoint, Ending, PointSeen, Silence
from domain.durability.timeline import AT_WORK, CONTRADICTED, GRADES, WITHOUT, Stretch
from domain.durability.watching import NEVER, POINTS, Watch
from domain.follow_up import AttemptResult, FollowUpPoint, Situation

_COMPETES = {Ending.DIED: AtPoint.DIED, Ending.MOVED: AtPoint.MOVED, Ending.RETURNED: AtPoint.RETURNED}
_STATES = {AT_WORK: AtPoint.EMPLOYED, WITHOUT: AtPoint.NOT_EMPLOYED}
_PENDING, _UNKNOWN = AtPoint.PENDING, AtPoint.UNKNOWN
_WINDOW = FollowUpPoint.WEEKS_4


def points_seen(watch: Watch, may_ask: Collection[FollowUpPoint]) -> tuple[PointSeen, ...]:
    """Return what is known at each of POINTS; `may_ask`: where there is a basis to ask."""
    line, today, event = watch.line, watch.today, watch.event.day
    if not line and event == NEVER and not watch.person.attempts and not watch.person.answers:
        return _never_asked(watch.days, today, tuple([point in may_ask for point in POINTS]))
    seen = []
    for point, (day, on) in zip(POINTS, watch.days, strict=True):
        if today <= day:
            seen.append(PointSeen(state=_PENDING, day=on, evidence=None))
            continue
        said = None
        if point is _WINDOW:
            said = _best_in_window(line, watch.left, min(day, event))
        if said is None and day <= event:
            said = _said_of(watch, point, day)
        if said is None:
            seen.append(_silent(watch, point, day, on, may_ask))
        elif said[2] == CONTRADICTED:
            seen.append(PointSeen(state=_UNKNOWN, day=on, evidence=GRADES[said[3]], why=Silence.CONTRADICTED))
        else:
            seen.append(PointSeen(state=_STATES[said[2]], day=on, evidence=GRADES[said[3]]))
    return tuple(seen)


@lru_cache(50_000)
def _never_asked(days: tuple[tuple[int, date], ...], today: int, may_ask: tuple[bool, ...]) -> tuple[PointSeen, ...]:
    """Return the points of people of whom nothing is known: those who left on one day are alike."""
    return tuple(
        [
            PointSeen(state=_PENDING, day=on, evidence=None)
            if today <= day
            else PointSeen(state=_UNKNOWN, day=on, evidence=None, why=Silence.NOT_ASKED if asked else Silence.NO_BASIS)
            for (day, on), asked in zip(days, may_ask, strict=True)
        ]
    )


def _best_in_window(line: list[Stretch], first: int, last: int) -> Stretch | None:
    """Return the days at work in a window on the strongest evidence; None: no such day is known."""
    best = None
    for one in line:
        if one[0] > last:
            break
        if one[1] >= first and one[2] == AT_WORK and (best is None or one[3] < best[3]):
            best = one
    return best


def _said_of(watch: Watch, point: FollowUpPoint, day: int) -> Stretch | None:
    """Return what is said of a day: of itself or, by an answer to this check, of the next known day soon after it."""
    for one in watch.line:
        if day <= one[1]:
            first = one[0]
            if first <= day:
                return one
            soon = first <= day + watch.rule.answer_days and first not in watch.starts
            return one if soon and _answered(watch, point, first) else None
    return None


def _silent(watch: Watch, point: FollowUpPoint, day: int, on: date, may_ask: Collection[FollowUpPoint]) -> PointSeen:
    """Return what a day is of which nothing is said: out of the watching by then, or unknown, and why."""
    if watch.event.day <= day or (watch.person.answers and _gone_when_asked(watch, point, day)):
        return PointSeen(state=_COMPETES[watch.event.what], day=on, evidence=None)
    why = Silence.NO_BASIS
    if point in may_ask:
        why = _silence(watch, point) if watch.person.attempts or watch.person.answers else Silence.NOT_ASKED
    return PointSeen(state=_UNKNOWN, day=on, evidence=None, why=why)


def _answered(watch: Watch, point: FollowUpPoint, day: int) -> bool:
    """Return whether an answer to this check speaks of work on that day."""
    on = date.fromordinal(day)
    return any(
        answer.point is point
        and answer.as_of == on
        and answer.situation is not Situation.MOVED_AWAY
        and answer.situation is not Situation.WOULD_NOT_SAY
        and answer.episode == watch.stay.key
        for answer in watch.person.answers
    )


def _gone_when_asked(watch: Watch, point: FollowUpPoint, day: int) -> bool:
    """Return whether an answer to this check says, of a day soon after it, that the person moved away."""
    if watch.event.exact or watch.event.day > day + watch.rule.answer_days:
        return False
    on = date.fromordinal(watch.event.day)
    return any(
        answer.point is point
        and answer.as_of == on
        and answer.situation is Situation.MOVED_AWAY
        and answer.episode == watch.stay.key
        for answer in watch.person.answers
    )


def _silence(watch: Watch, point: FollowUpPoint) -> Silence:
    """Return what came of asking: a refusal before a try without contact, and both before nobody having asked."""
    why, stay = Silence.NOT_ASKED, watch.stay.key
    for attempt in watch.person.attempts:
        if attempt.point is point and attempt.episode == stay:
            if attempt.result is AttemptResult.REFUSED:
                return Silence.REFUSED
            why = Silence.NO_CONTACT
    for answer in watch.person.answers:
        if answer.point is point and answer.situation is Situation.WOULD_NOT_SAY and answer.episode == stay:
            return Silence.REFUSED
    return why
