"""A case mark names one person however it is typed: nobody is registered twice, and the search finds."""

import pytest

from domain.vocabulary import Role
from tests.asgi import ANYBODY, API, contract, open_front

MARK = "KIS.512.1.2026"
SAME = {
    "as it was": MARK,
    "lower case": "kis.512.1.2026",
    "spaces inside": "KIS. 512 .1.2026",
    "spaces around": "  KIS.512.1.2026 ",
    "a no-break space": "KIS.512.\u00a01.2026",
    "a zero-width space": "KIS.512.\u200b1.2026",
    "a soft hyphen": "KIS.5\u00ad12.1.2026",
    "a word joiner": "KIS.\u2060512.1.2026",
    "all at once": " kis .\u200b512.1 .2026",
}
OTHERS = ["KIS.512.1.2027", "KIS.512.12026", "KIS-512.1.2026", "KIS.5121.2026"]


@pytest.fixture
def desk(tmp_path):
    with open_front(tmp_path) as front:
        yield front.desk(Role.COORDINATOR)


def register(desk, mark, name="Testowa"):
    body = contract().example("registerParticipant") | ANYBODY | {"case_mark": mark, "family_name": name}
    return desk.ask("POST", f"{API}/participants", body)


def found(desk, mark):
    return [line["id"] for line in desk.post("/participants/search", {"case_mark": mark}, key=None)["items"]]


def test_one_mark_however_it_is_typed_is_one_person(desk):
    first = register(desk, MARK).json()["id"]
    for how, mark in SAME.items():
        again = register(desk, mark, "Inna")
        assert (again.status_code, again.json()["type"]) == (409, "urn:kis:problem:already-registered"), how
        assert again.json()["errors"][0]["pointer"] == "/case_mark"
        assert found(desk, mark) == [first], how
    assert len(desk.get("/participants")["items"]) == 1


@pytest.mark.parametrize("how", SAME)
def test_a_mark_that_was_first_typed_oddly_is_found_as_it_is_written_and_shown_so(desk, how):
    first = register(desk, SAME[how]).json()["id"]
    assert found(desk, MARK) == [first]
    assert register(desk, MARK, "Inna").status_code == 409


@pytest.mark.parametrize("other", OTHERS)
def test_another_mark_is_another_person(desk, other):
    first = register(desk, MARK).json()["id"]
    second = register(desk, other, "Inna")
    assert second.status_code == 201
    assert (found(desk, MARK), found(desk, other)) == ([first], [second.json()["id"]])


def test_a_mark_of_nothing_that_is_seen_is_nobodys(desk):
    """Marks of spaces and invisible characters alone would all be one person's."""
    statuses = {register(desk, mark).status_code for mark in ("\u200b", "\u00ad\u2060")}
    assert statuses == {422}
