"""The contracts of a person over HTTP: papers, actions, evaluations, certificates and gaps, as each role reads them."""

from uuid import UUID

import pytest

from application.caseworkers import AssignCaseworker
from domain.vocabulary import Role
from tests.asgi import SCRIPT, contract, live, open_front
from tests.club import ask
from tests.controls import seated
from tests.lived import Place


@pytest.fixture(name="house_front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture
def place(house_front):
    """Somebody enrolled, in episode 2 under contract 3 in place 4; their Part II is 5, its actions are 6 and 7."""
    life = Place(house_front, SCRIPT[:4])
    life.tell("signContractPart")
    return life


def contracts(desk, place):
    return desk.get(f"{place.path}/contracts")


def told(place):
    [line] = contracts(place.desk, place)["contracts"]
    return line


def settle(place, action, done=True, contract_item=3):
    return place.desk.ask(
        "POST",
        f"/api/v1{place.path}/contracts/{contract_item}/actions/{action}/settlement",
        {"settled_on": "2026-05-26", "done": done},
        if_match=place.life.version,
    )


def deadlines(place):
    found = place.desk.get("/deadlines?until=2026-12-31")["items"]
    return [(line["kind"], line["item"], line["ends_on"], line["pl"], line["en"]) for line in found]


EVALUATION = ("EVALUATION", 5, "2026-08-05", "termin oceny kontraktu socjalnego", "evaluation of a social contract due")
AGREED = "termin uzgodnionego działania", "agreed action due"
COURSE, LETTER = ("AGREED_ACTION", 6, "2026-07-31", *AGREED), ("AGREED_ACTION", 7, "2026-06-15", *AGREED)
END = ("CONTRACT", 3, "2026-11-05", "koniec kontraktu socjalnego", "social contract ends")


def test_a_part_is_recorded_with_its_actions_in_one_answer(place):
    card = place.card()
    assert card["contract_parts"] == [
        {"item": 5, "contract": 3, "part": "II", "signed_on": "2026-05-05", "evaluation_due_on": "2026-08-05"}
    ]
    assert [(a["item"], a["part"], a["due_on"], a["done"]) for a in card["agreed_actions"]] == [
        (6, 5, "2026-07-31", None),
        (7, 5, "2026-06-15", None),
    ]
    assert (place.life.version, place.life.items["signContractPart"]) == (7, 5)


def test_a_contract_says_what_is_missing_due_and_agreed(place):
    page = contracts(place.desk, place)
    [line] = page.pop("contracts")
    assert page == {"id": place.life.id, "version": 7, "on": "2026-06-01", "uncovered_days": []}
    assert (line["item"], line["type"], line["covers_from"], line["covers_until"]) == (
        3,
        "B",
        "2026-05-05",
        "2026-11-05",
    )
    assert line["missing_parts"] == ["I"]
    assert line["evaluations_due"] == [
        {
            "contract": 3,
            "part": 5,
            "due_on": "2026-08-05",
            "state": "DUE",
            "evaluation": None,
            "evaluated_on": None,
        }
    ]
    assert line["parts"] == [
        {
            "item": 5,
            "part": "II",
            "signed_on": "2026-05-05",
            "evaluation_due_on": "2026-08-05",
            "document_number": "KS/12/II/2026",
            "actions": [
                action(6, "PARTICIPANT", "2026-07-31", "ukończenie kursu"),
                action(7, "CLUB", "2026-06-15", "pomoc w napisaniu CV"),
            ],
        }
    ]


def action(item, responsible, due_on, what, **said):
    nothing = {"state": "OPEN", "settled_on": None, "settled_by": None, "note": None}
    return {"item": item, "responsible": responsible, "due_on": due_on, "what": what, **nothing, **said}


def test_an_action_is_settled_and_says_by_which_entry(place):
    by = place.tell("settleContractAction", done=False, note="notatka zmyślona")
    settled = {"state": "NOT_DONE", "settled_on": "2026-05-26", "settled_by": by, "note": "notatka zmyślona"}
    course, letter = told(place)["parts"][0]["actions"]
    assert course == action(6, "PARTICIPANT", "2026-07-31", "ukończenie kursu", **settled)
    assert letter["state"] == "OPEN"


def test_an_action_is_settled_once_and_only_below_its_contract(place):
    assert settle(place, 6, contract_item=4).status_code == 404
    assert settle(place, 5).status_code == 404
    place.tell("settleContractAction")
    again = settle(place, 6)
    assert (again.status_code, again.json()["type"]) == (409, "urn:kis:problem:action-settled-already")


def test_a_settlement_needs_the_version_that_was_seen(place):
    path = f"/api/v1{place.path}/contracts/3/actions/6/settlement"
    body = contract().example("settleContractAction")
    assert place.desk.ask("POST", path, body).status_code == 428
    assert place.desk.ask("POST", path, body, if_match=6).status_code == 412
    assert place.desk.ask("POST", path, body | {"done": "tak"}, if_match=7).status_code == 422


def test_a_breach_names_the_action_that_was_not_done(place):
    item = place.tell("breachContract", kind="AGREED_ACTION", action=6, evidence="dowód zmyślony")
    assert told(place)["breaches"] == [
        {
            "item": item,
            "breached_on": "2026-05-21",
            "kind": "AGREED_ACTION",
            "action": 6,
            "what": "trzy nieusprawiedliwione nieobecności",
            "evidence": "dowód zmyślony",
        }
    ]


def test_evaluations_and_certificates_are_shown_with_the_contract_and_a_number_is_given_once(place):
    evaluation, certificate = place.tell("evaluateContract", note="ocena zmyślona"), place.tell("issueCertificate")
    line = told(place)
    assert line["evaluations"] == [
        {"item": evaluation, "evaluated_on": "2026-05-26", "result": "ACHIEVED", "note": "ocena zmyślona"}
    ]
    assert line["certificates"] == [{"item": certificate, "issued_on": "2026-05-29", "number": "KIS/Z/1/2026"}]
    assert [(due["state"], due["evaluation"]) for due in line["evaluations_due"]] == [("DONE", evaluation)]
    path = f"/api/v1{place.path}/contracts/3/certificates"
    again = place.desk.ask("POST", path, contract().example("issueCertificate"))
    assert (again.status_code, again.json()["type"]) == (409, "urn:kis:problem:certificate-number-taken")
    assert "KIS/Z/1/2026" not in again.text
    history = place.desk.get(f"{place.path}/history")["items"]
    assert history[-1]["pl"].endswith("Numer zaświadczenia: KIS/Z/1/2026.")


def test_what_is_due_is_on_the_list_of_deadlines_until_it_is_done(place):
    assert deadlines(place) == [LETTER, COURSE, EVALUATION, END]
    place.tell("settleContractAction")
    assert deadlines(place) == [LETTER, EVALUATION, END]
    place.tell("evaluateContract")
    assert deadlines(place) == [LETTER, END]


def test_an_evaluation_is_due_on_its_day_and_missing_the_day_after(house_front, place):
    house_front.clock.advance(days=65)
    assert [due["state"] for due in told(place)["evaluations_due"]] == ["DUE"]
    house_front.clock.advance(days=1)
    assert [due["state"] for due in told(place)["evaluations_due"]] == ["OVERDUE"]


def test_the_days_that_no_contract_covers_are_told(house_front, place):
    place.tell("terminateContract")
    assert contracts(place.desk, place)["uncovered_days"] == [
        {"enrolment": 4, "first": "2026-05-30", "last": "2026-06-01"}
    ]
    line = told(place)
    assert (line["terminated_on"], line["covers_until"]) == ("2026-05-29", "2026-05-29")
    assert [due["state"] for due in line["evaluations_due"]] == ["OVERDUE"]


def test_an_auditor_reads_numbers_and_no_notes_and_a_class_leader_nothing(house_front, place):
    place.tell("breachContract")
    auditor, leader, caseworker = (seated(house_front, r) for r in (Role.AUDITOR, Role.CLASS_LEADER, Role.CASEWORKER))
    for desk in (leader, caseworker):
        ask(house_front.house, AssignCaseworker(participant_id=UUID(place.life.id), user=desk.user))
    [line] = contracts(auditor, place)["contracts"]
    assert line["parts"][0]["document_number"] == "KS/12/II/2026"
    assert [a["what"] for a in line["parts"][0]["actions"]] == [None, None]
    assert [(b["what"], b["kind"]) for b in line["breaches"]] == [(None, "ABSENCE")]
    assert [a["what"] for a in contracts(caseworker, place)["contracts"][0]["parts"][0]["actions"]] == [
        "ukończenie kursu",
        "pomoc w napisaniu CV",
    ]
    assert leader.ask("GET", f"/api/v1{place.path}/contracts").status_code == 403


def test_a_part_with_too_many_actions_or_an_unknown_word_is_refused_and_nothing_is_written(place):
    example = contract().example("signContractPart")
    [row, _] = example["actions"]
    facts = place.front.facts
    for said in ({"actions": [row] * 51}, {"part": "III"}, {"actions": [row | {"responsible": "NOBODY"}]}):
        answer = place.desk.ask("POST", f"/api/v1{place.path}/contracts/3/parts", example | said)
        assert answer.status_code == 422
    late = {"actions": [row, row | {"due_on": "2026-11-06"}]}
    answer = place.desk.ask("POST", f"/api/v1{place.path}/contracts/3/parts", example | late)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (409, "/actions/1/due_on")
    assert place.front.facts == facts


def test_a_part_is_not_voided_from_under_its_actions_over_http(place):
    answer = place.desk.ask(
        "POST",
        f"/api/v1{place.path}/entries/5/void",
        {"reason": "powód zmyślony"},
        if_match=place.life.version,
    )
    assert answer.json()["type"] == "urn:kis:problem:holds-others"
    assert "(6, 7)" in answer.json()["detail"]
    for item in (7, 6, 5):
        place.say(f"/entries/{item}/void", {"reason": "powód zmyślony"})
    assert told(place)["parts"] == []
    assert deadlines(place) == [END]


def test_a_repeat_of_the_same_part_is_answered_once(house_front):
    desk = house_front.desk(Role.COORDINATOR)
    life = live(desk, SCRIPT[:3])
    body = contract().example("signContractPart")
    first, again = (desk.ask("POST", life.path("signContractPart"), body, key="raz") for _ in range(2))
    assert first.json() == again.json()
    assert house_front.stored == house_front.facts
    other = body | {"actions": [body["actions"][0]]}
    assert desk.ask("POST", life.path("signContractPart"), other, key="raz").status_code == 422
