"""The club through its door: requests of its users, in this process, every answer held against the contract."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

from fastapi import FastAPI
from fastapi.testclient import TestClient

from application.accounts import token_digest
from application.users import IssueToken, RegisterUser
from domain.vocabulary import Role
from interface.api.app import create_app, openapi
from interface.assembly import House
from tests.club import FixedClock, a_club, ask
from tests.contract import Contract

API = "/api/v1"
LAST_DAY = date(2026, 12, 31)
DATA = Path(__file__).parent / "data"
REGISTER = DATA / "rejestr-uczestnikow-cp1250.csv"
FILES = {
    "importParticipants": REGISTER,
    "importHours": DATA / "ewidencja-godzin.csv",
    "importServiceCards": DATA / "karta-realizacji-aoon.csv",
    "importAttendanceLists": DATA / "lista-obecnosci-swietlica.csv",
}
"""What operations take that take a file."""
SCRIPT = (
    "registerParticipant",
    "receiveReferral",
    "signContract",
    "enrol",
    "recordHours",
    "correctHours",
    "startEmployment",
    "exitEpisode",
)
"""The life that the examples of the contract tell, in the order in which they happen."""

BEFORE: dict[str, Sequence[str]] = {
    "rejectReferral": ("registerParticipant", "receiveReferral"),
    "withdrawReferral": ("registerParticipant", "receiveReferral"),
    "withdrawConsent": (*SCRIPT[:-1], "giveConsent"),
    "endGroup": (*SCRIPT[:-1], "establishGroup"),
    "unlinkRelatedPerson": (*SCRIPT[:-1], "linkRelatedPerson"),
    "unlinkDuplicate": (*SCRIPT[:-1], "linkDuplicate"),
    "signContractPart": SCRIPT[:3],
    "settleContractAction": (*SCRIPT[:3], "signContractPart"),
    "amendContract": SCRIPT[:3],
    "evaluateContract": SCRIPT[:3],
    "breachContract": SCRIPT[:3],
    "terminateContract": SCRIPT[:3],
    "issueCertificate": (*SCRIPT[:2], "signContract", "evaluateContract"),
    "changeAgreedPeriod": (*SCRIPT[:-1], "agreePeriod"),
    "endEnrolment": SCRIPT[:4],
    "voidHours": SCRIPT[:5],
    "endEmployment": SCRIPT[:7],
    "correctEmployment": SCRIPT[:7],
    "suspend": SCRIPT[:4],
    "resume": (*SCRIPT[:4], "suspend"),
    "voidExit": SCRIPT,
    "closeCase": SCRIPT,
    "attemptFollowUp": (*SCRIPT[:-1], "giveConsent", "exitEpisode"),
    "inferSituation": SCRIPT,
    "answerFollowUp": SCRIPT,
    "voidEntry": SCRIPT[:7],
    **dict.fromkeys(("readPaper", "signPaper", "spoilPaper"), (*SCRIPT[:-1], "printPaper")),
}
"""The life that an operation below an item needs; the last step makes the item."""
MADE_BY = {
    **dict.fromkeys(("issueCertificate", "settleContractAction"), "signContract"),
    "answerFinding": "recordFinding",
}
"""Which step makes the item where it is not the last one."""

_numbers = count(1)
FRESH = object()


@cache
def contract() -> Contract:
    """Return the contract; it is the same for every club."""
    return Contract(openapi(create_app(cast(House, None))))


class Desk:
    """Where one user sits: requests with the user's token and a new Idempotency-Key each."""

    def __init__(self, client: Any, user: UUID, secret: str | None, token: int = 0) -> None:
        """Sit down; without a `secret` nobody knows who asks."""
        self.client, self.user, self.secret, self.token = client, user, secret, token

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: Any = FRESH,
        if_match: int | str | bytes | None = None,
        headers: Mapping[str, str | bytes] | None = None,
        content: bytes | None = None,
    ) -> Any:
        """Send a request and return the answer. `content` are bytes that claim to be JSON; `key=None` sends none."""
        said: dict[str, str | bytes] = {} if self.secret is None else {"authorization": f"Bearer {self.secret}"}
        if method == "POST" and key is not None:
            said["idempotency-key"] = f"desk-{next(_numbers)}" if key is FRESH else key
        if if_match is not None:
            said["if-match"] = f'"{if_match}"' if isinstance(if_match, int) else if_match
        if content is not None:
            said["content-type"] = "application/json"
        sent: dict[str, Any] = {"content": content} if body is None else {"json": body}
        answer = self.client.request(method, path, headers=said | dict(headers or {}), **sent)
        departed = contract().departures(method, answer.request.url.path, answer)
        assert departed == [], departed
        return answer

    def version(self, life: "Life") -> int:
        """Return the version of a participant as it can be read now."""
        version: int = self.get(f"/participants/{life.id}")["version"]
        return version

    def get(self, path: str, **how: Any) -> Any:
        """Read something below /api/v1 that must be there; return what it says."""
        answer = self.ask("GET", API + path, **how)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any = None, **how: Any) -> Any:
        """Send something below /api/v1 that must be accepted; return what is answered."""
        answer = self.ask("POST", API + path, body, **how)
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()


def seen(answer: Any) -> tuple[Any, ...]:
    """Return an answer byte for byte, but for its date and its request's id."""
    headers = {name: said for name, said in answer.headers.items() if name != "date"}
    id = headers.pop("request-id")
    return answer.status_code, answer.text.replace(id, "this request"), sorted(headers.items())


@dataclass
class Front:
    """A running club seen from outside."""

    house: House
    client: Any
    clock: FixedClock

    def desk(
        self, *roles: Role, name: str = "Ewa Próbna", id: UUID | None = None, until: date = LAST_DAY, client: Any = None
    ) -> Desk:
        """Add a user in these roles with a token, and return their desk."""
        id, secret = id or uuid4(), f"kis_planted-{next(_numbers)}"
        chief: dict[str, Any] = {"role": Role.ADMINISTRATOR}
        ask(self.house, RegisterUser(id=id, display_name=name, roles=roles), **chief)
        token = ask(self.house, IssueToken(user_id=id, expires_on=until, digest=token_digest(secret)), **chief).item
        return Desk(client or self.client, id, secret, token)

    @property
    def facts(self) -> int:
        """The position of the newest fact."""
        return self.house.writer.logs.facts.size

    @property
    def stored(self) -> int:
        """How many facts another process would find on disk."""
        with closing(sqlite3.connect(self.house.settings.database)) as reader:
            [(rows,)] = reader.execute("SELECT count(*) FROM stored_events")
        return int(rows)


@contextmanager
def application(house: House) -> Iterator[FastAPI]:
    """Lend an application over a house: an application makes its routes at its first request, which takes its time."""
    app = _unused.pop() if _unused else create_app(house)
    app.state.house = house
    try:
        yield app
    finally:
        _unused.append(app)


_unused: list[FastAPI] = []


@contextmanager
def open_front(directory: Path) -> Iterator[Front]:
    """Run a club in `directory` behind its API, in this process."""
    clock = FixedClock()
    with (
        a_club(directory, clock) as house,
        application(house) as app,
        TestClient(app, raise_server_exceptions=False) as client,
    ):
        yield Front(house, client, clock)


@dataclass
class Life:
    """A participant as far as the script has gone: `items` by the operation that made them."""

    id: str
    version: int
    items: dict[str, int]

    def path(self, operation: str) -> str:
        """Return where an operation about this participant is asked for."""
        template = contract().operations[operation][1].replace("{code}", "AOON")
        nobodys = str(UUID(int=0xFF, version=4))
        template = re.sub(
            r"\{(edition|provider_id|agreement_id|engagement_id|request_id|event_log_id)\}", nobodys, template
        )
        template = template.replace("{kind}", "VOLUNTARINESS")
        template = template.replace("{action}", str(self.items.get("signContractPart", 1) + 1))
        maker = MADE_BY.get(operation) or (BEFORE[operation][-1] if operation in BEFORE else "recordHours")
        return template.replace("{participant_id}", self.id).replace("{item}", str(self.items.get(maker, 1)))


ANYBODY: dict[str, Any] = {"pesel": None, "pesel_missing": "NOT_GIVEN", "case_mark": None}
"""Makes the example person one of many: numbers are one person's."""


def live(
    desk: Desk,
    steps: Sequence[str] = SCRIPT,
    said: Mapping[str, dict[str, Any]] | None = None,
    life: Life | None = None,
) -> Life:
    """Let a coordinator record these steps of the script; `said` changes an operation's example."""
    life = life or Life("", 0, {})
    said = {"registerParticipant": ANYBODY} if said is None else said
    for step in steps:
        body = contract().example(step) | said.get(step, {})
        other = {"linkDuplicate": "survivor", "ruleOutDuplicate": "other"}.get(step)
        if other is not None and step not in said:
            body[other] = live(desk, SCRIPT[:1]).id
        answer = desk.ask("POST", life.path(step), body, if_match=life.version or None)
        assert answer.status_code == 201, answer.text
        life.id, life.version = answer.json()["id"], answer.json()["version"]
        life.items[step] = answer.json()["item"]
    return life


def before(operation: str) -> Sequence[str]:
    """Return the steps that stand before an operation in the script: all but the exit when it is not in it."""
    if operation in SCRIPT:
        return SCRIPT[: SCRIPT.index(operation)]
    return BEFORE.get(operation, SCRIPT[:-1])
