"""How each refusal about what belongs to nobody alone is provoked: editions, providers, agreements, users."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from domain import agreements, providers, rules, users
from domain.agreements import Agreement
from domain.editions import Edition, opening, service_days, sessions, waiting_list
from domain.editions.waiting_list import LeftWaitingList
from domain.hours import lowered
from domain.programmes import activities
from domain.providers import Provider
from domain.refusals import Refusal
from domain.rules import RuleCode, RuleScope
from domain.users import User
from domain.vocabulary import Role
from tests.domain.whole_lives import amend_agreement, an_agreement_that_ended, end_agreement, signed_agreement
from tests.edition_steps import a_provider, an_edition, plan, taking_part, wait
from tests.rule_steps import a_book, confirm_rule, set_limit, set_rule
from tests.steps import ANNA, BOGDAN, EWA, STAMP, TODAY, edition

BEFORE, JANUARY, FEBRUARY = date(2026, 12, 31), date(2027, 1, 4), date(2027, 2, 1)


def with_places(places: int | None, taken: int) -> None:
    """Change the places of an edition that has ten, of which some are taken."""
    an_edition(places=10).change_places(STAMP, TODAY, places=places, taken=taken, reason="powód zmyślony")


def closing(on: date, *, last_enrolled_on: date | None = None, last_session_on: date | None = None) -> None:
    """Close the edition of 2027 on a day."""
    closed = an_edition()
    if last_session_on is not None:
        plan(closed, last_session_on)
    part = taking_part(last_enrolled_on=last_enrolled_on)
    closed.close(STAMP, TODAY, part, closes_on=on, reason="powód zmyślony")


def open_day(*, reason: service_days.ClosureReason | None = None, times: int = 1) -> None:
    """Record so often that the service was open."""
    opened = an_edition()
    for _ in range(times):
        opened.note_service_day(STAMP, TODAY, day=JANUARY, open=True, reason=reason, note=None)


def cancelled_twice() -> None:
    """Cancel one session twice."""
    planned = an_edition()
    item = plan(planned, FEBRUARY)
    for _ in range(2):
        planned.cancel_session(STAMP, TODAY, session=item, reason="powód zmyślony")


def leader_twice() -> None:
    """Let one leader lead two sessions at a time."""
    planned, celina = an_edition(), a_provider()
    plan(planned, FEBRUARY, "09:00", leader=celina)
    plan(planned, FEBRUARY, "09:30", leader=celina, booked=list(planned.sessions.values()))


def take_off(waited: Edition, entry: int, on: date) -> None:
    """Admit somebody from the waiting list without a word why."""
    waited.take_off_waiting_list(STAMP, TODAY, entry=entry, how=LeftWaitingList.ADMITTED, left_on=on, reason=None)


def waiting(
    *steps: Callable[[Edition], Any],
) -> Callable[[Path], Any]:
    """Return what takes these steps with an edition for which Anna waits since February: entry 2."""

    def take(_: Path) -> None:
        waited = an_edition()
        wait(waited, ANNA, FEBRUARY)
        for step in steps:
            step(waited)

    return take


def declare_kinship(celina: Provider) -> Provider:
    """Say that a provider is of Anna's family since February."""
    kind = providers.KinshipKind.FAMILY
    celina.declare_kinship(STAMP, TODAY, person=ANNA, kind=kind, since=FEBRUARY)
    return celina


def kin_of_anna() -> Provider:
    """Enter a provider who is of Anna's family: item 2."""
    return declare_kinship(a_provider())


def left_twice() -> None:
    """Let a provider leave twice."""
    celina = a_provider()
    for _ in range(2):
        celina.leave(STAMP, TODAY, left_on=TODAY)


def hang_on(known: Agreement | None, *, on: date = TODAY, others: int = 0, needed: bool = True) -> None:
    """Enrol somebody under an agreement on a day."""
    named = agreements.Named(number="ZMYŚLONE/4", known=known, others=others)
    agreements.refuse_agreement_that_does_not_hold(named, "PSU", on, needed=needed)


def adam() -> User:
    """Register a user."""
    return User.register(EWA, STAMP, TODAY, display_name="Anna Zmyślona")


def revoked_twice() -> None:
    """End one token twice."""
    user = adam()
    user.issue_token(STAMP, TODAY, digest="ab" * 32, expires_on=TODAY)
    for _ in range(2):
        user.revoke_token(STAMP, TODAY, item=2)


def role_twice() -> None:
    """Give a user one role twice."""
    user = adam()
    for _ in range(2):
        user.grant(STAMP, TODAY, role=Role.AUDITOR)


def appoint(user: User) -> None:
    """Let Bogdan be the user's deputy today."""
    user.appoint_deputy(STAMP, TODAY, deputy=BOGDAN, since=TODAY, until=TODAY)


def deputy_twice() -> None:
    """Appoint one deputy twice for one day."""
    user = adam()
    for _ in range(2):
        appoint(user)


def dismissed_twice() -> None:
    """End one deputy's time twice."""
    user = adam()
    appoint(user)
    for _ in range(2):
        user.dismiss_deputy(STAMP, TODAY, item=2)


def confirmed_twice() -> None:
    """Confirm one rule twice."""
    book = a_book()
    item = set_limit(book, 10, confirmed=False)
    for _ in range(2):
        confirm_rule(book, item, 540)


EDITIONS: dict[type[Refusal], Callable[[Path], Any]] = {
    opening.EditionCodeTaken: lambda _: opening.refuse_code_taken([edition("AOON", "2027")], "AOON", "2027"),
    opening.EditionNotRunning: lambda _: plan(an_edition(), BEFORE),
    opening.EditionsOverlap: lambda _: opening.refuse_overlap(
        [edition("AOON", "2027")], "AOON", TODAY, None, parallel=False
    ),
    opening.EndsBeforeItOpens: lambda _: an_edition(closes_on=BEFORE),
    opening.EnrolledLater: lambda _: closing(JANUARY, last_enrolled_on=FEBRUARY),
    opening.ImpossiblePlaces: lambda _: an_edition(places=0),
    opening.NoSuchEdition: lambda _: opening.chosen_edition([edition("AOON", "2027")], "AOON", "2028", TODAY),
    opening.NotEarlier: lambda _: closing(BEFORE),
    opening.PlacesTaken: lambda _: with_places(2, taken=3),
    opening.PlacesUnchanged: lambda _: with_places(10, taken=3),
    opening.SessionsLater: lambda _: closing(JANUARY, last_session_on=FEBRUARY),
    service_days.ClosedForAReason: lambda _: open_day(reason=service_days.ClosureReason.REPAIR),
    service_days.DayRecordedAlready: lambda _: open_day(times=2),
    sessions.CancelledAlready: lambda _: cancelled_twice(),
    sessions.ImpossibleSession: lambda _: plan(an_edition(), FEBRUARY, minutes=0),
    sessions.LeaderElsewhere: lambda _: leader_twice(),
    waiting_list.LeftBeforeWaiting: waiting(lambda e: take_off(e, 2, JANUARY)),
    waiting_list.NotWaiting: waiting(lambda e: take_off(e, 2, FEBRUARY), lambda e: take_off(e, 2, FEBRUARY)),
    waiting_list.OutOfTurn: waiting(lambda e: take_off(e, wait(e, BOGDAN, FEBRUARY), FEBRUARY)),
    waiting_list.TakesPartAlready: lambda _: wait(an_edition(), ANNA, FEBRUARY, takes_part=True),
    waiting_list.WaitingAlready: waiting(lambda e: wait(e, ANNA, FEBRUARY)),
}
PROVIDERS: dict[type[Refusal], Callable[[Path], Any]] = {
    providers.KinshipDeclaredAlready: lambda _: declare_kinship(kin_of_anna()),
    providers.KinshipOver: lambda _: kin_of_anna().end_kinship(STAMP, TODAY, kinship=2, until=JANUARY),
    providers.LeftBeforeComing: lambda _: a_provider().leave(STAMP, TODAY, left_on=BEFORE),
    providers.NotYetAtWork: lambda _: plan(an_edition(), JANUARY, leader=a_provider(since=FEBRUARY)),
    providers.ProviderIsKin: lambda _: providers.refuse_kin_as_provider(kin_of_anna(), ANNA, TODAY, "/provider"),
    providers.ProviderNotChecked: lambda _: providers.refuse_unchecked_provider(a_provider(), TODAY, "/provider"),
    providers.ProviderGone: lambda _: left_twice(),
}
AGREEMENTS: dict[type[Refusal], Callable[[Path], Any]] = {
    agreements.AgreementEndsBeforeItStarts: lambda _: signed_agreement(valid_until=BEFORE),
    agreements.AgreementFull: lambda _: hang_on(signed_agreement(persons=5), others=5),
    agreements.AgreementNotInForce: lambda _: hang_on(signed_agreement(), on=FEBRUARY),
    agreements.AgreementNumberTaken: lambda _: agreements.refuse_number_taken(EWA),
    agreements.AgreementOver: lambda _: amend_agreement(an_agreement_that_ended(), TODAY),
    agreements.AmendedBeforeSigning: lambda _: amend_agreement(signed_agreement(), BEFORE),
    agreements.EndedOutside: lambda _: end_agreement(signed_agreement(), BEFORE),
    agreements.ImpossibleNumbers: lambda _: signed_agreement(persons=0),
    agreements.NoAgreementNeeded: lambda _: hang_on(signed_agreement(), needed=False),
    agreements.NoSuchAgreement: lambda _: hang_on(None),
}
USERS: dict[type[Refusal], Callable[[Path], Any]] = {
    users.ClubFoundedAlready: lambda _: users.refuse_second_founding([EWA]),
    users.DeputyAlready: lambda _: deputy_twice(),
    users.DeputyDismissedAlready: lambda _: dismissed_twice(),
    users.ImpossibleDeputy: lambda _: adam().appoint_deputy(STAMP, TODAY, deputy=EWA, since=TODAY, until=TODAY),
    users.LastAdministrator: lambda _: users.refuse_to_leave_no_administrator([], Role.ADMINISTRATOR),
    users.RoleHeldAlready: lambda _: role_twice(),
    users.RoleNotHeld: lambda _: adam().withdraw(STAMP, TODAY, role=Role.AUDITOR),
    users.TokenRevokedAlready: lambda _: revoked_twice(),
    users.TokenTooLong: lambda _: adam().issue_token(STAMP, TODAY, digest="ab" * 32, expires_on=BEFORE),
}


def limit_below_recorded() -> None:
    """Set a limit of nine hours a week where ten are recorded."""
    book = a_book()
    before, item = book.now, set_limit(book, 9)
    somebody = lowered.Recorded(amounts={FEBRUARY: 600}, counts=lambda _: True)
    lowered.refuse_limit_below_recorded(before, book.now, book.rules[item], (JANUARY, FEBRUARY), [somebody])


RULES: dict[type[Refusal], Callable[[Path], Any]] = {
    lowered.LimitBelowRecorded: lambda _: limit_below_recorded(),
    activities.NoSuchActivity: lambda _: activities.refuse_unknown_activity("INNA"),
    rules.ImpossibleValue: lambda _: set_limit(a_book(), 0),
    rules.MisplacedRule: lambda _: set_limit(a_book(RuleScope.CLUB), 10),
    rules.RuleConfirmedAlready: lambda _: confirmed_twice(),
    rules.RuleEndsBeforeItStarts: lambda _: set_limit(a_book(), 10, until=date(2025, 12, 31)),
    rules.RuleWithoutSource: lambda _: set_rule(a_book(), RuleCode.FUNDING, "GMINA", source=" "),
}
CLUB = {**EDITIONS, **PROVIDERS, **AGREEMENTS, **USERS, **RULES}
