"""Papers of the invented club: what it is called, and on its last day a contract, cards, a certificate and lists."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from application.club import DescribeClub
from application.command import Command
from application.indexes.receipts import Accepted
from application.papers import CancelList, CancelPaper, PrintList, PrintPaper, SignList, SignPaper
from domain.duplicates import holding
from domain.editions import OpenEdition
from domain.papers import PaperKind, Signer
from domain.participant import Participant
from domain.vocabulary import ContractType
from interface.assembly import House
from interface.cli.demo_club.chronicle import Chronicle
from interface.cli.demo_club.office import Desk

Enter = Callable[[Desk, Command], Accepted]
CARDS = 3
FORMS = {ContractType.A: PaperKind.CONTRACT_A, ContractType.B: PaperKind.CONTRACT_B}


def keep(house: House, told: Chronicle, enter: Enter) -> None:
    """Say what the club is called; print, sign and spoil papers of people and lists of an edition."""
    desk = told.office.coordinator
    enter(
        desk,
        DescribeClub(
            name="Klub Integracji Społecznej „Ścieżka” (demo)",
            address="ul. Wymyślona 7, 00-000 Przykładowo",
            operator="Gmina Przykładowo (demo)",
            operator_address="Rynek 1, 00-000 Przykładowo",
            town="Przykładowo",
            inspector="iod@przyklad.example",
            since=told.first,
        ),
    )
    lives, today = list(_lives(house)), house.today()
    _contracts(today, enter, desk, lives)
    _cards_and_certificate(today, enter, desk, lives)
    _lists(told, today, enter, desk)


def _lives(house: House) -> Iterator[Participant]:
    """Yield the people whose record goes on, the newest first."""
    with house.store.snapshot():
        ids = [fact.originator_id for _, fact in house.journal.first_facts(Participant)]
        for id in reversed(ids):
            life = house.journal.load(Participant, id)
            if life is not None and not life.deaths and life.forgotten is None and not holding(life.duplicate_links):
                yield life


def _contracts(today: date, enter: Enter, desk: Desk, lives: list[Participant]) -> None:
    """A contract in force is printed and signed; before that a sheet was spoiled."""
    life, contract = next((o, c) for o in lives for c in o.contracts.values() if c.covers(today))
    of: dict[str, Any] = {
        "participant_id": life.id,
        "kind": FORMS[contract.type],
        "about": contract.item,
        "month": None,
    }
    spoiled = enter(desk, PrintPaper(**of))
    enter(desk, CancelPaper(participant_id=life.id, paper=spoiled.item, reason="Zacięty papier w drukarce."))
    printed = enter(desk, PrintPaper(**of))
    enter(
        desk,
        SignPaper(
            participant_id=life.id,
            paper=printed.item,
            signed_on=today,
            signers=(Signer.PARTICIPANT, Signer.SOCIAL_WORKER),
            guardian=None,
            entry=contract.item,
            document_number=None,
            kept_at="teczka osobowa, szafa 2",
        ),
    )


def _cards_and_certificate(today: date, enter: Enter, desk: Desk, lives: list[Participant]) -> None:
    """Cards of the running month, and a certificate that somebody asked for."""
    places = (
        (life.id, place.item)
        for life in lives
        for place in life.enrolments.values()
        if place.programme == "AOON" and place.ended_on is None and place.enrolled_on <= today
    )
    for id, item in islice(places, CARDS):
        month = today.replace(day=1)
        enter(desk, PrintPaper(participant_id=id, kind=PaperKind.SERVICE_CARD, about=item, month=month))
    for id, item in islice(((life.id, item) for life in lives for item in life.certificates), 1):
        enter(desk, PrintPaper(participant_id=id, kind=PaperKind.CERTIFICATE, about=item, month=None))


def _lists(told: Chronicle, today: date, enter: Enter, desk: Desk) -> None:
    """The list of the month of socially useful work comes back signed; one was printed crooked."""
    running: OpenEdition = next(
        edition
        for edition in told.editions
        if edition.programme == "PSU" and (edition.closes_on is None or edition.closes_on >= today)
    )
    of: dict[str, Any] = {"programme": running.programme, "edition_id": running.id}
    said: dict[str, Any] = {"kind": PaperKind.ATTENDANCE_LIST, "about": None, "month": today.replace(day=1)}
    crooked = enter(desk, PrintList(**of, **said))
    enter(desk, CancelList(**of, paper=crooked.item, reason="Krzywo wydrukowana."))
    printed = enter(desk, PrintList(**of, **said))
    signed: dict[str, Any] = {"signed_on": today, "signers": (Signer.PROVIDER,), "kept_at": "segregator list"}
    enter(desk, SignList(**of, paper=printed.item, **signed))
