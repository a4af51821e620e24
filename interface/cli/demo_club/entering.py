"""How a way begins: the register, the papers, the situation, the groups, and the finding that somebody may come."""

from dataclasses import dataclass
from datetime import date, timedelta

from application.contacts import ChangeContactDetails
from application.declarations import DeclareVoluntariness, GiveConsent, GiveInformation
from application.eligibility import (
    ConfirmEligibility,
    DeclareBenefits,
    EstablishGroup,
    RecordDecision,
    RefuseEligibility,
)
from application.personal_data import ChangeResidence, RegisterParticipant
from application.referral import ReceiveReferral
from application.status import RecordStatus
from domain.declarations import ConsentKind
from domain.eligibility import Benefit, DecisionKind, DisabilityDegree, EvidenceKind, groups
from domain.personal_data import Residence
from domain.status import Answer, Education, Household, LabourStatus, StatusMoment
from domain.vocabulary import Channel, EpisodeKind, EvidenceGrade, ReferralSource
from interface.cli.demo_club.chronicle import Chronicle, Life, Step

_WISHES = {
    EpisodeKind.KIS: (None, None, "Szuka pracy na pół etatu.", "Chce wrócić do pracy w gastronomii.", "Dojazd busem."),
    EpisodeKind.SERVICE: (None, None, "Prosi o telefon po południu."),
}
_STREETS = ("Zmyślona", "Przykładowa", "Niebyła", "Testowa", "Umowna", "Bajkowa")
_CLAUSE = "RODO-13-2023"
_HAVE_EMAIL = 0.3


@dataclass(frozen=True)
class Ground:
    """A group of art. 1(2): its evidence, how long before the paper it began, how long the paper is good."""

    group: str
    evidence: EvidenceKind
    before: int
    good_for: int | None
    homeless: bool = False


UNEMPLOYED = Ground(groups.UNEMPLOYED.code, EvidenceKind.LABOUR_OFFICE_CERTIFICATE, 500, 30)
EX_PRISONER = Ground(groups.EX_PRISONER.code, EvidenceKind.RELEASE_CERTIFICATE, 40, None)
ALCOHOL = Ground(groups.ALCOHOL.code, EvidenceKind.THERAPY_CERTIFICATE, 60, None)
DRUGS = Ground(groups.DRUGS.code, EvidenceKind.THERAPY_CERTIFICATE, 60, None)
HOMELESS = Ground(groups.HOMELESS.code, EvidenceKind.HOMELESSNESS_PROGRAMME, 90, 365, homeless=True)
DISORDER = Ground(groups.MENTAL_DISORDER.code, EvidenceKind.MEDICAL_CERTIFICATE, 200, 365)
REFUGEE = Ground(groups.REFUGEE.code, EvidenceKind.INTEGRATION_PROGRAMME, 45, 365)
DISABLED = Ground(groups.DISABLED.code, EvidenceKind.DISABILITY_DECISION, 300, 1000)
OTHER = Ground(groups.OTHER.code, EvidenceKind.INTERVIEW, 10, None)


def register(told: Chronicle, life: Life, day: date, case_mark: str | None) -> None:
    """The person is entered in the register, and whoever enters them is their caseworker from then on."""
    person = life.person
    registered = told.stage(
        life,
        day,
        lambda: RegisterParticipant(
            id=person.id,
            family_name=person.family_name,
            given_name=person.given_name,
            birth_date=person.birth_date,
            sex=person.sex,
            pesel=person.pesel,
            pesel_missing=person.pesel_missing,
            case_mark=case_mark,
            registered_on=day,
        ),
    )
    life.caseworker = registered.desk


def refer(
    told: Chronicle,
    life: Life,
    day: date,
    kind: EpisodeKind,
    source: ReferralSource,
    signed_by: Step | None = None,
) -> Step:
    """An episode opens, by a parent's hand where somebody else signed."""
    note = told.rng.choice(_WISHES[kind])
    return told.stage(
        life,
        day,
        lambda: ReceiveReferral(
            participant_id=life.id,
            kind=kind,
            source=source,
            referred_on=day,
            signed_by=None if signed_by is None else signed_by.item,
            note=note,
        ),
    )


def reach(told: Chronicle, life: Life, day: date, residence: Residence = Residence.LIVES_HERE) -> None:
    """Where the person lives and how they are reached."""
    rng = told.rng
    street, house = rng.choice(_STREETS), str(rng.randint(1, 60))
    told.tell(
        life,
        day,
        lambda: ChangeResidence(
            participant_id=life.id,
            since=day,
            residence=residence,
            street=None if residence is Residence.STAYS_HERE else street,
            house_number=None if residence is Residence.STAYS_HERE else house,
            postal_code="27-200",
            town="Starachowice",
        ),
    )
    phone = f"+48 500 000 {rng.randint(0, 999):03d}"
    email = f"skrzynka{rng.randint(100, 999)}@example.org" if rng.random() < _HAVE_EMAIL else None
    preferred = Channel.EMAIL if email else Channel.PHONE
    told.tell(
        life,
        day,
        lambda: ChangeContactDetails(participant_id=life.id, since=day, phone=phone, email=email, preferred=preferred),
    )


def papers(
    told: Chronicle,
    life: Life,
    day: date,
    consents: tuple[ConsentKind, ...],
    *,
    signed_by: Step | None = None,
    voluntary: bool = True,
) -> list[Step]:
    """The information clause, the declaration (not of whom a court sent) and the consents; return the consents."""
    number = f"OŚW/{told.rng.randint(1, 600)}/{day.year}"

    def hand() -> int | None:
        return None if signed_by is None else signed_by.item

    told.tell(
        life, day, lambda: GiveInformation(participant_id=life.id, clause=_CLAUSE, given_on=day, signed_by=hand())
    )
    if voluntary:
        told.tell(
            life,
            day,
            lambda: DeclareVoluntariness(
                participant_id=life.id, declared_on=day, signed_by=hand(), document_number=number
            ),
        )

    def consent(kind: ConsentKind) -> Step:
        return told.tell(
            life,
            day,
            lambda: GiveConsent(
                participant_id=life.id, kind=kind, given_on=day, signed_by=hand(), document_number=None
            ),
        )

    return [consent(kind) for kind in consents]


def status(
    told: Chronicle, life: Life, day: date, moment: StatusMoment, labour: LabourStatus | None, ground: Ground | None
) -> Step:
    """The situation as coarse codes; at entry also since when the person is without work."""
    rng = told.rng
    entry = moment is StatusMoment.ENTRY
    since = day - timedelta(days=rng.randint(400, 2500)) if entry and labour is not LabourStatus.EMPLOYED else None
    education = rng.choice((Education.ISCED_0_2, Education.ISCED_3_4, Education.ISCED_3_4, Education.ISCED_5_8))
    household = rng.choice((Household.ALONE, Household.WITH_FAMILY, Household.WITH_FAMILY, Household.SINGLE_PARENT))
    yes = {True: Answer.YES, False: Answer.NO}
    disability = rng.choice((Answer.REFUSED, yes[ground is DISABLED], yes[ground is DISABLED]))
    return told.tell(
        life,
        day,
        lambda: RecordStatus(
            participant_id=life.id,
            moment=moment,
            taken_on=day,
            labour=labour,
            without_work_since=since,
            education=education if entry else None,
            household=household if entry else None,
            disability=disability if entry else None,
            foreign_origin=yes[ground is REFUGEE] if entry else None,
            minority=None,
            homeless=yes[ground is HOMELESS] if entry else None,
            source=EvidenceGrade.DECLARATION,
        ),
    )


def group(told: Chronicle, life: Life, day: date, ground: Ground, *, primary: bool = True) -> Step:
    """A group membership on its paper, shown on that day."""
    issued_on = day - timedelta(days=told.rng.randint(1, 14))
    number = f"{told.rng.randint(100, 9999)}/{issued_on.year}"
    good_until = None if ground.good_for is None else issued_on + timedelta(days=ground.good_for)
    return told.stage(
        life,
        day,
        lambda: EstablishGroup(
            participant_id=life.id,
            group=ground.group,
            since=issued_on - timedelta(days=ground.before),
            primary=primary,
            evidence=ground.evidence,
            evidence_number=number,
            evidence_issued_on=issued_on,
            evidence_valid_until=good_until,
            evidence_kept_at="Teczka osobowa",
        ),
    )


def decision(
    told: Chronicle,
    life: Life,
    decided_on: date,
    kind: DecisionKind,
    *,
    degree: DisabilityDegree | None = None,
    coupled: bool | None = None,
    years: int | None = None,
    until: date | None = None,
    granted_minutes: int | None = None,
    programme: str | None = None,
) -> Step:
    """What an office decided; good for so many years, or until a day, or for ever."""
    number = f"{told.rng.randint(100, 9999)}/{decided_on.year}"
    ends_on = until if years is None else decided_on + timedelta(days=365 * years)
    return told.stage(
        life,
        decided_on,
        lambda: RecordDecision(
            participant_id=life.id,
            kind=kind,
            degree=degree,
            coupled=coupled,
            number=number,
            decided_on=decided_on,
            valid_from=decided_on,
            valid_until=ends_on,
            granted_minutes=granted_minutes,
            programme=programme,
            kept_at="Teczka osobowa",
        ),
    )


def benefits(told: Chronicle, life: Life, day: date, *drawn: Benefit) -> Step:
    """The declaration of which excluding benefits the person draws, mostly none."""
    return told.stage(
        life,
        day,
        lambda: DeclareBenefits(
            participant_id=life.id, declared_on=day, benefits=drawn, source=EvidenceGrade.DECLARATION
        ),
    )


def find_eligible(
    told: Chronicle, life: Life, day: date, episode: Step, *, programme: str | None = None, override: str | None = None
) -> Step:
    """The finding that the person may come; a reason where something that is missing is passed over."""
    return told.stage(
        life,
        day,
        lambda: ConfirmEligibility(
            participant_id=life.id, episode=episode.item, found_on=day, programme=programme, override=override
        ),
    )


def find_ineligible(told: Chronicle, life: Life, day: date, episode: Step, reason: str) -> Step:
    """The finding that the person may not come (yet)."""
    return told.stage(
        life,
        day,
        lambda: RefuseEligibility(participant_id=life.id, episode=episode.item, found_on=day, reason=reason),
    )
