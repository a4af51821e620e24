"""Whole lives told to a running club, every personal value of every fact a canary of its own."""

from datetime import date, timedelta
from functools import cache
from typing import Any, ClassVar
from uuid import UUID, uuid4

from application.command import Command, Work
from application.erasure import ApproveErasure, ExecuteErasure, NoteArchiveConsent, RequestErasure
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.enrolment import Enrolled
from domain.erasure import Requester
from domain.forgetting import ErasureGround, Forgotten
from domain.journal import Fact, Personal, Statistical
from domain.papers import PaperPrinted
from domain.participant import Participant
from domain.vocabulary import Role
from interface.assembly import House
from tests.club import ask
from tests.domain.whole_lives import a_whole_life
from tests.examples import ENVELOPE

SECOND = UUID("00000000-0000-4000-8000-00000000000d")


class PlantLife(Command, frozen=True, kw_only=True):
    """Records a whole life at once, with canaries for what is personal; no rule is asked."""

    ACTION: ClassVar[Action] = Action.RECORD_JOURNEY

    id: UUID
    number: int

    def handle(self, work: Work) -> Accepted:
        """Fold the facts of an invented life into another person's."""
        planted = Participant(self.id)
        canaries = iter(canaries_of(self.number))
        editions = {edition.programme: edition.id for edition in work.indexes.places.editions(work.db)}
        for fact in the_life():
            if not isinstance(fact, Forgotten):
                own = {name: getattr(fact, name) for name in type(fact).__struct_fields__ if name not in ENVELOPE}
                for field in type(fact).SEALED:
                    if field.statistical:
                        coarse = own[field.name]
                        own[field.name] = None if coarse is None else Statistical(coarse.fresh)
                    else:
                        content = birth_of(self.number) if field.content is date else next(canaries)
                        own[field.name] = Personal(content)
                if isinstance(fact, Enrolled):
                    own["edition"] = editions[fact.programme]
                if isinstance(fact, PaperPrinted) and fact.number is not None:
                    own["number"] = f"{fact.number}{self.number}"  # no two papers of a club bear one number
                planted.record(type(fact), work.stamp, fact.occurred_on, **own)
        return work.save(planted)


@cache
def the_life() -> tuple[Fact, ...]:
    """Return a life in which every fact of the catalogue happens, so that a new field needs no word here."""
    return tuple(a_whole_life().pending)


def birth_of(number: int) -> date:
    """Return the birth date of an invented person, which is nobody else's."""
    return date(1911, 1, 1) + timedelta(days=37 * number)


def canaries_of(number: int) -> list[str]:
    """Return the texts of one invented life, one for every personal field of every fact in it, each one only theirs."""
    texts = sum(
        not field.statistical and field.content is not date for fact in the_life() for field in type(fact).SEALED
    )
    return [f"Kanarek{number:02d}x{place:02d}żółć" for place in range(texts)]


def secrets_of(number: int) -> list[str]:
    """Return everything that is to be found nowhere once this person is forgotten."""
    return [*canaries_of(number), birth_of(number).isoformat()]


def planted(house: House, number: int) -> UUID:
    """Let a whole life of canaries be recorded; return the participant's id."""
    return UUID(ask(house, PlantLife(id=uuid4(), number=number)).id)


def request_for(house: House, participant: UUID) -> UUID:
    """Bring the club's request to forget somebody as far as its approval; return its id."""
    asked: dict[str, Any] = {"by": Requester.CLUB, "ground": ErasureGround.END_OF_RETENTION}
    command = RequestErasure(id=uuid4(), participant=participant, received_on=house.today(), **asked)
    request = UUID(ask(house, command).id)
    ask(house, NoteArchiveConsent(request_id=request, number="OA.24.7.2033", given_on=house.today()))
    ask(house, ApproveErasure(request_id=request), user=SECOND, role=Role.ADMINISTRATOR)
    return request


def forget(house: House, participant: UUID) -> UUID:
    """Forget somebody whose time of keeping is over, and destroy every trace; return the request."""
    request = request_for(house, participant)
    ask(house, ExecuteErasure(request_id=request))
    assert house.finish_forgetting()
    return request


def opened_texts(house: House, participant: UUID) -> set[str]:
    """Return every personal text of somebody that can still be opened."""
    found = set()
    with house.store.snapshot():
        facts = [house.journal.fact(participant, fact.originator_version) for fact in house.journal.facts(participant)]
    for topic, fact in facts:
        for field in type(fact).SEALED:
            if not field.statistical and getattr(fact, field.name) is not None:
                found.add(str(house.sealer.open_field(fact, field.name, stored_topic=topic)))
    return found
