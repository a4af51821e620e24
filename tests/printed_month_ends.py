"""Lists of a month's end of invented people, and what is kept of each. `python -m tests.printed_month_ends`.

The kept files (`tests/data/month-ends/`) are what a reader sees and what a screen reader is told.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from application.projections.agreements import Notice
from domain.absences import AbsenceKind
from domain.hours import HoursState
from domain.month_end import BreachKind, MissingKind, Part, StatusKind
from interface.month_end.answer import (
    BenefitLine,
    BenefitList,
    BreachLine,
    CheckLine,
    MissingLine,
    MonthEndAnswer,
    NotThereLine,
    PersonRecords,
    Records,
    WorkLine,
)
from interface.month_end.paper import MonthList, document
from interface.printing import Document
from tests.printed_forms import kept

KEPT = Path(__file__).parent / "data" / "month-ends"
NAMES = (
    ("Brzęczyszczykiewicz-Gżegżółkowska", "Wielisława Świętopełka"),
    ("Łęcki", "Żegota"),
    ("Ćwiąkalska-Źdźbłowska", "Józefina"),
    ("Zmyślona", "Anna"),
)
FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)


def somebody(number: int) -> dict[str, Any]:
    """Return who a line is of."""
    family_name, given_name = NAMES[number % 4]
    return {"id": UUID(int=number + 1), "family_name": family_name, "given_name": given_name}


def worked(number: int, day: int) -> WorkLine:
    """Return four hours of a day, all of them checked."""
    times = {"recorded": 240, "approved": 240, "over": 0, "payable": 240}
    return WorkLine(
        record=UUID(int=number + 1),
        item=day,
        day=date(2026, 6, day),
        **times,
        state=HoursState.APPROVED,
        activity="PSU",
        activity_pl="prace społecznie użyteczne",
        activity_en="socially useful work",
        place="park im. Zmyślonych Rodzin",
        what="porządkowanie zieleni",
    )


def records(people: int) -> Records:
    """Return the records of so many people, each on nine days of four hours."""
    days = (1, 2, 8, 9, 15, 16, 22, 23, 29)
    each: dict[str, Any] = {"recorded": 2160, "approved": 2160, "over": 0, "payable": 2160}
    items = [
        PersonRecords(days=[worked(number, day) for day in days], **each, **somebody(number))
        for number in range(people)
    ]
    return Records(items=items, people=people, **{name: people * minutes for name, minutes in each.items()})


def benefits(people: int) -> BenefitList:
    """Return what is due to so many people, to every second by two rates."""
    items = []
    for number in range(people):
        no_refund: dict[str, Any] = {"refund_rule": None, "refund_rate": None, "refund": None}
        parts = [
            Part(rule=1, rate=1090, minutes=1080, amount=19620, **no_refund),
            Part(rule=2, rate=1215, minutes=1080, amount=21870, **no_refund),
        ]
        chosen = tuple(parts[: 1 + number % 2])
        minutes, amount = sum(part.minutes for part in chosen), sum(part.amount for part in chosen)
        items.append(BenefitLine(parts=chosen, minutes=minutes, amount=amount, **somebody(number)))
    minutes, amount = sum(one.minutes for one in items), sum(one.amount for one in items)
    said = {"pl": "Kwoty zaokrąglono do grosza.", "en": "Amounts are rounded to a grosz."}
    return BenefitList(items=items, people=people, minutes=minutes, amount=amount, refund=None, **said)


def a_month(people: int = 40, **said: Any) -> MonthEndAnswer:
    """Return the June of so many people; every part can be said otherwise."""
    absent = NotThereLine(
        day=date(2026, 6, 3),
        refused=False,
        kind=AbsenceKind.UNEXCUSED,
        pl="nieobecność nieusprawiedliwiona",
        en="absence, unexcused",
        reason=None,
        **somebody(0),
    )
    refused: dict[str, Any] = {"refused": True, "kind": None, "pl": "odmowa wykonania pracy", "en": "work refused"}
    parts: dict[str, Any] = {
        "agreement": UUID(int=99),
        "number": "PUP/ZMYŚLONE/2026",
        "month": "2026-06",
        "since": FIRST,
        "until": LAST,
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2026, 12, 31),
        "running": False,
        "today": date(2026, 7, 1),
        "position": 900,
        "notices": [Notice(pl="Za nieobecność świadczenie nie przysługuje.", en="Nothing is due for an absence.")],
        "missing": [],
        "breaches": [
            BreachLine(
                kind=BreachKind.HOURS_A_MONTH,
                day=None,
                rule=None,
                most=2400,
                found=2460,
                over=60,
                pl="ponad 40 godzin w miesiącu o 1:00",
                en="over 40 hours in the month by 1:00",
                **somebody(2),
            )
        ],
        "to_check": [
            CheckLine(
                kind=StatusKind.WORKS,
                since=date(2026, 6, 20),
                pl="status bezrobotnego do sprawdzenia",
                en="status to be checked",
                **somebody(1),
            )
        ],
        "records": records(people),
        "benefits": benefits(people),
        "absences": [
            NotThereLine(
                day=absent.day,
                reason="powód zmyślony, opowiedziany szeroko i po polsku" if number % 2 else None,
                **(refused if number % 2 else {name: getattr(absent, name) for name in refused}),
                **somebody(number),
            )
            for number in range(people)
        ],
        "rules": [],
        "hides": ["osoby, które nie są przydzielone Tobie"],
    }
    return MonthEndAnswer(**(parts | said))


def printed() -> Mapping[str, Document]:
    """Return every list that is kept, by its name."""
    missing = MissingLine(
        kind=MissingKind.RATE,
        since=FIRST,
        until=LAST,
        pl="Nie zapisano stawki. Zapisz ją przy porozumieniu.",
        en="No rate is recorded. Record it at the agreement.",
    )
    empty: dict[str, Any] = {"breaches": [], "to_check": [], "absences": [], "hides": []}
    return {
        **{f"lista-{only.value}": document(a_month(), only) for only in MonthList},
        "miesiac": document(a_month(4)),
        "miesiac-bez-stawki": document(a_month(0, benefits=None, missing=[missing], running=True, **empty)),
    }


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for name, one in printed().items():
        (KEPT / f"{name}.txt").write_text(kept(one), encoding="utf-8", newline="\n")
