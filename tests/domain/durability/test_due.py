"""Which question is due to whom: each check at the edges of its days, by what is known, and by what allows to ask."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.durability.definition import DEFAULT
from domain.durability.due import CheckState, bounds_of_checks, checks, in_order
from domain.durability.observation import AtPoint, Silence
from domain.durability.observing import POINTS, point_day
from domain.durability.person import ConsentToContact, EditionKnown
from domain.follow_up import AttemptResult, ContactBasis, FollowUpPoint, Situation
from domain.rules import Rule, RuleCode, Rules
from domain.vocabulary import EpisodeKind
from tests.domain.durability.lives import EDITION, EXIT, LEFT, RECORD, on, person, says, stay, tried, works

WEEKS_4, MONTHS_3, MONTHS_6, MONTHS_12 = POINTS
DAY = timedelta(days=1)
OTHER_EDITION = UUID(int=71)
CONSENT = ConsentToContact(key=(RECORD, 900), since=date(2025, 1, 2), withdrawn_on=None)
TALKS = {
    FollowUpPoint.MONTHS_3: (EXIT.replace(month=6) - EXIT).days,
    FollowUpPoint.MONTHS_6: (EXIT.replace(month=9) - EXIT).days,
}


def rule(code, value=True, applies_to=None, until=None):
    return Rule(
        item=1, code=code, value=value, since=date(2020, 1, 1), until=until, law="umowa", confirmed=False,
        applies_to=applies_to,
    )  # fmt: skip


def edition(*rules, id=EDITION):
    return EditionKnown(
        edition=id,
        programme="AKTYWNY-KIS",
        code="zmyślona",
        opens_on=date(2020, 1, 1),
        closes_on=None,
        places=None,
        rules=Rules(all=rules),
    )


AIM = rule(RuleCode.AIM_EMPLOYMENT)
ESF = rule(RuleCode.CONTACT_BASIS, applies_to="ESF_4_WEEKS")
EVALUATION = rule(RuleCode.CONTACT_BASIS, applies_to="EVALUATION")


def agreed(*said, consent=CONSENT, **how):
    return replace(person(*said, **how), consents=() if consent is None else (consent,))


def asked(one, today, *rules):
    return {c.point: c for c in checks([one], {EDITION: edition(AIM, *rules)}, DEFAULT, today)}


def states(one, today, *rules):
    return [asked(one, today, *rules)[point].state for point in POINTS]


NOT_YET, OPEN, DUE, OVERDUE = CheckState.NOT_DUE_YET, CheckState.OPEN, CheckState.DUE, CheckState.OVERDUE
ANSWERED, NO_BASIS, GIVEN_UP, NOBODY = (
    CheckState.ANSWERED,
    CheckState.WITHOUT_BASIS,
    CheckState.GIVEN_UP,
    CheckState.NOBODY_TO_ASK,
)


def test_the_four_weeks_are_open_from_the_exit_through_the_28th_day_and_due_on_the_29th():
    for day in (EXIT, on(28)):
        assert states(agreed(), day)[0] is OPEN
    assert states(agreed(), on(29))[0] is DUE


@pytest.mark.parametrize("point", POINTS[1:])
def test_a_month_point_is_open_on_its_day_and_due_on_the_next(point):
    day = point_day(EXIT, point)
    for today, state in ((day - DAY, NOT_YET), (day, OPEN), (day + DAY, DUE)):
        check = asked(agreed(), today)[point]
        assert (check.state, check.due_on) == (state, day)


@pytest.mark.parametrize("point", POINTS)
def test_a_check_is_overdue_once_an_answer_about_today_would_not_count_for_it(point):
    day = point_day(EXIT, point)
    assert asked(agreed(), day + DEFAULT.answer_days * DAY)[point].state is DUE
    assert asked(agreed(), day + (DEFAULT.answer_days + 1) * DAY)[point].state is OVERDUE


@pytest.mark.parametrize(
    ("exit", "days"),
    [
        (date(2025, 8, 31), (date(2025, 9, 28), date(2025, 11, 30), date(2026, 2, 28), date(2026, 8, 31))),
        (date(2023, 8, 31), (date(2023, 9, 28), date(2023, 11, 30), date(2024, 2, 29), date(2024, 8, 31))),
        (date(2024, 2, 29), (date(2024, 3, 28), date(2024, 5, 29), date(2024, 8, 29), date(2025, 2, 28))),
    ],
)
def test_the_days_of_the_checks_are_clipped_to_the_end_of_their_month(exit, days):
    one = agreed(stays=(stay(exit),))
    assert tuple(asked(one, date(2027, 1, 1))[point].due_on for point in POINTS) == days


def test_without_a_basis_nothing_is_due_and_the_silence_says_so():
    unasked = asked(agreed(consent=None), on(200))
    assert [check.state for check in unasked.values()] == [NO_BASIS, NO_BASIS, NO_BASIS, NOT_YET]
    assert {unasked[point].seen.why for point in POINTS[:3]} == {Silence.NO_BASIS}
    assert {check.basis for check in unasked.values()} == {None}


def test_the_esf_duty_makes_the_four_weeks_work_until_its_last_day_and_nothing_afterwards():
    one = agreed(consent=None)
    check = asked(one, on(28), ESF)[WEEKS_4]
    assert (check.state, check.basis.kind, check.basis.until) == (OPEN, ContactBasis.ESF_4_WEEKS, on(28))
    assert states(one, on(29), ESF)[0] is NO_BASIS
    assert states(one, on(100), ESF)[1] is NO_BASIS
    assert states(one, on(100), ESF, EVALUATION)[1] is DUE


def test_a_withdrawn_consent_ends_the_asking_on_its_day():
    withdrawn = replace(CONSENT, withdrawn_on=on(100))
    assert states(agreed(consent=withdrawn), on(99))[1] is DUE
    assert states(agreed(consent=withdrawn), on(100))[1] is NO_BASIS


def test_an_answer_of_the_day_or_a_spell_over_it_answers_a_check():
    day = TALKS[MONTHS_3]
    assert states(agreed(says(day, point=MONTHS_3)), on(day + 1))[1] is ANSWERED
    assert states(agreed(says(day, Situation.DOES_NOT_WORK, point=MONTHS_3)), on(day))[1] is ANSWERED
    assert states(agreed(works(10, 400)), on(500)) == [ANSWERED] * 4


def test_an_answer_before_the_day_leaves_the_check_due():
    day = TALKS[MONTHS_3]
    assert states(agreed(says(day - 1, point=MONTHS_3)), on(day + 1))[1] is DUE


def test_an_answer_within_the_four_weeks_answers_them_and_one_after_does_not_unless_it_counts():
    assert states(agreed(says(3, Situation.DOES_NOT_WORK, point=WEEKS_4)), on(40))[0] is ANSWERED
    assert states(agreed(says(0, Situation.IN_EDUCATION, point=WEEKS_4)), on(10))[0] is ANSWERED
    assert states(agreed(says(3, Situation.WOULD_NOT_SAY, point=WEEKS_4)), on(10))[0] is GIVEN_UP
    late = on(28 + DEFAULT.answer_days + 2)
    assert states(agreed(says(28 + DEFAULT.answer_days + 1, point=WEEKS_4)), late)[0] is OVERDUE


def test_who_would_not_say_is_not_asked_again_at_that_point_but_at_the_next():
    for refusal in (tried(WEEKS_4, AttemptResult.REFUSED), says(30, Situation.WOULD_NOT_SAY, point=WEEKS_4)):
        assert states(agreed(refusal), on(100))[:2] == [GIVEN_UP, DUE]
    assert states(agreed(tried(WEEKS_4, AttemptResult.REFUSED), consent=None), on(100))[0] is GIVEN_UP


def test_a_try_in_vain_or_a_promise_leaves_the_check_due_and_is_counted():
    for result in (AttemptResult.NO_CONTACT, AttemptResult.PROMISED):
        check = asked(agreed(tried(WEEKS_4, result)), on(40))[WEEKS_4]
        assert (check.state, [attempt.result for attempt in check.attempts]) == (DUE, [result])
    assert asked(agreed(tried(WEEKS_4, AttemptResult.NO_CONTACT)), on(100))[MONTHS_3].attempts == ()


def test_answers_that_contradict_each_other_leave_the_check_due():
    day = TALKS[MONTHS_3]
    both = says(day, point=MONTHS_3), says(day, Situation.DOES_NOT_WORK, point=MONTHS_3)
    check = asked(agreed(*both), on(day + 1))[MONTHS_3]
    assert (check.state, check.seen.why) == (DUE, Silence.CONTRADICTED)


def test_what_is_only_inferred_answers_nothing():
    day = TALKS[MONTHS_3]
    inferred = agreed(inferred=(says(day, point=MONTHS_3),))
    check = asked(inferred, on(day + 1))[MONTHS_3]
    assert (check.state, check.seen.state) == (DUE, AtPoint.UNKNOWN)
    assert asked(agreed(), on(day + 1)) == asked(inferred, on(day + 1))


def test_the_dead_and_who_moved_away_or_came_back_are_asked_no_more():
    assert states(agreed(died=50), on(400))[1:] == [NOBODY] * 3
    assert states(agreed(says(60, Situation.MOVED_AWAY)), on(400))[1:] == [NOBODY] * 3
    back = agreed(stays=(LEFT, stay(None, began_on=on(50), item=40)))
    assert states(back, on(400))[1:] == [NOBODY] * 3


def test_users_of_a_service_who_stay_and_who_aimed_at_nothing_are_never_asked():
    for never in (stay(kind=EpisodeKind.SERVICE), stay(None), stay(edition=OTHER_EDITION)):
        others = {EDITION: edition(AIM), OTHER_EDITION: edition(id=OTHER_EDITION)}
        assert checks([agreed(stays=(never,))], others, DEFAULT, on(900)) == []
    assert checks([], {}, DEFAULT, on(900)) == []
    assert in_order([]) == []


def test_after_the_last_exit_of_who_came_back_the_club_asks_too_but_it_narrows_no_figure():
    again = stay(on(200), began_on=on(120), item=40)
    found = checks([agreed(stays=(LEFT, again))], {EDITION: edition(AIM)}, DEFAULT, on(600))
    assert [(c.episode, c.cohort) for c in found] == [(LEFT.key, "2025")] * 4 + [(again.key, None)] * 4
    assert [check.episode for check in in_order(found)] == [LEFT.key] * 2 + [again.key] * 4
    assert [check.due_on for check in in_order(found)][2:] == sorted(c.due_on for c in found if c.cohort is None)
    assert set(bounds_of_checks(found)) == {("2025", WEEKS_4), ("2025", MONTHS_3)}, "the rest came back before"


def many(*people, today):
    return checks(people, {EDITION: edition(AIM)}, DEFAULT, today)


def numbered(number, *said, exited_on=EXIT, consent=CONSENT):
    record = UUID(int=number)
    left = stay(exited_on, record=record)
    moved = [replace(one, episode=left.key) if hasattr(one, "episode") else one for one in said]
    return agreed(*moved, consent=consent, stays=(left,), id=record)


def test_the_twelve_months_come_first_of_the_smaller_cohort_then_the_nearer_points_the_windows_last():
    one_of_2024 = numbered(1, exited_on=date(2024, 12, 5))
    two_of_2025 = numbered(2), numbered(3)
    just_left = numbered(4, exited_on=date(2026, 5, 1))
    today = date(2026, 5, 20)
    ordered = in_order(many(one_of_2024, *two_of_2025, just_left, today=today))
    places = [(check.person.int, check.point) for check in ordered]
    assert places[:3] == [(1, MONTHS_12), (2, MONTHS_12), (3, MONTHS_12)]
    assert places[3:6] == [(1, MONTHS_6), (2, MONTHS_6), (3, MONTHS_6)]
    assert places[-1] == (4, WEEKS_4)
    assert ordered[-1].state is OPEN


def test_only_what_is_to_be_asked_is_in_the_order():
    found = many(numbered(1), numbered(2, consent=None), numbered(3, works(5, 500)), today=on(500))
    assert {check.person.int for check in in_order(found)} == {1}
    assert len(in_order(found)) == 4
