"""An invented life in the club for the golden sentences; with that of a service it holds every kind of fact."""

from datetime import date, time
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from domain.absences import AbsenceKind, AbsenceRecorded, WorkRefused
from domain.caseworkers import CaseworkerAssigned, CaseworkerReleased
from domain.contacts import ContactDetailsChanged, ContactNoted
from domain.declarations import (
    ConsentGiven,
    ConsentKind,
    ConsentWithdrawn,
    InformationClauseGiven,
    VoluntarinessDeclared,
)
from domain.duplicates import DuplicateLinked, DuplicateUnlinked
from domain.eligibility import (
    DecisionKind,
    DecisionRecorded,
    DisabilityDegree,
    EligibilityConfirmed,
    EligibilityRefused,
    EvidenceKind,
    GroupMembershipEnded,
    GroupMembershipEstablished,
    groups,
)
from domain.employment import EmployerKind, EmploymentCorrected, EmploymentEnded, EmploymentStarted, EndReason
from domain.enrolment import Enrolled, EnrolmentEnded
from domain.flags import FlagExplained
from domain.follow_up import (
    AttemptResult,
    ContactBasis,
    FollowUpAnswered,
    FollowUpAttempted,
    FollowUpPoint,
    InferenceGround,
    Situation,
    SituationInferred,
)
from domain.hours import Excess, HoursApproved, HoursCorrected, HoursRecorded, HoursReturned, HoursVoided
from domain.journal import Fact
from domain.outcomes import OutcomeKind, OutcomeObserved
from domain.participation import CaseClosed, EntryVoided, Exited, ExitVoided, Resumed, Suspended
from domain.personal_data import (
    ParticipantRegistered,
    PersonalDetailsChanged,
    PersonalDetailsCorrected,
    Residence,
    ResidenceChanged,
)
from domain.referral import ReferralReceived, ReferralRejected, ReferralWithdrawn
from domain.rules import RuleCode, Unit
from domain.social_contract import AgreedPeriodSet, SocialContractSigned
from domain.status import Answer, Education, Household, LabourStatus, StatusMoment, StatusRecorded
from domain.vocabulary import (
    Channel,
    ContractType,
    EpisodeKind,
    EvidenceGrade,
    ExitKind,
    HoursDirection,
    LegalForm,
    MissingPesel,
    ReferralSource,
    Sex,
)
from tests.application.projections.told import EWA, PSU, SOMEBODY, Telling, day
from tests.application.projections.told_contracts import has_a_contract
from tests.examples import STREAMS


def a_club_member() -> list[Fact]:
    """Return a life in the club, with what was wrong and put right."""
    tell = Telling(STREAMS["journey"])
    _comes(tell)
    club = tell(
        ReferralReceived,
        "05.05.2026",
        kind=EpisodeKind.KIS,
        source=ReferralSource.PROBATION_OFFICER,
        note="zgłoszenie telefoniczne",
    )
    status, group = _is_taken_in(tell, club)
    contract = tell(
        SocialContractSigned,
        "11.05.2026",
        type=ContractType.B,
        valid_from=day("15.05.2026"),
        valid_until=day("31.12.2026"),
        document_number="KS/7/2026",
    )
    tell(AgreedPeriodSet, "11.05.2026", episode=club, until=day("31.10.2026"))
    work = _takes_part(tell, club)
    has_a_contract(tell, club, contract)
    _leaves(tell, club, work, group)
    _is_asked_later(tell, club)
    _is_put_right(tell, status)
    return tell.facts


def _comes(tell: Telling) -> None:
    tell(
        ParticipantRegistered,
        "04.05.2026",
        family_name="Zmyślona",
        given_name="Łucja",
        birth_date=day("02.03.1985"),
        pesel_missing=MissingPesel.FOREIGNER,
        sex=Sex.FEMALE,
        birth_year=1985,
    )
    tell(CaseworkerAssigned, "04.05.2026", user=EWA)
    tell(
        ResidenceChanged,
        "01.04.2026",
        residence=Residence.STAYS_HERE,
        street="ul. Przykładowa",
        house_number="5",
        postal_code="27-200",
        town="Starachowice",
    )
    tell(ContactDetailsChanged, "04.05.2026", phone="000 000 000", email="l@example.org", preferred=Channel.PHONE)
    rejected = tell(ReferralReceived, "20.04.2026", kind=EpisodeKind.SERVICE, source=ReferralSource.SELF)
    tell(ReferralRejected, "28.04.2026", episode=rejected, reason="brak orzeczenia")
    withdrawn = tell(ReferralReceived, "29.04.2026", kind=EpisodeKind.SERVICE, source=ReferralSource.SCHOOL)
    tell(ReferralWithdrawn, "30.04.2026", episode=withdrawn)


def _is_taken_in(tell: Telling, club: int) -> tuple[int, int]:
    tell(InformationClauseGiven, "05.05.2026", clause="2026-01")
    tell(VoluntarinessDeclared, "05.05.2026", document_number="OD/1/2026")
    consent = tell(ConsentGiven, "05.05.2026", kind=ConsentKind.CONTACT_AFTER_EXIT)
    tell(ConsentWithdrawn, "06.05.2026", consent=consent)
    status = tell(
        StatusRecorded,
        "05.05.2026",
        moment=StatusMoment.ENTRY,
        labour=LabourStatus.UNEMPLOYED_REGISTERED,
        without_work_since=day("01.02.2024"),
        education=Education.ISCED_3_4,
        household=Household.SINGLE_PARENT,
        homeless=Answer.REFUSED,
        source=EvidenceGrade.DECLARATION,
    )
    group = tell(
        GroupMembershipEstablished,
        "05.05.2026",
        group=groups.UNEMPLOYED.code,
        primary=True,
        evidence=EvidenceKind.LABOUR_OFFICE_CERTIFICATE,
        evidence_number="ZA/7/2026",
        evidence_issued_on=day("30.04.2026"),
        evidence_kept_at="segregator 3",
    )
    decision = tell(
        DecisionRecorded,
        "10.01.2026",
        kind=DecisionKind.DISABILITY_DEGREE,
        degree=DisabilityDegree.MODERATE,
        coupled=True,
        number="OR/9/2026",
        valid_from=day("10.01.2026"),
    )
    tell(EligibilityRefused, "06.05.2026", episode=club, rules=("grupa@1",), inputs=(), reason="brak dowodu")
    tell(
        EligibilityConfirmed,
        "07.05.2026",
        episode=club,
        programme="PSU",
        rules=("grupa@1", "kontrakt@2"),
        passed_over=("kontrakt@2",),
        inputs=(group, decision),
        override="zaświadczenie w drodze",
    )
    return status, group


_PLAIN: dict[str, Any] = {"unit": Unit.MINUTES}


def _takes_part(tell: Telling, club: int) -> int:
    work = tell(
        Enrolled,
        "15.05.2026",
        episode=club,
        programme="PSU",
        edition=PSU,
        edition_ends_on=day("31.12.2026"),
        needs_contract=True,
        agreement="3/2026",
    )
    first = tell(
        HoursRecorded,
        "18.05.2026",
        enrolment=work,
        minutes=210,
        starts_at=time(8),
        unit=Unit.MINUTES,
        direction=HoursDirection.WORKED,
        activity="SOCIALLY_USEFUL_WORK",
        signed=True,
        document_number="LISTA/5/2026",
        place="plac przy świetlicy",
        kilometres=14,
        what="prace porządkowe",
        note="praca porządkowa",
    )
    tell(
        HoursRecorded,
        "19.05.2026",
        enrolment=work,
        minutes=1,
        unit=Unit.MINUTES,
        direction=HoursDirection.ATTENDED,
    )
    second = tell(
        HoursRecorded,
        "20.05.2026",
        enrolment=work,
        minutes=22,
        unit=Unit.MINUTES,
        direction=HoursDirection.ATTENDED,
    )
    third = tell(
        HoursRecorded,
        "21.05.2026",
        enrolment=work,
        minutes=45,
        unit=Unit.MINUTES,
        direction=HoursDirection.RECEIVED,
    )
    tell(
        HoursRecorded,
        "22.05.2026",
        enrolment=work,
        minutes=240,
        unit=Unit.MINUTES,
        direction=HoursDirection.WORKED,
    )
    week = date(2026, 5, 18), date(2026, 5, 24)
    over = Excess(
        rule=RuleCode.LIMIT_WEEK,
        law="ustawa zmyślona, art. 73a",
        book=uuid5(NAMESPACE_OID, "porozumienie"),
        version=1,
        unit=Unit.MINUTES,
        most=600,
        over=90,
        first=week[0],
        last=week[1],
    )
    tell(
        HoursRecorded,
        "23.05.2026",
        enrolment=work,
        minutes=0,
        unit=Unit.PRESENCES,
        direction=HoursDirection.ATTENDED,
        signed=False,
        excess=(over,),
        override="praca się odbyła",
    )
    tell(HoursApproved, "25.05.2026", entries=(first,))
    tell(HoursReturned, "25.05.2026", entries=(second, third), reason="brak podpisu na liście")
    tell(
        HoursCorrected,
        "18.05.2026",
        corrects=first,
        minutes=240,
        starts_at=time(8, 30),
        reason="odczyt z listy",
    )
    tell(HoursCorrected, "18.05.2026", corrects=first, minutes=2, reason="druga pomyłka")
    tell(HoursVoided, "18.05.2026", voids=first, reason="inna osoba")
    tell(AbsenceRecorded, "26.05.2026", enrolment=work, kind=AbsenceKind.SICK, reason="zwolnienie")
    tell(AbsenceRecorded, "27.05.2026", enrolment=work, kind=AbsenceKind.UNEXCUSED)
    tell(WorkRefused, "28.05.2026", enrolment=work, reason="za daleko")
    pause = tell(Suspended, "01.07.2026", episode=club, planned_until=day("31.07.2026"), reason="pobyt w szpitalu")
    tell(Resumed, "15.07.2026", suspension=pause)
    tell(EntryVoided, "16.07.2026", voids=pause, reason="pobyt się nie odbył")
    return work


def _leaves(tell: Telling, club: int, work: int, group: int) -> None:
    tell(EnrolmentEnded, "15.09.2026", enrolment=work)
    mistaken = tell(Exited, "16.09.2026", episode=club, kind=ExitKind.LOST_CONTACT)
    tell(ExitVoided, "18.09.2026", voids=mistaken, reason="kontakt odzyskany")
    tell(GroupMembershipEnded, "20.09.2026", membership=group, reason="podjęcie pracy")
    job = tell(
        EmploymentStarted,
        "21.09.2026",
        form=LegalForm.EMPLOYMENT_CONTRACT,
        employer="Piekarnia Zmyślona",
        employer_kind=EmployerKind.COMPANY,
        agreed_until=day("20.12.2026"),
        fte_hundredths=75,
        monthly_grosze=350000,
        evidence=EvidenceGrade.DOCUMENT,
    )
    tell(
        EmploymentCorrected,
        "10.10.2026",
        corrects=job,
        form=LegalForm.CIVIL_CONTRACT,
        started_on=day("22.09.2026"),
        fte_hundredths=None,
        evidence=EvidenceGrade.DECLARATION,
        reason="inna umowa",
    )
    tell(EmploymentEnded, "15.11.2026", employment=job, why=EndReason.BY_AGREEMENT, evidence=EvidenceGrade.NONE)
    tell(
        EmploymentStarted,
        "16.11.2026",
        form=LegalForm.SELF_EMPLOYMENT,
        fte_hundredths=100,
        evidence=EvidenceGrade.REGISTER,
    )
    tell(Exited, "30.09.2026", episode=club, kind=ExitKind.COMPLETED_EMPLOYED, reason="praca na stałe")


def _is_asked_later(tell: Telling, club: int) -> None:
    tell(
        OutcomeObserved,
        "01.10.2026",
        episode=club,
        kind=OutcomeKind.SOCIAL_PROGRESS,
        evidence=EvidenceGrade.DECLARATION,
        note="spłata długu",
    )
    tell(
        FollowUpAttempted,
        "28.10.2026",
        episode=club,
        point=FollowUpPoint.WEEKS_4,
        channel=Channel.PHONE,
        result=AttemptResult.NO_CONTACT,
        basis=ContactBasis.ESF_4_WEEKS,
    )
    tell(
        FollowUpAnswered,
        "29.10.2026",
        episode=club,
        point=FollowUpPoint.WEEKS_4,
        channel=Channel.EMAIL,
        as_of=day("28.10.2026"),
        situation=Situation.WORKS,
        evidence=EvidenceGrade.DECLARATION,
    )
    tell(
        FollowUpAttempted,
        "30.10.2026",
        episode=club,
        point=FollowUpPoint.OTHER,
        channel=Channel.LETTER,
        result=AttemptResult.REFUSED,
        override="pismo wysłano z rozpędu",
    )
    tell(
        SituationInferred,
        "31.10.2026",
        episode=club,
        point=FollowUpPoint.MONTHS_3,
        as_of=day("30.10.2026"),
        situation=Situation.DOES_NOT_WORK,
        ground=InferenceGround.REGISTER_STATUS_CHANGED,
        note="rejestracja w PUP",
    )
    tell(ContactNoted, "02.11.2026", channel=Channel.HOME_VISIT, note="pomoc w piśmie do urzędu")
    tell(FlagExplained, "03.11.2026", flag="CONTRACT_PART_MISSING:3:I", explanation="oryginał jest w ośrodku pomocy")
    tell(CaseClosed, "30.11.2026", episode=club, retention_class="BE5")


def _is_put_right(tell: Telling, status: int) -> None:
    tell(
        PersonalDetailsChanged,
        "03.11.2026",
        family_name="Przykładowa-Zmyślona",
        pesel="00000000000",
        reason="ślub",
    )
    tell(
        PersonalDetailsCorrected,
        "04.11.2026",
        given_name="Lucja",
        birth_date=day("03.03.1985"),
        birth_year=1985,
        reason="literówka",
    )
    link = tell(DuplicateLinked, "05.11.2026", survivor=SOMEBODY, reason="to samo nazwisko")
    tell(DuplicateUnlinked, "06.11.2026", link=link, reason="inna data urodzenia")
    tell(CaseworkerReleased, "30.11.2026", user=EWA)
    tell(EntryVoided, "30.11.2026", voids=status, reason="pomylona karta")
