"""A club where anything may happen in any order, over HTTP, while the reference model says what each answer must be.

The choices lean towards the limits of the rules: times that just touch, days at the edge of a contract or an
enrolment, the nights when the clocks change, versions and keys that were used before.
"""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from application.verification import verify
from interface.assembly import running
from interface.settings import Settings
from tests.club import FixedClock
from tests.reference_model import POLAND, PROGRAMMES, Accepted, Club, Command, Person, find, moment

TYPE = "urn:kis:problem:"
NOBODY = "00000000-0000-4000-8000-000000000000"
NO_ITEM = 999
REMEMBERED_DAYS = 30
LIMITS = {
    "refer": ("exited_on",),
    "enrol": ("referred_on", "valid_from", "valid_until"),
    "hours": ("enrolled_on", "valid_until", "ended_on", "valid_from"),
    "exit": ("referred_on", "enrolled_on", "day"),
}
"""The dates on a record that limit the day of a new fact."""

MANAGER, STAFF = "coordinator", ("ewa", "jan")
AFTER_THE_CLOCKS_CHANGED = (datetime(2026, 3, 30, 8, tzinfo=UTC), datetime(2026, 10, 26, 8, tzinfo=UTC))
KNOWN_BY = (("85031412323", "1985-03-14", "F"), ("44051401458", "1944-05-14", "M"), (None, "1990-04-01", "F"))

ROUTES = {
    "register": "",
    "refer": "/{person}/referrals",
    "sign": "/{person}/contracts",
    "enrol": "/{person}/enrolments",
    "hours": "/{person}/hours",
    "correct": "/{person}/hours/{item}/corrections",
    "employ": "/{person}/employments",
    "exit": "/{person}/exits",
    "assign": "/{person}/caseworkers",
    "release": "/{person}/caseworkers/{item}/release",
}


@dataclass
class Stage:
    """What every life plays on: a founded club to copy, its users and their tokens, and a door over HTTP."""

    club: Path
    app: FastAPI
    client: TestClient
    users: dict[str, str]
    position: int

    def call(self, actor: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send a request about participants as one of the users, whose name is the token too."""
        said = {"Authorization": f"Bearer {actor}"} | {name.replace("_", "-"): text for name, text in headers.items()}
        return self.client.request(method, f"/api/v1/participants{path}", json=body, headers=said)


Time = tuple[int, str | None]
WHO = st.sampled_from([0] * 8 + [1] * 4 + [2, None])
WHICH = st.sampled_from([0] * 9 + [1] * 4 + [2, None])
ACTOR = st.sampled_from([MANAGER] * 7 + [*STAFF])
DAY = st.sampled_from([0, -1, -2, -3, -4, -5, -6, 1])
LATELY = st.sampled_from([0, -1, -2, 0, -1, -2, -3, -4, 1])
EDGE = st.sampled_from([None, None, None, 1, 0, -1])
SEEN = st.sampled_from(["now"] * 7 + ["before", "ahead", "nothing"])
UNASKED = st.sampled_from(["nothing"] * 8 + ["now", "before"])
TIME = st.sampled_from(
    [
        *((60, "08:00"), (30, "09:00"), (61, "08:00"), (120, "23:30"), (60, "00:00"), (90, "02:30"), (60, None)),
        *((1440, "23:30"), (1440, "00:00"), (1440, None), (1380, None), (1, "09:00"), (1441, "08:00"), (0, "10:00")),
    ]
)
CODE = st.sampled_from(["PSU", "PSU", "AKTYWIZACJA", "AKTYWNY-KIS", "AOON", "SWIETLICA-PLUS"])
ANYBODY = {"actor": ACTOR, "who": WHO}
FILTERS = ("kind=KIS", "state=ACTIVE", "state=EXITED", "programme=PSU", "caseworker", "limit=1")

STEPS: Mapping[str, tuple[int, Mapping[str, st.SearchStrategy[Any]]]] = {
    "hours": (8, ANYBODY | {"which": WHICH, "back": LATELY, "edge": EDGE, "time": TIME, "seen": UNASKED}),
    "hours_beside": (5, ANYBODY | {"which": WHICH, "time": TIME, "gap": st.integers(-1, 1)}),
    "correct": (5, ANYBODY | {"which": WHICH, "time": TIME, "seen": SEEN}),
    "exit": (4, ANYBODY | {"which": WHICH, "back": LATELY, "edge": EDGE, "seen": SEEN}),
    "enrol": (
        3,
        ANYBODY
        | {"code": CODE, "edition": st.sampled_from([None, None, "2026", "STALA"]), "back": LATELY, "edge": EDGE},
    ),
    "refer": (3, ANYBODY | {"kind": st.sampled_from(["KIS", "KIS", "SERVICE"]), "back": DAY, "edge": EDGE}),
    "sign": (
        2,
        ANYBODY
        | {"back": DAY, "later": st.sampled_from([0, 1, 2, -2]), "lasts": st.sampled_from([2, 3, 0, 1, 30, -1])},
    ),
    "register": (
        2,
        {"actor": ACTOR, "known_by": st.sampled_from(KNOWN_BY), "back": DAY}
        | {
            "family": st.sampled_from(["Żuk", "Zając", "Ćma", "Cisza", "Łoza"]),
            "given": st.sampled_from(["Ida", "Ęwa"]),
        },
    ),
    "employ": (1, ANYBODY | {"back": DAY, "part": st.sampled_from([None, 50, 1, 100, 0, 101]), "seen": UNASKED}),
    "assign": (2, ANYBODY | {"user": st.sampled_from([*STAFF, *STAFF, "nobody"]), "seen": SEEN}),
    "release": (1, ANYBODY | {"user": st.sampled_from([*STAFF, *STAFF, "nobody"]), "seen": SEEN}),
    "repeat": (
        3,
        {"which": st.integers(0, 9), "by": st.sampled_from([None, None, MANAGER, "ewa"]), "stale": st.booleans()},
    ),
    "reuse_the_key": (2, {"which": st.integers(0, 9)}),
    "time_passes": (2, {"hours": st.sampled_from([24, 14, 72]), "restart": st.booleans()}),
    "look": (1, {"actor": ACTOR, "by": st.sampled_from(FILTERS)}),
}
"""What may happen next: how often, and the choices in it."""

OFTEN = [name for name, (times, _) in STEPS.items() for _ in range(times)]
STEP = st.sampled_from(OFTEN).flatmap(lambda name: st.tuples(st.just(name), st.fixed_dictionaries(STEPS[name][1])))


class RandomLife(RuleBasedStateMachine):
    """A club where anything may happen in any order; the model says what each answer has to be."""

    stage: ClassVar[Stage]

    def __init__(self) -> None:
        super().__init__()
        self.stack, self.house = ExitStack(), ExitStack()
        self.settings = Settings(data=Path(self.stack.enter_context(tempfile.TemporaryDirectory())) / "club")
        self.stack.push(self.house)
        shutil.copytree(self.stage.club, self.settings.data)
        users = self.stage.users
        self.club = Club(self.stage.position, {users[MANAGER]}, {users[name] for name in STAFF})
        self.sent: list[tuple[str, str, Command, int | None]] = []
        self.agreed = False

    @initialize(
        start=st.sampled_from(AFTER_THE_CLOCKS_CHANGED),
        code=CODE,
        lasts=st.sampled_from([30, 4, 5, 6]),
        enrolled=st.sampled_from([-3, -4, -5, -2]),
        helped=st.booleans(),
        time=TIME,
    )
    def a_life_begins(self, start: datetime, code: str, lasts: int, enrolled: int, helped: bool, time: Time) -> None:
        self.clock, self.began = FixedClock(start), start
        self.club.now = start
        self.open()
        self.register("ewa" if helped else MANAGER, KNOWN_BY[2], -6, "Łęcka", "Łucja")
        self.refer(MANAGER, 0, PROGRAMMES[code][0], -6)
        self.sign(MANAGER, 0, -6, 0, lasts)
        self.enrol(MANAGER, 0, code, None, enrolled)
        self.hours(MANAGER, 0, 0, -2, None, time, "nothing")
        self.agreed = True

    @rule(step=STEP)
    def next(self, step: tuple[str, Mapping[str, Any]]) -> None:
        self.agreed = False
        name, choices = step
        getattr(self, name)(**choices)
        self.agreed = True

    def teardown(self) -> None:
        """Read everything back, close the house and verify what is stored; not where a step has failed already."""
        with self.stack:
            if self.agreed:
                self.everything_agrees()
            self.house.close()
            if self.agreed:
                report = verify(self.settings.data)
                assert not report.findings
                assert report.sizes["facts"] == self.club.position

    def open(self) -> None:
        self.house.close()
        self.stage.app.state.house = self.house.enter_context(running(self.settings, self.clock))

    def day(self, back: int) -> str:
        return (date.fromisoformat(self.club.today) + timedelta(days=back)).isoformat()

    def day_for(self, name: str, person: Person | None, back: int, edge: int | None) -> str:
        """Return a day at the edge of one that limits it on this record, or without an edge one some days ago."""
        items = [*person.episodes, *person.contracts, *person.enrolments, *person.hours] if person else []
        limits = sorted({item[limit] for item in items for limit in LIMITS[name] if item.get(limit)})
        if edge is None or not limits:
            return self.day(back)
        return (date.fromisoformat(limits[back % len(limits)]) + timedelta(days=edge)).isoformat()

    def person(self, who: int | None, having: str = "facts") -> Person | None:
        """Return somebody with such items, or anybody when nobody has; None for an unknown id."""
        people = list(self.club.people.values())
        people = [person for person in people if getattr(person, having)] or people
        return None if who is None else people[who % len(people)]

    def play(
        self, actor: str, name: str, person: Person | None, body: Any, item: int | str = 0, seen: str = "nothing"
    ) -> None:
        version = person.version if person else 1
        if_match = {"now": version, "before": version - 1, "ahead": version + 1, "nothing": None}[seen]
        whose = "" if name == "register" else person.id if person else NOBODY
        self.say(actor, f"key-{len(self.sent)}", Command(name, whose, item, body), if_match)

    def say(self, actor: str, key: str, command: Command, if_match: int | None) -> None:
        """Send a command; hold the answer, and the record as it can be read then, against the model's."""
        self.sent.append((actor, key, command, if_match))
        headers = {"Idempotency_Key": key} | ({} if if_match is None else {"If_Match": f'"{if_match}"'})
        path = ROUTES[command.name].format(person=command.person, item=command.item)
        answer = self.stage.call(actor, "POST", path, command.body, **headers)
        told = answer.json()
        must = self.club.ask(self.stage.users[actor], key, command, if_match, told.get("id", ""))
        if isinstance(must, Accepted):
            assert (answer.status_code, told) == (201, asdict(must))
            assert answer.headers["ETag"] == f'"{must.version}"'
        else:
            assert (answer.status_code, told.get("type", "").removeprefix(TYPE)) in must
        touched = self.club.people.get(told.get("id", command.person))
        if touched is not None:
            self.card_agrees(MANAGER, touched)

    def register(self, actor: str, known_by: tuple[str | None, str, str], back: int, family: str, given: str) -> None:
        pesel, born, sex = known_by
        missing = None if pesel else "NOT_GIVEN"
        said = {"family_name": family, "given_name": given, "birth_date": born, "sex": sex, "pesel": pesel}
        self.play(actor, "register", None, said | {"pesel_missing": missing, "registered_on": self.day(back)})

    def refer(self, actor: str, who: int | None, kind: str, back: int, edge: int | None = None) -> None:
        person = self.person(who)
        body = {"kind": kind, "source": "SELF", "referred_on": self.day_for("refer", person, back, edge)}
        self.play(actor, "refer", person, body)

    def sign(self, actor: str, who: int | None, back: int, later: int, lasts: int) -> None:
        since, until = self.day(back + later), self.day(back + later + lasts)
        body = {"type": "B", "signed_on": self.day(back), "valid_from": since, "valid_until": until}
        self.play(actor, "sign", self.person(who), body)

    def enrol(
        self, actor: str, who: int | None, code: str, edition: str | None, back: int, edge: int | None = None
    ) -> None:
        person = self.person(who, "episodes")
        body = {"programme": code, "edition": edition, "enrolled_on": self.day_for("enrol", person, back, edge)}
        self.play(actor, "enrol", person, body)

    def hours(
        self, actor: str, who: int | None, which: int | None, back: int, edge: int | None, time: Time, seen: str
    ) -> None:
        person = self.person(who, "enrolments")
        place, day = chosen(person.enrolments if person else [], which), self.day_for("hours", person, back, edge)
        said = {"day": day, "minutes": time[0], "starts_at": time[1], "direction": "ATTENDED"}
        self.play(actor, "hours", person, said | {"enrolment": place}, seen=seen)

    def hours_beside(self, actor: str, who: int | None, which: int | None, time: Time, gap: int) -> None:
        """Book time that just touches the end of an entry, or just does not, on whatever day that is."""
        person = self.person(who, "hours")
        entry = find(person.hours, chosen(person.hours, which)) if person else None
        if entry is not None and entry["starts_at"] is not None:
            ends = moment(entry["day"], entry["starts_at"]) + timedelta(minutes=entry["minutes"] + gap)
            day, at = f"{ends.astimezone(POLAND):%Y-%m-%d %H:%M}".split()
            said = {"day": day, "minutes": time[0], "starts_at": at, "direction": "WORKED"}
            self.play(actor, "hours", person, said | {"enrolment": entry["enrolment"]})

    def correct(self, actor: str, who: int | None, which: int | None, time: Time, seen: str) -> None:
        person = self.person(who, "hours")
        body = {"minutes": time[0], "starts_at": time[1], "reason": "pomyłka"}
        self.play(actor, "correct", person, body, chosen(person.hours if person else [], which), seen)

    def employ(self, actor: str, who: int | None, back: int, part: int | None, seen: str) -> None:
        said = {"form": "CIVIL_CONTRACT", "fte_hundredths": part, "evidence": "NONE", "started_on": self.day(back)}
        self.play(actor, "employ", self.person(who), said, seen=seen)

    def exit(self, actor: str, who: int | None, which: int | None, back: int, edge: int | None, seen: str) -> None:
        person = self.person(who, "episodes")
        episode = chosen(person.episodes if person else [], which)
        body = {"episode": episode, "kind": "RESIGNED", "exited_on": self.day_for("exit", person, back, edge)}
        self.play(actor, "exit", person, body, seen=seen)

    def assign(self, actor: str, who: int | None, user: str, seen: str) -> None:
        self.play(actor, "assign", self.person(who), {"user": self.stage.users.get(user, NOBODY)}, seen=seen)

    def release(self, actor: str, who: int | None, user: str, seen: str) -> None:
        self.play(actor, "release", self.person(who), {}, self.stage.users.get(user, NOBODY), seen)

    def repeat(self, which: int, by: str | None, stale: bool) -> None:
        """Say again what was said: under the same key, perhaps by somebody else, perhaps with an old version."""
        actor, key, command, if_match = self.sent[-1 - which % len(self.sent)]
        self.say(by or actor, key, command, 1 if stale and if_match else if_match)

    def reuse_the_key(self, which: int) -> None:
        """Say something else under a key that was used: other days, other minutes."""
        actor, key, command, if_match = self.sent[-1 - which % len(self.sent)]
        changed = {name: self.day(-7) for name in command.body if name == "day" or name.endswith("_on")}
        changed |= {"minutes": command.body["minutes"] % 100 + 1} if "minutes" in command.body else {}
        self.say(actor, key, replace(command, body={**command.body, **changed}), if_match)

    def time_passes(self, hours: int, restart: bool) -> None:
        """Let time pass, perhaps with the house closed; a life ends before what was asked under a key is forgotten."""
        if self.clock.now() - self.began < timedelta(days=REMEMBERED_DAYS - 3):
            self.clock.advance(hours=hours)
            self.club.now = self.clock.now()
        if restart:
            self.open()

    def look(self, actor: str, by: str) -> None:
        """Read the roster page by page, narrowed."""
        narrowed, _, value = by.partition("=")
        ewa = self.stage.users["ewa"]
        held: Callable[[Person], bool] = {
            "kind": lambda p: any(e["kind"] == value for e in p.episodes),
            "state": lambda p: any(e["state"] == value for e in p.episodes),
            "programme": lambda p: any(e["programme"] == value and e["ended_on"] is None for e in p.enrolments),
            "caseworker": lambda p: actor != MANAGER or ewa in p.caseworkers,
            "limit": lambda p: True,
        }[narrowed]
        asked = by if value else f"caseworker={ewa}"
        page = self.read(actor, f"?{asked}")
        lines = page["items"]
        while page["next_cursor"] is not None:
            page = self.read(actor, f"?{asked}&cursor={page['next_cursor']}")
            lines += page["items"]
        people = [person for person in self.club.roster(self.stage.users[actor]) if held(person)]
        assert [self.club.people[line["id"]].sort_key() for line in lines] == [p.sort_key() for p in people]
        assert sorted(lines, key=lambda line: line["id"]) == sorted(map(line_of, people), key=lambda line: line["id"])

    def read(self, actor: str, path: str, *, may: bool = True) -> Any:
        """Return what is told, or None of somebody who must look as if they did not exist."""
        answer = self.stage.call(actor, "GET", path)
        assert answer.status_code == (200 if may else 404)
        return answer.json() if may else None

    def card_agrees(self, actor: str, person: Person) -> None:
        told = self.read(actor, f"/{person.id}", may=self.club.sees(self.stage.users[actor], person))
        must = card_of(person)
        assert told is None or as_far_as(told, must) == must

    def everything_agrees(self) -> None:
        for person in self.club.people.values():
            for actor in self.stage.users:
                self.card_agrees(actor, person)
            told = self.read(MANAGER, f"/{person.id}/hours")
            must = sorted(person.hours, key=lambda entry: (entry["day"], entry["item"]))
            assert as_far_as(told["items"], must) == must
            assert told["minutes"] == sum(entry["minutes"] for entry in person.hours)
            told = self.read(MANAGER, f"/{person.id}/history")
            assert [{name: fact[name] for name in person.facts[0]} for fact in told["items"]] == person.facts
        for actor in self.stage.users:
            self.look(actor, "limit=2")


def chosen(items: list[dict[str, Any]], which: int | None) -> int:
    """Return the item of one of these, the latest first; or an item that nobody has."""
    return NO_ITEM if which is None or not items else items[-1 - which % len(items)]["item"]


def card_of(person: Person) -> dict[str, Any]:
    """Return what the card must say, to a role that opens it."""
    sums: dict[str, int] = {}
    for entry in person.hours:
        sums[str(entry["enrolment"])] = sums.get(str(entry["enrolment"]), 0) + entry["minutes"]
    identity = {name: person.said[name] for name in ("birth_date", "sex", "pesel", "pesel_missing")}
    return {name: person.said[name] for name in ("family_name", "given_name", "registered_on")} | {
        "id": person.id,
        "version": person.version,
        "identity": identity | {"case_mark": None},
        "episodes": person.episodes,
        "contracts": person.contracts,
        "enrolments": [{n: value for n, value in place.items() if n != "edition"} for place in person.enrolments],
        "minutes": sums,
        "employments": person.employments,
        "employers": {str(spell["item"]): None for spell in person.employments},
        "caseworkers": sorted(person.caseworkers),
    }


def as_far_as(told: Any, must: Any) -> Any:
    """Return what is told as far as it must be something: other fields of an object are left out."""
    if isinstance(must, dict):
        keyed_by_item = all(name.isdigit() for name in {**must, **told})
        return told if keyed_by_item else {name: as_far_as(told[name], value) for name, value in must.items()}
    if isinstance(must, list):
        return [as_far_as(one, value) for one, value in zip(told, must, strict=True)]
    return told


def line_of(person: Person) -> dict[str, Any]:
    """Return what a list must say about a person."""
    shown = {"item": "episode", "referred_on": "since", "exited_on": "until"}
    return {name: person.said[name] for name in ("family_name", "given_name", "registered_on")} | {
        "id": person.id,
        "episodes": [
            {shown.get(name, name): value for name, value in episode.items() if name not in {"source", "exit_kind"}}
            | {"programmes": [e["programme"] for e in person.enrolments if e["episode"] == episode["item"]]}
            for episode in person.episodes
        ],
    }
