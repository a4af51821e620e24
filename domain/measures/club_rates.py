"""Ukończenie and usamodzielnienie ekonomiczne, each with both denominators: the cohort of entry and the year of exit.

Source: the indices of NIK (domain page 5.2). The same club went from 60.7 % to 21.3 % between two years, because a
year's successes were divided by a year's leavers although programmes span years; so both are shown, and named.
"""

from datetime import date, timedelta

from domain.calendar import months_from
from domain.measures.definition import Confidence, Definition, Judged, Measure, SilenceIs, When, Whose
from domain.measures.exits import LEFT_AS, Left
from domain.measures.results import decided
from domain.measures.taking_part import TakingPart
from domain.measures.working import without_work_on_some_day, worked_on_some_day
from domain.outcomes import OutcomeKind

INDEPENDENT = frozenset(
    {
        OutcomeKind.AFTER_OPEN_MARKET_JOB,
        OutcomeKind.AFTER_SUPPORTED_JOB,
        OutcomeKind.AFTER_SELF_EMPLOYMENT,
        OutcomeKind.AFTER_COOPERATIVE,
    }
)
"""Actions after completion that are independence: a job, a civil contract, a business, a co-operative."""
NIK = "wskaźniki NIK dla zatrudnienia socjalnego (2011-2012)"


def _completed(one: TakingPart, definition: Definition, today: date) -> Judged:
    """Judge whether the last exit is a completion; who takes part still is pending. Nothing here is unknown."""
    del definition, today
    if one.left_as is None:
        return Judged.PENDING
    left = LEFT_AS[one.left_as]
    if left is Left.DIED:
        return Judged.DIED
    return Judged.YES if left is Left.COMPLETED else Judged.NO


def _independent(one: TakingPart, definition: Definition, today: date) -> Judged:
    """Judge, of who completed, whether they lived by their own work within the window after the exit."""
    if one.left_on is None or one.left_as is None or LEFT_AS[one.left_as] is not Left.COMPLETED:
        return Judged.OUTSIDE
    last = months_from(one.left_on, definition.parameters["months_after_exit"])
    around = timedelta(days=definition.parameters["answer_days_around"])
    yes = worked_on_some_day(one.person, one.left_on, min(last, today)) or any(
        seen.kind in INDEPENDENT and one.left_on <= seen.observed_on <= last for seen in one.person.outcomes
    )
    return decided(yes, without_work_on_some_day(one.person, last - around, last + around), one, last, today)


def _of_completion(code: str, when: When, of_pl: str, of_en: str) -> Measure:
    by_entry = when is When.BEGAN
    return Measure(
        Definition(
            code=code,
            version=1,
            valid_from=date(2011, 1, 1),
            until=None,
            pl="Ukończenie, według " + ("roku rozpoczęcia" if by_entry else "roku zakończenia"),
            en="Completion, by the year of " + ("entry" if by_entry else "exit"),
            counts_pl="osoby, których ostatnie zakończenie było zgodne ze ścieżką, z powodu podjęcia pracy albo z "
            "końcem programu",
            counts_en="people whose last exit was as planned, for a job, or with the end of the programme",
            of_pl=of_pl,
            of_en=of_en,
            law=NIK,
            source="NIK o zatrudnieniu socjalnym, lata 2011-2012; podział zakończeń na ukończone i przerwane jest nasz",
            confidence=Confidence.MEDIUM,
            silence=SilenceIs.LEFT_OUT,
            whose=Whose.CLUB,
            when=when,
        ),
        _completed,
    )


def _of_independence(code: str, when: When, of_pl: str, of_en: str) -> Measure:
    by_entry = when is When.BEGAN
    return Measure(
        Definition(
            code=code,
            version=1,
            valid_from=date(2011, 1, 1),
            until=None,
            pl="Usamodzielnienie ekonomiczne, według " + ("roku rozpoczęcia" if by_entry else "roku zakończenia"),
            en="Economic independence, by the year of " + ("entry" if by_entry else "exit"),
            counts_pl="osoby, o których wiadomo, że w ciągu 3 miesięcy od zakończenia pracowały (umowa, działalność, "
            "spółdzielnia)",
            counts_en="people known to have worked within 3 months of the exit (contract, business, co-operative)",
            of_pl=of_pl,
            of_en=of_en,
            law=NIK,
            source="NIK o zatrudnieniu socjalnym, lata 2011-2012; okno 3 miesięcy jest nasze",
            confidence=Confidence.LOW,
            silence=SilenceIs.FAILURE,
            whose=Whose.WORK,
            when=when,
            parameters={"months_after_exit": 3, "answer_days_around": 28},
            adapted_pl="Emerytury i renty, którą część sprawozdań dolicza, nie uznajemy za usamodzielnienie.",
            adapted_en="A pension, which some reports add, is no independence here.",
        ),
        _independent,
    )


CLUB_RATES = (
    _of_completion(
        "KIS-UKONCZENIE-WEJSCIE",
        When.BEGAN,
        "osoby, które rozpoczęły udział w KIS w okresie i już go zakończyły",
        "people who began to take part in the club in the period and have left",
    ),
    _of_completion(
        "KIS-UKONCZENIE-WYJSCIE",
        When.LEFT,
        "osoby, które zakończyły udział w KIS w okresie",
        "people who left the club in the period",
    ),
    _of_independence(
        "KIS-USAMODZIELNIENIE-WEJSCIE",
        When.BEGAN,
        "osoby, które rozpoczęły udział w okresie i go ukończyły",
        "people who began in the period and completed",
    ),
    _of_independence(
        "KIS-USAMODZIELNIENIE-WYJSCIE",
        When.LEFT,
        "osoby, które ukończyły udział w okresie",
        "people who completed in the period",
    ),
)
