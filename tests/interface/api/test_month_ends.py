"""The end of a month of socially useful work as the desk asks for it: lists, what stands in their way, the past."""

from datetime import date, time
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from application.absences import RecordAbsence, RefuseWork
from application.agreements import AmendAgreement
from application.caseworkers import AssignCaseworker
from application.employment import StartEmployment
from application.hours import ApproveHours, CorrectHours
from application.rules import SetRule
from domain.absences import AbsenceKind
from domain.rules import RuleCode, RuleScope, Unit
from domain.vocabulary import EvidenceGrade, LegalForm, Role
from tests.application.batches import booking
from tests.asgi import API, open_front
from tests.club import ask
from tests.interface.api.things import agreement
from tests.month_steps import FIRST, under

NUMBER = "PSU/1/2026"


@pytest.fixture(name="front", scope="module")
def _front(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("month")) as front:
        yield front


@pytest.fixture(name="desk", scope="module")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def work(house, place, *days, minutes=120, approve=True, **said):
    """Record work on these days of May; return the entries' items."""
    how: dict[str, Any] = {"starts_at": time(8), "minutes": minutes, **said}
    asked = (replace(booking(place, day=date(2026, 5, day), **how), at_place="Park Zmyślony") for day in days)
    items = [ask(house, one).item for one in asked]
    if approve:
        ask(house, ApproveHours(participant_id=place[0], entries=tuple(items)))
    return items


def set_rule(house, owner, code, value, since=FIRST, unit=None):
    parts: dict[str, Any] = {
        "applies_to": None,
        "until": None,
        "law": "porozumienie zmyślone, par. 3",
        "confirmed": True,
    }
    scope = RuleScope.AGREEMENT
    ask(
        house,
        SetRule(scope=scope, owner=owner, rule=code, value=value, since=since, unit=unit, source="zmyślone", **parts),
    )


def month(desk, owner, month="2026-05", query=""):
    return desk.get(f"/agreements/{owner}/months/{month}{query}")


def test_a_month_from_nothing_to_pay_by_to_the_list_and_its_correction(front, desk):
    """One month as the desk lives through it: blocked, then paid, then corrected after it was printed."""
    house = front.house
    owner = agreement(house, number=NUMBER, persons=2, minutes_monthly_each=600)
    anna, jan = under(house, NUMBER, "Żmudna-Zmyślona"), under(house, NUMBER, "Ćwikła-Przykładowa")
    items = work(house, anna, 4, 5, 18)
    work(house, jan, 4, approve=False)
    ask(
        house,
        RecordAbsence(
            participant_id=jan[0],
            enrolment=jan[1],
            day=date(2026, 5, 5),
            kind=AbsenceKind.SICK,
            reason="zwolnienie zmyślone",
        ),
    )
    ask(house, RefuseWork(participant_id=jan[0], enrolment=jan[1], day=date(2026, 5, 6), reason="praca na wysokości"))
    job: dict[str, Any] = {"form": LegalForm.EMPLOYMENT_CONTRACT, "employer": None, "fte_hundredths": None}
    ask(
        house,
        StartEmployment(participant_id=anna[0], started_on=date(2026, 5, 20), evidence=EvidenceGrade.DOCUMENT, **job),
    )

    blocked = month(desk, owner)
    assert blocked["benefits"] is None
    assert [(one["kind"], one["since"], one["until"]) for one in blocked["missing"]] == [
        ("RATE", "2026-05-01", "2026-05-31"),
        ("RULES", "2026-05-01", "2026-05-31"),
    ]
    assert blocked["records"]["recorded"] == 480, "the record of work is there all the same"

    set_rule(house, owner, RuleCode.LIMIT_WEEK, 600, unit=Unit.MINUTES)
    set_rule(house, owner, RuleCode.BENEFIT_RATE, 1090)
    set_rule(house, owner, RuleCode.BENEFIT_RATE, 1215, since=date(2026, 5, 16))
    told = month(desk, owner)
    assert [
        (one["family_name"], one["payable"], [day["day"] for day in one["days"]]) for one in told["records"]["items"]
    ] == [
        ("Ćwikła-Przykładowa", 0, ["2026-05-04"]),
        ("Żmudna-Zmyślona", 360, ["2026-05-04", "2026-05-05", "2026-05-18"]),
    ]
    assert told["records"]["items"][1]["days"][0]["place"] == "Park Zmyślony"
    [due] = told["benefits"]["items"]
    assert [(part["rate"], part["minutes"], part["amount"]) for part in due["parts"]] == [
        (1090, 240, 4360),
        (1215, 120, 2430),
    ]
    assert (told["benefits"]["amount"], told["benefits"]["refund"]) == (6790, None)
    assert [(one["day"], one["refused"], one["kind"], one["pl"], one["reason"]) for one in told["absences"]] == [
        ("2026-05-05", False, "SICK", "nieobecność z powodu choroby", "zwolnienie zmyślone"),
        ("2026-05-06", True, None, "odmowa wykonania pracy", "praca na wysokości"),
    ]
    assert [(one["family_name"], one["kind"], one["since"]) for one in told["to_check"]] == [
        ("Żmudna-Zmyślona", "WORKS", "2026-05-20")
    ]
    sentences = " ".join(one["pl"] for one in told["notices"])
    assert "Niezatwierdzone wpisy: 1 (2:00 godz.)" in sentences
    assert "także za czas udokumentowanej choroby" in sentences
    assert "BENEFIT_REFUND" in sentences
    assert (told["running"], told["breaches"], told["hides"]) == (False, [], [])
    assert [(one["rule"], one["value_pl"]) for one in told["rules"]] == [
        ("BENEFIT_RATE", "10,90 zł"),
        ("BENEFIT_RATE", "12,15 zł"),
    ]

    _papers(desk, owner, told)
    _seen_by_others(front, owner, anna[0])

    printed = front.clock.now().isoformat().replace("+00:00", "Z")
    front.clock.advance(hours=1)
    set_rule(house, owner, RuleCode.BENEFIT_REFUND, 654)
    wrong: dict[str, Any] = {"minutes": 60, "starts_at": time(8), "reason": "pomyłka w karcie"}
    ask(house, CorrectHours(participant_id=anna[0], entry=items[0], **wrong))
    ask(house, ApproveHours(participant_id=anna[0], entries=(items[0],)))
    now = month(desk, owner)
    assert (now["benefits"]["amount"], now["benefits"]["refund"]) == (5700, 1962 + 1308)  # 3 h and 2 h at 6,54 zł
    then = month(desk, owner, query=f"?known_at={printed}")
    assert told["position"] < then["position"] < now["position"]
    assert then | {"position": told["position"]} == told
    _lowered_by_an_annex(house, desk, owner)


def _lowered_by_an_annex(house, desk, owner):
    """An annex allows less than was worked: each breach is named, and nobody is paid beyond it."""
    annex: dict[str, Any] = {"signed_on": date(2026, 5, 29), "valid_until": date(2026, 12, 31), "reason": "mniej pracy"}
    ask(
        house, AmendAgreement(agreement_id=owner, persons=1, minutes=300, minutes_monthly_each=240, **annex), if_match=1
    )
    lowered = month(desk, owner)
    assert [(one["kind"], one["family_name"], one["most"], one["found"]) for one in lowered["breaches"]] == [
        ("PERSONS", None, 1, 2),
        ("HOURS_IN_ALL", None, 300, 420),
        ("HOURS_A_MONTH", "Żmudna-Zmyślona", 240, 300),
    ]
    assert (lowered["records"]["payable"], lowered["benefits"]["minutes"]) == (240, 240)
    for name in ("records", "benefits", "absences"):
        paper = desk.ask("GET", f"{API}/agreements/{owner}/months/2026-05/paper?list={name}")
        assert paper.content.startswith(b"%PDF"), "each list is an accessible paper of its own, headings included"


def taken(desk, owner, format: str, month: str = "2026-05", **said: str) -> bytes:
    """Return a month's list as a file."""
    body = {"format": format, "why": "wypłata", **said}
    answer = desk.ask("POST", f"{API}/agreements/{owner}/months/{month}/export", body)
    assert answer.status_code == 200, answer.text
    content: bytes = answer.content
    return content


def _papers(desk, owner, told):
    """The same month as a paper, and as files for Polish Excel."""
    at = f"{API}/agreements/{owner}/months/2026-05/paper"
    answer = desk.ask("GET", at)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert answer.content == desk.ask("GET", at).content
    assert (
        answer.headers["content-disposition"]
        == f'attachment; filename="psu-rozliczenie-2026-05-{told["position"]}.pdf"'
    )
    csv = taken(desk, owner, "csv-pl").decode("utf-8-sig").splitlines()
    assert ";wypłata;" in csv[1]
    assert [line.split(";")[:5] for line in csv] == [
        ["Nazwisko", "Imię", "Godziny", "Stawka za godzinę", "Kwota"],
        ["Żmudna-Zmyślona", "Łucja", "4", "10,90", "43,60"],
        ["Żmudna-Zmyślona", "Łucja", "2", "12,15", "24,30"],
    ]
    for name, rows in (("records", 5), ("absences", 3), ("benefits", 3)):
        book = CalamineWorkbook.from_filelike(BytesIO(taken(desk, owner, "xlsx", list=name)))
        assert len(book.get_sheet_by_index(0).to_python()) == rows


def _seen_by_others(front, owner, anna):
    """A caseworker sees her own people and how many others there are; an auditor without a control nobody."""
    worker, auditor = front.desk(Role.CASEWORKER), front.desk(Role.AUDITOR)
    ask(front.house, AssignCaseworker(participant_id=anna, user=worker.user))
    own = month(worker, owner)
    assert [one["family_name"] for one in own["records"]["items"]] == ["Żmudna-Zmyślona"]
    assert own["absences"] == []
    assert own["hides"] == [
        "osoby, które nie są przydzielone Tobie",
        "w tym zestawieniu osób przydzielonych komuś innemu: 1",
        "sprawdzenie całego porozumienia (osoby naraz, godziny łącznie): widzi je ten, kto widzi wszystkie osoby",
    ]
    nobody = month(auditor, owner)
    assert (nobody["records"]["items"], nobody["benefits"]["amount"], nobody["absences"], nobody["to_check"]) == (
        [],
        0,
        [],
        [],
    )
    assert "1" not in " ".join(nobody["hides"])
    for role in (Role.CLASS_LEADER, Role.EVALUATOR, Role.ADMINISTRATOR):
        assert front.desk(role).ask("GET", f"{API}/agreements/{owner}/months/2026-05").status_code == 403


def test_a_running_month_is_a_preview_and_one_that_has_not_begun_is_refused(front, desk):
    owner = agreement(front.house, number="PSU/2/2026")
    running = month(desk, owner, "2026-06")
    assert running["running"] is True
    assert running["notices"][0]["pl"] == "Miesiąc trwa: to podgląd na 01.06.2026, a nie lista do wypłaty."
    answer = desk.ask("GET", f"{API}/agreements/{owner}/months/2026-07")
    assert (answer.status_code, answer.json()["type"].rsplit(":", 1)[-1]) == (422, "month-not-begun")
    outside = month(desk, owner, "2026-01")
    assert "nie w tym miesiącu" in outside["notices"][0]["pl"]
    assert (outside["missing"], outside["benefits"]["items"]) == ([], [])
    csv = taken(desk, owner, "csv-pl", month="2026-06").decode()
    assert "Nie ma stawki świadczenia od 01.06.2026 do 30.06.2026" in csv


def test_what_was_not_there_then_is_not_there(front, desk):
    before = front.clock.now().isoformat().replace("+00:00", "Z")
    front.clock.advance(hours=1)
    owner = agreement(front.house, number="PSU/3/2026")
    answer = desk.ask("GET", f"{API}/agreements/{owner}/months/2026-05?known_at={before}")
    assert (answer.status_code, answer.json()["type"].rsplit(":", 1)[-1]) == (404, "agreement-unknown-then")
    assert desk.ask("GET", f"{API}/agreements/{UUID(int=7)}/months/2026-05").status_code == 404
    for month in ("2026-13", "2026-5", "2026", "maj"):
        assert desk.ask("GET", f"{API}/agreements/{owner}/months/{month}").status_code == 404
    for wrong in ({"format": "doc", "why": "wypłata"}, {"format": "csv-pl"}, {"format": "csv-pl", "why": "  "}):
        assert desk.ask("POST", f"{API}/agreements/{owner}/months/2026-05/export", wrong).status_code == 422
