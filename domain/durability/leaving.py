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
from domain.durability.report import Question
from domain.follow_up import FollowUpPoint, basis_for_contact
from domain.rules import Rules


class Left(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One person who left, and what is seen of them since."""

    of: Leaving
    seen: Seen


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
        return Left(of=of, seen=observe(person, stay, self._rule, self._today, may_ask=self.with_a_basis(of)))

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
    in_period = (first is None or first <= one.exited_on) and (last is None or one.exited_on <= last)
    return in_period and lets_through(question.only, one)


def figures(group: Sequence[Left]) -> GroupFigures:
    """Return the figures of a group."""
    return group_figures(
        len(group),
        [one.seen.staying for one in group if one.seen.staying is not None],
        [one.seen.to_work for one in group],
        {point.value: [one.seen.points[n] for one in group] for n, point in enumerate(POINTS)},
    )
