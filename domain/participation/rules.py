"""What may happen when, in taking part: pauses, exits, death, the closed file; and where an episode stands on a day."""

import re
from datetime import date
from typing import TYPE_CHECKING

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.eligibility import Verdict, latest
from domain.participation.facts import Death, Suspension
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.vocabulary import EpisodeState, ExitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.enrolment import Enrolment
    from domain.referral import Episode

_RETENTION_CLASS = re.compile(r"A|Bc|BE?[1-9][0-9]?")


class AlreadyExited(Refusal):
    """The episode has ended before."""

    code = "already-exited"
    pl = "Ten epizod zakończył się już {exited_on}. Kolejny udział zacznij od nowego zgłoszenia."
    en = "This episode ended on {exited_on} already. Begin the next one with a new referral."


class ExitBeforeItBegan(Refusal):
    """An exit before the referral, or before an enrolment or a pause of the episode."""

    code = "exit-before-it-began"
    pl = (
        "Zakończenie wypada przed {since} (zgłoszenie, przystąpienie, zawieszenie lub wznowienie). "
        "Podaj datę od {since}."
    )
    en = "The exit is before {since} (referral, enrolment, suspension or resumption). Give a date from {since}."


class ExitBeforeLastHours(Refusal):
    """An exit before the last recorded hours or absence."""

    code = "exit-before-last-hours"
    pl = "Ostatnie godziny lub nieobecność są z {last_day}. Zakończenie może mieć datę od tego dnia; błędne unieważnij."
    en = "The last hours or absence are of {last_day}. The exit may be dated from then; void what is wrong first."


class DeathIsNoExit(InvalidInput):
    """Death recorded as a kind of exit."""

    code = "death-is-no-exit"
    pl = "Śmierć uczestnika zapisz osobno (zgon): zamknie wszystkie epizody i zatrzyma monitoring."
    en = "Record the death itself: it ends every episode and stops the follow-up."


class NotTakingPart(Refusal):
    """A pause of what has not begun."""

    code = "not-taking-part"
    pl = "Osoba nie przystąpiła jeszcze do żadnego programu w tym epizodzie. Zawieszać można dopiero udział."
    en = "The person has not been enrolled in this episode yet. Only taking part can be suspended."


class SuspendedAlready(Refusal):
    """A pause within a pause."""

    code = "suspended-already"
    pl = "Jest już zawieszenie od {since} (wpis {item}). Zapisz jego wznowienie albo podaj dni poza nim."
    en = "There is a suspension from {since} already (item {item}). Record its resumption, or give days outside it."


class HoursLater(Refusal):
    """A pause over recorded hours or an absence."""

    code = "hours-later"
    pl = (
        "Są godziny lub nieobecność z {last_day}, a więc z czasu zawieszenia. Zawieś od dnia następnego, podaj dzień "
        "wznowienia (resumed_on), jeśli przerwa już minęła, albo unieważnij tamten wpis."
    )
    en = (
        "There are hours or an absence of {last_day}, within the suspension. Suspend from the day after, give "
        "resumed_on if the pause is over, or void that entry."
    )


class ResumedBeforeSuspended(Refusal):
    """A resumption before the pause, or a second one."""

    code = "not-suspended"
    pl = "Zawieszenie trwa od {since} i nie może się tak skończyć: wznowiono już udział albo dzień jest za wczesny."
    en = "The suspension holds from {since} and cannot end so: it was resumed already, or the day is too early."


class OverBeforeItBegins(InvalidInput):
    """A pause that is over before its second day."""

    code = "over-before-it-begins"
    pl = "Dzień wznowienia ma być późniejszy niż początek zawieszenia. Popraw jedną z dat."
    en = "The resumption is to be later than the beginning of the suspension. Correct one of the dates."


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
    """A death before recorded hours or an absence."""

    code = "death-before-last-hours"
    pl = "Ostatnie godziny lub nieobecność są z {last_day}. Sprawdź datę zgonu albo unieważnij tamten wpis."
    en = "The last hours or absence are of {last_day}. Check the date of death, or void that entry."


class StillOpen(Refusal):
    """A file of an episode that goes on."""

    code = "episode-open"
    pl = "Ten epizod jeszcze trwa. Akta można zamknąć po jego zakończeniu."
    en = "This episode goes on. Its file can be closed once it has ended."


class ClosedAlready(Refusal):
    """A new fact in a file that was closed, or closing it again."""

    code = "case-closed-already"
    pl = "Akta tego epizodu są zamknięte od {closed_on}: możliwe są tylko sprostowania. Unieważnij najpierw zamknięcie."
    en = "The file of this episode is closed since {closed_on}: only corrections are possible. Void the closing first."


class ClosedTooEarly(Refusal):
    """A file closed before the episode ended."""

    code = "closed-too-early"
    pl = "Epizod zakończył się {exited_on}; akta zamknij najwcześniej tego dnia."
    en = "The episode ended on {exited_on}; close the file then at the earliest."


class NoSuchRetentionClass(InvalidInput):
    """A retention class that no office has."""

    code = "no-such-retention-class"
    law = "rozporządzenie Prezesa Rady Ministrów z 18 stycznia 2011 r. (Dz.U. nr 14 poz. 67)"
    pl = "Podaj kategorię archiwalną z wykazu akt: A, Bc albo B lub BE z liczbą lat, np. B10 lub BE50."
    en = "Give the class of the office's list: A, Bc, or B or BE with a number of years, such as B10 or BE50."


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


def began_on(episode: "Episode", enrolments: "Iterable[Enrolment]", suspensions: "Iterable[Suspension]") -> date:
    """Return the last day on which something of an episode began: it cannot end before."""
    places = [place.enrolled_on for place in enrolments if place.episode == episode.item]
    pauses = [pause.resumed_on or pause.since for pause in suspensions if pause.episode == episode.item]
    return max([episode.referred_on, *places, *pauses])


def refuse_impossible_exit(
    episode: "Episode",
    began: date,
    last_day: date | None,
    kind: ExitKind,
    exited_on: date,
    today: date,
) -> None:
    """Refuse an exit in the future, twice, before what `began` last, or before the last day with hours or absence."""
    refuse_date_in_the_future(exited_on, today, "/exited_on")
    if kind is ExitKind.DEATH:
        raise DeathIsNoExit(pointer="/kind")
    if episode.exited_on is not None:
        raise AlreadyExited(exited_on=episode.exited_on)
    if exited_on < began:
        raise ExitBeforeItBegan(since=began, pointer="/exited_on")
    if last_day is not None and exited_on < last_day:
        raise ExitBeforeLastHours(last_day=last_day, pointer="/exited_on")


def refuse_impossible_suspension(
    suspensions: "Iterable[Suspension]",
    enrolments: "Iterable[Enrolment]",
    last_day: date | None,
    since: date,
    planned_until: date | None,
    resumed_on: date | None,
    today: date,
) -> None:
    """Refuse a pause of what has not begun, over another, or over hours or absences; all of one episode.

    `last_day` is the last day with any before `resumed_on`.
    """
    refuse_date_in_the_future(since, today, "/since")
    if resumed_on is not None:
        refuse_date_in_the_future(resumed_on, today, "/resumed_on")
        if resumed_on <= since:
            raise OverBeforeItBegins(pointer="/resumed_on")
    if not any(place.enrolled_on <= since for place in enrolments):
        raise NotTakingPart(pointer="/episode")
    for other in suspensions:
        begun_before_it_ends = other.resumed_on is None or since < other.resumed_on
        if begun_before_it_ends and (resumed_on is None or other.since < resumed_on):
            raise SuspendedAlready(since=other.since, item=other.item, pointer="/since")
    if planned_until is not None:
        refuse_date_out_of_range(planned_until, "/planned_until")
        if planned_until < since:
            raise PlannedBeforeItBegins(pointer="/planned_until")
    if last_day is not None and last_day >= since:
        raise HoursLater(last_day=last_day, pointer="/since")


def refuse_impossible_resumption(
    suspensions: "Mapping[int, Suspension]", item: int, resumed_on: date, today: date
) -> Suspension:
    """Return the pause that ends; refuse one that is not there, ended, or would end before its second day."""
    refuse_date_in_the_future(resumed_on, today, "/resumed_on")
    if item not in suspensions:
        raise NotFound
    suspension = suspensions[item]
    if suspension.resumed_on is not None or resumed_on <= suspension.since:
        raise ResumedBeforeSuspended(since=suspension.since, pointer="/resumed_on")
    return suspension


def refuse_impossible_death(
    deaths: "Mapping[int, Death]",
    began: "Iterable[date]",
    last_day: date | None,
    died_on: date,
    today: date,
) -> None:
    """Refuse a death in the future, a second one, or before an open episode `began` or the last hours or absence."""
    refuse_date_in_the_future(died_on, today, "/died_on")
    for death in deaths.values():
        raise DiedAlready(died_on=death.died_on)
    last_begun = max(began, default=died_on)
    if died_on < last_begun:
        raise ExitBeforeItBegan(since=last_begun, pointer="/died_on")
    if last_day is not None and died_on < last_day:
        raise DeathBeforeLastHours(last_day=last_day, pointer="/died_on")


def refuse_after_death(deaths: "Mapping[int, Death]", day: date, pointer: str) -> None:
    """Refuse something dated after the person died."""
    for death in deaths.values():
        if day > death.died_on:
            raise AfterDeath(died_on=death.died_on, pointer=pointer)


def refuse_closed_file(episode: "Episode", pointer: str) -> None:
    """Refuse a new fact of an episode whose file was closed."""
    if episode.closed_on is not None:
        raise ClosedAlready(closed_on=episode.closed_on, pointer=pointer)


def refuse_closing_too_early(episode: "Episode", closed_on: date, retention_class: str, today: date) -> None:
    """Refuse to close the file of what goes on, twice, in the future, before the end, or in no class of any office."""
    refuse_date_in_the_future(closed_on, today, "/closed_on")
    refuse_unknown_retention_class(retention_class)
    if episode.exited_on is None:
        raise StillOpen(pointer="/episode")
    refuse_closed_file(episode, "/episode")
    if closed_on < episode.exited_on:
        raise ClosedTooEarly(exited_on=episode.exited_on, pointer="/closed_on")


def refuse_unknown_retention_class(retention_class: str) -> None:
    """Refuse a class that stands in no office's list."""
    if not _RETENTION_CLASS.fullmatch(retention_class):
        raise NoSuchRetentionClass(pointer="/retention_class")
