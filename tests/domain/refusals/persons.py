"""How each refusal about who somebody is and who is around them is provoked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from application.personal_data import read_pesel
from domain import caseworkers, contacts, duplicates, flags, personal_data, related_persons
from domain.participant import Participant, on_a_day
from domain.personal_data import Details, Pesel
from domain.refusals import Refusal
from domain.vocabulary import MissingPesel, Relation, Role, Sex
from tests.club import a_club
from tests.club import registered as registered_in
from tests.domain.refusals.taking_part import MONDAY, TUESDAY
from tests.entry_steps import (
    SURVIVOR,
    be_apart,
    be_duplicate_of,
    be_told_from,
    change_details,
    consent,
    correct_details,
    reach,
    unlink,
)
from tests.flag_steps import a_key, explain
from tests.later_steps import void
from tests.steps import ANNA, EWA, STAMP, TODAY, link, refer, registered

PESEL = Pesel(number="44051401458", birth_date=date(1944, 5, 14), sex=Sex.MALE)


def with_pesel(**said: Any) -> Participant:
    """Register somebody with the planted PESEL; every part can be said otherwise."""
    agreeing = {"pesel": PESEL, "pesel_missing": None, "birth_date": PESEL.birth_date, "sex": PESEL.sex}
    return registered(**(agreeing | said))


def contradicting_the_known_pesel() -> None:
    """Correct the birth date away from the PESEL that stays."""
    now = Details(
        family_name="Zmyślona",
        given_name="Anna",
        birth_date=PESEL.birth_date,
        sex=PESEL.sex,
        pesel=PESEL.number,
        case_mark=None,
    )
    correct_details(with_pesel(), now, birth_date=date(1944, 5, 15))


def assigned() -> Participant:
    """Register somebody with whom Ewa works."""
    anna = registered()
    anna.assign(STAMP, TODAY, user=EWA)
    return anna


def known_twice(directory: Path) -> None:
    """Register two people under one case mark."""
    with a_club(directory) as house:
        for _ in range(2):
            registered_in(house, case_mark="KIS.ZMYŚLONY.1")


def a_duplicate() -> Participant:
    """Register somebody, and link the record to the one that goes on: item 2."""
    person = registered()
    be_duplicate_of(person, Participant(SURVIVOR))
    return person


def parted_twice() -> None:
    """End one link between two records twice."""
    person = a_duplicate()
    for _ in range(2):
        be_apart(person, 2)


def survivor_linked() -> None:
    """Point at a record that is itself linked to another."""
    survivor = Participant(SURVIVOR)
    be_duplicate_of(survivor, Participant(ANNA))
    be_duplicate_of(registered(), survivor)


def linked(*, again: bool = False) -> Participant:
    """Link somebody who may collect the person: item 2."""
    person = registered()
    for _ in range(2 if again else 1):
        link(person, Relation.MAY_COLLECT, TUESDAY)
    return person


def changed_twice() -> None:
    """Change a name, and then again from an earlier day."""
    person = registered()
    change_details(person, TUESDAY, family_name="Zmyślona-Nowa")
    change_details(person, MONDAY, family_name="Zmyślona-Inna")


def told_apart_twice() -> None:
    person = registered()
    for _ in range(2):
        be_told_from(person, Participant(SURVIVOR))


def seen_too_early() -> None:
    """Ask how somebody stood on the day before the registration."""
    person = registered()
    on_a_day.as_on(person, person.pending, date(2020, 1, 1))


PERSONS: dict[type[Refusal], Callable[[Path], Any]] = {
    caseworkers.AlreadyAssigned: lambda _: assigned().assign(STAMP, TODAY, user=EWA),
    caseworkers.NotAssigned: lambda _: registered().release(STAMP, TODAY, user=EWA),
    caseworkers.WorksWithNobody: lambda _: caseworkers.refuse_user_without_people({Role.AUDITOR}),
    contacts.NothingToReach: lambda _: reach(registered(), MONDAY, phone=None),
    duplicates.DuplicateOfItself: lambda _: be_duplicate_of(registered(), registered()),
    duplicates.HasDuplicates: lambda _: be_duplicate_of(registered(), Participant(SURVIVOR), has_duplicates=True),
    duplicates.LinkedAlready: lambda _: refer(a_duplicate(), MONDAY),
    duplicates.LinkHasItsOwnEnd: lambda _: void(a_duplicate(), 2),
    duplicates.NotLinked: lambda _: parted_twice(),
    duplicates.RuledOutAlready: lambda _: told_apart_twice(),
    duplicates.SurvivorIsADuplicate: lambda _: survivor_linked(),
    flags.NothingToExplain: lambda _: explain(registered(), a_key(), a_key(item=6)),
    on_a_day.NotRegisteredYet: lambda _: seen_too_early(),
    personal_data.AlreadyRegistered: known_twice,
    personal_data.BirthDateContradictsPesel: lambda _: with_pesel(birth_date=date(1944, 5, 15)),
    personal_data.BornAfterRegistration: lambda _: registered(birth_date=TUESDAY),
    personal_data.ChangedBeforeLaterChange: lambda _: changed_twice(),
    personal_data.ChangedBeforeRegistration: lambda _: change_details(
        registered(), date(2020, 1, 1), family_name="Zmyślona-Inna"
    ),
    personal_data.InvalidPesel: lambda _: read_pesel("44051401459"),
    personal_data.NothingChanged: lambda _: correct_details(registered(), family_name="Zmyślona"),
    personal_data.PeselCannotGo: lambda _: contradicting_the_known_pesel(),
    personal_data.PeselOrReason: lambda _: with_pesel(pesel_missing=MissingPesel.FOREIGNER),
    personal_data.SearchByOneThing: lambda _: personal_data.refuse_search_by_several(()),
    personal_data.SexContradictsPesel: lambda _: with_pesel(sex=Sex.FEMALE),
    related_persons.LinkOver: lambda _: unlink(linked(), 2, MONDAY),
    related_persons.NameOrKnownPerson: lambda _: related_persons.refuse_names_beside_known_person(
        ("Anna", "Zmyślona"), None, SURVIVOR
    ),
    related_persons.NotASignatory: lambda _: consent(linked(), TUESDAY, signed_by=2),
    related_persons.RelatedAlready: lambda _: linked(again=True),
    related_persons.RelatedToOneself: lambda _: link(registered(), Relation.GUARDIAN, MONDAY, to=ANNA),
}
