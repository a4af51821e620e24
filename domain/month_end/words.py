"""The sentences of a month's end, in Polish and English, none with a name in it."""

from datetime import date

import msgspec

Pair = tuple[str, str]
"""A text in Polish and in English."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with places for numbers."""

    pl: str
    en: str

    def of(self, **numbers: object) -> Pair:
        """Return it with these numbers in their places, days as people write them."""
        pl = {name: f"{one:%d.%m.%Y}" if isinstance(one, date) else one for name, one in numbers.items()}
        return self.pl.format(**pl), self.en.format(**numbers)


NO_RATE = Said(
    pl=(
        "Nie ma stawki świadczenia od {since} do {until}, więc listy należnych świadczeń nie można sporządzić. Ustaw w "
        "regułach porozumienia {number} regułę BENEFIT_RATE (grosze za godzinę) obowiązującą od {since}, ze źródłem."
    ),
    en=(
        "There is no benefit rate from {since} to {until}, so no list of benefits can be made. Set BENEFIT_RATE "
        "(grosze an hour) in the rules of agreement {number}, in force from {since}, with its source."
    ),
)
NO_LIMIT = Said(
    pl=(
        "Porozumienie {number} nie ma od {since} do {until} żadnego limitu godzin, więc listy należnych świadczeń nie "
        "można sporządzić. Ustaw w jego regułach LIMIT_WEEK albo LIMIT_MONTH, jak mówi podpisane porozumienie, z mocą "
        "od {since}, ze źródłem."
    ),
    en=(
        "Agreement {number} has no limit of hours from {since} to {until}, so no list of benefits can be made. Set "
        "LIMIT_WEEK or LIMIT_MONTH in its rules as the signed agreement says, in force from {since}, with its source."
    ),
)
TOO_MANY_PEOPLE = Said(
    pl="{day}: osoby pracujące pod tym porozumieniem: {found}, a naraz może ich być {most} (o {over} za dużo).",
    en="{day}: {found} people work under this agreement, at most {most} may at a time ({over} too many).",
)
TOO_MANY_IN_ALL = Said(
    pl=(
        "Od początku porozumienia zapisano {found} godz., a jego limit to {most} godz.: {over} godz. ponad limit, nie "
        "do wypłaty."
    ),
    en="{found} h are recorded since the agreement began, its limit is {most} h: {over} h over, not payable.",
)
TOO_MANY_A_MONTH = Said(
    pl="W miesiącu zapisano {found} godz., a limit na osobę to {most} godz.: {over} godz. ponad limit, nie do wypłaty.",
    en="{found} h are recorded in the month, the limit for a person is {most} h: {over} h over, not payable.",
)
OUTSIDE = Said(
    pl="{day}: {found} godz. zapisano w dniu, w którym porozumienie nie obowiązuje; nie do wypłaty.",
    en="{day}: {found} h are recorded on a day on which the agreement is not in force; not payable.",
)
OVER_A_RULE = Said(
    pl="{day}: {over} godz. ponad {rule_pl} ({most} godz.), zapisane z powodem; nie do wypłaty.",
    en="{day}: {over} h over the {rule_en} ({most} h), recorded with a reason; not payable.",
)
WORKS = Said(
    pl="Według zapisu pracuje od {since}. Przed wypłatą sprawdź status osoby bezrobotnej w PUP.",
    en="Works since {since} as recorded. Before paying, check with the labour office.",
)
NOT_REGISTERED = Said(
    pl=("Według statusu z {since} nie jest zarejestrowana jako osoba bezrobotna. Przed wypłatą sprawdź to w PUP."),
    en="By the status taken on {since}, not registered as unemployed. Before paying, check with the labour office.",
)
RUNNING = Said(
    pl="Miesiąc trwa: to podgląd na {today}, a nie lista do wypłaty.",
    en="The month goes on: this is a preview as of {today}, not a list to pay by.",
)
NOT_APPROVED = Said(
    pl="Niezatwierdzone wpisy: {entries} ({minutes} godz.). Do wypłaty wejdą dopiero po zatwierdzeniu.",
    en="Entries that nobody approved: {entries} ({minutes} h). They become payable once they are approved.",
)
NOT_IN_FORCE = Said(
    pl="Porozumienie obowiązuje {first}–{last}, a nie w tym miesiącu: nie ma za co płacić.",
    en="The agreement is in force from {first} to {last}, not in this month: there is nothing to pay.",
)
NO_REFUND = Said(
    pl=(
        "Kwoty refundacji z Funduszu Pracy nie podano: w regułach porozumienia {number} nie ma na wszystkie dni z "
        "wypłatą reguły BENEFIT_REFUND (grosze za godzinę, do 60 % minimalnego świadczenia). Ustaw ją ze źródłem."
    ),
    en=(
        "No refund from the Labour Fund is given: the rules of agreement {number} lack BENEFIT_REFUND (grosze an hour, "
        "up to 60 % of the minimum benefit) for some payable day. Set it with its source."
    ),
)
ROUNDING = Said(
    pl=(
        "Kwotę liczy się dla każdej osoby i stawki: minuty razy stawka przez 60, do pełnego grosza, od pół grosza w "
        "górę (sposób zaokrąglania: do potwierdzenia)."
    ),
    en=(
        "An amount is reckoned for each person and rate: minutes times the rate by 60, to the whole grosz, from half a "
        "grosz on up (the way of rounding is to be confirmed)."
    ),
)
NOT_FOR_ABSENCE = Said(
    pl="Za godziny nieprzepracowane świadczenie nie przysługuje, także za czas udokumentowanej choroby.",
    en="No benefit is due for hours not worked, documented sickness included.",
)
