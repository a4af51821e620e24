"""How an episode starts: somebody sends the person, or they come by themselves; or it does not start after all.

Law: art. 18 of the Act on social employment (taking part in the club is voluntary, so declining before it began
is a withdrawal and never a breach); services have application forms of their own, and for a child a parent or
guardian signs. One open episode of a kind at a time; kinds may overlap.
Who sent a person (a court, a probation officer) is a coarse code of art. 10 RODO weight, so it is sealed.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Code, Fact, Personal, Purpose, Statistical
from domain.refusals import NotFound, Refusal
from domain.vocabulary import EpisodeKind, EpisodeState, ReferralSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.enrolment import Enrolment
    from domain.participant import Participant


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """One episode of a life: `item` is the version of the fact that opened it.

    `exited_on` is its last day and `exited_by` the version of the fact that ended it (which says sealed how);
    `ended_as` tells an exit from a referral that was rejected or withdrawn. `closed_on`: the file was closed,
    `retention_class`: how long it is kept from then (JRWA).
    """

    item: int
    kind: EpisodeKind
    referred_on: date
    signed_by: int | None = None
    exited_on: date | None = None
    exited_by: int | None = None
    ended_as: EpisodeState | None = None
    closed_on: date | None = None
    retention_class: Code | None = None

    @property
    def is_open(self) -> bool:
        """Whether the episode has not ended."""
        return self.exited_on is None


class ReferralReceived(Fact, frozen=True, kw_only=True):
    """Somebody was referred to the club, or asked for a service: an episode opens.

    `signed_by` is the item of the parent or guardian who signed the application; None: the person did.
    """

    TOPIC: ClassVar[str] = "journey.referral-received.1"

    kind: EpisodeKind
    source: Statistical[ReferralSource]
    signed_by: int | None
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Open the episode."""
        item = self.originator_version
        aggregate.episodes[item] = Episode(
            item=item, kind=self.kind, referred_on=self.occurred_on, signed_by=self.signed_by
        )


class ReferralRejected(Fact, frozen=True, kw_only=True):
    """The club did not take the person in; `occurred_on` is the day of the decision."""

    TOPIC: ClassVar[str] = "journey.referral-rejected.1"

    episode: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """End the episode before it began."""
        _end(aggregate, self.episode, self, EpisodeState.REJECTED)


class ReferralWithdrawn(Fact, frozen=True, kw_only=True):
    """The person gave up before taking part."""

    TOPIC: ClassVar[str] = "journey.referral-withdrawn.1"

    episode: int
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """End the episode before it began."""
        _end(aggregate, self.episode, self, EpisodeState.WITHDRAWN)


def _end(aggregate: "Participant", episode: int, fact: Fact, ended_as: EpisodeState) -> None:
    version, day = fact.originator_version, fact.occurred_on
    aggregate.say(aggregate.episodes, episode, version, exited_on=day, exited_by=version, ended_as=ended_as)


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


class ReferralOver(Refusal):
    """A referral can be rejected or withdrawn only before the person took part."""

    code = "referral-over"
    pl = (
        "Ten epizod ma już przystąpienie do programu albo się zakończył. Odmowa i rezygnacja przed udziałem są "
        "możliwe tylko wcześniej; teraz zapisz zakończenie udziału."
    )
    en = "This episode has an enrolment or has ended. Record the exit instead of a rejection or a withdrawal."


class EndedBeforeReferral(Refusal):
    """A rejection or withdrawal before the referral itself."""

    code = "ended-before-referral"
    pl = "Ten dzień wypada przed zgłoszeniem z {referred_on}. Podaj datę od {referred_on}."
    en = "That day is before the referral of {referred_on}. Give a date from {referred_on}."


class EpisodeOver(Refusal):
    """A step within an episode that has ended."""

    code = "episode-over"
    pl = "Ten epizod zakończył się {exited_on}. Unieważnij zakończenie, jeśli było pomyłką, albo zacznij nowy epizod."
    en = "This episode ended on {exited_on}. Void the exit if it was a mistake, or begin a new episode."


def open_episode_of(episodes: "Mapping[int, Episode]", item: int) -> Episode:
    """Return the episode of that item, or refuse: there is none, or it has ended."""
    episode = episode_of(episodes, item)
    if episode.exited_on is not None:
        raise EpisodeOver(exited_on=episode.exited_on, pointer="/episode")
    return episode


def episode_of(episodes: "Mapping[int, Episode]", item: int) -> Episode:
    """Return the episode of that item, or refuse."""
    if item not in episodes:
        raise NotFound(pointer="/episode")
    return episodes[item]


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


def refuse_ending_a_referral(
    episode: Episode, enrolments: "Iterable[Enrolment]", ended_on: date, today: date, pointer: str
) -> None:
    """Refuse to reject or withdraw what has begun or ended already, or before it was received."""
    refuse_date_in_the_future(ended_on, today, pointer)
    if not episode.is_open or any(place.episode == episode.item for place in enrolments):
        raise ReferralOver
    if ended_on < episode.referred_on:
        raise EndedBeforeReferral(referred_on=episode.referred_on, pointer=pointer)
