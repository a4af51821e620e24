"""A view that stands still is never served as if it were whole; everything else goes on."""

from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from application.erasure import ExecuteErasure
from application.projections.audit_trail import AuditTrail
from application.projections.roster.view import Roster
from application.store.rebuilding import rebuild
from domain.vocabulary import Role
from interface.assembly import opened, running
from tests.asgi import ANYBODY, API, Desk, application, live, open_front
from tests.club import ask
from tests.interface.api.things import erasure

LATE = ANYBODY | {"family_name": "Spóźniona-Zmyślona"}
LISTS = [("GET", "/participants", None), ("POST", "/participants/search", {"name": "Spóźniona"})]


@pytest.fixture
def front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture
def desk(front):
    return front.desk(Role.COORDINATOR)


def halt(monkeypatch, view, desk):
    """Register somebody while a view has a bug; return the life that nobody finds in it."""

    def fail(*_arguments):
        raise ValueError

    with monkeypatch.context() as at:
        at.setattr(view, "write", fail)
        return live(desk, ["registerParticipant"], {"registerParticipant": LATE})


def refused(desk, method, path, body=None, language="pl"):
    answer = desk.ask(method, API + path, body, headers={"accept-language": language})
    assert answer.status_code == 503, answer.text
    assert answer.headers["content-language"] == language
    problem = answer.json()
    assert problem["type"] == "urn:kis:problem:view-halted"
    return problem["detail"]


def ready(front):
    answer = front.client.get("/readyz")
    return answer.status_code, answer.json()["status"], answer.json()["halted"]


def found(desk, name="Spóźniona"):
    return [line["id"] for line in desk.post("/participants/search", {"name": name}, key=None)["items"]]


def listed(desk):
    return [line["id"] for line in desk.get("/participants")["items"]]


def test_while_every_view_runs_the_lists_are_whole_and_the_server_is_ready(front, desk):
    life = live(desk, ["registerParticipant"], {"registerParticipant": LATE})
    assert found(desk) == listed(desk) == [life.id]
    assert {entry["stream"] for entry in desk.get(f"/audit/trail?participant={life.id}")["items"]} >= {life.id}
    assert ready(front) == (200, "ok", [])


@pytest.mark.parametrize(("method", "path", "body"), LISTS)
def test_a_roster_that_halted_is_refused_with_a_sentence_about_it_in_both_languages(
    desk, monkeypatch, method, path, body
):
    halt(monkeypatch, Roster, desk)
    assert "Ta lista stoi" in refused(desk, method, path, body, "pl")
    assert "This list stands still" in refused(desk, method, path, body, "en")


def test_a_trail_that_halted_is_refused_and_the_roster_is_not(front, desk, monkeypatch):
    life = halt(monkeypatch, AuditTrail, desk)
    assert "kis rebuild" in refused(desk, "GET", "/audit/trail")
    assert found(desk) == listed(desk) == [life.id]
    assert ready(front) == (200, "degraded", ["audit_trail"])


def test_a_halted_roster_is_said_by_readyz_and_the_trail_is_served(front, desk, monkeypatch):
    life = halt(monkeypatch, Roster, desk)
    assert ready(front) == (200, "degraded", ["roster"])
    assert life.id in {entry["stream"] for entry in desk.get(f"/audit/trail?participant={life.id}")["items"]}


@pytest.mark.parametrize("view", [Roster, AuditTrail])
def test_card_history_and_writes_go_on_over_a_halted_view(desk, monkeypatch, view):
    life = halt(monkeypatch, view, desk)
    assert desk.get(f"/participants/{life.id}")["family_name"] == LATE["family_name"]
    live(desk, ["receiveReferral", "signContract", "enrol"], life=life)
    assert [entry["version"] for entry in desk.get(f"/participants/{life.id}/history")["items"]] == [1, 2, 3, 4]


def test_nobody_is_noted_as_seen_on_a_list_that_was_refused(front, desk, monkeypatch):
    halt(monkeypatch, Roster, desk)
    before = front.house.writer.logs.access.size
    refused(desk, "GET", "/participants")
    assert front.house.writer.logs.access.size == before


@pytest.mark.parametrize("view", [Roster, AuditTrail])
def test_after_a_rebuild_the_views_answer_whole(tmp_path, monkeypatch, view):
    with open_front(tmp_path) as front:
        desk = front.desk(Role.COORDINATOR)
        before = live(desk, ["registerParticipant"])
        late = halt(monkeypatch, view, desk)
        after = live(desk, ["registerParticipant"])
    with opened(front.house.settings, front.clock) as house:
        rebuild(house.store, house.mapper, [p for p in house.projections if p.name == view.name])
    with running(front.house.settings, front.clock) as house, application(house) as app, TestClient(app) as client:
        again = Desk(client, desk.user, desk.secret)
        assert client.get("/readyz").json()["status"] == "ok"
        assert set(listed(again)) == {before.id, late.id, after.id}
        assert found(again) == [late.id]
        trail = again.get("/audit/trail?limit=200")["items"]
        assert [entry["position"] for entry in trail] == list(range(1, house.writer.logs.facts.size + 1))


def test_the_directory_knows_whoever_was_registered_while_the_roster_stood_still_also_after_a_restart(
    tmp_path, monkeypatch
):
    with open_front(tmp_path) as front:
        late = halt(monkeypatch, Roster, front.desk(Role.COORDINATOR))
        assert [str(id) for id in front.house.names.search("spozniona", 9)] == [late.id]
    with running(front.house.settings, front.clock) as house:
        assert house.writer.progress.halted == {"roster"}
        assert [str(id) for id in house.names.search("spozniona", 9)] == [late.id]
        assert [str(id) for id in house.names.search("nikt", 9)] == []


def test_forgetting_somebody_halts_no_view(front):
    of = erasure(front.house, steps=2)
    ask(front.house, ExecuteErasure(request_id=UUID(of.said["request_id"])), if_match=of.version)
    assert ready(front) == (200, "ok", [])
