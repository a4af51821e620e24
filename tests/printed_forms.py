"""Personal forms of invented people, and what is kept of each: its text and its tags. `python -m tests.printed_forms`.

The kept files (`tests/data/forms/`) are what a reader sees and what a screen reader is told; whoever changes a form on
purpose writes them anew with that command and reads the difference.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import create_engine, insert

from application.indexes.related import related
from application.personal_data import read_pesel
from application.projections.papers import Filled, RecordThen, filled
from domain.club import Club
from domain.eligibility import EvidenceKind, groups
from domain.journal import Aggregate, Fact, Sealed
from domain.papers import Paper, PaperKind
from domain.participant import Participant
from domain.social_contract import ActionToAgree, EvaluationResult, Responsible
from domain.vocabulary import ContractType, EpisodeKind, Relation
from interface.printing import Document, pdf
from interface.printing.forms import FORMS
from tests.aloud import aloud, pages
from tests.later_steps import amend, settle, sign_part
from tests.steps import STAMP, TODAY, enrol, link, refer, registered

KEPT = Path(__file__).parent / "data" / "forms"
PRINTED_ON = date(2026, 5, 5)
POSITION = 1234
ALPHABET = "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ"
LONG_NAME = ("Wirginia", "Kamińska-Źdźbło-Brzęczyszczykiewicz")
TYPED = "#eval(1) *x* _x_ $y$ \\ ]"
ZOFIA = UUID("00000000-0000-4000-8000-0000000000c1")


class Told(RecordThen):
    """A record that holds these aggregates and nobody else, each as far as it was told."""

    def __init__(self, *told: Aggregate) -> None:
        """Hold them."""
        self.position = POSITION
        self._told = {one.id: one for one in told}
        self.core = create_engine("sqlite://").connect()
        related.create(self.core)
        rows = [
            {"participant": one.id.hex, "item": link.item, "person": link.person.hex, "relation": "", "since": ""}
            for one in told
            if isinstance(one, Participant)
            for link in one.related.values()
        ]
        if rows:
            self.core.execute(insert(related), rows)

    def known(self, kind: type[Any], id: UUID) -> Any:
        """Return one of them, None where it is not told."""
        found = self._told.get(id)
        return found if isinstance(found, kind) else None

    def opened(self, id: UUID, name: str, version: int | None) -> Any:
        """Return what a fact says, before it was sealed."""
        if version is None:
            return None
        said = getattr(self._told[id].pending[version - 1], name)
        return said.fresh if isinstance(said, Sealed) else said

    def fact(self, id: UUID, version: int) -> Fact:
        """Return one fact of theirs."""
        return self._told[id].pending[version - 1]

    def life(self, id: UUID) -> Participant | None:
        """Return one of the people."""
        found: Participant | None = self.known(Participant, id)
        return found


def club(since: date = date(2020, 1, 1)) -> Club:
    """Return the invented club."""
    told = Club()
    told.describe(
        STAMP,
        TODAY,
        name="Klub Integracji Społecznej „Przykład”",
        address="ul. Niebyła 3, 00-001 Zmyślonów",
        operator="Centrum Usług Społecznych w Zmyślonowie",
        operator_address="ul. Przykładowa 1, 00-001 Zmyślonów",
        town="Zmyślonów",
        inspector="iod@przyklad.example",
        since=since,
    )
    return told


def adult(given_name: str = "Anna", family_name: str = "Zmyślona") -> Participant:
    """Return somebody with a contract (item 3), amended and evaluated, and five actions of which two are settled."""
    person = registered(
        given_name=given_name,
        family_name=family_name,
        pesel=read_pesel("85031412323"),
        pesel_missing=None,
        birth_date=date(1985, 3, 14),
        case_mark="KIS.512.1.2026",
        registered_on=date(2026, 3, 2),
    )
    refer(person, date(2026, 3, 2))
    person.sign_contract(
        STAMP,
        TODAY,
        type=ContractType.B,
        signed_on=date(2026, 3, 9),
        valid_from=date(2026, 3, 9),
        valid_until=date(2026, 8, 31),
        document_number="KB/2026/1",
    )
    agreed = [
        ActionToAgree(responsible=who, due_on=date(2026, 6, number), what=what)
        for number, (who, what) in enumerate(
            [
                (Responsible.PARTICIPANT, "ukończenie kursu komputerowego"),
                (Responsible.CLUB, f"pomoc w napisaniu CV {ALPHABET}"),
                (Responsible.SOCIAL_WORKER, "wniosek o dodatek mieszkaniowy"),
                (Responsible.OTHER, f"zaświadczenie {TYPED}"),
                (Responsible.PARTICIPANT, "rozmowy z trzema pracodawcami"),
            ],
            start=10,
        )
    ]
    part = sign_part(person, 3, date(2026, 3, 9), *agreed, evaluation_due_on=date(2026, 6, 30))
    settle(person, part + 1, date(2026, 5, 4))
    settle(person, part + 2, date(2026, 5, 5), done=False)
    amend(person, 3, date(2026, 5, 5), date(2026, 9, 30))
    person.evaluate_contract(
        STAMP,
        TODAY,
        contract=3,
        evaluated_on=date(2026, 5, 5),
        result=EvaluationResult.PARTLY,
        note="Kurs ukończony, CV jeszcze nie.",
    )
    person.establish_group(
        STAMP,
        TODAY,
        group=groups.ALCOHOL.code,
        since=date(2026, 3, 2),
        primary=True,
        evidence=EvidenceKind.THERAPY_CERTIFICATE,
        evidence_number="TERAPIA/1/ZMYŚLONE",
        evidence_kept_at=None,
        evidence_issued_on=date(2026, 3, 1),
        evidence_valid_until=None,
    )
    return person


def child() -> Participant:
    """Return a child in a day-room: item 2 is the parent, 3 and 4 may collect the child."""
    person = registered(given_name="Staś", family_name="O'Connor", birth_date=date(2018, 4, 1))
    link(person, Relation.PARENT, date(2026, 3, 2))
    for named, phone in (("Kamińska-Źdźbło-Brzęczyszczykiewicz", "500 000 001"), (TYPED, None)):
        person.link_related_person(
            STAMP,
            TODAY,
            person=ZOFIA,
            relation=Relation.MAY_COLLECT,
            since=date(2026, 3, 2),
            family_name=named,
            given_name="Zofia",
            pesel=None,
            phone=phone,
            note="notatka, której nie ma na druku",
        )
        person.unlink_related_person(STAMP, TODAY, link=person.version, until=date(2026, 12, 31), reason=None)
    refer(person, date(2026, 3, 2), EpisodeKind.SERVICE, signed_by=2)
    enrol(person, "SWIETLICA-PLUS", date(2026, 3, 3))
    return person


def of(person: Participant, kind: PaperKind, about: int | None, number: str | None, *others: Aggregate) -> Filled:
    """Return what a paper of a person is filled with."""
    paper = Paper(item=999, kind=kind, number=number, printed_on=PRINTED_ON, about=about, month=None)
    return filled(Told(person, *others), person, paper, draft=number is None)


def forms(anna: Participant | None = None) -> Mapping[str, Document]:
    """Return every form by the name of its kept file; those of an adult are of `anna`, where one is given."""
    stas, ours, kind = child(), club(), PaperKind
    anna, newcomer = anna or adult(), registered()
    filled_so = {
        "kontrakt-a": of(newcomer, kind.CONTRACT_A, None, "KA/2026/1"),
        "kontrakt-b": of(newcomer, kind.CONTRACT_B, None, "KB/2026/2", ours),
        "kontrakt-b-zawarty": of(anna, kind.CONTRACT_B, 3, "KB/2026/1", ours),
        "aneks": of(anna, kind.CONTRACT_ANNEX, 3, "AN/2026/1", ours),
        "ocena": of(anna, kind.CONTRACT_EVALUATION, 3, None, ours),
        "ocena-z-wynikiem": of(anna, kind.CONTRACT_EVALUATION, max(anna.evaluations), "OK/2026/1", ours),
        "klauzula": of(anna, kind.INFORMATION_CLAUSE, None, "KI/2026/1", ours),
        "klauzula-opiekuna": of(stas, kind.INFORMATION_CLAUSE, 2, "KI/2026/2"),
        "dobrowolnosc": of(anna, kind.VOLUNTARINESS, None, "OD/2026/1", ours),
        "dobrowolnosc-opiekuna": of(stas, kind.VOLUNTARINESS, 2, "OD/2026/2"),
        "zgoda-opiekuna": of(stas, kind.GUARDIAN_CONSENT, 2, "ZO/2026/1", ours),
    }
    return {name: FORMS[one.kind](one) for name, one in filled_so.items()}


def kept(document: Document) -> str:
    """Return what is kept of a form: how many pages it has, and what a screen reader is told of it."""
    printed = pdf(document)
    return "\n".join([f"Stron: {len(pages(printed))}", *aloud(printed)]) + "\n"


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for named, form in forms().items():
        (KEPT / f"{named}.txt").write_text(kept(form), encoding="utf-8", newline="\n")
