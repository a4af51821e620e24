"""A person's situation: at least one answer, dated, and what was not asked is never an answer."""

from datetime import date

import pytest

from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.participation import AfterDeath
from domain.status import (
    Answer,
    Education,
    Household,
    LabourStatus,
    NothingSaid,
    Status,
    StatusMoment,
    StatusRecorded,
    WithoutWorkInTheFuture,
)
from domain.vocabulary import EvidenceGrade
from tests.steps import STAMP, TODAY, last_fact, refused, registered

MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)
TOMORROW = date(2027, 7, 1)
UNASKED = dict.fromkeys(
    (
        "labour",
        "without_work_since",
        "education",
        "household",
        "disability",
        "foreign_origin",
        "minority",
        "homeless",
    )
)
ANSWERS = {
    "labour": LabourStatus.UNEMPLOYED_REGISTERED,
    "without_work_since": date(2024, 11, 1),
    "education": Education.ISCED_3_4,
    "household": Household.SINGLE_PARENT,
    "disability": Answer.NO,
    "foreign_origin": Answer.YES,
    "minority": Answer.REFUSED,
    "homeless": Answer.NO,
}


def record(person, on=MONDAY, moment=StatusMoment.ENTRY, **said):
    person.record_status(STAMP, TODAY, moment=moment, taken_on=on, source=EvidenceGrade.DECLARATION, **(UNASKED | said))
    return person.version


@pytest.mark.parametrize("moment", StatusMoment)
def test_a_status_keeps_every_answer(moment):
    anna = registered()
    item = record(anna, moment=moment, **ANSWERS)
    assert last_fact(anna) == (
        StatusRecorded,
        {"occurred_on": MONDAY, "moment": moment, "source": EvidenceGrade.DECLARATION} | ANSWERS,
    )
    assert anna.statuses == {item: Status(item=item, moment=moment, taken_on=MONDAY, source=EvidenceGrade.DECLARATION)}


@pytest.mark.parametrize("name", ANSWERS)
def test_one_answer_is_enough_and_what_was_not_asked_stays_unknown(name):
    anna = registered()
    record(anna, **{name: ANSWERS[name]})
    assert {n: v for n, v in last_fact(anna)[1].items() if n in ANSWERS} == UNASKED | {name: ANSWERS[name]}


def test_a_status_without_an_answer_is_refused():
    with refused(NothingSaid, "/labour"):
        record(registered())


def test_a_status_is_taken_between_1900_and_today():
    record(registered(), TODAY, homeless=Answer.NO)
    with refused(DateInTheFuture, "/taken_on", today=TODAY):
        record(registered(), TOMORROW, homeless=Answer.NO)
    with refused(DateOutOfRange, "/taken_on"):
        record(registered(), date(1899, 12, 31), homeless=Answer.NO)


def test_a_person_is_without_work_from_the_day_of_the_status_at_the_latest():
    record(registered(), MONDAY, without_work_since=MONDAY)
    with refused(WithoutWorkInTheFuture, "/without_work_since"):
        record(registered(), MONDAY, without_work_since=TUESDAY)
    with refused(DateInTheFuture, "/without_work_since", today=TODAY):
        record(registered(), MONDAY, without_work_since=TOMORROW)
    with refused(DateOutOfRange, "/without_work_since"):
        record(registered(), MONDAY, without_work_since=date(1899, 12, 31))


def test_a_status_speaks_of_the_day_of_death_at_the_latest():
    anna = registered()
    anna.record_death(STAMP, TODAY, None, died_on=MONDAY, source=None)
    record(anna, MONDAY, homeless=Answer.NO)
    with refused(AfterDeath, "/taken_on", died_on=MONDAY):
        record(anna, TUESDAY, homeless=Answer.NO)
