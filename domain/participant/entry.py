"""Steps from the first word of somebody to the finding that they may take part."""

from datetime import date

from domain import declarations, eligibility, referral, related_persons, status
from domain.journal import Personal, Stamp, Statistical
from domain.participant.state import JourneyState, sealed
from domain.programmes import programme as known_programme
from domain.vocabulary import EpisodeKind, EvidenceGrade, ReferralSource


class EntrySteps(JourneyState):
    """Referral, declarations, status, groups, decisions, eligibility."""

    __slots__ = ()

    def refer(
        self,
        stamp: Stamp,
        today: date,
        *,
        kind: EpisodeKind,
        source: ReferralSource,
        referred_on: date,
        signed_by: int | None,
        note: str | None,
    ) -> None:
        """Open an episode by a referral."""
        self.refuse_going_on(referred_on, "/referred_on")
        referral.refuse_second_episode(self.episodes.values(), kind, referred_on, today)
        related_persons.refuse_stranger_as_signatory(self.related, signed_by, referred_on)
        self.record(
            referral.ReferralReceived,
            stamp,
            referred_on,
            kind=kind,
            source=Statistical(source),
            signed_by=signed_by,
            note=sealed(note),
        )

    def reject_referral(self, stamp: Stamp, today: date, *, episode: int, rejected_on: date, reason: str) -> None:
        """Record that the club did not take the person in."""
        known = referral.episode_of(self.episodes, episode)
        referral.refuse_ending_a_referral(known, self.enrolments.values(), rejected_on, today, "/rejected_on")
        self.record(referral.ReferralRejected, stamp, rejected_on, episode=episode, reason=Personal(reason))

    def withdraw_referral(
        self, stamp: Stamp, today: date, *, episode: int, withdrawn_on: date, reason: str | None
    ) -> None:
        """Record that the person gave up before taking part."""
        known = referral.episode_of(self.episodes, episode)
        referral.refuse_ending_a_referral(known, self.enrolments.values(), withdrawn_on, today, "/withdrawn_on")
        self.record(referral.ReferralWithdrawn, stamp, withdrawn_on, episode=episode, reason=sealed(reason))

    def give_consent(
        self,
        stamp: Stamp,
        today: date,
        *,
        kind: declarations.ConsentKind,
        given_on: date,
        signed_by: int | None,
        document_number: str | None,
    ) -> None:
        """Record a consent, signed by the person or by who represents them."""
        self.refuse_going_on(given_on, "/given_on")
        declarations.refuse_second_consent(self.consents, kind, given_on, today)
        related_persons.refuse_stranger_as_signatory(self.related, signed_by, given_on)
        self.record(
            declarations.ConsentGiven,
            stamp,
            given_on,
            kind=kind,
            signed_by=signed_by,
            document_number=sealed(document_number),
        )

    def withdraw_consent(self, stamp: Stamp, today: date, *, consent: int, withdrawn_on: date) -> None:
        """Record that a consent was taken back."""
        declarations.refuse_impossible_withdrawal(self.consents, consent, withdrawn_on, today)
        self.record(declarations.ConsentWithdrawn, stamp, withdrawn_on, consent=consent)

    def declare_voluntariness(
        self, stamp: Stamp, today: date, *, declared_on: date, signed_by: int | None, document_number: str | None
    ) -> None:
        """Record the declaration that the person takes part of their own will."""
        self.refuse_going_on(declared_on, "/declared_on")
        declarations.refuse_future_declaration(declared_on, today, "/declared_on")
        related_persons.refuse_stranger_as_signatory(self.related, signed_by, declared_on)
        number = sealed(document_number)
        self.record(declarations.VoluntarinessDeclared, stamp, declared_on, signed_by=signed_by, document_number=number)

    def give_information(
        self, stamp: Stamp, today: date, *, clause: str, given_on: date, signed_by: int | None
    ) -> None:
        """Record that the person was given the information of art. 13 RODO."""
        self.refuse_going_on(given_on, "/given_on")
        declarations.refuse_future_declaration(given_on, today, "/given_on")
        related_persons.refuse_stranger_as_signatory(self.related, signed_by, given_on)
        self.record(declarations.InformationClauseGiven, stamp, given_on, clause=clause, signed_by=signed_by)

    def record_status(
        self,
        stamp: Stamp,
        today: date,
        *,
        moment: status.StatusMoment,
        taken_on: date,
        labour: status.LabourStatus | None,
        without_work_since: date | None,
        education: status.Education | None,
        household: status.Household | None,
        disability: status.Answer | None,
        foreign_origin: status.Answer | None,
        minority: status.Answer | None,
        homeless: status.Answer | None,
        source: EvidenceGrade,
    ) -> None:
        """Record the person's situation on a day."""
        self.refuse_going_on(taken_on, "/taken_on")
        said = {
            "labour": labour,
            "without_work_since": without_work_since,
            "education": education,
            "household": household,
            "disability": disability,
            "foreign_origin": foreign_origin,
            "minority": minority,
            "homeless": homeless,
        }
        status.refuse_impossible_status(said.values(), without_work_since, taken_on, today)
        codes = {name: None if value is None else Statistical(value) for name, value in said.items()}
        self.record(status.StatusRecorded, stamp, taken_on, moment=moment, source=source, **codes)

    def establish_group(
        self,
        stamp: Stamp,
        today: date,
        *,
        group: str,
        since: date,
        primary: bool,
        evidence: eligibility.EvidenceKind,
        evidence_number: str | None,
        evidence_issued_on: date | None,
        evidence_valid_until: date | None,
        evidence_kept_at: str | None,
    ) -> None:
        """Record that the person belongs to a group, and on what evidence."""
        self.refuse_going_on(since, "/since")
        rule = eligibility.group_rule(group)
        eligibility.refuse_impossible_evidence(since, evidence_issued_on, evidence_valid_until, today)
        self.record(
            eligibility.GroupMembershipEstablished,
            stamp,
            since,
            group=Statistical(eligibility.GroupCode(rule.code)),
            primary=primary,
            evidence=Statistical(evidence),
            evidence_number=sealed(evidence_number),
            evidence_issued_on=evidence_issued_on,
            evidence_valid_until=evidence_valid_until,
            evidence_kept_at=sealed(evidence_kept_at),
        )

    def end_group(self, stamp: Stamp, today: date, *, membership: int, ended_on: date, reason: str | None) -> None:
        """Record the last day on which the person belongs to a group."""
        eligibility.refuse_impossible_end_of_membership(self.memberships, membership, ended_on, today)
        self.record(eligibility.GroupMembershipEnded, stamp, ended_on, membership=membership, reason=sealed(reason))

    def record_decision(
        self,
        stamp: Stamp,
        today: date,
        *,
        kind: eligibility.DecisionKind,
        degree: eligibility.DisabilityDegree | None,
        coupled: bool | None,
        number: str | None,
        decided_on: date,
        valid_from: date,
        valid_until: date | None,
        granted_minutes: int | None,
        programme: str | None,
        kept_at: str | None,
    ) -> None:
        """Record what an office decided about the person."""
        self.refuse_going_on(decided_on, "/decided_on")
        granted_in = None if programme is None else known_programme(programme)
        eligibility.refuse_impossible_decision(decided_on, valid_from, valid_until, granted_minutes, granted_in, today)
        self.record(
            eligibility.DecisionRecorded,
            stamp,
            decided_on,
            kind=Statistical(kind),
            degree=None if degree is None else Statistical(degree),
            coupled=None if coupled is None else Statistical(coupled),
            number=sealed(number),
            valid_from=valid_from,
            valid_until=valid_until,
            granted_minutes=granted_minutes,
            programme=programme,
            kept_at=sealed(kept_at),
        )

    def declare_benefits(
        self,
        stamp: Stamp,
        today: date,
        *,
        declared_on: date,
        benefits: tuple[eligibility.Benefit, ...],
        source: EvidenceGrade,
    ) -> None:
        """Record which of the excluding benefits the person draws; none of them is an answer too."""
        self.refuse_going_on(declared_on, "/declared_on")
        eligibility.refuse_impossible_benefits(benefits, declared_on, today)
        self.record(eligibility.BenefitsDeclared, stamp, declared_on, benefits=Statistical(benefits), source=source)

    def confirm_eligibility(
        self,
        stamp: Stamp,
        today: date,
        *,
        episode: int,
        found_on: date,
        programme: str | None,
        assessment: eligibility.Assessment,
        override: str | None,
    ) -> None:
        """Record the finding that the person may take part, with what was judged and seen."""
        self._refuse_finding(episode, found_on, today)
        eligibility.refuse_not_entitled(assessment.lacking, override, "/found_on")
        self.record(
            eligibility.EligibilityConfirmed,
            stamp,
            found_on,
            episode=episode,
            programme=programme,
            rules=Statistical(assessment.rules),
            inputs=assessment.inputs,
            passed_over=Statistical(tuple(each.id for each in assessment.lacking)),
            override=sealed(override),
        )

    def refuse_eligibility(
        self,
        stamp: Stamp,
        today: date,
        *,
        episode: int,
        found_on: date,
        assessment: eligibility.Assessment,
        reason: str,
    ) -> None:
        """Record the finding that the person may not take part, with what was judged and seen."""
        self._refuse_finding(episode, found_on, today)
        self.record(
            eligibility.EligibilityRefused,
            stamp,
            found_on,
            episode=episode,
            rules=Statistical(assessment.rules),
            inputs=assessment.inputs,
            reason=Personal(reason),
        )

    def _refuse_finding(self, episode: int, found_on: date, today: date) -> None:
        self.refuse_going_on(found_on, "/found_on")
        known = referral.open_episode_of(self.episodes, episode)
        eligibility.refuse_impossible_finding(known, found_on, today)
