"""EECO01 to EECO17: by what was said at the first entry, each person once, and nothing invented."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.durability.person import Person
from domain.measures.figure import Known, Period
from domain.measures.outputs import Incomplete, Missing, Outputs, outputs
from domain.status import Answer, Education, LabourStatus, StatusMoment
from domain.vocabulary import EpisodeKind, Sex
from tests.domain.measures.lives import ENTRY, EXIT, LATE, UNAIMED, person, status, stay, taking_part

YEAR = Period(first=date(2026, 1, 1), last=date(2026, 12, 31))
KNOWN = Known(position=7, today=LATE)


def found(*people: Person, period: Period = YEAR) -> Outputs:
    return outputs(taking_part(*people, club=False, work=False), period, KNOWN)


def incomplete(*people: Person) -> Incomplete:
    told = found(*people)
    assert told.incomplete_in_period is not None
    assert told.incomplete_in_period == told.incomplete_in_all
    return told.incomplete_in_period


def counted(code, *people, period=YEAR):
    [one] = [one for one in found(*people, period=period).indicators if one.measure == f"{code}@1"]
    return one


def total(code, *people):
    return counted(code, *people).period.people.total


def test_what_the_club_has_no_facts_for_has_no_number_and_says_so():
    indicators = found(person()).indicators
    assert [one.measure for one in indicators] == [f"EECO{number:02}@1" for number in range(1, 18)]
    not_collected = [one for one in indicators if not one.collected]
    assert [one.measure for one in not_collected] == ["EECO13@1", "EECO17@1"]
    for one in not_collected:
        assert one.period is one.cumulative is None
        assert one.note_pl is not None
        assert one.note_pl.startswith("Nie zbieramy")


@pytest.mark.parametrize(
    ("labour", "codes"),
    [
        (LabourStatus.UNEMPLOYED_REGISTERED, {"EECO02"}),
        (LabourStatus.UNEMPLOYED_NOT_REGISTERED, {"EECO02"}),
        (LabourStatus.INACTIVE, {"EECO04"}),
        (LabourStatus.INACTIVE_IN_EDUCATION, {"EECO04"}),
        (LabourStatus.EMPLOYED, {"EECO05"}),
        (LabourStatus.SELF_EMPLOYED, {"EECO05"}),
    ],
)
def test_each_status_on_the_labour_market_counts_in_one_indicator(labour, codes):
    one = person(statuses=(status(labour),))
    assert {code for code in ("EECO02", "EECO03", "EECO04", "EECO05") if total(code, one)} == codes


@pytest.mark.parametrize(("since", "count"), [(date(2025, 1, 4), 1), (date(2025, 1, 5), 0), (None, 0)])
def test_long_term_is_without_work_for_more_than_twelve_months_before_the_first_support(since, count):
    one = person(statuses=(status(without_work_since=since),))
    assert total("EECO03", one) == count
    assert counted("EECO03", one).period.not_asked.total == (since is None)


@pytest.mark.parametrize(
    ("born", "code"),
    [(2009, "EECO06"), (2008, "EECO07"), (1997, "EECO07"), (1996, None), (1972, None), (1971, "EECO08")],
)
def test_age_is_the_one_reached_in_the_year_of_the_first_support(born, code):
    one = person(birth_year=born)
    codes = [c for c in ("EECO06", "EECO07", "EECO08") if total(c, one)]
    assert codes == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("level", "code"),
    [(Education.ISCED_0_2, "EECO09"), (Education.ISCED_3_4, "EECO10"), (Education.ISCED_5_8, "EECO11")],
)
def test_each_level_of_education_counts_in_one_indicator(level, code):
    one = person(statuses=(status(education=level),))
    assert [c for c in ("EECO09", "EECO10", "EECO11") if total(c, one)] == [code]


@pytest.mark.parametrize(
    ("code", "field"),
    [("EECO12", "disability"), ("EECO14", "foreign_origin"), ("EECO15", "minority"), ("EECO16", "homeless")],
)
def test_a_refusal_to_answer_a_sensitive_question_is_counted_apart_from_no_and_from_not_asked(code, field):
    answers = (Answer.YES, Answer.NO, Answer.REFUSED, Answer.REFUSED, None)
    people = [person(statuses=(replace(status(), **{field: answer}),)) for answer in answers]
    one = counted(code, *people)
    assert one.sensitive
    assert (one.period.people.total, one.period.refused.total, one.period.not_asked.total) == (1, 2, 1)
    assert total("EECO01", *people) == 5


@pytest.mark.parametrize(
    ("lacking", "what"),
    [
        ({"sex": None}, Missing.SEX),
        ({"birth_year": None}, Missing.BIRTH_YEAR),
        ({"statuses": (status(None),)}, Missing.LABOUR),
        ({"statuses": (status(education=None),)}, Missing.EDUCATION),
    ],
)
def test_who_lacks_data_that_is_not_sensitive_counts_in_the_grand_total_only_and_it_says_how_many(lacking, what):
    one = person(**lacking)
    everything = found(one)
    counts = {o.measure: o.period.people.total for o in everything.indicators if o.period is not None}
    assert {measure for measure, count in counts.items() if count} == {"EECO01@1"}
    assert incomplete(one).people.total == 1
    assert {lacking.what for lacking in incomplete(one).lacking if lacking.people} == {what}


def test_women_men_and_who_has_no_recorded_sex_sum_to_the_total():
    people = [person(), person(), person(sex=Sex.MALE), person(sex=None)]
    count = counted("EECO01", *people).period.people
    assert (count.women, count.men, count.sex_unknown, count.total) == (2, 1, 1, 4)


def test_the_period_goes_by_the_first_support_and_the_cumulative_count_begins_with_the_club():
    people = [person(stays=(stay(day),)) for day in (date(2025, 12, 31), ENTRY, date(2026, 12, 31), date(2027, 1, 1))]
    one = counted("EECO01", *people)
    assert (one.period.people.total, one.cumulative.people.total) == (2, 3)


def test_entry_data_stay_as_at_the_first_entry():
    again = status(LabourStatus.EMPLOYED, date(2027, 2, 1), education=Education.ISCED_5_8)
    at_exit = status(LabourStatus.EMPLOYED, EXIT, StatusMoment.EXIT)
    one = person(stays=(stay(), stay(date(2027, 2, 1), None)), statuses=(status(), at_exit, again))
    assert (total("EECO02", one), total("EECO05", one), total("EECO10", one), total("EECO11", one)) == (1, 0, 1, 0)


def test_what_was_said_at_an_earlier_episode_is_not_said_of_the_one_asked_about():
    other = stay(date(2025, 1, 1), date(2025, 3, 1), in_edition=UNAIMED)
    old = status(LabourStatus.INACTIVE, date(2025, 1, 1))
    [part] = taking_part(person(stays=(other, stay()), statuses=(old, status())))
    assert part.began_on == ENTRY
    assert part.entry.labour is LabourStatus.UNEMPLOYED_REGISTERED
    [without] = taking_part(person(stays=(other, stay()), statuses=(old,)))
    assert without.entry.labour is None


def test_of_several_answers_the_newest_up_to_the_first_support_counts_else_the_earliest_after():
    early, late = status(LabourStatus.INACTIVE, date(2026, 1, 2)), status(None, date(2026, 1, 9), homeless=Answer.YES)
    one = person(statuses=(early, status(None, ENTRY, education=Education.ISCED_0_2), late))
    [part] = taking_part(one)
    assert (part.entry.labour, part.entry.education, part.entry.homeless) == (
        LabourStatus.INACTIVE,
        Education.ISCED_0_2,
        Answer.YES,
    )


def test_children_and_users_of_services_are_participants_and_are_in_no_measure_of_work():
    child = person(birth_year=2018, stays=(stay(of=EpisodeKind.SERVICE),))
    assert total("EECO01", child) == total("EECO06", child) == 1
    assert taking_part(child, work=False) == []


def test_who_was_never_enrolled_is_nobody():
    referred = person(stays=())
    assert incomplete(referred).people.total == 0
    assert total("EECO01", referred) == 0
