"""Who a participant is: registration, and what may not contradict.

Law: art. 5(1)(d) RODO (accuracy). A PESEL carries the birth date and the sex (ustawa o ewidencji
ludności, art. 15-16); where all three are given they must agree. PESEL is optional: newly arrived
refugees have none, and then the reason is kept. Open dilemma: two people with one name and no PESEL
are told apart only by case mark.
"""

from collections.abc import Sized
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Fact, Personal, Purpose, Statistical
from domain.refusals import InvalidInput, Refusal
from domain.vocabulary import MissingPesel, Sex

if TYPE_CHECKING:
    from domain.participant import Participant


class ParticipantRegistered(Fact, frozen=True, kw_only=True):
    """A person was entered in the club's register."""

    TOPIC: ClassVar[str] = "journey.participant-registered.1"

    family_name: Annotated[Personal[str], Purpose.IDENTITY]
    given_name: Annotated[Personal[str], Purpose.IDENTITY]
    birth_date: Annotated[Personal[date], Purpose.IDENTITY]
    pesel: Annotated[Personal[str], Purpose.IDENTITY] | None
    pesel_missing: MissingPesel | None
    case_mark: Annotated[Personal[str], Purpose.IDENTITY] | None
    sex: Statistical[Sex]
    birth_year: Statistical[int]

    def apply(self, aggregate: "Participant") -> None:
        """Note the day of registration; nothing personal is folded."""
        aggregate.registered_on = self.occurred_on


class Pesel(msgspec.Struct, frozen=True):
    """A PESEL number that passed its checksum, and what it says."""

    number: str
    birth_date: date
    sex: Sex


class InvalidPesel(InvalidInput):
    """A number that is not a PESEL."""

    code = "invalid-pesel"
    law = "ustawa o ewidencji ludności, art. 15"
    pl = "To nie jest poprawny numer PESEL (11 cyfr, suma kontrolna). Sprawdź go z dokumentem."
    en = "This is not a valid PESEL number (11 digits, checksum). Check it against the document."


class BirthDateContradictsPesel(InvalidInput):
    """The birth date is not the one in the PESEL."""

    code = "birth-date-contradicts-pesel"
    law = "ustawa o ewidencji ludności, art. 16"
    pl = "Data urodzenia nie zgadza się z numerem PESEL. Popraw jedno z nich według dokumentu."
    en = "The birth date does not agree with the PESEL. Correct one of them from the document."


class SexContradictsPesel(InvalidInput):
    """The sex is not the one in the PESEL."""

    code = "sex-contradicts-pesel"
    law = "ustawa o ewidencji ludności, art. 16"
    pl = "Płeć nie zgadza się z numerem PESEL (dziesiąta cyfra). Popraw jedno z nich według dokumentu."
    en = "The sex does not agree with the PESEL (tenth digit). Correct one of them from the document."


class PeselOrReason(InvalidInput):
    """Neither a PESEL nor why there is none, or both."""

    code = "pesel-or-reason"
    pl = "Podaj numer PESEL albo powód jego braku (pesel_missing), jedno z dwojga."
    en = "Give the PESEL number or the reason for its absence (pesel_missing): one of the two."


class BornAfterRegistration(InvalidInput):
    """A person cannot be registered before being born."""

    code = "born-after-registration"
    pl = "Data urodzenia jest późniejsza niż data zgłoszenia. Popraw jedną z dat."
    en = "The birth date is later than the registration. Correct one of the dates."


class AlreadyRegistered(Refusal):
    """The register has this person already."""

    code = "already-registered"
    pl = (
        "Osoba o tym numerze PESEL lub znaku sprawy jest już w rejestrze. Wyszukaj ją; jeśli jej nie widzisz, "
        "poproś koordynatora o przydzielenie."
    )
    en = (
        "A person with this PESEL or case mark is registered already. Search; if you cannot see them, "
        "ask the coordinator."
    )


def refuse_contradictions(
    pesel: Pesel | None, missing: MissingPesel | None, birth_date: date, sex: Sex, registered_on: date, today: date
) -> None:
    """Refuse a registration whose parts cannot all be true."""
    refuse_date_in_the_future(registered_on, today, "/registered_on")
    refuse_date_in_the_future(birth_date, today, "/birth_date")
    if (pesel is None) == (missing is None):
        raise PeselOrReason(pointer="/pesel")
    if pesel is not None and pesel.birth_date != birth_date:
        raise BirthDateContradictsPesel(pointer="/birth_date")
    if pesel is not None and pesel.sex is not sex:
        raise SexContradictsPesel(pointer="/sex")
    if birth_date > registered_on:
        raise BornAfterRegistration(pointer="/birth_date")


class SearchByOneThing(InvalidInput):
    """A search that says nothing, or several things that may not agree."""

    code = "search-by-one-thing"
    pl = "Podaj dokładnie jedno: imię i nazwisko (name), PESEL (pesel) albo znak sprawy (case_mark)."
    en = "Give exactly one of: name, pesel, case_mark."


def refuse_search_by_several(said: Sized) -> None:
    """Refuse a search by nothing or by more than one thing."""
    if len(said) != 1:
        raise SearchByOneThing(pointer="/name")
