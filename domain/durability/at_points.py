"""What is known of one person at a planned point after the exit.

`domain/durability/observing.py` says by which rules.
"""

from datetime import date

from domain.durability.observation import AtPoint, Ending, PointSeen, Silence
from domain.durability.timeline import AT_WORK, CONTRADICTED, GRADES, WITHOUT, Stretch
from domain.durability.watching import Watch
from domain.follow_up import AttemptResult, FollowUpPoint, Situation
from domain.vocabulary import EvidenceGrade

_COMPETES = {Ending.DIED: AtPoint.DIED, Ending.MOVED: AtPoint.MOVED, Ending.RETURNED: AtPoint.RETURNED}
_WINDOW = FollowUpPoint.WEEKS_4


def point_seen(watch: Watch, point: FollowUpPoint, day: int, on: date, *, may_ask: bool) -> PointSeen:
    """Return what is known at a point whose day is `day` and `on`."""
    if watch.today <= day:
        return PointSeen(state=AtPoint.PENDING, day=on, evidence=None)
    event, line = watch.event, watch.line
    if point is _WINDOW and line:
        grade = _best_in_window(line, watch.left, min(day, event.day))
        if grade is not None:
            return PointSeen(state=AtPoint.EMPLOYED, day=on, evidence=grade)
    if event.day < day:
        return PointSeen(state=_COMPETES[event.what], day=on, evidence=None)
    said = (_of_day(line, day) or _answered_later(watch, point, day)) if line else None
    if said is not None:
        return _as_said(said, on)
    if event.day == day or _gone_when_asked(watch, point, day):
        return PointSeen(state=_COMPETES[event.what], day=on, evidence=None)
    why = _silence(watch, point) if may_ask else Silence.NO_BASIS
    return PointSeen(state=AtPoint.UNKNOWN, day=on, evidence=None, why=why)


def _best_in_window(line: list[Stretch], first: int, last: int) -> EvidenceGrade | None:
    """Return the strongest evidence of work on any day of a window; None: no such day is known."""
    grades = [grade for since, until, state, grade in line if state == AT_WORK and since <= last and until >= first]
    return GRADES[min(grades)] if grades else None


def _of_day(line: list[Stretch], day: int) -> Stretch | None:
    return next((one for one in line if one[0] <= day <= one[1]), None)


def _answered_later(watch: Watch, point: FollowUpPoint, day: int) -> Stretch | None:
    """Return what an answer to this check says of a day soon after it, if that is the first thing known after it."""
    first = next((one for one in watch.line if one[0] > day), None)
    if first is None or first[0] > day + watch.rule.answer_days or first[0] in watch.starts:
        return None
    on = date.fromordinal(first[0])
    asked = any(
        answer.as_of == on
        and answer.point is point
        and answer.situation is not Situation.MOVED_AWAY
        and answer.situation is not Situation.WOULD_NOT_SAY
        and answer.episode == watch.stay.key
        for answer in watch.person.answers
    )
    return first if asked else None


def _gone_when_asked(watch: Watch, point: FollowUpPoint, day: int) -> bool:
    """Return whether an answer to this check says, of a day soon after it, that the person moved away."""
    if watch.event.exact or watch.event.day > day + watch.rule.answer_days:
        return False
    on = date.fromordinal(watch.event.day)
    return any(
        answer.situation is Situation.MOVED_AWAY
        and answer.as_of == on
        and answer.point is point
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
