"""A club of its own for every test of the command line, on a day that stands."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from interface import assembly
from interface.cli import main

Kis = Callable[..., Result]


@pytest.fixture
def kis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kis:
    """Run a command over this test's own data directory, on 1 June 2026."""
    began = assembly.SystemClock().steady()

    def now(clock: assembly.SystemClock) -> datetime:
        return datetime(2026, 6, 1, 8, tzinfo=UTC) + timedelta(seconds=clock.steady() - began)

    monkeypatch.setattr(assembly.SystemClock, "now", now)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KIS_DATA", str(tmp_path / "club"))
    monkeypatch.delenv("KIS_LANGUAGE", raising=False)
    monkeypatch.delenv("KIS_TOKEN", raising=False)
    runner = CliRunner()

    def run(*arguments: str, token: str | None = None, typed: str | None = None) -> Result:
        return runner.invoke(main, arguments, env={"KIS_TOKEN": token} if token else {}, input=typed)

    return run


@pytest.fixture(scope="session")
def first_founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the first founding is kept: its directory, to be copied, and what it said. It takes its second."""
    return tmp_path_factory.mktemp("founded")


@pytest.fixture
def founded(kis: Kis, first_founded: Path, tmp_path: Path) -> dict[str, Any]:
    """Found a club; return the administrator's token and the shares."""
    club, said = first_founded / "club", first_founded / "said.json"
    if said.exists():
        shutil.copytree(club, tmp_path / "club")
    else:
        result = kis("init", "--administrator", "Adam Próbny", "--json")
        assert result.exit_code == 0, result.output
        shutil.copytree(tmp_path / "club", club)
        said.write_text(result.stdout, encoding="utf-8")
    founding: dict[str, Any] = json.loads(said.read_text(encoding="utf-8"))
    return founding


@pytest.fixture
def coordinator(kis: Kis, founded: dict[str, Any]) -> str:
    """Add a coordinator; return their token."""
    added = kis("user", "add", "Celina Próbna", "--role", "coordinator", "--json", token=founded["token"])
    id = json.loads(added.stdout)["id"]
    issued = kis("token", "issue", id, "--json", token=founded["token"])
    secret: str = json.loads(issued.stdout)["secret"]
    return secret
