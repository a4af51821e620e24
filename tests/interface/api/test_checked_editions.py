"""An edition whose dates change under those who take part: closed before its time, or confirmed and corrected."""

import pytest

from domain.programmes import FIRST_EDITIONS
from domain.vocabulary import Role
from tests.asgi import API, open_front
from tests.club import enrolled
from tests.interface.api.things import OpenUnchecked, edition

AOON = "/programmes/AOON/editions"
YEAR = {"opens_on": "2026-01-01", "closes_on": "2026-12-31", "places": 20}
SOURCE = {"source": "umowa z wojewodą"}


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def refusal(answer):
    return answer.status_code, answer.json()["type"].removeprefix("urn:kis:problem:")


def this_year(desk):
    [line] = [line for line in desk.get(AOON)["items"] if line["code"] == "2026"]
    return line


def hours(place, day):
    return {"enrolment": place, "day": day, "minutes": 60, "direction": "RECEIVED"}


def close(desk, on):
    line = this_year(desk)
    body = {"closes_on": on, "reason": "koniec dotacji"}
    return desk.ask("POST", f"{API}{AOON}/{line['id']}/closing", body, if_match=line["version"])


def confirm(desk, **said):
    line = this_year(desk)
    body = {**YEAR, **SOURCE, **said}
    return desk.ask("POST", f"{API}{AOON}/{line['id']}/confirmation", body, if_match=line["version"])


# -- closed before its time ----------------------------------------------------------------------------------


def test_a_closed_edition_takes_no_hours_and_absences_after_its_last_day_from_those_enrolled_before(front, desk):
    person, place = enrolled(front.house, "AOON")
    assert close(desk, "2026-05-20").status_code == 201
    of = f"/participants/{person}"
    absence = {"enrolment": place, "day": "2026-05-21", "kind": "EXCUSED"}
    refusal_of_work = {"enrolment": place, "day": "2026-05-21", "reason": "nie chce"}
    before = front.facts
    for name, body in (
        ("hours", hours(place, "2026-05-21")),
        ("absences", absence),
        ("work-refusals", refusal_of_work),
    ):
        late = desk.ask("POST", f"{API}{of}/{name}", body)
        assert refusal(late) == (409, "hours-after-edition")
        assert "20.05.2026" in late.json()["detail"]
    assert front.facts == before
    entry = desk.post(f"{of}/hours", hours(place, "2026-05-20"))
    correction = {"minutes": 45, "reason": "pomyłka"}
    desk.post(f"{of}/hours/{entry['item']}/corrections", correction, if_match=entry["version"])
    desk.post(f"{of}/absences", absence | {"day": "2026-05-19"})


def test_an_edition_is_not_closed_before_the_last_hours_in_it(front, desk):
    person, place = enrolled(front.house, "AOON")
    entry = desk.post(f"/participants/{person}/hours", hours(place, "2026-05-21"))
    early = close(desk, "2026-05-20")
    assert refusal(early) == (409, "hours-later-in-edition")
    assert "21.05.2026" in early.json()["detail"]
    void = f"/participants/{person}/hours/{entry['item']}/void"
    desk.post(void, {"reason": "wpisane omyłkowo"}, if_match=entry["version"])
    assert close(desk, "2026-05-20").status_code == 201


def test_hours_of_somebody_who_has_left_stand_in_the_way_too(front, desk):
    person, place = enrolled(front.house, "AOON")
    seen = desk.post(f"/participants/{person}/hours", hours(place, "2026-05-21"))["version"]
    desk.post(f"/participants/{person}/enrolments/{place}/ending", {"ended_on": "2026-05-22"}, if_match=seen)
    assert this_year(desk)["taken"] == 0
    assert refusal(close(desk, "2026-05-20")) == (409, "hours-later-in-edition")
    assert close(desk, "2026-05-21").status_code == 201


def test_an_unknown_enrolment_is_not_there_for_hours(front, desk):
    person, _ = enrolled(front.house, "AOON")
    for name, body in (("hours", hours(99, "2026-05-21")), ("work-refusals", {"enrolment": 99, "day": "2026-05-21"})):
        reason = {} if name == "hours" else {"reason": "nie chce"}
        assert refusal(desk.ask("POST", f"{API}/participants/{person}/{name}", body | reason)) == (404, "not-found")


# -- confirmed -----------------------------------------------------------------------------------------------


def test_an_edition_waits_to_be_confirmed_until_it_is(front, desk):
    line = this_year(desk)
    assert (line["confirmed"], line["places"]) == (False, None)
    assert confirm(desk).status_code == 201
    read = desk.get(f"{AOON}/{line['id']}")
    assert {name: read[name] for name in ("confirmed", "note", *YEAR)} == {
        "confirmed": True,
        "note": "umowa z wojewodą",
        **YEAR,
    }
    assert read["version"] == 2
    again = confirm(desk)
    assert refusal(again) == (409, "confirmed-already")
    assert "01.01.2026–31.12.2026" in again.json()["detail"]


def test_every_edition_of_the_founding_that_waits_can_be_confirmed_as_it_stands(desk):
    for programme in {first.programme for first in FIRST_EDITIONS}:
        for line in desk.get(f"/programmes/{programme}/editions")["items"]:
            said = {name: line[name] for name in YEAR} | SOURCE
            path = f"{API}/programmes/{programme}/editions/{line['id']}/confirmation"
            answer = desk.ask("POST", path, said, if_match=1)
            assert answer.status_code == (409 if line["confirmed"] else 201)


def test_a_confirmation_needs_the_version_that_was_seen(front, desk):
    id, version = edition(front.house, OpenUnchecked)
    path, body = f"{API}{AOON}/{id}/confirmation", {**YEAR, **SOURCE}
    assert desk.ask("POST", path, body).status_code == 428
    assert desk.ask("POST", path, body, if_match=version + 1).status_code == 412
    assert desk.ask("POST", path, body, if_match=version).status_code == 201


def test_by_a_confirmation_nobody_falls_out_of_the_edition_and_nobody_stays_longer(front, desk):
    person, place = enrolled(front.house, "AOON")
    desk.post(f"/participants/{person}/hours", hours(place, "2026-03-10"))
    before = front.facts
    for said, code, shown in (
        ({"opens_on": "2026-01-08"}, "enrolled-earlier", "07.01.2026"),
        ({"opens_on": "2026-01-01", "closes_on": "2026-01-06"}, "enrolled-later", "07.01.2026"),
        ({"closes_on": "2026-03-09"}, "hours-later-in-edition", "10.03.2026"),
        ({"closes_on": "2027-01-31"}, "enrolled-until", "31.12.2026"),
        ({"closes_on": None}, "enrolled-until", "31.12.2026"),
    ):
        answer = confirm(desk, **said)
        assert refusal(answer) == (409, code)
        assert shown in answer.json()["detail"]
    assert front.facts == before
    assert confirm(desk, opens_on="2026-01-07", closes_on="2026-03-10", places=1).status_code == 201
    late = desk.ask("POST", f"{API}/participants/{person}/hours", hours(place, "2026-03-11"))
    assert refusal(late) == (409, "hours-after-edition")


def test_the_planned_sessions_stay_within(desk):
    line = this_year(desk)
    session = {"day": "2026-06-09", "starts_at": "09:00", "minutes": 60}
    desk.post(f"{AOON}/{line['id']}/sessions", session)
    assert refusal(confirm(desk, opens_on="2026-06-10")) == (409, "sessions-earlier")
    assert refusal(confirm(desk, closes_on="2026-06-08")) == (409, "sessions-later")
    assert confirm(desk, opens_on="2026-06-09", closes_on="2026-06-09").status_code == 201
