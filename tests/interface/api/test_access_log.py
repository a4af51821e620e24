"""Who looked: on disk before the first byte of every answer with participant data, or there is no answer."""

import json
import platform
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from application.access import NAMES
from application.caseworkers import AssignCaseworker
from application.permissions import OPENS
from application.users import AppointDeputy
from domain.caseworkers import WORKS_WITH_PEOPLE
from domain.journal import Purpose
from domain.vocabulary import Role
from interface.assembly import VERSION
from interface.witness.ledger import verify
from tests.asgi import ANYBODY, API, FILES, SCRIPT, Desk, Front, Life, contract, live, open_front
from tests.club import ask
from tests.controls import a_control

LOOKS = {
    "listParticipants": "list-participants",
    "searchParticipants": "search-participants",
    "readParticipant": "read-participant",
    "readHistory": "read-history",
    "readChanges": "read-history",
    "readSeen": "read-history",
    "explainEligibility": "read-eligibility",
    "listHours": "read-hours",
    "startGroupWeek": "read-hours",
    "startAttendance": "read-hours",
    "startServiceCard": "read-hours",
    "readHoursSums": "see-hours-sums",
    "listHoursSums": "see-hours-sums",
    "listContracts": "see-contracts",
    "listPapers": "see-papers",
    "draftPaper": "see-papers",
    "readRetention": "read-history",
    "listFlagsOf": "see-flags",
    "listDeadlines": "see-deadlines",
    "readAuditTrail": "read-audit-trail",
    "readDossier": "make-dossier",
    "readSampleDossier": "make-dossier",
    "readPeriodDossier": "make-period-dossier",
}
"""Every operation whose answer holds participant data, and the action that its record names."""
LABELS = {
    "listParticipants": NAMES,
    "searchParticipants": NAMES,
    "listHoursSums": NAMES,
    "listHours": frozenset(),
    "readHoursSums": frozenset(),
    "readAuditTrail": frozenset(),
    "readDossier": frozenset(),
    "readSampleDossier": frozenset(),
    "readPeriodDossier": frozenset(),
}
"""What an answer may open of a person, where it is less than all that the role opens."""
SUBTYPES = {"searchParticipants": "search", "draftPaper": "print"} | dict.fromkeys(
    ("readDossier", "readSampleDossier", "readPeriodDossier"), "export"
)
PURPOSES = {
    Role.CASEWORKER: "case-work",
    Role.CLASS_LEADER: "classes",
    Role.COORDINATOR: "coordination",
    Role.AUDITOR: "audit",
}
SCOPES = {Role.CASEWORKER: "own", Role.CLASS_LEADER: "own", Role.COORDINATOR: "all", Role.AUDITOR: "engaged"}
CONTROLLED = frozenset({Purpose.IDENTITY, Purpose.STATISTICS})
"""What the tests' controls open."""
NAME = "Podglądana-Zmyślona"
ROWS = "SELECT content FROM access_log ORDER BY idx"


def records(database: Path) -> list[dict[str, Any]]:
    """Return the access records that another process would find on disk."""
    with closing(sqlite3.connect(database)) as reader:
        return [json.loads(content) for (content,) in reader.execute(ROWS)]


@pytest.fixture(name="front")
def _front(tmp_path: Path) -> Iterator[Front]:
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


@pytest.fixture(name="life")
def _life(desk):
    return live(desk, SCRIPT[:-1], {"registerParticipant": ANYBODY | {"family_name": NAME}})


def log(front: Front) -> list[dict[str, Any]]:
    return records(front.house.settings.database)


def asked(desk: Desk, operation: str, life: Life) -> Any:
    """Ask for an operation about a participant with the example of the contract."""
    body = {"name": "podgladana"} if operation == "searchParticipants" else contract().example(operation)
    how: dict[str, Any] = {"if_match": life.version}
    if operation in FILES:
        how |= {"content": FILES[operation].read_bytes(), "headers": {"content-type": "text/csv"}}
    path = life.path(operation).replace("{user_id}", str(desk.user)).replace("{role}", "AUDITOR")
    about = f"?participant={life.id}"  # of the trail, too: a founding fills the first page
    path += about if operation in {"readAuditTrail", "readSampleDossier"} else ""
    path += "?programme=PSU&monday=2026-05-25" if operation in {"startGroupWeek", "startAttendance"} else ""
    path += f"{about}&enrolment=4&month=2026-05" if operation == "startServiceCard" else ""
    path += "?until=2027-12-31" if operation == "listDeadlines" else ""  # a contract ends by then
    return desk.ask(contract().operations[operation][0], path, body, **how)


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.CLASS_LEADER, Role.COORDINATOR, Role.AUDITOR])
def test_a_record_says_who_in_which_role_by_which_token_at_whom_for_what_and_when(front, life, role):
    desk = front.desk(role)
    control = a_control(front.house, desk.user).id if role is Role.AUDITOR else None
    if role in WORKS_WITH_PEOPLE:
        ask(front.house, AssignCaseworker(participant_id=UUID(life.id), user=desk.user))
    front.clock.advance(minutes=17)
    for operation, permission in LOOKS.items():
        before = log(front)

        answer = asked(desk, operation, life)

        if answer.status_code == 403:
            continue
        [record] = log(front)[len(before) :]
        participants = record.pop("participants")
        assert life.id in participants
        if operation == "searchParticipants":
            assert len(record.pop("query")) == 64
        assert (operation, record.pop("labels")) == (
            operation,
            sorted(
                {purpose.value for purpose in LABELS.get(operation, (CONTROLLED if control else OPENS[role]) | NAMES)}
            ),
        )
        assert record == {
            "v": 2,
            "id": len(before) + 1,
            "at": "2026-06-01T08:17:00Z",
            "offset": "+02:00",
            "action": "E" if operation == "searchParticipants" else "R",
            "subtype": SUBTYPES.get(operation, "view"),
            "outcome": "allowed",
            "user": str(desk.user),
            "role": role.value,
            "token": desk.token,
            "address": "testclient",
            "requestor": True,
            "service": "kis",
            "version": VERSION,
            "node": platform.node(),
            "count": len(participants),
            "resource": operation,
            "purpose": PURPOSES[role],
            "permission": permission,
            "scope": SCOPES[role],
            "request": answer.headers["request-id"],
            **({"engagement": control} if control else {}),
        }


def test_a_deputy_looks_for_whom_they_stand_in(front, life):
    away, deputy = front.desk(Role.CASEWORKER), front.desk(Role.CASEWORKER)
    ask(front.house, AssignCaseworker(participant_id=UUID(life.id), user=away.user))
    today = front.house.today()
    command = AppointDeputy(user_id=away.user, deputy=deputy.user, since=today, until=today)
    ask(front.house, command)
    own = live(deputy, SCRIPT[:1]).id

    deputy.get(f"/participants/{life.id}")
    assert log(front)[-1]["on_behalf_of"] == [str(away.user)]
    deputy.get(f"/participants/{own}")
    assert "on_behalf_of" not in log(front)[-1]
    away.get(f"/participants/{life.id}")
    assert "on_behalf_of" not in log(front)[-1]
    refused = contract().example("recordHours") | {"day": "2026-04-01"}
    assert deputy.ask("POST", life.path("recordHours"), refused).status_code == 409
    assert log(front)[-1]["on_behalf_of"] == [str(away.user)]
    front.clock.advance(days=1)
    assert deputy.ask("GET", f"{API}/participants/{life.id}").status_code == 404
    assert log(front)[-1]["outcome"] == "refused"


def test_the_same_search_leaves_the_same_keyed_hash_and_another_a_different_one(front, desk, life):
    said = [{"name": "Podglądana"}, {"name": " podglądana "}, {"name": "inna"}, {"case_mark": "podglądana"}]

    for body in said:
        desk.post("/participants/search", body)

    one, same, other, elsewhere = (record["query"] for record in log(front))
    assert one == same
    assert len({one, other, elsewhere}) == 3
    assert one != sha256(b"podgl\xc4\x85dana").hexdigest()


def test_a_list_names_everybody_shown_and_nobody_else(front, desk):
    people = [live(desk, SCRIPT[:1]).id for _ in range(5)]

    shown = [line["id"] for line in desk.get("/participants?limit=3")["items"]]

    assert len(shown) == 3
    assert log(front)[-1]["participants"] == shown
    assert set(shown) < set(people)


def test_looking_for_somebody_who_is_not_there_is_a_look_too(front, desk, life):
    before = len(log(front))

    assert desk.post("/participants/search", {"name": "nikogotakiego"})["items"] == []

    assert len(log(front)) == before + 1
    assert log(front)[-1]["participants"] == []
    assert "nikogo" not in json.dumps(log(front))


def test_a_refused_look_shows_nothing_and_is_noted_as_a_try(front, life):
    stranger, outsider = front.desk(Role.CASEWORKER), front.desk(Role.EVALUATOR)
    before = log(front)

    answers = [asked(stranger, operation, life) for operation in ("readParticipant", "readHistory", "listHours")]
    answers += [asked(outsider, operation, life) for operation in LOOKS]

    assert [answer.status_code for answer in answers] == [404] * 3 + [403] * len(LOOKS)
    assert not [answer for answer in answers if NAME in answer.text or life.id in answer.text]
    tries = log(front)[len(before) :]
    about_one = [o for o in LOOKS if "{participant_id}" in contract().operations[o][1]]
    who = [(str(stranger.user), "CASEWORKER")] * 3 + [(str(outsider.user), None)] * len(about_one)
    assert [(r["user"], r["role"]) for r in tries] == who
    assert {(r["outcome"], *r["participants"], *r["labels"]) for r in tries} == {("refused", life.id)}


def a_jumped_clock(front: Front) -> Iterator[None]:
    """Set the machine's clock by hand."""
    front.clock.moment = front.clock.moment.replace(hour=20)
    yield
    front.house.writer.clock.confirm()


def a_full_queue(front: Front) -> Iterator[None]:
    """Let more commands wait than the queue holds."""
    limit, front.house.writer._queue_limit = front.house.writer._queue_limit, 0
    yield
    front.house.writer._queue_limit = limit


def a_stopped_writer(front: Front) -> Iterator[None]:
    """Stop the writer while requests still come in; nothing brings it back."""
    front.house.writer.stop()
    yield


@pytest.mark.parametrize("operation", LOOKS)
@pytest.mark.parametrize("trouble", [a_jumped_clock, a_full_queue, a_stopped_writer])
def test_where_no_record_can_be_written_nothing_is_shown(front, desk, life, operation, trouble):
    before = log(front)
    troubled = trouble(front)
    next(troubled)

    answer = asked(desk, operation, life)

    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    body = answer.json()
    assert set(body) == {"type", "title", "status", "detail", "instance"}
    assert not [value for value in (NAME, life.id, "1985", "PSU") if value in answer.text]
    assert log(front) == before
    next(troubled, None)
    if trouble is not a_stopped_writer:
        assert asked(desk, operation, life).status_code == 200
        assert len(log(front)) == len(before) + 1


def test_a_reader_is_told_that_the_look_could_not_be_noted_and_a_writer_that_nothing_was_written(front, desk, life):
    next(a_full_queue(front))

    read = desk.ask("GET", f"{API}/participants/{life.id}").json()
    written = desk.ask("POST", life.path("startEmployment"), contract().example("startEmployment")).json()

    assert read["type"] == written["type"] == "urn:kis:problem:busy"
    assert "odnotować" in read["detail"]
    assert "Nic nie zostało zapisane" in written["detail"]


def test_the_ledger_of_looks_verifies_and_counts_every_look(front, desk, life):
    looks = [asked(desk, operation, life) for operation in [*LOOKS] * 5]

    report = verify(front.house.settings.data)

    assert {answer.status_code for answer in looks} == {200}
    assert report.findings == []
    assert report.sizes == {"facts": front.facts, "access": len(looks)}


def test_a_look_changed_afterwards_is_found(front, desk, life):
    asked(desk, "readParticipant", life)
    with closing(sqlite3.connect(front.house.settings.database, isolation_level=None)) as other:
        other.execute("UPDATE access_log SET content = replace(content, 'COORDINATOR', 'AUDITOR')")

    [finding] = verify(front.house.settings.data).findings

    assert (finding.log, finding.position) == ("access", 1)
