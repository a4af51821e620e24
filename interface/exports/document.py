"""A report as one JSON document: what it is, its codebook, the report as the API gives it; and its JSON Schema."""

from typing import Any

import msgspec

from domain.durability.report import DurabilityReport
from domain.durability.way import Came
from domain.vocabulary import Role
from interface.exports.columns import TABLES, Table
from interface.exports.rows import Taken

SCHEMA_ID = "urn:kis:schema:durability:1"


class DurabilityDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A report taken away: `schema` names the JSON Schema that it keeps, `made_for` the role it was made for."""

    schema: str
    program: str
    made_for: Role
    codebook: tuple[Table, ...]
    report: DurabilityReport
    way: tuple[Came, ...]


def json_bytes(taken: Taken) -> bytes:
    """Return the document, indented, in UTF-8."""
    document = DurabilityDocument(
        schema=SCHEMA_ID,
        program=taken.program,
        made_for=taken.made_for,
        codebook=tuple(TABLES.values()),
        report=taken.report,
        way=taken.came,
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the document."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID}
    return head | msgspec.json.schema(DurabilityDocument)
