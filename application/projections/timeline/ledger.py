"""Sentences about the epochs of the club's logs."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.referring import reason
from application.projections.timeline.saying import Pair, Sentence, day_of, remark, sentence
from application.projections.timeline.words import WORDS
from domain.journal import Fact
from domain.ledger import EpochBegun


def _begun(fact: EpochBegun, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    restored = ("po przywróceniu kopii zapasowej", "after a backup was restored")
    after = restored if fact.restored else ("po utracie zapisów", "after records were lost")
    return sentence(
        f"Zaczęła się {day[0]} epoka {fact.epoch} dzienników klubu, {after[0]}",
        f"Epoch {fact.epoch} of the club's logs began on {day[1]}, {after[1]}",
        remark("Skąd wiadomo, co było", "Where it is known from", WORDS[fact.known_from]),
        remark("Fakty", "Facts", _compared(fact.facts_found, fact.facts_known, fact.facts_extended)),
        remark("Odczyty", "Looks", _compared(fact.access_found, fact.access_known, fact.access_extended)),
        reason(opened),
    )


def _compared(found: int, known: int | None, extended: int) -> Pair:
    before = ("nieznana", "not known") if known is None else (str(known), str(known))
    return (
        f"znaleziona długość {found}, wcześniejsza {before[0]}, zgodna do {extended}",
        f"length found {found}, the earlier one {before[1]}, the same up to {extended}",
    )


LEDGER: dict[type[Fact], Saying] = {EpochBegun: _begun}
