"""How the refusals that every capability shares are provoked: days, hours of the clock, what is gone or moved on."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

from application.social_contract import SignContract
from domain import calendar, refusals
from domain.refusals import Refusal
from domain.vocabulary import ContractType
from tests.club import a_club, ask
from tests.club import registered as registered_in
from tests.domain.refusals.taking_part import TUESDAY, after
from tests.steps import record_hours, refer, registered

TOMORROW = date(2027, 7, 1)


def stale(directory: Path) -> None:
    """Sign two contracts, having seen the record as it was before the first."""
    with a_club(directory) as house:
        contract = SignContract(
            participant_id=registered_in(house),
            type=ContractType.A,
            signed_on=date(2026, 1, 6),
            valid_from=date(2026, 1, 6),
            valid_until=date(2026, 12, 31),
            document_number=None,
        )
        ask(house, contract, if_match=1)
        ask(house, contract, if_match=1)


EVERYWHERE: dict[type[Refusal], Callable[[Path], Any]] = {
    calendar.DateInTheFuture: lambda _: refer(registered(), TOMORROW),
    calendar.DateOutOfRange: lambda _: refer(registered(), date(1899, 12, 31)),
    calendar.NoSuchLocalTime: lambda _: calendar.instant(date(2026, 3, 29), time(2, 30), "/starts_at"),
    refusals.NotFound: after(lambda p: record_hours(p, TUESDAY, enrolment=99)),
    refusals.Stale: stale,
}
