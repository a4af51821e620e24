"""The social contract: signed, and the days that it covers.

Law: art. 18(4) of the Act on social employment: realising a social contract is the condition of taking
part; art. 108 of the Act on social assistance. The contract usually comes first, often months before
the person is sent to the club, so it belongs to the person and not to an episode. Cover counts from
the later of the day signed and the day it says it starts, to its last day.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput, Refusal
from domain.vocabulary import ContractType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.participant import Participant


class SocialContract(msgspec.Struct, frozen=True, kw_only=True):
    """One signed contract: `item` is the version of the fact that recorded it."""

    item: int
    type: ContractType
    signed_on: date
    valid_from: date
    valid_until: date

    def covers(self, day: date) -> bool:
        """Whether the contract was signed and in force on that day."""
        return max(self.signed_on, self.valid_from) <= day <= self.valid_until


class SocialContractSigned(Fact, frozen=True, kw_only=True):
    """A social contract was signed; `occurred_on` is the day of signing."""

    TOPIC: ClassVar[str] = "journey.social-contract-signed.1"

    type: ContractType
    valid_from: date
    valid_until: date
    document_number: Annotated[Personal[str], Purpose.IDENTITY] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the contract to the chain."""
        item = self.originator_version
        aggregate.contracts[item] = SocialContract(
            item=item,
            type=self.type,
            signed_on=self.occurred_on,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )


class ContractEndsBeforeItStarts(InvalidInput):
    """The last day of the contract is before its first."""

    code = "contract-ends-before-it-starts"
    pl = "Kontrakt kończy się przed swoim początkiem albo przed podpisaniem. Popraw jedną z dat."
    en = "The contract ends before it starts or before it was signed. Correct one of the dates."


class NoContractInForce(Refusal):
    """No social contract covers the day."""

    code = "no-contract-in-force"
    law = "ustawa o zatrudnieniu socjalnym, art. 18 ust. 4"
    pl = (
        "W tym dniu nie obowiązuje żaden kontrakt socjalny, a program {programme} go wymaga "
        "(art. 18 ust. 4 ustawy o zatrudnieniu socjalnym). {cover_pl}"
    )
    en = (
        "No social contract is in force on that day, and programme {programme} needs one "
        "(Act on social employment, art. 18(4)). {cover_en}"
    )


def refuse_impossible_contract(signed_on: date, valid_from: date, valid_until: date, today: date) -> None:
    """Refuse a contract that was not signed yet or ends before it starts."""
    refuse_date_in_the_future(signed_on, today, "/signed_on")
    refuse_date_out_of_range(valid_from, "/valid_from")
    refuse_date_out_of_range(valid_until, "/valid_until")
    if valid_until < max(signed_on, valid_from):
        raise ContractEndsBeforeItStarts(pointer="/valid_until")


def refuse_day_without_contract(contracts: "Iterable[SocialContract]", day: date, programme: str, pointer: str) -> None:
    """Refuse a day in a programme that needs a contract when none covers it, and say which days are covered."""
    periods = sorted((max(c.signed_on, c.valid_from), c.valid_until) for c in contracts)
    if any(since <= day <= until for since, until in periods):
        return
    if periods:
        shown_pl = ", ".join(f"{since:%d.%m.%Y}–{until:%d.%m.%Y}" for since, until in periods)
        shown_en = ", ".join(f"{since}–{until}" for since, until in periods)
        cover_pl = f"Kontrakty obejmują dni: {shown_pl}. Podaj dzień z tego okresu albo zapisz następny kontrakt."
        cover_en = f"Contracts cover: {shown_en}. Give a day within them or record the next contract."
    else:
        cover_pl = "Najpierw zapisz podpisany kontrakt."
        cover_en = "Record the signed contract first."
    raise NoContractInForce(programme=programme, cover_pl=cover_pl, cover_en=cover_en, pointer=pointer)
