"""Sentences of the social contract and of the period that is agreed with a person."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.referring import contract, document, episode, note, reason
from application.projections.timeline.saying import Sentence, day_of, period, remark, sentence
from application.projections.timeline.words import WORDS
from domain.journal import Fact
from domain.social_contract import (
    AgreedPeriodChanged,
    AgreedPeriodSet,
    CertificateIssued,
    ContractActionAgreed,
    ContractActionSettled,
    ContractPartSigned,
    SocialContractAmended,
    SocialContractBreached,
    SocialContractEvaluated,
    SocialContractSigned,
    SocialContractTerminated,
)


def _signed(fact: SocialContractSigned, opened: Opener) -> Sentence:
    day, kind, holds = day_of(fact.occurred_on), WORDS[fact.type], period(fact.valid_from, fact.valid_until)
    return sentence(
        f"Podpisano {day[0]} kontrakt socjalny {kind[0]}, ważny {holds[0]}",
        f"Social contract {kind[1]} signed on {day[1]}, valid {holds[1]}",
        document(opened),
    )


def _amended(fact: SocialContractAmended, opened: Opener) -> Sentence:
    day, which = day_of(fact.occurred_on), contract(opened, fact.contract)
    until = None if fact.valid_until is None else day_of(fact.valid_until)
    return sentence(
        f"Podpisano {day[0]} aneks do kontraktu socjalnego {which[0]}",
        f"Annex to the social contract {which[1]} signed on {day[1]}",
        remark("Nowy ostatni dzień", "New last day", until),
        remark("Zmiany", "Changes", opened("changes")),
        document(opened),
    )


def _evaluated(fact: SocialContractEvaluated, opened: Opener) -> Sentence:
    day, which, result = day_of(fact.occurred_on), contract(opened, fact.contract), WORDS[fact.result]
    return sentence(
        f"Oceniono {day[0]} realizację kontraktu socjalnego {which[0]}: {result[0]}",
        f"Social contract {which[1]} evaluated on {day[1]}: {result[1]}",
        note(opened),
    )


def _part_signed(fact: ContractPartSigned, opened: Opener) -> Sentence:
    day, part, which = day_of(fact.occurred_on), WORDS[fact.part], contract(opened, fact.contract)
    due = None if fact.evaluation_due_on is None else day_of(fact.evaluation_due_on)
    return sentence(
        f"Podpisano {day[0]} {part[0]} kontraktu socjalnego {which[0]}",
        f"{part[1]} of the social contract {which[1]} signed on {day[1]}",
        remark("Termin oceny", "Evaluation due", due),
        document(opened),
    )


def _action_agreed(fact: ContractActionAgreed, opened: Opener) -> Sentence:
    day, due, (paper, of_paper) = day_of(fact.occurred_on), day_of(fact.due_on), opened.of(fact.part)
    part, which = WORDS[paper.part], contract(of_paper, paper.contract)
    return sentence(
        f"Uzgodniono {day[0]} działanie z terminem {due[0]} ({part[0]} kontraktu socjalnego {which[0]})",
        f"Action due {due[1]} agreed on {day[1]} ({part[1]} of the social contract {which[1]})",
        remark("Na czym polega", "What", opened("what")),
        remark("Odpowiada", "Responsible", WORDS[fact.responsible]),
    )


def _action_settled(fact: ContractActionSettled, opened: Opener) -> Sentence:
    day, (action, of_action) = day_of(fact.occurred_on), opened.of(fact.action)
    due, how = day_of(action.due_on), ("wykonane", "done") if fact.done else ("niewykonane", "not done")
    return sentence(
        f"Rozliczono {day[0]} działanie z terminem {due[0]}: {how[0]}",
        f"Action due {due[1]} settled on {day[1]}: {how[1]}",
        remark("Na czym polega", "What", of_action("what")),
        note(opened),
    )


def _breached(fact: SocialContractBreached, opened: Opener) -> Sentence:
    day, which = day_of(fact.occurred_on), contract(opened, fact.contract)
    kind = ("", "") if fact.kind is None else tuple(f": {words}" for words in WORDS[fact.kind])
    action = None if fact.action is None else opened.of(fact.action)[1]("what")
    return sentence(
        f"Naruszono {day[0]} kontrakt socjalny {which[0]}{kind[0]}",
        f"Social contract {which[1]} breached on {day[1]}{kind[1]}",
        remark("Działanie", "Action", action),
        remark("Na czym to polegało", "How", opened("what")),
        remark("Dowód", "Evidence", opened("evidence")),
    )


def _terminated(fact: SocialContractTerminated, opened: Opener) -> Sentence:
    day, which = day_of(fact.occurred_on), contract(opened, fact.contract)
    return sentence(
        f"Rozwiązano kontrakt socjalny {which[0]}, ostatni dzień: {day[0]}",
        f"Social contract {which[1]} terminated, last day: {day[1]}",
        reason(opened),
    )


def _certified(fact: CertificateIssued, opened: Opener) -> Sentence:
    day, which = day_of(fact.occurred_on), contract(opened, fact.contract)
    return sentence(
        f"Wydano {day[0]} zaświadczenie o realizacji kontraktu socjalnego {which[0]}",
        f"Certificate of completing the social contract {which[1]} issued on {day[1]}",
        remark("Numer zaświadczenia", "Certificate number", opened("number")),
    )


def _agreed(fact: AgreedPeriodSet, opened: Opener) -> Sentence:
    day, until, within = day_of(fact.occurred_on), day_of(fact.until), episode(opened, fact.episode)
    return sentence(
        f"Uzgodniono {day[0]} okres udziału do {until[0]} ({within[0]})",
        f"Agreed on {day[1]} to take part until {until[1]} ({within[1]})",
    )


def _agreed_anew(fact: AgreedPeriodChanged, opened: Opener) -> Sentence:
    day, until, within = day_of(fact.occurred_on), day_of(fact.until), episode(opened, fact.episode)
    return sentence(
        f"Zmieniono {day[0]} uzgodniony okres udziału: do {until[0]} ({within[0]})",
        f"Agreed period changed on {day[1]}: until {until[1]} ({within[1]})",
        reason(opened),
    )


CONTRACT: dict[type[Fact], Saying] = {
    SocialContractSigned: _signed,
    ContractPartSigned: _part_signed,
    ContractActionAgreed: _action_agreed,
    ContractActionSettled: _action_settled,
    SocialContractAmended: _amended,
    SocialContractEvaluated: _evaluated,
    SocialContractBreached: _breached,
    SocialContractTerminated: _terminated,
    CertificateIssued: _certified,
    AgreedPeriodSet: _agreed,
    AgreedPeriodChanged: _agreed_anew,
}
