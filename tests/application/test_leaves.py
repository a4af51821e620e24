"""Whatever is stored has its leaf in the same transaction: facts of every stream, and every look."""

import sqlite3
from hashlib import sha256
from uuid import UUID, uuid4

from application.logs import Logs
from application.unavailable import Unavailable
from application.users import GrantRole, RegisterUser, WithdrawRole
from domain.hours import HoursRecorded
from domain.ledger import access_leaf, fact_leaf, leaf_hash
from domain.vocabulary import Role
from tests.application.batches import booking, bookings, disk, look, together
from tests.club import ask, asking

FACTS = "SELECT notification_id, originator_id, originator_version, topic, state FROM stored_events ORDER BY 1"
LOOKS = "SELECT idx, content_sha256, content, leaf_hash FROM access_log ORDER BY 1"


def test_every_stored_fact_and_every_look_has_its_leaf(house, place):
    user, chief = uuid4(), {"role": Role.ADMINISTRATOR}
    ask(house, RegisterUser(id=user, display_name="Ewa Próbna", roles=(Role.CASEWORKER,)), **chief)
    ask(house, GrantRole(user_id=user, role=Role.AUDITOR), **chief)
    ask(house, WithdrawRole(user_id=user, role=Role.CASEWORKER), **chief)
    together(house, *bookings(place, 5), look(), asking(booking(place, 0, minutes=9999)), look())
    leaves = disk(house, "SELECT idx, leaf_hash FROM facts_log ORDER BY 1")
    facts = disk(house, FACTS)
    assert {row[3].partition(".")[0] for row in facts} >= {"journey", "edition", "rules", "user"}
    assert len([row for row in facts if row[3] == HoursRecorded.TOPIC]) == 5
    assert leaves == [
        (id - 1, leaf_hash(fact_leaf(id - 1, UUID(stream), version, topic, state)))
        for id, stream, version, topic, state in facts
    ]
    looks = disk(house, LOOKS)
    assert len(looks) == 3, "a refused try is a look too"
    for index, digest, content, hashed in looks:
        assert sha256(content).digest() == digest
        assert leaf_hash(access_leaf(index, digest)) == hashed


def test_what_cannot_have_its_leaf_is_not_stored(house, place, monkeypatch):
    before = disk(house, "SELECT count(*) FROM stored_events"), disk(house, "SELECT count(*) FROM access_log")

    def full(*_):
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as during:
        during.setattr(Logs, "write", full)
        outcomes = together(house, asking(booking(place)), look())
    assert all(isinstance(outcome, Unavailable) for outcome in outcomes)
    after = disk(house, "SELECT count(*) FROM stored_events"), disk(house, "SELECT count(*) FROM access_log")
    assert after == before
    assert disk(house, "SELECT count(*) FROM stored_events") == disk(house, "SELECT count(*) FROM facts_log")
