"""After a rolled-back database every command refuses, `kis recover` says what is lost and why, and the club goes on."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from application.store.anchor import Anchor
from interface.witness.ledger import verify
from tests.interface.cli.conftest import Kis

REASON = "awaria dysku, przywrócono kopię z piątku"


def show(kis: Kis, token: str, *arguments: str) -> dict[str, Any]:
    """Return what a command says as JSON."""
    result = kis(*arguments, "--json", token=token)
    assert result.exit_code == 0, result.output
    said: dict[str, Any] = json.loads(result.stdout)
    return said


def hire(kis: Kis, token: str, name: str) -> None:
    """Record one more thing: a user and a role."""
    assert kis("user", "add", name, "--role", "auditor", token=token).exit_code == 0


@pytest.fixture
def club(tmp_path: Path) -> Path:
    return tmp_path / "club"


@pytest.fixture
def chief(founded: dict[str, Any]) -> str:
    token: str = founded["token"]
    return token


@pytest.fixture
def before(kis: Kis, chief: str, club: Path, tmp_path: Path) -> dict[str, Any]:
    """Copy the database, record more, put the copy back; return the checkpoint that left the house in between."""
    shutil.copy(club / "kis.db", tmp_path / "friday.db")
    hire(kis, chief, "Ewa Próbna")
    printed = show(kis, chief, "checkpoint", "--out", str(tmp_path / "printed"))
    hire(kis, chief, "Jan Próbny")
    shutil.copy(tmp_path / "friday.db", club / "kis.db")
    return printed


def test_a_rolled_back_database_is_refused_until_somebody_says_why(
    kis: Kis, before: dict[str, Any], chief: str, club: Path, tmp_path: Path
) -> None:
    anchored = Anchor(club / "anchor").last("facts")
    assert anchored is not None
    stored = anchored.size - 4
    for command in (["user", "list"], ["checkpoint"], ["serve"]):
        refused = kis(*command, token=chief)
        assert refused.exit_code == 1
        assert f"kotwica potwierdza długość {anchored.size}, w bazie jest {stored}" in refused.stderr
        assert "kis recover --reason" in refused.stderr
    silent = kis("recover", token=chief)
    assert silent.exit_code == 1
    assert "Nowa epoka wymaga powodu" in silent.stderr
    assert Anchor(club / "anchor").last("facts") == anchored
    old = (club / "anchor").read_bytes()

    said = kis("recover", "--reason", REASON, token=chief)
    assert said.exit_code == 0, said.output
    assert "Zaczęła się epoka 2 dziennika." in said.stdout
    assert (
        f"Fakty: znaleziona długość {stored}, wcześniej potwierdzona {anchored.size}, zgodna do {stored}."
        in said.stdout
    )
    assert (club / "anchor.1").read_bytes() == old
    assert not (club / "anchor.begun").exists()

    hire(kis, chief, "Ewa Próbna")
    after = show(kis, chief, "checkpoint")
    assert before["origin"].endswith("/dziennik/1")
    assert after["origin"] == before["origin"][:-1] + "2"
    assert after["size"] == stored + 1 + 2
    assert verify(club).ok
    again = kis("recover", "--reason", REASON, token=chief)
    assert again.exit_code == 1
    assert "nowa epoka jest zbędna" in again.stderr
    assert kis("recover", "--reason", REASON).exit_code == 2
