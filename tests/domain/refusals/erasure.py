"""How each refusal about forgetting is provoked."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from domain import erasure, forgetting, retention
from domain.erasure import Requester, WhyRefused
from domain.forgetting import ErasureGround
from domain.refusals import Refusal
from domain.retention import RetentionBasis
from domain.vocabulary import EpisodeKind
from tests.domain.whole_lives import SECOND, a_refused_erasure, an_erasure
from tests.steps import ANNA, BOGDAN, EWA, STAMP, TODAY, refer, registered

LONG_AGO = date(2012, 1, 9)


def kept(retention_class: str | None, *, open_episode: bool = False) -> None:
    """Forget somebody whose file is of a class."""
    anna = registered(registered_on=LONG_AGO)
    if retention_class is not None:
        anna.set_retention(
            STAMP, TODAY, retention_class=retention_class, basis=RetentionBasis.CLASS_LIST, since=LONG_AGO
        )
    if open_episode:
        refer(anna, TODAY, EpisodeKind.SERVICE)
    retention.refuse_forgetting_while_kept((anna,), TODAY)


def set_before_registration() -> None:
    """Set the class of a file off before there was one."""
    registered().set_retention(
        STAMP, TODAY, retention_class="B5", basis=RetentionBasis.CLASS_LIST, since=date(1999, 1, 1)
    )


def approved(**how: Any) -> None:
    """Carry out a request that a second person approved."""
    request = an_erasure()
    request.approve(SECOND, TODAY, consent_needed=False)
    stamp = msgspec.structs.replace(STAMP, recorded_at=STAMP.recorded_at + how.pop("waited", timedelta()))
    said: dict[str, Any] = {"consent_needed": False, "linked": (ANNA,)}
    request.execute(stamp, TODAY, **(said | how))


ERASURE: dict[type[Refusal], Callable[[Path], Any]] = {
    retention.RetentionBeforeRegistration: lambda _: set_before_registration(),
    retention.RetentionNotSet: lambda _: kept(None),
    retention.EpisodeRuns: lambda _: kept("B5", open_episode=True),
    retention.KeptForEver: lambda _: kept("A"),
    retention.DutyRuns: lambda _: kept("B50"),
    forgetting.AlreadyForgotten: lambda _: forgetting.refuse_after_forgetting(7),
    erasure.ErasureSettled: lambda _: a_refused_erasure().refuse(STAMP, TODAY, reason=WhyRefused.UNFOUNDED),
    erasure.ErasureRequestedAlready: lambda _: erasure.refuse_second_request(EWA),
    erasure.SecondPersonNeeded: lambda _: an_erasure().approve(STAMP, TODAY, consent_needed=False),
    erasure.NotApproved: lambda _: an_erasure().execute(STAMP, TODAY, consent_needed=False, linked=(ANNA,)),
    erasure.ApprovalExpired: lambda _: approved(waited=timedelta(hours=73)),
    erasure.ArchiveConsentMissing: lambda _: approved(consent_needed=True),
    erasure.RecordsChanged: lambda _: approved(linked=(ANNA, BOGDAN)),
    erasure.DutyIsComputed: lambda _: erasure.refuse_computed_reason(WhyRefused.DUTY_TO_KEEP),
    erasure.GroundOfSomebodyElse: lambda _: erasure.refuse_ground_of_somebody_else(
        Requester.CLUB, ErasureGround.OBJECTION
    ),
}
