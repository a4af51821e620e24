"""What a bad request gets before any rule is asked: hostile bodies, headers, sizes, methods, addresses and queries."""

from typing import Any

import pytest

from domain.vocabulary import Role
from interface.api.access import KEY_MAX
from interface.api.reading import DEPTH, LIMIT
from tests.asgi import ANYBODY, API, SCRIPT, contract, live, open_front
from tests.refusing import refused

UNKNOWN = "00000000-0000-4000-8000-0000000000ff"
CANARY = "Kanarkowska-85031412323"
WORKED = {"enrolment": 4, "day": "2026-05-12", "minutes": 60, "direction": "WORKED"}


@pytest.fixture(name="front", scope="module")
def _front(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("requests")) as front:
        yield front


@pytest.fixture(name="desk", scope="module")
def _desk(front):
    return front.desk(Role.COORDINATOR)


@pytest.fixture(name="life", scope="module")
def _life(desk):
    return live(desk, SCRIPT[:-1])


def text(value: str) -> bytes:
    return f'{{"family_name": "{CANARY}", "given_name": {value}}}'.encode()


HOSTILE = {
    "half a character": (text(f'"{CANARY}\\ud800"'), "lone-surrogate", "/given_name"),
    "half a character in a name": (b'{"\\udfff' + CANARY.encode() + b'": 1}', "lone-surrogate", ""),
    "NaN": (text("NaN"), "number-not-finite", "/given_name"),
    "Infinity": (text("-Infinity"), "number-not-finite", "/given_name"),
    "1e400": (text("1e400"), "number-not-finite", "/given_name"),
    "thirty digits": (text("4" * 30), "integer-out-of-range", "/given_name"),
    "one over 2^53": (text("9007199254740993"), "integer-out-of-range", "/given_name"),
    "a million digits nearly": (text("7" * 200_000), "integer-out-of-range", "/given_name"),
    "a name twice": (text(f'"x", "family_name": "{CANARY}"'), "duplicate-name", ""),
    "a name twice by an escape": (text(f'"x", "famil\\u0079_name": "{CANARY}"'), "duplicate-name", ""),
    "too deep": (text("[" * DEPTH + "]" * DEPTH), "too-deep", ""),
    "a hundred thousand brackets": (text("[" * 100_000), "too-deep", ""),
    "NUL": (text(f'"{CANARY}\\u0000"'), "control-character", "/given_name"),
    "a raw NUL": (text(f'"{CANARY}\x00"'), "not-json", ""),
    "escape": (text(f'"{CANARY}\\u001b[2J"'), "control-character", "/given_name"),
    "a byte order mark": (b"\xef\xbb\xbf" + text('"x"'), "byte-order-mark", ""),
    "Windows-1250": (f'{{"family_name": "{CANARY} Łęcka"}}'.encode("cp1250"), "not-utf-8", ""),
    "UTF-16": (f'{{"family_name": "{CANARY}"}}'.encode("utf-16"), "not-utf-8", ""),
    "an overlong slash": (text('"') + b'\xc0\xaf"}', "not-utf-8", ""),
    "a trailing comma": (text('"x",'), "not-json", ""),
    "single quotes": (text(f"'{CANARY}'"), "not-json", ""),
    "a comment": (text(f'"x" /* {CANARY} */'), "not-json", ""),
    "half of it": (text(f'"{CANARY}')[:-2], "not-json", ""),
    "two of them": (text('"x"') * 2, "not-json", ""),
    "a form": (f"family_name={CANARY}".encode(), "not-json", ""),
    "combining marks": (text('"' + "\u0301" * 100 + '"'), "too-many-combining-marks", "/given_name"),
}
JSON_POSTS = [
    operation
    for operation in contract().operations
    if contract().example(operation) and operation not in {"registerUser", "grantRole", "issueToken"}
]


@pytest.mark.parametrize(("content", "code", "pointer"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_json_is_refused_at_a_real_route(front, desk, caplog, content, code, pointer):
    answer = refused(front, desk, caplog, "POST", f"{API}/participants", content=content, planted=[CANARY])

    assert (answer.status_code, answer.json()["type"]) == (400, f"urn:kis:problem:{code}")
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("operation", JSON_POSTS)
@pytest.mark.parametrize("hostile", ["half a character", "NaN", "a name twice", "too deep", "Windows-1250"])
def test_no_route_reads_json_in_another_way(front, desk, caplog, life, operation, hostile):
    content, code, _ = HOSTILE[hostile]

    answer = refused(front, desk, caplog, "POST", life.path(operation), content=content, planted=[CANARY])

    assert (answer.status_code, answer.json()["type"]) == (400, f"urn:kis:problem:{code}")


def test_a_real_route_keeps_the_text_that_is_only_unusual(front, desk):
    odd = {"family_name": "Z\u0307o\u0301\u0142c\u0301 ‘’ \N{GRINNING FACE} <b>&", "given_name": "=1+1"}
    person = contract().example("registerParticipant") | ANYBODY | odd

    kept = desk.get(f"/participants/{desk.post('/participants', person)['id']}")

    assert (kept["family_name"], kept["given_name"]) == ("Żółć ‘’ \N{GRINNING FACE} <b>&", "=1+1")


@pytest.mark.parametrize("understated", [False, True])
@pytest.mark.parametrize("operation", JSON_POSTS)
def test_a_body_of_300_kilobytes_is_refused(front, desk, caplog, life, operation, understated):
    body = b'{"note": "' + CANARY.encode() * 13_100 + b'"}'
    assert len(body) > 300_000
    how: dict[str, Any] = {"headers": {"content-length": "2"}} if understated else {}

    answer = refused(front, desk, caplog, "POST", life.path(operation), content=body, planted=[CANARY], **how)

    assert (answer.status_code, answer.json()["type"]) == (413, "urn:kis:problem:body-too-large")


def test_a_body_of_exactly_the_limit_is_judged_by_the_form(front, desk, caplog):
    body = b'{"name": "' + b"x" * (LIMIT - len('{"name": ""}')) + b'"}'

    answer = refused(front, desk, caplog, "POST", f"{API}/participants/search", content=body, key=None)

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "string-too-long")


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/xml"},
        {"content-type": "application/merge-patch+json"},
        {"content-type": "application/json; charset=windows-1250"},
        {"content-type": ""},
        {"content-encoding": "gzip"},
    ],
)
@pytest.mark.parametrize("operation", ["registerParticipant", "recordHours", "searchParticipants"])
def test_another_content_type_is_refused(front, desk, caplog, life, operation, headers):
    answer = refused(
        front, desk, caplog, "POST", life.path(operation), content=text('"x"'), headers=headers, planted=[CANARY]
    )

    assert (answer.status_code, answer.json()["type"]) == (415, "urn:kis:problem:unsupported-media-type")


@pytest.mark.parametrize("key", [None, "", "x" * (KEY_MAX + 1), "żółw".encode(), b"\xff"])
def test_a_write_without_a_sound_idempotency_key_is_refused(front, desk, caplog, life, key):
    answer = refused(front, desk, caplog, "POST", life.path("recordHours"), WORKED, key=key)

    assert (answer.status_code, answer.json()["type"]) == (400, "urn:kis:problem:idempotency-key-required")


@pytest.mark.parametrize("operation", SCRIPT)
def test_no_write_goes_without_a_key(front, desk, caplog, operation):
    person = {**contract().example("registerParticipant"), **ANYBODY}
    life = live(desk, SCRIPT[: SCRIPT.index(operation)])
    body = person if operation == "registerParticipant" else contract().example(operation)

    answer = refused(front, desk, caplog, "POST", life.path(operation), body, key=None, if_match=life.version)

    assert answer.status_code == 400


def test_one_key_with_two_bodies_is_refused_wherever_the_second_goes(front, desk, caplog, life):
    path, key = life.path("recordHours"), "poniedzialek-17"
    first = desk.post(path.removeprefix(API), WORKED, key=key)
    other = live(desk, SCRIPT[:4])

    for there, body in [
        (path, WORKED | {"minutes": 61}),
        (path, WORKED | {"note": "Kanarek"}),
        (other.path("recordHours"), WORKED),
        (life.path("startEmployment"), contract().example("startEmployment")),
        (f"{API}/participants", {**contract().example("registerParticipant"), **ANYBODY}),
    ]:
        answer = refused(front, desk, caplog, "POST", there, body, key=key)
        assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:idempotency-key-reused")
    assert desk.post(path.removeprefix(API), WORKED, key=key) == first


def test_a_key_of_a_refused_command_is_free_for_the_corrected_one(front, desk, caplog, life):
    path = life.path("recordHours")
    refused(front, desk, caplog, "POST", path, WORKED | {"day": "2026-05-13", "minutes": 0}, key="wtorek")

    desk.post(path.removeprefix(API), WORKED | {"day": "2026-05-13"}, key="wtorek")


CHANGING = ["correctHours", "exitEpisode", "assignCaseworker", "releaseCaseworker"]


@pytest.mark.parametrize("operation", CHANGING)
@pytest.mark.parametrize(
    ("seen", "status", "code"),
    [
        (None, 428, "version-required"),
        (6, 412, "stale-version"),
        (99, 412, "stale-version"),
        (0, 412, "stale-version"),
        ("x", 400, "invalid-if-match"),
        ("", 400, "invalid-if-match"),
        ("*", 400, "invalid-if-match"),
        ('"7", "8"', 400, "invalid-if-match"),
        ('"-7"', 400, "invalid-if-match"),
        ('"7.0"', 400, "invalid-if-match"),
        ('"1234567890123"', 400, "invalid-if-match"),
        ('"٧"'.encode(), 400, "invalid-if-match"),
    ],
)
def test_a_change_needs_the_version_that_the_caller_saw(front, desk, caplog, operation, seen, status, code):
    life = live(desk, SCRIPT[:-1])
    body = {"user": str(desk.user)} if operation == "assignCaseworker" else contract().example(operation)
    path = life.path(operation).replace("{user_id}", str(desk.user))

    answer = refused(front, desk, caplog, "POST", path, body, if_match=seen)

    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:kis:problem:{code}")


@pytest.mark.parametrize("written", ['"7"', "7", 'W/"7"', ' "7" '])
def test_the_version_is_read_as_proxies_and_people_write_it(desk, written):
    life = live(desk, SCRIPT[:-1])

    answer = desk.ask("POST", life.path("exitEpisode"), contract().example("exitEpisode"), if_match=written)

    assert answer.status_code == 201


def test_a_stale_version_is_refused_where_none_is_needed_too(front, desk, caplog, life):
    answer = refused(front, desk, caplog, "POST", life.path("recordHours"), WORKED, if_match=1)

    assert answer.status_code == 412


METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"}


@pytest.mark.parametrize("path", contract().document["paths"])
def test_another_method_is_refused_and_the_allowed_ones_are_named(front, desk, caplog, life, path):
    there = {method.upper() for method in contract().document["paths"][path]}
    address = path.replace("{participant_id}", life.id).replace("{user_id}", UNKNOWN).replace("{item}", "5")

    routed = (
        there | {"GET"} if path.endswith("/participants/search") else there
    )  # to read a participant whose id is `search`
    for method in sorted(METHODS - routed - {"HEAD"}):
        answer = refused(front, desk, caplog, method, address.replace("{role}", "AUDITOR"))
        assert (answer.status_code, answer.json()["type"]) == (405, "urn:kis:problem:http-405")
        assert {name.strip() for name in answer.headers["allow"].split(",")} == routed
    bare = desk.ask("HEAD", address)
    assert (bare.status_code, bare.content) == (405, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/api",
        "/api/v1",
        "/api/v2/participants",
        f"{API}/participant",
        f"{API}/participants/{UNKNOWN}/notes",
        f"{API}/{CANARY}",
        f"{API}/../kis.db",
        "/docs/../../kis.db",
        f"/docs/{CANARY}",
        "/docs/%2e%2e/%2e%2e/pyproject.toml",
        "/docs/..%2f..%2fVENDOR.toml",
        "/.env",
        "//evil.example/x",
    ],
)
def test_an_unknown_address_is_told_so(front, desk, caplog, path):
    answer = refused(front, desk, caplog, "GET", path, planted=[CANARY])

    assert (answer.status_code, answer.json()["type"]) == (404, "urn:kis:problem:not-found")


QUERIES = [
    ("/participants", "limit=0", 422, "greater-than-equal"),
    ("/participants", "limit=201", 422, "less-than-equal"),
    ("/participants", "limit=-4711", 422, "greater-than-equal"),
    ("/participants", "limit=Kanarek", 422, "int-parsing"),
    ("/participants", "limit=", 422, "int-parsing"),
    ("/participants", "limit=1.5", 422, "int-parsing"),
    ("/participants", "limit=" + "9" * 5000, 422, "int-parsing-size"),
    ("/participants", "limit=50&limit=4711", 422, "less-than-equal"),
    ("/participants", "kind=KANAREK", 422, "enum"),
    ("/participants", "state=aktywny-kanarek", 422, "enum"),
    ("/participants", "programme=kanarek", 422, "no-such-programme"),
    ("/participants", "programme=" + "K" * 65, 422, "string-too-long"),
    ("/participants", "caseworker=kanarek", 422, "uuid-parsing"),
    ("/participants", "programm=PSU", 422, "extra-forbidden"),
    ("/participants", "nazwisko=Kanarek", 422, "extra-forbidden"),
    ("/participants", "cursor=Kanarek", 400, None),
    ("/participants", "cursor=", 400, None),
    ("/participants", "cursor=%ff%00%C5%BC", 400, None),
    ("/participants", "cursor=" + "Kanarek" * 300, 422, "string-too-long"),
    ("/audit/trail", "limit=0", 422, "greater-than-equal"),
    ("/audit/trail", "limit=201", 422, "less-than-equal"),
    ("/audit/trail", "cursor=Kanarek", 400, None),
    ("/audit/trail", "user=kanarek", 422, "uuid-parsing"),
    ("/audit/trail", "participant=85031412323", 422, "uuid-parsing"),
    ("/audit/trail", "uzytkownik=x", 422, "extra-forbidden"),
    ("/participants/{id}/hours", "since=2026-06-01T00:00:00", 422, "iso-date"),
    ("/participants/{id}/hours", "since=20260601", 422, "iso-date"),
    ("/participants/{id}/hours", "since=0", 422, "iso-date"),
    ("/participants/{id}/hours", "until=31.05.2026", 422, "iso-date"),
    ("/participants/{id}/hours", "until=", 422, "iso-date"),
    ("/participants/{id}/hours", "od=2026-06-01", 422, "extra-forbidden"),
]


@pytest.mark.parametrize(("path", "query", "status", "code"), QUERIES)
def test_a_bad_query_is_refused_and_not_ignored(front, desk, caplog, life, path, query, status, code):
    value = query.rpartition("=")[2]
    planted = [value] if len(value) > 4 else []

    answer = refused(front, desk, caplog, "GET", f"{API}{path.format(id=life.id)}?{query}", planted=planted)

    assert answer.status_code == status
    assert [error["code"] for error in answer.json().get("errors", [])] == ([code] if code else [])


@pytest.mark.parametrize("limit", [1, 200])
def test_the_limits_themselves_are_taken(desk, limit):
    assert desk.get(f"/participants?limit={limit}")["items"]
    assert desk.get(f"/audit/trail?limit={limit}")["items"]


@pytest.mark.parametrize("item", ["0", "-1", "x", "1.5", "%00", str(2**31 + 1), "9" * 5000, "4", "9999"])
def test_an_item_that_is_no_hours_entry_is_not_found(front, desk, caplog, life, item):
    path = life.path("correctHours").replace("/5/", f"/{item}/")

    answer = refused(front, desk, caplog, "POST", path, contract().example("correctHours"), if_match=desk.version(life))

    assert (answer.status_code, answer.json()["type"]) == (404, "urn:kis:problem:not-found")


@pytest.mark.parametrize("said", ["", "*", "xx", "pl, en;q=0.5", "\x00", "e" * 5000, ";;;,,,", "français"])
def test_whoever_asks_for_no_language_we_speak_is_answered_in_polish(desk, said):
    answer = desk.ask("GET", f"{API}/nowhere", headers={"accept-language": said.encode()})

    assert (answer.headers["content-language"], answer.json()["title"]) == ("pl", "Nie ma takiego wpisu")


def test_a_token_that_is_no_text_is_no_token(desk):
    for secret in (b"\xff\xfe", "kis_żółw".encode(), b"", b"x" * 8000, b"a b c"):
        answer = desk.ask("GET", f"{API}/me", headers={"authorization": b"Bearer " + secret})
        assert answer.status_code == 401
