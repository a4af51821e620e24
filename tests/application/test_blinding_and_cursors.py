"""Blind values, receipt digests and cursors: the club's own keys at work."""

import base64
import hashlib
import hmac
from uuid import uuid4

import pytest

from application.sealing import (
    CursorRefused,
    Sealer,
)
from tests.application.sealers import (
    CLUB,
    HERE,
    never,
    refused,
    sealer,
    store,
)

__all__ = ["sealer", "store"]


def test_a_blind_value_is_found_again_by_kind_and_value_and_needs_the_clubs_key(store, sealer):
    blind = Sealer(CLUB, store, never).blind("pesel", "00000000000")
    assert blind == hmac.new(store.club_key("index"), b"pesel\x0000000000000", hashlib.sha256).digest()
    assert blind == Sealer(CLUB, store, never).blind("pesel", "00000000000")
    assert blind != sealer.blind("pesel", "00000000000")
    assert blind != Sealer(CLUB, store, never).blind("pesel", "00000000001")
    assert blind != Sealer(CLUB, store, never).blind("document", "00000000000")


def test_a_kind_and_a_value_cannot_be_shifted_into_each_other(sealer):
    with pytest.raises(ValueError, match="NUL"):
        sealer.blind("pesel\0", "1")
    assert sealer.blind("pesel", "\x001") != sealer.blind("pesel", "1")


def test_a_receipt_digest_needs_the_clubs_key_and_is_not_a_blind_value(store):
    digest = Sealer(CLUB, store, never).receipt_digest(b"pesel\x001")
    assert digest == hmac.new(store.club_key("receipts"), b"pesel\x001", hashlib.sha256).digest()
    assert digest != Sealer(CLUB, store, never).blind("pesel", "1")


def test_a_cursor_continues_its_own_list_and_no_other(store):
    sealer = Sealer(CLUB, store, never)
    cursor = sealer.seal_cursor(b"Kowalska", b"roster?status=open")
    assert sealer.open_cursor(cursor, b"roster?status=open") == b"Kowalska"
    assert b"Kowalska" not in base64.urlsafe_b64decode(cursor + "==")
    with pytest.raises(CursorRefused, match="od początku"):
        sealer.open_cursor(cursor, b"roster")
    with pytest.raises(CursorRefused):
        Sealer(uuid4(), store, never).open_cursor(cursor, b"roster?status=open")


@pytest.mark.parametrize("cursor", ["", "A", "AQ", "zażółć", "A" * 60, "\0", "%", "="])
def test_an_invented_cursor_is_refused(sealer, cursor):
    with pytest.raises(CursorRefused):
        sealer.open_cursor(cursor, b"roster")


def test_a_cursor_is_no_token_and_a_token_no_cursor(sealer):
    with pytest.raises(CursorRefused):
        sealer.open_cursor(sealer.seal("Wróbel", HERE), HERE.bound(CLUB))
    assert refused(sealer, sealer.seal_cursor(b'"Wr\xc3\xb3bel"', HERE.bound(CLUB)), HERE)
