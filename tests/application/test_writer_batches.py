"""The writer at work: what shares a transaction, what moves when, who is kept waiting and who is not."""

import asyncio
import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import ClassVar
from uuid import UUID, uuid4

import pytest

from application import startup
from application.hours import RecordHours
from application.unavailable import QueueFull, Stopping
from application.users import IssueToken, RegisterUser
from application.writer import HEAVY
from domain.hours import HoursOverlap
from domain.vocabulary import Role
from interface.assembly import found, running
from interface.settings import Settings
from tests.application.batches import (
    anchored,
    assert_whole,
    booked,
    booking,
    bookings,
    held,
    kinds,
    look,
    together,
)
from tests.club import FOUNDING, a_person, ask, asking, enrolled, registered


@pytest.fixture
def transactions(house, monkeypatch):
    """How many facts each committed transaction added, in order."""
    sizes = []
    commit = house.store.commit

    def counted():
        before = house.writer.logs.facts.size
        commit()
        sizes.append(house.writer.logs.position - before)

    monkeypatch.setattr(house.store, "commit", counted)
    return sizes


class Sheet(RecordHours, frozen=True, kw_only=True):
    """A command that says of itself how much it records."""

    facts: int

    @property
    def weight(self) -> int:
        return self.facts

    def said(self, *but):
        return super().said("facts", *but)


class Broken(RecordHours, frozen=True, kw_only=True):
    """A command whose handler has a bug after its facts were saved."""

    SECRET: ClassVar[str] = "Zofia Zmyślona"

    def handle(self, work):
        super().handle(work)
        raise TypeError(self.SECRET)


# -- one batch ---------------------------------------------------------------------------------


def test_commands_that_wait_together_are_one_transaction(house, place, transactions):
    answers = together(house, *bookings(place, 8))
    assert transactions == [8]
    assert [a.version for a in answers] == list(range(5, 13))
    assert [a.position for a in answers] == list(range(answers[0].position, answers[0].position + 8))
    assert_whole(house)


def test_a_batch_ends_at_64_commands(house, place, transactions):
    assert kinds(together(house, *bookings(place, 65))) == ["Accepted"] * 65
    assert transactions == [64, 1]


@pytest.mark.parametrize(("seconds", "sizes"), [(0.0099, [3, 3, 2]), (0.0101, [2] * 4), (0.0201, [1] * 8)])
def test_a_batch_ends_after_20_milliseconds(house, place, clock, transactions, monkeypatch, seconds, sizes):
    write = house.indexes.hours.write

    def slow(db, facts, folded):
        clock.advance(seconds=seconds)
        write(db, facts, folded)

    monkeypatch.setattr(house.indexes.hours, "write", slow)
    assert kinds(together(house, *bookings(place, 8))) == ["Accepted"] * 8
    assert transactions == sizes
    assert_whole(house)


@pytest.mark.parametrize(("facts", "sizes"), [(HEAVY, [5]), (HEAVY + 1, [2, 1, 2])])
def test_a_heavy_command_has_a_batch_of_its_own(house, place, transactions, facts, sizes):
    light = bookings(place, 5)
    parts = {name: getattr(light[2].command, name) for name in light[2].command.__struct_fields__}
    asks = [*light[:2], asking(Sheet(**parts, facts=facts)), *light[3:]]
    assert kinds(together(house, *asks)) == ["Accepted"] * 5
    assert transactions == sizes


def test_two_bookings_of_one_time_in_one_batch_store_one(house, place, transactions):
    first, second = together(house, *[asking(booking(place)) for _ in range(2)])
    assert transactions == [1]
    assert (first.version, type(second)) == (5, HoursOverlap)
    assert booked(house) == 1
    assert_whole(house)


def test_a_look_shares_the_transaction_of_commands_and_adds_no_fact(house, place, transactions):
    [first] = bookings(place, 1)
    before = house.writer.logs.access.size
    assert together(house, look(), first, look())[::2] == [None, None]
    assert transactions == [1]
    assert house.writer.logs.access.size == before + 2
    assert_whole(house)


def test_a_look_that_cannot_be_written_is_its_readers_fault_alone(house, place):
    broken = look(address="\ud800")
    outcomes = together(house, look(), broken, *bookings(place, 2))
    assert kinds(outcomes) == ["NoneType", "UnicodeEncodeError", "Accepted", "Accepted"]
    assert house.writer.logs.access.size == 1
    assert_whole(house)


def test_a_handlers_bug_leaves_nothing_and_the_next_commands_go_on(house, place, caplog):
    asks = bookings(place, 3)
    parts = {name: getattr(asks[1].command, name) for name in asks[1].command.__struct_fields__}
    outcomes = together(house, asks[0], asking(Broken(**parts), key="broken"), asks[2])
    assert kinds(outcomes) == ["Accepted", "TypeError", "Accepted"]
    assert booked(house) == 2
    assert Broken.SECRET not in caplog.text
    [said] = [record for record in caplog.records if record.message == "command failed"]
    assert vars(said)["kind"] == "TypeError"
    assert any("handle" in frame for frame in vars(said)["frames"])
    assert_whole(house)


def test_a_refusal_that_cannot_be_built_without_words_does_not_end_the_writer(house, place, monkeypatch):
    def undecodable(*_):
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "planted")

    with monkeypatch.context() as planted:
        planted.setattr(house.indexes.hours, "between", undecodable)
        with pytest.raises(UnicodeDecodeError):
            ask(house, booking(place))
    assert ask(house, booking(place)).version == 5


# -- before and after COMMIT -------------------------------------------------------------------


def test_nothing_in_memory_moves_before_commit(house, place, monkeypatch):
    user, secret = uuid4(), "kis_planted"
    commit, seen = house.store.commit, []

    def said():
        known = house.writer._batches._known.get(place[0])
        tokens = len(house.accounts._tokens)
        return (house.writer.logs.facts.size, known.version, len(house.names), len(house.accounts.users()), tokens)

    def watched():
        seen.append(said())
        commit()
        seen.append(said())

    before = said()
    monkeypatch.setattr(house.store, "commit", watched)
    together(
        house,
        asking(a_person()),
        *bookings(place, 1),
        asking(RegisterUser(id=user, display_name="Ewa Zmyślona", roles=(Role.AUDITOR,)), role=Role.ADMINISTRATOR),
        asking(IssueToken(user_id=user, digest=secret, expires_on=house.today()), role=Role.ADMINISTRATOR),
    )
    assert seen == [before, before]
    assert said() == (before[0] + 5, before[1] + 1, before[2] + 1, before[3] + 1, before[4] + 1)


def test_keys_are_durable_before_commit_and_a_crash_between_them_harms_nothing(house, tmp_path, monkeypatch, clock):
    person = a_person()
    commit, image = house.store.commit, tmp_path / "crashed"

    def crashing():
        if not image.exists():
            shutil.copytree(house.settings.data, image, ignore=shutil.ignore_patterns("*.sock"))
        commit()

    before = house.writer.logs.facts.size
    monkeypatch.setattr(house.store, "commit", crashing)
    ask(house, person, key="registration")

    with closing(sqlite3.connect(image / "keys.db")) as keys:
        assert keys.execute("SELECT count(*) FROM keys WHERE owner = ?", (person.id.hex,)).fetchone() == (1,)
    with running(Settings(data=image), clock) as restarted:
        assert restarted.writer.logs.facts.size == before
        assert len(restarted.names) == 0
        again = ask(restarted, person, key="registration")
        assert (UUID(again.id), again.position) == (person.id, before + 1)
        assert_whole(restarted)


# -- waiting, cancelling, stopping ---------------------------------------------------------------


def test_a_full_queue_refuses_the_next_command_and_keeps_those_that_wait(tmp_path, clock):
    settings = Settings(data=tmp_path / "club", queue=3)
    found(settings, made_by="init", administrator="Adam Próbny", clock=clock)
    with running(settings, clock) as house:
        place = enrolled(house)
        outcomes = []

        async def crowd(go_on):
            asked = [asyncio.ensure_future(house.writer.perform(one)) for one in bookings(place, 4)]
            await asyncio.sleep(0)
            go_on.set()
            outcomes.extend(await asyncio.gather(*asked, return_exceptions=True))

        with held(house.writer) as go_on:
            asyncio.run(crowd(go_on))
        assert kinds(outcomes) == ["Accepted"] * 3 + ["QueueFull"]
        assert isinstance(outcomes[3], QueueFull)
        assert booked(house) == 3
        assert house.writer.submit(bookings(place, 4)[3]).version == 8


def test_a_cancelled_caller_does_not_cancel_the_command_nor_hold_up_the_others(house, place):
    first, second = bookings(place, 2)

    async def impatient(go_on):
        cancelled, patient = [asyncio.ensure_future(house.writer.perform(one)) for one in (first, second)]
        await asyncio.sleep(0)
        cancelled.cancel()
        with pytest.raises(asyncio.CancelledError):
            await cancelled
        go_on.set()
        return await patient

    with held(house.writer) as go_on:
        assert asyncio.run(impatient(go_on)).version == 6
    assert house.writer.submit(first).version == 5
    assert booked(house) == 2


def test_a_caller_whose_loop_is_gone_holds_up_nobody(house, place, caplog):
    gone, waits = bookings(place, 2)

    async def leave():
        asked = asyncio.ensure_future(house.writer.perform(gone))
        await asyncio.sleep(0)
        asked.cancel()

    with held(house.writer):
        asyncio.run(leave())
    assert house.writer.submit(waits).version == 6
    assert booked(house) == 2
    assert "nobody waits any more" in caplog.text


def test_stopping_finishes_what_waits_and_refuses_what_comes_later(house, place, monkeypatch):
    join = house.writer._thread.join
    waiting = bookings(place, 70)
    later = asking(booking(place, 80))
    refused = []

    async def at_the_end(go_on):
        asked = [asyncio.ensure_future(house.writer.perform(one)) for one in waiting]
        await asyncio.sleep(0)

        def join_once_the_door_is_closed():
            with pytest.raises(Stopping):
                house.writer.submit(later)
            refused.append(later)
            assert not house.writer.alive
            go_on.set()
            join()

        monkeypatch.setattr(house.writer._thread, "join", join_once_the_door_is_closed)
        await asyncio.to_thread(house.writer.stop)
        return await asyncio.gather(*asked, return_exceptions=True)

    with held(house.writer) as go_on:
        assert kinds(asyncio.run(at_the_end(go_on))) == ["Accepted"] * 70
    assert refused == [later]
    assert booked(house) == 70
    assert anchored(house)["facts"] == house.writer.logs.facts.size
    monkeypatch.undo()
    house.writer.stop()  # twice is as good as once


def test_nobody_who_asks_while_the_writer_stops_waits_for_ever(house, place):
    asks = bookings(place, 200)
    started = threading.Barrier(5)

    def asked(part):
        started.wait()
        outcomes = []
        for one in part:
            try:
                outcomes.append(house.writer.submit(one))
            except Stopping as refusal:
                outcomes.append(refusal)
        return outcomes

    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(asked, asks[n::4]) for n in range(4)]
        started.wait()
        house.writer.stop()
        outcomes = [kind for future in futures for kind in kinds(future.result())]
    assert set(outcomes) <= {"Accepted", "Stopping"}
    assert booked(house) == outcomes.count("Accepted")


def test_the_writer_never_waits_for_itself(house):
    with pytest.raises(RuntimeError, match="wait for itself"):
        house.writer.aside(lambda: ask(house, a_person()))
    with pytest.raises(RuntimeError, match="wait for itself"):
        house.writer.aside(lambda: house.writer.aside(list))
    assert registered(house)


def test_what_is_run_aside_raises_where_it_was_asked_for(house):
    def bad():
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        house.writer.aside(bad)
    assert house.writer.aside(lambda: 7) == 7
    assert house.writer.alive


def test_a_new_club_numbers_its_facts_from_one_without_gaps(house):
    with house.store.snapshot() as core:
        assert startup.behind(core, [p.name for p in house.projections]) == []
    assert ask(house, a_person()).position == FOUNDING + 1
    assert_whole(house)
