"""A deputy works with an absent colleague's people from the first to the last day, and not a day before or after."""

from datetime import UTC, date, datetime

import pytest

from domain.vocabulary import Role
from tests.asgi import API, open_front
from tests.interface.api.things import NOBODYS, person_of

LEAVE = {"since": "2026-06-03", "until": "2026-06-04"}


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def it_is(front, day, hour=8):
    moment = datetime.combine(day, datetime.min.time(), tzinfo=UTC).replace(hour=hour)
    front.clock.advance(seconds=(moment - front.clock.moment).total_seconds())


def refusal(answer):
    return answer.status_code, answer.json()["type"].removeprefix("urn:kis:problem:")


def may(desk, person):
    """Return whether a caseworker sees somebody, alone, on the roster and to write about."""
    seen = desk.ask("GET", f"{API}/participants/{person}").status_code
    listed = [line["id"] for line in desk.get("/participants")["items"]]
    body = {"kind": "SERVICE", "source": "SELF", "referred_on": "2026-06-01"}
    written = desk.ask("POST", f"{API}/participants/{person}/referrals", body).status_code
    return seen == 200, listed == [str(person)], written in {201, 409}


def test_a_deputy_sees_and_writes_from_the_first_to_the_last_day(front, desk):
    absent, deputy = front.desk(Role.CASEWORKER), front.desk(Role.CASEWORKER)
    person = person_of(front.house, absent.user)
    desk.post(f"/users/{absent.user}/deputies", {"deputy": str(deputy.user), **LEAVE})
    found = {}
    for day in (2, 3, 4, 5):
        it_is(front, date(2026, 6, day))
        found[day] = may(deputy, person)
    assert found == {2: (False,) * 3, 3: (True,) * 3, 4: (True,) * 3, 5: (False,) * 3}
    assert may(absent, person) == (True, True, True)


def test_the_last_day_lasts_until_midnight_in_poland(front, desk):
    absent, deputy = front.desk(Role.CASEWORKER), front.desk(Role.CASEWORKER)
    person = person_of(front.house, absent.user)
    desk.post(f"/users/{absent.user}/deputies", {"deputy": str(deputy.user), **LEAVE})
    it_is(front, date(2026, 6, 4), 21)
    assert may(deputy, person) == (True, True, True)
    it_is(front, date(2026, 6, 4), 22)
    assert may(deputy, person) == (False, False, False)


def test_a_deputy_of_a_deputy_is_nobody(front, desk):
    absent, deputy, third = (front.desk(Role.CASEWORKER) for _ in range(3))
    person = person_of(front.house, absent.user)
    for user, other in ((absent, deputy), (deputy, third)):
        desk.post(f"/users/{user.user}/deputies", {"deputy": str(other.user), **LEAVE})
    it_is(front, date(2026, 6, 3))
    assert may(deputy, person) == (True, True, True)
    assert may(third, person) == (False, False, False)


def test_a_dismissed_deputy_stops_at_once_and_not_at_midnight(front, desk):
    absent, deputy = front.desk(Role.CASEWORKER), front.desk(Role.CASEWORKER)
    person = person_of(front.house, absent.user)
    path = f"/users/{absent.user}/deputies"
    item = desk.post(path, {"deputy": str(deputy.user), **LEAVE})["item"]
    it_is(front, date(2026, 6, 3))
    read = desk.get(path)
    assert read["items"] == [
        {"item": item, "deputy": str(deputy.user), **LEAVE, "dismissed_on": None},
    ]
    assert desk.ask("POST", f"{API}{path}/{item}/ending").status_code == 428
    assert may(deputy, person) == (True, True, True)
    desk.post(f"{path}/{item}/ending", if_match=read["version"])
    assert desk.get(path)["items"][0]["dismissed_on"] == "2026-06-03"
    assert may(deputy, person) == (False, False, False)
    again = desk.ask("POST", f"{API}{path}/{item}/ending", if_match=read["version"] + 1)
    assert refusal(again) == (409, "deputy-dismissed-already")


def test_a_deputy_who_was_dismissed_may_be_appointed_anew_that_day(front, desk):
    absent, deputy = front.desk(Role.CASEWORKER), front.desk(Role.CASEWORKER)
    person, path = person_of(front.house, absent.user), f"/users/{absent.user}/deputies"
    it_is(front, date(2026, 6, 3))
    first = desk.post(path, {"deputy": str(deputy.user), **LEAVE})
    desk.post(f"{path}/{first['item']}/ending", if_match=first["version"])
    assert may(deputy, person) == (False, False, False)
    desk.post(path, {"deputy": str(deputy.user), **LEAVE})
    assert may(deputy, person) == (True, True, True)


def test_a_time_that_is_over_is_not_ended(front, desk):
    absent, deputy = front.desk(Role.CASEWORKER), front.desk(Role.CASEWORKER)
    path = f"/users/{absent.user}/deputies"
    appointed = desk.post(path, {"deputy": str(deputy.user), **LEAVE})
    it_is(front, date(2026, 6, 5))
    before = front.facts
    over = desk.ask("POST", f"{API}{path}/{appointed['item']}/ending", if_match=appointed["version"])
    assert refusal(over) == (409, "deputy-time-over")
    assert "04.06.2026" in over.json()["detail"]
    assert front.facts == before


def test_a_deputy_is_another_user_at_a_time_that_is_not_over(front, desk):
    absent, deputy = front.desk(Role.CASEWORKER), front.desk(Role.CASEWORKER)
    path = f"{API}/users/{absent.user}/deputies"
    for said, code in (
        ({"deputy": str(absent.user)}, (422, "impossible-deputy")),
        ({"until": "2026-06-02"}, (422, "impossible-deputy")),
        ({"since": "2026-05-01", "until": "2026-05-31"}, (422, "impossible-deputy")),
        ({"deputy": str(NOBODYS)}, (404, "not-found")),
        ({"until": "2101-01-01"}, (422, "date-out-of-range")),
    ):
        assert refusal(desk.ask("POST", path, {"deputy": str(deputy.user), **LEAVE, **said})) == code
    assert desk.post(path.removeprefix(API), {"deputy": str(deputy.user), **LEAVE})["id"] == str(absent.user)
    twice = desk.ask("POST", path, {"deputy": str(deputy.user), **LEAVE})
    assert refusal(twice) == (409, "deputy-already")
