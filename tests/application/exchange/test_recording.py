"""A file in parts: stopped on request it leaves whole parts, and a part that is refused says how many are in."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest

from application.exchange.judging import RowsRefused
from application.exchange.reading import Fault
from application.exchange.recording import Outcome, PartlyRecorded, Parts, record_in_parts
from application.exchange.under_way import UnderWay, Watched
from application.indexes.receipts import Accepted
from domain.refusals import NotFound, Refusal

FAULT = Fault(line=5, column="Od", code="overlapping-hours", pl="Zmyślony powód.", en="An invented reason.")


class Recording:
    """Parts of two; `refused` is the part that the record outran, `stop_after` the one behind which it is stopped."""

    def __init__(self, *, refused: int | None = None, stop_after: int | None = None) -> None:
        self.watched, self.recorded = Watched(), list[Any]()
        self._refused, self._stop_after = refused, stop_after

    def all(self, rows: Sequence[Any]) -> Outcome | None:
        parts = Parts(2, tuple, lambda refusal: (FAULT,) if isinstance(refusal, NotFound) else ())  # type: ignore[arg-type]
        return asyncio.run(record_in_parts(rows, parts, self._perform, self.watched))

    async def _perform(self, command: Any, part: int) -> Accepted:
        if part == self._refused:
            raise NotFound
        self.recorded += command
        if part == self._stop_after:
            self.watched.stop()
        return Accepted(id="a", item=1, version=2, position=len(self.recorded), registered=0)


def test_all_parts_together_answer_as_one():
    recording = Recording()
    outcome = recording.all("abcde")
    assert outcome is not None
    assert (outcome.accepted.position, outcome.recorded, outcome.stopped) == (5, 5, False)
    progress = recording.watched.progress
    assert (progress.phase, progress.done, progress.total) == ("recording", 5, 5)


@pytest.mark.parametrize(("part", "recorded"), [(0, 2), (1, 4)])
def test_stopped_behind_a_part_it_leaves_whole_parts(part, recorded):
    recording = Recording(stop_after=part)
    outcome = recording.all("abcde")
    assert outcome is not None
    assert (outcome.recorded, outcome.stopped, len(recording.recorded)) == (recorded, True, recorded)


def test_stopped_in_the_last_part_it_is_whole():
    outcome = Recording(stop_after=2).all("abcde")
    assert outcome is not None
    assert (outcome.recorded, outcome.stopped) == (5, False)


def test_stopped_before_the_first_part_nothing_is_recorded():
    recording = Recording()
    recording.watched.stop()
    assert recording.all("abcde") is None
    assert recording.recorded == []


def test_a_part_that_is_refused_half_way_says_how_many_are_in():
    with pytest.raises(PartlyRecorded) as refused:
        Recording(refused=1).all("abcde")
    assert refused.value.numbers == {"lines": 1, "recorded": 2}
    assert "pozycji: 2" in refused.value.sentence("pl")
    with pytest.raises(RowsRefused) as first:
        Recording(refused=0).all("abcde")
    assert not isinstance(first.value, PartlyRecorded)


def test_another_refusal_than_of_rows_is_not_hidden():
    class Other(Refusal):
        """Something else."""

        code = "other"
        pl = en = "Zmyślone."

    recording = Recording()

    async def refuse(command: Any, part: int) -> Accepted:
        raise Other

    with pytest.raises(Other):
        asyncio.run(record_in_parts("ab", Parts(2, tuple, lambda _: ()), refuse, recording.watched))  # type: ignore[arg-type]


def test_an_import_is_known_to_who_began_it_as_long_as_it_runs():
    running, user, key = UnderWay(), uuid4(), uuid4()
    with running.watched(user, str(key)) as watched:
        running.find(user, key).stop()
        assert watched.wishes_to_stop()
        assert watched.progress.stopping
        with pytest.raises(NotFound):
            running.find(uuid4(), key)
    with pytest.raises(NotFound):
        running.find(user, key)
    with running.watched(user, "kliknięcie-1") as unnamed:
        assert not unnamed.wishes_to_stop()
