"""The sample that anybody can draw again: in which order people come, and how many of each programme.

Given the population (who is in scope as of a position of the log) and a seed that both sides know, the order is that of
SHA-256(seed ‖ 0x0A ‖ id), ascending, where the seed is UTF-8 and the id is the participant's UUID in 36 lower-case
characters. Nobody can prefer a person: the ids stand in the log before the seed is drawn. docs/decisions/0017 has the
whole definition, written for somebody with another language and machine.
"""

from collections.abc import Iterable, Mapping, Sized
from hashlib import sha256
from uuid import UUID

from domain.refusals import InvalidInput

SAMPLE_MOST = 1_000
"""The most people in one sample, and lines in one list."""


class SampleTooLarge(InvalidInput):
    """More people than there are."""

    code = "sample-too-large"
    pl = "Liczba osób w zakresie kontroli na tej pozycji dziennika: {population}. Podaj próbę nie większą."
    en = "The number of people in the scope of the control at this position of the log: {population}. Ask for no more."


class PositionBeyondLog(InvalidInput):
    """A position that the log does not have yet."""

    code = "position-beyond-log"
    pl = "Dziennik kończy się na pozycji {position}. Podaj pozycję od 1 do {position}."
    en = "The log ends at position {position}. Give a position from 1 to {position}."


class LineSaysOneThing(InvalidInput):
    """A line of a list that says nothing, or several things that may not agree."""

    code = "line-says-one-thing"
    pl = (
        "Każdy wiersz listy ma podać dokładnie jedno: znak sprawy (case_mark), PESEL (pesel) albo numer dokumentu "
        "(document_number). Popraw wskazany wiersz."
    )
    en = "Each line of the list gives exactly one of: case_mark, pesel, document_number. Correct the line pointed at."


def turn(seed: str, participant: UUID) -> bytes:
    """Return what the order of a sample goes by: 32 bytes, the smallest first."""
    return sha256(seed.encode() + b"\n" + str(participant).encode()).digest()


def drawn(population: Mapping[UUID, str], seed: str, size: int, *, stratified: bool) -> list[UUID]:
    """Return `size` people in the order of their turns; `population` says the stratum (programme) of each.

    Stratified: each programme gives its part of the size by largest remainder, and those of it whose turn is first.
    SampleTooLarge where there are fewer people.
    """
    if size > len(population):
        raise SampleTooLarge(population=len(population), pointer="/size")
    ordered = sorted(population, key=lambda one: turn(seed, one))
    if not stratified:
        return ordered[:size]
    left = shares(population, size)
    chosen = []
    for one in ordered:
        if left[population[one]]:
            left[population[one]] -= 1
            chosen.append(one)
    return chosen


def shares(population: Mapping[UUID, str], size: int) -> dict[str, int]:
    """Return how many each stratum gives: size x its part, rounded down; the rest to the largest remainders.

    Of equal remainders the stratum that is first by its code gets one more. `size` is not over the population.
    """
    of = dict.fromkeys(sorted(set(population.values())), 0)
    for stratum in population.values():
        of[stratum] += 1
    parts = {stratum: divmod(size * many, len(population)) for stratum, many in of.items()}
    rest = size - sum(whole for whole, _ in parts.values())
    by_remainder = sorted(parts, key=lambda stratum: (-parts[stratum][1], stratum))
    return {stratum: parts[stratum][0] + (stratum in by_remainder[:rest]) for stratum in of}


def refuse_position_beyond_log(position: int, size: int) -> None:
    """Refuse a position (from 1) beyond the `size` of the log."""
    if position > size:
        raise PositionBeyondLog(position=size, pointer="/position")


def refuse_lines_of_several(lines: Iterable[Sized]) -> None:
    """Refuse a line that does not say exactly one thing."""
    for place, said in enumerate(lines):
        if len(said) != 1:
            raise LineSaysOneThing(pointer=f"/marks/{place}")
