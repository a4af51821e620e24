"""The club's words for the codes of the record: they become codes here and nowhere else."""

from typing import Any

from application.exchange.cells import Unread, among
from domain.eligibility import GROUPS, EvidenceKind
from domain.programmes import PROGRAMMES
from domain.status import Education, LabourStatus
from domain.vocabulary import ContractType, ExitKind, LegalForm, ReferralSource, Sex

DEGREES = ("(lekki)", "(umiarkowany)", "(znaczny)")
"""What a disability decision says beside its name. A decision of that degree has a day, which the register lacks."""
_EXCLUDED = frozenset({"emeryci", "emeryt", "emerytka", "osoby na emeryturze"})


def _refuse_excluded(word: str) -> None:
    if word in _EXCLUDED:
        pl = (
            "Prawo do emerytury wyklucza udział w klubie (art. 1 ust. 3 ustawy o zatrudnieniu socjalnym). Usuń ten "
            "wiersz albo wpisz grupę z art. 1 ust. 2, jeśli osoba nie ma tego prawa."
        )
        en = (
            "The right to an old-age pension excludes a person (Act on social employment, art. 1(3)). Take this row "
            "out, or write a group of art. 1(2) if the person has no such right."
        )
        raise Unread("excluded-group", pl, en)


def group(cell: str) -> Any:
    """Return the code of a group by one of its names on paper."""
    named = ((rule.code, [wording.text for wording in rule.wordings]) for rule in GROUPS.values())
    return among(*named, otherwise=_refuse_excluded)(cell)


source = among(
    (ReferralSource.WELFARE_CENTRE, ("CUS", "MOPS", "GOPS", "OPS", "PCPR")),
    (ReferralSource.LABOUR_OFFICE, ("PUP",)),
    (ReferralSource.PROBATION_OFFICER, ("kurator sądowy",)),
    (ReferralSource.NGO, ("organizacja pozarządowa",)),
    (ReferralSource.COURT, ("sąd",)),
    (ReferralSource.SCHOOL, ("szkoła",)),
    (ReferralSource.SELF, ("zgłoszenie własne",)),
    (ReferralSource.OTHER, ("inne",)),
)
evidence = among(
    (EvidenceKind.LABOUR_OFFICE_CERTIFICATE, ("zaświadczenie PUP",)),
    (EvidenceKind.RELEASE_CERTIFICATE, ("świadectwo zwolnienia",)),
    (
        EvidenceKind.THERAPY_CERTIFICATE,
        ("zaświadczenie o ukończeniu terapii", "zaświadczenie o ukończeniu programu terapeutycznego"),
    ),
    (EvidenceKind.HOMELESSNESS_PROGRAMME, ("indywidualny program wychodzenia z bezdomności",)),
    (EvidenceKind.MEDICAL_CERTIFICATE, ("zaświadczenie lekarskie",)),
    (EvidenceKind.INTEGRATION_PROGRAMME, ("indywidualny program integracji",)),
    (
        EvidenceKind.DISABILITY_DECISION,
        (
            "orzeczenie o niepełnosprawności",
            "orzeczenie o stopniu niepełnosprawności",
            *(f"orzeczenie o stopniu niepełnosprawności {degree}" for degree in DEGREES),
        ),
    ),
    (EvidenceKind.INTERVIEW, ("wywiad środowiskowy",)),
    (EvidenceKind.DECLARATION, ("oświadczenie",)),
    (EvidenceKind.OTHER, ("inny",)),
)
labour = among(
    (LabourStatus.UNEMPLOYED_REGISTERED, ("bezrobotny zarejestrowany w PUP",)),
    (LabourStatus.UNEMPLOYED_NOT_REGISTERED, ("bezrobotny niezarejestrowany",)),
    (LabourStatus.INACTIVE, ("bierny zawodowo",)),
    (LabourStatus.INACTIVE_IN_EDUCATION, ("bierny zawodowo, uczy się",)),
    (LabourStatus.EMPLOYED, ("pracujący",)),
    (LabourStatus.SELF_EMPLOYED, ("samozatrudniony",)),
)
education = among(
    (Education.ISCED_0_2, ("0-2",)),
    (Education.ISCED_3_4, ("3-4",)),
    (Education.ISCED_5_8, ("5-8",)),
)
form = among(
    (LegalForm.EMPLOYMENT_CONTRACT, ("umowa o pracę",)),
    (LegalForm.SUBSIDISED_EMPLOYMENT, ("prace interwencyjne", "roboty publiczne")),
    (LegalForm.CIVIL_CONTRACT, ("umowa zlecenie", "umowa o dzieło")),
    (LegalForm.SELF_EMPLOYMENT, ("działalność gospodarcza",)),
    (LegalForm.SOCIAL_COOPERATIVE, ("spółdzielnia socjalna",)),
)
exit_kind = among(
    (ExitKind.COMPLETED, ("ukończenie",)),
    (ExitKind.COMPLETED_EMPLOYED, ("podjęcie pracy",)),
    (ExitKind.RESIGNED, ("rezygnacja",)),
    (ExitKind.REMOVED, ("skreślenie",)),
    (ExitKind.CONTRACT_BROKEN, ("zerwanie kontraktu",)),
    (ExitKind.MOVED_OUT, ("wyprowadzka z gminy",)),
    (ExitKind.LOST_ELIGIBILITY, ("utrata uprawnień",)),
    (ExitKind.LOST_CONTACT, ("brak kontaktu",)),
    (ExitKind.IMPRISONED, ("pozbawienie wolności",)),
    (ExitKind.PROGRAMME_ENDED, ("koniec programu",)),
)
sex = among((Sex.FEMALE, ("K", "kobieta")), (Sex.MALE, ("M", "mężczyzna")))
contract_type = among((ContractType.A, ("A",)), (ContractType.B, ("B",)))
programme = among(*((known.code, (known.pl,)) for known in PROGRAMMES.values()))
