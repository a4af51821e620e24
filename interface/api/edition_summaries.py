"""A month or a year of an edition in numbers: people by degree and age, granted, used, left, presences."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from application.looking import Reader
from application.permissions import Action
from application.projections.agreements import Notice
from application.projections.edition_summary import Period, SummaryFound, SummaryReader
from application.projections.then import NOW, Ever, Then
from application.store.known import size
from domain.calendar import local_day, month_of, year_of
from domain.edition_summary import (
    AGES,
    DEGREES,
    AgeGroup,
    DegreeGroup,
    PeopleRow,
    Presences,
    QuotaRow,
    by_age,
    by_degree,
    presences,
    quotas,
    total_of,
)
from domain.journal import Purpose
from domain.refusals import InvalidInput
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.editions import ProgrammeCode, edition_seen
from interface.api.past import known_to
from interface.api.people import others_hidden, so_many_hidden
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, Moment

router = APIRouter(prefix="/programmes/{code}/editions/{edition}/summary", tags=["hours"], route_class=HardenedRoute)

OPENED = frozenset({Purpose.STATISTICS, Purpose.IDENTITY})
RUNNING = Notice(
    pl="Okres jeszcze trwa: liczby są z dnia odczytu.", en="The period goes on: the numbers are as of today."
)
OUR_AGES = Notice(
    pl="Przedziały wieku są nasze, bo program własnych nie podaje; wiek liczy się na ostatni dzień okresu.",
    en="The age groups are ours, since the programme gives none; age is that on the last day of the period.",
)
HOW_LEFT = Notice(
    pl=(
        "Pozostało: mniejsze z przyznanych godzin i limitu, mniej wykorzystane od początku roku, u każdej osoby nie "
        "mniej niż zero. Liczą się wszystkie zapisane godziny, w dniach, na które przypadają."
    ),
    en=(
        "Left: the smaller of what was granted and of the limit, less what was used since the year began, for each "
        "person not below nothing. All recorded time counts, on the days it lies in."
    ),
)
CARED_FOR = Notice(
    pl=(
        "Liczy się osoby, którymi ktoś się opiekuje: limit należy do nich, a dwóch opiekunów ma jeden wspólny. Wiek i "
        "stopień są z ich własnych kart; kto karty nie ma, jest bez orzeczenia i w wieku nieustalonym."
    ),
    en=(
        "Counted are those who are cared for: the quota is theirs, and two carers share one. Age and degree are of "
        "their own records; who has none is without a decision and of unknown age."
    ),
)


class PeriodNotBegun(InvalidInput):
    """A period of which nothing can be known."""

    code = "period-not-begun"
    pl = "Ten okres jeszcze się nie zaczął. Podaj miesiąc albo rok, który trwa albo minął."
    en = "This period has not begun. Give a month or a year that goes on or is over."


class MonthOrYear(InvalidInput):
    """Both a month and a year, or neither."""

    code = "month-or-year"
    pl = "Podaj miesiąc (month) albo rok (year), jedno z dwojga."
    en = "Give a month or a year, one of the two."


class GroupRow(msgspec.Struct, frozen=True, kw_only=True):
    """People of one group, by sex, with the group's words; `unknown`: whose sex was erased or not recorded."""

    group: str
    pl: str
    en: str
    women: int
    men: int
    unknown: int
    people: int


class QuotaLine(msgspec.Struct, frozen=True, kw_only=True):
    """Granted, limit, used and left of one degree, added up over people, in minutes (and in doby); see the notices.

    `with_grant` and `with_limit` are how many people `granted` and `limit` are of, `over` how many used too much.
    """

    group: str
    pl: str
    en: str
    people: int
    with_grant: int
    granted: int
    with_limit: int
    limit: int
    used: int
    used_so_far: int
    left: int
    limit_doby: int
    used_doby: int
    used_doby_so_far: int
    left_doby: int
    over: int


class EditionSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A month or a year of an edition, as of `today` and a position of the log.

    The cells of `by_degree` and of `by_age` each add up to `total`. `served` is how many have an entry in the period,
    `carers` how many care (respite care alone). `quotas` is empty where nothing limits time; its last line is the sum.
    """

    programme: str
    edition: UUID
    edition_code: str
    since: date
    until: date
    running: bool
    today: date
    position: int
    total: PeopleRow
    served: int
    carers: int | None
    by_degree: list[GroupRow]
    by_age: list[GroupRow]
    quotas: list[QuotaLine]
    presences: Presences
    notices: list[Notice]
    hides: list[str]


class SummaryQuery(Body):
    """Which month, or which year; as known when (left out: now)."""

    month: str | None = Field(
        default=None,
        pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$",
        description="Miesiąc RRRR-MM / month YYYY-MM",
        examples=["2026-05"],
    )
    year: str | None = Field(
        default=None, pattern=r"^(19|20)[0-9]{2}$", description="Rok RRRR / year YYYY", examples=["2026"]
    )
    known_at: Moment | None = Field(
        default=None, description="Co było zapisane do tej chwili lub dnia / recorded by that moment or day"
    )

    @property
    def period(self) -> Period:
        """The days that are asked about. MonthOrYear."""
        if self.month is not None and self.year is None:
            first, last = month_of(date.fromisoformat(f"{self.month}-01"))
        elif self.year is not None and self.month is None:
            first, last = year_of(date(int(self.year), 1, 1))
        else:
            raise MonthOrYear(pointer="/month")
        return Period(first=first, last=last)


@router.get(
    "",
    responses={200: answer(EditionSummary, "Zestawienie / the summary"), **READING},
    operation_id="readEditionSummary",
)
def read(
    code: ProgrammeCode,
    edition: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_HOURS_SUMS))],
    query: Annotated[SummaryQuery, Query()],
) -> Response:
    """Return how many people of which degree and age, what was granted, used and left, and presences, in a period."""
    edition_seen(caller, code, edition)
    house, period = caller.house, query.period
    caller.refuse_halted(Ever.name)
    with house.store.snapshot() as core:
        db, today, then = house.store.reading(), house.today(), NOW
        position = size(db)
        if query.known_at is not None:
            known = known_to(caller, query.known_at)
            today, then, position = local_day(known.moment), Then(position=known.position), known.position
        if period.first > today:
            raise PeriodNotBegun(pointer="/month" if query.year is None else "/year")
        looking = Reader(db, house.indexes, house.journal, house.sealer)
        found = SummaryReader(core, house.journal, looking, caller.sees, then).period(edition, period)
    caller.looked(found.looked_at, opened=OPENED)
    without = "osoby bez miejsca w tej edycji w tym okresie"
    hides = [*others_hidden(caller), *so_many_hidden(caller, found.hidden), without]
    return as_json(_summary(found, edition, period, today, position, hides))


def _summary(
    found: SummaryFound, edition: UUID, period: Period, today: date, position: int, hides: list[str]
) -> EditionSummary:
    people = found.subjects
    running, limited = today <= period.last, quotas(people)
    notices = [
        notice
        for notice, holds in (
            (RUNNING, running),
            (CARED_FOR, found.carers is not None),
            (OUR_AGES, True),
            (HOW_LEFT, bool(limited)),
        )
        if holds
    ]
    return EditionSummary(
        programme=found.programme,
        edition=edition,
        edition_code=found.code,
        since=period.first,
        until=period.last,
        running=running,
        today=today,
        position=position,
        total=total_of(people),
        served=sum(one.served for one in people),
        carers=found.carers,
        by_degree=[_group(row, DEGREES[DegreeGroup(row.group)]) for row in by_degree(people)],
        by_age=[_group(row, AGES[AgeGroup(row.group)]) for row in by_age(people)],
        quotas=[_quota(row) for row in limited],
        presences=presences(found.there, found.opened),
        notices=notices,
        hides=hides,
    )


def _group(row: PeopleRow, words: tuple[str, str]) -> GroupRow:
    return GroupRow(pl=words[0], en=words[1], **msgspec.structs.asdict(row))


def _quota(row: QuotaRow) -> QuotaLine:
    pl, en = ("razem", "in all") if row.group == "TOTAL" else DEGREES[DegreeGroup(row.group)]
    return QuotaLine(pl=pl, en=en, **msgspec.structs.asdict(row))
