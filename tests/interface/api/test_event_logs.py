"""Event logs over HTTP: two people's grant, every way to go wrong, and on record whom each fetch looked at."""

import json
from typing import Any
from uuid import UUID

import pytest

from application.access import Look, read
from domain.vocabulary import Role
from tests.asgi import API, contract, open_front
from tests.club import enrolled, registered
from tests.interface.api.things import NOBODYS
from tests.refusing import refused

LOGS = f"{API}/event-logs"
EXAMPLE = contract().example("requestEventLog")
TEXTS = ("recipient", "purpose", "legal_basis", "because")


class Office:
    """A club of six people in PSU and one in AOON, and everybody who has to do with an event log."""

    def __init__(self, front: Any) -> None:
        self.front = front
        self.coordinator, self.colleague = front.desk(Role.COORDINATOR), front.desk(Role.COORDINATOR)
        self.administrator = front.desk(Role.ADMINISTRATOR, name="Adela Próbna")
        self.evaluator = front.desk(Role.EVALUATOR)
        self.people = [enrolled(front.house)[0] for _ in range(6)]
        enrolled(front.house, "AOON")
        registered(front.house)

    def asked(self, **said: Any) -> "Log":
        """Have the example asked for; every part can be said otherwise."""
        return Log(self, self.coordinator.post("/event-logs", EXAMPLE | said))

    def looks(self) -> list[Look]:
        """Return every record of the access log, in order."""
        with self.front.house.store.snapshot() as core:
            rows = core.exec_driver_sql("SELECT idx, content FROM access_log ORDER BY idx").fetchall()
        return [read(content, idx + 1) for idx, content in rows]


class Log:
    """An event log at somebody's desk, step by step."""

    def __init__(self, office: Office, recorded: Any) -> None:
        self.office, self.recorded = office, recorded
        self.path = f"/event-logs/{recorded['id']}"

    def step(self, name: str, desk: Any, body: Any = None) -> None:
        self.recorded = desk.post(f"{self.path}/{name}", body, if_match=self.recorded["version"])

    def granted(self) -> "Log":
        self.step("approval", self.office.colleague)
        return self

    def fetched(self, wanted: str, desk: Any) -> Any:
        return desk.ask("GET", f"{API}{self.path}/{wanted}")

    def refused(self, caplog: Any, desk: Any, step: str, body: Any = None) -> tuple[int, str]:
        """Ask for a step, or for a file, that is refused; return status and code."""
        method, version = ("GET", None) if step in {"xes", "ocel"} else ("POST", self.recorded["version"])
        answer = refused(self.office.front, desk, caplog, method, f"{API}{self.path}/{step}", body, if_match=version)
        return answer.status_code, answer.json()["type"].removeprefix("urn:kis:problem:")

    def line(self, desk: Any) -> Any:
        return next((one for one in desk.get("/event-logs")["items"] if one["id"] == self.recorded["id"]), None)


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("event-logs-http")) as front:
        yield Office(front)


def test_a_log_is_fetched_once_another_person_agreed_and_each_fetch_is_a_look_at_everybody_in_it(office, caplog):
    log = office.asked()
    for desk in (office.coordinator, office.evaluator):
        assert log.refused(caplog, desk, "xes") == (403, "event-log-not-granted")
    assert log.refused(caplog, office.coordinator, "approval") == (409, "second-person-needed")
    log.granted()
    before = len(office.looks())
    for wanted, desk, kind in (
        ("xes", office.evaluator, "application/xml"),
        ("ocel", office.coordinator, "application/json"),
    ):
        answer = log.fetched(wanted, desk)
        assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, kind)
        assert answer.headers["content-disposition"].startswith('attachment; filename="log-')
        assert len({*office.people}) == answer.text.count("participant registered") - (wanted == "ocel")
    looks = office.looks()[before:]
    assert [(look.resource, look.role, look.subtype, look.purpose, look.labels) for look in looks] == [
        ("fetchXes", Role.EVALUATOR, "export", "evaluation", ()),
        ("fetchOcel", Role.COORDINATOR, "export", "evaluation", ()),
    ]
    assert [set(look.participants) for look in looks] == [set(office.people)] * 2


def test_where_the_club_has_one_coordinator_the_administrator_agrees_and_reads_what_it_is_for(office):
    log = office.asked()
    seen = office.administrator.get(log.path)
    assert {name: seen["grant"][name] for name in TEXTS[:3]} == {name: EXAMPLE[name] for name in TEXTS[:3]}
    assert seen["risk"] == {"people": 6, "events": 24, "ways": 1, "in_rare_ways": 0}
    log.step("approval", office.administrator)
    line = log.line(office.coordinator)
    assert (line["state"], line["open"], line["approved_by"]) == ("APPROVED", True, str(office.administrator.user))


def test_an_evaluator_sees_what_was_granted_without_a_word_of_what_for(office):
    asked, granted = office.asked(), office.asked().granted()
    assert asked.line(office.evaluator) is None
    line = granted.line(office.evaluator)
    assert {line[name] for name in TEXTS} == {None}
    assert office.evaluator.get("/event-logs")["hides"]
    assert office.coordinator.get("/event-logs")["hides"] == []
    assert asked.line(office.administrator)["recipient"] == EXAMPLE["recipient"]


def test_nobody_else_asks_agrees_or_fetches(office, caplog):
    log = office.asked()
    decide = ("approval", None), ("refusal", {"reason": "Kanarek"}), ("withdrawal", {"reason": "Kanarek"})
    for role in set(Role) - {Role.COORDINATOR, Role.ADMINISTRATOR}:
        desk = office.front.desk(role)
        assert refused(office.front, desk, caplog, "POST", LOGS, EXAMPLE).status_code == 403
        assert {log.refused(caplog, desk, step, body) for step, body in decide} == {(403, "forbidden")}
    assert refused(office.front, office.administrator, caplog, "POST", LOGS, EXAMPLE).status_code == 403
    log.granted()
    for role in set(Role) - {Role.COORDINATOR, Role.EVALUATOR}:
        desk = office.front.desk(role)
        assert {log.refused(caplog, desk, wanted) for wanted in ("xes", "ocel")} == {(403, "forbidden")}


def test_what_is_refused_or_taken_back_is_fetched_by_nobody_and_decided_once(office, caplog):
    log = office.asked()
    log.step("refusal", office.colleague, {"reason": "bez umowy"})
    assert log.refused(caplog, office.administrator, "approval") == (409, "event-log-decided")
    assert log.refused(caplog, office.evaluator, "xes") == (403, "event-log-closed")
    log = office.asked().granted()
    assert log.refused(caplog, office.administrator, "approval") == (409, "event-log-decided")
    log.step("withdrawal", office.coordinator, {"reason": "odbiorca zrezygnował"})
    assert log.refused(caplog, office.evaluator, "ocel") == (403, "event-log-closed")
    assert log.refused(caplog, office.coordinator, "withdrawal", {"reason": "Kanarek"}) == (409, "event-log-decided")
    assert log.line(office.evaluator) is None


def test_a_format_that_was_not_granted_and_a_scope_of_hardly_anybody_are_not_handed_out(office, caplog):
    assert office.asked(formats=["OCEL"]).granted().refused(caplog, office.evaluator, "xes") == (
        403,
        "format-not-granted",
    )
    few = office.asked(programmes=["AOON"], sensitive=True, because="pytanie o opiekę").granted()
    before = len(office.looks())
    assert few.refused(caplog, office.coordinator, "xes") == (403, "too-few-in-the-log")
    assert few.refused(caplog, office.coordinator, "ocel") == (403, "too-few-in-the-log")
    assert len(office.looks()) == before


@pytest.mark.parametrize(
    ("said", "code", "pointer"),
    [
        ({"formats": []}, "invalid-fields", "/formats"),
        ({"formats": ["CSV"]}, "invalid-fields", "/formats/0"),
        ({"programmes": ["JOGA"]}, "no-such-programme", "/programmes/0"),
        ({"programmes": ["AOON"]}, "edition-speaks-of-health", "/programmes/0"),
        ({"editions": [str(NOBODYS)]}, "unknown-edition", "/editions/0"),
        ({"period_first": "2027-01-01"}, "log-period-ends-before-it-begins", "/period_last"),
        ({"until": "2026-05-31"}, "event-log-over-already", "/until"),
        ({"until": "2026-08-31"}, "event-log-too-long", "/until"),
        ({"until": "jutro"}, "invalid-fields", "/until"),
        ({"recipient": " "}, "invalid-fields", "/recipient"),
        ({"recipient": None}, "invalid-fields", "/recipient"),
        ({"sensitive": 1}, "invalid-fields", "/sensitive"),
        ({"sensitive": True}, "tells-more-without-a-reason", "/because"),
        ({"shifted": False}, "tells-more-without-a-reason", "/because"),
        ({"names": True}, "invalid-fields", "/names"),
    ],
)
def test_a_request_that_cannot_be_says_which_field_and_what_to_do(office, caplog, said, code, pointer):
    answer = refused(office.front, office.coordinator, caplog, "POST", LOGS, EXAMPLE | said).json()
    assert answer["type"].removeprefix("urn:kis:problem:") == code
    assert [error["pointer"] for error in answer["errors"]] == [pointer]


def test_an_unknown_log_is_one_that_is_not_there_for_everybody(office, caplog):
    nobodys = Log(office, {"id": str(NOBODYS), "version": 1})
    body = {"reason": "Kanarek"}
    for step, said in (("approval", None), ("refusal", body), ("withdrawal", body), ("xes", None), ("ocel", None)):
        assert nobodys.refused(caplog, office.coordinator, step, said) == (404, "not-found")
    assert nobodys.refused(caplog, office.evaluator, "xes") == (404, "not-found")
    for path in (f"{LOGS}/{NOBODYS}", f"{LOGS}/nic", f"{LOGS}/{office.people[0]}"):
        assert office.coordinator.ask("GET", path).status_code == 404


def test_the_last_day_is_the_last_one_on_which_it_is_fetched(tmp_path, caplog):
    with open_front(tmp_path) as front:
        office = Office(front)
        granted, late = office.asked(until="2026-06-02").granted(), office.asked(until="2026-06-02")
        front.clock.advance(days=1)
        assert granted.fetched("xes", office.evaluator).status_code == 200
        assert granted.line(office.evaluator)["open"]
        front.clock.advance(days=1)
        assert granted.refused(caplog, office.evaluator, "xes") == (403, "event-log-over")
        assert not granted.line(office.coordinator)["open"]
        assert late.refused(caplog, office.colleague, "approval") == (403, "event-log-over")
        assert granted.refused(caplog, office.colleague, "withdrawal", {"reason": "po"}) == (403, "event-log-over")


def test_the_words_of_a_request_are_sealed_and_its_history_tells_them(office):
    log = office.asked(recipient="Kanarkowa Akademia", purpose="Kanarkowy cel", legal_basis="Kanarkowa umowa")
    with office.front.house.store.snapshot() as core:
        rows = core.exec_driver_sql(
            "SELECT topic, state FROM stored_events WHERE originator_id = ?", (UUID(log.recorded["id"]).hex,)
        ).fetchall()
    [(topic, state)] = rows
    assert topic == "event-log.requested.1"
    assert b"Kanarkow" not in state
    assert set(json.loads(state)["recipient"]) == {"$sealed"}
    assert log.line(office.colleague)["purpose"] == "Kanarkowy cel"
