"""What is to be explained (do wyjaśnienia): the closed list of soft findings, and one finding of one person.

A finding refuses nothing. What happened is recorded; an auditor, and the club before her, sees what somebody has to
explain (domain page 7.4 and the page of users). `item` and `facts` are versions of the person's own facts.
"""

from datetime import date
from enum import StrEnum

import msgspec


class FlagKind(StrEnum):
    """What is to be explained; a stable code, for ever."""

    OVER_LIMIT = "OVER_LIMIT"
    OVER_LIMIT_NOW = "OVER_LIMIT_NOW"
    CONTRACT_GAP = "CONTRACT_GAP"
    EVALUATION_OVERDUE = "EVALUATION_OVERDUE"
    CONTRACT_PART_MISSING = "CONTRACT_PART_MISSING"
    ACTION_OVERDUE = "ACTION_OVERDUE"
    DECISION_EXPIRED = "DECISION_EXPIRED"
    NO_GRANT = "NO_GRANT"
    LATE_ENTRY = "LATE_ENTRY"
    BATCHED_ENTRIES = "BATCHED_ENTRIES"
    IDENTICAL_HOURS = "IDENTICAL_HOURS"
    SAME_HAND = "SAME_HAND"
    NOT_APPROVED = "NOT_APPROVED"
    PROVIDER_TWICE = "PROVIDER_TWICE"
    LONG_TERM_NOT_PROVEN = "LONG_TERM_NOT_PROVEN"
    HOURS_AFTER_STATUS_LOST = "HOURS_AFTER_STATUS_LOST"
    NO_ELIGIBILITY_FINDING = "NO_ELIGIBILITY_FINDING"
    NO_AGREEMENT = "NO_AGREEMENT"
    RULES_NOT_SET = "RULES_NOT_SET"
    VALUES_UNCONFIRMED = "VALUES_UNCONFIRMED"


WORDS: dict[FlagKind, tuple[str, str]] = {
    FlagKind.OVER_LIMIT: ("godziny ponad limit, zapisane z powodem", "hours over a limit, recorded with a reason"),
    FlagKind.OVER_LIMIT_NOW: (
        "limit przekroczony bez oznaczonej nadwyżki",
        "a limit is exceeded and no excess was kept",
    ),
    FlagKind.CONTRACT_GAP: ("dni bez kontraktu socjalnego", "days without a social contract"),
    FlagKind.EVALUATION_OVERDUE: ("brak oceny kontraktu w terminie", "evaluation of the contract is overdue"),
    FlagKind.CONTRACT_PART_MISSING: ("brak części kontraktu", "a part of the contract is missing"),
    FlagKind.ACTION_OVERDUE: ("uzgodnione działanie po terminie", "agreed action is overdue"),
    FlagKind.DECISION_EXPIRED: (
        "decyzja straciła ważność w trakcie udziału",
        "a decision expired while the person takes part",
    ),
    FlagKind.NO_GRANT: ("brak przyznanych godzin", "no hours were granted"),
    FlagKind.LATE_ENTRY: ("wpis spóźniony", "entered late"),
    FlagKind.BATCHED_ENTRIES: (
        "wpisy z wielu miesięcy wprowadzone hurtem jednego dnia",
        "entries of several months typed in bulk on one day",
    ),
    FlagKind.IDENTICAL_HOURS: ("identyczne godziny wiele dni z rzędu", "identical hours many days in a row"),
    FlagKind.SAME_HAND: ("zatwierdzone przez osobę, która zapisała", "approved by who recorded it"),
    FlagKind.NOT_APPROVED: ("godziny zakończonego miesiąca niezatwierdzone", "hours of a past month not approved"),
    FlagKind.PROVIDER_TWICE: (
        "osoba świadcząca usługę w dwóch miejscach albo za długo",
        "provider in two places, or for too long",
    ),
    FlagKind.LONG_TERM_NOT_PROVEN: (
        "długotrwałe bezrobocie nieudokumentowane",
        "long-term unemployment is not proven",
    ),
    FlagKind.HOURS_AFTER_STATUS_LOST: ("godziny po utracie uprawnień", "hours after the entitlement ended"),
    FlagKind.NO_ELIGIBILITY_FINDING: (
        "udział bez potwierdzonej kwalifikacji",
        "takes part without a confirmed finding of eligibility",
    ),
    FlagKind.NO_AGREEMENT: ("udział bez porozumienia", "takes part without an agreement"),
    FlagKind.RULES_NOT_SET: (
        "porozumienie, dla którego nie zapisano zasad",
        "an agreement for which no rules were recorded",
    ),
    FlagKind.VALUES_UNCONFIRMED: (
        "godziny oceniane według zasad do potwierdzenia",
        "hours judged by rules that are to be confirmed",
    ),
}
"""What each kind is called."""


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """One finding: about the fact `item`, from a day on, proven by `facts`; `until` None: it goes on.

    `apart` tells it from another one of the kind about the same fact: a day, a month, a part, a limit.
    """

    kind: FlagKind
    item: int
    since: date
    until: date | None
    facts: tuple[int, ...]
    apart: str | None = None

    @property
    def key(self) -> str:
        """What names it as long as the facts behind it stand."""
        return ":".join((self.kind.value, str(self.item), *(() if self.apart is None else (self.apart,))))

    def is_within(self, since: date | None, until: date | None) -> bool:
        """Whether it has a day from `since` to `until`, both included; None does not narrow."""
        began = until is None or self.since <= until
        return began and (since is None or self.until is None or since <= self.until)


def kind_of(key: str) -> FlagKind | None:
    """Return the kind of the finding that a key names, None where it is none of today's kinds."""
    code = key.partition(":")[0]
    return next((kind for kind in FlagKind if kind.value == code), None)
