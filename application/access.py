"""Who looked: a record before the first byte of every answer with participant data.

It goes through the writer like any change and is durable before the answer starts; where it cannot be
written the answer is not given. Fields after ISO 27789 and IHE BALP (PatientRead, PatientQuery), without
any content of the record itself. The content is kept two years, its hash for ever.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from application.permissions import Action, Actor
from domain.vocabulary import Role


class AccessNote(msgspec.Struct, frozen=True, kw_only=True):
    """One look: who, in which role, by which token, from where, at whom, for what, and whether it was allowed."""

    actor: Actor
    role: Role
    action: Action
    participants: Sequence[UUID]
    address: str
    allowed: bool = True
    engagement: UUID | None = None
    """The control in which somebody looked: what for."""


def content(note: AccessNote, at: datetime) -> bytes:
    """Return the canonical JSON that is stored and hashed."""
    return msgspec.json.encode(
        {
            "action": note.action.value,
            "address": note.address,
            "allowed": note.allowed,
            "at": at,
            "engagement": None if note.engagement is None else str(note.engagement),
            "participants": [str(participant) for participant in note.participants],
            "role": note.role.value,
            "token": note.actor.token,
            "user": str(note.actor.user),
            "v": 1,
        },
        order="sorted",
    )
