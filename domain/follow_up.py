"""After the exit: the club asks how it went, and keeps apart "no answer", "would not say" and "does not work".

Only who took part in the club is asked: children and users of a service are never asked about work (users page).
The Act knows no duty to follow up; missing it is what NIK and the sector found (domain page 4.5). Points are counted
from the exit: 4 weeks, 3, 6 and 12 months, clipped to the end of a month. An attempt without an answer leaves the
outcome unknown, never negative. Open dilemma: an answer before a point's day says nothing of that day.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput, Refusal
from domain.vocabulary import Channel, EpisodeKind, EpisodeState, EvidenceGrade

if TYPE_CHECKING:
    from domain.participant import Participant
    from domain.referral import Episode


class FollowUpPoint(StrEnum):
    """At which distance from the exit the question is asked."""

    WEEKS_4 = "WEEKS_4"
    MONTHS_3 = "MONTHS_3"
    MONTHS_6 = "MONTHS_6"
    MONTHS_12 = "MONTHS_12"
    OTHER = "OTHER"


class AttemptResult(StrEnum):
    """What came of trying."""

    NO_CONTACT = "NO_CONTACT"
    REFUSED = "REFUSED"
    PROMISED = "PROMISED"
    """The person will answer later."""


class Situation(StrEnum):
    """What the person, a paper or a register says of work on that day."""

    WORKS = "WORKS"
    DOES_NOT_WORK = "DOES_NOT_WORK"
    IN_EDUCATION = "IN_EDUCATION"
    MOVED_AWAY = "MOVED_AWAY"
    WOULD_NOT_SAY = "WOULD_NOT_SAY"


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt or answer: `item` is the version of the fact.

    An attempt has a `result`, an answer the `situation`, the day `as_of` that it speaks of, and its `evidence`.
    """

    item: int
    episode: int
    point: FollowUpPoint
    asked_on: date
    channel: Channel
    result: AttemptResult | None = None
    situation: Situation | None = None
    as_of: date | None = None
    evidence: EvidenceGrade | None = None


class FollowUpAttempted(Fact, frozen=True, kw_only=True):
    """The club tried to ask on `occurred_on`, and nobody answered."""

    TOPIC: ClassVar[str] = "journey.follow-up-attempted.1"

    episode: int
    point: FollowUpPoint
    channel: Channel
    result: AttemptResult
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the attempt."""
        item = self.originator_version
        aggregate.follow_ups[item] = FollowUp(
            item=item,
            episode=self.episode,
            point=self.point,
            asked_on=self.occurred_on,
            channel=self.channel,
            result=self.result,
        )


class FollowUpAnswered(Fact, frozen=True, kw_only=True):
    """The question was answered on `occurred_on`; `as_of` is the day that the answer speaks of."""

    TOPIC: ClassVar[str] = "journey.follow-up-answered.1"

    episode: int
    point: FollowUpPoint
    channel: Channel
    as_of: date
    situation: Situation
    evidence: EvidenceGrade
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the answer."""
        item = self.originator_version
        aggregate.follow_ups[item] = FollowUp(
            item=item,
            episode=self.episode,
            point=self.point,
            asked_on=self.occurred_on,
            channel=self.channel,
            situation=self.situation,
            as_of=self.as_of,
            evidence=self.evidence,
        )


class NotLeftYet(Refusal):
    """A follow-up of somebody who takes part or never did, or about a day before the exit."""

    code = "not-left-yet"
    pl = "Monitoring losów dotyczy osób po zakończeniu udziału{since_pl}. Podaj dzień od zakończenia."
    en = "Follow-up is for people who have left{since_en}. Give a day from the exit on."


class NotAskedAboutWork(Refusal):
    """A follow-up of a child or another user of a service."""

    code = "not-asked-about-work"
    pl = "O pracę pytamy tylko po udziale w KIS, a ten epizod to korzystanie z usługi. Rozmowę zapisz jako kontakt."
    en = "Only taking part in the club is followed up; this episode is a service. Record the talk as a contact."


class AnswerOfTheFuture(InvalidInput):
    """An answer about a day after it was given."""

    code = "answer-of-the-future"
    pl = "Odpowiedź nie może opisywać dnia późniejszego niż dzień, w którym jej udzielono. Popraw jedną z dat."
    en = "An answer cannot speak of a day after it was given. Correct one of the dates."


def refuse_follow_up_before_exit(episode: "Episode", asked_on: date, today: date, pointer: str) -> None:
    """Refuse to follow up the user of a service, somebody who has not left, or on a day before they left."""
    refuse_date_in_the_future(asked_on, today, pointer)
    if episode.kind is not EpisodeKind.KIS:
        raise NotAskedAboutWork(pointer="/episode")
    _refuse_day_before_exit(episode, asked_on, pointer)


def refuse_answer_about_another_time(episode: "Episode", as_of: date, asked_on: date) -> None:
    """Refuse an answer that speaks of a day after it was given, or before the exit."""
    refuse_date_out_of_range(as_of, "/as_of")
    if as_of > asked_on:
        raise AnswerOfTheFuture(pointer="/as_of")
    _refuse_day_before_exit(episode, as_of, "/as_of")


def _refuse_day_before_exit(episode: "Episode", day: date, pointer: str) -> None:
    left = episode.exited_on if episode.ended_as is EpisodeState.EXITED else None
    if left is None or day < left:
        since_pl = "" if left is None else f" ({left:%d.%m.%Y})"
        raise NotLeftYet(since_pl=since_pl, since_en="" if left is None else f" ({left})", pointer=pointer)
