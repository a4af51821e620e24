"""What a fact may hold, what a sealed value shows, and what folding may never do."""

import importlib
import pkgutil
from datetime import date, time
from enum import Enum
from types import new_class
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
import pytest

import domain
from domain import employment, hours, journal, participant, programmes
from domain.hours import recording
from domain.journal import TOPICS, Code, Fact, Personal, Purpose, Sealed, Statistical
from domain.participant import Participant
from domain.refusals import Refusal
from domain.vocabulary import Sex
from tests.control_steps import a_control_that_ended
from tests.domain.refusals.ledger import begin as begin_epoch
from tests.domain.whole_lives import (
    SECRET,
    TUESDAY,
    a_provider_who_left,
    a_refused_erasure,
    a_refused_event_log,
    a_settled_erasure,
    a_user,
    a_whole_life,
    a_withdrawn_event_log,
    an_agreement_that_ended,
    an_edition_that_closed,
)
from tests.paper_steps import a_described_club
from tests.report_steps import a_whole_report
from tests.rule_steps import a_rule_book_that_changed
from tests.steps import (
    ANNA,
    STAMP,
    closed,
    enrolled_in,
    record_hours,
    start_work,
)


@pytest.fixture(autouse=True)
def _a_registry_of_its_own(monkeypatch):
    monkeypatch.setattr(journal, "TOPICS", dict(TOPICS))


def declare(annotation: Any, topic: str = "journey.trial.1") -> type[Fact]:
    """Declare a fact with one field of its own, as the class statement would."""
    space = {"__annotations__": {"said": annotation}, "TOPIC": topic, "__module__": __name__}
    return new_class("Trial", (Fact,), {"frozen": True, "kw_only": True}, lambda empty: empty.update(space))


@pytest.mark.parametrize(
    "annotation",
    [
        str,
        str | None,
        "str",
        int | str,
        bytes,
        Any,
        object,
        list[str],
        dict[int, str],
        tuple[str, ...] | None,
        Annotated[str, msgspec.Meta(max_length=3)],
        Annotated[str, msgspec.Meta(extra={"declared": "otherwise"})],
    ],
)
def test_a_text_without_a_declaration_does_not_import(annotation):
    with pytest.raises(TypeError, match="said"):
        declare(annotation)


@pytest.mark.parametrize(
    "annotation",
    [
        Personal[str],
        Personal[str] | None,
        Personal,
        Sealed[str],
        list[Personal[str]],
        Annotated[Personal[str], "identity"],
        Annotated[Personal[str], Purpose.IDENTITY, Purpose.NOTES],
        Annotated[Personal[str], Purpose.STATISTICS],
        Annotated[Personal[str] | None, Purpose.IDENTITY],
    ],
)
def test_a_personal_value_without_one_purpose_of_its_own_does_not_import(annotation):
    with pytest.raises(TypeError, match="said"):
        declare(annotation)


@pytest.mark.parametrize(
    "annotation", [Code, Code | None, int, bool, date, time | None, UUID, Sex, Literal["A"], list[int], list[Code]]
)
def test_what_says_nothing_about_who_somebody_is_stays_in_clear(annotation):
    assert declare(annotation).SEALED == ()


@pytest.mark.parametrize("purpose", [Purpose.IDENTITY, Purpose.NOTES, Purpose.SPECIAL])
@pytest.mark.parametrize("or_none", [False, True])
def test_a_personal_value_is_sealed_for_its_purpose(purpose, or_none):
    annotation: Any = Annotated[Personal[date], purpose]
    (field,) = declare(annotation | None if or_none else annotation).SEALED
    assert (field.name, field.purpose, field.content, field.statistical) == ("said", purpose, date, False)


@pytest.mark.parametrize("annotation", [Statistical[Sex], Statistical[Sex] | None, "Statistical[Sex]"])
def test_a_statistical_code_is_sealed_with_the_clubs_key(annotation):
    (field,) = declare(annotation).SEALED
    assert (field.name, field.purpose, field.content, field.statistical) == ("said", Purpose.STATISTICS, Sex, True)


def test_a_fact_without_a_topic_of_its_own_does_not_import():
    with pytest.raises(TypeError, match="topic"):

        class Nameless(Fact, frozen=True, kw_only=True):
            pass

    with pytest.raises(TypeError, match="topic"):

        class Heir(hours.HoursRecorded, frozen=True, kw_only=True):
            pass


def test_a_topic_is_never_used_twice():
    first = declare(int)
    assert journal.TOPICS["journey.trial.1"] is first
    with pytest.raises(TypeError, match=r"journey\.trial\.1"):
        declare(int)
    with pytest.raises(TypeError, match="HoursRecorded"):
        declare(int, topic="journey.hours-recorded.1")


@pytest.mark.parametrize("kind", [Personal, Statistical])
def test_a_sealed_value_never_shows_itself(kind):
    value = kind(SECRET)
    assert SECRET not in repr(value) + str(value) + f"{value} {value!r} {value:}" + f"{[value]} {ValueError(value)!r}"
    with pytest.raises(TypeError):
        msgspec.json.encode(value)


def test_a_fact_with_personal_values_does_not_show_them_either():
    anna = enrolled_in("PSU", TUESDAY)
    assert "Zmyślona" not in repr(anna.pending) + str(anna.pending[0])


def test_a_closed_value_remembers_its_token_and_forgets_what_it_was():
    value = Personal(SECRET)
    assert value.fresh == SECRET
    with pytest.raises(ValueError, match="not been sealed"):
        _ = value.token
    value.close("abc")
    assert SECRET not in (value.fresh, value.token)
    assert value.token == "abc"
    assert value == Personal(token="abc")
    assert Personal(token="abc").fresh is None


def test_a_sealed_value_is_either_fresh_or_stored():
    for said, token in ((None, None), (SECRET, "abc")):
        with pytest.raises(ValueError, match="either"):
            Personal(said, token=token)


def test_sealed_values_are_equal_when_they_hold_the_same_and_are_of_one_kind():
    assert Personal(SECRET) == Personal(SECRET) != Personal("inna")
    assert Personal(token="abc") == Personal(token="abc") != Personal(token="abd")
    assert Personal(SECRET) != Statistical(SECRET)
    assert Personal(SECRET) != SECRET
    assert len({Personal(SECRET), Personal(SECRET), Statistical(SECRET)}) == 2


EVERYTHING = (
    a_whole_life,
    a_user,
    an_edition_that_closed,
    a_provider_who_left,
    an_agreement_that_ended,
    a_rule_book_that_changed,
    a_control_that_ended,
    begin_epoch,
    a_settled_erasure,
    a_refused_erasure,
    a_withdrawn_event_log,
    a_refused_event_log,
    a_described_club,
    a_whole_report,
)
LIVES = pytest.mark.parametrize("live", EVERYTHING)
NEWEST = {topic for topic, kind in TOPICS.items() if kind.lift is Fact.lift}


def state(aggregate: Any) -> dict[str, Any]:
    """Return what was folded: every slot but the facts that wait to be stored."""
    names = {name for base in type(aggregate).__mro__ for name in getattr(base, "__slots__", ())}
    return {name: getattr(aggregate, name) for name in names - {"pending"}}


def refolded(aggregate: Any) -> Any:
    """Return the aggregate made again from its facts alone."""
    again = type(aggregate)(aggregate.id)
    for fact in aggregate.pending:
        again.fold(fact)
    return again


@LIVES
def test_every_fact_of_the_catalogue_happens_in_these_lives(live):
    kind = type(live())
    lives = [lived for every in EVERYTHING if type(lived := every()) is kind]
    happened = {type(fact).TOPIC for lived in lives for fact in lived.pending}
    assert happened == {topic for topic in NEWEST if topic.startswith(kind.STREAM)}


def test_there_is_no_fact_beside_those_that_happen_in_these_lives():
    assert {type(fact).TOPIC for live in EVERYTHING for fact in live().pending} == NEWEST


@LIVES
def test_facts_fold_to_the_state_they_were_recorded_in(live):
    lived = live()
    assert state(refolded(lived)) == state(lived)
    assert [fact.originator_version for fact in lived.pending] == list(range(1, lived.version + 1))


@LIVES
def test_folding_asks_no_rule(live, monkeypatch):
    lived = live()

    def asked(*_args, **_said):
        raise AssertionError("a rule was asked while folding")

    replaced = 0
    for found in pkgutil.walk_packages(domain.__path__, "domain."):
        module = importlib.import_module(found.name)
        for name, rule in list(vars(module).items()):
            is_refusal = isinstance(rule, type) and issubclass(rule, Refusal)
            if name.startswith("refuse_") or is_refusal:
                monkeypatch.setattr(module, name, asked)
                replaced += 1
    assert replaced > 50
    with pytest.raises(AssertionError, match="a rule was asked"):
        hours.refuse_impossible_minutes(1)
    assert state(refolded(lived)) == state(lived)


@LIVES
def test_folding_opens_no_sealed_value(live, monkeypatch):
    lived = live()
    for fact in lived.pending:
        closed(fact)

    def opened(_self):
        raise AssertionError("a sealed value was looked at while folding")

    monkeypatch.setattr(Sealed, "fresh", property(opened))
    monkeypatch.setattr(Sealed, "token", property(opened))
    assert state(refolded(lived)) == state(lived)


def test_old_facts_survive_limits_that_were_tightened_later(monkeypatch):
    lived = a_whole_life()
    monkeypatch.setattr(recording, "minutes_of", lambda _day: 60)
    monkeypatch.setattr(employment, "FULL_TIME_HUNDREDTHS", 50)
    for step in (
        lambda: record_hours(a_whole_life(), TUESDAY, minutes=61),
        lambda: start_work(a_whole_life(), TUESDAY),
    ):
        with pytest.raises(Refusal):
            step()
    assert state(refolded(lived)) == state(lived)


def test_an_old_enrolment_is_not_judged_anew_when_the_catalogue_changes(monkeypatch):
    anna = enrolled_in("AOON", TUESDAY)
    stricter = msgspec.structs.replace(programmes.PROGRAMMES["AOON"], needs_contract=True)
    monkeypatch.setattr(programmes, "PROGRAMMES", programmes.PROGRAMMES | {"AOON": stricter})
    record_hours(refolded_with_its_facts(anna), TUESDAY)
    monkeypatch.setattr(programmes, "PROGRAMMES", {})
    record_hours(refolded_with_its_facts(anna), TUESDAY)


def refolded_with_its_facts(person: Participant) -> Participant:
    again: Participant = refolded(person)
    again.pending = list(person.pending)
    return again


@LIVES
def test_a_changed_draft_leaves_the_original_as_it_was(live):
    lived = live()
    half = type(lived)(lived.id)
    for fact in lived.pending[: len(lived.pending) // 2]:
        half.fold(fact)
    before = state(half.draft())
    draft = half.draft()
    for fact in lived.pending[len(lived.pending) // 2 :]:
        draft.fold(fact)
        draft.pending.append(fact)
    assert state(half) == before != state(draft)
    assert half.pending == []


def test_facts_wait_until_they_are_collected_once():
    anna = enrolled_in("AOON", TUESDAY)
    assert len(anna.collect_events()) == 3
    assert anna.collect_events() == []
    record_hours(anna, TUESDAY)
    assert [fact.originator_version for fact in anna.collect_events()] == [4]


def test_every_fact_carries_who_told_us_when_in_which_role_and_by_which_command():
    anna = a_whole_life()
    for fact in anna.pending:
        assert (fact.originator_id, fact.recorded_at, fact.recorded_by) == (ANNA, STAMP.recorded_at, STAMP.recorded_by)
        assert (fact.role, fact.command_id) == (STAMP.role, STAMP.command_id)
    assert anna.pending[-3].occurred_on == date(2026, 7, 2)


def test_the_contents_page_holds_no_rule():
    """Guards live with their capability: the participant's own methods never raise."""
    source = participant.__loader__.get_source("domain.participant")  # type: ignore[union-attr]
    assert source
    assert "raise" not in source


def test_purposes_are_those_that_keys_are_kept_for():
    assert {purpose.value for purpose in Purpose} == {"identity", "notes", "special", "statistics"}
    assert isinstance(Purpose.IDENTITY, Enum)
