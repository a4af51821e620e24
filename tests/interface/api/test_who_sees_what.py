"""Who sees what: values planted in one life, looked for in every byte that each role is ever answered.

Law: art. 5(1)(c) RODO (only what the task needs). Every operation is asked, lawful for the role or not.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from stdnum.pl import pesel

from application.caseworkers import AssignCaseworker
from domain.caseworkers import WorksWithNobody
from domain.journal import Purpose
from domain.vocabulary import Role
from tests.asgi import API, FILES, SCRIPT, Desk, Front, Life, contract, live, open_front
from tests.club import ask
from tests.controls import an_auditor

BORN = "1979-02-17"
NUMBER = "7902174862"
IDENTITY = {
    "pesel": NUMBER + pesel.calc_check_digit(NUMBER),
    "birth date": BORN,
    "birth date in Polish": "17.02.1979",
    "case mark": "ZNAK/7/SPRAWY",
    "document": "DOK/4711/UMOWY",
    "phone": "+48 000 471 100",
    "street": "Kanarkowa Wielka",
    "guardian": "Opiekunowska",
}
SPECIAL = {"number of evidence": "ZAŚW/4711/PUP", "number of a decision": "ORZ/4711/PZON"}
NAMES = {"family name": "Wszędobylska", "given name": "Świętomiła"}
NOTES = {
    "referral note": "przyszła z kuratorką",
    "hours note": "grabiła liście w parku",
    "reason of a correction": "pomyliła dwa poniedziałki",
    "employer": "Huta Szkła Zmyślona",
    "reason of an exit": "wyjechała do siostry",
    "contact note": "dzwoniła w sprawie psa",
    "note about a guardian": "pracuje na trzy zmiany",
    "where a paper lies": "teczka w szafie pancernej",
}
SAID = {
    "registerParticipant": {
        "family_name": NAMES["family name"],
        "given_name": NAMES["given name"],
        "birth_date": BORN,
        "pesel": IDENTITY["pesel"],
        "case_mark": IDENTITY["case mark"],
    },
    "receiveReferral": {"note": NOTES["referral note"]},
    "signContract": {"document_number": IDENTITY["document"]},
    "recordHours": {"note": NOTES["hours note"]},
    "correctHours": {"reason": NOTES["reason of a correction"]},
    "startEmployment": {"employer": NOTES["employer"]},
    "exitEpisode": {"reason": NOTES["reason of an exit"]},
    "noteContact": {"note": NOTES["contact note"]},
    "changeContactDetails": {"phone": IDENTITY["phone"]},
    "changeResidence": {"street": IDENTITY["street"]},
    "linkRelatedPerson": {"family_name": IDENTITY["guardian"], "note": NOTES["note about a guardian"]},
    "establishGroup": {
        "evidence_number": SPECIAL["number of evidence"],
        "evidence_kept_at": NOTES["where a paper lies"],
    },
    "recordDecision": {"number": SPECIAL["number of a decision"]},
    "changeDetails": {"family_name": NAMES["family name"]},
    "correctDetails": {"given_name": NAMES["given name"]},
}
AROUND = (
    "noteContact",
    "changeContactDetails",
    "changeResidence",
    "linkRelatedPerson",
    "establishGroup",
    "recordDecision",
)
"""What is known of the person beside the journey."""
SEARCHES: list[dict[str, str]] = [
    {"name": "wszedobylska"},
    {"pesel": IDENTITY["pesel"]},
    {"case_mark": IDENTITY["case mark"]},
]


@dataclass
class Planted:
    """A club where one person's life is known word for word."""

    front: Front
    coordinator: Desk
    life: Life

    def all_that_is_answered(self, desk: Desk) -> str:
        """Ask every operation about the planted person as this user, assigned to them if users of the role are."""
        with suppress(WorksWithNobody):
            ask(self.front.house, AssignCaseworker(participant_id=UUID(self.life.id), user=desk.user))
        answers = [desk.ask("POST", f"{API}/participants/search", body) for body in SEARCHES]
        for operation, (method, _, _) in contract().operations.items():
            path = self.life.path(operation).replace("{user_id}", str(desk.user)).replace("{role}", "EVALUATOR")
            body = contract().example(operation) | SAID.get(operation, {})
            how: dict[str, Any] = {"if_match": self.coordinator.get(f"/participants/{self.life.id}")["version"]}
            if operation in FILES:
                how |= {"content": FILES[operation].read_bytes(), "headers": {"content-type": "text/csv"}}
            answers.append(desk.ask(method, path, body or None, **how))
        return "\n".join(f"{answer.headers} {answer.text}" for answer in answers)


@pytest.fixture(name="planted", scope="module")
def _planted(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("sees")) as front:
        coordinator = front.desk(Role.COORDINATOR)
        yield Planted(front, coordinator, live(coordinator, (*SCRIPT, *AROUND), SAID))


def found(planted: Planted, desk: Desk, values: dict[str, str]) -> list[str]:
    """Return the names of the planted values that this user is ever answered."""
    answered = planted.all_that_is_answered(desk)
    return [name for name, value in values.items() if value in answered]


def test_a_coordinator_sees_everything_so_the_others_could(planted):
    everything = NAMES | IDENTITY | SPECIAL | NOTES
    del everything["birth date in Polish"]

    assert found(planted, planted.front.desk(Role.COORDINATOR), everything) == list(everything)


def test_a_caseworker_sees_everything_of_their_own(planted):
    everything = NAMES | IDENTITY | SPECIAL | NOTES
    del everything["birth date in Polish"]

    assert found(planted, planted.front.desk(Role.CASEWORKER), everything) == list(everything)


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.ADMINISTRATOR])
def test_evaluators_and_administrators_never_receive_anything_about_a_person(planted, role):
    desk = planted.front.desk(role)

    assert found(planted, desk, NAMES | IDENTITY | SPECIAL | NOTES | {"id": planted.life.id}) == []


def test_a_class_leader_sees_names_and_nothing_that_tells_more(planted):
    desk = planted.front.desk(Role.CLASS_LEADER)

    assert found(planted, desk, NAMES | IDENTITY | SPECIAL | NOTES) == list(NAMES)


def test_an_auditor_sees_who_somebody_is_and_no_note(planted):
    assert found(planted, an_auditor(planted.front), NAMES | SPECIAL | NOTES) == list(NAMES)
    assert found(planted, an_auditor(planted.front), {"pesel": IDENTITY["pesel"]}) == ["pesel"]


def test_an_auditor_without_a_control_never_receives_anything_about_a_person(planted):
    desk = planted.front.desk(Role.AUDITOR)

    assert found(planted, desk, NAMES | IDENTITY | SPECIAL | NOTES | {"id": planted.life.id}) == []


def test_notes_and_special_data_are_an_auditors_where_the_control_opens_them(planted):
    everything = {"opens": tuple(Purpose), "opens_because": "powód zmyślony"}

    seen = found(planted, an_auditor(planted.front, **everything), SPECIAL | NOTES)

    assert seen == list(SPECIAL | NOTES)


def test_what_is_protected_from_a_reader_is_said_to_be_there(planted):
    desk = an_auditor(planted.front)

    items = desk.get(f"/participants/{planted.life.id}/history")["items"]

    [corrected] = [item for item in items if item["topic"] == "journey.hours-corrected.2"]
    assert corrected["pl"].endswith("Powód: [treść chroniona].")
    assert corrected["en"].endswith("Reason: [protected].")
    assert corrected["details"]["reason"] == "[treść chroniona]"


def assigned(front: Front, *roles: Role) -> tuple[Desk, str]:
    """Return a user in these roles and a participant assigned to them."""
    desk = front.desk(*roles)
    life = live(front.desk(Role.COORDINATOR), SCRIPT[:-1])
    ask(front.house, AssignCaseworker(participant_id=UUID(life.id), user=desk.user))
    return desk, f"{API}/participants/{life.id}"


def test_a_role_withdrawn_counts_from_the_next_request(planted):
    desk, person = assigned(planted.front, Role.CASEWORKER)
    assert desk.ask("GET", person).status_code == 200

    chief = planted.front.desk(Role.ADMINISTRATOR)
    chief.post(f"/users/{desk.user}/roles/CASEWORKER/withdrawal")

    assert desk.ask("GET", person).status_code == 403
    chief.post(f"/users/{desk.user}/roles", {"role": "CASEWORKER"})
    assert desk.ask("GET", person).status_code == 200


def test_a_token_revoked_counts_from_the_next_request_and_another_goes_on(planted):
    desk, person = assigned(planted.front, Role.CASEWORKER)
    chief = planted.front.desk(Role.ADMINISTRATOR)
    second = chief.post(f"/users/{desk.user}/tokens", {"expires_on": "2026-12-31"})["secret"]

    chief.post(f"/users/{desk.user}/tokens/{desk.token}/revocation")

    assert desk.ask("GET", person).status_code == 401
    assert Desk(planted.front.client, desk.user, second).ask("GET", person).status_code == 200


def test_a_token_is_good_until_the_end_of_its_last_day_in_poland(tmp_path):
    with open_front(tmp_path) as front:
        desk = front.desk(Role.AUDITOR, until=front.house.today())
        front.clock.advance(hours=13, minutes=59)  # 23:59 in Warsaw
        assert desk.ask("GET", f"{API}/me").status_code == 200
        front.clock.advance(minutes=1)
        assert desk.ask("GET", f"{API}/me").status_code == 401


def test_a_caseworker_released_sees_the_person_no_more(planted):
    desk, person = assigned(planted.front, Role.CASEWORKER)
    seen = desk.ask("GET", person).json()["version"]

    released = planted.coordinator.ask("POST", f"{person}/caseworkers/{desk.user}/release", if_match=seen)

    assert released.status_code == 201
    assert desk.ask("GET", person).status_code == 404


def test_a_user_with_two_roles_may_what_either_may(planted):
    desk, own = assigned(planted.front, Role.CASEWORKER, Role.AUDITOR)
    another = f"{API}/participants/{planted.life.id}"
    referral = {"kind": "SERVICE", "source": "SELF", "referred_on": "2026-05-04"}

    assert desk.ask("GET", another).status_code == 404  # no control is open for who works with people
    assert desk.ask("GET", f"{API}/audit/trail").status_code == 200  # an auditor's
    assert desk.ask("POST", f"{own}/referrals", referral).status_code == 201  # a caseworker's
    assert desk.ask("POST", f"{another}/referrals", referral).status_code == 404  # nobody's
    assert set(desk.get("/me")["roles"]) == {"AUDITOR", "CASEWORKER"}


@pytest.mark.parametrize("scheme", ["", "Basic ", "Token ", "bearer", "Bearer:"])
def test_a_token_under_another_scheme_is_no_token(planted, scheme):
    desk = planted.front.desk(Role.COORDINATOR)

    answer = desk.ask("GET", f"{API}/me", headers={"authorization": f"{scheme}{desk.secret}"})

    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER   "])
def test_the_scheme_is_read_in_any_letters(planted, scheme):
    desk = planted.front.desk(Role.COORDINATOR)

    assert desk.ask("GET", f"{API}/me", headers={"authorization": f"{scheme}{desk.secret}"}).status_code == 200
