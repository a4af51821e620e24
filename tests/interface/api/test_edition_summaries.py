"""A month or a year of an edition in numbers, as the desk asks for it."""

from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.caseworkers import AssignCaseworker
from application.eligibility import RecordDecision
from application.enrolment import Enrol
from application.hours import VoidHours
from application.referral import ReceiveReferral
from application.related_persons import LinkRelatedPerson
from application.sessions import NoteServiceDay
from domain.editions.service_days import ClosureReason
from domain.eligibility import DecisionKind, DisabilityDegree
from domain.rules import Unit
from domain.vocabulary import EpisodeKind, HoursDirection, ReferralSource, Relation, Role, Sex
from tests.application.batches import booking
from tests.asgi import API, open_front
from tests.club import ask, enrolled, registered

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(name="front", scope="module")
def _front(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("summary")) as front:
        yield front


@pytest.fixture(name="desk", scope="module")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def decided(house, person, kind, degree=None, minutes=None, since=YEAR[0], until=YEAR[1]):
    said: dict[str, Any] = {"coupled": False if degree else None, "number": None, "programme": None, "kept_at": None}
    days = {"decided_on": since, "valid_from": since, "valid_until": until}
    ask(house, RecordDecision(participant_id=person, kind=kind, degree=degree, granted_minutes=minutes, **days, **said))


def helped(house, place, day, minutes, at="08:00", **said):
    how: dict[str, Any] = {"direction": HoursDirection.RECEIVED, "starts_at": time.fromisoformat(at), **said}
    return ask(house, booking(place, day=day, minutes=minutes, **how)).item


def summary(desk, programme, query, code="2026"):
    [edition] = [line for line in desk.get(f"/programmes/{programme}/editions")["items"] if line["code"] == code]
    return desk.get(f"/programmes/{programme}/editions/{edition['id']}/summary?{query}")


def groups(rows):
    """Return the rows that are not empty: women, men, all."""
    return {row["group"]: (row["women"], row["men"], row["people"]) for row in rows if row["people"]}


def test_assistance_by_degree_and_age_with_what_was_granted_used_and_left(front, desk):
    house = front.house
    anna = enrolled(house, "AOON", birth_date=date(1990, 6, 1))
    jan = enrolled(house, "AOON", sex=Sex.MALE, birth_date=date(2015, 5, 31))
    decided(house, anna[0], DecisionKind.DISABILITY_DEGREE, DisabilityDegree.SEVERE)
    decided(house, anna[0], DecisionKind.GRANTED_HOURS, minutes=6000)
    decided(house, jan[0], DecisionKind.DISABILITY_CHILD)
    helped(house, anna, date(2026, 4, 30), 240, "22:00")
    voided = helped(house, anna, date(2026, 5, 12), 60)
    helped(house, jan, date(2026, 5, 12), 90)
    before = front.clock.now().isoformat().replace("+00:00", "Z")
    front.clock.advance(hours=1)
    ask(house, VoidHours(participant_id=anna[0], entry=voided, reason="pomyłka"))

    may = summary(desk, "AOON", "month=2026-05")
    assert (may["total"]["people"], may["served"], may["running"], may["carers"]) == (2, 2, False, None)
    assert groups(may["by_degree"]) == {"SEVERE": (1, 0, 1), "CHILD": (0, 1, 1)}
    assert groups(may["by_age"]) == {"30-54": (1, 0, 1), "7-15": (0, 1, 1)}
    quotas = {row["group"]: row for row in may["quotas"]}
    said = ("granted", "limit", "used", "used_so_far", "left", "over")
    assert [quotas["SEVERE"][name] for name in said] == [6000, 720 * 60, 120, 240, 5760, 0], (
        "two hours of the night are May's"
    )
    assert [quotas["CHILD"][name] for name in said] == [0, 360 * 60, 90, 90, 360 * 60 - 90, 0]
    assert [quotas["TOTAL"][name] for name in said] == [6000, 1080 * 60, 210, 330, 5760 + 360 * 60 - 90, 0]
    assert may["hides"] == ["osoby bez miejsca w tej edycji w tym okresie"]

    april, year = summary(desk, "AOON", "month=2026-04"), summary(desk, "AOON", "year=2026")
    assert (april["quotas"][-1]["used"], year["quotas"][-1]["used"], year["running"]) == (120, 330, True)
    assert groups(april["by_age"]) == {"30-54": (1, 0, 1), "7-15": (0, 1, 1)}
    assert summary(desk, "AOON", f"month=2026-05&known_at={before}")["quotas"][-1]["used"] == 270

    worker = front.desk(Role.CASEWORKER)
    ask(house, AssignCaseworker(participant_id=jan[0], user=worker.user))
    own = summary(worker, "AOON", "month=2026-05")
    assert groups(own["by_degree"]) == {"CHILD": (0, 1, 1)}
    assert "w tym zestawieniu osób przydzielonych komuś innemu: 1" in own["hides"]
    assert summary(front.desk(Role.AUDITOR), "AOON", "month=2026-05")["total"]["people"] == 0


def test_two_carers_of_one_person_share_one_quota_which_is_counted_once(front, desk):
    house, places = front.house, []
    child = registered(house, birth_date=date(2018, 3, 1), sex=Sex.MALE)
    decided(house, child, DecisionKind.DISABILITY_CHILD)
    for _ in range(2):
        carer = registered(house)
        unsaid = dict.fromkeys(("family_name", "given_name", "pesel", "phone", "note"))
        link = LinkRelatedPerson(
            id=uuid4(), participant_id=carer, relation=Relation.CARED_FOR, since=YEAR[0], person=child, **unsaid
        )
        cared_for = ask(house, link).item
        sent: dict[str, Any] = {"kind": EpisodeKind.SERVICE, "source": ReferralSource.SELF, "note": None}
        ask(house, ReceiveReferral(participant_id=carer, referred_on=date(2026, 1, 5), **sent))
        decided(house, carer, DecisionKind.GRANTED_HOURS, minutes=240 * 60)
        enrol = Enrol(
            participant_id=carer,
            programme="OPIEKA-WYTCHNIENIOWA",
            edition=None,
            enrolled_on=date(2026, 1, 7),
            cared_for=cared_for,
        )
        places.append((carer, ask(house, enrol).item))
    helped(house, places[0], date(2026, 5, 4), 600)
    helped(house, places[1], date(2026, 5, 5), 300)
    helped(house, places[1], date(2026, 5, 6), 24 * 60, unit=Unit.DOBY)

    may = summary(desk, "OPIEKA-WYTCHNIENIOWA", "month=2026-05")
    assert (may["total"]["people"], may["carers"], may["served"]) == (1, 2, 1)
    assert groups(may["by_degree"]) == {"CHILD": (0, 1, 1)}
    assert groups(may["by_age"]) == {"7-15": (0, 1, 1)}
    total = may["quotas"][-1]
    assert (total["granted"], total["limit"], total["used"]) == (240 * 60, 240 * 60, 900)
    assert total["left"] == 240 * 60 * 13 // 14 - 900, "one doba of fourteen takes a fourteenth of the hours"
    assert (total["limit_doby"], total["used_doby"], total["left_doby"]) == (14, 1, 12)


def test_a_day_rooms_month_has_presences_days_open_and_the_fullest_day(front, desk):
    house = front.house
    children = [enrolled(house, "SWIETLICA-CAS", birth_date=date(2016, 1, 1)) for _ in range(2)]
    there: dict[str, Any] = {
        "minutes": 0,
        "starts_at": None,
        "unit": Unit.PRESENCES,
        "direction": HoursDirection.ATTENDED,
    }
    for child, days in zip(children, ([4, 5, 7], [5]), strict=True):
        for day in days:
            ask(house, booking(child, day=date(2026, 5, day), **there))
    [room] = desk.get("/programmes/SWIETLICA-CAS/editions")["items"]
    for day, reason in ((4, None), (5, None), (6, None), (7, ClosureReason.OTHER)):
        said: dict[str, Any] = {"day": date(2026, 5, day), "open": reason is None, "reason": reason, "note": None}
        ask(house, NoteServiceDay(programme="SWIETLICA-CAS", edition_id=UUID(room["id"]), **said))
    may = summary(desk, "SWIETLICA-CAS", "month=2026-05", room["code"])
    assert may["presences"] == {
        "presences": 4,
        "days_attended": 3,
        "days_open": 3,
        "days_not_open": 1,
        "average": 1.0,
        "most": 2,
        "most_on": "2026-05-05",
    }
    assert (may["quotas"], may["total"]["people"], may["served"]) == ([], 2, 2)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "month-or-year"),
        ("month=2026-05&year=2026", "month-or-year"),
        ("month=2026-07", "period-not-begun"),
        ("year=2027", "period-not-begun"),
        ("month=2026-13", None),
        ("year=26", None),
        ("miesiac=2026-05", None),
    ],
)
def test_what_is_no_period_is_refused(front, desk, query, code):
    [edition] = [line for line in desk.get("/programmes/AOON/editions")["items"] if line["code"] == "2026"]
    answer = desk.ask("GET", f"{API}/programmes/AOON/editions/{edition['id']}/summary?{query}")
    assert answer.status_code == 422
    assert code is None or answer.json()["type"].endswith(code)
