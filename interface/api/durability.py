"""Does it last, over HTTP: free questions of those who see people, published tables for those who do not."""

from datetime import date
from itertools import takewhile
from typing import Annotated, NamedTuple
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import ConfigDict, Field

from application.permissions import Action, Scope
from application.projections.durability.answering import Doses, few, left_of, report_of
from application.projections.durability.published import (
    CUTS,
    DEFINITIONS,
    NOT_YET,
    Period,
    Table,
    half_year_ends,
    withheld,
)
from application.projections.evaluated.people import Population
from application.projections.evaluated.view import Evaluated
from application.store.known import Known, recorded_at
from domain.calendar import day_ends, local_day
from domain.durability.definition import DEFAULT, WhichExit, durability_rule
from domain.durability.leaving import Left
from domain.durability.report import AgeBand, Cut, DurabilityReport, Filters, Question, WhatIf
from domain.durability.suppression import LEAST
from domain.eligibility import GroupCode, group_rule
from domain.journal import Purpose
from domain.programmes import programme
from domain.refusals import InvalidInput
from domain.vocabulary import EvidenceGrade, Role, Sex
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.past import known_to
from interface.api.people import others_hidden, refuse_impossible_period
from interface.api.problems import Plain
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, Day, Moment

router = APIRouter(prefix="/outcomes/durability", tags=["outcomes"], route_class=HardenedRoute)

GAP_DAYS_MOST = 366
CODES = frozenset({Purpose.STATISTICS})
"""What is opened of people to count them: the coarse codes of the club's statistics."""


class EditionNotKnown(InvalidInput):
    """An edition that was not there."""

    code = "edition-not-known"
    pl = "Nie ma (albo w tej chwili nie było) edycji o takim identyfikatorze. Podaj edition z listy edycji programu."
    en = "There is no such edition (or there was none by then). Give an edition from the programme's list."


class DefinitionNotPublished(InvalidInput):
    """A definition by which no table is published."""

    code = "definition-not-published"
    pl = "Według tej definicji nie publikuje się tablic. Podaj definition, jedną z: {names}."
    en = "No tables are published by this definition. Give a definition, one of: {names}."


class CutNotPublished(InvalidInput):
    """A cut by which no table is published."""

    code = "cut-not-published"
    pl = "W takim podziale nie publikuje się tablic. Podaj by, jeden z: {cuts}; albo go pomiń."
    en = "No tables are published by this cut. Give by, one of: {cuts}; or leave it out."


class ByWhichRule(Body):
    """By which definition, and what of it otherwise (what if)."""

    definition: str = Field(
        default=DEFAULT.name, max_length=64, description="Definicja: kod@wersja / the definition, code@version"
    )
    gap_days: int | None = Field(
        default=None, ge=0, le=GAP_DAYS_MOST, description="Co by było przy innej przerwie / what if such gaps counted"
    )
    least_evidence: EvidenceGrade | None = Field(
        default=None, description="Co by było przy silniejszym dowodzie / what if evidence had to be at least this"
    )
    which_exit: WhichExit | None = Field(
        default=None, description="Co by było, licząc inne zakończenie / what if another exit counted"
    )


class OfWhom(ByWhichRule):
    """Whose exits; cut by what; or one of the published tables."""

    exits_from: Day | None = Field(default=None, description="Zakończenia od dnia / exits from this day on")
    exits_to: Day | None = Field(default=None, description="Zakończenia do dnia / exits up to this day")
    by: Cut | None = Field(default=None, description="Podział na grupy / cut by")
    programme: str | None = Field(default=None, max_length=64)
    edition: UUID | None = None
    group: str | None = Field(default=None, max_length=64, description="Grupa z art. 1 ust. 2 / group")
    sex: Sex | None = None
    age: AgeBand | None = Field(default=None, description="Wiek w roku zakończenia / age in the year of the exit")
    period: Period | None = Field(
        default=None,
        description="Tablica opublikowana: z ilu pełnych lat / a published table: of how many whole years",
    )


class DurabilityQuery(OfWhom):
    """A question, and as known when."""

    known_at: Moment | None = Field(default=None, description="Według wpisów do tej chwili / as recorded by then")

    model_config = ConfigDict(extra="forbid")


class PublishedTables(msgspec.Struct, frozen=True, kw_only=True):
    """What is published: each definition with each cut (null: none) and period, as of each of the days."""

    definitions: tuple[str, ...]
    cuts: tuple[Cut | None, ...]
    periods: tuple[Period, ...]
    days: tuple[date, ...]


_FREE = frozenset(OfWhom.model_fields) - {"definition", "by", "period"}
"""What only those may say who see people."""


@router.get(
    "",
    responses={200: answer(DurabilityReport, "Czy trwa / does it last"), **READING},
    operation_id="readDurability",
)
def read(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_OUTCOMES))], query: Annotated[DurabilityQuery, Query()]
) -> Response:
    """Return of people who left how many still work, how sure that is, and compared with whom."""
    told = answered(caller, query)
    caller.looked(told.people, opened=CODES)
    return as_json(told.report)


class Answered(NamedTuple):
    """An answer, whom it tells of (the people of small groups), and what it was counted from (None: published)."""

    report: DurabilityReport
    people: list[UUID]
    population: Population | None = None


def answered(caller: Caller, query: DurabilityQuery) -> Answered:
    """Return the answer to a question; what it is asked of whom is the caller's right. Refusals of the question."""
    refuse_impossible(query)
    caller.refuse_halted(Evaluated.name)
    with caller.house.store.snapshot():
        known = None if query.known_at is None else known_to(caller, query.known_at)
        if asks_for_published(caller, query):
            return Answered(published_table(caller, query, known), [])
        question = question_of(query)
        population, everybody = counted(caller, question, known)
        told = report_of(population, question, everybody, others_hidden(caller))
    return Answered(told, few(question.by, everybody, LEAST), population)


@router.get(
    "/tables",
    responses={200: answer(PublishedTables, "Tablice publikowane / the published tables"), **READING},
    operation_id="listDurabilityTables",
)
def list_tables(caller: Annotated[Caller, Depends(Permitted(Action.SEE_OUTCOMES))]) -> Response:
    """Return the fixed list of what is published, and the days as of which it is."""
    with caller.house.store.snapshot():
        days = publication_days(caller, caller.house.today())
    return as_json(PublishedTables(definitions=DEFINITIONS, cuts=CUTS, periods=tuple(Period), days=tuple(days)))


def refuse_impossible(query: OfWhom) -> None:
    """Refuse a question about a period, programme, group or definition that cannot be, whoever asks."""
    refuse_impossible_period(query.exits_from, query.exits_to, ("exits_from", "exits_to"))
    durability_rule(query.definition)
    if query.programme is not None:
        programme(query.programme)
    if query.group is not None:
        group_rule(query.group)


def question_of(query: OfWhom) -> Question:
    """Return the free question that is asked."""
    return Question(
        definition=query.definition,
        first=query.exits_from,
        last=query.exits_to,
        by=query.by,
        only=Filters(
            programme=query.programme,
            edition=query.edition,
            group=None if query.group is None else GroupCode(query.group),
            sex=query.sex,
            age=query.age,
        ),
        what_if=WhatIf(gap_days=query.gap_days, least_evidence=query.least_evidence, which_exit=query.which_exit),
    )


def counted(caller: Caller, question: Question, known: Known | None) -> tuple[Population, list[Left]]:
    """Return what was known, and of whom the caller may ask; within a snapshot. EditionNotKnown."""
    population = caller.house.people.at(known)
    if question.only.edition is not None and question.only.edition not in population.editions:
        raise EditionNotKnown(pointer="/edition")
    doses: Doses | None = caller.house.people.doses(population.position) if question.by is Cut.DOSE else None
    sees = None if caller.scope is Scope.ALL else caller.sees
    return population, left_of(population, question, doses, sees, caller.house.watched)


def asks_for_published(caller: Caller, query: OfWhom) -> bool:
    """Return whether a published table is asked for, as an evaluator always does. 403, 422 where more is said."""
    free = caller.role is not Role.EVALUATOR
    if free and query.period is None:
        return False
    if query.model_fields_set & _FREE:
        raise Plain(
            422 if free else 403,
            "published-tables-only",
            "Z tablic opublikowanych wybiera się definicję, podział i lata (definition, by, period), bez filtrów i "
            "innych reguł. Listę daje /outcomes/durability/tables.",
            "Of published tables the definition, cut and years are chosen (definition, by, period), without filters "
            "or other rules. /outcomes/durability/tables lists them.",
        )
    return True


def table_of(query: OfWhom) -> Table:
    """Return which published table is asked for. DefinitionNotPublished, CutNotPublished."""
    if query.definition not in DEFINITIONS:
        raise DefinitionNotPublished(names=", ".join(DEFINITIONS), pointer="/definition")
    if query.by not in CUTS:
        raise CutNotPublished(cuts=", ".join(cut for cut in CUTS if cut is not None), pointer="/by")
    return Table(query.definition, query.by, query.period or Period.ALL)


def published_table(caller: Caller, query: OfWhom, known: Known | None) -> DurabilityReport:
    """Return the published table that stood then, within a snapshot. Refusals of `table_of`."""
    table, today = table_of(query), caller.house.today()
    days = publication_days(caller, today, known)
    if not days:
        return withheld(table, today if known is None else local_day(known.moment), NOT_YET)
    return caller.house.published.standing(table, days)


def publication_days(caller: Caller, today: date, known: Known | None = None) -> list[date]:
    """Return the days as of which tables are published, up to the one on which something was known."""
    first = local_day(recorded_at(caller.house.store.reading(), 1))
    over = half_year_ends(first, today)
    return list(over if known is None else takewhile(lambda day: day_ends(day) <= known.moment, over))
