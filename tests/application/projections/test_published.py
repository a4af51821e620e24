"""Published tables under attack: whatever an evaluator asks and subtracts, nothing is about one to four people."""

import random
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, pairwise
from typing import Any
from uuid import UUID

import msgspec
import pytest

from application.projections.durability.answering import by_group, left_of
from application.projections.durability.published import TABLES, KnownThen, Publications, Table, half_year_ends
from domain.durability.cutting import SEVERAL
from domain.durability.report import DurabilityReport, Group
from domain.durability.suppression import LEAST, differ_in, told_of
from tests.clubs_left import FIRST, Club, a_club
from tests.deep import times

END = date(2025, 1, 1)
DAYS = [*half_year_ends(FIRST, END)]
FEW = range(1, LEAST)


def publications(club: Club, **how: Any) -> Publications:
    return Publications(lambda day: KnownThen(day=day, population=club.known_on(day), doses=club.doses), **how)


def everything(club: Club, **how: Any) -> dict[tuple[Table, date], DurabilityReport]:
    """Return all that an evaluator can get, whenever known: each table as it stood at the end of each half-year."""
    published = publications(club, **how)
    return {(table, day): published.standing(table, DAYS[: n + 1]) for table in TABLES for n, day in enumerate(DAYS)}


def shown(answers: Mapping[Any, DurabilityReport]) -> Iterator[DurabilityReport]:
    """Yield each answer with figures once."""
    yield from {
        msgspec.json.encode(answer.groups): answer for answer in answers.values() if answer.whole.figures
    }.values()


def counts(said: Any, path: str = "") -> Iterator[tuple[str, int]]:
    """Yield every number of people in figures; what is a share or a day is none."""
    match said:
        case bool() | float() | None:
            return
        case int():
            yield path, said
        case Mapping():
            for name, part in said.items():
                if name not in {"day", "median"}:
                    yield from counts(part, f"{path}/{name}")
        case [*parts]:
            for part in parts:
                at = part.get("day", part.get("point", part.get("ending"))) if isinstance(part, Mapping) else ""
                yield from counts(part, f"{path}/{at}")


def numbers(group: Group) -> dict[str, int]:
    return dict(counts(msgspec.to_builtins(group.figures)))


def adds_up(answer: DurabilityReport, path: str) -> bool:
    """Say whether the parts must leave nothing: rounded each by itself, they would tell in which of them few are."""
    return answer.question.by not in SEVERAL and path.startswith("/points")


def leaks_in_numbers(answers: Mapping[Any, DurabilityReport]) -> Iterator[str]:
    """Yield every count of one to four people: read, or made by subtracting answers, or parts from a whole."""
    lines: dict[str, set[int]] = {}
    for answer in shown(answers):
        whole, parts = numbers(answer.whole), [numbers(group) for group in answer.groups]
        for path, count in whole.items():
            lines.setdefault(path, set()).add(count)
            rest = count - sum(part.get(path, 0) for part in parts)
            if parts and (abs(rest) in FEW or (rest and adds_up(answer, path))):
                yield f"{answer.question} {path}: the parts leave {rest}"
        for part in parts:
            for path, count in part.items():
                lines.setdefault(path, set()).add(count)
    for path, found in lines.items():
        ordered = sorted({0} | found)
        yield from (f"{path}: {one} and {other}" for one, other in pairwise(ordered) if other - one in FEW)


def sets_of(club: Club, answer: DurabilityReport) -> Iterator[Mapping[UUID, Any]]:
    """Yield who stands behind an answer and what it tells of each: the whole, its groups, the whole without these."""
    everybody = left_of(club.known_on(answer.today), answer.question, club.doses)
    told = {one.of.person.id: told_of(one.seen.points, (one.seen.staying, one.seen.to_work)) for one in everybody}
    groups = by_group(answer.question.by, everybody)
    shown = [{one.of.person.id for key in g.key.split("+") for one in groups[key]} for g in answer.groups]
    yield told
    for people in (*shown, set().union(*shown)):
        yield {id: said for id, said in told.items() if id in people}
        yield {id: said for id, said in told.items() if id not in people}


def leaks_in_people(club: Club, answers: Mapping[Any, DurabilityReport]) -> Iterator[str]:
    """Yield every two published sets, of any table and moment, that differ in one to four people; and such sets."""
    asked = {(a.question, a.today): a for a in answers.values() if a.whole.figures}
    found = {frozenset(told.items()): told for answer in asked.values() for told in sets_of(club, answer)}
    yield from (f"{len(told)} people" for told in found.values() if len(told) in FEW)
    by_size = sorted(found.values(), key=len)
    for one, other in combinations(by_size, 2):
        if len(other) - len(one) < LEAST and differ_in(one, other) in FEW:
            yield f"{len(one)} and {len(other)} people differ in {differ_in(one, other)}"


@pytest.mark.parametrize("seed", range(times(2, 60)))
def test_whatever_an_evaluator_asks_and_subtracts_nothing_is_about_one_to_four_people(seed):
    chance = random.Random(seed)
    club = a_club(chance, chance.randrange(4, 90), years=3)

    answers = everything(club)

    assert next(leaks_in_numbers(answers), None) is None
    assert next(leaks_in_people(club, answers), None) is None


def test_without_the_protection_the_same_attack_finds_people():
    club = a_club(random.Random(1), 12, years=1)

    answers = everything(club, least=1)

    assert next(leaks_in_numbers(answers))
    assert next(leaks_in_people(club, answers))
