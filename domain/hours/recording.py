"""What may be recorded of hours: within the enrolment, on days that count, in the way the edition counts.

Law: hours count only within an enrolment and, where the programme needs one, within a social contract (art. 18(4) of
the Act on social employment). Every local day of which an entry has a part is judged.
"""

from datetime import date, time
from typing import TYPE_CHECKING

from domain.calendar import MINUTES_PER_DAY, refuse_date_in_the_future, refuse_date_out_of_range
from domain.hours.facts import HoursEntry
from domain.hours.time import minutes_between, minutes_of
from domain.programmes import ACTIVITIES
from domain.refusals import InvalidInput, Refusal
from domain.rules import Rule, RuleCode, Rules, Unit
from domain.vocabulary import HoursDirection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from domain.enrolment import Enrolment
    from domain.participation import Suspension

DAYS_MOST = 31
KILOMETRES_MOST = 999


class ImpossibleMinutes(InvalidInput):
    """No time at all, or more than the day has, without an end that says so."""

    code = "impossible-minutes"
    pl = (
        "Wpis może mieć od 1 do {most} minut; podano inną liczbę. Dłuższą usługę zapisz z dniem i godziną końca "
        "(ends_on, ends_at)."
    )
    en = (
        "An entry has between 1 and {most} minutes. Give the day and time of the end (ends_on, ends_at) of a longer "
        "service."
    )


class LongerThanAnEntry(InvalidInput):
    """An entry over more days than one entry holds."""

    code = "longer-than-an-entry"
    pl = "Jeden wpis obejmuje najwyżej {days} dni. Zapisz dłuższą usługę po kawałku."
    en = "One entry spans at most {days} days. Record a longer service in parts."


class EndAndMinutesDiffer(InvalidInput):
    """Minutes and an end that contradict each other."""

    code = "end-and-minutes-differ"
    pl = "Od rozpoczęcia do podanego końca mija {passed} min, a podano inną liczbę. Pomiń minuty albo popraw koniec."
    en = "From the start to the end {passed} min pass, and another number was given. Leave one out or correct it."


class ImpossibleKilometres(InvalidInput):
    """Less than no way, or more than a service card has room for."""

    code = "impossible-kilometres"
    pl = "Kilometry to liczba całkowita od 0 do {most}. Popraw ją albo pomiń, gdy karta jej nie podaje."
    en = "Kilometres are a whole number from 0 to {most}. Correct it, or leave it out if the card has none."


class NoLength(InvalidInput):
    """Neither minutes nor an end."""

    code = "no-length"
    pl = "Podaj czas: minuty (minutes), godziny (duration, np. 3,5 albo 3:30) albo koniec (ends_at)."
    en = "Give the time: minutes, hours (duration, such as 3.5 or 3:30) or the end (ends_at)."


class EndWithoutStart(InvalidInput):
    """An end of what has no start."""

    code = "end-without-start"
    pl = "Do godziny końca podaj też godzinę rozpoczęcia (starts_at)."
    en = "With the time of the end give the time of the start as well (starts_at)."


class EndDayWithoutTime(InvalidInput):
    """A day of the end without its time."""

    code = "end-day-without-time"
    pl = "Do dnia końca (ends_on) podaj też godzinę końca (ends_at)."
    en = "With the day of the end (ends_on) give its time as well (ends_at)."


class HoursBeforeEnrolment(Refusal):
    """Hours on a day before the enrolment."""

    code = "hours-before-enrolment"
    pl = "Ten dzień wypada przed przystąpieniem do programu ({enrolled_on}). Podaj dzień od {enrolled_on}."
    en = "That day is before the enrolment ({enrolled_on}). Give a day from {enrolled_on}."


class HoursAfterExit(Refusal):
    """Hours on a day after the enrolment ended."""

    code = "hours-after-exit"
    pl = "Ten dzień wypada po zakończeniu udziału ({ended_on}). Podaj dzień nie późniejszy."
    en = "That day is after the exit ({ended_on}). Give a day until then."


class HoursAfterEdition(Refusal):
    """Hours on a day after the edition's last."""

    code = "hours-after-edition"
    pl = "Edycja programu kończy się {edition_ends_on}. Godziny po tym dniu zapisz w przystąpieniu do następnej edycji."
    en = "The edition ends on {edition_ends_on}. Record later hours in the enrolment in the next edition."


class HoursDuringSuspension(Refusal):
    """Hours while the participation is suspended."""

    code = "hours-during-suspension"
    pl = "Udział jest zawieszony od {since}{until_pl}. Zapisz najpierw wznowienie albo podaj dzień spoza zawieszenia."
    en = "The participation is suspended from {since}{until_en}. Record the resumption first, or give another day."


class NotCountedSo(Refusal):
    """A unit, direction or form that the edition does not have."""

    code = "not-counted-so"
    pl = "W tej edycji liczy się: {takes_pl} ({law}). Popraw pole {field}."
    en = "This edition counts: {takes_en} ({law}). Correct {field}."

    def __init__(self, rules: "Sequence[Rule]", codes: "Iterable[str]", field: str) -> None:
        """Take the rules that say what counts, their codes, and the field that says another one."""
        words = [WORDS[code] for code in codes]
        takes_pl, takes_en = (", ".join(both[language] for both in words) for language in (0, 1))
        super().__init__(takes_pl=takes_pl, takes_en=takes_en, law=rules[0].law, field=field, pointer=f"/{field}")


WORDS: dict[str, tuple[str, str]] = {
    Unit.MINUTES.value: ("czas w minutach", "time in minutes"),
    Unit.DOBY.value: ("doby", "whole days"),
    Unit.PRESENCES.value: ("obecności", "presences"),
    HoursDirection.WORKED.value: ("praca", "work"),
    HoursDirection.ATTENDED.value: ("udział w zajęciach", "taking part in activities"),
    HoursDirection.RECEIVED.value: ("otrzymana usługa", "a service received"),
    **{activity.code: (activity.pl, activity.en) for activity in ACTIVITIES.values()},
}
"""What an edition counts, in words."""


def length_said(
    day: date, starts_at: time | None, minutes: int | None, ends_on: date | None, ends_at: time | None
) -> int:
    """Return how many minutes an entry lasts, from what was said of it, or refuse what contradicts itself."""
    refuse_date_out_of_range(day, "/day")
    if ends_on is not None:
        refuse_date_out_of_range(ends_on, "/ends_on")
        if ends_at is None:
            raise EndDayWithoutTime(pointer="/ends_at")
    if ends_at is None:
        if minutes is None:
            raise NoLength(pointer="/minutes")
        return minutes
    if starts_at is None:
        raise EndWithoutStart(pointer="/starts_at")
    passed = minutes_between(day, starts_at, day if ends_on is None else ends_on, ends_at)
    if minutes is not None and minutes != passed:
        raise EndAndMinutesDiffer(passed=passed, pointer="/minutes")
    return passed


def refuse_impossible_kilometres(kilometres: int | None) -> None:
    """Refuse a way that no card could say."""
    if kilometres is not None and not 0 <= kilometres <= KILOMETRES_MOST:
        raise ImpossibleKilometres(most=KILOMETRES_MOST, pointer="/kilometres")


def refuse_impossible_minutes(minutes: int, *, least: int = 1, most: int = MINUTES_PER_DAY) -> None:
    """Refuse no time at all, or more than there is."""
    if not least <= minutes <= most:
        raise ImpossibleMinutes(most=most, pointer="/minutes")


def refuse_impossible_length(entry: HoursEntry, *, with_end: bool) -> None:
    """Refuse an entry of no time (a presence may be), or of more than its day has; with an end, than an entry holds."""
    least = 0 if entry.unit is Unit.PRESENCES else 1
    most = DAYS_MOST * MINUTES_PER_DAY if with_end else minutes_of(entry.day)
    if with_end and entry.minutes > most:
        raise LongerThanAnEntry(days=DAYS_MOST, pointer="/ends_on")
    refuse_impossible_minutes(entry.minutes, least=least, most=most)


def refuse_hours_outside_enrolment(
    enrolment: "Enrolment", edition_ends_on: date | None, day: date, today: date
) -> None:
    """Refuse hours in the future, before the person was enrolled, or after the enrolment or its edition ended.

    `edition_ends_on` is the edition's last day as it stands now: it may have been closed since the enrolment.
    """
    refuse_date_in_the_future(day, today, "/day")
    if day < enrolment.enrolled_on:
        raise HoursBeforeEnrolment(enrolled_on=enrolment.enrolled_on, pointer="/day")
    if enrolment.ended_on is not None and day > enrolment.ended_on:
        raise HoursAfterExit(ended_on=enrolment.ended_on, pointer="/day")
    ends = [last for last in (enrolment.edition_ends_on, edition_ends_on) if last is not None]
    if ends and day > min(ends):
        raise HoursAfterEdition(edition_ends_on=min(ends), pointer="/day")


def refuse_hours_during_suspension(suspensions: "Iterable[Suspension]", episode: int, day: date) -> None:
    """Refuse a day on which the episode is suspended; the day of the resumption is a day of participation again."""
    for suspension in suspensions:
        if suspension.episode == episode and suspension.holds_on(day):
            until = suspension.resumed_on
            raise HoursDuringSuspension(
                since=suspension.since,
                until_pl="" if until is None else f" do {until:%d.%m.%Y}",
                until_en="" if until is None else f" until {until}",
                pointer="/day",
            )


def unit_said(rules: Rules, day: date, unit: Unit | None) -> Unit:
    """Return the unit that was said; unsaid, the only one that the edition has, else minutes."""
    if unit is not None:
        return unit
    known = rules.each(RuleCode.UNIT, day)
    return Unit(str(known[0].applies_to)) if len(known) == 1 else Unit.MINUTES


def refuse_what_the_edition_does_not_count(rules: Rules, entry: HoursEntry) -> None:
    """Refuse a unit, a direction or a form of art. 18(2) that the edition does not have; where it says none, any."""
    said = (
        (RuleCode.UNIT, entry.unit, "unit"),
        (RuleCode.ACTIVITY, entry.activity, "activity"),
    )
    for code, value, field in said:
        known = [] if value is None else rules.each(code, entry.day)
        if known and value not in [rule.applies_to for rule in known]:
            raise NotCountedSo(known, [str(rule.applies_to) for rule in known], field)
    way = rules.on(RuleCode.DIRECTION, entry.day)
    if way is not None and str(way.value) != entry.direction:
        raise NotCountedSo([way], [str(way.value)], "direction")
