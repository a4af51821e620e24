"""Providers: who leads sessions and provides services."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.providers import KinshipKind, Provider
from domain.related_persons import refuse_unknown_person


class RegisterProvider(Command, frozen=True, kw_only=True):
    """Enter somebody who works from a day on."""

    ACTION: ClassVar[Action] = Action.MANAGE_EDITIONS
    GENERATED: ClassVar[tuple[str, ...]] = ("id",)

    id: UUID
    family_name: str
    given_name: str
    since: date

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        provider = Provider.register(
            self.id,
            work.stamp,
            work.today,
            family_name=self.family_name,
            given_name=self.given_name,
            since=self.since,
        )
        return work.save(provider)


class CheckProviderForMinors(Command, frozen=True, kw_only=True):
    """Record that the register of offenders was checked, without a finding."""

    ACTION: ClassVar[Action] = Action.MANAGE_EDITIONS

    provider_id: UUID
    checked_on: date

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        provider = work.shared(Provider, self.provider_id)
        provider.check_for_minors(work.stamp, work.today, checked_on=self.checked_on)
        return work.save(provider)


class ProviderLeaves(Command, frozen=True, kw_only=True):
    """Record a provider's last day of work."""

    ACTION: ClassVar[Action] = Action.MANAGE_EDITIONS

    provider_id: UUID
    left_on: date

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        provider = work.shared(Provider, self.provider_id)
        provider.leave(work.stamp, work.today, left_on=self.left_on)
        return work.save(provider)


class DeclareKinship(Command, frozen=True, kw_only=True):
    """Record that a provider is of the family or the household of somebody who takes part or is cared for."""

    ACTION: ClassVar[Action] = Action.MANAGE_EDITIONS

    provider_id: UUID
    participant: UUID
    kind: KinshipKind
    since: date

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        work.about.append(self.participant)
        refuse_unknown_person(self.participant, "/participant", known=work.is_known_person(self.participant))
        provider = work.shared(Provider, self.provider_id)
        provider.declare_kinship(work.stamp, work.today, person=self.participant, kind=self.kind, since=self.since)
        return work.save(provider)


class EndKinship(Command, frozen=True, kw_only=True):
    """Record the last day of a kinship."""

    ACTION: ClassVar[Action] = Action.MANAGE_EDITIONS

    provider_id: UUID
    kinship: int
    until: date

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        provider = work.shared(Provider, self.provider_id)
        provider.end_kinship(work.stamp, work.today, kinship=self.kinship, until=self.until)
        return work.save(provider)
