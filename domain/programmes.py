"""The seven programmes of the club's page: which kind of episode each one is, and whether it needs a contract.

Data, not code. Art. 18(4) of the Act on social employment makes the social contract the condition of
taking part in the club; assistance, respite care and the day-rooms have entry conditions of their own
and need none. When each ran, with how many places, is in its editions (domain/editions.py).
"""

from datetime import date

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
    needs_cared_for: bool = False
    """Whether the participant is a carer, and the quota belongs to the person cared for."""


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
            needs_cared_for=True,
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


class FirstEdition(msgspec.Struct, frozen=True, kw_only=True):
    """An edition that stands when a club is founded; not `confirmed`: the club is to check its dates and places."""

    programme: str
    code: str
    opens_on: date
    closes_on: date | None
    places: int | None
    confirmed: bool
    note: str


FIRST_EDITIONS = (
    FirstEdition(
        programme="PSU",
        code="STALA",
        opens_on=date(2008, 5, 30),
        closes_on=None,
        places=None,
        confirmed=False,
        note="Od utworzenia klubu (uchwała Nr V/12/08 z 30.05.2008); początek programu do potwierdzenia.",
    ),
    FirstEdition(
        programme="AKTYWIZACJA",
        code="STALA",
        opens_on=date(2008, 5, 30),
        closes_on=None,
        places=None,
        confirmed=False,
        note="Od utworzenia klubu (uchwała Nr V/12/08 z 30.05.2008); początek programu do potwierdzenia.",
    ),
    FirstEdition(
        programme="AKTYWNY-KIS",
        code="FES-2021-2027",
        opens_on=date(2021, 1, 1),
        closes_on=None,
        places=None,
        confirmed=False,
        note="Okres i liczba miejsc do potwierdzenia w umowie o dofinansowanie.",
    ),
    FirstEdition(
        programme="AOON",
        code="2025",
        opens_on=date(2025, 1, 1),
        closes_on=date(2025, 12, 31),
        places=None,
        confirmed=True,
        note="Strona klubu z 11.02.2025: edycja 2025; edycja jest rokiem kalendarzowym.",
    ),
    FirstEdition(
        programme="AOON",
        code="2026",
        opens_on=date(2026, 1, 1),
        closes_on=date(2026, 12, 31),
        places=None,
        confirmed=False,
        note="Następna edycja programu; do potwierdzenia, czy klub ją prowadzi.",
    ),
    FirstEdition(
        programme="OPIEKA-WYTCHNIENIOWA",
        code="2025",
        opens_on=date(2025, 1, 1),
        closes_on=date(2025, 12, 31),
        places=None,
        confirmed=True,
        note="Strona klubu z 11.02.2025: edycja 2025; edycja jest rokiem kalendarzowym.",
    ),
    FirstEdition(
        programme="OPIEKA-WYTCHNIENIOWA",
        code="2026",
        opens_on=date(2026, 1, 1),
        closes_on=date(2026, 12, 31),
        places=None,
        confirmed=False,
        note="Następna edycja programu; do potwierdzenia, czy klub ją prowadzi.",
    ),
    FirstEdition(
        programme="SWIETLICA-PLUS",
        code="PROJEKT",
        opens_on=date(2024, 3, 1),
        closes_on=date(2026, 2, 28),
        places=45,
        confirmed=True,
        note="Kohesio Q7381436: 01.03.2024-28.02.2026, 45 dzieci.",
    ),
    FirstEdition(
        programme="SWIETLICA-PLUS",
        code="TRWALOSC",
        opens_on=date(2026, 3, 1),
        closes_on=date(2028, 2, 28),
        places=45,
        confirmed=False,
        note="Miejsca utrzymane tak długo, jak trwał projekt; okres do potwierdzenia w umowie.",
    ),
    FirstEdition(
        programme="SWIETLICA-CAS",
        code="TRWALOSC",
        opens_on=date(2024, 4, 10),
        closes_on=None,
        places=None,
        confirmed=False,
        note="Trwałość projektu Kierunek Przyszłość; koniec okresu do potwierdzenia w umowie.",
    ),
)
"""The editions behind the seven programmes of the club's page. Sources stand in the notes (domain page 3.2, 4.4)."""


def programme(code: str, pointer: str = "/programme") -> Programme:
    """Return the programme of that code, or refuse and name the codes there are."""
    try:
        return PROGRAMMES[code]
    except KeyError:
        raise NoSuchProgramme(codes=", ".join(PROGRAMMES), pointer=pointer) from None
