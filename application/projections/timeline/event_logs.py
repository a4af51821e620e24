"""Sentences about event logs: asked for, granted by a second person, refused, taken back."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.referring import reason
from application.projections.timeline.saying import (
    PROTECTED,
    Pair,
    Sentence,
    counted_in_both,
    day_of,
    joined,
    period,
    programme_name,
    remark,
    sentence,
)
from domain.event_logs import EventLogApproved, EventLogRefused, EventLogRequested, EventLogWithdrawn, LogFormat
from domain.journal import Fact

_FORMATS = {LogFormat.XES: "XES", LogFormat.OCEL: "OCEL 2.0"}
_SPECIAL = ("kody szczególne (art. 9 i 10 RODO)", "special codes (GDPR 9 and 10)")
_TRUE_DAYS = ("prawdziwe daty", "true days")


def _requested(fact: EventLogRequested, opened: Opener) -> Sentence:
    day, until, whom = day_of(fact.occurred_on), day_of(fact.until), opened("recipient") or PROTECTED
    formats = ", ".join(_FORMATS[one] for one in fact.formats)
    more = [_SPECIAL if fact.sensitive else None, None if fact.shifted else _TRUE_DAYS]
    return sentence(
        f"Wniosek z {day[0]} o dziennik zdarzeń ({formats}) do {until[0]} dla: {whom[0]}",
        f"Event log ({formats}) asked for on {day[1]}, until {until[1]}, for: {whom[1]}",
        remark("Cel", "What for", opened("purpose")),
        remark("Podstawa prawna", "Legal basis", opened("legal_basis")),
        remark("Zakres", "Scope", _scope(fact)),
        remark("Okres", "Period", period(fact.period_first, fact.period_last)),
        remark("Dodatkowo", "In addition", joined(more, ", ")),
        remark("Uzasadnienie", "Because", opened("because")),
    )


def _scope(fact: EventLogRequested) -> Pair:
    editions = counted_in_both(len(fact.editions), ("edycja", "edycje", "edycji"), ("edition", "editions"))
    named = [*map(programme_name, fact.programmes), editions if fact.editions else None]
    return joined(named, ", ") or ("cały klub", "the whole club")


def _approved(fact: EventLogApproved, _: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(
        f"Druga osoba zgodziła się {day[0]} na dziennik zdarzeń",
        f"A second person agreed to the event log on {day[1]}",
        remark("Stan zapisów", "As the record stood", day),
    )


def _refused(fact: EventLogRefused, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(f"Odmówiono dziennika zdarzeń {day[0]}", f"Event log refused on {day[1]}", reason(opened))


def _withdrawn(fact: EventLogWithdrawn, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(
        f"Cofnięto zgodę na dziennik zdarzeń {day[0]}", f"Grant of the event log withdrawn on {day[1]}", reason(opened)
    )


EVENT_LOGS: dict[type[Fact], Saying] = {
    EventLogRequested: _requested,
    EventLogApproved: _approved,
    EventLogRefused: _refused,
    EventLogWithdrawn: _withdrawn,
}
