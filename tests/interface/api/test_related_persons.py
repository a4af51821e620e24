"""People around a participant over HTTP: who they are is told by a known PESEL, and nobody is their own guardian."""

import pytest

from domain.vocabulary import Role
from tests.asgi import API, contract, live, open_front

CHILD = {"pesel": "09313045618", "sex": "M", "birth_date": "2009-11-30", "case_mark": None}


@pytest.fixture(name="desk")
def _desk(tmp_path):
    with open_front(tmp_path) as front:
        yield front.desk(Role.COORDINATOR)


def related(desk, life):
    return desk.get(f"/participants/{life.id}")["related"]


def test_a_guardian_stands_on_the_card_until_the_last_day_of_the_link(desk):
    child = live(desk, ["registerParticipant", "linkRelatedPerson"])

    [line] = related(desk, child)

    person = line.pop("person")
    said = contract().example("linkRelatedPerson") | {"item": 2, "note": None, "until": None}
    assert line == said
    live(desk, ["unlinkRelatedPerson"], life=child)
    assert related(desk, child) == [said | {"person": person, "until": "2026-05-20"}]


def test_a_pesel_tells_that_two_children_have_one_guardian(desk):
    first, second = (live(desk, ["registerParticipant", "linkRelatedPerson"]) for _ in range(2))

    [[one], [other]] = related(desk, first), related(desk, second)

    assert one["person"] == other["person"]
    assert first.id != second.id


def test_a_known_person_is_pointed_at_without_names(desk):
    first, second = live(desk, ["registerParticipant", "linkRelatedPerson"]), live(desk, ["registerParticipant"])
    [guardian] = related(desk, first)

    desk.post(
        f"/participants/{second.id}/related-persons",
        {"relation": "PARENT", "since": "2026-05-04", "person": guardian["person"]},
    )

    [line] = related(desk, second)
    assert (line["person"], line["family_name"], line["given_name"]) == (guardian["person"], None, None)


def test_a_participant_is_told_by_their_pesel_as_somebody_elses_carer(desk):
    carer = live(desk, ["registerParticipant"], {"registerParticipant": CHILD})
    other = live(desk, ["registerParticipant"])
    body = contract().example("linkRelatedPerson") | {"relation": "CARER", "pesel": CHILD["pesel"]}

    desk.post(f"/participants/{other.id}/related-persons", body)

    assert related(desk, other)[0]["person"] == carer.id


def test_related_persons_are_in_no_list_and_no_search_of_participants(desk):
    child = live(desk, ["registerParticipant", "linkRelatedPerson"])

    assert [line["id"] for line in desk.get("/participants")["items"]] == [child.id]
    guardian = contract().example("linkRelatedPerson")
    for asked in ({"pesel": guardian["pesel"]}, {"name": guardian["family_name"]}):
        assert desk.post("/participants/search", asked, key=None)["items"] == []


@pytest.mark.parametrize("relation", ["PARENT", "GUARDIAN", "CARER", "CARED_FOR", "MAY_COLLECT"])
def test_a_guardian_who_is_the_child_is_refused_by_id_and_by_the_childs_own_pesel(desk, relation):
    child = live(desk, ["registerParticipant"], {"registerParticipant": CHILD})
    path = f"{API}/participants/{child.id}/related-persons"
    by_id = {"relation": relation, "since": "2026-05-04", "person": child.id}
    by_pesel = contract().example("linkRelatedPerson") | {"relation": relation, "pesel": CHILD["pesel"]}

    for body in (by_id, by_pesel, by_pesel | {"pesel": " 093130 45618"}):
        answer = desk.ask("POST", path, body)
        assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:related-to-oneself")
        assert answer.json()["errors"][0]["pointer"] == "/person"
    assert related(desk, child) == []
