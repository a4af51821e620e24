"""Agreements as they stand: number, validity, limits, end. What an annex says is in place of what it changed."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import Column, Connection, Integer, Table, Text, select

from application.indexes.rules import rule_books
from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, replacement
from application.store.tables import DERIVED
from domain.agreements import Agreement, AgreementAmended, AgreementEnded, AgreementSigned
from domain.journal import Fact

agreements = Table(
    "agreements",
    DERIVED,
    Column("agreement", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("number", Text, nullable=False),
    Column("signed_on", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("valid_until", Text, nullable=False),
    Column("persons", Integer),
    Column("minutes", Integer),
    Column("minutes_monthly_each", Integer),
    Column("ended_on", Text),
    sqlite_with_rowid=False,
)
_TOUCHES: frozenset[type[Fact]] = frozenset({AgreementSigned, AgreementAmended, AgreementEnded})


class Agreements:
    """One row for each agreement."""

    name: ClassVar[str] = "agreements"
    tables: ClassVar[Sequence[Table]] = (agreements,)

    def __init__(self) -> None:
        """Compile the statement."""
        self._replace = replacement(agreements)

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the agreements that these facts touch."""
        for id in touched(facts, _TOUCHES):
            known = folded.of(Agreement, id)
            row = (
                id.hex,
                known.version,
                known.number,
                known.signed_on.isoformat(),
                known.valid_from.isoformat(),
                known.valid_until.isoformat(),
                known.persons,
                known.minutes,
                known.minutes_monthly_each,
                None if known.ended_on is None else known.ended_on.isoformat(),
            )
            db.execute(self._replace, row)


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence for whoever reads the list."""

    pl: str
    en: str


NO_RULES_YET = Notice(
    pl=(
        "Zasady dla porozumień podpisanych od 1.06.2025 nie są jeszcze ustalone, a to porozumienie nie ma żadnych. "
        "Dopóki nie zapiszesz ich w zasadach porozumienia, żaden limit godzin z niego nie wynika."
    ),
    en=(
        "The rules for agreements signed from 1 June 2025 are not settled yet, and this agreement has none. Until you "
        "record them in the agreement's rules, no limit of hours follows from it."
    ),
)


class AgreementLine(msgspec.Struct, frozen=True, kw_only=True):
    """One agreement; None is what it does not limit, minutes in all and a month for each person.

    `notice` says that its rule book is empty.
    """

    id: UUID
    version: int
    number: str
    signed_on: date
    valid_from: date
    valid_until: date
    persons: int | None
    minutes: int | None
    minutes_monthly_each: int | None
    ended_on: date | None
    notice: Notice | None


def listed(core: Connection) -> list[AgreementLine]:
    """Return every agreement, the newest first."""
    ruled = agreements.outerjoin(rule_books, rule_books.c.owner == agreements.c.agreement)
    query = (
        select(agreements, rule_books.c.rules)
        .select_from(ruled)
        .order_by(agreements.c.signed_on.desc(), agreements.c.number)
    )
    return [
        AgreementLine(
            id=UUID(r.agreement),
            version=r.version,
            number=r.number,
            signed_on=date.fromisoformat(r.signed_on),
            valid_from=date.fromisoformat(r.valid_from),
            valid_until=date.fromisoformat(r.valid_until),
            persons=r.persons,
            minutes=r.minutes,
            minutes_monthly_each=r.minutes_monthly_each,
            ended_on=None if r.ended_on is None else date.fromisoformat(r.ended_on),
            notice=NO_RULES_YET if r.rules is None else None,
        )
        for r in core.execute(query)
    ]
