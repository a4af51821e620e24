"""What bad input of taking part and leaving gets: a 4xx with the way out, nothing written, no sent value repeated."""

from dataclasses import dataclass
from typing import Any

import pytest

from domain.vocabulary import Role
from tests.asgi import API, BEFORE, SCRIPT, Desk, Front, Life, before, contract, live, open_front
from tests.refusing import refused


@dataclass
class Scene:
    """A coordinator, and lives at the places where their operations are possible."""

    front: Front
    desk: Desk
    lives: dict[tuple[str, ...], Life]

    def life(self, operation: str) -> Life:
        """Return a life in which the operation is possible; refusals leave it so."""
        steps = tuple(before(operation))
        if steps not in self.lives:
            self.lives[steps] = live(self.desk, steps)
        return self.lives[steps]

    def refused(self, caplog: Any, operation: str, said: dict[str, Any], path: str | None = None) -> Any:
        """Have an operation refused that would be possible but for what is said, or but for the path."""
        life = self.life(operation)
        body = contract().example(operation) | said
        where = life.path(operation) if path is None else f"{API}/participants/{life.id}{path}"
        return refused(self.front, self.desk, caplog, "POST", where, body, if_match=life.version)


@pytest.fixture(name="scene", scope="module")
def _scene(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("bad")) as front:
        yield Scene(front, front.desk(Role.COORDINATOR), {})


TOMORROW, SLIP = "2026-06-02", "1899-12-31"
FUTURE, RANGE = "date-in-the-future", "date-out-of-range"
DAYS = {
    "signContractPart": "signed_on",
    "settleContractAction": "settled_on",
    "amendContract": "signed_on",
    "evaluateContract": "evaluated_on",
    "breachContract": "breached_on",
    "terminateContract": "terminated_on",
    "issueCertificate": "issued_on",
    "agreePeriod": "agreed_on",
    "changeAgreedPeriod": "agreed_on",
    "endEnrolment": "ended_on",
    "recordAbsence": "day",
    "refuseWork": "day",
    "suspend": "since",
    "resume": "resumed_on",
    "recordDeath": "died_on",
    "closeCase": "closed_on",
    "startEmployment": "started_on",
    "endEmployment": "ended_on",
    "correctEmployment": "started_on",
    "observeOutcome": "observed_on",
    "attemptFollowUp": "asked_on",
    "answerFollowUp": "asked_on",
    "inferSituation": "inferred_on",
}


@pytest.mark.parametrize("operation", DAYS)
@pytest.mark.parametrize(("day", "code"), [(TOMORROW, FUTURE), (SLIP, RANGE)])
def test_a_day_that_has_not_come_or_is_a_slip_of_the_pen_is_refused(scene, caplog, operation, day, code):
    answer = scene.refused(caplog, operation, {DAYS[operation]: day})

    assert (answer.status_code, answer.json()["type"]) == (422, f"urn:kis:problem:{code}")
    assert answer.json()["errors"][0]["pointer"] == f"/{DAYS[operation]}"


RULES: list[tuple[str, dict[str, Any], int, str, str | None]] = [
    # operation, what is changed in the contract's example, status, code, pointer
    ("signContract", {"valid_until": "2026-05-04"}, 422, "contract-ends-before-it-starts", "/valid_until"),
    ("amendContract", {"valid_until": "2026-05-04"}, 422, "contract-ends-before-it-starts", "/valid_until"),
    ("amendContract", {"signed_on": "2026-05-04"}, 409, "before-signing", "/signed_on"),
    ("evaluateContract", {"evaluated_on": "2026-05-04"}, 409, "before-signing", "/evaluated_on"),
    ("terminateContract", {"terminated_on": "2026-05-04"}, 409, "before-signing", "/terminated_on"),
    ("issueCertificate", {"issued_on": "2026-05-25"}, 409, "not-completed", "/issued_on"),
    ("signContractPart", {"signed_on": "2026-05-04"}, 409, "before-signing", "/signed_on"),
    ("signContractPart", {"part": "I"}, 422, "actions-in-the-first-part", "/actions"),
    ("signContractPart", {"evaluation_due_on": "2026-11-06"}, 409, "due-outside-contract", "/evaluation_due_on"),
    ("settleContractAction", {"settled_on": "2026-05-04"}, 409, "before-it-was-agreed", "/settled_on"),
    ("breachContract", {"kind": "DECLINED_CLUB"}, 422, "declining-is-no-breach", "/kind"),
    ("breachContract", {"kind": "AGREED_ACTION"}, 422, "action-not-named", "/action"),
    ("breachContract", {"action": 4711}, 422, "action-not-named", "/action"),
    ("breachContract", {"kind": "AGREED_ACTION", "action": 4711}, 404, "not-found", "/action"),
    ("agreePeriod", {"until": "2026-05-03"}, 422, "agreed-before-referral", "/until"),
    ("agreePeriod", {"episode": 4711}, 404, "not-found", "/episode"),
    ("enrol", {"programme": "OPIEKA-WYTCHNIENIOWA"}, 409, "no-open-episode", "/programme"),
    ("enrol", {"cared_for": 4711}, 422, "nobody-is-cared-for", "/cared_for"),
    ("enrol", {"enrolled_on": TOMORROW}, 422, FUTURE, "/enrolled_on"),
    ("enrol", {"enrolled_on": SLIP}, 409, "no-such-edition", "/edition"),
    ("enrol", {"edition": "1999"}, 409, "no-such-edition", "/edition"),
    ("endEnrolment", {"ended_on": "2026-05-05"}, 409, "enrolment-over", "/ended_on"),
    ("recordAbsence", {"day": "2026-05-07"}, 409, "present-that-day", "/day"),
    ("recordAbsence", {"day": "2026-05-05"}, 409, "hours-before-enrolment", "/day"),
    ("refuseWork", {"enrolment": 4711}, 404, "not-found", "/enrolment"),
    ("approveHours", {"entries": [5, 5]}, 422, "no-entries", "/entries"),
    ("approveHours", {"entries": [4711]}, 404, "not-found", "/entries"),
    ("returnHours", {"entries": [4]}, 404, "not-found", "/entries"),
    ("suspend", {"since": "2026-05-05"}, 409, "not-taking-part", "/episode"),
    ("suspend", {"planned_until": "2026-05-17"}, 422, "planned-before-it-begins", "/planned_until"),
    ("suspend", {"resumed_on": "2026-05-18"}, 422, "over-before-it-begins", "/resumed_on"),
    ("resume", {"resumed_on": "2026-05-17"}, 409, "not-suspended", "/resumed_on"),
    ("exitEpisode", {"kind": "DEATH"}, 422, "death-is-no-exit", "/kind"),
    ("recordDeath", {"died_on": "2026-05-06"}, 409, "death-before-last-hours", "/died_on"),
    ("closeCase", {"closed_on": "2026-05-28"}, 409, "closed-too-early", "/closed_on"),
    ("closeCase", {"retention_class": "KANARKOWSKA"}, 422, "no-such-retention-class", "/retention_class"),
    ("startEmployment", {"monthly_grosze": 0}, 422, "impossible-value", "/monthly_grosze"),
    ("startEmployment", {"agreed_until": "2026-05-19"}, 422, "agreed-until-before-start", "/agreed_until"),
    ("endEmployment", {"ended_on": "2026-05-19"}, 409, "employment-ends-before-it-starts", "/ended_on"),
    ("correctEmployment", {"fte_hundredths": 101}, 422, "impossible-fte", "/fte_hundredths"),
    ("observeOutcome", {"observed_on": "2026-05-03"}, 409, "observed-before-referral", "/observed_on"),
    ("attemptFollowUp", {"asked_on": "2026-05-28"}, 409, "not-left-yet", "/asked_on"),
    ("attemptFollowUp", {"override": "mimo zgody"}, 422, "basis-is-there", "/override"),
    ("inferSituation", {"situation": "WOULD_NOT_SAY"}, 422, "nothing-inferred", "/situation"),
    ("inferSituation", {"as_of": "2026-05-28"}, 409, "not-left-yet", "/as_of"),
    ("answerFollowUp", {"asked_on": "2026-05-30"}, 422, "answer-of-the-future", "/as_of"),
    ("answerFollowUp", {"as_of": "2026-05-28"}, 409, "not-left-yet", "/as_of"),
]


@pytest.mark.parametrize(("operation", "said", "status", "code", "pointer"), RULES)
def test_what_cannot_be_true_is_refused_by_its_rule(scene, caplog, operation, said, status, code, pointer):
    answer = scene.refused(caplog, operation, said)

    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:kis:problem:{code}")
    assert [error["pointer"] for error in answer.json().get("errors", [])] == ([] if pointer is None else [pointer])


FIELDS: list[tuple[str, dict[str, Any], str, str]] = [
    ("evaluateContract", {"result": "DOBRZE"}, "enum", "/result"),
    ("enrol", {"agreement": "porozumienie Kanarka"}, "string-pattern-mismatch", "/agreement"),
    ("enrol", {"cared_for": "4"}, "int-type", "/cared_for"),
    ("recordAbsence", {"kind": "CHORA"}, "enum", "/kind"),
    ("refuseWork", {"reason": None}, "string-type", "/reason"),
    ("approveHours", {"entries": []}, "too-short", "/entries"),
    ("approveHours", {"entries": [5] * 401}, "too-long", "/entries"),
    ("approveHours", {"entries": ["Kanarek"]}, "int-type", "/entries/0"),
    ("approveHours", {"entries": 4711}, "tuple-type", "/entries"),
    ("voidHours", {"reason": " "}, "string-too-short", "/reason"),
    ("voidEntry", {"item": 4711}, "extra-forbidden", "/item"),
    ("suspend", {"since": "18.05.2026"}, "iso-date", "/since"),
    ("closeCase", {"retention_class": None}, "string-type", "/retention_class"),
    ("startEmployment", {"employer_kind": "KOŚCIÓŁ"}, "enum", "/employer_kind"),
    ("startEmployment", {"monthly_grosze": "480600"}, "int-type", "/monthly_grosze"),
    ("endEmployment", {"why": "BO TAK"}, "enum", "/why"),
    ("observeOutcome", {"kind": "SUKCES"}, "enum", "/kind"),
    ("answerFollowUp", {"situation": "DOBRA"}, "enum", "/situation"),
    ("attemptFollowUp", {"channel": "GOŁĄB"}, "enum", "/channel"),
]


@pytest.mark.parametrize(("operation", "said", "code", "pointer"), FIELDS)
def test_a_field_that_cannot_be_read_is_named_with_the_way_out(scene, caplog, operation, said, code, pointer):
    answer = scene.refused(caplog, operation, said)

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:invalid-fields")
    assert (answer.json()["errors"][0]["code"], answer.json()["errors"][0]["pointer"]) == (code, pointer)


BELOW = [id for id, (_, path, _) in contract().operations.items() if "/{item}/" in path and "participants" in path]
MINE = [id for id in BELOW if id in BEFORE or id == "correctHours"]


@pytest.mark.parametrize("operation", MINE)
@pytest.mark.parametrize("item", ["1", "4711", "0", "-5", "x", "99999999999999999999"])
def test_a_step_on_an_item_that_is_not_there_is_refused(scene, caplog, operation, item):
    below = contract().operations[operation][1].partition("{participant_id}")[2].replace("{item}", item)

    answer = scene.refused(caplog, operation, {}, below)

    assert (answer.status_code, answer.json()["type"]) == (404, "urn:kis:problem:not-found")


@pytest.mark.parametrize("operation", MINE)
def test_another_persons_fact_is_not_there(scene, caplog, operation):
    """Somebody else's item is that of another stream: here nothing has its version."""
    life = scene.life(operation)
    other = live(scene.desk, SCRIPT)
    template = contract().operations[operation][1].partition("{participant_id}")[2]
    item = other.version if life.version < other.version else other.version + life.version

    answer = scene.refused(caplog, operation, {}, template.replace("{item}", str(item)))

    assert answer.json()["type"] == "urn:kis:problem:not-found"


def test_a_void_of_the_voided_is_refused(scene, caplog):
    desk, life = scene.desk, live(scene.desk, SCRIPT)
    path = f"{API}/participants/{life.id}"
    for void in (f"{path}/exits/8/void", f"{path}/entries/7/void", f"{path}/hours/5/void"):
        reason = {"reason": "pomyłka zmyślona"}
        life.version = desk.ask("POST", void, reason, if_match=life.version).json()["version"]

        answer = refused(scene.front, desk, caplog, "POST", void, reason, if_match=life.version)

        expected = "voided-already" if "hours" in void else "entry-voided-already"
        assert (answer.status_code, answer.json()["type"]) == (409, f"urn:kis:problem:{expected}")


def test_a_void_of_what_others_rest_on_names_them(scene, caplog):
    life = live(scene.desk, SCRIPT[:5])
    void = f"{API}/participants/{life.id}/entries/4/void"

    answer = refused(scene.front, scene.desk, caplog, "POST", void, {"reason": "pomyłka"}, if_match=life.version)

    assert answer.json()["type"] == "urn:kis:problem:holds-others"
    assert "(5)" in answer.json()["detail"]


def test_after_death_no_new_fact_is_taken(scene, caplog):
    life = live(scene.desk, (*SCRIPT[:5], "recordDeath"))
    path = f"{API}/participants/{life.id}"
    late = {"referrals": {"kind": "SERVICE", "source": "SELF", "referred_on": "2026-05-31"}}
    late["hours"] = contract().example("recordHours") | {"day": "2026-05-31"}
    late["employments"] = contract().example("startEmployment") | {"started_on": "2026-05-31"}
    late["follow-ups/attempts"] = contract().example("attemptFollowUp") | {"asked_on": "2026-05-31"}
    for what, body in late.items():
        answer = refused(scene.front, scene.desk, caplog, "POST", f"{path}/{what}", body, if_match=life.version)

        assert (answer.status_code, answer.json()["type"]) == (409, "urn:kis:problem:after-death")
        assert "30.05.2026" in answer.json()["detail"]
