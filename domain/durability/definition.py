"""What "it lasts" means: definitions as dated, named objects that can be run again.

The law knows no definition of how long work must last after the club; practice has several (domain page 4.3, 4.4, 7.5).
So a figure names the definition it was made by, and the same history can be read under another one, which writes
nothing. A definition is never edited: another number is another version of the code, and old figures keep theirs.
The legal form decides what is employment (domain page 3.1): staż and prace społecznie użyteczne are none, cannot be
recorded as work (`LegalForm`), and so count under no definition.
"""

from datetime import date
from enum import StrEnum

import msgspec

from domain.refusals import InvalidInput
from domain.vocabulary import EvidenceGrade, LegalForm


class WhichExit(StrEnum):
    """Which exit of a person who left more than once counts."""

    FIRST = "FIRST"
    """The first one; coming back is how the watching ended (RETURNED)."""
    LAST = "LAST"
    """The last one, as in an ESF project, where the same participation goes on (domain page 4.1)."""


EVERY_FORM = tuple(LegalForm)
EMPLOYMENT_CONTRACTS = (LegalForm.EMPLOYMENT_CONTRACT, LegalForm.SUBSIDISED_EMPLOYMENT, LegalForm.SOCIAL_COOPERATIVE)
"""Forms in which a person is an employee: spółdzielcza umowa o pracę is a contract of employment too."""


class DurabilityRule(msgspec.Struct, frozen=True, kw_only=True):
    """A definition of lasting work. `code` and `version` name it; figures are made by it from `valid_from` on.

    `gap_days`: so many days in a row without work are tolerated; one more is a loss, dated to the first of them.
    `forms`: which legal forms are work; UNKNOWN among them is also what an answer says that tells no form ("I work").
    `least_evidence`: what rests on less is not heard, neither for work nor against it.
    `between_days`: two statements of the same (work, or no work), at most so many days apart and with nothing between
    them, hold for the days between. 0: only days of which something is said.
    `answer_days`: an answer to the check of a point may speak of a day so many days after the point, and counts for it.
    `confirmed`: somebody looked the numbers up; else they are to be confirmed (do potwierdzenia).
    """

    code: str
    version: int
    valid_from: date
    pl: str
    en: str
    source: str
    confirmed: bool = False
    gap_days: int = 30
    which_exit: WhichExit = WhichExit.FIRST
    least_evidence: EvidenceGrade = EvidenceGrade.NONE
    forms: tuple[LegalForm, ...] = EVERY_FORM
    between_days: int = 184
    answer_days: int = 30

    @property
    def name(self) -> str:
        """Return the name by which it is asked for: code@version."""
        return f"{self.code}@{self.version}"


_SINCE = date(2026, 1, 1)
_OURS = (
    "Ustawienie programu Ścieżka. Przerwa do 30 dni: z praktyki, nie z przepisu (pewność niska, do potwierdzenia). "
    "184 dni: najdłuższy czas między dwoma planowanymi pytaniami (6 i 12 miesięcy)."
)

DEFAULT = DurabilityRule(
    code="LASTING-WORK",
    version=1,
    valid_from=_SINCE,
    pl="Trwałość zatrudnienia: praca w każdej formie, z przerwami do 30 dni, od pierwszego zakończenia udziału",
    en="Lasting work: work of any form, with gaps of up to 30 days, from the first exit",
    source=_OURS,
)
NO_GAP = DurabilityRule(
    code="NO-GAP",
    version=1,
    valid_from=_SINCE,
    pl="Trwałość zatrudnienia bez przerw: pierwszy dzień bez pracy jest jej utratą",
    en="Lasting work without gaps: the first day without work is its loss",
    source="Wariant do porównania: domyślna definicja bez tolerowanej przerwy.",
    gap_days=0,
)
ON_PAPER = DurabilityRule(
    code="ON-PAPER",
    version=1,
    valid_from=_SINCE,
    pl="Trwałość zatrudnienia według dokumentów i rejestrów, bez samych oświadczeń",
    en="Lasting work by documents and registers, declarations alone left out",
    source="Wariant do porównania: domyślna definicja, siła dowodu co najmniej rejestr.",
    least_evidence=EvidenceGrade.REGISTER,
)
EMPLOYEES = DurabilityRule(
    code="EMPLOYEES",
    version=1,
    valid_from=_SINCE,
    pl="Trwałość zatrudnienia na umowę o pracę (także subsydiowaną i spółdzielczą), bez umów cywilnych i firm",
    en="Lasting work as an employee (subsidised and co-operative too), without civil contracts and own businesses",
    source="Wariant do porównania: domyślna definicja, tylko formy pracownicze.",
    forms=EMPLOYMENT_CONTRACTS,
)
OBSERVED_DAYS = DurabilityRule(
    code="OBSERVED-DAYS",
    version=1,
    valid_from=_SINCE,
    pl="Trwałość zatrudnienia tylko z dni, o których coś wiadomo: nic się nie uzupełnia między odpowiedziami",
    en="Lasting work only from days of which something is known: nothing is filled in between answers",
    source="Wariant do porównania: domyślna definicja bez uzupełniania dni między zgodnymi informacjami.",
    between_days=0,
    answer_days=0,
)
LAST_EXIT = DurabilityRule(
    code="ESF-PROJECT",
    version=1,
    valid_from=_SINCE,
    pl="Trwałość zatrudnienia od ostatniego zakończenia udziału, jak w projektach EFS+",
    en="Lasting work from the last exit, as in ESF+ projects",
    source="Rozporządzenie (UE) 2021/1057, zał. I: jedna osoba w projekcie, zakończenie = ostatnie (do potwierdzenia).",
    which_exit=WhichExit.LAST,
)

DURABILITY_RULES = {rule.name: rule for rule in (DEFAULT, NO_GAP, ON_PAPER, EMPLOYEES, OBSERVED_DAYS, LAST_EXIT)}
"""Every definition there ever was, by its name; none is taken out."""


class NoSuchDefinition(InvalidInput):
    """A definition of lasting work that nobody wrote."""

    code = "no-such-definition"
    pl = "Nie ma takiej definicji trwałości. Podaj kod z wersją, jedną z: {names}."
    en = "There is no such definition of lasting work. Give a code with its version, one of: {names}."


def durability_rule(name: str, pointer: str = "/definition") -> DurabilityRule:
    """Return the definition of that name (code@version), or refuse and name those there are."""
    try:
        return DURABILITY_RULES[name]
    except KeyError:
        raise NoSuchDefinition(names=", ".join(DURABILITY_RULES), pointer=pointer) from None
