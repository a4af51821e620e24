"""Samples and findings: drawn again by anybody, named without telling who is outside, and nothing else is written."""

import hashlib
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.vocabulary import Role
from tests.asgi import API, Desk, Front, contract, open_front
from tests.club import enrolled, registered
from tests.controls import a_control, an_auditor
from tests.refusing import refused
from tests.witnessed import differences_of

PESEL = "85031412323"
SEED = "LOTTO/2026-06-01/3-7-12-22-31"
FINDING = {"kind": "DATES_DISAGREE", "severity": "IRREGULARITY", "finding": "data na karcie jest inna"}


class Control:
    """A control of one edition of assistance: the auditor's desk, the coordinator's, and who is inside and outside."""

    def __init__(self, front: Front) -> None:
        """Let three take part in the assistance, and one in another programme."""
        self.front, self.coordinator = front, front.desk(Role.COORDINATOR)
        marks = [f"KIS.A.{number}.2026" for number in range(3)]
        self.inside = [enrolled(front.house, "AOON", case_mark=mark)[0] for mark in marks]
        self.outside, _ = enrolled(front.house, "PSU", case_mark="KIS.P.1.2026")
        lines = self.coordinator.get("/programmes/AOON/editions")["items"]
        edition = next(UUID(line["id"]) for line in lines if line["code"] == "2026")
        self.auditor = an_auditor(front, editions=(edition,))
        [line] = self.auditor.get("/audit/engagements")["items"]
        self.id, self.path = line["id"], f"/audit/engagements/{line['id']}"

    def samples(self, desk: Desk | None = None) -> Any:
        """Return the samples as they are read."""
        return (desk or self.auditor).get(f"{self.path}/samples")["items"]

    def findings(self, desk: Desk | None = None) -> Any:
        """Return the findings as they are read."""
        return (desk or self.auditor).get(f"{self.path}/findings")["items"]


@pytest.fixture(name="control", scope="module")
def _control(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("samples")) as front:
        yield Control(front)


def by_turn(people: list[UUID]) -> list[str]:
    """Return people in the order of a seed, by the words of docs/decisions/0017."""
    return sorted(map(str, people), key=lambda one: hashlib.sha256(f"{SEED}\n{one}".encode()).digest())


def test_a_sample_is_drawn_again_by_anybody_from_its_seed_position_and_size(control):
    control.auditor.post(f"{control.path}/samples", {"seed": SEED, "size": 2})
    enrolled(control.front.house, "AOON")
    position = control.samples()[-1]["position"]

    control.auditor.post(f"{control.path}/samples", {"seed": SEED, "size": 2, "position": position})

    first, again = control.samples()[-2:]
    assert first["people"] == again["people"]
    assert [person["id"] for person in first["people"]] == by_turn(control.inside)[:2]
    assert (first["seed"], first["asked"], first["not_found"]) == (SEED, 2, [])
    assert control.samples(control.coordinator)[-2:] == [first, again]


def test_a_sample_as_of_a_position_before_somebody_came_leaves_them_out(control):
    before = control.front.facts
    late, _ = enrolled(control.front.house, "AOON")
    asked = {"seed": SEED, "size": 1, "stratified": True}
    control.auditor.post(f"{control.path}/samples", asked | {"position": before})
    control.auditor.post(f"{control.path}/samples", asked)

    drawn = [{person["id"] for person in sample["people"]} for sample in control.samples()[-2:]]
    assert str(late) not in drawn[0]
    assert [sample["position"] for sample in control.samples()[-2:]] == [before, control.front.facts - 1]


def test_a_repeat_of_a_draw_gets_the_first_answer(control):
    asked = ("POST", f"{API}{control.path}/samples", {"seed": SEED, "size": 1})
    first, again = (control.auditor.ask(*asked, key="raz") for _ in range(2))
    assert first.status_code == 201
    assert first.json() == again.json()


def test_her_own_list_is_answered_by_its_lines_and_does_not_tell_who_is_outside(control, caplog):
    house = control.front.house
    person: Any = {
        "pesel": PESEL,
        "pesel_missing": None,
        "birth_date": date(1985, 3, 14),
        "family_name": "Pesel-Zmyślona",
    }
    known, _ = enrolled(house, "AOON", **person)
    for one in (known, control.outside):
        declared = {"declared_on": "2026-05-04", "document_number": "KARTA/44"}
        control.coordinator.post(f"/participants/{one}/voluntariness-declarations", declared)
    marks = [
        {"case_mark": "KIS.A.1.2026"},
        {"case_mark": "KIS.P.1.2026"},
        {"case_mark": "KIS.NIKT.1.2026"},
        {"pesel": PESEL},
        {"document_number": "KARTA/44"},
        {"pesel": "85031412324"},
    ]

    caplog.set_level("DEBUG")
    answer = control.auditor.ask("POST", f"{API}{control.path}/lists", {"marks": marks})

    sample = control.samples()[-1]
    assert [(p["place"], p["id"]) for p in sample["people"]] == [
        (1, str(control.inside[1])),
        (4, str(known)),
        (5, str(known)),
    ]
    assert (sample["asked"], sample["not_found"], sample["seed"]) == (6, [2, 3, 6], None)
    for said in (answer.text, str(sample), caplog.text):
        assert not [value for mark in marks for value in mark.values() if value in said]
    stored = house.settings.database.read_bytes()
    assert not [value for mark in marks for value in mark.values() if value.encode() in stored]


def test_a_finding_stands_in_the_persons_history_with_the_clubs_answer(control):
    person = f"/participants/{control.inside[0]}"
    found = control.auditor.post(f"{person}/findings", FINDING | {"about": 1})
    control.coordinator.post(f"{person}/findings/{found['item']}/answer", {"answer": "datę sprostowano"})

    history = control.coordinator.get(f"{person}/history")["items"][-2:]
    assert [entry["role"] for entry in history] == ["AUDITOR", "COORDINATOR"]
    assert history[0]["pl"].startswith("Ustalenie kontroli (wojewoda) z 01.06.2026: niezgodność dat (nieprawidłowość).")
    assert history[1]["pl"].endswith("Odpowiedź: datę sprostowano.")
    [line] = [line for line in control.findings() if line["id"] == str(control.inside[0])]
    assert line == {
        "id": str(control.inside[0]),
        "family_name": "Testowa",
        "given_name": "Łucja",
        "item": found["item"],
        "about": 1,
        "found_on": "2026-06-01",
        "kind": "DATES_DISAGREE",
        "severity": "IRREGULARITY",
        "finding": "data na karcie jest inna",
        "answered_on": "2026-06-01",
        "answer": "datę sprostowano",
    }


def test_a_finding_about_the_club_stands_among_the_findings(control):
    found = control.auditor.post(f"{control.path}/findings", FINDING)
    control.coordinator.post(f"{control.path}/findings/{found['item']}/answer", {"answer": "bez uwag"})

    for desk in (control.auditor, control.coordinator):
        [line] = [line for line in control.findings(desk) if line["id"] is None]
        assert (line["item"], line["finding"], line["answer"]) == (found["item"], FINDING["finding"], "bez uwag")


ASKED = {"searchParticipants", "searchPapers", "exportList", "exportMonthEnd", "exportSentReport"}
"""What is asked in a body and records nothing but the look."""
KEY = "00000000-0000-4000-8000-0000000000ab"
IDS = ("engagement_id", "edition", "provider_id", "agreement_id", "request_id", "user_id", "event_log_id")


def test_an_auditor_writes_samples_and_findings_and_nothing_else(control):
    allowed = {"drawSample", "takeList", "recordClubFinding", "recordFinding"}
    facts = control.front.facts
    for operation, (method, path, _) in contract().operations.items():
        if method == "POST" and operation not in {*allowed, *ASKED}:
            named = {"participant_id": control.inside[0], "code": "AOON", "role": "AUDITOR", "item": 1, "action": 1}
            named |= {"year": 2025, "key": KEY}
            ids = dict.fromkeys(IDS, control.id)
            asked = path.format(**ids, **named)
            answer = control.auditor.ask(method, asked, contract().example(operation) or None, if_match=1)
            assert (operation, answer.status_code) == (operation, 403)
    assert control.front.facts == facts


@pytest.mark.parametrize(
    ("said", "status", "code", "pointer"),
    [
        ({"since": "2026-06-30", "until": "2026-06-29"}, 422, "engagement-ends-before-it-begins", "/until"),
        ({"since": "2026-05-01", "until": "2026-05-31"}, 422, "engagement-over-already", "/until"),
        ({"since": "2026-06-01", "until": "2027-06-02"}, 422, "engagement-too-long", "/until"),
        ({"period_last": "2025-12-31"}, 422, "controlled-period-ends-before-it-begins", "/period_last"),
        ({"opens": ["notes"]}, 422, "opens-more-without-a-reason", "/opens_because"),
        ({"editions": ["00000000-0000-4000-8000-0000000000ff"]}, 422, "unknown-edition", "/editions/0"),
        ({"users": ["00000000-0000-4000-8000-0000000000ff"]}, 422, "not-a-controller", "/users/0"),
        ({"users": []}, 422, "invalid-fields", "/users"),
        ({"institution": "KANAREK"}, 422, "invalid-fields", "/institution"),
        ({"opens": ["kanarki"]}, 422, "invalid-fields", "/opens/0"),
        ({"authorisation": " "}, 422, "invalid-fields", "/authorisation"),
    ],
)
def test_a_grant_that_cannot_be_is_refused_with_the_way_out(control, caplog, said, status, code, pointer):
    fresh = control.front.desk(Role.AUDITOR)
    body = contract().example("openEngagement") | {"users": [str(fresh.user)]} | said

    answer = refused(control.front, control.coordinator, caplog, "POST", f"{API}/audit/engagements", body)

    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:kis:problem:{code}")
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_caseworker_does_not_control_and_an_auditor_is_in_one_control_at_a_time(control, caplog):
    caseworker = control.front.desk(Role.CASEWORKER, Role.AUDITOR)
    for user, status, code in ((caseworker, 422, "not-a-controller"), (control.auditor, 409, "in-a-control-already")):
        body = contract().example("openEngagement") | {"users": [str(user.user)], "since": "2026-06-09"}
        answer = refused(control.front, control.coordinator, caplog, "POST", f"{API}/audit/engagements", body)
        assert (answer.status_code, answer.json()["type"]) == (status, f"urn:kis:problem:{code}")


@pytest.mark.parametrize(
    ("below", "body", "code", "pointer"),
    [
        ("samples", {"seed": "", "size": 1}, "invalid-fields", "/seed"),
        ("samples", {"seed": "A" * 33, "size": 1}, "invalid-fields", "/seed"),
        ("samples", {"seed": "Anna Zmyślona", "size": 1}, "invalid-fields", "/seed"),
        ("samples", {"seed": "A", "size": 0}, "invalid-fields", "/size"),
        ("samples", {"seed": "A", "size": 1001}, "invalid-fields", "/size"),
        ("samples", {"seed": "A", "size": 1000}, "sample-too-large", "/size"),
        ("samples", {"seed": "A", "size": 1, "position": 0}, "invalid-fields", "/position"),
        ("samples", {"seed": "A", "size": 1, "position": 999_999}, "position-beyond-log", "/position"),
        ("lists", {"marks": []}, "invalid-fields", "/marks"),
        ("lists", {"marks": [{}]}, "line-says-one-thing", "/marks/0"),
        ("lists", {"marks": [{"pesel": PESEL, "case_mark": "KIS.9.9"}]}, "line-says-one-thing", "/marks/0"),
        ("findings", FINDING | {"kind": "KANAREK"}, "invalid-fields", "/kind"),
        ("findings", FINDING | {"finding": " "}, "invalid-fields", "/finding"),
    ],
)
def test_what_a_controller_cannot_ask_for_is_refused_with_the_way_out(control, caplog, below, body, code, pointer):
    answer = refused(control.front, control.auditor, caplog, "POST", f"{API}{control.path}/{below}", body)

    assert (answer.status_code, answer.json()["type"]) == (422, f"urn:kis:problem:{code}")
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_outside_her_scope_a_controller_finds_nothing_and_after_the_end_nothing_at_all(control, caplog):
    front, outside = control.front, registered(control.front.house)
    answer = refused(front, control.auditor, caplog, "POST", f"{API}/participants/{outside}/findings", FINDING)
    assert answer.status_code == 404

    desk = front.desk(Role.AUDITOR)
    opened = a_control(front.house, desk.user)
    path = f"/audit/engagements/{opened.id}"
    control.coordinator.post(f"{path}/closing", {"reason": "powód zmyślony"}, if_match=opened.version)

    bodies: Any = {"findings": FINDING, "samples": {"seed": "A", "size": 1}, "lists": {"marks": [{"pesel": "1"}]}}
    for below, body in bodies.items():
        answer = refused(front, desk, caplog, "POST", f"{API}{path}/{below}", body)
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:kis:problem:engagement-over")
    person = f"{API}/participants/{control.inside[0]}/findings"
    assert refused(front, desk, caplog, "POST", person, FINDING).status_code == 404
    assert desk.ask("GET", f"{API}{path}/samples").status_code == 404
    answer = refused(
        front, control.coordinator, caplog, "POST", f"{API}{path}/closing", {"reason": "powód"}, if_match=2
    )
    assert answer.json()["type"] == "urn:kis:problem:engagement-over"


def test_what_the_indexes_and_views_of_controls_say_is_rebuilt_to_the_same(control):
    person = f"/participants/{control.inside[2]}"
    number = {"declared_on": "2026-05-04", "document_number": "KARTA/77"}
    declared = control.coordinator.post(f"{person}/voluntariness-declarations", number)
    found = {"document_number": "KARTA/77"}
    assert control.coordinator.post("/participants/search", found)["items"] != []
    voided = f"{person}/entries/{declared['item']}/void"
    control.coordinator.post(voided, {"reason": "pomyłka"}, if_match=declared["version"])

    assert control.coordinator.post("/participants/search", found)["items"] == []
    assert differences_of(control.front.house) == []
