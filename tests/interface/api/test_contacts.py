"""Speaking with a person, and how they are reached, over HTTP: each word read back from the card."""

from domain.vocabulary import Role
from tests.asgi import contract, live, open_front


def test_a_note_and_the_ways_to_reach_a_person_stand_on_the_card(tmp_path):
    with open_front(tmp_path) as front:
        desk = front.desk(Role.COORDINATOR)
        life = live(desk, ["registerParticipant", "noteContact", "changeContactDetails"])
        before = desk.get(f"/participants/{life.id}")
        path = f"/participants/{life.id}/contact-details"
        desk.post(path, {"since": "2026-05-13", "email": "zmyslona@example.org"})
        desk.post(path, {"since": "2026-05-14", "preferred": "LETTER"})
        after = desk.get(f"/participants/{life.id}")

    assert before["contacts"] == [contract().example("noteContact") | {"item": 2}]
    reached = [[card["identity"][name] for name in ("phone", "email", "contact_by")] for card in (before, after)]
    assert reached == [
        ["+48 000 000 001", None, "PHONE"],
        ["+48 000 000 001", "zmyslona@example.org", "LETTER"],
    ]
