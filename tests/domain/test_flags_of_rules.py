"""Hours that were judged by rules that nobody has checked: said once of the edition, with the rules."""

from datetime import date, timedelta

import pytest

from domain.flags import values_unconfirmed
from domain.rules import FirstRule, RuleCode, Rules, Unit
from tests.flag_steps import told
from tests.ground import ruled

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
DAY = timedelta(days=1)


def a_rule(code=RuleCode.LIMIT_WEEK, value=600, unit=Unit.MINUTES, *, confirmed=False, **said):
    return FirstRule(
        code=code, value=value, unit=unit, law="ustawa zmyślona", source="zmyślone", confirmed=confirmed, **said
    )


def found(days, *rules):
    flag = values_unconfirmed(ruled(*rules), days)
    return None if flag is None else told(flag)


def test_rules_to_be_confirmed_that_judged_hours_are_named_with_the_days():
    funding = a_rule(RuleCode.FUNDING, "GMINA", None)
    rules = funding, a_rule(), a_rule(RuleCode.LIMIT_DAY), a_rule(RuleCode.LIMIT_MONTH, confirmed=True)
    assert found([JUNE, MAY], *rules) == ("VALUES_UNCONFIRMED:2", MAY, JUNE, (2, 3))


def test_what_is_confirmed_or_judges_no_hours_waits_for_nobody():
    assert found([JUNE], a_rule(confirmed=True), a_rule(RuleCode.FUNDING, "GMINA", None)) is None
    assert found([JUNE]) is None
    assert values_unconfirmed(Rules(), [JUNE]) is None


def test_without_hours_nothing_was_judged():
    assert found([], a_rule()) is None


@pytest.mark.parametrize(("day", "is_found"), [(MAY - DAY, False), (MAY, True), (JUNE, True), (JUNE + DAY, False)])
def test_a_rule_judges_the_hours_of_its_days(day, is_found):
    assert (found([day], a_rule(since=MAY, until=JUNE)) is not None) is is_found
