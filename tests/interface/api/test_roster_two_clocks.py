"""The roster on a day as it was known at a time, and what differs from what is known now, by which facts."""

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from application.caseworkers import AssignCaseworker, ReleaseCaseworker
from application.duplicates import LinkDuplicate, UnlinkDuplicate
from application.editions import CloseEdition
from application.participation import VoidExit
from domain.vocabulary import Role
from tests.application.batches import disk
from tests.asgi import ANYBODY, API, SCRIPT, Desk, live, open_front
from tests.club import ask

ON = "on=2026-05-20"
THEN = "known_at=2026-06-05"
LEFT = {"exitEpisode": {"exited_on": "2026-05-10"}}


@pytest.fixture(name="front", scope="module")
def _front(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("two-clocks")) as front:
        yield front


@pytest.fixture(name="desk", scope="module")
def _desk(front):
    return front.desk(Role.COORDINATOR)


@pytest.fixture(name="people", scope="module")
def _people(front, desk):
    """Lives of May, told on 1 June; and on 11 June what was not told before, and what was told wrongly."""

    def called(name):
        return {"registerParticipant": ANYBODY | {"family_name": name}}

    house, told = front.house, {name: live(desk, SCRIPT[:4], called(name)) for name in ("Agata", "Beata", "Celina")}
    told["Danuta"] = live(desk, [*SCRIPT[:4], SCRIPT[-1]], called("Danuta") | LEFT)
    told["Ewa"] = live(desk, ["registerParticipant", "receiveReferral", "enrol"], called("Ewa") | SERVICE)
    ask(house, AssignCaseworker(participant_id=UUID(told["Agata"].id), user=desk.user))
    front.clock.advance(days=10)
    told["Felicja"] = live(desk, SCRIPT[:4], called("Felicja"))
    live(desk, [SCRIPT[-1]], LEFT, told["Beata"])
    survivor = UUID(told["Agata"].id)
    ask(house, LinkDuplicate(participant_id=UUID(told["Celina"].id), survivor=survivor, reason="ta sama osoba"))
    exit = told["Danuta"].items["exitEpisode"]
    ask(house, VoidExit(participant_id=UUID(told["Danuta"].id), item=exit, reason="pomyłka"))
    ask(house, ReleaseCaseworker(participant_id=survivor, user=desk.user))
    [edition] = [line["id"] for line in desk.get("/programmes/AOON/editions")["items"] if line["code"] == "2026"]
    ask(
        house,
        CloseEdition(programme="AOON", edition_id=UUID(edition), closes_on=date(2026, 5, 15), reason="koniec środków"),
    )
    return {name: life.id for name, life in told.items()}


SERVICE = {
    "receiveReferral": {"kind": "SERVICE"},
    "enrol": {"programme": "AOON"},
}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "Agata Beata Danuta Ewa Felicja"),
        (ON, "Agata Beata Danuta Ewa Felicja"),
        (THEN, "Agata Beata Celina Danuta Ewa"),
        (f"{ON}&{THEN}", "Agata Beata Celina Danuta Ewa"),
        (f"{ON}&{THEN}&programme=PSU", "Agata Beata Celina"),
        (f"{ON}&known_at=2026-06-11&programme=PSU", "Agata Danuta Felicja"),
        (f"{ON}&{THEN}&programme=AOON", "Ewa"),
        (f"{ON}&programme=AOON", ""),
        (f"{THEN}&programme=AOON", "Ewa"),
        ("programme=AOON", ""),
        (f"{ON}&{THEN}&state=EXITED", "Danuta"),
        (f"{ON}&state=EXITED", "Beata"),
        (f"{THEN}&state=ACTIVE&kind=SERVICE", "Ewa"),
        ("on=2026-05-05&known_at=2026-06-05&state=REFERRED", "Agata Beata Celina Danuta Ewa"),
        ("known_at=2026-06-01T08:00:00Z", "Agata Beata Celina Danuta Ewa"),
        ("known_at=2026-06-11T10:00:00%2B02:00", "Agata Beata Danuta Ewa Felicja"),
        ("known_at=2026-06-11T09:59:59.999999%2B02:00", "Agata Beata Celina Danuta Ewa"),
    ],
)
def test_the_roster_is_what_was_known_then_and_true_on_that_day(desk, people, query, found):
    said = desk.get(f"/participants?{query}")
    assert [item["id"] for item in said["items"]] == [people[name] for name in found.split()]
    assert ("known_position" in said) == ("known_at" in query)


def test_whose_people_they_were_is_as_known_then(desk, people):
    for query, found in ((THEN, ["Agata"]), (f"{ON}&{THEN}", ["Agata"]), ("known_at=2026-06-11", []), ("", [])):
        items = desk.get(f"/participants?caseworker={desk.user}&{query}")["items"]
        assert [item["id"] for item in items] == [people[name] for name in found]


def test_an_answer_says_up_to_which_position_and_moment_it_knows(front, desk, people):
    assert people
    said = desk.get(f"/participants?{ON}&{THEN}&programme=PSU")
    positions = disk(front.house, "SELECT notification_id, json_extract(state, '$.recorded_at') FROM stored_events")
    assert said["known_position"] == max(position for position, at in positions if at < "2026-06-05T22:00:00")
    assert said["hides"] == [
        "osoby bez epizodu w dniu 20.05.2026",
        "osoby, które w dniu 20.05.2026 nie uczestniczą w programie: Prace społecznie użyteczne",
        "wpisy zapisane po 05.06.2026 23:59",
    ]


def test_every_page_knows_what_the_first_one_knew(front, desk, people):
    asked = "/participants?known_at=2026-06-11&limit=2"
    first = desk.get(asked)
    live(desk, SCRIPT[:2], {"registerParticipant": ANYBODY | {"family_name": "Gabriela"}})
    second = desk.get(f"{asked}&cursor={first['next_cursor']}")
    third = desk.get(f"{asked}&cursor={second['next_cursor']}")
    names = [item["family_name"] for page in (first, second, third) for item in page["items"]]
    assert names == ["Agata", "Beata", "Danuta", "Ewa", "Felicja"]
    assert (second["known_position"], third["known_position"], third["next_cursor"]) == (
        first["known_position"],
        first["known_position"],
        None,
    )
    refused = desk.ask("GET", f"{API}/participants?known_at=2026-06-10&limit=2&cursor={first['next_cursor']}")
    assert refused.json()["type"] == "urn:kis:problem:invalid-cursor"
    assert desk.get("/participants?known_at=2026-06-11")["known_position"] > first["known_position"]


def test_every_difference_is_explained_by_its_facts(front, desk, people):
    said = desk.get(f"/participants/differences?{ON}&{THEN}&and_known_at=2026-06-11T08:00:00Z")
    told = {
        line["family_name"]: (
            [how["code"] for how in line["unlike"]],
            [(e["state"], e["until"], e["programmes"]) for e in line["then"] or ()],
            [(e["state"], e["until"], e["programmes"]) for e in line["now"] or ()],
            [fact["topic"] for fact in line["facts"]],
        )
        for line in said["items"]
        if line["family_name"] != "Gabriela"
    }
    active = ("ACTIVE", None, ["PSU"])
    assert told == {
        "Beata": (
            ["STATE", "END", "PROGRAMMES"],
            [active],
            [("EXITED", "2026-05-10", [])],
            ["journey.exited.1"],
        ),
        "Celina": (["DISAPPEARED"], [active], [], ["journey.duplicate-linked.1"]),
        "Danuta": (
            ["STATE", "END", "PROGRAMMES"],
            [("EXITED", "2026-05-10", [])],
            [active],
            ["journey.exit-voided.1"],
        ),
        "Ewa": (["PROGRAMMES"], [("ACTIVE", None, ["AOON"])], [("ACTIVE", None, [])], ["edition.closed.1"]),
        "Felicja": (["APPEARED"], [], [active], ["journey.referral-received.1", "journey.enrolled.1"]),
    }
    [exit] = next(line["facts"] for line in said["items"] if line["family_name"] == "Beata")
    version = "SELECT originator_version FROM stored_events WHERE notification_id = ?"
    [stored] = disk(front.house, version, exit["position"])
    assert exit["position"] > said["known_position"]
    assert exit["position"] <= said["and_known_position"]
    assert (exit["stream"], exit["version"]) == (people["Beata"], stored[0])
    assert (exit["occurred_on"], exit["recorded_at"][:10], exit["recorded_by"]) == (
        "2026-05-10",
        "2026-06-11",
        str(desk.user),
    )
    assert exit["pl"].startswith("Zakończono 10.05.2026 udział w KIS")
    assert exit["en"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("programme=AOON", "Ewa"),
        ("state=EXITED", "Beata Danuta"),
        ("kind=SERVICE", "Ewa"),
        ("kind=SERVICE&programme=PSU", ""),
        ("caseworker={desk}", ""),
    ],
)
def test_a_filter_shows_differences_of_whom_it_lets_through_at_either_time(desk, people, query, found):
    asked = f"/participants/differences?{ON}&{THEN}&and_known_at=2026-06-11T08:00:00Z&{query.format(desk=desk.user)}"
    said = desk.get(asked)
    assert [line["family_name"] for line in said["items"] if line["family_name"] != "Gabriela"] == found.split()


def every_page(desk: Desk, asked: str) -> list[Any]:
    """What the pages of a list say, from the first to the last."""
    pages = [desk.get(asked)]
    while pages[-1]["next_cursor"] is not None:
        pages.append(desk.get(f"{asked}&cursor={pages[-1]['next_cursor']}"))
    return pages


def test_differences_come_page_by_page_and_say_how_many_there_are(desk, people):
    asked = f"/participants/differences?{ON}&{THEN}&and_known_at=2026-06-11T08:00:00Z&programme=PSU&limit=1"
    pages = every_page(desk, asked)
    assert [line["family_name"] for said in pages for line in said["items"]] == ["Beata", "Celina", "Danuta", "Felicja"]
    assert [said["people"] for said in pages] == [4] * 4


def test_between_a_moment_and_itself_nothing_differs(desk, people):
    assert people
    for second in (THEN.replace("known_at", "and_known_at"), "and_known_at=2026-06-10"):
        said = desk.get(f"/participants/differences?{ON}&{THEN}&{second}")
        assert (said["items"], said["people"]) == ([], 0)


def test_what_was_taken_back_in_between_is_no_difference_and_after_it_both_facts_explain(front, desk, people):
    twin = live(desk, SCRIPT[:4], {"registerParticipant": ANYBODY | {"family_name": "Zofia"}})
    front.clock.advance(days=1)
    ask(front.house, LinkDuplicate(participant_id=UUID(twin.id), survivor=UUID(people["Ewa"]), reason="ta sama"))
    front.clock.advance(days=1)
    ask(front.house, UnlinkDuplicate(participant_id=UUID(twin.id), link=twin.version + 1, reason="jednak nie"))

    def facts(first, second):
        said = desk.get(f"/participants/differences?{ON}&known_at={first}&and_known_at={second}")
        return {line["id"]: [fact["topic"] for fact in line["facts"]] for line in said["items"]}.get(twin.id)

    assert facts("2026-06-11", "2026-06-12") == ["journey.duplicate-linked.1"]
    assert facts("2026-06-12", "2026-06-13") == ["journey.duplicate-unlinked.1"]
    assert facts("2026-06-11", "2026-06-13") is None
    assert facts("2026-06-05", "2026-06-13") == [
        "journey.referral-received.1",
        "journey.enrolled.1",
        "journey.duplicate-linked.1",
        "journey.duplicate-unlinked.1",
    ]


@pytest.mark.parametrize(
    ("path", "code", "pointer"),
    [
        ("?on=2026-05-20&known_at=2026-05-19", "known-before-the-club", "/known_at"),
        ("?known_at=2031-01-01", "known-in-the-future", "/known_at"),
        ("?known_at=9999-12-31", "date-out-of-range", "/known_at"),
        ("?known_at=2031-01-01T00:00:00Z", "known-in-the-future", "/known_at"),
        ("?on=2026-06-06&known_at=2026-06-05", "day-not-come-yet", "/on"),
        ("?on=2031-01-01&known_at=2026-06-05", "date-in-the-future", "/on"),
        ("/differences?on=2026-06-06&known_at=2026-06-05", "day-not-come-yet", "/on"),
        (f"/differences?{ON}&{THEN}&and_known_at=2031-01-01", "known-in-the-future", "/and_known_at"),
        ("/differences?on=2026-05-20&known_at=2026-06-05&and_known_at=2026-06-04", "known-in-reverse", None),
        ("/differences?on=2026-05-20&known_at=2026-05-30", "known-before-the-club", "/known_at"),
        ("/differences?known_at=2026-06-05", "invalid-fields", "/on"),
        ("/differences?on=2026-05-20", "invalid-fields", "/known_at"),
        ("/differences?on=2026-05-20&known_at=kiedyś", "invalid-fields", "/known_at"),
        ("/differences?on=2026-05-20&known_at=2026-06-05&programme=NIE-MA", "no-such-programme", "/programme"),
    ],
)
def test_a_time_that_cannot_be_answered_for_is_refused_in_both_languages(desk, people, path, code, pointer):
    assert people
    for language in ("pl", "en"):
        answer = desk.ask("GET", f"{API}/participants{path}", headers={"accept-language": language})
        problem = answer.json()
        assert (answer.status_code, problem["type"]) == (422, f"urn:kis:problem:{code}")
        assert pointer is None or pointer in json.dumps(problem)
        assert "kiedyś" not in answer.text


def test_a_day_as_known_at_its_own_end_is_answered(desk, people):
    assert people
    assert desk.get("/participants?on=2026-06-05&known_at=2026-06-05")["items"]


def test_a_caseworker_sees_the_differences_of_their_own_people_only_and_every_look_is_recorded(front, people):
    desk = front.desk(Role.CASEWORKER)
    asked = f"/participants/differences?{ON}&{THEN}"
    assert desk.get(asked)["items"] == []
    ask(front.house, AssignCaseworker(participant_id=UUID(people["Beata"]), user=desk.user))
    said = desk.get(asked)
    assert [line["id"] for line in said["items"]] == [people["Beata"]]
    assert said["hides"] == ["osoby, które nie są przydzielone Tobie", "osoby bez epizodu w dniu 20.05.2026"]
    [(content,)] = disk(front.house, "SELECT content FROM access_log ORDER BY idx DESC LIMIT 1")
    note = json.loads(content)
    assert (note["permission"], note["participants"]) == ("read-history", [people["Beata"]])
    assert note["outcome"] == "allowed"
    colleague = front.desk(Role.CASEWORKER)
    said = colleague.get(f"{asked}&caseworker={desk.user}")
    assert (said["items"], said["hides"]) == ([], ["osoby przydzielone komuś innemu: widzisz tylko swoje"])


def test_somebody_whose_name_was_erased_is_listed_without_it_behind_the_others(front, desk, people):
    front.house.names.remove(UUID(people["Agata"]))
    for query in ("", f"?{ON}&{THEN}"):
        last = desk.get(f"/participants{query}")["items"][-1]
        assert (last["id"], last["family_name"], last["given_name"]) == (people["Agata"], None, None)
    found = [item["id"] for said in every_page(desk, f"/participants?{THEN}&limit=2") for item in said["items"]]
    assert found == [people[name] for name in ("Beata", "Celina", "Danuta", "Ewa", "Agata")]
