"""The rules that stand when a club is founded, for the club, for each programme and for agreements.

Data, not code: every number with its law, where it was read, and whether somebody has checked it. What the sources
do not settle is not confirmed (do potwierdzenia). Sources: domain page 1 to 4, with its confidence marks.
"""

from datetime import date

from domain.agreements import WORK_ORDER
from domain.rules import FirstRule, RuleCode, Unit

ACT = "ustawa o zatrudnieniu socjalnym"
CONTRACT_LAW = f"{ACT}, art. 18 ust. 4"
OLD_WORK_LAW = "ustawa z 20.04.2004 o promocji zatrudnienia i instytucjach rynku pracy, art. 73a"
OLD_WORK_LAW_ENDED = date(2025, 5, 31)
"""From 1 June 2025 the Act on the labour market (Dz.U. 2025 poz. 620) stands in its place."""
ASSISTANCE = "program Asystent osobisty osoby z niepełnosprawnością"
RESPITE = "program Opieka wytchnieniowa"
DAY_ROOM = "ustawa o wspieraniu rodziny i systemie pieczy zastępczej, art. 24"
MINORS = "ustawa z 13.05.2016 o przeciwdziałaniu zagrożeniom przestępczością na tle seksualnym, art. 21"
PAGE = "Strona klubu z 11.02.2025."
SETTING = "ustawienie programu Ścieżka"
ACT_OF_2003 = date(2003, 6, 13)


def _conditions(law: str, source: str, *codes: str) -> tuple[FirstRule, ...]:
    return tuple(
        FirstRule(code=RuleCode.CONDITION, applies_to=code, value=True, law=law, source=source) for code in codes
    )


def _counted_in(unit: Unit, law: str, source: str) -> FirstRule:
    return FirstRule(code=RuleCode.UNIT, applies_to=unit.value, value=True, law=law, source=source)


def _taking_part(unit: Unit, direction: str, law: str, source: str) -> tuple[FirstRule, ...]:
    return (
        _counted_in(unit, law, source),
        FirstRule(code=RuleCode.DIRECTION, value=direction, law=law, source=source),
    )


def _activity(code: str, number: int) -> FirstRule:
    return FirstRule(
        code=RuleCode.ACTIVITY, applies_to=code, value=True, law=f"{ACT}, art. 18 ust. 2 pkt {number}", source=PAGE
    )


def _of_the_year(applies_to: str | None, hours: int, source: str, law: str = ASSISTANCE) -> FirstRule:
    return FirstRule(
        code=RuleCode.LIMIT_YEAR,
        unit=Unit.MINUTES,
        applies_to=applies_to,
        value=hours * 60,
        law=law,
        source=source,
        confirmed=False,
    )


def _childs_age(law: str, source: str) -> tuple[FirstRule, ...]:
    return (
        FirstRule(code=RuleCode.AGE_FROM, applies_to="CHILD", value=2, law=law, source=source),
        FirstRule(code=RuleCode.AGE_BELOW, applies_to="CHILD", value=16, law=law, source=source),
    )


_NEEDS_CONTRACT = FirstRule(
    code=RuleCode.NEEDS_CONTRACT, value=True, law=CONTRACT_LAW, source="Tekst jednolity: Dz.U. 2025 poz. 83."
)
_IN_THE_CLUB = (
    _NEEDS_CONTRACT,
    *_conditions(f"{ACT}, art. 1", "Tekst jednolity: Dz.U. 2025 poz. 83; " + PAGE, "GROUP", "NO_EXCLUDING_BENEFIT"),
    *_conditions("regulamin klubu", PAGE, "RESIDENCE"),
)

CLUB_RULES = (
    FirstRule(
        code=RuleCode.THERAPY_COMPLETED,
        value=True,
        law=f"{ACT}, art. 1 ust. 2 w brzmieniu z 2003 r.; reguła miejscowa",
        source="Strona klubu z 11.02.2025 za dawnym brzmieniem; dziś ustawa o terapii nie mówi (Dz.U. 2025 poz. 83).",
        confirmed=False,
    ),
    FirstRule(
        code=RuleCode.HOMELESS_WITHOUT_RESIDENCE,
        value=True,
        law="regulamin klubu",
        source="Podobny wyjątek w naborach unijnych (FAQ lubelskie); czy klub go stosuje, do potwierdzenia.",
        confirmed=False,
    ),
    FirstRule(
        code=RuleCode.INCAPACITY_PENSION_ALLOWED,
        value=True,
        law=f"{ACT}, art. 1 ust. 3a",
        source="Tekst jednolity: Dz.U. 2025 poz. 83.",
    ),
    FirstRule(
        code=RuleCode.LONG_TERM_MONTHS,
        value=12,
        law=f"{ACT}, art. 1 ust. 2 pkt 5; ustawa o rynku pracy i służbach zatrudnienia (długotrwale bezrobotny)",
        source="Ponad 12 miesięcy w rejestrze w ostatnich 2 latach, bez staży.",
    ),
    FirstRule(
        code=RuleCode.LONG_TERM_WINDOW_MONTHS,
        value=24,
        law=f"{ACT}, art. 1 ust. 2 pkt 5; ustawa o rynku pracy i służbach zatrudnienia (długotrwale bezrobotny)",
        source="Ponad 12 miesięcy w rejestrze w ostatnich 2 latach, bez staży.",
    ),
    FirstRule(
        code=RuleCode.PENSION_AGE_WOMEN,
        value=60,
        law="ustawa o emeryturach i rentach z FUS, art. 24",
        since=date(2017, 10, 1),
        source="Powszechny wiek emerytalny od 1.10.2017.",
    ),
    FirstRule(
        code=RuleCode.PENSION_AGE_MEN,
        value=65,
        law="ustawa o emeryturach i rentach z FUS, art. 24",
        since=date(2017, 10, 1),
        source="Powszechny wiek emerytalny od 1.10.2017.",
    ),
    FirstRule(code=RuleCode.WARN_DAYS_AHEAD, value=60, law=SETTING, source="Domyślnie 60 dni.", confirmed=False),
    FirstRule(
        code=RuleCode.LATE_ENTRY_DAYS,
        value=35,
        law=SETTING,
        source="Domyślnie 35 dni: karta za miesiąc oddana do 5. dnia następnego.",
        confirmed=False,
    ),
    FirstRule(code=RuleCode.BATCH_ENTRIES, value=30, law=SETTING, source="Domyślnie 30 wpisów.", confirmed=False),
    FirstRule(code=RuleCode.IDENTICAL_ENTRIES, value=20, law=SETTING, source="Domyślnie 20 dni.", confirmed=False),
)
"""The club's own book; the rules of the Act hold from its day."""

OF_PROGRAMME: dict[str, tuple[FirstRule, ...]] = {
    "PSU": (
        *_IN_THE_CLUB,
        *_conditions(WORK_ORDER, "Powiatowe urzędy pracy: osoby bez prawa do zasiłku.", "UNEMPLOYED_WITHOUT_BENEFIT"),
        *_taking_part(Unit.MINUTES, "WORKED", WORK_ORDER, "Praca uczestnika, bez stosunku pracy."),
        _activity("SOCIALLY_USEFUL_WORK", 2),
        FirstRule(code=RuleCode.NEEDS_AGREEMENT, value=True, law=WORK_ORDER, source="Porozumienie starosty z gminą."),
        FirstRule(
            code=RuleCode.LIMIT_WEEK,
            unit=Unit.MINUTES,
            value=600,
            law=OLD_WORK_LAW,
            source="Do 10 godzin w tygodniu; później według zasad porozumienia.",
            until=OLD_WORK_LAW_ENDED,
        ),
        FirstRule(code=RuleCode.AIM_EMPLOYMENT, value=True, law=f"{ACT}, art. 2", source=PAGE, confirmed=False),
        FirstRule(
            code=RuleCode.FUNDING,
            value="GMINA-I-FUNDUSZ-PRACY",
            law=OLD_WORK_LAW,
            source="Refundacja do 60 % minimalnego świadczenia z Funduszu Pracy.",
            confirmed=False,
        ),
    ),
    "AKTYWIZACJA": (
        *_IN_THE_CLUB,
        _counted_in(Unit.MINUTES, f"{ACT}, art. 18", PAGE),
        _activity("JOB_FINDING", 1),
        _activity("PUBLIC_WORKS", 3),
        _activity("LEGAL_ADVICE", 4),
        _activity("SELF_HELP", 5),
        _activity("INTERNSHIP", 6),
        FirstRule(code=RuleCode.AIM_EMPLOYMENT, value=True, law=f"{ACT}, art. 2", source=PAGE),
        FirstRule(code=RuleCode.FUNDING, value="GMINA", law=f"{ACT}, art. 18", source=PAGE, confirmed=False),
    ),
    "AKTYWNY-KIS": (
        *_IN_THE_CLUB,
        _counted_in(Unit.MINUTES, "umowa o dofinansowanie", "Brak publicznego opisu projektu."),
        _activity("JOB_FINDING", 1),
        _activity("SELF_HELP", 5),
        _activity("INTERNSHIP", 6),
        FirstRule(code=RuleCode.AIM_EMPLOYMENT, value=True, law="umowa o dofinansowanie", source=PAGE, confirmed=False),
        FirstRule(
            code=RuleCode.CONTACT_BASIS,
            applies_to="ESF_4_WEEKS",
            value=True,
            law="umowa o dofinansowanie; rozporządzenie (UE) 2021/1057, załącznik I",
            source="Uczestnik podaje dane o swojej sytuacji do 4 tygodni po zakończeniu (WUP Opole); w umowie do "
            "potwierdzenia.",
            confirmed=False,
        ),
        FirstRule(
            code=RuleCode.FUNDING,
            value="EFS-PLUS",
            law="umowa o dofinansowanie",
            source="Fundusze Europejskie dla Świętokrzyskiego 2021-2027, do potwierdzenia w umowie.",
            confirmed=False,
        ),
    ),
    "AOON": (
        *_conditions(ASSISTANCE, "Ogłoszenia gmin o edycji 2025.", "DISABILITY_DECISION"),
        *_childs_age(ASSISTANCE, "Ogłoszenia gmin o edycji 2025: dzieci od 2 do 16 lat z orzeczeniem."),
        *_conditions("regulamin klubu", PAGE, "RESIDENCE"),
        *_taking_part(Unit.MINUTES, "RECEIVED", ASSISTANCE, "Karta realizacji usług."),
        _of_the_year("SEVERE_COUPLED", 840, "Edycja 2023 (Zamość); w edycji 2025 do potwierdzenia."),
        _of_the_year("SEVERE", 720, "Edycja 2023 (Zamość); w edycji 2025 do potwierdzenia."),
        _of_the_year("MODERATE_COUPLED", 480, "Edycja 2023 (Zamość); w edycji 2025 do potwierdzenia."),
        _of_the_year("MODERATE", 360, "Edycja 2023 (Zamość); w edycji 2025 do potwierdzenia."),
        _of_the_year("CHILD", 360, "Edycja 2023 (Zamość); w edycji 2025 do potwierdzenia."),
        FirstRule(code=RuleCode.NEEDS_GRANT, value=True, law=ASSISTANCE, source="Decyzja gminy o liczbie godzin."),
        FirstRule(
            code=RuleCode.PUBLIC_ASSISTANCE,
            value=True,
            law=ASSISTANCE,
            source="Nie w tych samych godzinach.",
        ),
        FirstRule(
            code=RuleCode.PROVIDER_IN_24_HOURS,
            value=720,
            law=ASSISTANCE,
            source="Edycja 2024: 12 godzin w kolejnych 24, bez dojazdu; w edycji 2025 do potwierdzenia.",
            confirmed=False,
        ),
        FirstRule(code=RuleCode.AIM_EMPLOYMENT, value=False, law=ASSISTANCE, source=PAGE),
        FirstRule(code=RuleCode.FUNDING, value="FUNDUSZ-SOLIDARNOSCIOWY", law=ASSISTANCE, source="100 % z Funduszu."),
    ),
    "OPIEKA-WYTCHNIENIOWA": (
        *_conditions(RESPITE, "Ogłoszenie pomoc.starachowice.eu o edycji 2025.", "CARER"),
        *_childs_age(RESPITE, "Ogłoszenie pomoc.starachowice.eu o edycji 2025: dziecko od 2 do 16 lat z orzeczeniem."),
        *_conditions("regulamin klubu", PAGE, "RESIDENCE"),
        *_taking_part(Unit.MINUTES, "RECEIVED", RESPITE, "Forma dzienna."),
        FirstRule(code=RuleCode.UNIT, applies_to=Unit.DOBY.value, value=True, law=RESPITE, source="Forma całodobowa."),
        _of_the_year(None, 240, "Forma dzienna: 240 godzin (Wyrzysk; edycja 2026).", RESPITE),
        FirstRule(
            code=RuleCode.LIMIT_YEAR,
            unit=Unit.DOBY,
            value=14,
            law=RESPITE,
            source="Forma całodobowa: 14 dni w roku.",
            confirmed=False,
        ),
        FirstRule(
            code=RuleCode.COMBINED_FORMS,
            value=True,
            law=RESPITE,
            source="Łączenie form pomniejsza limit proporcjonalnie; do potwierdzenia w edycji.",
            confirmed=False,
        ),
        FirstRule(code=RuleCode.PUBLIC_ASSISTANCE, value=True, law=RESPITE, source="Nie w tych samych godzinach."),
        FirstRule(code=RuleCode.AIM_EMPLOYMENT, value=False, law=RESPITE, source=PAGE),
        FirstRule(code=RuleCode.FUNDING, value="FUNDUSZ-SOLIDARNOSCIOWY", law=RESPITE, source="Środki Funduszu."),
    ),
    "SWIETLICA-PLUS": (
        *_taking_part(Unit.PRESENCES, "ATTENDED", DAY_ROOM, "Lista obecności dzieci."),
        *_conditions("umowa o dofinansowanie", "Kohesio Q7381436: dzieci od 3 do 16 lat.", "AGE"),
        FirstRule(
            code=RuleCode.AGE_FROM, value=3, law="umowa o dofinansowanie", source="Kohesio Q7381436: 15 dzieci 3-6 lat."
        ),
        FirstRule(
            code=RuleCode.AGE_BELOW,
            value=16,
            law="umowa o dofinansowanie",
            source="Kohesio Q7381436: 30 dzieci 6-16 lat; czy z 16. urodzinami, do potwierdzenia.",
            confirmed=False,
        ),
        FirstRule(code=RuleCode.PEOPLE_PER_PROVIDER, value=15, law=DAY_ROOM, source="Do 15 dzieci na wychowawcę."),
        FirstRule(code=RuleCode.WORK_WITH_MINORS, value=True, law=MINORS, source="Sprawdzenie przed dopuszczeniem."),
        FirstRule(code=RuleCode.AIM_EMPLOYMENT, value=False, law=DAY_ROOM, source=PAGE),
        FirstRule(
            code=RuleCode.FUNDING, value="EFS-PLUS", law="umowa o dofinansowanie", source="Kohesio Q7381436: 85 % EFS+."
        ),
        FirstRule(
            code=RuleCode.TARGET,
            applies_to="CHILDREN",
            value=45,
            law="umowa o dofinansowanie",
            source="Kohesio Q7381436: 45 dzieci.",
        ),
    ),
    "SWIETLICA-CAS": (
        *_taking_part(Unit.PRESENCES, "ATTENDED", DAY_ROOM, "Lista obecności dzieci."),
        FirstRule(code=RuleCode.PEOPLE_PER_PROVIDER, value=15, law=DAY_ROOM, source="Do 15 dzieci na wychowawcę."),
        FirstRule(code=RuleCode.WORK_WITH_MINORS, value=True, law=MINORS, source="Sprawdzenie przed dopuszczeniem."),
        FirstRule(code=RuleCode.AIM_EMPLOYMENT, value=False, law=DAY_ROOM, source=PAGE),
        FirstRule(
            code=RuleCode.FUNDING,
            value="GMINA",
            law="umowa projektu Kierunek Przyszłość",
            source="Po zakończeniu projektu norweskiego; do potwierdzenia w umowie.",
            confirmed=False,
        ),
    ),
}
"""For each programme, what a new edition of it starts with."""


def of_agreement(signed_on: date) -> tuple[FirstRule, ...]:
    """Return the rules that an agreement starts with; those of the law in force since 1 June 2025 are not known yet.

    Art. 435 of the Act on the labour market and employment services keeps the old law for agreements signed before.
    """
    if signed_on > OLD_WORK_LAW_ENDED:
        return ()
    return (
        FirstRule(
            code=RuleCode.LIMIT_WEEK,
            unit=Unit.MINUTES,
            value=600,
            law=OLD_WORK_LAW,
            source="Do 10 godzin w tygodniu.",
        ),
        FirstRule(
            code=RuleCode.LIMIT_MONTH,
            unit=Unit.MINUTES,
            value=2400,
            law=OLD_WORK_LAW,
            source="Do 40 godzin w miesiącu: praktyka (Bełchatów, Pabianice, Skarżysko); w ustawie tylko tydzień.",
            confirmed=False,
        ),
    )
