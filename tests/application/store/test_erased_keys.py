"""Erasing keys: a fence stays, nothing is provided over it, and nothing of the key is left."""

import sqlite3
from uuid import uuid4

import pytest

from application.sealing import KeyErased
from application.store.keys import (
    ErasureUnfinished,
    KeyState,
)
from domain.journal import Purpose
from tests.application.store.kept_keys import (
    ANNA,
    BOGDAN,
    CLUB,
    on_disk,
    path,
    provided,
    reopened,
    store,
)

__all__ = ["path", "store"]


def test_erasing_fences_every_purpose_and_nobody_else(path, store):
    provided(store, ANNA, Purpose.IDENTITY)
    key = provided(store, BOGDAN, Purpose.IDENTITY)
    store.erase(ANNA)
    for purpose in (Purpose.IDENTITY, Purpose.NOTES, Purpose.SPECIAL):
        with pytest.raises(KeyErased):
            store.key(ANNA, purpose)
        assert store.state(ANNA, purpose, expected=True) is KeyState.ERASED
    assert store.key(BOGDAN, Purpose.IDENTITY) == key
    store = reopened(store, path)
    assert store.state(ANNA, Purpose.IDENTITY) is KeyState.ERASED
    assert store.state(BOGDAN, Purpose.IDENTITY) is KeyState.ACTIVE
    store.close()


def test_no_key_is_provided_over_a_fence(store):
    store.erase(ANNA)
    with pytest.raises(KeyErased):
        store.stage(ANNA, Purpose.NOTES)
    store.commit_staged()
    assert store.state(ANNA, Purpose.NOTES) is KeyState.ERASED


def test_a_key_staged_when_its_owner_is_erased_never_becomes_durable(store):
    store.stage(ANNA, Purpose.IDENTITY)
    kept = store.stage(BOGDAN, Purpose.IDENTITY)
    store.erase(ANNA)
    store.commit_staged()
    assert store.state(ANNA, Purpose.IDENTITY) is KeyState.ERASED
    assert store.key(BOGDAN, Purpose.IDENTITY) == kept


def test_erasing_twice_is_erasing_once(store):
    provided(store, ANNA)
    store.erase(ANNA)
    store.erase(ANNA)
    assert store.state(ANNA, Purpose.IDENTITY) is KeyState.ERASED


def test_the_clubs_own_keys_cannot_be_erased(path, store):
    with pytest.raises(ValueError, match="club"):
        store.erase(CLUB)
    reopened(store, path).close()


def test_after_erasure_not_even_the_wrapped_key_is_left_in_any_file(path, store):
    people = [uuid4() for _ in range(200)]
    for start in range(0, 200, 20):
        for owner in people[start : start + 20]:
            store.stage(owner, Purpose.IDENTITY)
        store.commit_staged()
    rows = dict(store._db.execute("SELECT owner, wrapped FROM keys WHERE owner <> ?", (CLUB.hex,)).fetchall())
    erased, kept = people[::2], people[1::2]
    assert all(rows[owner.hex] in on_disk(path) for owner in people)
    for owner in erased:
        store.erase(owner)
    left = on_disk(path)
    assert [owner for owner in erased if rows[owner.hex][13:] in left] == []
    assert all(rows[owner.hex] in left for owner in kept)


def test_erasure_is_not_reported_as_done_while_an_older_state_is_still_being_read(path, store):
    provided(store, ANNA)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM keys").fetchone()
    with pytest.raises(ErasureUnfinished):
        store.erase(ANNA)
    assert store.state(ANNA, Purpose.IDENTITY) is KeyState.ERASED
    reader.close()
    store.erase(ANNA)
