"""Every refusal of the domain: provoked once, said in two languages, under a code of its own."""

import importlib
import pkgutil
import re
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

import application
import domain
from application.personal_data import read_pesel
from application.social_contract import SignContract
from domain import (
    calendar,
    caseworkers,
    employment,
    enrolment,
    hours,
    participation,
    personal_data,
    programmes,
    referral,
    refusals,
    social_contract,
    users,
)
from domain.personal_data import Pesel
from domain.refusals import InvalidInput, Refusal
from domain.users import User
from domain.vocabulary import ContractType, MissingPesel, Role, Sex
from tests.club import a_club, ask
from tests.club import registered as registered_in
from tests.domain.refusals_of_taking_part import TAKING_PART
from tests.steps import (
    EWA,
    STAMP,
    TODAY,
    correct_hours,
    enrol,
    enrolled_in,
    leave,
    record_hours,
    refer,
    registered,
    sign,
    start_work,
)

MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)
TOMORROW = date(2027, 7, 1)
PESEL = Pesel(number="44051401458", birth_date=date(1944, 5, 14), sex=Sex.MALE)
PLANTED = ("Zmyślona", "Anna", "44051401458", "KIS.ZMYŚLONY.1", "Testowa", "Łucja", "Zakład")
CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def place():
    return enrolled_in("PSU", MONDAY)


def hours_twice():
    anna = place()
    record_hours(anna, TUESDAY, 60, at="09:00")
    record_hours(anna, TUESDAY, 60, at="09:30")


def corrected_to_the_same():
    anna = place()
    correct_hours(anna, record_hours(anna, TUESDAY, 60), 60)


def exited(*, again: date | None = None) -> Any:
    anna = place()
    leave(anna, TUESDAY)
    if again:
        refer(anna, again)
    return anna


def exit_before_hours():
    anna = place()
    record_hours(anna, TUESDAY)
    leave(anna, MONDAY)


def with_pesel(**said):
    registered(**({"pesel": PESEL, "pesel_missing": None, "birth_date": PESEL.birth_date, "sex": PESEL.sex} | said))


def assigned(user=EWA):
    anna = registered()
    anna.assign(STAMP, TODAY, user=user)
    return anna


def adam():
    return User.register(EWA, STAMP, TODAY, display_name="Anna Zmyślona")


def revoked_twice():
    user = adam()
    user.issue_token(STAMP, TODAY, digest="ab" * 32, expires_on=TODAY)
    for _ in range(2):
        user.revoke_token(STAMP, TODAY, item=2)


def role_twice():
    user = adam()
    for _ in range(2):
        user.grant(STAMP, TODAY, role=Role.AUDITOR)


def known_twice(directory: Path) -> None:
    with a_club(directory) as house:
        for _ in range(2):
            registered_in(house, case_mark="KIS.ZMYŚLONY.1")


def stale(directory: Path) -> None:
    with a_club(directory) as house:
        contract = SignContract(
            participant_id=registered_in(house),
            type=ContractType.A,
            signed_on=date(2026, 1, 6),
            valid_from=date(2026, 1, 6),
            valid_until=date(2026, 12, 31),
            document_number=None,
        )
        ask(house, contract, if_match=1)
        ask(house, contract, if_match=1)


PROVOKED: dict[type[Refusal], Callable[[Path], Any]] = {
    calendar.DateOutOfRange: lambda _: refer(registered(), date(1899, 12, 31)),
    calendar.DateInTheFuture: lambda _: refer(registered(), TOMORROW),
    calendar.NoSuchLocalTime: lambda _: calendar.instant(date(2026, 3, 29), time(2, 30), "/starts_at"),
    caseworkers.AlreadyAssigned: lambda _: assigned().assign(STAMP, TODAY, user=EWA),
    caseworkers.NotAssigned: lambda _: registered().release(STAMP, TODAY, user=EWA),
    employment.ImpossibleFte: lambda _: start_work(registered(), TUESDAY, 101),
    enrolment.NoOpenEpisode: lambda _: enrol(registered(), "PSU", TUESDAY),
    enrolment.EnrolledBeforeReferral: lambda _: enrol(exited(again=TUESDAY), "PSU", MONDAY),
    enrolment.AlreadyEnrolled: lambda _: enrol(place(), "PSU", TUESDAY),
    hours.ImpossibleMinutes: lambda _: record_hours(place(), TUESDAY, 0),
    hours.HoursBeforeEnrolment: lambda _: record_hours(place(), date(2026, 5, 31)),
    hours.HoursAfterExit: lambda _: record_hours(exited(), date(2026, 6, 3)),
    hours.HoursOverlap: lambda _: hours_twice(),
    hours.MoreThanADay: lambda _: record_hours_of_two_days(),
    hours.NothingCorrected: lambda _: corrected_to_the_same(),
    participation.AlreadyExited: lambda _: leave(exited(), TUESDAY),
    participation.ExitBeforeItBegan: lambda _: leave(place(), date(2026, 5, 31)),
    participation.ExitBeforeLastHours: lambda _: exit_before_hours(),
    personal_data.InvalidPesel: lambda _: read_pesel("44051401459"),
    personal_data.BirthDateContradictsPesel: lambda _: with_pesel(birth_date=date(1944, 5, 15)),
    personal_data.SexContradictsPesel: lambda _: with_pesel(sex=Sex.FEMALE),
    personal_data.PeselOrReason: lambda _: with_pesel(pesel_missing=MissingPesel.FOREIGNER),
    personal_data.BornAfterRegistration: lambda _: registered(birth_date=TUESDAY),
    personal_data.AlreadyRegistered: known_twice,
    personal_data.SearchByOneThing: lambda _: personal_data.refuse_search_by_several(()),
    programmes.NoSuchProgramme: lambda _: enrol(registered(), "NIEMA", TUESDAY),
    referral.EpisodeStillOpen: lambda _: refer(place(), TUESDAY),
    referral.EpisodesWouldOverlap: lambda _: refer(exited(), MONDAY),
    refusals.NotFound: lambda _: record_hours(place(), TUESDAY, enrolment=99),
    refusals.Stale: stale,
    social_contract.ContractEndsBeforeItStarts: lambda _: sign(registered(), TUESDAY, until=MONDAY),
    social_contract.NoContractInForce: lambda _: record_hours(
        enrolled_in("PSU", MONDAY, cover=(MONDAY, MONDAY)), TUESDAY
    ),
    users.RoleHeldAlready: lambda _: role_twice(),
    users.RoleNotHeld: lambda _: adam().withdraw(STAMP, TODAY, role=Role.AUDITOR),
    users.TokenTooLong: lambda _: adam().issue_token(STAMP, TODAY, digest="ab" * 32, expires_on=MONDAY),
    users.TokenRevokedAlready: lambda _: revoked_twice(),
    users.LastAdministrator: lambda _: users.refuse_to_leave_no_administrator([], Role.ADMINISTRATOR),
    users.ClubFoundedAlready: lambda _: users.refuse_second_founding([EWA]),
    **TAKING_PART,
}


def record_hours_of_two_days():
    anna = place()
    record_hours(anna, TUESDAY, 1440)
    record_hours(anna, TUESDAY, 1)


def every_refusal(package: Any) -> set[type[Refusal]]:
    """Return the concrete refusals of a package: those with a sentence."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(found.name)

    def below(kind: type[Refusal]) -> set[type[Refusal]]:
        return {kind}.union(*(below(sub) for sub in kind.__subclasses__()))

    return {
        kind for kind in below(Refusal) if kind.__module__.startswith(f"{package.__name__}.") and hasattr(kind, "pl")
    }


def test_every_refusal_of_the_domain_is_provoked_here():
    assert set(PROVOKED) == every_refusal(domain)


@pytest.mark.parametrize("kind", PROVOKED, ids=lambda kind: kind.code)
def test_a_refusal_says_why_not_in_both_languages_with_its_numbers_and_nobodys_name(kind, tmp_path):
    with pytest.raises(Refusal) as caught:
        PROVOKED[kind](tmp_path)
    refusal = caught.value
    assert type(refusal) is kind
    assert str(refusal) == kind.code
    polish, english = refusal.sentence("pl"), refusal.sentence("en")
    assert polish == refusal.sentence()
    assert polish != english
    for sentence in (polish, english):
        assert sentence.endswith(".")
        assert not re.search(r"[{}]|None", sentence)
        assert not [name for name in PLANTED if name in sentence + repr(refusal) + repr(refusal.numbers)]
    assert refusal.parts("pl") == []
    assert set(re.findall(r"{(\w+)}", kind.pl + kind.en)) == set(refusal.numbers)


def test_codes_are_unique_kebab_case_and_for_life():
    kinds = every_refusal(domain) | every_refusal(application)
    codes = [kind.code for kind in kinds]
    assert len(set(codes)) == len(codes)
    assert all(CODE.fullmatch(code) and code != Refusal.code for code in codes)


def test_a_date_is_shown_as_people_write_it():
    refusal = calendar.DateInTheFuture(today=TUESDAY)
    assert "02.06.2026" in refusal.sentence("pl")
    assert "2026-06-02" in refusal.sentence("en")


def test_a_slip_in_the_form_is_told_apart_from_what_the_record_forbids():
    assert issubclass(calendar.DateOutOfRange, InvalidInput)
    assert not issubclass(referral.EpisodeStillOpen, InvalidInput)
    assert not issubclass(refusals.Stale, InvalidInput)
