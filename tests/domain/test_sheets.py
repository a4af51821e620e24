"""What stands on the club's sheets: marks and times in cells, weeks and months, people in rows, shares of a group."""

from datetime import date, time

import pytest

from domain.absences import AbsenceKind
from domain.calendar import DateOutOfRange
from domain.hours.sheets import (
    Absent,
    AnotherMonth,
    CellPastMidnight,
    EmptySheet,
    FromTo,
    Lasted,
    NobodyNamed,
    NoMonday,
    RefusalWithoutReason,
    TooManyCells,
    UnreadableCell,
    cell_said,
    refuse_another_month,
    refuse_impossible_number_of_cells,
    refuse_more_than_one_leads,
    refuse_no_monday,
    refuse_refusal_without_reason,
    rows_of_one,
    shared_out,
)
from domain.hours.time import PartOfAMinute, UnreadableDuration
from tests.steps import refused

READ = [
    ("3,5", Lasted(210)),
    (" 3.5 ", Lasted(210)),
    ("3:30", Lasted(210)),
    ("0", Lasted(0)),
    ("8:00-12:00", FromTo(time(8), time(12), next_day=False)),
    ("8-12", FromTo(time(8), time(12), next_day=False)),
    ("08:15 – 9:05", FromTo(time(8, 15), time(9, 5), next_day=False)),
    ("22-24", FromTo(time(22), time(), next_day=True)),
    ("22-23:59", FromTo(time(22), time(23, 59), next_day=False)),
    ("u", Absent(AbsenceKind.EXCUSED)),
    ("N", Absent(AbsenceKind.UNEXCUSED)),
    ("Z", Absent(AbsenceKind.SICK)),
    ("o", Absent(None)),
    ("", None),
    ("  ", None),
]


@pytest.mark.parametrize(("written", "said"), READ)
def test_a_cell_says_a_time_an_absence_or_nothing(written, said):
    assert cell_said(written) == said


@pytest.mark.parametrize(
    "written", ["trzy", "x", "8:60-9:00", "24-25", "24:00-24:00", "8-", "UU", "8:00-12:00-13:00", "-3"]
)
def test_a_cell_that_says_neither_is_refused(written):
    with refused(UnreadableCell):
        cell_said(written)


@pytest.mark.parametrize("written", ["22:00-6:00", "8-8", "9:00-8:59"])
def test_a_cell_of_one_day_does_not_go_past_midnight(written):
    with refused(CellPastMidnight):
        cell_said(written)


def test_a_day_with_nobody_named_has_no_more_people_than_one_may_look_after():
    refuse_more_than_one_leads(15, 15)
    refuse_more_than_one_leads(16, None)
    with refused(NobodyNamed, total=16, most=15):
        refuse_more_than_one_leads(16, 15)


def test_a_length_that_is_none_is_refused_as_in_a_single_entry():
    with refused(UnreadableDuration, "/duration"):
        cell_said("3,,5")
    with refused(PartOfAMinute, "/duration", down="0:00", up="0:01"):
        cell_said("0,001")


def test_refused_work_needs_a_reason_and_an_absence_does_not():
    refuse_refusal_without_reason(Absent(AbsenceKind.SICK), None)
    refuse_refusal_without_reason(Absent(None), "za daleko")
    with refused(RefusalWithoutReason):
        refuse_refusal_without_reason(Absent(None), None)


def test_a_week_begins_on_monday():
    refuse_no_monday(date(2026, 5, 25), "/monday")
    for day in (date(2026, 5, 26), date(2026, 5, 31)):
        with refused(NoMonday, "/monday", monday=date(2026, 5, 25)):
            refuse_no_monday(day, "/monday")
    with pytest.raises(DateOutOfRange):
        refuse_no_monday(date(1, 1, 1), "/monday")


def test_a_card_is_of_one_month():
    month = {"first": date(2026, 5, 1), "last": date(2026, 5, 31)}
    for day in month.values():
        refuse_another_month(day, date(2026, 5, 15))
    for day in (date(2026, 4, 30), date(2026, 6, 1), date(2025, 5, 15)):
        with refused(AnotherMonth, **month):
            refuse_another_month(day, date(2026, 5, 15))


def test_a_sheet_has_from_one_to_two_thousand_cells():
    for filled in (1, 2000):
        refuse_impossible_number_of_cells(filled)
    with refused(EmptySheet):
        refuse_impossible_number_of_cells(0)
    with refused(TooManyCells, most=2000):
        refuse_impossible_number_of_cells(2001)


def test_somebody_in_two_rows_is_refused_in_both_and_each_names_both():
    assert rows_of_one(["a", "b", "c"]) == {}
    found = rows_of_one(["a", "b", "a", "a"])
    assert {row: one.numbers for row, one in found.items()} == {
        0: {"one": 1, "other": 3},
        2: {"one": 1, "other": 3},
        3: {"one": 1, "other": 4},
    }


def test_a_days_people_are_shared_out_evenly_in_the_order_of_the_rows():
    children = list(range(32))
    led = list(shared_out(children, ["ala", "bea", "cyd"]).values())
    assert led == ["ala"] * 11 + ["bea"] * 11 + ["cyd"] * 10
    assert shared_out([1], ["ala", "bea"]) == {1: "ala"}
    assert shared_out([], ["ala"]) == {}
