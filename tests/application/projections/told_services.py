"""An invented life in a service for the golden sentences, beside that of a member of the club."""

from domain.declarations import ConsentGiven, ConsentKind
from domain.eligibility import Benefit, BenefitsDeclared, DecisionKind, DecisionRecorded
from domain.enrolment import Enrolled
from domain.journal import Fact
from domain.participation import DeathRecorded, Suspended
from domain.personal_data import ParticipantRegistered
from domain.referral import ReferralReceived
from domain.related_persons import RelatedPersonLinked, RelatedPersonUnlinked
from domain.vocabulary import EpisodeKind, EvidenceGrade, ReferralSource, Relation, Sex
from tests.application.projections.told import RESPITE, SOMEBODY, Telling, day
from tests.examples import STREAMS


def a_service_user() -> list[Fact]:
    """Return a life in a service, with people around it; its last day is known from the family."""
    tell = Telling(STREAMS["journey"])
    tell(
        ParticipantRegistered,
        "01.09.2026",
        family_name="Testowa",
        given_name="Maja",
        birth_date=day("07.07.1950"),
        pesel="00000000000",
        sex=Sex.FEMALE,
        birth_year=1950,
    )
    parent = tell(
        RelatedPersonLinked,
        "01.09.2026",
        person=SOMEBODY,
        relation=Relation.GUARDIAN,
        family_name="Testowy",
        given_name="Adam",
        phone="000 000 000",
    )
    cared_for = tell(RelatedPersonLinked, "01.09.2026", person=SOMEBODY, relation=Relation.CARED_FOR)
    service = tell(
        ReferralReceived,
        "02.09.2026",
        kind=EpisodeKind.SERVICE,
        source=ReferralSource.WELFARE_CENTRE,
        signed_by=parent,
    )
    tell(ConsentGiven, "02.09.2026", kind=ConsentKind.EXCURSIONS, signed_by=parent)
    tell(
        DecisionRecorded,
        "03.09.2026",
        kind=DecisionKind.GRANTED_HOURS,
        valid_from=day("01.09.2026"),
        valid_until=day("31.12.2026"),
        granted_minutes=14400,
        programme="OPIEKA-WYTCHNIENIOWA",
    )
    tell(
        Enrolled,
        "04.09.2026",
        episode=service,
        programme="OPIEKA-WYTCHNIENIOWA",
        edition=RESPITE,
        needs_contract=False,
        cared_for=cared_for,
    )
    tell(Suspended, "10.09.2026", episode=service, reason="wyjazd")
    tell(RelatedPersonUnlinked, "15.09.2026", link=parent, reason="zmiana opiekuna")
    drawn = (Benefit.OLD_AGE_PENSION, Benefit.STRUCTURAL_PENSION)
    tell(BenefitsDeclared, "16.09.2026", benefits=drawn, source=EvidenceGrade.DECLARATION)
    tell(BenefitsDeclared, "17.09.2026", benefits=(), source=EvidenceGrade.DOCUMENT)
    tell(DeathRecorded, "20.09.2026", source="rodzina")
    return tell.facts
