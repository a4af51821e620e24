"""People who do not exist: names that say so in the right Polish forms, believable ages, PESELs that agree.

A number may by chance be somebody's; the name beside it is never anybody's.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from domain.vocabulary import MissingPesel, Sex

ADULTS = (20, 58)
PUPILS = (5, 15)
_GROWN_UP = 18
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_MONTHS_ADDED = {19: 0, 20: 20}
"""What the month of a PESEL carries for the century of birth (ustawa o ewidencji ludności, art. 15-16)."""

_FAMILIES = (
    "Przykładowska/Przykładowski Zmyślona/Zmyślony Wymyślska/Wymyślski Testowska/Testowski Niebyła/Niebyły "
    "Fikcyjna/Fikcyjny Umowna/Umowny Makietowska/Makietowski Pozorska/Pozorski Papierowska/Papierowski "
    "Bajkowska/Bajkowski Próbniewska/Próbniewski Wzorcowa/Wzorcowy Niby-Kowalska/Niby-Kowalski Żartowska/Żartowski "
    "Szablonowska/Szablonowski Ćwiczebna/Ćwiczebny Śniona/Śniony Niby-Zając/Niby-Zając Bezimienna/Bezimienny "
    "Udawana/Udawany Niby-Łoś/Niby-Łoś Teoretyczna/Teoretyczny Prób-Żak/Prób-Żak Nierzeczywista/Nierzeczywisty"
).split()
_GIVEN = {
    (Sex.FEMALE, True): "Agnieszka Barbara Beata Bożena Danuta Dorota Ewa Grażyna Iwona Izabela Justyna Katarzyna "
    "Łucja Magdalena Małgorzata Marzena Monika Renata Sylwia Urszula Wioletta Żaneta",
    (Sex.MALE, True): "Andrzej Artur Bogdan Dariusz Grzegorz Jacek Janusz Krzysztof Łukasz Maciej Marek Mariusz Michał "
    "Paweł Piotr Rafał Robert Sławomir Tomasz Wiesław Zbigniew",
    (Sex.FEMALE, False): "Alicja Hanna Julia Lena Maja Oliwia Pola Zofia Zuzanna",
    (Sex.MALE, False): "Antoni Filip Franciszek Jakub Jan Leon Mikołaj Staś Szymon",
}


@dataclass(frozen=True)
class Somebody:
    """An invented person."""

    id: UUID
    family_name: str
    given_name: str
    birth_date: date
    sex: Sex
    pesel: str | None
    pesel_missing: MissingPesel | None = None


class Crowd:
    """Where invented people come from: no two share a name or a PESEL."""

    def __init__(self, rng: Random, day: date) -> None:
        """Draw from `rng`; ages are those of `day`."""
        self._rng, self._day = rng, day
        self._taken: set[str] = set()

    def somebody(self, ages: tuple[int, int], *, sibling: Somebody | None = None) -> Somebody:
        """Return a new person whose age lies in `ages`; a sibling's family name is shared."""
        rng = self._rng
        sex = rng.choice((Sex.FEMALE, Sex.MALE))
        age = rng.randint(*ages)
        born = self._day - timedelta(days=365 * age + age // 4 + rng.randint(1, 364))
        name = self._name(sex, grown_up=age >= _GROWN_UP, sibling=sibling)
        while (pesel := pesel_of(born, sex, rng.randint(0, 999), rng.randint(0, 4))) in self._taken:
            continue
        self._taken.add(pesel)
        return Somebody(new_id(rng), *name, born, sex, pesel)

    def _name(self, sex: Sex, *, grown_up: bool, sibling: Somebody | None) -> tuple[str, str]:
        given_names = _GIVEN[sex, grown_up].split()
        while True:
            family = next(f for f in _FAMILIES if sibling.family_name in f.split("/")) if sibling else None
            forms = (family or self._rng.choice(_FAMILIES)).split("/")
            name = (forms[0] if sex is Sex.FEMALE else forms[1], self._rng.choice(given_names))
            if " ".join(name) not in self._taken:
                self._taken.add(" ".join(name))
                return name

    def newcomer(self) -> Somebody:
        """Return somebody from abroad who has no PESEL."""
        born = self._day - timedelta(days=365 * 34)
        foreigner = MissingPesel.FOREIGNER
        return Somebody(new_id(self._rng), "Wymyszwili", "Nino", born, Sex.FEMALE, None, foreigner)


def pesel_of(born: date, sex: Sex, serial: int, of_sex: int) -> str:
    """Return the PESEL of a birth date from 1900 to 2099: `serial` 0 to 999, `of_sex` 0 to 4, and the checksum."""
    month = born.month + _MONTHS_ADDED[born.year // 100]
    sex_digit = 2 * of_sex + (sex is Sex.MALE)
    digits = f"{born.year % 100:02d}{month:02d}{born.day:02d}{serial:03d}{sex_digit}"
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return f"{digits}{-total % 10}"


def new_id(rng: Random) -> UUID:
    """Return an id that a seed decides."""
    return UUID(int=rng.getrandbits(128), version=4)
