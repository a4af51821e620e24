"""Editions of programmes: opened anew or as a copy, their places changed, confirmed, closed earlier than planned."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar
from uuid import UUID

from msgspec import UNSET, UnsetType

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.editions import Edition
from domain.editions.opening import refuse_code_taken, refuse_edition_of_another_programme, refuse_overlap
from domain.programmes import programme as known_programme
from domain.rules import FirstRule, RuleBook, RuleScope


def edition_book(edition: Edition, work: Work, own: tuple[FirstRule, ...] = ()) -> RuleBook:
    """Return the rule book of a new edition, with the rules of its programme's pattern and then its `own`."""
    book = RuleBook.begin(edition.id, RuleScope.EDITION)
    rules = (*known_programme(edition.programme).rules, *own)
    book.start_with(work.stamp, work.today, rules, edition.opens_on)
    return book


def copied_rules(pattern: Edition, opens_on: date, work: Work) -> Iterator[FirstRule]:
    """Yield the rules of an edition for another one like it.

    What a programme, a grant or the club itself lays down is laid down anew for each edition, so it waits to be
    confirmed; only an act or a regulation that was checked needs no second look.
    """
    book = work.known_book(pattern.id, RuleScope.EDITION)
    for rule in book.now.from_day(opens_on):
        yield FirstRule(
            code=rule.code,
            unit=rule.unit,
            applies_to=rule.applies_to,
            value=rule.value,
            law=rule.law,
            source=work.opened(book.id, "source", book.sourced_in(rule.item)),
            confirmed=rule.confirmed and rule.is_of_the_land,
            since=rule.since,
            until=rule.until,
        )


class OpenEdition(Command, frozen=True, kw_only=True):
    """Open an edition of a programme."""

    ACTION: ClassVar[Action] = Action.MANAGE_EDITIONS
    GENERATED: ClassVar[tuple[str, ...]] = ("id",)

    id: UUID
    programme: str
    code: str
    opens_on: date
    closes_on: date | None
    places: int | None
    note: str | None
    parallel: bool = False
    """Whether it runs beside another edition of the programme, as two forms do."""

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        edition = self.opened(work)
        return work.save(edition, edition_book(edition, work))

    def opened(self, work: Work) -> Edition:
        """Return the new edition."""
        known = work.indexes.places.editions(work.db, self.programme)
        refuse_code_taken(known, self.programme, self.code)
        edition = Edition.open(
            self.id,
            work.stamp,
            work.today,
            programme=self.programme,
            code=self.code,
            opens_on=self.opens_on,
            closes_on=self.closes_on,
            places=self.places,
            confirmed=True,
            note=self.note,
        )
        refuse_overlap(known, self.programme, self.opens_on, self.closes_on, parallel=self.parallel)
        return edition


class EditionStep(Command, frozen=True, kw_only=True):
    """A step of one edition, looked for under its programme."""

    ACTION: ClassVar[Action] = Action.MANAGE_EDITIONS

    programme: str
    edition_id: UUID

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        edition = work.shared(Edition, self.edition_id)
        refuse_edition_of_another_programme(edition, self.programme)
        self.act(edition, work)
        return work.save(edition)

    def act(self, edition: Edition, work: Work) -> None:
        """Take the step."""
        raise NotImplementedError


class CopyEdition(Command, frozen=True, kw_only=True):
    """Open an edition like another one of its programme, under a new code in a new time, with its rules.

    What is to be otherwise is said in the same command: `places`, and the rules that `changes` sets.
    """

    ACTION: ClassVar[Action] = Action.MANAGE_EDITIONS
    GENERATED: ClassVar[tuple[str, ...]] = ("id",)

    id: UUID
    programme: str
    edition_id: UUID
    code: str
    opens_on: date
    closes_on: date | None
    note: str | None
    parallel: bool = False
    places: int | UnsetType | None = UNSET
    changes: tuple[FirstRule, ...] = ()

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        pattern = work.known(Edition, self.edition_id)
        refuse_edition_of_another_programme(pattern, self.programme)
        copy = OpenEdition(
            id=self.id,
            programme=pattern.programme,
            code=self.code,
            opens_on=self.opens_on,
            closes_on=self.closes_on,
            places=pattern.places if self.places is UNSET else self.places,
            note=self.note,
            parallel=self.parallel,
        ).opened(work)
        book = RuleBook.begin(copy.id, RuleScope.EDITION)
        for rule in (*copied_rules(pattern, self.opens_on, work), *self.changes):
            book.start_with_one(work.stamp, work.today, rule, self.opens_on)
        return work.save(copy, book)


class ChangePlaces(EditionStep, frozen=True, kw_only=True):
    """Change how many places an edition has; None: as many as come."""

    places: int | None
    reason: str

    def act(self, edition: Edition, work: Work) -> None:
        """Take the step."""
        taken = work.indexes.places.taken(work.db, edition.id)
        edition.change_places(work.stamp, work.today, places=self.places, taken=taken, reason=self.reason)


class ConfirmEdition(EditionStep, frozen=True, kw_only=True):
    """Say that an edition's period and places were checked, and what they are."""

    opens_on: date
    closes_on: date | None
    places: int | None
    source: str

    def act(self, edition: Edition, work: Work) -> None:
        """Take the step."""
        edition.confirm(
            work.stamp,
            work.today,
            work.indexes.places.taking_part(work.db, edition.id),
            opens_on=self.opens_on,
            closes_on=self.closes_on,
            places=self.places,
            source=self.source,
        )


class CloseEdition(EditionStep, frozen=True, kw_only=True):
    """Close an edition earlier than planned."""

    closes_on: date
    reason: str

    def act(self, edition: Edition, work: Work) -> None:
        """Take the step."""
        part = work.indexes.places.taking_part(work.db, edition.id)
        edition.close(work.stamp, work.today, part, closes_on=self.closes_on, reason=self.reason)
