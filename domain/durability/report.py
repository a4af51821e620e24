"""What is asked about durability, and the answer: a whole and its groups, each with its figures or why it has none."""

from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.durability.definition import DEFAULT, DurabilityRule, WhichExit
from domain.durability.figures import GroupFigures, LogRank
from domain.eligibility import GroupCode
from domain.vocabulary import EvidenceGrade, Sex


class Cut(StrEnum):
    """By what people who left are told apart."""

    PROGRAMME = "PROGRAMME"
    EDITION = "EDITION"
    GROUP = "GROUP"
    """The groups of art. 1(2) to which they belonged on the day of the exit: one person may be in several."""
    SEX = "SEX"
    AGE = "AGE"
    """In bands, by the years between the year of birth and that of the exit."""
    COHORT_YEAR = "COHORT_YEAR"
    """The year of the exit."""
    COHORT_HALF_YEAR = "COHORT_HALF_YEAR"
    COHORT_QUARTER = "COHORT_QUARTER"
    DOSE = "DOSE"
    """In bands, by the hours recorded up to the exit."""


class AgeBand(StrEnum):
    """The age reached in the year of the exit. Limits of EECO06 to EECO08, the middle parted once more."""

    UNDER_18 = "UNDER_18"
    FROM_18_TO_29 = "18_TO_29"
    FROM_30_TO_54 = "30_TO_54"
    FROM_55 = "55_AND_MORE"


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Of whom only: None does not narrow it."""

    programme: str | None = None
    edition: UUID | None = None
    group: GroupCode | None = None
    sex: Sex | None = None
    age: AgeBand | None = None


class WhatIf(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule says otherwise in an answer to "what if": None is as the definition has it."""

    gap_days: int | None = None
    least_evidence: EvidenceGrade | None = None
    which_exit: WhichExit | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Who left between two days (both included, None: without that limit), by which definition, cut by what.

    `definition` is its name, code@version.
    """

    definition: str = DEFAULT.name
    first: date | None = None
    last: date | None = None
    by: Cut | None = None
    only: Filters = Filters()
    what_if: WhatIf = WhatIf()


class Words(msgspec.Struct, frozen=True):
    """A sentence or a name in both languages."""

    pl: str
    en: str


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One group: `key` is its code ("UNKNOWN" where it is not known to which a person belongs, "ALL" is the whole).

    `figures` are None exactly where `withheld` says why nothing is shown.
    """

    key: str
    pl: str
    en: str
    figures: GroupFigures | None
    withheld: Words | None = None


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """That an answer is a published table, for those who may not see people.

    Every count in it is rounded up or down to a multiple of `rounded_to`, so that they still add up (0 is "0 to
    4"), and shares are of the rounded counts, for groups of `least_for_shares` or more. The curve has steps on
    fixed days only. `asked` is the day up to whose end knowledge was asked for, `stands` that of the figures shown:
    where fewer than `least` people changed since, the last published ones stand (None: the table was never
    published). `table` and `period` name it in the list of published tables.
    """

    table: str
    period: str
    asked: date
    stands: date | None
    rounded_to: int
    least: int
    least_for_shares: int


class DurabilityReport(msgspec.Struct, frozen=True, kw_only=True):
    """Does it last: the figures of a question as known at a position of the log, on the day of that knowledge.

    `whole` is everybody the question is about, each once; `groups` in the order of their codes, where a person may
    stand in several (the notes say so). `log_rank` compares the groups' time in work; None: no comparison is
    possible or none is shown. `definition` is the rule as it was run; `what_if`: it is not the definition as it
    stands, and nothing of it was written. `hides` says in Polish what is left out, `notes` what a reader must know.
    """

    definition: DurabilityRule
    what_if: bool
    question: Question
    position: int
    today: date
    whole: Group
    groups: tuple[Group, ...]
    log_rank: LogRank | None
    hides: tuple[str, ...]
    notes: tuple[Words, ...]
    published: Published | None = None
