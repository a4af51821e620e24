"""A repeat under the same Idempotency-Key: what it gets, and what it never does."""

from uuid import UUID

import pytest

from application import access
from application.clock import ClockJumped
from application.permissions import Forbidden
from application.writer import KeyReused
from domain.hours import HoursOverlap
from domain.refusals import Stale
from domain.vocabulary import Role
from tests.application.batches import booked, booking, bookings, disk, kinds, look, together
from tests.club import FOUNDING, ask, asking


def test_a_repeat_gets_the_first_answer_in_the_same_batch_and_in_a_later_one(house, place):
    [once] = bookings(place, 1)
    first, second = together(house, once, once)
    assert first == second == house.writer.submit(once)
    assert booked(house) == 1


def test_another_body_under_one_key_is_refused_in_the_same_batch_and_in_a_later_one(house, place):
    [once] = bookings(place, 1)
    other = asking(booking(place, minutes=30), key=once.key)
    assert kinds(together(house, once, other)) == ["Accepted", "KeyReused"]
    with pytest.raises(KeyReused):
        house.writer.submit(other)
    assert booked(house) == 1


def test_one_key_of_two_people_is_two_keys(house, place):
    a, b = bookings(place, 2)
    mine = asking(a.command, key="same")
    theirs = asking(b.command, key="same", user=UUID("00000000-0000-4000-8000-00000000000d"))
    assert kinds(together(house, mine, theirs)) == ["Accepted", "Accepted"]
    assert booked(house) == 2


def test_a_refusal_leaves_no_receipt_so_that_the_key_serves_the_corrected_command(house, place):
    ask(house, booking(place), key="first")
    with pytest.raises(HoursOverlap):
        ask(house, booking(place), key="second")
    assert disk(house, "SELECT count(*) FROM receipts")[0][0] == house.writer.logs.facts.size - (FOUNDING - 1)
    assert ask(house, booking(place, 1), key="second").version == 6


def test_a_repeat_is_answered_before_its_version_is_judged(house, place):
    stale = {"key": "first", "if_match": 4}
    first = ask(house, booking(place), **stale)
    assert ask(house, booking(place), **stale) == first
    with pytest.raises(Stale):
        ask(house, booking(place, 1), if_match=4)


def test_a_repeat_is_answered_while_the_clock_is_not_trusted(house, place, clock):
    first = ask(house, booking(place), key="first")
    clock.moment = clock.moment.replace(hour=clock.moment.hour + 2)
    assert ask(house, booking(place), key="first") == first
    [(noted,)] = disk(house, "SELECT content FROM access_log")
    assert access.read(noted, 1).at == clock.moment.replace(hour=clock.moment.hour - 2)
    with pytest.raises(ClockJumped):
        ask(house, booking(place, 1))
    with pytest.raises(ClockJumped):
        house.writer.submit(look())
    house.writer.clock.confirm()
    assert ask(house, booking(place, 1)).version == 6


def test_whoever_may_not_ask_is_refused_before_a_receipt_is_looked_up(house, place):
    ask(house, booking(place), key="first")
    with pytest.raises(Forbidden):
        ask(house, booking(place), key="first", role=Role.AUDITOR)
