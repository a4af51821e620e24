"""Further steps of who somebody is and of coming in: details, people around, papers, status, groups, findings."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from application.personal_data import read_pesel
from domain.declarations import ConsentKind
from domain.eligibility import Benefit, DecisionKind, EvidenceKind, groups
from domain.participant import Participant
from domain.personal_data import Details, Residence
from domain.status import LabourStatus, StatusMoment
from domain.vocabulary import Channel, EpisodeKind, EvidenceGrade, Relation, Sex
from tests.steps import STAMP, SUFFICES, TODAY, judged, link, refer

SURVIVOR = UUID("00000000-0000-4000-8000-0000000000a2")
AS_REGISTERED = Details(
    family_name="Zmyślona",
    given_name="Anna",
    birth_date=date(1990, 4, 1),
    sex=Sex.FEMALE,
    pesel=None,
    case_mark=None,
)
"""What `tests.steps.registered` says of a person unless something else was said."""


def change_details(person: Participant, since: date, now: Details = AS_REGISTERED, **said: Any) -> int:
    """Record that details are others from a day on; return the fact's version."""
    pesel = read_pesel(said.get("pesel", now.pesel))
    person.change_details(STAMP, TODAY, now, pesel, since=since, said=said, reason=None)
    return person.version


def correct_details(person: Participant, now: Details = AS_REGISTERED, **said: Any) -> int:
    """Record that details were never so; return the fact's version."""
    pesel = read_pesel(said.get("pesel", now.pesel))
    person.correct_details(STAMP, TODAY, now, pesel, said=said, reason="powód zmyślony")
    return person.version


def move(person: Participant, since: date) -> int:
    """Move to an address in the gmina; return the fact's version."""
    person.change_residence(
        STAMP,
        TODAY,
        since=since,
        residence=Residence.LIVES_HERE,
        street="Zmyślona",
        house_number="1",
        postal_code="00-001",
        town="Zmyślonów",
    )
    return person.version


def reach(person: Participant, since: date, phone: str | None = "500 000 000") -> int:
    """Say by which phone a person is reached; return the fact's version."""
    person.change_contact_details(STAMP, TODAY, since=since, phone=phone, email=None, preferred=None)
    return person.version


def speak(person: Participant, on: date) -> int:
    """Note that the club and the person spoke; return the contact's item."""
    person.note_contact(STAMP, TODAY, on=on, channel=Channel.PHONE, note="notatka zmyślona")
    return person.version


def unlink(person: Participant, item: int, until: date) -> int:
    """End a link with a related person; return the fact's version."""
    person.unlink_related_person(STAMP, TODAY, link=item, until=until, reason=None)
    return person.version


def consent(person: Participant, on: date, *, signed_by: int | None = None) -> int:
    """Consent to pictures; return the consent's item."""
    person.give_consent(
        STAMP, TODAY, kind=ConsentKind.IMAGE, given_on=on, signed_by=signed_by, document_number="ZMYŚLONE/3"
    )
    return person.version


def withdraw_consent(person: Participant, item: int, on: date) -> int:
    """Take a consent back; return the fact's version."""
    person.withdraw_consent(STAMP, TODAY, consent=item, withdrawn_on=on)
    return person.version


def declare(person: Participant, on: date) -> int:
    """Declare to take part of one's own will; return the declaration's item."""
    person.declare_voluntariness(STAMP, TODAY, declared_on=on, signed_by=None, document_number=None)
    return person.version


def inform(person: Participant, on: date) -> int:
    """Be given the information of art. 13 RODO; return the declaration's item."""
    person.give_information(STAMP, TODAY, clause="RODO-2026", given_on=on, signed_by=None)
    return person.version


def take_status(person: Participant, on: date, **said: Any) -> int:
    """Take a status at entry: unemployed, unless something else is said; return its item."""
    names = ("without_work_since", "education", "household", "disability", "foreign_origin", "minority", "homeless")
    parts: dict[str, Any] = {"labour": LabourStatus.UNEMPLOYED_REGISTERED, **dict.fromkeys(names)}
    person.record_status(
        STAMP, TODAY, moment=StatusMoment.ENTRY, taken_on=on, source=EvidenceGrade.DECLARATION, **(parts | said)
    )
    return person.version


def belong(person: Participant, since: date, *, issued_on: date | None = None, valid_until: date | None = None) -> int:
    """Belong to the unemployed, on a certificate; return the membership's item."""
    person.establish_group(
        STAMP,
        TODAY,
        group=groups.UNEMPLOYED.code,
        since=since,
        primary=True,
        evidence=EvidenceKind.LABOUR_OFFICE_CERTIFICATE,
        evidence_number="ZMYŚLONE/1",
        evidence_issued_on=issued_on,
        evidence_valid_until=valid_until,
        evidence_kept_at=None,
    )
    return person.version


def belong_no_more(person: Participant, item: int, on: date) -> int:
    """End a membership of a group; return the fact's version."""
    person.end_group(STAMP, TODAY, membership=item, ended_on=on, reason=None)
    return person.version


def be_granted(person: Participant, on: date, minutes: int = 600) -> int:
    """Be granted hours by an office; return the decision's item."""
    person.record_decision(
        STAMP,
        TODAY,
        kind=DecisionKind.GRANTED_HOURS,
        degree=None,
        coupled=None,
        number="ZMYŚLONA/2",
        decided_on=on,
        valid_from=on,
        valid_until=None,
        granted_minutes=minutes,
        programme=None,
        kept_at=None,
    )
    return person.version


def declare_benefits(person: Participant, on: date, *benefits: Benefit) -> int:
    """Declare to draw these benefits, none unless some are named; return the declaration's item."""
    person.declare_benefits(STAMP, TODAY, declared_on=on, benefits=benefits, source=EvidenceGrade.DECLARATION)
    return person.version


def _finding(person: Participant, episode: int | None, found_on: date) -> Mapping[str, Any]:
    item = max(person.episodes) if episode is None else episode
    return {"episode": item, "found_on": found_on, "assessment": judged(found_on, SUFFICES)}


def find_eligible(person: Participant, on: date, *, episode: int | None = None) -> int:
    """Find that a person may take part in the last episode, unless another is named; return the finding's item."""
    person.confirm_eligibility(STAMP, TODAY, **_finding(person, episode, on), programme=None, override=None)
    return person.version


def find_ineligible(person: Participant, on: date, *, episode: int | None = None) -> int:
    """Find that a person may not take part; return the finding's item."""
    person.refuse_eligibility(STAMP, TODAY, **_finding(person, episode, on), reason="powód zmyślony")
    return person.version


def turn_away(person: Participant, on: date, *, episode: int | None = None) -> int:
    """Reject the referral of the last episode, unless another is named; return the fact's version."""
    item = max(person.episodes) if episode is None else episode
    person.reject_referral(STAMP, TODAY, episode=item, rejected_on=on, reason="powód zmyślony")
    return person.version


def give_up(person: Participant, on: date) -> int:
    """Withdraw the referral of the last episode; return the fact's version."""
    person.withdraw_referral(STAMP, TODAY, episode=max(person.episodes), withdrawn_on=on, reason=None)
    return person.version


def be_duplicate_of(person: Participant, survivor: Participant, *, has_duplicates: bool = False) -> int:
    """Link a record to the one that goes on; return the link's item."""
    person.link_duplicate(STAMP, TODAY, survivor, has_duplicates=has_duplicates, reason="powód zmyślony")
    return person.version


def be_apart(person: Participant, item: int) -> int:
    """End a link between two records; return the fact's version."""
    person.unlink_duplicate(STAMP, TODAY, link=item, reason="powód zmyślony")
    return person.version


def be_told_from(person: Participant, other: Participant) -> int:
    """Rule out that two records are of one person; return the decision's item."""
    person.rule_out_duplicate(STAMP, TODAY, other, reason="powód zmyślony")
    return person.version


def everything_of_entry(person: Participant, episode: int, day: date) -> None:
    """Take every further step of coming in, on one day, with somebody whose `episode` is open."""
    correct_details(person, family_name="Poprawiona")
    change_details(person, day, given_name="Zofia")
    move(person, day)
    reach(person, day)
    speak(person, day)
    unlink(person, link(person, Relation.GUARDIAN, day), day)
    withdraw_consent(person, consent(person, day), day)
    declare(person, day)
    inform(person, day)
    take_status(person, day)
    belong_no_more(person, belong(person, day), day)
    be_granted(person, day)
    declare_benefits(person, day)
    find_ineligible(person, day, episode=episode)
    find_eligible(person, day, episode=episode)
    refer(person, day, EpisodeKind.SERVICE)
    turn_away(person, day)
    refer(person, day, EpisodeKind.SERVICE)
    give_up(person, day)
    be_apart(person, be_duplicate_of(person, Participant(SURVIVOR)))
    be_told_from(person, Participant(SURVIVOR))
