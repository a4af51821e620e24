"""`kis report annual`, as a coordinator reads it, opens a number, and takes it away."""

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
    """Somebody who completed in March, of whom nothing more is known."""
    assert coordinator
    with a_club(tmp_path, FixedClock()) as house:
        person, _ = enrolled(house, "PSU", family_name="Zmyślona", given_name="Ala")
        exit_ = Exit(
            participant_id=person, episode=2, kind=ExitKind.COMPLETED, exited_on=date(2026, 3, 31), reason=None
        )
        ask(house, exit_)
    return person


def test_the_report_is_read_opened_and_taken_away(
    kis: Kis, coordinator: str, left: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = kis("report", "annual", "2026", token=coordinator)
    assert shown.exit_code == 0, shown.output
    lines = shown.stdout.splitlines()
    assert lines[0].startswith(
        "Sprawozdanie roczne klubu integracji społecznej za 2026, definicja CAS-01@1, stan wiedzy"
    )
    assert lines[1].startswith("Rok jeszcze trwa: to stan na dzień ")
    started = lines.index("A. Rozpoczęli udział, według grup [STARTED]")
    assert lines[started + 2].split() == ["K", "M", "razem"]
    assert "  inne - do wyjaśnienia [TO_EXPLAIN]".ljust(68) + "      1      0      1" in lines
    assert "  brak informacji [NO_INFORMATION]".ljust(68) + "      1      0      1" in lines
    assert any("[KIS-UKONCZENIE-WYJSCIE@1]: 1 / 1 = 100,0" in line for line in lines)
    assert max(map(len, lines)) <= 140
    assert str(left) not in shown.output
    assert "Zmyślona" not in shown.output
    _opened(kis, coordinator, left)
    _taken(kis, coordinator, tmp_path)
    _refused(kis, coordinator, tmp_path)
    monkeypatch.setenv("KIS_LANGUAGE", "en")
    assert "A. Started, by group [STARTED]" in kis("report", "annual", "2026", token=coordinator).stdout


def _opened(kis: Kis, coordinator: str, left: UUID) -> None:
    shown = kis("report", "annual", "2026", "--cell", "COMPLETED:NO_INFORMATION:F", token=coordinator).stdout
    lines = shown.splitlines()
    assert lines[0].startswith("COMPLETED:NO_INFORMATION:F, rok 2026: osób 1 (stan wiedzy na ")
    assert lines[2] == f"Zmyślona Ala  {left}"
    assert lines[3].startswith("  brak informacji: Nie zapisano żadnego działania po ukończeniu.")
    assert "31.03.2026  Zakończono 31.03.2026 udział w KIS" in lines[4]
    every = json.loads(kis("report", "annual", "2026", "--cell", "STARTED::F", "--json", token=coordinator).stdout)
    assert [one["id"] for one in every["items"]] == [str(left)]


def _taken(kis: Kis, coordinator: str, tmp_path: Path) -> None:
    said = json.loads(kis("report", "annual", "2026", "--json", token=coordinator).stdout)
    for ending, first in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfDzia"), ("json", b"{\n")):
        out = tmp_path / f"sprawozdanie.{ending}"
        written = kis("report", "annual", "2026", "--out", str(out), "--why", "dla rady", token=coordinator)
        assert written.stdout.startswith(f"Zapisano: {out} (")
        assert out.read_bytes().startswith(first)
        assert out.stat().st_mode & 0o777 == 0o600
        again = kis("report", "annual", "2026", "--out", str(out), "--why", "dla rady", token=coordinator)
        assert (again.exit_code, "nie da się utworzyć" in again.output.lower()) == (1, True)
    assert [one["distinct"] for one in json.loads(out.read_text(encoding="utf-8"))["tables"]] == [
        one["distinct"] for one in said["tables"]
    ]


def _refused(kis: Kis, coordinator: str, tmp_path: Path) -> None:
    for wrong, says in (
        (["--cell", "NIC"], "tabele: STARTED"),
        (["--cell", "STARTED:ALCOHOL:K"], "płeć: F, M, UNKNOWN"),
        (["--cell", "STARTED:ALCOHOL:F:1"], "podaj TABELA:WIERSZ:PŁEĆ"),
        (["--out", str(tmp_path / "plik.pdf")], "nazwa ma się kończyć na: .xlsx, .csv, .json"),
        (["--out", str(tmp_path / "plik.csv")], "Podaj --why: w jakim celu"),
        (["--cell", "STARTED", "--out", str(tmp_path / "plik.csv")], "Podaj tylko jedno z: --cell"),
    ):
        refused = kis("report", "annual", "2026", *wrong, token=coordinator)
        assert refused.exit_code == 2
        assert says in refused.output
    refused = kis("report", "annual", "2027", token=coordinator)
    assert (refused.exit_code, "Ten rok jeszcze się nie zaczął" in refused.output) == (1, True)
