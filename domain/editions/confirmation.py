"""An edition that waits for its dates to be checked (do potwierdzenia): confirmed, and corrected by that where wrong.

A club is founded with the editions of its page, whose periods and places come from what was published. Somebody
looks into the contract and confirms each, once. What is recorded in the edition by then has to fit in.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from domain.editions.opening import (
    OpenEdition,
    TakingPart,
    refuse_end_before_what_is_recorded,
    refuse_impossible_period,
    refuse_impossible_places,
    refuse_places_fewer_than,
)
from domain.journal import Fact, Personal, Purpose
from domain.refusals import Refusal

if TYPE_CHECKING:
    from domain.editions import Edition


class EditionConfirmed(Fact, frozen=True, kw_only=True):
    """Somebody checked when the edition runs and how many places it has; `source` is what they looked into."""

    TOPIC: ClassVar[str] = "edition.confirmed.1"

    opens_on: date
    closes_on: date | None
    places: int | None
    source: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Edition") -> None:
        """Take what is so."""
        aggregate.confirmed, aggregate.confirmed_in = True, self.originator_version
        aggregate.opens_on, aggregate.closes_on, aggregate.places = self.opens_on, self.closes_on, self.places


class ConfirmedAlready(Refusal):
    """The edition waits for nothing."""

    code = "confirmed-already"
    pl = (
        "Ta edycja jest już potwierdzona ({period}). Miejsca zmienisz osobno, a wcześniejszy koniec zapisz zamknięciem."
    )
    en = (
        "This edition is confirmed already ({period}). Change its places apart, and record an earlier end as a closing."
    )


class EnrolledEarlier(Refusal):
    """Somebody was enrolled before the day on which the edition is to open."""

    code = "enrolled-earlier"
    pl = "Pierwsze przystąpienie do tej edycji ma dzień {first_enrolled_on}. Podaj pierwszy dzień nie późniejszy."
    en = "The first enrolment in this edition is of {first_enrolled_on}. Give a first day not after it."


class SessionsEarlier(Refusal):
    """A session is planned before the day on which the edition is to open."""

    code = "sessions-earlier"
    pl = (
        "Pierwsze zaplanowane zajęcia tej edycji są {first_session_on}. Podaj pierwszy dzień nie późniejszy, "
        "albo najpierw odwołaj wcześniejsze zajęcia."
    )
    en = (
        "The first session planned in this edition is on {first_session_on}. Give a first day not after it, "
        "or cancel the earlier ones first."
    )


class EnrolledUntil(Refusal):
    """People take part until the last day as it was, and an enrolment does not outlast what it was made for."""

    code = "enrolled-until"
    pl = (
        "Osoby w tej edycji (teraz: {taken}) przystąpiły do niej do {closes_on}. Potwierdź ten ostatni dzień "
        "albo wcześniejszy, a na dalszy czas otwórz następną edycję."
    )
    en = (
        "Those who take part in this edition (now: {taken}) were enrolled until {closes_on}. Confirm that last day "
        "or an earlier one, and open another edition for the time after it."
    )


def refuse_confirming_twice(edition: OpenEdition, confirmed: bool) -> None:
    """Refuse to confirm what is confirmed."""
    if confirmed:
        raise ConfirmedAlready(period=edition.period)


def refuse_impossible_confirmation(
    edition: OpenEdition,
    opens_on: date,
    closes_on: date | None,
    places: int | None,
    part: TakingPart,
    session_days: tuple[date | None, date | None],
) -> None:
    """Refuse a period or places that no edition has or that do not hold what is recorded in this one.

    `session_days` are the days of the first and the last planned session.
    """
    refuse_impossible_period(opens_on, closes_on)
    refuse_impossible_places(places)
    refuse_places_fewer_than(places, part.taken)
    first_session_on, last_session_on = session_days
    if part.first_enrolled_on is not None and opens_on > part.first_enrolled_on:
        raise EnrolledEarlier(first_enrolled_on=part.first_enrolled_on, pointer="/opens_on")
    if first_session_on is not None and opens_on > first_session_on:
        raise SessionsEarlier(first_session_on=first_session_on, pointer="/opens_on")
    if closes_on is not None:
        refuse_end_before_what_is_recorded(closes_on, part, last_session_on)
    if part.taken and edition.closes_on is not None and (closes_on is None or closes_on > edition.closes_on):
        raise EnrolledUntil(taken=part.taken, closes_on=edition.closes_on, pointer="/closes_on")
