"""Opening what is recorded of one person, for one judgement of eligibility; nothing of it is kept."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from application.command import Work
from domain.calendar import refuse_date_out_of_range
from domain.declarations import DeclarationKind
from domain.editions import OpenEdition, chosen_edition
from domain.eligibility import Assessment, Circumstances, Terms, asked_by_edition, asked_by_kind, assess
from domain.eligibility.circumstances import AtWork, Belonging, Born, Decided, Declared, Draws, Home, LooksAfter, Sent
from domain.eligibility.findings import refuse_programme_of_another_kind
from domain.participant import Participant
from domain.programmes import programme as known_programme
from domain.rules import Rules
from domain.vocabulary import EpisodeKind, Relation

Opened = Callable[[UUID, str, int | None], Any]
"""Returns what a fact of a participant says under a sealed name; None where it says nothing or was erased."""
Known = Callable[[UUID], Participant | None]
"""Returns a participant, or None where the id is of somebody without a record."""


def circumstances(person: Participant, opened: Opened, known: Known) -> Circumstances:
    """Return what is recorded of a person, opened; what was erased is left out."""

    def of(item: int | None, name: str) -> Any:
        return opened(person.id, name, item)

    return Circumstances(
        born=_born(person, opened),
        homes=tuple(
            Home(item=home.item, since=home.since, residence=said)
            for home in person.residences.values()
            if (said := of(home.item, "residence")) is not None
        ),
        belongings=tuple(
            Belonging(
                item=held.item,
                group=group,
                since=held.since,
                evidence=of(held.item, "evidence"),
                ended_on=held.ended_on,
                issued_on=held.evidence_issued_on,
                valid_until=held.evidence_valid_until,
            )
            for held in person.memberships.values()
            if (group := of(held.item, "group")) is not None
        ),
        decisions=_decisions(person, opened),
        benefits=tuple(
            Draws(item=said.item, declared_on=said.declared_on, benefits=benefits)
            for said in person.benefits.values()
            if (benefits := of(said.item, "benefits")) is not None
        ),
        statuses=tuple(
            AtWork(item=status.item, taken_on=status.taken_on, labour=labour, source=status.source)
            for status in person.statuses.values()
            if (labour := of(status.item, "labour")) is not None
        ),
        sent=tuple(
            Sent(item=episode.item, kind=episode.kind, referred_on=episode.referred_on, source=source)
            for episode in person.episodes.values()
            if (source := of(episode.item, "source")) is not None
        ),
        declarations=tuple(
            Declared(item=paper.item, signed_on=paper.signed_on)
            for paper in person.declarations.values()
            if paper.kind is DeclarationKind.VOLUNTARINESS
        ),
        looked_after=tuple(
            _looked_after(link.item, link.since, link.until, known(link.person), opened)
            for link in person.related.values()
            if link.relation is Relation.CARED_FOR
        ),
    )


def _born(person: Participant, opened: Opened) -> Born | None:
    item = person.details.get("birth_date")
    on = opened(person.id, "birth_date", item)
    if item is None or on is None:
        return None
    return Born(item=item, on=on, sex=opened(person.id, "sex", person.details.get("sex")))


def _decisions(person: Participant, opened: Opened) -> tuple[Decided, ...]:
    return tuple(
        Decided(
            item=decision.item,
            kind=kind,
            degree=opened(person.id, "degree", decision.item),
            coupled=opened(person.id, "coupled", decision.item) or False,
            valid_from=decision.valid_from,
            valid_until=decision.valid_until,
        )
        for decision in person.decisions.values()
        if (kind := opened(person.id, "kind", decision.item)) is not None
    )


def _looked_after(
    item: int, since: date, until: date | None, cared_for: Participant | None, opened: Opened
) -> LooksAfter:
    if cared_for is None:
        return LooksAfter(item=item, since=since, until=until)
    born = _born(cared_for, opened)
    decisions = _decisions(cared_for, opened)
    born_on = None if born is None else born.on
    return LooksAfter(item=item, since=since, until=until, born_on=born_on, decisions=decisions)


def entitled_to(work: Work, person: Participant, edition: OpenEdition, day: date, pointer: str) -> Assessment:
    """Return what the conditions of an edition answer of a person on a day; without conditions nothing is opened."""
    refuse_date_out_of_range(day, pointer)
    kind = known_programme(edition.programme).kind
    terms = Terms(
        club=work.indexes.rules.of_club(work.db), edition=work.indexes.rules.of(work.db, edition.id), kind=kind
    )
    asked = asked_by_edition(terms, day)
    return assess(_seen(work, person), day, asked, terms) if asked else Assessment(day=day)


def found(
    work: Work, person: Participant, kind: EpisodeKind, programme: str | None, edition: str | None, day: date
) -> Assessment:
    """Return what is asked for a finding on a day: by the edition of the programme, or of an episode of that kind."""
    refuse_date_out_of_range(day, "/found_on")
    if programme is not None:
        chosen = known_programme(programme)
        refuse_programme_of_another_kind(chosen, kind)
        editions = work.indexes.places.editions(work.db, chosen.code)
        return entitled_to(work, person, chosen_edition(editions, chosen.code, edition, day), day, "/found_on")
    terms = Terms(club=work.indexes.rules.of_club(work.db), edition=Rules(), kind=kind)
    return assess(_seen(work, person), day, asked_by_kind(terms), terms)


def _seen(work: Work, person: Participant) -> Circumstances:
    return circumstances(person, work.opened, work.somebody)
