"""Somebody who was forgotten, and the requests: one carried out, one refused, as the golden text tells them."""

from domain.erasure import (
    ArchiveConsentNoted,
    ErasureApproved,
    ErasureExecuted,
    ErasureRefused,
    ErasureRequested,
    Requester,
    WhyRefused,
)
from domain.forgetting import PERSONAL, ErasureGround, Forgotten
from domain.journal import Fact
from domain.retention import RetentionBasis, RetentionSet
from tests.application.projections.told import SOMEBODY, Telling, day
from tests.examples import STREAMS


def a_forgotten_person() -> list[Fact]:
    """Return how long the file was kept, and its end."""
    tell = Telling(STREAMS["journey"])
    tell(RetentionSet, "04.05.2015", retention_class="B10", basis=RetentionBasis.CLASS_LIST)
    tell(
        Forgotten,
        "04.05.2026",
        request=STREAMS["erasure"],
        ground=ErasureGround.END_OF_RETENTION,
        erased=PERSONAL,
        kept=("birth_year", "sex"),
    )
    return tell.facts


def a_request() -> list[Fact]:
    """Return a request of the club that is carried out."""
    tell = Telling(STREAMS["erasure"])
    tell(
        ErasureRequested,
        "20.04.2026",
        participants=(STREAMS["journey"],),
        asked_by=Requester.CLUB,
        ground=ErasureGround.END_OF_RETENTION,
    )
    tell(ArchiveConsentNoted, "28.04.2026", number="OA.24.7.2026")
    tell(ErasureApproved, "04.05.2026")
    tell(ErasureExecuted, "04.05.2026")
    return tell.facts


def a_refused_request() -> list[Fact]:
    """Return a person's request while the file has to be kept."""
    tell = Telling(STREAMS["erasure"])
    tell(
        ErasureRequested,
        "20.04.2026",
        participants=(SOMEBODY, STREAMS["journey"]),
        asked_by=Requester.PERSON,
        ground=ErasureGround.CONSENT_WITHDRAWN,
    )
    tell(ErasureRefused, "20.04.2026", reason=WhyRefused.DUTY_TO_KEEP, kept_until=day("31.12.2030"))
    return tell.facts
