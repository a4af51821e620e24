"""One person with two records over HTTP: linked, listed page by page, unlinked; nothing goes on at the duplicate."""

from uuid import UUID

import pytest

from domain.vocabulary import Role
from interface.api.people import OUTSIDE_CONTROL
from tests.asgi import ANYBODY, API, contract, live, open_front, seen
from tests.controls import an_auditor

UNLINKING = {"reason": "powód zmyślony"}


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def linked(desk, survivor):
    said = {"linkDuplicate": {"survivor": survivor.id}, "registerParticipant": ANYBODY}
    return live(desk, ["registerParticipant", "linkDuplicate"], said)


def test_a_linked_pair_is_listed_and_on_the_card_until_it_is_unlinked(front, desk):
    survivor = live(desk, ["registerParticipant"])
    duplicate = linked(desk, survivor)
    pair = {"participant": duplicate.id, "item": 2, "survivor": survivor.id, "linked_on": "2026-06-01"}

    for reader, hides in ((desk, []), (an_auditor(front), [OUTSIDE_CONTROL])):
        assert reader.get("/duplicates") == {"items": [pair], "next_cursor": None, "hides": hides}
        assert reader.get(f"/participants/{duplicate.id}")["duplicate_of"] == survivor.id
        assert reader.get(f"/participants/{survivor.id}")["duplicate_of"] is None

    desk.post(f"/participants/{duplicate.id}/duplicate-links/2/ending", UNLINKING, if_match=2)

    assert desk.get("/duplicates")["items"] == []
    assert desk.get(f"/participants/{duplicate.id}")["duplicate_of"] is None


def test_new_facts_are_refused_at_the_duplicate_and_recorded_at_the_survivor(desk):
    survivor = live(desk, ["registerParticipant"])
    duplicate = linked(desk, survivor)
    for operation in ("receiveReferral", "noteContact", "recordStatus", "linkRelatedPerson", "giveConsent"):
        path = contract().operations[operation][1]
        body = contract().example(operation)
        answer = desk.ask("POST", path.replace("{participant_id}", duplicate.id), body)
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:kis:problem:linked-already"), operation
        assert desk.ask("POST", path.replace("{participant_id}", survivor.id), body).status_code == 201, operation


def test_a_wrong_name_is_corrected_at_a_duplicate_as_well(desk):
    duplicate = linked(desk, live(desk, ["registerParticipant"]))

    live(desk, ["correctDetails"], life=duplicate)

    assert desk.get(f"/participants/{duplicate.id}")["given_name"] == "Hanna"


def test_links_make_no_chain_no_circle_and_no_second_link(desk):
    survivor, other = live(desk, ["registerParticipant"]), live(desk, ["registerParticipant"])
    duplicate = linked(desk, survivor)
    refusals = [
        (duplicate, duplicate, 422, "duplicate-of-itself"),
        (duplicate, other, 409, "linked-already"),
        (other, duplicate, 409, "survivor-is-a-duplicate"),
        (survivor, other, 409, "has-duplicates"),
        (survivor, duplicate, 409, "survivor-is-a-duplicate"),
    ]
    for person, of, status, code in refusals:
        answer = desk.ask(
            "POST", f"{API}/participants/{person.id}/duplicate-links", {"survivor": of.id, "reason": "powód zmyślony"}
        )
        assert (answer.status_code, answer.json()["type"]) == (status, f"urn:kis:problem:{code}")


def test_a_survivor_is_a_participant_that_there_is(front, desk):
    person = live(desk, ["registerParticipant"])
    nobody = UUID("00000000-0000-4000-8000-0000000000ff")
    answers = [
        desk.ask(
            "POST", f"{API}/participants/{person.id}/duplicate-links", {"survivor": str(of), "reason": "powód zmyślony"}
        )
        for of in (nobody, desk.user)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert seen(answers[0]) == seen(answers[1])


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_the_pairs_come_page_by_page_each_once(desk, limit):
    survivor = live(desk, ["registerParticipant"])
    there = {linked(desk, survivor).id for _ in range(3)}
    listed: list[str] = []
    page = desk.get(f"/duplicates?limit={limit}")
    listed += [pair["participant"] for pair in page["items"]]
    while page["next_cursor"] is not None:
        page = desk.get(f"/duplicates?limit={limit}&cursor={page['next_cursor']}")
        listed += [pair["participant"] for pair in page["items"]]
    assert len(listed) == 3
    assert set(listed) == there


def test_a_cursor_of_another_users_list_is_refused(front, desk):
    survivor = live(desk, ["registerParticipant"])
    for _ in range(2):
        linked(desk, survivor)
    cursor = desk.get("/duplicates?limit=1")["next_cursor"]

    for reader, spoilt in ((front.desk(Role.AUDITOR), cursor), (desk, cursor[::-1])):
        answer = reader.ask("GET", f"{API}/duplicates?cursor={spoilt}")
        assert (answer.status_code, answer.json()["type"]) == (400, "urn:kis:problem:invalid-cursor")
