"""Leaving the invented club, and what is heard of people afterwards: work, outcomes, the closed file."""

from dataclasses import dataclass
from datetime import date, timedelta

from application.employment import CorrectEmployment, EndEmployment, StartEmployment
from application.outcomes import ObserveOutcome
from application.participation import CloseCase, Exit, RecordDeath, VoidEntry, VoidExit
from domain.employment import EmployerKind, EndReason
from domain.outcomes import OutcomeKind
from domain.vocabulary import EvidenceGrade, ExitKind, LegalForm
from interface.cli.demo_club.chronicle import Chronicle, Life, Step
from interface.cli.demo_club.working_days import working_day_from

_FILE_KEPT_OPEN = 400
_RETENTION = "B10"
_OBSERVED = (
    (OutcomeKind.JOB_SEARCH, "Wysyła CV, była rozmowa o pracę."),
    (OutcomeKind.TRAINING, "Zaczęty kurs obsługi kasy."),
    (OutcomeKind.SOCIAL_PROGRESS, "Sama inicjatywa w grupie, mniej lęku przed urzędem."),
    (OutcomeKind.COMPETENCE, None),
    (OutcomeKind.QUALIFICATION, "Zdany egzamin na wózek widłowy."),
    (OutcomeKind.VOLUNTEERING, "Pomoc w jadłodajni raz w tygodniu."),
    (OutcomeKind.THERAPY, None),
)
_ON_PAPER = frozenset({OutcomeKind.SOCIAL_PROGRESS, OutcomeKind.COMPETENCE, OutcomeKind.QUALIFICATION})
"""What somebody assessed or certified; of the rest the club has the person's word."""
_AFTER = {
    LegalForm.EMPLOYMENT_CONTRACT: OutcomeKind.AFTER_OPEN_MARKET_JOB,
    LegalForm.SUBSIDISED_EMPLOYMENT: OutcomeKind.AFTER_SUPPORTED_JOB,
    LegalForm.SELF_EMPLOYMENT: OutcomeKind.AFTER_SELF_EMPLOYMENT,
    LegalForm.SOCIAL_COOPERATIVE: OutcomeKind.AFTER_COOPERATIVE,
}


@dataclass(frozen=True)
class Job:
    """Work found: so many days after the exit (before it: less than none), told so many days later still."""

    after: int
    told: int
    form: LegalForm
    employer: str | None
    kind: EmployerKind | None
    fte: int | None
    monthly: int | None
    evidence: EvidenceGrade
    lasts: int | None = None
    why: EndReason = EndReason.CONTRACT_ENDED
    corrected: bool = False
    somebody_elses: bool = False


@dataclass(frozen=True)
class Ending:
    """How an episode ends, when it is told, and the work that was found."""

    kind: ExitKind
    reason: str | None = None
    told: int = 0
    jobs: tuple[Job, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the plan was fulfilled."""
        return self.kind in (ExitKind.COMPLETED, ExitKind.COMPLETED_EMPLOYED)


def leave(told: Chronicle, life: Life, day: date, episode: Step, kind: ExitKind, reason: str | None, late: int) -> Step:
    """The episode ends, and is written so many days late."""
    return told.stage(
        life,
        day + timedelta(days=late),
        lambda: Exit(participant_id=life.id, episode=episode.item, kind=kind, exited_on=day, reason=reason),
    )


def take_back(told: Chronicle, life: Life, day: date, exit: Step) -> Step:
    """The exit was a mistake."""
    reason = "Osoba leżała w szpitalu, wypis dostarczyła rodzina."
    return told.stage(life, day, lambda: VoidExit(participant_id=life.id, item=exit.item, reason=reason))


def die(told: Chronicle, life: Life, day: date) -> Step:
    """The person died; the family tells it within the fortnight."""
    return told.stage(
        life,
        told.later(day, 3, 14),
        lambda: RecordDeath(participant_id=life.id, died_on=day, source="Zawiadomienie rodziny, akt zgonu do wglądu."),
    )


def work(told: Chronicle, life: Life, exited_on: date, job: Job) -> None:
    """Work that was found is told sooner or later; so is its end, and what was wrong about it."""
    started_on = working_day_from(exited_on + timedelta(days=job.after))
    agreed_until = None if job.lasts is None else started_on + timedelta(days=job.lasts)
    started = told.aside(
        life,
        started_on + timedelta(days=job.told),
        lambda: StartEmployment(
            participant_id=life.id,
            form=job.form,
            employer=job.employer,
            employer_kind=job.kind,
            agreed_until=agreed_until,
            fte_hundredths=None if job.corrected else job.fte,
            monthly_grosze=job.monthly,
            evidence=EvidenceGrade.DECLARATION if job.corrected else job.evidence,
            started_on=started_on,
        ),
    )
    if job.somebody_elses:
        reason = "To praca innej osoby o tym samym nazwisku."
        seen_on = told.later(started.entered_on, 5, 20)
        told.aside(life, seen_on, lambda: VoidEntry(participant_id=life.id, item=started.item, reason=reason))
        return
    if job.corrected:
        _correct(told, life, started, job, started_on, agreed_until)
    if agreed_until is not None and agreed_until <= told.until:
        told.aside(
            life,
            told.later(max(agreed_until, started.entered_on), 2, 25),
            lambda: EndEmployment(
                participant_id=life.id,
                item=started.item,
                ended_on=agreed_until,
                why=job.why,
                evidence=EvidenceGrade.DECLARATION,
            ),
        )


def _correct(told: Chronicle, life: Life, started: Step, job: Job, started_on: date, agreed_until: date | None) -> None:
    told.aside(
        life,
        told.later(started.entered_on, 1, 1),
        lambda: CorrectEmployment(
            participant_id=life.id,
            item=started.item,
            form=job.form,
            employer=job.employer,
            employer_kind=job.kind,
            started_on=started_on,
            agreed_until=agreed_until,
            fte_hundredths=job.fte,
            monthly_grosze=job.monthly,
            evidence=job.evidence,
            reason="Dostarczono umowę: inny wymiar etatu, niż podano telefonicznie.",
        ),
    )


def observe(told: Chronicle, life: Life, day: date, episode: Step, number: int) -> None:
    """Somebody observed that something changed."""
    kind, note = _OBSERVED[number % len(_OBSERVED)]
    _observe(told, life, day, episode, kind, note)


def observe_work(told: Chronicle, life: Life, day: date, episode: Step, form: LegalForm) -> None:
    """What the person went on to after completing."""
    _observe(told, life, day, episode, _AFTER.get(form, OutcomeKind.AFTER_OTHER), None)


def _observe(told: Chronicle, life: Life, day: date, episode: Step, kind: OutcomeKind, note: str | None) -> None:
    told.tell(
        life,
        day,
        lambda: ObserveOutcome(
            participant_id=life.id,
            episode=episode.item,
            kind=kind,
            observed_on=day,
            evidence=EvidenceGrade.DOCUMENT if kind in _ON_PAPER else EvidenceGrade.DECLARATION,
            note=note,
        ),
    )


def close(told: Chronicle, life: Life, exited_on: date, episode: Step) -> Step:
    """The file is closed when the last follow-up is over."""
    day = told.later(exited_on, _FILE_KEPT_OPEN, _FILE_KEPT_OPEN + 40)
    return told.aside(
        life,
        day,
        lambda: CloseCase(participant_id=life.id, episode=episode.item, closed_on=day, retention_class=_RETENTION),
    )
