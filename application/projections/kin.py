"""What somebody around a participant is called, wherever it was said: a known person is linked without names again."""

from uuid import UUID

import msgspec
from sqlalchemy import select

from application.indexes.related import related
from application.projections.papers import RecordThen
from domain.participant import Participant


class Kin(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a person around a participant; None: nobody said it, or it was erased."""

    given_name: str | None
    family_name: str | None
    phone: str | None


def kin_of(record: RecordThen, life: Participant, link: int) -> Kin:
    """Return what is known of whom a link of a participant leads to, as of the record.

    Somebody with a record of their own is called as it says. Else the link says it or, where it points at a person who
    was known already, the newest link of another participant that names them; the phone is the link's own first.
    """
    person = life.related[link].person
    own = record.life(person)
    if own is not None:
        said = {name: record.opened(own.id, name, own.details.get(name)) for name in Kin.__struct_fields__}
        return Kin(**said)
    known = _linked(record, life, link)
    if known.family_name is not None:
        return known
    others = [one for one in _elsewhere(record, person) if one.family_name is not None]
    named = others[-1] if others else known
    return msgspec.structs.replace(named, phone=known.phone or named.phone)


def _linked(record: RecordThen, life: Participant, link: int) -> Kin:
    return Kin(**{name: record.opened(life.id, name, link) for name in Kin.__struct_fields__})


def _elsewhere(record: RecordThen, person: UUID) -> list[Kin]:
    """Return what each link to a person says, in the order in which they were recorded."""
    linked = select(related.c.participant).where(related.c.person == person.hex).distinct()
    lives = (record.life(UUID(hex)) for (hex,) in record.core.execute(linked))
    links = [(life, one.item) for life in lives if life for one in life.related.values() if one.person == person]
    links.sort(key=lambda found: (record.fact(found[0].id, found[1]).recorded_at, found[0].id, found[1]))
    return [_linked(record, life, item) for life, item in links]
