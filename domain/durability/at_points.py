"""What is known of one person at a planned point after the exit.

`domain/durability/observing.py` says by which rules.
"""

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from domain.durability.observation import AtPoint, Ending, PointSeen, Silence
from domain.durability.timeline import AT_WORK, CONTRADICTED, GRADES, WITHOUT, Stretch
from domain.durability.watching import NO_EVENT, POINTS, Watch
from domain.follow_up import AttemptResult, FollowUpPoint, Situation

_COMPETES = {Ending.DIED: AtPoint.DIED, Ending.MOVED: AtPoint.MOVED, Ending.RETURNED: AtPoint.RETURNED}
_WINDOW = FollowUpPoint.WEEKS_4


def points_seen(watch: Watch, may_ask: Collection[FollowUpPoint]) -> tuple[PointSeen, ...]:
    """Return what is known at each of POINTS; `may_ask`: where there is a basis to ask."""
    if not watch.line and watch.event is NO_EVENT and not watch.person.attempts and not watch.person.answers:
        return _never_asked(watch.days, watch.today, tuple([point in may_ask for point in POINTS]))
    return tuple(
        [
            point_seen(watch, point, day, on, may_ask=point in may_ask)
            for point, (day, on) in zip(POINTS, watch.days, strict=True)
        ]
    )


@lru_cache(50_000)
def _never_asked(days: tuple[tuple[int, date], ...], today: int, may_ask: tuple[bool, ...]) -> tuple[PointSeen, ...]:
    """Return the points of people of whom nothing is known: those who left on one day are alike."""
    return tuple(
        [
            PointSeen(state=AtPoint.PENDING, day=on, evidence=None)
            if today <= day
            else PointSeen(
                state=AtPoint.UNKNOWN, day=on, evidence=None, why=Silence.NOT_ASKED if asked else Silence.NO_BASIS
            )
            for (day, on), asked in zip(days, may_ask, strict=True)
        ]
    )


def point_seen(watch: Watch, point: FollowUpPoint, day: int, on: date, *, may_ask: bool) -> PointSeen:
    """Return what is known at a point whose day is `day` and `on`."""
    if watch.today <= day:
        return PointSeen(state=AtPoint.PENDING, day=on, evidence=None)
    event, line = watch.event.day, watch.line
    if line:
        if point is _WINDOW and (best := _best_in_window(line, watch.left, min(day, event))) is not None:
            return PointSeen(state=AtPoint.EMPLOYED, day=on, evidence=GRADES[best])
        if day <= event and (said := _said_of(watch, point, day)) is not None:
            return _as_said(said, on)
    if event <= day or _gone_when_asked(watch, point, day):
        return PointSeen(state=_COMPETES[watch.event.what], day=on, evidence=None)
    why = _silence(watch, point) if may_ask else Silence.NO_BASIS
    return PointSeen(state=AtPoint.UNKNOWN, day=on, evidence=None, why=why)


def _best_in_window(line: list[Stretch], first: int, last: int) -> int | None:
    """Return the strongest evidence of work on any day of a window; None: no such day is known."""
    best = None
    for since, until, state, grade in line:
        if since > last:
            break
        if until >= first and state == AT_WORK and (best is None or grade < best):
            best = grade
    return best


def _said_of(watch: Watch, point: FollowUpPoint, day: int) -> Stretch | None:
    """Return what is said of a day: of itself or, by an answer to this check, of the next known day soon after it."""
    for one in watch.line:
        first = one[0]
        if first > day:
            soon = first <= day + watch.rule.answer_days and first not in watch.starts
            return one if soon and _answered(watch, point, first) else None
        if day <= one[1]:
            return one
    return None


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


def _as_said(said: Stretch, on: date) -> PointSeen:
    _, _, state, grade = said
    if state == CONTRADICTED:
        return PointSeen(state=AtPoint.UNKNOWN, day=on, evidence=GRADES[grade], why=Silence.CONTRADICTED)
    return PointSeen(
        state=AtPoint.NOT_EMPLOYED if state == WITHOUT else AtPoint.EMPLOYED, day=on, evidence=GRADES[grade]
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
