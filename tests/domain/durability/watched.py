"""Invented people under watching, and their shares reckoned once more, person by person and in fractions."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from uuid import UUID

from hypothesis import strategies as st

from domain.durability.observation import CENSORED, COMPETING, Ending, Observation
from domain.vocabulary import EvidenceGrade

EXIT = date(2024, 1, 31)


def seen(
    ending: Ending, latest: int, *, earliest: int | None = None, horizon: int = 1000, grade=EvidenceGrade.DOCUMENT
) -> Observation:
    return Observation(
        person=UUID(int=1),
        origin=EXIT,
        earliest=latest if earliest is None else earliest,
        latest=latest,
        ending=ending,
        horizon=horizon,
        evidence=grade,
    )


@st.composite
def observations(draw: st.DrawFn, event: Ending = Ending.LOST, *, at_least: int = 1) -> list[Observation]:
    """Few days and many ties: what differs by one day must differ in the figures."""
    return [draw(_one(event)) for _ in range(draw(st.integers(at_least, 12)))]


@st.composite
def _one(draw: st.DrawFn, event: Ending) -> Observation:
    horizon = draw(st.integers(0, 9))
    ending = draw(st.sampled_from([event, event, Ending.UNKNOWN, *CENSORED, *sorted(COMPETING)]))
    latest = horizon if ending is Ending.IMMATURE else draw(st.integers(0, horizon))
    earliest = latest if ending in CENSORED else draw(st.integers(0, latest))
    grade = draw(st.sampled_from(EvidenceGrade))
    return seen(ending, latest, earliest=earliest, horizon=horizon, grade=grade)


watched = st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=12)


def remains(people: Iterable[tuple[int, bool]], day: int) -> Fraction:
    """Return the product-limit share after a day by its definition: at risk on a day is who was watched to it."""
    people = list(people)
    share = Fraction(1)
    for reached in {time for time, happened in people if happened and time <= day}:
        watched = sum(time >= reached for time, _ in people)
        share *= 1 - Fraction(sum(one == (reached, True) for one in people), watched)
    return share
