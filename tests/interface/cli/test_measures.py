"""`kis indicators` and `kis effectiveness`, as a coordinator reads them, and a program their JSON."""

import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from application.participation import Exit
from domain.vocabulary import ExitKind
from tests.club import FixedClock, a_club, ask, enrolled
from tests.interface.cli.conftest import Kis


@pytest.fixture
def left(tmp_path: Path, coordinator: str) -> UUID:
    """Somebody who completed in May, of whom nothing more is known."""
    assert coordinator
    with a_club(tmp_path, FixedClock()) as house:
        person, _ = enrolled(house, "AKTYWIZACJA", family_name="Zmyślona")
        exit_ = Exit(
            participant_id=person, episode=2, kind=ExitKind.COMPLETED, exited_on=date(2026, 3, 31), reason=None
        )
        ask(house, exit_, if_match=4)
    return person


def test_the_terminal_says_who_came_who_succeeded_and_how_each_measure_takes_silence(
    kis: Kis, coordinator: str, left: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = kis("indicators", "--from", "2026-12-31", "--to", "2026-01-01", token=coordinator)
    assert shown.exit_code == 1
    assert "Okres kończy się przed swoim początkiem" in shown.output
    _indicators(kis, coordinator, left)
    _effectiveness(kis, coordinator, left, monkeypatch)


def _indicators(kis: Kis, coordinator: str, left: UUID) -> None:
    shown = kis("indicators", "--from", "2026-01-01", "--to", "2026-12-31", token=coordinator)
    assert shown.exit_code == 0, shown.output
    lines = shown.stdout.splitlines()
    assert lines[0].startswith("Okres 2026-01-01 – 2026-12-31, stan wiedzy na ")
    assert "EECO01@1   Łączna liczba uczestników: 1 (K 1, M 0), narastająco 1" in lines
    assert "EECO17@1   Osoby z obszarów wiejskich: nie zbieramy" in lines
    assert "Tylko w EECO01, bo dane są niepełne: 1." in lines
    qualified = lines.index("Osoby, które uzyskały kwalifikacje po opuszczeniu programu [EECR03@1]")
    counts = "0 / 1 = brak danych; granice 0,0 % – 100,0 %; nie wiadomo 1; przed terminem 0"
    assert lines[qualified + 1 : qualified + 3] == [f"  razem: {counts}", f"  kobiety: {counts}"]
    nobody = "0 / 0 = brak danych; granice brak danych – brak danych; nie wiadomo 0; przed terminem 0"
    assert lines[qualified + 3] == f"  mężczyźni: {nobody}"
    assert str(left) not in shown.output


def _effectiveness(kis: Kis, coordinator: str, left: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = kis("effectiveness", "--known-at", "2026-06-01", token=coordinator).stdout
    assert "Efektywność zatrudnieniowa [PL-ZATRUDNIENIE@1]" in shown
    assert "Milczenie liczy się jak sukces" in shown
    said = json.loads(kis("effectiveness", "--known-at", "2026-06-01", "--json", token=coordinator).stdout)
    assert len(said["figures"]) == shown.count("@1]")
    assert (said["today"], said["asked"]["first"]) == ("2026-06-01", "2026-01-01")
    monkeypatch.setenv("KIS_LANGUAGE", "en")
    english = kis("effectiveness", "--programme", "AKTYWIZACJA", token=coordinator).stdout
    assert "Silence counts as failure" in english
    assert "Milczenie" not in english
    assert str(left) not in english
