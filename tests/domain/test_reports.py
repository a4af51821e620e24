"""The annual report filled in by hand and sent: dated, corrected with a reason, frozen, and sent again corrected."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest

from domain.calendar import DateInTheFuture
from domain.refusals import Refusal
from domain.reports import EmploymentBasis, EntryKind, ReportSent, Volunteers, digest_of, document_of, read, report_of
from domain.reports.entries import (
    AlreadyEntered,
    BeforeItsYear,
    CorrectedWithoutAReason,
    MoreThanGranted,
    NoReportOfThatYear,
    NoSuchEntry,
)
from domain.reports.sending import NoSuchSending, PartsLeftBlank, SentAlready, SentBeforeWhatItCorrects, YearNotOver
from tests.report_steps import (
    LAST_DAY,
    SALT,
    a_report,
    enter_grant,
    enter_staff,
    enter_volunteers,
    filled_in,
    send,
    some_figures,
)
from tests.steps import EWA, STAMP, TODAY, last_fact

DAY = timedelta(days=1)


def refuses(kind: type[Refusal], step: Callable[[], object], **numbers: Any) -> None:
    """Hold a step to be refused so, with these numbers among its own."""
    with pytest.raises(kind) as caught:
        step()
    assert type(caught.value) is kind
    assert caught.value.numbers.items() >= numbers.items()


def test_each_year_has_one_stream_and_a_report_begins_once():
    report = a_report()
    report.begin(STAMP, TODAY, 2026)
    assert (report.year, report.version) == (2026, 1)
    assert report_of(2026) == report.id != report_of(2025)


def test_a_report_is_of_a_year_since_the_act_that_has_begun():
    assert a_report(2004).year == 2004
    assert a_report(TODAY.year).year == TODAY.year
    refuses(NoReportOfThatYear, lambda: a_report(2003))
    refuses(NoReportOfThatYear, lambda: a_report(TODAY.year + 1))


def test_what_is_not_entered_is_missing_and_nothing_is_taken_for_it():
    report = a_report()
    assert report.missing == tuple(EntryKind)
    enter_volunteers(report, women=0, men=0)
    assert report.missing == (EntryKind.STAFF, EntryKind.FUNDING, EntryKind.ACTIONS, EntryKind.GRANTS)
    assert filled_in().missing == ()


def test_an_entry_says_who_entered_it_when_and_as_of_which_day():
    report = a_report()
    entry = report.entries[enter_volunteers(report)]
    assert (entry.as_of, entry.entered_by, entry.entered_on) == (LAST_DAY, EWA, TODAY)
    assert entry.value == Volunteers(women=1, men=2)


def test_an_entry_is_as_of_a_day_from_the_first_of_its_year_to_today():
    for day in (date(2026, 1, 1), TODAY):
        report = a_report()
        assert report.entries[enter_volunteers(report, as_of=day)].as_of == day
    refuses(BeforeItsYear, lambda: enter_volunteers(a_report(), as_of=date(2025, 12, 31)))
    refuses(DateInTheFuture, lambda: enter_volunteers(a_report(), as_of=TODAY + DAY))


def test_what_there_is_one_of_is_entered_once_and_then_corrected_with_a_reason():
    report = a_report()
    item = enter_volunteers(report)
    refuses(AlreadyEntered, lambda: enter_volunteers(report), item=item)
    refuses(CorrectedWithoutAReason, lambda: enter_volunteers(report, corrects=item))
    refuses(CorrectedWithoutAReason, lambda: enter_volunteers(report, reason="pomyłka"))
    by = enter_volunteers(report, women=4, corrects=item, reason="pomyłka")
    [entry] = report.entries.values()
    assert (entry.item, entry.said_by, entry.value) == (item, by, Volunteers(women=4, men=2))


def test_staff_is_entered_once_for_each_basis():
    report = a_report()
    first = enter_staff(report)
    second = enter_staff(report, basis=EmploymentBasis.CIVIL_CONTRACT)
    refuses(AlreadyEntered, lambda: enter_staff(report))
    refuses(
        AlreadyEntered,
        lambda: enter_staff(report, basis=EmploymentBasis.EMPLOYMENT_CONTRACT, corrects=second, reason="-"),
        item=first,
    )


def test_a_correction_is_of_an_entry_of_the_same_part_that_stands():
    report = a_report()
    staff = enter_staff(report)
    refuses(NoSuchEntry, lambda: enter_volunteers(report, corrects=staff, reason="-"))
    report.void_entry(STAMP, TODAY, item=staff, reason="-")
    refuses(NoSuchEntry, lambda: enter_staff(report, corrects=staff, reason="-"))
    refuses(NoSuchEntry, lambda: report.void_entry(STAMP, TODAY, item=staff, reason="-"))
    assert report.missing == tuple(EntryKind)


def test_a_grant_is_used_and_returned_up_to_what_was_granted():
    report = a_report()
    enter_grant(report)
    enter_grant(report, used_grosze=0, returned_grosze=0)
    assert len(report.entries) == 2
    refuses(MoreThanGranted, lambda: enter_grant(report, returned_grosze=10_001))


def test_a_report_is_sent_from_the_first_day_after_its_year_and_on_no_day_to_come():
    refuses(YearNotOver, lambda: send(filled_in(), sent_on=LAST_DAY), year=2026, first=LAST_DAY + DAY)
    refuses(DateInTheFuture, lambda: send(filled_in(), sent_on=TODAY + DAY))
    for day in (LAST_DAY + DAY, TODAY):
        report = filled_in()
        send(report, sent_on=day)
        assert report.sendings[-1].sent_on == day


def test_missing_parts_are_named_before_sending_and_left_blank_only_where_somebody_says_so():
    report = a_report()
    enter_staff(report)
    with pytest.raises(PartsLeftBlank) as caught:
        send(report, left_blank=(EntryKind.GRANTS,))
    assert caught.value.sentence() == (
        "Nie wpisano: wolontariusze, źródła finansowania, działania i ich efekty. Uzupełnij te części albo wymień je w "
        "left_blank, jeśli mają zostać puste."
    )
    send(report, left_blank=tuple(EntryKind))
    assert report.sendings[-1].left_blank == report.missing


def test_a_second_sending_says_that_it_corrects_the_last_one_and_comes_after_it():
    report = filled_in()
    refuses(NoSuchSending, lambda: send(report, corrects=1, reason="-"))
    send(report)
    refuses(SentAlready, lambda: send(report), number=1)
    refuses(CorrectedWithoutAReason, lambda: send(report, corrects=1))
    refuses(SentBeforeWhatItCorrects, lambda: send(report, corrects=1, reason="-", sent_on=date(2027, 3, 30)))
    send(report, corrects=1, reason="pomyłka")
    refuses(NoSuchSending, lambda: send(report, corrects=1, reason="-"))
    assert [(one.number, one.corrects) for one in report.sendings] == [(1, None), (2, 1)]


def test_a_sending_keeps_the_document_word_for_word_and_its_digest():
    report = filled_in()
    document = document_of(SALT, some_figures(), report.entries.values())
    send(report)
    kind, said = last_fact(report)
    assert kind is ReportSent
    assert (said["document"], said["digest"]) == (document, sha256(document.encode()).hexdigest())
    assert (said["definition"], said["position"], said["number"]) == ("CAS-01@1", 40, 1)
    assert read(document).figures == some_figures()
    assert [entry["kind" if "kind" in entry else "type"] for entry in json.loads(document)["entries"]] == [
        "STAFF",
        "VOLUNTEERS",
        "FUNDING",
        "ACTIONS",
        "GRANTS",
    ]
    assert "Zmyślona" not in document


def test_a_digest_differs_by_any_number_and_by_its_salt():
    entries = filled_in().entries.values()
    digest = digest_of(document_of(SALT, some_figures(), entries))
    assert digest == digest_of(document_of(SALT, some_figures(), entries))
    assert digest != digest_of(document_of(SALT, some_figures(women=11, men=8), entries))
    assert digest != digest_of(document_of(report_of(2026), some_figures(), entries))
    assert digest != digest_of(document_of(SALT, some_figures(), ()))


def test_what_is_entered_later_leaves_what_was_sent_as_it_was():
    report = filled_in()
    send(report)
    sent = report.sendings
    enter_staff(report, basis=EmploymentBasis.OTHER)
    assert report.sendings == sent
