"""An annual report as the golden text tells it: filled in, corrected, sent, and sent again."""

from datetime import UTC, datetime

from domain.journal import Fact
from domain.reports import (
    ActionsEntered,
    EmploymentBasis,
    EntryKind,
    FundingEntered,
    FundingSource,
    GrantEntered,
    ReportBegun,
    ReportEntryVoided,
    ReportSent,
    SendingChannel,
    StaffEntered,
    VolunteersEntered,
)
from tests.application.projections.told import Telling
from tests.examples import STREAMS

_COUNTED = {
    "definition": "CAS-01@1",
    "position": 4711,
    "known_at": datetime(2026, 3, 30, 9, tzinfo=UTC),
    "document": "{}",
    "digest": "0123456789abcdef" * 4,
}


def a_report() -> list[Fact]:
    """Return the report of 2025: every part, a correction, an entry that is taken away, two sendings."""
    tell = Telling(STREAMS["report"])
    tell(ReportBegun, "02.03.2026", year=2025)
    basis = EmploymentBasis.EMPLOYMENT_CONTRACT
    staff = tell(StaffEntered, "31.12.2025", basis=basis, people=3, fte_hundredths=250)
    more = {"people": 3, "fte_hundredths": 275, "corrects": staff, "reason": "pominięto ćwierć etatu"}
    tell(StaffEntered, "31.12.2025", basis=basis, **more)
    volunteers = tell(VolunteersEntered, "31.12.2025", women=1, men=0)
    tell(FundingEntered, "31.12.2025", source=FundingSource.MUNICIPALITY, amount_grosze=12_345_600)
    tell(ActionsEntered, "31.12.2025", what="warsztaty komputerowe", effects="ukończyło je 12 osób")
    amounts = {"granted_grosze": 5_000_000, "used_grosze": 4_900_000, "returned_grosze": 100_000}
    tell(GrantEntered, "31.12.2025", grant="umowa zmyślona 7/2025", **amounts)
    tell(ReportEntryVoided, "30.03.2026", voids=volunteers, reason="wolontariuszka była z innego klubu")
    sent = tell(
        ReportSent,
        "30.03.2026",
        number=1,
        channel=SendingChannel.CAS,
        reference="UPP zmyślone 1",
        left_blank=(EntryKind.VOLUNTEERS,),
        **_COUNTED,
    )
    again = {"corrects": sent, "reason": "sprostowano datę zakończenia"}
    tell(ReportSent, "04.05.2026", number=2, channel=SendingChannel.E_DELIVERY, left_blank=(), **_COUNTED, **again)
    return tell.facts
