"""The rules of the club's books as the coordinator keeps them: checked in papers, ended, set anew."""

from collections.abc import Sequence
from datetime import date, timedelta

from application import rules
from domain.programmes import CLUB_RULES, PROGRAMMES
from domain.rules import FirstRule, RuleCode, RuleScope
from interface.cli.demo_club.chronicle import Chronicle

_NEW_LAW_FROM = date(2025, 6, 1)
NEW_LAW = "ustawa z 20.03.2025 o rynku pracy i służbach zatrudnienia, Dz.U. 2025 poz. 620"


def plan(told: Chronicle) -> None:
    """Plan what happens to the books."""
    _check(told)
    _follow_the_new_law(told)


def _check(told: Chronicle) -> None:
    """In the third week the coordinator looks up how late an entry may be."""
    told.plan(
        told.first + timedelta(days=16),
        told.office.coordinator,
        lambda: rules.ConfirmRule(
            scope=RuleScope.CLUB,
            owner=None,
            item=_item(CLUB_RULES, RuleCode.LATE_ENTRY_DAYS),
            value=14,
            source="Zarządzenie kierownika klubu w sprawie ewidencji godzin.",
        ),
    )


def _follow_the_new_law(told: Chronicle) -> None:
    """Another act stands behind socially useful work from June 2025: the old rule ends, the new one waits."""
    work = next(edition for edition in told.editions if edition.programme == "PSU")
    known_on, coordinator = max(told.first, _NEW_LAW_FROM) + timedelta(days=1), told.office.coordinator
    told.plan(
        known_on,
        coordinator,
        lambda: rules.EndRule(
            scope=RuleScope.EDITION,
            owner=work.id,
            item=_item(PROGRAMMES["PSU"].rules, RuleCode.FUNDING),
            until=_NEW_LAW_FROM - timedelta(days=1),
            reason="Nowa ustawa o rynku pracy.",
        ),
    )
    told.plan(
        known_on,
        coordinator,
        lambda: rules.SetRule(
            scope=RuleScope.EDITION,
            owner=work.id,
            rule=RuleCode.FUNDING,
            unit=None,
            applies_to=None,
            value="GMINA-I-FUNDUSZ-PRACY",
            since=_NEW_LAW_FROM,
            until=None,
            law=NEW_LAW,
            source="Wyjaśnienie urzędu pracy; wysokość refundacji do potwierdzenia.",
            confirmed=False,
        ),
    )


def _item(first: Sequence[FirstRule], code: RuleCode) -> int:
    """Return the item of a rule with which a book started: its place there."""
    return next(place for place, rule in enumerate(first, start=1) if rule.code is code)
