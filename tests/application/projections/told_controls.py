"""An invented control, and what it finds about somebody, for the golden sentences."""

from domain.engagements import (
    ClubFindingAnswered,
    ClubFindingRecorded,
    Drawn,
    EngagementClosed,
    EngagementOpened,
    FindingAnswered,
    FindingKind,
    FindingRecorded,
    Institution,
    SampleDrawn,
    Severity,
)
from domain.journal import Fact, Purpose
from domain.referral import ReferralReceived
from domain.vocabulary import EpisodeKind, ReferralSource
from tests.application.projections.told import JAN, PSU, SOMEBODY, Telling, day
from tests.examples import STREAMS


def a_control() -> list[Fact]:
    """Return a control of two editions with both kinds of sample and a finding, which ends early."""
    tell = Telling(STREAMS["engagement"])
    tell(
        EngagementOpened,
        "28.05.2026",
        institution=Institution.VOIVODE,
        institution_name="wydział polityki społecznej",
        authorisation="PS-III.431.7.2026",
        purpose="prace społecznie użyteczne",
        users=(JAN,),
        since=day("01.06.2026"),
        until=day("30.06.2026"),
        editions=(PSU,),
        period_first=day("01.01.2026"),
        period_last=day("31.05.2026"),
        opens=(Purpose.IDENTITY, Purpose.STATISTICS, Purpose.NOTES),
        opens_because="ocena uzasadnień decyzji",
    )
    people = (Drawn(place=1, participant=SOMEBODY),)
    by_seed = {"seed": "LOTTO/2026-06-01/3-7-12", "position": 1234, "asked": 1}
    tell(SampleDrawn, "01.06.2026", **by_seed, stratified=True, people=people)
    tell(SampleDrawn, "02.06.2026", position=1240, asked=3, stratified=False, people=people)
    found = tell(
        ClubFindingRecorded,
        "03.06.2026",
        kind=FindingKind.LATE_ENTRY,
        severity=Severity.IRREGULARITY,
        finding="wpisy z maja zapisano w czerwcu",
    )
    tell(ClubFindingAnswered, "05.06.2026", finding=found, answer="nieobecność pracownika")
    tell(EngagementClosed, "08.06.2026", reason="upoważnienie cofnięte")
    return tell.facts


def a_life_under_control() -> list[Fact]:
    """Return a life in which a control finds something about an entry, and the club answers."""
    tell = Telling(STREAMS["journey"])
    told = {"kind": EpisodeKind.KIS, "source": ReferralSource.SELF}
    episode = tell(ReferralReceived, "05.01.2026", **told)
    found = tell(
        FindingRecorded,
        "03.06.2026",
        engagement=STREAMS["engagement"],
        about=episode,
        kind=FindingKind.PAPER_MISSING,
        severity=Severity.REMARK,
        finding="brak zgłoszenia w teczce",
    )
    tell(FindingAnswered, "05.06.2026", finding=found, answer="zgłoszenie jest w drugiej teczce")
    return tell.facts
