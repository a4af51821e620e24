"""The lists of a month under an agreement as files for Polish Excel: a row for each entry, person and rate, or day."""

from collections.abc import Iterator

from application.projections.timeline.words import WORDS
from domain.absences import AbsenceKind
from domain.hours import HoursState
from interface.exports.cells import Cell
from interface.exports.listing import Column, Kind, Listing
from interface.month_end.answer import MonthEndAnswer
from interface.month_end.paper import TITLES, MonthList

_NAMES = {
    MonthList.RECORDS: "ewidencja-psu",
    MonthList.BENEFITS: "lista-swiadczen-psu",
    MonthList.ABSENCES: "nieobecnosci-psu",
}
_NAMED = frozenset({"family_name", "given_name"})
_WHO = (Column(name="family_name", pl="Nazwisko"), Column(name="given_name", pl="Imię"))
_TIMES = (
    Column(name="recorded", pl="Zapisane", kind=Kind.HOURS),
    Column(name="approved", pl="Zatwierdzone", kind=Kind.HOURS),
    Column(name="over", pl="Ponad limit", kind=Kind.HOURS),
    Column(name="payable", pl="Do wypłaty", kind=Kind.HOURS),
)
_COLUMNS: dict[MonthList, tuple[Column, ...]] = {
    MonthList.RECORDS: (
        *_WHO,
        Column(name="day", pl="Dzień", kind=Kind.DAY),
        *_TIMES,
        Column(name="state", pl="Stan", kind=Kind.CODE, words={one.value: WORDS[one][0] for one in HoursState}),
        Column(name="activity_pl", pl="Rodzaj pracy"),
        Column(name="what", pl="Co zrobiono"),
        Column(name="place", pl="Miejsce"),
    ),
    MonthList.BENEFITS: (
        *_WHO,
        Column(name="minutes", pl="Godziny", kind=Kind.HOURS),
        Column(name="rate", pl="Stawka za godzinę", kind=Kind.MONEY),
        Column(name="amount", pl="Kwota", kind=Kind.MONEY),
        Column(name="refund", pl="Refundacja", kind=Kind.MONEY),
    ),
    MonthList.ABSENCES: (
        *_WHO,
        Column(name="day", pl="Dzień", kind=Kind.DAY),
        Column(name="refused", pl="Odmowa", kind=Kind.CODE),
        Column(name="kind", pl="Rodzaj", kind=Kind.CODE, words={one.value: WORDS[one][0] for one in AbsenceKind}),
        Column(name="reason", pl="Powód"),
    ),
}


def listing(told: MonthEndAnswer, which: MonthList, taken_by: str, why: str) -> Listing:
    """Return one of the lists to be taken away by somebody; one that nobody can be paid by has no rows and says why."""
    notes = [notice.pl for notice in told.notices]
    if which is MonthList.BENEFITS:
        notes += [one.pl for one in told.missing]
        notes += [] if told.benefits is None else [told.benefits.pl]
    return Listing(
        name=f"{_NAMES[which]}-{told.month}",
        title=f"{TITLES[which]}, porozumienie {told.number}, {told.since:%m.%Y}",
        columns=_COLUMNS[which],
        rows=_rows(told, which),
        position=told.position,
        day=told.today,
        taken_by=taken_by,
        why=why,
        filters=[f"porozumienie {told.number}", f"miesiąc {told.since:%m.%Y}"],
        hides=told.hides,
        notes=notes,
    )


def _rows(told: MonthEndAnswer, which: MonthList) -> list[list[Cell]]:
    names = [column.name for column in _COLUMNS[which]]
    return [[_cell(person if name in _NAMED else line, name) for name in names] for person, line in _lines(told, which)]


def _lines(told: MonthEndAnswer, which: MonthList) -> Iterator[tuple[object, object]]:
    """Yield who a row is about, and what it says."""
    match which:
        case MonthList.RECORDS:
            yield from ((person, line) for person in told.records.items for line in person.days)
        case MonthList.BENEFITS if told.benefits is not None:
            yield from ((person, part) for person in told.benefits.items for part in person.parts)
        case MonthList.ABSENCES:
            yield from ((one, one) for one in told.absences)


def _cell(of: object, name: str) -> Cell:
    said: Cell = getattr(of, name)
    return said
