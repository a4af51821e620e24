"""A key store to test with, and how to look at its file behind its back."""

import sqlite3
import threading
from uuid import UUID

import pytest

from application.sealing import SealingRefused
from application.store.keys import KeyStore
from domain.journal import Purpose

CLUB = UUID("11111111-1111-4111-8111-111111111111")
ANNA = UUID("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa")
BOGDAN = UUID("bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb")
MASTER = bytes(range(32))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys.db"


@pytest.fixture
def store(path):
    store = KeyStore(path, MASTER, CLUB, create=True)
    yield store
    store.close()


def reopened(store, path):
    store.close()
    return KeyStore(path, MASTER, CLUB)


def provided(store, owner, purpose=Purpose.IDENTITY):
    key = store.stage(owner, purpose)
    store.commit_staged()
    return key


def in_another_thread(read):
    answers = []

    def run():
        try:
            answers.append(read())
        except (SealingRefused, RuntimeError) as refusal:
            answers.append(type(refusal))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return answers[0]


def on_disk(path):
    return b"".join(file.read_bytes() for file in path.parent.glob("keys.db*"))


def change(path, statement, *values):
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        changed = db.execute(statement, values).rowcount
    db.close()
    assert changed == 1
