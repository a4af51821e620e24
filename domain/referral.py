"""How an episode starts: somebody sends the person, or they come by themselves.

Law: art. 18 of the Act on social employment (taking part in the club is voluntary); services have
application forms of their own. One open episode of a kind at a time; kinds may overlap.
Who sent a person (a court, a probation officer) is a coarse code of art. 10 RODO weight, so it is sealed.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Fact, Personal, Purpose, Statistical
from domain.refusals import Refusal
from domain.vocabulary import EpisodeKind, EpisodeState, ReferralSource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.participant import Participant


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """One episode of a life: `item` is the version of the fact that opened it."""

    item: int
    kind: EpisodeKind
    referred_on: date
    state: EpisodeState = EpisodeState.REFERRED
    exited_on: date | None = None
    exited_by: int | None = None
    """The version of the fact of the exit, which says sealed how it ended."""

    @property
    def is_open(self) -> bool:
        """Whether the episode has not been exited."""
        return self.exited_on is None


class ReferralReceived(Fact, frozen=True, kw_only=True):
    """Somebody was referred to the club, or asked for a service: an episode opens."""

    TOPIC: ClassVar[str] = "journey.referral-received.1"

    kind: EpisodeKind
    source: Statistical[ReferralSource]
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Open the episode."""
        item = self.originator_version
        aggregate.episodes[item] = Episode(item=item, kind=self.kind, referred_on=self.occurred_on)


class EpisodeStillOpen(Refusal):
    """Two open episodes of one kind would count a person twice."""

    code = "episode-still-open"
    pl = (
        "Trwa już epizod tego samego rodzaju (wpis {item}, od {since}). Zapisz w nim przystąpienie do programu "
        "albo najpierw zakończ udział."
    )
    en = "An episode of this kind is open (item {item}, since {since}). Enrol within it, or record the exit first."


class EpisodesWouldOverlap(Refusal):
    """A referral dated inside an earlier episode of the same kind."""

    code = "episodes-would-overlap"
    pl = "Poprzedni epizod tego rodzaju trwał do {until}; zgłoszenie może mieć datę od {until}."
    en = "The earlier episode of this kind lasted until {until}; a referral may be dated from {until}."


def refuse_second_episode(episodes: "Iterable[Episode]", kind: EpisodeKind, referred_on: date, today: date) -> None:
    """Refuse a referral while an episode of the same kind is open or was on that day."""
    refuse_date_in_the_future(referred_on, today, "/referred_on")
    until = date.min
    for episode in episodes:
        if episode.kind is not kind:
            continue
        if episode.exited_on is None:
            raise EpisodeStillOpen(item=episode.item, since=episode.referred_on)
        until = max(until, episode.exited_on)
    if referred_on < until:
        raise EpisodesWouldOverlap(until=until, pointer="/referred_on")
