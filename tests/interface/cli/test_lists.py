"""`kis roster`, `deadlines`, `flags` and `follow-ups`, as a coordinator reads them, and a program their JSON."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from application.declarations import GiveConsent
from application.flags import ExplainFlag
from application.follow_up import AttemptFollowUp
from application.participation import Exit
from domain.declarations import ConsentKind
from domain.follow_up import AttemptResult, FollowUpPoint
from domain.vocabulary import Channel, ExitKind
from interface import assembly
from interface.cli import lists
from tests.club import FixedClock, a_club, ask, enrolled, registered
from tests.interface.cli.conftest import Kis


@pytest.fixture
def people(tmp_path: Path, coordinator: str) -> dict[str, str]:
    """One who takes part in the club, one in a service, and one who was registered only."""
    assert coordinator
    with a_club(tmp_path, FixedClock()) as house:
        club, _ = enrolled(house, family_name="Żmudna-Testowa")
        service, _ = enrolled(house, "AOON", family_name="Ćwiklińska-Testowa")
        nobody = registered(house, family_name="Zmyślona")
    return {"club": str(club), "service": str(service), "nobody": str(nobody)}


def test_the_roster_shows_everybody_in_polish_order_with_episodes_in_words(
    kis: Kis, coordinator: str, people: dict[str, str]
) -> None:
    shown = kis("roster", token=coordinator)
    assert shown.exit_code == 0, shown.output
    assert shown.stdout.splitlines() == [
        f"Ćwiklińska-Testowa Łucja  {people['service']}",
        "  korzystanie z usługi: trwający  2026-01-05 – …  AOON",
        f"Zmyślona Łucja  {people['nobody']}",
        f"Żmudna-Testowa Łucja  {people['club']}",
        "  udział w KIS: trwający  2026-01-05 – …  PSU",
        "Razem: 3.",
    ]


def test_the_rosters_filters_narrow_it_and_whom_they_hide_is_said(
    kis: Kis, coordinator: str, people: dict[str, str]
) -> None:
    for words, found in (
        (["--kind", "KIS"], ["club"]),
        (["--programme", "AOON"], ["service"]),
        (["--state", "REFERRED", "--on", "2026-01-05"], ["service", "club"]),
        (["--kind", "KIS", "--state", "ACTIVE", "--on", "2026-01-06"], []),
        (["--caseworker", people["nobody"]], []),
    ):
        said = json.loads(kis("roster", *words, "--json", token=coordinator).stdout)
        assert [item["id"] for item in said["items"]] == [people[name] for name in found]
        assert said["hides"]
    told = kis("roster", "--kind", "KIS", token=coordinator).stdout
    assert told.endswith("Razem: 1.\nNie pokazano: osoby bez epizodu (rodzaj: udział w KIS).\n")


def test_more_than_a_page_comes_whole(
    kis: Kis, coordinator: str, people: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 1)
    said = json.loads(kis("roster", "--json", token=coordinator).stdout)
    assert {item["id"] for item in said["items"]} == set(people.values())


@pytest.mark.parametrize(
    "words", [["--on", "01.02.2026"], ["--kind", "KLUB"], ["--programme", "SZACHY"], ["--caseworker", "Ewa"]]
)
def test_a_filter_that_makes_no_sense_is_a_wrong_call(kis: Kis, words: list[str]) -> None:
    assert kis("roster", *words, token="kis_x").exit_code == 2


def test_a_day_in_the_future_is_refused_with_the_servers_sentence(
    kis: Kis, coordinator: str, people: dict[str, str]
) -> None:
    assert people
    refused = kis("roster", "--on", "2026-06-02", token=coordinator)
    assert refused.exit_code == 1
    assert "w przyszłości" in refused.stderr


def test_deadlines_say_the_day_the_person_and_what_ends(kis: Kis, coordinator: str, people: dict[str, str]) -> None:
    assert kis("deadlines", token=coordinator).stdout.splitlines() == [
        "Razem: 0.",
        "Nie pokazano: terminy spoza okresu od 02.05.2026 do 31.07.2026.",
    ]
    shown = kis("deadlines", "--until", "2026-12-31", token=coordinator).stdout.splitlines()
    assert sorted(shown[:-2]) == sorted(
        [
            f"2026-12-31  Żmudna-Testowa Łucja: koniec kontraktu socjalnego  {people['club']}",
            f"2026-12-31  Ćwiklińska-Testowa Łucja: koniec kontraktu socjalnego  {people['service']}",
            f"2026-12-31  Ćwiklińska-Testowa Łucja: koniec edycji programu (AOON)  {people['service']}",
        ]
    )
    said = json.loads(
        kis("deadlines", "--since", "2027-01-01", "--until", "2027-02-01", "--json", token=coordinator).stdout
    )
    assert said["items"] == []


def test_a_period_that_ends_before_it_begins_is_refused(kis: Kis, coordinator: str) -> None:
    refused = kis("deadlines", "--since", "2026-06-02", "--until", "2026-06-01", token=coordinator)
    assert refused.exit_code == 1
    assert "Okres kończy się przed swoim początkiem" in refused.stderr


def test_flags_say_since_when_who_what_and_how_many_there_are(
    kis: Kis, coordinator: str, people: dict[str, str], tmp_path: Path
) -> None:
    with a_club(tmp_path, FixedClock()) as house:
        explained = ExplainFlag(
            participant_id=UUID(people["club"]), flag="NO_AGREEMENT:4", explanation="pismo w drodze"
        )
        ask(house, explained)
    id, name = people["club"], "Żmudna-Testowa Łucja"
    shown = kis("flags", "PSU", "STALA", token=coordinator).stdout.splitlines()
    assert shown == [
        f"2026-01-06 – …  {name}: brak części kontraktu  CONTRACT_PART_MISSING:3:I  {id}",
        f"2026-01-06 – …  {name}: brak części kontraktu  CONTRACT_PART_MISSING:3:II  {id}",
        f"2026-01-07 – …  {name}: udział bez porozumienia  NO_AGREEMENT:4  {id}",
        shown[3],
        f"2026-01-07 – …  {name}: udział bez potwierdzonej kwalifikacji  NO_ELIGIBILITY_FINDING:4  {id}",
        "brak części kontraktu: 2 (wyjaśniono 0)",
        "udział bez potwierdzonej kwalifikacji: 1 (wyjaśniono 0)",
        "udział bez porozumienia: 1 (wyjaśniono 1)",
        "Razem: 4.",
    ]
    assert shown[3].endswith(": pismo w drodze")
    said = json.loads(kis("flags", "PSU", "STALA", "--until", "2026-01-06", "--json", token=coordinator).stdout)
    assert [flag["flag"] for flag in said["items"]] == ["CONTRACT_PART_MISSING:3:I", "CONTRACT_PART_MISSING:3:II"]
    assert said["hides"] == ["uwagi od dnia późniejszego niż 06.01.2026"]


def test_flags_of_an_edition_that_is_not_there_name_those_that_are(
    kis: Kis, coordinator: str, people: dict[str, str]
) -> None:
    assert people
    refused = kis("flags", "AOON", "2027", token=coordinator)
    assert refused.exit_code == 1
    assert "Jego edycje: 2025, 2026." in refused.stderr
    assert kis("flags", "SZACHY", "2027", token=coordinator).exit_code == 2


def test_english_speaks_english(
    kis: Kis, coordinator: str, people: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIS_LANGUAGE", "en")
    assert people
    assert "taking part in the club: taking part" in kis("roster", token=coordinator).stdout
    assert "social contract ends" in kis("deadlines", "--until", "2026-12-31", token=coordinator).stdout
    assert "takes part without an agreement: 1 (explained 0)" in kis("flags", "PSU", "STALA", token=coordinator).stdout
    assert kis("roster", token=coordinator).stdout.endswith("In all: 3.\n")


@pytest.fixture
def ten_days_later(people: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """It is told on 11 June that one of them left the club in May."""
    moment = datetime(2026, 6, 11, 8, tzinfo=UTC)
    with a_club(tmp_path, FixedClock(moment)) as house:
        exit = Exit(
            participant_id=UUID(people["club"]),
            episode=2,
            kind=ExitKind.RESIGNED,
            exited_on=date(2026, 5, 10),
            reason=None,
        )
        ask(house, exit)
    monkeypatch.setattr(assembly.SystemClock, "now", lambda _: moment)
    return people


def test_the_roster_of_a_day_shows_what_was_known_then_and_what_is_known_now(
    kis: Kis, coordinator: str, ten_days_later: dict[str, str]
) -> None:
    asked = ("roster", "--on", "2026-05-20", "--programme", "PSU")
    assert kis(*asked, token=coordinator).stdout.splitlines()[0] == "Razem: 0."
    shown = kis(*asked, "--known-at", "2026-06-05", token=coordinator)
    assert shown.exit_code == 0, shown.output
    assert shown.stdout.splitlines() == [
        f"Żmudna-Testowa Łucja  {ten_days_later['club']}",
        "  udział w KIS: trwający  2026-01-05 – …  PSU",
        "Razem: 1.",
        (
            "Nie pokazano: osoby bez epizodu w dniu 20.05.2026; osoby, które w dniu 20.05.2026 nie uczestniczą "
            "w programie: Prace społecznie użyteczne; wpisy zapisane po 05.06.2026 23:59."
        ),
    ]


def test_differences_are_shown_with_the_facts_that_explain_them(
    kis: Kis, coordinator: str, ten_days_later: dict[str, str]
) -> None:
    asked = ("roster", "--on", "2026-05-20", "--known-at", "2026-06-05", "--differences")
    shown = kis(*asked, token=coordinator)
    assert shown.exit_code == 0, shown.output
    lines = shown.stdout.splitlines()
    assert lines[:4] == [
        f"Żmudna-Testowa Łucja  {ten_days_later['club']}",
        "  inny stan epizodu; inny dzień zakończenia; inne programy",
        "  było: udział w KIS: trwający  2026-01-05 – …  PSU",
        "  jest: udział w KIS: zakończony  2026-01-05 – 2026-05-10",
    ]
    assert re.fullmatch(
        r" *\d+  2026-05-10  2026-06-11 10:00  .+ \(koordynator\): "
        r"Zakończono 10\.05\.2026 udział w KIS \(zgłoszenie z 05\.01\.2026\): rezygnacja\.",
        lines[4],
    ), lines[4]
    assert lines[5:] == ["Razem: 1.", "Nie pokazano: osoby bez epizodu w dniu 20.05.2026."]
    said = json.loads(kis(*asked, "--json", token=coordinator).stdout)
    assert [fact["topic"] for fact in said["items"][0]["facts"]] == ["journey.exited.1"]
    none = kis(*asked, "--and-known-at", "2026-06-10", token=coordinator)
    assert none.stdout.splitlines()[0] == "Razem: 0."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--differences"], "Różnice: podaj --on i --known-at."),
        (["--differences", "--on", "2026-05-20"], "Różnice: podaj --on i --known-at."),
        (["--and-known-at", "2026-06-05"], "--and-known-at wymaga --differences."),
    ],
)
def test_differences_without_their_times_are_a_wrong_call(
    kis: Kis, coordinator: str, people: dict[str, str], words: list[str], said: str
) -> None:
    assert people
    refused = kis("roster", *words, token=coordinator)
    assert (refused.exit_code, said in refused.output) == (2, True), refused.output


def test_follow_ups_say_whom_to_ask_on_which_basis_and_why(kis: Kis, tmp_path: Path, coordinator: str) -> None:
    with a_club(tmp_path, FixedClock()) as house:
        person, _ = enrolled(house, "AKTYWIZACJA", family_name="Żmudna-Testowa")
        said: dict[str, Any] = {"kind": ConsentKind.CONTACT_AFTER_EXIT, "given_on": date(2026, 1, 6), "signed_by": None}
        ask(house, GiveConsent(participant_id=person, document_number=None, **said))
        how: dict[str, Any] = {"episode": 2, "kind": ExitKind.COMPLETED, "reason": None}
        ask(house, Exit(participant_id=person, exited_on=date(2026, 4, 30), **how))
        tried: dict[str, Any] = {
            "episode": 2,
            "point": FollowUpPoint.WEEKS_4,
            "asked_on": date(2026, 5, 29),
            "note": None,
        }
        result = AttemptResult.NO_CONTACT
        ask(house, AttemptFollowUp(participant_id=person, channel=Channel.PHONE, result=result, **tried))
    assert kis("follow-ups", token=coordinator).stdout.splitlines() == [
        f"2026-05-28  Żmudna-Testowa Łucja: 4 tygodnie po zakończeniu, do zapytania  {person}",
        "  prób: 1, ostatnia 2026-05-29 (telefon, brak kontaktu)",
        "  podstawa: zgoda na kontakt",
        "  zwęzi granice „4 tygodnie po zakończeniu” dla zakończeń z roku 2026 o 1/1: nic nie wiadomo o 1 z 1",
        "Razem: 1.",
        "Nie pokazano: sprawdzenia w stanie „jeszcze nie w terminie”: 3.",
    ]
    said = json.loads(kis("follow-ups", "--state", "NOT_DUE_YET", "--json", token=coordinator).stdout)
    assert [check["point"] for check in said["items"]] == ["MONTHS_3", "MONTHS_6", "MONTHS_12"]
    assert kis("follow-ups", "--state", "KIEDYŚ", token=coordinator).exit_code == 2
