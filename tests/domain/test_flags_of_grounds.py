"""On what ground somebody takes part, where it is to be explained: decision, grant, status, finding, agreement."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from domain.eligibility import Decision
from domain.flags import (
    Standing,
    decisions_expired,
    hours_after_status_lost,
    last_day,
    long_term_not_proven,
    no_agreement,
    no_eligibility_finding,
    no_grant,
    rules_not_set,
)
from domain.rules import RuleCode, Rules
from tests.entry_steps import find_eligible, find_ineligible
from tests.flag_steps import entry, noted, told
from tests.ground import limit, rule, ruled
from tests.later_steps import end_enrolment
from tests.steps import enrolled_in, refer

TUESDAY = date(2026, 6, 2)
UNTIL = date(2026, 6, 30)
CLOSES = date(2026, 12, 31)
DAY = timedelta(days=1)


@pytest.fixture(name="place")
def _place():
    person = enrolled_in("AOON", TUESDAY)
    return replace(person.enrolments[3], edition_ends_on=CLOSES)


def holding(item, since, until):
    return Standing(item=item, since=since, until=until)


def expired(place, *decisions, today=CLOSES):
    return [told(flag) for flag in decisions_expired(place, decisions, today)]


def test_an_enrolment_lasts_to_its_own_end_or_that_of_its_edition(place):
    assert last_day(place) == CLOSES
    assert last_day(replace(place, ended_on=UNTIL)) == UNTIL
    assert last_day(replace(place, ended_on=CLOSES + DAY)) == CLOSES
    assert last_day(replace(place, edition_ends_on=None)) is None


def test_a_decision_that_ended_is_to_be_explained_from_the_day_after(place):
    decision = holding(7, TUESDAY, UNTIL)
    assert expired(place, decision, today=UNTIL) == []
    assert expired(place, decision, today=UNTIL + DAY) == [("DECISION_EXPIRED:7", UNTIL + DAY, CLOSES, (7, 3))]


def test_a_decision_without_an_end_expires_never(place):
    assert expired(place, holding(7, TUESDAY, None)) == []


@pytest.mark.parametrize(("until", "flags"), [(TUESDAY - DAY, 0), (TUESDAY, 1)])
def test_a_decision_that_ended_before_the_enrolment_is_no_end_within_it(place, until, flags):
    assert len(expired(place, holding(7, date(2025, 1, 1), until))) == flags


@pytest.mark.parametrize(("ended_on", "flags"), [(UNTIL, 0), (UNTIL + DAY, 1)])
def test_who_left_by_the_last_day_of_the_decision_has_nothing_to_explain(place, ended_on, flags):
    assert len(expired(replace(place, ended_on=ended_on), holding(7, TUESDAY, UNTIL))) == flags


def test_the_next_decision_takes_over_on_the_day_after_or_ends_the_flag_when_it_begins(place):
    old = holding(7, TUESDAY, UNTIL)
    assert expired(place, old, holding(8, UNTIL + DAY, None)) == []
    assert expired(place, old, holding(8, UNTIL + 2 * DAY, None)) == [
        ("DECISION_EXPIRED:7", UNTIL + DAY, UNTIL + DAY, (7, 3))
    ]
    assert expired(place, old, holding(8, UNTIL + 9 * DAY, None), holding(9, UNTIL + 5 * DAY, None)) == [
        ("DECISION_EXPIRED:7", UNTIL + DAY, UNTIL + 4 * DAY, (7, 3))
    ]


def test_an_enrolment_without_an_end_leaves_the_flag_open(place):
    endless = replace(place, edition_ends_on=None)
    assert expired(endless, holding(7, TUESDAY, UNTIL)) == [("DECISION_EXPIRED:7", UNTIL + DAY, None, (7, 3))]


NEEDS_GRANT = ruled(rule(RuleCode.NEEDS_GRANT, value=True))


def granted(since, until):
    return Decision(item=7, decided_on=since, valid_from=since, valid_until=until, granted_minutes=600)


def ungranted(place, *grants, rules=NEEDS_GRANT):
    return [told(flag) for flag in no_grant(place, grants, rules)]


def test_where_the_edition_needs_granted_hours_their_lack_is_to_be_explained(place):
    assert ungranted(place) == [("NO_GRANT:3", TUESDAY, CLOSES, (3,))]
    assert ungranted(place, rules=Rules()) == []
    later = ruled(rule(RuleCode.NEEDS_GRANT, value=True, since=TUESDAY + DAY))
    assert ungranted(place, rules=later) == []


@pytest.mark.parametrize(
    ("since", "until", "flags"),
    [
        (date(2025, 1, 1), TUESDAY - DAY, 1),
        (date(2025, 1, 1), TUESDAY, 0),
        (date(2025, 1, 1), None, 0),
        (CLOSES, None, 0),
        (CLOSES + DAY, None, 1),
    ],
)
def test_one_day_of_the_enrolment_with_a_grant_suffices(place, since, until, flags):
    assert len(ungranted(place, granted(since, until))) == flags


def test_a_grant_in_days_to_come_answers_for_an_enrolment_without_an_end(place):
    assert ungranted(replace(place, edition_ends_on=None), granted(CLOSES + DAY, None)) == []


def after_loss(entries, *standings):
    return [told(flag) for flag in hours_after_status_lost(entries, standings)]


def test_hours_of_the_last_day_are_in_order_and_of_the_day_after_to_be_explained():
    held = holding(7, TUESDAY, UNTIL)
    assert after_loss([noted(entry(5, UNTIL))], held) == []
    hours = [noted(entry(6, UNTIL + 2 * DAY)), noted(entry(5, UNTIL + DAY))]
    assert after_loss(hours, held) == [("HOURS_AFTER_STATUS_LOST:7", UNTIL + DAY, UNTIL + 2 * DAY, (7, 5, 6))]


def test_a_night_that_reaches_into_the_day_after_is_to_be_explained():
    night = noted(entry(5, UNTIL, 120, "23:00"))
    assert after_loss([night], holding(7, TUESDAY, UNTIL)) == [
        ("HOURS_AFTER_STATUS_LOST:7", UNTIL, UNTIL + DAY, (7, 5))
    ]


def test_hours_before_the_first_status_or_without_any_are_no_hours_after_a_loss():
    early = [noted(entry(5, TUESDAY - DAY))]
    assert after_loss(early, holding(7, TUESDAY, UNTIL)) == []
    assert after_loss(early) == []


def test_another_status_of_the_sort_keeps_hours_in_order_and_the_one_lost_last_is_named():
    hours = [noted(entry(5, UNTIL + DAY)), noted(entry(6, UNTIL + 5 * DAY))]
    assert after_loss(hours, holding(7, TUESDAY, UNTIL), holding(8, TUESDAY, None)) == []
    assert after_loss(hours, holding(7, TUESDAY, UNTIL), holding(8, TUESDAY, UNTIL + 2 * DAY)) == [
        ("HOURS_AFTER_STATUS_LOST:8", UNTIL + 5 * DAY, UNTIL + 5 * DAY, (8, 6))
    ]


def unfound(person):
    [place] = person.enrolments.values()
    return [told(flag) for flag in no_eligibility_finding(place, person.verdicts.values())]


def assisted(on=TUESDAY):
    person = enrolled_in("AOON", on)
    [item] = person.enrolments
    return person, item


def test_who_takes_part_without_a_finding_has_it_to_be_explained():
    person, item = assisted()
    assert unfound(person) == [(f"NO_ELIGIBILITY_FINDING:{item}", TUESDAY, None, (item,))]


@pytest.mark.parametrize(("found_on", "until"), [(TUESDAY + DAY, TUESDAY), (TUESDAY + 9 * DAY, TUESDAY + 8 * DAY)])
def test_a_finding_that_came_later_ends_the_flag_the_day_before(found_on, until):
    person, item = assisted()
    find_eligible(person, found_on)
    find_eligible(person, found_on + DAY)
    assert unfound(person) == [(f"NO_ELIGIBILITY_FINDING:{item}", TUESDAY, until, (item,))]


def test_a_finding_by_the_day_of_the_enrolment_leaves_nothing_to_explain():
    person, _ = assisted()
    find_eligible(person, TUESDAY)
    assert unfound(person) == []


def test_a_refusal_afterwards_is_no_confirmation():
    person, item = assisted()
    find_ineligible(person, TUESDAY + DAY)
    assert unfound(person) == [(f"NO_ELIGIBILITY_FINDING:{item}", TUESDAY, None, (item,))]


def test_a_finding_for_another_episode_confirms_nothing():
    person, item = assisted()
    refer(person, TUESDAY)
    find_eligible(person, TUESDAY)
    assert [key for key, *_ in unfound(person)] == [f"NO_ELIGIBILITY_FINDING:{item}"]


def test_a_flag_of_an_enrolment_ends_with_it():
    person, item = assisted()
    end_enrolment(person, UNTIL)
    assert unfound(person) == [(f"NO_ELIGIBILITY_FINDING:{item}", TUESDAY, UNTIL, (item,))]


def test_long_term_unemployment_that_no_paper_proves_is_to_be_explained(place):
    assert [told(flag) for flag in long_term_not_proven(place, [9, 7], proven=False)] == [
        ("LONG_TERM_NOT_PROVEN:7", TUESDAY, CLOSES, (7, 9, 3))
    ]
    assert list(long_term_not_proven(place, [7], proven=True)) == []
    assert list(long_term_not_proven(place, [], proven=False)) == []


def test_an_enrolment_without_the_agreement_that_its_edition_needs_is_to_be_explained(place):
    for since, flags in ((TUESDAY, ["NO_AGREEMENT:3"]), (TUESDAY + DAY, [])):
        needs = ruled(rule(RuleCode.NEEDS_AGREEMENT, value=True, since=since))
        assert [flag.key for flag in no_agreement(place, needs)] == flags
        assert list(no_agreement(replace(place, agreement="ZMYŚLONE/1"), needs)) == []


def test_an_agreement_of_which_no_rule_is_recorded_is_to_be_explained(place):
    under = replace(place, agreement="ZMYŚLONE/1")
    assert [told(flag) for flag in rules_not_set(under, Rules())] == [("RULES_NOT_SET:3", TUESDAY, CLOSES, (3,))]
    assert list(rules_not_set(under, ruled(limit(RuleCode.LIMIT_WEEK, 600)))) == []
    assert list(rules_not_set(place, Rules())) == []
