"""`kis control`, as a coordinator opens a control and an auditor works in it."""

import json
from pathlib import Path

import pytest

from tests.club import FixedClock, a_club, enrolled
from tests.interface.cli.conftest import Kis


@pytest.fixture
def people(tmp_path: Path, coordinator: str) -> list[str]:
    """Two who take part in the club's work."""
    assert coordinator
    marks = ("KIS.1.2026", "KIS.2.2026")
    with a_club(tmp_path, FixedClock()) as house:
        return [str(enrolled(house, family_name="Żmudna-Testowa", case_mark=mark)[0]) for mark in marks]


@pytest.fixture
def auditor(kis: Kis, founded: dict[str, str]) -> tuple[str, str]:
    """Add an auditor; return their id and token."""
    added = kis("user", "add", "Olga Próbna", "--role", "auditor", "--json", token=founded["token"])
    id = json.loads(added.stdout)["id"]
    issued = kis("token", "issue", id, "--json", token=founded["token"])
    return id, json.loads(issued.stdout)["secret"]


def test_a_control_is_opened_worked_in_and_closed(
    kis: Kis, coordinator: str, people: list[str], auditor: tuple[str, str], tmp_path: Path
) -> None:
    user, token = auditor
    said = kis(
        "control", "open", "--institution", "VOIVODE", "--mark", "PS-III.431.7.2026", "--purpose", "prace zmyślone",
        "--auditor", user, "--since", "2026-06-01", "--until", "2026-06-30", "--period", "2026-01-01", "2026-06-30",
        "--json", token=coordinator,
    )  # fmt: skip
    assert said.exit_code == 0, said.output
    id = json.loads(said.stdout)["id"]
    told = kis("control", "list", token=token).stdout
    assert told == f"{id}  2026-06-01 – 2026-06-30 (trwa)  Olga Próbna: cały klub\n"

    drawn = kis("control", "sample", id, "--seed", "LOTTO/7", "--size", "1", token=token)
    assert "  1. Żmudna-Testowa Łucja  " in drawn.stdout
    listed = tmp_path / "lista.txt"
    listed.write_text("KIS.2.2026\n\nKIS.NIKT.2026\n", encoding="utf-8")
    named = kis("control", "sample", id, "--list", str(listed), token=token).stdout.splitlines()
    assert named[1:] == [
        f"  1. Żmudna-Testowa Łucja  {people[1]}",
        "  Nie znaleziono w zakresie kontroli wierszy: 2.",
    ]
    assert len(json.loads(kis("control", "sample", id, "--json", token=token).stdout)["items"]) == 2

    text = ["--kind", "PAPER_MISSING", "--text", "brak karty"]
    kis("control", "finding", id, *text, "--participant", people[0], "--about", "1", token=token)
    found = kis("control", "finding", id, *text, token=token).stdout.splitlines()
    assert sorted(found) == [
        "2026-06-01  klub: brak dokumentu (uwaga): brak karty",
        "2026-06-01  Żmudna-Testowa Łucja: brak dokumentu (uwaga): brak karty",
    ]

    assert kis("control", "close", id, "--reason", "upoważnienie cofnięte", token=coordinator).exit_code == 0
    after = kis("control", "sample", id, "--seed", "LOTTO/7", "--size", "1", token=token)
    assert (after.exit_code, after.stderr) == (
        1,
        "Ta kontrola zakończyła się 01.06.2026. Dalsze czynności wymagają nowej kontroli, którą otwiera koordynator.\n",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sample", "--seed", "LOTTO"], "Podaj --seed razem z --size albo samo --list.\n"),
        (["finding", "--kind", "OTHER"], "Podaj --kind razem z --text.\n"),
        (["finding", "--text", "treść"], "Podaj --kind razem z --text.\n"),
    ],
)
def test_half_of_what_belongs_together_is_asked_for_whole(
    kis: Kis, coordinator: str, words: list[str], said: str
) -> None:
    command, *options = words
    result = kis("control", command, "00000000-0000-4000-8000-0000000000ff", *options, token=coordinator)
    assert (result.exit_code, result.stderr) == (2, said)
