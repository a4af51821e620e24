"""The catalogue of facts: what was stored once is read for ever, every kind of fact has its sentence."""

import json
import re
from enum import StrEnum
from typing import Any

import pytest

from application.journal import UnknownTopic
from application.projections.timeline import Entry
from application.projections.timeline.saying import ERASED, PROTECTED
from application.projections.timeline.sentences import SENTENCES
from application.projections.timeline.words import WORDS
from application.sealing import TokenRefused
from domain.employment import EmploymentStarted
from domain.journal import Fact, Purpose, Sealed
from domain.personal_data import ParticipantRegistered
from tests import regenerate
from tests.examples import CATALOGUE, ENVELOPE, STREAMS, example, mapper, own_fields, sealer
from tests.regenerate import GOLDEN, PAGE, ROOT
from tests.timelines import read_back, with_references

TOPIC = re.compile(
    r"(journey|edition|provider|agreement|engagement|rules|erasure|event-log|report|user|ledger|club)\.[a-z-]+\.[1-9][0-9]*"
)
KEPT = {path.stem: path.read_bytes() for path in sorted((ROOT / GOLDEN).glob("*.json"))}
NEWEST = [topic for topic, kind in CATALOGUE.items() if kind.lift is Fact.lift]
OLD = [topic for topic in CATALOGUE if topic not in NEWEST]
ALL_PURPOSES = frozenset(Purpose)


def values_of(fact: Fact) -> dict[str, Any]:
    """Return what a fact says beside its envelope, a sealed value as it was before it was sealed."""
    own = {name: getattr(fact, name) for name in type(fact).__struct_fields__ if name not in ENVELOPE}
    return {name: value.fresh if isinstance(value, Sealed) else value for name, value in own.items()}


def read(topic: str) -> tuple[Fact, dict[str, Any]]:
    """Return the kept fact in its newest shape, and what it says, opened with the fixed keys."""
    fact = mapper(topic).read(topic, KEPT[topic])
    opener = sealer(topic)
    opened = {field.name: opener.open_field(fact, field.name, stored_topic=topic) for field in type(fact).SEALED}
    plain = {name: getattr(fact, name) for name in type(fact).__struct_fields__ if name not in ENVELOPE}
    return fact, plain | opened


def test_the_catalogue_is_not_empty():
    assert len(CATALOGUE) >= 16
    assert OLD


def test_every_topic_has_golden_bytes_and_no_bytes_outlive_their_topic():
    assert set(KEPT) == set(CATALOGUE)
    assert {path.suffix for path in (ROOT / GOLDEN).iterdir()} == {".json"}


@pytest.mark.parametrize("topic", CATALOGUE)
def test_a_topic_is_a_stream_a_fact_and_a_number(topic):
    assert TOPIC.fullmatch(topic)
    assert topic == CATALOGUE[topic].TOPIC


@pytest.mark.parametrize("topic", CATALOGUE)
def test_golden_bytes_say_what_they_said_when_they_were_stored(topic):
    fact, said = read(topic)
    expected = example(CATALOGUE[topic]).lift()
    assert type(fact) is type(expected)
    assert {name: getattr(fact, name) for name in ENVELOPE} == {name: getattr(expected, name) for name in ENVELOPE}
    assert said == values_of(expected)


@pytest.mark.parametrize("topic", CATALOGUE)
def test_the_same_fact_is_stored_as_the_same_bytes_today(topic):
    assert regenerate.golden(topic) == KEPT[topic]


@pytest.mark.parametrize("topic", CATALOGUE)
def test_golden_bytes_are_canonical_json_of_every_field_with_nothing_personal_in_clear(topic):
    stored = KEPT[topic]
    said = json.loads(stored)
    assert json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == stored
    assert set(said) == set(CATALOGUE[topic].__struct_fields__)
    for field in CATALOGUE[topic].SEALED:
        assert list(said[field.name]) == ["$sealed"]
        assert re.fullmatch(r"[A-Za-z0-9_-]+", said[field.name]["$sealed"])
        secret = getattr(example(CATALOGUE[topic]), field.name).fresh
        assert json.dumps(secret, default=str, ensure_ascii=False).encode() not in stored


@pytest.mark.parametrize("topic", [topic for topic in CATALOGUE if CATALOGUE[topic].SEALED])
def test_a_value_moved_to_a_younger_fact_of_the_same_person_is_not_opened(topic):
    """The bytes prove the binding too: the same token under another version stays shut."""
    moved = KEPT[topic].replace(b'"originator_version":7', b'"originator_version":8')
    fact = mapper(topic).read(topic, moved)
    for field in type(fact).SEALED:
        if getattr(fact, field.name) is None:
            continue
        with pytest.raises(TokenRefused):
            sealer(topic).open_field(fact, field.name, stored_topic=topic)


def test_older_shapes_are_lifted_to_the_newest_and_numbers_have_no_gap():
    numbers: dict[str, list[int]] = {}
    for topic in CATALOGUE:
        stem, _, number = topic.rpartition(".")
        numbers.setdefault(stem, []).append(int(number))
    for stem, found in numbers.items():
        assert sorted(found) == list(range(1, len(found) + 1))
        newest = f"{stem}.{max(found)}"
        assert newest in NEWEST
        assert {type(read(f"{stem}.{number}")[0]).TOPIC for number in found} == {newest}


@pytest.mark.parametrize(("full_time", "hundredths"), [(b"true", 100), (b"false", None)])
def test_employment_of_the_first_shape_is_full_time_or_of_unknown_size(full_time, hundredths):
    topic = "journey.employment-started.1"
    assert KEPT[topic].count(b'"full_time":true') == 1
    fact = mapper(topic).read(topic, KEPT[topic].replace(b'"full_time":true', b'"full_time":' + full_time))
    assert isinstance(fact, EmploymentStarted)
    assert fact.fte_hundredths == hundredths


@pytest.mark.parametrize("topic", NEWEST)
def test_every_fact_folds_in_a_way_of_its_own(topic):
    assert "apply" in vars(CATALOGUE[topic])
    assert CATALOGUE[topic].__doc__


@pytest.mark.parametrize("topic", OLD)
def test_an_older_shape_is_only_ever_lifted(topic):
    assert "lift" in vars(CATALOGUE[topic])
    assert "apply" not in vars(CATALOGUE[topic])


def test_every_fact_has_a_sentence_on_the_timeline_and_no_sentence_is_left_over():
    assert set(SENTENCES) == {CATALOGUE[topic] for topic in NEWEST}


def read_on_a_timeline(topic: str, opens: frozenset[Purpose]) -> Entry:
    """Return the entry of a kept fact, at position 1 among what it refers to."""
    kept, around = mapper(topic), with_references(example(CATALOGUE[topic]))[1:]
    events = [(fact, kept.to_stored_event(fact)) for fact in around]
    stream = STREAMS[topic.partition(".")[0]]
    others = [(fact.originator_id, fact.originator_version, event.topic, event.state) for fact, event in events]
    rows = [(stream, 7, topic, KEPT[topic]), *others]
    return next(entry for entry in read_back(rows, kept, stream, opens, {}) if entry.position == 1)


@pytest.mark.parametrize("topic", CATALOGUE)
def test_the_history_shows_the_stored_topic_and_the_newest_shape(topic):
    entry = read_on_a_timeline(topic, ALL_PURPOSES)
    fact, said = read(topic)
    assert (entry.topic, entry.position, entry.version) == (topic, 1, 7)
    assert (entry.occurred_on, entry.recorded_at) == (fact.occurred_on, fact.recorded_at)
    assert entry.details == said
    assert entry.pl != entry.en


@pytest.mark.parametrize("topic", [topic for topic in CATALOGUE if CATALOGUE[topic].SEALED])
def test_the_history_shows_no_sealed_value_to_a_role_that_opens_none(topic):
    entry = read_on_a_timeline(topic, frozenset())
    opened = read(topic)[1]
    for field in CATALOGUE[topic].SEALED:
        assert entry.details[field.name] in (PROTECTED[0], ERASED[0])
        value = opened[field.name]
        assert (WORDS[value][0] if isinstance(value, StrEnum) else str(value)) not in entry.pl


def test_a_stored_topic_that_nobody_declared_is_refused():
    with pytest.raises(UnknownTopic, match=r"journey\.flown-to-the-moon\.1"):
        mapper("journey.flown-to-the-moon.1").read("journey.flown-to-the-moon.1", b"{}")


def test_the_page_of_events_is_current():
    assert (ROOT / PAGE).read_text(encoding="utf-8") == regenerate.page(KEPT), "run `make events`"


@pytest.mark.parametrize("topic", CATALOGUE)
def test_the_page_of_events_shows_each_topic_with_its_fields_and_bytes(topic):
    section = regenerate.page(KEPT).split(f"### `{topic}`")[1].split("###")[0]
    assert KEPT[topic].decode() in section
    kind = CATALOGUE[topic]
    for name, _ in own_fields(kind):
        assert f"| `{name}` |" in section
    for field in kind.SEALED:
        declared = "statistical" if field.statistical else f"personal: {field.purpose.value}"
        assert re.search(rf"\| `{field.name}` \| .* \| {declared} \|", section)


@pytest.fixture
def elsewhere(tmp_path):
    regenerate.regenerate(tmp_path)
    return tmp_path


def test_regenerating_writes_what_is_missing_and_the_page(elsewhere):
    assert {path.stem: path.read_bytes() for path in (elsewhere / GOLDEN).iterdir()} == KEPT
    assert (elsewhere / PAGE).read_text(encoding="utf-8") == regenerate.page(KEPT)
    lost = elsewhere / GOLDEN / f"{ParticipantRegistered.TOPIC}.json"
    lost.unlink()
    assert regenerate.regenerate(elsewhere) == []
    assert lost.read_bytes() == KEPT[ParticipantRegistered.TOPIC]


def test_regenerating_never_changes_bytes_that_are_kept(elsewhere):
    kept = elsewhere / GOLDEN / f"{ParticipantRegistered.TOPIC}.json"
    kept.write_bytes(b'{"kept":"for ever"}')
    assert regenerate.regenerate(elsewhere) == [ParticipantRegistered.TOPIC]
    assert kept.read_bytes() == b'{"kept":"for ever"}'
