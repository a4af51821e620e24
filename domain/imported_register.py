"""Taking over what a club wrote in a register of its own: the rule `IMPORTED-REGISTER`, and who may be one person.

Law: art. 1(2), art. 1(3) and art. 18 of the Act on social employment; the club's page names the residents of its
gmina. A register says that somebody was found eligible, not by which rule; what it says beside that must at least
allow it. Same name and birth date is a question for a person who has seen the documents, so it is never answered here.
"""

from collections.abc import Sized
from datetime import date

import msgspec

from domain.eligibility import Answered, Assessment
from domain.eligibility.answers import met
from domain.personal_data import Residence
from domain.refusals import InvalidInput, Refusal

RULE = "IMPORTED-REGISTER"
VERSION = 1
GMINA = "Starachowice"


class LivesElsewhere(Refusal):
    """A finding of eligibility for somebody who lives outside the gmina."""

    code = "lives-elsewhere"
    law = "ustawa o zatrudnieniu socjalnym, art. 18; strona klubu: mieszkańcy gminy"
    pl = (
        "Klub jest dla mieszkańców gminy {gmina}, a według tej komórki osoba mieszka gdzie indziej. Popraw "
        "miejscowość, jeśli to pomyłka; inaczej wpisz tę osobę osobno i zapisz kwalifikację z uzasadnieniem."
    )
    en = (
        "The club is for residents of the gmina {gmina}, and by this cell the person lives elsewhere. Correct the town "
        "if it is a mistake; else register the person apart and record the finding with its reason."
    )


class FoundWithoutGroup(InvalidInput):
    """A finding of eligibility without a group."""

    code = "found-without-group"
    law = "ustawa o zatrudnieniu socjalnym, art. 1 ust. 2"
    pl = "Jest dzień kwalifikacji, a nie ma grupy. Wpisz grupę albo wyczyść datę kwalifikacji."
    en = "There is a day of qualification and no group. Fill the group in, or clear that day."


def residence_in(town: str) -> Residence:
    """Return where somebody of that town stands to the gmina."""
    return Residence.LIVES_HERE if town.casefold() == GMINA.casefold() else Residence.ELSEWHERE


def refuse_taking_over(residence: Residence | None, groups: Sized) -> None:
    """Refuse to take a finding over where the same register contradicts it; what it leaves open does not."""
    if not groups:
        raise FoundWithoutGroup(pointer="/group")
    if residence is Residence.ELSEWHERE:
        raise LivesElsewhere(gmina=GMINA, pointer="/town")


def taken_over(groups: tuple[int, ...], found_on: date) -> Assessment:
    """Return the judgement of a finding that is taken over: what the register says, and no rule of its own."""
    says = ("Ustalenie przejęto z rejestru klubu.", "The finding is taken over from the club's register.")
    names = "przejęcie z rejestru", "taken over from a register"
    law = "ustawa o zatrudnieniu socjalnym, art. 1 i 18"
    judged = met(says, *groups)
    answered = Answered(code=RULE, version=VERSION, pl=names[0], en=names[1], law=law, judged=judged)
    return Assessment(day=found_on, answers=(answered,))


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """By what two records may be of one person."""

    family_name: str
    given_name: str
    birth_date: date
    pesel: str | None

    def may_be(self, other: "Likeness") -> bool:
        """Whether both may be one person: name and birth date agree, and not two different PESEL numbers."""
        return self.called == other.called and self.is_not_told_from(other)

    def is_not_told_from(self, other: "Likeness") -> bool:
        """Whether birth date and PESEL leave it open that both are one person."""
        told_apart = None not in (self.pesel, other.pesel) and self.pesel != other.pesel
        return self.birth_date == other.birth_date and not told_apart

    @property
    def called(self) -> tuple[str, str]:
        """The name as it is compared."""
        return self.family_name.casefold(), self.given_name.casefold()
