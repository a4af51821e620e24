"""Providers: who works since when, whether the register of offenders was checked, who left. Names stay sealed."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import Column, Connection, Integer, Table, Text, bindparam, select, update

from application.projections.names import PersonName, polish_sort_key
from application.recorded import Folded, Recorded
from application.sealing import Place, Sealer
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.journal import Purpose
from domain.providers import ProviderCheckedForMinors, ProviderLeft, ProviderRegistered

providers = Table(
    "providers",
    DERIVED,
    Column("provider", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("family_token", Text, nullable=False),
    Column("given_token", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("checked_on", Text),
    Column("left_on", Text),
    sqlite_with_rowid=False,
)


class Providers:
    """One row for each provider."""

    name: ClassVar[str] = "providers"
    tables: ClassVar[Sequence[Table]] = (providers,)

    def __init__(self) -> None:
        """Compile the statements."""
        changed = update(providers).where(providers.c.provider == bindparam("p"))
        self._insert = insertion(providers)
        self._check = compiled(changed.values(version=bindparam("v"), checked_on=bindparam("c")))
        self._leave = compiled(changed.values(version=bindparam("v"), left_on=bindparam("l")))

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add providers and note what is said of them, in order."""
        for recorded in facts:
            fact = recorded.fact
            id, version, day = fact.originator_id.hex, fact.originator_version, fact.occurred_on.isoformat()
            if type(fact) is ProviderRegistered:
                row = (id, version, fact.family_name.token, fact.given_name.token, day, None, None)
                db.execute(self._insert, row)
            elif type(fact) is ProviderCheckedForMinors:
                db.execute(self._check, (version, day, id))
            elif type(fact) is ProviderLeft:
                db.execute(self._leave, (version, day, id))


class ProviderLine(msgspec.Struct, frozen=True, kw_only=True):
    """One provider, by name."""

    id: UUID
    version: int
    family_name: str
    given_name: str
    since: date
    checked_on: date | None
    left_on: date | None


def listed(core: Connection, sealer: Sealer) -> list[ProviderLine]:
    """Return every provider in Polish order."""
    found = []
    for r in core.execute(select(providers)):
        id = UUID(r.provider)
        name = PersonName(
            family_name=_opened(sealer, id, "family_name", r.family_token),
            given_name=_opened(sealer, id, "given_name", r.given_token),
        )
        found.append(
            ProviderLine(
                id=id,
                version=r.version,
                family_name=name.family_name,
                given_name=name.given_name,
                since=date.fromisoformat(r.since),
                checked_on=None if r.checked_on is None else date.fromisoformat(r.checked_on),
                left_on=None if r.left_on is None else date.fromisoformat(r.left_on),
            )
        )
    return sorted(found, key=lambda line: (polish_sort_key(line.family_name, line.given_name), line.id))


def _opened(sealer: Sealer, id: UUID, field: str, token: str) -> str:
    opened: str = sealer.open(token, Place(id, 1, ProviderRegistered.TOPIC, field, Purpose.IDENTITY), str)
    return opened
