"""What a life says to evaluation in clear: days, forms and which fact says each sealed code, one text a state.

The codes themselves (sex, groups, how an episode ended) stay sealed where they were recorded; a skeleton names the
fact, `people` opens it. So a row holds nothing that the facts do not hold in clear.
"""

from datetime import date
from uuid import UUID

import msgspec

from domain.declarations import ConsentKind
from domain.employment import EmployerKind, EndReason
from domain.follow_up import AttemptResult, FollowUpPoint, Situation
from domain.participant import Participant
from domain.status import StatusMoment
from domain.vocabulary import Channel, EpisodeKind, EpisodeState, EvidenceGrade, LegalForm


class _Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Written as a list: its fields stand in their order for as long as the rows of one version are read."""


class PlaceRow(_Row, frozen=True):
    """An enrolment."""

    item: int
    programme: str
    edition: UUID
    since: date
    until: date | None


class StayRow(_Row, frozen=True):
    """An episode. `exit_item` says sealed how it ended; None where a death ended it, or nothing did."""

    item: int
    kind: EpisodeKind
    referred_on: date
    exited_on: date | None
    exit_key: int | None
    exit_item: int | None
    places: tuple[PlaceRow, ...]


class SpellRow(_Row, frozen=True):
    """A spell of work."""

    item: int
    form: LegalForm
    employer_kind: EmployerKind | None
    started_on: date
    agreed_until: date | None
    fte_hundredths: int | None
    monthly_grosze: int | None
    evidence: EvidenceGrade
    ended_on: date | None
    why_ended: EndReason | None
    end_evidence: EvidenceGrade | None


class SaidRow(_Row, frozen=True):
    """An answer after the exit, or (apart) what was only inferred: `asked_on` is the day of that, nothing proves it."""

    item: int
    episode: int
    point: FollowUpPoint
    asked_on: date
    as_of: date
    situation: Situation
    evidence: EvidenceGrade


class AttemptRow(_Row, frozen=True):
    """An attempt that brought no answer."""

    item: int
    episode: int
    point: FollowUpPoint
    asked_on: date
    channel: Channel
    result: AttemptResult


class Skeleton(msgspec.Struct, frozen=True, array_like=True):
    """One record as it stands. `sex` and `birth_year` are the facts that say them.

    Memberships are (item, since, until, primary, issued on, valid until), statuses (item, moment, day, source),
    outcomes (item, episode, day, evidence), residences (item, since), consents to contact (item, since, withdrawn on),
    contracts (item, first and last day covered).
    """

    registered_on: date
    sex: int
    birth_year: int
    died_on: date | None
    stays: tuple[StayRow, ...]
    spells: tuple[SpellRow, ...]
    answers: tuple[SaidRow, ...]
    attempts: tuple[AttemptRow, ...]
    consents: tuple[tuple[int, date, date | None], ...]
    memberships: tuple[tuple[int, date, date | None, bool, date | None, date | None], ...]
    statuses: tuple[tuple[int, StatusMoment, date, EvidenceGrade], ...]
    outcomes: tuple[tuple[int, int, date, EvidenceGrade], ...]
    residences: tuple[tuple[int, date], ...]
    inferred: tuple[SaidRow, ...]
    contracts: tuple[tuple[int, date, date], ...]


def skeleton(person: Participant) -> Skeleton:
    """Return what a record says to evaluation as it is folded; the record is registered."""
    answers, attempts = _follow_ups(person)
    return Skeleton(
        registered_on=person.registered_on,
        sex=person.details["sex"],
        birth_year=person.details["birth_date"],  # whoever says the one says the other
        died_on=min((death.died_on for death in person.deaths.values()), default=None),
        stays=_stays(person),
        spells=_spells(person),
        answers=answers,
        attempts=attempts,
        consents=tuple(
            (c.item, c.given_on, c.withdrawn_on)
            for c in person.consents.values()
            if c.kind is ConsentKind.CONTACT_AFTER_EXIT
        ),
        memberships=tuple(
            (m.item, m.since, m.ended_on, m.primary, m.evidence_issued_on, m.evidence_valid_until)
            for m in person.memberships.values()
        ),
        statuses=tuple((s.item, s.moment, s.taken_on, s.source) for s in person.statuses.values()),
        outcomes=tuple((o.item, o.episode, o.observed_on, o.evidence) for o in person.outcomes.values()),
        residences=tuple((r.item, r.since) for r in person.residences.values()),
        inferred=tuple(
            SaidRow(i.item, i.episode, i.point, i.inferred_on, i.as_of, i.situation, EvidenceGrade.NONE)
            for i in person.inferences.values()
        ),
        contracts=tuple((c.item, *c.cover) for c in person.contracts.values()),
    )


def _stays(person: Participant) -> tuple[StayRow, ...]:
    places: dict[int, list[PlaceRow]] = {}
    for place in person.enrolments.values():
        row = PlaceRow(place.item, place.programme, place.edition, place.enrolled_on, place.ended_on)
        places.setdefault(place.episode, []).append(row)
    stays = []
    for episode in person.episodes.values():
        exited = episode.ended_as is EpisodeState.EXITED
        by = episode.exited_by if exited else None
        stays.append(
            StayRow(
                episode.item,
                episode.kind,
                episode.referred_on,
                episode.exited_on if exited else None,
                by,
                None if by in person.deaths else by,
                tuple(places.get(episode.item, ())),
            )
        )
    return tuple(stays)


def _spells(person: Participant) -> tuple[SpellRow, ...]:
    return tuple(
        SpellRow(
            e.item,
            e.form,
            e.employer_kind,
            e.started_on,
            e.agreed_until,
            e.fte_hundredths,
            e.monthly_grosze,
            e.evidence,
            e.ended_on,
            e.why_ended,
            e.end_evidence,
        )
        for e in person.employments.values()
    )


def _follow_ups(person: Participant) -> tuple[tuple[SaidRow, ...], tuple[AttemptRow, ...]]:
    answers, attempts = list[SaidRow](), list[AttemptRow]()
    for f in person.follow_ups.values():
        if f.result is not None:
            attempts.append(AttemptRow(f.item, f.episode, f.point, f.asked_on, f.channel, f.result))
        elif f.situation is not None and f.as_of is not None and f.evidence is not None:
            answers.append(SaidRow(f.item, f.episode, f.point, f.asked_on, f.as_of, f.situation, f.evidence))
    return tuple(answers), tuple(attempts)
