"""What evaluators see of a service: people in fives, amounts in steps, and never a count of a few."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.project_durability.gaps import Bounds
from domain.project_durability.promises import Promise
from domain.project_durability.published import published
from domain.project_durability.years import Amount
from tests.durability_ground import SINCE, between, edition, judged, measure, open_on, owing, promising

FIRST_YEAR = list(between(SINCE, date(2027, 2, 28)))
AFTER = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("people", "seen", "presences"),
    [
        (0, Bounds(least=0, most=4), None),
        (4, Bounds(least=0, most=4), None),
        (5, Bounds(least=5, most=9), Bounds(least=100, most=199)),
        (44, Bounds(least=40, most=44), Bounds(least=100, most=199)),
        (45, Bounds(least=45, most=49), Bounds(least=100, most=199)),
    ],
)
def test_evaluators_see_people_in_fives_amounts_in_steps_and_none_of_fewer_than_five_people(people, seen, presences):
    rules = [owing(), promising(Promise.PEOPLE_YEAR, 45), promising(Promise.PRESENCES_YEAR, 999)]
    amounts = {1: Amount(people=people, presences=199, minutes=7000)}
    year, _ = judged(edition(rules, open_on(FIRST_YEAR)), today=AFTER, amounts=amounts)

    shown = published(year)

    counted = measure(shown, Promise.PEOPLE_YEAR)
    assert (counted.numerator, counted.needed, counted.denominator) == (seen, None, 45)
    assert measure(shown, Promise.PRESENCES_YEAR).numerator == presences
    assert measure(shown, Promise.HOURS_YEAR).numerator == (presences and Bounds(least=6000, most=11_999))
    assert all(measure(shown, promise).needed is None for promise in (Promise.PRESENCES_YEAR, Promise.HOURS_YEAR))
    assert (shown.days, shown.gaps, shown.unknown_attended) == (year.days, year.gaps, None)


def test_two_answers_that_evaluators_can_get_never_differ_by_fewer_than_five_people():
    year, _ = judged(edition([owing()], open_on(FIRST_YEAR)), today=AFTER)
    counted = measure(year, Promise.PEOPLE_YEAR)

    def shown(people: int) -> Bounds | None:
        there = replace(counted, numerator=Bounds(least=people, most=people))
        return measure(published(replace(year, measured=(there,))), Promise.PEOPLE_YEAR).numerator

    least = sorted({bounds.least for bounds in map(shown, range(60)) if bounds is not None})

    assert least == list(range(0, 60, 5))


def test_silence_stays_silence_for_evaluators():
    year, _ = judged(edition([owing()], {}), today=AFTER, amounts={1: Amount(people=9, presences=9, minutes=9)})

    assert measure(published(year), Promise.PEOPLE_YEAR).numerator == Bounds(least=5, most=None)
