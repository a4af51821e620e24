"""From a bare machine to a running programme: what is missing is said in words, what is done is not done twice."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import bootstrap

ROOT = Path(__file__).parents[2]


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Return a project of two locks whose programs are written down, not run."""
    (tmp_path / "requirements").mkdir()
    for name in (bootstrap.BASE, bootstrap.DEV, "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "make_environment", lambda: None)
    return tmp_path


@pytest.fixture
def ran(monkeypatch):
    """Return the commands that would have run; a command holding "fails" fails."""
    commands = []

    def run(*command, variables=None):
        commands.append(" ".join(command[1:]))
        return "fails" not in command

    monkeypatch.setattr(bootstrap, "run", run)
    return commands


def test_python_311_is_enough_and_310_is_told_what_is_needed(capsys):
    bootstrap.refuse_an_unfit_python((3, 11), "python3")
    with pytest.raises(bootstrap.Stop, match=r"Potrzebny jest Python 3\.11(.|\n)*is needed, and python3 is 3\.10"):
        bootstrap.refuse_an_unfit_python((3, 10), "python3")


def test_a_newer_python_on_the_path_is_offered(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/python3.12" if name == "python3.12" else None)
    with pytest.raises(bootstrap.Stop, match=r"make demo PYTHON=python3\.12$"):
        bootstrap.refuse_an_unfit_python((3, 9), "python3")


def test_a_python_without_ensurepip_names_the_package_to_install(tmp_path):
    (tmp_path / "ensurepip.py").write_text("raise ImportError", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "bootstrap.py"), "demo"],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert "sudo apt install python3-venv" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_base_is_installed_by_hash_and_the_project_without_asking_any_registry(house, ran):
    bootstrap.prepare(dev=False)
    assert [command.split("--quiet ")[1] for command in ran] == [
        "--require-hashes -r requirements/base.txt",
        "--no-deps --no-build-isolation --no-index -e .",
    ]


def test_the_same_locks_are_not_installed_twice(house, ran):
    bootstrap.prepare(dev=True)
    assert len(ran) == 3
    bootstrap.prepare(dev=True)
    bootstrap.prepare(dev=False)
    assert len(ran) == 3


@pytest.mark.parametrize(("changed", "installs"), [(bootstrap.BASE, 3), (bootstrap.DEV, 1), ("pyproject.toml", 1)])
def test_a_changed_lock_is_installed_anew_and_so_is_going_back(house, ran, changed, installs):
    bootstrap.prepare(dev=True)
    for content in ("changed", changed):
        ran.clear()
        (house / changed).write_text(content, encoding="utf-8")
        bootstrap.prepare(dev=True)
        assert len(ran) == installs


def test_an_installation_that_failed_is_tried_again(house, ran, monkeypatch):
    monkeypatch.setattr(bootstrap, "PIP", ("fails",))
    for _ in range(2):
        with pytest.raises(bootstrap.Stop, match="Instalacja się nie udała"):
            bootstrap.prepare(dev=False)
    assert len(ran) == 2


def test_every_check_runs_after_one_failed_and_the_run_fails(ran, capsys):
    assert bootstrap.judge({"first": ("x", "fails"), "second": ("x", "passes")}) == 1
    assert ran == ["fails", "passes"]
    assert "[--] first\n[ok] second\n==> Nie przeszło: first\n    Failed: first" in capsys.readouterr().out


def test_what_could_not_be_run_is_said_at_the_end(ran, capsys):
    assert bootstrap.judge({"only": ("x", "passes")}, "no strace") == 0
    assert "[!]  no strace" in capsys.readouterr().out


def test_strace_is_installed_by_root_where_apt_is(ran, monkeypatch):
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(
        shutil, "which", lambda name: "/usr/bin/it" if name == "apt-get" or any("strace" in c for c in ran) else None
    )
    assert bootstrap.find_strace() == ""
    assert ran == ["-q update", "-q install -y --no-install-recommends strace"]


def test_without_root_the_way_to_strace_is_named(ran, monkeypatch):
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/it" if name == "apt-get" else None)
    assert "sudo apt install strace" in bootstrap.find_strace()
    assert ran == []


@pytest.mark.parametrize("arguments", [(), ("unknown",), ("test", "-k", "hours")])
def test_what_it_does_not_know_prints_the_menu(arguments, capsys):
    assert bootstrap.main(*arguments) == 2
    printed = capsys.readouterr().out
    assert all(f"  {name} " in printed for name in bootstrap.COMMANDS)


def test_make_and_the_script_offer_the_same(capsys):
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {name for name in bootstrap.COMMANDS if f"{name}: ## " in targets} == bootstrap.COMMANDS.keys()
    assert targets.count("scripts/bootstrap.py ") == len(bootstrap.COMMANDS) + 1


def test_a_check_beside_the_others_is_heard_after_them_and_counts(capsys):
    ends = (sys.executable, "-c", "import sys; print('said beside'); sys.exit(3)")
    passes = (sys.executable, "-c", "")

    assert bootstrap.judge({"beside": ends, "first": passes}, beside=("beside",)) == 1
    said = capsys.readouterr().out
    assert "said beside" in said
    assert "[--] beside" in said
    assert "[ok] first" in said
    assert bootstrap.judge({"beside": passes}, beside=("beside",)) == 0
