"""The lives of participants as the documents tell them, in plain dictionaries: what random lives are judged by.

It shares nothing with what it judges: the standard library alone. Bodies are JSON as sent, so a day is ISO text
and compares as text. A refusal is predicted as everything that stands against the command: the answer names one.
Here is the seam: who may ask what, and the first steps of a life. `reference_model_life` adds the rest of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from tests.reference_model_fold import FOR_EVER, Fact, Item, Life, fold

POLAND = ZoneInfo("Europe/Warsaw")
ALPHABET = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"
NOT_FOUND = (404, "not-found")
ALLOWED = None
PROGRAMMES = dict.fromkeys(("PSU", "AKTYWIZACJA", "AKTYWNY-KIS"), ("KIS", True)) | dict.fromkeys(
    ("AOON", "OPIEKA-WYTCHNIENIOWA", "SWIETLICA-PLUS", "SWIETLICA-CAS"), ("SERVICE", False)
)  # the kind of episode, and whether a contract is needed
ALWAYS, YEAR = ("2008-05-30", FOR_EVER), "{0}-01-01 {0}-12-31"
EDITIONS = {
    ("PSU", "STALA"): ALWAYS,
    ("AKTYWIZACJA", "STALA"): ALWAYS,
    ("AKTYWNY-KIS", "FES-2021-2027"): ("2021-01-01", FOR_EVER),
    ("SWIETLICA-PLUS", "PROJEKT"): ("2024-03-01", "2026-02-28"),
    ("SWIETLICA-PLUS", "TRWALOSC"): ("2026-03-01", "2028-02-28"),
    ("SWIETLICA-CAS", "TRWALOSC"): ("2024-04-10", FOR_EVER),
} | {(p, y): tuple(YEAR.format(y).split()) for p in ("AOON", "OPIEKA-WYTCHNIENIOWA") for y in ("2025", "2026")}
"""From when to when each edition of a programme runs, as a founded club knows them."""

FOR_MANAGERS = frozenset({"assign", "release", "link", "unlink"})
CHANGES = FOR_MANAGERS - {"link"} | frozenset(
    "correct exit change_details correct_details reject withdraw revoke unrelate leave_group amend terminate reagree "
    "settle end_enrolment void_hours suspend resume void_exit die close_case void_entry unemploy reemploy".split()
)
"""Which commands need the version that was seen: what changes or ends something."""

Reason = tuple[int, str]
Reasons = frozenset[Reason]  # every status and problem type that would be a true answer
Steps = Iterator[Any]  # each reason against a command; then ALLOWED; then the topic, day and said of each of its facts


@dataclass(frozen=True)
class Command:
    """One write as the interface takes it: whose record, which item of it, and the body."""

    name: str
    person: str = ""
    item: int | str = 0
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Accepted:
    """The answer to a write."""

    id: str
    item: int
    version: int
    position: int


@dataclass
class Person:
    """One record: what was said at registration, every fact since, and what they add up to."""

    id: str
    said: Item
    registered_on: str = ""
    facts: list[Item] = field(default_factory=list)
    done: list[Fact] = field(default_factory=list)
    voided: dict[int, int] = field(default_factory=dict)
    since: dict[str, str] = field(default_factory=dict)  # from which day each detail holds
    numbers: list[str] = field(default_factory=list)  # by which the person is found, the newest last
    caseworkers: set[str] = field(default_factory=set)
    life: Life = field(default_factory=Life)

    @property
    def version(self) -> int:
        return len(self.facts)

    def without(self, item: int) -> Life:
        """Return the life as if a fact had never been."""
        return fold(self.done, {*self.voided, item})

    def sort_key(self) -> list[list[int]]:
        """Return what a Polish register sorts by: family name, then given name, letter by letter."""
        return [[ALPHABET.index(c) for c in self.said[n].lower()] for n in ("family_name", "given_name")]


def moment(day: str, starts_at: str) -> datetime:
    """Return the real time of a local one; the first of two when the clocks go back."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(starts_at), POLAND).astimezone(UTC)


class Seam:
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

    def survivor(self, person: Person) -> Person:
        """Return whose record goes on: the one that this is linked to, or itself."""
        held = [link["survivor"] for link in person.life["links"] if not link["unlinked"]]
        return self.people[held[0]] if held else person

    def roster(self, actor: str) -> list[Person]:
        """Return whom the user sees, in Polish order; linked duplicates are on no list."""
        listed = [p for p in self.people.values() if self.sees(actor, p) and self.survivor(p) is p]
        return sorted(listed, key=Person.sort_key)

    def ask(self, actor: str, key: str, command: Command, if_match: int | None, new_id: str) -> Accepted | Reasons:
        """Return the answer that must be given, or the reasons; let it count. `new_id` names a new record."""
        if command.name in FOR_MANAGERS and actor not in self.managers:
            return frozenset({(403, "forbidden")})
        if command.name in CHANGES and if_match is None:
            return frozenset({(428, "version-required")})
        if (actor, key) in self.receipts:
            first, answer = self.receipts[actor, key]
            return answer if first == command else frozenset({(422, "idempotency-key-reused")})
        is_new = command.name == "register"
        person = Person(new_id, dict(command.body)) if is_new else self.people.get(command.person)
        if person is None or not (is_new or self.sees(actor, person)):
            return frozenset({NOT_FOUND})
        item = person.version + 1
        about = actor if is_new else command.item
        steps = getattr(self, f"_{command.name}")(person, dict(command.body), about, item)
        is_stale = if_match is not None and not is_new and if_match != person.version
        reasons = {(412, "stale-version")} if is_stale else set(takewhile(lambda step: step is not ALLOWED, steps))
        if reasons:
            return frozenset(reasons)
        for topic, day, *said in steps:
            self.position += 1
            fact = {"topic": f"journey.{topic}", "version": person.version + 1, "position": self.position}
            person.facts.append({**fact, "occurred_on": day, "recorded_by": actor})
            name, of, body = said or (command.name, about, command.body)
            person.done.append(Fact(person.version, name, of, body, day))
        person.life = fold(person.done, {*person.voided})
        accepted = Accepted(person.id, item, person.version, self.position)
        self.receipts[actor, key] = (command, accepted)
        return accepted

    def against_future(self, day: str | None) -> Iterator[Reason]:
        if day is not None and day > self.today:
            yield 422, "date-in-the-future"

    def against_going_on(self, person: Person, day: str) -> Iterator[Reason]:
        """Yield what stands against a new fact of a life: a duplicate has none, and nobody after death."""
        if self.survivor(person) is not person:
            yield 409, "linked-already"
        if any(day > death["died_on"] for death in person.life["deaths"]):
            yield 409, "after-death"
        yield from self.against_future(day)

    def _register(self, person: Person, body: Item, actor: str, item: int) -> Steps:
        yield from self.against_future(body["registered_on"])
        if (body["pesel"] is None) == (body["pesel_missing"] is None):
            yield 422, "pesel-or-reason"
        if any(body["pesel"] in p.numbers for p in self.people.values()):
            yield 409, "already-registered"
        yield ALLOWED
        self.people[person.id] = person
        person.registered_on = body["registered_on"]
        person.since = {name: person.registered_on for name, said in body.items() if said is not None}
        person.numbers = [] if body["pesel"] is None else [body["pesel"]]
        yield "participant-registered.1", body["registered_on"]
        if actor not in self.managers:
            person.caseworkers.add(actor)
            yield "caseworker-assigned.1", self.today, "assign", 0, {}

    def _refer(self, person: Person, body: Item, _: object, item: int) -> Steps:
        day = body["referred_on"]
        yield from self.against_going_on(person, day)
        yield from against_signature(person, body["signed_by"], day)
        for episode in person.life["episodes"]:
            if episode["kind"] == body["kind"] and episode["exited_on"] is None:
                yield 409, "episode-still-open"
            elif episode["kind"] == body["kind"] and day < episode["exited_on"]:
                yield 409, "episodes-would-overlap"
        yield ALLOWED
        yield "referral-received.1", day

    def _sign(self, person: Person, body: Item, _: object, item: int) -> Steps:
        yield from self.against_going_on(person, body["signed_on"])
        if body["valid_until"] < max(body["valid_from"], body["signed_on"]):
            yield 422, "contract-ends-before-it-starts"
        yield ALLOWED
        yield "social-contract-signed.1", body["signed_on"]


def holds(link: Item, day: str) -> bool:
    """Tell whether a link to somebody is there on a day."""
    return bool(link["since"] <= day <= (link["until"] or FOR_EVER))


def against_signature(person: Person, signed_by: int | None, day: str) -> Iterator[Reason]:
    """Yield what stands against somebody's signature: only a parent or guardian of that day signs for another."""
    link = person.life.find("related", signed_by)
    if signed_by is not None and link is None:
        yield NOT_FOUND
    if link is not None and (link["relation"] not in {"PARENT", "GUARDIAN"} or not holds(link, day)):
        yield 409, "not-a-signatory"


def against_closed_file(person: Person, enrolment: int) -> Iterator[Reason]:
    """Yield what stands against a new fact of an enrolment in a closed file."""
    place = person.life.find("enrolments", enrolment)
    if place is not None and person.life.find("episodes", place["episode"])["closed_on"] is not None:  # type: ignore[index]
        yield 409, "case-closed-already"
