"""The end of a month of socially useful work: hours times the rate of the day, and nothing beyond the agreement."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.employment import Employment
from domain.hours import HoursState
from domain.hours.payable import settled
from domain.month_end import (
    BreachKind,
    LostStatus,
    MissingKind,
    MonthNotBegun,
    StatusKind,
    StatusSaid,
    Terms,
    Worked,
    amount_of,
    lost_status,
    missing,
    month_end,
    refunded,
)
from domain.rules import RuleCode, Rules, Unit
from domain.status import LabourStatus
from domain.vocabulary import EvidenceGrade, LegalForm
from tests.flag_steps import entry, excess
from tests.ground import rule, ruled

ANNA, JAN = UUID(int=1), UUID(int=2)
OCTOBER = (date(2025, 10, 1), date(2025, 10, 31))
AFTER = date(2025, 11, 3)
TERM = (date(2025, 1, 1), date(2025, 12, 31))
DAY = timedelta(days=1)


def terms(*rules, first=TERM[0], last=TERM[1], persons=None, minutes=None, each=None):
    """Return what an agreement says: 10,90 zł an hour and ten hours a week unless it is said otherwise."""
    said = ruled(*rules) if rules else paid_at(1090)
    return Terms(
        number="PSU/2025/1",
        first=first,
        last=last,
        persons=persons,
        minutes=minutes,
        minutes_monthly_each=each,
        rules=said,
    )


def paid_at(*rates, refund=None):
    """Return rules with these rates: a number, or (number, first day)."""
    said = [rate if isinstance(rate, tuple) else (rate, None) for rate in rates]
    rules = [rule(RuleCode.BENEFIT_RATE, rate, since=since) for rate, since in said]
    rules += [rule(RuleCode.LIMIT_WEEK, 600, unit=Unit.MINUTES)]
    rules += [] if refund is None else [rule(RuleCode.BENEFIT_REFUND, refund)]
    return ruled(*rules)


def worked(day, minutes, *, who=ANNA, approved=True, at="08:00", over=0, item=5):
    """Return a line as the settlement of hours makes it, on a day of October unless it is a date."""
    day = day if isinstance(day, date) else date(2025, 10, day)
    state = HoursState.APPROVED if approved else HoursState.RECORDED
    said = entry(item, day, minutes, at, state=state)
    kept = (excess(over, day, day),) if over else ()
    amount = settled(said, kept, Rules())
    assert amount is not None
    parts: dict[str, Any] = {name: getattr(amount, name) for name in ("recorded", "approved", "over", "payable")}
    return Worked(participant=who, record=who, entry=said, excess=kept, **parts)


def ended(lines, under=None, *, month=OCTOBER, today=AFTER, before=(), places=()):
    """Return the month of these lines; `before` are (who, entry) of earlier months."""
    recorded = [*before, *((line.participant, line.entry) for line in lines)]
    return month_end(under or terms(), month, today, lines, recorded, places)


def due(end):
    """Return who is due how many grosze."""
    assert end.benefits is not None
    return {one.participant: one.amount for one in end.benefits}


def test_a_month_reckoned_by_hand_with_a_rate_that_changes_on_the_sixteenth():
    under = replace(terms(), rules=paid_at(1090, (1215, date(2025, 10, 16)), refund=654))
    end = ended(
        [worked(6, 120), worked(15, 60), worked(16, 90), worked(16, 45, who=JAN), worked(17, 30, approved=False)], under
    )
    assert end.benefits is not None
    anna, jan = end.benefits
    assert [(part.rate, part.minutes, part.amount, part.refund) for part in anna.parts] == [
        (1090, 180, 3270, 1962),  # 3 h x 10,90 zł; 3 h x 6,54 zł
        (1215, 90, 1823, 981),  # 1,5 h x 12,15 zł = 18,225 zł
    ]
    assert [(part.minutes, part.amount, part.refund) for part in jan.parts] == [(45, 911, 491)]  # 9,1125 zł; 4,905 zł
    assert (anna.minutes, anna.amount, jan.amount) == (270, 5093, 911)
    assert refunded(end.benefits) == 1962 + 981 + 491
    assert [line.entry.day.day for line in end.not_approved] == [17]


@pytest.mark.parametrize(
    ("minutes", "rate", "grosze"),
    [(60, 1090, 1090), (1, 1829, 30), (1, 1830, 31), (1, 1831, 31), (0, 1090, 0), (7, 1, 0), (30, 1, 1)],
)
def test_an_amount_is_rounded_once_from_half_a_grosz_on_up(minutes, rate, grosze):
    assert amount_of(minutes, rate) == grosze


def test_without_a_rate_there_is_no_list_and_the_sentence_says_from_which_day():
    rate = rule(RuleCode.BENEFIT_RATE, 1090, since=date(2025, 10, 2))
    end = ended([worked(6, 120)], terms(rate, rule(RuleCode.LIMIT_WEEK, 600, unit=Unit.MINUTES)))
    assert end.benefits is None
    assert [(one.kind, one.since, one.until) for one in end.missing] == [
        (MissingKind.RATE, date(2025, 10, 1), date(2025, 10, 1))
    ]
    pl, en = end.missing[0].sentence("PSU/2025/1")
    assert "Nie ma stawki świadczenia od 01.10.2025 do 01.10.2025" in pl
    assert "porozumienia PSU/2025/1 regułę BENEFIT_RATE" in pl
    assert "no benefit rate from 2025-10-01 to 2025-10-01" in en


def test_without_any_limit_of_hours_there_is_no_list_either():
    end = ended([worked(6, 120)], terms(rule(RuleCode.BENEFIT_RATE, 1090)))
    assert end.benefits is None
    assert [one.kind for one in end.missing] == [MissingKind.RULES]
    assert "LIMIT_WEEK albo LIMIT_MONTH" in end.missing[0].sentence("PSU/2025/1")[0]


def test_days_outside_the_agreement_need_no_rate_and_are_paid_to_nobody():
    rate = rule(RuleCode.BENEFIT_RATE, 1090, since=date(2025, 10, 6), until=date(2025, 10, 20))
    days = {"first": date(2025, 10, 6), "last": date(2025, 10, 20)}
    under = terms(rate, rule(RuleCode.LIMIT_WEEK, 600, unit=Unit.MINUTES), **days)
    end = ended([worked(day, 60, item=day) for day in (5, 6, 20, 21)], under)
    assert end.missing == ()
    assert due(end) == {ANNA: 2180}
    assert [(line.payable, line.over) for line in end.lines] == [(0, 60), (60, 0), (60, 0), (0, 60)]
    assert [(b.kind, b.day, b.found) for b in end.breaches] == [
        (BreachKind.OUTSIDE_TERM, date(2025, 10, 5), 60),
        (BreachKind.OUTSIDE_TERM, date(2025, 10, 21), 60),
    ]


def test_missing_days_are_told_as_stretches():
    rules = ruled(rule(RuleCode.BENEFIT_RATE, 1090, since=date(2025, 10, 3), until=date(2025, 10, 4)))
    days = [date(2025, 10, 1) + n * DAY for n in range(6)]
    assert [(one.since.day, one.until.day) for one in missing(rules, days) if one.kind is MissingKind.RATE] == [
        (1, 2),
        (5, 6),
    ]


@pytest.mark.parametrize(("minutes", "paid", "breaches"), [(599, 599, 0), (600, 600, 0), (601, 600, 1)])
def test_each_person_is_paid_to_the_minute_of_the_monthly_limit_and_not_beyond(minutes, paid, breaches):
    end = ended([worked(6, 300), worked(7, minutes - 300, item=6), worked(7, 60, who=JAN)], terms(each=600))
    of_anna = [line for line in end.lines if line.participant == ANNA]
    assert sum(line.payable for line in of_anna) == paid
    assert of_anna[-1].over == minutes - paid
    assert [(b.kind, b.participant, b.most, b.found) for b in end.breaches] == [
        (BreachKind.HOURS_A_MONTH, ANNA, 600, 601)
    ] * breaches


@pytest.mark.parametrize(("before", "paid", "breaches"), [(860, 40, 0), (861, 39, 1), (900, 0, 1), (1000, 0, 1)])
def test_the_hours_of_the_whole_agreement_are_counted_from_its_beginning(before, paid, breaches):
    earlier = [(JAN, entry(3, date(2025, 9, 2), before, "06:00"))]
    end = ended([worked(6, 40)], terms(minutes=900), before=earlier)
    assert [line.payable for line in end.lines] == [paid]
    assert [(b.kind, b.found) for b in end.breaches] == [(BreachKind.HOURS_IN_ALL, before + 40)] * breaches


def test_excess_that_was_let_pass_is_not_paid_and_is_named():
    end = ended([worked(6, 700, over=100)])
    assert [(line.payable, line.over) for line in end.lines] == [(600, 100)]
    [breach] = end.breaches
    assert (
        breach.sentence()[0]
        == "06.10.2025: 1:40 godz. ponad limit tygodniowy (1:00 godz.), zapisane z powodem; nie do wypłaty."
    )


@pytest.mark.parametrize(("persons", "breaches"), [(2, 0), (1, 1)])
def test_people_at_a_time_are_counted_once_each_on_the_days_of_the_agreement(persons, breaches):
    places = [
        (ANNA, date(2025, 9, 1), None),
        (ANNA, date(2025, 10, 1), None),
        (JAN, date(2025, 10, 9), date(2025, 10, 9)),
        (UUID(int=3), date(2025, 9, 1), date(2025, 10, 8)),
    ]
    end = ended([], terms(persons=persons), places=places)
    assert [(b.kind, b.most, b.found, b.day) for b in end.breaches] == [
        (BreachKind.PERSONS, 1, 2, date(2025, 10, 1))
    ] * breaches


@pytest.mark.parametrize(("each", "payable", "breaches"), [(120, 240, 0), (119, 239, 1)])
def test_a_night_over_the_end_of_the_month_is_paid_where_it_starts_and_takes_of_both_months(each, payable, breaches):
    """From 22:00 to 2:00: two of its hours are of November's limit, and none of November's list."""
    night = worked(31, 240, at="22:00")
    end = ended([night], terms(each=each))
    assert [(line.recorded, line.payable) for line in end.lines] == [(240, payable)]
    assert len(end.breaches) == breaches
    november = (date(2025, 11, 1), date(2025, 11, 30))
    later = worked(date(2025, 11, 3), 60, item=6)
    said = {"month": november, "today": date(2025, 12, 1), "before": [(ANNA, night.entry)]}
    assert [line.payable for line in ended([later], terms(each=150), **said).lines] == [30]
    assert ended([], terms(each=each), **said).lines == ()


@pytest.mark.parametrize(("day", "minutes"), [(date(2025, 10, 25), 660), (date(2025, 3, 29), 540)])
def test_a_night_of_the_clock_change_is_paid_as_long_as_it_lasted(day, minutes):
    """From 20:00 to 6:00: eleven hours in October, nine in March."""
    month = (day.replace(day=1), day.replace(day=31))
    line = worked(day, minutes, at="20:00")
    assert due(ended([line], month=month)) == {ANNA: amount_of(minutes, 1090)}


def test_the_twenty_ninth_of_february_is_a_day_of_its_month():
    days = {"first": date(2028, 1, 1), "last": date(2028, 12, 31)}
    february = (date(2028, 2, 1), date(2028, 2, 29))
    rules = paid_at((1090, date(2028, 1, 1)), (1200, date(2028, 2, 29)))
    under = Terms(number="PSU/2028/1", **days, persons=None, minutes=None, minutes_monthly_each=None, rules=rules)
    lines = [worked(date(2028, 2, day), 60, item=day) for day in (28, 29)]
    assert due(ended(lines, under, month=february, today=date(2028, 3, 1))) == {ANNA: 2290}


@pytest.mark.parametrize(("today", "running"), [(date(2025, 10, 1), True), (date(2025, 10, 31), True), (AFTER, False)])
def test_a_month_that_is_not_over_is_a_preview(today, running):
    assert ended([worked(1, 60)], today=today).running is running


def test_a_month_that_has_not_begun_is_refused():
    with pytest.raises(MonthNotBegun):
        ended([], today=date(2025, 9, 30))


@pytest.mark.parametrize(
    ("started_on", "ended_on", "named"),
    [
        (date(2025, 10, 31), None, True),
        (date(2025, 11, 1), None, False),
        (date(2025, 5, 1), date(2025, 10, 1), True),
        (date(2025, 5, 1), date(2025, 9, 30), False),
    ],
)
def test_who_works_on_some_day_of_the_month_is_named_before_paying(started_on, ended_on, named):
    spell = Employment(
        item=9,
        form=LegalForm.EMPLOYMENT_CONTRACT,
        employer_kind=None,
        started_on=started_on,
        agreed_until=None,
        fte_hundredths=None,
        monthly_grosze=None,
        evidence=EvidenceGrade.DOCUMENT,
        ended_on=ended_on,
    )
    found = list(lost_status([spell], [], *OCTOBER))
    assert found == [LostStatus(kind=StatusKind.WORKS, since=started_on)] * named


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ([(date(2025, 9, 1), LabourStatus.UNEMPLOYED_REGISTERED)], False),
        ([(date(2025, 9, 1), LabourStatus.INACTIVE)], True),
        ([(date(2025, 9, 1), LabourStatus.INACTIVE), (date(2025, 10, 31), LabourStatus.UNEMPLOYED_REGISTERED)], False),
        ([(date(2025, 9, 1), LabourStatus.UNEMPLOYED_REGISTERED), (date(2025, 11, 1), LabourStatus.INACTIVE)], False),
    ],
)
def test_the_newest_status_of_the_month_says_whether_somebody_is_registered(said, named):
    statuses = [StatusSaid(item=n, taken_on=day, labour=labour) for n, (day, labour) in enumerate(said)]
    assert [one.kind for one in lost_status([], statuses, *OCTOBER)] == [StatusKind.NOT_REGISTERED] * named


@given(
    st.lists(st.tuples(st.integers(1, 31), st.integers(1, 600), st.integers(0, 3), st.booleans()), max_size=30),
    st.integers(1, 900) | st.none(),
    st.integers(1, 3000) | st.none(),
)
def test_nobody_is_paid_more_than_was_approved_nor_than_the_agreement_gives(said, each, in_all):
    lines = [
        worked(day, minutes, who=UUID(int=who), approved=approved, item=number)
        for number, (day, minutes, who, approved) in enumerate(said)
    ]
    end = ended(lines, terms(each=each, minutes=in_all))
    by_person: dict[UUID, int] = {}
    for line in end.lines:
        assert 0 <= line.payable <= line.approved
        assert line.payable + line.over == line.approved or not line.approved
        by_person[line.participant] = by_person.get(line.participant, 0) + line.payable
    assert all(minutes <= (each or 10**9) for minutes in by_person.values())
    assert sum(by_person.values()) <= (in_all or 10**9)
    assert {one.participant: one.minutes for one in end.benefits or ()} == {w: m for w, m in by_person.items() if m}
