"""People who do not exist: names that say so in the right Polish forms, believable ages, PESELs that agree.

A number may by chance be somebody's; the name beside it is never anybody's.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from domain.vocabulary import MissingPesel, Sex

ADULTS = (20, 54)
PUPILS = (4, 13)
_GROWN_UP = 18
_DOUBLE = 0.15
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
_FROM_UKRAINE = "Wyhadanenko Neisnujenko Kazkowenko Prykładenko Testenko Umownenko Nibyczuk Wyhadiuk".split()
"""Vyhadanyj, neisnujuczyj, kazkowyj: invented, not there, of a fairy tale."""
_GIVEN = {
    (Sex.FEMALE, True): "Agnieszka Barbara Beata Bożena Danuta Dorota Ewa Grażyna Iwona Izabela Justyna Katarzyna "
    "Łucja Magdalena Małgorzata Marzena Monika Renata Sylwia Urszula Wioletta Żaneta",
    (Sex.MALE, True): "Andrzej Artur Bogdan Dariusz Grzegorz Jacek Janusz Krzysztof Łukasz Maciej Marek Mariusz Michał "
    "Paweł Piotr Rafał Robert Sławomir Tomasz Wiesław Zbigniew",
    (Sex.FEMALE, False): "Alicja Hanna Julia Lena Maja Oliwia Pola Zofia Zuzanna",
    (Sex.MALE, False): "Antoni Filip Franciszek Jakub Jan Leon Mikołaj Stanisław Szymon",
}
_GIVEN_IN_UKRAINE = {
    Sex.FEMALE: "Halyna Iryna Ludmyła Natalija Oksana Olena Switłana Tetiana",
    Sex.MALE: "Andrij Bohdan Ihor Ołeksandr Roman Serhij Taras Wołodymyr",
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


@dataclass
class Kin:
    """Somebody around a participant, who is in no count; `known_from`: nobody links them by their id before."""

    id: UUID
    family_name: str
    given_name: str
    phone: str
    known_from: date | None = None


class Crowd:
    """Where invented people come from: no two share a name or a PESEL."""

    def __init__(self, rng: Random) -> None:
        """Draw from `rng`."""
        self._rng = rng
        self._taken: set[str] = set()

    def somebody(
        self, ages: tuple[int, int], day: date, *, sex: Sex | None = None, family: str | None = None
    ) -> Somebody:
        """Return a new person who on `day` is of an age within `ages`; `family` is a relative's family name."""
        sex = sex or self._rng.choice((Sex.FEMALE, Sex.MALE))
        born = self._born(ages, day)
        forms = self._forms(family)
        given = _GIVEN[sex, ages[0] >= _GROWN_UP].split()
        family_name, given_name = self._untaken(sex, forms, given)
        return Somebody(new_id(self._rng), family_name, given_name, born, sex, self.number(born, sex))

    def refugee(self, ages: tuple[int, int], day: date, *, number: bool) -> Somebody:
        """Return somebody from Ukraine, who has a PESEL number already or not yet."""
        sex = self._rng.choice((Sex.FEMALE, Sex.FEMALE, Sex.MALE))
        born = self._born(ages, day)
        family_name, given_name = self._untaken(sex, None, _GIVEN_IN_UKRAINE[sex].split(), ukrainian=True)
        pesel = self.number(born, sex) if number else None
        missing = None if number else MissingPesel.NOT_YET_ISSUED
        return Somebody(new_id(self._rng), family_name, given_name, born, sex, pesel, missing)

    def newcomer(self, day: date) -> Somebody:
        """Return somebody from further abroad who has no PESEL."""
        born = day - timedelta(days=365 * 34)
        return Somebody(new_id(self._rng), "Wymyszwili", "Nino", born, Sex.FEMALE, None, MissingPesel.FOREIGNER)

    def kin(self, sex: Sex, family: str | None = None) -> Kin:
        """Return a grown-up relative of somebody with that family name, or of nobody."""
        forms = self._forms(family)
        family_name, given_name = self._untaken(sex, forms, _GIVEN[sex, True].split())
        phone = f"+48 500 000 {self._rng.randint(0, 999):03d}"
        return Kin(new_id(self._rng), family_name, given_name, phone)

    def twice(self, person: Somebody) -> Somebody:
        """Return a second record of the same person, made without a document at hand."""
        return replace(person, id=new_id(self._rng), pesel=None, pesel_missing=MissingPesel.NOT_GIVEN)

    def mistyped(self, person: Somebody) -> Somebody:
        """Return the same person with another number that agrees with birth date and sex."""
        return replace(person, pesel=self.number(person.birth_date, person.sex))

    def number(self, born: date, sex: Sex) -> str:
        """Return a PESEL that nobody here has."""
        while (pesel := pesel_of(born, sex, self._rng.randint(0, 999), self._rng.randint(0, 4))) in self._taken:
            continue
        self._taken.add(pesel)
        return pesel

    def _born(self, ages: tuple[int, int], day: date) -> date:
        age = self._rng.randint(*ages)
        return day - timedelta(days=365 * age + age // 4 + self._rng.randint(1, 364))

    def _forms(self, family: str | None) -> tuple[str, str] | None:
        if family is None:
            return None
        last = family.rsplit("-", 1)[-1] if family not in _KNOWN else family
        female, male = next(forms.split("/") for forms in _FAMILIES if last in forms.split("/"))
        return female, male

    def _untaken(
        self, sex: Sex, forms: tuple[str, str] | None, given: list[str], *, ukrainian: bool = False
    ) -> tuple[str, str]:
        while True:
            if ukrainian:
                family = self._rng.choice(_FROM_UKRAINE)
            else:
                family = form(forms or pair(self._rng.choice(_FAMILIES)), sex)
                if forms is None and sex is Sex.FEMALE and "-" not in family and self._rng.random() < _DOUBLE:
                    family = double(self._rng, family)
            name = (family, self._rng.choice(given))
            if " ".join(name) not in self._taken:
                self._taken.add(" ".join(name))
                return name


_KNOWN = {name for forms in _FAMILIES for name in forms.split("/")}


def pair(forms: str) -> tuple[str, str]:
    """Return the form of a woman and that of a man."""
    female, male = forms.split("/")
    return female, male


def form(forms: tuple[str, str], sex: Sex) -> str:
    """Return the family name in the form of that sex."""
    return forms[0] if sex is Sex.FEMALE else forms[1]


def double(rng: Random, family: str) -> str:
    """Return a woman's double name: her own and, after the hyphen, a husband's."""
    others = [name for forms in _FAMILIES if "-" not in (name := pair(forms)[0]) and name != family]
    return f"{family}-{rng.choice(others)}"


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
