"""How each refusal of confirming and closing an edition is provoked, for the sentences about all refusals."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from domain import users
from domain.editions import Edition, confirmation, opening, waiting_list
from domain.editions.waiting_list import AdmissionReason, LeftWaitingList
from domain.refusals import Refusal
from domain.users import User
from tests.edition_steps import an_edition, confirm, plan, taking_part, wait
from tests.steps import ANNA, BOGDAN, STAMP, TODAY

FEBRUARY, MARCH = date(2027, 2, 1), date(2027, 3, 1)


def unchecked(step: Callable[[Edition], Any]) -> Callable[[Path], Any]:
    """Return what takes a step with an edition that waits to be confirmed; it is refused."""
    return lambda _: step(an_edition(confirmed=False))


def a_session_too_early(edition: Edition) -> None:
    """Confirm a first day after a planned session."""
    plan(edition, FEBRUARY)
    confirm(edition, opens_on=MARCH)


def closed_before_hours(_: Path) -> None:
    """Close an edition before the last hours in it."""
    part = taking_part(last_hours_on=MARCH)
    an_edition().close(STAMP, TODAY, part, closes_on=FEBRUARY, reason="powód zmyślony")


def resigned_for_a_reason_of_admission(_: Path) -> None:
    """Give the reason of an admission for a resignation."""
    edition = an_edition()
    entry, how = wait(edition, ANNA, FEBRUARY), LeftWaitingList.RESIGNED
    reason = AdmissionReason.OTHER
    edition.take_off_waiting_list(STAMP, TODAY, entry=entry, how=how, left_on=FEBRUARY, reason=reason)


def dismissed_when_over(_: Path) -> None:
    """Dismiss a deputy on the day after their last."""
    user = User.register(ANNA, STAMP, TODAY, display_name="Anna Zmyślona")
    user.appoint_deputy(STAMP, TODAY, deputy=BOGDAN, since=TODAY, until=TODAY)
    user.dismiss_deputy(STAMP, TODAY + timedelta(days=1), item=user.version)


CONFIRMING: dict[type[Refusal], Callable[[Path], Any]] = {
    confirmation.ConfirmedAlready: lambda _: confirm(an_edition()),
    confirmation.EnrolledEarlier: unchecked(
        lambda e: confirm(e, taking_part(first_enrolled_on=FEBRUARY), opens_on=MARCH)
    ),
    confirmation.EnrolledUntil: unchecked(lambda e: confirm(e, taking_part(taken=1), closes_on=None)),
    confirmation.SessionsEarlier: unchecked(a_session_too_early),
    opening.HoursLaterInEdition: closed_before_hours,
    users.DeputyTimeOver: dismissed_when_over,
    waiting_list.NothingToAdmit: resigned_for_a_reason_of_admission,
}
