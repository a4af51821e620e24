"""What may be said of an entry that is there: approved, sent back, voided, corrected."""

from typing import TYPE_CHECKING
from uuid import UUID

from domain.hours.facts import HoursEntry, HoursState
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.rules import RuleCode, Rules

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class VoidedAlready(Refusal):
    """Something that was voided before."""

    code = "voided-already"
    pl = "Wpis {item} jest już unieważniony. Prawidłowe dane zapisz jako nowy wpis."
    en = "Entry {item} has been voided already. Record what is right as a new entry."


class ApprovedAlready(Refusal):
    """An approval of what is approved."""

    code = "approved-already"
    pl = "Wpis {item} jest już zatwierdzony. Wybierz wpisy, które jeszcze nie są."
    en = "Entry {item} has been approved already. Choose entries that are not."


class ReturnedAlready(Refusal):
    """A return of what was returned."""

    code = "returned-already"
    pl = "Wpis {item} zwrócono już do poprawy. Poczekaj na sprostowanie."
    en = "Entry {item} was returned already. Wait for its correction."


class NoEntries(InvalidInput):
    """Nothing to approve or return, or one entry twice."""

    code = "no-entries"
    pl = "Wskaż co najmniej jeden wpis, każdy jeden raz."
    en = "Name at least one entry, each of them once."


class NothingCorrected(Refusal):
    """A correction that says what the entry says already."""

    code = "nothing-corrected"
    pl = "Wpis {item} ma już tyle minut i tę godzinę rozpoczęcia. Nie ma czego prostować."
    en = "Entry {item} says so already. There is nothing to correct."


class ApprovedBySameHand(Refusal):
    """An approval by who recorded the entry, where the edition wants another person."""

    code = "approved-by-the-same-hand"
    pl = (
        "W tej edycji godziny zatwierdza inna osoba niż ta, która je zapisała (reguła: {law}, wersja {version}). "
        "Poproś o to kogoś innego; wpis {item} czeka."
    )
    en = (
        "In this edition hours are approved by another person than who recorded them (rule: {law}, version "
        "{version}). Ask somebody else; entry {item} waits."
    )


def entry_that_stands(entry: HoursEntry | None, pointer: str) -> HoursEntry:
    """Return an entry, or refuse: there is none of this person's, or it was voided."""
    if entry is None:
        raise NotFound(pointer=pointer)
    if entry.state is HoursState.VOIDED:
        raise VoidedAlready(item=entry.item, pointer=pointer)
    return entry


def refuse_unapprovable(entries: "Collection[HoursEntry | None]") -> None:
    """Refuse to approve nothing, one entry twice, what is not there, or what is approved."""
    _refuse_no_entries(entries)
    for one in entries:
        entry = entry_that_stands(one, "/entries")
        if entry.state is HoursState.APPROVED:
            raise ApprovedAlready(item=entry.item, pointer="/entries")


def refuse_unreturnable(entries: "Collection[HoursEntry | None]") -> None:
    """Refuse to return nothing, one entry twice, what is not there, or what was returned."""
    _refuse_no_entries(entries)
    for one in entries:
        entry = entry_that_stands(one, "/entries")
        if entry.state is HoursState.RETURNED:
            raise ReturnedAlready(item=entry.item, pointer="/entries")


def _refuse_no_entries(entries: "Collection[HoursEntry | None]") -> None:
    items = [entry.item for entry in entries if entry is not None]
    if not entries or len(set(items)) < len(items):
        raise NoEntries(pointer="/entries")


def refuse_the_same_hand(
    entries: "Collection[HoursEntry | None]", rules: "Mapping[int, Rules]", approver: UUID
) -> None:
    """Refuse an approval by who recorded or corrected the entry, where the edition (by enrolment) wants another."""
    for entry in entries:
        if entry is not None and entry.recorded_by == approver:
            rule = rules[entry.enrolment].on(RuleCode.APPROVAL_BY_ANOTHER, entry.day)
            if rule is not None and rule.value is True:
                raise ApprovedBySameHand(law=rule.law, version=rule.item, item=entry.item, pointer="/entries")


def refuse_empty_correction(entry: HoursEntry, corrected: HoursEntry) -> None:
    """Refuse a correction that changes nothing."""
    if entry == corrected:
        raise NothingCorrected(item=entry.item)
