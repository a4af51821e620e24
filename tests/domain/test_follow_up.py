"""Follow-up: the club asks who left it; no answer is no "no", and users of a service are not asked."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.follow_up import (
    AnswerOfTheFuture,
    AttemptResult,
    ContactBasis,
    FollowUpAnswered,
    FollowUpAttempted,
    FollowUpPoint,
    NotAskedAboutWork,
    NotLeftYet,
    Situation,
)
from domain.participation import AfterDeath, ClosedAlready
from domain.refusals import NotFound
from domain.vocabulary import Channel, EpisodeKind, EvidenceGrade
from tests.follow_up_steps import MAY_ASK, answer, call
from tests.later_steps import close_case, die, void
from tests.steps import STAMP, TODAY, enrolled_in, last_fact, leave, refer, refused, registered

MAY, JUNE, JULY = date(2026, 5, 4), date(2026, 6, 1), date(2026, 7, 1)
DAY = timedelta(days=1)
EITHER = pytest.mark.parametrize("ask", [call, answer])


@pytest.fixture
def anna():
    anna = enrolled_in("PSU", MAY)
    leave(anna, JUNE)
    return anna


@pytest.mark.parametrize("point", FollowUpPoint)
@pytest.mark.parametrize("result", AttemptResult)
def test_an_attempt_in_vain_is_kept_and_is_no_answer(anna, point, result):
    how = {"episode": 2, "point": point, "channel": Channel.LETTER, "result": result, "note": "notatka"}
    anna.attempt_follow_up(STAMP, TODAY, {anna.enrolments[4].edition: MAY_ASK}, asked_on=JULY, override=None, **how)
    said = {"occurred_on": JULY, "basis": ContactBasis.EVALUATION, "override": None}
    assert last_fact(anna) == (FollowUpAttempted, said | how)
    follow_up = anna.follow_ups[6]
    assert (follow_up.point, follow_up.asked_on, follow_up.result) == (point, JULY, result)
    assert follow_up.situation is None


@pytest.mark.parametrize("situation", Situation)
def test_an_answer_is_kept_with_the_day_that_it_speaks_of(anna, situation):
    anna.answer_follow_up(
        STAMP,
        TODAY,
        episode=2,
        point=FollowUpPoint.MONTHS_6,
        asked_on=TODAY,
        as_of=JULY,
        channel=Channel.VISIT,
        situation=situation,
        evidence=EvidenceGrade.REGISTER,
        note=None,
    )
    said = {"point": FollowUpPoint.MONTHS_6, "channel": Channel.VISIT, "as_of": JULY, "situation": situation}
    said |= {"occurred_on": TODAY, "episode": 2, "evidence": EvidenceGrade.REGISTER, "note": None}
    assert last_fact(anna) == (FollowUpAnswered, said)
    follow_up = anna.follow_ups[6]
    assert (follow_up.situation, follow_up.as_of, follow_up.result) == (situation, JULY, None)


@EITHER
def test_who_left_is_asked_from_the_day_of_the_exit_to_today(anna, ask):
    with refused(NotLeftYet, "/asked_on") as early:
        ask(anna, JUNE - DAY)
    assert "(01.06.2026)" in early.value.sentence("pl")
    with refused(DateInTheFuture, "/asked_on", today=TODAY):
        ask(anna, TODAY + DAY)
    ask(anna, JUNE)
    ask(anna, TODAY)


@EITHER
def test_who_still_takes_part_or_never_did_is_not_followed_up(ask):
    anna = enrolled_in("PSU", MAY)
    with refused(NotLeftYet, "/asked_on", since_pl=""):
        ask(anna, JUNE)
    bogdan = registered()
    refer(bogdan, MAY)
    bogdan.withdraw_referral(STAMP, TODAY, episode=2, withdrawn_on=MAY, reason=None)
    with refused(NotLeftYet, "/asked_on", since_pl=""):
        ask(bogdan, JUNE)


@EITHER
def test_users_of_a_service_are_never_asked_about_work(ask):
    anna = enrolled_in("AOON", MAY)
    leave(anna, JUNE)
    with refused(NotAskedAboutWork, "/episode"):
        ask(anna, JULY)


@EITHER
def test_who_left_the_club_and_keeps_the_assistant_is_asked_about_the_club(anna, ask):
    refer(anna, MAY, EpisodeKind.SERVICE)
    ask(anna, JULY, episode=2)


def test_an_answer_speaks_of_a_day_between_the_exit_and_the_asking(anna):
    with refused(AnswerOfTheFuture, "/as_of"):
        answer(anna, JULY, as_of=JULY + DAY)
    with refused(NotLeftYet, "/as_of"):
        answer(anna, JULY, as_of=JUNE - DAY)
    with refused(DateOutOfRange, "/as_of"):
        answer(anna, JULY, as_of=date(1899, 12, 31))
    for day in (JUNE, JULY):
        answer(anna, JULY, as_of=day)


@EITHER
def test_the_dead_are_not_asked_and_a_closed_file_takes_no_answer(anna, ask):
    with refused(NotFound, "/episode"):
        ask(anna, JULY, episode=99)
    dead = anna.draft()
    die(dead, JULY)
    with refused(AfterDeath, "/asked_on", died_on=JULY):
        ask(dead, JULY + DAY)
    ask(dead, JULY)
    close_case(anna, JULY)
    with refused(ClosedAlready, "/episode", closed_on=JULY):
        ask(anna, JULY)


def test_an_answer_that_was_somebody_elses_is_voided(anna):
    void(anna, answer(anna, JULY))
    assert anna.follow_ups == {}
