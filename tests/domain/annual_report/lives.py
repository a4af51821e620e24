"""People by hand for the annual report of 2025: one takes part from 3 March 2025, unless said otherwise."""

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from domain.annual_report.cells import Table, Use
from domain.annual_report.ground import Ground
from domain.annual_report.placing import place
from domain.durability.person import Contract, Key, Membership, Observed, Person, Place, Stay
from domain.eligibility import EvidenceKind, GroupCode
from domain.outcomes import OutcomeKind
from domain.rules import Rule, RuleCode, Rules
from domain.vocabulary import EpisodeKind, EvidenceGrade, ExitKind, Sex
from tests.domain.measures.lives import edition

ONE_FORM, MANY_FORMS, NO_FORM, LATER_FORMS = (UUID(int=number) for number in (71, 72, 73, 74))
YEAR = 2025
BEGAN = date(2025, 3, 3)
LATE = date(2030, 1, 1)
_numbers = count(1)


def _has(*forms: str, since: date = date(2000, 1, 1)) -> tuple[Rule, ...]:
    """Return the rules of an edition that has these forms of art. 18(2) from a day on."""
    said: dict[str, Any] = {"code": RuleCode.ACTIVITY, "value": True, "law": "zmyślone", "confirmed": True}
    return tuple(Rule(item=item, applies_to=form, since=since, **said) for item, form in enumerate(forms, 1))


EDITIONS = {
    ONE_FORM: edition(ONE_FORM, "A", aims=True, rules=Rules(all=_has("SOCIALLY_USEFUL_WORK"))),
    MANY_FORMS: edition(MANY_FORMS, "B", aims=True, rules=Rules(all=_has("LEGAL_ADVICE", "SELF_HELP"))),
    NO_FORM: edition(NO_FORM, "C", aims=False, rules=Rules()),
    LATER_FORMS: edition(
        LATER_FORMS,
        "D",
        aims=True,
        rules=Rules(all=(*_has("LEGAL_ADVICE"), *_has("INTERNSHIP", since=date(2025, 1, 2)))),
    ),
}
_MONTHS = {RuleCode.LONG_TERM_MONTHS: 12, RuleCode.LONG_TERM_WINDOW_MONTHS: 24}
CLUB = Rules(
    all=tuple(
        Rule(item=item, code=code, value=value, since=date(2000, 1, 1), law="zmyślone", confirmed=True)
        for item, (code, value) in enumerate(_MONTHS.items(), 1)
    )
)


def key(record: int = 9) -> Key:
    """Return a fact that no other test names."""
    return UUID(int=record), next(_numbers)


def kis(
    since: date | None = BEGAN,
    until: date | None = None,
    how: ExitKind = ExitKind.COMPLETED,
    *,
    of: EpisodeKind = EpisodeKind.KIS,
    edition: UUID = MANY_FORMS,
    places: Iterable[tuple[date, date | None]] = (),
) -> Stay:
    """Return an episode with one enrolment from its first day on, or these; without a day it was never begun."""
    days = tuple(places) or (() if since is None else ((since, until),))
    return Stay(
        key=key(),
        kind=of,
        referred_on=since or BEGAN,
        began_on=days[0][0] if days else None,
        exited_on=until,
        exit_kind=None if until is None else how,
        exit_key=None if until is None else key(),
        places=tuple(
            Place(key=key(), programme="PSU", edition=edition, since=first, until=last) for first, last in days
        ),
    )


def member(
    group: str,
    since: date = date(2025, 1, 1),
    until: date | None = None,
    *,
    primary: bool = False,
    evidence: EvidenceKind = EvidenceKind.DECLARATION,
    issued_on: date | None = None,
    valid_until: date | None = None,
) -> Membership:
    """Return a membership of a group."""
    return Membership(
        key=key(),
        group=GroupCode(group),
        since=since,
        until=until,
        primary=primary,
        evidence=evidence,
        issued_on=issued_on,
        valid_until=valid_until,
    )


def registered_for(first: date, last: date, **said: Any) -> Membership:
    """Return a certificate of the labour office that the person was in its register on these days."""
    paper = EvidenceKind.LABOUR_OFFICE_CERTIFICATE
    return member("UNEMPLOYED", first, evidence=paper, issued_on=last, valid_until=last, **said)


def saw(
    kind: OutcomeKind, of: Stay, on: date = date(2025, 6, 2), evidence: EvidenceGrade = EvidenceGrade.DOCUMENT
) -> Observed:
    """Return an outcome observed of an episode."""
    return Observed(key=key(), episode=of.key, kind=kind, observed_on=on, evidence=evidence)


def contract(since: date, until: date) -> Contract:
    """Return a social contract by the days that it covers."""
    return Contract(key=key(), since=since, until=until)


def person(*stays: Stay, sex: Sex | None = Sex.FEMALE, **said: Any) -> Person:
    """Return a woman with these episodes."""
    id = UUID(int=next(_numbers), version=4)
    parts: dict[str, Any] = {"registered_on": date(2024, 1, 1), "birth_year": 1990, "died_on": None}
    return Person(id=id, records=(id,), sex=sex, stays=stays, **(parts | said))


def ground(
    *people: Person, year: int = YEAR, today: date = LATE, used: dict[Key, tuple[Use, ...]] | None = None
) -> Ground:
    """Return these people as the report of a year is counted from them."""
    return Ground(year=year, position=7, today=today, people=people, editions=EDITIONS, club=CLUB, used=used or {})


def rows(one: Person, year: int = YEAR, **said: Any) -> dict[Table, str]:
    """Return in which row of each table somebody stands; of a table whose rows overlap, the last one."""
    return {told.table: told.row for told in place(one, ground(one, year=year, **said))}
