"""The reader of JSON bodies: what it lets in, what it refuses, and that no refusal repeats what was sent."""

import asyncio
import json
import math
from unicodedata import normalize

import pytest
from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from interface.api.reading import DEPTH, LIMIT, BodyTooLarge, HardenedRoute, Unreadable, parse_json, read_body

SECRET = "44051401458"


def nested(levels: int) -> bytes:
    return b"[" * levels + b"]" * levels


HOSTILE = {
    "nothing but spaces": (b"  ", "not-json", ""),
    "half an object": (b'{"pesel": "44051401458"', "not-json", ""),
    "two values": (b'{"pesel": "44051401458"} 1', "not-json", ""),
    "a trailing comma": (b'["44051401458",]', "not-json", ""),
    "a line feed inside a string": (b'"44051401458\n"', "not-json", ""),
    "NUL inside a string": (b'"44051401458\x00"', "not-json", ""),
    "a leading zero": (b"[044051401458]", "not-json", ""),
    "latin-2": ('"44051401458 Łoś"'.encode("iso-8859-2"), "not-utf-8", ""),
    "an overlong slash": (b'"44051401458\xc0\xaf"', "not-utf-8", ""),
    "an encoded surrogate": (b'"44051401458\xed\xa0\x80"', "not-utf-8", ""),
    "UTF-16": ('"44051401458"'.encode("utf-16"), "not-utf-8", ""),
    "a byte order mark": (b'\xef\xbb\xbf"44051401458"', "byte-order-mark", ""),
    "a repeated name": (b'{"a": [{"pesel": 1, "pesel": "44051401458"}]}', "duplicate-name", "/a/0"),
    "one name written in two ways": ('{"\u0105": 1, "a\u0328": "44051401458"}'.encode(), "duplicate-name", ""),
    "a name repeated by an escape": (b'{"a": "44051401458", "\\u0061": 2}', "duplicate-name", ""),
    "NaN": (b'{"hours": NaN}', "number-not-finite", "/hours"),
    "Infinity": (b'{"hours": [1, Infinity]}', "number-not-finite", "/hours/1"),
    "-Infinity": (b"-Infinity", "number-not-finite", ""),
    "1e400": (b'{"hours": 1e400}', "number-not-finite", "/hours"),
    "-1e400": (b'{"hours": -1e400}', "number-not-finite", "/hours"),
    "one over 2^53": (b"[9007199254740993]", "integer-out-of-range", "/0"),
    "one under -2^53": (b"[-9007199254740993]", "integer-out-of-range", "/0"),
    "thirty digits": (b'{"n": ' + b"4" * 30 + b"}", "integer-out-of-range", "/n"),
    "as many digits as fit": (b"4" * LIMIT, "integer-out-of-range", ""),
    "half an emoji": (b'{"note": "44051401458 \\ud83d"}', "lone-surrogate", "/note"),
    "the other half": (b'{"note": "\\ude00 44051401458"}', "lone-surrogate", "/note"),
    "half an emoji in a name": (b'{"a": {"44051401458 \\ud83d": 1}}', "lone-surrogate", "/a"),
    "NUL": (b'{"note": "44051401458\\u0000"}', "control-character", "/note"),
    "carriage return": (b'{"note": "44051401458\\r"}', "control-character", "/note"),
    "escape": (b'{"note": "44051401458\\u001b[2J"}', "control-character", "/note"),
    "delete": (b'{"note": "44051401458\x7f"}', "control-character", "/note"),
    "the last C1": ('{"note": "44051401458\u009f"}'.encode(), "control-character", "/note"),
    "a tab in a name": (b'{"a": {"44051401458\\t": 1}}', "control-character", "/a"),
    "a bad value under a name that may be data": (b'{"a": {"44051401458": {"b": NaN}}}', "number-not-finite", "/a"),
    "one level too many": (nested(DEPTH + 1), "too-deep", ""),
    "one object too many": (b'{"a":' * (DEPTH + 1) + b"1" + b"}" * (DEPTH + 1), "too-deep", ""),
    "a hundred thousand brackets": (b"[" * 100_000, "too-deep", ""),
    "brackets behind a string full of backslashes": (b'["' + b"\\\\" * 50_000 + b'"' + b"[" * 50_000, "too-deep", ""),
    "brackets after closing ones": (b"]" * 100_000 + b"[" * 100_000, "not-json", ""),
    "a hundred thousand marks": (('"' + "\u0301\u0316" * 50_000 + '"').encode(), "too-many-combining-marks", ""),
    "marks hidden in Tibetan vowels": (('"' + "\u0f73" * 80_000 + '"').encode(), "too-many-combining-marks", ""),
    "one mark too many": (('"a' + "\u0301" * 31 + '"').encode(), "too-many-combining-marks", ""),
}


def refusal_of(body: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        parse_json(body)
    return caught.value


@pytest.mark.parametrize(("body", "code", "pointer"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_body_is_refused_with_its_code_and_place(body, code, pointer):
    refusal = refusal_of(body)

    assert (refusal.code, refusal.pointer) == (code, pointer)


@pytest.mark.parametrize(("body", "code", "pointer"), HOSTILE.values(), ids=HOSTILE)
def test_no_refusal_repeats_a_value_nor_chains_an_error_that_holds_the_body(body, code, pointer):
    refusal = refusal_of(body)

    assert SECRET not in f"{refusal!s} {refusal!r} {refusal.pl} {refusal.en} {refusal.pointer} {refusal.detail}"
    assert refusal.__context__ is None
    assert refusal.__cause__ is None


def test_a_syntax_error_is_located_by_line_and_column():
    refusal = refusal_of(b'{\n  "a": ,\n}')

    assert "w wierszu 2, znak 8" in refusal.pl
    assert "in line 2, column 8" in refusal.en


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b"9007199254740992", 2**53),
        (b"-9007199254740992", -(2**53)),
        (b"1.7976931348623157e308", 1.7976931348623157e308),
        (b"1e-400", 0.0),
        (b"[true, false, null, 0, -1, 2.5]", [True, False, None, 0, -1, 2.5]),
        (b'"\\ud83d\\ude00"', "\N{GRINNING FACE}"),
        (b'"two\\nlines,\\ttabbed"', "two\nlines,\ttabbed"),
        ('"\u00a0"'.encode(), "\u00a0"),
        ('"Z\u0307o\u0301\u0142c\u0301"'.encode(), "Żółć"),
        (b'"e\\u0301"', "é"),
        (b'{"a\\u0328": {}}', {"ą": {}}),
        (b'[{"a": 1}, {"a": 1}]', [{"a": 1}, {"a": 1}]),
        (b'{"": {"a": [], "b": {}}}', {"": {"a": [], "b": {}}}),
        (("[" + '"[[["' + ',"{"' * 100 + "]").encode(), ["[[[", *["{"] * 100]),
        (b"[" + b"[]," * 1000 + b"{}]", [*[[]] * 1000, {}]),
        (b"[" + b"[]," * (DEPTH - 1) + b"[]]", [[]] * DEPTH),
        (('"a' + "\u0316" * 30 + '"').encode(), "a" + "\u0316" * 30),
        (('"б' + "\u0316" * 30 + '"').encode(), "б" + "\u0316" * 30),
    ],
)
def test_what_is_unusual_but_sound_is_read(body, value):
    assert parse_json(body) == value


def test_the_deepest_allowed_nesting_is_read():
    assert json.dumps(parse_json(nested(DEPTH))) == nested(DEPTH).decode()


def test_a_number_keeps_its_kind():
    assert isinstance(parse_json(b"1"), int)
    assert isinstance(parse_json(b"1.0"), float)


CONTROL = [chr(code) for code in [*range(0x20), *range(0x7F, 0xA0)]]
NAMES = st.text(st.characters(codec="utf-8", exclude_characters=CONTROL), max_size=15).map(
    lambda name: normalize("NFD", name)  # differs from every other name after composing, too
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters=set(CONTROL) - {"\n", "\t"}), max_size=30)
NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
    max_leaves=20,
)


def composed(value):
    """Return the value with every text in NFC."""
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, list):
        return [composed(content) for content in value]
    if isinstance(value, dict):
        return {composed(name): composed(content) for name, content in value.items()}
    return value


@given(VALUES, st.booleans())
def test_every_sound_value_survives_in_nfc(value, escaped):
    assert parse_json(json.dumps(value, ensure_ascii=escaped).encode()) == composed(value)


FRAGMENTS = st.sampled_from(
    [b"[", b"]", b"{", b"}", b'"', b":", b",", b"\\", b"\\ud800", b"NaN", b"1e999", b"-", b"0", b"\x00", b"\xff", b" "]
)


@given(st.binary() | st.lists(FRAGMENTS | st.binary(max_size=2), max_size=60).map(b"".join))
def test_no_bytes_at_all_raise_anything_but_unreadable(body):
    try:
        value = parse_json(body)
    except Unreadable:
        return
    assert composed(value) == value
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


async def in_chunks(*chunks: bytes):
    for chunk in chunks:
        yield chunk


def test_a_body_of_exactly_the_limit_is_read():
    assert asyncio.run(read_body(in_chunks(b"abc", b"", b"de"), limit=5, declared="5")) == b"abcde"


def test_a_body_over_the_limit_is_refused_before_its_rest_is_read():
    taken = []

    async def endless():
        while True:
            taken.append(1)
            yield b"ab"

    with pytest.raises(BodyTooLarge):
        asyncio.run(read_body(endless(), limit=5))
    assert len(taken) == math.ceil((5 + 1) / 2)


@pytest.mark.parametrize("declared", ["6", "006", "9" * 4000])
def test_an_announced_excess_is_refused_before_anything_is_read(declared):
    taken = []

    async def chunks():
        taken.append(1)
        yield b"ab"

    with pytest.raises(BodyTooLarge) as caught:
        asyncio.run(read_body(chunks(), limit=5, declared=declared))
    assert "5 B" in caught.value.pl
    assert taken == []


@pytest.mark.parametrize("declared", [None, "", "abc", "-1", "2", "9" * 5000])
def test_a_content_length_that_lies_or_is_no_number_does_not_switch_off_the_counting(declared):
    with pytest.raises(BodyTooLarge):
        asyncio.run(read_body(in_chunks(b"abc", b"def"), limit=5, declared=declared))


class Contact(BaseModel):
    """A body as a real route declares one."""

    note: str
    hours: float = 0


reached: list[str] = []


def make_client() -> TestClient:
    def below(contact: Contact) -> dict[str, str]:
        reached.append(contact.note)
        return {"note": contact.note}

    async def fingerprint(request: Request) -> int:
        return len(await request.body())

    def with_fingerprint(value: dict[str, object], length: int = Depends(fingerprint)) -> dict[str, object]:
        return {"length": length, **value}

    def refuse(request: Request, refusal: Exception) -> JSONResponse:
        assert isinstance(refusal, Unreadable | BodyTooLarge)
        content = {"code": refusal.code, "detail": refusal.pl, "pointer": getattr(refusal, "pointer", None)}
        return JSONResponse(content, refusal.status_code)

    def invalid(request: Request, refusal: Exception) -> JSONResponse:
        assert isinstance(refusal, RequestValidationError)
        return JSONResponse({"code": "invalid", "places": [list(error["loc"]) for error in refusal.errors()]}, 422)

    inner = APIRouter(route_class=HardenedRoute)
    inner.add_api_route("/contacts", below, methods=["POST"])
    outer = APIRouter(prefix="/inner", route_class=HardenedRoute)
    outer.include_router(inner)
    app = FastAPI()
    app.router.route_class = HardenedRoute
    app.include_router(inner)
    app.include_router(outer)
    app.add_api_route("/lengths", with_fingerprint, methods=["POST"])
    app.add_exception_handler(Unreadable, refuse)
    app.add_exception_handler(BodyTooLarge, refuse)
    app.add_exception_handler(RequestValidationError, invalid)
    return TestClient(app)


@pytest.fixture(name="client")
def _client():
    reached.clear()
    with make_client() as client:
        yield client


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize("path", ["/contacts", "/inner/contacts"])
@pytest.mark.parametrize(("body", "code", "pointer"), HOSTILE.values(), ids=HOSTILE)
def test_every_hostile_body_is_answered_by_our_own_refusal(client, path, body, code, pointer):
    answer = client.post(path, content=body, headers=JSON)

    assert (answer.status_code, answer.json()["code"], answer.json()["pointer"]) == (400, code, pointer)
    assert SECRET not in answer.text
    assert reached == []


def test_a_sound_body_reaches_the_route_in_nfc(client):
    answer = client.post("/inner/contacts", content='{"note": "z\u0307o\u0301\u0142w"}'.encode(), headers=JSON)

    assert (answer.status_code, answer.json()) == (200, {"note": "żółw"})


def test_a_dependency_may_read_the_body_again(client):
    answer = client.post("/lengths", content=b'{"a": 1}', headers=JSON)

    assert answer.json() == {"length": 8, "a": 1}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": ""},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "application / json"},
        {"content-type": "application/json, text/plain"},
        {"content-type": "application/problem+json"},
        {"content-type": "application/json; charset=iso-8859-2"},
        {"content-type": "application/json", "content-encoding": "gzip"},
    ],
)
def test_a_body_that_is_not_declared_as_json_is_refused_with_415(client, headers):
    answer = client.post("/contacts", content=b'{"note": "44051401458"}', headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported-media-type")
    assert SECRET not in answer.text
    assert reached == []


@pytest.mark.parametrize(
    "media_type",
    [
        "application/json",
        "Application/JSON",
        "application/json;",
        "application/json; charset=utf-8",
        'application/json;charset="UTF-8"',
    ],
)
def test_json_is_accepted_however_it_is_declared(client, media_type):
    answer = client.post("/contacts", content=b'{"note": "x"}', headers={"content-type": media_type})

    assert answer.status_code == 200


def test_a_missing_body_is_a_matter_of_the_form_not_of_reading(client):
    answer = client.post("/contacts")

    assert (answer.status_code, answer.json()) == (422, {"code": "invalid", "places": [["body"]]})


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_over_the_limit_is_answered_with_413(client, announced):
    body = b'"' + b"4" * (LIMIT - 1) + b'"'
    answer = client.post("/contacts", content=body if announced else iter([body[:LIMIT], body[LIMIT:]]), headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")


def test_a_body_of_exactly_the_limit_reaches_the_route(client):
    note = "x" * (LIMIT - len('{"note": ""}'))
    answer = client.post("/contacts", content=f'{{"note": "{note}"}}'.encode(), headers=JSON)

    assert answer.json() == {"note": note}
