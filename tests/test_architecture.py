"""The rules of the house, read from the source. Every one is broken on purpose below and must notice."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("house")  # who reads the source once judges it in all
ROOT = Path(__file__).parents[1]
LAYERS = ("domain", "application", "interface")
LONGEST_FILE = 400
BANNED_NAMES = frozenset("utils helpers common misc base manager service services core shared types models".split())

IMPURE = frozenset(
    """asyncio builtins concurrent ctypes dbm fcntl getpass glob http importlib io locale logging mmap
    multiprocessing os pathlib pickle platform queue random runpy sched secrets select selectors shelve shutil signal
    socket socketserver sqlite3 ssl subprocess sys tempfile threading time urllib webbrowser _thread""".split()
)
IMPURE_BUILTINS = frozenset(("open", "print", "input", "eval", "exec", "compile", "__import__"))
DRIVERS = ("sqlite3", "psycopg", "psycopg_pool", "psycopg2", "asyncpg", "aiosqlite")
ENGINE = re.compile(
    r"sqlalchemy\.(engine|ext|orm|pool|event|dialects|create_\w+|engine_from_config|make_url|Engine|\w*Pool)(\.|$)"
)
WRITE_SELECTS = (
    "application/indexes/",
    "application/projections/",
    "application/clock_memory.py",
    "application/journal.py",
    "application/logs.py",
    "application/progress.py",
    "application/recorded.py",
    "application/repeats.py",
    "application/startup.py",
)
WITNESS = "interface/witness/"
CLOCK = re.compile(
    r"(datetime\.)?datetime\.(now|utcnow|today)|(datetime\.)?date\.today"
    r"|time\.(time|monotonic|perf_counter|process_time|thread_time|clock_gettime)(_ns)?"
    r"|time\.(localtime|gmtime|ctime|asctime|strftime|sleep)|os\.times|uuid\.uuid1"
    r"|sqlalchemy\.(sql\.)?func\.(now|current_\w+|localtime\w*|sysdate)"
)
WALL_CLOCK = re.compile(r"(datetime\.)?datetime\.(now|utcnow|today)|(datetime\.)?date\.today|time\.time(_ns)?")
OWN_SIGHT = re.compile(r"assignments\.(?:holds|stands_in_for)|Scope\.OWN\b|engagements\.covers")
SQL_CLOCK = re.compile(r"\bCURRENT_(TIMESTAMP|DATE|TIME)\b|'now'|\bnow\(\)", re.IGNORECASE)


@cache
def tree_of(source: str) -> ast.Module:
    """Return the syntax tree of one file."""
    return ast.parse(source)


def files(root: Path, *places: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield path (with slashes, from the root) and tree of every Python file in these places."""
    for place in places:
        start = root / place
        for path in [start] if start.suffix == ".py" else sorted(start.rglob("*.py")):
            if path.exists():
                yield path.relative_to(root).as_posix(), tree_of(path.read_text(encoding="utf-8"))


@cache
def nodes(tree: ast.Module) -> list[ast.AST]:
    """Return every node of a tree, walked once for all checks."""
    return list(ast.walk(tree))


@cache
def imports(path: str, tree: ast.Module) -> list[tuple[int, str]]:
    """Return line and full dotted name of everything imported, `from a import b` as `a.b`, dots resolved."""
    package = path.removesuffix(".py").split("/")[:-1]
    found = []
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            near = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*near, *([node.module] if node.module else [])])
            found += [(node.lineno, f"{start}.{alias.name}") for alias in node.names]
    return found


@cache
def mentions(tree: ast.Module) -> list[tuple[int, str]]:
    """Return line and full dotted name of every name or attribute that goes back to an import, called or passed on."""
    known = {}
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            known.update({a.asname: a.name for a in node.names if a.asname})
            known.update({a.name.split(".")[0]: a.name.split(".")[0] for a in node.names if not a.asname})
        elif isinstance(node, ast.ImportFrom) and not node.level:
            known.update({a.asname or a.name: f"{node.module}.{a.name}" for a in node.names})
    found = []
    for node in nodes(tree):
        parts: list[str] = []
        start: ast.AST = node
        while isinstance(start, ast.Attribute):
            parts.append(start.attr)
            start = start.value
        if isinstance(start, ast.Name) and start.id in known:
            found.append((start.lineno, ".".join([known[start.id], *reversed(parts)])))
    return found


@cache
def texts(tree: ast.Module) -> list[tuple[int, str]]:
    """Return line and value of every string that is not a docstring."""
    spoken = {id(node.value) for node in nodes(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in nodes(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken
    ]


def within(name: str, *packages: str) -> bool:
    """Tell whether a dotted name is one of the packages or inside one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def empty_layers(root: Path) -> list[str]:
    """A layer without files would make every other check here a guard of nothing."""
    full = {path.split("/")[0] for path, tree in files(root, *LAYERS) if not path.endswith("__init__.py") and tree.body}
    return [f"{layer}/ holds no code" for layer in LAYERS if layer not in full]


def arrows_turned_back(root: Path) -> list[str]:
    """Interface -> application -> domain, never back, and nobody imports a test or a script."""
    forbidden = {
        "domain": ("application", "interface", "tests", "scripts"),
        "application": ("interface", "tests", "scripts"),
        "interface": ("tests", "scripts"),
    }
    return [
        f"{path}:{line} imports {name}"
        for layer, outward in forbidden.items()
        for path, tree in files(root, layer)
        for line, name in imports(path, tree)
        if within(name, *outward)
    ]


def impure_domain(root: Path) -> list[str]:
    """The domain computes: the pure part of the standard library, msgspec and itself."""
    pure = (sys.stdlib_module_names - IMPURE) | {"msgspec", "domain"}
    found = []
    for path, tree in files(root, "domain"):
        found += [f"{path}:{line} imports {n}" for line, n in imports(path, tree) if n.split(".")[0] not in pure]
        found += [
            f"{path}:{node.lineno} calls {node.func.id}"
            for node in nodes(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_BUILTINS
        ]
        found += [f"{path}:{line} uses {n}" for line, n in mentions(tree) if re.fullmatch(r"uuid\.uuid[14]", n)]
    return found


def clocks_read_inside(root: Path) -> list[str]:
    """Time enters at the interface and is handed in; a test names its day (it may measure how long a thing took)."""
    found = []
    for path, tree in files(root, "domain", "application", "tests"):
        hands = WALL_CLOCK if path.startswith("tests/") else CLOCK
        found += [f"{path}:{line} reads {n}" for line, n in mentions(tree) if hands.fullmatch(n)]
        if hands is CLOCK:
            found += [f"{path}:{line} imports {n}" for line, n in imports(path, tree) if hands.fullmatch(n)]
            found += [f"{path}:{line} asks the database for the time" for line, t in texts(tree) if SQL_CLOCK.search(t)]
    return found


def drivers_outside_the_store(root: Path) -> list[str]:
    """Connections are made in application/store; indexes and projections write table definitions and selects.

    The witness opens the files by itself: what it shared with the store it could not check.
    """
    found = []
    for path, tree in files(root, *LAYERS):
        if path.startswith("application/store/"):
            continue
        barred: tuple[str, ...] = DRIVERS if path.startswith(WRITE_SELECTS) else (*DRIVERS, "sqlalchemy")
        if path.startswith(WITNESS):
            barred = tuple(driver for driver in barred if driver != "sqlite3")
        names = [(line, name) for line, name in imports(path, tree) if within(name, *barred) or ENGINE.match(name)]
        names += [(line, name) for line, name in mentions(tree) if ENGINE.match(name)]
        found += [f"{path}:{line} reaches for {name}" for line, name in names]
    return found


def cryptography_elsewhere(root: Path) -> list[str]:
    """What seals, what signs and what keeps keys, and nothing else, touches cryptography."""
    allowed = {"application/sealing.py", "application/signing.py", "application/store/keys.py"}
    return [
        f"{path}:{line} imports {name}"
        for path, tree in files(root, *LAYERS)
        if path not in allowed
        for line, name in imports(path, tree)
        if within(name, "cryptography")
    ]


def rules_reading_views(root: Path) -> list[str]:
    """Indexes decide, views report: inside application only the views know the views; the assembly hands them in."""
    return [
        f"{path}:{line} imports {name}"
        for path, tree in files(root, "application")
        if not path.startswith("application/projections")
        for line, name in imports(path, tree)
        if within(name, "application.projections")
    ]


def sights_of_their_own(root: Path) -> list[str]:
    """Whose record somebody sees is answered in one place: a door that asked otherwise would forget the controllers."""
    allowed = {"interface/api/access.py", "interface/api/people.py"}
    return [
        f"{path}: {found}"
        for path, _ in files(root, "interface/api")
        if path not in allowed
        for found in OWN_SIGHT.findall((root / path).read_text(encoding="utf-8"))
    ]


def witness_leaning_on_us(root: Path) -> list[str]:
    """A witness that shared code with what it judges would share its faults: the standard library and its own files."""
    return [
        f"{path}:{line} imports {name}"
        for path, tree in files(root, WITNESS)
        for line, name in imports(path, tree)
        if name.split(".")[0] not in sys.stdlib_module_names and not within(name, "interface.witness")
    ]


def hiding_names(root: Path) -> list[str]:
    """A name that says nothing hides what is in the file."""
    return sorted(
        {
            f"{path}: {part}"
            for path, _ in files(root, *LAYERS, "tests", "scripts")
            for part in path.removesuffix(".py").split("/")
            if part.removeprefix("test_").strip("_") in BANNED_NAMES
        }
    )


def long_files(root: Path) -> list[str]:
    """One room, one purpose: past 400 lines a file becomes a package."""
    counted = (
        (path, len((root / path).read_text(encoding="utf-8").splitlines()))
        for path, _ in files(root, *LAYERS, "tests", "scripts")
    )
    return [f"{path}: {lines} lines" for path, lines in counted if lines > LONGEST_FILE]


CHECKS = (
    empty_layers,
    arrows_turned_back,
    impure_domain,
    clocks_read_inside,
    drivers_outside_the_store,
    cryptography_elsewhere,
    rules_reading_views,
    sights_of_their_own,
    witness_leaning_on_us,
    hiding_names,
    long_files,
)


@pytest.mark.parametrize("check", CHECKS)
def test_the_house_keeps(check):
    found = check(ROOT)
    assert not found, "\n".join(found)


@pytest.fixture
def bare(tmp_path):
    """Return a house with one room a layer, in which nothing is wrong."""
    for layer in LAYERS:
        (tmp_path / layer).mkdir()
        (tmp_path / layer / "room.py").write_text("lamp = 1\n", encoding="utf-8")
    assert [found for check in CHECKS for found in check(tmp_path)] == []
    return tmp_path


def found_in(check, root, path, source):
    """Return what a check says of a house with a planted file."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(source, encoding="utf-8")
    return check(root)


BREAKS = [
    (arrows_turned_back, "domain/planted.py", "import application"),
    (arrows_turned_back, "domain/planted.py", "from application.writer import Writer"),
    (arrows_turned_back, "domain/planted.py", "def later():\n    import interface.assembly"),
    (arrows_turned_back, "application/planted.py", "from interface import assembly"),
    (arrows_turned_back, "application/store/planted.py", "from ...interface import assembly"),
    (arrows_turned_back, "interface/api/planted.py", "from tests.steps import enrolled_in"),
    (impure_domain, "domain/planted.py", "import sqlite3"),
    (impure_domain, "domain/planted.py", "import os.path"),
    (impure_domain, "domain/planted.py", "from pathlib import Path"),
    (impure_domain, "domain/planted.py", "import eventsourcing.domain"),
    (impure_domain, "domain/planted.py", "from pydantic import BaseModel"),
    (impure_domain, "domain/planted.py", "from uuid import uuid4\nkey = uuid4()"),
    (impure_domain, "domain/eligibility/planted.py", "open('rules.txt')"),
    (clocks_read_inside, "domain/planted.py", "from datetime import date\ntoday = date.today()"),
    (clocks_read_inside, "application/planted.py", "from datetime import UTC, datetime as d\nnow = d.now(UTC)"),
    (clocks_read_inside, "application/planted.py", "import datetime\nnow = datetime.datetime.utcnow()"),
    (clocks_read_inside, "application/planted.py", "import time\nclock = time.monotonic"),
    (clocks_read_inside, "application/writer_planted.py", "from time import monotonic"),
    (clocks_read_inside, "application/store/planted.py", "sql = 'DEFAULT CURRENT_TIMESTAMP'"),
    (clocks_read_inside, "application/projections/planted.py", "from sqlalchemy import func\nnow = func.now()"),
    (clocks_read_inside, "tests/domain/test_planted.py", "from datetime import date\ntoday = date.today()"),
    (drivers_outside_the_store, "application/planted.py", "import sqlite3"),
    (drivers_outside_the_store, "application/indexes/planted.py", "from sqlite3 import connect"),
    (drivers_outside_the_store, "application/planted.py", "from sqlalchemy import select"),
    (drivers_outside_the_store, "application/projections/planted.py", "from sqlalchemy import create_engine"),
    (drivers_outside_the_store, "application/projections/planted.py", "import sqlalchemy as sa\nsa.create_engine"),
    (drivers_outside_the_store, "application/projections/planted.py", "from sqlalchemy.orm import Session"),
    (drivers_outside_the_store, "interface/cli/planted.py", "import psycopg"),
    (cryptography_elsewhere, "application/planted.py", "from cryptography.fernet import Fernet"),
    (cryptography_elsewhere, "application/store/planted.py", "import cryptography"),
    (cryptography_elsewhere, "interface/planted.py", "from cryptography import x509"),
    (rules_reading_views, "application/planted.py", "from application.projections.roster import Roster"),
    (rules_reading_views, "application/indexes/planted.py", "from application import projections"),
    (rules_reading_views, "application/indexes/planted.py", "from ..projections import roster"),
    (rules_reading_views, "application/writer.py", "import application.projections"),
    (rules_reading_views, "application/journal.py", "def f():\n    from application.projections import roster"),
    (sights_of_their_own, "interface/api/planted.py", "def f(c, p):\n    return c.scope is Scope.OWN"),
    (sights_of_their_own, "interface/api/planted.py", "def f(i, p):\n    return i.assignments.holds(p)"),
    (witness_leaning_on_us, "interface/witness/planted.py", "from domain.ledger import leaf_hash"),
    (witness_leaning_on_us, "interface/witness/planted.py", "def later():\n    from application import sealing"),
    (witness_leaning_on_us, "interface/witness/ledger.py", "from interface.settings import Settings"),
    (witness_leaning_on_us, "interface/witness/ledger.py", "from .. import settings"),
    (witness_leaning_on_us, "interface/witness/weryfikuj.py", "import msgspec"),
    (witness_leaning_on_us, "interface/witness/views.py", "import cryptography"),
    (witness_leaning_on_us, "interface/witness/deeper/planted.py", "from ...assembly import opened"),
    (hiding_names, "domain/helpers.py", ""),
    (hiding_names, "application/shared/planted.py", ""),
    (hiding_names, "interface/api/_base.py", ""),
    (hiding_names, "tests/domain/test_utils.py", ""),
    (long_files, "domain/planted.py", "\n" * (LONGEST_FILE + 1)),
    (long_files, "tests/test_planted.py", "\n" * (LONGEST_FILE + 1)),
]

ALLOWED = [
    (arrows_turned_back, "application/planted.py", "from domain.hours import HoursRecorded"),
    (arrows_turned_back, "interface/planted.py", "from application.writer import Writer\nimport domain.vocabulary"),
    (arrows_turned_back, "domain/planted.py", "import applications_of_others"),
    (
        impure_domain,
        "domain/planted.py",
        "import hashlib\nimport msgspec\nfrom domain import calendar\nfrom . import hours",
    ),
    (impure_domain, "application/planted.py", "import os"),
    (clocks_read_inside, "application/writer.py", "def turn(clock):\n    return clock.monotonic(), clock.now()"),
    (clocks_read_inside, "domain/planted.py", '"""Nobody reads CURRENT_TIMESTAMP here."""\nfrom datetime import date'),
    (clocks_read_inside, "interface/planted.py", "from datetime import UTC, datetime\nnow = datetime.now(UTC)"),
    (clocks_read_inside, "tests/test_planted.py", "import time\nstarted = time.perf_counter()"),
    (drivers_outside_the_store, "application/store/planted.py", "import sqlite3\nfrom sqlalchemy import create_engine"),
    (drivers_outside_the_store, "application/indexes/planted.py", "from sqlalchemy import Column, Table, select"),
    (drivers_outside_the_store, "application/projections/planted.py", "import sqlalchemy as sa\nsa.select(1)"),
    (cryptography_elsewhere, "application/sealing.py", "import cryptography"),
    (cryptography_elsewhere, "application/store/keys.py", "import cryptography"),
    (rules_reading_views, "application/projections/planted.py", "from application.projections import roster"),
    (rules_reading_views, "interface/planted.py", "from application.projections import roster"),
    (sights_of_their_own, "interface/api/planted.py", "def f(c, p):\n    return c.sees(p), c.whose()"),
    (witness_leaning_on_us, "interface/witness/planted.py", "import hashlib\nimport sqlite3\nfrom .tree import Tree"),
    (witness_leaning_on_us, "interface/witness/planted.py", "from interface.witness import weryfikuj"),
    (drivers_outside_the_store, "interface/witness/planted.py", "import sqlite3"),
    (hiding_names, "domain/hours_shared_by_two.py", ""),
    (long_files, "domain/planted.py", "\n" * LONGEST_FILE),
]


@pytest.mark.parametrize(("check", "path", "source"), BREAKS)
def test_a_rule_broken_on_purpose_is_noticed(bare, check, path, source):
    found = found_in(check, bare, path, source)
    assert found
    assert all(line.startswith(path) for line in found)


@pytest.mark.parametrize(("check", "path", "source"), ALLOWED)
def test_what_the_rules_allow_is_left_alone(bare, check, path, source):
    assert found_in(check, bare, path, source) == []


@pytest.mark.parametrize("layer", LAYERS)
def test_an_empty_layer_is_noticed(bare, layer):
    (bare / layer / "room.py").unlink()
    (bare / layer / "__init__.py").write_text('"""Only a promise."""\n')
    assert f"{layer}/ holds no code" in empty_layers(bare)


def test_every_check_is_broken_on_purpose_somewhere():
    assert {check for check, _, _ in BREAKS} | {empty_layers} == set(CHECKS)
