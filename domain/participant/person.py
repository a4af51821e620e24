"""Steps about who a person is and who is around them."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from domain import caseworkers, contacts, duplicates, engagements, flags, personal_data, related_persons
from domain.journal import Personal, Stamp, Statistical
from domain.participant.state import JourneyState, sealed
from domain.vocabulary import Channel, MissingPesel, Relation, Sex

if TYPE_CHECKING:
    from domain.participant import Participant


class PersonSteps(JourneyState):
    """Registration, details, residence, contact, related persons, caseworkers, duplicates, explanations, findings."""

    __slots__ = ()

    @classmethod
    def register(
        cls,
        id: UUID,
        stamp: Stamp,
        today: date,
        *,
        family_name: str,
        given_name: str,
        birth_date: date,
        sex: Sex,
        pesel: personal_data.Pesel | None,
        pesel_missing: MissingPesel | None,
        case_mark: str | None,
        registered_on: date,
    ) -> Self:
        """Enter a person in the register."""
        personal_data.refuse_contradictions(pesel, pesel_missing, birth_date, sex, registered_on, today)
        participant = cls(id)
        participant.record(
            personal_data.ParticipantRegistered,
            stamp,
            registered_on,
            family_name=Personal(family_name),
            given_name=Personal(given_name),
            birth_date=Personal(birth_date),
            pesel=Personal(pesel.number) if pesel else None,
            pesel_missing=pesel_missing,
            case_mark=sealed(case_mark),
            sex=Statistical(sex),
            birth_year=Statistical(birth_date.year),
        )
        return participant

    def change_details(
        self,
        stamp: Stamp,
        today: date,
        now: personal_data.Details,
        pesel: personal_data.Pesel | None,
        *,
        since: date,
        said: dict[str, Any],
        reason: str | None,
    ) -> None:
        """Record that details are others from a day on; `said` holds the fields that are given."""
        self.refuse_going_on(since, "/since")
        personal_data.refuse_change_before_registration(since, self.registered_on, today)
        new = personal_data.new_details(now, said, pesel, self.registered_on, today)
        personal_data.refuse_change_before_a_later_one(self.details_since, new, since)
        fields = _details(new, ("family_name", "given_name", "pesel", "case_mark", "sex"))
        self.record(personal_data.PersonalDetailsChanged, stamp, since, **fields, reason=sealed(reason))

    def correct_details(
        self,
        stamp: Stamp,
        today: date,
        now: personal_data.Details,
        pesel: personal_data.Pesel | None,
        *,
        said: dict[str, Any],
        reason: str,
    ) -> None:
        """Record that details were never as they stood."""
        new = personal_data.new_details(now, said, pesel, self.registered_on, today)
        fields = _details(new, ("family_name", "given_name", "birth_date", "pesel", "case_mark", "sex"))
        born = new.get("birth_date")
        self.record(
            personal_data.PersonalDetailsCorrected,
            stamp,
            today,
            **fields,
            birth_year=None if born is None else Statistical(born.year),
            reason=Personal(reason),
        )

    def change_residence(
        self,
        stamp: Stamp,
        today: date,
        *,
        since: date,
        residence: personal_data.Residence,
        street: str | None,
        house_number: str | None,
        postal_code: str | None,
        town: str | None,
    ) -> None:
        """Record where the person lives from a day on."""
        self.refuse_going_on(since, "/since")
        personal_data.refuse_future_residence(since, today)
        self.record(
            personal_data.ResidenceChanged,
            stamp,
            since,
            residence=Statistical(residence),
            street=sealed(street),
            house_number=sealed(house_number),
            postal_code=sealed(postal_code),
            town=sealed(town),
        )

    def change_contact_details(
        self,
        stamp: Stamp,
        today: date,
        *,
        since: date,
        phone: str | None,
        email: str | None,
        preferred: Channel | None,
    ) -> None:
        """Record how the person is reached from a day on."""
        self.refuse_going_on(since, "/since")
        said = {"phone": phone, "email": email, "preferred": preferred}
        contacts.refuse_no_contact_details(said.values(), since, today)
        given = [name for name, value in said.items() if value is not None]
        personal_data.refuse_change_before_a_later_one(self.details_since, given, since)
        self.record(
            contacts.ContactDetailsChanged, stamp, since, phone=sealed(phone), email=sealed(email), preferred=preferred
        )

    def note_contact(self, stamp: Stamp, today: date, *, on: date, channel: Channel, note: str) -> None:
        """Record that the club and the person spoke."""
        self.refuse_going_on(on, "/on")
        contacts.refuse_impossible_contact(on, today)
        self.record(contacts.ContactNoted, stamp, on, channel=channel, note=Personal(note))

    def link_related_person(
        self,
        stamp: Stamp,
        today: date,
        *,
        person: UUID,
        relation: Relation,
        since: date,
        family_name: str | None,
        given_name: str | None,
        pesel: personal_data.Pesel | None,
        phone: str | None,
        note: str | None,
    ) -> None:
        """Record that another person is somebody to the participant."""
        self.refuse_going_on(since, "/since")
        related_persons.refuse_impossible_link(self.related.values(), self.id, person, relation, since, today)
        self.record(
            related_persons.RelatedPersonLinked,
            stamp,
            since,
            person=person,
            relation=relation,
            family_name=sealed(family_name),
            given_name=sealed(given_name),
            pesel=Personal(pesel.number) if pesel else None,
            phone=sealed(phone),
            note=sealed(note),
        )

    def unlink_related_person(self, stamp: Stamp, today: date, *, link: int, until: date, reason: str | None) -> None:
        """Record the last day of a link."""
        known = related_persons.link_of(self.related, link)
        related_persons.refuse_impossible_end_of_link(known, until, today)
        self.record(related_persons.RelatedPersonUnlinked, stamp, until, link=link, reason=sealed(reason))

    def assign(self, stamp: Stamp, today: date, *, user: UUID) -> None:
        """Assign a user to this person from today."""
        caseworkers.refuse_second_assignment(self.caseworkers, user)
        self.record(caseworkers.CaseworkerAssigned, stamp, today, user=user)

    def release(self, stamp: Stamp, today: date, *, user: UUID) -> None:
        """Release a user from this person from today."""
        caseworkers.refuse_release_of_a_stranger(self.caseworkers, user)
        self.record(caseworkers.CaseworkerReleased, stamp, today, user=user)

    def link_duplicate(
        self, stamp: Stamp, today: date, survivor: JourneyState, *, has_duplicates: bool, reason: str
    ) -> None:
        """Record that this record and the `survivor`'s are of one person."""
        duplicates.refuse_impossible_duplicate(
            self.id,
            self.duplicate_links,
            survivor.id,
            survivor_is_linked=duplicates.holding(survivor.duplicate_links) is not None,
            has_duplicates=has_duplicates,
        )
        self.record(duplicates.DuplicateLinked, stamp, today, survivor=survivor.id, reason=Personal(reason))

    def unlink_duplicate(self, stamp: Stamp, today: date, *, link: int, reason: str) -> None:
        """Record that the two records are of two people after all."""
        duplicates.refuse_impossible_unlinking(self.duplicate_links, link)
        self.record(duplicates.DuplicateUnlinked, stamp, today, link=link, reason=Personal(reason))

    def rule_out_duplicate(self, stamp: Stamp, today: date, other: "Participant", *, reason: str) -> None:
        """Record that this record and another one, which look alike, are of two people."""
        duplicates.refuse_impossible_ruling_out(self.id, self.duplicate_links, self.ruled_out, other)
        self.record(duplicates.DuplicateRuledOut, stamp, today, other=other.id, reason=Personal(reason))

    def explain_flag(self, stamp: Stamp, today: date, keys: Collection[str], *, flag: str, explanation: str) -> None:
        """Record how somebody explains a finding; `keys` name those that there are now."""
        flags.refuse_nothing_to_explain(keys, flag)
        self.record(flags.FlagExplained, stamp, today, flag=Statistical(flag), explanation=Personal(explanation))

    def record_finding(
        self,
        stamp: Stamp,
        today: date,
        *,
        engagement: UUID,
        about: int | None,
        kind: engagements.FindingKind,
        severity: engagements.Severity,
        finding: str,
    ) -> None:
        """Record what a control found about this person's case, or about one entry of it."""
        engagements.refuse_about_nothing(about, self.version)
        self.record(
            engagements.FindingRecorded,
            stamp,
            today,
            engagement=engagement,
            about=about,
            kind=Statistical(kind),
            severity=Statistical(severity),
            finding=Personal(finding),
        )

    def answer_finding(self, stamp: Stamp, today: date, *, finding: int, answer: str) -> None:
        """Record what the club answers to a finding."""
        engagements.refuse_second_answer({item: f.answered_on for item, f in self.findings.items()}, finding)
        self.record(engagements.FindingAnswered, stamp, today, finding=finding, answer=Personal(answer))


def _details(said: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields of a fact about details: what was said is sealed, the rest is None."""
    kind = {name: Statistical if name == "sex" else Personal for name in names}
    return {name: None if said.get(name) is None else kind[name](said[name]) for name in names}
