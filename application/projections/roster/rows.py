"""What a life, or an edition, adds up to: the rows of the roster that hold once a fact is known."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table

from application.projections.roster.tables import (
    roster,
    roster_assignments,
    roster_editions,
    roster_enrolments,
    roster_spans,
)
from domain.duplicates import holding
from domain.editions import Edition
from domain.participant import Participant
from domain.referral import Episode

Row = tuple[Table, tuple[Any, ...]]
"""A table, and the values of one row of it but for its two positions."""


def of_person(person: Participant) -> frozenset[Row]:
    """Return the rows of one person; none before the registration."""
    if not person.version:
        return frozenset()
    link, id = holding(person.duplicate_links), person.id.hex
    return frozenset(
        [
            (roster, (id, person.registered_on.isoformat(), None if link is None else link.survivor.hex)),
            *((roster_spans, span) for span in _spans(person)),
            *((roster_enrolments, place) for place in _enrolments(person)),
            *((roster_assignments, (id, user.hex)) for user in person.caseworkers),
        ]
    )


def of_edition(edition: Edition) -> frozenset[Row]:
    """Return the row of an edition; none before its opening."""
    return frozenset([(roster_editions, (edition.id.hex, _day(edition.closes_on)))] if edition.version else [])


def _spans(person: Participant) -> Iterator[tuple[Any, ...]]:
    for episode in person.episodes.values():
        turns = [(day, state) for day in _days_of_change(person, episode) if (state := person.state(episode.item, day))]
        spans = [turn for at, turn in enumerate(turns) if at == 0 or turns[at - 1][1] is not turn[1]]
        for at, (since, state) in enumerate(spans):
            until = spans[at + 1][0] - timedelta(days=1) if at + 1 < len(spans) else None
            left = episode.exited_on
            yield (
                person.id.hex,
                episode.item,
                since.isoformat(),
                episode.kind.value,
                state.value,
                _day(until),
                episode.referred_on.isoformat(),
                _day(left) if left is not None and (until is None or left <= until) else None,
            )


def _days_of_change(person: Participant, episode: Episode) -> list[date]:
    """Return the days on which the state of an episode may become another one."""
    days = {episode.referred_on}
    days.update(v.found_on for v in person.verdicts.values() if v.episode == episode.item)
    days.update(e.enrolled_on for e in person.enrolments.values() if e.episode == episode.item)
    for pause in person.suspensions.values():
        if pause.episode == episode.item:
            days.update(day for day in (pause.since, pause.resumed_on) if day is not None)
    if episode.exited_on is not None:
        days.add(episode.exited_on + timedelta(days=1))
    if episode.closed_on is not None:
        days.add(episode.closed_on)
    return sorted(days)


def _enrolments(person: Participant) -> Iterator[tuple[Any, ...]]:
    for place in person.enrolments.values():
        yield (
            person.id.hex,
            place.item,
            place.episode,
            place.programme,
            place.edition.hex,
            place.enrolled_on.isoformat(),
            _day(place.ended_on),
        )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
