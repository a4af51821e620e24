"""Hours stored before units, providers and limits: read as minutes, judged like others, shown as they are stored."""

from datetime import date, time
from typing import Any, ClassVar

import pytest

from application.command import JourneyStep, Work
from application.permissions import Action
from application.store.rebuilding import rebuild
from domain.hours import HoursCorrected, HoursRecorded
from domain.hours.facts import HoursCorrected1, HoursRecorded1, HoursRecorded2
from domain.journal import Fact, Personal
from domain.participant import Participant
from domain.rules import Unit
from domain.vocabulary import HoursDirection, Role
from tests.asgi import API, open_front
from tests.club import ask, enrolled
from tests.steps import ANNA, STAMP

DAY = date(2026, 5, 25)


class RecordOld(JourneyStep, frozen=True, kw_only=True):
    """Records an hour and its correction to half an hour as they were once recorded."""

    ACTION: ClassVar[Action] = Action.RECORD_HOURS

    enrolment: int

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        entry = participant.version + 1
        for fact in (old_entry(self.enrolment), old_correction(entry)):
            given: dict[str, Any] = {name: getattr(work.stamp, name) for name in ("recorded_at", "recorded_by", "role")}
            own: dict[str, Any] = {n: getattr(fact, n) for n in type(fact).__struct_fields__ if n not in given}
            place = {"originator_id": participant.id, "originator_version": participant.version + 1}
            stored = type(fact)(**(own | given | place | {"command_id": work.stamp.command_id}))
            participant.fold(stored.lift())
            participant.pending.append(stored)


def enveloped(kind: type[Fact], **own: Any) -> Any:
    """Return a fact of that kind."""
    given = {name: getattr(STAMP, name) for name in ("recorded_at", "recorded_by", "role", "command_id")}
    return kind(originator_id=ANNA, originator_version=5, occurred_on=DAY, **given, **own)


def old_entry(enrolment: int) -> HoursRecorded1:
    """Return an hour as it was once recorded."""
    said = {"minutes": 60, "starts_at": time(8), "direction": HoursDirection.WORKED, "note": Personal("dawna notatka")}
    fact: HoursRecorded1 = enveloped(HoursRecorded1, enrolment=enrolment, **said)
    return fact


def old_correction(entry: int) -> HoursCorrected1:
    """Return a correction to half an hour as it was once recorded."""
    said = {"minutes": 30, "starts_at": time(9), "reason": Personal("dawna pomyłka")}
    fact: HoursCorrected1 = enveloped(HoursCorrected1, corrects=entry, **said)
    return fact


def test_an_old_entry_is_read_as_minutes_of_which_nothing_more_was_said():
    old = old_entry(4)
    new = old.lift()
    unsaid = dict.fromkeys(
        ("activity", "provider", "signed", "document_number", "place", "kilometres", "what", "override")
    )
    own = {"enrolment": 4, "minutes": 60, "starts_at": time(8), "direction": HoursDirection.WORKED, "note": old.note}
    assert new == enveloped(HoursRecorded, unit=Unit.MINUTES, excess=None, **own, **unsaid)


def test_an_entry_of_the_second_shape_is_read_as_one_of_which_no_way_and_no_kind_of_help_was_said():
    said: dict[str, Any] = {"enrolment": 4, "minutes": 60, "starts_at": time(8), "unit": Unit.MINUTES, "signed": True}
    said |= {"direction": HoursDirection.RECEIVED, "note": Personal("dawna notatka"), "place": Personal("dom")}
    said |= dict.fromkeys(("activity", "provider", "document_number", "excess", "override"))
    old: HoursRecorded2 = enveloped(HoursRecorded2, **said)
    assert old.lift() == enveloped(HoursRecorded, **said, kilometres=None, what=None)


def test_an_old_correction_is_read_as_one_of_time_alone():
    old = old_correction(5)
    own = {"corrects": 5, "minutes": 30, "starts_at": time(9), "reason": old.reason}
    unsaid = dict.fromkeys(("activity", "provider", "override"))
    assert old.lift() == enveloped(HoursCorrected, excess=None, **own, **unsaid)


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


def test_old_hours_are_listed_judged_corrected_and_told_under_their_stored_topic(front):
    desk, house = front.desk(Role.COORDINATOR), front.house
    person, place = enrolled(house)
    ask(house, RecordOld(participant_id=person, enrolment=place))
    rebuild(house.store, house.mapper, house.projections)
    path = f"/participants/{person}"
    [line] = desk.get(f"{path}/hours")["items"]
    said = {"minutes": 30, "starts_at": "09:00", "unit": "MINUTES", "over": False, "provider": None, "activity": None}
    assert {name: line[name] for name in said} == said
    told = [entry["topic"] for entry in desk.get(f"{path}/history")["items"]][-2:]
    assert told == ["journey.hours-recorded.1", "journey.hours-corrected.1"]
    hour = {"enrolment": place, "day": str(DAY), "starts_at": "09:29", "minutes": 60, "direction": "WORKED"}
    twice = desk.ask("POST", f"{API}{path}/hours", hour)
    assert twice.json()["type"].endswith("hours-overlap")
    right = {"minutes": 29, "starts_at": "09:00", "reason": "błąd przy przepisywaniu"}
    seen = desk.get(path)["version"]
    desk.post(f"{path}/hours/{line['item']}/corrections", right, if_match=seen)
    desk.post(f"{path}/hours", hour)
    assert [entry["minutes"] for entry in desk.get(f"{path}/hours")["items"]] == [29, 60]
