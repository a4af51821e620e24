"""How an episode starts over HTTP, and how it comes to nothing: each word read back from the card."""

import pytest

from domain.vocabulary import Role
from tests.asgi import SCRIPT, contract, live, open_front


@pytest.fixture(name="desk")
def _desk(tmp_path):
    with open_front(tmp_path) as front:
        yield front.desk(Role.COORDINATOR)


def episodes(desk, life):
    card = desk.get(f"/participants/{life.id}")
    life.version = card["version"]
    return card["episodes"]


@pytest.mark.parametrize(("operation", "state"), [("rejectReferral", "REJECTED"), ("withdrawReferral", "WITHDRAWN")])
def test_a_referral_that_came_to_nothing_leaves_room_for_another(desk, operation, state):
    life = live(desk, [*SCRIPT[:2], operation])

    [ended] = episodes(desk, life)

    assert ended == {
        "item": 2,
        "kind": "KIS",
        "referred_on": "2026-05-04",
        "state": state,
        "source": "LABOUR_OFFICE",
        "signed_by": None,
        "agreed_until": None,
        "exited_on": "2026-05-05",
        "exit_kind": None,
        "exited_by": 3,
        "closed_on": None,
    }
    live(desk, ["receiveReferral"], {"receiveReferral": {"referred_on": "2026-05-05"}}, life)
    assert [episode["state"] for episode in episodes(desk, life)] == [state, "REFERRED"]


def test_a_childs_application_says_who_signed(desk):
    child = live(desk, ["registerParticipant", "linkRelatedPerson"])
    said = {"kind": "SERVICE", "signed_by": child.items["linkRelatedPerson"]}

    live(desk, ["receiveReferral"], {"receiveReferral": said}, child)

    [episode] = episodes(desk, child)
    assert (episode["kind"], episode["signed_by"]) == ("SERVICE", child.items["linkRelatedPerson"])


def test_the_same_click_twice_ends_a_referral_once(desk):
    life = live(desk, SCRIPT[:2])
    path, body = f"/participants/{life.id}/referrals/2/rejection", contract().example("rejectReferral")

    first, second = (desk.post(path, body, key="twice", if_match=2) for _ in range(2))

    assert first == second
    assert first["version"] == 3
