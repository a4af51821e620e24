"""Turns of a life and of its file: a wedding, a wrong number, a move, another caseworker, two files of one person."""

from datetime import date, timedelta
from uuid import UUID

from application.caseworkers import AssignCaseworker, ReleaseCaseworker
from application.contacts import NoteContact
from application.declarations import WithdrawConsent
from application.duplicates import LinkDuplicate, RuleOutDuplicate, UnlinkDuplicate
from application.eligibility import EndGroup
from application.personal_data import ChangeDetails, ChangeResidence, CorrectDetails
from domain.personal_data import Residence
from domain.vocabulary import Channel
from interface.cli.demo_club.chronicle import Chronicle, Life, Step
from interface.cli.demo_club.office import Desk
from interface.cli.demo_club.people import double

_NOTES = (
    (Channel.PHONE, "Przypomniano o ważności zaświadczenia z PUP."),
    (Channel.VISIT, "Rozmowa o postępach, zadowolenie z zajęć."),
    (Channel.PHONE, "Prosi o przesunięcie zajęć o godzinę."),
    (Channel.HOME_VISIT, "Wizyta w domu, warunki bez zmian."),
    (Channel.LETTER, "Wysłano wezwanie na rozmowę."),
    (Channel.EMAIL, "Przesłano ofertę pracy."),
)


def contact(told: Chronicle, life: Life, day: date) -> None:
    """The club and the person spoke."""
    channel, note = told.rng.choice(_NOTES)
    told.aside(life, day, lambda: NoteContact(participant_id=life.id, on=day, channel=channel, note=note))


def end_group(told: Chronicle, life: Life, day: date, membership: Step, reason: str) -> None:
    """The person no longer belongs to a group."""
    told.tell(
        life,
        day,
        lambda: EndGroup(participant_id=life.id, membership=membership.item, ended_on=day, reason=reason),
    )


def withdraw_consent(told: Chronicle, life: Life, day: date, consent: Step) -> None:
    """A consent is taken back."""
    told.aside(life, day, lambda: WithdrawConsent(participant_id=life.id, consent=consent.item, withdrawn_on=day))


def marry(told: Chronicle, life: Life, day: date) -> None:
    """A woman takes a double name from the wedding on; the new identity card comes three weeks later."""
    name = double(told.rng, life.person.family_name)
    told.aside(
        life,
        day + timedelta(days=21),
        lambda: ChangeDetails(
            participant_id=life.id,
            since=day,
            family_name=name,
            given_name=None,
            sex=None,
            pesel=None,
            case_mark=None,
            reason="Zawarcie małżeństwa, nowy dowód osobisty.",
        ),
    )


def get_number(told: Chronicle, life: Life, day: date) -> None:
    """Somebody from abroad was given a PESEL."""
    number = told.crowd.number(life.person.birth_date, life.person.sex)
    told.aside(
        life,
        day,
        lambda: ChangeDetails(
            participant_id=life.id,
            since=day,
            family_name=None,
            given_name=None,
            sex=None,
            pesel=number,
            case_mark=None,
            reason="Nadano numer PESEL.",
        ),
    )


def correct_number(told: Chronicle, life: Life, day: date, number: str | None) -> None:
    """The number was never right: digits were swapped."""
    told.aside(
        life,
        day,
        lambda: CorrectDetails(
            participant_id=life.id,
            family_name=None,
            given_name=None,
            birth_date=None,
            sex=None,
            pesel=number,
            case_mark=None,
            reason="Przestawione cyfry, sprawdzono z dowodem osobistym.",
        ),
    )


def move_away(told: Chronicle, life: Life, day: date) -> None:
    """The person lives in another gmina from that day; what follows from it is decided apart."""
    told.aside(
        life,
        day + timedelta(days=4),
        lambda: ChangeResidence(
            participant_id=life.id,
            since=day,
            residence=Residence.ELSEWHERE,
            street="Odległa",
            house_number=str(day.day),
            postal_code="00-001",
            town="Nibymiasto",
        ),
    )


def hand_over(told: Chronicle, life: Life, day: date, to: Desk) -> None:
    """Another caseworker takes over; both are named by the coordinator."""
    coordinator, before = told.office.coordinator, life.caseworker
    assigned = told.aside(life, day, lambda: AssignCaseworker(participant_id=life.id, user=to.user), by=coordinator)
    told.aside(life, day, lambda: ReleaseCaseworker(participant_id=life.id, user=before.user), by=coordinator)
    life.handed_over = assigned.entered_on, to


def link(told: Chronicle, life: Life, day: date, survivor: UUID, reason: str) -> Step:
    """This file and another are found to be of one person."""
    return told.stage(
        life,
        day,
        lambda: LinkDuplicate(participant_id=life.id, survivor=survivor, reason=reason),
        by=told.office.coordinator,
    )


def unlink(told: Chronicle, life: Life, day: date, linked: Step) -> Step:
    """They are two people after all."""
    reason = "Różne daty urodzenia w dokumentach, to dwie osoby."
    return told.stage(
        life,
        day,
        lambda: UnlinkDuplicate(participant_id=life.id, link=linked.item, reason=reason),
        by=told.office.coordinator,
    )


def tell_apart(told: Chronicle, life: Life, day: date, other: UUID) -> Step:
    """Two files look alike; the documents show two people."""
    reason = "W aktach urodzenia inne imiona rodziców, to dwie osoby."
    return told.stage(
        life,
        day,
        lambda: RuleOutDuplicate(participant_id=life.id, other=other, reason=reason),
        by=told.office.coordinator,
    )
