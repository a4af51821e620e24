"""What gives somebody a status in an edition, and from when to when: groups, decisions, grants, age.

Sealed values are opened only where the edition's rules ask for what they say.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from uuid import UUID

from application.circumstances import circumstances
from application.looking import Looking
from domain.calendar import birthday
from domain.eligibility import Answer, Decision, GroupMembership
from domain.eligibility.disability import OF_DISABILITY
from domain.eligibility.groups.unemployed import CODE, long_term
from domain.enrolment import Enrolment
from domain.flags import Standing
from domain.participant import Participant
from domain.rules import RuleCode, Rules

_DAY = timedelta(days=1)


def grants_of(person: Participant, place: Enrolment) -> list[Decision]:
    """Return the decisions that grant hours in the programme of an enrolment."""
    return [
        decision
        for decision in person.decisions.values()
        if decision.granted_minutes is not None and decision.programme in (None, place.programme)
    ]


def decisions_that_count(
    looking: Looking, person: Participant, place: Enrolment, rules: Rules
) -> Iterator[list[Standing]]:
    """Yield, for each sort of decision that the edition asks for, those of the person."""
    if rules.is_on(RuleCode.NEEDS_GRANT, place.enrolled_on):
        yield _decided(grants_of(person, place))
    if _asks(rules, place, "DISABILITY_DECISION"):
        yield _of_disability(looking, person)


def standings_of(looking: Looking, person: Participant, place: Enrolment, rules: Rules) -> Iterator[list[Standing]]:
    """Yield, for each status that the edition asks for, from when to when the person's facts give it."""
    if _asks(rules, place, "GROUP"):
        yield [_held(membership) for membership in person.memberships.values()]
    if _asks(rules, place, "UNEMPLOYED_WITHOUT_BENEFIT"):
        yield [_held(membership) for membership in _of_the_unemployed(looking, person)]
    if _asks(rules, place, "DISABILITY_DECISION"):
        yield _of_disability(looking, person)
    if _asks(rules, place, "AGE"):
        yield _by_age(looking, person, place, rules)


def unemployed_on(
    looking: Looking, person: Participant, place: Enrolment, rules: Rules, club: Rules
) -> tuple[list[int], bool]:
    """Return the memberships of the unemployed on the first day of an enrolment, and whether long-term is proven.

    None where the edition asks for no group.
    """
    if not _asks(rules, place, "GROUP"):
        return [], False
    day = place.enrolled_on
    held = [m.item for m in _of_the_unemployed(looking, person) if m.holds_on(day)]
    if not held:
        return [], False
    seen = circumstances(person, looking.opened, _nobody)
    return held, long_term(seen, day, club).answer is Answer.MET


def _asks(rules: Rules, place: Enrolment, condition: str) -> bool:
    return rules.is_on(RuleCode.CONDITION, place.enrolled_on, applies_to=condition)


def _of_the_unemployed(looking: Looking, person: Participant) -> list[GroupMembership]:
    return [m for m in person.memberships.values() if looking.opened(person.id, "group", m.item) == CODE]


def _held(membership: GroupMembership) -> Standing:
    ends = [day for day in (membership.ended_on, membership.evidence_valid_until) if day is not None]
    return Standing(item=membership.item, since=membership.since, until=min(ends, default=None))


def _of_disability(looking: Looking, person: Participant) -> list[Standing]:
    decisions = person.decisions.values()
    return _decided(d for d in decisions if looking.opened(person.id, "kind", d.item) in OF_DISABILITY)


def _decided(decisions: Iterable[Decision]) -> list[Standing]:
    return [Standing(item=d.item, since=d.valid_from, until=d.valid_until) for d in decisions]


def _by_age(looking: Looking, person: Participant, place: Enrolment, rules: Rules) -> list[Standing]:
    """Return until when the person is young enough; nothing where that is not known, or there is no such limit."""
    below, item = rules.number(RuleCode.AGE_BELOW, place.enrolled_on), person.details.get("birth_date")
    born_on = looking.opened(person.id, "birth_date", item)
    if below is None or item is None or born_on is None:
        return []
    return [Standing(item=item, since=born_on, until=birthday(born_on, below) - _DAY)]


def _nobody(_: UUID) -> None:
    """Return nobody: who is looked after says nothing of long-term unemployment."""
