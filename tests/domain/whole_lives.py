"""Lives in which every fact of the catalogue happens, one for each kind of stream."""

from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from domain.agreements import Agreement
from domain.editions import Edition
from domain.editions.service_days import ClosureReason
from domain.editions.waiting_list import LeftWaitingList
from domain.erasure import ErasureRequest, Requester, WhyRefused
from domain.event_logs import EventLogGrant, LogFormat
from domain.forgetting import ErasureGround
from domain.participant import Participant
from domain.providers import KinshipKind, Provider
from domain.retention import RetentionBasis
from domain.users import User
from domain.vocabulary import EpisodeKind, Role
from tests.edition_steps import CELINA, a_provider, an_edition, confirm, plan, taking_part, wait
from tests.entry_steps import everything_of_entry
from tests.later_steps import everything_of_taking_part
from tests.paper_steps import print_list, sign_list, spoil_list
from tests.steps import (
    ANNA,
    BOGDAN,
    EWA,
    STAMP,
    TODAY,
    correct_hours,
    enrol,
    enrolled_in,
    leave,
    record_hours,
    refer,
    start_work,
)

TUESDAY = date(2026, 6, 2)
SECRET = "Tajna-Zmyślona"


def steps_beside_their_tests() -> list[Callable[[Participant], None]]:
    """Return what each test of a capability lets happen to somebody in episode 2: a new fact needs no word here."""
    tests = [import_module(f"tests.domain.{path.stem}") for path in sorted(Path(__file__).parent.glob("test_*.py"))]
    return [test.in_a_whole_life for test in tests if hasattr(test, "in_a_whole_life")]


def a_whole_life() -> Participant:
    """Everything that can happen to a participant, two kinds of episode at once."""
    anna = enrolled_in("PSU", TUESDAY)
    everything_of_entry(anna, episode=2, day=TUESDAY)
    for step in steps_beside_their_tests():
        step(anna)
    entry = record_hours(anna, TUESDAY, minutes=90, at="08:00", enrolment=4)
    correct_hours(anna, entry, 95)
    service = refer(anna, TUESDAY, EpisodeKind.SERVICE)
    enrol(anna, "AOON", TUESDAY)
    anna.assign(STAMP, TODAY, user=EWA)
    anna.assign(STAMP, TODAY, user=ANNA)
    anna.release(STAMP, TODAY, user=EWA)
    start_work(anna, date(2026, 7, 1))
    everything_of_taking_part(anna, place=4, contract=3, day=TUESDAY)
    leave(anna, date(2026, 7, 2), episode=service)
    anna.set_retention(STAMP, TODAY, retention_class="B5", basis=RetentionBasis.CLASS_LIST, since=TUESDAY)
    anna.note_forgotten(STAMP, TODAY, request=EWA, ground=ErasureGround.END_OF_RETENTION, kept=["sex"])
    return anna


def a_user() -> User:
    """Everything that can happen to a user."""
    adam = User.register(EWA, STAMP, TODAY, display_name=SECRET)
    adam.grant(STAMP, TODAY, role=Role.AUDITOR)
    adam.grant(STAMP, TODAY, role=Role.CASEWORKER)
    adam.withdraw(STAMP, TODAY, role=Role.AUDITOR)
    adam.issue_token(STAMP, TODAY, digest="ab" * 32, expires_on=TODAY)
    adam.revoke_token(STAMP, TODAY, item=adam.version)
    adam.confirm_clock(STAMP, TODAY)
    adam.appoint_deputy(STAMP, TODAY, deputy=BOGDAN, since=TODAY, until=TODAY)
    adam.dismiss_deputy(STAMP, TODAY, item=adam.version)
    return adam


def an_edition_that_closed() -> Edition:
    """Everything that can happen to an edition."""
    edition = an_edition(note=SECRET, confirmed=False)
    confirm(edition)
    day = date(2027, 2, 1)
    edition.change_places(STAMP, TODAY, places=12, taken=0, reason=SECRET)
    plan(edition, day)
    edition.cancel_session(STAMP, TODAY, session=plan(edition, day), reason=SECRET)
    edition.note_service_day(STAMP, TODAY, day=day, open=True, reason=None, note=None)
    edition.note_service_day(STAMP, TODAY, day=day, open=False, reason=ClosureReason.REPAIR, note=SECRET)
    entry = wait(edition, ANNA, day)
    wait(edition, BOGDAN, day)
    edition.take_off_waiting_list(STAMP, TODAY, entry=entry, how=LeftWaitingList.ADMITTED, left_on=day, reason=None)
    sign_list(edition, print_list(edition, month=day, users=(ANNA,)), kept_at=SECRET)
    spoil_list(edition, print_list(edition, month=day, serial=2), SECRET)
    edition.close(STAMP, TODAY, taking_part(), closes_on=TODAY, reason=SECRET)
    return edition


def a_provider_who_left() -> Provider:
    """Everything that can happen to a provider."""
    celina = a_provider()
    celina.check_for_minors(STAMP, TODAY, checked_on=TODAY)
    celina.declare_kinship(STAMP, TODAY, person=ANNA, kind=KinshipKind.HOUSEHOLD, since=TODAY)
    celina.end_kinship(STAMP, TODAY, kinship=celina.version, until=TODAY)
    celina.leave(STAMP, TODAY, left_on=TODAY)
    return celina


def an_erasure(**said: Any) -> ErasureRequest:
    """Receive the club's request to forget Anna; every part can be said otherwise."""
    parts: dict[str, Any] = {
        "participants": (ANNA,),
        "asked_by": Requester.CLUB,
        "ground": ErasureGround.END_OF_RETENTION,
        "received_on": TODAY,
    }
    return ErasureRequest.receive(CELINA, STAMP, TODAY, **(parts | said))


SECOND = msgspec.structs.replace(STAMP, recorded_by=BOGDAN)
"""The stamp of a second person."""


def a_settled_erasure() -> ErasureRequest:
    """Everything that can happen to an erasure request but its refusal."""
    request = an_erasure()
    request.note_consent(STAMP, TODAY, number="OA.24.7.2027", given_on=TODAY)
    request.approve(SECOND, TODAY, consent_needed=True)
    request.execute(STAMP, TODAY, consent_needed=True, linked=(ANNA,))
    return request


def a_refused_erasure() -> ErasureRequest:
    """A request that is refused."""
    request = an_erasure()
    request.refuse(STAMP, TODAY, reason=WhyRefused.DUTY_TO_KEEP, kept_until=TODAY)
    return request


def an_event_log(**said: Any) -> EventLogGrant:
    """Ask for an event log of June 2027 of the whole club; every part can be said otherwise."""
    parts: dict[str, Any] = {
        "formats": (LogFormat.XES, LogFormat.OCEL),
        "programmes": (),
        "editions": (),
        "period_first": date(2027, 6, 1),
        "period_last": TODAY,
        "until": TODAY,
        "recipient": SECRET,
        "purpose": SECRET,
        "legal_basis": SECRET,
        "sensitive": False,
        "shifted": True,
        "because": None,
    }
    return EventLogGrant.request(CELINA, STAMP, TODAY, **(parts | said))


def a_granted_event_log(**said: Any) -> EventLogGrant:
    """Ask for an event log, and agree as a second person."""
    grant = an_event_log(**said)
    grant.approve(SECOND, TODAY)
    return grant


def a_withdrawn_event_log() -> EventLogGrant:
    """Everything that can happen to an event log but its refusal."""
    grant = a_granted_event_log(sensitive=True, because=SECRET)
    grant.withdraw(STAMP, TODAY, reason=SECRET)
    return grant


def a_refused_event_log() -> EventLogGrant:
    """An event log that is refused."""
    grant = an_event_log()
    grant.refuse(SECOND, TODAY, reason=SECRET)
    return grant


def signed_agreement(**said: Any) -> Agreement:
    """Sign an agreement for June 2027; every part can be said otherwise."""
    parts: dict[str, Any] = {
        "number": "ZMYŚLONE/4",
        "signed_on": date(2027, 6, 1),
        "valid_from": date(2027, 6, 1),
        "valid_until": TODAY,
        "persons": 5,
        "minutes": None,
        "minutes_monthly_each": 2_400,
        "note": SECRET,
    }
    return Agreement.sign(CELINA, STAMP, TODAY, **(parts | said))


def amend_agreement(agreement: Agreement, on: date) -> None:
    """Sign an annex without limits."""
    agreement.amend(
        STAMP,
        TODAY,
        signed_on=on,
        valid_until=date(2027, 12, 31),
        persons=None,
        minutes=None,
        minutes_monthly_each=None,
        reason=SECRET,
    )


def end_agreement(agreement: Agreement, on: date) -> None:
    """End an agreement on a day."""
    agreement.end(STAMP, TODAY, ended_on=on, reason=SECRET)


def an_agreement_that_ended() -> Agreement:
    """Everything that can happen to an agreement."""
    agreement = signed_agreement()
    amend_agreement(agreement, TODAY)
    end_agreement(agreement, TODAY)
    return agreement
