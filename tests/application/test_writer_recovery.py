"""What nobody can know at once: a COMMIT that fails, a store that does not answer, a writer that breaks.

Memory is then read again from disk, and everybody is answered.
"""

import sqlite3
from uuid import uuid4

import pytest

from application.clock import ClockJumped
from application.unavailable import OutcomeUnknown, Stopping, Unavailable
from application.users import IssueToken, RegisterUser
from domain.vocabulary import Role
from tests.application.batches import assert_whole, booked, booking, bookings, disk, kinds, together
from tests.club import a_person, ask, asking

ACCEPTED = ["Accepted"] * 8

# -- a COMMIT that fails -----------------------------------------------------------------------------


def lose_commit(monkeypatch, house, *, stored, error):
    """Let the next COMMIT raise, before or after it was really done."""
    commit, left = house.store.commit, [1]

    def failing():
        if not left or stored:
            commit()
        if left:
            left.clear()
            raise error

    monkeypatch.setattr(house.store, "commit", failing)


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize("error", [sqlite3.OperationalError("disk I/O error"), MemoryError()])
def test_a_lost_commit_is_unknown_to_everybody_and_leaves_no_phantom_in_memory(
    house, place, monkeypatch, stored, error
):
    user = uuid4()
    hired = together(
        house, asking(RegisterUser(id=user, display_name="Ewa Zmyślona", roles=()), role=Role.ADMINISTRATOR)
    )
    asks = [
        *bookings(place, 3),
        asking(a_person(), key="person"),
        asking(booking(place, 0), key="refused in the light of what is lost"),
        asking(
            IssueToken(user_id=user, digest="d" * 64, expires_on=house.today()), key="token", role=Role.ADMINISTRATOR
        ),
    ]
    before = house.writer.logs.facts.size
    lose_commit(monkeypatch, house, stored=stored, error=error)
    assert kinds(hired) == ["Accepted"]
    assert kinds(together(house, *asks)) == ["OutcomeUnknown"] * 6

    assert house.writer.logs.facts.size == before + 5 * stored
    assert len(house.names) == disk(house, "SELECT count(*) FROM roster")[0][0] == 1 + stored
    assert house.accounts.knows("d" * 64) is stored
    assert not house.writer._batches._known
    assert house.writer.alive
    assert_whole(house)

    another = ask(house, booking(place, 9))
    assert (another.version, another.position) == (5 + 3 * stored, before + 5 * stored + 1)
    again = together(house, *asks)
    assert kinds(again) == ["Accepted"] * 4 + ["HoursOverlap", "Accepted"]
    assert booked(house) == 4
    assert house.writer.logs.facts.size == before + 6
    assert (len(house.names), house.accounts.knows("d" * 64)) == (2, True)
    assert_whole(house)


def test_a_lost_commit_does_not_make_a_jumped_clock_trusted(house, place, clock, monkeypatch):
    clock.moment = clock.moment.replace(hour=clock.moment.hour + 2)
    lose_commit(monkeypatch, house, stored=False, error=sqlite3.OperationalError("disk I/O error"))
    assert kinds(together(house, *bookings(place, 1))) == ["OutcomeUnknown"]
    assert kinds(together(house, *bookings(place, 1))) == ["ClockJumped"]
    with pytest.raises(ClockJumped):
        ask(house, a_person())


def test_while_the_store_does_not_answer_nothing_is_decided_and_it_is_seen(house, place, monkeypatch):
    def broken(**_):
        raise sqlite3.OperationalError("unable to open database file")

    lose_commit(monkeypatch, house, stored=True, error=sqlite3.OperationalError("disk I/O error"))
    with monkeypatch.context() as planted:
        planted.setattr(house.store, "_connect", broken)
        assert kinds(together(house, *bookings(place, 2))) == ["OutcomeUnknown"] * 2
        assert not house.writer.alive
        assert kinds(together(house, *bookings(place, 3))) == ["Unavailable"] * 3
        assert not house.writer.alive
    assert kinds(together(house, *bookings(place, 3))) == ["Accepted"] * 3
    assert house.writer.alive
    assert booked(house) == 3
    assert_whole(house)


def test_a_lock_that_cannot_be_had_is_asked_for_once_a_batch(house, place, monkeypatch):
    asked = []

    def locked():
        asked.append(1)
        raise sqlite3.OperationalError("database is locked")

    with monkeypatch.context() as planted:
        planted.setattr(house.store, "begin", locked)
        assert kinds(together(house, *bookings(place, 8))) == ["Unavailable"] * 8
    assert len(asked) == 1
    assert kinds(together(house, *bookings(place, 8))) == ACCEPTED
    assert_whole(house)


def test_a_transaction_that_something_aside_left_open_costs_one_batch(house, place):
    house.writer.aside(lambda: house.store.writer.execute("BEGIN"))
    assert kinds(together(house, *bookings(place, 8))) == ["Unavailable"] * 8
    assert kinds(together(house, *bookings(place, 8))) == ACCEPTED
    assert_whole(house)


# -- memory and the thread -----------------------------------------------------------------------------


def test_memory_that_cannot_follow_is_read_again_and_what_was_acknowledged_stands(house, monkeypatch):
    def failing(facts):
        raise RuntimeError("planted")

    with monkeypatch.context() as planted:
        planted.setattr(house.names, "follow", failing)
        ask(house, a_person(), key="person")
    assert len(house.names) == 1
    assert house.writer.alive


def test_while_memory_cannot_be_read_again_no_rule_is_judged_by_it(house, monkeypatch):
    def failing(*_):
        raise RuntimeError("planted")

    with monkeypatch.context() as planted:
        planted.setattr(house.names, "follow", failing)
        planted.setattr(house.names, "refill", failing)
        first = ask(house, a_person(), key="person")
        with pytest.raises(Unavailable):
            ask(house, a_person(), key="another")
        assert not house.writer.alive
    assert ask(house, a_person(), key="another").position == first.position + 1
    assert len(house.names) == 2
    assert house.writer.alive


@pytest.mark.parametrize(("broken", "answers"), [("_decide", "OutcomeUnknown"), ("_anchor_when_due", "Stopping")])
def test_when_the_writer_itself_breaks_everybody_is_answered(house, place, monkeypatch, broken, answers):
    """The eight wait behind something aside: it takes the thread with it, or they do."""
    whole = getattr(house.writer, broken)

    def breaking(*batch, **how):
        if batch and len(batch[0]) == 1:
            return whole(*batch, **how)
        raise SystemExit

    with monkeypatch.context() as planted:
        planted.setattr(house.writer, broken, breaking)
        assert kinds(together(house, *bookings(place, 8))) == [answers] * 8
        house.writer._thread.join()
    assert not house.writer.alive
    with pytest.raises(Stopping):
        house.writer.submit(bookings(place, 1)[0])
    assert booked(house) == 0


def test_whoever_waits_in_a_thread_is_answered_too(house, place, monkeypatch):
    def breaking(batch):
        if batch:
            raise SystemExit

    monkeypatch.setattr(house.writer, "_decide", breaking)
    with pytest.raises(OutcomeUnknown):
        house.writer.submit(bookings(place, 1)[0])
