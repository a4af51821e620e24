"""Log lines: where a bug passed, as JSON, and never what somebody typed."""

import http.client
import io
import json
import logging
import sys

import pytest

from application.personal_data import RegisterParticipant
from application.projections import timeline
from domain.vocabulary import Role
from interface import log_lines
from interface.serving import served_aside, tcp_socket
from tests.asgi import Front
from tests.club import FixedClock, a_club, a_person, ask, registered

TYPED = "Zofia Wpisana-Zmyślona"


@pytest.fixture
def lines(monkeypatch):
    """Everything that is logged meanwhile, line by line; afterwards logging is what it was."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers[:] = []
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    log_lines.configure("INFO")
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:] = before
    root.setLevel(level)


class Broken(Exception):
    """A bug whose message quotes what somebody typed."""


def bug(*_arguments, **_settings):
    raise Broken(TYPED)


def test_a_handlers_bug_leaves_where_it_passed_and_never_its_message(tmp_path, lines, monkeypatch):
    monkeypatch.setattr(RegisterParticipant, "handle", bug)
    with a_club(tmp_path) as house, pytest.raises(Broken):
        ask(house, a_person(family_name=TYPED))
    [line] = [line for line in lines() if line["event"] == "command failed"]
    assert (line["kind"], line["level"], line["logger"]) == ("Broken", "error", "kis.writer")
    assert line["frames"][-1].endswith(" bug")
    assert any("application/batch.py:" in frame and frame.endswith(" _outcome") for frame in line["frames"])
    assert TYPED not in json.dumps(lines(), ensure_ascii=False)


def test_a_bug_behind_the_door_is_logged_once_with_its_frames_and_never_its_message(tmp_path, lines, monkeypatch):
    """Over a real server, which logs by itself too."""
    monkeypatch.setattr(timeline, "history", bug)
    clock = FixedClock()
    with a_club(tmp_path, clock) as house:
        desk = Front(house, None, clock).desk(Role.COORDINATOR)
        person = registered(house)
        listening = tcp_socket("127.0.0.1", 0)
        with served_aside(house, [listening]):
            line = http.client.HTTPConnection(*listening.getsockname())
            headers = {"Authorization": f"Bearer {desk.secret}"}
            line.request("GET", f"/api/v1/participants/{person}/history", headers=headers)
            answer = line.getresponse()
            assert answer.status == 500
            assert TYPED not in answer.read().decode()
            line.close()
    [said] = [said for said in lines() if said["event"] == "request failed"]
    assert (said["kind"], said["frames"][-1].split()[-1]) == ("Broken", "bug")
    assert TYPED not in json.dumps(lines(), ensure_ascii=False)


def test_only_fields_of_the_list_are_written_and_a_traceback_never_is(lines):
    try:
        bug()
    except Broken:
        extra = {"kind": "Broken", "family_name": TYPED, "frames": ["here:1 bug"]}
        logging.getLogger("kis.test").exception("failed", extra=extra)
    [line] = lines()
    assert line.keys() == {"event", "level", "logger", "timestamp", "kind", "frames"}
    assert (line["event"], line["frames"]) == ("failed", ["here:1 bug"])
