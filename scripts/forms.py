"""Print every form with the invented people of a new demo into a directory, as PDF and as pictures to look at.

`python scripts/forms.py DIRECTORY` (make forms). Every paper is a draft: nothing is numbered and nothing is recorded.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import msgspec
from sqlalchemy import Connection

from application.projections.card import hours_of
from application.projections.papers import RecordThen, filled
from application.store.known import size
from domain.journal import Stamp
from domain.papers import KINDS, Paper, PaperKind
from domain.participant import Participant
from domain.refusals import Refusal
from domain.vocabulary import Role
from interface.assembly import House, running
from interface.printing import Document, pdf, pictures
from interface.printing.forms import FORMS
from interface.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = frozenset({PaperKind.CONTRACT_A, PaperKind.CONTRACT_B})
PEOPLE = 3
"""Of so many people each form is printed."""


def printed(house: House) -> Iterator[tuple[str, Document]]:
    """Yield a name and the document of every form, of the first few people of whom it can be printed."""
    with house.store.snapshot() as core:
        record = RecordThen(house.journal, house.sealer, core, size(house.store.reading()))
        lives = [life for id in house.names.ordered() if (life := record.life(id)) is not None]
        for kind, form in FORMS.items():
            own = [life for life in lives if kind not in CONTRACTS or life.contracts]
            drafts = (paper for life in own for paper in _drafts(house, core, life, kind))
            for place, (life, paper) in zip(range(1, PEOPLE + 1), drafts, strict=False):
                yield f"{kind.lower()}-{place}", form(filled(record, life, paper, draft=True))


def _drafts(house: House, core: Connection, life: Participant, kind: PaperKind) -> Iterator[tuple[Participant, Paper]]:
    """Yield the first paper of a kind that the rules let somebody have, none where there is none."""
    items = [item for name in KINDS[kind].about for item in getattr(life, name)]
    stamp = Stamp(recorded_at=house.clock.now(), recorded_by=uuid4(), role=Role.CASEWORKER, command_id="")
    for about in [*items, None]:
        trial = life.draft()
        try:
            month = _month(core, life, kind, about)
            trial.print_paper(stamp, house.today(), 1, kind=kind, about=about, month=month, court=None)
        except Refusal:
            continue
        yield life, msgspec.structs.replace(trial.papers[trial.version], number=None)
        return


def _month(core: Connection, life: Participant, kind: PaperKind, about: int | None) -> date | None:
    """Return a month in which there are hours of what a monthly paper is about."""
    if not KINDS[kind].monthly:
        return None
    days = (entry.day for entry in hours_of(core, life.id, None, None) if entry.enrolment == about)
    return next((day.replace(day=1) for day in days), None)


def main(directory: str) -> None:
    """Build an invented club, print its forms into the directory, and say where they lie."""
    there = Path(directory)
    there.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kis-") as club:
        command = [sys.executable, "-m", "interface.cli", "demo", "--directory", club, "--build-only"]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "KIS_DATA": club, "PYTHONPATH": str(ROOT)})
        with running(Settings(data=Path(club))) as house:
            for name, document in printed(house):
                (there / f"{name}.pdf").write_bytes(pdf(document))
                for place, picture in enumerate(pictures(document), 1):
                    (there / f"{name}-{place}.png").write_bytes(picture)
    print(f"Druki leżą w {there} / the forms lie there")


if __name__ == "__main__":
    main(*sys.argv[1:])
