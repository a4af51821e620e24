"""Ways that do not go through: rejected, withdrawn, still on the threshold; and files that were wrong."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from application.referral import RejectReferral, WithdrawReferral
from application.retention import SetRetention
from domain.eligibility import Benefit
from domain.retention import RetentionBasis
from domain.status import LabourStatus, StatusMoment
from domain.vocabulary import EpisodeKind, ReferralSource, Sex
from interface.cli.demo_club import children, club, editions, entering, plots, turns
from interface.cli.demo_club.chronicle import Arrival, Chronicle, Life, Step
from interface.cli.demo_club.people import ADULTS, PUPILS, Somebody
from interface.cli.demo_club.working_days import working_day_from


def arrivals(told: Chronicle) -> Iterator[Arrival]:
    """Return who comes by a way of their own."""
    for days, tell in ((90, _rejected), (230, _withdrawn), (420, _withdrawn), (610, _rejected)):
        yield _somebody(told, told.first + timedelta(days=days), tell)
    yield _somebody(told, told.until - timedelta(days=4), _referred)
    yield _somebody(told, told.until - timedelta(days=12), _eligible)
    yield from _wrong_files(told)
    yield from _without_a_place(told)


def _somebody(told: Chronicle, day: date, tell: Callable[[Chronicle, Life, date], object]) -> Arrival:
    day = working_day_from(day)
    return Arrival(day, told.crowd.somebody(ADULTS, day), partial(tell, told))


def _referred(told: Chronicle, life: Life, day: date) -> Step:
    """Nothing more than the referral and its papers yet."""
    entering.reach(told, life, day)
    entering.papers(told, life, day, ())
    entering.status(told, life, day, StatusMoment.ENTRY, LabourStatus.UNEMPLOYED_REGISTERED, entering.UNEMPLOYED)
    return entering.refer(told, life, day, EpisodeKind.KIS, ReferralSource.LABOUR_OFFICE)


def _eligible(told: Chronicle, life: Life, day: date) -> None:
    """Found eligible; the contract is not signed yet."""
    episode = _referred(told, life, day)
    entering.group(told, life, day, entering.UNEMPLOYED)
    entering.benefits(told, life, day)
    entering.find_eligible(told, life, told.later(day, 1, 3), episode)


def _rejected(told: Chronicle, life: Life, day: date) -> None:
    """The person draws a benefit, so the club may not take them in."""
    episode = _referred(told, life, day)
    reason = "Prawo do zasiłku dla bezrobotnych."
    found_on = told.later(day, 2, 5)
    entering.benefits(told, life, day, Benefit.UNEMPLOYMENT)
    entering.find_ineligible(told, life, found_on, episode, reason)
    rejected_on = told.later(found_on, 1, 4)
    told.stage(
        life,
        rejected_on,
        lambda: RejectReferral(participant_id=life.id, episode=episode.item, rejected_on=rejected_on, reason=reason),
    )
    told.stage(
        life,
        rejected_on,
        lambda: SetRetention(
            participant_id=life.id, retention_class="B5", basis=RetentionBasis.CLASS_LIST, since=rejected_on
        ),
    )


def _withdrawn(told: Chronicle, life: Life, day: date) -> None:
    """The person gave up before anything began."""
    episode = _referred(told, life, day)
    _give_up(told, life, told.later(day, 4, 15), episode, "Znalezione zajęcie u rodziny.")


def _give_up(told: Chronicle, life: Life, day: date, episode: Step, reason: str) -> None:
    told.stage(
        life,
        day,
        lambda: WithdrawReferral(participant_id=life.id, episode=episode.item, withdrawn_on=day, reason=reason),
    )


def _wrong_files(told: Chronicle) -> Iterator[Arrival]:
    """A second file of one person, two people taken for one, a number with swapped digits, a number that is not."""
    first = told.first
    once = _somebody(told, first + timedelta(days=150), partial(_lives, number=7))
    yield once
    again = told.crowd.twice(once.person)
    yield Arrival(working_day_from(once.day + timedelta(days=70)), again, partial(_twice, told, survivor=once.person))
    yield _somebody(told, first + timedelta(days=330), partial(_taken_for_another, other=once.person))
    day = working_day_from(first + timedelta(days=260))
    right = told.crowd.somebody(ADULTS, day)
    wrong = told.crowd.mistyped(right)
    yield Arrival(day, wrong, partial(_mistyped, told, right=right))
    day = working_day_from(first + timedelta(days=510))
    yield Arrival(day, told.crowd.newcomer(day), partial(_lives, told, number=9))
    day = working_day_from(first + timedelta(days=520))
    yield Arrival(day, told.crowd.twice(once.person), partial(_namesake, told, other=once.person))


def _lives(told: Chronicle, life: Life, day: date, *, number: int) -> None:
    club.live(told, plots.plot(number), life, day)


def _twice(told: Chronicle, life: Life, day: date, *, survivor: Somebody) -> None:
    """Somebody forgot that the person is here already; the second file is linked to the first."""
    entering.refer(told, life, day, EpisodeKind.SERVICE, ReferralSource.SELF)
    reason = "Ta sama osoba: zgodne imię, nazwisko i data urodzenia, PESEL ustalony."
    turns.link(told, life, told.later(day, 6, 20), survivor.id, reason)


def _taken_for_another(told: Chronicle, life: Life, day: date, *, other: Somebody) -> None:
    """Two people of like names were taken for one, for a week."""
    linked = turns.link(told, life, told.later(day, 1, 3), other.id, "Podobne nazwisko, ten sam adres.")
    turns.unlink(told, life, told.later(linked.entered_on, 6, 9), linked)
    club.live(told, plots.plot(14), life, working_day_from(life.entered + timedelta(days=1)))


def _namesake(told: Chronicle, life: Life, day: date, *, other: Somebody) -> None:
    """Somebody with the name and the birth date of another; the documents show that they are two."""
    turns.tell_apart(told, life, told.later(day, 1, 4), other.id)
    entering.refer(told, life, day, EpisodeKind.SERVICE, ReferralSource.SELF)


def _mistyped(told: Chronicle, life: Life, day: date, *, right: Somebody) -> None:
    turns.correct_number(told, life, told.later(day, 12, 30), right.pesel)
    club.live(told, plots.plot(3), life, day)


def _without_a_place(told: Chronicle) -> Iterator[Arrival]:
    """A child who waited in vain, and one who waits still."""
    for before in (400, 45):
        day = working_day_from(told.until - timedelta(days=before))
        yield Arrival(day, told.crowd.somebody(PUPILS, day), partial(_waits, told, in_vain=before == 400))  # noqa: PLR2004


def _waits(told: Chronicle, life: Life, day: date, *, in_vain: bool) -> None:
    household = children.Household([told.crowd.kin(Sex.FEMALE, life.person.family_name)])
    parent = children.grown_ups(told, life, day, household)
    entering.papers(told, life, day, (), signed_by=parent)
    episode = entering.refer(told, life, day, EpisodeKind.SERVICE, ReferralSource.SELF, parent)
    running = editions.next_running(told, "SWIETLICA-PLUS", working_day_from(life.entered))
    if running is None:
        return
    since = working_day_from(life.entered)
    until = told.later(since, 30, 50) if in_vain else told.until + timedelta(days=30)
    editions.wait_in_vain(told, life, running, since, until)
    if in_vain:
        _give_up(told, life, working_day_from(life.entered), episode, "Rodzina znalazła inną świetlicę.")
