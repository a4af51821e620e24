"""How project durability is judged: a dated, named object that can be run again."""

from datetime import date

import msgspec

from domain.editions.service_days import ClosureReason


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """One way of judging.

    `excused` are reasons for which a closed day is no gap; `for_the_funder` those of which only the funder can say
    whether they excuse, so that such a day counts both ways.
    """

    code: str
    version: int
    valid_from: date
    pl: str
    en: str
    source: str
    excused: frozenset[ClosureReason]
    for_the_funder: frozenset[ClosureReason]


DEFINITION = Definition(
    code="TRWALOSC-PROJEKTU",
    version=1,
    valid_from=date(2026, 6, 1),
    pl=(
        "Rok trwałości liczy się od pierwszego dnia okresu. Sobota, niedziela, święto i planowana przerwa nie są luką; "
        "nieobecność personelu, remont i inny powód są. Dzień zamknięty z powodu epidemii ocenia grantodawca, a dzień "
        "bez zapisu nie jest ani otwarty, ani zamknięty: dlatego liczby podano od najmniejszej do największej."
    ),
    en=(
        "A year of durability counts from the first day of the period. Saturday, Sunday, a holiday and a planned break "
        "are no gap; absent staff, repair and another reason are. A day closed by an epidemic is for the funder to "
        "judge, and a day without a word is neither open nor closed: so numbers run from the least to the most."
    ),
    source="rozporządzenie (UE) 2021/1060, art. 65; umowy o dofinansowanie; reguły liczenia: docs/decisions/0023",
    excused=frozenset({ClosureReason.HOLIDAY}),
    for_the_funder=frozenset({ClosureReason.EPIDEMIC}),
)
"""The definition in force."""
