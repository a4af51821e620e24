"""The seven programmes of the club's page: which kind of episode each one is, and whether it needs a contract.

Data, not code. Art. 18(4) of the Act on social employment makes the social contract the condition of
taking part in the club; assistance, respite care and the day-rooms have entry conditions of their own
and need none. When each ran, with how many places, is in its editions (domain/editions); by which numbers, in the
rule book of each edition (domain/rules). `first_editions` and `first_rules` are what a club starts with.
"""

import msgspec

from domain.programmes.activities import ACTIVITIES, Activity, NoSuchActivity, refuse_unknown_activity
from domain.programmes.first_editions import FIRST_EDITIONS, FirstEdition
from domain.programmes.first_rules import CLUB_RULES, OF_PROGRAMME, of_agreement
from domain.refusals import InvalidInput
from domain.rules import FirstRule
from domain.vocabulary import EpisodeKind

__all__ = [
    "ACTIVITIES",
    "CLUB_RULES",
    "FIRST_EDITIONS",
    "PROGRAMMES",
    "Activity",
    "FirstEdition",
    "NoSuchActivity",
    "NoSuchProgramme",
    "Programme",
    "of_agreement",
    "programme",
    "refuse_unknown_activity",
]


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """One programme: stable `code`, names as on the club's page, kind of episode, contract or not."""

    code: str
    pl: str
    en: str
    kind: EpisodeKind
    needs_contract: bool
    needs_cared_for: bool = False
    """Whether the participant is a carer, and the quota belongs to the person cared for."""
    rules: tuple[FirstRule, ...] = ()
    """What the rule book of a new edition starts with."""


class NoSuchProgramme(InvalidInput):
    """A programme code that the catalogue does not have."""

    code = "no-such-programme"
    pl = "Nie ma programu o takim kodzie. Dostępne kody: {codes}."
    en = "There is no programme with that code. Available codes: {codes}."


PROGRAMMES = {
    programme.code: programme
    for programme in (
        Programme(
            code="PSU",
            rules=OF_PROGRAMME["PSU"],
            pl="Prace społecznie użyteczne",
            en="Socially useful work",
            kind=EpisodeKind.KIS,
            needs_contract=True,
        ),
        Programme(
            code="AKTYWIZACJA",
            rules=OF_PROGRAMME["AKTYWIZACJA"],
            pl="Aktywizacja społeczna i zawodowa",
            en="Social and vocational activation",
            kind=EpisodeKind.KIS,
            needs_contract=True,
        ),
        Programme(
            code="AKTYWNY-KIS",
            rules=OF_PROGRAMME["AKTYWNY-KIS"],
            pl="Aktywny Klub Integracji Społecznej szansą na zatrudnienie",
            en="Active social integration club: a chance of employment",
            kind=EpisodeKind.KIS,
            needs_contract=True,
        ),
        Programme(
            code="AOON",
            rules=OF_PROGRAMME["AOON"],
            pl="Asystent osobisty osoby z niepełnosprawnością",
            en="Personal assistance for people with disabilities",
            kind=EpisodeKind.SERVICE,
            needs_contract=False,
        ),
        Programme(
            code="OPIEKA-WYTCHNIENIOWA",
            rules=OF_PROGRAMME["OPIEKA-WYTCHNIENIOWA"],
            pl="Opieka wytchnieniowa",
            en="Respite care",
            kind=EpisodeKind.SERVICE,
            needs_contract=False,
            needs_cared_for=True,
        ),
        Programme(
            code="SWIETLICA-PLUS",
            rules=OF_PROGRAMME["SWIETLICA-PLUS"],
            pl="Świetlica na plus",
            en="Day-room plus",
            kind=EpisodeKind.SERVICE,
            needs_contract=False,
        ),
        Programme(
            code="SWIETLICA-CAS",
            rules=OF_PROGRAMME["SWIETLICA-CAS"],
            pl="Świetlica środowiskowa CAS na Wzgórzu",
            en="Community day-room CAS Wzgórze",
            kind=EpisodeKind.SERVICE,
            needs_contract=False,
        ),
    )
}


def programme(code: str, pointer: str = "/programme") -> Programme:
    """Return the programme of that code, or refuse and name the codes there are."""
    try:
        return PROGRAMMES[code]
    except KeyError:
        raise NoSuchProgramme(codes=", ".join(PROGRAMMES), pointer=pointer) from None
