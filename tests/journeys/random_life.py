"""A club where anything may happen in any order, over HTTP, while the reference model says what each answer must be.

What may happen, and how it leans towards the limits of the rules, is in `random_life_choices`.
"""

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from interface.assembly import running
from interface.settings import Settings
from interface.witness.ledger import verify
from tests.club import FixedClock
from tests.journeys.random_life_choices import (
    AGREED,
    AS_USUAL,
    CHILD,
    CODE,
    FOR_A_CHILD,
    KNOWN_BY,
    LIMITS,
    MANAGER,
    NOTHING_CHANGED,
    ROUTES,
    STAFF,
    STEP,
    TELLS,
    TIME,
    shifted,
)
from tests.journeys.random_life_grounds import GROUNDS, NEWCOMER, NO_ITEM, Step, chosen, goes_on, referred
from tests.journeys.random_life_hours import NOBODY, Clocked, Time
from tests.journeys.random_life_papers import Papers
from tests.journeys.random_life_reading import as_far_as, card_of, line_of, matches
from tests.reference_model import PROGRAMMES, Accepted, Command, Person
from tests.reference_model_life import Club

TYPE = "urn:kis:problem:"
REMEMBERED_DAYS = 30
LONG_AGO = 34
"""So many days are room for more than a year's 14 doby, and for an entry of a whole month."""
AFTER_THE_CLOCKS_CHANGED = (datetime(2026, 3, 30, 8, tzinfo=UTC), datetime(2026, 10, 26, 8, tzinfo=UTC))


class RandomLife(Papers, Clocked, RuleBasedStateMachine):
    """A club where anything may happen in any order; the model says what each answer has to be."""

    def __init__(self) -> None:
        super().__init__()
        self.stack, self.house = ExitStack(), ExitStack()
        self.settings = Settings(data=Path(self.stack.enter_context(tempfile.TemporaryDirectory())) / "club")
        self.stack.push(self.house)
        shutil.copytree(self.stage.club, self.settings.data)
        users = self.stage.users
        self.club = Club(self.stage.position, {users[MANAGER]}, {users[name] for name in STAFF})
        self.club.providers = self.stage.providers
        self.sent: list[tuple[str, str, Command, int | None]] = []
        self.agreed = False

    @initialize(
        start=st.sampled_from(AFTER_THE_CLOCKS_CHANGED),
        code=CODE,
        lasts=st.sampled_from([30, 4, 5, 6]),
        enrolled=st.sampled_from([-3, -4, -5, -2]),
        helped=st.booleans(),
        time=TIME,
        agreed=st.sampled_from([None, *AGREED]),
        before=st.sampled_from([0, 0, LONG_AGO]),
        both=st.booleans(),
    )
    def a_life_begins(
        self,
        start: datetime,
        code: str,
        lasts: int,
        enrolled: int,
        helped: bool,
        time: Time,
        agreed: str | None = None,
        before: int = 0,
        both: bool = False,
    ) -> None:
        self.clock, self.began = FixedClock(start), start
        self.club.now = start
        self.open()
        known_by, before = (CHILD, 0) if code == FOR_A_CHILD else (KNOWN_BY[2], before)
        self.register("ewa" if helped else MANAGER, known_by, -6 - before, "Łęcka", "Łucja")
        self.refer(MANAGER, 0, PROGRAMMES[code][0], -6 - before)
        self.sign(MANAGER, 0, -6 - before, 0, lasts + before)
        if both:
            other = "AOON" if PROGRAMMES[code][0] == "KIS" else "AKTYWIZACJA"
            self.refer(MANAGER, 0, PROGRAMMES[other][0], -6 - before)
            self.enrol(MANAGER, 0, other, enrolled - before)
        self.enrol(MANAGER, 0, code, enrolled - before, agreement=agreed if code == "PSU" else None)
        self.hours(MANAGER, 0, 0, -2, None, time, "nothing", **AS_USUAL)
        self.agreed = True

    @rule(step=STEP)
    def next(self, step: Step) -> None:
        self.agreed = False
        name, choices = step
        if choices.get("who") is not None:
            self.make_ground(name)
        self.do(name, choices)
        self.agreed = True

    def do(self, name: str, choices: Mapping[str, Any]) -> None:
        if name in TELLS:
            self.tell(name, **choices)
        else:
            getattr(self, name)(**choices)

    def make_ground(self, name: str) -> None:
        """Where nobody has an item that the step can be told of, play the steps that create one."""
        people, ground = self.club.people.values(), GROUNDS.get(name)
        if ground is None or any(map(ground.there, people)):
            return
        if not any(map(goes_on, people)):
            self.register(MANAGER, **NEWCOMER[1])
        for step, choices in ground.made_by:
            self.make_ground(step)
            who = next(at for at, person in enumerate(people) if goes_on(person))
            whose = {} if step == "register" else {"who": who}
            self.do(step, {"actor": MANAGER, **whose, **choices})

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
        return shifted(self.club.today, back)

    def day_for(self, limiting: tuple[str, ...], person: Person | None, back: int, edge: int | None) -> str:
        """Return a day at the edge of one that limits it on this record, or without an edge one some days ago."""
        items = [item for items in person.life.values() for item in items] if person else []
        known = {item[limit] for item in items for limit in limiting if item.get(limit)}
        limits = sorted(limit for limit in known if limit <= self.day(1))
        if edge is None or not limits:
            return self.day(back)
        return shifted(limits[back % len(limits)], edge)

    def person(self, who: int | None, having: str | None = None, step: str = "") -> Person | None:
        """Return somebody whom the step can be told of, else with such items, or anybody; None for an unknown id."""
        everybody = list(self.club.people.values())
        people = [person for person in everybody if having is not None and person.life[having]] or everybody
        if step in GROUNDS:
            people = [person for person in everybody if GROUNDS[step].there(person)] or people
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
            assert answer.status_code == 201, told
            assert as_far_as(told, asdict(must)) == asdict(must)
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

    def tell(
        self,
        name: str,
        actor: str,
        who: int | None,
        which: int | None,
        back: int,
        edge: int | None,
        seen: str,
        said: Mapping[str, Any],
        refers: Mapping[str, Any],
        later: Mapping[str, int | None],
    ) -> None:
        """Tell a dated record as `TELLS` has it."""
        told = TELLS[name]
        person = self.person(who, told.of or None, name)
        day = self.day_for(told.limits, person, back, edge)
        about = chosen(person, told.of, which, name) if told.of else 0
        body = dict(said) | ({told.on: day} if told.on else {}) | ({told.into: about} if told.into else {})
        body |= {field: referred(person, told.refers[field], to) for field, to in refers.items()}
        body |= {field: None if days is None else shifted(day, days) for field, days in later.items()}
        self.play(actor, name, person, body, 0 if told.into else about, seen)

    def refer(
        self, actor: str, who: int | None, kind: str, back: int, edge: int | None = None, signed_by: Any = None
    ) -> None:
        person = self.person(who)
        body = {"kind": kind, "source": "SELF", "referred_on": self.day_for(LIMITS["refer"], person, back, edge)}
        self.play(actor, "refer", person, body | {"signed_by": referred(person, "related", signed_by)})

    def sign(self, actor: str, who: int | None, back: int, later: int, lasts: int) -> None:
        since, until = self.day(back + later), self.day(back + later + lasts)
        body = {"type": "B", "signed_on": self.day(back), "valid_from": since, "valid_until": until}
        self.play(actor, "sign", self.person(who), body)

    def enrol(
        self,
        actor: str,
        who: int | None,
        code: str,
        back: int,
        edge: int | None = None,
        edition: str | None = None,
        cared_for: Any = None,
        agreement: str | None = None,
    ) -> None:
        is_for_carers = code == "OPIEKA-WYTCHNIENIOWA"
        person = self.person(who, "related" if is_for_carers else "episodes")
        whose = referred(person, "related", cared_for if is_for_carers or cared_for == 1 else None)
        body = {"programme": code, "edition": edition, "enrolled_on": self.day_for(LIMITS["enrol"], person, back, edge)}
        self.play(actor, "enrol", person, body | {"cared_for": whose, "agreement": agreement})

    def employ(self, actor: str, who: int | None, back: int, part: int | None, until: int | None, seen: str) -> None:
        day = self.day(back)
        said = {"form": "CIVIL_CONTRACT", "fte_hundredths": part, "evidence": "NONE", "started_on": day}
        last = None if until is None else shifted(day, until)
        self.play(actor, "employ", self.person(who), said | {"agreed_until": last}, seen=seen)

    def exit(
        self, actor: str, who: int | None, which: int | None, back: int, edge: int | None, seen: str, kind: str
    ) -> None:
        person = self.person(who, "episodes", "exit")
        episode = chosen(person, "episodes", which, "exit")
        body = {"episode": episode, "kind": kind, "exited_on": self.day_for(LIMITS["exit"], person, back, edge)}
        self.play(actor, "exit", person, body, seen=seen)

    def void_exit(self, actor: str, who: int | None, which: int | None, amiss: bool, seen: str) -> None:
        """Take back how some episode ended, or what is no exit at all."""
        person = self.person(who, "episodes", "void_exit")
        episode = person.life.find("episodes", chosen(person, "episodes", which, "void_exit")) if person else None
        item = (episode and episode["exited_by"]) or NO_ITEM
        self.play(actor, "void_exit", person, {"reason": "pomyłka"}, 2 if amiss else item, seen)

    def void_entry(self, actor: str, who: int | None, back: int, among: str, seen: str) -> None:
        """Void one of the newest facts that count, one that is void already, or whatever fact it is."""
        person = self.person(who)
        items: list[int] = []
        if person is not None:
            facts = range(1, person.version + 1)
            items = sorted({"counts": person.life.counts, "voided": person.voided, "all": facts}[among])
        item = items[-1 - back % len(items)] if items else NO_ITEM
        self.play(actor, "void_entry", person, {"reason": "pomyłka"}, item, seen)

    def relate(self, actor: str, who: int | None, relation: str, back: int, whom: Any, named: bool) -> None:
        known = self.person(whom if isinstance(whom, int) else None)
        is_new = whom == "somebody new"
        names = ("Zmyślona", "Bożena") if named is is_new else (None, None)
        body = {"relation": relation, "since": self.day(back), "family_name": names[0], "given_name": names[1]}
        person = None if is_new else known.id if known else NOBODY
        self.play(actor, "relate", self.person(who), body | {"person": person})

    def redetail(
        self, actor: str, who: int | None, said: tuple[str, Mapping[str, Any]], back: int, edge: int | None, seen: str
    ) -> None:
        """Change details from a day on, or correct them from the start."""
        name, details = said
        person = self.person(who)
        more = (
            {"since": self.day_for(LIMITS["redetail"], person, back, edge)}
            if name == "change_details"
            else {"birth_date": None, "reason": "pomyłka"}
        )
        self.play(actor, name, person, {**NOTHING_CHANGED, **more, **details}, seen=seen)

    def link(self, actor: str, who: int | None, other: int | None) -> None:
        """Link a record to another, to itself or to nobody's; there are at least two."""
        if len(self.club.people) == 1:
            self.register(MANAGER, **NEWCOMER[1])
        survivor = self.person(None if other is None else other + 1)
        body = {"survivor": survivor.id if survivor else NOBODY, "reason": "ta sama osoba"}
        self.play(actor, "link", self.person(who), body)

    def assign(self, actor: str, who: int | None, user: str, seen: str) -> None:
        self.play(actor, "assign", self.person(who), {"user": self.stage.users.get(user, NOBODY)}, seen=seen)

    def release(self, actor: str, who: int | None, user: str, seen: str) -> None:
        """Release one who is assigned to somebody; where nobody has them, they are assigned first."""
        id = self.stage.users.get(user, NOBODY)
        if user in STAFF and who is not None and not any(id in p.caseworkers for p in self.club.people.values()):
            self.assign(MANAGER, who, user, "now")
        held = [person for person in self.club.people.values() if id in person.caseworkers]
        person = held[who % len(held)] if held and who is not None else self.person(who)
        self.play(actor, "release", person, {}, id, seen)

    def repeat(self, which: int, by: str | None, stale: bool) -> None:
        """Say again what was said: under the same key, perhaps by somebody else, perhaps with an old version."""
        actor, key, command, if_match = self.sent[-1 - which % len(self.sent)]
        self.say(by or actor, key, command, 1 if stale and if_match else if_match)

    def reuse_the_key(self, which: int) -> None:
        """Say something else under a key that was used: other days, other minutes."""
        actor, key, command, if_match = self.sent[-1 - which % len(self.sent)]
        days = {name for name in command.body if name == "day" or name.endswith("_on")} - {"ends_on"}
        changed = {name: self.day(-7) for name in days}
        changed |= {"minutes": command.body["minutes"] % 100 + 1} if command.body.get("minutes") is not None else {}
        self.say(actor, key, replace(command, body={**command.body, **changed}), if_match)

    def time_passes(self, hours: int, restart: bool) -> None:
        """Let time pass, perhaps with the house closed; a life ends before what was asked under a key is forgotten."""
        if self.clock.now() - self.began < timedelta(days=REMEMBERED_DAYS - 3):
            self.clock.advance(hours=hours)
            self.club.now = self.clock.now()
        if restart:
            self.open()

    def look(self, actor: str, by: str, on: int | None = None) -> None:
        """Read the roster page by page, narrowed, now or as it stood on a day."""
        day = None if on is None else self.day(on)
        name, _, value = by.partition("=")
        asked = {name: value or self.stage.users["ewa"]}
        query = "&".join(f"{n}={v}" for n, v in ({**asked, "on": day} if day else asked).items())
        page = self.read(actor, f"?{query}")
        lines = page["items"]
        while page["next_cursor"] is not None:
            page = self.read(actor, f"?{query}&cursor={page['next_cursor']}")
            lines += page["items"]
        seen = self.club.roster(self.stage.users[actor])
        others = actor != MANAGER and asked.get("caseworker") not in {None, self.stage.users[actor]}
        people = [] if others else [person for person in seen if matches(self.club, person, asked, day)]
        assert [self.club.people[line["id"]].sort_key() for line in lines] == [p.sort_key() for p in people]
        must = [line_of(person, day) for person in people]
        assert sorted(lines, key=lambda line: line["id"]) == sorted(must, key=lambda line: line["id"])

    def search(self, actor: str, text: str) -> None:
        """Search by a name as it is now, or by a number that is or was right; a duplicate finds who goes on."""
        by = "pesel" if text.isdigit() else "name"
        answer = self.stage.call(actor, "POST", "/search", {by: text})
        assert answer.status_code == 200
        found = [
            p for p in self.club.people.values() if text in (*p.numbers, p.said["family_name"], p.said["given_name"])
        ]
        goes_on = {p.id for p in map(self.club.survivor, found) if self.club.sees(self.stage.users[actor], p)}
        assert {line["id"] for line in answer.json()["items"]} == goes_on

    def read(self, actor: str, path: str, *, may: bool = True) -> Any:
        """Return what is told, or None of somebody who must look as if they did not exist."""
        answer = self.stage.call(actor, "GET", path)
        assert answer.status_code == (200 if may else 404)
        return answer.json() if may else None

    def card_agrees(self, actor: str, person: Person) -> None:
        told = self.read(actor, f"/{person.id}", may=self.club.sees(self.stage.users[actor], person))
        must = card_of(self.club, person)
        assert told is None or as_far_as(told, must) == must

    def everything_agrees(self) -> None:
        for person in self.club.people.values():
            for actor in self.stage.users:
                self.card_agrees(actor, person)
            told = self.read(MANAGER, f"/{person.id}/hours")
            must = sorted(person.life["hours"], key=lambda entry: (entry["day"], entry["item"]))
            assert as_far_as(told["items"], must) == must
            assert told["minutes"] == sum(entry["minutes"] for entry in person.life.present())
            told = self.read(MANAGER, f"/{person.id}/history")
            assert [{name: fact[name] for name in person.facts[0]} for fact in told["items"]] == person.facts
        for actor in self.stage.users:
            self.look(actor, "limit=2")
