"""`kis print`, `kis papers`, `kis club`: a form on disk for its owner alone, numbered once, printed again the same."""

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
        return str(enrolled(house)[0])


def test_a_paper_is_drafted_printed_and_printed_again(kis: Kis, tmp_path: Path, coordinator: str, person: str) -> None:
    draft, first, again = (tmp_path / name for name in ("szkic.pdf", "raz.pdf", "dwa.pdf"))
    assert kis("print", "VOLUNTARINESS", person, "--draft", "--out", str(draft), token=coordinator).exit_code == 0
    assert "Nic jeszcze nie wydrukowano" in kis("papers", person, token=coordinator).stdout
    said = kis("print", "VOLUNTARINESS", person, "--out", str(first), "--json", token=coordinator)
    assert said.exit_code == 0, said.output
    printed = json.loads(said.stdout)
    assert printed["number"] == "OD/2026/1"
    item = str(printed["item"])
    assert kis("print", "VOLUNTARINESS", person, "--item", item, "--out", str(again), token=coordinator).exit_code == 0
    assert first.read_bytes() == again.read_bytes() != draft.read_bytes()
    assert first.stat().st_mode & 0o777 == 0o600
    assert "oświadczenie o dobrowolności udziału OD/2026/1" in kis("papers", person, token=coordinator).stdout
    over = kis("print", "VOLUNTARINESS", person, "--out", str(first), token=coordinator)
    assert (over.exit_code, "Podaj inną nazwę" in over.stderr) == (2, True)
    wrong = kis("print", "ATTENDANCE_LIST", "--out", str(tmp_path / "lista.pdf"), token=coordinator)
    assert (wrong.exit_code, "--edition" in wrong.stderr) == (2, True)
    who = tmp_path / "kto.pdf"
    assert kis("print", "WHO_SHOULD_BE_HERE", "--out", str(who), token=coordinator).exit_code == 0
    assert who.read_bytes().startswith(b"%PDF-")


def test_the_club_is_described_from_a_day_on(kis: Kis, coordinator: str, person: str) -> None:
    said = ("--name", "KIS Przykład", "--operator", "Gmina", "--town", "Przykładowo")
    assert kis("club", *said, token=coordinator).exit_code == 2
    shown = kis("club", *said, "--since", "2026-01-01", token=coordinator)
    assert shown.exit_code == 0, shown.output
    assert "KIS Przykład" in kis("club", token=coordinator).stdout
