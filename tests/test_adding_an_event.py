"""Adding a journey event touches six files and no other: done in a copy of the tree, and used there over HTTP."""

import json
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.training_attended import BY_HAND, GENERATED, TOPIC

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.timeout(400)

THE_HOUSE = (
    "tests/test_catalogue.py",
    "tests/test_architecture.py",
    "tests/domain/test_outcomes.py",
    "tests/domain/test_journal.py",
    "tests/domain/test_refusals.py",
    "tests/application/projections/test_sentences.py",
    "tests/application/projections/test_timeline.py",
)
"""The tests that know the catalogue of facts, and those of the rules of the house."""
ITS_DOOR = (
    "tests/interface/api/test_contract.py",
    "tests/interface/api/test_bodies_not_expected.py",
    "tests/interface/api/test_who_may_what.py",
)
"""The tests that hold every operation of the contract to the same."""
OVER_HTTP = """
import json, sys
from pathlib import Path
from domain.vocabulary import Role
from tests.asgi import SCRIPT, live, open_front

with open_front(Path(sys.argv[1])) as front:
    desk = front.desk(Role.COORDINATOR)
    life = live(desk, (*SCRIPT, "attendTraining"))
    history = desk.get(f"/participants/{life.id}/history")["items"]
    card = desk.get(f"/participants/{life.id}")
print(json.dumps({"entry": history[-1], "outcomes": card["outcomes"]}))
"""
"""Lives the life of the examples, has the training attended, and reads both back."""


def tracked() -> list[str]:
    """Return the files of the house that git knows or would take."""
    listed = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


def digests(tree: Path) -> dict[str, str]:
    """Return what stands in every file of a tree, but for what running it leaves behind."""
    files = (path for path in sorted(tree.rglob("*")) if path.is_file() and "cache" not in str(path.relative_to(tree)))
    return {path.relative_to(tree).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def touched(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Return the files that are new, gone or otherwise."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def write_by_hand(tree: Path) -> None:
    """Write the event into the tree, as somebody would who adds it."""
    for name, written in BY_HAND.items():
        text = (tree / name).read_text(encoding="utf-8")
        for old, new in written.instead.items():
            assert text.count(old) == 1, f"{name} has {text.count(old)} times: {old}"
            text = text.replace(old, new)
        (tree / name).write_text(text + written.at_the_end, encoding="utf-8")


def run(tree: Path, *how: str) -> str:
    """Run Python in the tree and return what it printed; show it where it failed."""
    ended = subprocess.run(
        (sys.executable, *how), cwd=tree, capture_output=True, encoding="utf-8", timeout=280, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    copy = tmp_path_factory.mktemp("house")
    for name in tracked():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def changes(tree):
    at_first = digests(tree)
    write_by_hand(tree)
    by_hand = digests(tree)
    run(tree, "-m", "tests.regenerate")
    return touched(at_first, by_hand), touched(by_hand, digests(tree))


def test_six_files_are_written_by_hand_and_the_rest_is_generated(changes):
    assert changes == (set(BY_HAND), GENERATED)


def test_the_event_is_recorded_over_http_and_read_back(tree, changes, tmp_path):
    told = json.loads(run(tree, "-c", OVER_HTTP, str(tmp_path)))
    entry = told["entry"]
    assert (entry["topic"], entry["occurred_on"]) == (TOPIC, "2026-05-27")
    assert (
        entry["pl"]
        == "Szkolenie zakończone 27.05.2026, 8 godz. (udział w KIS, zgłoszenie z 04.05.2026): zdobycie kompetencji."
    )
    assert [(line["kind"], line["observed_on"]) for line in told["outcomes"]] == [("COMPETENCE", "2026-05-27")]


def test_the_house_keeps_its_rules_and_holds_the_new_operation_to_what_every_other_is(tree, changes):
    run(tree, "-m", "ruff", "check", "--no-cache", *BY_HAND)
    run(tree, "-m", "ruff", "format", "--no-cache", "--check", *BY_HAND)
    doors = " or ".join(Path(door).name for door in ITS_DOOR)
    on_a_bare_house = "broken_on_purpose or left_alone"
    chosen = f"attendTraining or not ({doors} or {on_a_bare_house})"
    told = run(tree, "-m", "pytest", "-v", "-x", "-p", "no:cacheprovider", "-k", chosen, *THE_HOUSE, *ITS_DOOR)
    passed = [line for line in told.splitlines() if "PASSED" in line]
    assert len([line for line in passed if line.startswith(ITS_DOOR)]) >= 9
    assert {line.split("::")[0] for line in passed} >= {*THE_HOUSE}
