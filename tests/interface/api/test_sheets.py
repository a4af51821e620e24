"""The three sheets over HTTP: all or nothing, every wrong cell named, one answer to a repeat, who may write whom."""

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.caseworkers import AssignCaseworker
from application.enrolment import Enrol
from application.participation import Suspend
from application.providers import CheckProviderForMinors
from domain.rules import RuleCode, RuleScope, Unit
from domain.vocabulary import Role
from tests.asgi import API, open_front
from tests.club import ask, enrolled
from tests.interface.api.things import agreement, edition, provider, rule

_numbers = count(1)
WEEK = "2026-05-25"
"""A Monday; the club's today is Monday, 1 June."""
DEFAULTS = {"starts_at": "08:00", "direction": "WORKED", "document_number": "LISTA/21/2026"}
SHEET = "/hours/sheets/group-week"
CARD = "/hours/sheets/service-card"
LIST = "/hours/sheets/attendance"


@pytest.fixture(scope="module", name="front")
def _front(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("sheets")) as front:
        yield front


@pytest.fixture(scope="module", name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


@pytest.fixture(name="group")
def _group(front):
    """Bring three people into a new edition of socially useful work under an agreement of ten hours a week."""
    house = front.house
    code = f"GRUPA-{next(_numbers)}"
    opened, _ = edition(house, programme="PSU", code=code)
    days = {"signed_on": date(2025, 12, 31), "valid_from": date(2026, 1, 1)}
    agreement(house, number=code, minutes_monthly_each=None, **days)
    rule(house, RuleScope.EDITION, opened, programme="PSU", rule=RuleCode.LIMIT_WEEK, value=600, unit=Unit.MINUTES)
    people = []
    for _ in range(3):
        person, _ = enrolled(house, "AKTYWIZACJA")
        where: dict[str, Any] = {"programme": "PSU", "edition": code, "enrolled_on": date(2026, 1, 7)}
        people.append((person, ask(house, Enrol(participant_id=person, agreement=code, **where)).item))
    return code, people


def week(code, rows, monday=WEEK, **said: Any):
    cells = [{"participant": str(person), "cells": list(row)} for person, row in rows]
    return {"programme": "PSU", "edition": code, "monday": monday, "defaults": DEFAULTS, "rows": cells} | said


def suspended(house, person, since, resumed_on=None):
    said: dict[str, Any] = {"since": since, "resumed_on": resumed_on, "planned_until": None, "reason": "wyjazd"}
    ask(house, Suspend(participant_id=person, episode=2, **said))


def refused(answer, status=422):
    assert answer.status_code == status, answer.text
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


def lines(desk, person, **window):
    asked = "&".join(f"{name}={day}" for name, day in window.items())
    found = desk.get(f"/participants/{person}/hours?{asked}")["items"]
    return [(line["day"][-2:], line["starts_at"], line["minutes"]) for line in found]


def absences(desk, person):
    history = desk.get(f"/participants/{person}/history")["items"]
    return [entry["pl"] for entry in history if entry["topic"].split(".")[1] in {"absence-recorded", "work-refused"}]


def test_a_groups_week_is_recorded_whole_and_every_cell_answered(front, desk, group):
    code, [(anna, place), (bogdan, _), (celina, _)] = group
    rows = [
        (anna, ["3,5", "8:00-10:00", "", None, "U"]),
        (bogdan, ["3:30", {"said": "O", "reason": "za daleko"}]),
        (celina, [None, "n", "Z", "22:30-24:00"]),
    ]
    before, body = front.facts, week(code, rows)
    answer = desk.post(SHEET, body, key="the-week")
    assert front.facts - before == 8
    found = [(cell["at"], cell["participant"], cell["version"] - cell["item"]) for cell in answer["cells"]]
    assert [(at, person) for at, person, _ in found] == [
        *((f"/rows/0/cells/{n}", str(anna)) for n in (0, 1, 4)),
        *((f"/rows/1/cells/{n}", str(bogdan)) for n in (0, 1)),
        *((f"/rows/2/cells/{n}", str(celina)) for n in (1, 2, 3)),
    ]
    assert {more for *_, more in found} == {0}
    assert answer["mode"] == "record"
    assert answer["position"] == front.facts
    assert lines(desk, anna) == [("25", "08:00", 210), ("26", "08:00", 120)]
    assert {line["enrolment"] for line in desk.get(f"/participants/{anna}/hours")["items"]} == {place}
    assert lines(desk, celina) == [("28", "22:30", 90)]
    assert len(absences(desk, anna)) == 1
    assert "za daleko" in absences(desk, bogdan)[0]
    assert len(absences(desk, celina)) == 2
    again = desk.post(SHEET, body, key="the-week")
    assert again == answer
    assert front.facts - before == 8
    other = desk.ask("POST", API + SHEET, week(code, rows[:1]), key="the-week")
    assert (other.status_code, other.json()["type"]) == (422, "urn:kis:problem:idempotency-key-reused")


def test_one_wrong_cell_of_many_and_nothing_is_written_and_each_is_named_with_what_would_be_allowed(front, desk, group):
    code, [(anna, _), (bogdan, _), (celina, _)] = group
    stranger = uuid4()
    suspended(front.house, celina, date(2026, 5, 27), date(2026, 5, 28))
    rows = [
        (anna, ["5", "4", "3", "2,999", "1"]),
        (bogdan, ["8:00-7:00", "trzy", {"said": "O"}, "U"]),
        (celina, ["1", "1", "1", "1"]),
        (stranger, ["1"]),
    ]
    stored, body = front.stored, week(code, rows)
    answer = desk.ask("POST", API + SHEET, body)
    assert refused(answer) == [
        ("/rows/0/cells/2", "over-limit"),
        ("/rows/0/cells/3", "part-of-a-minute"),
        ("/rows/1/cells/0", "cell-past-midnight"),
        ("/rows/1/cells/1", "unreadable-cell"),
        ("/rows/1/cells/2", "refusal-without-reason"),
        ("/rows/2/cells/2", "hours-during-suspension"),
        ("/rows/3/cells/0", "not-found"),
    ]
    said = answer.json()
    assert said["type"] == "urn:kis:problem:sheet-refused"
    assert "błędnych pól arkusza jest 7" in said["detail"]
    assert "Najbliższy dzień, w którym tyle się mieści: 01.06.2026." in said["errors"][0]["detail"]
    assert "na karcie realizacji usług albo jako osobny wpis" in said["errors"][2]["detail"]
    assert "trzy" not in answer.text
    assert front.stored == stored
    tried = desk.post(f"{SHEET}?mode=dry-run", body)
    assert [(cell["at"], cell["code"]) for cell in tried["cells"] if cell["code"]] == refused(answer)
    assert (tried["mode"], tried["wrong"], tried["position"], len(tried["cells"])) == ("dry-run", 7, None, 14)
    assert {cell["item"] for cell in tried["cells"]} == {None}
    assert front.stored == stored
    english = desk.ask("POST", API + SHEET, body, headers={"accept-language": "en"}).json()
    assert "7 cells are wrong" in english["detail"]
    assert "Cells" not in english["errors"][0]["detail"]


def test_a_reason_lets_a_cell_go_over_a_limit_that_the_sheet_itself_has_filled(desk, group):
    code, [(anna, _), *_] = group
    filled = ["5", "5"]
    assert refused(desk.ask("POST", API + SHEET, week(code, [(anna, [*filled, "1"])]))) == [
        ("/rows/0/cells/2", "over-limit")
    ]
    reasoned = {"said": "1", "override": "awaria sali"}
    too_soon = week(code, [(anna, [*filled, None, None, {"said": "0:01", "override": "awaria"}])])
    desk.post(SHEET, week(code, [(anna, [*filled, reasoned])]))
    over = [line["over"] for line in desk.get(f"/participants/{anna}/hours")["items"]]
    assert over == [False, False, True]
    assert [code for _, code in refused(desk.ask("POST", API + SHEET, too_soon))][:2] == ["hours-overlap"] * 2


def test_bad_sheets_are_refused_before_anything_is_read(desk, group):
    code, [(anna, _), (bogdan, _), _] = group
    wrong = (
        (week(code, [(anna, ["1"])], monday="2026-05-26"), ("/monday", "no-monday")),
        (week(code, [(anna, ["1"])], programme="NIEZNANY"), ("/programme", "no-such-programme")),
        (week(code, [(anna, ["1"]), (bogdan, ["1"]), (anna, ["2"])]), ("/rows/0/participant", "somebody-in-two-rows")),
        (week(code, [(anna, ["1"] * 8)]), ("/rows/0/cells", "too-long")),
    )
    for body, first in wrong:
        assert refused(desk.ask("POST", API + SHEET, body))[0] == first
    unknown = desk.ask("POST", API + SHEET, week("2019", [(anna, ["1"])]))
    assert refused(unknown, 409) == [("/edition", "no-such-edition")]
    twice = desk.ask("POST", API + SHEET, wrong[2][0])
    assert refused(twice) == [
        ("/rows/0/participant", "somebody-in-two-rows"),
        ("/rows/2/participant", "somebody-in-two-rows"),
    ]
    assert twice.json()["errors"][0]["detail"] == "Ta osoba jest w dwóch wierszach: 1 i 3. Zostaw jeden."
    empty = desk.ask("POST", API + SHEET, week(code, [(anna, ["", None])]))
    assert empty.json()["type"] == "urn:kis:problem:empty-sheet"
    many = desk.ask("POST", API + SHEET, week(code, [(uuid4(), ["1"] * 7)] * 286))
    assert many.json()["type"] == "urn:kis:problem:sheet-refused"
    rows = [(uuid4(), ["1"] * 7) for _ in range(286)]
    assert desk.ask("POST", API + SHEET, week(code, rows)).json()["type"] == "urn:kis:problem:too-many-cells"
    assert "2000" in desk.ask("POST", API + SHEET, week(code, rows)).json()["detail"]
    keyless = desk.ask("POST", API + SHEET, week(code, [(anna, ["1"])]), key=None)
    assert keyless.status_code == 400


def test_each_caseworker_writes_and_sees_their_own_of_one_group(front, desk, group):
    code, [(anna, _), (bogdan, _), (celina, _)] = group
    mine, absent = front.desk(Role.CASEWORKER), front.desk(Role.CASEWORKER)
    ask(front.house, AssignCaseworker(participant_id=anna, user=mine.user))
    ask(front.house, AssignCaseworker(participant_id=bogdan, user=absent.user))
    rows = [(anna, ["1"]), (bogdan, ["1"]), (celina, ["1"])]
    answer = mine.ask("POST", API + SHEET, week(code, rows))
    assert refused(answer) == [("/rows/1/cells/0", "not-found"), ("/rows/2/cells/0", "not-found")]
    start = mine.get(f"{SHEET}?programme=PSU&edition={code}&monday={WEEK}")
    assert [line["participant"] for line in start["items"]] == [str(anna)]
    assert start["hidden"] == 2
    assert start["hides"] == ["2 osoby: osoby, które nie są przydzielone Tobie"]
    deputy = {"deputy": str(mine.user), "since": "2026-06-01", "until": "2026-06-05"}
    desk.post(f"/users/{absent.user}/deputies", deputy)
    mine.post(SHEET, week(code, rows[:2]))
    log = desk.get(f"/participants/{bogdan}/history")["items"]
    assert log[-1]["recorded_by"] == str(mine.user)
    for nobody in (Role.AUDITOR, Role.EVALUATOR, Role.ADMINISTRATOR):
        assert front.desk(nobody).ask("POST", API + SHEET, week(code, rows)).status_code == 403


def test_a_week_starts_from_the_last_one_and_proposes_what_may_be(front, desk, group):
    code, [(anna, _), (bogdan, _), (celina, _)] = group
    last_week = [(anna, ["8:00-10:00", "2", "U"]), (bogdan, ["4", "4"]), (celina, ["1"])]
    desk.post(SHEET, week(code, last_week, monday="2026-05-18"))
    suspended(front.house, celina, date(2026, 5, 20), date(2026, 5, 22))
    suspended(front.house, celina, date(2026, 5, 26))
    desk.post(SHEET, week(code, [(anna, ["8"]), (bogdan, [None, "3"])]))
    stored = front.stored
    start = desk.get(f"{SHEET}?programme=PSU&edition={code}&monday={WEEK}")
    assert front.stored == stored
    by_person = {line["participant"]: line for line in start["items"]}
    hers, his, third = (by_person[str(one)] for one in (anna, bogdan, celina))
    assert (hers["left"], his["left"], hers["left_missing"]) == (120, 420, None)
    assert [there["said"] for there in hers["days"][0]["recorded"]] == ["08:00-16:00"]
    assert hers["days"][0]["proposal"] is None
    assert hers["days"][1]["proposal"] == "08:00-10:00"
    assert hers["days"][2]["proposal"] is None
    assert [day["proposal"] for day in his["days"][:3]] == ["08:00-12:00", None, None]
    assert [day["why_not"] and day["why_not"]["code"] for day in third["days"][:3]] == [
        None,
        "hours-during-suspension",
        "hours-during-suspension",
    ]
    assert third["days"][0]["proposal"] == "08:00-09:00"
    assert "nic nie zapisuje się samo" in start["proposed"]
    ahead = desk.get(f"{SHEET}?programme=PSU&edition={code}&monday=2026-06-01")
    days = next(line for line in ahead["items"] if line["participant"] == str(anna))["days"]
    assert days[0]["proposal"] == "08:00-16:00"
    assert {day["why_not"]["code"] for day in days[1:]} == {"date-in-the-future"}


def test_a_service_card_is_recorded_row_by_row_with_what_is_used_and_left(front, desk):
    house = front.house
    person, place = enrolled(house, "AOON")
    assistant = provider(house)
    rows: list[dict[str, Any]] = [
        {"day": "2026-05-04", "starts_at": "09:00", "ends_at": "12:30", "what": "zakupy", "kilometres": 6},
        {"day": "2026-05-06", "starts_at": "22:00", "ends_at": "06:00", "ends_on": "2026-05-07", "signed": True},
        {"day": "2026-05-08", "starts_at": "10:00", "duration": "1,5"},
    ]
    card = {"participant": str(person), "enrolment": place, "month": "2026-05", "provider": str(assistant)}
    card |= {"document_number": "KARTA/5/2026", "rows": rows}
    tried = desk.post(f"{CARD}?mode=dry-run", card)
    answer = desk.post(CARD, card)
    assert [cell["at"] for cell in answer["cells"]] == ["/rows/0", "/rows/1", "/rows/2"]
    assert [total["at"] for total in answer["totals"]] == ["/rows/0", "/rows/1", "/rows/2"]
    assert tried["totals"] == answer["totals"]
    assert {total["granted"] for total in answer["totals"]} == {None}
    assert "Dopisz ją w decyzji" in answer["totals"][0]["granted_missing"]
    assert lines(desk, person) == [("04", "09:00", 210), ("06", "22:00", 480), ("08", "10:00", 90)]
    told = desk.get(f"/participants/{person}/history")["items"][-3]["pl"]
    assert "Co: zakupy." in told
    assert "Dojazd: 6 km." in told
    assert desk.post("/participants/search", {"document_number": "karta/5/2026"})["items"][0]["id"] == str(person)
    two_months = card | {"rows": [rows[0] | {"starts_at": "13:00"}, rows[0] | {"day": "2026-04-30"}]}
    refusal = desk.ask("POST", API + CARD, two_months)
    assert refused(refusal) == [("/rows/0", "hours-end-before-they-begin"), ("/rows/1", "card-of-two-months")]
    assert "Karta jest za jeden miesiąc (01.05.2026 do 31.05.2026)" in refusal.json()["errors"][1]["detail"]
    start = desk.get(f"{CARD}?participant={person}&enrolment={place}&month=2026-05")
    assert [(row["said"], row["what"], row["kilometres"]) for row in start["recorded"]] == [
        ("09:00-12:30", "zakupy", 6),
        ("8:00", None, None),
        ("10:00-11:30", None, None),
    ]
    assert start["totals"] == [total | {"at": f"/recorded/{n}"} for n, total in enumerate(answer["totals"])]
    june = desk.get(f"{CARD}?participant={person}&enrolment={place}&month=2026-06")
    assert [(row["day"], row["item"], row["why_not"] and row["why_not"]["code"]) for row in june["proposed"]] == [
        ("2026-06-01", None, None),
        ("2026-06-03", None, "date-in-the-future"),
        ("2026-06-05", None, "date-in-the-future"),
    ]
    unseen = front.desk(Role.CASEWORKER).ask("GET", f"{API}{CARD}?participant={person}&enrolment={place}&month=2026-06")
    assert unseen.status_code == 404


def test_a_day_rooms_list_is_shared_out_among_its_educators_and_a_tap_is_presence(front, desk):
    house = front.house
    children = [enrolled(house, "SWIETLICA-CAS")[0] for _ in range(3)]
    one, two = provider(house), provider(house)
    for educator in (one, two):
        ask(house, CheckProviderForMinors(provider_id=educator, checked_on=date(2026, 2, 3)))
    taps = [[True, True, False], [True, "15:00-16:00", None], [True, "Z", "x"]]
    rows = [{"participant": str(child), "days": days} for child, days in zip(children, taps, strict=True)]
    body: dict[str, Any] = {"programme": "SWIETLICA-CAS", "monday": WEEK, "rows": rows}
    body["defaults"] = {"starts_at": "14:00", "ends_at": "17:00", "document_number": "LISTA-S/5/2026"}
    body["educators"] = [str(one), str(two)]
    answer = desk.ask("POST", API + LIST, body)
    assert answer.status_code == 201, answer.text
    said = answer.json()
    assert [(day["day"][-2:], day["provider"], day["children"]) for day in said["shared"]] == [
        ("25", str(one), 2),
        ("25", str(two), 1),
        ("26", str(one), 1),
        ("26", str(two), 1),
        ("27", str(one), 1),
    ]
    assert lines(desk, children[0]) == [("25", "14:00", 180), ("26", "14:00", 180)]
    assert lines(desk, children[1]) == [("25", "14:00", 180), ("26", "15:00", 60)]
    assert lines(desk, children[2]) == [("25", "14:00", 180), ("27", "14:00", 180)]
    start = desk.get(f"{LIST}?programme=SWIETLICA-CAS&monday={WEEK}")
    assert [there["said"] for there in start["items"][0]["days"][0]["recorded"]] == ["14:00-17:00"]
    assert start["items"][0]["left_missing"]
    led = [UUID(line["provider"]) for line in desk.get(f"/participants/{children[2]}/hours")["items"]]
    assert led == [two, one]


def test_a_day_with_more_children_than_one_may_look_after_waits_until_somebody_is_named(front, desk):
    children = [enrolled(front.house, "SWIETLICA-CAS")[0] for _ in range(16)]
    rows: list[dict[str, Any]] = [{"participant": str(child), "days": [True]} for child in children]
    body: dict[str, Any] = {"programme": "SWIETLICA-CAS", "monday": WEEK, "rows": rows}
    body["defaults"] = {"starts_at": "12:00", "ends_at": "13:00"}
    before = front.stored
    answer = desk.ask("POST", API + LIST, body)
    assert refused(answer) == [("/rows/15/days/0", "needs-another-educator")]
    assert front.stored == before
    tried = desk.post(f"{LIST}?mode=dry-run", body)
    assert (tried["wrong"], len(tried["cells"])) == (1, 16)
    assert desk.post(f"{LIST}?mode=dry-run", body | {"rows": rows[:15]})["wrong"] == 0
