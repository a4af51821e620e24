"""What becomes of a social contract in an invented life, for the golden sentences."""

from domain.social_contract import (
    AgreedPeriodChanged,
    BreachKind,
    CertificateIssued,
    ContractActionAgreed,
    ContractActionSettled,
    ContractPart,
    ContractPartSigned,
    EvaluationResult,
    Responsible,
    SocialContractAmended,
    SocialContractBreached,
    SocialContractEvaluated,
    SocialContractTerminated,
)
from tests.application.projections.told import Telling, day


def has_a_contract(tell: Telling, club: int, contract: int) -> None:
    """Tell what becomes of a contract: its parts and actions, an annex, a breach, the evaluation, the end."""
    tell(SocialContractAmended, "01.08.2026", contract=contract, valid_until=day("31.03.2027"), changes="dłuższy okres")
    tell(AgreedPeriodChanged, "01.08.2026", episode=club, until=day("28.02.2027"), reason="kurs zawodowy")
    tell(ContractPartSigned, "11.05.2026", contract=contract, part=ContractPart.FIRST, document_number="KS/7/I/2026")
    part = tell(
        ContractPartSigned,
        "11.05.2026",
        contract=contract,
        part=ContractPart.SECOND,
        evaluation_due_on=day("31.08.2026"),
    )
    course, letter = (
        tell(ContractActionAgreed, "11.05.2026", part=part, responsible=who, due_on=day("31.07.2026"), what=what)
        for who, what in ((Responsible.PARTICIPANT, "kurs komputerowy"), (Responsible.CLUB, "list do urzędu"))
    )
    tell(ContractActionSettled, "30.06.2026", action=letter, done=True)
    tell(ContractActionSettled, "03.08.2026", action=course, done=False, note="przerwany w lipcu")
    tell(SocialContractBreached, "10.08.2026", contract=contract, what="trzy nieobecności", evidence="lista obecności")
    tell(
        SocialContractBreached,
        "10.08.2026",
        contract=contract,
        kind=BreachKind.AGREED_ACTION,
        action=course,
        what="przerwany kurs",
    )
    tell(SocialContractEvaluated, "31.08.2026", contract=contract, result=EvaluationResult.PARTLY, note="rozmowa")
    tell(CertificateIssued, "01.09.2026", contract=contract, number="Z/1/2026")
    tell(SocialContractTerminated, "30.09.2026", contract=contract, reason="podjęcie pracy")
