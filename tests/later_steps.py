"""Further steps of taking part and of leaving: what is said of entries, contracts, pauses, jobs; death and voids."""

from datetime import date, timedelta
from typing import Any

from domain.absences import AbsenceKind
from domain.employment import EmployerKind, EndReason
from domain.outcomes import OutcomeKind
from domain.participant import Participant
from domain.rules import Rules
from domain.social_contract import (
    ActionToAgree,
    BreachKind,
    CertificateIssued,
    ContractPart,
    EvaluationResult,
    Responsible,
)
from domain.vocabulary import EvidenceGrade, LegalForm
from tests.follow_up_steps import answer, call, infer
from tests.steps import STAMP, TODAY, entry_of, last_hours, leave, record_hours, standing, start_work


def void_hours(person: Participant, item: int) -> int:
    """Void an hours entry; return the fact's version."""
    person.void_hours(STAMP, entry_of(person, item), reason="powód zmyślony")
    return person.version


def approve_hours(person: Participant, *items: int) -> int:
    """Approve hours entries; return the fact's version."""
    rules = dict.fromkeys(person.enrolments, Rules())
    person.approve_hours(STAMP, TODAY, [entry_of(person, item) for item in items], rules, items=items)
    return person.version


def return_hours(person: Participant, *items: int) -> int:
    """Send hours entries back; return the fact's version."""
    known = [entry_of(person, item) for item in items]
    person.return_hours(STAMP, TODAY, known, items=items, reason="powód zmyślony")
    return person.version


def be_absent(
    person: Participant,
    day: date,
    *,
    enrolment: int | None = None,
    today: date = TODAY,
    edition_ends_on: date | None = None,
) -> int:
    """Record an absence in the last enrolment, unless another is named; return its item."""
    person.record_absence(
        STAMP,
        today,
        edition_ends_on,
        standing(person),
        enrolment_item=max(person.enrolments) if enrolment is None else enrolment,
        day=day,
        kind=AbsenceKind.SICK,
        reason=None,
    )
    return person.version


def refuse_work(
    person: Participant,
    day: date,
    *,
    enrolment: int | None = None,
    today: date = TODAY,
    edition_ends_on: date | None = None,
) -> int:
    """Record a refusal of the work that was offered; return its item."""
    item = max(person.enrolments) if enrolment is None else enrolment
    person.refuse_work(
        STAMP, today, edition_ends_on, standing(person), enrolment_item=item, day=day, reason="powód zmyślony"
    )
    return person.version


def end_enrolment(person: Participant, on: date, *, enrolment: int | None = None, today: date = TODAY) -> int:
    """End the last enrolment, unless another is named; return the fact's version."""
    item = max(person.enrolments) if enrolment is None else enrolment
    last = last_hours(person, [item])
    person.end_enrolment(STAMP, today, last, enrolment_item=item, ended_on=on, reason=None)
    return person.version


def suspend(
    person: Participant,
    since: date,
    *,
    until: date | None = None,
    resumed_on: date | None = None,
    episode: int | None = None,
    today: date = TODAY,
) -> int:
    """Suspend the last episode, unless another is named; return the pause's item."""
    item = max(person.episodes) if episode is None else episode
    last = last_hours(person, person.places_of(item), resumed_on or date.max)
    begun = person.version + 1
    person.suspend(
        STAMP,
        today,
        last,
        episode=item,
        since=since,
        planned_until=until,
        resumed_on=resumed_on,
        reason="powód zmyślony",
    )
    return begun


def resume(person: Participant, on: date, *, suspension: int | None = None, today: date = TODAY) -> int:
    """End the last pause, unless another is named; return the fact's version."""
    item = max(person.suspensions) if suspension is None else suspension
    person.resume(STAMP, today, suspension=item, resumed_on=on)
    return person.version


def die(person: Participant, on: date, *, today: date = TODAY) -> int:
    """Record a death; return its item."""
    person.record_death(STAMP, today, last_hours(person, person.enrolments), died_on=on, source=None)
    return person.version


def close_case(person: Participant, on: date, *, episode: int | None = None, retention: str = "B10") -> int:
    """Close the file of the last episode, unless another is named; return the fact's version."""
    item = max(person.episodes) if episode is None else episode
    person.close_case(STAMP, TODAY, episode=item, closed_on=on, retention_class=retention)
    return person.version


def void_exit(person: Participant, item: int) -> int:
    """Take an exit back; return the fact's version."""
    person.void_exit(STAMP, TODAY, item=item, reason="powód zmyślony")
    return person.version


def void(person: Participant, item: int) -> int:
    """Void an entry; return the fact's version."""
    person.void_entry(STAMP, TODAY, standing(person), item=item, reason="powód zmyślony")
    return person.version


def amend(person: Participant, contract: int, on: date, until: date | None = None) -> int:
    """Sign an annex; return the fact's version."""
    person.amend_contract(
        STAMP,
        TODAY,
        contract=contract,
        signed_on=on,
        valid_until=until,
        changes="zmiana zmyślona",
        document_number=None,
    )
    return person.version


def evaluate(person: Participant, contract: int, on: date, result: EvaluationResult = EvaluationResult.ACHIEVED) -> int:
    """Evaluate a contract; return the evaluation's item."""
    person.evaluate_contract(STAMP, TODAY, contract=contract, evaluated_on=on, result=result, note=None)
    return person.version


def action(due_on: date, responsible: Responsible = Responsible.PARTICIPANT) -> ActionToAgree:
    """Return an action as it is to be agreed."""
    return ActionToAgree(responsible=responsible, due_on=due_on, what="działanie zmyślone")


def sign_part(
    person: Participant,
    contract: int,
    on: date,
    *actions: ActionToAgree,
    part: ContractPart = ContractPart.SECOND,
    evaluation_due_on: date | None = None,
) -> int:
    """Sign a part of a contract with the actions agreed in it; return the part's item, which theirs follow."""
    paper = person.version + 1
    person.sign_part(
        STAMP,
        TODAY,
        contract=contract,
        part=part,
        signed_on=on,
        evaluation_due_on=evaluation_due_on,
        document_number=None,
        actions=actions,
    )
    return paper


def settle(person: Participant, item: int, on: date, *, done: bool = True, contract: int = 3) -> int:
    """Settle an agreed action; return the fact's version."""
    person.settle_action(STAMP, TODAY, contract=contract, action=item, settled_on=on, done=done, note=None)
    return person.version


def breach(
    person: Participant,
    contract: int,
    on: date,
    kind: BreachKind = BreachKind.ABSENCE,
    action: int | None = None,
) -> int:
    """Record that a contract was not kept; return the breach's item."""
    person.breach_contract(
        STAMP,
        TODAY,
        contract=contract,
        kind=kind,
        action=action,
        breached_on=on,
        what="powód zmyślony",
        evidence=None,
    )
    return person.version


def terminate(person: Participant, contract: int, on: date) -> int:
    """End a contract before its last day; return the fact's version."""
    person.terminate_contract(STAMP, TODAY, contract=contract, terminated_on=on, reason="powód zmyślony")
    return person.version


def certify(person: Participant, contract: int, on: date, number: str = "ZMYŚLONY/1") -> int:
    """Certify that a contract was completed; return the certificate's item."""
    issued = (person.pending[item - 1] for item in person.certificates)
    numbers = {f.originator_version: str(f.number.fresh) for f in issued if isinstance(f, CertificateIssued)}
    person.issue_certificate(STAMP, TODAY, numbers, contract=contract, issued_on=on, number=number)
    return person.version


def agree(person: Participant, until: date, on: date, *, episode: int | None = None) -> int:
    """Agree a period for the last episode, unless another is named; return its item."""
    item = max(person.episodes) if episode is None else episode
    person.agree_period(STAMP, TODAY, episode=item, until=until, agreed_on=on)
    return person.version


def change_agreed(person: Participant, until: date, on: date, *, episode: int | None = None) -> int:
    """Agree another period; return its item."""
    item = max(person.episodes) if episode is None else episode
    person.change_agreed_period(STAMP, TODAY, episode=item, until=until, agreed_on=on, reason="powód zmyślony")
    return person.version


def end_work(person: Participant, item: int, on: date) -> int:
    """End an employment; return the fact's version."""
    person.end_employment(
        STAMP, TODAY, item=item, ended_on=on, why=EndReason.BY_AGREEMENT, evidence=EvidenceGrade.DECLARATION
    )
    return person.version


def correct_work(person: Participant, item: int, **said: Any) -> int:
    """Correct an employment: what is not said is half time at a company since 2 June 2026; return the version."""
    parts: dict[str, Any] = {
        "form": LegalForm.CIVIL_CONTRACT,
        "employer": "Zakład Poprawiony",
        "employer_kind": EmployerKind.COMPANY,
        "started_on": date(2026, 6, 2),
        "agreed_until": None,
        "fte_hundredths": 50,
        "monthly_grosze": 233_300,
        "evidence": EvidenceGrade.DOCUMENT,
        "reason": "powód zmyślony",
    }
    person.correct_employment(STAMP, TODAY, item=item, **(parts | said))
    return person.version


def observe(person: Participant, on: date, *, episode: int | None = None, today: date = TODAY) -> int:
    """Observe an outcome of the last episode, unless another is named; return its item."""
    person.observe_outcome(
        STAMP,
        today,
        episode=max(person.episodes) if episode is None else episode,
        kind=OutcomeKind.QUALIFICATION,
        observed_on=on,
        evidence=EvidenceGrade.DOCUMENT,
        note=None,
    )
    return person.version


def everything_of_taking_part(person: Participant, place: int, contract: int, day: date) -> None:
    """Take every further step with somebody who is enrolled in `place` since `day` under `contract`; they leave."""
    episode, later = person.enrolments[place].episode, day + timedelta(days=7)
    amend(person, contract, day, TODAY)
    paper = sign_part(person, contract, day, action(later), evaluation_due_on=later)
    settle(person, paper + 1, day, contract=contract)
    evaluate(person, contract, day)
    breach(person, contract, day)
    certify(person, contract, day)
    agree(person, later, day, episode=episode)
    change_agreed(person, TODAY, day, episode=episode)
    entry, other = (record_hours(person, day, enrolment=place) for _ in range(2))
    approve_hours(person, entry)
    return_hours(person, entry)
    void_hours(person, other)
    be_absent(person, day + timedelta(days=1), enrolment=place)
    refuse_work(person, day + timedelta(days=2), enrolment=place)
    suspend(person, day + timedelta(days=3), resumed_on=day + timedelta(days=4), episode=episode)
    terminate(person, contract, later)
    end_enrolment(person, later, enrolment=place)
    job = start_work(person, later)
    correct_work(person, job)
    end_work(person, job, later)
    void(person, job)
    void_exit(person, leave(person, later, episode=episode))
    leave(person, later, episode=episode)
    call(person, later, episode=episode)
    answer(person, later, episode=episode)
    infer(person, later, episode=episode)
    close_case(person, later, episode=episode)
    void(person, die(person, TODAY))
