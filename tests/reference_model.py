"""The lives of participants as the documents tell them, in plain dictionaries: what random lives are judged by.

It shares nothing with what it judges: the standard library alone. Bodies are JSON as sent, so a day is ISO text
and compares as text. A refusal is predicted as everything that stands against the command: the answer names one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

POLAND = ZoneInfo("Europe/Warsaw")
ALPHABET = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"
NOT_FOUND = (404, "not-found")
ALLOWED = None
PROGRAMMES = dict.fromkeys(("PSU", "AKTYWIZACJA", "AKTYWNY-KIS"), ("KIS", True)) | dict.fromkeys(
    ("AOON", "OPIEKA-WYTCHNIENIOWA", "SWIETLICA-PLUS", "SWIETLICA-CAS"), ("SERVICE", False)
)  # the kind of episode, and whether a contract is needed
ALWAYS, YEAR = ("2008-05-30", "9999-12-31"), "{0}-01-01 {0}-12-31"
EDITIONS = {
    ("PSU", "STALA"): ALWAYS,
    ("AKTYWIZACJA", "STALA"): ALWAYS,
    ("AKTYWNY-KIS", "FES-2021-2027"): ("2021-01-01", "9999-12-31"),
    ("SWIETLICA-PLUS", "PROJEKT"): ("2024-03-01", "2026-02-28"),
    ("SWIETLICA-PLUS", "TRWALOSC"): ("2026-03-01", "2028-02-28"),
    ("SWIETLICA-CAS", "TRWALOSC"): ("2024-04-10", "9999-12-31"),
} | {(p, y): tuple(YEAR.format(y).split()) for p in ("AOON", "OPIEKA-WYTCHNIENIOWA") for y in ("2025", "2026")}
"""From when to when each edition of a programme runs, as a founded club knows them."""

Item = dict[str, Any]
Reason = tuple[int, str]
Reasons = frozenset[Reason]  # every status and problem type that would be a true answer
Steps = Iterator[Any]  # each reason against a command; then ALLOWED; then the topic and day of each of its facts


@dataclass(frozen=True)
class Command:
    """One write as the interface takes it: whose record, which item of it, and the body."""

    name: str
    person: str = ""
    item: int | str = 0
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def needs_version(self) -> bool:
        return self.name in {"correct", "exit", "assign", "release"}


@dataclass(frozen=True)
class Accepted:
    """The answer to a write."""

    id: str
    item: int
    version: int
    position: int


@dataclass
class Person:
    """One record: what was said at registration, and everything since, as the interface shows it."""

    id: str
    said: Mapping[str, Any]
    facts: list[Item] = field(default_factory=list)
    episodes: list[Item] = field(default_factory=list)
    contracts: list[Item] = field(default_factory=list)
    enrolments: list[Item] = field(default_factory=list)
    hours: list[Item] = field(default_factory=list)
    employments: list[Item] = field(default_factory=list)
    caseworkers: set[str] = field(default_factory=set)

    @property
    def version(self) -> int:
        return len(self.facts)

    def covered(self, day: str) -> bool:
        """Tell whether a contract was signed and in force on that day."""
        return any(max(c["signed_on"], c["valid_from"]) <= day <= c["valid_until"] for c in self.contracts)

    def sort_key(self) -> list[list[int]]:
        """Return what a Polish register sorts by: family name, then given name, letter by letter."""
        return [[ALPHABET.index(c) for c in self.said[n].lower()] for n in ("family_name", "given_name")]


def find(items: list[Item], item: object) -> Item | None:
    """Return what the item names, if it is there."""
    return next((one for one in items if one["item"] == item), None)


def picked(body: Mapping[str, Any], names: str) -> Item:
    """Return these fields of the body."""
    return {name: body[name] for name in names.split()}


def moment(day: str, starts_at: str) -> datetime:
    """Return the real time of a local one; the first of two when the clocks go back."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(starts_at), POLAND).astimezone(UTC)


def overlap(one: Item, other: Item) -> bool:
    """Tell whether two timed entries share a moment: half-open, in real time, whatever days they run into."""
    if one["starts_at"] is None or other["starts_at"] is None:
        return False
    a, b = moment(one["day"], one["starts_at"]), moment(other["day"], other["starts_at"])
    return a < b + timedelta(minutes=other["minutes"]) and b < a + timedelta(minutes=one["minutes"])


class Club:
    """The club: its people, its receipts, and how many facts there are."""

    def __init__(self, position: int, managers: set[str], caseworkers: set[str]) -> None:
        """Begin after `position` facts. Managers see everybody, caseworkers those they are assigned to."""
        self.position, self.managers, self.users = position, managers, managers | caseworkers
        self.people: dict[str, Person] = {}
        self.receipts: dict[tuple[str, str], tuple[Command, Accepted]] = {}
        self.now = datetime.min.replace(tzinfo=UTC)

    @property
    def today(self) -> str:
        return self.now.astimezone(POLAND).date().isoformat()

    def sees(self, actor: str, person: Person) -> bool:
        return actor in self.managers or actor in person.caseworkers

    def roster(self, actor: str) -> list[Person]:
        """Return whom the user sees, in Polish order."""
        return sorted((p for p in self.people.values() if self.sees(actor, p)), key=Person.sort_key)

    def ask(self, actor: str, key: str, command: Command, if_match: int | None, new_id: str) -> Accepted | Reasons:
        """Return the answer that must be given, or the reasons; let it count. `new_id` names a new record."""
        if command.name in {"assign", "release"} and actor not in self.managers:
            return frozenset({(403, "forbidden")})
        if command.needs_version and if_match is None:
            return frozenset({(428, "version-required")})
        if (actor, key) in self.receipts:
            first, answer = self.receipts[actor, key]
            return answer if first == command else frozenset({(422, "idempotency-key-reused")})
        is_new = command.name == "register"
        person = Person(new_id, command.body) if is_new else self.people.get(command.person)
        if person is None or not (is_new or self.sees(actor, person)):
            return frozenset({NOT_FOUND})
        item = person.version + 1
        about = actor if is_new else command.item
        steps = getattr(self, f"_{command.name}")(person, dict(command.body), about, item)
        is_stale = if_match is not None and not is_new and if_match != person.version
        reasons = {(412, "stale-version")} if is_stale else set(takewhile(lambda step: step is not ALLOWED, steps))
        if reasons:
            return frozenset(reasons)
        for topic, day in steps:
            self.position += 1
            fact = {"topic": f"journey.{topic}", "version": person.version + 1, "position": self.position}
            person.facts.append({**fact, "occurred_on": day, "recorded_by": actor})
        accepted = Accepted(person.id, item, person.version, self.position)
        self.receipts[actor, key] = (command, accepted)
        return accepted

    def _against_future(self, day: str) -> Iterator[Reason]:
        if day > self.today:
            yield 422, "date-in-the-future"

    def _register(self, person: Person, body: Item, actor: str, item: int) -> Steps:
        yield from self._against_future(body["registered_on"])
        if (body["pesel"] is None) == (body["pesel_missing"] is None):
            yield 422, "pesel-or-reason"
        if body["pesel"] is not None and any(p.said["pesel"] == body["pesel"] for p in self.people.values()):
            yield 409, "already-registered"
        yield ALLOWED
        self.people[person.id] = person
        yield "participant-registered.1", body["registered_on"]
        if actor not in self.managers:
            person.caseworkers.add(actor)
            yield "caseworker-assigned.1", self.today

    def _refer(self, person: Person, body: Item, _: object, item: int) -> Steps:
        yield from self._against_future(body["referred_on"])
        for episode in person.episodes:
            if episode["kind"] == body["kind"] and episode["exited_on"] is None:
                yield 409, "episode-still-open"
            elif episode["kind"] == body["kind"] and body["referred_on"] < episode["exited_on"]:
                yield 409, "episodes-would-overlap"
        yield ALLOWED
        unended = {"item": item, "state": "REFERRED", "exited_on": None, "exit_kind": None}
        person.episodes.append(unended | picked(body, "kind source referred_on"))
        yield "referral-received.1", body["referred_on"]

    def _sign(self, person: Person, body: Item, _: object, item: int) -> Steps:
        yield from self._against_future(body["signed_on"])
        if body["valid_until"] < max(body["valid_from"], body["signed_on"]):
            yield 422, "contract-ends-before-it-starts"
        yield ALLOWED
        person.contracts.append({"item": item} | picked(body, "type signed_on valid_from valid_until"))
        yield "social-contract-signed.1", body["signed_on"]

    def _enrol(self, person: Person, body: Item, _: object, item: int) -> Steps:
        kind, needs_contract = PROGRAMMES[body["programme"]]
        opened = [e for e in person.episodes if e["kind"] == kind and e["exited_on"] is None]
        day, code = body["enrolled_on"], body["programme"]
        named = [(e, span) for (p, e), span in EDITIONS.items() if p == code and body["edition"] in (None, e)]
        editions = named if body["edition"] else [(e, span) for e, span in named if span[0] <= day <= span[1]]
        place = {"programme": code, "edition": editions[0][0] if editions else None, "ended_on": None}
        yield from self._against_future(body["enrolled_on"])
        if len(editions) != 1:
            yield 409, "no-such-edition"
        elif not editions[0][1][0] <= day <= editions[0][1][1]:
            yield 409, "outside-edition"
        if not opened:
            yield 409, "no-open-episode"
        if any(body["enrolled_on"] < e["referred_on"] for e in opened):
            yield 409, "enrolled-before-referral"
        if needs_contract and not person.covered(body["enrolled_on"]):
            yield 409, "no-contract-in-force"
        if any(picked(e, "programme edition ended_on") == place for e in person.enrolments):
            yield 409, "already-enrolled"
        yield ALLOWED
        [episode] = opened
        episode["state"] = "ACTIVE"
        tied = {"item": item, "episode": episode["item"], "needs_contract": needs_contract}
        person.enrolments.append(tied | place | picked(body, "enrolled_on"))
        yield "enrolled.1", body["enrolled_on"]

    def _against_hours(self, person: Person, entry: Item) -> Iterator[Reason]:
        day, at, others = entry["day"], entry["starts_at"], [e for e in person.hours if e["item"] != entry["item"]]
        place = find(person.enrolments, entry["enrolment"])
        yield from self._against_future(day)
        if place is None:
            yield NOT_FOUND
        elif day < place["enrolled_on"]:
            yield 409, "hours-before-enrolment"
        elif place["ended_on"] is not None and day > place["ended_on"]:
            yield 409, "hours-after-exit"
        if place is not None and day > EDITIONS[place["programme"], place["edition"]][1]:
            yield 409, "hours-after-edition"
        if place is not None and place["needs_contract"] and not person.covered(day):
            yield 409, "no-contract-in-force"
        if not 1 <= entry["minutes"] <= 1440:
            yield 422, "impossible-minutes"
        if sum(e["minutes"] for e in others if e["day"] == day) + entry["minutes"] > 1440:
            yield 409, "more-than-a-day"
        if at is not None and f"{moment(day, at).astimezone(POLAND):%H:%M}" != at:
            yield 422, "no-such-local-time"
        elif any(overlap(entry, other) for other in others):
            yield 409, "hours-overlap"

    def _hours(self, person: Person, body: Item, _: object, item: int) -> Steps:
        entry = {"item": item, "corrected_by": None} | picked(body, "enrolment day minutes starts_at direction")
        yield from self._against_hours(person, entry)
        yield ALLOWED
        person.hours.append(entry)
        yield "hours-recorded.1", body["day"]

    def _correct(self, person: Person, body: Item, corrects: object, item: int) -> Steps:
        entry, should_say = find(person.hours, corrects), picked(body, "minutes starts_at")
        if entry is None:
            yield NOT_FOUND
            return
        if entry | should_say == entry:
            yield 409, "nothing-corrected"
        yield from self._against_hours(person, entry | should_say)
        yield ALLOWED
        entry.update(should_say, corrected_by=item)
        yield "hours-corrected.1", entry["day"]

    def _employ(self, person: Person, body: Item, _: object, item: int) -> Steps:
        yield from self._against_future(body["started_on"])
        if body["fte_hundredths"] is not None and not 1 <= body["fte_hundredths"] <= 100:
            yield 422, "impossible-fte"
        yield ALLOWED
        person.employments.append({"item": item} | picked(body, "form started_on fte_hundredths"))
        yield "employment-started.2", body["started_on"]

    def _exit(self, person: Person, body: Item, _: object, item: int) -> Steps:
        episode, day = find(person.episodes, body["episode"]), body["exited_on"]
        yield from self._against_future(day)
        if episode is None:
            yield NOT_FOUND
            return
        places = [e for e in person.enrolments if e["episode"] == episode["item"]]
        if episode["exited_on"] is not None:
            yield 409, "already-exited"
        if day < max([episode["referred_on"], *(e["enrolled_on"] for e in places)]):
            yield 409, "exit-before-it-began"
        if any(day < e["day"] for e in person.hours if find(places, e["enrolment"])):
            yield 409, "exit-before-last-hours"
        yield ALLOWED
        episode.update(state="EXITED", exited_on=day, exit_kind=body["kind"])
        for place in places:
            place["ended_on"] = day
        yield "exited.1", day

    def _assign(self, person: Person, body: Item, _: object, item: int) -> Steps:
        if body["user"] not in self.users:
            yield NOT_FOUND
        if body["user"] in person.caseworkers:
            yield 409, "already-assigned"
        yield ALLOWED
        person.caseworkers.add(body["user"])
        yield "caseworker-assigned.1", self.today

    def _release(self, person: Person, body: Item, user: object, item: int) -> Steps:
        if user not in person.caseworkers:
            yield 409, "not-assigned"
        yield ALLOWED
        person.caseworkers -= {str(user)}
        yield "caseworker-released.1", self.today
