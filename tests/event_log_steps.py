"""Event logs asked for and granted in a running club."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from application.event_logs import ApproveEventLog, RequestEventLog
from application.indexes.receipts import Accepted
from domain.event_logs import LogFormat
from interface.assembly import House
from tests.club import ask, enrolled

SECOND = UUID("00000000-0000-4000-8000-00000000000d")


def an_event_log(house: House, **said: Any) -> Accepted:
    """Ask for an event log of the whole club and the year 2026; every part can be said otherwise."""
    parts: dict[str, Any] = {
        "formats": tuple(LogFormat),
        "programmes": (),
        "editions": (),
        "period_first": date(2026, 1, 1),
        "period_last": date(2026, 12, 31),
        "until": date(2026, 6, 30),
        "recipient": "Uczelnia Zmyślona",
        "purpose": "badanie zmyślone",
        "legal_basis": "umowa zmyślona 4/2026",
        "sensitive": False,
        "shifted": True,
        "because": None,
    }
    accepted: Accepted = ask(house, RequestEventLog(id=uuid4(), **(parts | said)))
    return accepted


def granted(house: House, **said: Any) -> Accepted:
    """Ask for an event log and let a second person agree."""
    asked = an_event_log(house, **said)
    accepted: Accepted = ask(house, ApproveEventLog(grant_id=UUID(asked.id)), user=SECOND)
    return accepted


def granted_of_five(house: House) -> Accepted:
    """Enrol as many people as there lack to five, and have an event log granted in which they are."""
    with house.store.snapshot():
        db, places = house.store.reading(), house.indexes.places
        there = sum(places.taken(db, edition.id) for edition in places.editions(db, "PSU"))
    for _ in range(there, 5):
        enrolled(house)
    return granted(house)
