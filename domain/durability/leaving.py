"""What is seen of each person who left, by one definition and up to one day: what every figure is counted from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.durability.cohort import exits
from domain.durability.cutting import Leaving, lets_through
from domain.durability.definition import DurabilityRule
from domain.durability.figures import GroupFigures
from domain.durability.group import group_figures
from domain.durability.observing import POINTS, Seen, observe, point_day
from domain.durability.person import EditionKnown, Key, Person
from domain.durability.report import Question
from domain.follow_up import FollowUpPoint, basis_for_contact

Minutes = Callable[[Key], int]
"""How many minutes an enrolment had."""


class Left(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One person who left, and what is seen of them since."""

    of: Leaving
    seen: Seen


def leavers(
    people: Iterable[Person],
    editions: Mapping[UUID, EditionKnown],
    question: Question,
    rule: DurabilityRule,
    minutes: Minutes | None = None,
) -> list[Leaving]:
    """Return whom a question is about, each person once. `minutes` is None where nobody asks for hours."""
    left = (
        Leaving(
            person=person,
            stay=stay,
            exited_on=stay.exited_on,
            minutes=None if minutes is None else sum(minutes(place.key) for place in stay.places),
        )
        for person, stay in exits(people, editions, question.first, question.last, rule)
        if stay.exited_on is not None
    )
    return [one for one in left if lets_through(question.only, one)]


def left(one: Leaving, rule: DurabilityRule, today: date, editions: Mapping[UUID, EditionKnown]) -> Left:
    """Return somebody who left with what is seen of them up to a day."""
    return Left(of=one, seen=observe(one.person, one.stay, rule, today, may_ask=with_a_basis(one, today, editions)))


def with_a_basis(one: Leaving, today: date, editions: Mapping[UUID, EditionKnown]) -> list[FollowUpPoint]:
    """Return the points about which somebody may be asked: on the day of each, or today."""
    consents = [(consent.since, consent.withdrawn_on) for consent in one.person.consents]
    rules = [editions[place.edition].rules for place in one.stay.places if place.edition in editions]

    def holds(point: FollowUpPoint, day: date) -> bool:
        return basis_for_contact(consents, rules, one.exited_on, point, day) is not None

    return [point for point in POINTS if holds(point, point_day(one.exited_on, point)) or holds(point, today)]


def figures(group: Sequence[Left]) -> GroupFigures:
    """Return the figures of a group."""
    return group_figures(
        len(group),
        [one.seen.staying for one in group if one.seen.staying is not None],
        [one.seen.to_work for one in group],
        {point.value: [one.seen.points[n] for one in group] for n, point in enumerate(POINTS)},
    )
