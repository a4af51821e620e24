"""Speaking with a person, and how they want to be reached."""

from datetime import date

import pytest

from domain.calendar import DateInTheFuture
from domain.contacts import Contact, ContactDetailsChanged, ContactNoted, NothingToReach
from domain.personal_data import ChangedBeforeLaterChange
from domain.vocabulary import Channel
from tests.steps import STAMP, TODAY, last_fact, refused, registered

MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)
TOMORROW = date(2027, 7, 1)


def reach(person, since, **said):
    given = {"phone": None, "email": None, "preferred": None} | said
    person.change_contact_details(STAMP, TODAY, since=since, **given)
    return person.version


@pytest.mark.parametrize("channel", Channel)
def test_a_contact_is_noted(channel):
    anna = registered()
    anna.note_contact(STAMP, TODAY, on=MONDAY, channel=channel, note="notatka zmyślona")
    assert last_fact(anna) == (
        ContactNoted,
        {"occurred_on": MONDAY, "channel": channel, "note": "notatka zmyślona"},
    )
    assert anna.contacts == {2: Contact(item=2, on=MONDAY, channel=channel)}


def test_a_contact_was_today_at_the_latest():
    anna = registered()
    anna.note_contact(STAMP, TODAY, on=TODAY, channel=Channel.PHONE, note="notatka zmyślona")
    with refused(DateInTheFuture, "/on", today=TODAY):
        anna.note_contact(STAMP, TODAY, on=TOMORROW, channel=Channel.PHONE, note="notatka zmyślona")


@pytest.mark.parametrize("said", [{"phone": "000"}, {"email": "a@example.org"}, {"preferred": Channel.LETTER}])
def test_contact_details_say_one_thing_and_leave_the_rest_as_it_was(said):
    anna = registered()
    first = reach(anna, MONDAY, phone="111", email="b@example.org", preferred=Channel.PHONE)
    second = reach(anna, TUESDAY, **said)
    assert last_fact(anna)[0] is ContactDetailsChanged
    [name] = said
    others = {"phone", "email", "preferred"} - {name}
    assert anna.details[name] == second
    assert {anna.details[other] for other in others} == {first}


def test_contact_details_say_at_least_one_thing_of_today_at_the_latest():
    reach(registered(), TODAY, phone="000")
    with refused(NothingToReach, "/phone"):
        reach(registered(), MONDAY)
    with refused(DateInTheFuture, "/since", today=TODAY):
        reach(registered(), TOMORROW, phone="000")


def test_an_older_phone_does_not_take_the_place_of_a_newer_one():
    anna = registered()
    reach(anna, TUESDAY, phone="111")
    with refused(ChangedBeforeLaterChange, "/since", last=TUESDAY):
        reach(anna, MONDAY, phone="000")
    reach(anna, MONDAY, email="a@example.org")
    reach(anna, TUESDAY, phone="000")
