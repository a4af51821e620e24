"""What happens to whom in the club: activities, endings, and the plots that are out of the ordinary."""

from dataclasses import replace
from datetime import time

from domain.employment import EmployerKind, EndReason
from domain.follow_up import InferenceGround
from domain.vocabulary import EvidenceGrade, ExitKind, HoursDirection, LegalForm, ReferralSource
from interface.cli.demo_club.club import Plot
from interface.cli.demo_club.entering import (
    ALCOHOL,
    DISABLED,
    DISORDER,
    DRUGS,
    EX_PRISONER,
    HOMELESS,
    OTHER,
    REFUGEE,
    UNEMPLOYED,
)
from interface.cli.demo_club.following_up import Asked
from interface.cli.demo_club.leaving import Ending, Job
from interface.cli.demo_club.taking_part import Activity

_WORKED, _ATTENDED = HoursDirection.WORKED, HoursDirection.ATTENDED
_USEFUL = "SOCIALLY_USEFUL_WORK"
_WORKS = (
    Activity("PSU", (0, 2), time(8), 240, _WORKED, form=_USEFUL),
    Activity("PSU", (1, 3), time(7, 30), 300, _WORKED, form=_USEFUL),
    Activity("PSU", (0, 2, 4), time(8), 180, _WORKED, form=_USEFUL),
)
"""Prace społecznie użyteczne stay within ten hours a week."""
_CLASSES = (
    Activity("AKTYWIZACJA", (1, 3), time(9), 180, _ATTENDED, led_by=0, form="JOB_FINDING"),
    Activity("AKTYWNY-KIS", (0, 2, 4), time(9, 30), 240, _ATTENDED, led_by=0),
    Activity("AKTYWIZACJA", (0, 2), time(10), 240, _ATTENDED, led_by=0, form="SELF_HELP"),
)
_ACTIVITIES = (_WORKS[0], _CLASSES[0], _CLASSES[1], _WORKS[1], _CLASSES[2], _WORKS[2])
_ADVICE = Activity("AKTYWIZACJA", (4,), time(13), 120, _ATTENDED, led_by=0, form="LEGAL_ADVICE")

_DOCUMENT, _REGISTER, _DECLARED = EvidenceGrade.DOCUMENT, EvidenceGrade.REGISTER, EvidenceGrade.DECLARATION
_EMPLOYED, _CIVIL = LegalForm.EMPLOYMENT_CONTRACT, LegalForm.CIVIL_CONTRACT
_BAKERY = Job(0, 4, _EMPLOYED, "Piekarnia Przykładowa", EmployerKind.COMPANY, 75, 380_000, _DOCUMENT)
_LEARNT_LATE = Job(21, 150, _EMPLOYED, "Zakład Zieleni Niebyłej", EmployerKind.PUBLIC, 100, None, _REGISTER)
_CLEANING = Job(3, 6, _CIVIL, "Usługi Porządkowe Na Niby", EmployerKind.COMPANY, None, 310_000, _DECLARED, lasts=75)
_OWN = Job(5, 9, LegalForm.SELF_EMPLOYMENT, None, EmployerKind.ONESELF, None, None, _REGISTER)
_COOPERATIVE = Job(
    35, 12, LegalForm.SOCIAL_COOPERATIVE, "Spółdzielnia Socjalna Zmyślona", EmployerKind.SOCIAL_COOPERATIVE, 50,
    240_000, _DOCUMENT,
)  # fmt: skip
_HEARD_OF = Job(48, 20, LegalForm.UNKNOWN, None, None, None, None, EvidenceGrade.NONE)
_OFFICE = Job(
    14, 5, LegalForm.SUBSIDISED_EMPLOYMENT, "Urząd Próbny", EmployerKind.PUBLIC, 100, 466_600, _DOCUMENT, lasts=182
)
_SHOP = replace(_BAKERY, employer="Sklep Wzorcowy", fte=50, monthly=233_300, lasts=120, why=EndReason.BY_EMPLOYER)
_EVENINGS = Job(25, 10, _CIVIL, "Magazyn Umowny", EmployerKind.COMPANY, None, 120_000, _DECLARED, lasts=60)
_HALF_TIME = replace(_BAKERY, employer="Kuchnia Testowa", fte=50, corrected=True, lasts=240, why=EndReason.OTHER_JOB)
_WHILE_STILL_HERE = replace(_SHOP, after=-25, employer="Szkoła Niebyła", kind=EmployerKind.PUBLIC, lasts=None)
_NAMESAKE = replace(_HEARD_OF, somebody_elses=True)

_COMPLETED, _EMPLOYED_NOW = ExitKind.COMPLETED, ExitKind.COMPLETED_EMPLOYED
_PRISON = Ending(ExitKind.IMPRISONED, "Zawiadomienie kuratora.", told=9)
_BROKEN = Ending(ExitKind.CONTRACT_BROKEN, "Rozwiązano kontrakt.")
_MOVED = Ending(ExitKind.MOVED_OUT, "Wyprowadzka do innej gminy.", told=12)
_ENDINGS = (
    Ending(_COMPLETED, jobs=(_LEARNT_LATE,)),
    Ending(_EMPLOYED_NOW, jobs=(_BAKERY,)),
    Ending(ExitKind.RESIGNED, "Opieka nad chorym ojcem.", told=3),
    Ending(_COMPLETED, jobs=(_COOPERATIVE,)),
    Ending(ExitKind.LOST_CONTACT, "Dwa listy bez odpowiedzi.", told=18),
    Ending(_EMPLOYED_NOW, jobs=(_CLEANING,)),
    Ending(ExitKind.REMOVED, "Nieusprawiedliwione nieobecności."),
    Ending(_COMPLETED),
    _MOVED,
    Ending(_COMPLETED, jobs=(_HEARD_OF,)),
    _BROKEN,
    Ending(_EMPLOYED_NOW, jobs=(_OWN,)),
    Ending(_EMPLOYED_NOW, jobs=(_SHOP, _EVENINGS)),
    Ending(_COMPLETED, jobs=(_OFFICE,)),
    Ending(ExitKind.LOST_ELIGIBILITY, "Przyznano emeryturę.", told=2),
    Ending(_EMPLOYED_NOW, jobs=(_HALF_TIME,)),
    Ending(_COMPLETED, jobs=(_NAMESAKE,)),
)
_GROUNDS = (
    UNEMPLOYED, UNEMPLOYED, DISABLED, UNEMPLOYED, ALCOHOL, UNEMPLOYED, EX_PRISONER, UNEMPLOYED, HOMELESS, REFUGEE,
    UNEMPLOYED, DISORDER, UNEMPLOYED, DRUGS, OTHER,
)  # fmt: skip
_SOURCES = (
    ReferralSource.WELFARE_CENTRE,
    ReferralSource.LABOUR_OFFICE,
    ReferralSource.SELF,
    ReferralSource.WELFARE_CENTRE,
    ReferralSource.NGO,
    ReferralSource.LABOUR_OFFICE,
    ReferralSource.OTHER,
)
_SIGNS = {
    2: InferenceGround.BENEFIT_STOPPED,
    4: InferenceGround.SEEN_AT_WORK,
    7: InferenceGround.SAID_BY_ANOTHER,
    10: InferenceGround.CONTRACT_TERM_PASSED,
}
_WEEKS = (14, 22, 10, 30, 18, 12, 26, 16, 9, 36, 20)


def plot(number: int) -> Plot:
    """Return what happens to the person of that number: the usual, or one of the exceptional paths."""
    ground = _GROUNDS[number % len(_GROUNDS)]
    prison = ground is EX_PRISONER
    consents = number % 7 != 4  # noqa: PLR2004 (the seventh does not want to be called)
    usual = Plot(
        ground=ground,
        source=ReferralSource.PROBATION_OFFICER if prison else _SOURCES[number % len(_SOURCES)],
        activity=_ACTIVITIES[number % len(_ACTIVITIES)],
        weeks=_WEEKS[number % len(_WEEKS)],
        signed_after=-35 if number % 9 == 4 else number % 8 + 2,  # noqa: PLR2004 (the ninth had a contract before)
        ending=_ENDINGS[number % len(_ENDINGS)],
        asked=Asked(
            consents=consents,
            sign=_SIGNS.get(number % 13),
        ),
        certified=_ENDINGS[number % len(_ENDINGS)].good and number % 2 == 0,
    )
    exceptional = _exceptional(number % 30, usual)
    return replace(exceptional, dies=exceptional.dies and number < 30)  # noqa: PLR2004 (one death is enough)


def _exceptional(number: int, usual: Plot) -> Plot:
    """Return the plot with its turn, where it has one."""
    returns = replace(usual, ending=_ENDINGS[1], weeks=14, source=ReferralSource.SELF, signed_after=4)
    paths: dict[int, Plot] = {
        1: replace(usual, weeks=24, again=replace(returns, activity=_CLASSES[1])),
        2: replace(usual, second_ground=UNEMPLOYED, refused_first=True),
        3: replace(usual, asked=Asked(withdraws=True)),
        4: replace(usual, weeks=20, mistaken_exit=True, signed_after=3),
        5: replace(usual, asked=Asked(contradicted=True)),
        6: replace(usual, ending=_PRISON, weeks=18),
        7: replace(usual, weeks=32, pause_weeks=5),
        9: replace(usual, weeks=30, signed_after=6, gap=17),
        11: replace(usual, weeks=16, amended=True, signed_after=5),
        13: replace(usual, signed_after=16, says_from=14),
        14: replace(usual, activity=_WORKS[0], beside=_ADVICE, weeks=20),
        16: replace(usual, activity=_WORKS[2], moves_to=_CLASSES[1], weeks=24, signed_after=5),
        18: replace(usual, activity=_CLASSES[0], ending=Ending(_EMPLOYED_NOW, jobs=(_WHILE_STILL_HERE,))),
        19: replace(usual, withdraws_consent=True),
        21: replace(usual, activity=_CLASSES[2], weeks=28, pause_weeks=3, gap=10, signed_after=5),
        23: replace(usual, weeks=15, dies=True, signed_after=5),
        26: replace(usual, ending=_BROKEN, weeks=17, signed_after=5, again=returns, back_after=210),
        27: replace(usual, ending=_MOVED, weeks=13),
    }
    return paths.get(number, usual)


def pausing(number: int) -> Plot:
    """Return the plot of somebody whose part is paused on the last day of the chronicle."""
    return replace(plot(0), activity=_CLASSES[number % 2], weeks=40, signed_after=4, pauses_still=True)
