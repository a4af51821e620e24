"""The watching of one person after one exit: the planned questions, what competes, and what is known of their work."""

from datetime import date, timedelta
from functools import lru_cache

import msgspec

from domain.calendar import months_from
from domain.durability.definition import DurabilityRule
from domain.durability.observation import Ending
from domain.durability.person import Person, Stay
from domain.durability.timeline import CONTRADICTED, Stretch, known
from domain.follow_up import FollowUpPoint, Situation
from domain.personal_data import Residence
from domain.vocabulary import EpisodeKind, ExitKind

POINTS = (FollowUpPoint.WEEKS_4, FollowUpPoint.MONTHS_3, FollowUpPoint.MONTHS_6, FollowUpPoint.MONTHS_12)
"""The planned questions, in the order of their days."""

WINDOW_DAYS = 28
NEVER = date.max.toordinal()

_MOVED_AWAY, _ELSEWHERE, _CLUB = Situation.MOVED_AWAY, Residence.ELSEWHERE, EpisodeKind.KIS


class Event(msgspec.Struct, frozen=True, gc=False):
    """What competes with a loss of work: its day, and whether it came on that day or by that day (`exact` or not)."""

    day: int
    what: Ending
    exact: bool = True


NO_EVENT = Event(NEVER, Ending.IMMATURE)


class Watch(msgspec.Struct, frozen=True, gc=False):
    """One person after one exit, up to `today`; days are numbers (`date.toordinal`).

    `left` is the day of the exit, `days` those of the planned points as number and date. `line` and `starts` are what
    `timeline.known` says of the person's work.
    """

    person: Person
    stay: Stay
    rule: DurabilityRule
    left: int
    today: int
    days: tuple[tuple[int, date], ...]
    event: Event
    line: list[Stretch]
    starts: dict[int, int]

    def missed(self, known_until: int, before: int) -> bool:
        """Return whether a check fell due after the last day of which something is known, and its day is over."""
        for day, _ in self.days:  # noqa: SIM110 (asked for every exit of a report: a generator costs twice as much)
            if known_until < day < before:
                return True
        return False

    def known_by(self, day: int, since: int) -> int:
        """Return the last day up to `day` of which something is known, `since` if there is none after it."""
        last = since
        for first, until, state, _ in self.line:
            if first > day:
                break
            if state != CONTRADICTED:
                last = max(last, min(until, day))
        return last


def watch(person: Person, stay: Stay, rule: DurabilityRule, today: date) -> Watch:
    """Return the watching of a person after an exit; ValueError: the stay did not end by one."""
    left_on = stay.exited_on
    if left_on is None:
        raise ValueError("only a stay that ended by an exit is observed")
    left, until = left_on.toordinal(), today.toordinal()
    line, starts = known(person, rule, until) if _tells(person, left_on) else ([], {})
    return Watch(
        person, stay, rule, left, until, planned(left_on), _what_competes(person, stay, left, until), line, starts
    )


def _tells(person: Person, left_on: date) -> bool:
    """Return whether anything can speak of work after the exit: a status from before it does so only beside others."""
    if person.spells or person.answers:
        return True
    for status in person.statuses:  # noqa: SIM110 (as above)
        if status.taken_on >= left_on:
            return True
    return False


@lru_cache(50_000)
def planned(exited_on: date) -> tuple[tuple[int, date], ...]:
    """Return the days of POINTS after an exit, each as number and date.

    28 days, the last of them included; 3, 6 and 12 calendar months, clipped to the month's end (domain page 7.6).
    """
    days = (exited_on + timedelta(days=WINDOW_DAYS), *(months_from(exited_on, months) for months in (3, 6, 12)))
    return tuple((day.toordinal(), day) for day in days)


def _what_competes(person: Person, stay: Stay, left: int, today: int) -> Event:
    """Return the first of death, coming back and moving away; of one day, the first of these three."""
    found = NO_EVENT
    if person.died_on is not None or stay.exit_kind is ExitKind.DEATH:
        died = left if person.died_on is None else max(left, person.died_on.toordinal())
        if died <= today:
            found = Event(died, Ending.DIED)
    if len(person.stays) > 1:
        back = _came_back(person, stay, left)
        if back < found.day and back <= today:
            found = Event(back, Ending.RETURNED)
    if stay.exit_kind is ExitKind.MOVED_OUT and left < found.day:
        return Event(left, Ending.MOVED)
    if person.residences:
        gone = _lives_elsewhere(person, left)
        if gone < found.day and gone <= today:
            found = Event(gone, Ending.MOVED)
    for answer in person.answers:
        if answer.situation is _MOVED_AWAY and left <= (gone := answer.as_of.toordinal()) < found.day and gone <= today:
            found = Event(gone, Ending.MOVED, exact=False)
    return found


def _came_back(person: Person, stay: Stay, left: int) -> int:
    """Return the first day of the first other stay in the club that began after the exit."""
    back = NEVER
    for other in person.stays:
        if other.kind is not _CLUB or other.began_on is None or other.key == stay.key:
            continue
        began = other.began_on.toordinal()
        if began > left or (began == left and (other.exited_on is None or other.exited_on.toordinal() > left)):
            back = min(back, began)
    return back


def _lives_elsewhere(person: Person, left: int) -> int:
    """Return the day after the exit from which the person lives elsewhere and did not before."""
    was_elsewhere = False
    for one in person.residences:
        elsewhere = one.residence is _ELSEWHERE
        if elsewhere and not was_elsewhere:
            since = one.since.toordinal()
            if since > left:
                return since
        was_elsewhere = elsewhere
    return NEVER
