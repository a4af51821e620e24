"""Who provides a service or leads a session: assistants, leaders, educators. A person with duties, not a participant.

Work with minors needs a check in the register of sexual offenders (ustawa z 13.05.2016 o przeciwdziałaniu
zagrożeniom przestępczością na tle seksualnym, art. 21): when it was made is a fact. Nobody assists a member of their
family or household (domain page 3.4): whose kin a provider is, is a fact with its days. Names are sealed with the
provider's own key.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.items import WithItems
from domain.journal import Fact, Personal, Purpose, Stamp
from domain.programmes.first_rules import ASSISTANCE, MINORS, RESPITE
from domain.refusals import NotFound, Refusal


class KinshipKind(StrEnum):
    """How a provider is kin to a person."""

    FAMILY = "FAMILY"
    HOUSEHOLD = "HOUSEHOLD"
    """They live together, related or not."""


class Kinship(msgspec.Struct, frozen=True, kw_only=True):
    """That a provider is kin to a `person`, from `since` to `until`, both included; None: it goes on."""

    item: int
    person: UUID
    kind: KinshipKind
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether it is so on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Provider(WithItems):
    """One provider's stream."""

    __slots__ = ("checks", "kinships", "left_on", "since")

    STREAM = "provider."
    ITEMS = ("kinships",)

    kinships: dict[int, Kinship]

    def __init__(self, id: UUID) -> None:
        """Start before registration."""
        super().__init__(id)
        self.since = date.max
        self.checks: tuple[date, ...] = ()
        """The days on which the register of offenders was checked, in the order in which they were told."""
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

    def declare_kinship(self, stamp: Stamp, today: date, *, person: UUID, kind: KinshipKind, since: date) -> None:
        """Record that the provider is kin to a person; also of one who left, whose old hours it speaks of."""
        refuse_date_in_the_future(since, today, "/since")
        refuse_kinship_twice(self.kinships.values(), person, kind, since)
        self.record(KinshipDeclared, stamp, since, participant=person, kind=kind)

    def end_kinship(self, stamp: Stamp, today: date, *, kinship: int, until: date) -> None:
        """Record the last day on which it was so."""
        refuse_date_in_the_future(until, today, "/until")
        if kinship not in self.kinships:
            raise NotFound
        ended = self.kinships[kinship]
        if ended.until is not None or until < ended.since:
            raise KinshipOver(since=ended.since, pointer="/until")
        self.record(KinshipEnded, stamp, until, kinship=kinship)

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
        aggregate.checks = (*aggregate.checks, self.occurred_on)


class ProviderLeft(Fact, frozen=True, kw_only=True):
    """The provider's last day was `occurred_on`."""

    TOPIC: ClassVar[str] = "provider.left.1"

    def apply(self, aggregate: Provider) -> None:
        """Note the day."""
        aggregate.left_on = self.occurred_on


class KinshipDeclared(Fact, frozen=True, kw_only=True):
    """The provider is of the family of a person, or lives in one household with them, since `occurred_on`."""

    TOPIC: ClassVar[str] = "provider.kinship-declared.1"

    participant: UUID
    kind: KinshipKind

    def apply(self, aggregate: Provider) -> None:
        """Add the kinship."""
        item = self.originator_version
        aggregate.kinships[item] = Kinship(item=item, person=self.participant, kind=self.kind, since=self.occurred_on)


class KinshipEnded(Fact, frozen=True, kw_only=True):
    """A kinship (its item) was so until `occurred_on`: they live together no more."""

    TOPIC: ClassVar[str] = "provider.kinship-ended.1"

    kinship: int

    def apply(self, aggregate: Provider) -> None:
        """Note its last day."""
        aggregate.say(aggregate.kinships, self.kinship, self.originator_version, until=self.occurred_on)


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


class KinshipDeclaredAlready(Refusal):
    """The same kinship twice at one time."""

    code = "kinship-declared-already"
    pl = "To powiązanie jest już zapisane od {since} (wpis {item}). Jeśli się skończyło, najpierw zapisz ostatni dzień."
    en = "This kinship is recorded already since {since} (item {item}). If it is over, first record its last day."


class KinshipOver(Refusal):
    """An end before the beginning, or a second one."""

    code = "kinship-over"
    pl = "To powiązanie zapisano od {since}; można je zakończyć raz, z tym dniem albo późniejszym."
    en = "This kinship is recorded since {since} and can be ended once, on that day or later."


class ProviderIsKin(Refusal):
    """A service by somebody of the person's family or household."""

    code = "provider-is-kin"
    law = f"{ASSISTANCE}; {RESPITE}"
    pl = (
        "Usługi nie może świadczyć ktoś z rodziny ani ze wspólnego gospodarstwa, a takie powiązanie zapisano od "
        "{since}. Wybierz kogoś innego; jeśli powiązanie się skończyło, zapisz jego ostatni dzień."
    )
    en = (
        "Nobody of the person's family or household provides the service, and that is recorded since {since}. Choose "
        "somebody else; if it is so no more, record the last day of the kinship with the provider."
    )


class ProviderNotChecked(Refusal):
    """Work with minors before the register was checked."""

    code = "provider-not-checked"
    law = MINORS
    pl = (
        "Przed pracą z małoletnimi sprawdza się rejestr sprawców przestępstw na tle seksualnym, a do tego dnia nie "
        "zapisano takiego sprawdzenia tej osoby. Zapisz jego datę albo wybierz kogoś innego."
    )
    en = (
        "The register of sexual offenders is checked before work with minors, and no such check of this person is "
        "recorded by that day. Record its date, or choose somebody else."
    )


def refuse_kinship_twice(known: Iterable[Kinship], person: UUID, kind: KinshipKind, since: date) -> None:
    """Refuse a kinship of a kind that is recorded for that time."""
    for other in known:
        if (other.person, other.kind) == (person, kind) and (other.until is None or since <= other.until):
            raise KinshipDeclaredAlready(since=other.since, item=other.item, pointer="/since")


def refuse_kin_as_provider(provider: Provider, served: UUID, day: date, pointer: str) -> None:
    """Refuse a provider who is of the family or the household of the person served on that day."""
    for kinship in provider.kinships.values():
        if kinship.person == served and kinship.holds_on(day):
            raise ProviderIsKin(since=kinship.since, pointer=pointer)


def refuse_unchecked_provider(provider: Provider, day: date, pointer: str) -> None:
    """Refuse work with minors on a day by which the register was not checked."""
    if not any(checked_on <= day for checked_on in provider.checks):
        raise ProviderNotChecked(pointer=pointer)


def refuse_provider_not_at_work(provider: Provider, day: date, pointer: str) -> None:
    """Refuse a day on which the provider does not work yet or any more."""
    if day < provider.since:
        raise NotYetAtWork(since=provider.since, pointer=pointer)
    if provider.left_on is not None and day > provider.left_on:
        raise ProviderGone(left_on=provider.left_on, pointer=pointer)
