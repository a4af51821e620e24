"""A durability report to look at and to take away: the evaluator's page, and files of every format.

They answer the question of `GET /outcomes/durability` by the same permission and with the same figures, withheld ones
too. Every one is recorded as a look before its first byte, an export as an export.
"""

from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from application.access import Subtype
from application.permissions import Action, Scope
from domain.durability.report import Filters
from domain.durability.way import way
from domain.refusals import Language
from interface.api.access import Caller, Permitted
from interface.api.answers import answer
from interface.api.durability import CODES, Answered, DurabilityQuery, answered
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING
from interface.assembly import VERSION
from interface.exports.columns import POINTS_TABLE, TABLES
from interface.exports.document import DurabilityDocument, json_bytes
from interface.exports.parquet import parquet_bytes
from interface.exports.rows import Taken
from interface.exports.separated import Dialect, csv_bytes
from interface.exports.workbook import xlsx_bytes
from interface.web import CONTENT_SECURITY_POLICY
from interface.web.durability import drawing, page

router = APIRouter(prefix="/outcomes/durability", tags=["outcomes"], route_class=HardenedRoute)

HTML = "text/html"
_HTML_HEADERS = {"Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'"}
_FILE: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}


class Format(StrEnum):
    """The formats of an export."""

    CSV = "csv"
    CSV_PL = "csv-pl"
    XLSX = "xlsx"
    JSON = "json"
    PARQUET = "parquet"
    SVG = "svg"


MEDIA_TYPES = {
    Format.CSV: "text/csv",
    Format.CSV_PL: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json",
    Format.PARQUET: "application/vnd.apache.parquet",
    Format.SVG: "image/svg+xml",
}
_ENDINGS = {Format.CSV_PL: "csv"}


class PageQuery(DurabilityQuery):
    """A question, and the language of its answer."""

    lang: Literal["pl", "en"] = Field(default="pl", description="Język / language")


class ExportQuery(PageQuery):
    """A question, in which format and which table the answer is taken away; xlsx and json hold every table."""

    format: Format = Field(default=Format.CSV, description="Format pliku / file format")
    table: Literal["points", "groups", "curve", "at-risk", "incidences", "way"] = Field(
        default="points", description="Która tablica (csv, csv-pl, parquet) / which table"
    )


def _described() -> dict[str, Any]:
    """Return the description of an export in any of its formats."""
    document = answer(DurabilityDocument, "Plik / the file")
    files = {MEDIA_TYPES[one]: _FILE for one in Format if one is not Format.JSON}
    return document | {"content": document["content"] | files}


@router.get(
    "/page",
    responses={200: {"description": "Strona ewaluatora / the evaluator's page", "content": {HTML: {}}}, **READING},
    response_class=Response,
    operation_id="readDurabilityPage",
)
def read_page(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_OUTCOMES))], query: Annotated[PageQuery, Query()]
) -> Response:
    """Return the answer to a question as one HTML page, to read, to print and to keep as a file."""
    told = answered(caller, query)
    shown = page(_taken(caller, told), query.lang)
    caller.looked(told.people, opened=CODES)
    return Response(
        shown, media_type=f"{HTML}; charset=utf-8", headers={**_HTML_HEADERS, "Content-Language": query.lang}
    )


@router.get(
    "/export",
    responses={
        200: _described(),
        **READING,
    },
    response_class=Response,
    operation_id="exportDurability",
)
def export(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_OUTCOMES))], query: Annotated[ExportQuery, Query()]
) -> Response:
    """Return the answer to a question as a file: every column is explained by the codebook."""
    told = answered(caller, query)
    taken = _taken(caller, told)
    file = _file(taken, query)
    caller.looked(told.people, subtype=Subtype.EXPORT, opened=CODES)
    return Response(
        file,
        media_type=MEDIA_TYPES[query.format],
        headers={"Content-Disposition": f'attachment; filename="{_name(taken, query)}"'},
    )


def _taken(caller: Caller, told: Answered) -> Taken:
    """Return an answer as it is taken away, with the way of those referred in its period where it is of everybody."""
    report, population = told.report, told.population
    taken = Taken(report=report, made_for=caller.role, program=VERSION)
    if population is None or report.question.only != Filters() or caller.scope is not Scope.ALL:
        return taken
    asked = report.question
    came = way(population.people, population.editions, asked.first, asked.last, report.definition, report.today)
    return msgspec.structs.replace(taken, way=came)


def _file(taken: Taken, query: ExportQuery) -> bytes:
    language: Language = query.lang
    match query.format:
        case Format.CSV | Format.CSV_PL:
            return csv_bytes(taken, TABLES[query.table], Dialect(query.format.value))
        case Format.XLSX:
            return xlsx_bytes(taken, language)
        case Format.JSON:
            return json_bytes(taken)
        case Format.PARQUET:
            return parquet_bytes(taken, TABLES[query.table])
        case Format.SVG:
            return drawing(taken, language).encode()


def _name(taken: Taken, query: ExportQuery) -> str:
    """Return what the file is called."""
    of_one = query.format in {Format.CSV, Format.CSV_PL, Format.PARQUET}
    table = f"-{query.table}" if of_one and query.table != POINTS_TABLE.name else ""
    return f"{taken.name}{table}.{_ENDINGS.get(query.format, query.format.value)}"
