"""Small invented clubs that people leave: what was known of them on any day, late entries and corrections included."""

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec

from application.projections.evaluated.people import Dose, Population
from domain.durability.person import EditionKnown, Key, Membership, Person, Place, Said, Spell, Stay
from domain.eligibility import GROUPS, GroupCode
from domain.employment import EmployerKind, EndReason
from domain.follow_up import FollowUpPoint, Situation
from domain.rules import Rule, RuleCode, Rules
from domain.vocabulary import EpisodeKind, EvidenceGrade, ExitKind, LegalForm, Sex

FIRST = date(2022, 1, 1)
PROGRAMMES = ("AKTYWIZACJA", "AKTYWNY-KIS", "PSU")
AIMED = Rules(
    all=(
        Rule(item=1, code=RuleCode.AIM_EMPLOYMENT, value=True, since=date(2000, 1, 1), law="zmyślone", confirmed=True),
    )
)
EDITIONS = {
    UUID(int=number): EditionKnown(
        edition=UUID(int=number),
        programme=programme,
        code="2022",
        opens_on=FIRST,
        closes_on=None,
        places=None,
        rules=AIMED,
    )
    for number, programme in enumerate(PROGRAMMES, start=1)
}
POINTS = {FollowUpPoint.MONTHS_3: 92, FollowUpPoint.MONTHS_6: 183, FollowUpPoint.MONTHS_12: 366}

Change = tuple[date, Callable[[Person], Person]]
"""Since when something is known of a person, and how it changes what is known."""


class Club(msgspec.Struct, frozen=True):
    """Everything that will ever be known of the people of a club, by the day on which it was recorded."""

    lives: tuple[tuple[Person, tuple[Change, ...]], ...]
    doses: Mapping[Key, Dose]

    def known_on(self, day: date) -> Population:
        """Return what was known at the end of a day; its position counts what was recorded."""
        people, position = [], 0
        for person, changes in self.lives:
            told = [change for since, change in changes if since <= day]
            position += len(told)
            for change in told:
                person = change(person)  # noqa: PLW2901
            people.append(person)
        return Population(position=position + 1, today=day, people=tuple(people), editions=EDITIONS)


def a_person(number: int, **said: Any) -> Person:
    """Return somebody invented, of whom nothing is known yet."""
    id = UUID(int=number, version=4)
    known: dict[str, Any] = {"registered_on": FIRST, "sex": None, "birth_year": None, "died_on": None}
    return Person(id=id, records=(id,), **(known | said))


def a_club(chance: random.Random, people: int, years: int = 4) -> Club:
    """Return an invented club that so many people left in so many years from FIRST."""
    lives, doses = [], {}
    for number in range(1, people + 1):
        person, changes = _life(chance, number, years)
        lives.append((person, tuple(sorted(changes, key=lambda one: one[0]))))
        doses[person.id, 3] = Dose(minutes=chance.choice([0, 600, 3000, 9000, 30000]), days=1)
    return Club(tuple(lives), doses)


def _life(chance: random.Random, number: int, years: int) -> tuple[Person, list[Change]]:
    exited_on = FIRST + timedelta(days=chance.randrange(40, years * 365))
    person = a_person(
        number,
        sex=chance.choice([Sex.FEMALE, Sex.FEMALE, Sex.MALE, Sex.MALE, None]),
        birth_year=chance.choice([None, *range(1955, 2006)]),
        memberships=(
            Membership(
                key=(UUID(int=number, version=4), 2),
                group=GroupCode(chance.choice([*GROUPS][:4])),
                since=FIRST,
                until=None,
                primary=True,
            ),
        ),
    )
    changes: list[Change] = [(exited_on + _delay(chance), _saying(stays=(_stay(chance, person.id, exited_on),)))]
    works = chance.random() < 0.6
    if works:
        changes += _spell(chance, person.id, exited_on)
    for version, (point, days) in enumerate(POINTS.items(), start=20):
        if chance.random() < 0.5:
            as_of = exited_on + timedelta(days=days)
            said = Said(
                key=(person.id, version),
                episode=(person.id, 1),
                point=point,
                asked_on=as_of,
                as_of=as_of,
                situation=Situation.WORKS if works and chance.random() < 0.7 else Situation.DOES_NOT_WORK,
                evidence=chance.choice([EvidenceGrade.DECLARATION, EvidenceGrade.DOCUMENT]),
            )
            changes.append((as_of + _delay(chance), _adding("answers", said)))
    if chance.random() < 0.1:
        other = Sex.MALE if person.sex is Sex.FEMALE else Sex.FEMALE
        changes.append((exited_on + timedelta(days=chance.randrange(500)), _saying(sex=other)))
    return person, changes


def _stay(chance: random.Random, id: UUID, exited_on: date) -> Stay:
    edition = chance.choice([*EDITIONS.values()])
    began = exited_on - timedelta(days=30)
    place = Place(key=(id, 3), programme=edition.programme, edition=edition.edition, since=began, until=exited_on)
    return Stay(
        key=(id, 1),
        kind=EpisodeKind.KIS,
        referred_on=began,
        began_on=began,
        exited_on=exited_on,
        exit_kind=ExitKind.COMPLETED,
        exit_key=(id, 4),
        places=(place,),
    )


def _spell(chance: random.Random, id: UUID, exited_on: date) -> list[Change]:
    started = exited_on + timedelta(days=chance.randrange(-10, 120))
    spell = Spell(
        key=(id, 10),
        form=chance.choice([LegalForm.EMPLOYMENT_CONTRACT, LegalForm.CIVIL_CONTRACT]),
        employer_kind=EmployerKind.COMPANY,
        started_on=started,
        agreed_until=None,
        fte_hundredths=100,
        monthly_grosze=None,
        evidence=chance.choice([EvidenceGrade.DOCUMENT, EvidenceGrade.DECLARATION]),
    )
    changes: list[Change] = [(started + _delay(chance), _saying(spells=(spell,)))]
    if chance.random() < 0.6:
        ended = started + timedelta(days=chance.randrange(5, 500))
        over = msgspec.structs.replace(
            spell, ended_on=ended, why_ended=EndReason.CONTRACT_ENDED, end_evidence=EvidenceGrade.DECLARATION
        )
        changes.append((max(ended, changes[0][0]) + _delay(chance), _saying(spells=(over,))))
    return changes


def _delay(chance: random.Random) -> timedelta:
    return timedelta(days=chance.choice([0, 1, 5, 40, 200]))


def _saying(**said: Any) -> Callable[[Person], Person]:
    return lambda person: msgspec.structs.replace(person, **said)


def _adding(name: str, item: Any) -> Callable[[Person], Person]:
    return lambda person: msgspec.structs.replace(person, **{name: (*getattr(person, name), item)})
