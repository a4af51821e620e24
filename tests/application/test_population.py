"""Who was in scope as of a position, against a naive reading of the log up to it: every position of random lives."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.duplicates import LinkDuplicate, UnlinkDuplicate
from application.enrolment import EndEnrolment, Enrol
from application.indexes.population import population
from application.participation import Exit, VoidEntry
from application.referral import ReceiveReferral
from domain.engagements import Engagement, Institution
from domain.journal import Stamp
from domain.participant import Participant
from domain.refusals import Refusal
from domain.vocabulary import EpisodeKind, ExitKind, ReferralSource
from interface.assembly import House
from tests.club import MONDAY, a_club, ask, registered
from tests.deep import times
from tests.steps import STAMP

FIRST = date(2026, 1, 6)
"""The day after everybody is registered."""


def engagement(editions: tuple[UUID, ...], first: date, last: date, stamp: Stamp = STAMP) -> Engagement:
    """Return a control that is not recorded: only its scope counts."""
    said: dict[str, Any] = {"institution_name": None, "authorisation": "Z", "purpose": "Z", "users": (uuid4(),)}
    days: Any = {"since": MONDAY, "until": MONDAY, "period_first": first, "period_last": last}
    opens: dict[str, Any] = {"opens": (), "opens_because": None}
    return Engagement.open(
        uuid4(), stamp, MONDAY, institution=Institution.NIK, editions=editions, **said, **days, **opens
    )


def naive(house: House, control: Engagement, position: int) -> dict[UUID, str]:
    """Fold every participant's facts up to a position, and ask each as docs/decisions/0017 says."""
    with closing(sqlite3.connect(house.settings.database)) as reader:
        rows = reader.execute(
            "SELECT originator_id, topic, state FROM stored_events WHERE notification_id <= ? ORDER BY notification_id",
            (position,),
        ).fetchall()
    people: dict[UUID, Participant] = {}
    for id, topic, state in rows:
        if topic.startswith("journey."):
            people.setdefault(UUID(id), Participant(UUID(id))).fold(house.mapper.read(topic, state))
    found: dict[UUID, list[tuple[bool, date, str]]] = {}
    for id, person in people.items():
        links = [link.survivor for link in person.duplicate_links.values() if link.unlinked_on is None]
        stays = list(_stays(person, control))
        if stays:
            found.setdefault(links[0] if links else id, []).extend(stays)
    return {id: min(stays)[2] for id, stays in found.items()}


def _stays(person: Participant, control: Engagement) -> Iterator[tuple[bool, date, str]]:
    first, last = control.period.first, control.period.last
    for place in person.enrolments.values():
        if not control.editions or place.edition in control.editions:
            days = place.enrolled_on, place.ended_on or date.max
            if days[0] <= last and days[1] >= first:
                yield False, place.enrolled_on, place.programme
    if not control.editions:
        days_in_club = [(person.registered_on, person.registered_on)]
        days_in_club += [(e.referred_on, e.exited_on or date.max) for e in person.episodes.values()]
        yield from ((True, since, "") for since, until in days_in_club if since <= last and until >= first)


def step(house: House, rng: Random, people: list[UUID]) -> Any:
    """Have one thing recorded about somebody; a refusal is as good as nothing."""
    person, day = rng.choice(people), FIRST + timedelta(days=rng.randint(0, 90))
    known = house.journal.load(Participant, person)
    assert known is not None
    episode, place, link = (
        rng.choice([*items, 1]) for items in (known.episodes, known.enrolments, known.duplicate_links)
    )
    referral: dict[str, Any] = {
        "source": ReferralSource.SELF,
        "note": None,
        "referred_on": FIRST + timedelta(days=rng.randint(0, 9)),
    }
    choices: list[Any] = [
        ReceiveReferral(participant_id=person, kind=EpisodeKind.SERVICE, **referral),
        *[
            Enrol(participant_id=person, programme=code, edition=None, enrolled_on=day)
            for code in ("AOON", "SWIETLICA-PLUS", "SWIETLICA-CAS")
        ],
        EndEnrolment(participant_id=person, enrolment=place, ended_on=day, reason=None),
        Exit(participant_id=person, episode=episode, kind=ExitKind.RESIGNED, exited_on=day, reason=None),
        VoidEntry(participant_id=person, item=rng.choice([episode, place]), reason="pomyłka"),
        LinkDuplicate(participant_id=person, survivor=rng.choice(people), reason="powód zmyślony"),
        UnlinkDuplicate(participant_id=person, link=link, reason="powód zmyślony"),
    ]
    with suppress(Refusal, KeyError):
        ask(house, rng.choices(choices, weights=[5, 4, 4, 4, 4, 2, 4, 1, 5])[0])


@pytest.fixture(name="house", scope="module")
def _house(tmp_path_factory):
    with a_club(tmp_path_factory.mktemp("population")) as house:
        yield house


def test_the_population_at_every_position_is_what_the_log_up_to_it_says(house):
    rng = Random(2026)
    people = [registered(house) for _ in range(16)]
    start = house.writer.logs.facts.size
    for _ in range(times(330, 4_000)):
        step(house, rng, people)
    newest = house.writer.logs.facts.size
    with house.store.snapshot():
        editions = house.indexes.places.editions(house.store.reading())
    assistance = tuple(e.id for e in editions if e.programme == "AOON")
    grants = [
        engagement(scope, first, last)
        for scope in ((), assistance, tuple(e.id for e in editions))
        for first, last in ((date(2026, 1, 5), date(2026, 1, 20)), (date(2026, 2, 1), date(2026, 12, 31)))
    ]
    seen = 0
    for position in (*range(start - 4, newest, 5), newest):
        for control in grants:
            with house.store.snapshot():
                found = population(house.store.reading(), house.journal, control, position)
            assert found == naive(house, control, position)
            seen += len(set(found.values()) - {""})
    assert newest - start > 40
    assert seen > 20
