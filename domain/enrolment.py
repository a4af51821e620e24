"""Enrolment in a programme, within an episode of the programme's kind.

Law: art. 18(4) of the Act on social employment for programmes of the club; services have their own
entry conditions. Whether a contract is needed belongs to the programme and is kept in the fact, so a
later change of the catalogue does not re-judge an old enrolment. Open dilemma: editions join with the
catalogue; until then `edition` is what the caller says, or not said.
"""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Code, Fact
from domain.refusals import NotFound, Refusal
from domain.vocabulary import EpisodeKind, EpisodeState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.participant import Participant
    from domain.programmes import Programme
    from domain.referral import Episode


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """A person's place in a programme: `item` is the version of the fact that recorded it."""

    item: int
    episode: int
    programme: str
    edition: str | None
    needs_contract: bool
    enrolled_on: date
    ended_on: date | None = None


class Enrolled(Fact, frozen=True, kw_only=True):
    """A person was enrolled in a programme; `episode` is the item of the episode it belongs to."""

    TOPIC: ClassVar[str] = "journey.enrolled.1"

    episode: int
    programme: Code
    edition: Code | None
    needs_contract: bool

    def apply(self, aggregate: "Participant") -> None:
        """Open the enrolment and make its episode active."""
        item = self.originator_version
        aggregate.enrolments[item] = Enrolment(
            item=item,
            episode=self.episode,
            programme=self.programme,
            edition=self.edition,
            needs_contract=self.needs_contract,
            enrolled_on=self.occurred_on,
        )
        episode = aggregate.episodes[self.episode]
        aggregate.episodes[self.episode] = msgspec.structs.replace(episode, state=EpisodeState.ACTIVE)


class NoOpenEpisode(Refusal):
    """There is no open episode of the programme's kind."""

    code = "no-open-episode"
    pl = "Brak otwartego epizodu rodzaju {kind}. Najpierw zapisz skierowanie lub zgłoszenie."
    en = "There is no open episode of kind {kind}. Record the referral first."


class EnrolledBeforeReferral(Refusal):
    """Enrolment dated before the referral that opened the episode."""

    code = "enrolled-before-referral"
    pl = "Przystąpienie wypada przed zgłoszeniem z {referred_on}. Podaj datę od {referred_on}."
    en = "The enrolment is before the referral of {referred_on}. Give a date from {referred_on}."


class AlreadyEnrolled(Refusal):
    """Two open enrolments in one programme edition."""

    code = "already-enrolled"
    pl = "Osoba jest już zapisana do programu {programme} od {since} (wpis {item}). Godziny zapisuj przy tym wpisie."
    en = "Already enrolled in {programme} since {since} (item {item}). Record hours in that enrolment."


def open_episode(episodes: "Iterable[Episode]", kind: EpisodeKind) -> "Episode":
    """Return the open episode of that kind, or refuse."""
    for episode in episodes:
        if episode.kind is kind and episode.is_open:
            return episode
    raise NoOpenEpisode(kind=kind.value, pointer="/programme")


def refuse_impossible_enrolment(
    enrolments: "Iterable[Enrolment]",
    episode: "Episode",
    programme: "Programme",
    edition: str | None,
    enrolled_on: date,
    today: date,
) -> None:
    """Refuse an enrolment in the future, before the referral, or a second open one in the same edition."""
    refuse_date_in_the_future(enrolled_on, today, "/enrolled_on")
    if enrolled_on < episode.referred_on:
        raise EnrolledBeforeReferral(referred_on=episode.referred_on, pointer="/enrolled_on")
    for other in enrolments:
        if (other.programme, other.edition) == (programme.code, edition) and other.ended_on is None:
            raise AlreadyEnrolled(programme=programme.code, since=other.enrolled_on, item=other.item)


def enrolment_of(enrolments: "Mapping[int, Enrolment]", item: int) -> Enrolment:
    """Return the enrolment of that item, or refuse."""
    if item not in enrolments:
        raise NotFound(pointer="/enrolment")
    return enrolments[item]
