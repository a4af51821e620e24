"""`kis statement`: what is handed to a person, on the screen, as JSON and as a document."""

import json
from pathlib import Path

import pytest

from tests.club import FixedClock, a_club, enrolled
from tests.interface.cli.conftest import Kis


@pytest.fixture
def person(tmp_path: Path, coordinator: str) -> str:
    """Somebody who takes part in the club."""
    assert coordinator
    with a_club(tmp_path, FixedClock()) as house:
        return str(enrolled(house, family_name="Żmudna-Testowa")[0])


def test_it_reads_on_the_screen_and_a_program_gets_all_of_it(kis: Kis, coordinator: str, person: str) -> None:
    shown = kis("statement", person, token=coordinator)
    assert shown.exit_code == 0, shown.output
    assert shown.stdout.startswith("Co o Pani wiemy\nŁucja Żmudna-Testowa\n")
    assert "Dane: Nazwisko: Żmudna-Testowa; Imię: Łucja; Data urodzenia: 01.04.1990; " in shown.stdout
    for line in ("CO WIEMY", "Nic nie było poprawiane.", "Nikt ich nie oglądał."):
        assert line in shown.stdout.splitlines()
    said = json.loads(kis("statement", person, "--json", token=coordinator).stdout)
    assert (said["id"], [one["times"] for one in said["consulted"]]) == (person, [1])


def test_the_document_is_written_once_for_its_owner_alone(
    kis: Kis, tmp_path: Path, coordinator: str, person: str
) -> None:
    paper = tmp_path / "odpowiedz.pdf"
    assert kis("statement", person, "--out", str(paper), token=coordinator).exit_code == 0
    assert paper.read_bytes().startswith(b"%PDF-")
    assert paper.stat().st_mode & 0o777 == 0o600
    again = kis("statement", person, "--out", str(paper), token=coordinator)
    assert again.exit_code == 2
    assert "Podaj inną nazwę" in again.stderr
