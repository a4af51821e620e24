"""The waiting list of an edition: who waits since when, in which order, and how they came off it.

The order is that of the entries. Somebody may be admitted out of turn, for a reason that stays on record. Who waits
is a person and the edition outlives them, so nothing here is a free text: reasons are a closed list, sealed with the
club's statistics key.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

import msgspec

from domain.editions.opening import EditionNotRunning, OpenEdition
from domain.journal import Fact, Statistical
from domain.refusals import InvalidInput, NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.editions import Edition


class LeftWaitingList(StrEnum):
    """How somebody came off the waiting list."""

    ADMITTED = "ADMITTED"
    RESIGNED = "RESIGNED"
    NO_LONGER_ENTITLED = "NO_LONGER_ENTITLED"
    FOUND_ANOTHER_PLACE = "FOUND_ANOTHER_PLACE"
    MOVED_AWAY = "MOVED_AWAY"
    OTHER = "OTHER"


class AdmissionReason(StrEnum):
    """Why somebody was admitted, perhaps before those who wait longer."""

    URGENT_NEED = "URGENT_NEED"
    COURT_ORDER = "COURT_ORDER"
    DISABILITY = "DISABILITY"
    LONE_PARENT = "LONE_PARENT"
    SIBLING_ATTENDS = "SIBLING_ATTENDS"
    RETURNS = "RETURNS"
    THOSE_BEFORE_DECLINED = "THOSE_BEFORE_DECLINED"
    OTHER = "OTHER"


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on the waiting list: `item` is the version of the fact, which is also the order."""

    item: int
    participant: UUID
    since: date
    left_on: date | None = None
    how: LeftWaitingList | None = None


class PutOnWaitingList(Fact, frozen=True, kw_only=True):
    """Somebody waits for a place from `occurred_on`."""

    TOPIC: ClassVar[str] = "edition.put-on-waiting-list.1"

    participant: UUID

    def apply(self, aggregate: "Edition") -> None:
        """Add them to the end."""
        item = self.originator_version
        aggregate.waiting[item] = Waiting(item=item, participant=self.participant, since=self.occurred_on)


class TakenOffWaitingList(Fact, frozen=True, kw_only=True):
    """Somebody no longer waits, and how that came; an admission out of turn says why, and only an admission does."""

    TOPIC: ClassVar[str] = "edition.taken-off-waiting-list.1"

    entry: int
    how: LeftWaitingList
    reason: Statistical[AdmissionReason] | None

    def apply(self, aggregate: "Edition") -> None:
        """End the waiting."""
        aggregate.say(aggregate.waiting, self.entry, self.originator_version, left_on=self.occurred_on, how=self.how)


class WaitingAlready(Refusal):
    """The person waits already."""

    code = "waiting-already"
    pl = "Ta osoba jest już na liście oczekujących od {since}."
    en = "This person is on the waiting list since {since} already."


class TakesPartAlready(Refusal):
    """The person takes part in the edition: there is nothing to wait for."""

    code = "takes-part-already"
    pl = "Ta osoba już uczestniczy w tej edycji, nie musi czekać na miejsce."
    en = "This person takes part in the edition already and need not wait for a place."


class NotWaiting(Refusal):
    """The person waits no more."""

    code = "not-waiting"
    pl = "Ta osoba zeszła z listy oczekujących {left_on}. Jeśli czeka znowu, wpisz ją ponownie."
    en = "This person came off the waiting list on {left_on}. If they wait again, put them on it again."


class LeftBeforeWaiting(InvalidInput):
    """Off the list before being on it."""

    code = "left-before-waiting"
    pl = "Wpis na listę oczekujących ma dzień {since}; koniec nie może być wcześniejszy."
    en = "The entry on the waiting list is of {since}; its end cannot be earlier."


class OutOfTurn(InvalidInput):
    """An admission that passes over somebody without saying why."""

    code = "out-of-turn"
    pl = "Przed tą osobą czeka ktoś inny. Podaj powód przyjęcia poza kolejnością (reason)."
    en = "Somebody else waits before this person. Give the reason for admitting out of turn."


class NothingToAdmit(InvalidInput):
    """A reason for an admission where nobody is admitted."""

    code = "nothing-to-admit"
    pl = "Powód (reason) podaje się tylko przy przyjęciu. Pomiń go; jak ktoś zszedł z listy, mówi pole how."
    en = "A reason is given for an admission only. Leave it out; how somebody left the list is said by how."


def entry_of(waiting: "Mapping[int, Waiting]", item: int) -> Waiting:
    """Return the entry of that item, or refuse."""
    if item not in waiting:
        raise NotFound
    return waiting[item]


def refuse_waiting_for_what_is_over(edition: OpenEdition, since: date) -> None:
    """Refuse to wait for an edition that had ended by then; one may wait before it opens."""
    if edition.closes_on is not None and since > edition.closes_on:
        raise EditionNotRunning(period=edition.period, pointer="/since")


def refuse_waiting_twice(waiting: "Iterable[Waiting]", participant: UUID, takes_part: bool) -> None:
    """Refuse somebody who waits already or who `takes_part` in the edition."""
    if takes_part:
        raise TakesPartAlready(pointer="/participant")
    for other in waiting:
        if other.participant == participant and other.left_on is None:
            raise WaitingAlready(since=other.since, pointer="/participant")


def refuse_impossible_end_of_waiting(
    waiting: "Mapping[int, Waiting]", item: int, how: LeftWaitingList, left_on: date, reason: AdmissionReason | None
) -> None:
    """Refuse an end before the entry or a second end, an admission out of turn without a reason, a reason for none."""
    entry = entry_of(waiting, item)
    if entry.left_on is not None:
        raise NotWaiting(left_on=entry.left_on)
    if left_on < entry.since:
        raise LeftBeforeWaiting(since=entry.since, pointer="/left_on")
    first = min(other.item for other in waiting.values() if other.left_on is None)
    if how is LeftWaitingList.ADMITTED and item != first and reason is None:
        raise OutOfTurn(pointer="/reason")
    if how is not LeftWaitingList.ADMITTED and reason is not None:
        raise NothingToAdmit(pointer="/reason")
