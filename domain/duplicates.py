"""One person with two records: linked to the one that goes on, and unlinked where it was a mistake.

Nothing moves: both streams stay as they are, and views follow the link while it holds. A linked duplicate takes no
new facts of a journey; corrections and voids of what it holds go on. Two records that look like one person's and are
not are ruled out, so that nobody is asked again. Law: art. 5(1)(d) RODO (accuracy).
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput, NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.participant import Participant


class DuplicateLink(msgspec.Struct, frozen=True, kw_only=True):
    """This record is the same person as `survivor`: `item` is the version of the fact."""

    item: int
    survivor: UUID
    linked_on: date
    unlinked_on: date | None = None


class DuplicateLinked(Fact, frozen=True, kw_only=True):
    """This record was found to be of the same person as `survivor`, whose record goes on."""

    TOPIC: ClassVar[str] = "journey.duplicate-linked.1"

    survivor: UUID
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Add the link."""
        item = self.originator_version
        aggregate.duplicate_links[item] = DuplicateLink(item=item, survivor=self.survivor, linked_on=self.occurred_on)


class DuplicateUnlinked(Fact, frozen=True, kw_only=True):
    """The link was a mistake: these are two people."""

    TOPIC: ClassVar[str] = "journey.duplicate-unlinked.1"

    link: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """End the link."""
        version = self.originator_version
        aggregate.say(aggregate.duplicate_links, self.link, version, unlinked_on=self.occurred_on)


class RuledOut(msgspec.Struct, frozen=True, kw_only=True):
    """This record and that of `other` are of two people: `item` is the version of the fact."""

    item: int
    other: UUID
    decided_on: date


class DuplicateRuledOut(Fact, frozen=True, kw_only=True):
    """Somebody looked into the documents: this record and that of `other` look alike, and are of two people."""

    TOPIC: ClassVar[str] = "journey.duplicate-ruled-out.1"

    other: UUID
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Add the decision."""
        item = self.originator_version
        aggregate.ruled_out[item] = RuledOut(item=item, other=self.other, decided_on=self.occurred_on)


class DuplicateOfItself(InvalidInput):
    """A record linked to itself."""

    code = "duplicate-of-itself"
    pl = "To ten sam rekord. Wskaż drugi, który ma dalej obowiązywać."
    en = "This is the same record. Point at the other one, which goes on."


class SurvivorIsADuplicate(Refusal):
    """A link to a record that is itself linked to another."""

    code = "survivor-is-a-duplicate"
    pl = "Wskazany rekord sam jest połączony z innym. Wskaż ten, który obowiązuje."
    en = "That record is itself linked to another. Point at the one that goes on."


class HasDuplicates(Refusal):
    """A survivor of another link cannot become a duplicate itself."""

    code = "has-duplicates"
    pl = "Z tym rekordem połączono już inny jako duplikat. Najpierw rozłącz tamten albo wskaż ten jako obowiązujący."
    en = "Another record is linked to this one as its duplicate. Unlink that one first, or let this one go on."


class LinkedAlready(Refusal):
    """A record that is linked."""

    code = "linked-already"
    pl = "Ten rekord jest już połączony z innym jako duplikat (wpis {item}). Nowe fakty zapisuj przy tamtym."
    en = "This record is linked to another as its duplicate (item {item}). Record new facts there."


class RuledOutAlready(Refusal):
    """Two records that were found to be of two people before."""

    code = "ruled-out-already"
    pl = "Tę parę rozstrzygnięto już {decided_on} (wpis {item}): to dwie osoby. W razie pomyłki unieważnij tamten wpis."
    en = "This pair was decided on {decided_on} (item {item}): two people. If that was a mistake, void that entry."


class NotLinked(Refusal):
    """A link that was ended."""

    code = "not-linked"
    pl = "To połączenie zostało już rozłączone."
    en = "This link has been ended already."


class LinkHasItsOwnEnd(Refusal):
    """A link of duplicates, or its end, voided as if it were any entry: it would go round who may link."""

    code = "link-has-its-own-end"
    pl = "Wpis {item} łączy albo rozłącza duplikaty. Poproś koordynatora: rozłącza się je i łączy ponownie osobno."
    en = "Entry {item} links or unlinks duplicates. Ask the coordinator: they are unlinked and linked again apart."


def holding(links: "Mapping[int, DuplicateLink]") -> DuplicateLink | None:
    """Return the link that holds, or None."""
    for link in links.values():
        if link.unlinked_on is None:
            return link
    return None


def found_apart(links: "Mapping[int, DuplicateLink]", ruled_out: "Mapping[int, RuledOut]") -> set[UUID]:
    """Return whose records were found to be another person's: ruled out, or unlinked and not linked again."""
    link = holding(links)
    unlinked = {one.survivor for one in links.values() if one.unlinked_on is not None}
    return ({decision.other for decision in ruled_out.values()} | unlinked) - ({link.survivor} if link else set())


def refuse_impossible_duplicate(
    participant: UUID,
    links: "Mapping[int, DuplicateLink]",
    survivor: UUID,
    *,
    survivor_is_linked: bool,
    has_duplicates: bool,
) -> None:
    """Refuse to link a record to itself, twice, to a duplicate, or away from its own duplicates."""
    if survivor == participant:
        raise DuplicateOfItself(pointer="/survivor")
    refuse_new_facts_of_a_duplicate(links)
    if survivor_is_linked:
        raise SurvivorIsADuplicate(pointer="/survivor")
    if has_duplicates:
        raise HasDuplicates(pointer="/survivor")


def refuse_impossible_ruling_out(
    participant: UUID,
    links: "Mapping[int, DuplicateLink]",
    ruled_out: "Mapping[int, RuledOut]",
    other: "Participant",
) -> None:
    """Refuse to tell a record from itself, from one that it is linked to, or from one it was told from, either way."""
    if other.id == participant:
        raise DuplicateOfItself(pointer="/other")
    for of, to in ((links, other.id), (other.duplicate_links, participant)):
        link = holding(of)
        if link is not None and link.survivor == to:
            raise LinkedAlready(item=link.item)
    for decisions, of_whom in ((ruled_out, other.id), (other.ruled_out, participant)):
        for decision in decisions.values():
            if decision.other == of_whom:
                raise RuledOutAlready(decided_on=decision.decided_on, item=decision.item)


def refuse_new_facts_of_a_duplicate(links: "Mapping[int, DuplicateLink]") -> None:
    """Refuse to go on with a journey on a record that is linked to another."""
    link = holding(links)
    if link is not None:
        raise LinkedAlready(item=link.item)


def refuse_void_of_a_link(links: "Mapping[int, DuplicateLink]", ends: "Iterable[int]", item: int) -> None:
    """Refuse to void a link, or one of the facts that ended them."""
    if item in links or item in ends:
        raise LinkHasItsOwnEnd(item=item)


def refuse_impossible_unlinking(links: "Mapping[int, DuplicateLink]", item: int) -> None:
    """Refuse to end a link that is not there, or ended."""
    if item not in links:
        raise NotFound
    if links[item].unlinked_on is not None:
        raise NotLinked
