"""A part in the club as one person lives it: from the referral over contracts and programmes to life afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from domain.declarations import ConsentKind
from domain.personal_data import Residence
from domain.social_contract import EvaluationResult
from domain.status import LabourStatus, StatusMoment
from domain.vocabulary import EpisodeKind, ExitKind, ReferralSource
from interface.cli.demo_club import contracts, entering, following_up, leaving, taking_part
from interface.cli.demo_club.chronicle import Chronicle, Life, Step
from interface.cli.demo_club.editions import next_running
from interface.cli.demo_club.entering import Ground
from interface.cli.demo_club.following_up import ASKED, Asked
from interface.cli.demo_club.leaving import Ending
from interface.cli.demo_club.taking_part import Activity, Place
from interface.cli.demo_club.turns import contact, end_group, withdraw_consent
from interface.cli.demo_club.working_days import working_day_from, working_day_until

_CONTRACT_WEEKS = 13
_IN_HOSPITAL = 8
_PAPER_COMES_LATER = 0.05
_TOLD = "Oświadczenie złożono ustnie, papier w drodze."
_CONSENTS = (ConsentKind.CONTACT_AFTER_EXIT, ConsentKind.IMAGE)
_SPOKEN = 0.6
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What happens in one part in the club. Numbers are days, unless they say weeks."""

    ground: Ground
    second_ground: Ground | None = None
    source: ReferralSource
    activity: Activity
    beside: Activity | None = None
    """A second programme at the same time."""
    moves_to: Activity | None = None
    """Another programme, halfway."""
    weeks: int = 16
    signed_after: int = 5
    """From the referral to the signature; less than none: the contract came first."""
    says_from: int = 0
    """How long before the signature the contract says it starts: signed late, it covers from the signature."""
    gap: int = 0
    """How long no contract covers between two of the chain."""
    amended: bool = False
    refused_first: bool = False
    pause_weeks: int = 0
    pauses_still: bool = False
    mistaken_exit: bool = False
    certified: bool = False
    dies: bool = False
    withdraws_consent: bool = False
    ending: Ending
    asked: Asked = ASKED
    again: "Plot | None" = None
    """The part that follows when the person comes back."""
    back_after: int = 90


@dataclass
class _Part:
    """A part that goes on: what the hours are judged by."""

    life: Life
    episode: Step
    chain: "_Chain | None" = None
    places: list[Place] = field(default_factory=list)
    covers: list[tuple[date, date]] = field(default_factory=list)
    away: list[tuple[date, date]] = field(default_factory=list)

    def may(self, place: Place, day: date) -> bool:
        """Whether the person may take part on that day, with a contract in force and not away."""
        if place.left_on is not None and day > place.left_on:
            return False
        covered = any(since <= day <= until for since, until in self.covers)
        return covered and not any(since <= day <= until for since, until in self.away)


def live(told: Chronicle, plot: Plot, life: Life, day: date, *, known: bool = False) -> date:
    """Plan one part in the club (and those that follow it); return its last day, planned or not.

    Whoever is `known` gave their consents the first time.
    """
    stays = Residence.STAYS_HERE if plot.ground.homeless else Residence.LIVES_HERE
    entering.reach(told, life, day, stays)
    wanted = _CONSENTS if plot.asked.consents else _CONSENTS[1:]
    consents = entering.papers(told, life, day, () if known else wanted)
    part = _Part(life, entering.refer(told, life, day, EpisodeKind.KIS, plot.source))
    memberships = _qualify(told, plot, part, day)
    last = _take_part(told, plot, part, max(life.entered, day))
    if plot.withdraws_consent:
        withdraw_consent(told, life, working_day_from(last - timedelta(days=20)), consents[-1])
    for place in part.places:
        taking_part.approve(told, life, place)
    if plot.dies:
        leaving.die(told, life, last + timedelta(days=told.rng.randint(2, 6)))
        return last
    if plot.pauses_still or last > told.until:
        return last
    _leave(told, plot, part, last, memberships, consents[0] if consents else None)
    if plot.again is not None:
        return live(told, plot.again, life, working_day_from(last + timedelta(days=plot.back_after)), known=True)
    leaving.close(told, life, last, part.episode)
    return last


def _qualify(told: Chronicle, plot: Plot, part: _Part, day: date) -> list[Step]:
    """The situation, the groups, and the finding: at once, or after a refusal that a paper turned."""
    life = part.life
    entering.status(told, life, day, StatusMoment.ENTRY, LabourStatus.UNEMPLOYED_REGISTERED, plot.ground)
    if plot.refused_first:
        reason = "Brak zaświadczenia na dzień ustalenia."
        entering.find_ineligible(told, life, told.later(day, 1, 3), part.episode, reason)
        day = told.later(day, 12, 20)
    memberships = [entering.group(told, life, day, plot.ground)]
    if plot.second_ground is not None:
        memberships.append(entering.group(told, life, day, plot.second_ground, primary=False))
    found_on = told.later(day, 0, 2)
    if told.rng.random() < _PAPER_COMES_LATER:
        entering.find_eligible(told, life, found_on, part.episode, override=_TOLD)
        entering.benefits(told, life, told.later(found_on, 1, 5))
    else:
        entering.benefits(told, life, day)
        entering.find_eligible(told, life, found_on, part.episode)
    return memberships


def _take_part(told: Chronicle, plot: Plot, part: _Part, day: date) -> date:
    """Contracts, places and hours up to the last day, which is returned."""
    life = part.life
    referred = working_day_from(day)
    signed_on = working_day_until(referred + timedelta(days=plot.signed_after))
    enrolled_on = working_day_from(max(signed_on, referred) + timedelta(days=told.rng.randint(1, 5)))
    last = working_day_from(enrolled_on + timedelta(weeks=plot.weeks))
    part.chain = chain = _sign(told, plot, part, signed_on, signed_on - timedelta(days=plot.says_from), last)
    contracts.agree(told, life, max(signed_on, referred), part.episode, last)
    part.places.append(_enrol(told, life, enrolled_on, plot.activity))
    if plot.beside is not None:
        part.places.append(_enrol(told, life, enrolled_on, plot.beside))
    turns = sorted(_turns(told, plot, part, chain, enrolled_on, last), key=lambda turn: turn[0])
    since = enrolled_on
    for turn_on, happen in turns:
        _attend(told, part, since, min(turn_on - _DAY, last))
        happen()
        since = max(since, turn_on)
    _attend(told, part, since, last)
    return last


def _turns(
    told: Chronicle, plot: Plot, part: _Part, first: "_Chain", enrolled_on: date, last: date
) -> list[tuple[date, Callable[[], object]]]:
    """What happens on the way, by day: the next contracts, an annex, a pause, a mistake, another programme."""
    turns: list[tuple[date, Callable[[], object]]] = []
    halfway = working_day_from(enrolled_on + (last - enrolled_on) / 2)
    starts = first.until + timedelta(days=1 + plot.gap)
    while starts <= last and not plot.amended:
        turns.append((starts, partial(_renew, told, plot, part, first, starts, last)))
        starts += timedelta(weeks=_CONTRACT_WEEKS, days=plot.gap)
    if plot.amended:
        annex_on = working_day_from(enrolled_on + timedelta(weeks=3))
        turns.append((annex_on, partial(_amend, told, part, first, annex_on, last)))
    if plot.pause_weeks or plot.pauses_still:
        turns.append((halfway, partial(_pause, told, plot, part, halfway)))
    if plot.mistaken_exit:
        turns.append((halfway, partial(_exit_by_mistake, told, part, halfway)))
    if plot.moves_to is not None:
        turns.append((halfway, partial(_move, told, part, halfway, plot.moves_to)))
    if plot.ending.kind is ExitKind.CONTRACT_BROKEN:
        turns.append((last, lambda: contracts.break_off(told, part.life, first.signed_on, last, first.newest)))
    observed_on = working_day_from(enrolled_on + timedelta(weeks=max(2, plot.weeks * 2 // 3)))
    number = told.rng.randint(0, 6)
    for spoken_on in (halfway, observed_on) if told.rng.random() < _SPOKEN else ():
        contact(told, part.life, working_day_from(spoken_on + timedelta(days=told.rng.randint(1, 6))))
    turns.append((observed_on, lambda: leaving.observe(told, part.life, observed_on, part.episode, number)))
    return turns


@dataclass
class _Chain:
    """The contracts of one part: the newest, and its last day."""

    newest: contracts.Signed
    signed_on: date
    until: date


def _sign(told: Chronicle, plot: Plot, part: _Part, signed_on: date, valid_from: date, last: date) -> _Chain:
    starts = max(signed_on, valid_from)
    until = min(starts + timedelta(weeks=_CONTRACT_WEEKS), last + timedelta(days=14)) - _DAY
    if plot.signed_after < 0:
        until = max(until, last + timedelta(days=14))
    if plot.amended or plot.dies:
        until = starts + timedelta(weeks=6)
    if plot.dies:
        until = last + timedelta(days=30)
    part.covers.append((starts, until))
    return _Chain(contracts.sign(told, part.life, signed_on, valid_from, until), signed_on, until)


def _renew(told: Chronicle, plot: Plot, part: _Part, chain: _Chain, starts: date, last: date) -> None:
    """The contract that ended is judged; the next one is signed in time, or on its first day after a gap."""
    judged_on = working_day_from(chain.until)
    if not plot.gap:
        judged_on = working_day_until(min(chain.until, starts))
    contracts.judge(told, part.life, judged_on, chain.newest, EvaluationResult.PARTLY)
    signed_on = working_day_until(starts)
    until = min(starts + timedelta(weeks=_CONTRACT_WEEKS), last + timedelta(days=14)) - _DAY
    chain.newest = contracts.sign(told, part.life, signed_on, starts, until)
    chain.signed_on, chain.until = signed_on, until
    part.covers.append((starts, until))


def _amend(told: Chronicle, part: _Part, chain: _Chain, day: date, last: date) -> None:
    chain.until = last + timedelta(days=7)
    contracts.amend(told, part.life, day, chain.newest, chain.until)
    contracts.agree_anew(told, part.life, day, part.episode, chain.until)
    since, _ = part.covers[0]
    part.covers[0] = since, chain.until


def _pause(told: Chronicle, plot: Plot, part: _Part, day: date) -> None:
    planned = day + timedelta(weeks=plot.pause_weeks or 8)
    paused = taking_part.pause(told, part.life, day, part.episode, planned, "Leczenie w szpitalu i rehabilitacja.")
    if plot.pauses_still:
        part.away.append((day, date.max))
        return
    back_on = working_day_from(planned)
    part.away.append((day, back_on - _DAY))
    taking_part.go_on(told, part.life, back_on, paused)


def _exit_by_mistake(told: Chronicle, part: _Part, day: date) -> None:
    back_on = working_day_from(day + timedelta(days=_IN_HOSPITAL))
    part.away.append((day, back_on - _DAY))
    why = "Nie zgłasza się, telefon nie odpowiada."
    exit = leaving.leave(told, part.life, day - _DAY, part.episode, ExitKind.LOST_CONTACT, why, late=1)
    leaving.take_back(told, part.life, back_on, exit)


def _move(told: Chronicle, part: _Part, day: date, activity: Activity) -> None:
    left = part.places[0]
    taking_part.move_out(told, part.life, day - _DAY, left, "Przejście do innego programu.")
    part.places.append(_enrol(told, part.life, day, activity))


def _attend(told: Chronicle, part: _Part, since: date, until: date) -> None:
    for place in part.places:
        taking_part.attend(told, part.life, place, since, until, partial(part.may, place))


def _enrol(told: Chronicle, life: Life, day: date, activity: Activity) -> Place:
    agreement = f"PSU/{day.year}/1" if activity.paid else None
    running = next_running(told, activity.programme, day)
    edition = None if running is None else running.edition.code
    return taking_part.enrol(told, life, day, activity, edition=edition, agreement=agreement)


def _leave(told: Chronicle, plot: Plot, part: _Part, last: date, memberships: list[Step], consent: Step | None) -> None:
    life, ending = part.life, plot.ending
    works = ending.kind is ExitKind.COMPLETED_EMPLOYED
    labour = LabourStatus.EMPLOYED if works else LabourStatus.UNEMPLOYED_REGISTERED
    entering.status(told, life, last, StatusMoment.EXIT, labour, None)
    _judge(told, plot, part, last)
    leaving.leave(told, life, last, part.episode, ending.kind, ending.reason, ending.told)
    for job in ending.jobs:
        leaving.work(told, life, last, job)
    if works:
        end_group(told, life, last, memberships[0], "Podjęcie pracy.")
        leaving.observe_work(told, life, last, part.episode, ending.jobs[0].form)
    asked = replace(plot.asked, by_duty=any(place.activity.programme == "AKTYWNY-KIS" for place in part.places))
    following_up.follow_up(told, life, last, part.episode, ending.jobs, asked, consent)


def _judge(told: Chronicle, plot: Plot, part: _Part, last: date) -> None:
    """The last contract is evaluated, and certified where the person asks for it."""
    assert part.chain is not None  # noqa: S101 (whoever leaves took part)
    bad = told.rng.choice((EvaluationResult.PARTLY, EvaluationResult.NOT_ACHIEVED))
    result = EvaluationResult.ACHIEVED if plot.ending.good else bad
    contracts.judge(told, part.life, last, part.chain.newest, result)
    if plot.certified and plot.ending.good:
        contracts.certify(told, part.life, told.later(last, 2, 12), part.chain.newest)
