"""Write docs/rules.md anew: every rule with its law, how sure it is, where it is kept and what shows it: `make rules`.

The rows are the rules with which a club and its editions start, the refusals that cite a law, and the registries named
below. Where a rule is kept and which test shows it is found in the source, so that neither can be claimed.
"""

import ast
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol

import msgspec

import application
import domain
from application.projections.timeline.rules import rule_in_words, value_in_words
from domain.eligibility.conditions import CONDITIONS
from domain.eligibility.groups import GROUPS
from domain.programmes import CLUB_RULES, FIRST_EDITIONS, PROGRAMMES, of_agreement
from domain.programmes.first_rules import ACT_OF_2003, OLD_WORK_LAW_ENDED
from domain.refusals import Refusal
from domain.rules import KINDS, FirstRule, RuleCode

ROOT = Path(__file__).resolve().parents[1]
PAGE = "docs/rules.md"
NOBODY_YET = "–"

OPENING = """\
# The rules

Every rule that the program keeps, each with its law, its days, how sure it is, the file that keeps it and a test that
shows it. This page is written from the code by `make rules`; a test fails when it is not current. Numbers are no part
of the program: they are dated facts of the rule book of the club, of an edition or of an agreement. These tables show
what the books start with; what stands in them today is read by `kis rules`. *Do potwierdzenia* is what nobody has
looked up yet: `kis rules --unconfirmed`.
"""
AGREEMENT_OF_TODAY = (
    "An agreement signed from 1 June 2025 on starts with an empty book: the Act on the labour market and employment "
    "services (Dz.U. 2025 poz. 620) stands in the place of the Act of 2004, and nobody has looked up its numbers yet.\n"
)


class Registered(Protocol):
    """A rule of a registry: its code, its name and its law."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def pl(self) -> str:
        """Its name."""

    @property
    def law(self) -> str:
        """Its law."""


CONDITIONS_STAND_IN = "domain/eligibility/conditions"
REGISTRIES: dict[str, Mapping[str, Registered]] = {
    "domain/eligibility/groups": GROUPS,
    CONDITIONS_STAND_IN: CONDITIONS,
}
"""Rules that are code and not numbers, by the folder that holds one file for each, such as the groups of art. 1."""

SHOWN_ONLY = frozenset({RuleCode.AIM_EMPLOYMENT, RuleCode.FUNDING})
"""What is on record and shown, and refuses nothing."""
SHOWN_IN, SHOWN_BY = "application/projections/rules.py", "tests/interface/api/test_rules.py"

AWAITED: frozenset[str] = frozenset()
"""Rules that may lack a file or a test for now; one that has both is to be taken off."""

THE_BOOKS_THEMSELVES = ("domain/rules/", "domain/programmes/", "application/projections/timeline/")
"""Where every code stands, whoever keeps its rule."""
TESTS_OF_THE_BOOKS = (
    "tests/domain/test_rules.py",
    "tests/interface/api/test_copied_editions.py",
    "tests/interface/api/test_rules.py",
    "tests/test_rules_page.py",
)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One rule; `file` and `test` are None where none was found."""

    code: str
    says: str
    law: str
    days: str
    confirmed: bool
    file: str | None
    test: str | None


_OURS = ("domain.", "application.")
_HEAD = "| rule | says | law | validity | confidence | file | test |\n|---|---|---|---|---|---|---|\n"
Chapter = tuple[str, list[Row]]


def chapters() -> Iterator[Chapter]:
    """Yield the headings and the rows below each."""
    yield "Klub", [_first(rule, f"od {ACT_OF_2003:%d.%m.%Y}") for rule in CLUB_RULES]
    for programme in PROGRAMMES.values():
        title = f"{programme.pl} (`{programme.code}`)"
        yield title, [_first(rule, "od początku edycji") for rule in programme.rules]
    own = [(edition, rule) for edition in FIRST_EDITIONS for rule in edition.rules]
    for edition, rule in own:
        yield f"Edycja {edition.code} (`{edition.programme}`)", [_first(rule, "od początku edycji")]
    title = f"Porozumienia podpisane do {OLD_WORK_LAW_ENDED:%d.%m.%Y}"
    yield title, [_first(rule, "od początku porozumienia") for rule in of_agreement(OLD_WORK_LAW_ENDED)]
    yield "Reguły, które można ustawić, a żadna księga od nich nie zaczyna", list(_settable())
    for folder, registry in REGISTRIES.items():
        yield f"Rejestr `{folder}`", [_registered(folder, rule) for rule in registry.values()]
    yield "Odmowy, które powołują przepis", [_refusal(kind) for kind in refusals_by_law()]


def page() -> str:
    """Return docs/rules.md."""
    parts = [OPENING]
    for title, rows in chapters():
        parts.append(f"## {title}\n\n{AGREEMENT_OF_TODAY + chr(10) if 'Porozumienia' in title else ''}{_table(rows)}")
    return "\n".join(parts)


def rules_that_start() -> set[RuleCode]:
    """Return the codes with which some book starts."""
    of_programmes = [rule for programme in PROGRAMMES.values() for rule in programme.rules]
    of_editions = [rule for edition in FIRST_EDITIONS for rule in edition.rules]
    return {rule.code for rule in (*CLUB_RULES, *of_programmes, *of_editions, *of_agreement(OLD_WORK_LAW_ENDED))}


def refusals_by_law() -> list[type[Refusal]]:
    """Return the refusals that cite a law, by their code."""
    for package in (domain, application):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(found.name)
    waiting, known = [Refusal], set[type[Refusal]]()
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        known |= {kind for kind in below if kind.law is not None and kind.__module__.startswith(_OURS)}
    return sorted(known, key=lambda kind: kind.code)


@cache
def spoken(path: Path) -> frozenset[str]:
    """Return what a source speaks of: `RuleCode.X`, other names, and texts."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            found.add(f"{node.value.id}.{node.attr}" if isinstance(node.value, ast.Name) else node.attr)
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(f'"{node.value}"')
    return frozenset(found)


@cache
def sources(*folders: str) -> tuple[Path, ...]:
    """Return the sources below these folders, those of the first one first, and of each what only flags last."""

    def order(path: Path) -> tuple[bool, Path]:
        return "flags" in path.as_posix(), path

    return tuple(path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"), key=order))


def one_file_each(folder: str) -> list[Path]:
    """Return the files of a registry without its list."""
    return [path for path in sources(folder) if path.name != "__init__.py"]


def first_that_speaks(
    paths: Iterable[Path], words: Sequence[str], *, but: Sequence[str] = (), named: str = ""
) -> str | None:
    """Return the first of the files that speaks of one of the words, None where there is none."""
    for path in paths:
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(tuple(but)) and path.name.startswith(named) and not spoken(path).isdisjoint(words):
            return name
    return None


def kept_in(code: RuleCode) -> str | None:
    """Return the file that keeps a rule."""
    if code in SHOWN_ONLY:
        return SHOWN_IN
    return first_that_speaks(
        sources("domain", "application", "interface/api"), [f"RuleCode.{code.name}"], but=THE_BOOKS_THEMSELVES
    )


def shown_by(code: RuleCode) -> str | None:
    """Return a test that shows a rule at work."""
    if code in SHOWN_ONLY:
        return SHOWN_BY
    return _test_of([f"RuleCode.{code.name}", f'"{code.value}"'])


def _first(rule: FirstRule, from_when: str) -> Row:
    file, test = kept_in(rule.code), shown_by(rule.code)
    if rule.code is RuleCode.CONDITION:
        words = [f'"{rule.applies_to}"']
        file, test = first_that_speaks(one_file_each(CONDITIONS_STAND_IN), words), _test_of(words)
    value = value_in_words(rule.code, rule.unit, rule.value)[0]
    since = from_when if rule.since is None else f"od {rule.since:%d.%m.%Y}"
    return Row(
        code=rule.code.value,
        says=f"{rule_in_words(rule.code, rule.applies_to)[0]}: {value}",
        law=rule.law,
        days=since + _until(rule.until),
        confirmed=rule.confirmed,
        file=file,
        test=test,
    )


def _until(day: date | None) -> str:
    return "" if day is None else f" do {day:%d.%m.%Y}"


def _settable() -> Iterator[Row]:
    starts = rules_that_start()
    for code, kind in KINDS.items():
        if code not in starts:
            yield Row(
                code=code.value,
                says=kind.pl,
                law="według ustawienia",
                days="od dnia ustawienia",
                confirmed=False,
                file=kept_in(code),
                test=shown_by(code),
            )


def _registered(folder: str, rule: Registered) -> Row:
    words = [f'"{rule.code}"', f"EligibilityGroup.{rule.code}"]
    return Row(
        code=rule.code,
        says=rule.pl,
        law=rule.law,
        days="stale",
        confirmed=True,
        file=first_that_speaks(one_file_each(folder), words),
        test=_test_of(words),
    )


def _test_of(words: Sequence[str]) -> str | None:
    return first_that_speaks(sources("tests/domain", "tests"), words, but=TESTS_OF_THE_BOOKS, named="test_")


def _refusal(kind: type[Refusal]) -> Row:
    words = [kind.__name__, f'"{kind.code}"']
    return Row(
        code=kind.code,
        says=_without_numbers(kind.pl),
        law=kind.law or "",
        days="stale",
        confirmed=True,
        file=f"{kind.__module__.replace('.', '/')}.py",
        test=_test_of(words) or first_that_speaks(sources("tests/domain/refusals"), words),
    )


def _without_numbers(sentence: str) -> str:
    pieces = sentence.split("{")
    return pieces[0] + "".join("…" + piece.partition("}")[2] for piece in pieces[1:])


def _table(rows: list[Row]) -> str:
    lines = (
        f"| `{row.code}` | {row.says} | {row.law} | {row.days} | {'pewne' if row.confirmed else 'do potwierdzenia'} "
        f"| {_linked(row.file)} | {_linked(row.test)} |\n"
        for row in rows
    )
    return "| rule | says | law | validity | confidence | file | test |\n|---|---|---|---|---|---|---|\n" + "".join(
        lines
    )


def _linked(path: str | None) -> str:
    return NOBODY_YET if path is None else f"`{path}`"


if __name__ == "__main__":
    (ROOT / PAGE).write_text(page(), encoding="utf-8", newline="\n")
