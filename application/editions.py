"""Editions of programmes: opened anew or as a copy, their places changed, confirmed, closed earlier than planned."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.editions import Edition
from domain.editions.opening import refuse_code_taken, refuse_edition_of_another_programme
from domain.programmes import programme as known_programme
from domain.rules import RuleBook, RuleScope


def edition_book(edition: Edition, work: Work) -> RuleBook:
    """Return the rule book of a new edition, with the rules of its programme's pattern."""
    book = RuleBook.begin(edition.id, RuleScope.EDITION)
    book.start_with(work.stamp, work.today, known_programme(edition.programme).rules, edition.opens_on)
    return book


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

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        refuse_code_taken(work.indexes.places.editions(work.db, self.programme), self.programme, self.code)
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
        return work.save(edition, edition_book(edition, work))


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
    """Open an edition like another one of its programme, with as many places, under a new code in a new time."""

    ACTION: ClassVar[Action] = Action.MANAGE_EDITIONS
    GENERATED: ClassVar[tuple[str, ...]] = ("id",)

    id: UUID
    programme: str
    edition_id: UUID
    code: str
    opens_on: date
    closes_on: date | None
    note: str | None

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
            places=pattern.places,
            note=self.note,
        )
        return copy.handle(work)


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
