"""The clock rules of domain page 7.6, at their edges."""

from datetime import date, timedelta

import pytest

from domain.durability.definition import DEFAULT
from domain.durability.observation import AtPoint, Silence
from domain.durability.observing import at_point, observe, point_day
from domain.durability.person import Person
from domain.follow_up import AttemptResult, FollowUpPoint, Situation
from domain.status import LabourStatus
from domain.vocabulary import EvidenceGrade, ExitKind, LegalForm
from tests.domain.durability.lives import EXIT, LEFT, LONG_AFTER, lives, on, person, says, status, stay, tried, works

WEEKS_4, MONTHS_3, MONTHS_6, MONTHS_12 = (
    FollowUpPoint.WEEKS_4,
    FollowUpPoint.MONTHS_3,
    FollowUpPoint.MONTHS_6,
    FollowUpPoint.MONTHS_12,
)
DAYS = {point: (point_day(EXIT, point) - EXIT).days for point in (WEEKS_4, MONTHS_3, MONTHS_6, MONTHS_12)}


def state(one: Person, point: FollowUpPoint = MONTHS_3, today: date = LONG_AFTER) -> AtPoint:
    return at_point(one, LEFT, point, DEFAULT, today, may_ask=True).state


def test_the_immediate_window_is_28_days_after_the_exit():
    assert point_day(date(2025, 2, 1), WEEKS_4) == date(2025, 3, 1)
    assert point_day(date(2024, 2, 1), WEEKS_4) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("left", "point", "day"),
    [
        (date(2025, 3, 10), MONTHS_3, date(2025, 6, 10)),
        (date(2025, 11, 30), MONTHS_3, date(2026, 2, 28)),
        (date(2023, 11, 30), MONTHS_3, date(2024, 2, 29)),
        (date(2025, 8, 31), MONTHS_6, date(2026, 2, 28)),
        (date(2023, 8, 31), MONTHS_6, date(2024, 2, 29)),
        (date(2025, 8, 28), MONTHS_6, date(2026, 2, 28)),
        (date(2025, 3, 31), MONTHS_6, date(2025, 9, 30)),
        (date(2024, 2, 29), MONTHS_12, date(2025, 2, 28)),
        (date(2025, 2, 28), MONTHS_12, date(2026, 2, 28)),
        (date(2023, 2, 28), MONTHS_12, date(2024, 2, 28)),
    ],
)
def test_months_are_those_of_the_calendar_clipped_to_the_end_of_the_month(left, point, day):
    assert point_day(left, point) == day


def test_a_talk_at_no_planned_distance_has_no_day():
    with pytest.raises(ValueError, match="tuple"):
        point_day(EXIT, FollowUpPoint.OTHER)


def test_what_was_not_left_is_not_observed():
    with pytest.raises(ValueError, match="ended by an exit"):
        observe(person(), stay(None), DEFAULT, LONG_AFTER)


@pytest.mark.parametrize("point", list(DAYS))
def test_a_point_is_pending_until_its_day_is_over_and_unknown_after_it(point: FollowUpPoint):
    day = point_day(EXIT, point)
    assert state(person(), point, day) is AtPoint.PENDING
    assert state(person(), point, day + timedelta(days=1)) is AtPoint.UNKNOWN


@pytest.mark.parametrize("point", list(DAYS))
def test_no_point_is_employed_before_its_day_is_over_nor_died(point: FollowUpPoint):
    day = point_day(EXIT, point)
    at_work = person(works(-5, DAYS[point] - 1), says(DAYS[point]))
    assert state(at_work, point, day) is AtPoint.PENDING
    assert state(at_work, point, day + timedelta(days=1)) is AtPoint.EMPLOYED
    assert state(person(died=3), point, day) is AtPoint.PENDING


@pytest.mark.parametrize(("since", "expected"), [(0, True), (28, True), (29, False)])
def test_work_on_any_day_from_the_exit_to_the_28th_is_work_within_4_weeks(since: int, expected: bool):
    assert (state(person(works(since)), WEEKS_4) is AtPoint.EMPLOYED) is expected


@pytest.mark.parametrize(("until", "expected"), [(-1, AtPoint.UNKNOWN), (0, AtPoint.EMPLOYED)])
def test_a_job_that_ended_before_the_exit_is_no_work_within_4_weeks(until: int, expected: AtPoint):
    assert state(person(works(-60, until)), WEEKS_4) is expected


def test_out_of_work_on_the_28th_day_is_not_employed_only_if_no_day_of_the_window_was_work():
    answer = says(28, Situation.DOES_NOT_WORK)
    assert state(person(answer), WEEKS_4) is AtPoint.NOT_EMPLOYED
    assert state(person(works(3, 9), answer), WEEKS_4) is AtPoint.EMPLOYED
    assert state(person(says(27, Situation.DOES_NOT_WORK)), WEEKS_4) is AtPoint.UNKNOWN


@pytest.mark.parametrize("point", [MONTHS_3, MONTHS_6, MONTHS_12])
@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(-1, 0, AtPoint.EMPLOYED), (0, 0, AtPoint.EMPLOYED), (-9, -1, AtPoint.NOT_EMPLOYED), (1, 9, AtPoint.UNKNOWN)],
)
def test_a_month_point_is_employed_if_a_spell_covers_that_day(point, since, until, expected):
    """The day after a recorded end is known to be without work; the day before a start is not, of itself."""
    day = DAYS[point]
    assert state(person(works(day + since, day + until)), point) is expected


def test_a_day_of_a_tolerated_gap_is_no_work_at_a_point():
    assert state(person(works(5, 85), works(100, 200))) is AtPoint.NOT_EMPLOYED


def test_a_recorded_end_long_ago_says_nothing_of_today():
    assert state(person(works(5, 85)), MONTHS_3) is AtPoint.UNKNOWN
    assert state(person(works(5, DAYS[MONTHS_3] - 1)), MONTHS_3) is AtPoint.NOT_EMPLOYED


def test_a_spell_without_an_end_covers_its_first_day_and_what_is_confirmed_later():
    assert state(person(works(40)), MONTHS_3) is AtPoint.UNKNOWN
    assert state(person(works(40, agreed_until=300)), MONTHS_3) is AtPoint.UNKNOWN
    assert state(person(works(40), says(184)), MONTHS_3) is AtPoint.EMPLOYED


@pytest.mark.parametrize(("apart", "expected"), [(184, AtPoint.EMPLOYED), (185, AtPoint.UNKNOWN)])
def test_two_answers_that_agree_hold_between_them_up_to_184_days(apart: int, expected: AtPoint):
    assert state(person(says(40), says(40 + apart))) is expected
    without = Situation.DOES_NOT_WORK
    mirrored = {AtPoint.EMPLOYED: AtPoint.NOT_EMPLOYED}.get(expected, expected)
    assert state(person(says(40, without), says(40 + apart, without))) is mirrored


@pytest.mark.parametrize(("late", "expected"), [(0, AtPoint.EMPLOYED), (30, AtPoint.EMPLOYED), (31, AtPoint.UNKNOWN)])
def test_an_answer_to_a_check_may_speak_of_a_day_up_to_30_days_late(late: int, expected: AtPoint):
    assert state(person(says(DAYS[MONTHS_3] + late, point=MONTHS_3))) is expected


def test_an_answer_before_the_day_or_to_another_check_says_nothing_of_that_day():
    day = DAYS[MONTHS_3]
    assert state(person(says(day - 1, point=MONTHS_3))) is AtPoint.UNKNOWN
    assert state(person(says(day + 1, point=MONTHS_6))) is AtPoint.UNKNOWN


def test_a_late_answer_is_not_about_a_job_that_began_after_the_day():
    day = DAYS[MONTHS_3]
    late = says(day + 9, point=MONTHS_3)
    assert state(person(works(day + 9), late)) is AtPoint.UNKNOWN
    assert state(person(works(day + 2), late)) is AtPoint.UNKNOWN
    assert state(person(status(day + 2, LabourStatus.INACTIVE), late)) is AtPoint.UNKNOWN


def test_in_education_is_not_employed_and_would_not_say_is_unknown():
    day = DAYS[MONTHS_3]
    assert state(person(says(day, Situation.IN_EDUCATION))) is AtPoint.NOT_EMPLOYED
    assert state(person(says(day, Situation.WOULD_NOT_SAY))) is AtPoint.UNKNOWN


def test_a_status_taken_on_that_day_speaks_of_it():
    day = DAYS[MONTHS_3]
    assert state(person(status(day, LabourStatus.EMPLOYED))) is AtPoint.EMPLOYED
    assert state(person(status(day, LabourStatus.SELF_EMPLOYED))) is AtPoint.EMPLOYED
    for labour in set(LabourStatus) - {LabourStatus.EMPLOYED, LabourStatus.SELF_EMPLOYED}:
        assert state(person(status(day, labour))) is AtPoint.NOT_EMPLOYED


def test_a_sign_from_which_it_is_inferred_is_never_observed():
    day = DAYS[MONTHS_3]
    assert state(person(inferred=(says(day, point=MONTHS_3),))) is AtPoint.UNKNOWN


@pytest.mark.parametrize("form", list(LegalForm))
def test_every_recorded_form_is_work_by_the_default_definition(form: LegalForm):
    assert state(person(works(5, 200, form=form))) is AtPoint.EMPLOYED


class TestOfTwoThatContradictEachOther:
    day = DAYS[MONTHS_3]

    @pytest.mark.parametrize("strong", [EvidenceGrade.DOCUMENT, EvidenceGrade.REGISTER])
    def test_the_stronger_evidence_is_heard(self, strong: EvidenceGrade):
        weak = says(self.day, Situation.DOES_NOT_WORK)
        seen = at_point(
            person(weak, says(self.day, evidence=strong)), LEFT, MONTHS_3, DEFAULT, LONG_AFTER, may_ask=True
        )
        assert (seen.state, seen.evidence) == (AtPoint.EMPLOYED, strong)

    def test_equals_leave_the_day_unknown(self):
        both = person(says(self.day, Situation.DOES_NOT_WORK), says(self.day))
        seen = at_point(both, LEFT, MONTHS_3, DEFAULT, LONG_AFTER, may_ask=True)
        assert (seen.state, seen.why) == (AtPoint.UNKNOWN, Silence.CONTRADICTED)
        assert seen.evidence is EvidenceGrade.DECLARATION

    def test_a_spell_and_an_answer_are_weighed_alike(self):
        no = says(self.day, Situation.DOES_NOT_WORK, evidence=EvidenceGrade.REGISTER)
        assert state(person(works(5, 200), no)) is AtPoint.EMPLOYED
        weak_end = works(5, 200, end=EvidenceGrade.DECLARATION)
        assert state(person(weak_end, no)) is AtPoint.NOT_EMPLOYED
        equal = works(5, 200, end=EvidenceGrade.REGISTER)
        assert state(person(equal, no)) is AtPoint.UNKNOWN

    def test_a_contradicted_day_is_not_filled_in_by_its_neighbours(self):
        torn = [says(self.day, Situation.DOES_NOT_WORK), says(self.day)]
        assert state(person(says(self.day - 9), *torn, says(self.day + 9))) is AtPoint.UNKNOWN


class TestWhyNothingIsKnown:
    def why(self, *said: object, may_ask: bool = True) -> Silence | None:
        one = person(*said)  # type: ignore[arg-type]
        return at_point(one, LEFT, MONTHS_3, DEFAULT, LONG_AFTER, may_ask=may_ask).why

    def test_nobody_asked(self):
        assert self.why() is Silence.NOT_ASKED

    def test_nobody_may_ask(self):
        assert self.why(may_ask=False) is Silence.NO_BASIS
        assert observe(person(), LEFT, DEFAULT, LONG_AFTER, may_ask=(WEEKS_4,)).points[1].why is Silence.NO_BASIS
        assert observe(person(), LEFT, DEFAULT, LONG_AFTER, may_ask=(WEEKS_4,)).points[0].why is Silence.NOT_ASKED

    def test_no_contact_or_only_a_promise(self):
        assert self.why(tried(MONTHS_3, AttemptResult.NO_CONTACT)) is Silence.NO_CONTACT
        assert self.why(tried(MONTHS_3, AttemptResult.PROMISED)) is Silence.NO_CONTACT
        assert self.why(tried(MONTHS_6, AttemptResult.NO_CONTACT)) is Silence.NOT_ASKED

    def test_a_refusal_outweighs_a_try_without_contact(self):
        tries = [tried(MONTHS_3, AttemptResult.NO_CONTACT), tried(MONTHS_3, AttemptResult.REFUSED)]
        assert self.why(*tries) is Silence.REFUSED
        assert self.why(*reversed(tries)) is Silence.REFUSED
        assert self.why(says(92, Situation.WOULD_NOT_SAY, point=MONTHS_3)) is Silence.REFUSED


class TestWhatCompetesBeforeTheDay:
    day = DAYS[MONTHS_3]

    @pytest.mark.parametrize(("when", "expected"), [(-1, AtPoint.DIED), (0, AtPoint.EMPLOYED), (1, AtPoint.EMPLOYED)])
    def test_death_before_the_day_and_on_it(self, when: int, expected: AtPoint):
        assert state(person(works(5, 200), died=self.day + when)) is expected

    def test_death_on_the_day_itself_where_nothing_else_is_known_of_it(self):
        assert state(person(died=self.day)) is AtPoint.DIED
        assert state(person(died=self.day + 1)) is AtPoint.UNKNOWN

    def test_who_moved_away_is_in_no_rate_even_with_work_that_is_known(self):
        """Else only those who have work to show would stay in the denominator."""
        assert state(person(works(5, 200), lives(self.day - 1))) is AtPoint.MOVED
        assert state(person(says(self.day - 1, Situation.MOVED_AWAY), says(self.day))) is AtPoint.MOVED

    def test_moved_away_is_an_answer_to_the_check_of_the_day(self):
        assert state(person(says(self.day + 30, Situation.MOVED_AWAY, point=MONTHS_3))) is AtPoint.MOVED
        assert state(person(says(self.day + 31, Situation.MOVED_AWAY, point=MONTHS_3))) is AtPoint.UNKNOWN
        assert state(person(says(self.day + 1, Situation.MOVED_AWAY, point=MONTHS_6))) is AtPoint.UNKNOWN

    def test_who_came_back_to_the_club(self):
        back = stay(None, began_on=on(self.day - 1), item=50)
        assert state(person(works(5, 200), stays=(LEFT, back))) is AtPoint.RETURNED

    def test_work_within_4_weeks_stands_when_the_person_moved_after_it(self):
        assert state(person(works(3, 9), lives(20)), WEEKS_4) is AtPoint.EMPLOYED
        assert state(person(works(21, 27), lives(20)), WEEKS_4) is AtPoint.MOVED

    def test_an_exit_by_moving_out_is_moved_at_every_point(self):
        gone = stay(how=ExitKind.MOVED_OUT)
        seen = observe(person(works(40, 300), stays=(gone,)), gone, DEFAULT, LONG_AFTER)
        assert {point.state for point in seen.points} == {AtPoint.MOVED}

    def test_who_lived_elsewhere_all_along_did_not_move(self):
        assert state(person(works(5, 200), lives(-50), lives(10))) is AtPoint.EMPLOYED
