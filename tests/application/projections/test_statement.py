"""The person's own statement holds all that is stored about them, and nothing about anybody else."""

from datetime import date
from inspect import get_annotations
from typing import Any
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from application.indexes.access import OF_ACCESS
from application.journal import JourneyMapper
from application.projections.statement import Statement, statement
from application.projections.statement.labels import LABELS, OF_OTHERS
from application.projections.statement.texts import ADDRESS, addressed
from application.projections.timeline.sentences import SENTENCES
from application.sealing import Sealer
from application.store.tables import DERIVED, RECORD, facts_log, stored_events
from domain.journal import TOPICS, Fact, Purpose, Statistical
from domain.personal_data import ParticipantRegistered
from domain.related_persons import RelatedPersonLinked
from domain.vocabulary import Sex
from tests.application.projections import told, told_lives, told_services
from tests.examples import CLUB, FixedKeys, example, options_of
from tests.timelines import ErasedKeys, another, replaced, with_references

KINDS = sorted((kind for kind in SENTENCES if kind.TOPIC.startswith("journey.")), key=lambda kind: kind.TOPIC)
SEALED = [(kind, field.name) for kind in KINDS for field in kind.SEALED]
ENGINE = create_engine("sqlite://", poolclass=StaticPool)
for tables in (RECORD, DERIVED, OF_ACCESS):
    tables.create_all(ENGINE)


def told_to(*facts: Fact, keys: FixedKeys | None = None) -> Statement:
    """Return what the person is told whose stream the first fact is in."""
    mapper = JourneyMapper(Sealer(CLUB, FixedKeys(), lambda _owner, _purpose: True))
    stored = [(fact, mapper.to_stored_event(fact)) for fact in facts]
    reading = JourneyMapper(Sealer(CLUB, keys or FixedKeys(), lambda _owner, _purpose: True))
    with ENGINE.begin() as core:
        for place, (fact, kept) in enumerate(stored):
            row = {"originator_id": fact.originator_id.hex, "originator_version": fact.originator_version}
            core.execute(stored_events.insert().values(**row, topic=kept.topic, state=kept.state))
            core.execute(facts_log.insert().values(**row, idx=place, leaf_hash=b""))
        of = facts[0].originator_id
        found = statement(core, reading, reading.sealer, of, ("Zmyślona", "Anna"), date(2026, 6, 1))
        core.rollback()
    assert found is not None
    return found


def known(fact: Fact) -> Any:
    """Return what is told of one fact among those that it refers to."""
    said = told_to(*with_references(fact))
    return next(one for one in said.known if one.position == 1)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TOPIC)
def test_every_sealed_value_of_every_fact_is_told_under_a_name_that_people_understand(kind):
    told_of_it = known(example(kind))
    assert [detail.field for detail in told_of_it.details] == [field.name for field in kind.SEALED]
    assert all(detail.label == LABELS[detail.field] and detail.value for detail in told_of_it.details)
    assert known(example(kind, sparse=True)).sentence


@pytest.mark.parametrize(("kind", "name"), SEALED, ids=lambda one: getattr(one, "TOPIC", one))
def test_another_value_is_told_otherwise_but_for_what_is_about_somebody_else(kind, name):
    before = example(kind)
    after = replaced(example(kind), **{name: another(getattr(before, name))})
    [first], [second] = (
        [detail.value for detail in known(fact).details if detail.field == name] for fact in (before, after)
    )
    assert (first == second) == ((kind, name) in OF_OTHERS)


def test_no_value_about_somebody_else_is_anywhere_in_what_is_told():
    facts = with_references(example(RelatedPersonLinked))
    for life in (facts, told_lives.a_club_member(), told_services.a_service_user()):
        around = [*told.an_edition(), *told.the_respite_edition(), *told.a_provider()]
        others = [fact for fact in around if fact.originator_id != life[0].originator_id]
        values = {
            getattr(fact, name).fresh
            for fact in [*life, *others]
            for kind, name in OF_OTHERS
            if type(fact) is kind and getattr(fact, name) is not None
        }
        own = {"Zmyślona", "Anna"}
        said = msgspec.json.encode(told_to(*life, *others)).decode()
        assert values
        assert not [value for value in values - own if value in said]
        assert not [name for name in told.NAMES.values() if name in said]


def test_the_records_of_others_that_name_a_participant_are_those_that_are_looked_through():
    naming = {
        topic
        for topic, kind in TOPICS.items()
        if not topic.startswith("journey.") and kind.__module__.startswith("domain.")
        for name, annotation in get_annotations(kind, eval_str=True).items()
        if name in {"participant", "person", "participants"} and UUID in options_of(annotation)
    }
    assert naming == {"edition.put-on-waiting-list.1", "provider.kinship-declared.1"}


def test_what_was_erased_is_said_to_be_and_the_rest_is_told():
    said = told_to(
        *told_lives.a_club_member(), *told.an_edition(), *told.a_provider(), keys=ErasedKeys(Purpose.IDENTITY)
    )
    first = {detail.field: detail.value for detail in said.known[0].details}
    assert first["family_name"] == "[usunięto]"
    assert first["sex"] in {"kobieta", "mężczyzna"}


@pytest.mark.parametrize(
    ("sex", "right"),
    [
        (Sex.FEMALE, "Może Pani poprosić o poprawienie danych, które są błędne."),
        (Sex.MALE, "Może Pan poprosić o poprawienie danych, które są błędne."),
    ],
)
def test_a_person_is_spoken_to_as_a_woman_or_a_man(sex, right):
    fact = example(ParticipantRegistered)
    said = told_to(replaced(fact, sex=Statistical(sex)))
    assert said.rights[0] == right
    assert said.title == {Sex.FEMALE: "Co o Pani wiemy", Sex.MALE: "Co o Panu wiemy"}[sex]
    assert "{" not in msgspec.json.encode(said.rights + said.purposes + said.complaint).decode()


def test_sentences_are_short():
    said = told_to(example(ParticipantRegistered))
    texts = (
        said.introduction,
        said.purposes,
        said.legal_basis,
        said.recipients,
        said.kept,
        said.rights,
        said.complaint,
    )
    sentences = [part for text in texts for whole in text for part in whole.replace("ust. ", "").split(". ")]
    assert max(len(sentence.split()) for sentence in sentences) <= 22
    assert all(addressed(("{nom}{gen}{loc}",), sex)[0] for sex in ADDRESS)
