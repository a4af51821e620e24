"""Voids: what a fact created or said is taken back, and never from under what rests on it."""

from datetime import date, timedelta

import pytest

from domain.employment import EmploymentStarted
from domain.participation import (
    AnotherEpisodeSince,
    ClosedAlready,
    EntryVoided,
    EntryVoidedAlready,
    ExitHasItsOwnVoid,
    ExitVoided,
    HoldsOthers,
    NotAnExit,
)
from domain.refusals import NotFound
from domain.social_contract import EvaluationResult
from domain.vocabulary import EpisodeKind, EpisodeState, Relation
from tests.follow_up_steps import call
from tests.later_steps import (
    agree,
    amend,
    be_absent,
    breach,
    certify,
    close_case,
    die,
    end_enrolment,
    evaluate,
    observe,
    resume,
    suspend,
    terminate,
    void,
    void_exit,
    void_hours,
)
from tests.steps import (
    STAMP,
    TODAY,
    correct_hours,
    enrol,
    enrolled_in,
    last_fact,
    leave,
    link,
    record_hours,
    refer,
    refused,
    registered,
    sign,
    start_work,
)

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
FRIDAY = date(2026, 6, 5)
DAY = timedelta(days=1)
EPISODE, CONTRACT, PLACE = 2, 3, 4


@pytest.fixture
def anna():
    return enrolled_in("PSU", MONDAY)


def test_an_exit_that_was_a_mistake_reopens_the_episode_and_its_enrolments_exactly_as_they_were(anna):
    ended = enrol(anna, "AKTYWIZACJA", MONDAY)
    end_enrolment(anna, TUESDAY)
    suspend(anna, WEDNESDAY)
    before = (dict(anna.episodes), dict(anna.enrolments), dict(anna.suspensions))
    exit_item = leave(anna, FRIDAY)
    void_exit(anna, exit_item)
    assert last_fact(anna) == (
        ExitVoided,
        {"occurred_on": TODAY, "voids": exit_item, "reason": "powód zmyślony"},
    )
    assert (anna.episodes, anna.enrolments, anna.suspensions) == before
    assert anna.enrolments[ended].ended_on == TUESDAY
    assert anna.state(EPISODE) is EpisodeState.SUSPENDED
    resume(anna, FRIDAY)
    record_hours(anna, FRIDAY, enrolment=PLACE)
    leave(anna, TODAY)


def test_an_exit_is_voided_once_and_the_next_one_is_another(anna):
    first = leave(anna, TUESDAY)
    by = void_exit(anna, first)
    with refused(EntryVoidedAlready, None, item=first, by=by):
        void_exit(anna, first)
    void_exit(anna, leave(anna, WEDNESDAY))


def test_an_exit_is_not_voided_when_another_episode_of_the_kind_began(anna):
    exit_item = leave(anna, TUESDAY)
    service = refer(anna, TUESDAY, EpisodeKind.SERVICE)
    again = refer(anna, WEDNESDAY)
    with refused(AnotherEpisodeSince, None, item=again):
        void_exit(anna, exit_item)
    void(anna, again)
    void_exit(anna, exit_item)
    assert anna.episodes[EPISODE].is_open
    assert anna.episodes[service].is_open


def test_an_exit_is_not_voided_in_a_closed_file_until_the_closing_is_voided(anna):
    exit_item = leave(anna, TUESDAY)
    closing = close_case(anna, WEDNESDAY)
    with refused(ClosedAlready, None, closed_on=WEDNESDAY):
        void_exit(anna, exit_item)
    void(anna, closing)
    void_exit(anna, exit_item)


def test_an_exit_is_not_voided_from_under_a_call_or_a_death(anna):
    exit_item = leave(anna, TUESDAY)
    call_item, death = call(anna, WEDNESDAY), die(anna, FRIDAY)
    with refused(HoldsOthers, None, others=f"{call_item}, {death}"):
        void_exit(anna, exit_item)
    void(anna, death)
    void(anna, call_item)
    void_exit(anna, exit_item)


def test_an_exit_has_its_own_void(anna):
    exit_item = leave(anna, TUESDAY)
    with refused(ExitHasItsOwnVoid, None, item=exit_item):
        void(anna, exit_item)


def test_what_is_no_exit_is_not_voided_as_one(anna):
    for item in (EPISODE, CONTRACT, PLACE):
        with refused(NotAnExit, None, item=item):
            void_exit(anna, item)
    for item in (0, 1, 99):
        with refused(NotFound):
            void_exit(anna, item)
    death = die(anna, TUESDAY)
    with refused(NotAnExit, None, item=death):
        void_exit(anna, death)
    bogdan = registered()
    refer(bogdan, MONDAY)
    bogdan.reject_referral(STAMP, TODAY, episode=2, rejected_on=MONDAY, reason="powód zmyślony")
    with refused(NotAnExit, None, item=3):
        void_exit(bogdan, 3)
    void(bogdan, 3)
    assert bogdan.episodes[2].is_open


def test_a_rejection_is_not_voided_when_another_episode_of_the_kind_began():
    anna = registered()
    refer(anna, MONDAY)
    anna.withdraw_referral(STAMP, TODAY, episode=2, withdrawn_on=TUESDAY, reason=None)
    again = refer(anna, WEDNESDAY)
    with refused(AnotherEpisodeSince, None, item=again):
        void(anna, 3)


def test_a_voided_entry_is_gone_and_says_who_took_it_back(anna):
    item = start_work(anna, TUESDAY)
    by = void(anna, item)
    assert last_fact(anna) == (EntryVoided, {"occurred_on": TODAY, "voids": item, "reason": "powód zmyślony"})
    assert (anna.employments, anna.voided) == ({}, {item: by})
    with refused(EntryVoidedAlready, None, item=item, by=by):
        void(anna, item)
    assert type(anna.pending[item - 1]) is EmploymentStarted


def test_what_is_not_there_what_is_a_void_and_what_is_an_hours_entry_is_not_voided_here(anna):
    entry = record_hours(anna, TUESDAY)
    by = void(anna, start_work(anna, TUESDAY))
    for item in (0, 1, entry, by, 99):
        with refused(NotFound):
            void(anna, item)


def test_what_was_said_of_a_voided_entry_is_not_there_either():
    anna = registered()
    refer(anna, MONDAY)
    leave(anna, TUESDAY)
    void(anna, 2)
    with refused(NotFound):
        void_exit(anna, 3)


def test_a_voided_statement_leaves_those_before_and_after_it(anna):
    first, second = amend(anna, CONTRACT, MONDAY, FRIDAY), amend(anna, CONTRACT, TUESDAY, TODAY)
    ended = terminate(anna, CONTRACT, WEDNESDAY)
    void(anna, first)
    assert (anna.contracts[CONTRACT].valid_until, anna.contracts[CONTRACT].terminated_on) == (TODAY, WEDNESDAY)
    void(anna, second)
    assert anna.contracts[CONTRACT].valid_until == date(2030, 12, 31)
    void(anna, ended)
    assert anna.contracts[CONTRACT].terminated_on is None


@pytest.mark.parametrize("rest", [agree, observe, suspend, leave])
def test_an_episode_is_not_voided_from_under_what_happened_in_it(anna, rest):
    said = (FRIDAY, MONDAY) if rest is agree else (FRIDAY,)
    item = rest(anna, *said)
    others = f"{PLACE}" if rest is leave else f"{PLACE}, {item}"
    with refused(HoldsOthers, None, others=others):
        void(anna, EPISODE)


def test_an_enrolment_is_not_voided_from_under_its_hours_and_absences(anna):
    entry, absence, pause = record_hours(anna, MONDAY), be_absent(anna, TUESDAY), suspend(anna, WEDNESDAY)
    with refused(HoldsOthers, None, others=f"{entry}, {absence}, {pause}"):
        void(anna, PLACE)
    void_hours(anna, entry)
    void(anna, absence)
    void(anna, pause)
    void(anna, PLACE)
    void(anna, CONTRACT)
    void(anna, EPISODE)
    assert (anna.enrolments, anna.contracts, anna.episodes) == ({}, {}, {})


def test_a_pause_stays_where_another_enrolment_carries_it(anna):
    other = enrol(anna, "AKTYWIZACJA", MONDAY)
    pause = suspend(anna, TUESDAY)
    void(anna, PLACE)
    with refused(HoldsOthers, None, others=str(pause)):
        void(anna, other)


def test_of_many_that_rest_on_an_entry_the_first_ten_are_named(anna):
    entries = [record_hours(anna, MONDAY + n * DAY) for n in range(11)]
    with refused(HoldsOthers, None, others=", ".join(map(str, entries[:10])) + ", …"):
        void(anna, PLACE)


def test_a_contract_is_not_voided_from_under_the_days_that_only_it_covers(anna):
    entry = record_hours(anna, TUESDAY)
    papers = [evaluate(anna, CONTRACT, TUESDAY, EvaluationResult.ACHIEVED), breach(anna, CONTRACT, TUESDAY)]
    papers.append(certify(anna, CONTRACT, TUESDAY))
    with refused(HoldsOthers, None, others=", ".join(map(str, (PLACE, entry, *papers)))):
        void(anna, CONTRACT)
    for paper in reversed(papers):
        void(anna, paper)
    next_one = sign(anna, MONDAY)
    void(anna, CONTRACT)
    with refused(HoldsOthers, None, others=f"{PLACE}, {entry}"):
        void(anna, next_one)


def test_an_annex_is_not_voided_from_under_the_days_that_it_added():
    anna = enrolled_in("PSU", MONDAY, cover=(MONDAY, TUESDAY))
    annex = amend(anna, CONTRACT, TUESDAY, FRIDAY)
    record_hours(anna, TUESDAY)
    entry = record_hours(anna, WEDNESDAY)
    with refused(HoldsOthers, None, others=str(entry)):
        void(anna, annex)
    void_hours(anna, entry)
    void(anna, annex)


def test_an_annex_is_not_voided_from_under_a_night_that_reaches_into_what_it_added():
    anna = enrolled_in("PSU", MONDAY, cover=(MONDAY, TUESDAY))
    annex = amend(anna, CONTRACT, TUESDAY, FRIDAY)
    night = record_hours(anna, TUESDAY, 60, "23:01")
    with refused(HoldsOthers, None, others=str(night)):
        void(anna, annex)
    correct_hours(anna, night, 59, "23:01")
    void(anna, annex)


def test_hours_of_a_service_rest_on_no_contract():
    anna = enrolled_in("AOON", MONDAY)
    contract = sign(anna, MONDAY)
    record_hours(anna, TUESDAY)
    void(anna, contract)


def test_a_resumption_is_not_voided_from_under_what_came_after_it(anna):
    suspend(anna, TUESDAY)
    resumption = resume(anna, WEDNESDAY)
    entry, absence = record_hours(anna, WEDNESDAY), be_absent(anna, WEDNESDAY + DAY)
    later = suspend(anna, FRIDAY)
    with refused(HoldsOthers, None, others=f"{entry}, {absence}, {later}"):
        void(anna, resumption)
    void_hours(anna, entry)
    void(anna, absence)
    void(anna, later)
    void(anna, resumption)
    assert anna.state(EPISODE) is EpisodeState.SUSPENDED


def test_the_end_of_an_enrolment_is_voided_unless_the_person_left_or_came_back(anna):
    end = end_enrolment(anna, TUESDAY)
    void(anna.draft(), end)
    gone, back = anna.draft(), anna.draft()
    exit_item = leave(gone, WEDNESDAY)
    with refused(HoldsOthers, None, others=str(exit_item)):
        void(gone, end)
    again = enrol(back, "PSU", WEDNESDAY)
    with refused(HoldsOthers, None, others=str(again)):
        void(back, end)
    void(back, again)
    void(back, end)
    assert back.enrolments[PLACE].ended_on is None


def test_a_link_is_not_voided_from_under_the_quota_that_it_names():
    anna = enrolled_in("OPIEKA-WYTCHNIENIOWA", MONDAY)
    with refused(HoldsOthers, None, others="4"):
        void(anna, 3)
    void(anna, link(anna, Relation.MAY_COLLECT, MONDAY))
    void(anna, 4)
    void(anna, 3)


def test_a_death_is_voided_after_which_no_episode_began_and_no_file_was_closed(anna):
    death = die(anna, TUESDAY)
    closing = close_case(anna, TUESDAY)
    with refused(ClosedAlready, None, closed_on=TUESDAY):
        void(anna, death)
    void(anna, closing)
    void(anna, death)


def test_voids_fold_again_to_the_same_state(anna):
    record_hours(anna, MONDAY)
    void_exit(anna, leave(anna, TUESDAY))
    void(anna, suspend(anna, WEDNESDAY, resumed_on=FRIDAY))
    void(anna, die(anna, FRIDAY))
    again = type(anna)(anna.id)
    for fact in anna.pending:
        again.fold(fact)
    for name in (*anna.ITEMS, "said", "voided"):
        assert getattr(again, name) == getattr(anna, name), name
