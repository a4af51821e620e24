"""Which question is due to whom: each planned check after each exit, where it stands, and in which order to call.

A check is due when the day of its point is over and nothing is known of it. The four weeks are a window (domain page
7.6): that check may be asked from the exit on, so that the ESF duty, which ends with the window, can be used at all.
Whoever aimed at nothing of the kind (a service, an edition that does not aim at employment) is never asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.durability.cohort import exits
from domain.durability.definition import DurabilityRule, WhichExit
from domain.durability.information import Bounds, DueCheck, bounds_of, order
from domain.durability.observation import AtPoint, PointSeen, Silence
from domain.durability.observing import POINTS, observe, point_day
from domain.durability.person import Attempt, EditionKnown, Key, Person, Stay
from domain.follow_up import AttemptResult, Basis, FollowUpPoint, Situation, basis_for_contact


class CheckState(StrEnum):
    """Where a check stands on a day."""

    DUE = "DUE"
    """Its day is over, nothing is known of it, and the club may ask."""
    OVERDUE = "OVERDUE"
    """Due for so long that an answer about the day of asking no longer counts for it."""
    OPEN = "OPEN"
    """It may be asked already, though its day is not over."""
    NOT_DUE_YET = "NOT_DUE_YET"
    ANSWERED = "ANSWERED"
    """Something is known of that day, from an answer or otherwise."""
    GIVEN_UP = "GIVEN_UP"
    """The person would not say."""
    WITHOUT_BASIS = "WITHOUT_BASIS"
    """Brak podstawy do kontaktu: it stays unknown, and nobody may ask."""
    NOBODY_TO_ASK = "NOBODY_TO_ASK"
    """The person died, moved away or came back to the club before that day."""


TO_ASK = frozenset({CheckState.DUE, CheckState.OVERDUE, CheckState.OPEN})
"""What is work to do."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One planned question to one person after one exit (`episode` names the stay), as it stands on a day.

    `due_on` is the day of its point, `basis` what allows to ask now, `attempts` those in vain at this point. `cohort`
    is the year of the exit; None: a later exit of somebody whose first one is in the figures, so it narrows none.
    """

    person: UUID
    episode: Key
    exited_on: date
    point: FollowUpPoint
    due_on: date
    state: CheckState
    seen: PointSeen
    basis: Basis | None
    attempts: tuple[Attempt, ...]
    cohort: str | None


def checks(
    people: Iterable[Person], editions: Mapping[UUID, EditionKnown], rule: DurabilityRule, today: date
) -> list[Check]:
    """Return every planned check of everybody who left what aims at employment, in no order that means anything.

    Of somebody who left more than once, those after the exit that counts in the figures, and those after the last one.
    """
    everybody = list(people)
    counting = exits(everybody, editions, None, None, rule)
    counted = {stay.key for _, stay in counting}
    last = replace(rule, which_exit=WhichExit.LAST)
    since = [pair for pair in exits(everybody, editions, None, None, last) if pair[1].key not in counted]
    found: list[Check] = []
    for person, stay in counting + since:
        assert stay.exited_on is not None  # noqa: S101 (an exit has its day)
        cohort = str(stay.exited_on.year) if stay.key in counted else None
        found += _of_stay(person, stay, stay.exited_on, editions, rule, today, cohort)
    return found


def basis_of(
    person: Person, stay: Stay, editions: Mapping[UUID, EditionKnown], point: FollowUpPoint, day: date
) -> Basis | None:
    """Return on what basis somebody may be asked for a point after a stay on a day, None: brak podstawy do kontaktu."""
    if stay.exited_on is None:
        return None
    consents = [(consent.since, consent.withdrawn_on) for consent in person.consents]
    rules = [editions[place.edition].rules for place in stay.places]
    return basis_for_contact(consents, rules, stay.exited_on, point, day)


def in_order(found: Sequence[Check]) -> list[Check]:
    """Return the checks in the order of calling: by how much an answer narrows what is unknown 12 months after.

    Behind them those of which no figure is unknown yet (windows that run), then later exits of people who came back.
    """
    by_place = {(check.episode, check.point): check for check in found}
    asked = [check for check in found if check.state in TO_ASK]
    counted = order([due_check(check) for check in asked if check.cohort is not None], bounds_of_checks(found))
    later = [check for check in asked if check.cohort is None]
    later.sort(key=lambda check: (check.due_on, check.person, check.episode, check.point))
    return [by_place[check.episode, check.point] for check in counted] + later


def bounds_of_checks(found: Iterable[Check]) -> Bounds:
    """Return how far the share of each year's exits is known at each point."""
    return bounds_of((check.cohort, check.point, check.seen) for check in found if check.cohort is not None)


def due_check(check: Check) -> DueCheck:
    """Return a check as the order of calling takes it."""
    return DueCheck(
        person=check.person,
        episode=check.episode,
        point=check.point,
        cohort=check.cohort or "",
        seen=check.seen,
        attempts=len(check.attempts),
    )


def _of_stay(
    person: Person,
    stay: Stay,
    exited_on: date,
    editions: Mapping[UUID, EditionKnown],
    rule: DurabilityRule,
    today: date,
    cohort: str | None,
) -> Iterator[Check]:
    bases = {point: basis_of(person, stay, editions, point, today) for point in POINTS}
    may_ask = [point for point, basis in bases.items() if basis is not None]
    seen = observe(person, stay, rule, today, may_ask=may_ask).points
    for point, at_point in zip(POINTS, seen, strict=True):
        yield Check(
            person=person.id,
            episode=stay.key,
            exited_on=exited_on,
            point=point,
            due_on=point_day(exited_on, point),
            state=_state(_Asked(person, stay, point, exited_on), at_point, bases[point], rule, today),
            seen=at_point,
            basis=bases[point],
            attempts=tuple(a for a in person.attempts if a.episode == stay.key and a.point is point),
            cohort=cohort,
        )


class _Asked:
    """What was asked and answered at one point after one exit."""

    def __init__(self, person: Person, stay: Stay, point: FollowUpPoint, exited_on: date) -> None:
        self.day = point_day(exited_on, point)
        self.opens_on = exited_on if point is FollowUpPoint.WEEKS_4 else self.day
        said = [answer for answer in person.answers if answer.episode == stay.key]
        tried = [a.result for a in person.attempts if a.episode == stay.key and a.point is point]
        self.answered = any(self.opens_on <= one.as_of <= self.day and one.situation in _TELLING for one in said)
        """Whether somebody said something of work within the days that the check is about."""

        self.refused = AttemptResult.REFUSED in tried or any(
            one.point is point and one.situation is Situation.WOULD_NOT_SAY for one in said
        )


def _state(asked: _Asked, seen: PointSeen, basis: Basis | None, rule: DurabilityRule, today: date) -> CheckState:
    if seen.state in _NOBODY:
        return CheckState.NOBODY_TO_ASK
    if today < asked.opens_on:
        return CheckState.NOT_DUE_YET
    if seen.state in _KNOWN or (asked.answered and seen.why is not Silence.CONTRADICTED):
        return CheckState.ANSWERED
    if asked.refused:
        return CheckState.GIVEN_UP
    return CheckState.WITHOUT_BASIS if basis is None else _to_ask(seen, asked.day, rule, today)


_NOBODY = frozenset({AtPoint.DIED, AtPoint.MOVED, AtPoint.RETURNED})
_KNOWN = frozenset({AtPoint.EMPLOYED, AtPoint.NOT_EMPLOYED})


def _to_ask(seen: PointSeen, day: date, rule: DurabilityRule, today: date) -> CheckState:
    if seen.state is AtPoint.PENDING:
        return CheckState.OPEN
    return CheckState.OVERDUE if (today - day).days > rule.answer_days else CheckState.DUE


_TELLING = frozenset({Situation.WORKS, Situation.DOES_NOT_WORK, Situation.IN_EDUCATION})
