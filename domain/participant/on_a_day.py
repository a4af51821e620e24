"""A life on a day: what had begun by the end of that day, with the ends that had come by then.

What was corrected or voided later was never otherwise, so it is as it is known now to have been; plans (until when a
contract was signed, when an evaluation is due) stand as they were made.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from domain.caseworkers import CaseworkerAssigned, CaseworkerReleased
from domain.contacts import ContactDetailsChanged
from domain.journal import Fact
from domain.participant import Participant
from domain.personal_data import DETAILS, ParticipantRegistered, PersonalDetailsChanged, PersonalDetailsCorrected
from domain.refusals import NotFound

BEGINS: Mapping[str, str] = {
    "absences": "day",
    "agreed_actions": "agreed_on",
    "agreed_periods": "agreed_on",
    "benefits": "declared_on",
    "breaches": "breached_on",
    "certificates": "issued_on",
    "consents": "given_on",
    "contacts": "on",
    "contract_parts": "signed_on",
    "contracts": "signed_on",
    "deaths": "died_on",
    "decisions": "decided_on",
    "declarations": "signed_on",
    "duplicate_links": "linked_on",
    "employments": "started_on",
    "enrolments": "enrolled_on",
    "episodes": "referred_on",
    "evaluations": "evaluated_on",
    "explanations": "explained_on",
    "findings": "found_on",
    "follow_ups": "asked_on",
    "inferences": "inferred_on",
    "memberships": "since",
    "outcomes": "observed_on",
    "paper_signatures": "signed_on",
    "papers": "printed_on",
    "related": "since",
    "residences": "since",
    "retentions": "since",
    "ruled_out": "decided_on",
    "statuses": "taken_on",
    "suspensions": "since",
    "verdicts": "found_on",
}
"""From which day an item is there, for each kind of items: the field that says so."""

ENDS: frozenset[str] = frozenset(
    {
        "amended_on",
        "cancelled_on",
        "closed_on",
        "ended_on",
        "exited_on",
        "resumed_on",
        "settled_on",
        "terminated_on",
        "unlinked_on",
        "until",
        "withdrawn_on",
    }
)
"""What a later fact says of an item with a day of its own; what is said without a day corrects, and was always so."""

_CONTACT = ("phone", "email", "preferred")
_SAYS: Mapping[type[Fact], tuple[str, ...]] = {
    ParticipantRegistered: DETAILS,
    PersonalDetailsChanged: DETAILS,
    PersonalDetailsCorrected: DETAILS,
    ContactDetailsChanged: _CONTACT,
}


class NotRegisteredYet(NotFound):
    """A day before the person was entered in the register."""

    code = "not-registered-yet"
    pl = "W tym dniu tej osoby nie było jeszcze w rejestrze: wpisano ją {registered_on}. Podaj dzień od tej daty."
    en = "On that day the person was not in the register yet: the entry is of {registered_on}. Give a later day."


def as_on(life: Participant, facts: Iterable[Fact], day: date) -> Participant:
    """Return a life as it was at the end of a day, from the facts that it was folded from. NotRegisteredYet."""
    if day < life.registered_on:
        raise NotRegisteredYet(registered_on=life.registered_on, pointer="/on")
    then = life.draft()
    for kind in then.ITEMS:
        items: dict[int, Any] = getattr(then, kind)
        stood = {item: _ended_by(life, item, held, day) for item, held in items.items()}
        setattr(then, kind, {item: held for item, held in stood.items() if getattr(held, BEGINS[kind]) <= day})
    _say_who(then, facts, day)
    return then


def _ended_by(life: Participant, item: int, held: Any, day: date) -> Any:
    """Return an item without what was said of it for later days."""
    said = life.said.get(item, ())
    stood = said[0][1] if said else held
    for _, _, fields in said:
        if all(fields[name] <= day for name in fields.keys() & ENDS):
            stood = replace(stood, **fields)
    return stood


def _say_who(then: Participant, facts: Iterable[Fact], day: date) -> None:
    """Note which fact says each detail of that day, and who worked with the person."""
    then.details, then.details_since = {}, {}
    then.caseworkers = frozenset()
    since: dict[str, date] = {}
    for fact in facts:
        named = [name for name in _SAYS.get(type(fact), ()) if getattr(fact, name, None) is not None]
        if type(fact) is not PersonalDetailsCorrected:
            since |= dict.fromkeys(named, fact.occurred_on)
        for name in named:
            if since.get(name, day) <= day:
                then.details[name] = fact.originator_version
                then.details_since[name] = since.get(name, fact.occurred_on)
        if isinstance(fact, CaseworkerAssigned | CaseworkerReleased) and fact.occurred_on <= day:
            fact.apply(then)
