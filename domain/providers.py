"""Who provides a service or leads a session: assistants, leaders, educators. A person with duties, not a participant.

Work with minors needs a check in the register of sexual offenders (ustawa z 13.05.2016 o przeciwdziałaniu
zagrożeniom przestępczością na tle seksualnym, art. 21): when it was made is a fact. Names are sealed with the
provider's own key.
"""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from domain.calendar import refuse_date_in_the_future
from domain.journal import Aggregate, Fact, Personal, Purpose, Stamp
from domain.refusals import Refusal


class Provider(Aggregate):
    """One provider's stream."""

    __slots__ = ("checked_on", "left_on", "since")

    STREAM = "provider."

    def __init__(self, id: UUID) -> None:
        """Start before registration."""
        super().__init__(id)
        self.since = date.max
        self.checked_on: date | None = None
        self.left_on: date | None = None

    @classmethod
    def register(
        cls, id: UUID, stamp: Stamp, today: date, *, family_name: str, given_name: str, since: date
    ) -> "Provider":
        """Enter a provider who works from `since`."""
        refuse_date_in_the_future(since, today, "/since")
        provider = cls(id)
        provider.record(
            ProviderRegistered, stamp, since, family_name=Personal(family_name), given_name=Personal(given_name)
        )
        return provider

    def check_for_minors(self, stamp: Stamp, today: date, *, checked_on: date) -> None:
        """Record that the register of offenders was checked."""
        self._refuse_left()
        refuse_date_in_the_future(checked_on, today, "/checked_on")
        self.record(ProviderCheckedForMinors, stamp, checked_on)

    def leave(self, stamp: Stamp, today: date, *, left_on: date) -> None:
        """Record the last day of work."""
        self._refuse_left()
        refuse_date_in_the_future(left_on, today, "/left_on")
        if left_on < self.since:
            raise LeftBeforeComing(since=self.since, pointer="/left_on")
        self.record(ProviderLeft, stamp, left_on)

    def _refuse_left(self) -> None:
        if self.left_on is not None:
            raise ProviderGone(left_on=self.left_on)


class ProviderRegistered(Fact, frozen=True, kw_only=True):
    """Somebody provides services from `occurred_on`."""

    TOPIC: ClassVar[str] = "provider.registered.1"

    family_name: Annotated[Personal[str], Purpose.IDENTITY]
    given_name: Annotated[Personal[str], Purpose.IDENTITY]

    def apply(self, aggregate: Provider) -> None:
        """Note the day."""
        aggregate.since = self.occurred_on


class ProviderCheckedForMinors(Fact, frozen=True, kw_only=True):
    """The register of offenders was checked on `occurred_on`, without a finding."""

    TOPIC: ClassVar[str] = "provider.checked-for-minors.1"

    def apply(self, aggregate: Provider) -> None:
        """Note the day."""
        aggregate.checked_on = self.occurred_on


class ProviderLeft(Fact, frozen=True, kw_only=True):
    """The provider's last day was `occurred_on`."""

    TOPIC: ClassVar[str] = "provider.left.1"

    def apply(self, aggregate: Provider) -> None:
        """Note the day."""
        aggregate.left_on = self.occurred_on


class LeftBeforeComing(Refusal):
    """A last day before the first."""

    code = "left-before-coming"
    pl = "Ta osoba pracuje od {since}; ostatni dzień nie może być wcześniejszy."
    en = "This person works from {since}; the last day cannot be before."


class NotYetAtWork(Refusal):
    """A day before the provider's first."""

    code = "provider-not-yet-at-work"
    pl = "Ta osoba pracuje od {since}. Wybierz dzień od tej daty albo kogoś innego."
    en = "This person works from {since}. Choose a day from then on, or somebody else."


class ProviderGone(Refusal):
    """Something new about a provider who left."""

    code = "provider-gone"
    pl = "Ta osoba zakończyła pracę {left_on}. Wróciła? Zarejestruj ją ponownie."
    en = "This person left on {left_on}. If they came back, register them again."


def refuse_provider_not_at_work(provider: Provider, day: date, pointer: str) -> None:
    """Refuse a day on which the provider does not work yet or any more."""
    if day < provider.since:
        raise NotYetAtWork(since=provider.since, pointer=pointer)
    if provider.left_on is not None and day > provider.left_on:
        raise ProviderGone(left_on=provider.left_on, pointer=pointer)
