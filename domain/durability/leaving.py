"""What is seen of each person who left, by one definition and up to one day: what every figure is counted from."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.durability.cohort import Aims, exit_that_counts
from domain.durability.cutting import Leaving, lets_through
from domain.durability.definition import DurabilityRule
from domain.durability.figures import GroupFigures
from domain.durability.group import group_figures
from domain.durability.observing import POINTS, Seen, observe, point_day
from domain.durability.person import EditionKnown, Person
from domain.durability.points import counted, number
from domain.durability.report import Filters, Question
from domain.follow_up import FollowUpPoint, basis_for_contact
from domain.rules import Rules

_EVERYBODY = Filters()


class Left(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One person who left, what is seen of them since, and what is told of them at the points, as a number."""

    of: Leaving
    seen: Seen
    told: int


class Watching:
    """By one definition and up to one day, with the editions as they were known: what is seen of whom."""

    def __init__(self, rule: DurabilityRule, today: date, editions: Mapping[UUID, EditionKnown]) -> None:
        """Start without anybody."""
        self._rule, self._today, self._editions = rule, today, editions
        self._aims = Aims(editions)
        self._by_rules: dict[tuple[frozenset[UUID], date], frozenset[FollowUpPoint]] = {}

    def left(self, person: Person) -> Left | None:
        """Return what is seen of a person since the exit that counts; None: there is none. Hours are not known here."""
        stay = exit_that_counts(person, self._aims, self._rule.which_exit)
        if stay is None or stay.exited_on is None:
            return None
        of = Leaving(person=person, stay=stay, exited_on=stay.exited_on, minutes=None)
        seen = observe(person, stay, self._rule, self._today, may_ask=self.with_a_basis(of))
        return Left(of=of, seen=seen, told=number(seen.points))

    def with_a_basis(self, one: Leaving) -> Collection[FollowUpPoint]:
        """Return the points about which somebody may be asked: on the day of each, or today.

        What the rules of editions say is asked once for all who left the same ones on the same day.
        """
        left_from = frozenset(place.edition for place in one.stay.places), one.exited_on
        by_rules = self._by_rules.get(left_from)
        if by_rules is None:
            rules = [self._editions[edition].rules for edition in left_from[0] if edition in self._editions]
            by_rules = self._by_rules[left_from] = self._points(one.exited_on, (), rules)
        if not one.person.consents:
            return by_rules
        consents = [(consent.since, consent.withdrawn_on) for consent in one.person.consents]
        return by_rules | self._points(one.exited_on, consents, ())

    def _points(
        self, exited_on: date, consents: Sequence[tuple[date, date | None]], rules: Sequence[Rules]
    ) -> frozenset[FollowUpPoint]:
        def holds(point: FollowUpPoint, day: date) -> bool:
            return basis_for_contact(consents, rules, exited_on, point, day) is not None

        days = ((point, point_day(exited_on, point)) for point in POINTS)
        return frozenset(point for point, day in days if holds(point, day) or holds(point, self._today))


def is_asked_about(question: Question, one: Leaving) -> bool:
    """Return whether somebody left in the period of a question, and is let through by its filters."""
    first, last = question.first, question.last
    if (first is not None and one.exited_on < first) or (last is not None and last < one.exited_on):
        return False
    return question.only == _EVERYBODY or lets_through(question.only, one)


def figures(group: Sequence[Left]) -> GroupFigures:
    """Return the figures of a group."""
    told = counted((one.told for one in group), len(POINTS))
    return group_figures(
        len(group),
        [one.seen.staying for one in group if one.seen.staying is not None],
        [one.seen.to_work for one in group],
        {point.value: at_point for point, at_point in zip(POINTS, told, strict=True)},
    )
