"""Who sees what of an entry on the card: a life full of it, read in every role that may read a card.

Law: art. 5(1)(c) RODO: a class leader sees the name and who takes part, an auditor no note and no number of a paper.
"""

from uuid import UUID

import pytest

from application.caseworkers import AssignCaseworker
from domain.vocabulary import Role
from tests.asgi import ANYBODY, SCRIPT, live, open_front
from tests.club import ask
from tests.controls import seated

STEPS = (
    *SCRIPT[:2],
    "linkRelatedPerson",
    "changeResidence",
    "changeContactDetails",
    "noteContact",
    "giveConsent",
    "declareVoluntariness",
    "recordStatus",
    "establishGroup",
    "recordDecision",
    "confirmEligibility",
    *SCRIPT[2:4],
)
CLOSED_TO_A_CLASS_LEADER = (
    "identity",
    "address",
    "contracts",
    "employments",
    "related",
    "groups",
    "decisions",
    "verdicts",
    "consents",
    "declarations",
    "statuses",
    "outcomes",
    "follow_ups",
    "inferences",
    "contacts",
)


@pytest.fixture(name="cards", scope="module")
def _cards(tmp_path_factory):
    """Read one card in each role, by users to whom the person is assigned."""
    with open_front(tmp_path_factory.mktemp("card")) as front:
        said = {"registerParticipant": ANYBODY, "confirmEligibility": {"override": "nadpisanie zmyślone"}}
        life = live(front.desk(Role.COORDINATOR), STEPS, said)
        cards = {}
        for role in (Role.CASEWORKER, Role.CLASS_LEADER, Role.COORDINATOR, Role.AUDITOR):
            desk = seated(front, role)
            if role is not Role.AUDITOR:
                ask(front.house, AssignCaseworker(participant_id=UUID(life.id), user=desk.user))
            cards[role] = desk.get(f"/participants/{life.id}")
        yield cards


def test_a_caseworker_and_a_coordinator_see_all_of_it(cards):
    for role in (Role.CASEWORKER, Role.COORDINATOR):
        card = cards[role]
        assert card["identity"]["phone"] == "+48 000 000 001"
        assert card["address"]["street"] == "Zmyślona"
        assert card["episodes"][0]["source"] == "LABOUR_OFFICE"
        assert (card["related"][0]["family_name"], card["related"][0]["pesel"]) == ("Zmyślony", "44051401458")
        assert (card["groups"][0]["group"], card["groups"][0]["evidence_number"]) == ("UNEMPLOYED", "PUP/321/2026")
        assert card["groups"][0]["evidence_kept_at"] == "teczka 12"
        assert (card["decisions"][0]["degree"], card["decisions"][0]["number"]) == ("MODERATE", "PZON/77/2026")
        assert card["verdicts"][0]["reason"] == "nadpisanie zmyślone"
        assert card["statuses"][0]["household"] == "SINGLE_PARENT"
        assert card["contacts"][0]["note"] == "jutro przyjdzie później"
        assert len(card["consents"]) == len(card["declarations"]) == 1


def test_a_class_leader_sees_the_name_the_episodes_and_the_enrolments_only(cards):
    card = cards[Role.CLASS_LEADER]

    assert (card["family_name"], card["given_name"]) == ("Łęcka-Przykładowa", "Anna")
    assert [card[name] for name in CLOSED_TO_A_CLASS_LEADER] == [None] * len(CLOSED_TO_A_CLASS_LEADER)
    assert (card["employers"], card["suspensions"]) == ({}, [])
    [episode] = card["episodes"]
    assert (episode["kind"], episode["state"]) == ("KIS", "ACTIVE")
    assert [episode[name] for name in ("source", "signed_by", "exit_kind")] == [None] * 3
    assert [place["programme"] for place in card["enrolments"]] == ["PSU"]


def test_an_auditor_sees_who_and_which_codes_and_no_note_or_number_of_health(cards):
    card = cards[Role.AUDITOR]

    assert card["identity"]["phone"] == "+48 000 000 001"
    assert card["related"][0]["family_name"] == "Zmyślony"
    assert (card["groups"][0]["group"], card["decisions"][0]["degree"]) == ("UNEMPLOYED", "MODERATE")
    assert card["statuses"][0]["labour"] == "UNEMPLOYED_REGISTERED"
    assert "GROUP@1" in card["verdicts"][0]["rules"]
    assert card["contacts"] is None
    closed = [
        card["groups"][0]["evidence_number"],
        card["groups"][0]["evidence_kept_at"],
        card["decisions"][0]["number"],
        card["verdicts"][0]["reason"],
        card["related"][0]["note"],
    ]
    assert closed == [None] * 5
