"""Invented lives after the club, as evaluation reads them: one exit, work, answers. Days count from the exit."""

from datetime import date, timedelta
from uuid import UUID

from domain.durability.person import Attempt, Lived, Person, Place, Said, Spell, Stay, Taken
from domain.employment import EndReason
from domain.follow_up import AttemptResult, FollowUpPoint, Situation
from domain.personal_data import Residence
from domain.status import LabourStatus, StatusMoment
from domain.vocabulary import Channel, EpisodeKind, EvidenceGrade, ExitKind, LegalForm

EXIT = date(2025, 3, 10)
RECORD = UUID(int=7)
EDITION = UUID(int=70)
LONG_AFTER = date(2027, 6, 1)


def on(day: int) -> date:
    return EXIT + timedelta(days=day)


def stay(
    exited_on: date | None = EXIT,
    *,
    began_on: date | None = None,
    kind: EpisodeKind = EpisodeKind.KIS,
    how: ExitKind | None = ExitKind.COMPLETED,
    record: UUID = RECORD,
    item: int = 2,
    edition: UUID = EDITION,
    until: date | None = None,
) -> Stay:
    began = began_on or (exited_on or EXIT) - timedelta(days=90)
    place = Place(
        key=(record, item + 1), programme="AKTYWIZACJA", edition=edition, since=began, until=until or exited_on
    )
    return Stay(
        key=(record, item),
        kind=kind,
        referred_on=began - timedelta(days=10),
        began_on=began,
        exited_on=exited_on,
        exit_kind=how if exited_on else None,
        exit_key=(record, item + 7) if exited_on else None,
        places=(place,),
    )


LEFT = stay()


def works(
    since: int,
    until: int | None = None,
    *,
    evidence: EvidenceGrade = EvidenceGrade.DOCUMENT,
    end: EvidenceGrade = EvidenceGrade.DOCUMENT,
    form: LegalForm = LegalForm.EMPLOYMENT_CONTRACT,
    why: EndReason = EndReason.CONTRACT_ENDED,
    agreed_until: int | None = None,
) -> Spell:
    return Spell(
        key=(RECORD, 1000 + since),
        form=form,
        employer_kind=None,
        started_on=on(since),
        agreed_until=None if agreed_until is None else on(agreed_until),
        fte_hundredths=100,
        monthly_grosze=None,
        evidence=evidence,
        ended_on=None if until is None else on(until),
        why_ended=None if until is None else why,
        end_evidence=None if until is None else end,
    )


def says(
    day: int,
    situation: Situation = Situation.WORKS,
    *,
    evidence: EvidenceGrade = EvidenceGrade.DECLARATION,
    point: FollowUpPoint = FollowUpPoint.OTHER,
) -> Said:
    return Said(
        key=(RECORD, 2000 + day),
        episode=LEFT.key,
        point=point,
        asked_on=on(day),
        as_of=on(day),
        situation=situation,
        evidence=evidence,
    )


def tried(point: FollowUpPoint, result: AttemptResult) -> Attempt:
    return Attempt(
        key=(RECORD, 3000), episode=LEFT.key, point=point, asked_on=on(30), channel=Channel.PHONE, result=result
    )


def status(day: int, labour: LabourStatus, source: EvidenceGrade = EvidenceGrade.DECLARATION) -> Taken:
    return Taken(
        key=(RECORD, 4000 + day),
        moment=StatusMoment.LATER,
        taken_on=on(day),
        source=source,
        labour=labour,
        without_work_since=None,
        education=None,
        household=None,
        disability=None,
        foreign_origin=None,
        minority=None,
        homeless=None,
    )


def lives(day: int, residence: Residence = Residence.ELSEWHERE) -> Lived:
    return Lived(key=(RECORD, 5000 + day), residence=residence, since=on(day))


def person(
    *said: Spell | Said | Attempt | Taken | Lived,
    died: int | None = None,
    inferred: tuple[Said, ...] = (),
    stays: tuple[Stay, ...] = (LEFT,),
    id: UUID = RECORD,
) -> Person:
    return Person(
        id=id,
        records=(id,),
        registered_on=date(2024, 1, 2),
        sex=None,
        birth_year=None,
        died_on=None if died is None else on(died),
        stays=stays,
        spells=tuple(one for one in said if isinstance(one, Spell)),
        answers=tuple(one for one in said if isinstance(one, Said)),
        attempts=tuple(one for one in said if isinstance(one, Attempt)),
        statuses=tuple(one for one in said if isinstance(one, Taken)),
        residences=tuple(one for one in said if isinstance(one, Lived)),
        inferred=inferred,
    )
