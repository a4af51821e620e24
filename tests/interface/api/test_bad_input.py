"""What bad input gets: a 4xx that says in Polish what to do, nothing written, and no sent value repeated anywhere."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from domain.vocabulary import Role
from tests.asgi import ANYBODY, SCRIPT, Desk, Front, Life, contract, live, open_front
from tests.club import enrolled
from tests.controls import an_auditor
from tests.refusing import refused

UNKNOWN = "00000000-0000-4000-8000-0000000000ff"


@dataclass
class Scene:
    """A coordinator, an administrator, an auditor with a control, and lives at four places of the script."""

    front: Front
    coordinator: Desk
    administrator: Desk
    auditor: Desk
    lives: dict[str, Life]

    def ask(self, caplog: Any, operation: str, body: Any, whose: str = "working", **how: Any) -> Any:
        """Have an operation refused that would be possible but for what the body says."""
        life = self.lives[whose]
        desk = self.administrator if operation in ADMINISTRATION else self.coordinator
        desk = self.auditor if operation in CONTROL else desk
        method = contract().operations[operation][0]
        path = (
            how.pop("path", life.path(operation))
            .replace("{user_id}", str(self.coordinator.user))
            .replace("{year}", "2025")
            .replace("{month}", "2025-10")
            .replace("{number}", "1")
        )
        how.setdefault("if_match", life.version or None)
        return refused(self.front, desk, caplog, method, path, body, **how)


ADMINISTRATION = {"registerUser", "grantRole", "withdrawRole", "issueToken", "revokeToken"}


CONTROL = {"drawSample", "takeList", "recordClubFinding", "recordFinding"}


@pytest.fixture(name="scene", scope="module")
def _scene(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("bad")) as front:
        coordinator, administrator = front.desk(Role.COORDINATOR), front.desk(Role.ADMINISTRATOR)
        lives = {
            "new": Life("", 0, {}),
            "registered": live(coordinator, SCRIPT[:1], {}),
            "referred": live(coordinator, SCRIPT[:2]),
            "working": live(coordinator, SCRIPT[:-1]),
            "gone": live(coordinator),
        }
        yield Scene(front, coordinator, administrator, an_auditor(front), lives)


PERSON = ANYBODY | {"family_name": "Kanarkowska", "given_name": "Żółcisława"}
LONG = "Kanarek " * 300
DATES = ["31.02.2026", "2026-02-31", "2026-02-29", "2026-05-04T00:00:00", "2026-W19-1", "20260504", 20260504]
NO_DATES = [
    *DATES,
    "٢٠٢٦-٠٥-٠٤",
    "",
    "2026-5-4",
    "2026-13-01",
    " 2026-05-04",
    "0000-00-00",
    True,
    None,
    ["2026-05-04"],
    {},
]
NO_TIMES = ["8:00", "24:00", "12:60", "0800Z", "T0800", "08+01", "08:00:00", "٠٨:٠٠", 800, True, ["08:00"]]
NO_WHOLE_NUMBERS = ["12000", 1.5, 120.0, True, None, [], {}]

FIELDS: list[tuple[str, dict[str, Any], str, str]] = [
    # operation, what is changed in the contract's example, code, pointer
    ("registerParticipant", {"nazwisko_panienskie": "Kanarek"}, "extra-forbidden", "/nazwisko_panienskie"),
    ("registerParticipant", {"85031412323": "x"}, "extra-forbidden", ""),
    ("registerParticipant", {"Kanarkowska": "x"}, "extra-forbidden", ""),
    ("registerParticipant", {"id": UNKNOWN}, "extra-forbidden", "/id"),
    ("registerParticipant", {"recorded_by": UNKNOWN}, "extra-forbidden", "/recorded_by"),
    ("registerParticipant", {"family_name": None}, "string-type", "/family_name"),
    ("registerParticipant", {"family_name": ""}, "string-too-short", "/family_name"),
    ("registerParticipant", {"family_name": " \t\n"}, "string-too-short", "/family_name"),
    ("registerParticipant", {"family_name": "Ka" * 60 + "n"}, "string-too-long", "/family_name"),
    ("registerParticipant", {"given_name": 4711}, "string-type", "/given_name"),
    ("registerParticipant", {"given_name": True}, "string-type", "/given_name"),
    ("registerParticipant", {"given_name": ["Kanarek"]}, "string-type", "/given_name"),
    ("registerParticipant", {"given_name": {"pl": "Kanarek"}}, "string-type", "/given_name"),
    ("registerParticipant", {"sex": "K"}, "enum", "/sex"),
    ("registerParticipant", {"sex": "f"}, "enum", "/sex"),
    ("registerParticipant", {"sex": 1}, "enum", "/sex"),
    ("registerParticipant", {"sex": None}, "enum", "/sex"),
    ("registerParticipant", {"pesel": 85031412323}, "string-type", "/pesel"),
    ("registerParticipant", {"pesel": "Kanarek" * 29}, "string-too-long", "/pesel"),
    ("registerParticipant", {"pesel_missing": "ZGUBIONY"}, "enum", "/pesel_missing"),
    *[("registerParticipant", {"birth_date": day}, "iso-date", "/birth_date") for day in NO_DATES],
    *[("receiveReferral", {"referred_on": day}, "iso-date", "/referred_on") for day in NO_DATES],
    ("receiveReferral", {"kind": "KLUB"}, "enum", "/kind"),
    ("receiveReferral", {"source": "PUP Kanarkowo"}, "enum", "/source"),
    ("receiveReferral", {"note": LONG}, "string-too-long", "/note"),
    ("signContract", {"type": "C"}, "enum", "/type"),
    *[("signContract", {"valid_until": day}, "iso-date", "/valid_until") for day in DATES],
    ("enrol", {"edition": "dwa tysiące"}, "string-pattern-mismatch", "/edition"),
    ("enrol", {"edition": "2" * 33}, "string-pattern-mismatch", "/edition"),
    ("enrol", {"programme": None}, "string-type", "/programme"),
    *[("recordHours", {"minutes": value}, "int-type", "/minutes") for value in NO_WHOLE_NUMBERS if value is not None],
    *[("recordHours", {"starts_at": at}, "local-time", "/starts_at") for at in NO_TIMES],
    *[("recordHours", {"enrolment": value}, "int-type", "/enrolment") for value in NO_WHOLE_NUMBERS],
    ("recordHours", {"enrolment": -4711}, "greater-than-equal", "/enrolment"),
    ("recordHours", {"enrolment": 0}, "greater-than-equal", "/enrolment"),
    ("recordHours", {"enrolment": 2**31 + 1}, "less-than-equal", "/enrolment"),
    ("recordHours", {"direction": "PRZEPRACOWANE"}, "enum", "/direction"),
    ("correctHours", {"minutes": True}, "int-type", "/minutes"),
    ("correctHours", {"reason": "   "}, "string-too-short", "/reason"),
    ("correctHours", {"reason": None}, "string-type", "/reason"),
    ("correctHours", {"day": "2026-05-08"}, "extra-forbidden", "/day"),
    ("startEmployment", {"form": "STAŻ"}, "enum", "/form"),
    ("startEmployment", {"fte_hundredths": "5000"}, "int-type", "/fte_hundredths"),
    ("startEmployment", {"fte_hundredths": 0.5}, "int-type", "/fte_hundredths"),
    ("startEmployment", {"evidence": "SŁOWO"}, "enum", "/evidence"),
    ("exitEpisode", {"episode": -2}, "greater-than-equal", "/episode"),
    ("exitEpisode", {"episode": "2"}, "int-type", "/episode"),
    ("exitEpisode", {"kind": "WYJAZD"}, "enum", "/kind"),
    ("assignCaseworker", {"user": "Kanarek"}, "uuid-parsing", "/user"),
    ("assignCaseworker", {"user": 4711}, "uuid-type", "/user"),
    ("searchParticipants", {"name": "Ka" * 61}, "string-too-long", "/name"),
    ("searchParticipants", {"nazwisko": "Kanarek"}, "extra-forbidden", "/nazwisko"),
    ("registerUser", {"roles": []}, "too-short", "/roles"),
    ("registerUser", {"roles": [*Role, Role.AUDITOR]}, "too-long", "/roles"),
    ("registerUser", {"roles": "CASEWORKER"}, "list-type", "/roles"),
    ("registerUser", {"roles": ["AUDITOR", "KRÓL"]}, "enum", "/roles/1"),
    ("registerUser", {"display_name": " "}, "string-too-short", "/display_name"),
    ("grantRole", {"role": "KRÓL"}, "enum", "/role"),
    ("issueToken", {"expires_on": "2026-12-31T23:59"}, "iso-date", "/expires_on"),
]


@pytest.mark.parametrize(("operation", "said", "code", "pointer"), FIELDS)
def test_a_field_that_cannot_be_read_is_named_with_the_way_out(scene, caplog, operation, said, code, pointer):
    example = {"user": UNKNOWN} if operation == "assignCaseworker" else contract().example(operation)
    person = PERSON if operation == "registerParticipant" else {}

    answer = scene.ask(caplog, operation, {**example, **person, **said})

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:invalid-fields")
    assert [(error["code"], error["pointer"]) for error in answer.json()["errors"]] == [(code, pointer)]


BODIES = [id for id in contract().operations if contract().example(id) and id != "searchParticipants"]


@pytest.mark.parametrize("operation", BODIES)
def test_an_empty_object_is_told_every_field_that_is_missing(scene, caplog, operation):
    schema = contract().resolved(
        contract().operations[operation][2]["requestBody"]["content"]["application/json"]["schema"]
    )
    answer = scene.ask(caplog, operation, {})

    missing = [(error["pointer"], error["code"]) for error in answer.json()["errors"]]
    assert missing == [(f"/{name}", "missing") for name in schema["required"]]


@pytest.mark.parametrize("body", [[], ["Kanarek"], "Kanarek", 4711, True])
def test_a_body_that_is_no_object_is_told_so(scene, caplog, body):
    answer = scene.ask(caplog, "registerParticipant", body)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "")
    assert "obiekt JSON" in answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize("content", [b"", b"null"])
def test_no_body_is_told_to_send_one(scene, caplog, content):
    answer = scene.ask(caplog, "recordHours", None, content=content)

    assert answer.status_code == 422
    assert "obiekt JSON" in answer.json()["errors"][0]["detail"]


UNUSED = {"pesel": "85031455540", "case_mark": None}
WRONG_PESELS = ["85031412324", "8503141232", "850314123233", "85031412a23", "00000000000", "85023112320", "Kanarek"]
OVERNIGHT = {"day": "2026-05-06", "starts_at": "23:00", "minutes": 541}
"""One minute into the entry of the next day."""
RULES: list[tuple[str, str, dict[str, Any], int, str, str | None]] = [
    # operation, whose life, what is changed in the contract's example, status, code, pointer
    *[("registerParticipant", "new", {"pesel": n}, 422, "invalid-pesel", "/pesel") for n in WRONG_PESELS],
    (
        "registerParticipant",
        "new",
        UNUSED | {"birth_date": "1985-03-15"},
        422,
        "birth-date-contradicts-pesel",
        "/birth_date",
    ),
    ("registerParticipant", "new", UNUSED | {"sex": "M"}, 422, "sex-contradicts-pesel", "/sex"),
    ("registerParticipant", "new", UNUSED | {"pesel_missing": "FOREIGNER"}, 422, "pesel-or-reason", "/pesel"),
    ("registerParticipant", "new", UNUSED | {"pesel": None}, 422, "pesel-or-reason", "/pesel"),
    (
        "registerParticipant",
        "new",
        ANYBODY | {"registered_on": "1899-12-31"},
        422,
        "date-out-of-range",
        "/registered_on",
    ),
    (
        "registerParticipant",
        "new",
        ANYBODY | {"registered_on": "2026-06-02"},
        422,
        "date-in-the-future",
        "/registered_on",
    ),
    ("registerParticipant", "new", ANYBODY | {"birth_date": "1899-12-31"}, 422, "date-out-of-range", "/birth_date"),
    ("registerParticipant", "new", ANYBODY | {"birth_date": "2026-06-02"}, 422, "date-in-the-future", "/birth_date"),
    (
        "registerParticipant",
        "new",
        ANYBODY | {"birth_date": "2026-05-05"},
        422,
        "born-after-registration",
        "/birth_date",
    ),
    ("registerParticipant", "new", {}, 409, "already-registered", "/pesel"),
    ("registerParticipant", "new", ANYBODY | {"case_mark": "KIS.512.1.2026"}, 409, "already-registered", "/case_mark"),
    ("receiveReferral", "referred", {"referred_on": "2026-05-20"}, 409, "episode-still-open", None),
    ("receiveReferral", "gone", {"referred_on": "2026-05-28"}, 409, "episodes-would-overlap", "/referred_on"),
    ("receiveReferral", "registered", {"referred_on": "1899-12-31"}, 422, "date-out-of-range", "/referred_on"),
    ("receiveReferral", "registered", {"referred_on": "2026-06-02"}, 422, "date-in-the-future", "/referred_on"),
    ("signContract", "referred", {"signed_on": "2026-06-02"}, 422, "date-in-the-future", "/signed_on"),
    ("signContract", "referred", {"valid_until": "2026-05-04"}, 422, "contract-ends-before-it-starts", "/valid_until"),
    ("signContract", "referred", {"valid_until": "2101-01-01"}, 422, "date-out-of-range", "/valid_until"),
    ("signContract", "referred", {"valid_from": "1899-12-31"}, 422, "date-out-of-range", "/valid_from"),
    ("enrol", "referred", {"programme": "Kanarki"}, 422, "no-such-programme", "/programme"),
    ("enrol", "referred", {"programme": "psu"}, 422, "no-such-programme", "/programme"),
    ("enrol", "referred", {}, 409, "no-contract-in-force", "/enrolled_on"),
    ("enrol", "registered", {}, 409, "no-open-episode", "/programme"),
    ("enrol", "gone", {}, 409, "no-open-episode", "/programme"),
    ("enrol", "working", {"enrolled_on": "2026-05-07"}, 409, "already-enrolled", None),
    (
        "enrol",
        "working",
        {"programme": "AKTYWIZACJA", "enrolled_on": "2026-05-03"},
        409,
        "enrolled-before-referral",
        "/enrolled_on",
    ),
    (
        "enrol",
        "working",
        {"programme": "AKTYWIZACJA", "enrolled_on": "2026-05-04"},
        409,
        "no-contract-in-force",
        "/enrolled_on",
    ),
    ("recordHours", "gone", {"day": "2026-05-30"}, 409, "hours-after-exit", "/day"),
    ("recordHours", "working", {"day": "2026-05-05"}, 409, "hours-before-enrolment", "/day"),
    ("recordHours", "working", {"day": "2026-06-02"}, 422, "date-in-the-future", "/day"),
    ("recordHours", "working", {"day": "1899-12-31"}, 422, "date-out-of-range", "/day"),
    ("recordHours", "working", {"minutes": 0}, 422, "impossible-minutes", "/minutes"),
    ("recordHours", "working", {"minutes": -4711}, 422, "impossible-minutes", "/minutes"),
    ("recordHours", "working", {"minutes": 1441}, 422, "impossible-minutes", "/minutes"),
    ("recordHours", "working", {"minutes": 2**53}, 422, "impossible-minutes", "/minutes"),
    ("recordHours", "working", OVERNIGHT, 409, "hours-overlap", "/starts_at"),
    ("recordHours", "working", {"starts_at": None, "minutes": 1351}, 409, "more-than-a-day", "/minutes"),
    ("recordHours", "working", {"enrolment": 9999}, 404, "not-found", "/enrolment"),
    ("recordHours", "working", {"enrolment": 2}, 404, "not-found", "/enrolment"),
    ("correctHours", "working", {}, 409, "nothing-corrected", None),
    ("correctHours", "working", {"minutes": 0}, 422, "impossible-minutes", "/minutes"),
    ("startEmployment", "working", {"fte_hundredths": 0}, 422, "impossible-fte", "/fte_hundredths"),
    ("startEmployment", "working", {"fte_hundredths": 101}, 422, "impossible-fte", "/fte_hundredths"),
    ("startEmployment", "working", {"started_on": "2026-06-02"}, 422, "date-in-the-future", "/started_on"),
    ("exitEpisode", "working", {"exited_on": "2026-05-06"}, 409, "exit-before-last-hours", "/exited_on"),
    ("exitEpisode", "working", {"exited_on": "2026-05-05"}, 409, "exit-before-it-began", "/exited_on"),
    ("exitEpisode", "working", {"exited_on": "2026-06-02"}, 422, "date-in-the-future", "/exited_on"),
    ("exitEpisode", "working", {"episode": 9999}, 404, "not-found", "/episode"),
    ("exitEpisode", "working", {"episode": 4}, 404, "not-found", "/episode"),
    ("exitEpisode", "gone", {"exited_on": "2026-05-30"}, 409, "already-exited", None),
    ("assignCaseworker", "working", {"user": UNKNOWN}, 404, "not-found", None),
    ("searchParticipants", "new", {"name": None}, 422, "search-by-one-thing", "/name"),
    ("searchParticipants", "new", {"case_mark": "KIS.4711"}, 422, "search-by-one-thing", "/name"),
    ("searchParticipants", "new", {"name": None, "pesel": "85031412324"}, 422, "invalid-pesel", "/pesel"),
    ("grantRole", "new", {"role": "COORDINATOR"}, 409, "role-held-already", "/role"),
    ("issueToken", "new", {"expires_on": "2026-05-31"}, 422, "token-too-long", "/expires_on"),
    ("issueToken", "new", {"expires_on": "2027-06-03"}, 422, "token-too-long", "/expires_on"),
    ("issueToken", "new", {"expires_on": "2101-01-01"}, 422, "date-out-of-range", "/expires_on"),
]


@pytest.mark.parametrize(("operation", "whose", "said", "status", "code", "pointer"), RULES)
def test_what_cannot_be_true_is_refused_by_its_rule(scene, caplog, operation, whose, said, status, code, pointer):
    body = {**contract().example(operation), **said}

    answer = scene.ask(caplog, operation, body, whose)

    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:kis:problem:{code}")
    assert [error["pointer"] for error in answer.json().get("errors", [])] == ([] if pointer is None else [pointer])


def test_the_days_beside_the_refused_ones_are_taken(scene):
    """Both sides of the limits above: today, the last day of an episode, the last free minute."""
    person, item = enrolled(scene.front.house)
    path, desk = f"/participants/{person}", scene.coordinator
    hours = {"enrolment": item, "direction": "WORKED"}

    desk.post(f"{path}/hours", hours | {"day": "2026-06-01", "minutes": 1440})
    desk.post(f"{path}/hours", hours | {"day": "2026-01-07", "minutes": 60, "starts_at": "08:00"})
    seen = desk.post(f"{path}/hours", hours | {"day": "2026-01-07", "minutes": 1, "starts_at": "09:00"})["version"]
    left = {"episode": 2, "kind": "COMPLETED", "exited_on": "2026-06-01"}
    desk.post(f"{path}/exits", left, if_match=seen)
    desk.post(f"{path}/referrals", {"kind": "KIS", "source": "SELF", "referred_on": "2026-06-01"})
    assert UUID(str(person)) == person


def test_a_service_may_begin_beside_an_open_club_episode(scene):
    life = live(scene.coordinator, SCRIPT[:2])
    live(scene.coordinator, ["receiveReferral"], {"receiveReferral": {"kind": "SERVICE"}}, life)
