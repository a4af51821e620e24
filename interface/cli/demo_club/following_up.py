"""The invented club asks those who left, with consent or by duty; some come by themselves, of some a sign is seen."""

from dataclasses import dataclass
from datetime import date, timedelta

from application.declarations import WithdrawConsent
from application.follow_up import AnswerFollowUp, AttemptFollowUp, InferSituation
from domain.follow_up import AttemptResult, FollowUpPoint, InferenceGround, Situation
from domain.vocabulary import Channel, EvidenceGrade
from interface.cli.demo_club.chronicle import Chronicle, Life, Step
from interface.cli.demo_club.leaving import Job
from interface.cli.demo_club.working_days import working_day_from, working_day_until

_POINTS = (
    (FollowUpPoint.WEEKS_4, 28),
    (FollowUpPoint.MONTHS_3, 92),
    (FollowUpPoint.MONTHS_6, 184),
    (FollowUpPoint.MONTHS_12, 366),
)
_LOST, _UNWILLING = 0.2, 0.06
_WITHDRAWN_AFTER, _SEEN_AFTER = 60, 80
_PROOF = {(Situation.WORKS, 1): EvidenceGrade.DOCUMENT, (Situation.WORKS, 2): EvidenceGrade.REGISTER}
"""Every fourth of those who work brings a paper, of every fourth a register says it; the rest is told."""

_SAYS = {
    InferenceGround.BENEFIT_STOPPED: (Situation.WORKS, "Wstrzymano zasiłek okresowy."),
    InferenceGround.SEEN_AT_WORK: (Situation.WORKS, "Za ladą w sklepie obok klubu."),
    InferenceGround.SAID_BY_ANOTHER: (Situation.DOES_NOT_WORK, "Mówił kolega z grupy."),
    InferenceGround.CONTRACT_TERM_PASSED: (Situation.DOES_NOT_WORK, None),
}


@dataclass(frozen=True)
class Asked:
    """How somebody may be asked afterwards, and what else is heard of them."""

    consents: bool = True
    withdraws: bool = False
    """The consent is taken back two months after the exit: nobody asks from then on."""
    by_duty: bool = False
    """Without a consent the ESF duty allows one question, until four weeks after the exit."""
    contradicted: bool = False
    """After three months two people answer, and not the same."""
    sign: InferenceGround | None = None


ASKED = Asked()
"""The usual: with consent."""


def follow_up(
    told: Chronicle,
    life: Life,
    exited_on: date,
    episode: Step,
    jobs: tuple[Job, ...],
    asked: Asked,
    consent: Step | None,
) -> None:
    """At each point the club asks whom it may: some answer, some cannot be reached, a few will not say."""
    if asked.sign is not None:
        _infer(told, life, exited_on, episode, asked.sign)
    if not asked.consents:
        _without_consent(told, life, exited_on, episode, jobs, asked)
        return
    rng = told.rng
    for point, days in _POINTS:
        if asked.withdraws and days > _WITHDRAWN_AFTER:
            break
        asked_on = told.later(exited_on, days + 1, days + 12)
        channel = rng.choice((Channel.PHONE, Channel.PHONE, Channel.LETTER, Channel.VISIT))
        chance = rng.random()
        if asked.contradicted and point is FollowUpPoint.MONTHS_3:
            _contradict(told, life, episode, asked_on)
        elif chance < _UNWILLING:
            _attempt(told, life, episode, point, asked_on, channel, AttemptResult.REFUSED)
            return
        elif chance < _UNWILLING + _LOST:
            result = rng.choice((AttemptResult.NO_CONTACT, AttemptResult.NO_CONTACT, AttemptResult.PROMISED))
            _attempt(told, life, episode, point, asked_on, channel, result)
        else:
            _answer(told, life, episode, point, asked_on, channel, _situation(told, exited_on, asked_on, jobs))
    if asked.withdraws and consent is not None:
        day = working_day_from(exited_on + timedelta(days=_WITHDRAWN_AFTER))
        told.aside(life, day, lambda: WithdrawConsent(participant_id=life.id, consent=consent.item, withdrawn_on=day))


def _without_consent(
    told: Chronicle, life: Life, exited_on: date, episode: Step, jobs: tuple[Job, ...], asked: Asked
) -> None:
    """Nobody calls but by duty; after half a year some come by themselves."""
    if asked.by_duty:
        day = working_day_until(exited_on + timedelta(days=26))
        _attempt(told, life, episode, FollowUpPoint.WEEKS_4, day, Channel.PHONE, AttemptResult.NO_CONTACT)
    if exited_on.day % 3 == 0:
        day = working_day_from(exited_on + timedelta(days=190))
        _answer(told, life, episode, FollowUpPoint.MONTHS_6, day, Channel.VISIT, _situation(told, exited_on, day, jobs))


def _contradict(told: Chronicle, life: Life, episode: Step, day: date) -> None:
    """The person says one thing on the phone, and a letter of the family another."""
    three = FollowUpPoint.MONTHS_3
    _answer(told, life, episode, three, day, Channel.PHONE, Situation.DOES_NOT_WORK)
    later = working_day_from(day + timedelta(days=6))
    _answer(told, life, episode, three, day, Channel.LETTER, Situation.IN_EDUCATION, said_on=later)
    _answer(told, life, episode, three, day, Channel.VISIT, Situation.WORKS, said_on=later)


def _infer(told: Chronicle, life: Life, exited_on: date, episode: Step, ground: InferenceGround) -> None:
    """A sign is noted; it answers nothing."""
    day = working_day_from(exited_on + timedelta(days=_SEEN_AFTER))
    situation, note = _SAYS[ground]
    told.aside(
        life,
        day,
        lambda: InferSituation(
            participant_id=life.id,
            episode=episode.item,
            point=FollowUpPoint.MONTHS_3,
            inferred_on=day,
            as_of=day,
            situation=situation,
            ground=ground,
            note=note,
        ),
    )


def _situation(told: Chronicle, exited_on: date, asked_on: date, jobs: tuple[Job, ...]) -> Situation:
    for job in jobs:
        began = exited_on + timedelta(days=job.after + 5)
        ends = date.max if job.lasts is None else began + timedelta(days=job.lasts)
        if began <= asked_on <= ends and not job.somebody_elses:
            return Situation.WORKS
    away = (Situation.DOES_NOT_WORK,) * 6 + (Situation.IN_EDUCATION, Situation.WOULD_NOT_SAY, Situation.MOVED_AWAY)
    return told.rng.choice(away)


def _attempt(
    told: Chronicle,
    life: Life,
    episode: Step,
    point: FollowUpPoint,
    asked_on: date,
    channel: Channel,
    result: AttemptResult,
) -> None:
    note = "Telefon wyłączony." if result is AttemptResult.NO_CONTACT and channel is Channel.PHONE else None
    told.aside(
        life,
        asked_on,
        lambda: AttemptFollowUp(
            participant_id=life.id,
            episode=episode.item,
            point=point,
            asked_on=asked_on,
            channel=channel,
            result=result,
            note=note,
        ),
    )


def _answer(
    told: Chronicle,
    life: Life,
    episode: Step,
    point: FollowUpPoint,
    asked_on: date,
    channel: Channel,
    situation: Situation,
    said_on: date | None = None,
) -> None:
    told.aside(
        life,
        said_on or asked_on,
        lambda: AnswerFollowUp(
            participant_id=life.id,
            episode=episode.item,
            point=point,
            asked_on=said_on or asked_on,
            as_of=asked_on,
            channel=channel,
            situation=situation,
            evidence=_PROOF.get((situation, asked_on.day % 4), EvidenceGrade.DECLARATION),
            note=None,
        ),
    )
