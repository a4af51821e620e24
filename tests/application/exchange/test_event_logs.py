"""Event logs: well-formed, the same every time, and with nothing in them by which somebody could be looked up."""

import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from application.duplicates import LinkDuplicate
from application.exchange.event_log import OBJECTS, Case, LogEvent, LogObject, Related
from application.exchange.event_log_activities import ACTIVITIES, activity
from application.exchange.event_log_ocel import ocel
from application.exchange.event_log_xes import xes
from application.projections.event_log_cases import SHIFTED_WEEKS, GrantedLog
from domain.event_logs import EventLogGrant
from domain.participation import Exited
from tests.asgi import open_front
from tests.club import COORDINATOR, FixedClock, a_club, ask, enrolled
from tests.deep import times
from tests.event_log_steps import SECOND, an_event_log, granted
from tests.lived import Place
from tests.planted_lives import forget, planted, secrets_of

XES = "{http://www.xes-standard.org/}"
YEARS: dict[str, Any] = {"period_first": date(2020, 1, 1), "period_last": date(2027, 12, 31)}
SPECIAL = {activity(kind) for kind, what in ACTIVITIES.items() if what.special}
WHOLE = ("registerParticipant", "receiveReferral", "signContract", "enrol", "recordHours", "correctHours")


@pytest.fixture(name="front", scope="module")
def _front(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("event-logs")) as front:
        yield front


@pytest.fixture(name="house", scope="module")
def _house(front):
    return front.house


@pytest.fixture(name="planted_people", scope="module")
def _planted_people(house):
    """Three people of whom everything happened, and two who were enrolled and nothing more."""
    return [*(planted(house, number) for number in range(3)), enrolled(house, "AOON")[0], enrolled(house, "PSU")[0]]


@pytest.fixture(name="anna", scope="module")
def _anna(front):
    """A life told step by step: hours corrected, others voided, a job that began on another day than was recorded."""
    anna = Place(front, WHOLE)
    voided = anna.tell("recordHours", day="2026-05-08")
    anna.life.items["recordHours"] = voided
    anna.tell("voidHours")
    anna.tell("startEmployment", started_on="2026-05-20")
    anna.tell("correctEmployment", started_on="2026-05-21", fte_hundredths=50)
    anna.tell("exitEpisode")
    return anna


def log_of(house: Any, **said: Any) -> GrantedLog:
    """Return an event log that was granted."""
    return read(house, granted(house, **(YEARS | said)).id)


def read(house: Any, id: Any) -> GrantedLog:
    """Return an event log as it would be fetched now."""
    grant = house.journal.load(EventLogGrant, UUID(id))
    return GrantedLog(grant, house.store, house.journal, house.indexes)


def traces(log: GrantedLog) -> dict[str, list[dict[str, str]]]:
    """Return the events of an XES document by case: their attributes by key."""
    root = ET.fromstring(b"".join(xes(log)))
    found = {}
    for trace in root.iter(f"{XES}trace"):
        [name] = [one.get("value") for one in trace if one.get("key") == "concept:name"]
        found[str(name)] = [
            {str(one.get("key")): str(one.get("value")) for one in event} for event in trace.iter(f"{XES}event")
        ]
    return found


def case_of(log: GrantedLog, participant: Any) -> list[dict[str, str]]:
    """Return the events of one participant."""
    people = [UUID(str(participant)) in records for records in log.people]
    return list(traces(log).values())[people.index(True)]


def document(log: GrantedLog) -> Any:
    """Return an OCEL document, read."""
    return json.loads(b"".join(ocel(log)))


def test_a_case_tells_a_life_in_its_order_as_it_was_corrected_and_nothing_that_was_voided(house, anna):
    told = case_of(log_of(house, shifted=False, because="na próbę"), anna.life.id)
    envelope = {"concept:name", "identity:id", "lifecycle:transition", "time:timestamp", "order", "org:resource"}
    said = [
        (
            event["concept:name"],
            event["time:timestamp"],
            {name: value for name, value in event.items() if name not in envelope | {"org:role"}},
        )
        for event in told
    ]
    assert said == [
        ("participant registered", "2026-05-04T12:00:00.000+02:00", {}),
        ("referral received", "2026-05-04T12:00:01.000+02:00", {"kind": "KIS"}),
        ("social contract signed", "2026-05-05T12:00:00.000+02:00", {"type": "B"}),
        ("enrolled", "2026-05-06T12:00:00.000+02:00", {"programme": "PSU"}),
        (
            "hours recorded",
            "2026-05-07T12:00:00.000+02:00",
            {"minutes": "90", "unit": "MINUTES", "direction": "WORKED"},
        ),
        (
            "employment started",
            "2026-05-21T12:00:00.000+02:00",
            {
                "form": "EMPLOYMENT_CONTRACT",
                "employer_kind": "COMPANY",
                "fte_hundredths": "50",
                "evidence": "DOCUMENT",
            },
        ),
        ("exited", "2026-05-29T12:00:00.000+02:00", {}),
    ]
    assert {event["org:role"] for event in told} == {"COORDINATOR"}
    assert {event["lifecycle:transition"] for event in told} == {"complete"}


def test_an_xes_document_declares_what_it_uses_and_has_one_element_a_line(house, planted_people):
    log = log_of(house)
    lines = b"".join(xes(log)).decode().splitlines()
    assert lines[0] == '<?xml version="1.0" encoding="UTF-8"?>'
    assert all(line.startswith("<") and line.endswith(">") and line.count("<") == 1 for line in lines)
    root = ET.fromstring("\n".join(lines).encode())
    assert (root.tag, root.get("xes.version")) == (f"{XES}log", "1849.2016")
    prefixes = {one.get("prefix") for one in root.iter(f"{XES}extension")}
    keys = {str(one.get("key")) for one in root.iter() if one.get("key") is not None}
    assert prefixes == {"concept", "lifecycle", "org", "time", "identity"}
    assert {key.partition(":")[0] for key in keys if ":" in key} <= prefixes
    [of_traces, of_events] = root.iter(f"{XES}global")
    assert {one.get("key") for one in of_traces} == {"concept:name", "identity:id"}
    everywhere = {str(one.get("key")) for one in of_events}
    assert all(everywhere <= set(event) for events in traces(log).values() for event in events)
    for classifier in root.iter(f"{XES}classifier"):
        assert set(str(classifier.get("keys")).split()) <= everywhere
    numbers = [int(event["order"]) for events in traces(log).values() for event in events]
    assert numbers == list(range(1, len(numbers) + 1))
    children = [one.tag.removeprefix(XES) for one in root]
    assert children == sorted(children, key=["extension", "global", "classifier", "string", "boolean", "trace"].index)


def test_an_ocel_document_names_only_what_it_declares_and_the_objects_that_it_holds(house, planted_people):
    said = document(log_of(house, sensitive=True, because="na próbę"))
    assert set(said) == {"objectTypes", "eventTypes", "objects", "events"}
    types = {one["name"]: {a["name"]: a["type"] for a in one["attributes"]} for one in said["objectTypes"]}
    assert set(types) == set(OBJECTS)
    events = {one["name"]: {a["name"]: a["type"] for a in one["attributes"]} for one in said["eventTypes"]}
    ids = [one["id"] for one in said["objects"]]
    assert len(ids) == len(set(ids))
    for one in said["objects"]:
        assert set(one) == {"id", "type", "attributes", "relationships"}
        assert {a["name"] for a in one["attributes"]} <= set(types[one["type"]])
        firsts = {a["name"]: a["time"] for a in reversed(one["attributes"])}
        assert set(firsts.values()) <= {"1970-01-01T00:00:00.000+00:00"}
        assert {related["objectId"] for related in one["relationships"]} <= set(ids)
    kinds = {"string": str, "integer": int, "boolean": bool}
    for event in said["events"]:
        assert set(event) == {"id", "type", "time", "attributes", "relationships"}
        assert datetime.fromisoformat(event["time"]).utcoffset() in {timedelta(hours=1), timedelta(hours=2)}
        for attribute in event["attributes"]:
            assert type(attribute["value"]) is kinds[events[event["type"]][attribute["name"]]]
        assert {related["objectId"] for related in event["relationships"]} <= set(ids)
    assert len({event["id"] for event in said["events"]}) == len(said["events"])


def test_both_formats_tell_the_same_events(house, planted_people):
    log = log_of(house)
    of_xes = [
        (event["identity:id"], event["concept:name"], event["time:timestamp"])
        for events in traces(log).values()
        for event in events
    ]
    assert of_xes == [(event["id"], event["type"], event["time"]) for event in document(log)["events"]]


def test_objects_are_people_and_what_they_went_through_with_their_states(house, anna):
    log = log_of(house, shifted=False, because="na próbę")
    said = document(log)
    person = case_of(log, anna.life.id)
    ids = {event["identity:id"] for event in person}
    mine = {
        (related["objectId"], related["qualifier"])
        for event in said["events"]
        if event["id"] in ids
        for related in event["relationships"]
    }
    objects = {one["id"]: one for one in said["objects"]}
    kinds = sorted((objects[id]["type"], qualifier) for id, qualifier in mine)
    assert kinds == [
        ("contract", "under"),
        ("edition", "at"),
        ("employment", "about"),
        ("episode", "in"),
        ("participant", "of"),
        ("worker", "recorded by"),
    ]
    [episode] = [objects[id] for id, qualifier in mine if qualifier == "in"]
    assert [(a["name"], a["value"], a["time"][:10]) for a in episode["attributes"]] == [
        ("kind", "KIS", "1970-01-01"),
        ("state", "open", "1970-01-01"),
        ("state", "exited", "2026-05-29"),
    ]
    [(participant, _)] = [one for one in mine if one[1] == "of"]
    assert episode["relationships"] == [{"objectId": participant, "qualifier": "of"}]


@pytest.mark.parametrize("sensitive", [False, True])
def test_no_id_no_name_no_text_and_no_number_of_the_record_is_in_any_byte(house, planted_people, sensitive):
    said = granted(house, **YEARS, sensitive=sensitive, because="powód zmyślony")
    log = read(house, said.id)
    bytes_of = b"".join(xes(log)) + b"".join(ocel(log))
    assert bytes_of.isascii()
    text = bytes_of.decode()
    with house.store.snapshot():
        editions = [edition.id for edition in house.indexes.places.editions(house.store.reading())]
    ids = [*planted_people, *editions, COORDINATOR, SECOND, UUID(said.id), house.club_id]
    assert [id for id in ids if str(id) in text or id.hex in text or id.hex[:12] in text] == []
    assert [secret for number in range(3) for secret in secrets_of(number) if secret in text] == []
    assert [word for word in ("Kanarek", "Zmy", "recorded_at", "command", "position") if word in text] == []
    numbers = {key for events in traces(log).values() for event in events for key in event if event[key].isdigit()}
    assert numbers <= {"order", "minutes", "fte_hundredths"}
    assert not {"sex", "birth_year", "birth_date", "monthly_grosze", "employer"} & {
        key for events in traces(log).values() for event in events for key in event
    }


def test_without_special_codes_no_sealed_value_is_opened_and_nothing_speaks_of_health(
    house, planted_people, monkeypatch
):
    opened = []
    by_hand = house.sealer.open

    def noting(token, place, content_type):
        opened.append(place.topic)
        return by_hand(token, place, content_type)

    monkeypatch.setattr(house.sealer, "open", noting)
    log = log_of(house)
    opened.clear()
    events = [event for case in traces(log).values() for event in case]
    assert opened == []
    assert {event["concept:name"] for event in events} & SPECIAL == set()
    assert {event.get("programme") for event in events} <= {"PSU", None}
    assert planted_people[3] not in [record for records in log.people for record in records]

    log = log_of(house, sensitive=True, because="na próbę")
    events = [event for case in traces(log).values() for event in case]
    assert opened
    assert {event["concept:name"] for event in events} >= SPECIAL - {"death recorded"}  # that one was voided
    assert "AOON" in {event.get("programme") for event in events}
    assert [event["kind"] for event in events if event["concept:name"] == activity(Exited)]


def test_a_log_is_the_record_as_the_second_person_saw_it_and_the_same_at_every_fetch(house, planted_people):
    said = granted(house, **YEARS)
    first = b"".join(xes(read(house, said.id))), b"".join(ocel(read(house, said.id)))
    enrolled(house, "PSU")
    assert (b"".join(xes(read(house, said.id))), b"".join(ocel(read(house, said.id)))) == first
    assert len(log_of(house).people) == len(read(house, said.id).people) + 1


def test_two_grants_of_the_same_have_no_name_in_common(house, planted_people):
    names = [{one["id"] for one in document(log_of(house))["objects"]} for _ in range(2)]
    assert names[0] & names[1] == set()
    assert len(names[0]) == len(names[1])


def test_shifted_days_keep_weekdays_and_lengths_and_go_back_a_year_at_most(house, planted_people, anna):
    plain, shifted = log_of(house, shifted=False, because="na próbę"), log_of(house)
    weeks = set()
    for person in (*planted_people[:3], anna.life.id):
        days = [
            [datetime.fromisoformat(event["time:timestamp"]).date() for event in case_of(log, person)]
            for log in (plain, shifted)
        ]
        [moved] = {true - said for true, said in zip(*days, strict=True)}
        assert moved.days % 7 == 0
        weeks.add(moved.days // 7)
    assert all(0 <= week < SHIFTED_WEEKS for week in weeks)
    assert len(weeks) > 1


def test_a_log_holds_what_happened_in_its_period_and_its_programmes(house, planted_people, anna):
    day = {"shifted": False, "because": "na próbę", "period_first": date(2026, 5, 6), "period_last": date(2026, 5, 7)}
    log = log_of(house, **day)
    assert [event["concept:name"] for event in case_of(log, anna.life.id)] == ["enrolled", "hours recorded"]
    of_work = log_of(house, programmes=("PSU",), sensitive=True, because="na próbę")
    events = [event for case in traces(of_work).values() for event in case]
    assert {event.get("programme") for event in events} == {"PSU", None}
    assert planted_people[3] not in [record for records in of_work.people for record in records]
    before = log_of(house, period_first=date(2020, 1, 1), period_last=date(2020, 1, 1))
    assert (before.people, list(before.cases())) == ((), [])
    assert document(before)["events"] == document(before)["objects"] == []


def test_linked_records_are_one_case(house):
    one, other = enrolled(house)[0], enrolled(house)[0]
    ask(house, LinkDuplicate(participant_id=other, survivor=one, reason="ta sama zmyślona osoba"))
    log = log_of(house)
    assert (one, other) in log.people
    assert [event["concept:name"] for event in case_of(log, one)].count("enrolled") == 2


def test_whoever_is_forgotten_is_in_no_log_not_even_in_one_that_was_granted_before(tmp_path):
    with a_club(tmp_path, FixedClock(datetime(2037, 6, 1, 8, tzinfo=UTC))) as house:
        stays, goes = planted(house, 1), planted(house, 2)
        said = granted(house, **YEARS, until=house.today())
        assert set(read(house, said.id).people) == {(stays,), (goes,)}
        forget(house, goes)
        assert read(house, said.id).people == ((stays,),)


def test_how_many_go_a_way_that_hardly_anybody_goes_is_counted_before_anybody_agrees(tmp_path):
    with open_front(tmp_path) as front:
        house = front.house
        for _ in range(5):
            enrolled(house)
        alone = Place(front, WHOLE[:4])
        risk = read(house, an_event_log(house, **YEARS).id).risk()
        assert (risk.people, risk.ways, risk.in_rare_ways) == (6, 1, 0)
        alone.tell("recordHours")
        risk = read(house, an_event_log(house, **YEARS).id).risk()
        assert (risk.people, risk.events, risk.ways, risk.in_rare_ways) == (6, 25, 2, 1)


class Endless:
    """A log of many invented cases, each made when it is asked for."""

    name, sensitive, shifted = "log-0", False, True

    def __init__(self, cases: int) -> None:
        self._cases = cases

    def cases(self) -> Iterator[Case]:
        noon = datetime(2026, 5, 4, 12, tzinfo=UTC)
        for number in range(self._cases):
            name = f"participant-{number}"
            events = [
                LogEvent(
                    activity="hours recorded",
                    at=noon + timedelta(days=day),
                    worker="worker-1",
                    role="CASEWORKER",
                    attributes={"minutes": 60},
                    related=(Related(name=name, qualifier="of"),),
                )
                for day in range(10)
            ]
            yield Case(name=name, events=events, objects=[LogObject(name=name, kind="participant")])


@pytest.mark.parametrize("write", [xes, ocel])
def test_a_log_of_any_length_is_written_without_being_held(write):
    cases = times(50, 1000)
    tracemalloc.start()
    try:
        lines = sum(piece.count(b"hours recorded") for piece in write(Endless(cases)))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert lines >= cases * 10
    assert most < 1_000_000
