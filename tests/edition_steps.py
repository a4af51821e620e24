"""Steps for sentences about what belongs to nobody alone: an edition and somebody who leads its sessions."""

from datetime import date, time
from typing import Any
from uuid import UUID

from domain.editions import Edition
from domain.editions.sessions import Session
from domain.providers import Provider
from tests.steps import STAMP, TODAY

EDITION = UUID("00000000-0000-4000-8000-0000000000d1")
CELINA = UUID("00000000-0000-4000-8000-0000000000c1")


def an_edition(today: date = TODAY, **said: Any) -> Edition:
    """Open the assistance of 2027; every part can be said otherwise."""
    parts: dict[str, Any] = {
        "programme": "AOON",
        "code": "2027",
        "opens_on": date(2027, 1, 1),
        "closes_on": date(2027, 12, 31),
        "places": None,
        "confirmed": True,
        "note": None,
    }
    return Edition.open(EDITION, STAMP, today, **(parts | said))


def a_provider(since: date = date(2027, 1, 4)) -> Provider:
    """Enter somebody who works from a day on."""
    return Provider.register(CELINA, STAMP, TODAY, family_name="Zmyślona", given_name="Celina", since=since)


def plan(
    edition: Edition,
    day: date,
    at: str = "09:00",
    minutes: int = 60,
    *,
    leader: Provider | None = None,
    booked: list[Session] | None = None,
    places: int | None = None,
) -> int:
    """Plan a session; return its item."""
    edition.plan_session(
        STAMP,
        TODAY,
        leader,
        booked or [],
        day=day,
        starts_at=time.fromisoformat(at),
        minutes=minutes,
        place=None,
        topic=None,
        places=places,
    )
    return edition.version


def wait(edition: Edition, participant: UUID, since: date, *, takes_part: bool = False) -> int:
    """Put somebody on the waiting list; return the entry's item."""
    edition.put_on_waiting_list(STAMP, TODAY, participant=participant, takes_part=takes_part, since=since, note=None)
    return edition.version
