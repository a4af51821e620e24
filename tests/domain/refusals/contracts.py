"""How each refusal about the parts of a contract, its agreed actions and what breached it is provoked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain import social_contract
from domain.refusals import Refusal
from domain.social_contract import BreachKind, ContractPart, Responsible
from tests.domain.refusals.taking_part import LAST, MAY, MONDAY, TUESDAY, after, place_until_monday
from tests.later_steps import action, breach, certify, evaluate, settle, sign_part

AGREED = BreachKind.AGREED_ACTION
THEIRS, OURS = action(LAST), action(LAST, Responsible.CLUB)

CONTRACTS: dict[type[Refusal], Callable[[Path], Any]] = {
    social_contract.ActionNotNamed: after(lambda p: breach(p, 3, MONDAY, AGREED)),
    social_contract.ActionOfSomebodyElse: after(
        lambda p: sign_part(p, 3, MONDAY, OURS), lambda p: breach(p, 3, MONDAY, AGREED, 6)
    ),
    social_contract.ActionSettledAlready: after(
        lambda p: sign_part(p, 3, MONDAY, THEIRS), lambda p: settle(p, 6, MONDAY), lambda p: settle(p, 6, TUESDAY)
    ),
    social_contract.ActionWasDone: after(
        lambda p: sign_part(p, 3, MONDAY, THEIRS),
        lambda p: settle(p, 6, MONDAY),
        lambda p: breach(p, 3, MONDAY, AGREED, 6),
    ),
    social_contract.ActionsInTheFirstPart: after(lambda p: sign_part(p, 3, MONDAY, THEIRS, part=ContractPart.FIRST)),
    social_contract.BeforeItWasAgreed: after(
        lambda p: sign_part(p, 3, TUESDAY, THEIRS), lambda p: settle(p, 6, MONDAY)
    ),
    social_contract.CertificateNumberTaken: after(
        lambda p: evaluate(p, 3, MONDAY), lambda p: certify(p, 3, MONDAY), lambda p: certify(p, 3, TUESDAY)
    ),
    social_contract.DecliningIsNoBreach: after(lambda p: breach(p, 3, MONDAY, BreachKind.DECLINED_CLUB)),
    social_contract.DueOutsideContract: after(lambda p: sign_part(p, 3, MONDAY, evaluation_due_on=MAY)),
    social_contract.FirstPartSignedAlready: after(
        lambda p: sign_part(p, 3, MONDAY, part=ContractPart.FIRST),
        lambda p: sign_part(p, 3, MONDAY, part=ContractPart.FIRST),
    ),
    social_contract.PartSignedWhenOver: lambda _: sign_part(place_until_monday(), 3, TUESDAY),
}
