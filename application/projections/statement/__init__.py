"""A person's own statement (art. 15 RODO): all that is stored about them, from whom, what was corrected, who looked.

Everything sealed in their stream is opened, but what is about other people; staff appear by role and not by name
(CJEU C-579/21: dates and purposes of consultations are the person's to know, names only where they are needed).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from application.access import Outcome
from application.journal import JourneyMapper
from application.projections import access
from application.projections.providers import provider_kinships
from application.projections.statement import texts
from application.projections.statement.labels import LABELS, OF_OTHERS
from application.projections.statement.texts import addressed
from application.projections.timeline.opening import SAY_DETAILS, Opener, Reader, Stream, in_words, is_unread
from application.projections.timeline.saying import day_of, group_name
from application.projections.timeline.sentences import SENTENCES
from application.projections.timeline.words import WORDS
from application.projections.waiting_list import waiting_list
from application.sealing import Sealer
from application.store.tables import facts_log
from domain.calendar import local_day
from domain.flags import kind_of
from domain.hours import Excess
from domain.journal import Purpose
from domain.personal_data import DETAILS, PersonalDetailsCorrected
from domain.providers import KinshipKind
from domain.vocabulary import Role, Sex


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """One sealed value: its field, what that is called, and the value in words.

    `typed` is True of a text that somebody typed: whoever hands the statement out reads it for data of others first.
    """

    field: str
    label: str
    value: str
    typed: bool


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is known: when it happened, when and by whom (a role) the club was told, and what it says."""

    position: int
    happened_on: date
    told_on: date
    told_by: str
    sentence: str
    details: tuple[Detail, ...]


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What was corrected or voided on a day, as it stood before and as it stands since."""

    position: int
    corrected_on: date
    before: str
    after: str


class Consulted(msgspec.Struct, frozen=True, kw_only=True):
    """How often somebody in a role looked at the person's data on a day, how, and what for."""

    day: date
    role: str
    how: str
    purpose: str
    times: int


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What is told to a person about their data. Values are Polish; `position` is how far the log was read."""

    id: UUID
    version: int
    family_name: str | None
    given_name: str | None
    made_on: date
    position: int
    title: str
    introduction: tuple[str, ...]
    known_since: date
    sources: tuple[str, ...]
    known: tuple[Known, ...]
    elsewhere: tuple[str, ...]
    left_out: str
    purposes: tuple[str, ...]
    legal_basis: tuple[str, ...]
    recipients: tuple[str, ...]
    kept: tuple[str, ...]
    corrections: tuple[Correction, ...]
    consulted: tuple[Consulted, ...]
    rights: tuple[str, ...]
    complaint: tuple[str, ...]


def statement(
    core: Connection, mapper: JourneyMapper, sealer: Sealer, id: UUID, names: tuple[str | None, str | None], today: date
) -> Statement | None:
    """Return the statement of a participant, None where there is no such stream."""
    opens, somebody = frozenset(Purpose), "pracownik klubu"
    told = Reader(core, mapper, sealer, opens, lambda _: somebody, SENTENCES, withheld=OF_OTHERS).stream(id)
    if not told.facts:
        return None
    query = select(facts_log.c.originator_version, facts_log.c.idx).where(facts_log.c.originator_id == id.hex)
    places = {version: index + 1 for version, index in core.execute(query)}
    sex = _sex(told)
    known = tuple(_known(told, version, places[version]) for version in told.facts)
    return Statement(
        id=id,
        version=max(told.facts),
        family_name=names[0],
        given_name=names[1],
        made_on=today,
        position=max(places.values()),
        title=addressed((texts.TITLE,), sex)[0],
        introduction=addressed(texts.INTRODUCTION, sex),
        known_since=min(one.told_on for one in known),
        sources=tuple(_sources(told)),
        known=known,
        elsewhere=tuple(_elsewhere(core, id)),
        left_out=texts.OTHERS_LEFT_OUT,
        purposes=addressed(texts.PURPOSES, sex),
        legal_basis=addressed(texts.LEGAL_BASIS, sex),
        recipients=addressed(texts.RECIPIENTS, sex),
        kept=addressed(texts.KEPT, sex),
        corrections=tuple(_corrections(told, places)),
        consulted=consulted(core, id),
        rights=addressed(texts.RIGHTS, sex),
        complaint=addressed(texts.COMPLAINT, sex),
    )


def _sex(told: Stream) -> Sex | None:
    """Return the sex as it was last said, None where it cannot be read."""
    said = [told.opener(v).value("sex") for v, (_, fact) in told.facts.items() if type(fact) in SAY_DETAILS]
    return next((sex for sex in reversed(said) if isinstance(sex, Sex)), None)


def _known(told: Stream, version: int, position: int) -> Known:
    _, fact = told.facts[version]
    opener = told.opener(version)
    return Known(
        position=position,
        happened_on=fact.occurred_on,
        told_on=local_day(fact.recorded_at),
        told_by=WORDS[Role(fact.role)][0],
        sentence=opener.sentence().whole[0],
        details=tuple(_details(told, version, opener)),
    )


def _details(told: Stream, version: int, opener: Opener) -> Iterator[Detail]:
    _, fact = told.facts[version]
    for field in type(fact).SEALED:
        value = opener.value(field.name)
        if value is not None:
            typed = isinstance(value, str) and not isinstance(value, StrEnum) and field.purpose in _TYPED
            yield Detail(field=field.name, label=LABELS[field.name], value=_worded(value, field.name), typed=typed)


_TYPED = frozenset({Purpose.NOTES, Purpose.SPECIAL})


def _worded(value: Any, field: str) -> str:
    """Return a sealed value in Polish."""
    if is_unread(value):
        return value[0]
    if isinstance(value, tuple):
        return "; ".join(_worded(one, field) for one in value) or "brak"
    if isinstance(value, Excess):
        first, last = day_of(value.first)[0], day_of(value.last)[0]
        return f"{value.law} (od {first} do {last})"
    if field == "flag" and (kind := kind_of(value)) is not None:
        return WORDS[kind][0]
    if field == "group":
        return group_name(value)[0]
    return in_words(value)[0]


def _sources(told: Stream) -> Iterator[str]:
    """Return from whom the club knows, each once: offices, documents, registers, the person's own word."""
    said: list[str] = []
    for version, (_, fact) in told.facts.items():
        opener = told.opener(version)
        sealed = {field.name for field in type(fact).SEALED}
        for name in ("source", "evidence"):
            value = opener.value(name) if name in sealed else getattr(fact, name, None)
            if isinstance(value, StrEnum) and value in WORDS and value.value != "NONE":
                said.append(WORDS[value][0])
    yield from dict.fromkeys(said)


def _elsewhere(core: Connection, id: UUID) -> Iterator[str]:
    """Return what is stored about the person in the records of others: waiting lists, and kin who work for the club."""
    waiting = select(waiting_list).where(waiting_list.c.participant == id.hex).order_by(waiting_list.c.since)
    for row in core.execute(waiting):
        since = day_of(date.fromisoformat(row.since))[0]
        left = "" if row.left_on is None else f" do {day_of(date.fromisoformat(row.left_on))[0]}"
        yield f"Na liście oczekujących od {since}{left}."
    kin = select(provider_kinships).where(provider_kinships.c.person == id.hex).order_by(provider_kinships.c.since)
    for row in core.execute(kin):
        since, what = day_of(date.fromisoformat(row.since))[0], WORDS[KinshipKind(row.kind)][0]
        until = "" if row.until is None else f" do {day_of(date.fromisoformat(row.until))[0]}"
        yield f"Więź z osobą, która świadczy usługi klubu: {what}, od {since}{until}."


def _corrections(told: Stream, places: dict[int, int]) -> Iterator[Correction]:
    """Return what was corrected or voided, in order, before and after."""
    details: dict[str, str] = {}
    for version, (_, fact) in told.facts.items():
        opener, day = told.opener(version), local_day(fact.recorded_at)
        said = {
            name: _worded(opener.value(name), name)
            for name in DETAILS
            if type(fact) in SAY_DETAILS and name in LABELS and getattr(fact, name, None) is not None
        }
        if isinstance(fact, PersonalDetailsCorrected):
            yield Correction(
                position=places[version],
                corrected_on=day,
                before="; ".join(f"{LABELS[name]}: {details.get(name, 'brak')}" for name in said),
                after="; ".join(f"{LABELS[name]}: {value}" for name, value in said.items()),
            )
        elif version in told.corrects or version in told.voided_by.values():
            voids = getattr(fact, "voids", None)
            undone = told.corrects.get(version, ()) or (() if voids is None else (voids,))
            yield Correction(
                position=places[version],
                corrected_on=day,
                before=" ".join(opener.latest(one)[1].sentence().whole[0] for one in undone),
                after=opener.sentence().whole[0],
            )
        details |= said


def consulted(core: Connection, id: UUID) -> tuple[Consulted, ...]:
    """Return who looked at the person's data in the last two years: by day, role, way and purpose, and how often."""
    counts: Counter[tuple[date, str, str, str]] = Counter()
    for look in access.of_participant(core, id):
        if look.outcome is Outcome.ALLOWED and look.role is not None:
            role, how, purpose = WORDS[look.role], access.WORDS[look.subtype], access.WORDS[look.purpose]
            counts[local_day(look.at), role[0], how[0], purpose[0]] += 1
    return tuple(
        Consulted(day=day, role=role, how=how, purpose=purpose, times=times)
        for (day, role, how, purpose), times in counts.items()
    )
