"""What is only inferred is a fact of its own kind: kept, voided like any other, and never an answer."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import domain
from domain.calendar import DateInTheFuture
from domain.follow_up import (
    AnswerOfTheFuture,
    FollowUpPoint,
    InferenceGround,
    NotAskedAboutWork,
    NothingInferred,
    NotLeftYet,
    Situation,
    SituationInferred,
    contradicting,
)
from domain.participant.on_a_day import as_on
from domain.participation import AfterDeath, ClosedAlready, HoldsOthers
from tests.follow_up_steps import answer, infer
from tests.later_steps import close_case, die, void, void_exit
from tests.steps import STAMP, TODAY, enrolled_in, last_fact, leave, refused

EXIT, JULY = date(2026, 6, 1), date(2026, 7, 1)
DAY = timedelta(days=1)


@pytest.fixture(name="anna")
def _anna():
    anna = enrolled_in("PSU", date(2026, 5, 4))
    leave(anna, EXIT)
    return anna


@pytest.mark.parametrize("ground", InferenceGround)
@pytest.mark.parametrize("situation", [one for one in Situation if one is not Situation.WOULD_NOT_SAY])
def test_a_sign_is_kept_with_its_ground_apart_from_the_answers(anna, ground, situation):
    said = {"episode": 2, "point": FollowUpPoint.WEEKS_4, "as_of": EXIT, "situation": situation, "ground": ground}
    anna.infer_situation(STAMP, TODAY, inferred_on=JULY, note="widziano przy kasie", **said)
    assert last_fact(anna) == (SituationInferred, {"occurred_on": JULY, **said, "note": "widziano przy kasie"})
    inference = anna.inferences[6]
    assert (inference.inferred_on, inference.as_of, inference.ground) == (JULY, EXIT, ground)
    assert anna.follow_ups == {}


def test_it_is_of_a_day_between_the_exit_and_the_day_it_was_inferred(anna):
    with refused(NotLeftYet, "/inferred_on"):
        infer(anna, EXIT - DAY)
    with refused(NotLeftYet, "/as_of"):
        infer(anna, JULY, as_of=EXIT - DAY)
    with refused(AnswerOfTheFuture, "/as_of"):
        infer(anna, JULY, as_of=JULY + DAY)
    with refused(DateInTheFuture, "/inferred_on", today=TODAY):
        infer(anna, TODAY + DAY)
    infer(anna, EXIT)
    infer(anna, TODAY, as_of=EXIT)


def test_that_somebody_would_not_say_is_not_inferred(anna):
    with refused(NothingInferred, "/situation"):
        infer(anna, JULY, situation=Situation.WOULD_NOT_SAY)


def test_of_users_of_a_service_the_dead_and_a_closed_file_nothing_is_inferred(anna):
    service = enrolled_in("AOON", date(2026, 5, 4))
    leave(service, EXIT)
    with refused(NotAskedAboutWork, "/episode"):
        infer(service, JULY)
    dead = anna.draft()
    die(dead, JULY)
    with refused(AfterDeath, "/inferred_on", died_on=JULY):
        infer(dead, JULY + DAY)
    close_case(anna, JULY)
    with refused(ClosedAlready, "/episode", closed_on=JULY):
        infer(anna, JULY)


def test_it_contradicts_no_answer_and_no_answer_contradicts_it(anna):
    infer(anna, JULY, situation=Situation.DOES_NOT_WORK)
    works = answer(anna, JULY)
    assert contradicting(anna.follow_ups, works) == []


def test_no_figure_reads_what_was_inferred():
    """A figure that began to count signs would have to say so here."""
    root = Path(domain.__file__).parent
    sources = [*root.glob("durability/**/*.py"), *root.glob("measures/**/*.py")]
    assert len(sources) > 10
    assert [path.name for path in sources if ".inferred" in path.read_text(encoding="utf-8")] == []


def test_it_is_voided_like_an_answer_and_holds_the_exit_that_it_rests_on(anna):
    item = infer(anna, JULY)
    with refused(HoldsOthers, None, others=str(item)):
        void_exit(anna, 5)
    void(anna, item)
    assert anna.inferences == {}
    void_exit(anna, 5)


def test_on_a_day_before_it_was_inferred_it_is_not_there(anna):
    infer(anna, JULY, as_of=EXIT)
    assert as_on(anna, anna.pending, JULY - DAY).inferences == {}
    assert set(as_on(anna, anna.pending, JULY).inferences) == {6}


def test_two_answers_that_contradict_each_other_both_stand_and_each_names_the_other(anna):
    works = answer(anna, JULY)
    does_not = contradict(anna, Situation.DOES_NOT_WORK)
    learns = contradict(anna, Situation.IN_EDUCATION)
    away = contradict(anna, Situation.MOVED_AWAY)
    another_day = answer(anna, JULY, as_of=JULY - DAY)
    assert named(anna, works) == [does_not, learns]
    assert named(anna, does_not) == named(anna, learns) == [works]
    assert named(anna, away) == named(anna, another_day) == named(anna, 99) == []
    assert {works, does_not, learns, away, another_day} == set(anna.follow_ups)


def contradict(anna, situation):
    answer(anna, JULY, situation=situation)
    return anna.version


def named(anna, item):
    return [other.item for other in contradicting(anna.follow_ups, item)]
