"""People around a participant: who represents, looks after, is looked after, may collect a child.

Each link is a dated fact with a beginning and an end. A related person is sealed like a participant and is in no
count of participants; `person` names them across records, so that a quota can belong to a cared-for person and
be shared by two carers. Law: art. 98 § 1 and 155 of the Family and Guardianship Code (who represents a child).
Open dilemma: two related persons without a PESEL are told to be one only when a caseworker picks the same one.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.vocabulary import Relation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from domain.participant import Participant

SIGNS_FOR_A_CHILD = frozenset({Relation.PARENT, Relation.GUARDIAN})


class RelatedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """One link: `item` is the version of the fact that made it, `person` who it is, `until` its last day."""

    item: int
    person: UUID
    relation: Relation
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the link was there on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


class RelatedPersonLinked(Fact, frozen=True, kw_only=True):
    """Another person became somebody to the participant; `occurred_on` is since when.

    The names are None where `person` is a participant of the club: their own record has them.
    """

    TOPIC: ClassVar[str] = "journey.related-person-linked.1"

    person: UUID
    relation: Relation
    family_name: Annotated[Personal[str], Purpose.IDENTITY] | None
    given_name: Annotated[Personal[str], Purpose.IDENTITY] | None
    pesel: Annotated[Personal[str], Purpose.IDENTITY] | None
    phone: Annotated[Personal[str], Purpose.IDENTITY] | None
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the link."""
        item = self.originator_version
        aggregate.related[item] = RelatedPerson(
            item=item, person=self.person, relation=self.relation, since=self.occurred_on
        )


class RelatedPersonUnlinked(Fact, frozen=True, kw_only=True):
    """The link ended; `occurred_on` is its last day."""

    TOPIC: ClassVar[str] = "journey.related-person-unlinked.1"

    link: int
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """End the link."""
        aggregate.say(aggregate.related, self.link, self.originator_version, until=self.occurred_on)


class RelatedToOneself(InvalidInput):
    """A guardian who is the child."""

    code = "related-to-oneself"
    pl = "To ta sama osoba. Opiekunem, podopiecznym ani upoważnionym nie może być sam uczestnik; wskaż kogoś innego."
    en = "This is the same person. Nobody is their own guardian, carer or cared-for person; name somebody else."


class RelatedAlready(Refusal):
    """The same person in the same relation, twice."""

    code = "related-already"
    pl = "Ta osoba jest już tak powiązana od {since} (wpis {item}). Zakończ tamto powiązanie albo zapisz inne."
    en = "This person is linked so since {since} already (item {item}). End that link, or record another relation."


class LinkOver(Refusal):
    """A link that ended already, or an end before it began."""

    code = "link-over"
    pl = "To powiązanie trwa od {since} i nie może się tak zakończyć. Podaj dzień od {since}; błędny koniec unieważnij."
    en = "This link holds since {since} and cannot end so. Give a day from {since}; void an end that was wrong."


class NameOrKnownPerson(InvalidInput):
    """Neither names nor a person who is known already, or both."""

    code = "name-or-known-person"
    pl = (
        "Podaj imię i nazwisko nowej osoby (i PESEL, jeśli go znasz) albo samo wskazanie znanej osoby (person), "
        "jedno z dwojga."
    )
    en = "Give the names of a new person (and the PESEL, if known), or only point at a known one (person)."


class NotASignatory(Refusal):
    """Somebody signed who does not represent the participant on that day."""

    code = "not-a-signatory"
    law = "kodeks rodzinny i opiekuńczy, art. 98 i 155"
    pl = (
        "Wskazana osoba (wpis {item}) nie była tego dnia rodzicem ani opiekunem prawnym uczestnika. Najpierw zapisz "
        "powiązanie z osobą, która podpisała, obowiązujące od tego dnia."
    )
    en = "That person (item {item}) was no parent or guardian on that day. Record the link of whoever signed first."


def refuse_impossible_link(
    related: "Iterable[RelatedPerson]", participant: UUID, person: UUID, relation: Relation, since: date, today: date
) -> None:
    """Refuse a link to oneself, in the future, or a second one of the same kind with the same person."""
    refuse_date_in_the_future(since, today, "/since")
    if person == participant:
        raise RelatedToOneself(pointer="/person")
    for link in related:
        if (link.person, link.relation) == (person, relation) and link.until is None:
            raise RelatedAlready(item=link.item, since=link.since, pointer="/relation")


def refuse_names_beside_known_person(names: "Collection[str | None]", pesel: str | None, person: UUID | None) -> None:
    """Refuse a new person without every name, and names or a PESEL beside a person who is known."""
    nameless = None in names if person is None else any(said is not None for said in (*names, pesel))
    if nameless:
        raise NameOrKnownPerson(pointer="/person")


def refuse_unknown_person(person: UUID | None, pointer: str = "/person", *, known: bool) -> None:
    """Refuse to point at somebody who is in nobody's record."""
    if person is not None and not known:
        raise NotFound(pointer=pointer)


def refuse_impossible_end_of_link(link: RelatedPerson, until: date, today: date) -> None:
    """Refuse to end a link twice, in the future, or before it began."""
    refuse_date_in_the_future(until, today, "/until")
    if link.until is not None or until < link.since:
        raise LinkOver(since=link.since, pointer="/until")


def link_of(related: "Mapping[int, RelatedPerson]", item: int, pointer: str | None = None) -> RelatedPerson:
    """Return the link of that item, or refuse."""
    if item not in related:
        raise NotFound(pointer=pointer)
    return related[item]


def refuse_stranger_as_signatory(related: "Mapping[int, RelatedPerson]", item: int | None, day: date) -> None:
    """Refuse a signature by somebody who did not represent the participant on that day; None: they sign themselves."""
    if item is None:
        return
    link = link_of(related, item, "/signed_by")
    if link.relation not in SIGNS_FOR_A_CHILD or not link.holds_on(day):
        raise NotASignatory(item=item, pointer="/signed_by")
