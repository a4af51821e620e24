"""Every operation of the contract: what it tells of people is on record before its first byte, or is not told."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from application.duplicates import LinkDuplicate
from domain.journal import Purpose
from domain.vocabulary import Role
from interface.assembly import House
from tests.asgi import API, SCRIPT, Desk, Front, application, before, contract, live
from tests.club import FixedClock, a_club, ask, enrolled, registered
from tests.controls import an_auditor
from tests.interface.api.test_who_may_what import Scene, a_record, request
from tests.interface.api.things import THINGS, session
from tests.month_steps import at_work_under

NAMES = ("Łęcka-Przykładowa", "Testowa")
"""Whom the examples of the contract and the tests' own people are called."""
OPERATIONS = contract().operations
DAY = date(2026, 5, 20)


class Witness:
    """Notes what another process would find on disk when the first byte of each answer leaves."""

    def __init__(self, app: ASGIApp, disk: sqlite3.Connection) -> None:
        self.app, self.disk = app, disk
        self.facts = self.looks = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.facts, self.looks = self.counted()
            await send(message)

        await self.app(scope, receive, watched)

    def counted(self) -> tuple[int, int]:
        [row] = self.disk.execute("SELECT (SELECT count(*) FROM facts_log), (SELECT count(*) FROM access_log)")
        return row[0], row[1]

    def records(self, since: int, until: int) -> list[dict[str, Any]]:
        query = "SELECT content FROM access_log WHERE idx >= ? AND idx < ? ORDER BY idx"
        found = self.disk.execute(query, (since, until))
        return [json.loads(content) for (content,) in found]

    def people(self) -> set[str]:
        found = self.disk.execute("SELECT DISTINCT originator_id FROM stored_events WHERE topic LIKE 'journey.%'")
        return {str(UUID(id)) for (id,) in found}


@pytest.fixture(name="scene", scope="module")
def _scene(tmp_path_factory):
    clock = FixedClock()
    with (
        a_club(tmp_path_factory.mktemp("noted"), clock) as house,
        closing(sqlite3.connect(house.settings.database, check_same_thread=False)) as disk,
        application(house) as app,
        TestClient(Witness(app, disk), raise_server_exceptions=False) as client,
    ):
        front = Front(house, client, clock)
        coordinator, colleague, another = map(front.desk, (Role.COORDINATOR, Role.CASEWORKER, Role.CASEWORKER))
        outsider = {"outsider": front.desk(Role.EVALUATOR)}
        yield Scene(front, coordinator, colleague, another, outsider, live(coordinator, SCRIPT[:1]).id)


@pytest.fixture(name="desk")
def _desk(scene):
    return scene.front.desk(*Role)  # every role, so that nothing is refused for want of one


@pytest.fixture(name="lists", scope="module")
def _lists(scene):
    """Fill the lists that show nobody in a new club; return their addresses."""
    house, desk = scene.front.house, scene.coordinator
    scene.front.clock.advance(hours=1)  # what is recorded from here on was not known before
    live(scene.coordinator, SCRIPT)
    [psu] = desk.get("/programmes/PSU/editions")["items"]
    of_psu = f"/programmes/PSU/editions/{psu['id']}"
    [aoon] = [line for line in desk.get("/programmes/AOON/editions")["items"] if line["code"] == "2026"]
    enrolled(house, "AOON")
    under = f"/agreements/{at_work_under(house)}/months/2026-05"
    session(house, UUID(aoon["id"]), DAY)
    entry, kinship = THINGS["takeOffWaitingList"](house, desk.user), THINGS["endKinship"](house, desk.user)
    ask(house, LinkDuplicate(participant_id=registered(house), survivor=registered(house), reason="dwa razy ta sama"))
    desk.get(f"/participants/{scene.survivor}")
    live(scene.coordinator, before("attemptFollowUp"))
    return {
        "listFlags": f"{of_psu}/flags",
        "listPayable": f"{of_psu}/payable?month=2026-05",
        "readList": _a_list(desk, f"{of_psu}/papers"),
        "printWhoShouldBeHere": f"/papers/who-should-be-here?day={DAY}&time=09:30",
        "readEditionSummary": f"/programmes/AOON/editions/{aoon['id']}/summary?year=2026",
        "readMonthEnd": under,
        "printMonthEnd": f"{under}/paper",
        "exportMonthEnd": f"{under}/export",
        "readWaitingList": f"/programmes/AOON/editions/{entry.said['edition']}/waiting-list",
        "listSessions": f"/sessions?day={DAY}",
        "startGroupWeek": "/hours/sheets/group-week?programme=PSU&monday=2026-05-25",
        "startAttendance": "/hours/sheets/attendance?programme=PSU&monday=2026-05-25",
        "listKinships": f"/providers/{kinship.said['provider_id']}/kinships",
        "listAssignments": "/assignments?unassigned=true",
        "listDuplicates": "/duplicates",
        "listDurabilityDifferences": "/outcomes/durability/differences?from_known_at=2026-06-01T08:30:00Z",
        "listRosterDifferences": f"/participants/differences?on={DAY}&known_at=2026-06-01T08:30:00Z",
        "readAnnualReport": "/reports/annual/2026",
        "exportAnnualReport": "/reports/annual/2026/export",
        "listAnnualReportCell": "/reports/annual/2026/cells?table=PARTICIPATING",
        "listDeadlines": "/deadlines?until=2027-12-31",
        "listFollowUpsDue": "/follow-ups/due",
        "readAuditTrail": f"/audit/trail?participant={scene.survivor}",
        "readAccessLog": f"/audit/access?participant={scene.survivor}",
    }


def _a_list(desk: Desk, papers: str) -> str:
    """Print a list of those who take part; return where it is read."""
    printed = desk.post(papers, {"kind": "ATTENDANCE_LIST", "month": "2026-05"})
    return f"{papers}/{printed['item']}"


def asking(scene: Scene, desk: Desk, operation: str, lists: dict[str, str]) -> Callable[[], Any]:
    """Return what asks for an operation, about people where it can be, with all that must be there made before."""
    if operation in lists:
        method, body = OPERATIONS[operation][0], contract().example(operation) or None
        return lambda: desk.ask(method, API + lists[operation], body)
    record = a_record(scene, operation, desk)
    return lambda: request(scene, desk, operation, record)


@contextmanager
def no_room(house: House) -> Iterator[None]:
    """Refuse every row of the access log, and of it alone, as a full disk would."""
    with closing(sqlite3.connect(house.settings.database)) as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'no room'); END")
        try:
            yield
        finally:
            other.execute("DROP TRIGGER full")


@contextmanager
def opening(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[set[Purpose]]:
    """Yield the purposes of the sealed values of participants that are opened meanwhile."""
    opened: set[Purpose] = set()
    by_hand = house.sealer.open

    def noting(token: str, place: Any, content_type: Any) -> Any:
        if place.topic.startswith("journey."):
            opened.add(place.purpose)
        return by_hand(token, place, content_type)

    with monkeypatch.context() as patched:
        patched.setattr(house.sealer, "open", noting)
        yield opened


def told(witness: Witness, text: str) -> set[str]:
    """Return the participants whose ids an answer names, and the names of people."""
    return {named for named in (*witness.people(), *NAMES) if named in text}


TELLS = {
    "listParticipants",
    "searchParticipants",
    "exportList",
    "readParticipant",
    "readHistory",
    "readChanges",
    "readErasure",
    "readSeen",
    "explainEligibility",
    "listHours",
    "readHoursSums",
    "listHoursSums",
    "listContracts",
    "listPapers",
    "draftPaper",
    "readPaper",
    "readList",
    "printWhoShouldBeHere",
    "listFlagsOf",
    "listFlags",
    "listPayable",
    "readEditionSummary",
    "readMonthEnd",
    "printMonthEnd",
    "exportMonthEnd",
    "readWaitingList",
    "listSessions",
    "startGroupWeek",
    "startAttendance",
    "startServiceCard",
    "listKinships",
    "listAssignments",
    "listDuplicates",
    "listDuplicateCandidates",
    "listRosterDifferences",
    "listDurabilityDifferences",
    "readAnnualReport",
    "exportAnnualReport",
    "listAnnualReportCell",
    "listDeadlines",
    "listFollowUpsDue",
    "readAuditTrail",
    "readAccessLog",
    "readStatement",
    "printStatement",
    "readDossier",
    "readSampleDossier",
    "readPeriodDossier",
    "fetchXes",
    "fetchOcel",
}
"""The operations that tell of people without recording anything."""
IN_ITS_NAME = {"exportList": "listParticipants"}
"""What is asked in the name of another operation, which its record names."""


OF_CONTROLLERS = {"drawSample", "takeList", "recordClubFinding"}
"""What only an auditor does, in a control that is opened for it; a finding on a person is of any control."""


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_an_answer_tells_of_people_is_on_record_before_its_first_byte(scene, desk, lists, operation, monkeypatch):
    house, witness = scene.front.house, scene.front.client.app
    if operation in OF_CONTROLLERS:
        desk = scene.front.desk(Role.AUDITOR)
    elif operation == "recordFinding":
        desk = an_auditor(scene.front)
    ask_it = asking(scene, desk, operation, lists)
    facts, looks = witness.counted()

    with opening(house, monkeypatch) as opened:
        answer = ask_it()

    assert answer.status_code < 400 or "{user_id}" in OPERATIONS[operation][1], answer.text
    records, named = witness.records(looks, witness.looks), told(witness, answer.text)
    if operation in TELLS:
        [record] = records
        assert (record["outcome"], record["user"], record["resource"]) == (
            "allowed",
            str(desk.user),
            IN_ITS_NAME.get(operation, operation),
        )
        assert record["request"] == answer.headers["request-id"]
        assert record["participants"]
        assert named - set(NAMES) <= set(record["participants"])
        assert record["count"] == len(record["participants"])
        assert {purpose.value for purpose in opened} <= set(record["labels"])
        assert "identity" in record["labels"] or not named & set(NAMES)
    elif named:  # the answer to a write: the fact is its record, in the other log
        position = answer.json()["position"]
        [(state,)] = witness.disk.execute("SELECT state FROM stored_events WHERE notification_id = ?", (position,))
        assert facts < position <= witness.facts
        assert json.loads(state)["recorded_by"] == str(desk.user)
        assert not named & set(NAMES)


@pytest.mark.parametrize("operation", sorted(TELLS))
def test_where_a_look_cannot_be_noted_nothing_is_told(scene, desk, lists, operation):
    witness = scene.front.client.app
    ask_it = asking(scene, desk, operation, lists)
    before = witness.counted()

    with no_room(scene.front.house):
        answer = ask_it()

    assert answer.status_code == 503
    assert set(answer.json()) == {"type", "title", "status", "detail", "instance"}
    assert told(witness, answer.text) == set()
    assert witness.counted() == before
    assert ask_it().status_code == 200


def refused_write(scene, desk, life):
    return desk.ask("POST", life.path("recordHours"), contract().example("recordHours") | {"day": "2026-04-01"})


def repeated_write(scene, desk, life):
    return desk.ask("POST", life.path("recordAbsence"), contract().example("recordAbsence"), key=f"once-{life.id}")


def foreign_person(scene, desk, life):
    return scene.another.ask("GET", f"{API}/participants/{life.id}")


def nobody(scene, desk, life):
    return desk.ask("GET", f"{API}/participants/{desk.user}/hours")


def no_right(scene, desk, life):
    return scene.strangers["outsider"].ask("GET", f"{API}/participants/{life.id}")


def nobody_found(scene, desk, life):
    return desk.ask("POST", f"{API}/participants/search", {"case_mark": "KIS.0.0.2026"})


SAID_OTHERWISE = {
    refused_write: (409, "refused", "change", "C"),
    repeated_write: (201, "allowed", "repeat", "R"),
    foreign_person: (404, "refused", "view", "R"),
    nobody: (404, "not-found", "view", "R"),
    no_right: (403, "refused", "view", "R"),
    nobody_found: (200, "allowed", "search", "E"),
}


@pytest.mark.parametrize("trial", SAID_OTHERWISE)
def test_a_refusal_a_repeat_and_a_search_for_nobody_are_looks_too_and_fail_closed(scene, desk, trial):
    witness, life = scene.front.client.app, live(scene.coordinator, SCRIPT[:5])
    repeated_write(scene, desk, life)
    before = witness.counted()

    with no_room(scene.front.house):
        closed = trial(scene, desk, life)
    assert (closed.status_code, witness.counted()) == (503, before)
    assert told(witness, closed.text) == set()
    answer = trial(scene, desk, life)

    [record] = witness.records(before[1], witness.looks)
    said = (answer.status_code, record["outcome"], record["subtype"], record["action"])
    assert said == SAID_OTHERWISE[trial]
    assert record["participants"] == {nobody: [str(desk.user)], nobody_found: []}.get(trial, [life.id])
    assert witness.facts == before[0]
