"""Bringing a club's register in: every row through the steps of the single commands, all of them or none."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from application.agreements import named_agreement
from application.command import Command, Work
from application.exchange.judging import RowsRefused
from application.exchange.participants_columns import COLUMNS, ROWS_MOST, Row
from application.exchange.reading import WHOLE_ROW, Fault
from application.exchange.recording import Parts
from application.indexes.receipts import Accepted
from application.permissions import Action
from application.personal_data import RegisterParticipant
from domain.agreements import NoAgreementNeeded
from domain.editions import chosen_edition
from domain.eligibility import Assessment, EvidenceKind
from domain.employment import EndReason, ImpossibleFte
from domain.imported_register import refuse_taking_over, residence_in, taken_over
from domain.participant import Participant
from domain.personal_data import AlreadyRegistered, InvalidPesel
from domain.programmes import PROGRAMMES
from domain.refusals import Refusal
from domain.status import StatusMoment
from domain.vocabulary import EpisodeKind, EvidenceGrade

FACTS_A_ROW = 13
PART_ROWS = 150
PARTS_MOST = -(-ROWS_MOST // PART_ROWS)

_IN_A_REGISTER = {
    AlreadyRegistered.code: (
        "Osoba o tym numerze jest już w rejestrze pod innym znakiem sprawy. Kolejny udział zapisz w jej karcie.",
        "A person with this number is registered under another case mark. Record their next episode on their card.",
    ),
    InvalidPesel.code: (
        "To nie jest poprawny numer PESEL (11 cyfr, suma kontrolna). Sprawdź go z dokumentem i popraw.",
        "Not a valid PESEL (11 digits, checksum). Check it against the document and correct it.",
    ),
    ImpossibleFte.code: (
        "Wymiar etatu to ułamek od 0,01 do 1 (pół etatu to 0,5). Popraw go albo zostaw pusty, gdy nie jest znany.",
        "Working time is a fraction from 0,01 to 1 (half time is 0,5). Correct it, or leave it empty when not known.",
    ),
    NoAgreementNeeded.code: (
        "Ten program nie wymagał tego dnia porozumienia. Zostaw numer pusty albo popraw program.",
        "This programme needed no agreement on that day. Leave the number empty, or correct the programme.",
    ),
}
"""Refusals whose way out is another one in a file than in a form."""
_ELSEWHERE = {"edition": COLUMNS["programme"], "since": COLUMNS["registered_on"], "labour": COLUMNS["labour"]}
"""Fields of the steps that no column is named after, and the column to look at."""


class ImportParticipants(Command, frozen=True, kw_only=True):
    """Bring people in: rows that were found to be new and good (application/exchange/judging.py).

    `ids` are new, one a row. What could have changed since is judged again here, with everything else.
    """

    ACTION: ClassVar[Action] = Action.IMPORT_REGISTER
    GENERATED: ClassVar[tuple[str, ...]] = ("ids",)

    rows: tuple[Row, ...]
    ids: tuple[UUID, ...]

    @property
    def weight(self) -> int:
        """About how many facts it records."""
        return FACTS_A_ROW * len(self.rows)

    def handle(self, work: Work) -> Accepted:
        """Save all people or nobody."""
        kept = Kept()
        participants: list[Participant] = []
        faults: list[Fault] = []
        for id, row in zip(self.ids, self.rows, strict=True):
            try:
                participants.append(journey(work, id, row, kept))
            except Refusal as refusal:
                faults.append(named(row.line, refusal))
        if faults:
            raise RowsRefused(faults)
        return work.save(*participants)


def parts_of_a_register(new_id: Callable[[], UUID]) -> Parts:
    """Return how people are recorded in parts; `new_id` makes an id for each."""

    def command(rows: Sequence[Row]) -> ImportParticipants:
        return ImportParticipants(rows=tuple(rows), ids=tuple(new_id() for _ in rows))

    return Parts(PART_ROWS, command, lambda refusal: refusal.faults if isinstance(refusal, RowsRefused) else ())


@dataclass
class Kept:
    """What earlier rows of the file keep: places by edition, and work by the number of the agreement."""

    places: Counter[UUID] = field(default_factory=Counter)
    work: Counter[str] = field(default_factory=Counter)


def journey(work: Work, id: UUID, row: Row, kept: Kept) -> Participant:
    """Return the new participant after every step of the row, not saved yet, or the first refusal.

    What the row keeps is added to what earlier ones have `kept`.
    """
    stamp, today, person = work.stamp, work.today, row.person
    participant = RegisterParticipant(
        id=id,
        family_name=person.family_name,
        given_name=person.given_name,
        birth_date=person.birth_date,
        sex=person.sex,
        pesel=person.pesel,
        pesel_missing=person.pesel_missing,
        case_mark=person.case_mark,
        registered_on=person.registered_on,
    ).register(work)
    _live(participant, work, row)
    kind = PROGRAMMES[row.place.programme].kind if row.place else EpisodeKind.KIS
    participant.refer(
        stamp,
        today,
        kind=kind,
        source=person.source,
        referred_on=person.registered_on,
        signed_by=None,
        note=person.note,
    )
    episode = participant.version
    _be_found(participant, work, row, episode)
    if row.contract:
        said = _said(row.contract)
        participant.sign_contract(stamp, today, **said, document_number=None)
    edition = _enrol(participant, work, row, kept)
    if row.leaving:
        participant.exit(stamp, today, None, episode_item=episode, **_said(row.leaving), reason=None)
    _work(participant, work, row)
    if row.place and edition and row.leaving is None:
        kept.places[edition] += 1
        kept.work.update([row.place.agreement] if row.place.agreement else [])
    return participant


def _live(participant: Participant, work: Work, row: Row) -> None:
    since = row.person.registered_on
    if row.home:
        residence = residence_in(row.home.town)
        participant.change_residence(work.stamp, work.today, since=since, residence=residence, **_said(row.home))
    if row.reached:
        participant.change_contact_details(
            work.stamp, work.today, since=since, phone=row.reached.phone, email=None, preferred=None
        )


def _be_found(participant: Participant, work: Work, row: Row, episode: int) -> None:
    """Record the status at entry, the groups, and the finding that rests on them."""
    stamp, today, since = work.stamp, work.today, row.person.registered_on
    if row.situation:
        participant.record_status(
            stamp,
            today,
            moment=StatusMoment.ENTRY,
            taken_on=since,
            **_said(row.situation),
            household=None,
            disability=None,
            foreign_origin=None,
            minority=None,
            homeless=None,
            source=EvidenceGrade.NONE,
        )
    shown: list[dict[str, Any]] = [_said(row.group) | {"primary": True}] if row.group else []
    if row.second_group:
        unknown = {"evidence": EvidenceKind.OTHER, "evidence_number": None, "evidence_valid_until": None}
        shown.append({"group": row.second_group.second_group, "primary": row.group is None, **unknown})
    groups: list[int] = []
    for said in shown:
        participant.establish_group(stamp, today, since=since, **said, evidence_issued_on=None, evidence_kept_at=None)
        groups.append(participant.version)
    if row.finding:
        refuse_taking_over(residence_in(row.home.town) if row.home else None, groups)
        participant.confirm_eligibility(
            stamp,
            today,
            episode=episode,
            found_on=row.finding.found_on,
            programme=None,
            assessment=taken_over(tuple(groups), row.finding.found_on),
            override=None,
        )


def _enrol(participant: Participant, work: Work, row: Row, kept: Kept) -> UUID | None:
    """Record the enrolment; return its edition. Who has left since keeps no place, so none needs to be free."""
    if row.place is None:
        return None
    programme, enrolled_on = row.place.programme, row.place.enrolled_on
    places = work.indexes.places
    edition = chosen_edition(places.editions(work.db, programme), programme, None, enrolled_on)
    named = named_agreement(work, row.place.agreement, participant.id)
    if named is not None:
        others = 0 if row.leaving else named.others + kept.work[named.number]
        named = msgspec.structs.replace(named, others=others)
    participant.enrol(
        work.stamp,
        work.today,
        edition,
        0 if row.leaving else places.taken(work.db, edition.id) + kept.places[edition.id],
        work.indexes.rules.of(work.db, edition.id),
        named,
        Assessment(day=enrolled_on),
        enrolled_on=enrolled_on,
        cared_for=None,
    )
    return edition.id


def _work(participant: Participant, work: Work, row: Row) -> None:
    if row.job is None:
        return
    job = row.job
    participant.start_employment(
        work.stamp,
        work.today,
        form=job.form,
        employer=job.employer,
        employer_kind=None,
        agreed_until=None,
        fte_hundredths=job.fte_hundredths,
        monthly_grosze=None,
        evidence=EvidenceGrade.NONE,
        started_on=job.started_on,
    )
    if job.ended_on:
        participant.end_employment(
            work.stamp,
            work.today,
            item=participant.version,
            ended_on=job.ended_on,
            why=EndReason.UNKNOWN,
            evidence=EvidenceGrade.NONE,
        )


def _said(part: Any) -> dict[str, Any]:
    """Return what a part of a row says, by the names of the step that takes it."""
    return {name: getattr(part, name) for name in part.__struct_fields__}


def named(line: int, refusal: Refusal) -> Fault:
    """Return a refusal as the fault of a cell: the club's column for the field that the refusal points at."""
    pl, en = _IN_A_REGISTER.get(refusal.code, (refusal.sentence("pl"), refusal.sentence("en")))
    field = (refusal.pointer or "").removeprefix("/")
    column = COLUMNS.get(field) or _ELSEWHERE.get(field, WHOLE_ROW)
    return Fault(line=line, column=column, code=refusal.code, pl=pl, en=en)
