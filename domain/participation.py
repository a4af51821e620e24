"""Taking part: suspended and resumed, left and taken back, ended by death, the file closed; and what a day was.

The exit ends the enrolments of its own episode and of no other: a person who finishes the club on
30 June keeps the assistant in July. Employment and follow-up may come after an exit; hours may not. A mistaken
exit is voided and the episode goes on as if it had not ended.
How it ended (prison, lost contact) is a coarse code that is sealed like the group a person belongs to.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.eligibility import Verdict, latest
from domain.enrolment import end_enrolment
from domain.journal import Code, Fact, Personal, Purpose, Statistical
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.vocabulary import EpisodeState, ExitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.enrolment import Enrolment
    from domain.participant import Participant
    from domain.referral import Episode


class Suspension(msgspec.Struct, frozen=True, kw_only=True):
    """A pause of an episode: `item` is the version of the fact.

    It holds from `since` to the day before `resumed_on`.
    """

    item: int
    episode: int
    since: date
    planned_until: date | None
    resumed_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the episode pauses on that day."""
        return self.since <= day and (self.resumed_on is None or day < self.resumed_on)


class Death(msgspec.Struct, frozen=True, kw_only=True):
    """The person died: `item` is the version of the fact."""

    item: int
    died_on: date


class Suspended(Fact, frozen=True, kw_only=True):
    """Taking part pauses from `occurred_on`; `planned_until` as far as it is known."""

    TOPIC: ClassVar[str] = "journey.suspended.1"

    episode: int
    planned_until: date | None
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Add the pause."""
        item = self.originator_version
        aggregate.suspensions[item] = Suspension(
            item=item, episode=self.episode, since=self.occurred_on, planned_until=self.planned_until
        )


class Resumed(Fact, frozen=True, kw_only=True):
    """Taking part goes on from `occurred_on`."""

    TOPIC: ClassVar[str] = "journey.resumed.1"

    suspension: int

    def apply(self, aggregate: "Participant") -> None:
        """End the pause."""
        version = self.originator_version
        aggregate.say(aggregate.suspensions, self.suspension, version, resumed_on=self.occurred_on)


class Exited(Fact, frozen=True, kw_only=True):
    """An episode ended; `occurred_on` is its last day."""

    TOPIC: ClassVar[str] = "journey.exited.1"

    episode: int
    kind: Statistical[ExitKind]
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Close the episode and its open enrolments."""
        _leave(aggregate, self.episode, self)


class ExitVoided(Fact, frozen=True, kw_only=True):
    """An exit was a mistake: the episode goes on. `voids` is the version of the exit."""

    TOPIC: ClassVar[str] = "journey.exit-voided.1"

    voids: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Take the exit back, from the episode and from its enrolments."""
        aggregate.unsay(self.voids, self.originator_version)


class DeathRecorded(Fact, frozen=True, kw_only=True):
    """The person died on `occurred_on`: every open episode and enrolment ends with it."""

    TOPIC: ClassVar[str] = "journey.death-recorded.1"

    source: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """End everything that is open."""
        item = self.originator_version
        aggregate.deaths[item] = Death(item=item, died_on=self.occurred_on)
        for episode in [e.item for e in aggregate.episodes.values() if e.is_open]:
            _leave(aggregate, episode, self)


class CaseClosed(Fact, frozen=True, kw_only=True):
    """The file of an ended episode was closed; `retention_class` is that of the office's list (JRWA)."""

    TOPIC: ClassVar[str] = "journey.case-closed.1"

    episode: int
    retention_class: Code

    def apply(self, aggregate: "Participant") -> None:
        """Mark the episode."""
        aggregate.say(aggregate.episodes, self.episode, self.originator_version, closed_on=self.occurred_on)


class EntryVoided(Fact, frozen=True, kw_only=True):
    """A fact that created something was wrong altogether: what it created, or said of another, no longer counts."""

    TOPIC: ClassVar[str] = "journey.entry-voided.1"

    voids: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Take the fact's meaning back."""
        aggregate.unsay(self.voids, self.originator_version)


def _leave(aggregate: "Participant", episode: int, fact: Fact) -> None:
    version, day = fact.originator_version, fact.occurred_on
    aggregate.say(aggregate.episodes, episode, version, exited_on=day, exited_by=version, ended_as=EpisodeState.EXITED)
    for place in list(aggregate.enrolments.values()):
        if place.episode == episode and place.ended_on is None:
            end_enrolment(aggregate, place.item, fact)


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
    """An exit before the last recorded hours."""

    code = "exit-before-last-hours"
    pl = "Ostatnie godziny zapisano na {last_day}. Zakończenie może mieć datę od tego dnia; błędne godziny sprostuj."
    en = "The last hours are of {last_day}. The exit may be dated from then; correct wrong hours first."


class DeathIsNoExit(InvalidInput):
    """Death recorded as a kind of exit."""

    code = "death-is-no-exit"
    pl = "Śmierć uczestnika zapisz osobno (zgon): zamknie wszystkie epizody i zatrzyma monitoring."
    en = "Record the death itself: it ends every episode and stops the follow-up."


class NotAnExit(Refusal):
    """A void of something that is no exit."""

    code = "not-an-exit"
    pl = "Wpis {item} nie jest zakończeniem udziału albo zostało ono już unieważnione."
    en = "Entry {item} is no exit, or has been voided already."


class ExitHasItsOwnVoid(Refusal):
    """An exit is voided by its own step, which reopens the episode."""

    code = "exit-has-its-own-void"
    pl = "Wpis {item} to zakończenie udziału. Unieważnij je w zakończeniach (exits/{item}/void)."
    en = "Entry {item} is an exit. Void it among the exits (exits/{item}/void)."


class AnotherEpisodeSince(Refusal):
    """An exit that cannot be taken back, since another episode of the kind came after it."""

    code = "another-episode-since"
    pl = "Po tym zakończeniu zaczął się nowy epizod tego rodzaju (wpis {item}). Najpierw unieważnij tamten."
    en = "Another episode of this kind began after that exit (item {item}). Void that one first."


class NotTakingPart(Refusal):
    """A pause of what has not begun."""

    code = "not-taking-part"
    pl = "Osoba nie przystąpiła jeszcze do żadnego programu w tym epizodzie. Zawieszać można dopiero udział."
    en = "The person has not been enrolled in this episode yet. Only taking part can be suspended."


class SuspendedAlready(Refusal):
    """A pause within a pause."""

    code = "suspended-already"
    pl = "Udział jest już zawieszony od {since} (wpis {item}). Najpierw zapisz wznowienie."
    en = "The participation is suspended since {since} already (item {item}). Record the resumption first."


class HoursLater(Refusal):
    """A pause from a day before recorded hours."""

    code = "hours-later"
    pl = "Są godziny z {last_day}, a więc z czasu zawieszenia. Zawieś od dnia następnego albo sprostuj godziny."
    en = "There are hours of {last_day}, within the suspension. Suspend from the day after, or correct the hours."


class ResumedBeforeSuspended(Refusal):
    """A resumption before the pause, or a second one."""

    code = "not-suspended"
    pl = "Zawieszenie trwa od {since} i nie może się tak skończyć: wznowiono już udział albo dzień jest za wczesny."
    en = "The suspension holds from {since} and cannot end so: it was resumed already, or the day is too early."


class PlannedBeforeItBegins(InvalidInput):
    """A pause that is planned to end before it begins."""

    code = "planned-before-it-begins"
    pl = "Planowany koniec zawieszenia jest przed jego początkiem. Popraw jedną z dat."
    en = "The suspension is planned to end before it begins. Correct one of the dates."


class AfterDeath(Refusal):
    """Something that happened after the person died."""

    code = "after-death"
    pl = "Zapisano zgon z dniem {died_on}. Ten wpis może dotyczyć dnia najpóźniej wtedy; błędny zgon unieważnij."
    en = "The person died on {died_on}. This entry can be dated until then; void the death if it is a mistake."


class DiedAlready(Refusal):
    """A second death."""

    code = "died-already"
    pl = "Zgon jest już zapisany ({died_on}). Jeśli data jest błędna, unieważnij tamten wpis."
    en = "The death is recorded already ({died_on}). Void that entry if its date is wrong."


class DeathBeforeLastHours(Refusal):
    """A death before recorded hours."""

    code = "death-before-last-hours"
    pl = "Ostatnie godziny zapisano na {last_day}. Sprawdź datę zgonu albo unieważnij te godziny."
    en = "The last hours are of {last_day}. Check the date of death, or void those hours."


class StillOpen(Refusal):
    """A file of an episode that goes on."""

    code = "episode-open"
    pl = "Ten epizod jeszcze trwa. Akta można zamknąć po jego zakończeniu."
    en = "This episode goes on. Its file can be closed once it has ended."


class ClosedAlready(Refusal):
    """A file that was closed."""

    code = "case-closed-already"
    pl = "Akta tego epizodu są zamknięte od {closed_on}. Możliwe są tylko sprostowania."
    en = "The file of this episode is closed since {closed_on}. Only corrections are possible."


class ClosedTooEarly(Refusal):
    """A file closed before the episode ended."""

    code = "closed-too-early"
    pl = "Epizod zakończył się {exited_on}; akta zamknij najwcześniej tego dnia."
    en = "The episode ended on {exited_on}; close the file then at the earliest."


class NothingToVoid(NotFound):
    """There is no such item in this person's record."""

    code = "not-found"


class EntryVoidedAlready(Refusal):
    """A void of the voided."""

    code = "entry-voided-already"
    pl = "Wpis {item} unieważniono już (wpisem {by}). Nie można tego zrobić drugi raz."
    en = "Entry {item} has been voided already (by entry {by}). It cannot be voided twice."


class HoldsOthers(Refusal):
    """An entry on which others rest."""

    code = "holds-others"
    pl = "Na tym wpisie opierają się inne ({others}). Najpierw unieważnij lub sprostuj tamte."
    en = "Other entries rest on this one ({others}). Void or correct those first."


def state_on(
    episode: "Episode",
    enrolments: "Iterable[Enrolment]",
    suspensions: "Iterable[Suspension]",
    verdicts: "Iterable[Verdict]",
    day: date,
) -> EpisodeState | None:
    """Return where an episode stands at the end of a day (`date.max`: now), None before its referral."""
    if day < episode.referred_on:
        return None
    if episode.closed_on is not None and day >= episode.closed_on:
        return EpisodeState.CLOSED
    if episode.exited_on is not None and day > episode.exited_on:
        return episode.ended_as
    if any(s.episode == episode.item and s.holds_on(day) for s in suspensions):
        return EpisodeState.SUSPENDED
    if any(e.episode == episode.item and e.enrolled_on <= day for e in enrolments):
        return EpisodeState.ACTIVE
    verdict = latest(verdicts, episode.item, day)
    return EpisodeState.ELIGIBLE if verdict is not None and verdict.confirmed else EpisodeState.REFERRED


def refuse_impossible_exit(
    episode: "Episode",
    enrolments: "Iterable[Enrolment]",
    last_hours_on: date | None,
    kind: ExitKind,
    exited_on: date,
    today: date,
) -> None:
    """Refuse an exit in the future, twice, before the episode began, or before its last hours."""
    refuse_date_in_the_future(exited_on, today, "/exited_on")
    if kind is ExitKind.DEATH:
        raise DeathIsNoExit(pointer="/kind")
    if episode.exited_on is not None:
        raise AlreadyExited(exited_on=episode.exited_on)
    began = max([episode.referred_on, *(e.enrolled_on for e in enrolments)])
    if exited_on < began:
        raise ExitBeforeItBegan(since=began, pointer="/exited_on")
    if last_hours_on is not None and exited_on < last_hours_on:
        raise ExitBeforeLastHours(last_day=last_hours_on, pointer="/exited_on")


def refuse_void_of_no_exit(episodes: "Mapping[int, Episode]", item: int, deaths: "Mapping[int, Death]") -> None:
    """Refuse to void what is no exit, or an exit after which another episode of the kind began."""
    ended = next((e for e in episodes.values() if e.exited_by == item and item not in deaths), None)
    if ended is None or ended.ended_as is not EpisodeState.EXITED:
        raise NotAnExit(item=item)
    refuse_reopening_beside_another(episodes, item)


def refuse_void_of_an_exit(episodes: "Mapping[int, Episode]", item: int, deaths: "Mapping[int, Death]") -> None:
    """Refuse to void an exit as if it were any entry: it has a step of its own."""
    if item not in deaths and any(e.exited_by == item and e.ended_as is EpisodeState.EXITED for e in episodes.values()):
        raise ExitHasItsOwnVoid(item=item)


def refuse_reopening_beside_another(episodes: "Mapping[int, Episode]", version: int) -> None:
    """Refuse to reopen what the fact of `version` ended where a later episode of the kind has begun."""
    for ended in episodes.values():
        if ended.exited_by == version:
            for other in episodes.values():
                if other.kind is ended.kind and other.item > ended.item:
                    raise AnotherEpisodeSince(item=other.item)
            if ended.closed_on is not None:
                raise ClosedAlready(closed_on=ended.closed_on)


def refuse_impossible_suspension(
    suspensions: "Iterable[Suspension]",
    enrolments: "Iterable[Enrolment]",
    last_hours_on: date | None,
    since: date,
    planned_until: date | None,
    today: date,
) -> None:
    """Refuse a pause of what has not begun, within another, or over recorded hours; all of one episode."""
    refuse_date_in_the_future(since, today, "/since")
    if not any(place.enrolled_on <= since for place in enrolments):
        raise NotTakingPart(pointer="/episode")
    for other in suspensions:
        if other.resumed_on is None or since < other.resumed_on:
            raise SuspendedAlready(since=other.since, item=other.item, pointer="/since")
    if planned_until is not None:
        refuse_date_out_of_range(planned_until, "/planned_until")
        if planned_until < since:
            raise PlannedBeforeItBegins(pointer="/planned_until")
    if last_hours_on is not None and last_hours_on >= since:
        raise HoursLater(last_day=last_hours_on, pointer="/since")


def refuse_impossible_resumption(
    suspensions: "Mapping[int, Suspension]", item: int, resumed_on: date, today: date
) -> Suspension:
    """Return the pause that ends; refuse one that is not there, ended, or would end before its second day."""
    refuse_date_in_the_future(resumed_on, today, "/resumed_on")
    if item not in suspensions:
        raise NotFound(pointer="/suspension")
    suspension = suspensions[item]
    if suspension.resumed_on is not None or resumed_on <= suspension.since:
        raise ResumedBeforeSuspended(since=suspension.since, pointer="/resumed_on")
    return suspension


def refuse_impossible_death(
    deaths: "Mapping[int, Death]",
    episodes: "Iterable[Episode]",
    last_hours_on: date | None,
    died_on: date,
    today: date,
) -> None:
    """Refuse a death in the future, a second one, or one before an open episode began or its last hours."""
    refuse_date_in_the_future(died_on, today, "/died_on")
    for death in deaths.values():
        raise DiedAlready(died_on=death.died_on)
    began = max((e.referred_on for e in episodes if e.is_open), default=died_on)
    if died_on < began:
        raise ExitBeforeItBegan(since=began, pointer="/died_on")
    if last_hours_on is not None and died_on < last_hours_on:
        raise DeathBeforeLastHours(last_day=last_hours_on, pointer="/died_on")


def refuse_after_death(deaths: "Mapping[int, Death]", day: date, pointer: str) -> None:
    """Refuse something dated after the person died."""
    for death in deaths.values():
        if day > death.died_on:
            raise AfterDeath(died_on=death.died_on, pointer=pointer)


def refuse_closing_too_early(episode: "Episode", closed_on: date, today: date) -> None:
    """Refuse to close the file of what goes on, twice, in the future, or before the end."""
    refuse_date_in_the_future(closed_on, today, "/closed_on")
    if episode.exited_on is None:
        raise StillOpen(pointer="/episode")
    if episode.closed_on is not None:
        raise ClosedAlready(closed_on=episode.closed_on, pointer="/episode")
    if closed_on < episode.exited_on:
        raise ClosedTooEarly(exited_on=episode.exited_on, pointer="/closed_on")


def refuse_impossible_void(voided: "Mapping[int, int]", item: int, others: "Iterable[int]", *, there: bool) -> None:
    """Refuse to void what is not there, what is voided, and what others rest on."""
    if item in voided:
        raise EntryVoidedAlready(item=item, by=voided[item])
    if not there:
        raise NothingToVoid
    resting = sorted(others)
    if resting:
        raise HoldsOthers(others=", ".join(map(str, resting)))
