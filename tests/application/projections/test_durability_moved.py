"""Why a figure moved: the parts sum to the difference, whoever came in, left or changed, and whatever was asked."""

import random
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from application.projections.durability.answering import left_of
from application.projections.durability.moved import Asked, movement
from application.projections.evaluated.moving import why
from application.projections.evaluated.turning import FactAt, Turn
from domain.durability.definition import DEFAULT, EMPLOYEES
from domain.durability.leaving import figures
from domain.durability.moving import FIGURES, published_counts, published_differences
from domain.durability.report import Filters, Question, WhatIf
from domain.durability.rounding import published_whole
from domain.durability.suppression import LEAST
from domain.moving import Why, differences
from domain.vocabulary import Sex
from tests.clubs_left import a_club
from tests.deep import times


class Told:
    """A club's histories, as the log would tell them: every change is a fact at a position of its own."""

    def __init__(self, club):
        changes = sorted(
            ((day, person.id, n) for person, said in club.lives for n, (day, _) in enumerate(said)),
            key=lambda one: one[:2],
        )
        self.club = club
        self.at = {(id, n): position for position, (_, id, n) in enumerate(changes, start=2)}
        self.days = {position: day for position, (day, _, _) in enumerate(changes, start=2)}

    def known_on(self, day):
        population = self.club.known_on(day)
        position = max((p for p, since in self.days.items() if since <= day), default=1)
        return msgspec.structs.replace(population, position=position)

    def turns(self, groups, first, last):
        return [[*self._of(group, first, last)] for group in groups]

    def _of(self, group, first, last):
        lives = [(person, said) for person, said in self.club.lives if person.id in group]
        ours = sorted(self.at[person.id, n] for person, said in lives for n in range(len(said)))
        for position in (first, *(p for p in ours if first < p <= last)):
            people = []
            for person, said in lives:
                for n, (_, change) in enumerate(said):
                    if self.at[person.id, n] <= position:
                        person = change(person)  # noqa: PLW2901
                people.append(person)
            yield Turn(position=position, people=tuple(people))

    def facts(self, positions):
        return {
            p: FactAt(
                topic="journey.employment-started.2",
                occurred_on=self.days[p] - timedelta(days=30),
                recorded_at=datetime.combine(self.days[p], datetime.min.time(), tzinfo=UTC) + timedelta(hours=12),
            )
            for p in positions
        }


def sums(found):
    return [(one.figure, one.after - one.before) for one in found], [
        (one.figure, sum(part.by for part in one.parts)) for one in found
    ]


@pytest.mark.parametrize("seed", range(times(4, 200)))
def test_the_parts_of_every_difference_sum_to_it_also_as_they_are_published(seed):
    chance = random.Random(seed)
    told = Told(a_club(chance, chance.randrange(1, 40), years=2))
    first, second = sorted(date(2022, 6, 1) + timedelta(days=chance.randrange(900)) for _ in range(2))
    only = chance.choice([Filters(), Filters(sex=Sex.FEMALE)])
    asked = Question(only=only, first=chance.choice([None, date(2022, 9, 1)]))
    by_another = Question(
        definition=EMPLOYEES.name, what_if=WhatIf(gap_days=0), only=only, last=date(2023, 6, 1), first=asked.first
    )
    other = chance.choice([asked, by_another])
    found = movement(
        told,
        Asked(question=asked, population=told.known_on(first)),
        Asked(question=other, population=told.known_on(second)),
    )

    said = differences(found.before, found.after, found.moved, FIGURES)
    before, after = (
        published_counts(published_whole(figures(left_of(told.known_on(day), question))))
        for day, question in ((first, asked), (second, other))
    )
    shown = published_differences(before, after, found.moved)
    back = published_differences(after, before, found.moved, in_order=False)

    for differing in (said, shown, back):
        moved, parts = sums(differing)
        assert moved == parts
    assert {one.figure for one in said} == {
        figure for figure in {*found.before, *found.after} if found.before.get(figure, 0) != found.after.get(figure, 0)
    }
    assert all(part.by % LEAST == 0 for one in (*shown, *back) for part in one.parts)
    assert [(one.figure, one.after, one.before) for one in back] == [
        (one.figure, one.before, one.after) for one in shown
    ]


def test_between_two_rules_at_one_time_only_the_rule_moves_figures():
    told = Told(a_club(random.Random(5), 40, years=2))
    known = told.known_on(date(2024, 6, 1))

    found = movement(
        told,
        Asked(question=Question(definition=DEFAULT.name), population=known),
        Asked(question=Question(definition=EMPLOYEES.name), population=known),
    )

    assert {step.why for one in found.moved for step in one.steps} == {Why.DEFINITION}


@pytest.mark.parametrize(
    ("topic", "occurred", "kind"),
    [
        ("journey.employment-corrected.1", 1, Why.CORRECTION),
        ("journey.exit-voided.1", 1, Why.VOID),
        ("journey.duplicate-linked.1", 1, Why.DUPLICATE),
        ("journey.follow-up-answered.1", 1, Why.ANSWER),
        ("journey.exited.1", 31, Why.LATE_ENTRY),
        ("journey.exited.1", 32, Why.SINCE),
    ],
)
def test_a_fact_about_a_day_before_the_first_time_came_late_and_one_about_a_later_day_happened_since(
    topic, occurred, kind
):
    day = date(2026, 4, 30) + timedelta(days=occurred)
    fact = FactAt(topic=topic, occurred_on=day, recorded_at=datetime(2026, 7, 1, tzinfo=UTC))

    assert why(fact, date(2026, 5, 31)) is kind
