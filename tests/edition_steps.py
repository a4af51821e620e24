"""Steps for sentences about what belongs to nobody alone: an edition and somebody who leads its sessions."""

from datetime import date, time
from typing import Any
from uuid import UUID

from domain.editions import Edition, TakingPart
from domain.editions.sessions import Session
from domain.providers import Provider
from domain.rules import Rules
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


def taking_part(**said: Any) -> TakingPart:
    """Say who takes part in an edition: nobody ever did, where nothing else is said."""
    days: dict[str, Any] = dict.fromkeys(("first_enrolled_on", "last_enrolled_on", "last_hours_on"))
    return TakingPart(**({"taken": 0} | days | said))


def confirm(edition: Edition, part: TakingPart | None = None, **said: Any) -> None:
    """Confirm the assistance of 2027 as it stands; every part can be said otherwise."""
    as_it_stands = {name: getattr(edition, name) for name in ("opens_on", "closes_on", "places")}
    edition.confirm(STAMP, TODAY, part or taking_part(), **({"source": "umowa o dotację"} | as_it_stands | said))


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
    rules: Rules | None = None,
) -> int:
    """Plan a session; return its item."""
    edition.plan_session(
        STAMP,
        TODAY,
        leader,
        booked or [],
        rules or Rules(),
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
    edition.put_on_waiting_list(STAMP, TODAY, participant=participant, takes_part=takes_part, since=since)
    return edition.version
