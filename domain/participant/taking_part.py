"""Steps of taking part: programmes, hours, absences, pauses."""

from collections.abc import Collection, Mapping
from datetime import date, time
from uuid import UUID

from msgspec.structs import replace

from domain import absences, agreements, eligibility, enrolment, hours, participation, referral, social_contract
from domain.editions import OpenEdition
from domain.hours.judging import Ground, Part, judged, parts_of
from domain.journal import Personal, Stamp, Statistical
from domain.participant.state import JourneyState, sealed
from domain.programmes import programme, refuse_unknown_activity
from domain.rules import RuleCode, Rules, Unit
from domain.vocabulary import HoursDirection


class TakingPartSteps(JourneyState):
    """Enrolled and left; hours recorded, corrected, voided, approved, returned; absent; suspended and resumed."""

    __slots__ = ()

    def enrol(
        self,
        stamp: Stamp,
        today: date,
        edition: OpenEdition,
        taken: int,
        rules: Rules,
        named: agreements.Named | None,
        assessment: eligibility.Assessment,
        *,
        enrolled_on: date,
        cared_for: int | None,
    ) -> None:
        """Enrol in an edition, within the open episode of its kind.

        So many of its places are `taken`; `rules` are those of its book, `named` is the agreement to hang on,
        `assessment` what its conditions answer of the person on that day.
        """
        self.refuse_going_on(enrolled_on, "/enrolled_on")
        chosen = programme(edition.programme)
        episode = enrolment.open_episode(self.episodes.values(), chosen)
        enrolment.refuse_impossible_enrolment(self.enrolments.values(), episode, edition, enrolled_on, today)
        enrolment.refuse_full_edition(edition, taken)
        enrolment.refuse_carer_without_cared_for(chosen, self.related, cared_for, enrolled_on)
        eligibility.refuse_ineligible(self.verdicts.values(), episode.item, enrolled_on)
        eligibility.refuse_enrolment_not_entitled(assessment, self.verdicts.values(), episode.item, enrolled_on)
        needed = rules.is_on(RuleCode.NEEDS_AGREEMENT, enrolled_on)
        agreements.refuse_agreement_that_does_not_hold(named, chosen.code, enrolled_on, needed=needed)
        with_contract = enrolment.needs_contract(rules, chosen, enrolled_on)
        if with_contract:
            social_contract.refuse_day_without_contract(
                self.contracts.values(), enrolled_on, chosen.code, "/enrolled_on"
            )
        self.record(
            enrolment.Enrolled,
            stamp,
            enrolled_on,
            episode=episode.item,
            programme=chosen.code,
            edition=edition.id,
            edition_ends_on=edition.closes_on,
            needs_contract=with_contract,
            cared_for=cared_for,
            agreement=None if named is None else named.number,
        )

    def end_enrolment(
        self,
        stamp: Stamp,
        today: date,
        last_hours_on: date | None,
        *,
        enrolment_item: int,
        ended_on: date,
        reason: str | None,
    ) -> None:
        """Record that the person left one programme; `last_hours_on` is its last day with hours."""
        place = enrolment.enrolment_of(self.enrolments, enrolment_item)
        last = absences.last_day(self.absences.values(), [place.item], last_hours_on)
        enrolment.refuse_impossible_end_of_enrolment(place, last, ended_on, today)
        self.record(enrolment.EnrolmentEnded, stamp, ended_on, enrolment=place.item, reason=sealed(reason))

    def edition_of(self, enrolment_item: int) -> UUID:
        """Return the edition of an enrolment, or refuse: the person has none of that item."""
        return enrolment.enrolment_of(self.enrolments, enrolment_item).edition

    def record_hours(
        self,
        stamp: Stamp,
        today: date,
        ground: Ground,
        *,
        enrolment_item: int,
        day: date,
        minutes: int | None,
        starts_at: time | None,
        ends_on: date | None,
        ends_at: time | None,
        unit: Unit | None,
        direction: HoursDirection,
        activity: str | None,
        provider: UUID | None,
        signed: bool | None,
        document_number: str | None,
        at_place: str | None,
        kilometres: int | None,
        what: str | None,
        note: str | None,
        override: str | None,
    ) -> None:
        """Record time from a day on; `ground` is what its rules read besides this person."""
        self.refuse_going_on(day, "/day")
        place = enrolment.enrolment_of(self.enrolments, enrolment_item)
        participation.refuse_closed_file(self.episodes[place.episode], "/enrolment")
        refuse_unknown_activity(activity)
        hours.refuse_impossible_kilometres(kilometres)
        entry = hours.HoursEntry(
            item=self.version + 1,
            enrolment=place.item,
            day=day,
            minutes=hours.length_said(day, starts_at, minutes, ends_on, ends_at),
            starts_at=starts_at,
            direction=direction,
            unit=hours.unit_said(ground.rules, day, unit),
            activity=activity,
            provider=provider,
        )
        parts = parts_of(self, place, entry, ground)
        over = judged(self, parts, today, with_end=ends_at is not None, override=override)
        for part, excess in zip(parts, over, strict=True):
            self.record(
                hours.HoursRecorded,
                stamp,
                part.entry.day,
                enrolment=part.place.item,
                minutes=part.entry.minutes,
                starts_at=part.entry.starts_at,
                unit=entry.unit,
                direction=direction,
                activity=activity,
                provider=provider,
                signed=signed,
                document_number=sealed(document_number),
                place=sealed(at_place),
                kilometres=kilometres if part.served is not None else None,
                what=sealed(what),
                note=sealed(note),
                excess=Statistical(excess) if excess else None,
                override=sealed(override) if excess else None,
            )

    def correct_hours(
        self,
        stamp: Stamp,
        today: date,
        ground: Ground,
        entry: hours.HoursEntry | None,
        *,
        minutes: int | None,
        starts_at: time | None,
        ends_on: date | None,
        ends_at: time | None,
        activity: str | None,
        provider: UUID | None,
        override: str | None,
        reason: str,
    ) -> None:
        """Correct an entry that was wrong from the start; an activity or a provider not said is as it was."""
        known = hours.entry_that_stands(entry, "/entry")
        refuse_unknown_activity(activity)
        length = hours.length_said(known.day, starts_at, minutes, ends_on, ends_at)
        right = replace(
            known,
            minutes=length,
            starts_at=starts_at,
            activity=activity or known.activity,
            provider=provider or known.provider,
        )
        hours.refuse_empty_correction(known, right)
        place = self.enrolments[known.enrolment]
        spans = ends_at is not None or (starts_at is not None and length <= known.minutes)
        [excess] = judged(
            self,
            [Part(place=place, entry=right, ground=ground, served=right)],
            today,
            with_end=spans,
            override=override,
        )
        self.record(
            hours.HoursCorrected,
            stamp,
            known.day,
            corrects=known.item,
            minutes=length,
            starts_at=starts_at,
            activity=right.activity,
            provider=right.provider,
            reason=Personal(reason),
            excess=Statistical(excess) if excess else None,
            override=sealed(override),
        )

    def void_hours(self, stamp: Stamp, entry: hours.HoursEntry | None, *, reason: str) -> None:
        """Record that an entry should never have been there."""
        known = hours.entry_that_stands(entry, "/entry")
        self.record(hours.HoursVoided, stamp, known.day, voids=known.item, reason=Personal(reason))

    def approve_hours(
        self,
        stamp: Stamp,
        today: date,
        entries: Collection[hours.HoursEntry | None],
        rules: Mapping[int, Rules],
        *,
        items: tuple[int, ...],
    ) -> None:
        """Record that somebody checked these entries against the paper; `rules` are of each enrolment's edition."""
        hours.refuse_unapprovable(entries)
        hours.refuse_the_same_hand(entries, rules, stamp.recorded_by)
        self.record(hours.HoursApproved, stamp, today, entries=items)

    def return_hours(
        self,
        stamp: Stamp,
        today: date,
        entries: Collection[hours.HoursEntry | None],
        *,
        items: tuple[int, ...],
        reason: str,
    ) -> None:
        """Record that somebody sent these entries back for correction."""
        hours.refuse_unreturnable(entries)
        self.record(hours.HoursReturned, stamp, today, entries=items, reason=Personal(reason))

    def record_absence(
        self,
        stamp: Stamp,
        today: date,
        edition_ends_on: date | None,
        booked: Collection[hours.HoursEntry],
        *,
        enrolment_item: int,
        day: date,
        kind: absences.AbsenceKind,
        reason: str | None,
    ) -> None:
        """Record that the person was not there on a day; `booked` are the person's entries around it."""
        place = self._refuse_absence(enrolment_item, edition_ends_on, day, booked, today)
        self.record(
            absences.AbsenceRecorded, stamp, day, enrolment=place.item, kind=Statistical(kind), reason=sealed(reason)
        )

    def refuse_work(
        self,
        stamp: Stamp,
        today: date,
        edition_ends_on: date | None,
        booked: Collection[hours.HoursEntry],
        *,
        enrolment_item: int,
        day: date,
        reason: str,
    ) -> None:
        """Record that the person refused the work that was offered."""
        place = self._refuse_absence(enrolment_item, edition_ends_on, day, booked, today)
        self.record(absences.WorkRefused, stamp, day, enrolment=place.item, reason=Personal(reason))

    def suspend(
        self,
        stamp: Stamp,
        today: date,
        last_hours_on: date | None,
        *,
        episode: int,
        since: date,
        planned_until: date | None,
        resumed_on: date | None,
        reason: str,
    ) -> None:
        """Record that taking part pauses, or paused and went on from `resumed_on`.

        `last_hours_on` is the episode's last day with hours before it went on.
        """
        self.refuse_going_on(since, "/since")
        known = referral.open_episode_of(self.episodes, episode)
        pauses = [s for s in self.suspensions.values() if s.episode == known.item]
        places = [e for e in self.enrolments.values() if e.episode == known.item]
        until = date.max if resumed_on is None else resumed_on
        away = [absence for absence in self.absences.values() if absence.day < until]
        last = absences.last_day(away, self.places_of(known.item), last_hours_on)
        participation.refuse_impossible_suspension(pauses, places, last, since, planned_until, resumed_on, today)
        self.record(
            participation.Suspended,
            stamp,
            since,
            episode=known.item,
            planned_until=planned_until,
            reason=Personal(reason),
        )
        if resumed_on is not None:
            self.resume(stamp, today, suspension=self.version, resumed_on=resumed_on)

    def resume(self, stamp: Stamp, today: date, *, suspension: int, resumed_on: date) -> None:
        """Record that taking part goes on."""
        self.refuse_going_on(resumed_on, "/resumed_on")
        known = participation.refuse_impossible_resumption(self.suspensions, suspension, resumed_on, today)
        referral.open_episode_of(self.episodes, known.episode)
        self.record(participation.Resumed, stamp, resumed_on, suspension=suspension)

    def _refuse_absence(
        self, item: int, edition_ends_on: date | None, day: date, booked: Collection[hours.HoursEntry], today: date
    ) -> enrolment.Enrolment:
        self.refuse_going_on(day, "/day")
        place = enrolment.enrolment_of(self.enrolments, item)
        participation.refuse_closed_file(self.episodes[place.episode], "/enrolment")
        hours.refuse_hours_outside_enrolment(place, edition_ends_on, day, today)
        hours.refuse_hours_during_suspension(self.suspensions.values(), place.episode, day)
        absences.refuse_absence_while_present(self.absences.values(), booked, place.item, day)
        return place
