"""What a person was told and signed over HTTP: each word read back from the card."""

import pytest

from domain.vocabulary import Role
from tests.asgi import live, open_front


@pytest.fixture(name="desk")
def _desk(tmp_path):
    with open_front(tmp_path) as front:
        yield front.desk(Role.COORDINATOR)


def test_consent_voluntariness_and_the_information_clause_stand_on_the_card(desk):
    life = live(desk, ["registerParticipant", "giveConsent", "declareVoluntariness", "giveInformation"])

    card = desk.get(f"/participants/{life.id}")

    consent = {
        "item": 2,
        "kind": "CONTACT_AFTER_EXIT",
        "given_on": "2026-05-05",
        "signed_by": None,
        "withdrawn_on": None,
    }
    paper = {"signed_on": "2026-05-05", "signed_by": None}
    assert card["consents"] == [consent]
    assert card["declarations"] == [
        {"item": 3, "kind": "VOLUNTARINESS", "clause": None} | paper,
        {"item": 4, "kind": "INFORMATION", "clause": "RODO-2026/1"} | paper,
    ]
    live(desk, ["withdrawConsent"], life=life)
    assert desk.get(f"/participants/{life.id}")["consents"] == [consent | {"withdrawn_on": "2026-05-20"}]


def test_a_childs_papers_say_which_guardian_signed(desk):
    child = live(desk, ["registerParticipant", "linkRelatedPerson"])
    guardian = {"signed_by": child.items["linkRelatedPerson"]}
    papers = ("giveConsent", "declareVoluntariness", "giveInformation")

    live(desk, papers, dict.fromkeys(papers, guardian), child)

    card = desk.get(f"/participants/{child.id}")
    assert [paper["signed_by"] for paper in (*card["consents"], *card["declarations"])] == [2, 2, 2]
