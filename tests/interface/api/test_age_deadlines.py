"""Who will be too old soon: a child of a day-room, a cared-for child, somebody near the pension age."""

from datetime import date, timedelta

import pytest

from domain.vocabulary import Role
from tests.asgi import ANYBODY, live, open_front

DAY = timedelta(days=1)
TODAY = date(2026, 6, 1)
SERVICE = {"kind": "SERVICE", "source": "SELF"}


@pytest.fixture(name="desk")
def _desk(tmp_path):
    with open_front(tmp_path) as front:
        yield front.desk(Role.COORDINATOR)


def born(on, **said):
    return ANYBODY | {"birth_date": on.isoformat()} | said


def child(desk, born_on, **said):
    """Enrol a child in the day-room whose edition takes children from 3 and below 16."""
    told = {"registerParticipant": born(born_on, **said), "receiveReferral": SERVICE}
    life = live(desk, ("registerParticipant", "receiveReferral"), told)
    enrol(desk, life, "SWIETLICA-PLUS")
    return life


def enrol(desk, life, programme, **said):
    body = {"programme": programme, "enrolled_on": "2026-05-11"} | said
    return desk.post(f"/participants/{life.id}/enrolments", body)["item"]


def told(desk, query=""):
    kinds = ("AGE_LIMIT", "PENSION_AGE")
    return [
        (line["id"], line["kind"], line["ends_on"], line["programme"])
        for line in desk.get(f"/deadlines{query}")["items"]
        if line["kind"] in kinds
    ]


def sixteen_on(day):
    return date(day.year - 16, day.month, day.day)


def test_a_child_of_the_day_room_is_told_of_before_turning_sixteen_and_of_nothing_is_ended(desk):
    life = child(desk, date(2010, 7, 1))
    [line] = [line for line in desk.get("/deadlines")["items"] if line["kind"] == "AGE_LIMIT"]
    assert (line["ends_on"], line["days_left"]) == ("2026-06-30", 29)
    assert (line["pl"], line["en"]) == (
        "ostatni dzień w wieku uprawniającym do programu",
        "last day within a programme's age",
    )
    card = desk.get(f"/participants/{life.id}")
    assert card["enrolments"][0]["item"] == line["item"]
    assert card["enrolments"][0]["ended_on"] is None


def test_the_list_looks_sixty_days_ahead_and_thirty_back_to_the_day(desk):
    last, too_far = TODAY + 60 * DAY, TODAY + 61 * DAY
    inside = child(desk, sixteen_on(last + DAY))
    child(desk, sixteen_on(too_far + DAY))
    assert told(desk) == [(inside.id, "AGE_LIMIT", last.isoformat(), "SWIETLICA-PLUS")]
    first = child(desk, sixteen_on(date(2026, 5, 13)))
    assert (first.id, "AGE_LIMIT", "2026-05-12", "SWIETLICA-PLUS") in told(desk)
    assert (first.id, "AGE_LIMIT", "2026-05-12", "SWIETLICA-PLUS") in told(desk, "?since=2026-05-12&until=2026-05-12")
    assert told(desk, "?since=2026-05-13&until=2026-05-31") == []


def test_born_on_29_february_the_last_day_is_the_27th_where_the_year_has_no_29th(desk):
    life = child(desk, date(2012, 2, 29))
    assert told(desk, "?since=2028-01-01&until=2028-12-31") == []
    other = child(desk, date(2011, 2, 28))
    assert told(desk, "?since=2027-01-01&until=2027-12-31") == [(other.id, "AGE_LIMIT", "2027-02-27", "SWIETLICA-PLUS")]
    assert life.id != other.id


def test_a_corrected_birth_date_counts(desk):
    life = child(desk, date(2010, 7, 1))
    correction = {"birth_date": "2010-07-11", "reason": "pomyłka w dacie"}
    version = desk.version(life)
    desk.post(f"/participants/{life.id}/personal-data/corrections", correction, if_match=version)
    assert told(desk) == [(life.id, "AGE_LIMIT", "2026-07-10", "SWIETLICA-PLUS")]


def test_who_has_left_is_not_waited_for(desk):
    life = child(desk, date(2010, 7, 1))
    item = desk.get(f"/participants/{life.id}")["enrolments"][0]["item"]
    ending = {"ended_on": "2026-05-20"}
    desk.post(f"/participants/{life.id}/enrolments/{item}/ending", ending, if_match=desk.version(life))
    assert told(desk) == []


@pytest.mark.parametrize(("sex", "years"), [("F", 60), ("M", 65)])
def test_pension_age_is_told_of_people_of_the_club_by_their_sex(desk, sex, years):
    reaches = date(2026, 7, 15)
    said = {"registerParticipant": born(date(reaches.year - years, 7, 15), sex=sex)}
    life = live(desk, ("registerParticipant", "receiveReferral", "signContract"), said)
    enrol(desk, life, "AKTYWIZACJA")
    assert told(desk) == [(life.id, "PENSION_AGE", "2026-07-14", "AKTYWIZACJA")]


def test_pension_age_is_nothing_to_a_service(desk):
    said = {"registerParticipant": born(date(1966, 7, 15)), "receiveReferral": SERVICE}
    life = live(desk, ("registerParticipant", "receiveReferral"), said)
    enrol(desk, life, "AOON", edition="2026")
    assert told(desk) == []


def test_ends_of_age_stand_among_the_others_by_day_and_across_pages(desk):
    people = [child(desk, sixteen_on(TODAY + n * DAY), family_name=f"Testowa{n}") for n in (5, 9, 20)]
    contract = {"signContract": {"valid_until": (TODAY + 10 * DAY).isoformat()}, "registerParticipant": ANYBODY}
    member = live(desk, ("registerParticipant", "receiveReferral", "signContract"), contract)
    whole = [(line["id"], line["kind"]) for line in desk.get("/deadlines")["items"]]
    assert whole == [
        (people[0].id, "AGE_LIMIT"),
        (people[1].id, "AGE_LIMIT"),
        (member.id, "CONTRACT"),
        (people[2].id, "AGE_LIMIT"),
    ]
    paged: list[tuple[str, str]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = desk.get(f"/deadlines?limit=1{cursor and f'&cursor={cursor}'}")
        paged += [(line["id"], line["kind"]) for line in page["items"]]
        cursor = page["next_cursor"]
    assert paged == whole


def test_a_caseworker_sees_the_ages_of_their_own_people_only(tmp_path):
    with open_front(tmp_path) as front:
        child(front.desk(Role.COORDINATOR), date(2010, 7, 1))
        worker = front.desk(Role.CASEWORKER)
        assert told(worker) == []
        own = child(worker, date(2010, 7, 2))
        assert [line[0] for line in told(worker)] == [own.id]


def test_no_birthday_is_kept_anywhere(tmp_path):
    with open_front(tmp_path) as front:
        desk = front.desk(Role.COORDINATOR)
        child(desk, date(2010, 7, 1))
        desk.get("/deadlines")
        for table in ("deadlines",):
            with front.house.store.snapshot() as core:
                rows = core.exec_driver_sql(f"SELECT * FROM {table}").fetchall()
            assert not [row for row in rows if "2026-06-30" in map(str, row)]


def test_in_respite_care_it_is_the_cared_for_child_who_turns_sixteen(desk):
    cared_for = live(desk, ("registerParticipant",), {"registerParticipant": born(date(2010, 7, 1))})
    grown_up = born(date(1985, 7, 1), family_name="Opiekuńcza-Testowa")
    carer = live(
        desk, ("registerParticipant", "receiveReferral"), {"registerParticipant": grown_up, "receiveReferral": SERVICE}
    )
    link = {"person": cared_for.id, "relation": "CARED_FOR", "since": "2026-05-04"}
    item = desk.post(f"/participants/{carer.id}/related-persons", link)["item"]
    enrol(desk, carer, "OPIEKA-WYTCHNIENIOWA", edition="2026", cared_for=item)
    assert told(desk) == [(carer.id, "AGE_LIMIT", "2026-06-30", "OPIEKA-WYTCHNIENIOWA")]
