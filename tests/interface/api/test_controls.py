"""A controller sees those in scope of her control while it holds, of everybody else not even that they are there."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from application.caseworkers import AssignCaseworker
from application.duplicates import LinkDuplicate
from application.enrolment import EndEnrolment, Enrol
from application.participation import VoidEntry
from application.referral import ReceiveReferral
from application.users import GrantRole
from domain.vocabulary import EpisodeKind, HoursDirection, ReferralSource, Role
from interface.api.people import NOT_ENGAGED, OUTSIDE_CONTROL
from tests.application.batches import booking
from tests.asgi import API, Desk, Front, open_front, seen
from tests.club import ask, enrolled, registered
from tests.controls import a_control, an_auditor
from tests.interface.api.test_access_log import records
from tests.interface.api.things import edition, person_of, provider, session

LIFE = ("", "/history", "/hours", "/hours/sums", "/contracts", "/flags", "/eligibility")
MAY = date(2026, 5, 20)
NOBODY = "00000000-0000-4000-8000-0000000000ff"


@dataclass
class Club:
    """A club where one person works under a programme of the club and another uses a service."""

    front: Front
    coordinator: Desk
    psu: UUID
    aoon: UUID
    inside: tuple[UUID, int]
    outside: tuple[UUID, int]

    def controlling(self, *editions: UUID, **said: Any) -> Desk:
        """Add an auditor with a control of these editions in the first half of the year."""
        period = {"period_first": date(2026, 1, 1), "period_last": date(2026, 6, 30)}
        return an_auditor(self.front, editions=editions, **(period | said))

    def sees(self, desk: Desk, person: UUID) -> bool:
        """Return whether somebody may read a person's card."""
        status = desk.ask("GET", f"{API}/participants/{person}").status_code
        assert status in {200, 404}
        return bool(status == 200)


@pytest.fixture(name="club", scope="module")
def _club(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("control")) as front:
        coordinator = front.desk(Role.COORDINATOR)

        def edition_of(programme: str) -> UUID:
            lines = coordinator.get(f"/programmes/{programme}/editions")["items"]
            return next(UUID(line["id"]) for line in lines if line["code"] in {"2026", "STALA"})

        inside = enrolled(front.house, "PSU", family_name="Kontrolowana-Zmyślona", case_mark="KIS.W.1.2026")
        outside = enrolled(front.house, "AOON", family_name="Niewidoczna-Zmyślona", case_mark="KIS.P.1.2026")
        ask(front.house, booking(inside, day=MAY, minutes=60))
        ask(front.house, booking(outside, day=MAY, minutes=60, direction=HoursDirection.RECEIVED))
        yield Club(front, coordinator, edition_of("PSU"), edition_of("AOON"), inside, outside)


def ids(page: Any, name: str = "items") -> list[str]:
    return [line["id"] for line in page[name]]


def search(desk: Desk, **said: str) -> list[str]:
    return ids(desk.post("/participants/search", said))


def test_one_persons_record_is_there_in_scope_and_like_nobodys_outside(club):
    desk, people = club.controlling(club.psu), (club.inside[0], club.outside[0], NOBODY)

    for below in LIFE:
        shown, hidden, absent = (desk.ask("GET", f"{API}/participants/{person}{below}") for person in people)

        assert (below, shown.status_code, hidden.status_code) == (below, 200, 404)
        assert seen(hidden) == seen(absent)


def test_every_list_holds_those_in_scope_and_says_that_it_hides_others(club):
    desk, (inside, _), (outside, _) = club.controlling(club.psu), club.inside, club.outside
    house = club.front.house
    session(house, club.aoon, MAY)
    ask(house, LinkDuplicate(participant_id=registered(house), survivor=outside, reason="powód zmyślony"))
    lists = {
        path: desk.get(path)
        for path in (
            "/participants",
            "/participants?on=2026-05-20",
            "/hours/sums",
            "/deadlines?until=2027-12-31",
            "/assignments?unassigned=true",
            "/duplicates",
            "/audit/trail?limit=200",
            f"/audit/trail?participant={outside}",
            f"/sessions?day={MAY}",
            f"/programmes/AOON/editions/{club.aoon}/flags",
            f"/programmes/AOON/editions/{club.aoon}/payable?month=2026-05",
            f"/programmes/AOON/editions/{club.aoon}/waiting-list",
        )
    }

    assert {path for path, page in lists.items() if str(outside) in str(page)} == set()
    assert {path for path, page in lists.items() if OUTSIDE_CONTROL not in page["hides"]} == set()
    assert ids(lists["/participants"]) == ids(lists["/participants?on=2026-05-20"]) == [str(inside)]
    assert ids(lists["/hours/sums"]) == [str(inside)]
    assert lists["/hours/sums"]["total"] == {"people": 1, "minutes": 60, "entries": 1}
    assert ids(lists["/assignments?unassigned=true"], "people") == [str(inside)]
    assert lists["/assignments?unassigned=true"]["unassigned"] == 1
    assert {line["kind"] for line in lists["/deadlines?until=2027-12-31"]["items"]} == {"CONTRACT", "CONTROL"}
    assert lists[f"/audit/trail?participant={outside}"]["items"] == []
    assert {line["topic"].partition(".")[0] for line in lists["/audit/trail?limit=200"]["items"]} >= {"rules", "user"}


def test_a_search_finds_those_in_scope_and_outside_it_nobody(club):
    house, desk = club.front.house, club.controlling(club.psu)
    for (person, _), number in ((club.inside, "KARTA/1"), (club.outside, "KARTA/2")):
        said = {"declared_on": "2026-05-04", "document_number": number}
        club.coordinator.post(f"/participants/{person}/voluntariness-declarations", said)
    asked = [{"name": "zmyslona"}, {"case_mark": "KIS.W.1.2026"}, {"document_number": " karta/1 "}]

    assert [search(desk, **said) for said in asked] == [[str(club.inside[0])]] * 3
    assert search(desk, case_mark="KIS.P.1.2026") == search(desk, document_number="KARTA/2") == []
    assert search(club.coordinator, document_number="KARTA/2") == [str(club.outside[0])]
    assert house.indexes.documents.name in {index.name for index in house.indexes.all}


def test_without_a_control_lists_are_empty_and_say_so_and_people_are_not_there(club):
    desk = club.front.desk(Role.AUDITOR)

    for path in ("/participants", "/hours/sums", "/deadlines?until=2027-12-31", "/duplicates"):
        page = desk.get(path)
        assert (page["items"], NOT_ENGAGED in page["hides"]) == ([], True)
    assert {line["topic"].startswith("journey.") for line in desk.get("/audit/trail?limit=200")["items"]} == {False}
    assert not club.sees(desk, club.inside[0])
    assert search(desk, name="zmyslona") == []
    for path in ("/programmes", "/users", "/providers", "/rules", "/agreements"):
        assert desk.get(path)


def test_a_control_holds_from_its_first_day_to_its_last(tmp_path):
    with open_front(tmp_path) as front:
        person = registered(front.house)
        desk = an_auditor(front, since=date(2026, 6, 2), until=date(2026, 6, 3))
        seen = []
        for _ in range(4):
            seen.append(desk.ask("GET", f"{API}/participants/{person}").status_code)
            front.clock.advance(days=1)

        assert seen == [404, 200, 200, 404]


def test_a_control_that_is_closed_shows_nobody_from_the_next_request(club):
    desk = club.controlling(club.psu)
    [line] = desk.get("/audit/engagements")["items"]
    assert club.sees(desk, club.inside[0])

    club.coordinator.post(
        f"/audit/engagements/{line['id']}/closing", {"reason": "powód zmyślony"}, if_match=line["version"]
    )

    assert not club.sees(desk, club.inside[0])
    [line] = desk.get("/audit/engagements")["items"]
    assert (line["closed_on"], line["holds"]) == ("2026-06-01", False)


@pytest.mark.parametrize(
    ("first", "last", "seen"),
    [
        (date(2025, 1, 1), date(2026, 1, 6), False),
        (date(2025, 1, 1), date(2026, 1, 7), True),
        (date(2026, 1, 9), date(2026, 6, 30), True),
        (date(2026, 1, 10), date(2026, 6, 30), False),
    ],
)
def test_an_enrolment_is_in_scope_where_it_has_a_day_in_the_period(club, first, last, seen):
    person, place = enrolled(club.front.house, "PSU")
    ended: dict[str, Any] = {"ended_on": date(2026, 1, 9), "reason": None}
    ask(club.front.house, EndEnrolment(participant_id=person, enrolment=place, **ended))

    assert club.sees(club.controlling(club.psu, period_first=first, period_last=last), person) is seen


@pytest.mark.parametrize(("first", "seen"), [(date(2026, 1, 5), True), (date(2026, 1, 6), False)])
def test_in_a_control_of_the_whole_club_is_who_was_registered_or_had_an_episode_then(club, first, seen):
    only_registered = registered(club.front.house)
    desk = club.controlling(period_first=first)

    assert club.sees(desk, only_registered) is seen
    assert club.sees(desk, club.inside[0])
    assert club.sees(desk, club.outside[0])


def test_somebody_enrolled_later_comes_into_sight_and_goes_out_with_the_void(club):
    desk, house = club.controlling(club.aoon), club.front.house
    person = registered(house)
    assert not club.sees(desk, person)

    said: dict[str, Any] = {"kind": EpisodeKind.SERVICE, "source": ReferralSource.SELF, "note": None}
    ask(house, ReceiveReferral(participant_id=person, referred_on=MAY, **said))
    assert not club.sees(desk, person)
    placed = Enrol(participant_id=person, programme="AOON", edition=None, enrolled_on=MAY)
    item = ask(house, placed).item
    assert club.sees(desk, person)

    ask(house, VoidEntry(participant_id=person, item=item, reason="pomyłka"))
    assert not club.sees(desk, person)


def test_somebody_in_a_sample_stays_in_sight_when_the_enrolment_is_voided(club):
    desk, house = club.controlling(club.psu), club.front.house
    person, place = enrolled(house, "PSU", case_mark="KIS.Z.9.2026")
    [line] = desk.get("/audit/engagements")["items"]
    desk.post(f"/audit/engagements/{line['id']}/lists", {"marks": [{"case_mark": "KIS.Z.9.2026"}]})

    ask(house, VoidEntry(participant_id=person, item=place, reason="pomyłka"))

    assert club.sees(desk, person)
    assert not club.sees(club.controlling(club.psu), person)


def test_two_records_of_one_person_are_in_scope_together(club):
    house, desk = club.front.house, club.controlling(club.psu)
    survivor, sibling = registered(house), registered(house)
    duplicate, _ = enrolled(house, "PSU")
    assert not club.sees(desk, survivor)

    for record in (duplicate, sibling):
        ask(house, LinkDuplicate(participant_id=record, survivor=survivor, reason="powód zmyślony"))

    assert [club.sees(desk, record) for record in (survivor, duplicate, sibling)] == [True] * 3
    assert str(survivor) in ids(desk.get("/participants"))
    assert {pair["participant"] for pair in desk.get("/duplicates")["items"]} == {str(duplicate), str(sibling)}


def test_a_provider_is_kin_of_those_in_scope_only(club):
    desk = club.controlling(club.psu)
    kin = str(provider(club.front.house))
    for person, _ in (club.inside, club.outside):
        said = {"participant": str(person), "kind": "FAMILY", "since": "2026-02-02"}
        club.coordinator.post(f"/providers/{kin}/kinships", said)

    assert [line["participant"] for line in desk.get(f"/providers/{kin}/kinships")["items"]] == [str(club.inside[0])]


def test_who_works_with_people_as_well_acts_as_such(club):
    desk = club.controlling(club.psu)
    ask(club.front.house, GrantRole(user_id=desk.user, role=Role.CASEWORKER), role=Role.ADMINISTRATOR)
    mine = person_of(club.front.house, desk.user)

    assert club.sees(desk, mine)
    assert not club.sees(desk, club.inside[0])
    assert desk.get("/participants")["hides"] == ["osoby, które nie są przydzielone Tobie"]


def test_others_are_told_of_a_control_and_an_auditor_of_her_own(tmp_path):
    with open_front(tmp_path) as front:
        desk, other = front.desk(Role.AUDITOR, name="Olga Próbna"), an_auditor(front)
        id, _ = edition(front.house)
        a_control(front.house, desk.user, editions=(id,), until=date(2026, 6, 20))
        readers = [front.desk(role) for role in (Role.CASEWORKER, Role.COORDINATOR, Role.ADMINISTRATOR)]

        told = [len(reader.get("/audit/engagements")["items"]) for reader in (*readers, desk, other)]
        assert told == [2, 2, 2, 1, 1]
        assert [len(reader.get("/me")["controls"]) for reader in (*readers, desk, other)] == told
        [line] = desk.get("/audit/engagements")["items"]
        [notice] = desk.get("/me")["controls"]
        assert (line["until"], notice["until"], notice["engagement"]) == ("2026-06-20", "2026-06-20", line["id"])
        assert [c["name"] for c in line["controllers"]] == ["Olga Próbna"]
        assert [e["edition"] for e in line["editions"]] == [str(id)]
        marks = [reader.get("/audit/engagements")["items"][0]["authorisation"] for reader in (*readers, desk)]
        assert marks == ["ZNAK.ZMYŚLONY.1.2026"] * 2 + [None] + ["ZNAK.ZMYŚLONY.1.2026"]
        ends = [line for line in readers[0].get("/deadlines")["items"] if line["kind"] == "CONTROL"]
        assert [(e["id"], e["ends_on"], e["days_left"], e["pl"]) for e in ends] == [
            (None, "2026-06-20", 19, "koniec kontroli")
        ]
        front.clock.advance(days=20)
        assert [len(reader.get("/me")["controls"]) for reader in (readers[0], desk)] == [1, 0]


def test_the_purpose_of_a_look_is_the_control_in_which_it_was(club):
    desk, stranger = club.controlling(club.psu), club.front.desk(Role.CASEWORKER)
    ask(club.front.house, AssignCaseworker(participant_id=club.inside[0], user=stranger.user))
    house = club.front.house
    [control] = ids(desk.get("/audit/engagements"))
    for reader in (desk, stranger):
        club.sees(reader, club.inside[0])
    club.sees(desk, club.outside[0])

    notes = records(house.settings.database)[-3:]
    assert [(note.get("engagement"), note["outcome"]) for note in notes] == [
        (control, "allowed"),
        (None, "allowed"),
        (control, "refused"),
    ]


def test_a_pair_that_looks_alike_is_shown_where_both_are_in_scope(club):
    house, desk = club.front.house, club.controlling(club.psu)
    alike = {"family_name": "Bliźniacza-Zmyślona", "given_name": "Olga"}
    one, _ = enrolled(house, "PSU", **alike)
    enrolled(house, "AOON", **alike)
    mine = [pair for pair in desk.get("/duplicates/candidates?limit=200")["items"] if str(one) in str(pair)]
    assert mine == []

    other, _ = enrolled(house, "PSU", **alike)

    [pair] = [pair for pair in desk.get("/duplicates/candidates?limit=200")["items"] if str(one) in str(pair)]
    assert {pair["one"]["id"], pair["other"]["id"]} == {str(one), str(other)}
