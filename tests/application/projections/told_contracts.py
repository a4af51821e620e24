"""What becomes of a social contract in an invented life, for the golden sentences."""

from domain.papers import PaperCancelled, PaperKind, PaperPrinted, PaperSigned, Signer
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
    certificate = tell(CertificateIssued, "01.09.2026", contract=contract, number="Z/1/2026")
    _has_papers(tell, contract, certificate)
    tell(SocialContractTerminated, "30.09.2026", contract=contract, reason="podjęcie pracy")


def _has_papers(tell: Telling, contract: int, certificate: int) -> None:
    """Tell what is printed for the person: a contract signed by both sides, a spoiled sheet, the certificate."""
    paper = tell(PaperPrinted, "10.05.2026", kind=PaperKind.CONTRACT_B, number="KB/2026/3")
    tell(
        PaperSigned,
        "11.05.2026",
        paper=paper,
        signers=(Signer.PARTICIPANT, Signer.SOCIAL_WORKER),
        entry=contract,
        document_number="KS/7/2026",
        kept_at="teczka 12, szafa B",
    )
    spoiled = tell(PaperPrinted, "30.06.2026", kind=PaperKind.CONTRACT_ANNEX, number="AN/2026/1", about=contract)
    tell(PaperCancelled, "30.06.2026", paper=spoiled, reason="zalany kawą")
    tell(PaperPrinted, "01.09.2026", kind=PaperKind.CERTIFICATE, about=certificate)
    tell(PaperPrinted, "01.09.2026", kind=PaperKind.SERVICE_CARD, number="KR/2026/9", month=day("01.08.2026"))
