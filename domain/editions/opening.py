"""When an edition runs and how many places it has: opened, places changed, closed earlier than planned."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.journal import Code, Fact, Personal, Purpose
from domain.refusals import InvalidInput, NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.editions import Edition

PLACES_MOST = 10_000


class OpenEdition(msgspec.Struct, frozen=True, kw_only=True):
    """What an enrolment needs to know of an edition; `closes_on` is its last day, None when it runs on."""

    id: UUID
    programme: str
    code: str
    opens_on: date
    closes_on: date | None
    places: int | None

    def is_open_on(self, day: date) -> bool:
        """Whether the edition runs on that day."""
        return self.opens_on <= day and (self.closes_on is None or day <= self.closes_on)

    @property
    def period(self) -> str:
        """The days it runs, as a person reads them."""
        until = "" if self.closes_on is None else f"{self.closes_on:%d.%m.%Y}"
        return f"{self.opens_on:%d.%m.%Y}–{until}"


class TakingPart(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes or took part in an edition, which its dates and places have to hold: `taken` places are so now."""

    taken: int
    first_enrolled_on: date | None
    last_enrolled_on: date | None
    last_hours_on: date | None


class EditionOpened(Fact, frozen=True, kw_only=True):
    """An edition was opened: `programme` as in the catalogue, `code` tells it from the programme's others."""

    TOPIC: ClassVar[str] = "edition.opened.1"

    programme: Code
    code: Code
    opens_on: date
    closes_on: date | None
    places: int | None
    confirmed: bool
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Edition") -> None:
        """Take what was said."""
        aggregate.programme, aggregate.code, aggregate.confirmed = self.programme, self.code, self.confirmed
        aggregate.opens_on, aggregate.closes_on, aggregate.places = self.opens_on, self.closes_on, self.places


class PlacesChanged(Fact, frozen=True, kw_only=True):
    """There are so many places from now on; None: as many as come."""

    TOPIC: ClassVar[str] = "edition.places-changed.1"

    places: int | None
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Edition") -> None:
        """Take the new number."""
        aggregate.places = self.places


class EditionClosed(Fact, frozen=True, kw_only=True):
    """The edition ended earlier than planned; `occurred_on` is its last day."""

    TOPIC: ClassVar[str] = "edition.closed.1"

    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Edition") -> None:
        """Move the last day."""
        aggregate.closes_on = self.occurred_on


class EndsBeforeItOpens(InvalidInput):
    """The last day of the edition is before its first."""

    code = "edition-ends-before-it-opens"
    pl = "Edycja kończy się przed swoim początkiem. Popraw jedną z dat."
    en = "The edition ends before it opens. Correct one of the dates."


class ImpossiblePlaces(InvalidInput):
    """No places, or more than a town has people for."""

    code = "impossible-places"
    pl = "Liczba miejsc to od 1 do {most}, albo pomiń ją, gdy miejsca nie są ograniczone."
    en = "Places are 1 to {most}, or leave them out where they are not limited."


class PlacesUnchanged(Refusal):
    """A change to what it is."""

    code = "places-unchanged"
    pl = "Tyle miejsc edycja już ma. Nie ma czego zmieniać."
    en = "The edition has so many places already. There is nothing to change."


class PlacesTaken(Refusal):
    """Fewer places than people."""

    code = "places-taken"
    pl = "Liczba osób w edycji to teraz {taken}; miejsc nie może być mniej."
    en = "{taken} people take part in the edition now; there cannot be fewer places."


class NotEarlier(Refusal):
    """A closing that is not earlier than the planned one."""

    code = "not-earlier"
    pl = "Edycja trwa {period}. Wcześniejsze zamknięcie ma dzień z tego okresu."
    en = "The edition runs {period}. An earlier closing has a day within it."


class EnrolledLater(Refusal):
    """Somebody was enrolled after the day on which the edition is to close."""

    code = "enrolled-later"
    pl = "Ostatnie przystąpienie do tej edycji ma dzień {last_enrolled_on}. Podaj ostatni dzień nie wcześniejszy."
    en = "The last enrolment in this edition is of {last_enrolled_on}. Give a last day not before it."


class HoursLaterInEdition(Refusal):
    """Hours are recorded after the day on which the edition is to close."""

    code = "hours-later-in-edition"
    pl = (
        "Ostatnie godziny w tej edycji zapisano na {last_hours_on}. Podaj ostatni dzień nie wcześniejszy, "
        "albo najpierw unieważnij późniejsze wpisy."
    )
    en = (
        "The last hours in this edition are of {last_hours_on}. Give a last day not before it, "
        "or void the later entries first."
    )


class SessionsLater(Refusal):
    """A session is planned after the day on which the edition is to close."""

    code = "sessions-later"
    pl = (
        "Ostatnie zaplanowane zajęcia tej edycji są {last_session_on}. Podaj ostatni dzień nie wcześniejszy, "
        "albo najpierw odwołaj późniejsze zajęcia."
    )
    en = (
        "The last session planned in this edition is on {last_session_on}. Give a last day not before it, "
        "or cancel the later ones first."
    )


class EditionNotRunning(Refusal):
    """A day outside the edition."""

    code = "edition-not-running"
    pl = "Edycja trwa {period}. Podaj dzień z tego okresu."
    en = "The edition runs {period}. Give a day within it."


class EditionCodeTaken(Refusal):
    """Two editions of one programme with one code."""

    code = "edition-code-taken"
    pl = "Program {programme} ma już edycję o tym kodzie. Podaj inny kod."
    en = "Programme {programme} has an edition of that code already. Give another code."


class EditionsOverlap(Refusal):
    """A second edition of a programme at a time at which it has one."""

    code = "editions-overlap"
    pl = (
        "Program {programme} ma w tym czasie edycję {edition} ({period}). {right_pl} Jeśli obie naprawdę trwają obok "
        "siebie, np. w dwóch formach, podaj parallel: true."
    )
    en = (
        "Programme {programme} has the edition {edition} at that time ({period}). {right_en} If both really run side "
        "by side, such as in two forms, say parallel: true."
    )


class NoSuchEdition(Refusal):
    """No edition is open on that day, or several are and none was named."""

    code = "no-such-edition"
    pl = (
        "Program {programme} nie ma dokładnie jednej edycji otwartej tego dnia. Edycje: {editions}. Wskaż ją (edition)."
    )
    en = "Programme {programme} has not exactly one edition open that day. Editions: {editions}. Name one (edition)."


def refuse_impossible_period(opens_on: date, closes_on: date | None) -> None:
    """Refuse an edition that ends before it opens."""
    refuse_date_out_of_range(opens_on, "/opens_on")
    if closes_on is not None:
        refuse_date_out_of_range(closes_on, "/closes_on")
        if closes_on < opens_on:
            raise EndsBeforeItOpens(pointer="/closes_on")


def refuse_impossible_places(places: int | None) -> None:
    """Refuse a number of places that no edition has; None: not limited."""
    if places is not None and not 1 <= places <= PLACES_MOST:
        raise ImpossiblePlaces(most=PLACES_MOST, pointer="/places")


def refuse_places_below_taken(places: int | None, now: int | None, taken: int) -> None:
    """Refuse a number of places that is what it is `now`, or fewer than are `taken`."""
    refuse_impossible_places(places)
    if places == now:
        raise PlacesUnchanged(pointer="/places")
    refuse_places_fewer_than(places, taken)


def refuse_places_fewer_than(places: int | None, taken: int) -> None:
    """Refuse fewer places than are taken."""
    if places is not None and places < taken:
        raise PlacesTaken(taken=taken, pointer="/places")


def refuse_closing(
    edition: OpenEdition, closes_on: date, today: date, part: TakingPart, last_session_on: date | None
) -> None:
    """Refuse a last day that is not earlier than the planned one, or before what is recorded in the edition."""
    refuse_date_in_the_future(closes_on, today, "/closes_on")
    if not edition.is_open_on(closes_on) or closes_on == edition.closes_on:
        raise NotEarlier(period=edition.period, pointer="/closes_on")
    refuse_end_before_what_is_recorded(closes_on, part, last_session_on)


def refuse_end_before_what_is_recorded(closes_on: date, part: TakingPart, last_session_on: date | None) -> None:
    """Refuse a last day before an enrolment, before hours or before a planned session of the edition."""
    if part.last_enrolled_on is not None and closes_on < part.last_enrolled_on:
        raise EnrolledLater(last_enrolled_on=part.last_enrolled_on, pointer="/closes_on")
    if part.last_hours_on is not None and closes_on < part.last_hours_on:
        raise HoursLaterInEdition(last_hours_on=part.last_hours_on, pointer="/closes_on")
    if last_session_on is not None and closes_on < last_session_on:
        raise SessionsLater(last_session_on=last_session_on, pointer="/closes_on")


def refuse_day_outside(edition: OpenEdition, day: date, pointer: str) -> None:
    """Refuse a day on which the edition does not run."""
    if not edition.is_open_on(day):
        raise EditionNotRunning(period=edition.period, pointer=pointer)


def refuse_code_taken(editions: "Iterable[OpenEdition]", programme: str, code: str) -> None:
    """Refuse a code by which the programme has an edition already."""
    if any((edition.programme, edition.code) == (programme, code) for edition in editions):
        raise EditionCodeTaken(programme=programme, pointer="/code")


def refuse_overlap(
    editions: "Iterable[OpenEdition]", programme: str, opens_on: date, closes_on: date | None, *, parallel: bool
) -> None:
    """Refuse an edition at a time at which its programme has another one, unless they are to run in `parallel`."""
    there = [
        other
        for other in editions
        if other.programme == programme
        and (closes_on is None or other.opens_on <= closes_on)
        and (other.closes_on is None or opens_on <= other.closes_on)
    ]
    if not there or parallel:
        return
    last = max(there, key=lambda other: other.closes_on or date.max)
    pl, en = "Najpierw zamknij tamtą.", "Close that one first."
    if last.closes_on is not None:
        after = last.closes_on + timedelta(days=1)
        pl = f"Otwórz nową od {after:%d.%m.%Y} albo najpierw zamknij tamtą."
        en = f"Open the new one from {after.isoformat()}, or close that one first."
    raise EditionsOverlap(
        programme=programme, edition=last.code, period=last.period, right_pl=pl, right_en=en, pointer="/opens_on"
    )


def refuse_edition_of_another_programme(edition: "Edition", programme: str) -> None:
    """Refuse an edition that is looked for under a programme that is not its own, as one that is not there."""
    if edition.programme != programme:
        raise NotFound


def chosen_edition(editions: "Iterable[OpenEdition]", programme: str, code: str | None, day: date) -> OpenEdition:
    """Return the programme's edition of that code, or the only one that is open on the day; else refuse."""
    of_programme = [edition for edition in editions if edition.programme == programme]
    found = [e for e in of_programme if (e.code == code if code is not None else e.is_open_on(day))]
    if len(found) != 1:
        shown = ", ".join(f"{e.code} ({e.period})" for e in of_programme) or "–"
        raise NoSuchEdition(programme=programme, editions=shown, pointer="/edition")
    return found[0]
