"""What a measure is: a dated, named definition that can be run again, and the function that judges one person."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import msgspec

from domain.measures.taking_part import TakingPart


class Confidence(StrEnum):
    """How sure it is that the definition says what its source says."""

    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    """From practice and secondary sources: do potwierdzenia."""
    LOW = "LOW"
    """Ours, or hearsay: to be confirmed before anybody relies on it."""


class SilenceIs(StrEnum):
    """What a measure makes of a person of whom nothing is known."""

    FAILURE = "FAILURE"
    """In the denominator, never in the numerator: the rate is the lower bound."""
    SUCCESS = "SUCCESS"
    """In the denominator and in the numerator: the rate is the upper bound."""
    LEFT_OUT = "LEFT_OUT"
    """In neither: the rate is among those of whom something is known."""


SILENCE: Mapping[SilenceIs, tuple[str, str]] = {
    SilenceIs.FAILURE: (
        (
            "Milczenie liczy się jak niepowodzenie: osoba, o której nic nie wiadomo, zostaje w mianowniku i nigdy nie "
            "trafia do licznika. Odsetek jest dolną granicą."
        ),
        (
            "Silence counts as failure: a person of whom nothing is known stays in the denominator and never enters "
            "the numerator. The rate is the lower bound."
        ),
    ),
    SilenceIs.SUCCESS: (
        (
            "Milczenie liczy się jak sukces: osoba, o której nic nie wiadomo, trafia do licznika. Odsetek jest górną "
            "granicą."
        ),
        (
            "Silence counts as success: a person of whom nothing is known enters the numerator. The rate is the upper "
            "bound."
        ),
    ),
    SilenceIs.LEFT_OUT: (
        (
            "Milczenie nie liczy się wcale: osoba, o której nic nie wiadomo, nie trafia ani do licznika, ani do "
            "mianownika. Odsetek dotyczy tylko osób, o których coś wiadomo."
        ),
        (
            "Silence does not count at all: a person of whom nothing is known is in neither numerator nor denominator. "
            "The rate is among those of whom something is known."
        ),
    ),
}
"""The sentence by which every figure says how it takes silence."""


class Judged(StrEnum):
    """What a measure makes of one person."""

    YES = "YES"
    NO = "NO"
    UNKNOWN = "UNKNOWN"
    """The time is over, and nothing is known that would decide."""
    EARLY = "EARLY"
    """Yes already, though the time is not over: shown at once, and in no rate before the others' time is over too."""
    PENDING = "PENDING"
    """The time is not over, and there is no yes yet."""
    DIED = "DIED"
    """Died before it was decided: a category of its own, in no denominator (domain page 7.5)."""
    ENTRY_UNKNOWN = "ENTRY_UNKNOWN"
    """Whether the measure is about this person depends on the status at entry, which nobody recorded."""
    OUTSIDE = "OUTSIDE"
    """The measure is not about this person."""


class Whose(StrEnum):
    """Whom a measure is about, before it looks closer."""

    EVERYBODY = "EVERYBODY"
    """Everybody with a first support, users of services and children included."""
    CLUB = "CLUB"
    """Who took part in the club (udział w KIS)."""
    WORK = "WORK"
    """Of these, in editions that aim at employment: only they are ever asked about work."""


class When(StrEnum):
    """By which day of a person the period is meant."""

    BEGAN = "BEGAN"
    """The first support: the cohort of entry."""
    LEFT = "LEFT"
    """The last exit."""
    FIRST_LEFT = "FIRST_LEFT"
    """The first exit, whatever came later."""


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a measure: what it is called, whom it counts (`counts`) of whom (`of`), and where that stands.

    It is in force from `valid_from` to `until` (None: still). `parameters` are all numbers that it uses; `confidence`
    says how sure the definition is, `adapted` what of the source could not be followed.
    """

    code: str
    version: int
    valid_from: date
    until: date | None
    pl: str
    en: str
    counts_pl: str
    counts_en: str
    of_pl: str
    of_en: str
    law: str
    source: str
    confidence: Confidence
    silence: SilenceIs
    whose: Whose
    when: When
    parameters: Mapping[str, int] = {}
    adapted_pl: str | None = None
    adapted_en: str | None = None

    @property
    def name(self) -> str:
        """Code and version, as every figure names it."""
        return f"{self.code}@{self.version}"


class Measure(NamedTuple):
    """A definition with the function that judges one person by it, as of a day."""

    definition: Definition
    judge: Callable[[TakingPart, Definition, date], Judged]
