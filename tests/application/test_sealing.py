"""Sealing: a value is read by whoever has its key, in the place where it was written, and nowhere else."""

import base64
import json
import traceback
from datetime import UTC, date, datetime
from enum import Enum
from typing import Annotated
from uuid import uuid4

import msgspec
import pytest
from Crypto.Cipher import AES
from hypothesis import given
from hypothesis import strategies as st

from application.sealing import (
    KeyErased,
    KeyLost,
    KeyMissing,
    Place,
    Sealer,
    TokenRefused,
)
from application.store.keys import KeyState
from domain.journal import TOPICS, Fact, Personal, Purpose, Statistical
from tests.application.sealers import (
    ANNA,
    BOGDAN,
    CLUB,
    HERE,
    KEY,
    NONCE,
    TOPIC,
    OneKeyForAll,
    never,
    refused,
    sealer,
    store,
)

__all__ = ["sealer", "store"]


class Status(Enum):
    WORKING = "working"
    LONG_OUT_OF_WORK = "without-work-over-24-months"


class DetailsRecorded(Fact, frozen=True, kw_only=True):
    TOPIC = TOPIC

    programme: int = 7
    surname: Annotated[Personal[str], Purpose.IDENTITY]
    family_name: Annotated[Personal[str], Purpose.IDENTITY] | None = None
    remark: Annotated[Personal[str], Purpose.NOTES] | None = None
    born: Annotated[Personal[date], Purpose.IDENTITY] | None = None
    status: Statistical[Status] | None = None


del TOPICS[TOPIC]  # a topic of this file alone: the club's registry stays as it is


def details(**fields):
    fields.setdefault("surname", Personal("Żółć-Gęśl"))
    return DetailsRecorded(
        originator_id=fields.pop("owner", ANNA),
        originator_version=fields.pop("version", 3),
        occurred_on=date(2026, 3, 2),
        recorded_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        recorded_by=BOGDAN,
        role="caseworker",
        command_id="c-1",
        **fields,
    )


def test_a_sealed_fact_opens_to_what_was_said(store):
    sealer = Sealer(CLUB, store, never)
    fact = details(
        family_name=Personal("Ćwir"), born=Personal(date(1980, 2, 29)), status=Statistical(Status.LONG_OUT_OF_WORK)
    )
    sealer.seal_fact(fact)
    assert sealer.open_field(fact, "surname") == "Żółć-Gęśl"
    assert sealer.open_field(fact, "family_name") == "Ćwir"
    assert sealer.open_field(fact, "born") == date(1980, 2, 29)
    assert sealer.open_field(fact, "status") is Status.LONG_OUT_OF_WORK
    assert sealer.open_field(fact, "remark") is None


def test_sealing_closes_every_value_and_leaves_the_plain_fields(sealer):
    fact = details(status=Statistical(Status.WORKING))
    sealer.seal_fact(fact)
    assert fact.surname.fresh is fact.status.fresh is None
    assert fact.programme == 7
    assert fact.remark is None


def test_only_a_declared_and_sealed_field_can_be_opened(sealer):
    fact = details()
    with pytest.raises(ValueError, match="not been sealed"):
        sealer.open_field(fact, "surname")
    with pytest.raises(AttributeError):
        sealer.open_field(fact, "programme")


@given(st.text() | st.text("aąbcćeęlłnńoósśzźżAĄCĆEĘLŁNŃOÓSŚZŹŻ -'", min_size=1))
def test_any_text_comes_back_as_it_was(text):
    sealer = Sealer(CLUB, OneKeyForAll(), never)
    assert sealer.open(sealer.seal(text, HERE), HERE, str) == text


@given(st.integers(-(2**63), 2**63) | st.dates() | st.sampled_from(Status) | st.lists(st.text()))
def test_values_of_other_types_come_back_as_they_were(value):
    sealer = Sealer(CLUB, OneKeyForAll(), never)
    kind = list[str] if isinstance(value, list) else type(value)
    assert sealer.open(sealer.seal(value, HERE), HERE, kind) == value


def test_an_unmoved_token_opens_and_its_place_may_be_given_in_parts(sealer):
    token = sealer.seal("Wróbel", HERE)
    assert sealer.open(token, HERE, str) == "Wróbel"
    parts = {"owner": ANNA, "version": 3, "topic": TOPIC, "field": "surname", "purpose": Purpose.IDENTITY}
    assert sealer.open_value(str, token, **parts) == "Wróbel"


def test_a_token_moved_to_another_participant_is_refused(sealer):
    assert refused(sealer, sealer.seal("Wróbel", HERE), msgspec.structs.replace(HERE, owner=BOGDAN))


def test_a_token_moved_to_another_version_is_refused(sealer):
    assert refused(sealer, sealer.seal("Wróbel", HERE), msgspec.structs.replace(HERE, version=4))


def test_a_token_moved_to_another_topic_is_refused(sealer):
    assert refused(sealer, sealer.seal("Wróbel", HERE), msgspec.structs.replace(HERE, topic="trial.details-recorded.2"))


def test_a_token_moved_to_another_field_is_refused(sealer):
    assert refused(sealer, sealer.seal("Wróbel", HERE), msgspec.structs.replace(HERE, field="family_name"))


def test_a_token_moved_to_another_purpose_is_refused(sealer):
    assert refused(sealer, sealer.seal("Wróbel", HERE), msgspec.structs.replace(HERE, purpose=Purpose.NOTES))
    assert refused(sealer, sealer.seal("Wróbel", HERE), msgspec.structs.replace(HERE, purpose=Purpose.STATISTICS))


def test_a_token_moved_to_another_club_is_refused(sealer):
    assert refused(Sealer(uuid4(), OneKeyForAll(), never), sealer.seal("Wróbel", HERE), HERE)


def test_a_token_does_not_open_with_another_key(store, sealer):
    store.stage(ANNA, Purpose.IDENTITY)
    assert refused(Sealer(CLUB, store, never), sealer.seal("Wróbel", HERE), HERE)


def test_parts_of_a_place_do_not_run_into_each_other(sealer):
    token = sealer.seal("Wróbel", Place(ANNA, 1, "a.b", "c", Purpose.NOTES))
    assert refused(sealer, token, Place(ANNA, 1, "a", "b.c", Purpose.NOTES))
    assert refused(sealer, token, Place(ANNA, 1, 'a.b","c', "", Purpose.NOTES))


def test_a_token_changed_in_any_character_is_refused(sealer):
    token = sealer.seal("Wróbel", HERE)
    for index, letter in enumerate(token):
        assert refused(sealer, token[:index] + ("A" if letter != "A" else "B") + token[index + 1 :], HERE)


@pytest.mark.parametrize("cut", [0, 1, 3, 4, 38, 39, 40, -1, -4])
def test_a_token_cut_short_is_refused(sealer, cut):
    assert refused(sealer, sealer.seal("Wróbel", HERE)[:cut], HERE)


@pytest.mark.parametrize("tail", ["=", "==", "\n", " ", "!", "A", "ą", "\0"])
def test_a_token_with_anything_behind_it_is_refused(sealer, tail):
    assert refused(sealer, sealer.seal("Wróbel", HERE) + tail, HERE)


def test_a_token_is_read_in_one_spelling_only(sealer):
    token = sealer.seal("Wróbel", HERE)
    box = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    same = [token[:-1] + last for last in alphabet if base64.urlsafe_b64decode(token[:-1] + last + "==")[:61] == box]
    assert len(same) > 1
    assert [spelling for spelling in same if spelling != token and not refused(sealer, spelling, HERE)] == []


def test_a_token_of_an_unknown_algorithm_is_refused(sealer):
    box = base64.urlsafe_b64decode(sealer.seal("Wróbel", HERE) + "==")
    assert box[0] == 1
    assert refused(sealer, base64.urlsafe_b64encode(b"\x02" + box[1:]).decode().rstrip("="), HERE)


def test_a_lifted_fact_is_opened_under_the_topic_it_was_stored_with(sealer):
    old = "trial.details-recorded.0"
    token = sealer.seal("Wróbel", msgspec.structs.replace(HERE, topic=old))
    lifted = details(surname=Personal(token=token))
    assert sealer.open_field(lifted, "surname", stored_topic=old) == "Wróbel"
    with pytest.raises(TokenRefused):
        sealer.open_field(lifted, "surname")


def test_one_value_object_in_two_facts_is_refused_before_the_second_is_stored(sealer):
    surname = Personal("Wróbel")
    first, second = details(surname=surname), details(surname=surname, version=4)
    sealer.seal_fact(first)
    with pytest.raises(TokenRefused):
        sealer.seal_fact(second)


def test_sealing_a_fact_again_changes_nothing(sealer):
    fact = details()
    sealer.seal_fact(fact)
    token = fact.surname.token
    sealer.seal_fact(fact)
    assert fact.surname.token == token


def test_a_token_is_the_same_for_ever_given_its_key_and_nonce():
    golden = "AWRlZmdoaWprbG1ub2reZRMLiCG8HkJ_yPpFSt1i4iYqq0zTUofxjGjbg4VowpbvxWA3sojaOvEDZIvyMg"
    sealer = Sealer(CLUB, OneKeyForAll(), never, nonces=lambda size: NONCE[:size])
    assert sealer.seal("Żuraw", HERE) == golden
    assert sealer.open(golden, HERE, str) == "Żuraw"


def test_another_implementation_of_the_cipher_makes_and_opens_the_same_token():
    bound = (
        b'["kis/1","11111111-1111-4111-8111-111111111111","aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa",'
        b'3,"trial.details-recorded.1","surname","identity"]'
    )
    assert json.loads(bound)[3] == 3
    cipher = AES.new(KEY, AES.MODE_GCM, nonce=NONCE)
    cipher.update(bound)
    text, tag = cipher.encrypt_and_digest('"Żuraw"'.encode().ljust(32))
    token = base64.urlsafe_b64encode(b"\x01" + NONCE + text + tag).decode().rstrip("=")
    sealer = Sealer(CLUB, OneKeyForAll(), never, nonces=lambda _: NONCE)
    assert sealer.seal("Żuraw", HERE) == token
    assert sealer.open(token, HERE, str) == "Żuraw"


def test_the_same_value_never_gives_the_same_token_twice(sealer):
    assert len({sealer.seal("Wróbel", HERE) for _ in range(100)}) == 100


def test_tokens_are_spelled_so_that_the_ledger_can_find_them(sealer):
    allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert set("".join(sealer.seal("ż" * length, HERE) for length in range(50))) <= allowed


def test_the_length_of_a_token_does_not_tell_which_code_it_holds(sealer):
    lengths = {size: len(sealer.seal("x" * size, HERE)) for size in range(63)}
    assert len({lengths[size] for size in range(31)}) == 1
    assert len({lengths[size] for size in range(31, 63)}) == 1
    assert lengths[30] < lengths[31]
    assert len(sealer.seal(Status.WORKING, HERE)) == len(sealer.seal(Status.LONG_OUT_OF_WORK, HERE))


def test_nothing_of_a_value_is_left_in_the_token_or_in_the_texts_about_it(sealer):
    fact = details(surname=Personal("Brzęczyszczykiewicz"))
    sealer.seal_fact(fact)
    token = fact.surname.token
    box = base64.urlsafe_b64decode(token + "==")
    texts = [token, repr(box), repr(fact), repr(fact.surname), str(HERE)]
    for wrong in (lambda: sealer.open(token, HERE, int), lambda: sealer.open(token, HERE, Status)):
        with pytest.raises(TypeError, match="surname") as problem:
            wrong()
        texts.append("".join(traceback.format_exception(problem.value)))
    with pytest.raises(TokenRefused) as refusal:
        sealer.open(token, msgspec.structs.replace(HERE, version=9), str)
    texts.append("".join(traceback.format_exception(refusal.value)))
    assert [text for text in texts if "Brz" in text or "kiewicz" in text] == []


def test_a_text_that_json_cannot_hold_is_refused_without_being_quoted(sealer):
    text = "Wrób\ud800el"
    with pytest.raises(ValueError, match="surname") as problem:
        sealer.seal(text, HERE)
    shown = "".join(traceback.format_exception(problem.value))
    assert "Wrób" not in shown
    assert "ud800" not in shown


def test_the_first_value_of_a_participant_provides_a_key_for_its_purpose_alone(store):
    sealer = Sealer(CLUB, store, never)
    sealer.seal_fact(details(remark=None, status=Statistical(Status.WORKING)))
    store.commit_staged()
    assert store.owners() == {(ANNA, Purpose.IDENTITY)}


def test_a_second_value_in_one_batch_uses_the_key_of_the_first_although_the_index_knows_the_group_by_then(store):
    sealed = set()
    sealer = Sealer(CLUB, store, lambda owner, purpose: (owner, purpose) in sealed)
    first, second = details(), details(version=4, surname=Personal("Wróbel"))
    sealer.seal_fact(first)
    sealed.add((ANNA, Purpose.IDENTITY))
    sealer.seal_fact(second)
    store.commit_staged()
    assert sealer.open_field(first, "surname") == "Żółć-Gęśl"
    assert sealer.open_field(second, "surname") == "Wróbel"


def test_a_missing_key_of_a_group_that_was_sealed_before_is_lost_and_not_provided_anew(store):
    sealer = Sealer(CLUB, store, lambda owner, purpose: (owner, purpose) == (ANNA, Purpose.IDENTITY))
    with pytest.raises(KeyLost) as alarm:
        sealer.seal_fact(details())
    assert (alarm.value.owner, alarm.value.purpose) == (ANNA, Purpose.IDENTITY)
    store.commit_staged()
    assert store.state(ANNA, Purpose.IDENTITY) is KeyState.ABSENT
    sealer.seal_fact(details(owner=BOGDAN))


def test_a_token_without_its_key_and_without_a_fence_is_lost_and_never_shown_as_erased(store, sealer):
    with pytest.raises(KeyLost):
        Sealer(CLUB, store, never).open(sealer.seal("Wróbel", HERE), HERE, str)


def test_behind_a_fence_nothing_opens_and_nothing_more_is_sealed(store):
    sealer = Sealer(CLUB, store, lambda _owner, _purpose: True)
    fact = details(surname=Personal(token=Sealer(CLUB, store, never).seal("Wróbel", HERE)))
    store.commit_staged()
    assert sealer.open_field(fact, "surname") == "Wróbel"
    store.erase(ANNA)
    with pytest.raises(KeyErased):
        sealer.open_field(fact, "surname")
    with pytest.raises(KeyErased):
        sealer.seal("Wróbel", HERE)
    with pytest.raises(KeyErased):
        Sealer(CLUB, store, never).seal("notatka", msgspec.structs.replace(HERE, purpose=Purpose.NOTES))


def test_statistical_codes_stay_readable_when_their_person_is_forgotten(store):
    sealer = Sealer(CLUB, store, never)
    fact = details(status=Statistical(Status.WORKING))
    sealer.seal_fact(fact)
    store.commit_staged()
    store.erase(ANNA)
    assert sealer.open_field(fact, "status") is Status.WORKING


def test_an_unknown_participant_has_no_key_by_herself(store):
    with pytest.raises(KeyMissing):
        store.key(ANNA, Purpose.IDENTITY)
