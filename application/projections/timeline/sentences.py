"""One sentence for every kind of fact."""

from collections.abc import Callable
from typing import Any

from application.projections.timeline.saying import PROTECTED, Opened, Pair, day_of, from_time, more, programme_name
from application.projections.timeline.words import WORDS
from domain.caseworkers import CaseworkerAssigned, CaseworkerReleased
from domain.employment import EmploymentStarted
from domain.enrolment import Enrolled
from domain.hours import HoursCorrected, HoursRecorded
from domain.journal import Fact
from domain.participation import Exited
from domain.personal_data import ParticipantRegistered
from domain.referral import ReferralReceived
from domain.social_contract import SocialContractSigned
from domain.users import ClockConfirmed, RoleGranted, RoleWithdrawn, TokenIssued, TokenRevoked, UserRegistered


def _registered(fact: ParticipantRegistered, opened: Opened) -> Pair:
    family, given = opened("family_name") or PROTECTED, opened("given_name") or PROTECTED
    missing = more(("Bez numeru PESEL", "No PESEL"), WORDS[fact.pesel_missing] if fact.pesel_missing else None)
    return (
        f"Wpisano do rejestru: {family[0]} {given[0]}.{missing[0]}",
        f"Entered in the register: {family[1]} {given[1]}.{missing[1]}",
    )


def _referred(fact: ReferralReceived, opened: Opened) -> Pair:
    kind, source, note = WORDS[fact.kind], opened("source") or PROTECTED, more(("Notatka", "Note"), opened("note"))
    return (
        f"Przyjęto zgłoszenie ({kind[0]}); skierowanie: {source[0]}.{note[0]}",
        f"Referral received ({kind[1]}); from: {source[1]}.{note[1]}",
    )


def _contract(fact: SocialContractSigned, opened: Opened) -> Pair:
    kind, since, until = WORDS[fact.type], day_of(fact.valid_from), day_of(fact.valid_until)
    number = more(("Numer dokumentu", "Document number"), opened("document_number"))
    return (
        f"Podpisano kontrakt socjalny {kind[0]}, ważny {since[0]}–{until[0]}.{number[0]}",
        f"Social contract {kind[1]} signed, valid {since[1]} to {until[1]}.{number[1]}",
    )


def _enrolled(fact: Enrolled, _: Opened) -> Pair:
    name = programme_name(fact.programme)
    return f"Przystąpienie do programu: {name[0]}.", f"Enrolled in the programme: {name[1]}."


def _hours(fact: HoursRecorded, opened: Opened) -> Pair:
    at, way, note = from_time(fact.starts_at), WORDS[fact.direction], more(("Notatka", "Note"), opened("note"))
    return (
        f"Zapisano {fact.minutes} min{at[0]} ({way[0]}), zapis {fact.enrolment}.{note[0]}",
        f"{fact.minutes} min recorded{at[1]} ({way[1]}), enrolment {fact.enrolment}.{note[1]}",
    )


def _corrected(fact: HoursCorrected, opened: Opened) -> Pair:
    at, why = from_time(fact.starts_at), opened("reason") or PROTECTED
    return (
        f"Sprostowano wpis godzin {fact.corrects}: {fact.minutes} min{at[0]}. Powód: {why[0]}",
        f"Hours entry {fact.corrects} corrected: {fact.minutes} min{at[1]}. Reason: {why[1]}",
    )


def _employed(fact: EmploymentStarted, opened: Opened) -> Pair:
    form, grade = WORDS[fact.form], WORDS[fact.evidence]
    fte = ("nieznany", "not known") if fact.fte_hundredths is None else (_fte(fact.fte_hundredths),) * 2
    employer = more(("Pracodawca", "Employer"), opened("employer"))
    return (
        f"Podjęcie pracy: {form[0]}, wymiar etatu {fte[0].replace('.', ',')}, dowód: {grade[0]}.{employer[0]}",
        f"Employment started: {form[1]}, working time {fte[1]}, evidence: {grade[1]}.{employer[1]}",
    )


def _fte(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _exited(fact: Exited, opened: Opened) -> Pair:
    kind, why = opened("kind") or PROTECTED, more(("Powód", "Reason"), opened("reason"))
    return (
        f"Zakończenie udziału (epizod {fact.episode}): {kind[0]}.{why[0]}",
        f"Exit (episode {fact.episode}): {kind[1]}.{why[1]}",
    )


def _about_user(pl: str, en: str) -> Callable[[Any, Opened], Pair]:
    def said(_: Any, opened: Opened) -> Pair:
        who = opened("user") or PROTECTED
        return f"{pl} {who[0]}.", f"{en} {who[1]}."

    return said


SENTENCES: dict[type[Fact], Callable[[Any, Opened], Pair]] = {
    ParticipantRegistered: _registered,
    ReferralReceived: _referred,
    SocialContractSigned: _contract,
    Enrolled: _enrolled,
    HoursRecorded: _hours,
    HoursCorrected: _corrected,
    EmploymentStarted: _employed,
    Exited: _exited,
    CaseworkerAssigned: _about_user("Przydzielono użytkownika", "User assigned:"),
    CaseworkerReleased: _about_user("Odebrano przydział użytkownikowi", "User released:"),
    UserRegistered: lambda fact, opened: ("Dodano użytkownika.", "User added."),
    RoleGranted: lambda fact, opened: (
        f"Nadano rolę: {WORDS[fact.granted][0]}.",
        f"Role granted: {WORDS[fact.granted][1]}.",
    ),
    RoleWithdrawn: lambda fact, opened: (
        f"Odebrano rolę: {WORDS[fact.withdrawn][0]}.",
        f"Role withdrawn: {WORDS[fact.withdrawn][1]}.",
    ),
    TokenIssued: lambda fact, opened: (
        f"Wydano token, ważny do {day_of(fact.expires_on)[0]}.",
        f"Token issued, valid until {day_of(fact.expires_on)[1]}.",
    ),
    ClockConfirmed: lambda fact, opened: (
        "Potwierdzono godzinę komputera po przeskoku zegara.",
        "The computer's clock was confirmed after a jump.",
    ),
    TokenRevoked: lambda fact, opened: (f"Unieważniono token {fact.token}.", f"Token {fact.token} revoked."),
}
