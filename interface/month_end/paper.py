"""A month under an agreement on paper: ewidencja, lista należnych świadczeń, informacja dla PUP, in Polish."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from application.projections.timeline.saying import money
from domain.hours.time import clock_time
from interface.month_end.answer import BenefitLine, MonthEndAnswer, PersonRecords, name_of
from interface.printing import Block, Document, Heading, Paragraph, Sheet, Signatures


class MonthList(StrEnum):
    """The lists of a month's end."""

    RECORDS = "records"
    BENEFITS = "benefits"
    ABSENCES = "absences"


TITLES = {
    MonthList.RECORDS: "Ewidencja prac społecznie użytecznych",
    MonthList.BENEFITS: "Lista należnych świadczeń",
    MonthList.ABSENCES: "Informacja dla urzędu pracy o nieobecnościach i odmowach",
}
HEIGHT = 6
"""What a row is high that nobody signs, in millimetres; who takes their money signs in a higher one."""
_ALL = "Rozliczenie miesiąca prac społecznie użytecznych"
_PREVIEW = "PODGLĄD, miesiąc trwa: "


def document(told: MonthEndAnswer, only: MonthList | None = None) -> Document:
    """Return the month as a document: all its lists, or one; the same month as of the same position is the same."""
    title = _ALL if only is None else TITLES[only]
    return Document(
        title=f"{_PREVIEW}{title}" if told.running else title,
        subtitle=f"porozumienie {told.number}, {told.since:%d.%m.%Y}–{told.until:%d.%m.%Y}",
        dated=min(told.today, told.until),
        footer=f"Stan na {told.today:%d.%m.%Y}, pozycja {told.position} w dzienniku klubu",
        blocks=list(_blocks(told, list(MonthList) if only is None else [only])),
        landscape=True,
    )


def _blocks(told: MonthEndAnswer, lists: Sequence[MonthList]) -> Iterator[Block]:
    if MonthList.ABSENCES not in lists or len(lists) > 1:
        yield from (Paragraph(notice.pl) for notice in told.notices)
    for one in lists:
        if len(lists) > 1:
            yield Heading(TITLES[one])
        yield from {
            MonthList.RECORDS: _records,
            MonthList.BENEFITS: _benefits,
            MonthList.ABSENCES: _absences,
        }[one](told, 1 if len(lists) == 1 else 2)
    yield from (Paragraph(f"Nie pokazano: {hidden}.", small=True) for hidden in told.hides)
    yield Signatures(("sporządził(a), data", "sprawdził(a), data", "zatwierdził(a), data"))


def _records(told: MonthEndAnswer, level: int) -> Iterator[Block]:
    records = told.records
    if not records.items:
        yield Paragraph("W tym miesiącu nikt nie ma zapisanych godzin.")
        return
    head = ("Lp.", "Nazwisko i imię", "Dni (godziny zapisane)", "Zapis.", "Zatw.", "Ponad", "Płatne", "Praca i miejsce")
    rows = [
        (
            str(number),
            name_of(person),
            ", ".join(f"{line.day.day}\N{NO-BREAK SPACE}({clock_time(line.recorded)})" for line in person.days),
            *_times(person),
            _work(person),
        )
        for number, person in enumerate(records.items, start=1)
    ]
    total = ("", f"Razem osób: {records.people}", "", *_times(records), "")
    yield Sheet(
        head=head,
        widths=(0.9, 5, 6, 1.5, 1.5, 1.5, 1.5, 6),
        rows=rows,
        total=total,
        to_right=(0, 3, 4, 5, 6),
        height=HEIGHT,
        size=8,
    )
    if told.breaches:
        yield Heading("Przekroczenia porozumienia", level)
        for breach in told.breaches:
            whose = "" if breach.id is None else f"{name_of(breach)}: "
            yield Paragraph(f"{whose}{breach.pl}")


def _benefits(told: MonthEndAnswer, level: int) -> Iterator[Block]:
    if told.benefits is None:
        yield Paragraph("Listy nie sporządzono:")
        yield from (Paragraph(one.pl) for one in told.missing)
        return
    if not told.benefits.items:
        yield Paragraph("W tym miesiącu nikomu nie należy się świadczenie.")
        return
    rows: list[tuple[str, ...]] = []
    for number, person in enumerate(told.benefits.items, start=1):
        rows.extend(_due(number, person))
    paid, amount = clock_time(told.benefits.minutes), money(told.benefits.amount)[0]
    total = ("", f"Razem osób: {told.benefits.people}", paid, "", amount, "")
    head = ("Lp.", "Nazwisko i imię", "Godziny", "Stawka za godz.", "Kwota", "Kwituję odbiór (podpis)")
    yield Sheet(head=head, widths=(0.9, 7, 2, 2.5, 3, 7), rows=rows, total=total, to_right=(0, 2, 3, 4), height=9)
    yield Paragraph(told.benefits.pl, small=True)
    if told.benefits.refund is not None:
        yield Paragraph(f"Do refundacji z Funduszu Pracy: {money(told.benefits.refund)[0]}.")
    yield from _rates(told)
    if told.to_check:
        yield Heading("Przed wypłatą sprawdź", level)
        yield from (Paragraph(f"{name_of(one)}: {one.pl}") for one in told.to_check)


def _due(number: int, person: BenefitLine) -> Iterator[tuple[str, ...]]:
    """Yield a row for each rate, and where there are several the person's sum."""
    several = len(person.parts) > 1
    for place, part in enumerate(person.parts):
        who = (str(number), name_of(person)) if place == 0 else ("", "")
        yield *who, clock_time(part.minutes), money(part.rate)[0], money(part.amount)[0], ""
    if several:
        yield "", f"razem: {name_of(person)}", clock_time(person.minutes), "", money(person.amount)[0], ""


def _rates(told: MonthEndAnswer) -> Iterator[Block]:
    for rule in told.rules:
        until = "" if rule.until is None else f" do {rule.until:%d.%m.%Y}"
        checked = "" if rule.confirmed else "; do potwierdzenia"
        days = f"od {rule.since:%d.%m.%Y}{until}"
        yield Paragraph(f"{rule.pl}: {rule.value_pl}, {days} ({rule.law}{checked}).", small=True)


def _absences(told: MonthEndAnswer, _: int) -> Iterator[Block]:
    if not told.absences:
        yield Paragraph("W tym miesiącu nie zapisano nieobecności ani odmowy.")
        return
    rows = [
        (str(number), f"{one.day:%d.%m.%Y}", name_of(one), one.pl, one.reason or "–")
        for number, one in enumerate(told.absences, start=1)
    ]
    head = ("Lp.", "Dzień", "Nazwisko i imię", "Co się stało", "Powód")
    yield Sheet(head=head, widths=(0.9, 2, 5, 5, 8), rows=rows, to_right=(0,), height=HEIGHT)


def _times(of: object) -> tuple[str, ...]:
    return tuple(clock_time(getattr(of, name)) for name in ("recorded", "approved", "over", "payable"))


def _work(person: PersonRecords) -> str:
    """Return what somebody did and where in the month, each said once."""
    what = dict.fromkeys(line.what or line.activity_pl for line in person.days)
    places = dict.fromkeys(line.place for line in person.days)
    return "; ".join(said for said in (*what, *places) if said)
