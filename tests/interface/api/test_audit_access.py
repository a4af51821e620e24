"""The access log as an auditor and a coordinator read it; reading it is on record too."""

from datetime import date
from uuid import UUID

import pytest

from domain.vocabulary import Role
from tests.application.batches import disk
from tests.asgi import API, open_front
from tests.club import enrolled, registered
from tests.controls import an_auditor
from tests.interface.api.test_access_log import records


@pytest.fixture(name="front", scope="module")
def _front(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("looks")) as front:
        yield front


@pytest.fixture(name="desk", scope="module")
def _desk(front):
    return front.desk(Role.COORDINATOR, name="Celina Próbna")


def log(front):
    return records(front.house.settings.database)


def read(desk, query=""):
    return desk.get(f"/audit/access{query}")


def test_a_line_says_all_that_the_record_says_and_the_users_name_and_it_in_words(front, desk):
    person = str(registered(front.house))
    desk.get(f"/participants/{person}")
    [record] = [one for one in log(front) if one["participants"] == [person]]

    [line] = read(desk, f"?participant={person}")["items"]

    words = {name: line.pop(name) for name in ("name", "pl", "en")}
    assert words == {
        "name": "Celina Próbna",
        "pl": "podgląd, cel: koordynacja pracy klubu, dozwolone",
        "en": "view, purpose: coordinating the club, allowed",
    }
    absent: dict[str, object] = {"on_behalf_of": [], "query": None, "engagement": None, "why": None}
    assert line == {**absent, "position": record.pop("id"), **record}


def test_reading_the_log_is_a_look_at_everybody_named_and_is_found_as_such(front, desk):
    people = [str(registered(front.house)) for _ in range(2)]
    auditor = an_auditor(front)
    desk.get("/participants")
    before = len(log(front))

    shown = read(auditor, f"?user={desk.user}&limit=1")["items"]

    [record] = log(front)[before:]
    assert record["resource"] == "readAccessLog"
    assert set(people) <= set(record["participants"]) == {id for line in shown for id in line["participants"]}
    found = read(desk, f"?participant={people[0]}&user={auditor.user}")["items"]
    assert [line["resource"] for line in found] == ["readAccessLog"]
    assert found[0]["participants"] == [people[0]]
    assert found[0]["count"] == len(record["participants"])


def test_of_a_long_record_twenty_people_are_named_and_all_are_counted(front, desk):
    for _ in range(21):
        registered(front.house)
    count = len(desk.get("/participants?limit=200")["items"])

    [line] = read(desk, f"?user={desk.user}&limit=1")["items"]

    assert (line["count"], len(line["participants"])) == (count, 20)


def test_the_pages_together_are_the_log_the_newest_first(front, desk):
    person = str(registered(front.house))
    for _ in range(5):
        desk.get(f"/participants/{person}")
    positions: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = read(desk, f"?participant={person}&limit=2{cursor}")
        positions += [line["position"] for line in page["items"]]
        cursor = page["next_cursor"] and f"&cursor={page['next_cursor']}"
    looked = [one["id"] for one in log(front) if person in one["participants"]]
    assert positions == sorted(looked[:5], reverse=True)


def test_a_cursor_goes_on_with_its_own_question_and_its_own_reader_only(front, desk):
    registered(front.house)
    for _ in range(3):
        desk.get("/participants")
    cursor = read(desk, "?limit=1")["next_cursor"]
    other = front.desk(Role.COORDINATOR)
    for reader, query in ((desk, "&from=2026-06-01"), (desk, f"&user={desk.user}"), (other, "")):
        refused = reader.ask("GET", f"{API}/audit/access?limit=1&cursor={cursor}{query}")
        assert (refused.status_code, refused.json()["type"]) == (400, "urn:kis:problem:invalid-cursor")


def test_a_period_is_of_days_both_included(front, desk):
    person = str(registered(front.house))
    desk.get(f"/participants/{person}")
    today = front.house.today()
    for number, query in enumerate((f"from={today}", f"to={today}", f"from={today}&to={today}")):
        assert len(read(desk, f"?participant={person}&{query}")["items"]) == number + 1  # each reading is one more
    assert read(desk, f"?participant={person}&to={date(2026, 5, 31)}")["items"] == []
    assert read(desk, f"?participant={person}&from={date(2026, 6, 30)}")["items"] == []


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("from=2026-06-02&to=2026-06-01", "period-ends-before-it-begins"),
        ("from=1899-12-31", "date-out-of-range"),
        ("to=2101-01-01", "date-out-of-range"),
        ("from=01.06.2026", "invalid-fields"),
        ("since=2026-06-01", "invalid-fields"),
        ("participant=x", "invalid-fields"),
        ("limit=201", "invalid-fields"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_and_no_look(front, desk, query, code):
    before = log(front)
    refused = desk.ask("GET", f"{API}/audit/access?{query}")
    assert (refused.status_code, refused.json()["type"].removeprefix("urn:kis:problem:")) == (422, code)
    assert log(front) == before


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.CLASS_LEADER, Role.EVALUATOR, Role.ADMINISTRATOR])
def test_nobody_else_reads_it(front, role):
    assert front.desk(role).ask("GET", f"{API}/audit/access").status_code == 403
    assert disk(front.house, "SELECT count(*) FROM access_log") == [(len(log(front)),)]


def test_a_controller_reads_of_people_in_scope_alone(front, desk):
    inside, _ = enrolled(front.house, "PSU")
    outside, _ = enrolled(front.house, "AOON")
    for person in (inside, outside):
        desk.get(f"/participants/{person}")
    [psu] = desk.get("/programmes/PSU/editions")["items"]
    auditor = an_auditor(front, editions=(UUID(psu["id"]),))

    page = read(auditor, "?limit=200")

    named = {person for line in page["items"] for person in line["participants"]}
    assert str(inside) in named
    assert str(outside) not in named
    assert all(line["participants"] for line in page["items"])
    assert read(auditor, f"?participant={outside}")["items"] == []
    assert page["hides"] == ["osoby spoza zakresu Twojej kontroli"]
    assert read(front.desk(Role.AUDITOR))["items"] == []
