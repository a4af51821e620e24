"""Finding people: by name as it is typed in a hurry, by number, and page by page in the order of a Polish register."""

import base64
from collections.abc import Iterator

import pytest

from domain.vocabulary import Role
from tests.asgi import ANYBODY, API, SCRIPT, Desk, contract, live, open_front

PERSON = {"family_name": "Żmijewska-Zmyślona", "given_name": "Łucja"}


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def add(desk: Desk, *names: str) -> None:
    for name in names:
        desk.post("/participants", contract().example("registerParticipant") | ANYBODY | {"family_name": name})


def pages(desk: Desk, path: str) -> Iterator[list[str]]:
    """Yield the family names of each page."""
    joint, cursor = "&" if "?" in path else "?", ""
    while True:
        page = desk.get(f"{path}{cursor and joint + 'cursor=' + cursor}")
        yield [line["family_name"] for line in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return


@pytest.mark.parametrize(
    "asked",
    [
        {"name": "zmijewska"},
        {"name": "ŻMIJEWSKA lucja"},
        {"name": "luc zmy"},
        {"pesel": "85031412323"},
        {"pesel": "850314 12323"},
        {"case_mark": "KIS.512.1.2026"},
    ],
)
def test_a_person_is_found_by_name_without_diacritics_by_pesel_and_by_case_mark(desk, asked):
    life = live(desk, SCRIPT[:1], {"registerParticipant": PERSON})
    add(desk, "Inna")

    [found] = desk.post("/participants/search", asked, key=None)["items"]

    assert (found["id"], found["family_name"], found["given_name"]) == (life.id, "Żmijewska-Zmyślona", "Łucja")


@pytest.mark.parametrize("asked", [{"name": "zmijewski"}, {"pesel": "44051401458"}, {"case_mark": "KIS.512.1.2025"}])
def test_nobody_is_found_by_what_is_not_theirs(desk, asked):
    live(desk, SCRIPT[:1], {"registerParticipant": PERSON})

    assert desk.post("/participants/search", asked, key=None)["items"] == []


IN_POLISH_ORDER = ["Ciąg", "Czyż", "Ćwik", "Lis", "Łabędź", "Zając", "Źrebak", "Żak"]


def test_the_roster_is_in_polish_order(desk):
    add(desk, *sorted(IN_POLISH_ORDER, reverse=True))

    assert list(pages(desk, "/participants")) == [IN_POLISH_ORDER]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_pages_lose_and_repeat_nobody_while_people_are_added(front, desk, limit):
    hand = front.desk(Role.COORDINATOR)
    add(desk, *IN_POLISH_ORDER)
    read: list[str] = []
    added: list[str] = []

    for number, page in enumerate(pages(desk, f"/participants?limit={limit}")):
        read += page
        if number < 3:
            new = [f"Aaronowicz-{number}", f"Żyła-{number}"]  # one before what was read, one behind it
            add(hand, *new)
            added += new

    assert [name for name in read if name in IN_POLISH_ORDER] == IN_POLISH_ORDER
    assert not [name for name in read if name.startswith("Aaronowicz")]
    assert len(set(read)) == len(read)
    whole = [name for page in pages(desk, f"/participants?limit={limit}") for name in page]
    assert sorted(whole) == sorted(IN_POLISH_ORDER + added)


def test_a_cursor_of_another_user_or_list_is_refused(front, desk):
    other = front.desk(Role.COORDINATOR)
    add(desk, "Lis", "Żak")
    roster = desk.get("/participants?limit=1")["next_cursor"]
    trail = desk.get("/audit/trail?limit=1")["next_cursor"]
    spoilt = ("B" if roster[-9] == "A" else "A").join((roster[:-9], roster[-8:]))

    refused = [
        (other, f"/participants?cursor={roster}"),
        (other, f"/audit/trail?cursor={trail}"),
        (desk, f"/participants?cursor={trail}"),
        (desk, f"/audit/trail?cursor={roster}"),
        (desk, f"/participants?kind=KIS&cursor={roster}"),
        (desk, f"/audit/trail?user={desk.user}&cursor={trail}"),
        (desk, f"/participants?cursor={spoilt}"),
    ]

    for who, path in refused:
        answer = who.ask("GET", API + path)
        assert (answer.status_code, answer.json()["type"]) == (400, "urn:kis:problem:invalid-cursor")
    assert desk.get(f"/participants?cursor={roster}")["items"][0]["family_name"] == "Żak"
    assert desk.get(f"/audit/trail?limit=1&cursor={trail}")["items"][0]["position"] == 2


def test_a_cursor_tells_no_name(front, desk):
    add(desk, "Wielkopolska", "Żak")

    cursor = desk.get("/participants?limit=1")["next_cursor"]

    opened = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    plain = front.house.names.page(None, 1)[0][0]
    assert len(plain) > 12
    assert not [plain[at : at + 4] for at in range(len(plain) - 4) if plain[at : at + 4] in opened]
