"""What every personal form has in common: the head, the foot, and the people whom the record knows."""

from collections.abc import Sequence
from datetime import date

import msgspec

from application.projections.kin import kin_of
from application.projections.papers import ClubThen, Filled
from domain.calendar import birthday
from domain.vocabulary import EpisodeKind, Relation
from interface.printing import Block, Document, Letterhead


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around a form: its number (None of a draft), whose it is, and up to which position it was filled."""

    number: str | None
    printed_on: date
    position: int
    club: ClubThen


class Somebody(msgspec.Struct, frozen=True, kw_only=True):
    """A person around the participant: "" where the record does not say."""

    name: str
    phone: str
    relation: Relation


def head(filled: Filled) -> Head:
    """Return what stands around a form that is filled so."""
    return Head(number=filled.number, printed_on=filled.printed_on, position=filled.record.position, club=filled.club)


def name(filled: Filled) -> str:
    """Return what the participant is called."""
    return f"{filled.person.given_name} {filled.person.family_name}"


def somebody(filled: Filled, link: int) -> Somebody:
    """Return who a link of the record leads to."""
    kin = kin_of(filled.record, filled.life, link)
    called = " ".join(part for part in (kin.given_name, kin.family_name) if part)
    return Somebody(name=called, phone=kin.phone or "", relation=filled.life.related[link].relation)


def is_child(filled: Filled) -> bool:
    """Whether the participant was under 18 on the day of printing."""
    return filled.printed_on < birthday(filled.person.birth_date, 18)


def uses_services_only(filled: Filled) -> bool:
    """Whether the participant uses services of the club and takes no part in the club itself (art. 18)."""
    return {episode.kind for episode in filled.life.episodes.values()} == {EpisodeKind.SERVICE}


def day(said: date | None) -> str:
    """Return a day as it stands on paper, "" for one that is to be written by hand."""
    return "" if said is None else f"{said:%d.%m.%Y} r."


def official(
    around: Head,
    title: str,
    subtitle: str,
    blocks: Sequence[Block],
    signed_on: date | None = None,
    called: str | None = None,
) -> Document:
    """Return a form as a document; without `signed_on` the day is left open, for whoever signs to write.

    `called`: what the foot of every page calls it, the title where it is None.
    """
    club, number = around.club, around.number
    known = [club.operator, club.operator_address, club.name]
    numbered = "szkic bez numeru" if number is None else f"nr {number}"
    return Document(
        title=title,
        subtitle=subtitle,
        dated=around.printed_on,
        footer=(
            f"{called or title}, {numbered}. Wydrukowano {day(around.printed_on)}, "
            f"stan na pozycję {around.position} dziennika klubu."
        ),
        letterhead=Letterhead(
            operator=[line for line in known if line],
            number=number or "",
            draft=number is None,
            place=club.town or "",
            day=day(signed_on),
        ),
        blocks=blocks,
    )
