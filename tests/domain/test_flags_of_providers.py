"""Who provides a service, where it is to be explained: in two places at once, for too long, or for kin."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.flags import Serving, provider_twice
from domain.hours.provider import Led
from domain.rules import RuleCode, Rules
from domain.vocabulary import HoursDirection
from tests.flag_steps import entry, noted, told
from tests.ground import EDITION, rule, ruled
from tests.steps import ANNA, BOGDAN

TUESDAY = date(2026, 6, 2)
DAY = timedelta(days=1)
CELINA = UUID("00000000-0000-4000-8000-0000000000c1")
ELSEWHERE = UUID("00000000-0000-4000-8000-0000000000e9")
GROUP = ruled(rule(RuleCode.PEOPLE_PER_PROVIDER, 15))
TWELVE_HOURS = ruled(rule(RuleCode.PROVIDER_IN_24_HOURS, 720))


def by_celina(item, day, minutes, at, **said):
    return entry(item, day, minutes, at, provider=CELINA, **({"direction": HoursDirection.RECEIVED} | said))


def led(of, participant=BOGDAN, edition=EDITION):
    return Led(participant=participant, edition=edition, entry=of)


def found(own, *others, rules=None, kin=False):
    known = rules or {}
    flags = provider_twice(
        ANNA,
        EDITION,
        [noted(own)],
        {CELINA: Serving([*others, led(own, ANNA)])},
        lambda edition: known.get(edition, Rules()),
        lambda provider, day: kin and (provider, day) == (CELINA, TUESDAY),
    )
    return [told(flag) for flag in flags]


MINE = by_celina(5, TUESDAY, 60, "09:00")
FLAG = [("PROVIDER_TWICE:5", TUESDAY, TUESDAY, (5,))]


@pytest.mark.parametrize(("at", "flags"), [("10:00", []), ("09:59", FLAG), ("08:01", FLAG), ("08:00", [])])
def test_a_provider_who_is_with_somebody_else_for_a_minute_of_the_entry_is_to_be_explained(at, flags):
    assert found(MINE, led(by_celina(5, TUESDAY, 60, at))) == flags


def test_two_entries_of_one_person_are_not_two_places():
    assert found(MINE, led(by_celina(6, TUESDAY, 60, "09:30"), ANNA)) == []


def test_a_group_of_one_edition_is_one_place_and_a_group_of_two_editions_is_not():
    meanwhile = by_celina(7, TUESDAY, 60, "09:30")
    assert found(MINE, led(meanwhile), rules={EDITION: GROUP}) == []
    assert found(MINE, led(meanwhile, edition=ELSEWHERE), rules={EDITION: GROUP, ELSEWHERE: GROUP}) == FLAG


def test_a_service_that_began_the_day_before_and_lasts_through_the_night_is_seen():
    early = by_celina(5, TUESDAY, 60, "05:00")
    assert found(early, led(by_celina(7, TUESDAY - DAY, 480, "22:00"))) == [
        ("PROVIDER_TWICE:5", TUESDAY, TUESDAY, (5,))
    ]
    assert found(early, led(by_celina(7, TUESDAY - DAY, 420, "22:00"))) == []


@pytest.mark.parametrize(("minutes", "flags"), [(660, []), (661, FLAG)])
def test_twelve_hours_in_twenty_four_are_in_order_and_a_minute_more_is_to_be_explained(minutes, flags):
    later = led(by_celina(7, TUESDAY, minutes, "10:00"))
    assert found(MINE, later, rules={EDITION: TWELVE_HOURS}) == flags


def test_hours_elsewhere_count_where_the_same_rule_holds_there():
    later = led(by_celina(7, TUESDAY, 700, "10:00"), edition=ELSEWHERE)
    assert found(MINE, later, rules={EDITION: TWELVE_HOURS}) == []
    assert found(MINE, later, rules={EDITION: TWELVE_HOURS, ELSEWHERE: TWELVE_HOURS}) == FLAG


def test_without_a_rule_no_number_of_hours_is_too_long():
    assert found(MINE, led(by_celina(7, TUESDAY, 800, "10:00"))) == []


def test_a_provider_who_is_kin_on_that_day_is_to_be_explained():
    assert found(MINE, kin=True) == FLAG
    assert found(by_celina(5, TUESDAY + DAY, 60, "09:00"), kin=True) == []


def test_hours_without_a_provider_are_nobodys():
    assert found(entry(5, TUESDAY, 60, "09:00"), led(by_celina(7, TUESDAY, 60, "09:00")), kin=True) == []
