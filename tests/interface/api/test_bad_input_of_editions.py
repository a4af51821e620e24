"""Bad input about what belongs to nobody alone: a 4xx with the way out, nothing written, nothing repeated."""

from typing import Any
from uuid import UUID

import pytest

from domain.vocabulary import Role
from tests.asgi import API, contract, open_front, seen
from tests.interface.api.things import THINGS
from tests.refusing import refused

LONG = "Kanarek" * 300
FIELDS = [
    ("openEdition", {"code": "edycja Kanarkowska"}, "string-pattern-mismatch", "/code"),
    ("openEdition", {"code": "2" * 33}, "string-pattern-mismatch", "/code"),
    ("openEdition", {"code": 2027}, "string-type", "/code"),
    ("openEdition", {"opens_on": "01.01.2027"}, "iso-date", "/opens_on"),
    ("openEdition", {"closes_on": "2027-02-29"}, "iso-date", "/closes_on"),
    ("openEdition", {"places": "dwadzieścia"}, "int-type", "/places"),
    ("openEdition", {"places": True}, "int-type", "/places"),
    ("openEdition", {"note": LONG}, "string-too-long", "/note"),
    ("openEdition", {"miejsca": 4711}, "extra-forbidden", "/miejsca"),
    ("copyEdition", {"miejsca": 4711}, "extra-forbidden", "/miejsca"),
    ("changePlaces", {"places": 20.5}, "int-type", "/places"),
    ("changePlaces", {"reason": "   "}, "string-too-short", "/reason"),
    ("closeEdition", {"closes_on": None}, "iso-date", "/closes_on"),
    ("planSession", {"day": "2026-06-31"}, "iso-date", "/day"),
    ("planSession", {"starts_at": "25:00"}, "local-time", "/starts_at"),
    ("planSession", {"starts_at": None}, "local-time", "/starts_at"),
    ("planSession", {"minutes": "godzinę"}, "int-type", "/minutes"),
    ("planSession", {"leader": "Celina Kanarkowska"}, "uuid-parsing", "/leader"),
    ("planSession", {"place": "Ka" * 101}, "string-too-long", "/place"),
    ("noteServiceDay", {"reason": "REMONT GENERALNY"}, "enum", "/reason"),
    ("putOnWaitingList", {"participant": "KIS.4711"}, "uuid-parsing", "/participant"),
    ("putOnWaitingList", {"since": "wczoraj"}, "iso-date", "/since"),
    ("putOnWaitingList", {"note": "Kanarkowska, tel. 4711"}, "extra-forbidden", "/note"),
    ("takeOffWaitingList", {"how": "PRZYJĘTA"}, "enum", "/how"),
    ("takeOffWaitingList", {"reason": "matka Kanarkowska prosiła"}, "enum", "/reason"),
    ("confirmEdition", {"opens_on": "1.1.2026"}, "iso-date", "/opens_on"),
    ("confirmEdition", {"closes_on": "2026-02-29"}, "iso-date", "/closes_on"),
    ("confirmEdition", {"places": "4711"}, "int-type", "/places"),
    ("confirmEdition", {"source": " "}, "string-too-short", "/source"),
    ("confirmEdition", {"source": LONG}, "string-too-long", "/source"),
    ("registerProvider", {"family_name": "\u200b"}, "string-too-short", "/family_name"),
    ("registerProvider", {"pesel": "44051401458"}, "extra-forbidden", "/pesel"),
    ("checkProvider", {"checked_on": "2026-W23-1"}, "iso-date", "/checked_on"),
    ("declareKinship", {"kind": "SĄSIADKA"}, "enum", "/kind"),
    ("declareKinship", {"participant": "Anna Kanarkowska"}, "uuid-parsing", "/participant"),
    ("declareKinship", {"note": "mieszka z matką Kanarkowską"}, "extra-forbidden", "/note"),
    ("endKinship", {"until": "po rozwodzie"}, "iso-date", "/until"),
    ("signAgreement", {"number": "porozumienie nr 4711"}, "string-pattern-mismatch", "/number"),
    ("signAgreement", {"persons": "dwanaście"}, "int-type", "/persons"),
    ("amendAgreement", {"minutes_monthly_each": 40.5}, "int-type", "/minutes_monthly_each"),
    ("endAgreement", {"reason": None}, "string-type", "/reason"),
    ("appointDeputy", {"deputy": 4711}, "uuid-type", "/deputy"),
    ("appointDeputy", {"until": "po urlopie"}, "iso-date", "/until"),
]
RULES = [
    (
        "openEdition",
        {"opens_on": "2027-12-31", "closes_on": "2027-01-01"},
        "edition-ends-before-it-opens",
        "/closes_on",
    ),
    ("openEdition", {"opens_on": "1899-12-31"}, "date-out-of-range", "/opens_on"),
    ("openEdition", {"places": 0}, "impossible-places", "/places"),
    ("changePlaces", {"places": -4711}, "impossible-places", "/places"),
    ("closeEdition", {"closes_on": "2026-12-31"}, "date-in-the-future", "/closes_on"),
    ("closeEdition", {"closes_on": "2025-12-31"}, "not-earlier", "/closes_on"),
    ("confirmEdition", {"closes_on": "2025-12-31"}, "edition-ends-before-it-opens", "/closes_on"),
    ("confirmEdition", {"opens_on": "1899-12-31"}, "date-out-of-range", "/opens_on"),
    ("confirmEdition", {"places": 0}, "impossible-places", "/places"),
    ("planSession", {"minutes": 1441}, "impossible-session", "/minutes"),
    ("planSession", {"day": "2026-03-29", "starts_at": "02:30"}, "no-such-local-time", "/starts_at"),
    ("planSession", {"day": "2027-01-01"}, "edition-not-running", "/day"),
    ("planSession", {"places": 10_001}, "impossible-places", "/places"),
    ("noteServiceDay", {"open": True}, "closed-for-a-reason", "/reason"),
    ("noteServiceDay", {"day": "2026-06-02"}, "date-in-the-future", "/day"),
    ("putOnWaitingList", {"since": "2026-06-02"}, "date-in-the-future", "/since"),
    ("takeOffWaitingList", {"left_on": "2026-05-03"}, "left-before-waiting", "/left_on"),
    ("takeOffWaitingList", {"reason": "OTHER"}, "nothing-to-admit", "/reason"),
    ("registerProvider", {"since": "2026-06-02"}, "date-in-the-future", "/since"),
    ("providerLeaves", {"left_on": "2026-02-01"}, "left-before-coming", "/left_on"),
    ("declareKinship", {"since": "2026-06-02"}, "date-in-the-future", "/since"),
    ("declareKinship", {"since": "1899-12-31"}, "date-out-of-range", "/since"),
    ("endKinship", {"until": "2026-02-01"}, "kinship-over", "/until"),
    ("endKinship", {"until": "2026-06-02"}, "date-in-the-future", "/until"),
    ("signAgreement", {"valid_until": "2026-01-31"}, "agreement-ends-before-it-starts", "/valid_until"),
    ("signAgreement", {"persons": 10_001}, "impossible-numbers", "/persons"),
    ("amendAgreement", {"signed_on": "2026-01-14"}, "agreement-amended-before-signing", "/signed_on"),
    ("endAgreement", {"ended_on": "2026-01-31"}, "agreement-ended-outside", "/ended_on"),
    ("appointDeputy", {"until": "2026-07-05"}, "impossible-deputy", "/until"),
]


@pytest.fixture(name="scene", scope="module")
def _scene(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("bad")) as front:
        yield front, front.desk(Role.COORDINATOR)


def told(scene: Any, caplog: Any, operation: str, said: dict[str, Any]) -> list[tuple[str, str]]:
    """Have an operation refused that would be possible but for what is said; return code and pointer of each fault."""
    front, desk = scene
    thing = THINGS[operation](front.house, desk.user)
    method, path, described = contract().operations[operation]
    for name, value in thing.said.items():
        path = path.replace(f"{{{name}}}", value)
    seen = thing.version if "428" in described["responses"] else None
    body = contract().example(operation) | thing.body | said
    answer = refused(front, desk, caplog, method, path, body, if_match=seen)
    return [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]]


@pytest.mark.parametrize(("operation", "said", "code", "pointer"), FIELDS)
def test_a_field_that_cannot_be_read_is_named_with_the_way_out(scene, caplog, operation, said, code, pointer):
    assert told(scene, caplog, operation, said) == [(code, pointer)]


@pytest.mark.parametrize(("operation", "said", "code", "pointer"), RULES)
def test_what_cannot_be_is_refused_by_its_rule(scene, operation, said, code, pointer):
    front, desk = scene
    thing = THINGS[operation](front.house, desk.user)
    thing.body |= said
    facts = front.facts
    answer = thing.ask(desk, operation)
    assert answer.status_code in {409, 422}
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]] == [(code, pointer)]
    assert front.facts == facts == front.stored


@pytest.mark.parametrize("operation", [name for name in THINGS if contract().operations[name][0] == "POST"])
def test_ids_of_another_kind_of_thing_are_not_there(scene, operation):
    front, desk = scene
    thing = THINGS[operation](front.house, desk.user)
    ids = [name for name in thing.said if name not in {"code", "item"}]
    if not ids:
        return
    thing.said[ids[0]] = str(_of_another_kind(front, desk, ids[0]))
    answer = thing.ask(desk, operation)
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:kis:problem:not-found")


def _of_another_kind(front: Any, desk: Any, name: str) -> UUID:
    if name == "user_id":
        return UUID(THINGS["checkProvider"](front.house, desk.user).said["provider_id"])
    user: UUID = desk.user
    return user


@pytest.mark.parametrize("code", ["aoon", "AOON ", "%00", "%F0%9F%92%A9", "PSU/..", "KIS"])
def test_a_programme_that_is_not_there_looks_like_any_other(scene, code):
    _, desk = scene
    unknown = desk.ask("GET", f"{API}/programmes/JOGA/editions")
    assert unknown.status_code == 404
    assert seen(desk.ask("GET", f"{API}/programmes/{code}/editions")) == seen(unknown)
