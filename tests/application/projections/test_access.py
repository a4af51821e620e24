"""Looks found by participant, user and day; kept two years, to the day; made again from the access log."""

import json
from datetime import UTC, date, datetime
from uuid import uuid4

import msgspec
import pytest

from application import access
from application.access import Deed, Outcome, PurposeOfUse, Subtype
from application.indexes.access import OF_ACCESS, AccessIndex, newest_day, purge_old
from application.permissions import Actor
from application.projections.access import page
from application.store.statements import creation
from application.unavailable import Unavailable
from domain.vocabulary import Role
from interface.assembly import running
from interface.witness.ledger import verify
from tests.application.batches import disk, look
from tests.club import FixedClock, a_club

ANNA, EWA = uuid4(), uuid4()
ROWS = {table.name: f"SELECT * FROM {table.name} ORDER BY 1, 2" for table in OF_ACCESS.sorted_tables}


@pytest.fixture(name="clock")
def _clock():
    return FixedClock()


@pytest.fixture(name="house")
def _house(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        yield house


def note(house, clock, moment=None, *people, user=None):
    """Look at these people at a moment, to which nobody moves the clock by hand."""
    if moment is not None:
        clock.advance(seconds=(moment - clock.now()).total_seconds())
    actor = look().actor if user is None else Actor(user=user, roles=frozenset({Role.COORDINATOR}), token=1)
    house.writer.submit(msgspec.structs.replace(look(), participants=people or (ANNA,), actor=actor))


def found(house, limit=100, **asked):
    """Return the positions of the looks that are found, and where to go on."""
    with house.store.snapshot() as core:
        looks, more = page(core, limit=limit, **asked)
    return [one.id for one in looks], more


def rows(house):
    return {name: disk(house, query) for name, query in ROWS.items()}


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_look_is_found_by_whom_it_was_at_by_who_looked_and_by_both(house, clock):
    for people, user in (((ANNA,), EWA), ((ANNA, EWA), EWA), ((EWA,), ANNA), ((ANNA,), ANNA), ((EWA, EWA), EWA)):
        note(house, clock, None, *people, user=user)
    assert found(house) == ([5, 4, 3, 2, 1], None)
    assert found(house, participant=ANNA) == ([4, 2, 1], None)
    assert found(house, user=EWA) == ([5, 2, 1], None)
    assert found(house, participant=EWA, user=EWA) == ([5, 2], None)
    assert found(house, participant=uuid4()) == found(house, user=uuid4()) == ([], None)


def test_pages_go_on_where_the_one_before_ended_and_newer_looks_do_not_move_them(house, clock):
    for _ in range(5):
        note(house, clock)
    for asked in ({}, {"participant": ANNA}, {"user": look().actor.user}):
        assert found(house, limit=2, **asked) == ([5, 4], 4)
        assert found(house, limit=2, before=4, **asked) == ([3, 2], 2)
        assert found(house, limit=2, before=2, **asked) == ([1], None)
        assert found(house, limit=5, **asked) == ([5, 4, 3, 2, 1], None)
    note(house, clock)
    assert found(house, limit=2, before=4) == ([3, 2], 2)


CHANGES = [
    ("2026-06-09T21:59:59.999999", "2026-06-09T22:00:00", date(2026, 6, 10)),
    ("2026-10-24T21:59:59.999999", "2026-10-24T22:00:00", date(2026, 10, 25)),  # the day of 25 hours begins
    ("2026-10-25T22:59:59.999999", "2026-10-25T23:00:00", date(2026, 10, 26)),  # and ends
    ("2027-03-27T22:59:59.999999", "2027-03-27T23:00:00", date(2027, 3, 28)),  # the day of 23 hours begins
    ("2027-03-28T21:59:59.999999", "2027-03-28T22:00:00", date(2027, 3, 29)),  # and ends
]


def test_a_day_is_a_day_in_poland_also_when_the_clocks_change(house, clock):
    for ends, begins, _ in CHANGES:
        note(house, clock, utc(ends))
        note(house, clock, utc(begins))
    for number, (_, _, day) in enumerate(CHANGES):
        last, first = 2 * number + 1, 2 * number + 2
        before = day.replace(day=day.day - 1)
        for asked in ({}, {"participant": ANNA}, {"user": look().actor.user}):
            assert found(house, since=day, **asked)[0] == list(range(10, last, -1))
            assert found(house, until=before, **asked)[0] == list(range(last, 0, -1))
            assert first in found(house, since=day, until=day, **asked)[0]
            assert last not in found(house, since=day, until=day, **asked)[0]
            assert last in found(house, since=before, until=before, **asked)[0]
    assert found(house, since=date(2027, 3, 30)) == found(house, until=date(2026, 6, 8)) == ([], None)
    with house.store.snapshot() as core:
        offsets = {one.id: one.offset for one in page(core, limit=100)[0]}
    assert [offsets[id] for id in (1, 4, 6, 8, 9)] == ["+02:00", "+02:00", "+01:00", "+01:00", "+02:00"]


def test_the_rows_are_made_again_from_the_log_to_the_same(house, clock):
    for day in (1, 2, 2, 5):
        note(house, clock, utc(f"2026-07-0{day}T08:00:00"), ANNA, EWA)
    made, index = rows(house), AccessIndex()
    assert all(made.values())
    house.writer.stop()
    for change in (
        "DELETE FROM access_participants WHERE idx = 1",
        "INSERT INTO access_users VALUES ('x', 9)",
        "DELETE FROM access_days WHERE first = 0",
    ):
        house.store.writer.execute(change)
        assert rows(house) != made
        index.rebuild(house.store)
        assert rows(house) == made


def test_a_store_from_before_there_were_rows_gets_them_at_its_next_start(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        note(house, clock)
        made = rows(house)
        for table in OF_ACCESS.sorted_tables:
            house.store.writer.execute(f"DROP TABLE {table.name}")
        house.store.create(creation(OF_ACCESS.sorted_tables))
    with running(house.settings, clock) as again:
        assert rows(again) == made


OLD = (
    b'{"action":"read-history","address":"127.0.0.1","allowed":false,"at":"2026-01-31T12:00:00Z","participants":["%s"],'
)
OLD += b'"role":"AUDITOR","token":3,"user":"%s","v":1}'


def test_a_record_of_the_first_shape_is_read_and_says_unknown_where_it_says_nothing():
    told = access.read(OLD % (str(ANNA).encode(), str(EWA).encode()), 7)
    assert (told.v, told.id, told.at, told.offset) == (1, 7, datetime(2026, 1, 31, 12, tzinfo=UTC), "+01:00")
    assert (told.user, told.role, told.token, told.participants, told.count) == (EWA, Role.AUDITOR, 3, (ANNA,), 1)
    assert (told.action, told.subtype, told.outcome) == (Deed.READ, Subtype.VIEW, Outcome.REFUSED)
    assert (told.purpose, told.permission, told.labels) == (PurposeOfUse.UNKNOWN, "read-history", ())
    allowed = access.read(OLD.replace(b"false", b"true") % (str(ANNA).encode(), str(EWA).encode()), 7)
    assert allowed.outcome is Outcome.ALLOWED
    with pytest.raises(msgspec.ValidationError):
        access.read(b'{"v":3}', 1)


def test_what_is_stored_is_canonical_and_reads_back_as_it_was(house, clock):
    note(house, clock, None, ANNA)
    [(stored,)] = disk(house, "SELECT content FROM access_log")
    assert access.content(access.read(stored, 1)) == stored
    assert list(json.loads(stored)) == sorted(json.loads(stored))


KEPT = utc("2028-06-10T08:00:00")


def test_a_record_is_kept_until_two_years_are_over_and_then_its_hash_alone(house, clock):
    for moment in ("2026-06-08T22:00:00", "2026-06-09T21:59:59", "2026-06-09T22:00:00", "2026-06-20T08:00:00"):
        note(house, clock, utc(moment), ANNA, EWA)
    note(house, clock, KEPT, ANNA, EWA)
    leaves = disk(house, "SELECT idx, content_sha256, leaf_hash FROM access_log")
    house.writer.stop()

    assert purge_old(house.store, date(2028, 6, 9)) == 0  # the last day of the second year
    assert found(house, participant=ANNA) == ([5, 4, 3, 2, 1], None)
    assert purge_old(house.store, date(2028, 6, 10)) == 2

    assert found(house) == found(house, participant=ANNA) == found(house, user=look().actor.user) == ([5, 4, 3], None)
    assert disk(house, "SELECT idx FROM access_log WHERE content IS NULL") == [(0,), (1,)]
    assert disk(house, "SELECT idx, content_sha256, leaf_hash FROM access_log") == leaves
    kept = rows(house)
    AccessIndex().rebuild(house.store)
    assert rows(house) == kept
    report = verify(house.settings.data, now=KEPT)
    assert (report.findings, report.removed["access"], report.sizes["access"]) == ([], 2, 5)
    assert purge_old(house.store, date(2028, 6, 10)) == 0
    assert purge_old(house.store, date(2030, 6, 11)) == 3
    assert rows(house) == {name: [] for name in ROWS}
    assert newest_day(house.store) is None


def test_a_start_takes_out_by_the_newest_record_and_not_by_a_clock_that_may_be_wrong(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        note(house, clock, utc("2026-06-09T08:00:00"))
        note(house, clock, utc("2028-06-09T08:00:00"))
    ahead = FixedClock(utc("2040-01-01T08:00:00"))
    with running(house.settings, ahead) as again:
        assert found(again) == ([2, 1], None)
    clock.moment = utc("2028-06-10T08:00:00")
    with running(house.settings, clock) as again:
        assert found(again) == ([2, 1], None)
        note(again, clock)
    with running(house.settings, clock) as again:
        assert found(again) == ([3, 2], None)


def test_a_record_whose_rows_cannot_be_written_is_not_written_and_not_answered(house, clock):
    house.store.writer.execute(
        "CREATE TRIGGER full BEFORE INSERT ON access_users BEGIN SELECT RAISE(ABORT, 'no room'); END"
    )
    with pytest.raises(Unavailable):
        note(house, clock)
    assert disk(house, "SELECT * FROM access_log") == []
