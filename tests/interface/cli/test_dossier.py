"""`kis dossier`: the file arrives whole, for its owner alone, in nobody's place, or not at all."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from domain.ledger import Log
from domain.vocabulary import Role
from interface.cli import client as calls
from interface.cli import dossier, main
from interface.cli.arriving import Arriving
from interface.serving import owner_socket, served_aside
from interface.settings import Settings
from tests.asgi import Desk, Front, Life, live, open_front


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[tuple[Front, Desk, Life]]:
    with open_front(tmp_path_factory.mktemp("k") / "klub") as front:
        desk = front.desk(Role.COORDINATOR)
        life = live(desk)
        with served_aside(front.house, [owner_socket(front.house.settings.socket)]):
            yield front, desk, life


@pytest.fixture
def kis(served, tmp_path, monkeypatch):
    front, desk, _ = served

    @contextmanager
    def over_the_socket(_: Settings) -> Iterator[calls.Client]:
        yield calls.Client(front.house.settings.model_copy(update={"token": desk.secret}))

    monkeypatch.setattr(dossier, "client", over_the_socket)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KIS_LANGUAGE", raising=False)

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(main, ["dossier", *arguments])

    return run


def verified(served, path: Path, at: Path) -> str:
    """Unpack the verifier from a dossier, run it, and return what it says."""
    vkey = served[0].house.prover.checkpoint(Log.FACTS).verifier_key
    subprocess.run([sys.executable, "-m", "zipfile", "-e", path, at], check=True)
    asked = [sys.executable, "-I", "-S", at / "weryfikuj.py", path, "--vkey", vkey]
    ended = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stderr


def test_a_person_a_sample_and_a_period_are_written_and_verify(served, kis, tmp_path):
    front, _, life = served
    made = kis(life.id, "--content", "identity,notes", "--json")
    assert made.exit_code == 0, made.output
    said = json.loads(made.stdout)
    assert said == {"file": f"teczka-{front.facts}.zip", "bytes": Path(said["file"]).stat().st_size}
    assert Path(said["file"]).stat().st_mode & 0o777 == 0o600
    assert "faktów 8," in verified(served, Path(said["file"]), tmp_path / "1")
    Path("proba.txt").write_text(f"{life.id}\n\n")
    assert kis("--sample", "proba.txt", "--out", "proba.zip").exit_code == 0
    assert "faktów 8," in verified(served, Path("proba.zip"), tmp_path / "2")
    assert kis("--period", "--since", "2026-06-01", "--position", "30", "--out", "okres.zip").exit_code == 0
    assert "faktów 30, dziennik do pozycji 30," in verified(served, Path("okres.zip"), tmp_path / "3")


def test_a_file_that_is_there_already_is_left_alone(served, kis):
    Path("moje.zip").write_text("moje")
    made = kis(served[2].id, "--out", "moje.zip")
    assert (made.exit_code, Path("moje.zip").read_text()) == (1, "moje")
    assert made.stderr == "Nie da się utworzyć pliku moje.zip (File exists). Podaj inny --out.\n"


def test_what_is_refused_leaves_no_file(served, kis, tmp_path):
    made = kis(served[2].id, "--position", "1")
    assert made.exit_code == 1
    assert made.stderr.startswith("Na tej pozycji dziennika tej osoby jeszcze nie było w rejestrze.")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_breaks_off_is_removed(served, kis, tmp_path, monkeypatch):
    taken = Arriving.take

    def breaks(arriving: Arriving, piece: bytes, name: str) -> None:
        taken(arriving, piece, name)
        raise ConnectionResetError

    monkeypatch.setattr(Arriving, "take", breaks)
    made = kis(served[2].id)
    assert made.exit_code == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "asked",
    [(), ("--period", "--sample", "p.txt"), ("7b0e4a36-5d0c-4a63-9d7c-3b6a1a3f0c11", "--since", "2026-06-01")],
)
def test_one_thing_is_asked_for(kis, asked):
    Path("p.txt").write_text("")
    made = kis(*asked)
    assert made.exit_code == 2
    assert made.stderr.startswith("Podaj jedno: identyfikator uczestnika")


def test_values_are_opened_for_one_person_only(kis):
    made = kis("--period", "--content", "identity")
    assert (made.exit_code, made.stderr) == (2, "Jawne wartości (--content) może mieć tylko teczka jednej osoby.\n")
