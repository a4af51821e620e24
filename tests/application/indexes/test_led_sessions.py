"""Who leads what when, across editions; which agreement has a number; who takes part in an edition."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from application.sessions import CancelSession, PlanSession
from tests.application.batches import disk, together
from tests.club import ask, asking, enrolled
from tests.interface.api.things import agreement, edition, provider, session

DAY = date(2026, 6, 9)


def led(house, leader, day=DAY):
    with house.store.snapshot():
        found = house.indexes.sessions.around(house.store.reading(), leader, day)
    return [(one.day, one.starts_at, one.minutes, one.leader) for one in found]


def test_what_somebody_leads_is_found_two_days_around_in_every_edition(house):
    (here, _), (there, _), leader = edition(house), edition(house, programme="PSU"), provider(house)
    for n in range(-3, 4):
        session(house, here, DAY + timedelta(days=n), leader=leader)
    session(house, there, DAY, time(12), leader=leader, programme="PSU")
    session(house, here, DAY, leader=provider(house))
    session(house, here, DAY)
    around = [(DAY + timedelta(days=n), time(9), 120, leader) for n in range(-2, 3)]
    assert led(house, leader) == sorted([*around, (DAY, time(12), 120, leader)])
    assert led(house, None) == []
    assert led(house, uuid4()) == []


def test_what_is_cancelled_is_not_led(house):
    (here, _), leader = edition(house), provider(house)
    planned = [session(house, here, leader=leader, at=at) for at in (time(9), time(12))]
    ask(house, CancelSession(programme="AOON", edition_id=here, session=planned[0].item, reason="choroba"))
    assert led(house, leader) == [(DAY, time(12), 120, leader)]


def test_of_two_sessions_that_collide_in_one_batch_one_is_planned(house):
    (here, _), (there, _), leader = edition(house), edition(house), provider(house)
    said: dict[str, Any] = {"programme": "AOON", "day": DAY, "starts_at": time(9), "minutes": 60, "leader": leader}
    said |= {"place": None, "topic": None, "places": None}
    outcomes = together(house, *(asking(PlanSession(edition_id=id, **said)) for id in (here, there)))
    assert [type(outcome).__name__ for outcome in outcomes] == ["Accepted", "LeaderElsewhere"]
    assert disk(house, "SELECT count(*) FROM led_sessions") == [(1,)]


def test_an_agreement_is_known_by_its_number(house):
    id = agreement(house, number="PSU/3/2026")
    find = house.indexes.agreements.of_number
    with house.store.snapshot():
        assert find(house.store.reading(), "PSU/3/2026") == id
        assert find(house.store.reading(), "PSU/3/202") is None


def test_who_takes_part_in_an_edition_is_known(house):
    person, _ = enrolled(house, "AOON")
    with house.store.snapshot():
        db, places = house.store.reading(), house.indexes.places
        known = {one.code: one.id for one in places.editions(db, "AOON")}
        assert places.takes_part(db, known["2026"], person)
        assert not places.takes_part(db, known["2025"], person)
        assert not places.takes_part(db, known["2026"], uuid4())
