"""Registering a participant, and changing or correcting who they are and where they live."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from stdnum.exceptions import ValidationError
from stdnum.pl import pesel as stdnum_pesel

from application.command import Command, JourneyStep, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.participant import Participant
from domain.personal_data import AlreadyRegistered, Details, InvalidPesel, Pesel, Residence
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


class ChangeDetails(JourneyStep, frozen=True, kw_only=True):
    """Record details that are others from a day on; None is what stays."""

    since: date
    family_name: str | None
    given_name: str | None
    sex: Sex | None
    pesel: str | None
    case_mark: str | None
    reason: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        now, said, pesel = _details(participant, work, self.said("since", "reason"))
        participant.change_details(work.stamp, work.today, now, pesel, since=self.since, said=said, reason=self.reason)


class CorrectDetails(JourneyStep, frozen=True, kw_only=True):
    """Record details that were never as they stood; None is what was right."""

    family_name: str | None
    given_name: str | None
    birth_date: date | None
    sex: Sex | None
    pesel: str | None
    case_mark: str | None
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        now, said, pesel = _details(participant, work, self.said("reason"))
        participant.correct_details(work.stamp, work.today, now, pesel, said=said, reason=self.reason)


class ChangeResidence(JourneyStep, frozen=True, kw_only=True):
    """Record where the person lives from a day on."""

    since: date
    residence: Residence
    street: str | None
    house_number: str | None
    postal_code: str | None
    town: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.change_residence(work.stamp, work.today, **self.said())


def _details(
    participant: Participant, work: Work, given: dict[str, Any]
) -> tuple[Details, dict[str, Any], Pesel | None]:
    """Return the details as they stand, what is said anew, and what the PESEL says that will stand.

    InvalidPesel, AlreadyRegistered: the number is none, or somebody else's.
    """
    said = {name: value for name, value in given.items() if value is not None}
    now = Details(
        **{name: work.opened(participant.id, name, participant.details.get(name)) for name in Details.__struct_fields__}
    )
    new = read_pesel(said.get("pesel"))
    if new is not None:
        said["pesel"] = new.number
    refuse_known_person(work, new, said.get("case_mark"), oneself=participant.id)
    return now, said, new or read_pesel(now.pesel)


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


def refuse_known_person(work: Work, pesel: Pesel | None, case_mark: str | None, *, oneself: UUID | None = None) -> None:
    """Refuse a PESEL or case mark that the register has of somebody else than `oneself`; it never says whose."""
    numbers = (("pesel", pesel.number if pesel else None), ("case_mark", case_mark))
    for kind, number in numbers:
        known = None if number is None else work.indexes.identities.find(work.db, kind, number)
        if known not in (None, oneself):
            work.about.append(known)
            raise AlreadyRegistered(pointer=f"/{kind}")
