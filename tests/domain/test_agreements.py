"""Agreements: signed, in force for a time, limited or not, changed by annexes, ended before their last day."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.agreements import (
    Agreement,
    AgreementAmended,
    AgreementEnded,
    AgreementEndsBeforeItStarts,
    AgreementNumberTaken,
    AgreementOver,
    AgreementSigned,
    AmendedBeforeSigning,
    EndedOutside,
    ImpossibleNumbers,
    refuse_number_taken,
)
from domain.calendar import DateInTheFuture, DateOutOfRange
from tests.steps import STAMP, TODAY, last_fact, refused

ID = UUID("00000000-0000-4000-8000-0000000000f1")
SIGNED, FIRST, LAST = date(2027, 1, 15), date(2027, 2, 1), date(2027, 12, 31)
DAY = timedelta(days=1)
LIMITS = {"persons": 12, "minutes": 60_000, "minutes_monthly_each": 2_400}


def signed(today=TODAY, **said):
    parts: dict[str, Any] = {
        "number": "PSU/3/2027",
        "signed_on": SIGNED,
        "valid_from": FIRST,
        "valid_until": LAST,
        "note": None,
    }
    return Agreement.sign(ID, STAMP, today, **(parts | LIMITS | said))


def amend(agreement, **said):
    parts = {"signed_on": TODAY, "valid_until": LAST, "reason": "więcej miejsc pracy"}
    agreement.amend(STAMP, TODAY, **(parts | LIMITS | said))


def end(agreement, on, today=TODAY):
    agreement.end(STAMP, today, ended_on=on, reason="za zgodą stron")


def limits(agreement):
    return {name: getattr(agreement, name) for name in LIMITS}


def test_an_agreement_says_its_number_its_time_and_its_limits():
    agreement = signed(note="dla robót przy parku")
    assert last_fact(agreement) == (
        AgreementSigned,
        {
            "occurred_on": SIGNED,
            "number": "PSU/3/2027",
            "valid_from": FIRST,
            "valid_until": LAST,
            "note": "dla robót przy parku",
            **LIMITS,
        },
    )
    assert (agreement.number, agreement.signed_on) == ("PSU/3/2027", SIGNED)
    assert (agreement.valid_from, agreement.valid_until, agreement.ended_on) == (FIRST, LAST, None)
    assert limits(agreement) == LIMITS


def test_an_agreement_is_recorded_once_it_is_signed():
    signed(signed_on=TODAY)
    with refused(DateInTheFuture, "/signed_on", today=TODAY):
        signed(signed_on=TODAY + DAY)


def test_an_agreement_may_last_a_day_and_does_not_end_before_it_starts():
    signed(valid_until=FIRST)
    with refused(AgreementEndsBeforeItStarts, "/valid_until"):
        signed(valid_until=FIRST - DAY)
    with refused(DateOutOfRange, "/valid_until"):
        signed(valid_until=date(2101, 1, 1))


@pytest.mark.parametrize(
    ("name", "most"), [("persons", 10_000), ("minutes", 60_000_000), ("minutes_monthly_each", 60_000_000)]
)
def test_a_limit_is_one_or_more_or_left_out(name, most):
    for number in (1, most, None):
        assert limits(signed(**{name: number})) == LIMITS | {name: number}
        agreement = signed()
        amend(agreement, **{name: number})
        assert limits(agreement) == LIMITS | {name: number}
    for number in (0, -1, most + 1):
        with refused(ImpossibleNumbers, f"/{name}"):
            signed(**{name: number})
        with refused(ImpossibleNumbers, f"/{name}"):
            amend(signed(), **{name: number})


def test_an_annex_takes_the_place_of_what_was_said():
    agreement = signed()
    amend(agreement, valid_until=LAST + DAY, persons=15, minutes=None)
    said = {"persons": 15, "minutes": None, "minutes_monthly_each": 2_400}
    assert last_fact(agreement) == (
        AgreementAmended,
        {"occurred_on": TODAY, "valid_until": LAST + DAY, "reason": "więcej miejsc pracy", **said},
    )
    assert (agreement.valid_until, limits(agreement)) == (LAST + DAY, said)


def test_an_annex_is_signed_after_the_agreement_and_does_not_end_it_before_its_start():
    agreement = signed()
    with refused(AmendedBeforeSigning, "/signed_on", signed_on=SIGNED):
        amend(agreement, signed_on=SIGNED - DAY)
    with refused(DateInTheFuture, "/signed_on", today=TODAY):
        amend(agreement, signed_on=TODAY + DAY)
    with refused(AgreementEndsBeforeItStarts, "/valid_until"):
        amend(agreement, valid_until=FIRST - DAY)
    amend(agreement, signed_on=SIGNED, valid_until=FIRST)


def test_an_agreement_ends_on_a_day_that_it_covers():
    for day in (FIRST - DAY, date(2027, 6, 16)):
        with refused(EndedOutside, "/ended_on", valid_from=FIRST, valid_until=date(2027, 6, 15)):
            end(signed(valid_until=date(2027, 6, 15)), day)
    with refused(DateInTheFuture, "/ended_on", today=TODAY):
        end(signed(), TODAY + DAY)
    for day in (FIRST, TODAY):
        agreement = signed()
        end(agreement, day)
        assert last_fact(agreement) == (AgreementEnded, {"occurred_on": day, "reason": "za zgodą stron"})
        assert agreement.ended_on == day


def test_after_its_end_nothing_changes_an_agreement():
    agreement = signed()
    end(agreement, FIRST)
    with refused(AgreementOver, None, ended_on=FIRST):
        end(agreement, FIRST)
    with refused(AgreementOver, None, ended_on=FIRST):
        amend(agreement)


def test_a_number_names_one_agreement():
    refuse_number_taken(None)
    with refused(AgreementNumberTaken, "/number"):
        refuse_number_taken(ID)
