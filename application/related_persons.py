"""Linking people around a participant, and ending the links."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import JourneyStep, Work
from application.personal_data import read_pesel
from domain.participant import Participant
from domain.related_persons import refuse_names_beside_known_person, refuse_unknown_person
from domain.vocabulary import Relation


class LinkRelatedPerson(JourneyStep, frozen=True, kw_only=True):
    """Link a new person by names, or one who is known (`person`); a PESEL that is known tells who it is.

    `id` is for a person who is new.
    """

    GENERATED: ClassVar[tuple[str, ...]] = ("id",)

    id: UUID
    relation: Relation
    since: date
    person: UUID | None
    family_name: str | None
    given_name: str | None
    pesel: str | None
    phone: str | None
    note: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        refuse_names_beside_known_person((self.family_name, self.given_name), self.pesel, self.person)
        refuse_unknown_person(self.person, known=self.person is None or work.is_known_person(self.person))
        pesel = read_pesel(self.pesel)
        known = self.person or (work.indexes.identities.person(work.db, pesel.number) if pesel else None)
        work.about.extend([] if known is None else [known])
        participant.link_related_person(
            work.stamp,
            work.today,
            person=known or self.id,
            relation=self.relation,
            since=self.since,
            family_name=self.family_name,
            given_name=self.given_name,
            pesel=pesel,
            phone=self.phone,
            note=self.note,
        )


class UnlinkRelatedPerson(JourneyStep, frozen=True, kw_only=True):
    """Record the last day of a link."""

    link: int
    until: date
    reason: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.unlink_related_person(work.stamp, work.today, **self.said())
