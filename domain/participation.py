"""Leaving: how and when an episode ends.

The exit ends the enrolments of its own episode and of no other: a person who finishes the club on
30 June keeps the assistant in July. Employment facts may follow an exit; hours may not.
How it ended (prison, lost contact) is a coarse code that is sealed like the group a person belongs to.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Fact, Personal, Purpose, Statistical
from domain.refusals import NotFound, Refusal
from domain.vocabulary import EpisodeState, ExitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.enrolment import Enrolment
    from domain.participant import Participant
    from domain.referral import Episode


class Exited(Fact, frozen=True, kw_only=True):
    """An episode ended; `occurred_on` is its last day."""

    TOPIC: ClassVar[str] = "journey.exited.1"

    episode: int
    kind: Statistical[ExitKind]
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Close the episode and its open enrolments."""
        episode = aggregate.episodes[self.episode]
        aggregate.episodes[self.episode] = msgspec.structs.replace(
            episode, state=EpisodeState.EXITED, exited_on=self.occurred_on, exited_by=self.originator_version
        )
        for item, enrolment in aggregate.enrolments.items():
            if enrolment.episode == self.episode and enrolment.ended_on is None:
                aggregate.enrolments[item] = msgspec.structs.replace(enrolment, ended_on=self.occurred_on)


class AlreadyExited(Refusal):
    """The episode has ended before."""

    code = "already-exited"
    pl = "Ten epizod zakończył się już {exited_on}. Kolejny udział zacznij od nowego zgłoszenia."
    en = "This episode ended on {exited_on} already. Begin the next one with a new referral."


class ExitBeforeItBegan(Refusal):
    """An exit before the referral or before an enrolment of the episode."""

    code = "exit-before-it-began"
    pl = "Zakończenie wypada przed {since} (zgłoszenie lub przystąpienie). Podaj datę od {since}."
    en = "The exit is before {since} (referral or enrolment). Give a date from {since}."


class ExitBeforeLastHours(Refusal):
    """Hours are recorded after the day given as the last one."""

    code = "exit-before-last-hours"
    pl = "Ostatnie godziny zapisano z dnia {last_day}. Zakończ udział tego dnia albo później."
    en = "The last hours are on {last_day}. Exit on that day or later."


def episode_of(episodes: "Mapping[int, Episode]", item: int) -> "Episode":
    """Return the episode of that item, or refuse."""
    if item not in episodes:
        raise NotFound(pointer="/episode")
    return episodes[item]


def refuse_impossible_exit(
    episode: "Episode", enrolments: "Iterable[Enrolment]", last_hours_on: date | None, exited_on: date, today: date
) -> None:
    """Refuse an exit in the future, twice, before the episode began, or before its last hours."""
    refuse_date_in_the_future(exited_on, today, "/exited_on")
    if episode.exited_on is not None:
        raise AlreadyExited(exited_on=episode.exited_on)
    began = max([episode.referred_on, *(e.enrolled_on for e in enrolments)])
    if exited_on < began:
        raise ExitBeforeItBegan(since=began, pointer="/exited_on")
    if last_hours_on is not None and exited_on < last_hours_on:
        raise ExitBeforeLastHours(last_day=last_hours_on, pointer="/exited_on")
