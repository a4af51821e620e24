"""The journal: what is stored is read back, and what is not ours or not whole is refused."""

from datetime import date
from uuid import UUID

import msgspec
import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent

from application.journal import GapInStream, Journal, UnknownTopic
from application.sealing import TokenRefused
from application.store.sqlite import NotTheWriter, Store
from domain.employment import EmploymentStarted, EmploymentStarted1
from domain.hours import HoursRecorded
from domain.journal import Personal
from domain.participant import Participant
from domain.users import User
from domain.vocabulary import EvidenceGrade, LegalForm
from tests.examples import example, mapper, sealer
from tests.steps import ANNA, EWA, STAMP, TODAY, enrolled_in, record_hours, start_work

TUESDAY = date(2026, 6, 2)
STRANGER = UUID("00000000-0000-4000-8000-00000000dead")
HOURS = HoursRecorded.TOPIC


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "kis.db")
    yield store
    store.close()


@pytest.fixture
def journal(store):
    return Journal(store, sealer("journal"))


def save(journal, *facts):
    """Store facts in one transaction, as the writer does."""
    store = journal._store
    store.begin()
    try:
        journal.save(*facts)
        store.commit()
    except BaseException:
        store.rollback()
        raise


def load(journal, kind, id, version=None):
    with journal._store.snapshot():
        return journal.load(kind, id, version)


def anna():
    person = enrolled_in("PSU", TUESDAY)
    record_hours(person, TUESDAY, 60, at="08:00")
    start_work(person, TUESDAY)
    return person


def ewa():
    return User.register(EWA, STAMP, TODAY, display_name="Ewa Zmyślona")


def first_employment(version):
    return EmploymentStarted1(
        originator_id=ANNA,
        originator_version=version,
        occurred_on=TUESDAY,
        recorded_at=STAMP.recorded_at,
        recorded_by=EWA,
        role="CASEWORKER",
        command_id="command-1",
        form=LegalForm.CIVIL_CONTRACT,
        employer=Personal("Zakład Zmyślony"),
        full_time=False,
        evidence=EvidenceGrade.NONE,
    )


def test_a_stored_person_is_folded_to_what_was_recorded(journal):
    recorded = anna()
    save(journal, *recorded.collect_events())
    loaded = load(journal, Participant, ANNA)
    assert loaded.version == recorded.version == 6
    for name in ("registered_on", "episodes", "contracts", "enrolments", "employments", "caseworkers"):
        assert getattr(loaded, name) == getattr(recorded, name)
    assert loaded.pending == []


def test_a_person_is_loaded_as_of_an_earlier_version(journal):
    save(journal, *anna().collect_events())
    then = load(journal, Participant, ANNA, version=3)
    assert (then.version, len(then.contracts), then.enrolments) == (3, 1, {})


def test_a_participants_id_is_no_user_and_a_users_id_no_participant(journal):
    save(journal, *anna().collect_events(), *ewa().collect_events())
    assert load(journal, User, ANNA) is None
    assert load(journal, Participant, EWA) is None
    assert load(journal, User, EWA).version == 1
    with journal._store.snapshot():
        assert [journal.exists(kind, id) for kind, id in ((Participant, ANNA), (User, EWA))] == [True, True]
        assert [journal.exists(kind, id) for kind, id in ((User, ANNA), (Participant, EWA))] == [False, False]


def test_nobody_is_loaded_where_there_is_no_stream(journal):
    assert load(journal, Participant, STRANGER) is None
    with journal._store.snapshot():
        assert not journal.exists(Participant, STRANGER)


@pytest.mark.parametrize("missing", [1, 3, 5])
def test_a_stream_with_a_gap_is_refused(journal, missing):
    facts = [fact for fact in anna().collect_events() if fact.originator_version != missing]
    save(journal, *facts)
    with pytest.raises(GapInStream):
        load(journal, Participant, ANNA)


def test_a_stream_that_lost_its_end_is_whole_as_far_as_it_goes(journal):
    save(journal, *anna().collect_events()[:-1])
    assert load(journal, Participant, ANNA).version == 5


def test_two_facts_do_not_take_one_version(journal):
    save(journal, *anna().collect_events())
    with pytest.raises(IntegrityError):
        save(journal, first_employment(6))


def test_a_stored_topic_that_is_not_in_the_registry_is_refused_and_never_imported(journal):
    save(journal, *anna().collect_events())
    store = journal._store
    store.begin()
    store.recorder.insert_events([StoredEvent(ANNA, 7, "os:system", b'{"command":"true"}')])
    store.commit()
    with pytest.raises(UnknownTopic, match="os:system"):
        load(journal, Participant, ANNA)


@pytest.mark.parametrize(
    "topic", ["", "journey.hours-recorded", "journey.hours-recorded.4", "Journey.hours-recorded.1"]
)
def test_a_topic_is_known_to_the_letter(topic):
    state = mapper(HOURS).to_stored_event(example(HoursRecorded)).state
    assert mapper(HOURS).read(HOURS, state)
    with pytest.raises(UnknownTopic):
        mapper(HOURS).read(topic, state)


@pytest.mark.parametrize("state", [b"", b"{}", b"[]", b'{"minutes":1}', b"\xff"])
def test_bytes_that_do_not_say_the_whole_fact_are_refused(state):
    with pytest.raises(msgspec.DecodeError):
        mapper(HOURS).read(HOURS, state)


def test_a_fact_of_an_older_shape_is_lifted_when_it_is_read(journal):
    person = enrolled_in("PSU", TUESDAY)
    save(journal, *person.collect_events(), first_employment(5))
    loaded = load(journal, Participant, ANNA)
    spell = loaded.employments[5]
    assert (spell.form, spell.fte_hundredths) == (LegalForm.CIVIL_CONTRACT, None)
    with journal._store.snapshot() as _:
        stored = journal.recorder.select_events(ANNA, gt=4)
    assert [event.topic for event in stored] == [EmploymentStarted1.TOPIC]
    fact = journal.mapper.to_domain_event(stored[0])
    assert type(fact) is EmploymentStarted
    opener = sealer("journal")
    assert opener.open_field(fact, "employer", stored_topic=EmploymentStarted1.TOPIC) == "Zakład Zmyślony"
    with pytest.raises(TokenRefused):
        opener.open_field(fact, "employer")


def test_what_is_stored_is_closed_and_comes_back_closed():
    fact = example(HoursRecorded)
    assert isinstance(fact, HoursRecorded)
    assert fact.note is not None
    assert fact.note.fresh == "zmyślone note"
    stored = mapper(HOURS).to_stored_event(fact)
    assert (stored.originator_id, stored.originator_version, stored.topic) == (fact.originator_id, 7, HOURS)
    assert "zmyślone".encode() not in stored.state
    back = mapper(HOURS).to_domain_event(stored)
    assert back == fact
    assert sealer(HOURS).open_field(back, "note") == "zmyślone note"


def test_a_value_shared_by_two_facts_is_not_stored_where_nobody_could_read_it():
    first = example(HoursRecorded)
    mapper(HOURS).to_stored_event(first)
    second = msgspec.structs.replace(first, originator_version=8)
    with pytest.raises(TokenRefused):
        mapper(HOURS).to_stored_event(second)


def test_facts_are_saved_inside_the_writers_transaction_and_nowhere_else(journal):
    with pytest.raises(NotTheWriter):
        journal.save(*anna().collect_events())


def test_the_newest_moment_is_that_of_the_last_fact_stored(journal):
    db = journal._store.writer
    assert journal.last_recorded_at(db) is None
    save(journal, *anna().collect_events())
    assert journal.last_recorded_at(db) == STAMP.recorded_at
