"""Bringing a club's register in: every row through the steps of the single commands, all of them or none."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.exchange.participants_columns import COLUMNS, Row
from application.exchange.participants_csv import WHOLE_ROW, Fault, Sheet
from application.indexes.receipts import Accepted
from application.permissions import Action
from application.personal_data import RegisterParticipant, read_pesel
from domain.editions import chosen_edition
from domain.employment import ImpossibleFte
from domain.participant import Participant
from domain.personal_data import AlreadyRegistered, InvalidPesel
from domain.programmes import PROGRAMMES
from domain.refusals import Language, Refusal
from domain.vocabulary import EpisodeKind, EvidenceGrade

FACTS_A_ROW = 6

_IN_A_REGISTER = {
    AlreadyRegistered.code: (
        "Osoba o tym numerze PESEL lub znaku sprawy jest już w rejestrze. Usuń ten wiersz z pliku.",
        "A person with this PESEL or case mark is registered already. Take this row out of the file.",
    ),
    InvalidPesel.code: (
        "To nie jest poprawny numer PESEL (11 cyfr, suma kontrolna). Sprawdź go; arkusz gubi zera na początku.",
        "Not a valid PESEL (11 digits, checksum). Check it against the document; a sheet drops leading zeros.",
    ),
    ImpossibleFte.code: (
        "Wymiar etatu to ułamek od 0,01 do 1 (pół etatu to 0,5). Popraw go albo zostaw pusty, gdy nie jest znany.",
        "Working time is a fraction from 0,01 to 1 (half time is 0,5). Correct it, or leave it empty when not known.",
    ),
}
"""Refusals whose way out is another one in a file than in a form."""


class RegisterRefused(Refusal):
    """Rows of a register cannot be recorded: each is named, and nothing was written."""

    code = "register-refused"
    pl = (
        "Nie wczytano nikogo: błędnych wierszy jest {lines}. Popraw w pliku wskazane komórki i wczytaj "
        "go jeszcze raz w całości."
    )
    en = "Nobody was imported: {lines} rows are wrong. Correct the cells named in the file and import all of it again."

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults in the order of the sheet."""
        super().__init__(lines=len({fault.line for fault in faults}))
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))

    def parts(self, language: Language) -> list[dict[str, str]]:
        """Return each fault: its line (1 is the header), column, code and what to do."""
        return [
            {
                "pointer": f"/{fault.line}/{fault.column}",
                "line": str(fault.line),
                "column": fault.column,
                "code": fault.code,
                "detail": fault.pl if language == "pl" else fault.en,
            }
            for fault in self.faults
        ]


class TwiceInTheFile(Refusal):
    """Two rows of one register with one number."""

    code = "twice-in-the-file"
    pl = "Ten sam numer ma już wiersz {line}. Popraw go albo zostaw jeden z tych wierszy."
    en = "Row {line} has the same number. Correct it, or keep one of these rows."


class ImportParticipants(Command, frozen=True, kw_only=True):
    """Bring a register in: `ids` are new, one for each row that could be read."""

    ACTION: ClassVar[Action] = Action.IMPORT_REGISTER
    GENERATED: ClassVar[tuple[str, ...]] = ("ids",)

    sheet: Sheet
    ids: tuple[UUID, ...]

    @property
    def weight(self) -> int:
        """About how many facts it records."""
        return FACTS_A_ROW * len(self.sheet.rows)

    def handle(self, work: Work) -> Accepted:
        """Judge every row, so that all faults are named at once; save all people or nobody."""
        participants: list[Participant] = []
        faults = list(self.sheet.faults)
        lines: dict[tuple[str, str], int] = {}
        for id, row in zip(self.ids, self.sheet.rows, strict=True):
            try:
                participants.append(journey(work, id, row))
                refuse_second_row(lines, row)
            except Refusal as refusal:
                faults.append(named(row.line, refusal))
        if faults:
            raise RegisterRefused(faults)
        return work.save(*participants)


def journey(work: Work, id: UUID, row: Row) -> Participant:
    """Return the new participant after every step of the row, not saved yet, or the first refusal."""
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
    if row.contract:
        participant.sign_contract(
            stamp,
            today,
            type=row.contract.type,
            signed_on=row.contract.signed_on,
            valid_from=row.contract.valid_from,
            valid_until=row.contract.valid_until,
            document_number=None,
        )
    if row.place:
        places, enrolled_on = work.indexes.places, row.place.enrolled_on
        edition = chosen_edition(places.editions(work.db, row.place.programme), row.place.programme, None, enrolled_on)
        taken = places.taken(work.db, edition.id)
        participant.enrol(stamp, today, edition, taken, enrolled_on=enrolled_on, cared_for=None, agreement=None)
    if row.job:
        participant.start_employment(
            stamp,
            today,
            form=row.job.form,
            employer=row.job.employer,
            employer_kind=None,
            agreed_until=None,
            fte_hundredths=row.job.fte_hundredths,
            monthly_grosze=None,
            evidence=EvidenceGrade.NONE,
            started_on=row.job.started_on,
        )
    if row.leaving:
        participant.exit(
            stamp,
            today,
            None,
            episode_item=episode,
            kind=row.leaving.kind,
            exited_on=row.leaving.exited_on,
            reason=None,
        )
    return participant


def refuse_second_row(lines: dict[tuple[str, str], int], row: Row) -> None:
    """Refuse a row whose PESEL or case mark an earlier row has; `lines` remembers which."""
    pesel = read_pesel(row.person.pesel)
    numbers = [("case_mark", row.person.case_mark), *([("pesel", pesel.number)] if pesel else [])]
    for kind, number in numbers:
        line = lines.setdefault((kind, number), row.line)
        if line != row.line:
            raise TwiceInTheFile(line=line, pointer=f"/{kind}")


def named(line: int, refusal: Refusal) -> Fault:
    """Return a refusal as the fault of a cell: the club's column for the field that the refusal points at."""
    pl, en = _IN_A_REGISTER.get(refusal.code, (refusal.sentence("pl"), refusal.sentence("en")))
    field = (refusal.pointer or "").removeprefix("/")
    return Fault(line=line, column=COLUMNS.get(field, WHOLE_ROW), code=refusal.code, pl=pl, en=en)
