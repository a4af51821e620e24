"""What evaluators get of the measures: multiples of five, and nothing that changes because of fewer than five."""

from datetime import date
from uuid import UUID

import pytest
from msgspec.structs import replace

from application.projections.durability.published import Period
from application.projections.evaluated.people import Population
from application.projections.measures.published import MeasurePublications, period_on
from domain.vocabulary import Sex
from tests.domain.measures.lives import EDITIONS, job, person, said, stay

JUNE, DECEMBER = date(2027, 6, 30), date(2027, 12, 31)
LEFT = date(2026, 3, 31)


def population(people, day):
    numbered = (replace(one, id=UUID(int=number)) for number, one in enumerate(people, start=1))
    return Population(position=day.toordinal(), today=day, people=tuple(numbered), editions=EDITIONS)


def publications(june, december):
    known = {JUNE: population(june, JUNE), DECEMBER: population(december, DECEMBER)}
    return MeasurePublications(known.__getitem__)


def women(count, **said):
    return [person(**said) for _ in range(count)]


def men(count):
    return [person(sex=Sex.MALE) for _ in range(count)]


def employed(published, days, pooled=Period.ALL):
    found = published.indicators(pooled, days, days[-1])
    return next((one for one in found.results if one.measure == "EECR04@1"), None)


@pytest.mark.parametrize(
    ("pooled", "day", "first", "last"),
    [
        (Period.YEAR, JUNE, date(2026, 1, 1), date(2026, 12, 31)),
        (Period.YEAR, DECEMBER, date(2027, 1, 1), DECEMBER),
        (Period.YEARS_3, DECEMBER, date(2025, 1, 1), DECEMBER),
        (Period.ALL, JUNE, None, date(2026, 12, 31)),
    ],
)
def test_what_is_published_is_of_whole_years_that_are_over(pooled, day, first, last):
    assert (period_on(pooled, day).first, period_on(pooled, day).last) == (first, last)


def test_a_line_of_fewer_than_five_people_is_withheld_and_of_five_it_is_not():
    assert employed(publications(women(4), women(4)), [JUNE]) is None
    told = employed(publications(women(5), women(5)), [JUNE])
    assert told is not None
    assert (told.total.denominator, told.total.unknown, told.total.rate) == (5, 5, None)


@pytest.mark.parametrize(("males", "apart"), [(0, True), (4, False), (5, True)])
def test_women_and_men_are_told_apart_only_where_each_of_them_are_five_or_nobody(males, apart):
    told = employed(publications(women(8) + men(males), []), [JUNE])
    assert told is not None
    assert (told.women is not None) is (told.men is not None) is apart


@pytest.mark.parametrize("more", [0, 1, 4, 5, 9])
def test_a_figure_stands_until_something_changed_for_five_people_or_more(more):
    works = women(more, spells=(job(LEFT),))
    published = publications(women(30), women(30 - more) + works)
    june, december = employed(published, [JUNE]), employed(published, [JUNE, DECEMBER])
    assert june is not None
    assert december is not None
    moved = december.today == DECEMBER
    assert moved is (more in {0, 5, 9})
    assert moved or december == june
    assert employed(published, [JUNE]) == june


@pytest.mark.parametrize("more", [1, 4, 5])
def test_who_comes_in_later_moves_a_figure_only_with_four_others(more):
    published = publications(women(20), women(20 + more))
    told = employed(published, [JUNE, DECEMBER])
    assert told is not None
    assert told.total.denominator == (25 if more == 5 else 20)


@pytest.mark.parametrize(("more", "told"), [(0, True), (1, False), (4, False), (5, True)])
def test_more_years_together_are_told_of_where_they_add_five_people_or_nobody(more, told):
    before = stay(date(2024, 3, 1), date(2024, 9, 1))
    published = publications(women(12) + women(more, stays=(before,)), [])
    assert employed(published, [JUNE], Period.YEAR) is not None
    for pooled in (Period.YEARS_3, Period.YEARS_5, Period.ALL):
        assert (employed(published, [JUNE], pooled) is not None) is told


def test_shares_are_of_rounded_counts_and_of_twenty_people_or_more():
    def rate(works, idle):
        answered = women(idle, answers=(said(LEFT),))
        told = employed(publications(women(works, spells=(job(LEFT),)) + answered, []), [JUNE])
        return told.total.numerator, told.total.denominator, told.total.rate

    assert rate(7, 10) == (5, 15, None)
    assert rate(8, 10) == (10, 20, 0.5)
    assert rate(22, 0) == (20, 20, 1.0)
    assert rate(0, 22) == (0, 20, 0.0)


def test_every_published_number_is_a_multiple_of_five_and_what_is_not_told_is_named():
    published = publications(women(7) + men(6), [])
    told = published.indicators(Period.ALL, [JUNE], JUNE)
    assert told.published is not None
    for one in told.outputs.indicators:
        for answered in (one.period, one.cumulative):
            if answered is not None:
                assert all(c.total % 5 == 0 for c in (answered.people, answered.refused, answered.not_asked))
    assert "EECR01@1" in told.published.withheld
    assert "EECR04@1" not in told.published.withheld
