"""Which services of reintegration somebody had in the year, by category, as CAS 01 asks.

The ministry's list names "kategorie usług" without their positions, so the categories are the six forms of art. 18(2);
which of them is social and which vocational is our reading (domain page 3.1, 5.1; art. 2 of the Act).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

import msgspec

from domain.annual_report.cells import Table, Use
from domain.annual_report.words import RowWords
from domain.durability.person import EditionKnown, Key, Stay
from domain.measures.definition import Confidence
from domain.programmes import ACTIVITIES
from domain.rules import RuleCode


class Category(msgspec.Struct, frozen=True, kw_only=True):
    """A form of art. 18(2) as a service: of social or of vocational reintegration, by which source, how surely."""

    activity: str
    table: Table
    source: str
    confidence: Confidence

    @property
    def row(self) -> RowWords:
        """The category as a row of its table."""
        form = ACTIVITIES[self.activity]
        return RowWords(code=form.code, pl=form.pl, en=form.en, law=form.law, confidence=self.confidence)


_WORK = "art. 2 ustawy: reintegracja zawodowa to zdolność do samodzielnego świadczenia pracy"
_LIFE = "art. 2 ustawy: reintegracja społeczna to uczestnictwo w życiu społeczności i pełnienie ról społecznych"

CATEGORIES = (
    Category(activity="LEGAL_ADVICE", table=Table.SOCIAL, source=_LIFE, confidence=Confidence.MEDIUM),
    Category(
        activity="SELF_HELP",
        table=Table.SOCIAL,
        source=f"{_LIFE}; samopomoc dotyczy też zatrudnienia, dlatego podział jest do potwierdzenia",
        confidence=Confidence.LOW,
    ),
    Category(activity="JOB_FINDING", table=Table.VOCATIONAL, source=_WORK, confidence=Confidence.MEDIUM),
    Category(activity="SOCIALLY_USEFUL_WORK", table=Table.VOCATIONAL, source=_WORK, confidence=Confidence.MEDIUM),
    Category(activity="PUBLIC_WORKS", table=Table.VOCATIONAL, source=_WORK, confidence=Confidence.MEDIUM),
    Category(activity="INTERNSHIP", table=Table.VOCATIONAL, source=_WORK, confidence=Confidence.MEDIUM),
)
"""Every form of art. 18(2) (tested)."""

NOT_ASSIGNED_ROW = RowWords(
    code="NOT_ASSIGNED",
    pl="nie przypisano",
    en="not assigned",
    law="MRiPS CAS 01",
    confidence=Confidence.MEDIUM,
    why_pl="Żadna godzina w roku nie ma formy działania, a edycja sama jej nie wskazuje. Popraw wpisy godzin: podaj "
    "formę z art. 18 ust. 2 (activity).",
    why_en="No hour of the year names its form, and the edition does not tell it. Correct the entries of hours: give "
    "the form of art. 18(2) (activity).",
)
_TABLE = {category.activity: category.table for category in CATEGORIES}


def rows_of(table: Table) -> tuple[RowWords, ...]:
    """Return the categories of social or of vocational reintegration, as rows."""
    return tuple(category.row for category in CATEGORIES if category.table is table)


def services(
    stays: tuple[Stay, ...],
    used: Mapping[Key, tuple[Use, ...]],
    editions: Mapping[UUID, EditionKnown],
    first: date,
    last: date,
) -> Iterator[tuple[Table, str, Key]]:
    """Yield the table and the category of each service in the year (both days included), and the fact that says so.

    `used`: by enrolment, which forms its hours of the year name. An enrolment says it by itself where its edition has
    one form only, by its rules of the first day that it holds in the year.
    """
    for place in (place for stay in stays for place in stay.places):
        for use in used.get(place.key, ()):
            yield _TABLE[use.activity], use.activity, use.key
        if place.since <= last and (place.until is None or place.until >= first):
            only = _only_form(editions.get(place.edition), max(place.since, first))
            if only is not None:
                yield _TABLE[only], only, place.key


def _only_form(edition: EditionKnown | None, day: date) -> str | None:
    """Return the one form of art. 18(2) that an edition has on a day; None: it has several, or names none."""
    named = [] if edition is None else [rule.applies_to for rule in edition.rules.each(RuleCode.ACTIVITY, day)]
    return named[0] if len(named) == 1 else None
