"""The participant: contents page of one life in the club. Each step is guard, guard, record.

One stream per person holds every episode. No rule stands here: the guards live with their capability.
Everything a rule needs is in the signature, today included; what other facts fill (hours of a day, the
last hours) comes from the indexes.
"""

from collections.abc import Collection
from datetime import date, time
from uuid import UUID

from domain import caseworkers, employment, enrolment, hours, participation, personal_data, referral, social_contract
from domain.journal import Aggregate, Personal, Stamp, Statistical
from domain.programmes import programme
from domain.vocabulary import (
    ContractType,
    EpisodeKind,
    EvidenceGrade,
    ExitKind,
    HoursDirection,
    LegalForm,
    MissingPesel,
    ReferralSource,
    Sex,
)


class Participant(Aggregate):
    """One person's journey. Items are named by the version of the fact that created them."""

    __slots__ = ("caseworkers", "contracts", "employments", "enrolments", "episodes", "registered_on")

    STREAM = "journey."

    registered_on: date

    def __init__(self, id: UUID) -> None:
        """Start before registration."""
        super().__init__(id)
        self.registered_on = date.min
        self.episodes: dict[int, referral.Episode] = {}
        self.contracts: dict[int, social_contract.SocialContract] = {}
        self.enrolments: dict[int, enrolment.Enrolment] = {}
        self.employments: dict[int, employment.Employment] = {}
        self.caseworkers: frozenset[UUID] = frozenset()

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
    ) -> "Participant":
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
            case_mark=Personal(case_mark) if case_mark else None,
            sex=Statistical(sex),
            birth_year=Statistical(birth_date.year),
        )
        return participant

    def refer(
        self,
        stamp: Stamp,
        today: date,
        *,
        kind: EpisodeKind,
        source: ReferralSource,
        referred_on: date,
        note: str | None,
    ) -> None:
        """Open an episode by a referral."""
        referral.refuse_second_episode(self.episodes.values(), kind, referred_on, today)
        self.record(
            referral.ReferralReceived, stamp, referred_on, kind=kind, source=Statistical(source), note=_sealed(note)
        )

    def sign_contract(
        self,
        stamp: Stamp,
        today: date,
        *,
        type: ContractType,
        signed_on: date,
        valid_from: date,
        valid_until: date,
        document_number: str | None,
    ) -> None:
        """Record a signed social contract."""
        social_contract.refuse_impossible_contract(signed_on, valid_from, valid_until, today)
        self.record(
            social_contract.SocialContractSigned,
            stamp,
            signed_on,
            type=type,
            valid_from=valid_from,
            valid_until=valid_until,
            document_number=_sealed(document_number),
        )

    def enrol(self, stamp: Stamp, today: date, *, programme_code: str, edition: str | None, enrolled_on: date) -> None:
        """Enrol in a programme, within the open episode of its kind."""
        chosen = programme(programme_code)
        episode = enrolment.open_episode(self.episodes.values(), chosen.kind)
        enrolment.refuse_impossible_enrolment(self.enrolments.values(), episode, chosen, edition, enrolled_on, today)
        if chosen.needs_contract:
            social_contract.refuse_day_without_contract(
                self.contracts.values(), enrolled_on, chosen.code, "/enrolled_on"
            )
        self.record(
            enrolment.Enrolled,
            stamp,
            enrolled_on,
            episode=episode.item,
            programme=chosen.code,
            edition=edition,
            needs_contract=chosen.needs_contract,
        )

    def record_hours(
        self,
        stamp: Stamp,
        today: date,
        booked: Collection[hours.HoursEntry],
        *,
        enrolment_item: int,
        day: date,
        minutes: int,
        starts_at: time | None,
        direction: HoursDirection,
        note: str | None,
    ) -> None:
        """Record time on one day; `booked` are the person's entries of that day and two days around it."""
        place = enrolment.enrolment_of(self.enrolments, enrolment_item)
        self._refuse_hours(place, day, minutes, starts_at, booked, today)
        self.record(
            hours.HoursRecorded,
            stamp,
            day,
            enrolment=place.item,
            minutes=minutes,
            starts_at=starts_at,
            direction=direction,
            note=_sealed(note),
        )

    def correct_hours(
        self,
        stamp: Stamp,
        today: date,
        entry: hours.HoursEntry,
        booked: Collection[hours.HoursEntry],
        *,
        minutes: int,
        starts_at: time | None,
        reason: str,
    ) -> None:
        """Correct an entry that was wrong from the start; `booked` are the person's other entries around its day."""
        hours.refuse_empty_correction(entry, minutes, starts_at)
        self._refuse_hours(self.enrolments[entry.enrolment], entry.day, minutes, starts_at, booked, today)
        self.record(
            hours.HoursCorrected,
            stamp,
            entry.day,
            corrects=entry.item,
            minutes=minutes,
            starts_at=starts_at,
            reason=Personal(reason),
        )

    def start_employment(
        self,
        stamp: Stamp,
        today: date,
        *,
        form: LegalForm,
        employer: str | None,
        fte_hundredths: int | None,
        evidence: EvidenceGrade,
        started_on: date,
    ) -> None:
        """Record that the person started to work."""
        employment.refuse_impossible_employment(started_on, fte_hundredths, today)
        self.record(
            employment.EmploymentStarted,
            stamp,
            started_on,
            form=form,
            employer=_sealed(employer),
            fte_hundredths=fte_hundredths,
            evidence=evidence,
        )

    def exit(
        self,
        stamp: Stamp,
        today: date,
        last_hours_on: date | None,
        *,
        episode_item: int,
        kind: ExitKind,
        exited_on: date,
        reason: str | None,
    ) -> None:
        """End an episode; `last_hours_on` is the last day with hours in its enrolments."""
        episode = participation.episode_of(self.episodes, episode_item)
        places = [e for e in self.enrolments.values() if e.episode == episode.item]
        participation.refuse_impossible_exit(episode, places, last_hours_on, exited_on, today)
        self.record(
            participation.Exited, stamp, exited_on, episode=episode.item, kind=Statistical(kind), reason=_sealed(reason)
        )

    def assign(self, stamp: Stamp, today: date, *, user: UUID) -> None:
        """Assign a user to this person from today."""
        caseworkers.refuse_second_assignment(self.caseworkers, user)
        self.record(caseworkers.CaseworkerAssigned, stamp, today, user=user)

    def release(self, stamp: Stamp, today: date, *, user: UUID) -> None:
        """Release a user from this person from today."""
        caseworkers.refuse_release_of_a_stranger(self.caseworkers, user)
        self.record(caseworkers.CaseworkerReleased, stamp, today, user=user)

    def _refuse_hours(
        self,
        place: enrolment.Enrolment,
        day: date,
        minutes: int,
        starts_at: time | None,
        booked: Collection[hours.HoursEntry],
        today: date,
    ) -> None:
        hours.refuse_impossible_minutes(minutes)
        hours.refuse_hours_outside_enrolment(place, day, today)
        if place.needs_contract:
            social_contract.refuse_day_without_contract(self.contracts.values(), day, place.programme, "/day")
        hours.refuse_being_in_two_places(booked, day, minutes, starts_at)


def _sealed(text: str | None) -> Personal[str] | None:
    return None if text is None else Personal(text)
