"""In which group somebody stands who left: on both sides of every limit, and never nowhere."""

from datetime import date
from uuid import UUID

import msgspec
import pytest

from domain.durability.cutting import UNKNOWN, Leaving, keys, lets_through, order, words
from domain.durability.person import Membership, Place, Stay
from domain.durability.report import AgeBand, Cut, Filters
from domain.eligibility import GroupCode
from domain.vocabulary import EpisodeKind, ExitKind, Sex
from tests.clubs_left import EDITIONS, a_person

LEFT_ON = date(2025, 6, 30)
FIRST, SECOND, _ = EDITIONS.values()


def place(edition, item):
    return Place(
        key=(UUID(int=1, version=4), item),
        programme=edition.programme,
        edition=edition.edition,
        since=date(2025, 1, 1),
        until=LEFT_ON,
    )


def member(group, since, until):
    return Membership(key=(UUID(int=1, version=4), 2), group=GroupCode(group), since=since, until=until, primary=True)


def leaving(exited_on=LEFT_ON, minutes=None, editions=(FIRST,), **said):
    stay = Stay(
        key=(UUID(int=1, version=4), 1),
        kind=EpisodeKind.KIS,
        referred_on=date(2025, 1, 1),
        began_on=date(2025, 1, 1),
        exited_on=exited_on,
        exit_kind=ExitKind.COMPLETED,
        exit_key=(UUID(int=1, version=4), 4),
        places=tuple(place(edition, item) for item, edition in enumerate(editions, start=3)),
    )
    return Leaving(person=a_person(1, stays=(stay,), **said), stay=stay, exited_on=exited_on, minutes=minutes)


@pytest.mark.parametrize(
    ("birth_year", "band"),
    [
        (2008, "UNDER_18"),
        (2007, "18_TO_29"),
        (1996, "18_TO_29"),
        (1995, "30_TO_54"),
        (1971, "30_TO_54"),
        (1970, "55_AND_MORE"),
        (None, UNKNOWN),
    ],
)
def test_age_is_the_one_reached_in_the_year_of_the_exit(birth_year, band):
    assert keys(Cut.AGE, leaving(birth_year=birth_year)) == (band,)


@pytest.mark.parametrize(
    ("minutes", "band"),
    [
        (0, "0"),
        (1, "UNDER_40"),
        (40 * 60 - 1, "UNDER_40"),
        (40 * 60, "40_TO_119"),
        (120 * 60, "120_TO_299"),
        (300 * 60 - 1, "120_TO_299"),
        (300 * 60, "300_AND_MORE"),
        (None, UNKNOWN),
    ],
)
def test_hours_have_bands_and_none_is_one_of_its_own(minutes, band):
    assert keys(Cut.DOSE, leaving(minutes=minutes)) == (band,)


@pytest.mark.parametrize(
    ("day", "year", "half", "quarter"),
    [
        (date(2025, 3, 31), "2025", "2025-H1", "2025-Q1"),
        (date(2025, 4, 1), "2025", "2025-H1", "2025-Q2"),
        (date(2025, 6, 30), "2025", "2025-H1", "2025-Q2"),
        (date(2025, 7, 1), "2025", "2025-H2", "2025-Q3"),
        (date(2025, 12, 31), "2025", "2025-H2", "2025-Q4"),
    ],
)
def test_a_cohort_is_the_year_half_year_or_quarter_of_the_exit(day, year, half, quarter):
    one = leaving(exited_on=day)
    cuts = (Cut.COHORT_YEAR, Cut.COHORT_HALF_YEAR, Cut.COHORT_QUARTER)
    assert [keys(cut, one) for cut in cuts] == [(year,), (half,), (quarter,)]


def test_a_group_is_one_that_was_established_on_the_day_of_the_exit():
    over = member("ALCOHOL", date(2025, 1, 1), date(2025, 6, 29))
    holds = member("DRUGS", date(2025, 1, 1), LEFT_ON)
    begins = member("HOMELESS", date(2025, 7, 1), None)
    also = member("UNEMPLOYED", LEFT_ON, None)
    assert keys(Cut.GROUP, leaving(memberships=(over, holds, begins, also))) == ("DRUGS", "UNEMPLOYED")
    assert keys(Cut.GROUP, leaving(memberships=(over, begins))) == (UNKNOWN,)


def test_whoever_was_in_two_programmes_stands_in_both():
    one = leaving(editions=(SECOND, FIRST))
    assert keys(Cut.PROGRAMME, one) == tuple(sorted((FIRST.programme, SECOND.programme)))
    assert keys(Cut.EDITION, one) == tuple(sorted((str(FIRST.edition), str(SECOND.edition))))


@pytest.mark.parametrize(
    ("only", "through"),
    [
        (Filters(), True),
        (Filters(programme=FIRST.programme), True),
        (Filters(programme=SECOND.programme), False),
        (Filters(edition=SECOND.edition), False),
        (Filters(sex=Sex.FEMALE), True),
        (Filters(sex=Sex.MALE), False),
        (Filters(age=AgeBand.FROM_30_TO_54), True),
        (Filters(age=AgeBand.FROM_55), False),
        (Filters(group=GroupCode("DRUGS")), True),
        (Filters(group=GroupCode("ALCOHOL"), sex=Sex.FEMALE), False),
    ],
)
def test_a_filter_lets_through_who_is_all_that_it_says(only, through):
    one = leaving(sex=Sex.FEMALE, birth_year=1990, memberships=(member("DRUGS", date(2025, 1, 1), None),))
    assert lets_through(only, one) is through


@pytest.mark.parametrize("cut", Cut)
def test_every_group_of_every_cut_has_a_name_in_both_languages_and_who_is_not_known_stands_last(cut):
    known = leaving(sex=Sex.MALE, birth_year=1990, minutes=60, memberships=(member("DRUGS", LEFT_ON, None),))
    [key] = keys(cut, known)
    called = words(cut, key, EDITIONS)
    assert called.pl
    assert called.en
    assert order(cut, key) < order(cut, UNKNOWN)
    unknown = msgspec.structs.replace(known, minutes=None, person=a_person(1))
    if (key := keys(cut, unknown)[0]) == UNKNOWN:
        assert "nieznan" in words(cut, key, EDITIONS).pl or "bez" in words(cut, key, EDITIONS).pl
