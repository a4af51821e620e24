"""What fails under the writer before COMMIT: a view, an index, a key, a transaction, the disk.

Whatever it is, nothing acknowledged is lost, nothing refused is stored, everybody is answered, and the same
keys repeated afterwards store each command once.
"""

import sqlite3

import pytest

from application.unavailable import Unavailable
from domain.hours import HoursRecorded
from tests.application.batches import assert_whole, booked, booking, bookings, disk, kinds, together
from tests.club import a_club, a_person, ask, asking, enrolled

FIFTH = 30
"""The minutes of the fifth command of eight: by them a planted fault knows it."""

ALL = ["Accepted"] * 8
ALL_BUT_THE_FIFTH = ["Accepted"] * 4 + ["Unavailable"] + ["Accepted"] * 3
NO_LIMIT = 2**30


def eight_for(place):
    asks = bookings(place, 8)
    asks[4] = asking(booking(place, 4, minutes=FIFTH), key=asks[4].key)
    return asks


@pytest.fixture
def eight(place):
    return eight_for(place)


@pytest.fixture
def begun(house, monkeypatch):
    """One entry for each transaction that was begun."""
    transactions = []
    begin = house.store.begin

    def counted():
        transactions.append(1)
        begin()

    monkeypatch.setattr(house.store, "begin", counted)
    return transactions


def plant(monkeypatch, projection, fail, *, times=1000):
    """Let a projection write what it writes and fail behind the fifth command, that many times."""
    write, left = projection.write, [times]

    def failing(db, facts, folded):
        write(db, facts, folded)
        if left[0] and any(type(r.fact) is HoursRecorded and r.fact.minutes == FIFTH for r in facts):
            left[0] -= 1
            fail(db)

    monkeypatch.setattr(projection, "write", failing)


def a_bug(db):
    raise ValueError("planted")


def a_bad_statement(db):
    db.execute("SELECT nothing FROM nowhere")


def a_lost_transaction(db):
    db.execute("ROLLBACK")
    raise sqlite3.OperationalError("disk I/O error")


def a_full_disk(db):
    db.execute("PRAGMA max_page_count=1")
    try:
        db.execute("CREATE TABLE planted AS SELECT zeroblob(100000)")
    finally:
        db.execute(f"PRAGMA max_page_count={NO_LIMIT}")


def no_memory(db):
    raise MemoryError


def the_end_of_the_programme(db):
    raise SystemExit


# -- views and indexes -----------------------------------------------------------------------------


@pytest.mark.parametrize(("fail", "kind"), [(a_bug, "ValueError"), (a_bad_statement, "OperationalError")])
def test_a_view_that_fails_on_the_fifth_of_eight_halts_alone_and_the_facts_stand(house, eight, monkeypatch, fail, kind):
    before = house.writer.logs.facts.size
    plant(monkeypatch, house.views[1], fail)
    assert kinds(together(house, *eight)) == ALL

    assert booked(house) == 8
    reached = {name: (position, halted_by) for name, position, halted_by in disk(house, "SELECT * FROM positions")}
    assert reached.pop("audit_trail") == (before, kind)
    assert set(reached.values()) == {(before + 8, None)}
    assert disk(house, "SELECT max(position) FROM audit_trail") == [(before,)]
    assert house.writer.progress.halted == {"audit_trail"}
    assert house.writer.alive
    assert_whole(house)


def test_a_halted_view_stays_halted_over_a_restart_and_the_others_go_on(tmp_path, clock, monkeypatch):
    with a_club(tmp_path, clock) as house:
        place = enrolled(house)
        before = house.writer.logs.facts.size
        plant(monkeypatch, house.views[1], a_bug)
        together(house, *eight_for(place))
    with a_club(tmp_path, clock) as house:
        assert house.writer.progress.halted == {"audit_trail"}
        assert ask(house, booking(place, 20)).position == before + 9
        assert ask(house, a_person()).position == before + 10
        assert disk(house, "SELECT max(position) FROM audit_trail") == [(before,)]
        assert disk(house, "SELECT position FROM positions WHERE name = 'roster'") == [(before + 10,)]
        assert_whole(house)


def test_a_view_is_not_called_halted_before_that_is_committed(house, eight, monkeypatch):
    seen, commit = [], house.store.commit

    def watched():
        seen.append(house.writer.progress.halted)
        commit()

    monkeypatch.setattr(house.store, "commit", watched)
    plant(monkeypatch, house.views[1], a_bug)
    together(house, *eight)
    assert (seen, house.writer.progress.halted) == ([frozenset()], {"audit_trail"})


@pytest.mark.parametrize("fail", [a_bug, a_bad_statement, a_full_disk, no_memory])
def test_an_index_that_fails_on_the_fifth_of_eight_costs_that_command_alone(house, eight, begun, monkeypatch, fail):
    plant(monkeypatch, house.indexes.hours, fail)
    outcomes = together(house, *eight)
    assert (kinds(outcomes), len(begun)) == (ALL_BUT_THE_FIFTH, 1)
    assert booked(house) == 7
    assert_whole(house)
    monkeypatch.undo()
    assert together(house, *eight)[:4] == outcomes[:4]
    assert booked(house) == 8
    assert_whole(house)


# -- a transaction that is gone ----------------------------------------------------------------------


@pytest.mark.parametrize("fail", [a_lost_transaction, the_end_of_the_programme])
@pytest.mark.parametrize(("times", "kept"), [(1, ALL), (1000, ALL_BUT_THE_FIFTH)])
@pytest.mark.parametrize("where", ["index", "view"])
def test_commands_of_a_lost_transaction_run_again_one_by_one(
    house, eight, begun, monkeypatch, where, fail, times, kept
):
    plant(monkeypatch, house.indexes.hours if where == "index" else house.views[0], fail, times=times)
    outcomes = together(house, *eight)
    assert (kinds(outcomes), len(begun)) == (kept, 1 + 8)
    assert booked(house) == kept.count("Accepted")
    assert house.writer.progress.halted == frozenset()
    assert_whole(house)
    monkeypatch.undo()
    again = together(house, *eight)
    assert [a for a in again if a in outcomes] == [o for o in outcomes if not isinstance(o, Unavailable)]
    assert booked(house) == 8
    assert_whole(house)


def test_a_transaction_that_went_unseen_is_missed_before_commit(house, eight, begun, monkeypatch):
    commit_staged, left = house.keys.commit_staged, [1]

    def losing():
        commit_staged()
        if left:
            left.clear()
            house.store.writer.execute("ROLLBACK")

    monkeypatch.setattr(house.keys, "commit_staged", losing)
    assert (kinds(together(house, *eight)), len(begun)) == (ALL, 1 + 8)
    assert_whole(house)


def test_a_view_that_halted_in_a_lost_transaction_did_not_halt(house, eight, monkeypatch):
    plant(monkeypatch, house.views[0], a_bug, times=1)
    plant(monkeypatch, house.views[1], a_lost_transaction, times=1)
    assert kinds(together(house, *eight)) == ALL
    assert house.writer.progress.halted == frozenset()
    assert_whole(house)


def test_a_handler_without_memory_is_to_be_repeated(house, eight, monkeypatch):
    def none_left(*_):
        raise MemoryError

    with monkeypatch.context() as planted:
        planted.setattr(house.indexes.hours, "between", none_left)
        assert kinds(together(house, *eight)) == ["Unavailable"] * 8
    assert kinds(together(house, *eight)) == ALL


def test_a_rollback_that_fails_does_not_end_the_writer(house, eight, monkeypatch):
    def failing():
        raise sqlite3.OperationalError("disk I/O error")

    plant(monkeypatch, house.indexes.hours, the_end_of_the_programme, times=1)
    monkeypatch.setattr(house.store, "rollback", failing)
    assert kinds(together(house, *eight)) == ALL
    assert_whole(house)


@pytest.mark.parametrize("fail", [a_full_disk, no_memory])
def test_a_machine_that_fails_under_a_view_does_not_halt_it(house, eight, begun, monkeypatch, fail):
    plant(monkeypatch, house.views[0], fail, times=1)
    assert (kinds(together(house, *eight)), len(begun)) == (ALL, 1 + 8)
    assert house.writer.progress.halted == frozenset()
    assert_whole(house)


def test_keys_that_cannot_be_made_durable_store_no_fact_that_needs_them(house, monkeypatch):
    people = [asking(a_person(), key=f"person-{n}") for n in range(3)]
    before = house.writer.logs.facts.size

    def full():
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as planted:
        planted.setattr(house.keys, "commit_staged", full)
        assert kinds(together(house, *people)) == ["Unavailable"] * 3
    assert house.writer.logs.facts.size == before
    assert kinds(together(house, *people)) == ["Accepted"] * 3
    assert_whole(house)


def limit_disk(house, spare=None):
    """Let the database grow by `spare` pages, or without limit."""

    def set_limit():
        [used] = house.store.writer.execute("PRAGMA page_count").fetchone()
        most = NO_LIMIT if spare is None else used + spare
        assert house.store.writer.execute(f"PRAGMA max_page_count={most}").fetchone() == (most,)

    house.writer.aside(set_limit)


def test_a_disk_that_fills_up_in_the_middle_loses_nothing_acknowledged_and_stores_nothing_refused(house, place):
    """The disk has room for 0, 1, 2, ... pages more: somewhere among them it fills up at every statement."""
    accepted = []
    for spare in range(14):
        note = "Zmyślona notatka. " * 150
        commands = [booking(place, spare * 8 + n, note=note) for n in range(8)]
        asks = [asking(command, key=f"day-{command.day}") for command in commands]
        before = booked(house)
        limit_disk(house, spare)
        outcomes = together(house, *asks)
        limit_disk(house)
        assert set(kinds(outcomes)) <= {"Accepted", "Unavailable"}
        kept = [one.day for one, o in zip(commands, outcomes, strict=True) if type(o) is not Unavailable]
        days = disk(house, "SELECT day FROM hours ORDER BY item LIMIT -1 OFFSET ?", before)
        assert days == [(day.isoformat(),) for day in kept]
        assert house.writer.progress.halted == frozenset()
        assert_whole(house)

        again = together(house, *asks)
        assert kinds(again) == ALL
        assert [a for a in again if a in outcomes] == [o for o in outcomes if type(o) is not Unavailable]
        assert booked(house) == before + 8
        assert_whole(house)
        accepted.append(len(kept))
    assert (accepted[0], accepted[-1]) == (0, 8)
    assert any(0 < kept < 8 for kept in accepted), accepted
