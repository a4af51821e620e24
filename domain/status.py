"""A person's situation as coarse codes: labour market, without work since, education, household.

Taken at entry, at exit and later, each time with its source; the evaluator's measures are built on it. Sensitive
answers allow a refusal to answer (Regulation (EU) 2021/1057, annex I; domain page 4.2). All of it is sealed with
the statistics key. What was not asked stays None and is never read as "no".
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Fact, Statistical
from domain.refusals import InvalidInput
from domain.vocabulary import EvidenceGrade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.participant import Participant


class StatusMoment(StrEnum):
    """At which point of the journey the status was taken."""

    ENTRY = "ENTRY"
    EXIT = "EXIT"
    LATER = "LATER"


class LabourStatus(StrEnum):
    """Status on the labour market; registered unemployment takes precedence over inactivity."""

    UNEMPLOYED_REGISTERED = "UNEMPLOYED_REGISTERED"
    UNEMPLOYED_NOT_REGISTERED = "UNEMPLOYED_NOT_REGISTERED"
    INACTIVE = "INACTIVE"
    INACTIVE_IN_EDUCATION = "INACTIVE_IN_EDUCATION"
    EMPLOYED = "EMPLOYED"
    SELF_EMPLOYED = "SELF_EMPLOYED"


class Education(StrEnum):
    """Highest completed level, ISCED 2011 in the three bands of the ESF+ indicators EECO09 to EECO11."""

    ISCED_0_2 = "ISCED_0_2"
    ISCED_3_4 = "ISCED_3_4"
    ISCED_5_8 = "ISCED_5_8"


class Household(StrEnum):
    """With whom a person lives, as far as the indicators ask."""

    ALONE = "ALONE"
    WITH_FAMILY = "WITH_FAMILY"
    SINGLE_PARENT = "SINGLE_PARENT"
    INSTITUTION = "INSTITUTION"
    OTHER = "OTHER"


class Answer(StrEnum):
    """An answer to a sensitive question; refusing to answer is one."""

    YES = "YES"
    NO = "NO"
    REFUSED = "REFUSED"


class StatusRecorded(Fact, frozen=True, kw_only=True):
    """A person's situation on the day `occurred_on`; None is what was not asked."""

    TOPIC: ClassVar[str] = "journey.status-recorded.1"

    moment: StatusMoment
    labour: Statistical[LabourStatus] | None
    without_work_since: Statistical[date] | None
    education: Statistical[Education] | None
    household: Statistical[Household] | None
    disability: Statistical[Answer] | None
    foreign_origin: Statistical[Answer] | None
    minority: Statistical[Answer] | None
    homeless: Statistical[Answer] | None
    source: EvidenceGrade

    def apply(self, aggregate: "Participant") -> None:
        """Keep when it was taken; the codes stay sealed."""
        item = self.originator_version
        aggregate.statuses[item] = Status(item=item, moment=self.moment, taken_on=self.occurred_on, source=self.source)


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """One taking of a person's status: `item` is the version of the fact that says it."""

    item: int
    moment: StatusMoment
    taken_on: date
    source: EvidenceGrade


class NothingSaid(InvalidInput):
    """A status without a single answer."""

    code = "nothing-said"
    pl = "Nie podano ani jednej informacji o sytuacji osoby. Uzupełnij co najmniej jedno pole."
    en = "Nothing was said of the person's situation. Fill at least one field."


class WithoutWorkInTheFuture(InvalidInput):
    """Without work since a day after the status was taken."""

    code = "without-work-after-status"
    pl = "Data, od której osoba jest bez pracy, jest późniejsza niż dzień ustalenia statusu. Popraw jedną z dat."
    en = "The person is without work from a day after the status was taken. Correct one of the dates."


def refuse_impossible_status(
    answers: "Iterable[object | None]", without_work_since: date | None, taken_on: date, today: date
) -> None:
    """Refuse a status that says nothing, lies in the future, or contradicts its own dates."""
    refuse_date_in_the_future(taken_on, today, "/taken_on")
    if all(answer is None for answer in answers):
        raise NothingSaid(pointer="/labour")
    if without_work_since is not None:
        refuse_date_in_the_future(without_work_since, today, "/without_work_since")
        if without_work_since > taken_on:
            raise WithoutWorkInTheFuture(pointer="/without_work_since")
