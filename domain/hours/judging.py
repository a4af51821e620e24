"""Judging one entry by every rule that stands in its way, in their order.

What could never be so is refused for good: outside the enrolment, without a contract, in two places. What goes over a
limit is refused too, and may yet be recorded with a reason, since it may have happened: then its excess is kept.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain import absences, social_contract
from domain.calendar import LAST_DAY, MINUTES_PER_DAY, days_around, month_of
from domain.enrolment import goes_on_from
from domain.hours.facts import Excess, HoursEntry
from domain.hours.limits import (
    Limit,
    OverLimit,
    Overridable,
    Share,
    Used,
    limits_on,
    nearest_day,
    overfilled,
)
from domain.hours.overlap import refuse_assistance_twice, refuse_being_in_two_places, refuse_provider_in_two_places
from domain.hours.provider import Led, is_of_a_group, too_long_in_a_day, too_many_at_once
from domain.hours.recording import (
    refuse_hours_during_suspension,
    refuse_hours_outside_enrolment,
    refuse_impossible_length,
    refuse_what_the_edition_does_not_count,
)
from domain.hours.time import cut_at, days_of
from domain.providers import (
    Provider,
    refuse_kin_as_provider,
    refuse_provider_not_at_work,
    refuse_unchecked_provider,
)
from domain.refusals import InvalidInput, Refusal
from domain.rules import RuleCode, Rules, Unit
from domain.vocabulary import HoursDirection

if TYPE_CHECKING:
    from domain.eligibility import Decision
    from domain.enrolment import Enrolment
    from domain.participant.state import JourneyState

SEARCHED_DAYS = 366
"""How far the nearest allowed day is looked for where the edition has no end."""


class UnderAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement that an enrolment hangs on: its rules, and the minutes that it gives in all and each a month."""

    id: UUID
    version: int
    number: str
    first: date
    last: date
    minutes: int | None
    minutes_monthly_each: int | None
    rules: Rules
    book: UUID


class Limiting(Protocol):
    """What limits hours: the edition's and the agreement's rules, and the person's class of disability."""

    rules: Rules
    book: UUID

    @property
    def edition_days(self) -> tuple[date, date | None]:
        """The first and the last day of the edition as it stands now."""

    @property
    def agreement(self) -> UnderAgreement | None:
        """The agreement that the enrolment hangs on."""

    def degree(self, day: date) -> str | None:
        """Return the class of disability that limits are told apart by, on a day."""


class Ground(Limiting, Used, Protocol):
    """What a rule may read besides the person: what limits hours, and what others recorded."""

    edition: UUID
    provider: Provider | None

    def booked(self, first: date, last: date) -> Collection[HoursEntry]:
        """Return the person's other entries that have a part in these days."""

    def assistance(self, first: date, last: date) -> Collection[HoursEntry]:
        """Return publicly paid services that others record for the person who is assisted."""

    def led(self, first: date, last: date) -> Collection[Led]:
        """Return the provider's other entries that have a part in these days."""

    def rules_of(self, edition: UUID) -> Rules:
        """Return the rules of another edition."""

    def following(self, place: "Enrolment") -> "Ground":
        """Return the ground of the same time in the enrolment that goes on in the next edition."""


class NothingToOverride(InvalidInput):
    """A reason for an excess that there is not."""

    code = "nothing-to-override"
    pl = "Ten wpis mieści się we wszystkich limitach. Pomiń pole override."
    en = "This entry is within all limits. Leave override out."


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What of some time belongs to one enrolment; by all of it (`served`) its provider is judged, once."""

    place: "Enrolment"
    entry: HoursEntry
    ground: Ground
    served: HoursEntry | None


def parts_of(life: "JourneyState", place: "Enrolment", entry: HoursEntry, ground: Ground) -> list[Part]:
    """Return the entry, in two where its edition ends in the middle and the person goes on in the next one.

    A new edition has a new limit: what lies behind midnight of its first day fills that one (domain page 7.5). Whole
    days (doby) and presences are not cut: a part of one would count as a whole one.
    """
    whole = Part(place=place, entry=entry, ground=ground, served=entry)
    end = ground.edition_days[1]
    if end is None or entry.unit is not Unit.MINUTES or entry.day > end or days_of(entry)[-1] <= end:
        return [whole]
    morning = end + timedelta(days=1)
    after = next((p for p in life.enrolments.values() if goes_on_from(place, p, morning)), None)
    if after is None:
        return [whole]
    before, rest = cut_at(entry, morning)
    rest = replace(rest, enrolment=after.item)
    return [
        Part(place=place, entry=before, ground=ground, served=entry),
        Part(place=after, entry=rest, ground=ground.following(after), served=None),
    ]


def judged(
    life: "JourneyState", parts: Collection[Part], today: date, *, with_end: bool, override: str | None
) -> list[tuple[Excess, ...]]:
    """Return by how much each part goes over which rules, or refuse; over any, only an `override` lets it pass."""
    found: list[tuple[Excess, ...]] = []
    for part in parts:
        refuse_impossible_length(part.entry, with_end=with_end)
        refuse_what_the_edition_does_not_count(part.ground.rules, part.entry)
        refuse_impossible_hours(life, part, today)
        over = list(over_a_rule(life, part))
        if override is None:
            for one in over:
                raise one.found_nearest(_nearest(life, part)) if isinstance(one, OverLimit) else one
        found.append(tuple(one.excess for one in over))
    if override is not None and not any(found):
        raise NothingToOverride(pointer="/override")
    return found


def refuse_day_that_does_not_count(
    life: "JourneyState", place: "Enrolment", edition_ends_on: date | None, day: date, today: date
) -> None:
    """Refuse a day outside the enrolment, one on which it is suspended, one without the contract that it needs."""
    refuse_hours_outside_enrolment(place, edition_ends_on, day, today)
    refuse_hours_during_suspension(life.suspensions.values(), place.episode, day)
    if place.needs_contract:
        social_contract.refuse_day_without_contract(life.contracts.values(), day, place.programme, "/day")


def refuse_impossible_hours(life: "JourneyState", part: Part, today: date) -> None:
    """Refuse what could not be so: a day that does not count, two places at once, a provider who may not serve."""
    place, entry, ground = part.place, part.entry, part.ground
    days = days_of(entry)
    for day in days:
        refuse_day_that_does_not_count(life, place, ground.edition_days[1], day, today)
        absences.refuse_hours_while_absent(life.absences.values(), place.item, day)
    booked = ground.booked(*_around(days))
    refuse_being_in_two_places(entry, [other for other in booked if _serves_the_same(life, place, other)])
    if ground.rules.is_on(RuleCode.PUBLIC_ASSISTANCE, entry.day):
        refuse_assistance_twice(entry, ground.assistance(*_around(days_of(entry))))
    if ground.provider is not None and part.served is not None:
        _refuse_provider_who_may_not_serve(life.id, place, part.served, ground, ground.provider)


def _refuse_provider_who_may_not_serve(
    participant: UUID, place: "Enrolment", served: HoursEntry, ground: Ground, provider: Provider
) -> None:
    for day in days_of(served):
        refuse_provider_not_at_work(provider, day, "/provider")
        refuse_kin_as_provider(provider, place.quota_of, day, "/provider")
        if ground.rules.is_on(RuleCode.WORK_WITH_MINORS, day):
            refuse_unchecked_provider(provider, day, "/provider")
    refuse_provider_in_two_places(served, [one.entry for one in _elsewhere(participant, served, ground)])


def over_a_rule(life: "JourneyState", part: Part) -> Iterator[Overridable]:
    """Yield each rule that the entry goes over: limits, the shortest first, then what one provider may do."""
    place, ground = part.place, part.ground

    def limits_of(day: date) -> Iterator[Limit]:
        return limits_counting(life, place, ground, day)

    def combined(day: date) -> bool:
        return ground.rules.is_on(RuleCode.COMBINED_FORMS, day)

    yield from overfilled(part.entry, limits_of, ground, combined)
    if ground.provider is not None and part.served is not None:
        yield from _too_much_for_a_provider(life.id, part.served, ground)


def _too_much_for_a_provider(participant: UUID, served: HoursEntry, ground: Ground) -> Iterator[Overridable]:
    led = ground.led(*_around(days_of(served)))
    longest = ground.rules.on(RuleCode.PROVIDER_IN_24_HOURS, served.day)
    if longest is not None:
        alike = [one for one in led if _has(ground, one, RuleCode.PROVIDER_IN_24_HOURS)]
        yield from too_long_in_a_day(served, alike, longest, ground.book)
    most = ground.rules.on(RuleCode.PEOPLE_PER_PROVIDER, served.day)
    if most is not None:
        yield from too_many_at_once(participant, served, led, most, ground.book)


def limits_counting(life: "JourneyState", place: "Enrolment", ground: Limiting, day: date) -> Iterator[Limit]:
    """Yield every limit that counts a day: of the edition, of the agreement, of what was granted to the person."""
    edition = ground.edition_days[0], ground.edition_days[1] or LAST_DAY
    yield from limits_on(ground.rules, ground.book, day, edition, Share.QUOTA, ground.degree(day))
    for grant in _grants(life, place, day):
        assert grant.granted_minutes is not None  # noqa: S101
        yield Limit(
            rule=RuleCode.NEEDS_GRANT,
            unit=Unit.MINUTES,
            most=grant.granted_minutes,
            law=_grant_law(ground, day),
            book=life.id,
            version=grant.item,
            share=Share.OWN,
            first=grant.valid_from,
            last=grant.valid_until or edition[1],
        )
    if ground.agreement is not None:
        yield from _limits_of_agreement(ground.agreement, day)


def _limits_of_agreement(agreement: UnderAgreement, day: date) -> Iterator[Limit]:
    days = agreement.first, agreement.last
    yield from limits_on(agreement.rules, agreement.book, day, days, Share.UNDER_AGREEMENT, None)
    said = (
        (agreement.minutes_monthly_each, Share.UNDER_AGREEMENT, month_of(day)),
        (agreement.minutes, Share.AGREEMENT, days),
    )
    for most, share, (first, last) in said:
        if most is not None:
            yield Limit(
                rule=RuleCode.NEEDS_AGREEMENT,
                unit=Unit.MINUTES,
                most=most,
                law=f"porozumienie nr {agreement.number}",
                book=agreement.id,
                version=agreement.version,
                share=share,
                first=first,
                last=last,
            )


def _grants(life: "JourneyState", place: "Enrolment", day: date) -> "Iterator[Decision]":
    """Yield what was granted for the programme on a day: the newest decision of those in force."""
    granted = [
        decision
        for decision in life.decisions.values()
        if decision.granted_minutes is not None
        and decision.programme in (None, place.programme)
        and decision.holds_on(day)
    ]
    if granted and not place.needs_contract:
        yield max(granted, key=lambda decision: (decision.valid_from, decision.item))


def _grant_law(ground: Limiting, day: date) -> str:
    rule = ground.rules.on(RuleCode.NEEDS_GRANT, day)
    return "decyzja o przyznaniu godzin" if rule is None else rule.law


def _serves_the_same(life: "JourneyState", place: "Enrolment", other: HoursEntry) -> bool:
    """Tell whether a service is for whom this place serves: a carer may have an assistant while respite is given."""
    of_other = life.enrolments.get(other.enrolment)
    return other.direction is not HoursDirection.RECEIVED or of_other is None or of_other.quota_of == place.quota_of


def _elsewhere(participant: UUID, entry: HoursEntry, ground: Ground) -> Iterator[Led]:
    """Yield the provider's entries that are another place: a group of one edition is one place."""
    in_a_group = is_of_a_group(entry, ground.rules)
    for one in ground.led(*_around(days_of(entry))):
        if one.participant != participant and not (in_a_group and one.edition == ground.edition):
            yield one


def _has(ground: Ground, one: Led, code: RuleCode) -> bool:
    return one.edition == ground.edition or ground.rules_of(one.edition).on(code, one.entry.day) is not None


def _around(days: Sequence[date]) -> tuple[date, date]:
    """Return from two days before an entry's days to two behind them."""
    return days_around(days[0])[0], days_around(days[-1])[1]


def _nearest(life: "JourneyState", part: Part) -> date | None:
    place, ground = part.place, part.ground
    ends = [day for day in (place.ended_on, place.edition_ends_on, ground.edition_days[1]) if day is not None]
    if ground.agreement is not None:
        ends.append(ground.agreement.last)
    last = min([*ends, part.entry.day + timedelta(days=SEARCHED_DAYS)])

    def refusal_on(day: date) -> Refusal | None:
        entry = replace(part.entry, day=day)
        moved = replace(part, entry=entry, served=entry)
        try:
            refuse_what_the_edition_does_not_count(ground.rules, entry)
            refuse_impossible_hours(life, moved, LAST_DAY)
        except Refusal as refusal:
            return refusal
        return next(over_a_rule(life, moved), None)

    return nearest_day(part.entry.day, last, _reach(part.entry), list(_changes(life, ground)), refusal_on)


def _reach(entry: HoursEntry) -> int:  # pragma: no mutate block (too far only costs time)
    """Return how many days further an entry can reach, on whichever day it starts: clocks may change by an hour."""
    at = entry.starts_at
    return 0 if at is None else (at.hour * 60 + at.minute + entry.minutes + 60) // MINUTES_PER_DAY


def _changes(life: "JourneyState", ground: Ground) -> Iterator[date]:
    """Yield the days from which on another rule or another grant may hold."""
    rules = (*ground.rules.all, *(() if ground.agreement is None else ground.agreement.rules.all))
    for since, until in (
        *((rule.since, rule.until) for rule in rules),
        *((decision.valid_from, decision.valid_until) for decision in life.decisions.values()),
    ):
        yield since
        if until is not None:
            yield until + timedelta(days=1)
