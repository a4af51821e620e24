"""The one reader of JSON bodies: what arrives from outside is text of one form, numbers that are exact, or refused.

A stock reader lets through what later breaks a database driver, an encoder or an auditor's program
(lone surrogates, NaN, 1e400, huge integers, NUL, two members of one name), and quotes the input in
its complaint. This one refuses such a body with a stable code and a place, and never repeats a value.

JSON is RFC 8259 in UTF-8, narrowed as I-JSON (RFC 7493) narrows it; text comes out in NFC.
"""

import json
import math
import re
from collections.abc import AsyncIterable, Callable, Coroutine
from contextlib import aclosing, suppress
from enum import Enum
from itertools import accumulate
from typing import Any
from unicodedata import category, normalize

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute

from interface.api.previews import previewed

LIMIT = 262_144
"""The largest body, bytes."""
DEPTH = 32
"""The deepest nesting of arrays and objects; `[]` is 1."""
EXACT = 2**53
"""The largest integer that every JSON reader keeps exactly (RFC 7493, 2.2)."""
MARKS = 30
"""The longest run of combining marks (Stream-Safe Text, UAX #15, 13): sorting a longer one takes quadratic time."""


class Flaw(Enum):
    """Why a body is refused: its stable code, the HTTP status, and what a person reads."""

    MEDIA_TYPE = (
        "unsupported-media-type",
        415,
        "Treść żądania musi być typu application/json, w UTF-8, bez kompresji.",
        "The request body must be application/json, in UTF-8, not compressed.",
    )
    NOT_UTF8 = (
        "not-utf-8",
        400,
        "Treść żądania nie jest tekstem UTF-8. Zapisz ją w tym kodowaniu i wyślij ponownie.",
        "The request body is not UTF-8 text. Encode it so and send it again.",
    )
    BYTE_ORDER_MARK = (
        "byte-order-mark",
        400,
        "Treść żądania zaczyna się znacznikiem BOM. Wyślij ją bez niego.",
        "The request body begins with a byte order mark. Send it without.",
    )
    SYNTAX = (
        "not-json",
        400,
        "Treść żądania nie jest poprawnym JSON-em: błąd w wierszu {line}, znak {column}.",
        "The request body is not valid JSON: error in line {line}, column {column}.",
    )
    NO_BODY = (
        "no-body-expected",
        400,
        "To żądanie nie przyjmuje treści. Wyślij je bez treści albo z pustym obiektem {{}}.",
        "This request takes no body. Send none, or the empty object {{}}.",
    )
    TOO_DEEP = (
        "too-deep",
        400,
        f"Zagnieżdżenie jest za głębokie: najwyżej {DEPTH} poziomy.",
        f"The nesting is too deep: {DEPTH} levels at most.",
    )
    DUPLICATE_NAME = (
        "duplicate-name",
        400,
        "Nazwa pola powtarza się w jednym obiekcie. Podaj każde pole raz.",
        "A field name is repeated in one object. Give every field once.",
    )
    NOT_FINITE = (
        "number-not-finite",
        400,
        "To nie jest liczba skończona. Podaj zwykłą liczbę albo pomiń pole.",
        "This is not a finite number. Give an ordinary number or leave the field out.",
    )
    NOT_EXACT = (
        "integer-out-of-range",
        400,
        "Liczba całkowita jest za duża, by przenieść ją dokładnie: najwyżej 2^53.",
        "The integer is too large to be carried exactly: 2^53 at most.",
    )
    LONE_SURROGATE = (
        "lone-surrogate",
        400,
        "Tekst zawiera połowę znaku (kod zastępczy bez pary). Wpisz go ponownie.",
        "The text contains half a character (a lone surrogate). Type it again.",
    )
    CONTROL = (
        "control-character",
        400,
        "Tekst zawiera znak sterujący. Dozwolone są tylko nowy wiersz i tabulator, a w nazwie pola żaden.",
        "The text contains a control character. Only line feed and tab are allowed, and none in a field name.",
    )
    TOO_MANY_MARKS = (
        "too-many-combining-marks",
        400,
        f"Tekst zawiera ponad {MARKS} znaków łączących pod rząd. Wpisz go ponownie.",
        f"The text contains more than {MARKS} combining marks in a row. Type it again.",
    )

    def __init__(self, code: str, status: int, pl: str, en: str) -> None:
        """Name the parts of the declaration."""
        self.code = code
        self.status = status
        self.pl = pl
        self.en = en


class Unreadable(HTTPException):
    """A body that is not read, with where and why, and without any of its values.

    It is an HTTPException because FastAPI hands on no other exception unchanged from reading a body.
    """

    def __init__(self, flaw: Flaw, **numbers: int) -> None:
        """State the flaw; `numbers` fill its text (line and column)."""
        self.code = flaw.code
        self.pointer = ""
        """JSON Pointer (RFC 6901) to the value; only as deep as member names are plain words, which are no data."""
        self.pl = flaw.pl.format(**numbers)
        self.en = flaw.en.format(**numbers)
        super().__init__(flaw.status, self.pl)

    def stands_in(self, name: str | int) -> None:
        """Lengthen the pointer by the member or element that holds the value."""
        plain = isinstance(name, int) or _PLAIN_NAME.fullmatch(name)
        self.pointer = f"/{name}{self.pointer}" if plain else ""


class BodyTooLarge(HTTPException):
    """A body over the limit, refused before the rest of it is read."""

    def __init__(self, limit: int) -> None:
        """State the limit, bytes."""
        self.code = "body-too-large"
        self.limit = limit
        self.pl = f"Treść żądania jest za duża (limit: {limit} B). Podziel ją na mniejsze części."
        self.en = f"The request body is too large (limit: {limit} B). Split it into smaller parts."
        super().__init__(413, self.pl)


_LONGEST = len(str(-EXACT))
_PLAIN_NAME = re.compile(r"[a-z_]{1,40}")
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?+', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = [1 if byte in b"[{" else -1 for byte in range(256)]
_FORBIDDEN_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_FORBIDDEN_IN_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_PERHAPS_MARKS = re.compile(rf"[\u0300-\U0010ffff]{{{MARKS + 1}}}")


async def read_body(chunks: AsyncIterable[bytes], limit: int = LIMIT, declared: str | None = None) -> bytes:
    """Return the whole body; raise BodyTooLarge at the first chunk that passes `limit` bytes.

    `declared` is the Content-Length header: an announced excess is refused before anything is read.
    """
    with suppress(ValueError):  # a header that is no number announces nothing; the counting below holds anyway
        if int(declared or 0) > limit:
            raise BodyTooLarge(limit)
    body = bytearray()
    async for chunk in chunks:
        if len(body) + len(chunk) > limit:
            raise BodyTooLarge(limit)
        body += chunk
    return bytes(body)


def parse_json(data: bytes) -> object:
    """Return the value that `data` states, its text in NFC; raise Unreadable for anything unsafe."""
    if data.startswith(b"\xef\xbb\xbf"):
        raise Unreadable(Flaw.BYTE_ORDER_MARK)
    if _depth(data) > DEPTH:
        raise Unreadable(Flaw.TOO_DEEP)
    # The refusals are raised outside the handlers, so that no chained exception carries the body into a log.
    try:
        value = _decode(data.decode())
    except UnicodeDecodeError:
        refusal = Unreadable(Flaw.NOT_UTF8)
    except json.JSONDecodeError as error:
        refusal = Unreadable(Flaw.SYNTAX, line=error.lineno, column=error.colno)
    else:
        return _checked(value)
    raise refusal


def _depth(data: bytes) -> int:
    """Return the deepest nesting, or a small upper bound of it; no recursion, one pass."""
    brackets = data.count(b"[") + data.count(b"{")
    if brackets <= DEPTH:
        return brackets
    structure = _STRING.sub(b"", data).translate(None, _NOT_BRACKETS)
    return max(accumulate(map(_STEPS.__getitem__, structure)), default=0)


def _integer(digits: str) -> int | Flaw:
    if len(digits) > _LONGEST:  # never converted: that takes quadratic time
        return Flaw.NOT_EXACT
    number = int(digits)
    return number if -EXACT <= number <= EXACT else Flaw.NOT_EXACT


def _decimal(digits: str) -> float | Flaw:
    number = float(digits)
    return number if math.isfinite(number) else Flaw.NOT_FINITE


# An object arrives as the tuple of its members, a bad number as its flaw: `_checked` knows where they stand.
_decode = json.JSONDecoder(
    object_pairs_hook=tuple,
    parse_int=_integer,
    parse_float=_decimal,
    parse_constant=lambda _: Flaw.NOT_FINITE,
).decode


def _checked(value: Any) -> Any:
    """Return the decoded value with objects as dicts and text in NFC; raise Unreadable with its place."""
    kind = type(value)
    if kind is str:
        return _text(value, _FORBIDDEN_IN_TEXT)
    if kind is tuple:
        members = {}
        for raw_name, content in value:
            name = _text(raw_name, _FORBIDDEN_IN_NAME)
            try:
                members[name] = _checked(content)
            except Unreadable as refusal:
                refusal.stands_in(name)
                raise
        if len(members) != len(value):
            raise Unreadable(Flaw.DUPLICATE_NAME)
        return members
    if kind is list:
        for index, content in enumerate(value):
            try:
                value[index] = _checked(content)
            except Unreadable as refusal:
                refusal.stands_in(index)
                raise
        return value
    if kind is Flaw:
        raise Unreadable(value)
    return value


def _text(text: str, forbidden: re.Pattern[str]) -> str:
    """Return the text in NFC; raise Unreadable for a forbidden character."""
    found = forbidden.search(text)
    if found:
        raise Unreadable(Flaw.LONE_SURROGATE if category(found[0]) == "Cs" else Flaw.CONTROL)
    if text.isascii():
        return text
    if _PERHAPS_MARKS.search(text) and "M" * (MARKS + 1) in "".join(category(character)[0] for character in text):
        raise Unreadable(Flaw.TOO_MANY_MARKS)
    return normalize("NFC", text)


class HardenedRequest(Request):
    """A request whose JSON body is read by `read_body` and `parse_json` only."""

    async def body(self) -> bytes:
        """Return the body; raise BodyTooLarge, or Unreadable if it is there and is not declared to be JSON."""
        if not hasattr(self, "_body"):
            async with aclosing(self.stream()) as chunks:
                body = await read_body(chunks, declared=self.headers.get("content-length"))
            if body and not self._declares_json():
                raise Unreadable(Flaw.MEDIA_TYPE)
            self._body = body
        return self._body

    async def json(self) -> Any:
        """Return the body as a JSON value; raise Unreadable."""
        if not hasattr(self, "_json"):
            self._json = parse_json(await self.body())
        return self._json

    def _declares_json(self) -> bool:
        """Tell whether the headers announce plain UTF-8 JSON; FastAPI would take anything else for raw bytes."""
        media_type, _, parameter = self.headers.get("content-type", "").lower().partition(";")
        return (
            media_type.strip() == "application/json"
            and parameter.strip() in {"", "charset=utf-8", 'charset="utf-8"'}
            and self.headers.get("content-encoding", "identity").lower() == "identity"
        )


class HardenedRoute(APIRoute):
    """A route that reads its body as `HardenedRequest` does: `APIRouter(route_class=HardenedRoute)`.

    Where a preview was asked for, that is the answer.

    A form or an uploaded file takes an ordinary route: what streams elsewhere is not counted here.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return FastAPI's own handler, given a hardened request."""
        handle = super().get_route_handler()
        takes_a_body = self.body_field is not None

        async def handle_hardened(request: Request) -> Response:
            hardened = HardenedRequest(request.scope, request.receive)
            if not takes_a_body and await hardened.body() and await hardened.json() != {}:
                raise Unreadable(Flaw.NO_BODY)
            answered = await handle(hardened)
            return previewed(hardened) or answered

        return handle_hardened
