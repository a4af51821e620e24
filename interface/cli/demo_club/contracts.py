"""The social contract in the invented club: signed in time, late or in a chain, amended, judged, broken, certified."""

from dataclasses import dataclass
from datetime import date, timedelta

from application.social_contract import (
    AgreePeriod,
    AmendContract,
    BreachContract,
    ChangeAgreedPeriod,
    EvaluateContract,
    IssueCertificate,
    SettleAction,
    SignContract,
    SignPart,
    TerminateContract,
)
from domain.social_contract import ActionToAgree, BreachKind, ContractPart, EvaluationResult, Responsible
from domain.vocabulary import ContractType
from interface.cli.demo_club.chronicle import Chronicle, Life, Step
from interface.cli.demo_club.working_days import working_day_from

_JUDGED = {
    EvaluationResult.ACHIEVED: "Cele osiągnięto w terminie.",
    EvaluationResult.PARTLY: "Osiągnięto część celów, pozostałe przeniesiono.",
    EvaluationResult.NOT_ACHIEVED: "Celów nie osiągnięto.",
}
_KEPT = {
    EvaluationResult.ACHIEVED: (True, True),
    EvaluationResult.PARTLY: (True, False),
    EvaluationResult.NOT_ACHIEVED: (False, True),
}
"""Whether the person's action was done, and the other side's."""
_OF_THE_PERSON = (
    "Udział w zajęciach zgodnie z harmonogramem.",
    "Ukończenie kursu obsługi komputera.",
    "Zgłaszanie się do doradcy zawodowego raz w miesiącu.",
)
_OF_THE_OTHERS = (
    (Responsible.CLUB, "Pomoc w napisaniu życiorysu i listu motywacyjnego."),
    (Responsible.SOCIAL_WORKER, "Pomoc w uporządkowaniu spraw mieszkaniowych."),
    (Responsible.CLUB, "Zorganizowanie spotkania z prawnikiem."),
    (Responsible.OTHER, "Konsultacja w poradni leczenia uzależnień."),
)
_WITHOUT_PART_I = 11
"""Of so many contracts one has no Part I in the record."""


@dataclass(frozen=True)
class Signed:
    """A contract, and its Part II with the two actions that were agreed in it."""

    contract: Step
    table: Step

    @property
    def item(self) -> int:
        """The contract, once it was entered."""
        return self.contract.item


def sign(told: Chronicle, life: Life, signed_on: date, valid_from: date, until: date) -> Signed:
    """A contract is signed with its parts; type A, of a family's situation, is the rarer one."""
    type = told.rng.choice((ContractType.B,) * 9 + (ContractType.A,))
    number = f"KS/{told.rng.randint(10, 480)}/{signed_on.year}"
    contract = told.stage(
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
    turn = signed_on.toordinal()
    if turn % _WITHOUT_PART_I:
        _part(told, life, signed_on, contract, ContractPart.FIRST)
    responsible, what = _OF_THE_OTHERS[turn % len(_OF_THE_OTHERS)]
    actions = (
        ActionToAgree(
            responsible=Responsible.PARTICIPANT, due_on=until, what=_OF_THE_PERSON[turn % len(_OF_THE_PERSON)]
        ),
        ActionToAgree(responsible=responsible, due_on=signed_on + (until - signed_on) / 2, what=what),
    )
    return Signed(contract, _part(told, life, signed_on, contract, ContractPart.SECOND, until, actions))


def _part(
    told: Chronicle,
    life: Life,
    signed_on: date,
    contract: Step,
    part: ContractPart,
    evaluation_due_on: date | None = None,
    actions: tuple[ActionToAgree, ...] = (),
) -> Step:
    return told.stage(
        life,
        signed_on,
        lambda: SignPart(
            participant_id=life.id,
            contract=contract.item,
            part=part,
            signed_on=signed_on,
            evaluation_due_on=evaluation_due_on,
            document_number=None,
            actions=actions,
        ),
    )


def amend(told: Chronicle, life: Life, signed_on: date, contract: Signed, until: date) -> Step:
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


def judge(told: Chronicle, life: Life, day: date, contract: Signed, result: EvaluationResult) -> Step:
    """The agreed actions are settled, and the contract is evaluated."""
    for place, done in enumerate(_KEPT[result], start=1):
        told.stage(
            life,
            day,
            lambda place=place, done=done: SettleAction(  # type: ignore[misc]
                participant_id=life.id,
                contract=contract.item,
                action=contract.table.item + place,
                settled_on=day,
                done=done,
                note=None,
            ),
        )
    return told.stage(
        life,
        day,
        lambda: EvaluateContract(
            participant_id=life.id, contract=contract.item, evaluated_on=day, result=result, note=_JUDGED[result]
        ),
    )


def certify(told: Chronicle, life: Life, day: date, contract: Signed) -> Step:
    """On request the club certifies completion."""
    number = f"ZAŚ/{told.rng.randint(1, 60)}/{day.year}"
    return told.stage(
        life,
        day,
        lambda: IssueCertificate(participant_id=life.id, contract=contract.item, issued_on=day, number=number),
    )


def break_off(told: Chronicle, life: Life, signed_on: date, last: date, contract: Signed) -> None:
    """A breach is noted; a week later the contract is ended, which is a decision of its own."""
    breached_on = max(signed_on, working_day_from(last - timedelta(days=7)))
    told.stage(
        life,
        breached_on,
        lambda: BreachContract(
            participant_id=life.id,
            contract=contract.item,
            kind=BreachKind.ABSENCE,
            action=None,
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
