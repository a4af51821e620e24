"""The period that is agreed with each person (art. 18(5)): set once, then changed, each time with its day."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.participant import Participant
    from domain.referral import Episode


class AgreedPeriod(msgspec.Struct, frozen=True, kw_only=True):
    """Until when an episode is agreed to last: `item` is the version of the fact; what was agreed last counts."""

    item: int
    episode: int
    agreed_on: date
    until: date


class AgreedPeriodSet(Fact, frozen=True, kw_only=True):
    """It was agreed until when the person takes part."""

    TOPIC: ClassVar[str] = "journey.agreed-period-set.1"

    episode: int
    until: date

    def apply(self, aggregate: "Participant") -> None:
        """Add the agreement."""
        _agree(aggregate, self, self.episode, self.until)


class AgreedPeriodChanged(Fact, frozen=True, kw_only=True):
    """Another last day was agreed."""

    TOPIC: ClassVar[str] = "journey.agreed-period-changed.1"

    episode: int
    until: date
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Add the newer agreement."""
        _agree(aggregate, self, self.episode, self.until)


def _agree(aggregate: "Participant", fact: Fact, episode: int, until: date) -> None:
    item = fact.originator_version
    period = AgreedPeriod(item=item, episode=episode, agreed_on=fact.occurred_on, until=until)
    aggregate.agreed_periods[item] = period


class AgreedAlready(Refusal):
    """A first agreement where there is one, or a change to the same day, or a change of nothing."""

    code = "agreed-already"
    pl = "Uzgodniony okres jest już zapisany (do {until}). Zapisz zmianę z innym dniem i powodem."
    en = "The agreed period is recorded already (until {until}). Record a change to another day, with its reason."


class NothingAgreed(Refusal):
    """A change where nothing was agreed yet."""

    code = "nothing-agreed"
    pl = "W tym epizodzie nie uzgodniono jeszcze okresu udziału. Zapisz go po raz pierwszy, bez zmiany."
    en = "No period was agreed in this episode yet. Record the first one instead of a change."


class AgreedBeforeReferral(InvalidInput):
    """A period that ends before the referral."""

    code = "agreed-before-referral"
    pl = "Uzgodniony okres kończy się przed zgłoszeniem ({referred_on}). Podaj dzień późniejszy."
    en = "The agreed period ends before the referral ({referred_on}). Give a later day."


def agreed_until(periods: "Iterable[AgreedPeriod]", episode: int) -> date | None:
    """Return until when an episode is agreed to last, or None."""
    newest = max((p for p in periods if p.episode == episode), key=lambda p: (p.agreed_on, p.item), default=None)
    return None if newest is None else newest.until


def refuse_second_agreement(
    periods: "Iterable[AgreedPeriod]", episode: "Episode", until: date, agreed_on: date, today: date
) -> None:
    """Refuse a first agreed period where there is one, or one that ends before the referral."""
    _refuse_impossible_period(episode, until, agreed_on, today)
    known = agreed_until(periods, episode.item)
    if known is not None:
        raise AgreedAlready(until=known, pointer="/until")


def refuse_change_of_nothing_agreed(
    periods: "Iterable[AgreedPeriod]", episode: "Episode", until: date, agreed_on: date, today: date
) -> None:
    """Refuse to change what was not agreed, or to what is agreed already."""
    _refuse_impossible_period(episode, until, agreed_on, today)
    known = agreed_until(periods, episode.item)
    if known is None:
        raise NothingAgreed(pointer="/episode")
    if known == until:
        raise AgreedAlready(until=known, pointer="/until")


def _refuse_impossible_period(episode: "Episode", until: date, agreed_on: date, today: date) -> None:
    refuse_date_in_the_future(agreed_on, today, "/agreed_on")
    refuse_date_out_of_range(until, "/until")
    if until < episode.referred_on:
        raise AgreedBeforeReferral(referred_on=episode.referred_on, pointer="/until")
