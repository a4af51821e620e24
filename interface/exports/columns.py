"""What the columns of an export mean: the codebook, from which every format and `docs/codebook.md` are made."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from domain.durability.observation import AtPoint, Ending
from domain.durability.report import Words
from domain.durability.way import Stage
from domain.follow_up import FollowUpPoint
from domain.vocabulary import Role
from interface.exports.words import EVIDENCE_WORDS, SILENCE_WORDS


class Kind(StrEnum):
    """Of which kind the values of a column are; in a file each kind has one form."""

    CODE = "code"
    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    NUMBER = "number"
    DAY = "day"


UNITS: Mapping[Kind, Words] = {
    Kind.CODE: Words("kod", "code"),
    Kind.TEXT: Words("tekst", "text"),
    Kind.COUNT: Words("liczba całkowita", "whole number"),
    Kind.SHARE: Words("udział od 0 do 1", "share from 0 to 1"),
    Kind.NUMBER: Words("liczba", "number"),
    Kind.DAY: Words("data RRRR-MM-DD", "date YYYY-MM-DD"),
}


class Mark(StrEnum):
    """Why a row has empty cells."""

    WITHHELD = "WITHHELD"
    TOO_FEW = "TOO_FEW"
    NO_DATA = "NO_DATA"


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: its name in every format, what it means, its kind, and the codes that it may hold."""

    name: str
    kind: Kind
    means: Words
    values: tuple[str, ...] = ()


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table: what a row of it is, and its columns in their order."""

    name: str
    title: Words
    a_row: Words
    columns: tuple[Column, ...]


def _column(name: str, kind: Kind, pl: str, en: str, values: tuple[str, ...] = ()) -> Column:
    return Column(name=name, kind=kind, means=Words(pl, en), values=values)


def _codes(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(one.value for one in kind)


POINTS = tuple(point.value for point in FollowUpPoint if point is not FollowUpPoint.OTHER)
CURVES = ("IN_WORK", "TO_WORK")
LINES = ("LATE", "EARLY", "LEAST", "MOST")

_ORIGIN = (
    _column("definition", Kind.CODE, "kod definicji trwałości", "code of the durability definition"),
    _column("definition_version", Kind.COUNT, "wersja definicji", "version of the definition"),
    _column("position", Kind.COUNT, "pozycja dziennika, do której są znane fakty", "log position up to which is known"),
    _column("today", Kind.DAY, "dzień tej wiedzy: koniec obserwacji", "day of that knowledge: end of the watching"),
    _column(
        "made_for", Kind.CODE, "rola, dla której zrobiono eksport", "role that the export was made for", _codes(Role)
    ),
    _column(
        "rounded_to",
        Kind.COUNT,
        "do wielokrotności jakiej liczby zaokrąglono liczebności; 1: dokładne",
        "multiple to which counts are rounded; 1: exact",
    ),
    _column(
        "group",
        Kind.CODE,
        "kod grupy; ALL: wszyscy, UNKNOWN: nie wiadomo",
        "code of the group; ALL: all, UNKNOWN: not known",
    ),
    _column("group_pl", Kind.TEXT, "nazwa grupy po polsku", "name of the group in Polish"),
    _column("group_en", Kind.TEXT, "nazwa grupy po angielsku", "name of the group in English"),
    _column(
        "mark",
        Kind.CODE,
        "dlaczego są puste komórki; WITHHELD: grupa za mała, TOO_FEW: za mało osób na udział, NO_DATA: nikogo nie ma",
        "why cells are empty; WITHHELD: the group is too small, TOO_FEW: too few for a share, NO_DATA: nobody there",
        _codes(Mark),
    ),
)
"""The columns with which every row begins: where it comes from and of whom it is."""

_WHICH = _column(
    "curve",
    Kind.CODE,
    "która krzywa; IN_WORK: pozostawanie w pracy od jej podjęcia, TO_WORK: pozostawanie bez pracy od wyjścia",
    "which curve; IN_WORK: staying in work from its start, TO_WORK: staying without work from the exit",
    CURVES,
)
_SHARES = (
    _column("survival", Kind.SHARE, "wartość krzywej po tym dniu", "value of the curve after that day"),
    _column("low", Kind.SHARE, "dolny koniec przedziału 95 % (log-log)", "lower end of the 95 % interval (log-log)"),
    _column("high", Kind.SHARE, "górny koniec przedziału 95 % (log-log)", "upper end of the 95 % interval (log-log)"),
)

GROUPS = Table(
    name="groups",
    title=Words("Grupy", "Groups"),
    a_row=Words("jedna grupa osób", "one group of people"),
    columns=(
        *_ORIGIN,
        _column("people", Kind.COUNT, "osoby, które zakończyły udział, każda raz", "people who left, each once"),
        _column("took_work", Kind.COUNT, "z nich podjęło pracę albo ją miało", "of them took up work or had it"),
        _column(
            "median_days",
            Kind.COUNT,
            "mediana dni w pracy; pusta: nieosiągnięta",
            "median days in work; empty: not reached",
        ),
        _column("fate_unknown", Kind.COUNT, "w pracy, dalszy los nieznany", "in work, later fate unknown"),
        _column(
            "immature",
            Kind.COUNT,
            "w pracy do dnia tej wiedzy; więcej jeszcze nie wiadomo",
            "in work up to that day; more is not due",
        ),
        _column(
            "between_observations",
            Kind.COUNT,
            "utrata pracy wiadoma tylko jako przedział między dwiema obserwacjami",
            "loss known only to lie between two observations",
        ),
    ),
)

POINTS_TABLE = Table(
    name="points",
    title=Words("Punkty po wyjściu", "Points after the exit"),
    a_row=Words("jedna grupa w jednym punkcie po wyjściu", "one group at one point after the exit"),
    columns=(
        *_ORIGIN,
        _column("point", Kind.CODE, "punkt po wyjściu", "point after the exit", POINTS),
        _column("people", Kind.COUNT, "osoby, które zakończyły udział", "people who left"),
        _column("mature", Kind.COUNT, "z nich ten punkt już minął", "of them have passed the point"),
        _column(
            "pending",
            Kind.COUNT,
            "z nich ten punkt jeszcze nie minął: w żadnym wskaźniku",
            "of them have not: in no rate",
        ),
        _column("employed", Kind.COUNT, "pracuje", "in work"),
        _column("not_employed", Kind.COUNT, "nie pracuje", "not in work"),
        _column("unknown", Kind.COUNT, "nie wiadomo", "not known"),
        _column("died", Kind.COUNT, "zmarło: poza mianownikiem", "died: not in the denominator"),
        _column("moved", Kind.COUNT, "wyjechało: poza mianownikiem", "moved away: not in the denominator"),
        _column(
            "returned",
            Kind.COUNT,
            "wróciło do klubu: poza mianownikiem",
            "returned to the club: not in the denominator",
        ),
        *(
            _column(f"silence_{one.value.lower()}", Kind.COUNT, f"nie wiadomo: {said.pl}", f"not known: {said.en}")
            for one, said in SILENCE_WORDS.items()
        ),
        *(
            _column(
                f"evidence_{one.value.lower()}",
                Kind.COUNT,
                f"pracuje, najlepszy dowód: {said.pl}",
                f"in work, best evidence: {said.en}",
            )
            for one, said in EVIDENCE_WORDS.items()
        ),
        _column(
            "denominator",
            Kind.COUNT,
            "mianownik: osoby po punkcie bez zmarłych, tych, którzy wyjechali, i tych, którzy wrócili",
            "denominator: those past the point without who died, moved away or returned",
        ),
        _column("known", Kind.COUNT, "z mianownika: wiadomo, czy pracuje", "of the denominator: known whether in work"),
        _column("rate", Kind.SHARE, "pracujący wśród tych, o których wiadomo", "in work among the known ones"),
        _column(
            "least", Kind.SHARE, "dolna granica: wszyscy nieznani nie pracują", "lower bound: no unknown one works"
        ),
        _column("most", Kind.SHARE, "górna granica: wszyscy nieznani pracują", "upper bound: all unknown ones work"),
        _column(
            "share_known", Kind.SHARE, "pokrycie: udział osób, o których wiadomo", "coverage: share of the known ones"
        ),
    ),
)

CURVE = Table(
    name="curve",
    title=Words("Krzywe", "Curves"),
    a_row=Words(
        "jeden dzień, w którym linia się zmienia albo ktoś przestaje być obserwowany",
        "one day on which a line moves or somebody leaves the watching",
    ),
    columns=(
        *_ORIGIN,
        _WHICH,
        _column(
            "line",
            Kind.CODE,
            "która linia; LATE: zmiana w późniejszym z dwóch dni, EARLY: w wcześniejszym, LEAST i MOST: granice",
            "which line; LATE: a change at the later of two days, EARLY: at the earlier one, LEAST and MOST: bounds",
            LINES,
        ),
        _column("day", Kind.COUNT, "dni od początku", "days from the origin"),
        _column("at_risk", Kind.COUNT, "osoby obserwowane tuż przed tym dniem", "people watched just before that day"),
        _column("events", Kind.COUNT, "zdarzenia w tym dniu", "events on that day"),
        _column(
            "censored",
            Kind.COUNT,
            "ucięci w tym dniu: dalej nie wiadomo",
            "censored on that day: not known any further",
        ),
        *_SHARES,
        _column("error", Kind.NUMBER, "błąd standardowy Greenwooda", "Greenwood's standard error"),
    ),
)

AT_RISK = Table(
    name="at-risk",
    title=Words("W obserwacji", "At risk"),
    a_row=Words("jeden miesiąc jednej krzywej", "one month of one curve"),
    columns=(
        *_ORIGIN,
        _WHICH,
        _column(
            "month", Kind.COUNT, "miesiące od początku (po 30,4375 dnia)", "months from the origin (30.4375 days each)"
        ),
        _column("day", Kind.COUNT, "dni od początku", "days from the origin"),
        _column("at_risk", Kind.COUNT, "osoby obserwowane tuż przed tym dniem", "people watched just before that day"),
        *_SHARES,
        _column(
            "early",
            Kind.SHARE,
            "krzywa, gdy zmiany są w wcześniejszym z dwóch dni",
            "the curve with changes at the earlier day",
        ),
        _column(
            "least",
            Kind.SHARE,
            "dolna granica: wszyscy nieznani stracili pracę (TO_WORK: podjęli ją)",
            "lower bound: all unknown ones lost the job (TO_WORK: took one up)",
        ),
        _column(
            "most",
            Kind.SHARE,
            "górna granica: wszyscy nieznani zachowali pracę (TO_WORK: nikt jej nie podjął)",
            "upper bound: all unknown ones kept it (TO_WORK: none took one up)",
        ),
    ),
)

INCIDENCES = Table(
    name="incidences",
    title=Words("Co się stało", "What happened"),
    a_row=Words(
        "jeden dzień, w którym rośnie udział jednego zakończenia", "one day on which the share of one ending rises"
    ),
    columns=(
        *_ORIGIN,
        _WHICH,
        _column("ending", Kind.CODE, "zakończenie", "ending", _codes(Ending)),
        _column("day", Kind.COUNT, "dni od początku", "days from the origin"),
        _column(
            "share",
            Kind.SHARE,
            "udział osób, których to dosięgło (Aalen-Johansen)",
            "share whom it reached (Aalen-Johansen)",
        ),
        _column("error", Kind.NUMBER, "błąd standardowy tego udziału", "standard error of that share"),
    ),
)

WAY = Table(
    name="way",
    title=Words("Droga do pracy", "Way to work"),
    a_row=Words(
        "jeden etap drogi; od REFERRED: osoby skierowane w tym okresie, od LEFT: osoby z raportu",
        "one stage of the way; from REFERRED: people referred in the period, from LEFT: people of the report",
    ),
    columns=(
        *_ORIGIN,
        _column("stage", Kind.CODE, "etap", "stage", _codes(Stage)),
        _column("reached", Kind.COUNT, "osoby, które do niego doszły", "people who came to it"),
        _column(
            "perhaps",
            Kind.COUNT,
            "osoby, które może doszły albo jeszcze dojdą: nie wiadomo lub za wcześnie",
            "people who may have come to it or yet may: not known or too early",
        ),
    ),
)

TABLES: Mapping[str, Table] = {table.name: table for table in (POINTS_TABLE, GROUPS, CURVE, AT_RISK, INCIDENCES, WAY)}
"""The tables that can be taken away, the first one by default."""

STATES: Mapping[str, AtPoint] = {state.value.lower(): state for state in AtPoint if state is not AtPoint.PENDING}
"""The columns of `points` that count a state."""
