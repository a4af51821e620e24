"""Sentences of taking part: programmes, hours, absences, pauses."""

from uuid import UUID

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.referring import (
    days_of,
    document,
    edition,
    hours,
    kind_of_episode,
    name_of_related,
    note,
    programme,
    provider,
    reason,
    referral,
)
from application.projections.timeline.saying import (
    MINUTES_ACCUSATIVE,
    PROTECTED,
    Pair,
    Sentence,
    counted_in_both,
    day_of,
    duration,
    from_time,
    period,
    programme_name,
    remark,
    same,
    sentence,
)
from application.projections.timeline.words import WORDS
from domain.absences import AbsenceRecorded, WorkRefused
from domain.enrolment import Enrolled, EnrolmentEnded
from domain.hours import Excess, HoursApproved, HoursCorrected, HoursRecorded, HoursReturned, HoursVoided
from domain.hours.limits import amount_words
from domain.journal import Fact
from domain.participation import Resumed, Suspended
from domain.programmes import ACTIVITIES
from domain.rules import Unit

_SIGNED = ("Podpisano na papierze", "Signed on paper")
_NOT_SIGNED = ("Bez podpisu na papierze", "Not signed on paper")


def _enrolled(fact: Enrolled, opened: Opener) -> Sentence:
    day, called, which = day_of(fact.occurred_on), programme_name(fact.programme), edition(opened, fact.edition)
    ends = None if fact.edition_ends_on is None else day_of(fact.edition_ends_on)
    until = ("", "") if ends is None else (f" do {ends[0]}", f" until {ends[1]}")
    return sentence(
        f"Przystąpienie do programu {called[0]} od {day[0]} ({which[0]}{until[0]})",
        f"Enrolled in the programme {called[1]} from {day[1]} ({which[1]}{until[1]})",
        remark(
            "Osoba pod opieką", "Cares for", None if fact.cared_for is None else name_of_related(opened, fact.cared_for)
        ),
        remark("Numer porozumienia", "Agreement number", None if fact.agreement is None else same(fact.agreement)),
    )


def _left(fact: EnrolmentEnded, opened: Opener) -> Sentence:
    day, name = day_of(fact.occurred_on), programme(opened, fact.enrolment)
    since = day_of(opened.of(fact.enrolment)[0].occurred_on)
    return sentence(
        f"Koniec udziału w programie {name[0]}: {day[0]} (przystąpienie od {since[0]})",
        f"Left the programme {name[1]} on {day[1]} (enrolled on {since[1]})",
        reason(opened),
    )


def _hours(fact: HoursRecorded, opened: Opener) -> Sentence:
    day, long = day_of(fact.occurred_on), _how_long(fact)
    at, way, name = from_time(fact.starts_at), WORDS[fact.direction], programme(opened, fact.enrolment)
    return sentence(
        f"Zapisano {long[0]} {way[0]}, {day[0]}{at[0]}, program {name[0]}",
        f"{long[1]} {way[1]} recorded, {day[1]}{at[1]}, programme {name[1]}",
        *_circumstances(fact.activity, fact.provider, opened),
        remark("Co", "What", opened("what")),
        remark("Miejsce", "Place", opened("place")),
        remark("Dojazd", "Way there", None if fact.kilometres is None else same(f"{fact.kilometres} km")),
        document(opened),
        None if fact.signed is None else (_SIGNED if fact.signed else _NOT_SIGNED),
        note(opened),
        *_over(opened),
    )


def _how_long(fact: HoursRecorded) -> Pair:
    """Return how much was recorded, in the unit in which it counts."""
    if fact.unit is Unit.PRESENCES and not fact.minutes:
        return "obecność", "a presence"
    long = duration(fact.minutes, MINUTES_ACCUSATIVE)
    if fact.unit is Unit.MINUTES:
        return long
    counts = WORDS[fact.unit]
    return f"{long[0]} (liczone jako {counts[0]})", f"{long[1]} (counted as {counts[1]})"


def _circumstances(activity: str | None, who: UUID | None, opened: Opener) -> list[Pair | None]:
    form = None if activity is None else ACTIVITIES.get(activity)
    unknown = None if activity is None else same(activity)
    return [
        remark("Forma", "Activity", unknown if form is None else (form.pl, form.en)),
        remark("Prowadzi", "Provided by", provider(opened, who)),
    ]


def _over(opened: Opener) -> list[Pair | None]:
    """Return by how much an entry goes over which rules, and why it was recorded all the same."""
    excess = opened.value("excess")
    kept = [_excess(one) for one in excess] if isinstance(excess, tuple) and excess is not PROTECTED else [excess]
    said = [remark("Ponad limit", "Over a limit", one) for one in kept]
    return [*said, remark("Powód zapisania ponad limit", "Recorded all the same because", opened("override"))]


def _excess(one: Excess) -> Pair:
    amount, most, rule = amount_words(one.unit, one.over), amount_words(one.unit, one.most), WORDS[one.rule]
    days = period(one.first, one.last)
    return (
        f"{rule[0]}, o {amount[0]} ponad {most[0]}, {days[0]} ({one.law}, wersja reguły {one.version})",
        f"{rule[1]}, {amount[1]} over {most[1]}, {days[1]} ({one.law}, rule version {one.version})",
    )


def _corrected(fact: HoursCorrected, opened: Opener) -> Sentence:
    day, before = day_of(fact.occurred_on), hours(opened, fact.corrects)
    long, at = duration(fact.minutes), from_time(fact.starts_at)
    return sentence(
        f"Sprostowano wpis godzin z {day[0]} (było: {before[0]}; ma być: {long[0]}{at[0]})",
        f"Hours of {day[1]} corrected (were: {before[1]}; are: {long[1]}{at[1]})",
        *_circumstances(fact.activity, fact.provider, opened),
        reason(opened),
        *_over(opened),
    )


def _voided(fact: HoursVoided, opened: Opener) -> Sentence:
    day, before = day_of(fact.occurred_on), hours(opened, fact.voids)
    return sentence(
        f"Unieważniono wpis godzin z {day[0]} ({before[0]})", f"Hours of {day[1]} voided ({before[1]})", reason(opened)
    )


def _approved(fact: HoursApproved, opened: Opener) -> Sentence:
    day, number, days = day_of(fact.occurred_on), _entries(fact.entries), days_of(opened, fact.entries)
    return sentence(
        f"Dnia {day[0]} zatwierdzono {number[0]} godzin z {days[0]}",
        f"{number[1]} of hours approved on {day[1]}, of {days[1]}",
    )


def _returned(fact: HoursReturned, opened: Opener) -> Sentence:
    day, number, days = day_of(fact.occurred_on), _entries(fact.entries), days_of(opened, fact.entries)
    return sentence(
        f"Dnia {day[0]} zwrócono do poprawy {number[0]} godzin z {days[0]}",
        f"{number[1]} of hours returned for correction on {day[1]}, of {days[1]}",
        reason(opened),
    )


def _entries(items: tuple[int, ...]) -> Pair:
    return counted_in_both(len(items), ("wpis", "wpisy", "wpisów"), ("entry", "entries"))


def _absent(fact: AbsenceRecorded, opened: Opener) -> Sentence:
    day, name, kind = day_of(fact.occurred_on), programme(opened, fact.enrolment), opened("kind") or PROTECTED
    return sentence(
        f"Nieobecność {day[0]} w programie {name[0]}: {kind[0]}",
        f"Absent on {day[1]} from the programme {name[1]}: {kind[1]}",
        reason(opened),
    )


def _refused(fact: WorkRefused, opened: Opener) -> Sentence:
    day, name = day_of(fact.occurred_on), programme(opened, fact.enrolment)
    return sentence(
        f"Odmowa wykonania pracy {day[0]} w programie {name[0]}",
        f"Work refused on {day[1]} in the programme {name[1]}",
        reason(opened),
    )


def _suspended(fact: Suspended, opened: Opener) -> Sentence:
    day, kind, since = day_of(fact.occurred_on), kind_of_episode(opened, fact.episode), referral(opened, fact.episode)
    return sentence(
        f"Zawieszono od {day[0]} {kind[0]} ({since[0]})",
        f"Suspended from {day[1]}: {kind[1]} ({since[1]})",
        remark("Planowany koniec", "Planned end", None if fact.planned_until is None else day_of(fact.planned_until)),
        reason(opened),
    )


def _resumed(fact: Resumed, opened: Opener) -> Sentence:
    pause, _ = opened.of(fact.suspension)
    day, paused = day_of(fact.occurred_on), day_of(pause.occurred_on)
    kind, since = kind_of_episode(opened, pause.episode), referral(opened, pause.episode)
    return sentence(
        f"Wznowiono od {day[0]} {kind[0]} ({since[0]}, zawieszenie od {paused[0]})",
        f"Resumed from {day[1]}: {kind[1]} ({since[1]}, suspended since {paused[1]})",
    )


TAKING_PART: dict[type[Fact], Saying] = {
    Enrolled: _enrolled,
    EnrolmentEnded: _left,
    HoursRecorded: _hours,
    HoursCorrected: _corrected,
    HoursVoided: _voided,
    HoursApproved: _approved,
    HoursReturned: _returned,
    AbsenceRecorded: _absent,
    WorkRefused: _refused,
    Suspended: _suspended,
    Resumed: _resumed,
}
