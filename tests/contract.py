"""The contract as judge: every answer is held against the OpenAPI document that the same server hands out."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

PREFIX = "#/components/schemas/"
KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
FORMATS: Mapping[str, Any] = {"uuid": UUID, "date": date.fromisoformat, "date-time": datetime.fromisoformat}
SAID_IN_WORDS = frozenset({"contentEncoding", "title", "description", "examples", "example", "default"})
JUDGED = frozenset(
    """$ref anyOf enum const type format pattern minLength maxLength minimum maximum minItems maxItems items properties
    required additionalProperties""".split()
)
PROBLEM = "application/problem+json"


class Contract:
    """An OpenAPI document, read to judge by. `operations`: method, path and description by operation id."""

    def __init__(self, document: dict[str, Any]) -> None:
        """Take the document."""
        self.document = document
        self.schemas: dict[str, Any] = document["components"]["schemas"]
        self.operations: dict[str, tuple[str, str, dict[str, Any]]] = {
            operation["operationId"]: (method.upper(), path, operation)
            for path, there in document["paths"].items()
            for method, operation in there.items()
        }

    def operation(self, method: str, path: str) -> dict[str, Any] | None:
        """Return the operation that a request meets, or None; a path without parameters goes first."""
        for template in sorted(self.document["paths"], key=lambda known: known.count("{")):
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
                found: dict[str, Any] | None = self.document["paths"][template].get(method.lower())
                return found
        return None

    def example(self, id: str) -> dict[str, Any]:
        """Return a copy of the example of an operation's JSON body; nothing where it takes none."""
        content = self.operations[id][2].get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return {}
        return dict(self.resolved(content["application/json"]["schema"])["examples"][0])

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the schema that a reference names, or the schema itself."""
        named: dict[str, Any] = self.schemas[schema["$ref"].removeprefix(PREFIX)] if "$ref" in schema else schema
        return named

    def departures(self, method: str, path: str, answer: Any) -> list[str]:
        """Return how an answer differs from what the contract says of its operation."""
        operation = self.operation(method, path)
        if operation is None:
            return [] if answer.status_code in {404, 405} else [f"{answer.status_code} where nothing is described"]
        described = operation["responses"].get(str(answer.status_code))
        if described is None:
            return [f"{answer.status_code} is not described for {operation['operationId']}"]
        found = [] if answer.headers.get("cache-control") == "no-store" else ["may be cached"]
        if answer.headers.get("x-content-type-options") != "nosniff":
            found.append("a browser may guess its type")
        content = described.get("content", {})
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if not content:
            return [*found, *(["a body where none is described"] if answer.content else [])]
        if kind not in content:
            return [*found, f"{kind} is not described for {operation['operationId']} {answer.status_code}"]
        if kind.endswith("json"):
            body = answer.json()
            found += self.mismatches(content[kind]["schema"], body, "")
            found += _ill_said(answer, body) if kind == PROBLEM else _unversioned(answer, body)
        return found

    def mismatches(self, schema: dict[str, Any], value: Any, at: str) -> Iterator[str]:
        """Yield where a value is not as the schema says, or says more than it: `at` is a JSON pointer."""
        schema = self.resolved(schema)
        if "anyOf" in schema:
            branches = [list(self.mismatches(branch, value, at)) for branch in schema["anyOf"]]
            if all(branches):
                yield from min(branches, key=lambda found: (found[0].startswith(f"{at}: "), len(found)))
            return
        kinds = KINDS[schema["type"]] if "type" in schema else (object,)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds and object not in kinds):
            yield f"{at}: {type(value).__name__} is no {schema['type']}"
            return
        if value not in schema.get("enum", [value]) or value != schema.get("const", value):
            yield f"{at}: none of the allowed values"
        if isinstance(value, dict):
            yield from self._member_mismatches(schema, value, at)
        elif isinstance(value, list):
            yield from self._item_mismatches(schema, value, at)
        elif isinstance(value, str):
            yield from _text_mismatches(schema, value, at)
        elif isinstance(value, int | float) and not schema.get("minimum", value) <= value <= schema.get(
            "maximum", value
        ):
            yield f"{at}: out of range"

    def _item_mismatches(self, schema: dict[str, Any], value: list[Any], at: str) -> Iterator[str]:
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{at}: {len(value)} items"
        for place, item in enumerate(value):
            yield from self.mismatches(schema.get("items", {}), item, f"{at}/{place}")

    def _member_mismatches(self, schema: dict[str, Any], value: dict[str, Any], at: str) -> Iterator[str]:
        known = schema.get("properties", {})
        yield from (f"{at}/{name}: missing" for name in schema.get("required", ()) if name not in value)
        for name, content in value.items():
            rest = schema.get("additionalProperties", not known)
            if name in known:
                yield from self.mismatches(known[name], content, f"{at}/{name}")
            elif rest is False:
                yield f"{at}/{name}: not described"
            elif isinstance(rest, dict):
                yield from self.mismatches(rest, content, f"{at}/{name}")


def _text_mismatches(schema: dict[str, Any], value: str, at: str) -> Iterator[str]:
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield f"{at}: {len(value)} characters"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: not of the pattern"
    if schema.get("format") in FORMATS:
        try:
            FORMATS[schema["format"]](value)
        except ValueError:
            yield f"{at}: no {schema['format']}"


def _ill_said(answer: Any, problem: dict[str, Any]) -> Iterator[str]:
    """Yield what RFC 9457 or the house asks of a problem and this one lacks."""
    if problem["status"] != answer.status_code:
        yield f"the problem says {problem['status']}"
    if not re.fullmatch(r"urn:kis:problem:[a-z0-9-]+", problem["type"]):
        yield "the problem has no stable type"
    if answer.headers.get("content-language") not in {"pl", "en"}:
        yield "the problem does not say its language"


def _unversioned(answer: Any, body: Any) -> Iterator[str]:
    """Yield when an answer that carries a version has another one in its ETag, or none."""
    if isinstance(body, dict) and "version" in body and answer.headers.get("etag") != f'"{body["version"]}"':
        yield "the ETag is not the version"
