"""A person's situation over HTTP: what was said is read back, what was not asked stays unknown."""

from domain.vocabulary import Role
from tests.asgi import contract, live, open_front

UNASKED = dict.fromkeys(
    (
        "labour",
        "without_work_since",
        "education",
        "household",
        "disability",
        "foreign_origin",
        "minority",
        "homeless",
    )
)


def test_the_situation_at_entry_and_at_exit_stand_side_by_side_on_the_card(tmp_path):
    with open_front(tmp_path) as front:
        desk = front.desk(Role.COORDINATOR)
        life = live(desk, ["registerParticipant", "recordStatus"])
        left = {"moment": "EXIT", "taken_on": "2026-05-29", "labour": "EMPLOYED", "source": "DOCUMENT"}
        desk.post(f"/participants/{life.id}/statuses", left)

        card = desk.get(f"/participants/{life.id}")

    entry = contract().example("recordStatus")
    assert card["statuses"] == [{"item": 2} | UNASKED | entry, {"item": 3} | UNASKED | left]
