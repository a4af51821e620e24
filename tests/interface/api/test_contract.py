"""The contract: what OpenAPI says is whole, true of the real server, and enough to write a client by.

That every answer is as described is checked by the desk of every test (tests/contract.py); here that judge is tried.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx2
import pytest

from domain.vocabulary import Role
from interface.api.access import KEY_MAX
from interface.api.problems import TITLES
from interface.serving import served_aside, tcp_socket
from tests.asgi import API, LAST_DAY, SCRIPT, Desk, Front, before, contract, live, open_front
from tests.club import FixedClock, a_club
from tests.contract import JUDGED, PREFIX, SAID_IN_WORDS, Contract
from tests.interface.api.control_things import examples_of_controls
from tests.interface.api.paper_things import examples_of_papers
from tests.interface.api.report_things import examples_of_reports
from tests.interface.api.sheet_things import examples_of_sheets
from tests.interface.api.things import Thing, agreement, examples_of_things

DOCUMENT = contract().document
OPERATIONS = contract().operations
TAKES = {"exportAnnualReport", "exportSentReport", "exportMonthEnd"}
ASKS = {"searchParticipants", "searchPapers", "exportList", *TAKES}
"""What is asked in a body because an address may name nobody; it records nothing but the look."""
WRITES = [id for id, (method, _, _) in OPERATIONS.items() if method == "POST" and id not in ASKS]
CHANGES = {
    "assignCaseworker",
    "changeDetails",
    "correctDetails",
    "correctHours",
    "endGroup",
    "exitEpisode",
    "rejectReferral",
    "releaseCaseworker",
    "unlinkDuplicate",
    "unlinkRelatedPerson",
    "withdrawConsent",
    "withdrawReferral",
    "amendContract",
    "settleContractAction",
    "changeAgreedPeriod",
    "closeCase",
    "correctEmployment",
    "endEmployment",
    "endEnrolment",
    "recordDeath",
    "resume",
    "suspend",
    "terminateContract",
    "voidEntry",
    "voidExit",
    "voidHours",
    "changePlaces",
    "closeEdition",
    "confirmEdition",
    "cancelSession",
    "closeEngagement",
    "takeOffWaitingList",
    "spoilPaper",
    "spoilList",
    "describeClub",
    "providerLeaves",
    "endKinship",
    "amendAgreement",
    "endAgreement",
    "dismissDeputy",
    "refuseErasure",
    "noteArchiveConsent",
    "approveErasure",
    "executeErasure",
    "approveEventLog",
    "refuseEventLog",
    "withdrawEventLog",
    "voidReportEntry",
    *(f"{step}{whose}Rule" for step in ("confirm", "end") for whose in ("Club", "Edition", "Agreement")),
}


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


def parts(node: Any, at: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object of a document with its place."""
    if isinstance(node, dict):
        yield at, node
        for name, content in node.items():
            yield from parts(content, f"{at}/{name}")
    elif isinstance(node, list):
        for place, content in enumerate(node):
            yield from parts(content, f"{at}/{place}")


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema of the contract: under components, parameters, bodies and answers, at any depth."""
    waiting = [(f"{PREFIX}{name}", schema) for name, schema in contract().schemas.items()]
    waiting += [(at, node["schema"]) for at, node in parts(DOCUMENT["paths"]) if "schema" in node]
    while waiting:
        at, schema = waiting.pop()
        yield at, schema
        inner = [*schema.get("anyOf", ()), *schema.get("properties", {}).values()]
        inner += [schema[name] for name in ("items", "additionalProperties") if isinstance(schema.get(name), dict)]
        waiting += [(f"{at}/…", part) for part in inner]


def test_the_document_is_openapi_and_json(front):
    served = front.client.get(f"{API}/openapi.json")

    assert served.status_code == 200
    assert json.loads(served.content) == DOCUMENT
    assert re.fullmatch(r"3\.1\.\d", DOCUMENT["openapi"])
    assert DOCUMENT["info"]["title"]
    assert {tag for _, _, op in OPERATIONS.values() for tag in op["tags"]} <= {t["name"] for t in DOCUMENT["tags"]}


def test_every_reference_resolves_and_every_schema_is_used():
    named = {node["$ref"] for _, node in parts(DOCUMENT) if "$ref" in node}

    assert named
    assert {reference.removeprefix(PREFIX) for reference in named} == contract().schemas.keys()


def test_the_judge_understands_every_word_that_the_schemas_use():
    used = {word for _, schema in schemas() for word in schema}

    assert used - SAID_IN_WORDS <= JUDGED


def test_every_path_parameter_is_described_and_every_operation_named_once():
    names = [op["operationId"] for path in DOCUMENT["paths"].values() for op in path.values()]
    assert len(names) == len(set(names)) == len(OPERATIONS)
    for _, path, operation in OPERATIONS.values():
        described = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "path"}
        assert described == set(re.findall(r"\{(\w+)\}", path))
        assert operation["description"].strip()


ON_TRIAL = {"recordGroupWeek", "recordAttendance", "recordServiceCard"}
"""Sheets, which are judged and not recorded where that is asked for."""


def test_every_status_is_described_in_polish_and_every_error_is_a_problem():
    for id, (_, _, operation) in OPERATIONS.items():
        successes = [status for status in operation["responses"] if status.startswith("2")]
        tried = any(parameter["name"] == "preview" for parameter in operation.get("parameters", ())) or id in ON_TRIAL
        assert sorted(successes) == (["200", "201"] if tried else successes[:1]), id
        for status, described in operation["responses"].items():
            assert described["description"] != "Successful Response", (id, status)
            if int(status) >= 400 and id != "readReadiness":
                assert described["description"] == TITLES[int(status)][0]
                schema = described["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": f"{PREFIX}Problem"}


def test_every_operation_but_the_two_for_anybody_asks_for_a_token():
    assert DOCUMENT["components"]["securitySchemes"] == {"token": {"type": "http", "scheme": "bearer"}}
    open_to_anybody = {id for id, (_, _, op) in OPERATIONS.items() if op.get("security") != [{"token": []}]}
    assert open_to_anybody == {"readHealth", "readReadiness"}
    for id in OPERATIONS.keys() - open_to_anybody:
        assert {"401", "403"} <= OPERATIONS[id][2]["responses"].keys()


def header(operation: str, name: str) -> dict[str, Any] | None:
    """Return how an operation describes a header of its request, or None."""
    described = [p for p in OPERATIONS[operation][2].get("parameters", ()) if (p["in"], p["name"]) == ("header", name)]
    assert len(described) < 2
    return described[0] if described else None


def test_every_write_describes_its_key_and_every_change_its_version():
    for operation in OPERATIONS:
        key, seen = header(operation, "Idempotency-Key"), header(operation, "If-Match")
        assert bool(key and key["required"]) == (operation in WRITES), operation
        assert bool(seen and seen["required"]) == (operation in CHANGES), operation
        if key is not None:
            assert key["schema"]["maxLength"] == KEY_MAX
            assert re.search(key["schema"]["pattern"], key["example"])
        assert ("428" in OPERATIONS[operation][2]["responses"]) == (operation in CHANGES)


def test_every_answer_that_carries_a_version_describes_its_etag():
    for id, (_, _, operation) in OPERATIONS.items():
        for status, described in operation["responses"].items():
            content = described.get("content", {}).get("application/json")
            fields = contract().resolved(content["schema"]).get("properties", {}) if content else {}
            versioned = "version" in fields or (id, status) == ("readHistory", "200")
            assert ("ETag" in described.get("headers", {})) == versioned, (id, status)


BODIES = [id for id in WRITES if contract().example(id)]


def test_every_json_body_has_an_example():
    taken = {
        id
        for id, (_, _, op) in OPERATIONS.items()
        if "application/json" in op.get("requestBody", {}).get("content", {})
    }
    assert taken == {*BODIES, *ASKS}


def test_the_examples_in_the_order_of_a_life_are_accepted_by_the_real_server(front):
    desk, chief = front.desk(Role.COORDINATOR), front.desk(Role.ADMINISTRATOR)
    colleague = UUID(contract().example("assignCaseworker")["user"])
    front.desk(Role.CASEWORKER, id=colleague)
    told: list[str] = []

    life = live(desk, SCRIPT, {})
    told += SCRIPT
    for operation in ("assignCaseworker", "searchParticipants", "exportList"):
        desk.post(life.path(operation).removeprefix(API), contract().example(operation), if_match=life.version)
        told.append(operation)
    found = desk.post("/participants/search", contract().example("searchParticipants"))["items"]
    assert [line["id"] for line in found] == [life.id]
    new = chief.post("/users", contract().example("registerUser"))["id"]
    for operation, path in (("grantRole", "roles"), ("issueToken", "tokens")):
        chief.post(f"/users/{new}/{path}", contract().example(operation))
    told += ["registerUser", "grantRole", "issueToken"]
    told += examples_of_things(front.house, desk, new)
    month = Thing({"agreement_id": str(agreement(front.house)), "month": "2026-05"})
    assert month.ask(desk, "exportMonthEnd").status_code == 200
    told.append("exportMonthEnd")
    told += examples_of_reports(desk)
    told += examples_of_controls(front, desk)
    told += examples_of_sheets(front.house, desk)
    told += examples_of_papers(front.house, desk)
    for operation in (id for id in BODIES if id not in told):
        live(desk, [operation], life=live(desk, before(operation)))
        told.append(operation)

    assert set(told) == {*BODIES, *ASKS}


@pytest.fixture(name="answered", scope="module")
def _answered(tmp_path_factory):
    """Hold a participant and an answer of each kind to spoil."""
    with open_front(tmp_path_factory.mktemp("judge")) as front:
        desk = front.desk(Role.COORDINATOR)
        life = live(desk)
        yield {
            "card": desk.ask("GET", f"{API}/participants/{life.id}"),
            "problem": desk.ask("GET", f"{API}/participants/{UUID(int=1)}"),
            "health": desk.ask("GET", "/healthz"),
        }


class Spoilt:
    """An answer with something changed."""

    def __init__(self, answer: Any, **changes: Any) -> None:
        self.content = changes.get("content", answer.content)
        self.status_code = changes.get("status_code", answer.status_code)
        self.headers = {**answer.headers, **changes.get("headers", {})}
        self.body = answer.json() | changes.get("body", {})
        for name in changes.get("without", ()):
            self.body.pop(name, None)
            self.headers.pop(name, None)

    def json(self) -> Any:
        return self.body


SPOILT = [
    ("card", {"status_code": 202}, "202 is not described for readParticipant"),
    ("card", {"status_code": 409}, "409 is not described for readParticipant"),
    ("card", {"headers": {"content-type": "text/html"}}, "text/html is not described for readParticipant 200"),
    ("card", {"without": ["cache-control"]}, "may be cached"),
    ("card", {"without": ["x-content-type-options"]}, "a browser may guess its type"),
    ("card", {"headers": {"etag": '"1"'}}, "the ETag is not the version"),
    ("card", {"without": ["etag"]}, "the ETag is not the version"),
    ("card", {"body": {"pesel": "x"}}, "/pesel: not described"),
    ("card", {"without": ["minutes"]}, "/minutes: missing"),
    ("card", {"body": {"minutes": {"4": "sixty"}}}, "/minutes/4: str is no integer"),
    ("card", {"body": {"registered_on": "04.05.2026"}}, "/registered_on: no date"),
    ("card", {"body": {"id": "KIS.512"}}, "/id: no uuid"),
    ("card", {"body": {"episodes": [{}]}}, "/episodes/0/item: missing"),
    ("card", {"body": {"family_name": 7}}, "/family_name: int is no string"),
    ("problem", {"body": {"status": 400}}, "the problem says 400"),
    ("problem", {"body": {"type": "about:blank"}}, "the problem has no stable type"),
    ("problem", {"without": ["content-language"]}, "the problem does not say its language"),
    ("problem", {"body": {"errors": [{"pointer": "/x"}]}}, "/errors/0/code: missing"),
    ("problem", {"body": {"errors": 7}}, "/errors: int is no array"),
    ("problem", {"body": {"value": "85031412323"}}, "/value: not described"),
    ("health", {"body": {"status": "tired"}}, "/status: none of the allowed values"),
]


@pytest.mark.parametrize(("which", "changes", "departure"), SPOILT)
def test_an_answer_that_departs_from_the_contract_is_noticed(answered, which, changes, departure):
    answer = answered[which]
    path = answer.request.url.path

    assert contract().departures("GET", path, answer) == []
    assert departure in contract().departures("GET", path, Spoilt(answer, **changes))


def test_an_answer_where_nothing_is_described_is_noticed(answered):
    assert contract().departures("GET", f"{API}/unlisted", answered["card"]) == ["200 where nothing is described"]
    assert contract().departures("PUT", "/healthz", answered["health"]) == ["200 where nothing is described"]
    narrowed = Contract(json.loads(json.dumps(DOCUMENT)))
    narrowed.operations["readHealth"][2]["responses"]["200"].pop("content")
    assert narrowed.departures("GET", "/healthz", answered["health"]) == ["a body where none is described"]


def test_a_fault_of_ours_is_a_problem_that_tells_nothing(front, monkeypatch, caplog):
    desk = front.desk(Role.COORDINATOR)
    life = live(desk, SCRIPT[:1])

    def fail(*_: object) -> None:
        raise RuntimeError("Kanarkowska")

    monkeypatch.setattr(front.house.names, "name", fail)
    caplog.set_level("DEBUG")
    answer = desk.ask("GET", f"{API}/participants/{life.id}")

    assert (answer.status_code, answer.json()["type"]) == (500, "urn:kis:problem:internal-error")
    assert "Kanarkowska" not in answer.text + caplog.text
    assert "RuntimeError" in [vars(record).get("kind") for record in caplog.records]


def test_a_server_that_cannot_write_says_so_as_described(front):
    desk = front.desk(Role.ADMINISTRATOR)
    front.clock.moment = front.clock.moment.replace(hour=20)

    ready = desk.ask("GET", "/readyz")

    assert (ready.status_code, ready.json()["status"]) == (503, "not-writing")
    assert ready.json()["clock_jumped_seconds"] == 12 * 3600
    written = desk.ask("POST", f"{API}/users", contract().example("registerUser"))
    assert (written.status_code, written.json()["type"]) == (503, "urn:kis:problem:clock-jumped")
    assert written.headers["retry-after"]
    assert desk.ask("POST", f"{API}/clock/confirmations").status_code == 201
    assert desk.ask("GET", "/readyz").json()["status"] == "ok"
    desk.post("/users", contract().example("registerUser"))


def test_over_a_real_socket_no_answer_names_the_server_and_the_docs_page_is_whole(tmp_path):
    listening = tcp_socket("127.0.0.1", 0)
    base = "http://{}:{}".format(*listening.getsockname())
    clock = FixedClock()
    with a_club(tmp_path, clock) as house, served_aside(house, [listening]), httpx2.Client(base_url=base) as client:
        desk = Front(house, client, clock).desk(Role.COORDINATOR, until=LAST_DAY)
        life = live(desk, SCRIPT[:1])
        page = client.get("/docs/")
        named = re.findall(r'(?:src|href)="([^"]+)"', page.text)
        local = [address for address in named if not address.startswith("data:")]
        answers = [
            page,
            *(client.get(httpx2.URL(f"{base}/docs/").join(address)) for address in local),
            desk.ask("GET", f"{API}/participants/{life.id}"),
            desk.ask("GET", f"{API}/nowhere"),
            Desk(client, UUID(int=1), None).ask("GET", f"{API}/me"),
        ]

    assert [answer.status_code for answer in answers] == [200] * (len(local) + 2) + [404, 401]
    assert len(local) >= 4
    assert not [address for address in local if "//" in address]
    assert not [answer for answer in answers if {"server", "x-powered-by"} & set(answer.headers)]
