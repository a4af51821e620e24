"""A control opened for a test auditor, who without one sees nobody."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from application.engagements import OpenEngagement
from application.indexes.receipts import Accepted
from domain.engagements import Institution
from domain.journal import Purpose
from domain.vocabulary import Role
from interface.assembly import House
from tests.asgi import Desk, Front
from tests.club import ask

ALWAYS = {"period_first": date(1900, 1, 1), "period_last": date(2100, 12, 31)}
SAID: dict[str, Any] = {
    "institution": Institution.VOIVODE,
    "institution_name": None,
    "authorisation": "ZNAK.ZMYŚLONY.1.2026",
    "purpose": "przedmiot zmyślony",
    "since": date(2026, 6, 1),
    "until": date(2026, 12, 31),
    "editions": (),
    "opens": (Purpose.IDENTITY, Purpose.STATISTICS),
    "opens_because": None,
    **ALWAYS,
}


def a_control(house: House, *users: UUID, **said: Any) -> Accepted:
    """Open a control of everything, from June to December, for these auditors; every part can be said otherwise."""
    accepted: Accepted = ask(house, OpenEngagement(id=uuid4(), users=users, **(SAID | said)))
    return accepted


def an_auditor(front: Front, **said: Any) -> Desk:
    """Add an auditor with a control of everything."""
    desk = front.desk(Role.AUDITOR)
    a_control(front.house, desk.user, **said)
    return desk


def seated(front: Front, role: Role) -> Desk:
    """Add a user in a role; an auditor with a control of everything."""
    return an_auditor(front) if role is Role.AUDITOR else front.desk(role)
