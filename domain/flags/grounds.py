"""Findings about the ground on which somebody takes part: finding, decision, grant, status, agreement.

Domain page 7.4: a decision that expired while the person takes part, long-term unemployment not proven. Nothing here
ends a part by itself; what is flagged is for a person to look into.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from domain.eligibility import Decision, Verdict, latest
from domain.flags.entries import EntryOnRecord
from domain.flags.kinds import Flag, FlagKind
from domain.rules import RuleCode, Rules

if TYPE_CHECKING:
    from domain.enrolment import Enrolment

_DAY = timedelta(days=1)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """From when to when a fact (its item) gave a person a status: a group, a decision, an age; None: it goes on."""

    item: int
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it gave the status on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


def last_day(place: "Enrolment") -> date | None:
    """Return the last day of an enrolment, or of its edition before it; None: it has none yet."""
    return min((day for day in (place.ended_on, place.edition_ends_on) if day is not None), default=None)


def decisions_expired(place: "Enrolment", decisions: Iterable[Standing], today: date) -> Iterator[Flag]:
    """Yield each decision that ended before today, within an enrolment that went on, and that no other one follows.

    `decisions` are those of one sort: of disability, or of granted hours. The flag ends before a later one begins.
    """
    known, end = list(decisions), last_day(place)
    for decision in known:
        if decision.until is None:
            continue
        lost = decision.until + _DAY
        went_on = place.enrolled_on <= decision.until and lost <= today and (end is None or lost <= end)
        if went_on and not any(other.holds_on(lost) for other in known):
            begins = min((other.since for other in known if other.since > lost), default=None)
            yield Flag(
                kind=FlagKind.DECISION_EXPIRED,
                item=decision.item,
                since=lost,
                until=_earlier(end, None if begins is None else begins - _DAY),
                facts=(decision.item, place.item),
            )


def no_grant(place: "Enrolment", grants: Iterable[Decision], edition: Rules) -> Iterator[Flag]:
    """Yield an enrolment in an edition that needs granted hours, where none were granted for any of its days.

    Source: programme of personal assistance: the gmina's decision says how many hours.
    """
    end = last_day(place)
    if edition.is_on(RuleCode.NEEDS_GRANT, place.enrolled_on):
        for grant in grants:
            begins_in_time = end is None or grant.valid_from <= end
            if begins_in_time and (grant.valid_until is None or place.enrolled_on <= grant.valid_until):
                return
        yield _of_place(FlagKind.NO_GRANT, place)


def hours_after_status_lost(entries: Iterable[EntryOnRecord], standings: Iterable[Standing]) -> Iterator[Flag]:
    """Yield the hours after a status ended and before another one of its sort began (domain page 7.4).

    `standings` are all of one sort; hours before the first of them are not hours after a loss.
    """
    known = list(standings)
    after: dict[int, list[EntryOnRecord]] = {}
    for one in entries:
        day = one.last_day
        if not any(standing.holds_on(day) for standing in known):
            over = [(s.until, s.item) for s in known if s.until is not None and s.until < day]
            if over:
                after.setdefault(max(over)[1], []).append(one)
    for item, found in after.items():
        yield Flag(
            kind=FlagKind.HOURS_AFTER_STATUS_LOST,
            item=item,
            since=min(one.entry.day for one in found),
            until=max(one.last_day for one in found),
            facts=(item, *sorted(one.entry.item for one in found)),
        )


def no_eligibility_finding(place: "Enrolment", verdicts: Iterable[Verdict]) -> Iterator[Flag]:
    """Yield an enrolment before which nobody found that the person may take part; until the day before it was found.

    Law: art. 1 of the Act on social employment; a programme's own conditions.
    """
    known = list(verdicts)
    finding = latest(known, place.episode, place.enrolled_on)
    if finding is None or not finding.confirmed:
        later = (v.found_on for v in known if v.episode == place.episode and v.confirmed)
        found_on = min((day for day in later if day > place.enrolled_on), default=None)
        yield _of_place(FlagKind.NO_ELIGIBILITY_FINDING, place, None if found_on is None else found_on - _DAY)


def long_term_not_proven(place: "Enrolment", memberships: Iterable[int], *, proven: bool) -> Iterator[Flag]:
    """Yield that somebody takes part as unemployed and no paper proves long-term unemployment on the first day.

    Law: art. 1(2)(5): the yearly report counts only the long-term unemployed. `memberships` are the items that say
    the person belongs to the group on that day.
    """
    items = tuple(sorted(memberships))
    if items and not proven:
        yield Flag(
            kind=FlagKind.LONG_TERM_NOT_PROVEN,
            item=items[0],
            since=place.enrolled_on,
            until=last_day(place),
            facts=(*items, place.item),
        )


def no_agreement(place: "Enrolment", edition: Rules) -> Iterator[Flag]:
    """Yield an enrolment without an agreement in an edition that needs one (Dz.U. 2017 poz. 2447)."""
    if place.agreement is None and edition.is_on(RuleCode.NEEDS_AGREEMENT, place.enrolled_on):
        yield _of_place(FlagKind.NO_AGREEMENT, place)


def rules_not_set(place: "Enrolment", agreement: Rules) -> Iterator[Flag]:
    """Yield an enrolment that hangs on an agreement whose rule book is empty: nothing limits its hours.

    Agreements signed from 1 June 2025 stand under a law whose numbers nobody has recorded yet (domain page 3.3).
    """
    if place.agreement is not None and not agreement.all:
        yield _of_place(FlagKind.RULES_NOT_SET, place)


def _of_place(kind: FlagKind, place: "Enrolment", until: date | None = None) -> Flag:
    ends = _earlier(last_day(place), until)
    return Flag(kind=kind, item=place.item, since=place.enrolled_on, until=ends, facts=(place.item,))


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
