"""How long work was kept and how soon it was found: every rule at its edge. Days count from the exit."""

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.durability.definition import DEFAULT, EMPLOYEES, NO_GAP, OBSERVED_DAYS, ON_PAPER, DurabilityRule
from domain.durability.observation import Ending
from domain.durability.observing import staying_in_work, to_work
from domain.durability.person import Person
from domain.employment import EndReason
from domain.follow_up import Situation
from domain.personal_data import Residence
from domain.status import LabourStatus
from domain.vocabulary import EpisodeKind, EvidenceGrade, ExitKind, LegalForm
from tests.domain.durability.lives import EXIT, LEFT, LONG_AFTER, lives, on, person, says, status, stay, works

LOST, REACHED, UNKNOWN, IMMATURE = Ending.LOST, Ending.REACHED, Ending.UNKNOWN, Ending.IMMATURE
NOT = Situation.DOES_NOT_WORK


def kept(*said: Any, today: date = LONG_AFTER, rule: DurabilityRule = DEFAULT, **of: Any) -> tuple[object, ...] | None:
    """Origin, earliest, latest (days from the exit) and ending of staying in work."""
    one = person(*said, **of)
    found = staying_in_work(one, one.stays[0], rule, today)
    if found is None:
        return None
    origin = (found.origin - EXIT).days
    return origin, origin + found.earliest, origin + found.latest, found.ending


def found_work(*said: Any, today: date = LONG_AFTER, **of: Any) -> tuple[object, ...]:
    one = person(*said, **of)
    found = to_work(one, one.stays[0], DEFAULT, today)
    return found.earliest, found.latest, found.ending


class TestWhereStayingBegins:
    def test_a_job_from_before_the_exit_that_goes_on_begins_at_the_exit(self):
        assert kept(works(-20, 100)) == (0, 101, 101, LOST)
        assert kept(works(-20, 0)) == (0, 1, 1, LOST)

    def test_a_job_that_ended_before_the_exit_is_none(self):
        assert kept(works(-20, -1)) is None

    def test_a_job_without_an_end_from_before_the_exit_needs_a_later_word(self):
        assert kept(works(-20)) is None
        assert kept(works(-20), says(30), works(5, 60), today=on(70)) == (0, 60, 60, IMMATURE)

    def test_else_it_begins_on_the_first_day_known_at_work(self):
        assert kept(works(40, 100)) == (40, 101, 101, LOST)
        assert kept(says(92), says(184, NOT)) == (92, 93, 184, LOST)

    def test_nothing_known_is_no_work_taken_up(self):
        assert kept() is None
        assert kept(says(92, NOT)) is None


class TestTheToleratedGap:
    @pytest.mark.parametrize(("back", "lost"), [(131, False), (132, True)])
    def test_a_gap_of_exactly_30_days_is_tolerated_and_one_more_is_a_loss_on_its_first_day(self, back, lost):
        expected = (5, 101, 101, LOST) if lost else (5, 201, 201, LOST)
        assert kept(works(5, 100), works(back, 200)) == expected

    @pytest.mark.parametrize(("back", "lost"), [(101, False), (102, True)])
    def test_without_tolerance_the_first_day_without_work_is_the_loss(self, back, lost):
        expected = (5, 101, 101, LOST) if lost else (5, 201, 201, LOST)
        assert kept(works(5, 100), works(back, 200), rule=NO_GAP) == expected

    @pytest.mark.parametrize(("today", "ending"), [(131, IMMATURE), (132, LOST)])
    def test_a_loss_is_known_once_the_first_day_after_the_tolerated_ones_is_over(self, today, ending):
        day = 101 if ending is LOST else 100
        assert kept(works(5, 100), today=on(today)) == (5, day, day, ending)

    def test_a_gap_is_dated_from_the_last_job_that_ended(self):
        assert kept(works(5, 100), works(50, 120)) == (5, 121, 121, LOST)
        assert kept(works(5, 300), works(50, 120)) == (5, 301, 301, LOST)

    def test_each_gap_is_tolerated_by_itself(self):
        assert kept(works(5, 40), works(60, 90), works(120, 200)) == (5, 201, 201, LOST)

    def test_two_recorded_jobs_far_apart_are_a_loss_and_never_filled_in(self):
        assert kept(works(5, 40), works(440, 500)) == (5, 41, 41, LOST)


class TestALossBetweenTwoObservations:
    def test_it_lies_after_the_last_day_at_work_up_to_the_first_without(self):
        assert kept(works(5), says(92), says(184, NOT)) == (5, 93, 184, LOST)

    def test_it_is_as_exact_as_what_is_recorded(self):
        assert kept(works(5, 150), says(92), says(184, NOT)) == (5, 151, 151, LOST)

    def test_an_answer_that_they_do_not_work_is_a_loss_when_no_work_follows_in_time(self):
        assert kept(says(92), says(184, NOT), works(214, 300)) == (92, 92, 92, UNKNOWN)
        assert kept(says(92), says(184, NOT), works(215, 300)) == (92, 93, 184, LOST)

    def test_an_answer_between_two_of_work_that_leave_room_for_no_loss_is_a_tolerated_gap(self):
        assert kept(says(92), says(100, NOT), says(123), today=on(130)) == (92, 123, 123, IMMATURE)
        assert kept(says(92), says(100, NOT), says(124), today=on(130)) == (92, 92, 92, UNKNOWN)

    def test_work_again_nobody_knows_since_when_leaves_open_whether_the_gap_was_a_loss(self):
        """It may have been one day long: neither a loss nor a success."""
        assert kept(works(5, 100), says(184)) == (5, 100, 100, UNKNOWN)
        assert kept(works(5, 100), says(131)) == (5, 131, 131, UNKNOWN)


class TestASpellWithoutARecordedEnd:
    def test_it_does_not_go_on_by_silence(self):
        assert kept(works(5)) == (5, 5, 5, UNKNOWN)

    def test_what_was_agreed_is_a_plan_and_no_observation(self):
        assert kept(works(5, agreed_until=300)) == (5, 5, 5, UNKNOWN)

    def test_a_later_word_of_work_carries_it_on(self):
        assert kept(works(5), says(92), today=on(150)) == (5, 92, 92, IMMATURE)

    def test_while_it_may_go_on_the_end_of_another_job_is_no_loss(self):
        assert kept(works(5, 100), works(50)) == (5, 100, 100, UNKNOWN)
        assert kept(works(5, 100), works(50), says(90, NOT, evidence=EvidenceGrade.NONE)) == (5, 100, 100, UNKNOWN)
        closed = says(90, NOT, evidence=EvidenceGrade.DOCUMENT)
        weak_job = works(5, 100, end=EvidenceGrade.REGISTER)
        assert kept(weak_job, works(50), closed) == (5, 101, 101, LOST)

    def test_a_later_word_of_no_work_ends_it_somewhere_before(self):
        assert kept(works(5, 100), works(50), says(150, NOT)) == (5, 101, 150, LOST)

    def test_leaving_a_job_for_another_one_is_no_loss(self):
        assert kept(works(5, 100, why=EndReason.OTHER_JOB)) == (5, 100, 100, UNKNOWN)
        assert kept(works(5, 100, why=EndReason.OTHER_JOB), works(101, 150)) == (5, 151, 151, LOST)


class TestUnknownAndImmature:
    """UNKNOWN: a check fell due after the last known day, and its day is over. IMMATURE: none did."""

    @pytest.mark.parametrize(("today", "ending"), [(92, IMMATURE), (93, UNKNOWN)])
    def test_silence_is_immature_until_the_day_of_the_next_check_is_over(self, today, ending):
        assert kept(works(5), says(28), today=on(today)) == (5, 28, 28, ending)
        assert found_work(says(28, NOT), today=on(today)) == (28, 28, ending)

    @pytest.mark.parametrize(("answered", "ending"), [(91, UNKNOWN), (92, IMMATURE), (93, IMMATURE)])
    def test_an_answer_of_the_day_of_the_check_settles_it_and_one_of_the_day_before_does_not(self, answered, ending):
        assert kept(works(5), says(answered), today=on(120)) == (5, answered, answered, ending)

    def test_after_the_last_planned_check_no_answer_is_missing(self):
        assert kept(says(0), says(92), says(184), says(365)) == (0, 365, 365, IMMATURE)

    def test_a_missed_check_leaves_silence_even_while_a_tolerated_gap_runs(self):
        assert kept(works(5), says(100, NOT), today=on(110)) == (5, 5, 5, UNKNOWN)
        assert kept(works(5), says(60), says(80, NOT), today=on(85)) == (5, 60, 60, IMMATURE)

    def test_while_a_tolerated_gap_runs_no_answer_is_missing(self):
        assert kept(works(5), says(60), says(80, NOT), today=on(110)) == (5, 60, 60, IMMATURE)
        assert kept(works(5), says(60), says(80, NOT), today=on(111)) == (5, 61, 80, LOST)

    def test_would_not_say_and_inferred_signs_end_no_silence(self):
        signs = (says(92), says(184))
        assert kept(works(5), says(28), says(92, Situation.WOULD_NOT_SAY), inferred=signs) == (5, 28, 28, UNKNOWN)

    def test_who_left_today_or_lately_is_immature(self):
        assert found_work(today=EXIT) == (0, 0, IMMATURE)
        assert found_work(today=on(28)) == (0, 0, IMMATURE)
        assert found_work(today=on(29)) == (0, 0, UNKNOWN)


class TestWhatCompetes:
    @pytest.mark.parametrize("day", [50, 100])
    def test_death_while_at_work_ends_the_watching(self, day):
        assert kept(works(5, 100), died=day) == (5, day, day, Ending.DIED)

    @pytest.mark.parametrize(("day", "expected"), [(131, (131, 131, Ending.DIED)), (132, (101, 101, LOST))])
    def test_death_while_the_gap_is_tolerated_comes_before_the_loss(self, day, expected):
        assert kept(works(5, 100), died=day) == (5, *expected)

    def test_after_a_missed_check_nobody_knows_whether_work_was_lost_before(self):
        assert kept(works(5), says(28), died=92) == (5, 92, 92, Ending.DIED)
        assert kept(works(5), says(28), died=93) == (5, 28, 28, UNKNOWN)

    def test_moving_away_by_an_answer_lies_since_the_last_known_day(self):
        assert kept(works(5), says(28), says(92, Situation.MOVED_AWAY)) == (5, 29, 92, Ending.MOVED)
        assert kept(works(5, 100), says(92, Situation.MOVED_AWAY)) == (5, 92, 92, Ending.MOVED)

    def test_moving_by_a_residence_is_exact(self):
        assert kept(works(5, 100), lives(60)) == (5, 60, 60, Ending.MOVED)
        assert kept(works(5, 100), lives(60, Residence.STAYS_HERE)) == (5, 101, 101, LOST)

    @pytest.mark.parametrize(("since", "moved"), [(0, False), (1, True)])
    def test_who_lived_elsewhere_on_the_day_of_the_exit_already_did_not_move_after_it(self, since, moved):
        assert found_work(lives(since), today=on(20)) == ((1, 1, Ending.MOVED) if moved else (0, 0, IMMATURE))

    def test_an_exit_by_moving_out_ends_the_watching_at_once(self):
        gone = (stay(how=ExitKind.MOVED_OUT),)
        assert kept(works(-5, 100), stays=gone) == (0, 0, 0, Ending.MOVED)
        assert kept(works(1, 100), stays=gone) is None
        assert found_work(works(1, 100), stays=gone) == (0, 0, Ending.MOVED)

    def test_coming_back_to_the_club_ends_the_watching(self):
        back = (LEFT, stay(None, began_on=on(60), item=50))
        assert kept(works(5, 100), stays=back) == (5, 60, 60, Ending.RETURNED)
        assert kept(works(61, 100), stays=back) is None
        assert found_work(says(30, NOT), works(61, 100), stays=back) == (60, 60, Ending.RETURNED)

    def test_who_comes_back_on_the_day_of_the_exit_is_back_at_once(self):
        assert found_work(works(40), stays=(LEFT, stay(None, began_on=EXIT, item=50))) == (0, 0, Ending.RETURNED)
        that_day = stay(EXIT, began_on=EXIT, item=50)
        assert found_work(works(40), stays=(LEFT, that_day)) == (40, 40, REACHED)

    def test_a_service_is_no_coming_back_nor_is_a_referral(self):
        service = stay(None, began_on=on(60), item=50, kind=EpisodeKind.SERVICE)
        referred = msgspec.structs.replace(stay(None, item=60), began_on=None, places=())
        assert kept(works(5, 100), stays=(LEFT, service, referred)) == (5, 101, 101, LOST)

    def test_an_earlier_stay_is_no_coming_back(self):
        earlier = stay(on(-200), item=50)
        assert kept(works(5, 100), stays=(LEFT, earlier)) == (5, 101, 101, LOST)

    def test_of_one_day_death_comes_first(self):
        assert kept(works(5, 100), lives(60), died=60) == (5, 60, 60, Ending.DIED)


class TestTimeToWork:
    def test_who_had_work_on_the_day_of_the_exit_reached_it_on_day_0(self):
        assert found_work(works(-20, 100)) == (0, 0, REACHED)
        assert found_work(works(0)) == (0, 0, REACHED)

    def test_a_recorded_start_is_exact(self):
        assert found_work(works(40)) == (40, 40, REACHED)
        assert found_work(says(20, NOT), works(400)) == (400, 400, REACHED)

    def test_an_answer_of_work_lies_after_the_last_day_known_without(self):
        assert found_work(says(92)) == (0, 92, REACHED)
        assert found_work(says(28, NOT), says(92)) == (29, 92, REACHED)

    def test_without_work_as_long_as_it_is_known(self):
        assert found_work(says(92, NOT), today=on(100)) == (92, 92, IMMATURE)
        assert found_work(says(92, NOT)) == (92, 92, UNKNOWN)

    def test_silence_before_death_is_unknown(self):
        assert found_work(died=28) == (28, 28, Ending.DIED)
        assert found_work(died=29) == (0, 0, UNKNOWN)


class TestWhatBadInputGets:
    def test_a_spell_that_ends_before_it_starts_says_nothing(self):
        assert kept(works(40, 39)) is None
        assert found_work(works(40, 39), today=on(20)) == (0, 0, IMMATURE)

    def test_an_answer_for_a_day_not_yet_reached_says_nothing(self):
        assert kept(works(5), says(200), today=on(60)) == (5, 5, 5, UNKNOWN)
        assert kept(says(200, Situation.MOVED_AWAY), works(5, 50), today=on(60)) == (5, 50, 50, IMMATURE)

    def test_an_end_or_a_start_not_yet_reached_is_not_heard(self):
        assert kept(works(5, 200), today=on(60)) == (5, 60, 60, IMMATURE)
        assert kept(works(61, 200), today=on(60)) is None

    def test_an_answer_from_before_the_exit_is_of_no_time_after_it(self):
        assert found_work(says(-1, NOT), today=on(20)) == (0, 0, IMMATURE)
        assert kept(says(-1)) is None

    def test_two_answers_that_contradict_each_other_leave_the_day_unknown(self):
        assert kept(says(92), says(92, NOT)) is None
        assert kept(works(5), says(28), says(92), says(92, NOT), today=on(120)) == (5, 28, 28, UNKNOWN)


class TestWhichEvidenceAndFormsAreHeard:
    def test_on_paper_declarations_are_not_heard_neither_for_work_nor_against_it(self):
        said = (works(5, 100, end=EvidenceGrade.REGISTER), says(120))
        assert kept(*said, rule=ON_PAPER) == (5, 101, 101, LOST)
        assert kept(works(5, 100, end=EvidenceGrade.DECLARATION), rule=ON_PAPER) == (5, 5, 5, UNKNOWN)
        assert kept(works(5, 100, evidence=EvidenceGrade.DECLARATION), rule=ON_PAPER) is None

    def test_a_form_that_does_not_count_is_no_work_and_an_answer_of_no_form_neither(self):
        civil = works(5, 100, form=LegalForm.CIVIL_CONTRACT)
        assert kept(civil) == (5, 101, 101, LOST)
        assert kept(civil, says(50), status(60, LabourStatus.SELF_EMPLOYED), rule=EMPLOYEES) is None
        assert kept(works(5, 100, form=LegalForm.SUBSIDISED_EMPLOYMENT), rule=EMPLOYEES) == (5, 101, 101, LOST)

    def test_nothing_is_filled_in_where_only_observed_days_count(self):
        assert kept(works(5), says(92), rule=OBSERVED_DAYS) == (5, 5, 5, UNKNOWN)

    def test_a_duration_rests_on_the_weakest_evidence_in_it(self):
        one: Person = person(works(5, 100), works(90, 200, end=EvidenceGrade.REGISTER), says(230, NOT))
        found = staying_in_work(one, LEFT, DEFAULT, LONG_AFTER)
        assert found is not None
        assert (found.ending, found.evidence) == (LOST, EvidenceGrade.REGISTER)
        told = staying_in_work(person(works(5), says(92)), LEFT, DEFAULT, on(120))
        assert told is not None
        assert told.evidence is EvidenceGrade.DECLARATION
        assert to_work(one, LEFT, DEFAULT, LONG_AFTER).evidence is EvidenceGrade.DOCUMENT
        assert to_work(person(), LEFT, DEFAULT, LONG_AFTER).evidence is EvidenceGrade.NONE
        assert to_work(person(says(92)), LEFT, DEFAULT, LONG_AFTER).evidence is EvidenceGrade.DECLARATION
        without = says(28, NOT, evidence=EvidenceGrade.REGISTER)
        assert to_work(person(without), LEFT, DEFAULT, LONG_AFTER).evidence is EvidenceGrade.REGISTER
        assert to_work(person(without, says(92)), LEFT, DEFAULT, LONG_AFTER).evidence is EvidenceGrade.DECLARATION
