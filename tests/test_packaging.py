"""What a stranger downloads is pinned, named by hash, and says nothing of where we got it; a skip is not a pass."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("base", "dev")
REGISTRY_LOCKS = re.compile(r"uv\.lock|pylock.*\.toml|package-lock\.json|poetry\.lock|yarn\.lock|pnpm-lock\.yaml")


def lock(name):
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pinned(text):
    """Return name and version of each requirement that is pinned and carries at least one hash.

    A name stands twice where newer Pythons take another version.
    """
    found = re.findall(r"^([\w.-]+)==(\S+)[^\n]*\\\n {4}--hash=sha256:[0-9a-f]{64}\b", text, flags=re.MULTILINE)
    return [(name.lower().replace("_", "-"), version) for name, version in found]


def pins(text):
    """Return name -> version, the last where a name stands twice."""
    return dict(pinned(text))


def names(requirements):
    return {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in requirements}


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name):
    assert re.findall(r"://|--index|--find-links|\b\w+\.(?:org|com|io|net)\b", lock(name)) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_pinned_and_hashed(name):
    text = lock(name)
    lines = re.findall(r"^[^\s#].*$", text, flags=re.MULTILINE)
    assert lines
    assert len(pinned(text)) == len(lines) == len(set(lines))


def test_a_requirement_without_a_hash_is_not_counted_as_pinned():
    assert pins("click==8.5.1\nidna==3.20 \\\n    --hash=sha256:" + "0" * 64 + "\n") == {"idna": "3.20"}


def test_the_locks_hold_what_the_project_asks_for(project):
    groups = project["dependency-groups"]
    assert names(project["project"]["dependencies"] + groups["build"]) <= pins(lock("base")).keys()
    assert names(groups["dev"]) <= pins(lock("dev")).keys()


def test_the_two_locks_agree_where_they_overlap():
    base, dev = pins(lock("base")), pins(lock("dev"))
    assert base.keys() & dev.keys()
    assert {name: dev[name] for name in base.keys() & dev.keys()} == {
        name: base[name] for name in base.keys() & dev.keys()
    }


def test_no_lock_that_records_a_registry_is_kept():
    assert [path.name for path in ROOT.iterdir() if REGISTRY_LOCKS.fullmatch(path.name)] == []


def test_exactly_the_three_layers_are_installed(project):
    found = project["tool"]["setuptools"]["packages"]["find"]
    assert found == {"include": ["domain*", "application*", "interface*"], "namespaces": False}


def test_every_installed_directory_of_code_is_a_package():
    bare = {
        path.parent.relative_to(ROOT).as_posix()
        for layer in ("domain", "application", "interface")
        for path in (ROOT / layer).rglob("*.py")
        if not (path.parent / "__init__.py").exists()
    }
    assert bare == set()


A_SKIP = "import pytest\ndef test_a(): pass\ndef test_b(): pytest.skip('no')"


@pytest.mark.parametrize(
    ("body", "strict", "status", "workers"),
    [
        ("def test_a(): pass", "1", 0, ()),
        (A_SKIP, "1", 1, ()),
        (A_SKIP, "1", 1, ("-n", "1")),
        ("import pytest\npytest.importorskip('no_such_module')", "1", 1, ()),
        (A_SKIP, "0", 0, ()),
    ],
)
def test_a_run_that_skipped_anything_fails(tmp_path, body, strict, status, workers):
    (tmp_path / "conftest.py").write_bytes((ROOT / "tests" / "conftest.py").read_bytes())
    (tmp_path / "test_passing.py").write_text("def test_passes(): pass\n", encoding="utf-8")
    (tmp_path / "test_planted.py").write_text(body, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *workers, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "KIS_TEST_NO_SKIPS": strict},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == status, ended.stdout
    assert ("skipped, so this run fails" in ended.stdout) == (status == 1)
