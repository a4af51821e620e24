"""On what basis the club may ask somebody who left: a consent, or a dated rule of an edition they took part in.

Law: art. 6(1) RODO. Without a basis nobody is asked, and what is not known stays UNKNOWN with the reason *brak podstawy
do kontaktu* (users page, evaluator).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from domain.rules import Rule, RuleCode, Rules

ESF_DAYS = 28
"""Participants of an ESF project give their data until so many days after leaving (domain page 4.1)."""


class FollowUpPoint(StrEnum):
    """At which distance from the exit the question is asked."""

    WEEKS_4 = "WEEKS_4"
    MONTHS_3 = "MONTHS_3"
    MONTHS_6 = "MONTHS_6"
    MONTHS_12 = "MONTHS_12"
    OTHER = "OTHER"


class ContactBasis(StrEnum):
    """What allows the club to ask; the one that reaches farthest stands first."""

    CONSENT = "CONSENT"
    """Zgoda na kontakt, art. 6(1)(a): until it is withdrawn."""
    EVALUATION = "EVALUATION"
    """An evaluation to which the edition's agreement obliges, art. 6(1)(c) or (e): any point, while the rule holds."""
    ESF_4_WEEKS = "ESF_4_WEEKS"
    """The ESF duty to give data, art. 6(1)(c): the four weeks' point alone, until 28 days after the exit."""


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """A basis that holds on a day; `until` is its last day as far as it is known, None: no end is known.

    `rule` is the rule of an edition that gives it, None for a consent.
    """

    kind: ContactBasis
    until: date | None
    rule: Rule | None = None


def basis_for_contact(
    consents: Iterable[tuple[date, date | None]],
    editions: Iterable[Rules],
    exited_on: date,
    point: FollowUpPoint,
    day: date,
) -> Basis | None:
    """Return the basis on which somebody who left on `exited_on` may be asked for a point on a day, None without one.

    `consents` are those to contact after the exit: since which day each holds, and from which day it is withdrawn;
    `editions` the rules of those in which the person took part. Of several the farthest-reaching one is returned.
    """
    held = [_of_consent(end) for since, end in consents if since <= day and (end is None or day < end)]
    known = [_of_rule(rule, exited_on) for rules in editions for rule in rules.each(RuleCode.CONTACT_BASIS, day)]
    held += [basis for basis in known if _reaches(basis, exited_on, point, day)]
    return min(held, key=lambda basis: (_ORDER.index(basis.kind), -(basis.until or date.max).toordinal()), default=None)


_ORDER = list(ContactBasis)


def _of_consent(withdrawn_on: date | None) -> Basis:
    return Basis(kind=ContactBasis.CONSENT, until=None if withdrawn_on is None else withdrawn_on - timedelta(days=1))


def _of_rule(rule: Rule, exited_on: date) -> Basis:
    kind = ContactBasis(str(rule.applies_to))
    until = rule.until
    if kind is ContactBasis.ESF_4_WEEKS:
        last = exited_on + timedelta(days=ESF_DAYS)
        until = last if until is None else min(until, last)
    return Basis(kind=kind, until=until, rule=rule)


def _reaches(basis: Basis, exited_on: date, point: FollowUpPoint, day: date) -> bool:
    if basis.kind is ContactBasis.ESF_4_WEEKS and point is not FollowUpPoint.WEEKS_4:
        return False
    return exited_on <= day and (basis.until is None or day <= basis.until)
