"""Sentences about annual reports: what was entered by hand, what was taken away, and each sending."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.referring import reason
from application.projections.timeline.saying import (
    PROTECTED,
    Pair,
    Sentence,
    counted_in_both,
    day_of,
    joined,
    money,
    remark,
    same,
    sentence,
    working_time,
)
from application.projections.timeline.words import WORDS
from domain.journal import Fact
from domain.reports import (
    ActionsEntered,
    FundingEntered,
    GrantEntered,
    ReportBegun,
    ReportEntryVoided,
    ReportSent,
    StaffEntered,
    VolunteersEntered,
)
from domain.reports.entries import EntryKind

_PEOPLE = ("osoba", "osoby", "osób"), ("person", "people")
_WOMEN = ("kobieta", "kobiety", "kobiet"), ("woman", "women")
_MEN = ("mężczyzna", "mężczyźni", "mężczyzn"), ("man", "men")
Entered = StaffEntered | VolunteersEntered | FundingEntered | ActionsEntered | GrantEntered


def _begun(fact: ReportBegun, _: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(f"Rozpoczęto sprawozdanie za {fact.year} r. ({day[0]})", f"Report of {fact.year} begun on {day[1]}")


def _said(fact: Entered, opened: Opener, what: Pair, said: Pair, *more: Pair | None) -> Sentence:
    day = day_of(fact.occurred_on)
    corrected = None if fact.corrects is None else remark("Sprostowanie wpisu", "Corrects entry", same(fact.corrects))
    return sentence(
        f"Sprawozdanie, {what[0]}: {said[0]} (stan na {day[0]})",
        f"Report, {what[1]}: {said[1]} (as of {day[1]})",
        *more,
        corrected,
        reason(opened),
    )


def _staff(fact: StaffEntered, opened: Opener) -> Sentence:
    basis, people = WORDS[fact.basis], counted_in_both(fact.people, *_PEOPLE)
    time = working_time(fact.fte_hundredths)
    said = f"{basis[0]}, {people[0]}, {time[0]}", f"{basis[1]}, {people[1]}, {time[1]}"
    return _said(fact, opened, WORDS[EntryKind.STAFF], said)


def _volunteers(fact: VolunteersEntered, opened: Opener) -> Sentence:
    women, men = counted_in_both(fact.women, *_WOMEN), counted_in_both(fact.men, *_MEN)
    return _said(fact, opened, WORDS[EntryKind.VOLUNTEERS], (f"{women[0]}, {men[0]}", f"{women[1]}, {men[1]}"))


def _funding(fact: FundingEntered, opened: Opener) -> Sentence:
    source, amount = WORDS[fact.source], money(fact.amount_grosze)
    return _said(fact, opened, WORDS[EntryKind.FUNDING], (f"{source[0]}, {amount[0]}", f"{source[1]}, {amount[1]}"))


def _actions(fact: ActionsEntered, opened: Opener) -> Sentence:
    what = opened("what") or PROTECTED
    return _said(fact, opened, WORDS[EntryKind.ACTIONS], what, remark("Efekty", "Effects", opened("effects")))


def _grant(fact: GrantEntered, opened: Opener) -> Sentence:
    return _said(
        fact,
        opened,
        WORDS[EntryKind.GRANTS],
        opened("grant") or PROTECTED,
        remark("Przyznano", "Granted", money(fact.granted_grosze)),
        remark("Wykorzystano", "Used", money(fact.used_grosze)),
        remark("Zwrócono", "Returned", money(fact.returned_grosze)),
    )


def _voided(fact: ReportEntryVoided, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(
        f"Unieważniono {day[0]} wpis {fact.voids} sprawozdania",
        f"Entry {fact.voids} of the report voided on {day[1]}",
        reason(opened),
    )


def _sent(fact: ReportSent, opened: Opener) -> Sentence:
    day, channel = day_of(fact.occurred_on), WORDS[fact.channel]
    blank = joined([WORDS[kind] for kind in fact.left_blank], ", ")
    first = fact.corrects is None
    return sentence(
        f"{'Sprawozdanie' if first else 'Korektę sprawozdania'} wysłano {day[0]} (wysyłka {fact.number})",
        f"{'Report' if first else 'Correction of the report'} sent on {day[1]} (sending {fact.number})",
        remark("Droga", "By", channel),
        remark("Znak", "Reference", opened("reference")),
        remark("Definicja", "Definition", same(fact.definition)),
        remark("Zapisy do pozycji", "Facts up to position", same(fact.position)),
        remark("Nie wpisano", "Not entered", blank),
        remark("SHA-256", "SHA-256", same(fact.digest)),
        reason(opened),
    )


REPORTS: dict[type[Fact], Saying] = {
    ReportBegun: _begun,
    StaffEntered: _staff,
    VolunteersEntered: _volunteers,
    FundingEntered: _funding,
    ActionsEntered: _actions,
    GrantEntered: _grant,
    ReportEntryVoided: _voided,
    ReportSent: _sent,
}
