"""Whose record a list shows: the people of some users, or those in scope of a control. One piece for every list."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement

from application.indexes.assignments import assigned_to
from application.indexes.engagements import scope_of

NO_CONTROL = UUID(int=0)
"""The id of no control: nobody is in its scope."""


class Whose(msgspec.Struct, frozen=True, kw_only=True):
    """The people of these users, and those in scope of this control; None does not narrow it."""

    users: tuple[UUID, ...] | None = None
    control: UUID | None = None

    def only(self, participant: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
        """Yield what holds of a participant (its column, ids as they are stored) whose record is shown."""
        if self.users is not None:
            yield participant.in_(assigned_to(self.users))
        if self.control is not None:
            yield participant.in_(scope_of(self.control))


EVERYBODYS = Whose()
