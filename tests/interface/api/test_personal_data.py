"""Changed apart from corrected over HTTP: who is found by what, at once and after a restart, and what is kept."""

from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.personal_data import ParticipantRegistered, PersonalDetailsChanged, PersonalDetailsCorrected
from domain.vocabulary import Role
from tests.asgi import ANYBODY, API, Desk, Front, Life, contract, live, open_front

OLD, NEW = "85031412323", "85031455540"
_marks = count(1)


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


@pytest.fixture(name="kept", scope="module")
def _kept(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("kept")) as front:
        yield front


def found(desk: Desk, **asked: str) -> list[str]:
    return [line["id"] for line in desk.post("/participants/search", asked, key=None)["items"]]


def say(desk: Desk, life: Life, how: str, **said: Any) -> None:
    """Record a change from 16 May, or a correction."""
    with_it = {"since": "2026-05-16"} if how == "changes" else {"reason": "powód zmyślony"}
    path = f"/participants/{life.id}/personal-data/{how}"
    life.version = desk.post(path, with_it | said, if_match=life.version)["version"]


def numbers(front: Front, life: Life, name: str) -> list[tuple[type, str | None]]:
    """Return the kind of every fact of the person that says who they are, and the number in it."""
    journal, sealer = front.house.journal, front.house.sealer
    with front.house.store.snapshot():
        facts = [journal.fact(UUID(life.id), version) for version in range(1, life.version + 1)]
        return [(type(fact), sealer.open_field(fact, name, stored_topic=topic)) for topic, fact in facts]


def test_after_a_change_the_old_pesel_still_finds_the_person_and_both_are_kept(front, desk):
    life = live(desk, ["registerParticipant"], {})

    say(desk, life, "changes", pesel=NEW)

    assert (found(desk, pesel=OLD), found(desk, pesel=NEW)) == ([life.id], [life.id])
    assert desk.get(f"/participants/{life.id}")["identity"]["pesel"] == NEW
    assert numbers(front, life, "pesel") == [(ParticipantRegistered, OLD), (PersonalDetailsChanged, NEW)]


def test_after_a_correction_the_wrong_pesel_finds_nobody_and_both_are_kept(front, desk):
    life = live(desk, ["registerParticipant"], {})

    say(desk, life, "corrections", pesel=NEW)

    assert (found(desk, pesel=OLD), found(desk, pesel=NEW)) == ([], [life.id])
    assert desk.get(f"/participants/{life.id}")["identity"]["pesel"] == NEW
    assert numbers(front, life, "pesel") == [(ParticipantRegistered, OLD), (PersonalDetailsCorrected, NEW)]
    other = live(desk, ["registerParticipant"], {"registerParticipant": {"case_mark": None}})
    assert found(desk, pesel=OLD) == [other.id]


def test_a_correction_of_a_change_leaves_what_was_right_before_it(desk):
    life = live(desk, ["registerParticipant"], {"registerParticipant": ANYBODY | {"case_mark": "KIS.1"}})
    say(desk, life, "changes", case_mark="KIS.2")

    say(desk, life, "corrections", case_mark="KIS.3")

    assert [found(desk, case_mark=mark) for mark in ("KIS.1", "KIS.2", "KIS.3")] == [[life.id], [], [life.id]]


@pytest.mark.parametrize("how", ["changes", "corrections"])
def test_another_way_to_write_ones_own_mark_is_no_other_person(desk, how):
    life = live(desk, ["registerParticipant"], {"registerParticipant": ANYBODY | {"case_mark": "kis.1"}})

    say(desk, life, how, case_mark="KIS.1")

    assert found(desk, case_mark="KIS.1") == [life.id]
    assert desk.get(f"/participants/{life.id}")["identity"]["case_mark"] == "KIS.1"


def test_a_person_may_go_back_to_what_they_had(desk):
    life = live(desk, ["registerParticipant"], {"registerParticipant": ANYBODY | {"case_mark": "KIS.1"}})
    for mark in ("KIS.2", "KIS.1", "KIS.2"):
        say(desk, life, "changes", case_mark=mark)

    assert (found(desk, case_mark="KIS.1"), found(desk, case_mark="KIS.2")) == ([life.id], [life.id])


@pytest.mark.parametrize("how", ["changes", "corrections"])
def test_somebody_elses_number_is_refused_and_it_is_not_said_whose(desk, how):
    live(desk, ["registerParticipant"], {})
    life = live(desk, ["registerParticipant"])
    with_it = {"since": "2026-05-16"} if how == "changes" else {"reason": "powód zmyślony"}

    answer = desk.ask(
        "POST", f"{API}/participants/{life.id}/personal-data/{how}", with_it | {"pesel": OLD}, if_match=life.version
    )

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:kis:problem:already-registered")
    assert answer.json()["errors"][0]["pointer"] == "/pesel"


@given(steps=st.lists(st.tuples(st.sampled_from(["changes", "corrections"]), st.booleans()), max_size=5))
@settings(max_examples=12, deadline=None)
def test_one_splits_the_time_and_the_other_rewrites_it(kept, steps):
    """A change adds a mark that finds the person; a correction takes the place of the newest one."""
    desk = kept.desk(Role.COORDINATOR)
    right, wrong = [f"KIS.Z.{next(_marks)}"], []
    life = live(desk, ["registerParticipant"], {"registerParticipant": ANYBODY | {"case_mark": right[0]}})
    for how, named in steps:
        new = f"KIS.Z.{next(_marks)}"
        say(desk, life, how, case_mark=new, **({"given_name": f"Anna {new}"} if named else {}))
        if how == "corrections":
            wrong.append(right.pop())
        right.append(new)

    assert {mark: found(desk, case_mark=mark) for mark in right} == {mark: [life.id] for mark in right}
    assert {mark: found(desk, case_mark=mark) for mark in wrong} == {mark: [] for mark in wrong}
    assert desk.get(f"/participants/{life.id}")["identity"]["case_mark"] == right[-1]
    said = [mark for _, mark in numbers(kept, life, "case_mark")]
    assert sorted(filter(None, said)) == sorted(right + wrong)


@pytest.mark.parametrize("how", ["changes", "corrections"])
def test_a_new_name_is_found_at_once_and_after_a_restart(tmp_path, how):
    for first in (True, False):
        with open_front(tmp_path) as front:
            desk = front.desk(Role.COORDINATOR)
            if first:
                life = live(desk, ["registerParticipant"])
                say(desk, life, how, family_name="Żyła-Zmyślona")
                say(desk, life, how, given_name="Łucja")
            assert (found(desk, name="zyla lucja"), found(desk, name="lecka")) == ([life.id], [])
            card = desk.get(f"/participants/{life.id}")
            assert (card["family_name"], card["given_name"]) == ("Żyła-Zmyślona", "Łucja")
            [line] = desk.get("/participants")["items"]
            assert (line["family_name"], line["given_name"]) == ("Żyła-Zmyślona", "Łucja")


def test_a_corrected_birth_date_and_sex_stand_on_the_card(desk):
    life = live(desk, ["registerParticipant"])

    say(desk, life, "corrections", birth_date="1986-03-14", sex="M")

    identity = desk.get(f"/participants/{life.id}")["identity"]
    assert (identity["birth_date"], identity["sex"]) == ("1986-03-14", "M")


def test_a_pesel_that_was_issued_takes_the_place_of_the_reason_for_its_absence(desk):
    missing = ANYBODY | {"pesel_missing": "NOT_YET_ISSUED"}
    life = live(desk, ["registerParticipant"], {"registerParticipant": missing})
    assert desk.get(f"/participants/{life.id}")["identity"]["pesel_missing"] == "NOT_YET_ISSUED"

    say(desk, life, "changes", pesel=OLD)

    identity = desk.get(f"/participants/{life.id}")["identity"]
    assert (identity["pesel"], identity["pesel_missing"]) == (OLD, None)


def test_the_newest_residence_by_its_day_stands_on_the_card(desk):
    life = live(desk, ["registerParticipant", "changeResidence"])
    said = contract().example("changeResidence")
    assert desk.get(f"/participants/{life.id}")["address"] == said | {"item": 2}

    for since, town in (("2026-05-20", "Nowe Przykładowo"), ("2026-05-10", "Stare Przykładowo")):
        desk.post(f"/participants/{life.id}/residences", {"since": since, "residence": "ELSEWHERE", "town": town})

    nowhere = {"street": None, "house_number": None, "postal_code": None}
    newest = {"item": 3, "since": "2026-05-20", "residence": "ELSEWHERE", "town": "Nowe Przykładowo"}
    assert desk.get(f"/participants/{life.id}")["address"] == newest | nowhere
