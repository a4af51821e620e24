"""What is entered into a report by hand: dated, by somebody, corrected later with a reason; what is not is missing."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range, year_of
from domain.durability.report import Words
from domain.refusals import InvalidInput, NotFound, Refusal

LAW = "art. 18a ust. 6 ustawy o zatrudnieniu socjalnym"


class EntryKind(StrEnum):
    """Which part of the report an entry fills in; in the order of art. 18a(6) and of MRiPS CAS 01."""

    STAFF = "STAFF"
    VOLUNTEERS = "VOLUNTEERS"
    FUNDING = "FUNDING"
    ACTIONS = "ACTIONS"
    GRANTS = "GRANTS"


KINDS: Mapping[EntryKind, Words] = {
    EntryKind.STAFF: Words("kadra", "staff"),
    EntryKind.VOLUNTEERS: Words("wolontariusze", "volunteers"),
    EntryKind.FUNDING: Words("źródła finansowania", "funding by source"),
    EntryKind.ACTIONS: Words("działania i ich efekty", "actions and their effects"),
    EntryKind.GRANTS: Words("rozliczenie dotacji", "settlement of grants"),
}


class EmploymentBasis(StrEnum):
    """On what basis staff is employed (art. 18a(6)(1))."""

    EMPLOYMENT_CONTRACT = "EMPLOYMENT_CONTRACT"
    CIVIL_CONTRACT = "CIVIL_CONTRACT"
    OTHER = "OTHER"


class FundingSource(StrEnum):
    """Whose money it is."""

    MUNICIPALITY = "MUNICIPALITY"
    STATE_BUDGET = "STATE_BUDGET"
    EUROPEAN_UNION = "EUROPEAN_UNION"
    LABOUR_FUND = "LABOUR_FUND"
    SOLIDARITY_FUND = "SOLIDARITY_FUND"
    OWN = "OWN"
    OTHER = "OTHER"


class Staff(msgspec.Struct, frozen=True, kw_only=True, tag="STAFF"):
    """So many people employed on one basis, and their working time in hundredths of a full post."""

    basis: EmploymentBasis
    people: int
    fte_hundredths: int


class Volunteers(msgspec.Struct, frozen=True, kw_only=True, tag="VOLUNTEERS"):
    """So many volunteers, by sex."""

    women: int
    men: int


class Funding(msgspec.Struct, frozen=True, kw_only=True, tag="FUNDING"):
    """So much money from one source in the year, in grosze."""

    source: FundingSource
    amount_grosze: int


class Grant(msgspec.Struct, frozen=True, kw_only=True, tag="GRANTS"):
    """How one grant was settled, in grosze; which grant it is stands sealed in the fact."""

    granted_grosze: int
    used_grosze: int
    returned_grosze: int


class Action(msgspec.Struct, frozen=True, kw_only=True, tag="ACTIONS"):
    """One action that was carried out; what it was and what came of it stands sealed in the fact."""


Value = Staff | Volunteers | Funding | Grant | Action


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry: `item` is the version of its first fact, `said_by` of the one that says it now.

    It is so as of a day, and was entered by somebody on another.
    """

    item: int
    said_by: int
    kind: EntryKind
    as_of: date
    entered_by: UUID
    entered_on: date
    value: Value


def place_of(value: Value) -> tuple[object, ...] | None:
    """Return what there may be one entry of: a basis of employment, a source of money; None: as many as there are."""
    match value:
        case Staff(basis=basis):
            return EntryKind.STAFF, basis
        case Funding(source=source):
            return EntryKind.FUNDING, source
        case Volunteers():
            return (EntryKind.VOLUNTEERS,)
    return None


class BeforeItsYear(InvalidInput):
    """An entry as of a day before the year of the report."""

    code = "before-the-year-of-the-report"
    pl = "Sprawozdanie jest za rok od {first}. Podaj stan na dzień (as_of) z tego roku albo późniejszy."
    en = "The report is of the year from {first}. Give a day (as_of) of that year, or a later one."


class NoReportOfThatYear(InvalidInput):
    """A year of which no report is written."""

    code = "no-report-of-that-year"
    law = LAW
    pl = "Za ten rok nie ma sprawozdania: podaj rok od {first} do {last}."
    en = "There is no report of that year: give a year from {first} to {last}."


class AlreadyEntered(Refusal):
    """A second entry of what there is one of."""

    code = "already-entered"
    pl = "Ta część sprawozdania jest już wypełniona (wpis {item}). Popraw ją: podaj corrects: {item} i powód (reason)."
    en = "This part of the report is filled in already (entry {item}). Correct it: give corrects: {item} and a reason."


class NoSuchEntry(NotFound):
    """An entry that is not there, was voided, or fills in another part."""

    code = "no-such-entry"
    pl = "Nie ma takiego wpisu w tej części sprawozdania. Sprawdź numer na liście wpisów."
    en = "There is no such entry in this part of the report. Look up its number in the list of entries."


class CorrectedWithoutAReason(InvalidInput):
    """A correction without saying why, or a reason without a correction."""

    code = "corrected-without-a-reason"
    pl = "Sprostowanie wymaga numeru tego, co prostuje (corrects), i powodu (reason). Podaj oba albo żadne z nich."
    en = "A correction takes the number of what it corrects (corrects) and a reason. Give both or neither."


class MoreThanGranted(InvalidInput):
    """A grant of which more was used and returned than was granted."""

    code = "more-than-granted"
    law = "art. 251 i 252 ustawy o finansach publicznych"
    pl = "Wykorzystano i zwrócono razem więcej, niż wynosi dotacja. Popraw kwoty (odsetek tu nie wpisuj)."
    en = "More was used and returned than was granted. Correct the amounts (interest is not entered here)."


FIRST_YEAR = 2004
"""The Act on social employment is of 2003."""


def refuse_year_without_a_report(year: int, today: date) -> None:
    """Refuse a year before the Act, or one that has not begun."""
    if not FIRST_YEAR <= year <= today.year:
        raise NoReportOfThatYear(first=FIRST_YEAR, last=today.year, pointer="/year")


def refuse_impossible_day(as_of: date, year: int, today: date) -> None:
    """Refuse an entry as of a day to come, or before the year it is about."""
    refuse_date_out_of_range(as_of, "/as_of")
    refuse_date_in_the_future(as_of, today, "/as_of")
    first, _ = year_of(date(year, 1, 1))
    if as_of < first:
        raise BeforeItsYear(first=first, pointer="/as_of")


def refuse_correcting_without_a_reason(corrects: int | None, reason: str | None) -> None:
    """Refuse one of the two without the other."""
    if (corrects is None) != (reason is None):
        raise CorrectedWithoutAReason(pointer="/reason" if reason is None else "/corrects")


def refuse_second_entry(entries: Iterable[Entry], value: Value, corrects: int | None) -> None:
    """Refuse what stands in the place of another entry and does not correct it."""
    place = place_of(value)
    for entry in entries:
        if place is not None and place_of(entry.value) == place and entry.item != corrects:
            raise AlreadyEntered(item=entry.item)


def refuse_unknown_entry(entries: Mapping[int, Entry], item: int, kind: EntryKind | None = None) -> None:
    """Refuse an entry that does not stand, or is of another kind (None: of any)."""
    known = entries.get(item)
    if known is None or kind not in (None, known.kind):
        raise NoSuchEntry(pointer="/corrects")


def refuse_more_than_granted(grant: Grant) -> None:
    """Refuse to have used and returned more than there was."""
    if grant.used_grosze + grant.returned_grosze > grant.granted_grosze:
        raise MoreThanGranted(pointer="/used_grosze")
