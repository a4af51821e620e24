"""Sealers to test with: one over a real key store, one that gives everybody the same key."""

from uuid import UUID

import pytest

from application.sealing import Place, Sealer, TokenRefused
from application.store.keys import KeyStore
from domain.journal import Purpose

CLUB = UUID("11111111-1111-4111-8111-111111111111")
ANNA = UUID("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa")
BOGDAN = UUID("bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb")
KEY = bytes(range(32))
NONCE = bytes(range(100, 112))
TOPIC = "trial.details-recorded.1"
HERE = Place(ANNA, 3, TOPIC, "surname", Purpose.IDENTITY)


class OneKeyForAll:
    """Gives the same key to everybody, so that what refuses a moved token is its binding alone."""

    def club_key(self, _purpose):
        return KEY

    def key(self, _owner, _purpose):
        return KEY

    def stage(self, owner, purpose):
        raise AssertionError((owner, purpose))


def never(_owner, _purpose):
    return False


@pytest.fixture
def sealer():
    return Sealer(CLUB, OneKeyForAll(), never)


@pytest.fixture
def store(tmp_path):
    store = KeyStore(tmp_path / "keys.db", KEY, CLUB, create=True)
    yield store
    store.close()


def refused(sealer, token, place):
    with pytest.raises(TokenRefused) as refusal:
        sealer.open(token, place, str)
    return (refusal.value.owner, refusal.value.purpose) == (place.owner, place.purpose)
