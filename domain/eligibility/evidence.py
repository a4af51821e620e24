"""What a paper or a decision may not say of itself: dates that contradict each other, a grant of nothing."""

from datetime import date
from typing import TYPE_CHECKING

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.refusals import InvalidInput, NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.eligibility.facts import GroupMembership
    from domain.programmes import Programme

MINUTES_GRANTED_MOST = 366 * 24 * 60


class EvidenceEndsBeforeItStarts(InvalidInput):
    """A paper that was valid only before it was issued, or a decision that ends before it starts."""

    code = "evidence-ends-before-it-starts"
    pl = "Dokument kończy ważność przed wystawieniem albo przed początkiem. Popraw jedną z dat według dokumentu."
    en = "The document ends before it was issued or before it starts. Correct one of the dates from the document."


class ImpossibleGrant(InvalidInput):
    """A grant of no time, or of more than a year has."""

    code = "impossible-grant"
    pl = "Przyznany czas podaj w minutach: od 1 do {most}, albo pomiń, gdy decyzja nie przyznaje godzin."
    en = "Give the granted time in minutes: 1 to {most}, or leave it out when the decision grants no hours."


class MembershipOver(Refusal):
    """A membership that ended already, or an end before it began."""

    code = "membership-over"
    pl = "Przynależność trwa od {since} i nie może się tak zakończyć: zakończono ją już albo dzień jest wcześniejszy."
    en = "The membership holds since {since} and cannot end so: it ended already, or the day is before it began."


class ProgrammeWithoutGrant(InvalidInput):
    """A programme beside a decision that grants no hours."""

    code = "programme-without-grant"
    pl = "Program podaje się przy przyznanych godzinach. Podaj przyznane minuty albo pomiń program."
    en = "A programme goes with granted hours. Give the granted minutes, or leave the programme out."


def refuse_impossible_evidence(since: date, issued_on: date | None, valid_until: date | None, today: date) -> None:
    """Refuse a membership in the future, or on a paper whose dates contradict each other."""
    refuse_date_in_the_future(since, today, "/since")
    if issued_on is not None:
        refuse_date_in_the_future(issued_on, today, "/evidence_issued_on")
    if valid_until is not None:
        refuse_date_out_of_range(valid_until, "/evidence_valid_until")
        if issued_on is not None and valid_until < issued_on:
            raise EvidenceEndsBeforeItStarts(pointer="/evidence_valid_until")


def refuse_impossible_decision(
    decided_on: date,
    valid_from: date,
    valid_until: date | None,
    granted_minutes: int | None,
    granted_in: "Programme | None",
    today: date,
) -> None:
    """Refuse a decision in the future, one that ends before it starts, or a grant that no year has room for."""
    refuse_date_in_the_future(decided_on, today, "/decided_on")
    refuse_date_out_of_range(valid_from, "/valid_from")
    if valid_until is not None:
        refuse_date_out_of_range(valid_until, "/valid_until")
        if valid_until < valid_from:
            raise EvidenceEndsBeforeItStarts(pointer="/valid_until")
    if granted_minutes is not None and not 1 <= granted_minutes <= MINUTES_GRANTED_MOST:
        raise ImpossibleGrant(most=MINUTES_GRANTED_MOST, pointer="/granted_minutes")
    if granted_in is not None and granted_minutes is None:
        raise ProgrammeWithoutGrant(pointer="/programme")


def refuse_impossible_end_of_membership(
    memberships: "Mapping[int, GroupMembership]", item: int, day: date, today: date
) -> None:
    """Refuse to end what is not there, twice, in the future, or before it began."""
    refuse_date_in_the_future(day, today, "/ended_on")
    if item not in memberships:
        raise NotFound
    membership = memberships[item]
    if membership.ended_on is not None or day < membership.since:
        raise MembershipOver(since=membership.since, pointer="/ended_on")
