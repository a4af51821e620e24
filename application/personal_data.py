"""Registering a participant."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from stdnum.exceptions import ValidationError
from stdnum.pl import pesel as stdnum_pesel

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.participant import Participant
from domain.personal_data import AlreadyRegistered, InvalidPesel, Pesel
from domain.vocabulary import MissingPesel, Role, Sex


class RegisterParticipant(Command, frozen=True, kw_only=True):
    """Enter a person in the register. A caseworker who registers is assigned by it."""

    ACTION: ClassVar[Action] = Action.REGISTER_PARTICIPANT
    GENERATED: ClassVar[tuple[str, ...]] = ("id",)

    id: UUID
    family_name: str
    given_name: str
    birth_date: date
    sex: Sex
    pesel: str | None
    pesel_missing: MissingPesel | None
    case_mark: str | None
    registered_on: date

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        participant = self.register(work)
        return work.save(participant)

    def register(self, work: Work) -> Participant:
        """Return the new participant, not saved yet."""
        known = read_pesel(self.pesel)
        refuse_known_person(work, known, self.case_mark)
        participant = Participant.register(
            self.id,
            work.stamp,
            work.today,
            family_name=self.family_name,
            given_name=self.given_name,
            birth_date=self.birth_date,
            sex=self.sex,
            pesel=known,
            pesel_missing=self.pesel_missing,
            case_mark=self.case_mark,
            registered_on=self.registered_on,
        )
        if work.stamp.role == Role.CASEWORKER:
            participant.assign(work.stamp, work.today, user=work.ask.actor.user)
        return participant


def read_pesel(number: str | None) -> Pesel | None:
    """Return what a PESEL says, checked by python-stdnum. InvalidPesel when it is not one."""
    if number is None:
        return None
    try:
        checked = stdnum_pesel.validate(number)
        born = stdnum_pesel.get_birth_date(checked)
    except ValidationError:
        raise InvalidPesel(pointer="/pesel") from None
    sex = Sex.MALE if stdnum_pesel.get_gender(checked) == "M" else Sex.FEMALE
    return Pesel(checked, born, sex)


def refuse_known_person(work: Work, pesel: Pesel | None, case_mark: str | None) -> None:
    """Refuse a PESEL or case mark that the register has; it never says whose."""
    numbers = (("pesel", pesel.number if pesel else None), ("case_mark", case_mark))
    for kind, number in numbers:
        known = None if number is None else work.indexes.identities.find(work.db, kind, number)
        if known is not None:
            work.about.append(known)
            raise AlreadyRegistered(pointer=f"/{kind}")
