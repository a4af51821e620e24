"""One life replayed on two clocks over HTTP: as it was on a day, as it was known by then, and step by step."""

from datetime import date, timedelta

import pytest

from application.duplicates import LinkDuplicate, UnlinkDuplicate
from application.employment import CorrectEmployment, EndEmployment, StartEmployment
from application.hours import ApproveHours, CorrectHours, VoidHours
from application.participation import Exit
from application.personal_data import ChangeDetails, CorrectDetails
from domain.employment import EndReason
from domain.vocabulary import EvidenceGrade, ExitKind, LegalForm, Role
from tests.asgi import open_front
from tests.told import Told, details, front_day


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


# -- as it was known -------------------------------------------------------------------------------


def test_hours_and_sums_are_as_they_were_known_and_no_later_correction_void_or_approval_shines_through(front, desk):
    told = Told(front)
    entry = told.hours(minutes=60)
    told.tell(CorrectHours, entry=entry, minutes=90, starts_at=None, reason="pomyłka")
    told.tell(ApproveHours, entries=(entry,))
    told.tell(VoidHours, entry=entry, reason="nie było jej")

    def known(day):
        said = desk.get(f"{told.path}/hours?known_at={day}")
        sums = desk.get(f"{told.path}/hours/sums?known_at={day}")
        everybody = desk.get(f"/hours/sums?known_at={day}")
        assert (sums["minutes"], everybody["total"]["minutes"]) == (said["minutes"], said["minutes"])
        assert said["known_position"] == sums["known_position"] == everybody["known_position"]
        lines = [(line["minutes"], line["state"], line["corrected_by"] is not None) for line in said["items"]]
        return said["minutes"], lines

    assert [known(day) for day in told.days] == [
        (0, []),
        (60, [(60, "RECORDED", False)]),
        (90, [(90, "RECORDED", True)]),
        (90, [(90, "APPROVED", True)]),
        (0, [(90, "VOIDED", True)]),
    ]
    history = desk.get(f"{told.path}/history?known_at={told.days[1]}")["items"]
    assert [item["corrected_by"] for item in history if item["version"] == entry] == [[]]
    assert [item["voided_by"] for item in history if item["version"] == entry] == [None]


def test_a_name_and_its_place_on_the_list_are_those_known_then(front, desk):
    told = Told(front, family_name="Zmyślona")
    other = Told(front, family_name="Testowa")
    for one in (told, other):
        one.hours()
    before = front_day(front)
    front.clock.advance(days=1)
    told.tell(CorrectDetails, birth_date=None, reason="literówka", **details(family_name="Adamska-Zmyślona"))
    today = [line["family_name"] for line in desk.get("/hours/sums")["items"]]
    then = [line["family_name"] for line in desk.get(f"/hours/sums?known_at={before}")["items"]]
    assert (today, then) == (["Adamska-Zmyślona", "Testowa"], ["Testowa", "Zmyślona"])
    first = desk.get(f"/hours/sums?limit=1&known_at={before}")
    second = desk.get(f"/hours/sums?limit=1&known_at={before}&cursor={first['next_cursor']}")
    assert [page["items"][0]["family_name"] for page in (first, second)] == then
    assert desk.get(f"{told.path}?known_at={before}")["family_name"] == "Zmyślona"
    assert desk.get(told.path)["family_name"] == "Adamska-Zmyślona"


def test_two_records_of_one_person_count_together_only_while_they_were_known_to_be_linked(front, desk):
    one, other = Told(front, family_name="Zmyślona"), Told(front, family_name="Testowa")
    one.hours(minutes=60)
    other.hours(minutes=30)
    apart = front_day(front) - timedelta(days=1)
    link = other.tell(LinkDuplicate, survivor=one.person, reason="ta sama osoba")
    linked = front_day(front) - timedelta(days=1)
    other.tell(UnlinkDuplicate, link=link, reason="dwie osoby")
    ways = [desk.get(f"{one.path}/hours/sums?known_at={day}")["minutes"] for day in (apart, linked)]
    assert (ways, desk.get(f"{one.path}/hours/sums")["minutes"]) == ([60, 90], 60)
    people = [desk.get(f"/hours/sums?known_at={day}")["total"]["people"] for day in (apart, linked)]
    assert (people, desk.get("/hours/sums")["total"]["people"]) == ([2, 1], 2)
    assert desk.get(f"{other.path}?known_at={linked}")["duplicate_of"] == str(one.person)
    assert desk.get(f"{other.path}?known_at={apart}")["duplicate_of"] is None


def test_what_is_payable_is_settled_by_the_entries_known_then(front, desk):
    told = Told(front)
    entry = told.hours(minutes=60)
    told.tell(ApproveHours, entries=(entry,))
    known = front_day(front) - timedelta(days=1)
    told.tell(VoidHours, entry=entry, reason="nie było jej")
    with front.house.store.snapshot():
        edition = front.house.indexes.places.edition_of(front.house.store.reading(), told.person, told.place)
    path = f"/programmes/PSU/editions/{edition}/payable?month=2026-02"
    assert desk.get(path)["total"]["payable"] == 0
    then = desk.get(f"{path}&known_at={known}")
    assert (then["total"]["approved"], then["total"]["payable"], len(then["items"])) == (60, 60, 1)
    assert desk.get(f"{path}&known_at={known}&on=2026-01-31")["total"]["entries"] == 0


# -- as it was on a day ----------------------------------------------------------------------------


def test_on_a_day_there_is_what_had_begun_by_its_end_and_no_later_end(front, desk):
    told = Told(front)
    job = told.tell(
        StartEmployment,
        form=LegalForm.CIVIL_CONTRACT,
        employer="Piekarnia Próbna",
        fte_hundredths=None,
        evidence=EvidenceGrade.NONE,
        started_on=date(2026, 3, 2),
    )
    told.tell(
        EndEmployment, item=job, why=EndReason.BY_EMPLOYEE, evidence=EvidenceGrade.NONE, ended_on=date(2026, 4, 30)
    )
    told.tell(Exit, episode=2, kind=ExitKind.COMPLETED_EMPLOYED, exited_on=date(2026, 5, 5), reason=None)

    def on(day):
        card = desk.get(f"{told.path}?on={day}")
        assert card["on"] == day
        works = [line["ended_on"] for line in card["employments"]]
        return [line["state"] for line in card["episodes"]], works, [e["ended_on"] for e in card["enrolments"]]

    assert on("2026-01-06") == (["REFERRED"], [], [])
    assert on("2026-01-07") == (["ACTIVE"], [], [None])
    assert on("2026-03-01") == (["ACTIVE"], [], [None])
    assert on("2026-03-02") == (["ACTIVE"], [None], [None])
    assert on("2026-04-29") == (["ACTIVE"], [None], [None])
    assert on("2026-04-30") == (["ACTIVE"], ["2026-04-30"], [None])
    assert on("2026-05-04") == (["ACTIVE"], ["2026-04-30"], [None])
    assert on("2026-05-05") == (["ACTIVE"], ["2026-04-30"], ["2026-05-05"])
    assert on("2026-05-06") == (["EXITED"], ["2026-04-30"], ["2026-05-05"])
    assert "on" not in desk.get(told.path)


def test_both_clocks_together_a_correction_holds_on_every_day_once_it_is_known(front, desk):
    told = Told(front)
    said = {"employer": "Piekarnia Próbna", "fte_hundredths": None, "evidence": EvidenceGrade.NONE}
    job = told.tell(StartEmployment, form=LegalForm.CIVIL_CONTRACT, started_on=date(2026, 3, 2), **said)
    known = front_day(front) - timedelta(days=1)
    told.tell(
        CorrectEmployment,
        item=job,
        form=LegalForm.EMPLOYMENT_CONTRACT,
        started_on=date(2026, 2, 2),
        reason="skan umowy",
        **said,
        **dict.fromkeys(("employer_kind", "agreed_until", "monthly_grosze")),
    )

    def works(**asked):
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        return [line["started_on"] for line in desk.get(f"{told.path}?{query}")["employments"]]

    assert works(on="2026-02-15") == ["2026-02-02"]
    assert works(on="2026-02-15", known_at=known) == []
    assert works(on="2026-03-02", known_at=known) == ["2026-03-02"]
    assert works(on="2026-02-01") == []


def test_a_change_of_name_holds_from_its_day_and_a_correction_on_every_day(front, desk):
    told = Told(front, family_name="Zmyślona")
    told.tell(ChangeDetails, since=date(2026, 3, 1), reason=None, **details(family_name="Nowa-Zmyślona"))
    told.tell(CorrectDetails, birth_date=None, reason="literówka", **details(given_name="Hanna"))

    def called(day):
        card = desk.get(f"{told.path}?on={day}")
        return card["family_name"], card["given_name"]

    assert called("2026-02-28") == ("Zmyślona", "Hanna")
    assert called("2026-03-01") == ("Nowa-Zmyślona", "Hanna")


def test_hours_on_a_day_are_those_begun_by_it(front, desk):
    told = Told(front)
    for number in range(3):
        told.hours(number=number)
    assert [desk.get(f"{told.path}/hours?on=2026-02-0{day}")["minutes"] for day in (1, 2, 3)] == [60, 120, 180]
    assert desk.get(f"{told.path}/hours/sums?on=2026-02-02")["entries"] == 2
    assert desk.get("/hours/sums?on=2026-01-31")["total"] == {"people": 0, "minutes": 0, "entries": 0}
    assert desk.get(f"{told.path}?on=2026-02-02")["minutes"] == {str(told.place): 120}


def test_the_history_of_a_day_has_what_had_happened_with_its_corrections_and_voids(front, desk):
    told = Told(front)
    entry = told.hours(number=0)
    later = told.hours(number=20)
    told.tell(VoidHours, entry=entry, reason="nie było jej")
    items = desk.get(f"{told.path}/history?on=2026-02-02")["items"]
    assert [item["topic"].split(".")[1] for item in items][-2:] == ["hours-recorded", "hours-voided"]
    assert later not in [item["version"] for item in items]
    assert desk.get(f"{told.path}/history?on=2026-02-21")["items"][-2]["version"] == later


# -- step by step ----------------------------------------------------------------------------------


def test_versions_step_fact_by_fact_and_name_the_one_before_and_the_next(front, desk):
    told = Told(front)
    newest = desk.get(told.path)["version"]
    for version in range(1, newest + 1):
        card = desk.get(f"{told.path}?version={version}")
        beside = (card["version"], card["previous_version"], card["next_version"])
        assert beside == (version, version - 1 or None, version + 1 if version < newest else None)
        assert len(desk.get(f"{told.path}/history?version={version}")["items"]) == version
    counts = [
        (len(card["episodes"]), len(card["contracts"]), len(card["enrolments"]))
        for card in (desk.get(f"{told.path}?version={version}") for version in range(1, newest + 1))
    ]
    assert counts == [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1)]
