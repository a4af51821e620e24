"""Who looked: a record before the first byte of every answer with participant data.

It goes through the writer like any change and is durable before the answer starts; where it cannot be
written the answer is not given. Fields after ISO 27789 and IHE BALP (PatientRead, PatientQuery), without
any content of the record itself. The content is kept two years, its hash for ever.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from application.permissions import Action, Actor, Scope
from domain.calendar import WARSAW
from domain.journal import Purpose
from domain.vocabulary import Role

NAMES = frozenset({Purpose.IDENTITY})
"""What a list opens of the people on it."""


class Outcome(StrEnum):
    """What came of it. A foreign person is REFUSED and an unknown one NOT_FOUND; who asks is told the same of both."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    NOT_FOUND = "not-found"


class Deed(StrEnum):
    """What was done, in the letters of ISO 27789 and DICOM: create, read, update, delete, execute."""

    CREATE = "C"
    READ = "R"
    UPDATE = "U"
    DELETE = "D"
    EXECUTE = "E"


class Subtype(StrEnum):
    """In which way."""

    VIEW = "view"
    SEARCH = "search"
    EXPORT = "export"
    PRINT = "print"
    EMERGENCY = "emergency"
    IMPORT = "import"
    CHANGE = "change"
    """A write that was refused: its reason tells something about the person. A write that was not is a fact."""

    REPEAT = "repeat"
    """A write asked again with the same key, which gets the first answer."""


class PurposeOfUse(StrEnum):
    """For which purpose people are looked at: the purpose of use of ISO 27789."""

    CASE_WORK = "case-work"
    CLASSES = "classes"
    COORDINATION = "coordination"
    AUDIT = "audit"
    EVALUATION = "evaluation"
    ADMINISTRATION = "administration"
    STATEMENT = "statement"
    """To tell a person what is known about them (art. 15 RODO)."""

    UNKNOWN = "unknown"
    """Records of the first shape did not say it, and a user without the right to look has none."""


PURPOSE_OF_ROLE: Mapping[Role, PurposeOfUse] = {
    Role.CASEWORKER: PurposeOfUse.CASE_WORK,
    Role.CLASS_LEADER: PurposeOfUse.CLASSES,
    Role.COORDINATOR: PurposeOfUse.COORDINATION,
    Role.AUDITOR: PurposeOfUse.AUDIT,
    Role.EVALUATOR: PurposeOfUse.EVALUATION,
    Role.ADMINISTRATOR: PurposeOfUse.ADMINISTRATION,
}
"""A role is given for a purpose, so nobody is asked for it with every click."""

_DEED: Mapping[Subtype, Deed] = {Subtype.SEARCH: Deed.EXECUTE, Subtype.IMPORT: Deed.EXECUTE}


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where something was asked: the request's own id, the operation of the contract it met, and the address."""

    request: UUID | None = None
    resource: str = "-"
    address: str = "-"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What kept the record: the program, its version, and the machine."""

    service: str
    version: str
    node: str


class AccessNote(msgspec.Struct, frozen=True, kw_only=True):
    """One look: who, in which role (None: none allows it), at whom, for what, and what came of it.

    `opened`: the purposes of the sealed values that the answer may hold. `query`: what was searched for, keyed.
    `why`: what a list was taken away for, sealed for this request.
    """

    actor: Actor
    role: Role | None
    action: Action
    scope: Scope | None
    participants: Sequence[UUID]
    origin: Origin
    outcome: Outcome = Outcome.ALLOWED
    deed: Deed | None = None
    subtype: Subtype = Subtype.VIEW
    opened: frozenset[Purpose] = frozenset()
    purpose: PurposeOfUse | None = None
    query: bytes | None = None
    on_behalf_of: Sequence[UUID] = ()
    engagement: UUID | None = None
    """The control in which somebody looked: what for."""

    why: str | None = None


class Look(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One record of the access log as it is stored, and read again: a record of the first shape lacks much of it.

    `id`: its position in the access log, from 1. `at` is UTC, `offset` what the clock on the wall differed by.
    `labels`: which purposes may have been opened. `query`: hexadecimal HMAC of what was searched for. `on_behalf_of`:
    whose deputy the user was for these people. `permission` and `scope`: what the permission table decided by. `why`:
    what a list was taken away for, a token that opens for this user and request only. A reader of the second shape who
    does not know it may pass over it.
    """

    v: int
    id: int
    at: datetime
    offset: str
    action: Deed
    subtype: Subtype
    outcome: Outcome
    user: UUID
    role: Role | None
    token: int
    address: str
    requestor: bool
    service: str
    version: str
    node: str
    participants: tuple[UUID, ...]
    count: int
    resource: str
    labels: tuple[Purpose, ...]
    purpose: PurposeOfUse
    permission: str
    scope: Scope | None
    request: UUID | None = None
    query: str | None = None
    on_behalf_of: tuple[UUID, ...] = ()
    engagement: UUID | None = None
    why: str | None = None


class _First(msgspec.Struct, frozen=True, kw_only=True):
    """The first shape."""

    action: str
    address: str
    allowed: bool
    at: datetime
    participants: tuple[UUID, ...]
    role: Role
    token: int
    user: UUID


class _Shape(msgspec.Struct, frozen=True):
    v: int


_encoder = msgspec.json.Encoder(order="sorted")
_shape = msgspec.json.Decoder(_Shape)
_first = msgspec.json.Decoder(_First)
_newest = msgspec.json.Decoder(Look)


def look(note: AccessNote, at: datetime, id: int, source: Source) -> Look:
    """Return the record of a note: of the moment `at` (UTC), at position `id` of the access log."""
    role = note.role
    offset = f"{at.astimezone(WARSAW):%z}"
    return Look(
        v=2,
        id=id,
        at=at,
        offset=f"{offset[:3]}:{offset[3:]}",
        action=note.deed or _DEED.get(note.subtype, Deed.READ),
        subtype=note.subtype,
        outcome=note.outcome,
        user=note.actor.user,
        role=role,
        token=note.actor.token,
        address=note.origin.address,
        requestor=True,
        service=source.service,
        version=source.version,
        node=source.node,
        participants=tuple(note.participants),
        count=len(note.participants),
        resource=note.origin.resource,
        labels=tuple(sorted(note.opened, key=lambda purpose: purpose.value)),
        purpose=note.purpose or (PurposeOfUse.UNKNOWN if role is None else PURPOSE_OF_ROLE[role]),
        permission=note.action.value,
        scope=note.scope,
        request=note.origin.request,
        query=None if note.query is None else note.query.hex(),
        on_behalf_of=tuple(note.on_behalf_of),
        engagement=note.engagement,
        why=note.why,
    )


def content(told: Look) -> bytes:
    """Return the canonical JSON that is stored and hashed."""
    return _encoder.encode(told)


def read(stored: bytes, id: int) -> Look:
    """Return what a stored record at position `id` says; one of the first shape says "unknown" where it says nothing.

    msgspec.ValidationError: a shape that this version does not know.
    """
    if _shape.decode(stored).v != 1:
        return _newest.decode(stored)
    said = _first.decode(stored)
    offset = f"{said.at.astimezone(WARSAW):%z}"
    return Look(
        v=1,
        id=id,
        at=said.at,
        offset=f"{offset[:3]}:{offset[3:]}",
        action=Deed.READ,
        subtype=Subtype.VIEW,
        outcome=Outcome.ALLOWED if said.allowed else Outcome.REFUSED,
        user=said.user,
        role=said.role,
        token=said.token,
        address=said.address,
        requestor=True,
        service="-",
        version="-",
        node="-",
        participants=said.participants,
        count=len(said.participants),
        resource="-",
        labels=(),
        purpose=PurposeOfUse.UNKNOWN,
        permission=said.action,
        scope=None,
    )
