"""Words that more than two rooms use, as closed lists. Polish terms are those of the club's paper."""

from enum import StrEnum


class EpisodeKind(StrEnum):
    """The two kinds of episode; they may overlap in one life."""

    KIS = "KIS"
    """Udział w KIS (art. 18 of the Act on social employment): needs a social contract."""
    SERVICE = "SERVICE"
    """Korzystanie z usługi (assistance, respite, day-room): no contract."""


class EpisodeState(StrEnum):
    """Where an episode stands."""

    REFERRED = "REFERRED"
    ELIGIBLE = "ELIGIBLE"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    EXITED = "EXITED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    CLOSED = "CLOSED"


class Sex(StrEnum):
    """As in the PESEL register."""

    FEMALE = "F"
    MALE = "M"


class ReferralSource(StrEnum):
    """Who sent the person, or that nobody did."""

    WELFARE_CENTRE = "WELFARE_CENTRE"
    LABOUR_OFFICE = "LABOUR_OFFICE"
    PROBATION_OFFICER = "PROBATION_OFFICER"
    NGO = "NGO"
    COURT = "COURT"
    SCHOOL = "SCHOOL"
    SELF = "SELF"
    OTHER = "OTHER"


class ContractType(StrEnum):
    """Type A: a hard situation of a person or family; type B: activity, vocational (Dz.U. 2010 nr 218 poz. 1439)."""

    A = "A"
    B = "B"


class HoursDirection(StrEnum):
    """Which way the hour goes: worked by the participant, attended by them, or a service received."""

    WORKED = "WORKED"
    ATTENDED = "ATTENDED"
    RECEIVED = "RECEIVED"


class LegalForm(StrEnum):
    """On what legal ground a person works. Staż and prace społecznie użyteczne are not: they are not employment."""

    EMPLOYMENT_CONTRACT = "EMPLOYMENT_CONTRACT"
    SUBSIDISED_EMPLOYMENT = "SUBSIDISED_EMPLOYMENT"
    CIVIL_CONTRACT = "CIVIL_CONTRACT"
    SELF_EMPLOYMENT = "SELF_EMPLOYMENT"
    SOCIAL_COOPERATIVE = "SOCIAL_COOPERATIVE"
    UNKNOWN = "UNKNOWN"


class Relation(StrEnum):
    """What another person is to the participant."""

    PARENT = "PARENT"
    GUARDIAN = "GUARDIAN"
    """Opiekun prawny, kurator or another legal representative."""
    CARER = "CARER"
    """Opiekun faktyczny: looks after the participant."""
    CARED_FOR = "CARED_FOR"
    """Podopieczny: the participant looks after them; in respite care the quota is theirs."""
    MAY_COLLECT = "MAY_COLLECT"
    """Osoba upoważniona do odbioru dziecka."""


class Channel(StrEnum):
    """How the club and a person spoke."""

    PHONE = "PHONE"
    VISIT = "VISIT"
    """The person came to the club."""
    HOME_VISIT = "HOME_VISIT"
    LETTER = "LETTER"
    EMAIL = "EMAIL"
    OTHER = "OTHER"


class EvidenceGrade(StrEnum):
    """What a statement rests on, strongest first."""

    DOCUMENT = "DOCUMENT"
    REGISTER = "REGISTER"
    DECLARATION = "DECLARATION"
    NONE = "NONE"


class ExitKind(StrEnum):
    """How an episode ended."""

    COMPLETED = "COMPLETED"
    COMPLETED_EMPLOYED = "COMPLETED_EMPLOYED"
    RESIGNED = "RESIGNED"
    REMOVED = "REMOVED"
    CONTRACT_BROKEN = "CONTRACT_BROKEN"
    MOVED_OUT = "MOVED_OUT"
    LOST_ELIGIBILITY = "LOST_ELIGIBILITY"
    LOST_CONTACT = "LOST_CONTACT"
    IMPRISONED = "IMPRISONED"
    PROGRAMME_ENDED = "PROGRAMME_ENDED"
    DEATH = "DEATH"


class MissingPesel(StrEnum):
    """Why a person has no PESEL in the record."""

    FOREIGNER = "FOREIGNER"
    NOT_YET_ISSUED = "NOT_YET_ISSUED"
    NOT_GIVEN = "NOT_GIVEN"


class Role(StrEnum):
    """What a user of the system is in the club."""

    CASEWORKER = "CASEWORKER"
    CLASS_LEADER = "CLASS_LEADER"
    COORDINATOR = "COORDINATOR"
    AUDITOR = "AUDITOR"
    EVALUATOR = "EVALUATOR"
    ADMINISTRATOR = "ADMINISTRATOR"
