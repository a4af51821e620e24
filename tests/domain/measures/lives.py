"""People by hand, to be measured: one enters on 5 January 2026 and leaves on 31 March 2026, unless said otherwise."""

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from domain.durability.person import EditionKnown, Observed, Person, Place, Said, Spell, Stay, Taken
from domain.follow_up import FollowUpPoint, Situation
from domain.measures.definition import Judged, Measure
from domain.measures.taking_part import Choice, TakingPart, everybody
from domain.outcomes import OutcomeKind
from domain.rules import Rule, RuleCode, Rules
from domain.status import Education, LabourStatus, StatusMoment
from domain.vocabulary import EpisodeKind, EvidenceGrade, ExitKind, LegalForm, Sex

ENTRY, EXIT = date(2026, 1, 5), date(2026, 3, 31)
LATE = date(2030, 1, 1)
"""A day on which everything is over."""
AIMED, UNAIMED = uuid5(NAMESPACE_OID, "aimed"), uuid5(NAMESPACE_OID, "unaimed")
_numbers = count(1)


def edition(id: UUID, code: str, *, aims: bool, funding: str | None = None, **said: Any) -> EditionKnown:
    """Return an edition of PSU with the rules that the measures ask for."""
    rules = [_rule(1, RuleCode.AIM_EMPLOYMENT, value=aims)]
    rules += [] if funding is None else [_rule(2, RuleCode.FUNDING, value=funding)]
    parts: dict[str, Any] = {"opens_on": date(2020, 1, 1), "closes_on": None, "places": None}
    parts |= {"programme": "PSU", "rules": Rules(all=tuple(rules))}
    return EditionKnown(edition=id, code=code, **(parts | said))


def _rule(item: int, code: RuleCode, *, value: Any) -> Rule:
    return Rule(item=item, code=code, value=value, since=date(2020, 1, 1), law="zmyślone", confirmed=True)


EDITIONS = {AIMED: edition(AIMED, "A", aims=True), UNAIMED: edition(UNAIMED, "B", aims=False)}


def stay(
    since: date = ENTRY,
    until: date | None = EXIT,
    kind: ExitKind = ExitKind.COMPLETED,
    *,
    of: EpisodeKind = EpisodeKind.KIS,
    in_edition: UUID = AIMED,
    programme: str = "PSU",
) -> Stay:
    """Return an episode with one enrolment from its first day on."""
    key, place, left = ((UUID(int=9), next(_numbers)) for _ in range(3))
    return Stay(
        key=key,
        kind=of,
        referred_on=since,
        began_on=since,
        exited_on=until,
        exit_kind=None if until is None else kind,
        exit_key=None if until is None else left,
        places=(Place(key=place, programme=programme, edition=in_edition, since=since, until=until),),
    )


def status(
    labour: LabourStatus | None = LabourStatus.UNEMPLOYED_REGISTERED,
    on: date = ENTRY,
    moment: StatusMoment = StatusMoment.ENTRY,
    **said: Any,
) -> Taken:
    """Return a status that says this of work, and ISCED 3-4 at entry."""
    parts: dict[str, Any] = dict.fromkeys(
        ("without_work_since", "education", "household", "disability", "foreign_origin", "minority", "homeless")
    )
    parts["education"] = Education.ISCED_3_4 if moment is StatusMoment.ENTRY else None
    key = UUID(int=9), next(_numbers)
    return Taken(key=key, moment=moment, taken_on=on, source=EvidenceGrade.DECLARATION, labour=labour, **(parts | said))


def job(since: date, **said: Any) -> Spell:
    """Return a full-time contract of employment known from a document, without an end."""
    parts: dict[str, Any] = {
        "form": LegalForm.EMPLOYMENT_CONTRACT,
        "employer_kind": None,
        "agreed_until": None,
        "fte_hundredths": 100,
        "monthly_grosze": None,
        "evidence": EvidenceGrade.DOCUMENT,
    }
    return Spell(key=(UUID(int=9), next(_numbers)), started_on=since, **(parts | said))


def said(as_of: date, situation: Situation = Situation.DOES_NOT_WORK) -> Said:
    """Return an answer about a day, given on that day."""
    return Said(
        key=(UUID(int=9), next(_numbers)),
        episode=(UUID(int=9), 1),
        point=FollowUpPoint.OTHER,
        asked_on=as_of,
        as_of=as_of,
        situation=situation,
        evidence=EvidenceGrade.DECLARATION,
    )


def saw(kind: OutcomeKind, on: date, evidence: EvidenceGrade = EvidenceGrade.DOCUMENT) -> Observed:
    """Return an observed outcome."""
    return Observed(
        key=(UUID(int=9), next(_numbers)), episode=(UUID(int=9), 1), kind=kind, observed_on=on, evidence=evidence
    )


def person(**said: Any) -> Person:
    """Return a woman of 1990 who was unemployed at entry and completed; every part can be said otherwise."""
    id = UUID(int=next(_numbers))
    parts: dict[str, Any] = {
        "registered_on": ENTRY,
        "sex": Sex.FEMALE,
        "birth_year": 1990,
        "died_on": None,
        "stays": (stay(),),
        "statuses": (status(),),
    }
    return Person(id=id, records=(id,), **(parts | said))


def taking_part(
    *people: Person, choice: Choice | None = None, club: bool = True, work: bool = True
) -> list[TakingPart]:
    """Return these people as a measure about work sees them."""
    return list(everybody(people, EDITIONS, choice or Choice(), club=club, work=work))


def judged(measure: Measure, one: Person, today: date = LATE) -> Judged:
    """Return what a measure makes of a person who is one of those it looks at."""
    [found] = taking_part(one, work=False)
    return measure.judge(found, measure.definition, today)


def of_code(measures: Iterable[Measure], code: str) -> Measure:
    """Return the measure of that code."""
    [found] = [one for one in measures if one.definition.code == code]
    return found
