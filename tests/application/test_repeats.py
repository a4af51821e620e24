"""What was asked under a key: remembered for thirty days, outside the record, and never in a fact."""

import base64
from datetime import UTC, date, datetime

import pytest

from application.indexes.receipts import DIGEST_BYTES, Receipts
from application.store.rebuilding import rebuild
from application.writer import KeyReused
from domain.personal_data import BornAfterRegistration
from domain.vocabulary import Sex
from interface.assembly import opened
from tests.application.batches import disk
from tests.club import FixedClock, a_club, a_person, ask, asking, enrolled

KEY = "asked-once"
RECEIPTS = "SELECT * FROM receipts ORDER BY command"


def day(number):
    """Return a clock that shows the given day after the first, as a restart finds it."""
    clock = FixedClock(datetime(2026, 6, 1, 8, tzinfo=UTC))
    clock.advance(days=number)
    return clock


@pytest.fixture
def first(tmp_path):
    """The first answer, given on day 0."""
    with a_club(tmp_path, day(0)) as house:
        return ask(house, a_person(), key=KEY)


@pytest.mark.parametrize("later", [0, 1, 29, 30])
def test_another_body_under_a_key_is_refused_for_thirty_days_also_after_a_restart(tmp_path, first, later):
    with a_club(tmp_path, day(later)) as house:
        with pytest.raises(KeyReused):
            ask(house, a_person(given_name="Inna"), key=KEY)
        assert ask(house, a_person(), key=KEY) == first
        assert house.writer.logs.facts.size == first.position


def test_after_a_restart_on_day_31_another_body_gets_the_first_answer_and_records_nothing(tmp_path, first):
    with a_club(tmp_path, day(31)) as house:
        assert ask(house, a_person(given_name="Inna"), key=KEY) == first
        assert house.writer.logs.facts.size == first.position
        assert disk(house, "SELECT asked_on FROM requests") == []


def test_a_repeat_gets_the_first_answer_whenever_it_comes(tmp_path, first):
    for later in (30, 31, 4_000):
        with a_club(tmp_path, day(later)) as house:
            assert ask(house, a_person(), key=KEY) == first


def test_a_key_of_day_31_is_remembered_from_that_day(tmp_path, first):
    with a_club(tmp_path, day(31)) as house:
        ask(house, a_person(), key="later")
    with a_club(tmp_path, day(61)) as house, pytest.raises(KeyReused):
        ask(house, a_person(sex=Sex.MALE), key="later")


def written(digest):
    """Return every way in which these bytes could stand in text or in bytes."""
    shown = {digest.hex(), digest.hex().upper()}
    for encode in (base64.b64encode, base64.urlsafe_b64encode, base64.b32encode):
        shown |= {encode(digest).decode(), encode(digest).decode().rstrip("=")}
    return {digest, *(text.encode() for text in shown)}


def test_no_digest_of_what_was_asked_stands_in_any_fact(house):
    asked = asking(a_person(), key=KEY)
    house.writer.submit(asked)
    body = house.sealer.receipt_digest(asked.command.body())
    facts = b"".join(state for (state,) in disk(house, "SELECT state FROM stored_events"))
    leaves = b"".join(row[0] for row in disk(house, "SELECT leaf_hash FROM facts_log"))
    for digest in (body, body[:DIGEST_BYTES], body[:8]):
        assert not any(form in facts + leaves for form in written(digest))
    # The same search finds what does stand there: the digest of who asked under which key, and the kept body.
    key = house.sealer.receipt_digest(asked.actor.user.bytes + KEY.encode())[:DIGEST_BYTES]
    assert any(form in facts for form in written(key))
    assert body[:DIGEST_BYTES] in {row[0] for row in disk(house, "SELECT body FROM requests")}


def test_receipts_are_rebuilt_to_the_same_rows_without_what_was_asked(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        enrolled(house)
        answer = ask(house, a_person(), key=KEY)
    before = disk(house, RECEIPTS)
    with opened(house.settings, clock) as house:
        house.store.writer.execute("DROP TABLE requests")
        house.store.writer.execute("UPDATE receipts SET position = position + 1")
        rebuild(house.store, house.mapper, house.projections, names=[Receipts.name])
    assert disk(house, RECEIPTS) == before
    assert len(before) == 6
    with a_club(tmp_path, clock) as house:
        assert ask(house, a_person(), key=KEY) == answer


def test_a_refused_command_leaves_nothing_of_what_was_asked(house):
    asked = disk(house, "SELECT count(*) FROM requests")
    with pytest.raises(BornAfterRegistration):
        ask(house, a_person(registered_on=date(1989, 1, 1)))
    assert disk(house, "SELECT count(*) FROM requests") == asked
