"""WIOA-style: employed in the second and in the fourth quarter after the one of the exit. Silence is failure.

Source: Workforce Innovation and Opportunity Act, section 116(b)(2)(A)(i): wage records first. Adapted: the quarters
are those of the calendar, the exit is the last one, and the club has no wage records.
"""

from datetime import date, timedelta

from domain.calendar import months_from
from domain.measures.definition import Confidence, Definition, Judged, Measure, SilenceIs, When, Whose
from domain.measures.results import decided
from domain.measures.taking_part import TakingPart
from domain.measures.working import without_work_on_some_day, worked_on_some_day

MONTHS = 3


def quarter_after(day: date, quarters: int) -> tuple[date, date]:
    """Return the first and the last day of the calendar quarter that is so many after the day's own."""
    own = date(day.year, day.month - (day.month - 1) % MONTHS, 1)
    first = months_from(own, MONTHS * quarters)
    return first, months_from(first, MONTHS) - timedelta(days=1)


def _employed_in_quarter(one: TakingPart, definition: Definition, today: date) -> Judged:
    if one.left_on is None:
        return Judged.OUTSIDE
    first, last = quarter_after(one.left_on, definition.parameters["quarters_after_exit"])
    no = without_work_on_some_day(one.person, first, last)
    return decided(worked_on_some_day(one.person, first, min(last, today)), no, one, last, today)


def _of_quarter(quarters: int, pl: str, pl_of: str, en: str) -> Measure:
    return Measure(
        Definition(
            code=f"WIOA-KWARTAL-{quarters}",
            version=1,
            valid_from=date(2016, 7, 1),
            until=None,
            pl=f"Praca w {pl} kwartale po zakończeniu (w stylu WIOA)",
            en=f"Employed in the {en} quarter after exit (WIOA style)",
            counts_pl=f"osoby, o których wiadomo, że pracowały w dowolnym dniu {pl_of} kwartału po kwartale "
            "zakończenia",
            counts_en=f"people known to have worked on any day of the {en} quarter after that of the exit",
            of_pl="wszystkie osoby, które zakończyły udział, także przedwcześnie",
            of_en="all who left, early leavers included",
            law="WIOA, section 116(b)(2)(A)(i) (USA)",
            source="Wisconsin, wytyczne WIOA, 8.7.1 i 11.21",
            confidence=Confidence.MEDIUM,
            silence=SilenceIs.FAILURE,
            whose=Whose.WORK,
            when=When.LEFT,
            parameters={"quarters_after_exit": quarters},
            adapted_pl="Zakończenie to ostatnie wyjście z klubu, a nie 90 dni bez usługi. Klub nie ma rejestru płac, "
            "więc braku wiadomości jest więcej niż w USA.",
            adapted_en="The exit is the last one from the club, not 90 days without a service. The club has no wage "
            "records, so more is unknown than in the USA.",
        ),
        _employed_in_quarter,
    )


QUARTERS = (_of_quarter(2, "drugim", "drugiego", "second"), _of_quarter(4, "czwartym", "czwartego", "fourth"))
