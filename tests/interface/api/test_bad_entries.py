"""What bad input gets at the entry of a life: a 4xx that says what to do, nothing written, no sent value repeated."""

from dataclasses import dataclass
from typing import Any

import pytest

from domain.vocabulary import Role
from tests.asgi import API, BEFORE, SCRIPT, Desk, Front, Life, contract, live, open_front
from tests.refusing import refused

UNKNOWN = "00000000-0000-4000-8000-0000000000ff"
LONG = "Kanarek " * 300
NO_DATES = ["31.02.2026", "2026-02-31", "2026-W19-1", "", 20260504, True, ["2026-05-04"]]
NO_YES_OR_NO = ["tak", "yes", 1, 0, [], {}]
NO_ITEMS = [
    ("2", "int-type"),
    (2.0, "int-type"),
    (True, "int-type"),
    (0, "greater-than-equal"),
    (-7, "greater-than-equal"),
]


@dataclass
class Scene:
    """A coordinator, and lives at three places of an entry."""

    front: Front
    desk: Desk
    lives: dict[str, Life]

    def ask(self, caplog: Any, operation: str, body: Any, whose: str = "entered", **how: Any) -> Any:
        """Have an operation refused that would be possible but for what the body says."""
        life = self.lives[whose]
        how.setdefault("if_match", life.version)
        path = how.pop("path", life.path(operation))
        return refused(self.front, self.desk, caplog, contract().operations[operation][0], path, body, **how)


@pytest.fixture(name="scene", scope="module")
def _scene(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("bad")) as front:
        desk = front.desk(Role.COORDINATOR)
        makers = ("giveConsent", "establishGroup", "linkRelatedPerson", "changeContactDetails")
        lives = {
            "registered": live(desk, SCRIPT[:1], {}),
            "entered": live(desk, [*SCRIPT[:2], *makers]),
            "enrolled": live(desk, SCRIPT[:4]),
            "linked": live(desk, BEFORE["unlinkDuplicate"]),
        }
        yield Scene(front, desk, lives)


FIELDS: list[tuple[str, dict[str, Any], str, str]] = [
    # operation, what is changed in the contract's example, code, pointer
    *[("receiveReferral", {"signed_by": item}, code, "/signed_by") for item, code in NO_ITEMS],
    *[("rejectReferral", {"rejected_on": day}, "iso-date", "/rejected_on") for day in NO_DATES],
    ("rejectReferral", {"reason": " "}, "string-too-short", "/reason"),
    ("rejectReferral", {"reason": LONG}, "string-too-long", "/reason"),
    ("rejectReferral", {"episode": 2}, "extra-forbidden", "/episode"),
    ("withdrawReferral", {"powód": "Kanarek"}, "extra-forbidden", ""),
    ("giveConsent", {"kind": "ZGODA"}, "enum", "/kind"),
    ("giveConsent", {"document_number": 4711}, "string-type", "/document_number"),
    *[("withdrawConsent", {"withdrawn_on": day}, "iso-date", "/withdrawn_on") for day in NO_DATES],
    *[("giveInformation", {"clause": c}, "string-pattern-mismatch", "/clause") for c in ("rodo", "K" * 33, "ŻÓŁĆ", "")],
    ("recordStatus", {"labour": "BEZROBOTNY"}, "enum", "/labour"),
    ("recordStatus", {"minority": True}, "enum", "/minority"),
    ("recordStatus", {"source": None}, "enum", "/source"),
    ("recordStatus", {"without_work_since": "kiedyś"}, "iso-date", "/without_work_since"),
    *[
        ("establishGroup", {"group": group}, code, "/group")
        for group, code in ((7, "string-type"), (" ", "string-too-short"))
    ],
    *[("establishGroup", {"primary": value}, "bool-type", "/primary") for value in NO_YES_OR_NO],
    *[("recordDecision", {"coupled": value}, "bool-type", "/coupled") for value in NO_YES_OR_NO],
    ("recordDecision", {"granted_minutes": "4711"}, "int-type", "/granted_minutes"),
    ("recordDecision", {"degree": "CIĘŻKI"}, "enum", "/degree"),
    ("confirmEligibility", {"rules": ["R"]}, "extra-forbidden", "/rules"),
    ("confirmEligibility", {"programme": "aoon"}, "string-pattern-mismatch", "/programme"),
    ("confirmEligibility", {"override": " "}, "string-too-short", "/override"),
    ("declareBenefits", {"benefits": ["KANAREK"]}, "enum", "/benefits/0"),
    ("declareBenefits", {"benefits": None}, "list-type", "/benefits"),
    ("declareBenefits", {"benefits": ["UNEMPLOYMENT"] * 7}, "too-long", "/benefits"),
    *[("refuseEligibility", {"episode": item}, code, "/episode") for item, code in NO_ITEMS],
    ("linkRelatedPerson", {"person": "Kanarek"}, "uuid-parsing", "/person"),
    ("linkRelatedPerson", {"relation": "WUJEK"}, "enum", "/relation"),
    ("linkRelatedPerson", {"family_name": "\u200b"}, "string-too-short", "/family_name"),
    ("unlinkRelatedPerson", {"until": None}, "iso-date", "/until"),
    ("changeDetails", {"birth_date": "1985-03-15"}, "extra-forbidden", "/birth_date"),
    ("changeDetails", {"family_name": "Ka" * 61}, "string-too-long", "/family_name"),
    ("correctDetails", {"since": "2026-05-04"}, "extra-forbidden", "/since"),
    ("correctDetails", {"reason": None}, "string-type", "/reason"),
    ("changeResidence", {"residence": "TUTAJ"}, "enum", "/residence"),
    ("noteContact", {"note": LONG}, "string-too-long", "/note"),
    ("noteContact", {"channel": "GOŁĄB"}, "enum", "/channel"),
    ("changeContactDetails", {"phone": 48000000001}, "string-type", "/phone"),
    ("linkDuplicate", {"survivor": "Kanarek"}, "uuid-parsing", "/survivor"),
    ("linkDuplicate", {"survivor": None}, "uuid-type", "/survivor"),
    ("unlinkDuplicate", {"reason": ""}, "string-too-short", "/reason"),
]


@pytest.mark.parametrize(("operation", "said", "code", "pointer"), FIELDS)
def test_a_field_that_cannot_be_read_is_named_with_the_way_out(scene, caplog, operation, said, code, pointer):
    answer = scene.ask(caplog, operation, contract().example(operation) | said)

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:invalid-fields")
    assert [(error["code"], error["pointer"]) for error in answer.json()["errors"]] == [(code, pointer)]


TOMORROW, LONG_AGO = "2026-06-02", "1899-12-31"
DATED = {
    "rejectReferral": "rejected_on",
    "withdrawReferral": "withdrawn_on",
    "giveConsent": "given_on",
    "withdrawConsent": "withdrawn_on",
    "declareVoluntariness": "declared_on",
    "giveInformation": "given_on",
    "recordStatus": "taken_on",
    "establishGroup": "since",
    "endGroup": "ended_on",
    "recordDecision": "decided_on",
    "declareBenefits": "declared_on",
    "confirmEligibility": "found_on",
    "refuseEligibility": "found_on",
    "linkRelatedPerson": "since",
    "unlinkRelatedPerson": "until",
    "changeDetails": "since",
    "changeResidence": "since",
    "noteContact": "on",
    "changeContactDetails": "since",
}


@pytest.mark.parametrize(("day", "code"), [(TOMORROW, "date-in-the-future"), (LONG_AGO, "date-out-of-range")])
@pytest.mark.parametrize(("operation", "field"), DATED.items())
def test_nothing_is_of_tomorrow_or_of_before_1900(scene, caplog, operation, field, day, code):
    answer = scene.ask(caplog, operation, contract().example(operation) | {field: day})

    assert (answer.status_code, answer.json()["type"]) == (422, f"urn:kis:problem:{code}")
    assert answer.json()["errors"][0]["pointer"] == f"/{field}"


NOBODY = {"family_name": None, "given_name": None, "pesel": None}
RULES: list[tuple[str, str, dict[str, Any], int, str, str | None]] = [
    # operation, whose life, what is changed in the contract's example, status, code, pointer
    ("receiveReferral", "registered", {"signed_by": 1}, 404, "not-found", "/signed_by"),
    ("rejectReferral", "entered", {"rejected_on": "2026-05-03"}, 409, "ended-before-referral", "/rejected_on"),
    ("rejectReferral", "enrolled", {}, 409, "referral-over", None),
    ("withdrawReferral", "enrolled", {}, 409, "referral-over", None),
    ("giveConsent", "entered", {"given_on": "2026-05-06"}, 409, "consent-held-already", "/kind"),
    ("giveConsent", "registered", {"signed_by": 4711}, 404, "not-found", "/signed_by"),
    ("withdrawConsent", "entered", {"withdrawn_on": "2026-05-04"}, 409, "consent-over", "/withdrawn_on"),
    (
        "recordStatus",
        "registered",
        dict.fromkeys(("labour", "without_work_since", "education", "household", "disability", "minority")),
        422,
        "nothing-said",
        "/labour",
    ),
    (
        "recordStatus",
        "registered",
        {"without_work_since": "2026-05-06"},
        422,
        "without-work-after-status",
        "/without_work_since",
    ),
    (
        "establishGroup",
        "registered",
        {"evidence_valid_until": "2026-05-03"},
        422,
        "evidence-ends-before-it-starts",
        "/evidence_valid_until",
    ),
    ("endGroup", "entered", {"ended_on": "2024-10-31"}, 409, "membership-over", "/ended_on"),
    (
        "recordDecision",
        "registered",
        {"valid_until": "2026-03-01"},
        422,
        "evidence-ends-before-it-starts",
        "/valid_until",
    ),
    ("recordDecision", "registered", {"granted_minutes": 0}, 422, "impossible-grant", "/granted_minutes"),
    ("recordDecision", "registered", {"granted_minutes": 527041}, 422, "impossible-grant", "/granted_minutes"),
    ("confirmEligibility", "registered", {}, 404, "not-found", "/episode"),
    ("confirmEligibility", "entered", {"found_on": "2026-05-03"}, 409, "found-before-referral", "/found_on"),
    ("confirmEligibility", "entered", {"programme": "AOON"}, 422, "programme-of-another-kind", "/programme"),
    ("establishGroup", "registered", {"group": "KANARKI"}, 422, "no-such-group", "/group"),
    ("recordDecision", "registered", {"programme": "AOON"}, 422, "programme-without-grant", "/programme"),
    (
        "declareBenefits",
        "registered",
        {"benefits": ["UNEMPLOYMENT", "UNEMPLOYMENT"]},
        422,
        "benefit-named-twice",
        "/benefits",
    ),
    ("linkRelatedPerson", "registered", {"family_name": None}, 422, "name-or-known-person", "/person"),
    ("linkRelatedPerson", "registered", NOBODY, 422, "name-or-known-person", "/person"),
    ("linkRelatedPerson", "registered", {"person": UNKNOWN}, 422, "name-or-known-person", "/person"),
    ("linkRelatedPerson", "registered", NOBODY | {"person": UNKNOWN}, 404, "not-found", "/person"),
    ("linkRelatedPerson", "registered", {"pesel": "44051401459"}, 422, "invalid-pesel", "/pesel"),
    ("linkRelatedPerson", "registered", {"pesel": "85031412323"}, 422, "related-to-oneself", "/person"),
    ("linkRelatedPerson", "entered", {"since": "2026-05-06"}, 409, "related-already", "/relation"),
    ("unlinkRelatedPerson", "entered", {"until": "2026-05-03"}, 409, "link-over", "/until"),
    ("changeDetails", "registered", {"since": "2026-05-03"}, 409, "changed-before-registration", "/since"),
    ("changeDetails", "registered", {"family_name": None}, 409, "nothing-changed", None),
    ("changeDetails", "registered", {"sex": "M"}, 422, "contradicts-known-pesel", "/sex"),
    ("correctDetails", "registered", {"birth_date": "1985-03-15"}, 422, "contradicts-known-pesel", "/birth_date"),
    ("correctDetails", "registered", {"pesel": "85031412324"}, 422, "invalid-pesel", "/pesel"),
    ("correctDetails", "registered", {"pesel": "44051401458"}, 422, "birth-date-contradicts-pesel", "/pesel"),
    ("correctDetails", "entered", {"pesel": "85031412323"}, 409, "already-registered", "/pesel"),
    ("correctDetails", "entered", {"birth_date": "2026-05-05"}, 422, "born-after-registration", "/birth_date"),
    ("changeContactDetails", "registered", {"phone": None, "preferred": None}, 422, "nothing-to-reach", "/phone"),
    ("changeContactDetails", "entered", {"since": "2026-05-11"}, 409, "changed-before-later-change", "/since"),
    ("linkDuplicate", "registered", {"survivor": UNKNOWN}, 404, "not-found", None),
    ("noteContact", "linked", {}, 409, "linked-already", None),
]


@pytest.mark.parametrize(("operation", "whose", "said", "status", "code", "pointer"), RULES)
def test_what_cannot_be_true_is_refused_by_its_rule(scene, caplog, operation, whose, said, status, code, pointer):
    answer = scene.ask(caplog, operation, contract().example(operation) | said, whose)

    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:kis:problem:{code}")
    assert [error["pointer"] for error in answer.json().get("errors", [])] == ([] if pointer is None else [pointer])


BELOW_AN_ITEM = [
    "rejectReferral",
    "withdrawReferral",
    "withdrawConsent",
    "endGroup",
    "unlinkRelatedPerson",
    "unlinkDuplicate",
]


@pytest.mark.parametrize("item", ["1", "99", "2147483648", "0", "-1", "+3", "03", "x", "3.0", "9" * 30])
@pytest.mark.parametrize("operation", BELOW_AN_ITEM)
def test_an_item_that_is_another_persons_or_nobodys_is_not_found(scene, caplog, operation, item):
    template = contract().operations[operation][1]
    path = template.replace("{participant_id}", scene.lives["entered"].id).replace("{item}", item)

    answer = scene.ask(caplog, operation, contract().example(operation), path=path)

    assert (answer.status_code, answer.json()["type"]) == (404, "urn:kis:problem:not-found")


CHANGES = [*BELOW_AN_ITEM, "changeDetails", "correctDetails"]


@pytest.mark.parametrize("operation", CHANGES)
@pytest.mark.parametrize(("seen", "status"), [(None, 428), (1, 412), (4711, 412), ("vier", 400)])
def test_a_change_names_the_version_that_was_seen(scene, caplog, operation, seen, status):
    whose = "linked" if operation == "unlinkDuplicate" else "entered"

    answer = scene.ask(caplog, operation, contract().example(operation), whose, if_match=seen)

    assert answer.status_code == status


def test_one_key_with_two_bodies_records_the_first_only(scene, caplog):
    life = live(scene.desk, SCRIPT[:1])
    body = contract().example("noteContact")
    scene.desk.post(f"/participants/{life.id}/contact-notes", body, key="one-key")

    path = f"{API}/participants/{life.id}/contact-notes"
    answer = refused(scene.front, scene.desk, caplog, "POST", path, body | {"channel": "VISIT"}, key="one-key")

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:idempotency-key-reused")
