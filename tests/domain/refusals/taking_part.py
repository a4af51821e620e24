"""How each refusal of taking part and of leaving is provoked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from domain import absences, employment, enrolment, follow_up, hours, outcomes, participation, social_contract
from domain.follow_up import Situation
from domain.participant import Participant
from domain.refusals import Refusal
from domain.rules import Rules
from domain.vocabulary import ExitKind
from tests.follow_up_steps import answer, call, infer
from tests.later_steps import (
    agree,
    amend,
    approve_hours,
    be_absent,
    breach,
    certify,
    change_agreed,
    close_case,
    correct_work,
    die,
    end_enrolment,
    end_work,
    evaluate,
    observe,
    resume,
    return_hours,
    suspend,
    terminate,
    void,
    void_exit,
    void_hours,
)
from tests.steps import (
    STAMP,
    TODAY,
    correct_hours,
    enrol,
    enrolled_in,
    leave,
    record_hours,
    refer,
    registered,
    sign,
    start_work,
)

MAY, MONDAY, TUESDAY, WEDNESDAY = date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
LAST = date(2026, 12, 31)
Step = Callable[[Participant], Any]


def place() -> Participant:
    """Enrol somebody in a programme of the club: episode 2, contract 3, enrolment 4."""
    return enrolled_in("PSU", MONDAY)


def after(*steps: Step) -> Callable[[Path], Any]:
    """Return what takes these steps with somebody enrolled; the last is refused."""

    def take(_: Path) -> None:
        person = place()
        for step in steps:
            step(person)

    return take


def in_2026(person: Participant) -> None:
    """Enrol in an edition that ends with the year."""
    enrol(person, "PSU", MONDAY, "2026", closes_on=LAST)


def dying_as_exit(person: Participant) -> None:
    """Record a death as a kind of exit."""
    person.exit(STAMP, TODAY, None, episode_item=2, kind=ExitKind.DEATH, exited_on=MONDAY, reason=None)


def service_left(_: Path) -> None:
    """Follow up the user of a service."""
    person = enrolled_in("AOON", MONDAY)
    leave(person, TUESDAY)
    call(person, TUESDAY)


def gone(person: Participant) -> None:
    """Leave on Tuesday: fact 5."""
    leave(person, TUESDAY)


TAKING_PART: dict[type[Refusal], Callable[[Path], Any]] = {
    absences.AbsentThatDay: after(lambda p: be_absent(p, MONDAY), lambda p: record_hours(p, MONDAY)),
    absences.PresentThatDay: after(lambda p: record_hours(p, MONDAY), lambda p: be_absent(p, MONDAY)),
    employment.AgreedUntilBeforeStart: after(
        lambda p: correct_work(p, start_work(p, TUESDAY), agreed_until=MONDAY, started_on=TUESDAY)
    ),
    employment.EndedAlready: after(
        lambda p: end_work(p, start_work(p, MONDAY), MONDAY), lambda p: end_work(p, 5, MONDAY)
    ),
    employment.EndsBeforeItStarts: after(lambda p: end_work(p, start_work(p, TUESDAY), MONDAY)),
    employment.ImpossibleValue: after(lambda p: correct_work(p, start_work(p, MONDAY), monthly_grosze=0)),
    employment.ImpossibleFte: after(lambda p: start_work(p, TUESDAY, 101)),
    employment.StartsAfterItEnds: after(
        lambda p: end_work(p, start_work(p, MONDAY), MONDAY), lambda p: correct_work(p, 5, started_on=TUESDAY)
    ),
    enrolment.AlreadyEnrolled: after(lambda p: enrol(p, "PSU", TUESDAY)),
    enrolment.CarerWithoutCaredFor: lambda _: enrol(enrolled_in("AOON", MONDAY), "OPIEKA-WYTCHNIENIOWA", MONDAY),
    enrolment.EditionFull: after(lambda p: enrol(p, "PSU", MONDAY, "2026", places=1, taken=1)),
    enrolment.EndsAfterEdition: after(in_2026, lambda p: end_enrolment(p, date(2027, 1, 1))),
    enrolment.EnrolledBeforeReferral: after(gone, lambda p: refer(p, TUESDAY), lambda p: enrol(p, "PSU", MONDAY)),
    enrolment.EnrolmentEndedAlready: after(lambda p: end_enrolment(p, MONDAY), lambda p: end_enrolment(p, MONDAY)),
    enrolment.EnrolmentOver: after(lambda p: end_enrolment(p, MAY)),
    enrolment.EnrolmentsWouldOverlap: after(lambda p: end_enrolment(p, TUESDAY), lambda p: enrol(p, "PSU", MONDAY)),
    enrolment.NobodyIsCaredFor: after(lambda p: enrol(p, "AKTYWIZACJA", MONDAY, cared_for=3)),
    enrolment.NoOpenEpisode: lambda _: enrol(registered(), "PSU", TUESDAY),
    enrolment.OutsideEdition: after(lambda p: enrol(p, "PSU", date(2027, 1, 1), "2026", closes_on=LAST)),
    follow_up.AnswerOfTheFuture: after(gone, lambda p: answer(p, TUESDAY, as_of=WEDNESDAY)),
    follow_up.BasisIsThere: after(gone, lambda p: call(p, TUESDAY, override="bez potrzeby")),
    follow_up.NoBasisForContact: after(gone, lambda p: call(p, TUESDAY, rules=Rules())),
    follow_up.NotAskedAboutWork: service_left,
    follow_up.NothingInferred: after(gone, lambda p: infer(p, TUESDAY, situation=Situation.WOULD_NOT_SAY)),
    follow_up.NotLeftYet: after(lambda p: call(p, TUESDAY)),
    hours.ApprovedAlready: after(
        lambda p: record_hours(p, MONDAY), lambda p: approve_hours(p, 5), lambda p: approve_hours(p, 5)
    ),
    hours.HoursAfterEdition: after(in_2026, lambda p: record_hours(p, date(2027, 1, 1))),
    hours.HoursAfterExit: after(gone, lambda p: record_hours(p, WEDNESDAY)),
    hours.HoursBeforeEnrolment: after(lambda p: record_hours(p, MAY)),
    hours.HoursDuringSuspension: after(lambda p: suspend(p, MONDAY), lambda p: record_hours(p, MONDAY)),
    hours.HoursOverlap: after(
        lambda p: record_hours(p, TUESDAY, 60, at="09:00"), lambda p: record_hours(p, TUESDAY, 60, at="09:30")
    ),
    hours.ImpossibleMinutes: after(lambda p: record_hours(p, TUESDAY, 0)),
    hours.MoreThanADay: after(lambda p: record_hours(p, TUESDAY, 1440), lambda p: record_hours(p, TUESDAY, 1)),
    hours.NoEntries: after(approve_hours),
    hours.NothingCorrected: after(lambda p: record_hours(p, TUESDAY, 60), lambda p: correct_hours(p, 5, 60)),
    hours.ReturnedAlready: after(
        lambda p: record_hours(p, MONDAY), lambda p: return_hours(p, 5), lambda p: return_hours(p, 5)
    ),
    hours.VoidedAlready: after(
        lambda p: record_hours(p, MONDAY), lambda p: void_hours(p, 5), lambda p: void_hours(p, 5)
    ),
    outcomes.ObservedBeforeReferral: after(lambda p: observe(p, MAY)),
    participation.AfterDeath: after(lambda p: die(p, MONDAY), lambda p: refer(p, TUESDAY)),
    participation.AlreadyExited: after(gone, gone),
    participation.AnotherEpisodeSince: after(gone, lambda p: refer(p, TUESDAY), lambda p: void_exit(p, 5)),
    participation.ClosedAlready: after(gone, lambda p: close_case(p, TUESDAY), lambda p: observe(p, MONDAY)),
    participation.ClosedTooEarly: after(gone, lambda p: close_case(p, MONDAY)),
    participation.DeathBeforeLastHours: after(lambda p: record_hours(p, TUESDAY), lambda p: die(p, MONDAY)),
    participation.DeathIsNoExit: after(dying_as_exit),
    participation.DiedAlready: after(lambda p: die(p, MONDAY), lambda p: die(p, MONDAY)),
    participation.EntryVoidedAlready: after(lambda p: void(p, start_work(p, MONDAY)), lambda p: void(p, 5)),
    participation.ExitBeforeItBegan: after(lambda p: leave(p, MAY)),
    participation.ExitBeforeLastHours: after(lambda p: record_hours(p, TUESDAY), lambda p: leave(p, MONDAY)),
    participation.ExitHasItsOwnVoid: after(gone, lambda p: void(p, 5)),
    participation.HoldsOthers: after(lambda p: record_hours(p, MONDAY), lambda p: void(p, 4)),
    participation.HoursLater: after(lambda p: record_hours(p, MONDAY), lambda p: suspend(p, MONDAY)),
    participation.NoSuchRetentionClass: after(gone, lambda p: close_case(p, TUESDAY, retention="B")),
    participation.NotAnExit: after(lambda p: void_exit(p, 4)),
    participation.NotTakingPart: after(lambda p: suspend(p, MAY)),
    participation.OverBeforeItBegins: after(lambda p: suspend(p, MONDAY, resumed_on=MONDAY)),
    participation.PlannedBeforeItBegins: after(lambda p: suspend(p, TUESDAY, until=MONDAY)),
    participation.ResumedBeforeSuspended: after(lambda p: resume(p, MONDAY, suspension=suspend(p, MONDAY))),
    participation.StillOpen: after(lambda p: close_case(p, MONDAY)),
    participation.SuspendedAlready: after(lambda p: suspend(p, MONDAY), lambda p: suspend(p, TUESDAY)),
    social_contract.AgreedAlready: after(lambda p: agree(p, LAST, MONDAY), lambda p: agree(p, TODAY, MONDAY)),
    social_contract.AgreedBeforeReferral: after(lambda p: agree(p, MAY, MONDAY)),
    social_contract.AmendedAfterItEnded: lambda _: amend(
        enrolled_in("PSU", MONDAY, cover=(MONDAY, MONDAY)), 3, TUESDAY
    ),
    social_contract.BeforeSigning: after(lambda p: evaluate(p, 3, MAY)),
    social_contract.BreachedWhenOver: after(lambda p: terminate(p, 3, MONDAY), lambda p: breach(p, 3, TUESDAY)),
    social_contract.ContractTerminatedAlready: after(
        lambda p: terminate(p, 3, MONDAY), lambda p: terminate(p, 3, MONDAY)
    ),
    social_contract.ContractEndsBeforeItStarts: lambda _: sign(registered(), TUESDAY, until=MONDAY),
    social_contract.LaterAnnexKnown: after(lambda p: amend(p, 3, TUESDAY, LAST), lambda p: amend(p, 3, MONDAY, LAST)),
    social_contract.NoContractInForce: lambda _: record_hours(
        enrolled_in("PSU", MONDAY, cover=(MONDAY, MONDAY)), TUESDAY
    ),
    social_contract.NotCompleted: after(lambda p: certify(p, 3, MONDAY)),
    social_contract.NothingAgreed: after(lambda p: change_agreed(p, LAST, MONDAY)),
    social_contract.TerminatedAfterItEnds: lambda _: terminate(place_until_monday(), 3, TUESDAY),
}


def place_until_monday() -> Participant:
    """Sign a contract of one day: item 3."""
    person = registered()
    refer(person, MONDAY)
    sign(person, MONDAY, until=MONDAY)
    return person
