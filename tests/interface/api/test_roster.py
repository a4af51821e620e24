"""The roster as the desk asks for it: each filter alone and with others, on a day, and whom it hides, in words."""

from datetime import date
from uuid import UUID

import pytest

from application.duplicates import LinkDuplicate, UnlinkDuplicate
from application.participation import Suspend
from domain.vocabulary import EpisodeKind, EpisodeState, Role
from tests.asgi import ANYBODY, API, SCRIPT, live, open_front
from tests.club import ask


@pytest.fixture(name="front", scope="module")
def _front(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("roster")) as front:
        yield front


@pytest.fixture(name="desk", scope="module")
def _desk(front):
    return front.desk(Role.COORDINATOR)


@pytest.fixture(name="people", scope="module")
def _people(front, desk):
    """One who left the club, one whose club is suspended beside a service that goes on, and one who only asked."""
    left = live(desk)
    both = live(desk, SCRIPT[:4])
    service = {"receiveReferral": {"kind": "SERVICE"}, "enrol": {"programme": "AOON"}}
    episode = both.items["receiveReferral"]
    ask(
        front.house,
        Suspend(
            participant_id=UUID(both.id),
            episode=episode,
            since=date(2026, 5, 20),
            planned_until=None,
            reason="zmyślony powód",
        ),
    )
    both.version += 1
    live(desk, ["receiveReferral", "enrol"], service, life=both)
    asked = live(desk, SCRIPT[:2], {"registerParticipant": ANYBODY, "receiveReferral": {"referred_on": "2026-06-01"}})
    return {"left": left.id, "both": both.id, "asked": asked.id}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "left both asked"),
        ("kind=KIS", "left both asked"),
        ("kind=SERVICE", "both"),
        ("state=EXITED", "left"),
        ("state=SUSPENDED", "both"),
        ("state=SUSPENDED&kind=KIS", "both"),
        ("state=SUSPENDED&kind=SERVICE", ""),
        ("state=ACTIVE&kind=SERVICE", "both"),
        ("programme=PSU", "both"),
        ("programme=AOON", "both"),
        ("programme=AOON&state=SUSPENDED", ""),
        ("programme=PSU&state=SUSPENDED", "both"),
        ("programme=PSU&kind=SERVICE", ""),
        ("on=2026-05-03", ""),
        ("on=2026-05-04", "left both"),
        ("on=2026-05-04&state=REFERRED", "left both"),
        ("on=2026-05-06&programme=PSU", "left both"),
        ("on=2026-05-05&programme=PSU", ""),
        ("on=2026-05-29&state=ACTIVE&kind=KIS", "left"),
        ("on=2026-05-30&state=ACTIVE&kind=KIS", ""),
        ("on=2026-05-29&programme=PSU", "left both"),
        ("on=2026-05-30&programme=PSU", "both"),
        ("on=2026-05-19&state=SUSPENDED", ""),
        ("on=2026-05-20&state=SUSPENDED&kind=KIS&programme=PSU", "both"),
        ("on=2026-05-20&state=SUSPENDED&kind=KIS&programme=AOON", ""),
    ],
)
def test_a_filter_lets_through_whom_it_speaks_of(desk, people, query, found):
    items = desk.get(f"/participants?{query}")["items"]
    assert {item["id"] for item in items} == {people[name] for name in found.split()}


def test_on_a_past_day_an_episode_shows_its_referral_its_state_of_that_day_and_no_later_exit(desk, people):
    for day, state, until in (
        ("2026-05-28", "ACTIVE", None),
        ("2026-05-29", "ACTIVE", "2026-05-29"),
        ("2026-05-30", "EXITED", "2026-05-29"),
    ):
        [episode] = next(
            item["episodes"] for item in desk.get(f"/participants?on={day}")["items"] if item["id"] == people["left"]
        )
        assert (episode["state"], episode["since"], episode["until"]) == (state, "2026-05-04", until)


@pytest.mark.parametrize(
    ("query", "hides"),
    [
        ("", []),
        ("kind=KIS", ["osoby bez epizodu (rodzaj: udział w KIS)"]),
        ("state=SUSPENDED", ["osoby bez epizodu (stan: zawieszony)"]),
        ("on=2026-05-20", ["osoby bez epizodu w dniu 20.05.2026"]),
        (
            "kind=SERVICE&state=ACTIVE&on=2026-05-20",
            ["osoby bez epizodu w dniu 20.05.2026 (rodzaj: korzystanie z usługi, stan: trwający)"],
        ),
        ("programme=PSU", ["osoby, które teraz nie uczestniczą w programie: Prace społecznie użyteczne"]),
        (
            "programme=PSU&state=ACTIVE&on=2026-05-20",
            [
                "osoby bez epizodu w dniu 20.05.2026 (stan: trwający)",
                (
                    "osoby, które w dniu 20.05.2026 nie uczestniczą w ramach takiego epizodu w programie: "
                    "Prace społecznie użyteczne"
                ),
            ],
        ),
        (f"caseworker={UUID(int=7, version=4)}", ["osoby nieprzydzielone wskazanemu pracownikowi"]),
    ],
)
def test_what_the_filters_hide_is_said_in_words(desk, people, query, hides):
    assert people
    assert desk.get(f"/participants?{query}")["hides"] == hides


@pytest.mark.parametrize("state", EpisodeState)
@pytest.mark.parametrize("kind", EpisodeKind)
def test_no_sentence_about_what_is_hidden_holds_a_code(desk, kind, state):
    hides = desk.get(f"/participants?kind={kind}&state={state}&programme=OPIEKA-WYTCHNIENIOWA")["hides"]
    assert not any(state.value in said or "OPIEKA-" in said or "SERVICE" in said for said in hides)


def test_a_day_in_the_future_is_refused(desk):
    answer = desk.ask("GET", f"{API}/participants?on=2026-06-02")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:date-in-the-future")


def test_a_linked_duplicate_is_on_no_list_until_it_is_unlinked(front, desk, people):
    twin = live(desk, SCRIPT[:4])
    ask(front.house, LinkDuplicate(participant_id=UUID(twin.id), survivor=UUID(people["both"]), reason="ta sama"))
    queries = ("", "kind=KIS", "programme=PSU", "on=2026-05-20", "state=ACTIVE")

    def lists():
        return [twin.id in {item["id"] for item in desk.get(f"/participants?{q}")["items"]} for q in queries]

    assert lists() == [False] * len(queries)
    link = twin.version + 1
    ask(front.house, UnlinkDuplicate(participant_id=UUID(twin.id), link=link, reason="jednak nie"))
    assert lists() == [True] * len(queries)
