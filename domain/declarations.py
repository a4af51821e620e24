"""What a person was told and said on paper: information clause, voluntariness, consents.

Law: art. 18(3) of the Act on social employment (taking part is voluntary), art. 13 and 14 RODO (information),
art. 7(3) RODO (a consent can be withdrawn at any time). For a child a parent or guardian signs. Participation
itself rests on the Acts and not on consent, so no consent is a condition of any other step.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Code, Fact, Personal, Purpose
from domain.refusals import NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from domain.participant import Participant


class ConsentKind(StrEnum):
    """To what a person agreed."""

    CONTACT_AFTER_EXIT = "CONTACT_AFTER_EXIT"
    """Zgoda na kontakt: without it, or another basis, nobody is asked about work after leaving."""
    IMAGE = "IMAGE"
    SENSITIVE_DATA = "SENSITIVE_DATA"
    EXCURSIONS = "EXCURSIONS"
    MEDICAL_HELP = "MEDICAL_HELP"
    OTHER = "OTHER"


class DeclarationKind(StrEnum):
    """Which paper was signed or handed over."""

    VOLUNTARINESS = "VOLUNTARINESS"
    INFORMATION = "INFORMATION"


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """One consent: `item` is the version of the fact; it holds until the day before `withdrawn_on`."""

    item: int
    kind: ConsentKind
    given_on: date
    signed_by: int | None
    withdrawn_on: date | None = None


class Declaration(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that was signed or handed over once: `item` is the version of the fact, `clause` the edition given."""

    item: int
    kind: DeclarationKind
    signed_on: date
    signed_by: int | None
    clause: str | None = None


class ConsentGiven(Fact, frozen=True, kw_only=True):
    """Somebody agreed; `signed_by` is the item of the parent or guardian, None: the person."""

    TOPIC: ClassVar[str] = "journey.consent-given.1"

    kind: ConsentKind
    signed_by: int | None
    document_number: Annotated[Personal[str], Purpose.IDENTITY] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the consent."""
        item = self.originator_version
        aggregate.consents[item] = Consent(
            item=item, kind=self.kind, given_on=self.occurred_on, signed_by=self.signed_by
        )


class ConsentWithdrawn(Fact, frozen=True, kw_only=True):
    """A consent was taken back from `occurred_on`."""

    TOPIC: ClassVar[str] = "journey.consent-withdrawn.1"

    consent: int

    def apply(self, aggregate: "Participant") -> None:
        """End the consent."""
        aggregate.say(aggregate.consents, self.consent, self.originator_version, withdrawn_on=self.occurred_on)


class VoluntarinessDeclared(Fact, frozen=True, kw_only=True):
    """The person declared that they take part of their own will."""

    TOPIC: ClassVar[str] = "journey.voluntariness-declared.1"

    signed_by: int | None
    document_number: Annotated[Personal[str], Purpose.IDENTITY] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the declaration."""
        item = self.originator_version
        aggregate.declarations[item] = Declaration(
            item=item, kind=DeclarationKind.VOLUNTARINESS, signed_on=self.occurred_on, signed_by=self.signed_by
        )


class InformationClauseGiven(Fact, frozen=True, kw_only=True):
    """The person, or who represents them, was given the information of art. 13 RODO; `clause` is its edition."""

    TOPIC: ClassVar[str] = "journey.information-clause-given.1"

    clause: Code
    signed_by: int | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the declaration."""
        item = self.originator_version
        aggregate.declarations[item] = Declaration(
            item=item,
            kind=DeclarationKind.INFORMATION,
            signed_on=self.occurred_on,
            signed_by=self.signed_by,
            clause=self.clause,
        )


class ConsentHeldAlready(Refusal):
    """The same consent, given and not withdrawn."""

    code = "consent-held-already"
    pl = "Ta zgoda obowiązuje już od {since} (wpis {item}). Nową zapisz po wycofaniu tamtej."
    en = "This consent holds since {since} already (item {item}). Record a new one after that one is withdrawn."


class ConsentOver(Refusal):
    """A consent that was withdrawn before, or a withdrawal before it was given."""

    code = "consent-over"
    pl = "Tej zgody (z {since}) nie można tak wycofać: wycofano ją już albo dzień jest wcześniejszy niż jej udzielenie."
    en = (
        "This consent (of {since}) cannot be withdrawn so: it was withdrawn already, or the day is before it was given."
    )


def to_contact(consents: "Iterable[Consent]") -> "Iterator[tuple[date, date | None]]":
    """Yield since which day each consent to contact after the exit holds, and from which day it is withdrawn."""
    for consent in consents:
        if consent.kind is ConsentKind.CONTACT_AFTER_EXIT:
            yield consent.given_on, consent.withdrawn_on


def refuse_second_consent(consents: "Mapping[int, Consent]", kind: ConsentKind, given_on: date, today: date) -> None:
    """Refuse a consent in the future, or one that holds already."""
    refuse_date_in_the_future(given_on, today, "/given_on")
    for consent in consents.values():
        if consent.kind is kind and consent.withdrawn_on is None:
            raise ConsentHeldAlready(item=consent.item, since=consent.given_on, pointer="/kind")


def refuse_future_declaration(signed_on: date, today: date, pointer: str) -> None:
    """Refuse a paper that has not been signed yet."""
    refuse_date_in_the_future(signed_on, today, pointer)


def refuse_impossible_withdrawal(consents: "Mapping[int, Consent]", item: int, day: date, today: date) -> None:
    """Refuse to withdraw what is not there, twice, in the future, or before it was given."""
    refuse_date_in_the_future(day, today, "/withdrawn_on")
    if item not in consents:
        raise NotFound
    consent = consents[item]
    if consent.withdrawn_on is not None or day < consent.given_on:
        raise ConsentOver(since=consent.given_on, pointer="/withdrawn_on")
