"""The timeline: one sentence for every kind of fact, in Polish and English. Silence fails a test.

Folded from the stream when somebody reads; nothing of it is stored. Sealed values are opened one by one
for the reader's role; what the role does not open is shown as protected, never left out.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from application.journal import JourneyMapper
from application.sealing import KeyErased, Sealer
from application.store.tables import facts_log, stored_events
from domain.caseworkers import CaseworkerAssigned, CaseworkerReleased
from domain.employment import EmploymentStarted
from domain.enrolment import Enrolled
from domain.hours import HoursCorrected, HoursRecorded
from domain.journal import Fact, Purpose, Sealed
from domain.participation import Exited
from domain.personal_data import ParticipantRegistered
from domain.programmes import PROGRAMMES
from domain.referral import ReferralReceived
from domain.social_contract import SocialContractSigned
from domain.users import ClockConfirmed, RoleGranted, RoleWithdrawn, TokenIssued, TokenRevoked, UserRegistered
from domain.vocabulary import (
    ContractType,
    EpisodeKind,
    EvidenceGrade,
    ExitKind,
    HoursDirection,
    LegalForm,
    MissingPesel,
    ReferralSource,
    Role,
    Sex,
)

PROTECTED = ("[treść chroniona]", "[protected]")
ERASED = ("[usunięto]", "[erased]")

Pair = tuple[str, str]
Opened = Callable[[str], Pair | None]

WORDS: dict[StrEnum, Pair] = {
    EpisodeKind.KIS: ("udział w KIS", "taking part in the club"),
    EpisodeKind.SERVICE: ("korzystanie z usługi", "using a service"),
    ReferralSource.WELFARE_CENTRE: ("ośrodek pomocy (CUS/OPS)", "welfare centre"),
    ReferralSource.LABOUR_OFFICE: ("powiatowy urząd pracy", "county labour office"),
    ReferralSource.PROBATION_OFFICER: ("kurator sądowy", "probation officer"),
    ReferralSource.NGO: ("organizacja pozarządowa", "non-governmental organisation"),
    ReferralSource.COURT: ("sąd", "court"),
    ReferralSource.SCHOOL: ("szkoła", "school"),
    ReferralSource.SELF: ("zgłoszenie własne", "own application"),
    ReferralSource.OTHER: ("inne źródło", "other source"),
    ContractType.A: ("typu A", "type A"),
    ContractType.B: ("typu B", "type B"),
    HoursDirection.WORKED: ("przepracowane", "worked"),
    HoursDirection.ATTENDED: ("obecność", "attended"),
    HoursDirection.RECEIVED: ("usługa", "service received"),
    LegalForm.EMPLOYMENT_CONTRACT: ("umowa o pracę", "employment contract"),
    LegalForm.SUBSIDISED_EMPLOYMENT: ("zatrudnienie subsydiowane", "subsidised employment"),
    LegalForm.CIVIL_CONTRACT: ("umowa cywilnoprawna", "civil-law contract"),
    LegalForm.SELF_EMPLOYMENT: ("działalność gospodarcza", "self-employment"),
    LegalForm.SOCIAL_COOPERATIVE: ("spółdzielnia socjalna", "social co-operative"),
    LegalForm.UNKNOWN: ("forma nieznana", "form not known"),
    EvidenceGrade.DOCUMENT: ("dokument", "document"),
    EvidenceGrade.REGISTER: ("rejestr", "register"),
    EvidenceGrade.DECLARATION: ("oświadczenie", "declaration"),
    EvidenceGrade.NONE: ("brak dowodu", "no evidence"),
    ExitKind.COMPLETED: ("ukończenie", "completed"),
    ExitKind.COMPLETED_EMPLOYED: ("podjęcie pracy", "completed: took a job"),
    ExitKind.RESIGNED: ("rezygnacja", "resigned"),
    ExitKind.REMOVED: ("skreślenie", "removed"),
    ExitKind.CONTRACT_BROKEN: ("zerwanie kontraktu", "contract broken"),
    ExitKind.MOVED_OUT: ("wyprowadzka z gminy", "moved out of the gmina"),
    ExitKind.LOST_ELIGIBILITY: ("utrata uprawnień", "lost eligibility"),
    ExitKind.LOST_CONTACT: ("brak kontaktu", "lost contact"),
    ExitKind.IMPRISONED: ("pozbawienie wolności", "imprisoned"),
    ExitKind.PROGRAMME_ENDED: ("koniec programu", "programme ended"),
    MissingPesel.FOREIGNER: ("cudzoziemiec bez numeru PESEL", "foreigner without a PESEL"),
    MissingPesel.NOT_YET_ISSUED: ("PESEL jeszcze nienadany", "PESEL not issued yet"),
    MissingPesel.NOT_GIVEN: ("nie podano numeru PESEL", "PESEL not given"),
    Sex.FEMALE: ("kobieta", "woman"),
    Sex.MALE: ("mężczyzna", "man"),
    Role.CASEWORKER: ("pracownik KIS", "caseworker"),
    Role.CLASS_LEADER: ("prowadzący zajęcia", "class leader"),
    Role.COORDINATOR: ("koordynator", "coordinator"),
    Role.AUDITOR: ("audytor", "auditor"),
    Role.EVALUATOR: ("ewaluator", "evaluator"),
    Role.ADMINISTRATOR: ("administrator", "administrator"),
}


def _day(day: date) -> Pair:
    return f"{day:%d.%m.%Y}", day.isoformat()


def _at(starts_at: time | None) -> Pair:
    return ("", "") if starts_at is None else (f" od {starts_at:%H:%M}", f" from {starts_at:%H:%M}")


def _more(label: Pair, value: Pair | None) -> Pair:
    return ("", "") if value is None else (f" {label[0]}: {value[0]}", f" {label[1]}: {value[1]}")


def _programme(code: str) -> Pair:
    known = PROGRAMMES.get(code)
    return (code, code) if known is None else (known.pl, known.en)


def _registered(fact: ParticipantRegistered, opened: Opened) -> Pair:
    family, given = opened("family_name") or PROTECTED, opened("given_name") or PROTECTED
    missing = _more(("Bez numeru PESEL", "No PESEL"), WORDS[fact.pesel_missing] if fact.pesel_missing else None)
    return (
        f"Wpisano do rejestru: {family[0]} {given[0]}.{missing[0]}",
        f"Entered in the register: {family[1]} {given[1]}.{missing[1]}",
    )


def _referred(fact: ReferralReceived, opened: Opened) -> Pair:
    kind, source, note = WORDS[fact.kind], opened("source") or PROTECTED, _more(("Notatka", "Note"), opened("note"))
    return (
        f"Przyjęto zgłoszenie ({kind[0]}); skierowanie: {source[0]}.{note[0]}",
        f"Referral received ({kind[1]}); from: {source[1]}.{note[1]}",
    )


def _contract(fact: SocialContractSigned, opened: Opened) -> Pair:
    kind, since, until = WORDS[fact.type], _day(fact.valid_from), _day(fact.valid_until)
    number = _more(("Numer dokumentu", "Document number"), opened("document_number"))
    return (
        f"Podpisano kontrakt socjalny {kind[0]}, ważny {since[0]}–{until[0]}.{number[0]}",
        f"Social contract {kind[1]} signed, valid {since[1]} to {until[1]}.{number[1]}",
    )


def _enrolled(fact: Enrolled, _: Opened) -> Pair:
    name = _programme(fact.programme)
    edition = f", edycja {fact.edition}" if fact.edition else "", f", edition {fact.edition}" if fact.edition else ""
    return f"Przystąpienie do programu: {name[0]}{edition[0]}.", f"Enrolled in the programme: {name[1]}{edition[1]}."


def _hours(fact: HoursRecorded, opened: Opened) -> Pair:
    at, way, note = _at(fact.starts_at), WORDS[fact.direction], _more(("Notatka", "Note"), opened("note"))
    return (
        f"Zapisano {fact.minutes} min{at[0]} ({way[0]}), zapis {fact.enrolment}.{note[0]}",
        f"{fact.minutes} min recorded{at[1]} ({way[1]}), enrolment {fact.enrolment}.{note[1]}",
    )


def _corrected(fact: HoursCorrected, opened: Opened) -> Pair:
    at, why = _at(fact.starts_at), opened("reason") or PROTECTED
    return (
        f"Sprostowano wpis godzin {fact.corrects}: {fact.minutes} min{at[0]}. Powód: {why[0]}",
        f"Hours entry {fact.corrects} corrected: {fact.minutes} min{at[1]}. Reason: {why[1]}",
    )


def _employed(fact: EmploymentStarted, opened: Opened) -> Pair:
    form, grade = WORDS[fact.form], WORDS[fact.evidence]
    fte = ("nieznany", "not known") if fact.fte_hundredths is None else (_fte(fact.fte_hundredths),) * 2
    employer = _more(("Pracodawca", "Employer"), opened("employer"))
    return (
        f"Podjęcie pracy: {form[0]}, wymiar etatu {fte[0].replace('.', ',')}, dowód: {grade[0]}.{employer[0]}",
        f"Employment started: {form[1]}, working time {fte[1]}, evidence: {grade[1]}.{employer[1]}",
    )


def _fte(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _exited(fact: Exited, opened: Opened) -> Pair:
    kind, why = opened("kind") or PROTECTED, _more(("Powód", "Reason"), opened("reason"))
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
        f"Wydano token, ważny do {_day(fact.expires_on)[0]}.",
        f"Token issued, valid until {_day(fact.expires_on)[1]}.",
    ),
    ClockConfirmed: lambda fact, opened: (
        "Potwierdzono godzinę komputera po przeskoku zegara.",
        "The computer's clock was confirmed after a jump.",
    ),
    TokenRevoked: lambda fact, opened: (f"Unieważniono token {fact.token}.", f"Token {fact.token} revoked."),
}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One fact as a person reads it: `recorder` is the name of the user who recorded it.

    `details` are its own fields, opened as far as the reader's role goes.
    """

    position: int
    version: int
    topic: str
    occurred_on: date
    recorded_at: datetime
    recorded_by: UUID
    recorder: str
    role: str
    pl: str
    en: str
    details: dict[str, Any]


_ENVELOPE = frozenset(Fact.__struct_fields__)


def history(
    core: Connection,
    mapper: JourneyMapper,
    sealer: Sealer,
    stream: UUID,
    opens: frozenset[Purpose],
    name_of: Callable[[UUID], str] = str,
) -> list[Entry]:
    """Return every fact of a stream in order, each with its sentence. Nothing for a stream that is not there."""
    query = (
        select(facts_log.c.idx, stored_events.c.topic, stored_events.c.state)
        .join(
            stored_events,
            (stored_events.c.originator_id == facts_log.c.originator_id)
            & (stored_events.c.originator_version == facts_log.c.originator_version),
        )
        .where(facts_log.c.originator_id == stream.hex)
        .order_by(facts_log.c.originator_version)
    )
    return [
        _entry(index + 1, topic, mapper.read(topic, state), sealer, opens, name_of)
        for index, topic, state in core.execute(query)
    ]


def _entry(
    position: int,
    topic: str,
    fact: Fact,
    sealer: Sealer,
    opens: frozenset[Purpose],
    name_of: Callable[[UUID], str],
) -> Entry:
    values: dict[str, Any] = {}
    purposes = {field.name: field.purpose for field in type(fact).SEALED}

    def opened(name: str) -> Pair | None:
        if isinstance(getattr(fact, name), UUID):
            return (name_of(getattr(fact, name)),) * 2
        if getattr(fact, name) is None:
            return None
        if purposes[name] not in opens:
            return PROTECTED
        try:
            value = sealer.open_field(fact, name, stored_topic=topic)
        except KeyErased:
            return ERASED
        values[name] = value
        if isinstance(value, StrEnum):
            return WORDS[value]
        return _day(value) if isinstance(value, date) else (str(value), str(value))

    pl, en = SENTENCES[type(fact)](fact, opened)
    details: dict[str, Any] = {}
    for name in type(fact).__struct_fields__:
        if name in _ENVELOPE:
            continue
        value = getattr(fact, name)
        if isinstance(value, Sealed):
            shown = opened(name)
            details[name] = values[name] if name in values else shown and shown[0]
        else:
            details[name] = value
    return Entry(
        position=position,
        version=fact.originator_version,
        topic=topic,
        occurred_on=fact.occurred_on,
        recorded_at=fact.recorded_at,
        recorded_by=fact.recorded_by,
        recorder=name_of(fact.recorded_by),
        role=fact.role,
        pl=pl,
        en=en,
        details=details,
    )
