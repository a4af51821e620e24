"""The seven programmes of the club's page: which kind of episode each one is, and whether it needs a contract.

Data, not code. Art. 18(4) of the Act on social employment makes the social contract the condition of
taking part in the club; assistance, respite care and the day-rooms have entry conditions of their own
and need none. Editions, limits and places come with the catalogue (dated rules).
"""

import msgspec

from domain.refusals import InvalidInput
from domain.vocabulary import EpisodeKind


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """One programme: stable `code`, names as on the club's page, kind of episode, contract or not."""

    code: str
    pl: str
    en: str
    kind: EpisodeKind
    needs_contract: bool


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
            pl="Prace społecznie użyteczne",
            en="Socially useful work",
            kind=EpisodeKind.KIS,
            needs_contract=True,
        ),
        Programme(
            code="AKTYWIZACJA",
            pl="Aktywizacja społeczna i zawodowa",
            en="Social and vocational activation",
            kind=EpisodeKind.KIS,
            needs_contract=True,
        ),
        Programme(
            code="AKTYWNY-KIS",
            pl="Aktywny Klub Integracji Społecznej szansą na zatrudnienie",
            en="Active social integration club: a chance of employment",
            kind=EpisodeKind.KIS,
            needs_contract=True,
        ),
        Programme(
            code="AOON",
            pl="Asystent osobisty osoby z niepełnosprawnością",
            en="Personal assistance for people with disabilities",
            kind=EpisodeKind.SERVICE,
            needs_contract=False,
        ),
        Programme(
            code="OPIEKA-WYTCHNIENIOWA",
            pl="Opieka wytchnieniowa",
            en="Respite care",
            kind=EpisodeKind.SERVICE,
            needs_contract=False,
        ),
        Programme(
            code="SWIETLICA-PLUS",
            pl="Świetlica na plus",
            en="Day-room plus",
            kind=EpisodeKind.SERVICE,
            needs_contract=False,
        ),
        Programme(
            code="SWIETLICA-CAS",
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
