"""Leaving over HTTP: exits and mistakes, jobs, outcomes, follow-up, death and the closed file."""

import pytest

from tests.asgi import SCRIPT, open_front
from tests.lived import Place


@pytest.fixture(name="house_front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture
def place(house_front):
    """Somebody enrolled, in episode 2 under contract 3 in place 4, with two hours as entry 5."""
    return Place(house_front, SCRIPT[:5])


def test_an_exit_that_was_a_mistake_leaves_everything_as_it_was(place):
    before = place.card()
    exit_item = place.tell("exitEpisode")
    assert place.states() == ["EXITED"]
    assert place.card()["enrolments"][0]["ended_on"] == "2026-05-29"

    place.say(f"/exits/{exit_item}/void", {"reason": "pomylone osoby"})

    after = place.card()
    assert {**after, "version": before["version"]} == before
    assert place.states() == ["ACTIVE"]
    place.tell("recordHours", day="2026-06-01")


def test_a_mistaken_exit_frees_no_second_episode_and_no_second_place(place):
    exit_item = place.tell("exitEpisode")
    again = place.tell("receiveReferral", referred_on="2026-06-01")
    how = {"if_match": place.life.version}

    answer = place.desk.ask("POST", f"/api/v1{place.path}/exits/{exit_item}/void", {"reason": "pomyłka"}, **how)

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:kis:problem:another-episode-since")
    place.say(f"/entries/{again}/void", {"reason": "pomyłka"})
    place.say(f"/exits/{exit_item}/void", {"reason": "pomyłka"})
    assert place.states() == ["ACTIVE"]
    answer = place.desk.ask(
        "POST", f"/api/v1{place.path}/enrolments", {"programme": "PSU", "enrolled_on": "2026-06-01"}
    )
    assert answer.json()["type"] == "urn:kis:problem:already-enrolled"


def test_a_job_learnt_of_late_ends_is_corrected_and_keeps_its_end(place):
    job = place.tell("startEmployment", started_on="2026-01-05", agreed_until="2026-06-30", monthly_grosze=480_600)
    other = place.tell("startEmployment", started_on="2026-03-02", employer=None, employer_kind="ONESELF")
    place.say(
        f"/employments/{job}/ending", {"ended_on": "2026-05-29", "why": "BY_AGREEMENT", "evidence": "DECLARATION"}
    )
    place.say(
        f"/employments/{job}/corrections",
        {
            "form": "CIVIL_CONTRACT",
            "employer": "Cukiernia Przykładowa",
            "employer_kind": "COMPANY",
            "started_on": "2026-01-12",
            "evidence": "DOCUMENT",
            "reason": "według umowy",
        },
    )

    card = place.card()
    assert card["employments"][0] == {
        "item": job,
        "form": "CIVIL_CONTRACT",
        "employer_kind": "COMPANY",
        "started_on": "2026-01-12",
        "agreed_until": None,
        "fte_hundredths": None,
        "monthly_grosze": None,
        "evidence": "DOCUMENT",
        "ended_on": "2026-05-29",
        "why_ended": "BY_AGREEMENT",
        "end_evidence": "DECLARATION",
    }
    assert card["employers"] == {str(job): "Cukiernia Przykładowa", str(other): None}
    assert card["employments"][1]["employer_kind"] == "ONESELF"


def test_an_outcome_is_observed_and_shown(place):
    item = place.tell("observeOutcome")
    said = {"item": item, "episode": 2, "kind": "TRAINING", "observed_on": "2026-05-27"}
    assert place.card()["outcomes"] == [said]


def test_after_the_exit_the_club_asks_until_somebody_answers(place):
    place.tell("giveConsent")
    place.tell("exitEpisode")
    attempt, answer = place.tell("attemptFollowUp"), place.tell("answerFollowUp")
    assert place.card()["follow_ups"] == [
        {
            "item": attempt,
            "episode": 2,
            "point": "OTHER",
            "asked_on": "2026-05-30",
            "channel": "PHONE",
            "result": "NO_CONTACT",
            "basis": "CONSENT",
            **dict.fromkeys(("situation", "as_of", "evidence")),
        },
        {
            "item": answer,
            "episode": 2,
            "point": "OTHER",
            "asked_on": "2026-05-31",
            "channel": "PHONE",
            "situation": "WORKS",
            "as_of": "2026-05-31",
            "evidence": "DECLARATION",
            **dict.fromkeys(("result", "basis")),
        },
    ]
    inferred = place.tell("inferSituation")
    said = {"inferred_on": "2026-05-31", "as_of": "2026-05-30", "situation": "WORKS", "ground": "BENEFIT_STOPPED"}
    assert place.card()["inferences"] == [{"item": inferred, "episode": 2, "point": "OTHER", **said}]


def test_a_death_ends_both_kinds_of_episode_and_a_mistaken_one_is_taken_back(place):
    place.tell("receiveReferral", kind="SERVICE")
    place.tell("enrol", programme="AOON")
    before = place.card()

    death = place.tell("recordDeath")

    card = place.card()
    assert card["died_on"] == "2026-05-30"
    assert [line["exit_kind"] for line in card["episodes"]] == ["DEATH", "DEATH"]
    assert [line["ended_on"] for line in card["enrolments"]] == ["2026-05-30"] * 2
    assert place.states() == ["EXITED", "EXITED"]
    place.say(f"/entries/{death}/void", {"reason": "zgon innej osoby"})
    assert {**place.card(), "version": before["version"]} == before
    assert place.states() == ["ACTIVE", "ACTIVE"]


def test_after_a_death_the_record_is_still_put_right(place):
    place.tell("recordDeath")
    place.say("/hours/5/corrections", {"minutes": 30, "reason": "pomyłka"})
    place.tell("approveHours")
    place.say("/hours/5/void", {"reason": "pomyłka"})
    assert place.hours()["minutes"] == 0


def test_the_file_of_an_ended_episode_is_closed(place):
    place.tell("exitEpisode")
    closing = place.tell("closeCase")
    assert place.states() == ["CLOSED"]
    assert place.card()["episodes"][0]["closed_on"] == "2026-05-30"
    place.say(f"/entries/{closing}/void", {"reason": "za wcześnie"})
    assert place.states() == ["EXITED"]


def test_what_was_entered_for_the_wrong_person_is_voided_from_the_top(place):
    place.tell("voidHours")
    for item in (4, 3, 2):
        place.say(f"/entries/{item}/void", {"reason": "wpis przy niewłaściwej osobie"})
    card = place.card()
    assert (card["enrolments"], card["contracts"], card["episodes"]) == ([], [], [])
