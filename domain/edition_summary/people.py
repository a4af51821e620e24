"""How many people, by degree of disability, age and sex: the cells of each table add up to the same people."""

from collections.abc import Callable, Collection, Iterable
from enum import StrEnum

import msgspec

from domain.edition_summary.subject import AgeGroup, DegreeGroup, Subject
from domain.vocabulary import Sex

DEGREES: dict[DegreeGroup, tuple[str, str]] = {
    DegreeGroup.SEVERE: ("stopień znaczny", "severe degree"),
    DegreeGroup.MODERATE: ("stopień umiarkowany", "moderate degree"),
    DegreeGroup.LIGHT: ("stopień lekki", "light degree"),
    DegreeGroup.CHILD: ("dziecko z orzeczeniem o niepełnosprawności", "child with a decision"),
    DegreeGroup.NONE: ("bez zapisanego ważnego orzeczenia", "no decision in force is recorded"),
}
AGES: dict[AgeGroup, tuple[str, str]] = {
    **{group: (f"{group.value} lat", f"{group.value} years") for group in AgeGroup},
    AgeGroup.AGE_65: ("65 lat i więcej", "65 years and over"),
    AgeGroup.UNKNOWN: ("wiek nieustalony", "age not known"),
}


class PeopleRow(msgspec.Struct, frozen=True, kw_only=True):
    """People of one group, by sex; `unknown`: whose sex was erased or not recorded."""

    group: str
    women: int
    men: int
    unknown: int
    people: int


def by_degree(people: Collection[Subject]) -> tuple[PeopleRow, ...]:
    """Return a row for each degree, empty ones too."""
    return _rows(people, DegreeGroup, lambda one: one.degree)


def by_age(people: Collection[Subject]) -> tuple[PeopleRow, ...]:
    """Return a row for each group of age, empty ones too."""
    return _rows(people, AgeGroup, lambda one: one.age)


def total_of(people: Iterable[Subject], group: str = "TOTAL") -> PeopleRow:
    """Return how many there are in all, by sex."""
    sexes = [one.sex for one in people]
    women, men = sexes.count(Sex.FEMALE), sexes.count(Sex.MALE)
    return PeopleRow(group=group, women=women, men=men, unknown=len(sexes) - women - men, people=len(sexes))


def _rows(
    people: Collection[Subject], groups: type[StrEnum], group_of: Callable[[Subject], StrEnum]
) -> tuple[PeopleRow, ...]:
    return tuple(total_of([one for one in people if group_of(one) is group], group.value) for group in groups)
