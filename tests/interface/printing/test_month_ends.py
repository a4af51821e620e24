"""Lists of a month's end on paper: what is read and told of each, and forty long names over pages."""

from functools import cache

import pytest

from interface.month_end.paper import MonthList, document
from interface.printing import Sheet, Signatures, pdf
from tests.aloud import pages
from tests.printed_forms import kept
from tests.printed_month_ends import KEPT, a_month, printed

NAMES = sorted(path.stem for path in KEPT.glob("*.txt"))
WAY_OUT = "If the list was changed on purpose: python -m tests.printed_month_ends, and read the difference."


@cache
def all_of_them():
    return printed()


def test_every_list_has_a_kept_file():
    assert sorted(all_of_them()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_list_says_and_is_told_as_what_is_kept(name):
    assert kept(all_of_them()[name]) == (KEPT / f"{name}.txt").read_text(encoding="utf-8"), WAY_OUT


@pytest.mark.parametrize("only", MonthList)
def test_forty_people_go_over_pages_that_repeat_the_head_and_nobody_signs_on_an_empty_one(only):
    laid = document(a_month(), only)
    [sheet] = [block for block in laid.blocks if isinstance(block, Sheet)]
    assert len(sheet.rows) >= 40
    told = pages(pdf(laid))
    assert len(told) > 1
    assert all("Nazwisko i imię" in page for page in told[:-1])
    assert isinstance(laid.blocks[-1], Signatures)
    assert "zatwierdził(a), data" in told[-1]
    assert "Brzęczyszczykiewicz-Gżegżółkowska" in "".join("".join(told).split())
