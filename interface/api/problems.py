"""How every no is said over HTTP: one table from what happened to an RFC 9457 problem, in Polish or English.

A problem carries a stable `type`, what to do next, and pointers to the fields at fault. It never repeats
a value that was sent, and another person's id and an unknown one get the same bytes.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException

from application.batch import frames
from application.clock import ClockJumped
from application.permissions import Forbidden
from application.sealing import CursorRefused, KeyErased, KeyLost, SealingRefused
from application.store.subtrees import LogDamaged
from application.unavailable import NotAnchored
from application.writer import KeyReused, QueueFull, Unavailable
from domain.event_logs import EventLogNotGranted
from domain.refusals import InvalidInput, Language, NotFound, Refusal, Stale
from interface.api.reading import BodyTooLarge, Unreadable

log = logging.getLogger("kis.api")

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:kis:problem:"
RETRY_AFTER_SECONDS = 1

STATUS: Mapping[type[Exception], int] = {
    NotFound: 404,
    Forbidden: 403,
    EventLogNotGranted: 403,
    Stale: 412,
    KeyReused: 422,
    InvalidInput: 422,
    ClockJumped: 503,
    Refusal: 409,
}

TITLES: Mapping[int, tuple[str, str]] = {
    400: ("Żądania nie da się odczytać", "The request cannot be read"),
    401: ("Kim jesteś?", "Who are you?"),
    403: ("Brak uprawnienia", "Not allowed"),
    404: ("Nie ma takiego wpisu", "There is no such entry"),
    405: ("Tak się nie da", "Method not allowed"),
    409: ("Tego nie można zapisać", "This cannot be recorded"),
    412: ("Wpis zmienił się w międzyczasie", "The record changed meanwhile"),
    413: ("Za duże żądanie", "The request is too large"),
    415: ("Zły typ treści", "Wrong content type"),
    422: ("Popraw dane", "Correct the data"),
    428: ("Podaj wersję, którą widzisz", "State the version that you see"),
    500: ("Błąd programu", "Error in the program"),
    503: ("Chwilowo nie można", "Not possible at the moment"),
}

FIELD_ERRORS: Mapping[str, tuple[str, str]] = {
    "missing": ("To pole jest wymagane.", "This field is required."),
    "extra_forbidden": (
        "Nie ma takiego pola. Popraw jego nazwę albo je usuń.",
        "There is no such field. Correct its name or leave it out.",
    ),
    "model_attributes_type": (
        "Treścią żądania ma być obiekt JSON z polami tego wpisu.",
        "The body is to be a JSON object with the fields of this entry.",
    ),
    "iso_date": (
        "Podaj istniejącą datę w postaci RRRR-MM-DD, np. 2026-05-31.",
        "Give an existing date as YYYY-MM-DD, such as 2026-05-31.",
    ),
    "local_time": ("Podaj godzinę w postaci GG:MM, np. 14:30.", "Give the time as HH:MM, such as 14:30."),
    "bool_type": ("Podaj true albo false, bez cudzysłowu.", "Give true or false, without quotes."),
    "int_type": ("Podaj liczbę całkowitą, bez cudzysłowu.", "Give a whole number, without quotes."),
    "int_parsing": ("Podaj liczbę całkowitą.", "Give a whole number."),
    "moment": (
        "Podaj dzień (RRRR-MM-DD) albo chwilę ze strefą (RRRR-MM-DDTGG:MM:SSZ, np. 2026-04-15T12:00:00Z).",
        "Give a day (YYYY-MM-DD) or a moment with its zone (YYYY-MM-DDTHH:MM:SSZ, such as 2026-04-15T12:00:00Z).",
    ),
    "moment_or_position": (
        "Podaj dzień (RRRR-MM-DD), chwilę ze strefą (RRRR-MM-DDTGG:MM:SSZ) albo pozycję w dzienniku (liczbę od 1).",
        "Give a day (YYYY-MM-DD), a moment with its zone (YYYY-MM-DDTHH:MM:SSZ) or a position of the log (from 1).",
    ),
    "number_from_one": (
        "Podaj liczbę całkowitą od 1, samymi cyframi.",
        "Give a whole number from 1, in digits alone.",
    ),
    "int_parsing_size": ("Ta liczba jest za duża.", "This number is too large."),
    "string_type": ("Podaj tekst, w cudzysłowie.", "Give text, in quotes."),
    "string_pattern_mismatch": (
        "Dozwolone są wielkie litery bez znaków diakrytycznych, cyfry, łącznik i ukośnik, razem najwyżej 32.",
        "Capital letters A to Z, digits, hyphen and slash are allowed, 32 at most.",
    ),
    "string_too_long": (
        "Tekst jest za długi (limit znaków: {max_length}). Skróć go.",
        "The text is too long (limit: {max_length} characters). Shorten it.",
    ),
    "string_too_short": ("To pole jest puste. Wpisz tekst.", "This field is empty. Type something."),
    "enum": ("Dozwolone wartości: {expected}.", "Allowed values: {expected}."),
    "greater_than_equal": ("Najmniejsza dozwolona wartość: {ge}.", "The smallest allowed value is {ge}."),
    "less_than_equal": ("Największa dozwolona wartość: {le}.", "The largest allowed value is {le}."),
    "list_type": ("Podaj listę.", "Give a list."),
    "tuple_type": ("Podaj listę.", "Give a list."),
    "too_short": ("Podaj co najmniej jedną wartość.", "Give at least one value."),
    "too_long": ("Za dużo wartości: najwyżej {max_length}.", "Too many values: at most {max_length}."),
    "uuid_type": ("Podaj identyfikator (UUID) jako tekst.", "Give an identifier (UUID) as text."),
    "uuid_parsing": (
        "To nie jest identyfikator (UUID). Skopiuj go w całości z odpowiedzi, która go podała.",
        "This is not an identifier (UUID). Copy the whole of it from the answer that gave it.",
    ),
}
"""By the kinds of pydantic; `{names}` are what it tells of the limit."""
LOOK_NOT_NOTED = (
    "Nie udało się odnotować, kto ogląda te dane, więc ich nie pokazano. Spróbuj ponownie za chwilę.",
    "It could not be noted who looks at these data, so they are not shown. Try again in a moment.",
)
_ANY_FIELD_ERROR = ("Tej wartości nie można przyjąć.", "This value cannot be accepted.")
_PLAIN_NAME = re.compile(r"[a-z_]{1,40}")


class Plain(Exception):
    """Something HTTP asks for that is not there: a key, a version, a token."""

    def __init__(self, status: int, code: str, pl: str, en: str) -> None:
        """Hold status, stable code and both sentences."""
        super().__init__(code)
        self.status, self.code, self.pl, self.en = status, code, pl, en


def language_of(request: Request) -> Language:
    """Return the reader's language: Polish, unless English is asked for first."""
    first = request.headers.get("accept-language", "pl").split(",")[0].strip().lower()
    return "en" if first.startswith("en") else "pl"


def request_id(request: Request) -> UUID:
    """Return the id of a request, which stands in the answer's header and in the access record."""
    id: UUID = request.scope["state"]["request_id"]
    return id


def problem(
    request: Request,
    status: int,
    code: str,
    pl: str,
    en: str,
    *,
    law: str | None = None,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return the problem as RFC 9457 JSON in the reader's language."""
    language = language_of(request)
    title = TITLES.get(status, (HTTPStatus(status).phrase,) * 2)
    body: dict[str, Any] = {
        "type": TYPE + code,
        "title": title[0] if language == "pl" else title[1],
        "status": status,
        "detail": pl if language == "pl" else en,
        "instance": f"urn:uuid:{request_id(request)}",
    }
    if law is not None:
        body["law"] = law
    if errors:
        body["errors"] = list(errors)
    return JSONResponse(
        body,
        status_code=status,
        media_type=MEDIA_TYPE,
        headers={
            "Content-Language": language,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            **(headers or {}),
        },
    )


def _refusal(request: Request, refusal: Refusal) -> JSONResponse:
    status = next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)
    language = language_of(request)
    sentence = refusal.sentence(language)
    errors = [{"pointer": refusal.pointer, "code": refusal.code, "detail": sentence}] if refusal.pointer else []
    retry = {"Retry-After": str(RETRY_AFTER_SECONDS)} if status == 503 else None  # noqa: PLR2004
    return problem(
        request,
        status,
        refusal.code,
        refusal.sentence("pl"),
        refusal.sentence("en"),
        law=refusal.law,
        errors=[*errors, *refusal.parts(language)],
        headers=retry,
    )


def _unavailable(request: Request, error: Unavailable) -> JSONResponse:
    """Answer that the writer cannot now; a request without a key was a read, which only had to be noted."""
    pl, en = (error.pl, error.en) if "idempotency-key" in request.headers else LOOK_NOT_NOTED
    return problem(request, 503, error.code, pl, en, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})


def _unsigned(request: Request, error: NotAnchored | LogDamaged) -> JSONResponse:
    """Answer that nothing was signed: only what is anchored and unchanged is."""
    return problem(request, 503, error.code, error.pl, error.en)


def _sealing(request: Request, error: SealingRefused) -> JSONResponse:
    code = {KeyLost: "key-lost", KeyErased: "erased"}.get(type(error), "sealed-value-refused")
    log.error("sealed value refused", extra={"code": code, "owner": str(error.owner)})
    return problem(request, 409 if code == "erased" else 503, code, error.pl, error.en)


def _cursor(request: Request, error: CursorRefused) -> JSONResponse:
    return problem(request, 400, "invalid-cursor", error.pl, error.en)


def _unreadable(request: Request, error: Unreadable) -> JSONResponse:
    detail = error.pl if language_of(request) == "pl" else error.en
    errors = [{"pointer": error.pointer, "code": error.code, "detail": detail}]
    return problem(request, error.status_code, error.code, error.pl, error.en, errors=errors)


def _too_large(request: Request, error: BodyTooLarge) -> JSONResponse:
    return problem(request, 413, error.code, error.pl, error.en, headers={"Connection": "close"})


def _plain(request: Request, error: Plain) -> JSONResponse:
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None  # noqa: PLR2004
    return problem(request, error.status, error.code, error.pl, error.en, headers=headers)


def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    """Answer what the schema refuses: places and reasons, no values. A malformed id in the path is an unknown one."""
    found = error.errors()
    if any(e["loc"][0] == "path" for e in found):
        return _refusal(request, NotFound())
    language = language_of(request)
    errors = [
        {
            "pointer": _pointer(e["loc"]),
            "code": e["type"].replace("_", "-"),
            "detail": FIELD_ERRORS.get(_kind(e), _ANY_FIELD_ERROR)[language == "en"].format(**_limits(e)),
        }
        for e in found
    ]
    pl = "Niektóre pola są błędne lub nieznane; wskazano je w „errors”. Nic nie zapisano."
    en = 'Some fields are wrong or unknown; see "errors". Nothing was recorded.'
    return problem(request, 422, "invalid-fields", pl, en, errors=errors)


def _pointer(place: Sequence[Any]) -> str:
    """Return the JSON pointer of a field; a name that nobody declared is not repeated unless it is a plain word."""
    parts = place[1:]
    if all(isinstance(part, int) or _PLAIN_NAME.fullmatch(part) for part in parts):
        return "".join(f"/{part}" for part in parts)
    return ""


def _kind(error: Mapping[str, Any]) -> str:
    """Return what is wrong; a body that is missing as a whole is wrong like one that is no object."""
    return "model_attributes_type" if error["loc"] == ("body",) else str(error["type"])


def _limits(error: Mapping[str, Any]) -> Mapping[str, Any]:
    limits = dict(error.get("ctx", {}))
    if "expected" in limits:  # 'A', 'B' or 'C'
        limits["expected"] = limits["expected"].replace("'", "").replace(" or ", ", ")
    return limits


def _http(request: Request, error: HTTPException) -> JSONResponse:
    if error.status_code == 404:  # noqa: PLR2004
        return _refusal(request, NotFound())
    pl, en, headers = "Żądania nie można obsłużyć.", "The request cannot be served.", error.headers
    if error.status_code == 405:  # noqa: PLR2004
        pl = "Ten adres nie przyjmuje tej metody. Przyjmowane podaje nagłówek Allow, opis całości jest pod /docs."
        en = "This address does not take this method. The header Allow names those it takes; see /docs."
        headers = {"Allow": ", ".join(_methods_of(request)) or "GET, HEAD"}
    return problem(request, error.status_code, f"http-{error.status_code}", pl, en, headers=headers)


def _methods_of(request: Request) -> Sequence[str]:
    """Return every method of the address (RFC 9110, 15.5.6): the router names those of its first route only."""
    routes = iter_route_contexts(request.app.routes)
    return sorted({m for r in routes if r.methods and r.path_regex.fullmatch(request.url.path) for m in r.methods})


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error(
        "request failed",
        extra={"kind": type(error).__name__, "request": str(request_id(request)), "frames": frames(error)},
    )
    return problem(
        request,
        500,
        "internal-error",
        "Program zawiódł. Powtórz z tym samym kluczem Idempotency-Key: nic nie zapisze się dwa razy. "
        "Jeśli to nie pomoże, zgłoś administratorowi godzinę błędu.",
        "The program failed. Repeat with the same Idempotency-Key: nothing is recorded twice. "
        "If that does not help, tell the administrator the time.",
    )


def answer_problems(app: FastAPI) -> None:
    """Register the table."""
    handlers: Mapping[type[Exception], Any] = {
        Refusal: _refusal,
        Unavailable: _unavailable,
        QueueFull: _unavailable,
        NotAnchored: _unsigned,
        LogDamaged: _unsigned,
        SealingRefused: _sealing,
        CursorRefused: _cursor,
        Unreadable: _unreadable,
        BodyTooLarge: _too_large,
        Plain: _plain,
        RequestValidationError: _invalid,
        HTTPException: _http,
        Exception: _unexpected,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
