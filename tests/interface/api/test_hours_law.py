"""The law of hours over HTTP: limits of agreement and edition, why not, the truth with its reason, shared quotas."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.enrolment import Enrol
from application.referral import ReceiveReferral
from application.related_persons import LinkRelatedPerson
from domain.hours import HoursState
from domain.vocabulary import EpisodeKind, ReferralSource, Relation, Role
from tests.asgi import API, open_front, seen
from tests.club import ask, enrolled, registered
from tests.interface.api.things import agreement, edition, provider

OLD_LAW = "ustawa z 20.04.2004 o promocji zatrudnienia i instytucjach rynku pracy, art. 73a"
NUMBER = "PSU/1/2025"
WHY = "Awaria sali; praca do końca była konieczna."


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def into(house, person, programme, edition=None, **said):
    """Enrol somebody on 7 January; return the enrolment's item."""
    where = {"programme": programme, "edition": edition, "enrolled_on": date(2026, 1, 7)}
    return ask(house, Enrol(participant_id=person, **where, **said)).item


def working(house):
    """Bring somebody into socially useful work under an agreement of 10 hours a week; return the path and the item."""
    agreement(house, number=NUMBER, signed_on=date(2025, 5, 31), valid_from=date(2025, 6, 1), minutes_monthly_each=None)
    person, _ = enrolled(house, "AKTYWIZACJA")
    return f"/participants/{person}/hours", into(house, person, "PSU", agreement=NUMBER)


def served(house, programme="AOON"):
    """Bring somebody into a service; return the path and the enrolment's item."""
    person, item = enrolled(house, programme)
    return f"/participants/{person}/hours", item


def hour(enrolment, day, direction="WORKED", **said: Any):
    """Return the body of an entry."""
    return {"enrolment": enrolment, "day": day, "direction": direction} | said


def refusal(answer):
    return answer.status_code, answer.json()["type"].removeprefix("urn:kis:problem:")


def lines(desk, path):
    return desk.get(path)["items"]


def test_a_week_of_socially_useful_work_is_filled_to_ten_hours_and_the_refusal_says_everything(front, desk):
    path, item = working(front.house)
    first = desk.post(path, hour(item, "2026-05-25", duration="3,5"))["item"]
    second = desk.post(path, hour(item, "2026-05-27", duration="3:30", starts_at="08:00"))["item"]
    third = desk.post(path, hour(item, "2026-05-31", minutes=180))["item"]
    stored = front.stored
    answer = desk.ask("POST", API + path, hour(item, "2026-05-30", minutes=1))
    assert refusal(answer) == (409, "over-limit")
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert said["law"] == OLD_LAW
    assert said["detail"] == (
        f"Najwyżej 10:00 godz. w dniach 25.05.2026–31.05.2026 (limit tygodniowy; {OLD_LAW}, wersja reguły 1). Zapisano "
        f"już 10:00 godz. (25.05.2026: 3:30 godz., wpis {first}; 27.05.2026: 3:30 godz., wpis {second}; 31.05.2026: "
        f"3:00 godz., wpis {third}); ten wpis dodaje 0:01 godz., a do limitu zostaje 0:00 godz. w tym czasie. "
        "Najbliższy dzień, w którym tyle się mieści: 01.06.2026. Jeśli tak było naprawdę, zapisz z powodem (override): "
        "nadwyżka zostanie oznaczona."
    )
    assert [(e["pointer"], e["code"]) for e in said["errors"]] == [
        ("/minutes", "over-limit"),
        *[("/minutes", "fills-the-limit")] * 3,
    ]
    english = desk.ask(
        "POST", API + path, hour(item, "2026-05-30", minutes=1), headers={"accept-language": "en"}
    ).json()
    assert "At most 10:00 h from 2026-05-25 to 2026-05-31 (weekly limit;" in english["detail"]
    assert "The nearest day on which so much fits: 2026-06-01." in english["detail"]
    assert front.stored == stored
    desk.post(path, hour(item, "2026-06-01", minutes=1))


def test_what_really_happened_is_recorded_with_its_reason_and_shown_as_over_the_limit(front, desk):
    path, item = working(front.house)
    desk.post(path, hour(item, "2026-05-25", duration="10"))
    over = desk.post(path, hour(item, "2026-05-26", minutes=45, override=WHY))["item"]
    assert [(line["item"] == over, line["over"]) for line in lines(desk, path)] == [(False, False), (True, True)]
    history = desk.get(path.replace("/hours", "/history"))["items"]
    assert [line for line in history if "0:45" in line["pl"] and OLD_LAW in line["pl"]]
    within = desk.ask("POST", API + path, hour(item, "2026-05-18", minutes=45, override=WHY))
    assert refusal(within) == (422, "nothing-to-override")


def test_a_correction_within_the_limit_is_no_longer_shown_as_over_it(front, desk):
    path, item = working(front.house)
    over = desk.post(path, hour(item, "2026-05-25", minutes=601, override=WHY))
    body = {"minutes": 602, "reason": "pomyłka"}
    where = f"{path}/{over['item']}/corrections"
    assert refusal(desk.ask("POST", API + where, body, if_match=over["version"])) == (409, "over-limit")
    desk.post(where, body | {"minutes": 600}, if_match=over["version"])
    assert [(line["minutes"], line["over"]) for line in lines(desk, path)] == [(600, False)]
    more = desk.ask("POST", API + path, hour(item, "2026-05-26", minutes=1))
    assert refusal(more) == (409, "over-limit")


def test_unapproved_returned_and_approved_hours_fill_a_limit_and_voided_ones_do_not(front, desk):
    path, item = working(front.house)
    entry = desk.post(path, hour(item, "2026-05-25", minutes=600))
    one_more = hour(item, "2026-05-26", minutes=1)
    assert refusal(desk.ask("POST", API + path, one_more)) == (409, "over-limit")
    desk.post(f"{path}/approvals", {"entries": [entry["item"]]})
    assert refusal(desk.ask("POST", API + path, one_more)) == (409, "over-limit")
    back = desk.post(f"{path}/returns", {"entries": [entry["item"]], "reason": "brak podpisu"})
    assert refusal(desk.ask("POST", API + path, one_more)) == (409, "over-limit")
    desk.post(f"{path}/{entry['item']}/void", {"reason": "wpisane drugi raz"}, if_match=back["version"])
    desk.post(path, one_more)
    assert [line["state"] for line in lines(desk, path)] == [HoursState.VOIDED, HoursState.RECORDED]


def test_what_an_edition_does_not_count_is_refused_in_words(front, desk):
    path, item = working(front.house)
    wrong = (
        ({"direction": "ATTENDED", "minutes": 60}, "/direction", "praca"),
        ({"unit": "PRESENCES", "minutes": 60}, "/unit", "czas w minutach"),
        ({"activity": "SELF_HELP", "minutes": 60}, "/activity", "prace społecznie użyteczne"),
    )
    for said, pointer, words in wrong:
        answer = desk.ask("POST", API + path, hour(item, "2026-05-25") | said)
        assert refusal(answer) == (409, "not-counted-so")
        assert answer.json()["errors"][0]["pointer"] == pointer
        assert words in answer.json()["detail"]


NO_LENGTHS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"duration": "trzy"}, "unreadable-duration"),
    ({"duration": "0,001"}, "part-of-a-minute"),
    ({"duration": "3,5", "minutes": 209}, "duration-and-minutes-differ"),
    ({"minutes": 1501}, "impossible-minutes"),
    ({"duration": "25"}, "impossible-minutes"),
    ({}, "no-length"),
    ({"ends_at": "10:00"}, "end-without-start"),
    ({"starts_at": "08:00", "minutes": 60, "ends_on": "2026-05-26"}, "end-day-without-time"),
    ({"starts_at": "08:00", "ends_at": "10:00", "minutes": 119}, "end-and-minutes-differ"),
    ({"starts_at": "10:00", "ends_at": "08:00"}, "hours-end-before-they-begin"),
    ({"day": "2026-03-29", "starts_at": "02:30", "minutes": 60}, "no-such-local-time"),
    ({"day": "2026-03-29", "starts_at": "01:00", "ends_at": "02:59"}, "no-such-local-time"),
    ({"day": "0001-01-01", "starts_at": "00:00", "ends_at": "01:00"}, "date-out-of-range"),
    ({"day": "9999-12-31", "minutes": 60}, "date-out-of-range"),
    ({"starts_at": "08:00", "ends_at": "09:00", "ends_on": "9999-12-31"}, "date-out-of-range"),
)


def test_a_length_that_says_nothing_or_contradicts_itself_is_refused_and_nothing_written(front, desk):
    path, item = working(front.house)
    stored = front.stored
    for said, kind in NO_LENGTHS:
        answer = desk.ask("POST", API + path, hour(item, "2026-05-25") | said)
        assert refusal(answer) == (422, kind)
    assert front.stored == stored


def test_a_night_of_assistance_over_the_autumn_clock_change_is_six_hours_by_from_and_to(front, desk):
    path, item = served(front.house)
    front.clock.advance(days=200)
    night = hour(item, "2026-10-24", "RECEIVED", starts_at="23:00", ends_on="2026-10-25", ends_at="04:00")
    desk = front.desk(Role.COORDINATOR)
    desk.post(path, night)
    assert [(line["minutes"], line["starts_at"], line["until"]) for line in lines(desk, path)] == [
        (360, "23:00", "2026-10-25")
    ]
    again = desk.ask("POST", API + path, hour(item, "2026-10-25", "RECEIVED", starts_at="03:59", minutes=1))
    assert refusal(again) == (409, "hours-overlap")
    desk.post(path, hour(item, "2026-10-25", "RECEIVED", starts_at="04:00", minutes=1))


def test_an_assistant_serves_twelve_of_24_hours_across_two_people_and_is_in_one_place(front, desk):
    who = str(provider(front.house))
    (here, mine), (there, theirs) = (served(front.house) for _ in range(2))
    desk.post(there, hour(theirs, "2026-05-25", "RECEIVED", provider=who, starts_at="20:00", minutes=420))
    at_once = hour(mine, "2026-05-26", "RECEIVED", provider=who, starts_at="02:59", minutes=60)
    assert refusal(desk.ask("POST", API + here, at_once)) == (409, "provider-elsewhere")
    day = hour(mine, "2026-05-26", "RECEIVED", provider=who, starts_at="08:00")
    answer = desk.ask("POST", API + here, day | {"minutes": 301})
    assert refusal(answer) == (409, "provider-too-long")
    assert "program Asystent osobisty" in answer.json()["law"]
    desk.post(here, day | {"minutes": 301, "override": WHY})
    [line] = lines(desk, here)
    assert (line["provider"], line["over"]) == (who, True)


def test_two_carers_share_the_240_hours_of_the_person_they_care_for(front, desk):
    grandmother = registered(front.house)
    (here, mine), (there, theirs) = (a_carer_of(front.house, grandmother) for _ in range(2))
    for day in range(1, 9):
        desk.post(here, hour(mine, f"2026-03-0{day}", "RECEIVED", duration="24"))
    two_days = hour(theirs, "2026-04-01", "RECEIVED", starts_at="08:00", ends_on="2026-04-03", ends_at="08:00")
    answer = desk.ask("POST", API + there, two_days | {"ends_at": "08:01"})
    assert refusal(answer) == (409, "over-limit")
    detail = answer.json()["detail"]
    assert "u innej osoby" in detail
    assert "do limitu zostaje 48:00 godz." in detail
    assert "Do końca edycji nie ma dnia" in detail
    desk.post(there, two_days)
    for path, item in ((here, mine), (there, theirs)):
        more = desk.ask("POST", API + path, hour(item, "2026-05-01", "RECEIVED", minutes=1))
        assert refusal(more) == (409, "over-limit")


def test_the_cared_for_person_has_one_publicly_paid_service_at_a_time(front, desk):
    grandmother = registered(front.house)
    (here, mine), (there, theirs) = (a_carer_of(front.house, grandmother) for _ in range(2))
    desk.post(here, hour(mine, "2026-05-25", "RECEIVED", starts_at="08:00", minutes=120))
    twice = hour(theirs, "2026-05-25", "RECEIVED", starts_at="09:59", minutes=60)
    assert refusal(desk.ask("POST", API + there, twice)) == (409, "assistance-overlap")
    desk.post(there, twice | {"starts_at": "10:00"})


def test_doby_make_the_years_hours_smaller_in_proportion(front, desk):
    path, item = a_carer_of(front.house, registered(front.house))
    stay = hour(item, "2026-03-02", "RECEIVED", unit="DOBY", starts_at="10:00", ends_on="2026-03-09", ends_at="10:00")
    desk.post(path, stay)
    for day in range(10, 15):
        desk.post(path, hour(item, f"2026-03-{day}", "RECEIVED", unit="MINUTES", duration="24"))
    answer = desk.ask("POST", API + path, hour(item, "2026-05-04", "RECEIVED", unit="MINUTES", minutes=1))
    assert refusal(answer) == (409, "over-limit")
    assert "Najwyżej 120:00 godz. w dniach 01.01.2026–31.12.2026" in answer.json()["detail"]


def a_carer_of(house, person: UUID):
    """Bring somebody who looks after a person into respite care; return the path and the enrolment's item."""
    carer = registered(house)
    since = date(2026, 1, 5)
    refer: dict[str, Any] = {"kind": EpisodeKind.SERVICE, "source": ReferralSource.SELF, "referred_on": since}
    ask(house, ReceiveReferral(participant_id=carer, note=None, **refer))
    unsaid: dict[str, Any] = dict.fromkeys(("family_name", "given_name", "pesel", "phone", "note"))
    looks_after: dict[str, Any] = {"person": person, "relation": Relation.CARED_FOR, "since": since, "id": uuid4()}
    link = ask(house, LinkRelatedPerson(participant_id=carer, **looks_after, **unsaid)).item
    return f"/participants/{carer}/hours", into(house, carer, "OPIEKA-WYTCHNIENIOWA", cared_for=link)


def test_a_child_is_present_in_the_day_room_with_a_time_or_without_and_a_sixteenth_is_one_too_many(front, desk):
    house, who = front.house, provider(front.house)
    group = [served_child(house) for _ in range(16)]
    here, mine = group[0]
    led = hour(mine, "2026-05-25", "ATTENDED", provider=str(who), starts_at="14:00", minutes=120)
    assert refusal(desk.ask("POST", API + here, led)) == (409, "provider-not-checked")
    desk.post(f"/providers/{who}/checks", {"checked_on": "2026-05-25"})
    for path, item in group[:15]:
        desk.post(path, led | {"enrolment": item})
    last, item = group[15]
    answer = desk.ask("POST", API + last, led | {"enrolment": item})
    assert refusal(answer) == (409, "too-many-people")
    assert "16 uczestników; wolno 15" in answer.json()["detail"]
    desk.post(last, led | {"enrolment": item, "starts_at": "16:00"})
    desk.post(here, hour(mine, "2026-05-26", "ATTENDED", minutes=0))
    assert [(line["unit"], line["minutes"]) for line in lines(desk, here)] == [("PRESENCES", 120), ("PRESENCES", 0)]


def served_child(house):
    """Bring a child into the day-room; return the path and the enrolment's item."""
    return served(house, "SWIETLICA-CAS")


def test_rules_of_the_next_edition_move_nothing_in_this_one(front, desk):
    house = front.house
    this, _ = edition(house, programme="AKTYWIZACJA", code="T-1")
    person, _ = enrolled(house, "PSU")
    path, item = f"/participants/{person}/hours", into(house, person, "AKTYWIZACJA", edition="T-1")
    put(desk, this, 600)
    desk.post(path, hour(item, "2026-05-25", "ATTENDED", minutes=600))
    over = hour(item, "2026-05-26", "ATTENDED", minutes=1)
    before = desk.ask("POST", API + path, over)
    assert "limit tygodniowy" in before.json()["detail"]
    next_year = {"code": "T-2", "opens_on": "2027-01-01", "closes_on": "2027-12-31", "parallel": True}
    copied = desk.post(f"/programmes/AKTYWIZACJA/editions/{this}/copies", next_year)
    put(desk, copied["id"], 60)
    put(desk, copied["id"], 6000, since="2027-06-01")
    assert seen(desk.ask("POST", API + path, over)) == seen(before)


def put(desk, edition, minutes, since="2026-01-01"):
    """Set an edition's weekly limit."""
    said = {"rule": "LIMIT_WEEK", "unit": "MINUTES", "value": minutes, "since": since, "law": "regulamin na niby"}
    desk.post(f"/programmes/AKTYWIZACJA/editions/{edition}/rules", said | {"source": "pismo na niby"})
