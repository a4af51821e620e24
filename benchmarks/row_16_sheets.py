"""Row 16: a week of 30 people as one sheet of 210 cells against one entry: through the writer, and over HTTP."""

import http.client
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID, uuid4

import msgspec

from application.sheets import RecordSheet, SheetHours
from benchmarks.invented_club import EDITION, FIRST_DAY, MINUTES_A_DAY, InventedClub, invented_club
from benchmarks.measuring import ROUNDS, Line, compared, settle, timed
from benchmarks.row_4_posting import served_apart
from benchmarks.served import HOST, Listening
from domain.vocabulary import HoursDirection

PEOPLE, DAYS = 30, 7
SINGLES = 20
"""Single entries a sheet: how long one takes is their median."""


def measure(directory: Path, *, quick: bool) -> list[Line]:
    """Record sheets and single entries in turn, of different people of one club."""
    sheets = 2 if quick else 8
    with invented_club(directory / "writer", 2 * PEOPLE) as club:
        settle()
        writer = _through_the_writer(club, sheets)
    with served_apart("ours", str(directory / "served"), str(2 * PEOPLE)) as listening:
        over_http = _over_http(listening, sheets)
    pl, en = f"arkusz {PEOPLE} x {DAYS} pól wobec jednego wpisu", f"a sheet of {PEOPLE} x {DAYS} cells, one entry"
    return [
        compared(16, f"{pl}, przez pisarza", f"{en}, through the writer", "ms", writer, at_most=10),
        compared(16, f"{pl}, przez HTTP", f"{en}, over HTTP", "ms", over_http, at_most=10),
    ]


def _through_the_writer(club: InventedClub, sheets: int) -> list[tuple[float, float]]:
    submit, singles = club.house.writer.submit, count()

    def one() -> float:
        round_, turn = divmod(next(singles), PEOPLE)
        return timed(submit, club.hours_of(PEOPLE + turn, round_))

    def sheet(week: int) -> float:
        return timed(submit, club.ask(RecordSheet(entries=_cells(club.people[:PEOPLE], week))))

    return _rounds(one, sheet, sheets)


def _rounds(one: Callable[[], float], sheet: Callable[[int], float], sheets: int) -> list[tuple[float, float]]:
    """Return the medians of each round in milliseconds: of a sheet, of one entry; a first round is not counted."""
    found = []
    weeks = count()
    for _ in range(ROUNDS + 1):
        whole, single = [], []
        for _ in range(sheets):
            whole.append(sheet(next(weeks)))
            single += [one() for _ in range(SINGLES)]
        found.append((1000 * median(whole), 1000 * median(single)))
    return found[1:]


def _cells(people: Sequence[tuple[UUID, int]], week: int) -> tuple[SheetHours, ...]:
    return tuple(
        SheetHours(
            at=f"/rows/{row}/cells/{day}",
            participant=person,
            enrolment=place,
            day=FIRST_DAY + timedelta(days=DAYS * week + day),
            minutes=MINUTES_A_DAY,
            direction=HoursDirection.WORKED,
        )
        for row, (person, place) in enumerate(people)
        for day in range(DAYS)
    )


def _over_http(club: Listening, sheets: int) -> list[tuple[float, float]]:
    connection, singles, name = http.client.HTTPConnection(HOST, club.port), count(), uuid4().hex

    def post(path: str, body: dict[str, Any]) -> float:
        headers = {"Authorization": f"Bearer {club.token}", "Content-Type": "application/json"}
        headers["Idempotency-Key"] = f"{name}-{next(singles)}"
        return timed(_posted, connection, f"/api/v1{path}", msgspec.json.encode(body), headers)

    def one() -> float:
        round_, turn = divmod(next(singles), PEOPLE)
        person, place = club.people[PEOPLE + turn]
        day = FIRST_DAY + timedelta(days=round_)
        said = {"enrolment": place, "day": day, "minutes": MINUTES_A_DAY, "direction": "WORKED"}
        return post(f"/participants/{person}/hours", said)

    def sheet(week: int) -> float:
        monday: date = FIRST_DAY + timedelta(days=DAYS * week)
        rows = [{"participant": person, "cells": ["1"] * DAYS} for person, _ in club.people[:PEOPLE]]
        said = {"programme": "PSU", "edition": EDITION, "monday": monday, "rows": rows}
        return post("/hours/sheets/group-week", said | {"defaults": {"direction": "WORKED"}})

    try:
        return _rounds(one, sheet, sheets)
    finally:
        connection.close()


def _posted(connection: http.client.HTTPConnection, path: str, body: bytes, headers: dict[str, str]) -> None:
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    said = answer.read()
    if answer.status != http.client.CREATED:
        raise RuntimeError(f"not recorded: {answer.status} {said[:200]!r}")
