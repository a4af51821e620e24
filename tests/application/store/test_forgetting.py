"""A forgetting cut off at any point is finished at the next start, before anybody is served; and nobody comes back."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from application.contacts import NoteContact
from application.erasure import ExecuteErasure
from application.retention import SetRetention
from application.sealing import TokenRefused
from application.store.fences import Fence, Fences, FencesDamaged
from application.store.forgetting import ForgettingUnfinished, personal_tokens
from application.store.keys import KeyStore
from application.store.sqlite import Store
from domain.forgetting import AlreadyForgotten, ErasureGround, Forgotten
from domain.journal import TOPICS
from domain.ledger import purged, redacted
from domain.retention import RetentionBasis
from domain.vocabulary import Channel
from interface.assembly import running
from interface.settings import Settings
from interface.witness.ledger import verify
from tests.application.batches import assert_whole, disk
from tests.club import FixedClock, a_club, a_person, ask, registered
from tests.examples import mapper
from tests.planted_lives import request_for
from tests.test_catalogue import KEPT

DAY = datetime(2026, 6, 1, 8, tzinfo=UTC)
LONG_AGO = date(2015, 1, 5)
SECRET = "Zmyślona-Kanarkowska"


def somebody(house, **said):
    """Register somebody whose file need not be kept any more."""
    person = registered(house, family_name=SECRET, registered_on=LONG_AGO, case_mark="KIS.ZMYŚLONY.9", **said)
    kept: dict[str, Any] = {"retention_class": "B5", "basis": RetentionBasis.CLASS_LIST, "since": LONG_AGO}
    ask(house, SetRetention(participant_id=person, **kept))
    return person


def tokens(settings, person):
    """Return how many sealed tokens of somebody stand in the log, coarse codes apart."""
    with closing(sqlite3.connect(settings.database)) as db:
        rows = db.execute("SELECT state FROM stored_events WHERE originator_id = ?", (person.hex,)).fetchall()
    return sum(state.count(b'"family_name":{"$sealed":') + state.count(b'"case_mark":{"$sealed":') for (state,) in rows)


def is_gone(house, person):
    """Assert that nothing of somebody is left, and that the log says so once."""
    assert tokens(house.settings, person) == 0
    assert [fence.participant for fence in Fences(house.settings.fences).all()] == [person]
    assert house.forgetting.fenced_keys() == {person}
    assert disk(house, "SELECT participant FROM forgettings") == [(person.hex,)]
    assert disk(house, "SELECT count(*) FROM identities WHERE participant = ?", person.hex) == [(0,)]
    with house.store.snapshot():
        assert sum(isinstance(fact, Forgotten) for fact in house.journal.facts(person)) == 1
    assert house.names.name(person) is None
    assert verify(house.settings.data).ok


STEPS = (
    (Fences, "add"),
    (KeyStore, "erase"),
    (Store, "begin"),
    (Store, "commit"),
    (Store, "compact"),
)


def killed_at_every_step(house, copies, monkeypatch):
    """Copy the files before and after every step of a forgetting, as a kill at that moment would leave them."""

    def watched(kind, name):
        real = getattr(kind, name)

        def step(*said, **also):
            kill(f"before {name}")
            answer = real(*said, **also)
            kill(f"after {name}")
            return answer

        monkeypatch.setattr(kind, name, step)

    def kill(at):
        copy = copies / f"{len(list(copies.iterdir())):02d} {at}"
        shutil.copytree(house.settings.data, copy)

    for kind, name in STEPS:
        watched(kind, name)


def test_a_kill_at_any_step_leaves_what_the_next_start_finishes(tmp_path, monkeypatch):
    copies = tmp_path / "killed"
    copies.mkdir()
    clock = FixedClock(DAY)
    with a_club(tmp_path, clock) as house:
        person = somebody(house)
        ask(house, ExecuteErasure(request_id=request_for(house, person)))
        assert tokens(house.settings, person) == 2
        with monkeypatch.context() as patched:
            killed_at_every_step(house, copies, patched)
            assert house.finish_forgetting()
        is_gone(house, person)
        assert_whole(house)
    left = sorted(copies.iterdir())
    assert [copy.name[3:] for copy in left] == [
        f"{when} {step}"
        for step in ("add", "erase", "begin", "commit", "compact", "begin", "commit")
        for when in ("before", "after")
    ]
    for copy in left:
        with running(Settings(data=copy), clock) as house:
            is_gone(house, person)


@pytest.mark.parametrize("step", ["add", "erase", "compact"])
def test_what_cannot_be_destroyed_now_is_destroyed_later_and_nothing_is_served_before(tmp_path, monkeypatch, step):
    clock = FixedClock(DAY)
    kind = next(kind for kind, name in STEPS if name == step)

    def failing(*_):
        raise sqlite3.OperationalError("database or disk is full") if step != "add" else OSError(28, "no room")

    with monkeypatch.context() as patched:
        with a_club(tmp_path, clock) as house:
            person = somebody(house)
            ask(house, ExecuteErasure(request_id=request_for(house, person)))
            patched.setattr(kind, step, failing)
            assert not house.finish_forgetting()
        with pytest.raises(ForgettingUnfinished), a_club(tmp_path, clock):
            pass
    with a_club(tmp_path, clock) as house:
        is_gone(house, person)


def test_a_reader_of_the_old_state_holds_the_trace_and_the_forgetting_up(tmp_path):
    with a_club(tmp_path, FixedClock(DAY)) as house:
        person = somebody(house)
        ask(house, ExecuteErasure(request_id=request_for(house, person)))
        house.writer.aside(lambda: house.store.writer.execute("PRAGMA busy_timeout=0"))
        with house.store.snapshot() as core:
            core.exec_driver_sql("SELECT count(*) FROM stored_events").scalar_one()
            assert not house.finish_forgetting()
            assert disk(house, "SELECT count(*) FROM forgettings") == [(0,)]
        assert house.finish_forgetting()
        is_gone(house, person)


def test_a_forgotten_person_is_a_stranger_to_every_number_and_takes_no_new_fact(tmp_path):
    with a_club(tmp_path, FixedClock(DAY)) as house:
        person = somebody(house)
        request = request_for(house, person)
        ask(house, ExecuteErasure(request_id=request))
        house.finish_forgetting()
        contact = NoteContact(participant_id=person, on=date(2026, 5, 4), channel=Channel.PHONE, note="zmyślona")
        with pytest.raises(AlreadyForgotten):
            ask(house, contact)
        again = ask(house, a_person(family_name=SECRET, case_mark="KIS.ZMYŚLONY.9"))
        assert again.id != str(person)
        assert house.names.search(SECRET, 5) == [UUID(again.id)]


# -- the fences ------------------------------------------------------------------------------------


def a_fence(number=1):
    person, request = UUID(int=number, version=4), UUID(int=100 + number, version=4)
    return Fence(person, request, ErasureGround.OBJECTION, date(2026, 6, number))


def test_fences_are_read_back_as_they_were_added(tmp_path):
    fences = Fences(tmp_path / "fences")
    assert fences.all() == []
    for number in (1, 2):
        fences.add(a_fence(number))
    assert fences.all() == [a_fence(1), a_fence(2)]
    assert (tmp_path / "fences").stat().st_mode & 0o777 == 0o600


def test_a_line_that_a_crash_cut_is_none_and_the_next_takes_its_place(tmp_path):
    path = tmp_path / "fences"
    Fences(path).add(a_fence(1))
    path.write_bytes(path.read_bytes() + b"forgotten 0000")
    assert Fences(path).all() == [a_fence(1)]
    Fences(path).add(a_fence(2))
    assert Fences(path).all() == [a_fence(1), a_fence(2)]


@pytest.mark.parametrize("line", [b"forgotten x\n", b"\n", b"remembered a b OBJECTION 2026-06-01\n"])
def test_a_line_that_is_no_fence_is_named(tmp_path, line):
    path = tmp_path / "fences"
    Fences(path).add(a_fence(1))
    path.write_bytes(path.read_bytes() + line)
    with pytest.raises(FencesDamaged) as caught:
        Fences(path).all()
    assert caught.value.line == 2
    assert caught.value.pl != caught.value.en


# -- what is purged --------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", [topic for topic in KEPT if topic.startswith("journey.")])
def test_every_personal_value_of_every_topic_is_purged_and_the_leaf_stays(topic):
    fact = mapper(topic).decoders[topic].decode(KEPT[topic])
    without = purged(KEPT[topic], personal_tokens(fact))
    personal = [field for field in TOPICS[topic].SEALED if not field.statistical]
    assert without.count(b'{"$sealed-sha256":') == len(personal)
    assert without.count(b'{"$sealed":') == len(TOPICS[topic].SEALED) - len(personal)
    assert redacted(without) == redacted(KEPT[topic])
    again = mapper(topic).read(topic, without)
    for field in personal:
        with pytest.raises(TokenRefused):  # purged though nobody erased the key: an alarm, not a forgetting
            mapper(topic).sealer.open_field(again, field.name, stored_topic=topic)
