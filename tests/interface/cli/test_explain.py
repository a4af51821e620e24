"""`kis explain`: what a person may enrol in, as the coordinator reads it in a terminal and a program reads its JSON."""

import json
from pathlib import Path

import pytest

from tests.club import FixedClock, a_club, enrolled
from tests.interface.cli.conftest import Kis


@pytest.fixture
def person(tmp_path: Path, coordinator: str) -> str:
    """Somebody of whom nothing but an enrolment is recorded."""
    assert coordinator
    with a_club(tmp_path, FixedClock()) as house:
        club, _ = enrolled(house, family_name="Żmudna-Testowa")
    return str(club)


def test_it_says_for_a_programme_whether_by_which_law_and_what_is_missing(
    kis: Kis, coordinator: str, person: str
) -> None:
    shown = kis("explain", person, "--on", "2026-01-05", "--programme", "AOON", token=coordinator)
    assert shown.exit_code == 0, shown.output
    assert shown.stdout.splitlines() == [
        "Na dzień 2026-01-05",
        "Asystent osobisty osoby z niepełnosprawnością (2026): nie wiadomo. Nie wiadomo, czegoś brakuje w zapisach.",
        "  orzeczenie wymagane przez program: nie wiadomo. Nie zapisano orzeczenia.",
        (
            "    Zapisz ważne orzeczenie o stopniu znacznym lub umiarkowanym (albo równoważne), a dziecka: o "
            "niepełnosprawności. [program Asystent osobisty osoby z niepełnosprawnością]"
        ),
        "  zamieszkanie w gminie: nie wiadomo. Nie zapisano, gdzie osoba mieszka tego dnia.",
        "    Zapisz miejsce zamieszkania. [regulamin klubu]",
        "Grupy",
    ]


def test_without_a_programme_every_one_is_told_and_the_json_holds_the_same(
    kis: Kis, coordinator: str, person: str
) -> None:
    said = json.loads(kis("explain", person, "--json", token=coordinator).stdout)
    assert said["id"] == person
    assert len(said["programmes"]) >= 7
    told = kis("explain", person, token=coordinator).stdout
    assert all(line["pl"] in told for line in said["programmes"])


def test_an_unknown_programme_is_a_wrong_call(kis: Kis, coordinator: str, person: str) -> None:
    assert kis("explain", person, "--programme", "NIEMA", token=coordinator).exit_code == 2
