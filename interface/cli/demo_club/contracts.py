"""The social contract in the invented club: signed in time, late or in a chain, amended, judged, broken, certified."""

from datetime import date, timedelta

from application.social_contract import (
    AgreePeriod,
    AmendContract,
    BreachContract,
    ChangeAgreedPeriod,
    EvaluateContract,
    IssueCertificate,
    SignContract,
    TerminateContract,
)
from domain.social_contract import EvaluationResult
from domain.vocabulary import ContractType
from interface.cli.demo_club.chronicle import Chronicle, Life, Step
from interface.cli.demo_club.working_days import working_day_from

_JUDGED = {
    EvaluationResult.ACHIEVED: "Cele osiągnięto w terminie.",
    EvaluationResult.PARTLY: "Osiągnięto część celów, pozostałe przeniesiono.",
    EvaluationResult.NOT_ACHIEVED: "Celów nie osiągnięto.",
}


def sign(told: Chronicle, life: Life, signed_on: date, valid_from: date, until: date) -> Step:
    """A contract is signed; type A, of a family's situation, is the rarer one."""
    type = told.rng.choice((ContractType.B,) * 9 + (ContractType.A,))
    number = f"KS/{told.rng.randint(10, 480)}/{signed_on.year}"
    return told.stage(
        life,
        signed_on,
        lambda: SignContract(
            participant_id=life.id,
            type=type,
            signed_on=signed_on,
            valid_from=valid_from,
            valid_until=until,
            document_number=number,
        ),
    )


def amend(told: Chronicle, life: Life, signed_on: date, contract: Step, until: date) -> Step:
    """An annex moves the last day."""
    number = f"AN/{told.rng.randint(1, 90)}/{signed_on.year}"
    return told.stage(
        life,
        signed_on,
        lambda: AmendContract(
            participant_id=life.id,
            contract=contract.item,
            signed_on=signed_on,
            valid_until=until,
            changes="Przedłużono okres i dodano doradztwo zawodowe.",
            document_number=number,
        ),
    )


def judge(told: Chronicle, life: Life, day: date, contract: Step, result: EvaluationResult) -> Step:
    """The contract is evaluated."""
    return told.stage(
        life,
        day,
        lambda: EvaluateContract(
            participant_id=life.id, contract=contract.item, evaluated_on=day, result=result, note=_JUDGED[result]
        ),
    )


def certify(told: Chronicle, life: Life, day: date, contract: Step) -> Step:
    """On request the club certifies completion."""
    number = f"ZAŚ/{told.rng.randint(1, 60)}/{day.year}"
    return told.stage(
        life,
        day,
        lambda: IssueCertificate(participant_id=life.id, contract=contract.item, issued_on=day, number=number),
    )


def break_off(told: Chronicle, life: Life, signed_on: date, last: date, contract: Step) -> None:
    """A breach is noted; a week later the contract is ended, which is a decision of its own."""
    breached_on = max(signed_on, working_day_from(last - timedelta(days=7)))
    told.stage(
        life,
        breached_on,
        lambda: BreachContract(
            participant_id=life.id,
            contract=contract.item,
            breached_on=breached_on,
            what="Nieobecność na zajęciach mimo dwóch wezwań.",
            evidence="Listy obecności, kopie wezwań.",
        ),
    )
    told.stage(
        life,
        last,
        lambda: TerminateContract(
            participant_id=life.id,
            contract=contract.item,
            terminated_on=last,
            reason="Niedotrzymanie działań z części II.",
        ),
    )


def agree(told: Chronicle, life: Life, day: date, episode: Step, until: date) -> Step:
    """Until when the person is to take part."""
    return told.stage(
        life, day, lambda: AgreePeriod(participant_id=life.id, episode=episode.item, until=until, agreed_on=day)
    )


def agree_anew(told: Chronicle, life: Life, day: date, episode: Step, until: date) -> Step:
    """Another last day is agreed."""
    return told.stage(
        life,
        day,
        lambda: ChangeAgreedPeriod(
            participant_id=life.id,
            episode=episode.item,
            until=until,
            agreed_on=day,
            reason="Potrzebny dłuższy czas na kurs.",
        ),
    )
