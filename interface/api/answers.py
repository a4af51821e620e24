"""Answers with data: bytes made once by msgspec, and their schemas derived from the same structs.

So the contract cannot drift from what is sent: `answer(Kind)` notes the struct, and the OpenAPI
document takes every noted struct from here.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import Response

_REF = "#/components/schemas/{name}"
VERSIONED: Mapping[str, Any] = {
    "ETag": {
        "description": "Wersja, dla If-Match / the version, for If-Match",
        "schema": {"type": "string", "pattern": '^"[0-9]{1,12}"$'},
    }
}
_NOTED: list[Any] = []


def answer(kind: Any, description: str, *, etag: bool = False) -> dict[str, Any]:
    """Return the OpenAPI description of an answer of this struct; `etag` when it carries a stream's version."""
    _NOTED.append(kind)
    ref = _REF.format(name=kind.__name__)
    described = {"description": description, "content": {"application/json": {"schema": {"$ref": ref}}}}
    return described | ({"headers": VERSIONED} if etag else {})


def components() -> dict[str, Any]:
    """Return the JSON schemas of every struct that an answer is made of."""
    schemas, found = msgspec.json.schema_components(_NOTED, ref_template=_REF)
    told = msgspec.json.encode((schemas, found))  # a word that only names keys of a table is in none of them
    used = {name: schema for name, schema in found.items() if _REF.format(name=name).encode() + b'"' in told}
    as_sent: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(used))
    return as_sent


def as_json(value: Any, *, etag: int | None = None) -> Response:
    """Return a 200 with the value as JSON."""
    headers = {} if etag is None else {"ETag": f'"{etag}"'}
    return Response(msgspec.json.encode(value), media_type="application/json", headers=headers)
