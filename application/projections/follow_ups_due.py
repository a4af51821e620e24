"""Whom to ask next: the planned checks after exits, those that somebody is shown, and why each stands where it does."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from application.projections.evaluated.people import Population
from application.projections.timeline.saying import Pair
from application.projections.timeline.words import WORDS
from domain.durability.definition import DEFAULT
from domain.durability.due import TO_ASK, Check, CheckState, bounds_of_checks, checks, due_check, in_order
from domain.durability.information import Bounds, would_settle
from domain.durability.observing import point_day
from domain.follow_up import FollowUpPoint, contradicting
from domain.participant import Participant

STATES: Mapping[CheckState, Pair] = {
    CheckState.DUE: ("do zapytania", "to be asked"),
    CheckState.OVERDUE: ("zaległe", "overdue"),
    CheckState.OPEN: ("można już pytać", "may be asked already"),
    CheckState.NOT_DUE_YET: ("jeszcze nie w terminie", "not due yet"),
    CheckState.ANSWERED: ("wiadomo", "known"),
    CheckState.GIVEN_UP: ("odmowa odpowiedzi", "refused to answer"),
    CheckState.WITHOUT_BASIS: ("brak podstawy do kontaktu", "no basis for contact"),
    CheckState.NOBODY_TO_ASK: ("nikt już nie pyta (zgon, wyprowadzka, powrót)", "nobody asks (death, move, return)"),
}


class DueFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which checks a list shows: of one point, in one state; without a state what is to be asked."""

    point: FollowUpPoint | None = None
    state: CheckState | None = None


class DueList(msgspec.Struct, frozen=True, kw_only=True):
    """The checks that a filter lets through, in the order of calling, and how many of each state it leaves out."""

    checks: list[Check]
    left_out: Mapping[CheckState, int]
    bounds: Bounds


def due(population: Population, criteria: DueFilter, whose: Collection[UUID] | None) -> DueList:
    """Return the checks of these people (None: everybody's); the order is that of the whole club's figures."""
    every = checks(population.people, population.editions, DEFAULT, population.today)
    seen = [check for check in every if whose is None or check.person in whose]
    shown = TO_ASK if criteria.state is None else {criteria.state}
    if criteria.state is None or criteria.state in TO_ASK:
        ordered = [check for check in in_order(every) if whose is None or check.person in whose]
    else:
        ordered = sorted(seen, key=lambda check: (check.due_on, check.person, check.episode, check.point))
    left_out = {state: sum(check.state is state for check in seen) for state in CheckState if state not in shown}
    return DueList(
        checks=[c for c in ordered if c.state in shown and criteria.point in (None, c.point)],
        left_out={state: number for state, number in left_out.items() if number},
        bounds=bounds_of_checks(every),
    )


def why(check: Check, bounds: Bounds) -> Pair:
    """Return why a check stands where it does on the list: what an answer to it would tell."""
    until = check.basis.until if check.basis is not None else None
    if check.state not in TO_ASK:
        return STATES[check.state]
    if check.cohort is None:
        return (
            "to kolejne zakończenie tej osoby, a liczby mówią o pierwszym: odpowiedź niczego w nich nie zwęzi",
            "a later exit of this person, and the figures are of the first one: an answer narrows nothing in them",
        )
    if check.state is CheckState.OPEN:
        ends = ("", "") if until is None else (f"; podstawa do {until:%d.%m.%Y}", f"; the basis ends on {until}")
        return (
            f"dzień sprawdzenia ({check.due_on:%d.%m.%Y}) jeszcze trwa lub dopiero nadejdzie{ends[0]}",
            f"the day of the check ({check.due_on}) is not over yet{ends[1]}",
        )
    if not would_settle(due_check(check)):
        return (
            "odpowiedzi o tym dniu są sprzeczne: rozmowa tego nie rozstrzygnie, potrzebny mocniejszy dowód",
            "the answers about that day contradict each other: only stronger evidence settles it",
        )
    bound = bounds[check.cohort, check.point]
    point, share = WORDS[check.point], f"1/{bound.denominator}"
    pl = f"zwęzi granice „{point[0]}” dla zakończeń z roku {check.cohort} o {share}: nic nie wiadomo o {bound.unknown}"
    en = f"narrows the bounds “{point[1]}” of the exits of {check.cohort} by {share}: unknown are {bound.unknown}"
    return f"{pl} z {bound.denominator}", f"{en} of {bound.denominator}"


def hidden(found: DueList, criteria: DueFilter) -> list[str]:
    """Return in words which checks a list leaves out."""
    hides = [f"sprawdzenia w stanie „{STATES[state][0]}”: {number}" for state, number in found.left_out.items()]
    if criteria.point is not None:
        hides.append(f"sprawdzenia inne niż: {WORDS[criteria.point][0]}")
    return hides


def remarks(life: Participant, item: int) -> tuple[list[int], list[Pair]]:
    """Return which entries say otherwise than a recorded answer, and what whoever recorded it should know."""
    said = life.follow_ups.get(item)
    if said is None or said.as_of is None:
        return [], []
    others = [other.item for other in contradicting(life.follow_ups, item)]
    told = [_contradicted(others)] if others else []
    exited_on = life.episodes[said.episode].exited_on
    if said.point is not FollowUpPoint.OTHER and exited_on is not None:
        day = point_day(exited_on, said.point)
        if said.as_of < day:
            told.append(_too_early(said.as_of, day))
    return others, told


def _contradicted(others: Sequence[int]) -> Pair:
    which = ", ".join(map(str, others))
    pl = f"Inna odpowiedź o tym samym dniu mówi co innego (wpis {which}). Obie zostają"
    en = f"Another answer about the same day says otherwise (entry {which}). Both stand"
    return f"{pl}: ustal, która jest prawdziwa, i błędną unieważnij.", f"{en}: find out which is true, void the other."


def _too_early(as_of: date, day: date) -> Pair:
    pl = f"Odpowiedź mówi o dniu {as_of:%d.%m.%Y}, a sprawdzenie dotyczy {day:%d.%m.%Y}"
    en = f"The answer speaks of {as_of}, and the check is about {day}"
    return f"{pl}: o tamtym dniu jeszcze niczego nie mówi.", f"{en}: it says nothing of that day yet."
