"""One log while it is read: its tree, the sizes whose roots are known, and what was found."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from interface.witness.epochs import end_of
from interface.witness.records import Gathered, Stopped
from interface.witness.report import ENOUGH, Outside, Report, Told
from interface.witness.tree import Tree, frontier_root

_TICK = 4096
_NEVER = -1

_FRONTIER_DIFFERS = ("Tabela frontiers nie zgadza się z zapisami.", "Table frontiers does not agree with the records.")
_LENGTHS_DIFFER = ("dziennik i tabela frontiers mają różne długości.", "log and table frontiers differ in length.")


class LogWitness:
    """One log while it is read: its tree, the sizes with a known root still to be met, and what was found."""

    def __init__(
        self,
        log: str,
        report: Report,
        gathered: Gathered,
        now: datetime,
        anchored: Iterator[tuple[int, str, int]],
        outside: Sequence[Outside],
        sizes: Sequence[int],
    ) -> None:
        """Begin before the first record.

        `anchored`: size, root and line, as they stand in the file. `sizes`: where `roots` is to be noted besides.
        """
        self.log = log
        self.report = report
        self.gathered = gathered
        self.now = now
        self.tree = Tree()
        self.size = 0
        """How many records the tree holds; those of `leaves` are not in it yet."""
        self.leaves: list[bytes] = []
        self.outside = sorted(outside, key=lambda checkpoint: checkpoint.size)
        self.roots: dict[int, str] = {}
        """The base64 roots at the sizes that were asked for, as far as the log has been read."""
        self._sizes = sorted(set(sizes) | {checkpoint.size for checkpoint in outside}, reverse=True)
        self._anchored = anchored
        self._anchor = (_NEVER, "", 0)
        self._unmet: list[tuple[int, int, Told]] = []
        """The stretches of positions that a checkpoint speaks against."""
        self._refuted: tuple[int, int, int] | None = None
        """The stretch of positions that the anchor speaks against, and in which line."""
        self._found = 0
        self._next_anchor()
        self._meet()
        self.stop_at = self._next_stop()

    def find(self, position: int | None, told: Told, *, until: int | None = None) -> None:
        """Take a finding; raise Stopped after ENOUGH of them."""
        self.report.find(self.log, position, told, until=until)
        self._found += 1
        if self._found == ENOUGH:
            pl = f"Znaleziono już {ENOUGH} błędów, dalszej części dziennika nie sprawdzano."
            en = f"{ENOUGH} errors were found already, the rest of the log was not examined."
            self.report.find(self.log, None, (pl, en))
            raise Stopped

    def stop(self, position: int, told: Told) -> Stopped:
        """Return what to raise after a finding that leaves nothing to compare later rows with."""
        self.find(position, (f"{told[0]} Dalej nie sprawdzano.", f"{told[1]} What follows was not examined."))
        return Stopped()

    def take(self, walk: Iterator[None]) -> Iterator[int]:
        """Grow the tree while a log is walked through, meet every known size on the way, return the size each time."""
        for _ in walk:
            self._fold()
            self._meet()
            self.stop_at = self._next_stop()
            yield self.size
        self._fold()
        self._meet()

    def _next_stop(self) -> int:
        return min(size for size in (self._due, self.size + _TICK) if size > self.size)

    def _fold(self) -> None:
        self.tree.extend(self.leaves)
        self.size += len(self.leaves)
        self.leaves.clear()

    def root(self) -> str:
        """Return the base64 root of what was read so far."""
        self._fold()
        return b64encode(self.tree.root()).decode()

    # -- sizes with a known root ----------------------------------------------------------------

    def _next_anchor(self) -> None:
        self._anchor = next(self._anchored, (_NEVER, "", 0))

    def _meet(self) -> None:
        """Compare the tree with every anchored size and every checkpoint that it has reached; note the next one."""
        size, root = self.size, self.root()
        while self._sizes and self._sizes[-1] <= size:
            self.roots[self._sizes.pop()] = root
        for place, checkpoint in enumerate(self.outside):
            if checkpoint.size == size:
                self._meet_checkpoint(place, checkpoint, root)
        while 0 <= self._anchor[0] <= size:
            self._meet_anchor(*self._anchor, root)
            self._next_anchor()
        self._due = min([*self._sizes[-1:], *([self._anchor[0]] if self._anchor[0] > size else [])], default=_NEVER)

    def _meet_checkpoint(self, place: int, checkpoint: Outside, root: str) -> None:
        if checkpoint.root == root:
            self.outside[place] = checkpoint._replace(met=True)
            return
        since = 1 + max((c.size for c in self.outside if c.met and c.size < checkpoint.size), default=0)
        pl = f"Zapisy na pozycjach od {since} do {checkpoint.size} nie są tymi, które potwierdza punkt kontrolny"
        en = f"The records at positions {since} to {checkpoint.size} are not those that the checkpoint"
        said = self._declared(checkpoint)
        told = f"{pl} {checkpoint.name}.{said[0]}", f"{en} {checkpoint.name} confirms.{said[1]}"
        self._unmet.append((since, checkpoint.size, told))

    def _meet_anchor(self, due: int, expected: str, line: int, root: str) -> None:
        if due < self.size:
            pl = f"Kotwica, wiersz {line}: po rozmiarze {self.size} stoi mniejszy, {due}."
            en = f"The anchor, line {line}: size {due} stands after the larger {self.size}."
            self.report.find("anchor", None, (pl, en))
        elif expected == root and self._refuted is None:
            self.report.anchored[self.log] = due
        elif expected != root and self._refuted is None:
            self._refuted = (self.report.anchored[self.log] + 1, due, line)

    # -- the end ----------------------------------------------------------------------------------

    def close(self, claimed: Any, hashes: Any) -> None:
        """Compare the finished tree with the stored frontier and with what anchor and checkpoints have beyond it."""
        size, root = self.size, self.tree.root()
        self.report.roots[self.log] = b64encode(root).decode()
        if claimed != size:
            self.find(min(size, claimed) + 1 if isinstance(claimed, int) and claimed >= 0 else None, _LENGTHS_DIFFER)
        elif frontier_root(size, hashes) != root:
            self.find(None, _FRONTIER_DIFFERS)
        self._judge_anchor(size)
        for since, until, told in self._unmet:
            self.find(since, told, until=until)
        longest = self.outside[-1] if self.outside else None
        if longest is not None and longest.size > size:
            pl = f"brakuje końca dziennika: punkt kontrolny {longest.name} potwierdza długość {longest.size}"
            en = f"the end of the log is missing: the checkpoint {longest.name} confirms length {longest.size}"
            said = self._declared(longest)
            self.find(size + 1, (f"{pl}, w bazie jest {size}.{said[0]}", f"{en}, the store holds {size}.{said[1]}"))

    def _declared(self, checkpoint: Outside) -> Told:
        """Return what the club itself says in the log of records that a checkpoint confirms and the log has not."""
        after = end_of(int(checkpoint.origin.rpartition("/")[2]), self.gathered.epochs)
        if after is None or checkpoint.size <= after.extended[self.log]:
            return "", ""
        kept = after.extended[self.log]
        return (
            f" Klub ogłosił to w pozycji {after.position} dziennika faktów (nowa epoka): z poprzedniej zostało {kept}.",
            f" The club said so at position {after.position} of the facts (a new epoch): {kept} of the old are left.",
        )

    def _judge_anchor(self, size: int) -> None:
        """Say who is wrong, the log or the anchor: a checkpoint that the log meets speaks for the log."""
        outside = max((c.size for c in self.outside if c.met), default=0)
        anchored = self.report.anchored[self.log]
        if self._refuted is not None:
            since, until, line = self._refuted
            since = max(since, outside + 1)
            if until <= outside:
                pl = f"Kotwica, wiersz {line}: nie zgadza się z dziennikiem, który potwierdza punkt kontrolny."
                en = f"The anchor, line {line}: it disagrees with the log that the checkpoint confirms."
                self.report.find("anchor", None, (pl, en))
            else:
                pl = f"Zapisy na pozycjach od {since} do {until} nie są tymi, które potwierdza kotwica (wiersz {line})."
                en = (
                    f"The records at positions {since} to {until} are not those that the anchor confirms (line {line})."
                )
                self.find(since, (pl, en), until=until)
        elif self._anchor[0] > size:
            largest, _, line = max([self._anchor, *self._anchored])
            pl = f"brakuje końca dziennika: kotwica (wiersz {line}) potwierdza długość {largest}, w bazie jest {size}."
            en = f"the end is missing: the anchor (line {line}) confirms length {largest}, the store holds {size}."
            self.find(size + 1, (pl, en))
        elif anchored < outside:
            pl = f"Kotwica kończy się na {anchored} ({self.log}), a wyniesiono punkt kontrolny długości {outside}."
            en = f"The anchor ends at {anchored} ({self.log}), and a checkpoint of length {outside} was taken out."
            rolled = "Plik „anchor” cofnięto albo zmieniono.", "The file “anchor” was rolled back or changed."
            self.report.find("anchor", None, (f"{pl} {rolled[0]}", f"{en} {rolled[1]}"))
