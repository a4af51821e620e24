"""Event logs as the golden text tells them: one granted and taken back, one refused."""

from domain.event_logs import EventLogApproved, EventLogRefused, EventLogRequested, EventLogWithdrawn, LogFormat
from domain.journal import Fact
from tests.application.projections.told import PSU, RESPITE, Telling, day
from tests.examples import STREAMS

_ASKED = {
    "period_first": day("01.01.2025"),
    "period_last": day("31.12.2025"),
    "until": day("30.06.2026"),
    "recipient": "Uczelnia Przykładowa",
    "purpose": "badanie dróg do pracy",
    "legal_basis": "umowa powierzenia 4/2026",
}


def a_granted_log() -> list[Fact]:
    """Return a log of the whole club, granted, and the grant taken back."""
    tell = Telling(STREAMS["event-log"])
    scope = {"formats": (LogFormat.XES,), "programmes": (), "editions": ()}
    tell(EventLogRequested, "04.05.2026", **_ASKED, **scope, sensitive=False, shifted=True)
    tell(EventLogApproved, "05.05.2026")
    tell(EventLogWithdrawn, "11.05.2026", reason="badanie odwołano")
    return tell.facts


def a_refused_log() -> list[Fact]:
    """Return a log that tells more, of some programmes and editions, and is refused."""
    tell = Telling(STREAMS["event-log"])
    scope = {"formats": tuple(LogFormat), "programmes": ("PSU",), "editions": (PSU, RESPITE)}
    more = {"sensitive": True, "shifted": False, "because": "pytanie badawcze o sezonowość"}
    tell(EventLogRequested, "04.05.2026", **_ASKED, **scope, **more)
    tell(EventLogRefused, "05.05.2026", reason="wystarczą przesunięte daty")
    return tell.facts
