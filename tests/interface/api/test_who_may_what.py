"""Who may what: every operation of the contract, asked by everybody, about their own, another's and nobody's record.

The declaration below is written by hand and not read from the permission table: a change there must be meant.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any, cast
from uuid import UUID

import pytest
from fastapi import APIRouter, Depends, FastAPI, Response
from fastapi.routing import APIRoute, iter_route_contexts

from application.caseworkers import AssignCaseworker
from application.permissions import Action
from application.users import GrantRole, IssueToken, RevokeToken
from domain.caseworkers import AlreadyAssigned, WorksWithNobody
from domain.users import RoleHeldAlready
from domain.vocabulary import Role
from interface.api.access import AnybodysHouse, Caller, Permitted, Public
from interface.api.app import create_app
from interface.assembly import House
from tests.asgi import ANYBODY, API, FILES, LAST_DAY, Desk, Front, Life, before, contract, live, open_front, seen
from tests.club import MONDAY, ask
from tests.interface.api.control_things import (
    CONTROLS,
    OF_AN_AUDITOR,
    edition_under_control,
    let_be_found,
    put_in,
)
from tests.interface.api.declared import HEAD, NAMED, ROLES
from tests.interface.api.import_things import IMPORTS, OF_A_USER
from tests.interface.api.paper_things import PAPERS
from tests.interface.api.report_things import REPORTS
from tests.interface.api.sheet_things import SHEETS
from tests.interface.api.things import NOBODYS, OF_SOMEBODY, THINGS, Thing, nobodys

STEPS = {
    name: NAMED["anyOtherStep"]
    for name, (method, path, _) in contract().operations.items()
    if method == "POST" and path.startswith(f"{API}/participants/{{participant_id}}/")
}
MAY = {name: may for name, may in (STEPS | NAMED).items() if name != "anyOtherStep"}
ABOUT = THINGS | CONTROLS | PAPERS | REPORTS | SHEETS | IMPORTS
ASKS_FOR_PEOPLE = {"readSampleDossier": "", "startServiceCard": "&enrolment=4&month=2026-05"}
"""Those that name participants in what they ask for, and not in their path, and what else they ask for."""
OF_ONE = OF_SOMEBODY | OF_AN_AUDITOR | OF_A_USER
ANOTHER_RECORD = {"linkDuplicate": "survivor", "ruleOutDuplicate": "other"}
STRANGERS = ("no token", "an expired token", "a revoked token")


@dataclass
class Scene:
    """A club with a colleague who is released and assigned, another caseworker, and three who hold no valid token."""

    front: Front
    coordinator: Desk
    colleague: Desk
    another: Desk
    strangers: dict[str, Desk]
    survivor: str
    controlled: dict[UUID, UUID] = field(default_factory=dict)
    """The edition that each auditor controls; nobody else is in their sight."""
    read: dict[tuple[tuple[str, ...], bool], Life] = field(default_factory=dict)
    """Lives that are only read, by the steps that were taken, and whether they are another's."""
    spare: dict[tuple[str, bool], Any] = field(default_factory=dict)
    """For each operation what those are asked about who may not."""


@pytest.fixture(name="scene", scope="module")
def _scene(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("who")) as front:
        expired = front.desk(*Role, until=MONDAY)
        front.clock.advance(days=1)
        revoked, nobody = front.desk(*Role), front.desk(*Role)
        ask(front.house, RevokeToken(user_id=revoked.user, token=revoked.token), role=Role.ADMINISTRATOR)
        nobody.secret = None
        strangers = dict(zip(STRANGERS, (nobody, expired, revoked), strict=True))
        coordinator, colleague, another = map(front.desk, (Role.COORDINATOR, Role.CASEWORKER, Role.CASEWORKER))
        survivor = live(coordinator, ["registerParticipant"]).id
        yield Scene(front, coordinator, colleague, another, strangers, survivor)


def a_life(scene: Scene, operation: str, owner: Desk) -> Life:
    """Return a participant at an operation's step of the script: who only reads shares them, nothing is written."""
    steps = tuple(before(operation))
    if contract().operations[operation][0] != "GET" or owner.user in scene.controlled:
        return live(scene.coordinator, steps)
    place = steps, owner is scene.another
    if place not in scene.read:
        scene.read[place] = live(scene.coordinator, steps)
    return scene.read[place]


def a_record(scene: Scene, operation: str, owner: Desk) -> Any:
    """Return what an operation can be asked about: a participant of `owner`'s at its step of the script, or a user."""
    if operation in ABOUT:
        return ABOUT[operation](scene.front.house, owner.user)
    path = contract().operations[operation][1]
    if "{participant_id}" not in path and operation not in ASKS_FOR_PEOPLE:
        return owner
    life = a_life(scene, operation, owner)
    assigned = [owner.user, scene.colleague.user] if operation == "releaseCaseworker" else [owner.user]
    for user in assigned:
        with suppress(AlreadyAssigned, WorksWithNobody):
            life.version = ask(scene.front.house, AssignCaseworker(participant_id=UUID(life.id), user=user)).version
    if owner.user in scene.controlled and MAY[operation]["au"] == "own":
        put_in(scene.front.house, life, scene.controlled[owner.user])
    if operation == "answerFinding":
        let_be_found(scene.front.house, life)
    return life


def made_possible(front: Front, operation: str, user: Desk) -> None:
    """Give a user the token that will be revoked, or the role that will be withdrawn."""
    if operation == "revokeToken":
        command = IssueToken(user_id=user.user, expires_on=LAST_DAY, digest=user.user.hex)
        user.token = ask(front.house, command, role=Role.ADMINISTRATOR).item
    if operation == "withdrawRole":
        with suppress(RoleHeldAlready):
            ask(front.house, GrantRole(user_id=user.user, role=Role.EVALUATOR), role=Role.ADMINISTRATOR)


def request(scene: Scene, desk: Desk, operation: str, record: Life | Desk | Thing) -> Any:
    """Ask for an operation about a record, as the contract's examples have it."""
    if isinstance(record, Thing):
        return record.ask(desk, operation)
    method, path, _ = contract().operations[operation]
    body = contract().example(operation)
    how: dict[str, Any] = {}
    if isinstance(record, Life):
        path, how["if_match"] = record.path(operation), record.version
        path += f"?participant={record.id}{ASKS_FOR_PEOPLE[operation]}" if operation in ASKS_FOR_PEOPLE else ""
        user, item = scene.colleague.user, 1
    else:
        user, item = record.user, record.token
    path = path.replace("{user_id}", str(user)).replace("{item}", str(item)).replace("{role}", "EVALUATOR")
    body |= {"user": str(user)} if operation == "assignCaseworker" else {}
    body |= {"signed_on": str(scene.front.house.today())} if operation == "signPaper" else {}
    if operation == "registerParticipant":
        body |= ANYBODY
    if operation in ANOTHER_RECORD:
        body |= {ANOTHER_RECORD[operation]: scene.survivor}
    if operation in FILES:
        how |= {"content": FILES[operation].read_bytes(), "headers": {"content-type": "text/csv"}}
    return desk.ask(method, path, body or None, **how)


def a_spare_record(scene: Scene, operation: str, owner: Desk) -> Any:
    """Return one record for all who are refused: nothing is written to it."""
    place = operation, owner is scene.another
    if place not in scene.spare:
        scene.spare[place] = a_record(scene, operation, scene.another if place[1] else scene.coordinator)
    return scene.spare[place]


def expected(operation: str, caller: str, whose: str) -> int:
    """Return the status that the declaration says."""
    may = MAY[operation].get(caller, "pub" if "pub" in MAY[operation].values() else "")
    if may in {"", "-"}:
        return 403 if may else 401
    if whose == "unknown" or (whose == "other" and may == "own"):
        return 404
    described = contract().operations[operation][2]["responses"]
    return max(int(status) for status in described if status.startswith("2"))  # 200 is a preview where 201 is saving


def record_for(operation: str, caller: str, whose: str) -> Callable[[Scene, str, Desk], Any]:
    """Return what makes a record to ask about: who is refused may share one, nothing is written to it."""
    return a_spare_record if expected(operation, caller, whose) >= 400 else a_record


def test_the_declaration_names_every_operation_of_the_contract_and_no_other():
    assert MAY.keys() == contract().operations.keys()
    assert [ROLES[short] for short in HEAD] == list(Role)


@pytest.mark.parametrize("caller", [*ROLES, *STRANGERS])
@pytest.mark.parametrize("operation", contract().operations)
def test_everybody_gets_what_is_declared_and_others_records_look_like_unknown_ones(scene, operation, caller):
    front = scene.front
    desk = scene.strangers[caller] if caller in STRANGERS else front.desk(ROLES[caller])
    if caller == "au" and operation not in ABOUT:
        scene.controlled[desk.user] = edition_under_control(front.house, desk.user)
    another = partial(record_for(operation, caller, "other"), scene, operation, scene.another)
    about = {"own": record_for(operation, caller, "own")(scene, operation, desk)}
    path = contract().operations[operation][1]
    if operation in ABOUT:
        about |= {"unknown": unknown} if (unknown := nobodys(operation, about["own"])) else {}
        about |= {"other": another()} if operation in OF_ONE else {}
    elif "{participant_id}" in path or operation in ASKS_FOR_PEOPLE:
        about |= {"other": another(), "unknown": Life(str(NOBODYS), 7, {})}
    elif "{user_id}" in path:
        about |= {"other": front.desk(Role.CASEWORKER), "unknown": Desk(front.client, NOBODYS, None, 3)}
    if caller == "ad" and "{user_id}" in path and operation not in ABOUT:
        made_possible(front, operation, about["own"])
        made_possible(front, operation, about["other"])
    facts = front.facts

    answers = {whose: request(scene, desk, operation, record) for whose, record in about.items()}

    assert {whose: answer.status_code for whose, answer in answers.items()} == {
        whose: expected(operation, caller, whose) for whose in about
    }
    refused = [answer for answer in answers.values() if answer.status_code >= 400]
    for status in {answer.status_code for answer in refused}:
        assert len({repr(seen(answer)) for answer in refused if answer.status_code == status}) == 1
    if len(refused) == len(answers):
        assert front.facts == facts


@pytest.mark.parametrize("malformed", ["x", "0", str(NOBODYS)[:-1], "%00", "%F0%9F%92%A9", str(NOBODYS) + "f"])
def test_a_malformed_id_looks_like_an_unknown_one(scene, malformed):
    desk = scene.coordinator

    unknown = desk.ask("GET", f"{API}/participants/{NOBODYS}")

    assert seen(desk.ask("GET", f"{API}/participants/{malformed}")) == seen(unknown)


def test_lists_and_searches_show_a_caseworker_only_their_own(scene):
    desk = scene.front.desk(Role.CASEWORKER)
    mine = a_record(scene, "readHistory", desk)
    hers = live(scene.another, ["registerParticipant"], {})

    assert [line["id"] for line in desk.get("/participants")["items"]] == [mine.id]
    example = contract().example("registerParticipant")
    asked = [{"pesel": example["pesel"]}, {"case_mark": example["case_mark"]}, {"case_mark": "KIS.0"}]
    found, also, unknown = (desk.ask("POST", f"{API}/participants/search", said) for said in asked)
    assert seen(found) == seen(also) == seen(unknown)
    assert [line["id"] for line in scene.another.post("/participants/search", asked[0])["items"]] == [hers.id]


PUBLIC = {"/api/v1/openapi.json", "/healthz", "/readyz"}
MOUNTED = {"/docs"}


def undeclared(app: FastAPI) -> list[str]:
    """Return the routes that declare no action, or are public without being named above."""
    found = []
    for route in iter_route_contexts(app.routes):
        if not isinstance(route.original_route, APIRoute):
            found += [str(route.path)] if route.path not in MOUNTED else []
            continue
        waiting, declared = [route.dependant], []
        while waiting:
            dependant = waiting.pop()
            waiting += dependant.dependencies
            declared += [dependant.call] if isinstance(dependant.call, Permitted | Public) else []
        public = [declaration for declaration in declared if isinstance(declaration, Public)]
        if len(declared) != 1 or bool(public) != (route.path in PUBLIC):
            found.append(str(route.path))
    return found


def test_every_route_declares_one_action():
    app = create_app(cast(House, None))

    assert undeclared(app) == []
    assert {str(route.path) for route in iter_route_contexts(app.routes)} >= PUBLIC | MOUNTED


def _nothing() -> None:
    """Answer without asking who calls."""


def _open(house: AnybodysHouse) -> None:
    """Answer anybody."""


def _declared(caller: Annotated[Caller, Depends(Permitted(Action.SEE_ONESELF))]) -> None:
    """Answer a user."""


def _below(through: Annotated[None, Depends(_declared)]) -> None:
    """Answer a user, by a dependency of a dependency."""


def _twice(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_ONESELF))],
    other: Annotated[Caller, Depends(Permitted(Action.SEE_PROGRAMMES))],
) -> None:
    """Answer under two actions."""


@pytest.mark.parametrize(
    ("planted", "noticed"), [(_nothing, True), (_open, True), (_twice, True), (_declared, False), (_below, False)]
)
def test_a_planted_route_without_one_declared_action_is_noticed(planted, noticed):
    app = create_app(cast(House, None))
    inner = APIRouter(prefix="/inner")
    inner.add_api_route("/planted", planted)
    app.include_router(inner)
    app.add_api_route("/planted", planted)

    assert undeclared(app) == (["/inner/planted", "/planted"] if noticed else [])


def test_a_planted_mount_or_plain_route_is_noticed():
    app = create_app(cast(House, None))
    app.mount("/files", FastAPI())
    app.add_route("/plain", lambda request: Response())

    assert undeclared(app) == ["/files", "/plain"]
