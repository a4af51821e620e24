"""Who a participant is and where they live: registration, changes, corrections, and what may not contradict.

Law: art. 5(1)(d) RODO (accuracy). A PESEL carries the birth date and the sex (ustawa o ewidencji
ludności, art. 15-16); where all three are given they must agree. PESEL is optional: newly arrived
refugees have none, and then the reason is kept. Open dilemma: two people with one name and no PESEL
are told apart only by case mark. *Changed* is true from a day on (a new name after a wedding); *corrected* was
never as it stood (a slip of the pen), so the two are different facts.
"""

from collections.abc import Sized
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Fact, Personal, Purpose, Statistical
from domain.refusals import InvalidInput, Refusal
from domain.vocabulary import MissingPesel, Sex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
        """Note the day of registration and which fact says what; nothing personal is folded."""
        aggregate.registered_on = self.occurred_on
        aggregate.note_details(self, DETAILS)


DETAILS = ("family_name", "given_name", "birth_date", "sex", "pesel", "case_mark", "pesel_missing")
"""What registration says, and changes and corrections say anew."""


class Residence(StrEnum):
    """Where a person stands to the gmina: zamieszkanie in the Civil Code's sense (art. 25), not zameldowanie."""

    LIVES_HERE = "LIVES_HERE"
    STAYS_HERE = "STAYS_HERE"
    """A homeless person whose place of stay is in the gmina."""
    ELSEWHERE = "ELSEWHERE"


class LivingAt(msgspec.Struct, frozen=True, kw_only=True):
    """One residence: `item` is the version of the fact that says sealed where; the newest by day counts."""

    item: int
    since: date


class PersonalDetailsChanged(Fact, frozen=True, kw_only=True):
    """From `occurred_on` the person's details are these; None: as before."""

    TOPIC: ClassVar[str] = "journey.personal-details-changed.1"

    family_name: Annotated[Personal[str], Purpose.IDENTITY] | None
    given_name: Annotated[Personal[str], Purpose.IDENTITY] | None
    pesel: Annotated[Personal[str], Purpose.IDENTITY] | None
    case_mark: Annotated[Personal[str], Purpose.IDENTITY] | None
    sex: Statistical[Sex] | None
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Note which fact says what."""
        aggregate.note_details(self, ("family_name", "given_name", "pesel", "case_mark", "sex"))


class PersonalDetailsCorrected(Fact, frozen=True, kw_only=True):
    """The person's details were never as they stood: what they should have said, and why; None: they were right."""

    TOPIC: ClassVar[str] = "journey.personal-details-corrected.1"

    family_name: Annotated[Personal[str], Purpose.IDENTITY] | None
    given_name: Annotated[Personal[str], Purpose.IDENTITY] | None
    birth_date: Annotated[Personal[date], Purpose.IDENTITY] | None
    pesel: Annotated[Personal[str], Purpose.IDENTITY] | None
    case_mark: Annotated[Personal[str], Purpose.IDENTITY] | None
    sex: Statistical[Sex] | None
    birth_year: Statistical[int] | None
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Note which fact says what."""
        aggregate.note_details(self, DETAILS[:-1], corrected=True)


class ResidenceChanged(Fact, frozen=True, kw_only=True):
    """The person lives (or stays) somewhere from `occurred_on`."""

    TOPIC: ClassVar[str] = "journey.residence-changed.1"

    residence: Statistical[Residence]
    street: Annotated[Personal[str], Purpose.IDENTITY] | None
    house_number: Annotated[Personal[str], Purpose.IDENTITY] | None
    postal_code: Annotated[Personal[str], Purpose.IDENTITY] | None
    town: Annotated[Personal[str], Purpose.IDENTITY] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the residence."""
        item = self.originator_version
        aggregate.residences[item] = LivingAt(item=item, since=self.occurred_on)


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """A person's details as they stand, opened for a rule."""

    family_name: str
    given_name: str
    birth_date: date
    sex: Sex
    pesel: str | None
    case_mark: str | None


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


class NothingChanged(Refusal):
    """A change or correction to what stands already."""

    code = "nothing-changed"
    pl = "Dane osoby są już takie. Podaj to, co ma być inaczej."
    en = "The person's details are so already. Give what is to be different."


class ChangedBeforeRegistration(Refusal):
    """A change dated before the person was registered: it was never otherwise, so it is a correction."""

    code = "changed-before-registration"
    pl = "Zmiana wypada przed wpisem do rejestru ({registered_on}). Jeśli dane były błędne od początku, sprostuj je."
    en = "The change is before the registration ({registered_on}). Correct what was wrong from the start."


class ChangedBeforeLaterChange(Refusal):
    """A change dated before the one by which the detail stands: it would take the newer one's place."""

    code = "changed-before-later-change"
    pl = "Te dane zmieniono już od {last}. Nowa zmiana może mieć datę od tego dnia; błędne dane sprostuj."
    en = "These details changed from {last} already. A new change may be dated from then; correct what was wrong."


class PeselCannotGo(InvalidInput):
    """A detail that contradicts the PESEL which stays."""

    code = "contradicts-known-pesel"
    law = "ustawa o ewidencji ludności, art. 16"
    pl = "To nie zgadza się z numerem PESEL, który jest w rejestrze. Podaj też nowy numer PESEL według dokumentu."
    en = "This does not agree with the PESEL in the register. Give the new PESEL from the document as well."


def new_details(
    now: Details, said: dict[str, Any], pesel: Pesel | None, registered_on: date, today: date
) -> dict[str, Any]:
    """Return what `said` says anew; refuse nothing new, and what contradicts the PESEL that will stand.

    `said` holds the fields that are given; `pesel` is what that number says, None without one.
    """
    new = {name: value for name, value in said.items() if value != getattr(now, name)}
    if not new:
        raise NothingChanged
    born, sex = said.get("birth_date", now.birth_date), said.get("sex", now.sex)
    if isinstance(born, date) and "birth_date" in said:
        refuse_date_in_the_future(born, today, "/birth_date")
        if born > registered_on:
            raise BornAfterRegistration(pointer="/birth_date")
    for field, ours in (("birth_date", born), ("sex", sex)):
        if pesel is None or ours == getattr(pesel, field):
            continue
        if field in said and "pesel" not in said:
            raise PeselCannotGo(pointer=f"/{field}")
        raise (BirthDateContradictsPesel if field == "birth_date" else SexContradictsPesel)(pointer="/pesel")
    return new


def refuse_change_before_registration(since: date, registered_on: date, today: date) -> None:
    """Refuse a change in the future, or before the person was registered."""
    refuse_date_in_the_future(since, today, "/since")
    if since < registered_on:
        raise ChangedBeforeRegistration(registered_on=registered_on, pointer="/since")


def refuse_change_before_a_later_one(standing: "Mapping[str, date]", names: "Iterable[str]", since: date) -> None:
    """Refuse to change details from a day before they last changed; `standing` says since when each holds."""
    last = max((standing.get(name, since) for name in names), default=since)
    if since < last:
        raise ChangedBeforeLaterChange(last=last, pointer="/since")


def refuse_future_residence(since: date, today: date) -> None:
    """Refuse a residence that has not begun."""
    refuse_date_in_the_future(since, today, "/since")


class SearchByOneThing(InvalidInput):
    """A search that says nothing, or several things that may not agree."""

    code = "search-by-one-thing"
    pl = (
        "Podaj dokładnie jedno: imię i nazwisko (name), PESEL (pesel), znak sprawy (case_mark) albo numer dokumentu "
        "(document_number)."
    )
    en = "Give exactly one of: name, pesel, case_mark, document_number."


def refuse_search_by_several(said: Sized) -> None:
    """Refuse a search by nothing or by more than one thing."""
    if len(said) != 1:
        raise SearchByOneThing(pointer="/name")
