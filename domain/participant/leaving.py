"""Steps of leaving and of what comes after: exits, work, outcomes, follow-up, death, the closed file; and voids."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from domain import (
    absences,
    declarations,
    duplicates,
    employment,
    engagements,
    follow_up,
    forgetting,
    hours,
    outcomes,
    papers,
    participation,
    referral,
    retention,
)
from domain.journal import Personal, Stamp, Statistical
from domain.participant.state import JourneyState, sealed
from domain.rules import Rules
from domain.vocabulary import Channel, EvidenceGrade, ExitKind, LegalForm


class LeavingSteps(JourneyState):
    """Exited and taken back; employment; outcomes; follow-up; death; file closed and kept; voids; forgotten."""

    __slots__ = ()

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
        self.refuse_going_on(exited_on, "/exited_on")
        episode = referral.episode_of(self.episodes, episode_item)
        began = participation.began_on(episode, self.enrolments.values(), self.suspensions.values())
        last = absences.last_day(self.absences.values(), self.places_of(episode.item), last_hours_on)
        participation.refuse_impossible_exit(episode, began, last, kind, exited_on, today)
        self.record(
            participation.Exited, stamp, exited_on, episode=episode.item, kind=Statistical(kind), reason=sealed(reason)
        )

    def void_exit(self, stamp: Stamp, today: date, *, item: int, reason: str) -> None:
        """Take back an exit that was a mistake."""
        participation.refuse_impossible_void(self.voided, item, there=self.holds(item))
        participation.refuse_void_of_no_exit(self.episodes, item, self.deaths)
        participation.refuse_void_of_the_ground(self, item, ())
        self.record(participation.ExitVoided, stamp, today, voids=item, reason=Personal(reason))

    def record_death(
        self, stamp: Stamp, today: date, last_hours_on: date | None, *, died_on: date, source: str | None
    ) -> None:
        """Record that the person died; `last_hours_on` is the last day with hours at all."""
        open_now = [episode for episode in self.episodes.values() if episode.is_open]
        began = [participation.began_on(e, self.enrolments.values(), self.suspensions.values()) for e in open_now]
        last = absences.last_day(self.absences.values(), self.enrolments, last_hours_on)
        participation.refuse_impossible_death(self.deaths, began, last, died_on, today)
        self.record(participation.DeathRecorded, stamp, died_on, source=sealed(source))

    def close_case(self, stamp: Stamp, today: date, *, episode: int, closed_on: date, retention_class: str) -> None:
        """Close the file of an ended episode."""
        known = referral.episode_of(self.episodes, episode)
        participation.refuse_closing_too_early(known, closed_on, retention_class, today)
        self.record(participation.CaseClosed, stamp, closed_on, episode=episode, retention_class=retention_class)

    def start_employment(
        self,
        stamp: Stamp,
        today: date,
        *,
        form: LegalForm,
        employer: str | None,
        employer_kind: employment.EmployerKind | None,
        agreed_until: date | None,
        fte_hundredths: int | None,
        monthly_grosze: int | None,
        evidence: EvidenceGrade,
        started_on: date,
    ) -> None:
        """Record that the person started to work."""
        self.refuse_going_on(started_on, "/started_on")
        employment.refuse_impossible_employment(started_on, agreed_until, fte_hundredths, monthly_grosze, today)
        self.record(
            employment.EmploymentStarted,
            stamp,
            started_on,
            form=form,
            employer=sealed(employer),
            employer_kind=employer_kind,
            agreed_until=agreed_until,
            fte_hundredths=fte_hundredths,
            monthly_grosze=monthly_grosze,
            evidence=evidence,
        )

    def end_employment(
        self,
        stamp: Stamp,
        today: date,
        *,
        item: int,
        ended_on: date,
        why: employment.EndReason,
        evidence: EvidenceGrade,
    ) -> None:
        """Record that a spell of work ended."""
        self.refuse_going_on(ended_on, "/ended_on")
        known = employment.employment_of(self.employments, item)
        employment.refuse_impossible_end(known, ended_on, today)
        self.record(employment.EmploymentEnded, stamp, ended_on, employment=item, why=why, evidence=evidence)

    def correct_employment(
        self,
        stamp: Stamp,
        today: date,
        *,
        item: int,
        form: LegalForm,
        employer: str | None,
        employer_kind: employment.EmployerKind | None,
        started_on: date,
        agreed_until: date | None,
        fte_hundredths: int | None,
        monthly_grosze: int | None,
        evidence: EvidenceGrade,
        reason: str,
    ) -> None:
        """Record what a spell of work should have said from the start."""
        known = employment.employment_of(self.employments, item)
        employment.refuse_impossible_employment(started_on, agreed_until, fte_hundredths, monthly_grosze, today)
        employment.refuse_start_after_end(known, started_on)
        participation.refuse_after_death(self.deaths, started_on, "/started_on")
        self.record(
            employment.EmploymentCorrected,
            stamp,
            today,
            corrects=item,
            form=form,
            employer=sealed(employer),
            employer_kind=employer_kind,
            started_on=started_on,
            agreed_until=agreed_until,
            fte_hundredths=fte_hundredths,
            monthly_grosze=monthly_grosze,
            evidence=evidence,
            reason=Personal(reason),
        )

    def observe_outcome(
        self,
        stamp: Stamp,
        today: date,
        *,
        episode: int,
        kind: outcomes.OutcomeKind,
        observed_on: date,
        evidence: EvidenceGrade,
        note: str | None,
    ) -> None:
        """Record what somebody observed to have changed."""
        self.refuse_going_on(observed_on, "/observed_on")
        known = referral.episode_of(self.episodes, episode)
        participation.refuse_closed_file(known, "/episode")
        outcomes.refuse_impossible_outcome(known, observed_on, today)
        self.record(
            outcomes.OutcomeObserved,
            stamp,
            observed_on,
            episode=known.item,
            kind=Statistical(kind),
            evidence=evidence,
            note=sealed(note),
        )

    def attempt_follow_up(
        self,
        stamp: Stamp,
        today: date,
        editions: Mapping[UUID, Rules],
        *,
        episode: int,
        point: follow_up.FollowUpPoint,
        asked_on: date,
        channel: Channel,
        result: follow_up.AttemptResult,
        override: str | None,
        note: str | None,
    ) -> None:
        """Record that the club tried to ask, and nobody answered; `editions` are the rules of those of the person."""
        known = self._followed_up(episode, asked_on, today)
        basis = self._basis(known, editions, point, asked_on)
        follow_up.refuse_attempt_without_basis(basis, override)
        self.record(
            follow_up.FollowUpAttempted,
            stamp,
            asked_on,
            episode=episode,
            point=point,
            channel=channel,
            result=result,
            basis=None if basis is None else basis.kind,
            override=sealed(override),
            note=sealed(note),
        )

    def answer_follow_up(
        self,
        stamp: Stamp,
        today: date,
        *,
        episode: int,
        point: follow_up.FollowUpPoint,
        asked_on: date,
        as_of: date,
        channel: Channel,
        situation: follow_up.Situation,
        evidence: EvidenceGrade,
        note: str | None,
    ) -> None:
        """Record an answer and the day that it speaks of."""
        known = self._followed_up(episode, asked_on, today)
        follow_up.refuse_answer_about_another_time(known, as_of, asked_on)
        self.record(
            follow_up.FollowUpAnswered,
            stamp,
            asked_on,
            episode=episode,
            point=point,
            channel=channel,
            as_of=as_of,
            situation=situation,
            evidence=evidence,
            note=sealed(note),
        )

    def infer_situation(
        self,
        stamp: Stamp,
        today: date,
        *,
        episode: int,
        point: follow_up.FollowUpPoint,
        inferred_on: date,
        as_of: date,
        situation: follow_up.Situation,
        ground: follow_up.InferenceGround,
        note: str | None,
    ) -> None:
        """Record what a sign makes the club believe of the person; it answers no question."""
        known = self._followed_up(episode, inferred_on, today, "/inferred_on")
        follow_up.refuse_answer_about_another_time(known, as_of, inferred_on)
        follow_up.refuse_inference_of_nothing(situation)
        self.record(
            follow_up.SituationInferred,
            stamp,
            inferred_on,
            episode=episode,
            point=point,
            as_of=as_of,
            situation=situation,
            ground=ground,
            note=sealed(note),
        )

    def void_entry(
        self, stamp: Stamp, today: date, booked: Collection[hours.HoursEntry], *, item: int, reason: str
    ) -> None:
        """Void a fact that was wrong altogether; `booked` are all of the person's hours entries that stand."""
        participation.refuse_impossible_void(self.voided, item, there=self.holds(item))
        participation.refuse_void_of_an_exit(self.episodes, item, self.deaths)
        papers.refuse_void_of_a_paper(self.papers, item)
        duplicates.refuse_void_of_a_link(self.duplicate_links, self.saying(self.duplicate_links), item)
        engagements.refuse_void_of_a_finding(self.findings, self.saying(self.findings), item)
        participation.refuse_reopening_beside_another(self.episodes, item)
        participation.refuse_void_of_the_ground(self, item, booked)
        self.record(participation.EntryVoided, stamp, today, voids=item, reason=Personal(reason))

    def set_retention(
        self, stamp: Stamp, today: date, *, retention_class: str, basis: retention.RetentionBasis, since: date
    ) -> None:
        """Record to which class the file belongs, and the day that sets it off."""
        retention.refuse_impossible_retention(retention_class, since, self.registered_on, today)
        self.record(retention.RetentionSet, stamp, since, retention_class=retention_class, basis=basis)

    def forget(
        self,
        stamp: Stamp,
        today: date,
        linked: Collection[JourneyState],
        *,
        request: UUID,
        ground: forgetting.ErasureGround,
        kept: Collection[str],
    ) -> None:
        """Record that the person is forgotten; `linked` are their other records, `kept` the coarse codes that stay."""
        retention.refuse_forgetting_while_kept((self, *linked), today)
        self.note_forgotten(stamp, today, request=request, ground=ground, kept=kept)

    def note_forgotten(
        self, stamp: Stamp, today: date, *, request: UUID, ground: forgetting.ErasureGround, kept: Collection[str]
    ) -> None:
        """Record what is so already, outside this record: a backup of before says nothing of it."""
        said = {"request": request, "ground": ground, "erased": forgetting.PERSONAL, "kept": tuple(sorted(kept))}
        self.record(forgetting.Forgotten, stamp, today, **said)

    def _followed_up(self, episode: int, day: date, today: date, pointer: str = "/asked_on") -> referral.Episode:
        self.refuse_going_on(day, pointer)
        known = referral.episode_of(self.episodes, episode)
        participation.refuse_closed_file(known, "/episode")
        follow_up.refuse_follow_up_before_exit(known, day, today, pointer)
        return known

    def _basis(
        self, episode: referral.Episode, editions: Mapping[UUID, Rules], point: follow_up.FollowUpPoint, day: date
    ) -> follow_up.Basis | None:
        assert episode.exited_on is not None  # noqa: S101 (only who left is followed up)
        rules = [editions[self.enrolments[item].edition] for item in self.places_of(episode.item)]
        consents = declarations.to_contact(self.consents.values())
        return follow_up.basis_for_contact(consents, rules, episode.exited_on, point, day)
