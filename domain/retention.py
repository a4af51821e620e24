"""How long a person's file is kept: the class of the office's list and the day that sets it off; the longest wins.

Law: art. 5(1)(e) and 17(3)(b), (d) RODO (nothing is erased while a duty to keep it runs); rozporządzenie Prezesa Rady
Ministrów z 18 stycznia 2011 r. (Dz.U. nr 14 poz. 67): B10 is kept for ten full years, counted from 1 January of the
year after the one in which the file was closed; BE10 likewise, and the State Archive looks at it first; Bc as long as
it is of use; A for ever. EU funds: Reg. 2021/1060 art. 82. Open dilemma: which class a club's files belong to is said
by the list of each office (JRWA), so it is said for each person and assumed for none.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Code, Fact
from domain.participation.rules import refuse_unknown_retention_class
from domain.refusals import InvalidInput, Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from domain.participant import Participant
    from domain.participant.state import JourneyState

ERASURE_LIMITS = "RODO, art. 17 ust. 3 lit. b i d"
CLASSES = "rozporządzenie Prezesa Rady Ministrów z 18 stycznia 2011 r. (Dz.U. nr 14 poz. 67)"
FOR_EVER = "A"
SHORT = "Bc"


class RetentionBasis(StrEnum):
    """What the duty to keep rests on."""

    CLASS_LIST = "CLASS_LIST"
    """Jednolity rzeczowy wykaz akt of the office."""
    EU_FUND = "EU_FUND"
    """Reg. 2021/1060 art. 82: five years from 31 December of the year of the last payment."""
    STATE_AID = "STATE_AID"
    OTHER_AGREEMENT = "OTHER_AGREEMENT"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One duty to keep the file: `item` is the version of the fact, `since` the day that sets the class off."""

    item: int
    retention_class: Code
    basis: RetentionBasis
    since: date

    @property
    def until(self) -> date | None:
        """The last day on which the file must be kept; None: for ever."""
        if self.retention_class == FOR_EVER:
            return None
        if self.retention_class == SHORT:
            return self.since
        return date(self.since.year + int(self.retention_class.lstrip("BE")), 12, 31)

    @property
    def needs_consent(self) -> bool:
        """Whether the State Archive has to agree before it is destroyed (brakowanie)."""
        return self.retention_class != SHORT


class RetentionSet(Fact, frozen=True, kw_only=True):
    """The file belongs to a class; `occurred_on` is the day that sets it off: the case ended, the last payment."""

    TOPIC: ClassVar[str] = "journey.retention-set.1"

    retention_class: Code
    basis: RetentionBasis

    def apply(self, aggregate: "Participant") -> None:
        """Add the duty."""
        item = self.originator_version
        aggregate.retentions[item] = Kept(
            item=item, retention_class=self.retention_class, basis=self.basis, since=self.occurred_on
        )


class RetentionBeforeRegistration(InvalidInput):
    """A class set off before there was a file."""

    code = "retention-before-registration"
    pl = "Dzień, od którego liczy się okres przechowywania, jest przed wpisem do rejestru ({registered_on}). Popraw go."
    en = "The day from which the file is kept is before the registration ({registered_on}). Correct it."


class RetentionNotSet(Refusal):
    """Nobody has said how long the file must be kept."""

    code = "retention-not-set"
    law = CLASSES
    pl = (
        "Nie ustalono, jak długo trzeba przechowywać te akta. Zamknij akta epizodu albo zapisz kategorię archiwalną "
        "i dzień, od którego się liczy (retention)."
    )
    en = "Nobody has said how long this file must be kept. Close the file of the episode, or set its retention class."


class EpisodeRuns(Refusal):
    """Forgetting somebody who takes part: the club needs the file."""

    code = "episode-runs"
    law = ERASURE_LIMITS
    pl = "Ten epizod (wpis {item}) jeszcze trwa, więc akta są potrzebne. Najpierw zapisz jego zakończenie."
    en = "This episode (item {item}) goes on, so the file is needed. Record how it ended first."


class KeptForEver(Refusal):
    """Class A: archive material."""

    code = "kept-for-ever"
    law = "ustawa o narodowym zasobie archiwalnym i archiwach, art. 5"
    pl = (
        "Akta mają kategorię A (wpis {item}): są materiałem archiwalnym i nie wolno ich zniszczyć. Przekaż je do "
        "archiwum państwowego; błędną kategorię unieważnij."
    )
    en = "The file is of class A (item {item}): archive material that may not be destroyed. Void a class that is wrong."


class DutyRuns(Refusal):
    """Forgetting before the duty to keep has ended."""

    code = "duty-to-keep-runs"
    law = ERASURE_LIMITS
    pl = (
        "Akta trzeba przechowywać do {until} włącznie (kategoria {retention_class} od {since}). Usunąć je można "
        "najwcześniej dzień później."
    )
    en = "The file must be kept until {until} (class {retention_class} from {since}). It may be erased the day after."

    def __init__(self, until: date, kept: Kept) -> None:
        """Say until when, and by which duty."""
        super().__init__(until=until, retention_class=kept.retention_class, since=kept.since)
        self.until = until


def duties(life: "JourneyState") -> "list[Kept]":
    """Return every duty to keep a file: those that were set, and those of closed episodes, in their order."""
    closed = [
        Kept(
            item=episode.item,
            retention_class=episode.retention_class,
            basis=RetentionBasis.CLASS_LIST,
            since=episode.closed_on,
        )
        for episode in life.episodes.values()
        if episode.closed_on is not None and episode.retention_class is not None
    ]
    return sorted([*life.retentions.values(), *closed], key=lambda kept: kept.item)


def longest(kept: "Iterable[Kept]") -> Kept | None:
    """Return the duty that ends last, None where there is none."""
    return max(kept, key=lambda one: one.until or date.max, default=None)


def refuse_impossible_retention(retention_class: str, since: date, registered_on: date, today: date) -> None:
    """Refuse a class of no office, and a day in the future or before the person was registered."""
    refuse_unknown_retention_class(retention_class)
    refuse_date_in_the_future(since, today, "/since")
    if since < registered_on:
        raise RetentionBeforeRegistration(registered_on=registered_on, pointer="/since")


def refuse_forgetting_while_kept(lives: "Collection[JourneyState]", today: date) -> None:
    """Refuse while an episode goes on or a duty to keep runs, and where nobody has said how long it does.

    `lives` are all records of one person: what is kept for one of them is kept for all.
    """
    for life in lives:
        for episode in life.episodes.values():
            if episode.is_open:
                raise EpisodeRuns(item=episode.item)
    last = longest(kept for life in lives for kept in duties(life))
    if last is None:
        raise RetentionNotSet
    if last.until is None:
        raise KeptForEver(item=last.item)
    if today <= last.until:
        raise DutyRuns(last.until, last)
