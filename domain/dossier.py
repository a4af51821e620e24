"""A dossier: what leaves the house so that somebody can check it alone. What can be asked for, and what cannot.

It holds facts of one person, of a sample of people, or of a whole stretch of the log, as they stood at a position.
Sealed values are left out unless one person's are asked for by purpose (art. 5(1)(c) RODO).
"""

from enum import StrEnum

from domain.refusals import InvalidInput

LARGEST = 2_000_000
"""Facts in one dossier: a ZIP without its 64-bit extension ends at 4 GiB."""


class Kind(StrEnum):
    """What a dossier is of."""

    PERSON = "person"
    SAMPLE = "sample"
    PERIOD = "period"


class NotYetRecorded(InvalidInput):
    """Somebody of whom nothing stood in the log at that position."""

    code = "not-yet-recorded"
    pl = "Na tej pozycji dziennika tej osoby jeszcze nie było w rejestrze. Podaj position od {first}."
    en = "At that position of the log this person was not registered yet. Give a position from {first}."


class NothingInPeriod(InvalidInput):
    """Days on which nothing was recorded."""

    code = "nothing-in-period"
    pl = "W tych dniach niczego nie zapisano, więc teczka byłaby pusta. Podaj inny okres (since, until)."
    en = "Nothing was recorded on these days, so the dossier would be empty. Give another period (since, until)."


class DossierTooLarge(InvalidInput):
    """More facts than one file takes."""

    code = "dossier-too-large"
    pl = "Teczka miałaby {facts} faktów, a mieści {largest}. Podziel okres na krótsze."
    en = "The dossier would hold {facts} facts and takes {largest}. Divide the period into shorter ones."


class ExtendsLaterLog(InvalidInput):
    """An older checkpoint of a longer log."""

    code = "extends-later-log"
    pl = (
        "Teczka kończy się na pozycji {position}, więc starszy punkt kontrolny może mieć najwyżej tyle. Popraw extends."
    )
    en = "The dossier ends at position {position}, so an older checkpoint has at most as many. Correct extends."


def refuse_person_not_yet_recorded(facts: int, first: int | None) -> None:
    """Refuse a dossier without a fact of somebody who is in it; `first` is the position of their first fact."""
    if not facts:
        raise NotYetRecorded(first=first, pointer="/position")


def refuse_empty_period(first: int, last: int) -> None:
    """Refuse a period in which nothing was recorded."""
    if first > last:
        raise NothingInPeriod(pointer="/since")


def refuse_large_dossier(facts: int) -> None:
    """Refuse what does not fit into one file."""
    if facts > LARGEST:
        raise DossierTooLarge(facts=facts, largest=LARGEST, pointer="/since")


def refuse_extending_later_log(old: int | None, position: int) -> None:
    """Refuse to show that the dossier's log extends a longer one."""
    if old is not None and old > position:
        raise ExtendsLaterLog(position=position, pointer="/extends")
