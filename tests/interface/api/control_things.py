"""Controls as an operation can be asked about them: an auditor's own, for anybody else one of another auditor."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from application.engagements import RecordClubFinding, RecordFinding
from application.enrolment import Enrol
from application.referral import ReceiveReferral
from application.users import RegisterUser
from domain.engagements import FindingKind, Severity
from domain.vocabulary import EpisodeKind, ReferralSource, Role
from interface.assembly import House
from tests.asgi import API, Desk, Front, Life, contract, live
from tests.club import ask
from tests.controls import a_control
from tests.interface.api.things import Thing, edition

FOUND: dict[str, Any] = {"kind": FindingKind.OTHER, "severity": Severity.REMARK, "finding": "ustalenie zmyślone"}


def another_auditor(house: House) -> UUID:
    """Add an auditor without a token."""
    command = RegisterUser(id=uuid4(), display_name="Olga Próbna", roles=(Role.AUDITOR,))
    return UUID(ask(house, command, role=Role.ADMINISTRATOR).id)


def controller(house: House, owner: UUID) -> UUID:
    """Return the owner where they are an auditor, else another one who is."""
    auditors = [account.user for account in house.accounts.users() if account.roles == {Role.AUDITOR}]
    return owner if owner in auditors else another_auditor(house)


def _opening(house: House, owner: UUID) -> Thing:
    return Thing({}, {"users": [str(another_auditor(house))]})


def _control(house: House, owner: UUID) -> Thing:
    opened = a_control(house, controller(house, owner))
    return Thing({"engagement_id": opened.id}, {}, opened.version)


def _found(house: House, owner: UUID) -> Thing:
    user = controller(house, owner)
    opened = a_control(house, user)
    found = RecordClubFinding(engagement_id=UUID(opened.id), **FOUND)
    item = ask(house, found, user=user, role=Role.AUDITOR).item
    return Thing({"engagement_id": opened.id, "item": str(item)})


CONTROLS: dict[str, Callable[[House, UUID], Thing]] = {
    "listEngagements": lambda house, owner: Thing(),
    "openEngagement": _opening,
    "closeEngagement": _control,
    "drawSample": _control,
    "takeList": _control,
    "listSamples": _control,
    "listFindings": _control,
    "recordClubFinding": _control,
    "answerClubFinding": _found,
}
OF_AN_AUDITOR = frozenset(CONTROLS) - {"listEngagements", "openEngagement"}
"""Those that are about one auditor's control, so that another's looks like nobody's."""


def edition_under_control(house: House, auditor: UUID) -> UUID:
    """Open an edition and a control of it for an auditor, who sees nobody else."""
    id, _ = edition(house)
    a_control(house, auditor, editions=(id,))
    return id


def put_in(house: House, life: Life, id: UUID) -> None:
    """Let a life go on into an edition."""
    person, day = UUID(life.id), date(2026, 5, 4)
    said: dict[str, Any] = {"kind": EpisodeKind.SERVICE, "source": ReferralSource.SELF, "note": None}
    ask(house, ReceiveReferral(participant_id=person, referred_on=day, **said))
    code = next(line.code for line in _editions(house) if line.id == id)
    placed = Enrol(participant_id=person, programme="AOON", edition=code, enrolled_on=day)
    life.version = ask(house, placed).version


def let_be_found(house: House, life: Life) -> None:
    """Let a control find something about a life."""
    user = another_auditor(house)
    a_control(house, user)
    found = RecordFinding(participant_id=UUID(life.id), about=None, **FOUND)
    answered = ask(house, found, user=user, role=Role.AUDITOR)
    life.version, life.items["recordFinding"] = answered.version, answered.item


def _editions(house: House) -> Any:
    with house.store.snapshot():
        return house.indexes.places.editions(house.store.reading())


def examples_of_controls(front: Front, desk: Desk) -> list[str]:
    """Have the examples of these operations accepted, in an order in which they can happen; return those told."""
    [user] = contract().example("openEngagement")["users"]
    auditor = front.desk(Role.AUDITOR, id=UUID(user))
    life = live(desk, ["registerParticipant"])
    told: list[str] = []

    def tell(who: Desk, operation: str, version: int | None = None, **said: str) -> Any:
        answer = Thing(said, {}, version).ask(who, operation)
        assert answer.status_code == 201, (operation, answer.text)
        told.append(operation)
        return answer.json()

    id = tell(desk, "openEngagement")["id"]
    tell(auditor, "drawSample", engagement_id=id)
    tell(auditor, "takeList", engagement_id=id)
    found = tell(auditor, "recordClubFinding", engagement_id=id)
    answered = tell(desk, "answerClubFinding", item=str(found["item"]), engagement_id=id)
    found = tell(auditor, "recordFinding", participant_id=life.id)
    tell(desk, "answerFinding", item=str(found["item"]), participant_id=life.id)
    tell(desk, "closeEngagement", answered["version"], engagement_id=id)
    assert auditor.ask("GET", f"{API}/participants/{life.id}").status_code == 404
    return told
