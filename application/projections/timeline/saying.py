"""How a sentence is put together: pairs of Polish and English, days, times, amounts, what is protected or erased."""

from collections.abc import Sequence
from datetime import date, time
from fractions import Fraction

import msgspec

from domain.eligibility.groups import GROUPS
from domain.polish import Forms, counted
from domain.programmes import PROGRAMMES

Pair = tuple[str, str]
"""The same in Polish and in English."""

PROTECTED = ("[treść chroniona]", "[protected]")
ERASED = ("[usunięto]", "[erased]")
OTHERS = ("[dane innej osoby]", "[another person's data]")
FULL_TIME = 100
FRACTION_OF_FIFTHS = 5
"""Working time is called a fraction (3/4 etatu) up to this denominator."""


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """What happened, and the remarks that follow it; none of them ends with a full stop."""

    head: Pair
    remarks: tuple[Pair, ...] = ()

    @property
    def whole(self) -> Pair:
        """All of it, as it is read."""
        said = (self.head, *self.remarks)
        return " ".join(_ended(pl) for pl, _ in said), " ".join(_ended(en) for _, en in said)


def sentence(pl: str, en: str, *remarks: Pair | None) -> Sentence:
    """Return a sentence with those of its remarks that there are."""
    return Sentence(head=(pl, en), remarks=tuple(remark for remark in remarks if remark is not None))


def remark(pl: str, en: str, value: Pair | None) -> Pair | None:
    """Return a labelled remark, or None where there is nothing to say."""
    return None if value is None else (f"{pl}: {value[0]}", f"{en}: {value[1]}")


def same(value: object) -> Pair:
    """Return what reads the same in both languages."""
    return str(value), str(value)


def joined(parts: Sequence[Pair | None], between: str = " ") -> Pair | None:
    """Return the parts that there are in one; what is protected or erased is said once."""
    there = list(dict.fromkeys(part for part in parts if part is not None))
    return (between.join(pl for pl, _ in there), between.join(en for _, en in there)) if there else None


def quoted(value: Pair) -> Pair:
    """Return it in the quotation marks of each language."""
    return f"„{value[0]}”", f"“{value[1]}”"


def day_of(day: date) -> Pair:
    """Return a day as people read it."""
    return f"{day:%d.%m.%Y}", day.isoformat()


def period(since: date, until: date | None) -> Pair:
    """Return from when until when."""
    (first_pl, first_en), (last_pl, last_en) = day_of(since), day_of(until or since)
    if until is None:
        return f"od {first_pl} bezterminowo", f"from {first_en} without an end"
    return f"od {first_pl} do {last_pl}", f"from {first_en} to {last_en}"


def from_time(starts_at: time | None) -> Pair:
    """Return from when, or nothing."""
    return ("", "") if starts_at is None else (f" od {starts_at:%H:%M}", f" from {starts_at:%H:%M}")


def counted_in_both(number: int, polish: Forms, english: tuple[str, str]) -> Pair:
    """Return a number with its noun."""
    return counted(number, polish), f"{number} {english[0] if number == 1 else english[1]}"


MINUTES = ("minuta", "minuty", "minut")
MINUTES_ACCUSATIVE = ("minutę", "minuty", "minut")


def duration(minutes: int, forms: Forms = MINUTES) -> Pair:
    """Return how long it was: 45 minut, 3 godz., 3 godz. 30 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return counted_in_both(rest, forms, ("minute", "minutes"))
    return (f"{hours} godz. {rest} min", f"{hours} h {rest} min") if rest else (f"{hours} godz.", f"{hours} h")


def money(grosze: int) -> Pair:
    """Return an amount: 3 500,00 zł."""
    whole, rest = f"{grosze // 100:,}", f"{grosze % 100:02d}"
    return f"{whole.replace(',', ' ')},{rest} zł", f"PLN {whole}.{rest}"


def working_time(hundredths: int | None) -> Pair:
    """Return a part of full time: 3/4 etatu (0,75)."""
    if hundredths is None:
        return "wymiar etatu nieznany", "working time not known"
    number = f"{hundredths // 100}.{hundredths % 100:02d}"
    polish = number.replace(".", ",")
    part = Fraction(hundredths, FULL_TIME)
    if part == 1:
        return f"pełny etat ({polish})", f"full time ({number})"
    if part < 1 and part.denominator <= FRACTION_OF_FIFTHS:
        return f"{part} etatu ({polish})", f"{part} of full time ({number})"
    return f"{polish} etatu", f"{number} of full time"


def programme_name(code: str) -> Pair:
    """Return a programme's name in quotation marks."""
    known = PROGRAMMES.get(code)
    return quoted((code, code) if known is None else (known.pl, known.en))


def group_name(code: str) -> Pair:
    """Return what a group is called; the code itself where the registry has it no longer."""
    known = GROUPS.get(code)
    return (code, code) if known is None else (known.pl, known.en)


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
