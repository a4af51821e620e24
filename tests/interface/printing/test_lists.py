"""Lists, cards, certificates and the look at who should be here: what is read and told of each, page by page."""

from datetime import date, datetime
from functools import cache

import msgspec
import pytest
import typst

from domain.calendar import WARSAW
from domain.rules import Unit
from domain.vocabulary import Sex
from interface.printing import Sheet, _asked, pdf
from interface.printing.forms import attendance_list, certificate, service_card
from tests.aloud import pages
from tests.printed_forms import kept
from tests.printed_lists import KEPT, a_card, a_certificate, a_line, a_list, printed

NAMES = sorted(path.stem for path in KEPT.glob("*.txt"))
WAY_OUT = "If the form was changed on purpose: python -m tests.printed_lists, and read the difference."


@cache
def all_of_them():
    return printed()


def sheet(document):
    [found] = [block for block in document.blocks if isinstance(block, Sheet)]
    return found


def test_every_list_has_a_kept_file():
    assert sorted(all_of_them()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_list_says_and_is_told_as_what_is_kept(name):
    assert kept(all_of_them()[name]) == (KEPT / f"{name}.txt").read_text(encoding="utf-8"), WAY_OUT


@pytest.mark.parametrize("name", ["lista-zajec", "lista-miesiaca"])
def test_forty_rows_go_over_pages_that_repeat_the_head_and_settle(name):
    document = all_of_them()[name]
    printed, warnings = typst.compile_with_warnings(**_asked(document), format="pdf", pdf_standards=["a-2a", "ua-1"])
    assert printed == pdf(document)
    assert [warning.message for warning in warnings] == []
    told = pages(printed)
    assert len(told) > 1
    assert all("Lp." in page for page in told)
    assert all(f"strona {number} z {len(told)}" in page for number, page in enumerate(told, 1))


def test_a_list_has_a_row_a_person_in_order_and_five_for_those_who_just_come():
    laid = sheet(attendance_list.document(a_list()))
    assert [row[0] for row in laid.rows] == [str(number) for number in range(1, 41)]
    assert {row[-1] for row in laid.rows} == {""}
    assert laid.blank == 5


def test_the_running_total_goes_on_from_what_was_used_and_ends_with_the_sum_of_the_month():
    card = a_card(lines=(a_line(1, 90), a_line(2, 45)), used_before=600)
    laid = sheet(service_card.document(card))
    assert [row[8] for row in laid.rows] == ["11:30", "12:15"]
    assert (laid.total[4], laid.total[7], laid.total[8]) == ("2:15", "3", "12:15")
    assert len(laid.rows) + laid.blank == 15


def test_a_card_has_empty_rows_however_full_it_is_until_its_month_is_over():
    full = a_card(lines=tuple(a_line(day) for day in range(1, 21)))
    for printed_on, blank in ((date(2026, 6, 29), 3), (date(2026, 6, 30), 0)):
        card = msgspec.structs.replace(full, head=msgspec.structs.replace(full.head, printed_on=printed_on))
        laid = sheet(service_card.document(card))
        assert (len(laid.rows), laid.blank) == (20, blank)


def test_a_month_of_fifteen_visits_is_a_card_of_one_page():
    for days in (0, 12, 15):
        card = a_card(lines=tuple(a_line(day) for day in range(1, days + 1)))
        assert len(pages(pdf(service_card.document(card)))) == 1
    assert len(pages(pdf(all_of_them()["karta-szkic"]))) == 1


def test_a_card_of_forty_visits_signs_beside_its_last_row():
    card = a_card(lines=tuple(a_line(number % 28 + 1) for number in range(40)))
    told = pages(pdf(service_card.document(card)))
    assert len(told) > 1
    assert all("Narastająco" in page for page in told)
    assert "40 12.06.2026" in told[-1]
    assert "podpis osoby świadczącej usługę" in told[-1]


def test_a_night_says_the_day_on_which_it_ends_and_a_presence_has_no_time():
    night = a_line(4, 540, 22)
    presence = a_line(5, 0, starts=None, ends=None, unit=Unit.PRESENCES)
    laid = sheet(service_card.document(a_card(lines=(night, presence))))
    assert [row[2:5] for row in laid.rows] == [("22:00", "07:00 (05.06)", "9:00"), ("", "", "obecność")]


def test_the_night_on_which_the_clocks_change_ends_by_the_clock_on_the_wall():
    starts = datetime(2026, 10, 24, 22, tzinfo=WARSAW)
    ends = datetime(2026, 10, 25, 6, tzinfo=WARSAW)
    night = msgspec.structs.replace(a_line(1, 540), day=starts.date(), starts=starts, ends=ends)
    assert sheet(service_card.document(a_card(lines=(night,)))).rows[0][2:5] == ("22:00", "06:00 (25.10)", "9:00")


@pytest.mark.parametrize(("sex", "words"), [(Sex.FEMALE, "uczestniczyła"), (Sex.MALE, "uczestniczył ")])
def test_a_certificate_speaks_of_a_woman_and_of_a_man_as_they_are(sex, words):
    [page] = pages(pdf(certificate.document(a_certificate(sex))))
    assert words in page.replace("\n", " ")
    assert "art. 18 ust. 5a" in page
