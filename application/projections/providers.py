"""Providers: who works since when, whether the register of offenders was checked, who left. Names stay sealed."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import Column, Connection, Integer, Table, Text, and_, bindparam, select, update

from application.projections.names import PersonName, polish_sort_key
from application.recorded import Folded, Recorded
from application.sealing import Place, Sealer
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.journal import Purpose
from domain.providers import (
    Kinship,
    KinshipDeclared,
    KinshipEnded,
    KinshipKind,
    ProviderCheckedForMinors,
    ProviderLeft,
    ProviderRegistered,
)
from domain.refusals import NotFound

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
provider_kinships = Table(
    "provider_kinships",
    DERIVED,
    Column("provider", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("person", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text),
    sqlite_with_rowid=False,
)


class Providers:
    """One row for each provider, and one for each kinship that was ever declared."""

    name: ClassVar[str] = "providers"
    tables: ClassVar[Sequence[Table]] = (providers, provider_kinships)

    def __init__(self) -> None:
        """Compile the statements."""
        changed = update(providers).where(providers.c.provider == bindparam("p"))
        self._insert = insertion(providers)
        self._check = compiled(changed.values(version=bindparam("v"), checked_on=bindparam("c")))
        self._version = compiled(changed.values(version=bindparam("v")))
        self._declare = insertion(provider_kinships)
        kinship = and_(provider_kinships.c.provider == bindparam("p"), provider_kinships.c.item == bindparam("i"))
        self._end = compiled(update(provider_kinships).where(kinship).values(until=bindparam("u")))
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
            elif type(fact) is KinshipDeclared:
                db.execute(self._declare, (id, version, fact.participant.hex, fact.kind.value, day, None))
                db.execute(self._version, (version, id))
            elif type(fact) is KinshipEnded:
                db.execute(self._end, (day, id, fact.kinship))
                db.execute(self._version, (version, id))


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


def version_of(core: Connection, provider: UUID) -> int:
    """Return the version of a provider. NotFound where there is none."""
    found = core.execute(select(providers.c.version).where(providers.c.provider == provider.hex)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return int(found)


def kinships(core: Connection, provider: UUID) -> list[Kinship]:
    """Return whose kin a provider is and was, in the order in which it was declared."""
    of_provider = provider_kinships.c.provider == provider.hex
    query = select(provider_kinships).where(of_provider).order_by(provider_kinships.c.item)
    return [
        Kinship(
            item=r.item,
            person=UUID(r.person),
            kind=KinshipKind(r.kind),
            since=date.fromisoformat(r.since),
            until=None if r.until is None else date.fromisoformat(r.until),
        )
        for r in core.execute(query)
    ]


def _opened(sealer: Sealer, id: UUID, field: str, token: str) -> str:
    opened: str = sealer.open(token, Place(id, 1, ProviderRegistered.TOPIC, field, Purpose.IDENTITY), str)
    return opened
