"""What a rule can be about: the closed list of its codes, each with its words, its values and where it may stand.

The numbers themselves are no part of the program. They are facts of a rule book, each with its law, its source and
its first day, so that what the law of one year said is not moved by the law of the next.
"""

from enum import StrEnum

import msgspec

MINUTES_MOST = 366 * 24 * 60
NUMBER_MOST = 100_000


class RuleScope(StrEnum):
    """Whose rule book it is."""

    CLUB = "CLUB"
    EDITION = "EDITION"
    AGREEMENT = "AGREEMENT"


SCOPES: dict[RuleScope, tuple[str, str]] = {
    RuleScope.CLUB: ("klub", "the club"),
    RuleScope.EDITION: ("edycja programu", "an edition"),
    RuleScope.AGREEMENT: ("porozumienie", "an agreement"),
}
"""Whose rules they are, in words."""


class Unit(StrEnum):
    """In what an amount is counted."""

    MINUTES = "MINUTES"
    DOBY = "DOBY"
    """Stretches of 24 hours, each counted on the day on which it begins."""
    PRESENCES = "PRESENCES"


class RuleCode(StrEnum):
    """What a rule says; a stable code, for ever."""

    LIMIT_DAY = "LIMIT_DAY"
    LIMIT_WEEK = "LIMIT_WEEK"
    LIMIT_MONTH = "LIMIT_MONTH"
    LIMIT_YEAR = "LIMIT_YEAR"
    LIMIT_EDITION = "LIMIT_EDITION"
    COMBINED_FORMS = "COMBINED_FORMS"
    UNIT = "UNIT"
    DIRECTION = "DIRECTION"
    ACTIVITY = "ACTIVITY"
    NEEDS_CONTRACT = "NEEDS_CONTRACT"
    NEEDS_AGREEMENT = "NEEDS_AGREEMENT"
    NEEDS_GRANT = "NEEDS_GRANT"
    CONDITION = "CONDITION"
    AGE_FROM = "AGE_FROM"
    AGE_BELOW = "AGE_BELOW"
    APPROVAL_BY_ANOTHER = "APPROVAL_BY_ANOTHER"
    PUBLIC_ASSISTANCE = "PUBLIC_ASSISTANCE"
    PROVIDER_IN_24_HOURS = "PROVIDER_IN_24_HOURS"
    PEOPLE_PER_PROVIDER = "PEOPLE_PER_PROVIDER"
    WORK_WITH_MINORS = "WORK_WITH_MINORS"
    PAYABLE_STEP = "PAYABLE_STEP"
    PAYABLE_ROUNDING = "PAYABLE_ROUNDING"
    AIM_EMPLOYMENT = "AIM_EMPLOYMENT"
    CONTACT_BASIS = "CONTACT_BASIS"
    FUNDING = "FUNDING"
    TARGET = "TARGET"
    THERAPY_COMPLETED = "THERAPY_COMPLETED"
    HOMELESS_WITHOUT_RESIDENCE = "HOMELESS_WITHOUT_RESIDENCE"
    INCAPACITY_PENSION_ALLOWED = "INCAPACITY_PENSION_ALLOWED"
    LONG_TERM_MONTHS = "LONG_TERM_MONTHS"
    LONG_TERM_WINDOW_MONTHS = "LONG_TERM_WINDOW_MONTHS"
    PENSION_AGE_WOMEN = "PENSION_AGE_WOMEN"
    PENSION_AGE_MEN = "PENSION_AGE_MEN"
    WARN_DAYS_AHEAD = "WARN_DAYS_AHEAD"
    LATE_ENTRY_DAYS = "LATE_ENTRY_DAYS"
    BATCH_ENTRIES = "BATCH_ENTRIES"
    IDENTICAL_ENTRIES = "IDENTICAL_ENTRIES"
    PROJECT_DURABILITY = "PROJECT_DURABILITY"
    BENEFIT_RATE = "BENEFIT_RATE"
    BENEFIT_REFUND = "BENEFIT_REFUND"


class RuleKind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of rule: its words, and which values it takes.

    A number is at most `most` (0: it takes no number), a word is one of `words`, `switch` is yes or no. `counted`
    rules have a unit; `apart` rules stand several times side by side, each for what it `applies_to`: one of `each_of`
    where these are all that there are.
    """

    pl: str
    en: str
    scopes: frozenset[RuleScope]
    switch: bool = False
    least: int = 1
    most: int = 0
    words: frozenset[str] = frozenset()
    any_word: bool = False
    counted: bool = False
    apart: bool = False
    each_of: frozenset[str] = frozenset()


_CLUB = frozenset({RuleScope.CLUB})
_EDITION = frozenset({RuleScope.EDITION})
_AGREEMENT = frozenset({RuleScope.AGREEMENT})
_BOTH = _EDITION | _AGREEMENT


def _limit(pl: str, en: str, scopes: frozenset[RuleScope] = _BOTH) -> RuleKind:
    return RuleKind(pl=pl, en=en, scopes=scopes, most=MINUTES_MOST, counted=True, apart=True)


def _switch(pl: str, en: str, scopes: frozenset[RuleScope] = _EDITION, *, apart: bool = False) -> RuleKind:
    return RuleKind(pl=pl, en=en, scopes=scopes, switch=True, apart=apart)


def _number(
    pl: str,
    en: str,
    scopes: frozenset[RuleScope],
    most: int = NUMBER_MOST,
    *,
    least: int = 1,  # pragma: no mutate (used while this is imported: no mutant would be seen)
    apart: bool = False,
) -> RuleKind:
    return RuleKind(pl=pl, en=en, scopes=scopes, least=least, most=most, apart=apart)


KINDS: dict[RuleCode, RuleKind] = {
    RuleCode.LIMIT_DAY: _limit("najwięcej w ciągu dnia", "at most a day"),
    RuleCode.LIMIT_WEEK: _limit("najwięcej w tygodniu (od poniedziałku)", "at most a week (from Monday)"),
    RuleCode.LIMIT_MONTH: _limit("najwięcej w miesiącu", "at most a month"),
    RuleCode.LIMIT_YEAR: _limit("najwięcej w roku kalendarzowym", "at most a calendar year"),
    RuleCode.LIMIT_EDITION: _limit("najwięcej w edycji programu", "at most in the edition", _EDITION),
    RuleCode.COMBINED_FORMS: _switch(
        "godziny i doby pomniejszają jeden limit proporcjonalnie", "hours and whole days share one limit in proportion"
    ),
    RuleCode.UNIT: _switch("w czym liczy się udział", "in what taking part is counted", apart=True),
    RuleCode.DIRECTION: RuleKind(
        pl="rodzaj udziału",
        en="kind of taking part",
        scopes=_EDITION,
        words=frozenset({"WORKED", "ATTENDED", "RECEIVED"}),
    ),
    RuleCode.ACTIVITY: _switch("forma z art. 18 ust. 2", "form of art. 18(2)", apart=True),
    RuleCode.NEEDS_CONTRACT: _switch("wymaga kontraktu socjalnego", "needs a social contract"),
    RuleCode.NEEDS_AGREEMENT: _switch("wymaga porozumienia", "needs an agreement (porozumienie)"),
    RuleCode.NEEDS_GRANT: _switch("wymaga przyznanych godzin", "needs granted hours"),
    RuleCode.CONDITION: _switch("warunek przystąpienia", "condition of coming in", apart=True),
    RuleCode.AGE_FROM: _number(
        "wiek od (ukończone lata)", "age from (completed years)", _EDITION, 120, least=0, apart=True
    ),
    RuleCode.AGE_BELOW: _number("wiek poniżej (lata)", "age below (years)", _EDITION, 120, apart=True),
    RuleCode.APPROVAL_BY_ANOTHER: _switch("godziny zatwierdza inna osoba", "hours are approved by another person"),
    RuleCode.PUBLIC_ASSISTANCE: _switch(
        "usługa publiczna: bez innej w tych samych godzinach", "paid publicly: no other one in the same hours"
    ),
    RuleCode.PROVIDER_IN_24_HOURS: _number(
        "minuty jednej osoby świadczącej w kolejnych 24 godzinach",
        "minutes of one provider in 24 consecutive hours",
        _EDITION,
        24 * 60,
    ),
    RuleCode.PEOPLE_PER_PROVIDER: _number(
        "osób naraz pod opieką jednej osoby", "people at one moment with one provider", _EDITION, 1000
    ),
    RuleCode.WORK_WITH_MINORS: _switch(
        "praca z małoletnimi: sprawdzenie w rejestrze", "work with minors: register check"
    ),
    RuleCode.PAYABLE_STEP: _number(
        "rozliczane co tyle minut", "payable in steps of so many minutes", _EDITION, 24 * 60
    ),
    RuleCode.PAYABLE_ROUNDING: RuleKind(
        pl="zaokrąglanie rozliczenia",
        en="rounding of what is payable",
        scopes=_EDITION,
        words=frozenset({"DOWN", "NEAREST", "UP"}),
    ),
    RuleCode.AIM_EMPLOYMENT: _switch("celem jest zatrudnienie", "aims at employment"),
    RuleCode.CONTACT_BASIS: RuleKind(
        pl="podstawa kontaktu po zakończeniu udziału",
        en="basis for contact after the exit",
        scopes=_EDITION,
        switch=True,
        apart=True,
        each_of=frozenset({"ESF_4_WEEKS", "EVALUATION"}),
    ),
    RuleCode.FUNDING: RuleKind(pl="źródło finansowania", en="source of funding", scopes=_EDITION, any_word=True),
    RuleCode.TARGET: _number("obiecany wskaźnik", "promised target", _EDITION, least=0, apart=True),
    RuleCode.PROJECT_DURABILITY: RuleKind(
        pl="trwałość projektu",
        en="project durability",
        scopes=_EDITION,
        words=frozenset({"INVESTMENT", "SOCIAL_PLACES", "AGREEMENT", "NOT_OWED"}),
    ),
    RuleCode.THERAPY_COMPLETED: _switch("osoby uzależnione: ukończona terapia", "addiction: therapy completed", _CLUB),
    RuleCode.HOMELESS_WITHOUT_RESIDENCE: _switch(
        "osoby bezdomne: wystarcza pobyt w gminie", "homeless people: staying in the gmina suffices", _CLUB
    ),
    RuleCode.INCAPACITY_PENSION_ALLOWED: _switch(
        "renta z tytułu niezdolności do pracy nie wyklucza udziału w KIS",
        "an incapacity pension does not exclude from the club",
        _CLUB,
    ),
    RuleCode.LONG_TERM_MONTHS: _number(
        "długotrwale bezrobotny: ponad tyle miesięcy w rejestrze", "long-term: over so many months", _CLUB, 120
    ),
    RuleCode.LONG_TERM_WINDOW_MONTHS: _number(
        "długotrwale bezrobotny: w ostatnich tylu miesiącach", "long-term: within the last months", _CLUB, 240
    ),
    RuleCode.PENSION_AGE_WOMEN: _number("wiek emerytalny kobiet (lata)", "pension age of women (years)", _CLUB, 120),
    RuleCode.PENSION_AGE_MEN: _number("wiek emerytalny mężczyzn (lata)", "pension age of men (years)", _CLUB, 120),
    RuleCode.WARN_DAYS_AHEAD: _number("ostrzeżenie na tyle dni przed", "warning so many days ahead", _CLUB, 366),
    RuleCode.LATE_ENTRY_DAYS: _number("wpis spóźniony po tylu dniach", "entry is late after so many days", _CLUB, 366),
    RuleCode.BATCH_ENTRIES: _number(
        "wpisy hurtowe: tyle jednego dnia, z wielu miesięcy",
        "batch: so many of several months typed on one day",
        _CLUB,
        10_000,
        least=2,
    ),
    RuleCode.BENEFIT_RATE: _number("stawka świadczenia za godzinę pracy", "benefit for an hour of work", _AGREEMENT),
    RuleCode.BENEFIT_REFUND: _number(
        "refundacja świadczenia z Funduszu Pracy za godzinę pracy",
        "refund of the benefit from the Labour Fund for an hour of work",
        _AGREEMENT,
    ),
    RuleCode.IDENTICAL_ENTRIES: _number(
        "identyczne godziny: tyle dni z rzędu", "identical hours: so many days in a row", _CLUB, 366, least=2
    ),
}
"""Every code has its kind (tested)."""

LIMITS = (
    RuleCode.LIMIT_DAY,
    RuleCode.LIMIT_WEEK,
    RuleCode.LIMIT_MONTH,
    RuleCode.LIMIT_YEAR,
    RuleCode.LIMIT_EDITION,
)
"""The limits of an amount, from the shortest time to the longest."""
