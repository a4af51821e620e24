"""The editions that stand when a club is founded: those behind the seven programmes of the club's page.

What a project owes afterwards (trwałość projektu) belongs to the edition that keeps it, beside its programme's rules.
Sources stand in the notes (domain page 3.2, 4.4). What nobody has checked is not `confirmed`.
"""

from datetime import date
from typing import Any

import msgspec

from domain.rules import FirstRule, RuleCode


class FirstEdition(msgspec.Struct, frozen=True, kw_only=True):
    """An edition that stands when a club is founded; not `confirmed`: the club is to check its dates and places."""

    programme: str
    code: str
    opens_on: date
    closes_on: date | None
    places: int | None
    confirmed: bool
    note: str
    rules: tuple[FirstRule, ...] = ()
    """What its rule book starts with besides the rules of its programme."""

    @property
    def opening(self) -> dict[str, Any]:
        """What is said when it is opened, by the names of `Edition.open`."""
        return {name: value for name, value in msgspec.structs.asdict(self).items() if name != "rules"}


_SOCIAL_PLACES = FirstRule(
    code=RuleCode.PROJECT_DURABILITY,
    value="SOCIAL_PLACES",
    law="umowa o dofinansowanie (EFS+)",
    since=date(2026, 3, 1),
    until=date(2028, 2, 28),
    source="Miejsca co najmniej tak długo, jak trwał projekt: 24 miesiące; okres i liczby do potwierdzenia w umowie.",
    confirmed=False,
)
_OWN_AGREEMENT = FirstRule(
    code=RuleCode.PROJECT_DURABILITY,
    value="AGREEMENT",
    law="umowa projektu Kierunek Przyszłość (środki norweskie)",
    since=date(2024, 4, 10),
    until=date(2029, 4, 9),
    source="Zwykle 5 lat od zatwierdzenia raportu końcowego (około 2029); okres i liczby do potwierdzenia w umowie.",
    confirmed=False,
)

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
        rules=(_SOCIAL_PLACES,),
    ),
    FirstEdition(
        programme="SWIETLICA-CAS",
        code="TRWALOSC",
        opens_on=date(2024, 4, 10),
        closes_on=None,
        places=None,
        confirmed=False,
        note="Trwałość projektu Kierunek Przyszłość; koniec okresu do potwierdzenia w umowie.",
        rules=(_OWN_AGREEMENT,),
    ),
)
"""The editions behind the seven programmes of the club's page. Sources stand in the notes (domain page 3.2, 4.4)."""
