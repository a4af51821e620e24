"""Editions over HTTP: the programmes stand from the first day, next year opens by copying, places are counted."""

from datetime import date

import pytest

from domain.programmes import FIRST_EDITIONS, PROGRAMMES
from domain.vocabulary import Role
from tests.asgi import API, open_front, seen
from tests.club import enrolled
from tests.interface.api.things import NOBODYS, edition

AOON = "/programmes/AOON/editions"
AUTUMN = {"code": "2026-B", "opens_on": "2026-09-01", "closes_on": "2026-12-31", "places": 5}
BESIDE = AUTUMN | {"parallel": True}


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def refusal(answer):
    return answer.status_code, answer.json()["type"].removeprefix("urn:kis:problem:")


def test_the_seven_programmes_stand_after_the_founding_each_with_one_edition_of_today(front, desk):
    programmes = [programme["code"] for programme in desk.get("/programmes")["items"]]
    assert programmes == list(PROGRAMMES)
    assert len(programmes) == 7
    found = [line for code in programmes for line in desk.get(f"/programmes/{code}/editions")["items"]]
    assert len(found) == len(FIRST_EDITIONS)
    told = {(f.programme, f.code): (f.opens_on, f.closes_on, f.places, f.confirmed, f.note) for f in FIRST_EDITIONS}
    for line in found:
        opens_on = date.fromisoformat(line["opens_on"])
        closes_on = None if line["closes_on"] is None else date.fromisoformat(line["closes_on"])
        said = (opens_on, closes_on, line["places"], line["confirmed"], line["note"])
        assert told.pop((line["programme"], line["code"])) == said
        assert (line["taken"], line["waiting"], line["version"]) == (0, 0, 1)
    assert told == {}


def test_only_those_who_read_notes_see_what_is_to_be_checked(front):
    for role in Role:
        notes = {line["note"] is not None for line in front.desk(role).get(AOON)["items"]}
        assert notes == {role in {Role.CASEWORKER, Role.COORDINATOR}}


def test_an_edition_is_opened_and_read_back(desk):
    opened = desk.post(AOON, BESIDE | {"note": "dodatkowy nabór"})
    read = desk.get(f"{AOON}/{opened['id']}")
    assert read == {
        **AUTUMN,
        "id": opened["id"],
        "version": 1,
        "programme": "AOON",
        "taken": 0,
        "waiting": 0,
        "confirmed": True,
        "note": "dodatkowy nabór",
    }
    assert [line["code"] for line in desk.get(AOON)["items"]] == ["2025", "2026", "2026-B"]


def test_the_same_click_twice_opens_one_edition(front, desk):
    first, again = (desk.post(AOON, BESIDE, key="otwieram") for _ in range(2))
    assert first == again
    assert len(desk.get(AOON)["items"]) == 3


def test_a_code_is_taken_within_its_programme_only(front, desk):
    desk.post(AOON, BESIDE)
    before = front.facts
    assert refusal(desk.ask("POST", API + AOON, AUTUMN)) == (409, "edition-code-taken")
    assert front.facts == before
    desk.post("/programmes/PSU/editions", BESIDE)


def test_next_years_edition_opens_by_copying_programme_and_places(front, desk):
    old, _ = edition(front.house, places=12)
    said = {"code": "2027", "opens_on": "2027-01-01", "closes_on": "2027-12-31"}
    copy = desk.post(f"{AOON}/{old}/copies", said)
    read = desk.get(f"{AOON}/{copy['id']}")
    assert copy["id"] != str(old)
    assert {name: read[name] for name in (*said, "programme", "places")} == {**said, "programme": "AOON", "places": 12}
    assert refusal(desk.ask("POST", f"{API}{AOON}/{old}/copies", said)) == (409, "edition-code-taken")


def test_an_edition_is_found_under_its_own_programme_alone(front, desk):
    id, version = edition(front.house)
    unknown = desk.ask("GET", f"{API}{AOON}/{NOBODYS}")
    for path in (f"/programmes/PSU/editions/{id}", f"/programmes/JOGA/editions/{id}", f"{AOON}/{id}x"):
        assert seen(desk.ask("GET", API + path)) == seen(unknown)
    body = {"places": 3, "reason": "pomyłka"}
    changed = desk.ask("POST", f"{API}/programmes/PSU/editions/{id}/places", body, if_match=version)
    assert seen(changed) == seen(unknown)


def test_taken_places_are_counted_and_cannot_be_taken_away(front, desk):
    people = [enrolled(front.house, "AOON") for _ in range(2)]
    [line] = [line for line in desk.get(AOON)["items"] if line["code"] == "2026"]
    assert (line["taken"], line["places"]) == (2, None)
    path = f"{AOON}/{line['id']}/places"
    fewer = desk.ask("POST", API + path, {"places": 1, "reason": "cięcia"}, if_match=1)
    assert refusal(fewer) == (409, "places-taken")
    assert "teraz 2;" in fewer.json()["detail"]
    desk.post(path, {"places": 2, "reason": "cięcia"}, if_match=1)
    full = desk.ask("POST", f"{API}/participants/{_another(front)}/enrolments", _place())
    assert refusal(full) == (409, "edition-full")
    assert len(people) == desk.get(f"{AOON}/{line['id']}")["taken"]


def _another(front):
    desk = front.desk(Role.COORDINATOR)
    person = desk.post("/participants", _somebody())["id"]
    desk.post(f"/participants/{person}/referrals", {"kind": "SERVICE", "source": "SELF", "referred_on": "2026-01-05"})
    return person


def _somebody():
    return {
        "family_name": "Testowa",
        "given_name": "Olga",
        "birth_date": "1990-04-01",
        "sex": "F",
        "pesel_missing": "NOT_GIVEN",
        "registered_on": "2026-01-05",
    }


def _place():
    return {"programme": "AOON", "enrolled_on": "2026-01-07"}


def test_what_changes_an_edition_needs_the_version_that_was_seen(front, desk):
    id, version = edition(front.house)
    path, body = f"{API}{AOON}/{id}/places", {"places": 3, "reason": "aneks"}
    assert desk.ask("POST", path, body).status_code == 428
    assert desk.ask("POST", path, body, if_match=version + 1).status_code == 412
    assert desk.post(f"{AOON}/{id}/places", body, if_match=version)["version"] == version + 1
    assert desk.ask("POST", path, body, if_match=version).status_code == 412


def test_a_closed_edition_takes_nobody_after_its_last_day(front, desk):
    id, version = edition(front.house)
    desk.post(f"{AOON}/{id}/closing", {"closes_on": "2026-05-29", "reason": "koniec dotacji"}, if_match=version)
    assert desk.get(f"{AOON}/{id}")["closes_on"] == "2026-05-29"
    session = {"day": "2026-06-01", "starts_at": "09:00", "minutes": 60}
    assert refusal(desk.ask("POST", f"{API}{AOON}/{id}/sessions", session)) == (409, "edition-not-running")


def test_an_edition_is_not_closed_before_its_newest_enrolment(front, desk):
    enrolled(front.house, "AOON")
    [line] = [line for line in desk.get(AOON)["items"] if line["code"] == "2026"]
    path = f"{AOON}/{line['id']}/closing"
    early = desk.ask("POST", API + path, {"closes_on": "2026-01-06", "reason": "pomyłka"}, if_match=1)
    assert refusal(early) == (409, "enrolled-later")
    desk.post(path, {"closes_on": "2026-01-07", "reason": "pomyłka"}, if_match=1)


# -- the days of the service ---------------------------------------------------------------------------------


def test_the_days_of_the_service_are_read_back_open_or_closed_and_why(front, desk):
    id, _ = edition(front.house)
    days = [
        {"day": "2026-05-15", "open": False, "reason": "REPAIR", "note": "zalanie"},
        {"day": "2026-05-14", "open": True},
        {"day": "2026-05-13", "open": True},
    ]
    for day in days:
        desk.post(f"{AOON}/{id}/service-days", day)
    desk.post(f"{AOON}/{id}/service-days", {"day": "2026-05-13", "open": False, "reason": "STAFF_ABSENT"})
    said = [(d["day"], d["open"], d["reason"], d["note"]) for d in desk.get(f"{AOON}/{id}/service-days")["items"]]
    assert said == [
        ("2026-05-13", False, "STAFF_ABSENT", None),
        ("2026-05-14", True, None, None),
        ("2026-05-15", False, "REPAIR", "zalanie"),
    ]
    some = desk.get(f"{AOON}/{id}/service-days?since=2026-05-14&until=2026-05-14")["items"]
    assert [day["day"] for day in some] == ["2026-05-14"]
    evaluator = front.desk(Role.EVALUATOR).get(f"{AOON}/{id}/service-days")["items"]
    assert [day["note"] for day in evaluator] == [None, None, None]


def test_a_class_leader_notes_a_day_of_the_day_room(front):
    desk = front.desk(Role.CLASS_LEADER)
    [line] = [line for line in desk.get("/programmes/SWIETLICA-PLUS/editions")["items"] if line["code"] == "TRWALOSC"]
    path = f"/programmes/SWIETLICA-PLUS/editions/{line['id']}/service-days"
    desk.post(path, {"day": "2026-05-29", "open": True})
    outside = desk.ask("POST", API + path, {"day": "2026-02-28", "open": True})
    assert refusal(outside) == (409, "edition-not-running")
    assert "01.03.2026–28.02.2028" in outside.json()["detail"]
