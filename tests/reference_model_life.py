"""What the whole life adds to the seam: papers, pauses, leaving and what comes after, and facts taken back.

Most facts are dated records of something: `RECORDS` says of each what it is called, which day is its own, which item
it speaks of and whether it goes on with the life; what else stands against it follows, a few lines each.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.reference_model import (
    ALLOWED,
    NOT_FOUND,
    Person,
    Reason,
    Steps,
    against_closed_file,
    against_signature,
)
from tests.reference_model_fold import FOR_EVER, Item, picked
from tests.reference_model_grounds import groundless
from tests.reference_model_guards import AGAINST, NAMES, REACHED, job, when
from tests.reference_model_hours import against_end, said
from tests.reference_model_limits import Limits


@dataclass(frozen=True)
class Record:
    """How one fact is told: topic, its own day (empty: today), whose item it is about, what it goes on with."""

    topic: str
    on: str = ""
    of: str = ""
    goes_on: bool = True
    shape: int = 1
    within: str = "exists"  # whether the episode that the body names exists, is open, or has a file that is not closed


RECORDS: Mapping[str, Record] = {
    "reject": Record("referral-rejected", "rejected_on", "episodes", goes_on=False),
    "withdraw": Record("referral-withdrawn", "withdrawn_on", "episodes", goes_on=False),
    "consent": Record("consent-given", "given_on"),
    "revoke": Record("consent-withdrawn", "withdrawn_on", "consents", goes_on=False),
    "declare": Record("voluntariness-declared", "declared_on"),
    "inform": Record("information-clause-given", "given_on"),
    "take_status": Record("status-recorded", "taken_on"),
    "join_group": Record("group-membership-established", "since"),
    "leave_group": Record("group-membership-ended", "ended_on", "groups", goes_on=False),
    "decide": Record("decision-recorded", "decided_on", shape=2),
    "benefit": Record("benefits-declared", "declared_on"),
    "confirm": Record("eligibility-confirmed", "found_on", within="open", shape=2),
    "deny": Record("eligibility-refused", "found_on", within="open"),
    "relate": Record("related-person-linked", "since"),
    "unrelate": Record("related-person-unlinked", "until", "related", goes_on=False),
    "live_at": Record("residence-changed", "since"),
    "note": Record("contact-noted", "on"),
    "reach": Record("contact-details-changed", "since"),
    "change_details": Record("personal-details-changed", "since"),
    "correct_details": Record("personal-details-corrected", goes_on=False),
    "amend": Record("social-contract-amended", "signed_on", "contracts"),
    "evaluate": Record("social-contract-evaluated", "evaluated_on", "contracts"),
    "terminate": Record("social-contract-terminated", "terminated_on", "contracts"),
    "certify": Record("certificate-issued", "issued_on", "contracts"),
    "agree": Record("agreed-period-set", "agreed_on", within="open"),
    "reagree": Record("agreed-period-changed", "agreed_on", within="open"),
    "end_enrolment": Record("enrolment-ended", "ended_on", "enrolments", goes_on=False),
    "approve": Record("hours-approved", goes_on=False),
    "send_back": Record("hours-returned", goes_on=False),
    "be_absent": Record("absence-recorded", "day"),
    "refuse_work": Record("work-refused", "day"),
    "resume": Record("resumed", "resumed_on", "suspensions"),
    "close_case": Record("case-closed", "closed_on", goes_on=False),
    "unemploy": Record("employment-ended", "ended_on", "employments"),
    "reemploy": Record("employment-corrected", "", "employments", goes_on=False),
    "observe": Record("outcome-observed", "observed_on", within="unclosed"),
    "attempt": Record("follow-up-attempted", "asked_on", within="unclosed", shape=2),
    "answer": Record("follow-up-answered", "asked_on", within="unclosed"),
    "infer": Record("situation-inferred", "inferred_on", within="unclosed"),
    "link": Record("duplicate-linked", goes_on=False),
    "unlink": Record("duplicate-unlinked", "", "links", goes_on=False),
}


class Club(Limits):
    """The club with everything that may be recorded in it."""

    def __getattr__(self, name: str) -> Any:
        """Return how a record of the table is decided."""
        record = RECORDS.get(name.removeprefix("_"))
        if record is None:
            raise AttributeError(name)
        return lambda person, body, about, item: self._record(name.removeprefix("_"), record, person, body, about)

    def _record(self, name: str, record: Record, person: Person, body: Item, about: Any) -> Steps:
        day = body[record.on] if record.on else self.today
        yield from self.against_going_on(person, day) if record.goes_on else self.against_future(day)
        target = person.life.find(record.of, about) if record.of else None
        if record.of and target is None:
            yield NOT_FOUND
            return
        if "episode" in body:
            target = person.life.find("episodes", body["episode"])
            if target is None:
                yield NOT_FOUND
                return
            yield from when((record.within == "open" and target["exited_on"] is not None, 409, "episode-over"))
            closed = record.within == "unclosed" and target["closed_on"] is not None
            yield from when((closed, 409, "case-closed-already"))
        if "signed_by" in body:
            yield from against_signature(person, body["signed_by"], day)
        if name in AGAINST:
            yield from AGAINST[name](self, person, body, target, day)
        yield ALLOWED
        changed = self._said(name, person, body)
        yield f"{record.topic}.{record.shape}", day, name, about, changed

    def _said(self, name: str, person: Person, body: Item) -> Item:
        """Return what the fact says; note at once what is no item of a life."""
        if name == "relate" and body["person"] is None:
            return {**body, "person": f"the one of {person.version + 1}"}
        if name in {"reach", "change_details", "correct_details"}:
            said = {n: body[n] for n in (*NAMES, *REACHED) if body.get(n) is not None}
            given = {n: text for n, text in said.items() if name == "reach" or text != person.said[n]}
            person.since |= {n: body["since"] for n in given if name != "correct_details"}
            person.said |= given
            if "pesel" in given:
                known = person.numbers[:-1] if name == "correct_details" else person.numbers
                person.numbers = [number for number in known if number != given["pesel"]] + [given["pesel"]]
        return body

    def _hours(self, person: Person, body: Item, _: object, item: int) -> Steps:
        place = person.life.find("enrolments", body["enrolment"])
        entry = said(place, body, body["day"]) | {"item": item}
        yield from self.against_going_on(person, body["day"])
        yield from against_end(body, body["day"])
        yield from self.against_entry(person, entry, with_end=body["ends_at"] is not None)
        yield from against_closed_file(person, body["enrolment"])
        over = self.over(person, entry)
        yield from against_excess(over, body["override"])
        yield ALLOWED
        yield "hours-recorded.3", body["day"], "hours", 0, entry | {"over": bool(over)}

    def _correct(self, person: Person, body: Item, corrects: Any, item: int) -> Steps:
        entry = person.life.find("hours", corrects)
        if entry is None:
            yield NOT_FOUND
            return
        place = person.life.find("enrolments", entry["enrolment"])
        right = entry | picked(said(place, body, entry["day"]), "minutes until starts_at")
        right |= {name: body[name] or entry[name] for name in ("activity", "provider")}
        yield from against_end(body, entry["day"])
        yield from when((entry["state"] == "VOIDED", 409, "voided-already"), (entry == right, 409, "nothing-corrected"))
        spans = right["starts_at"] is not None and right["minutes"] <= entry["minutes"]
        yield from self.against_entry(person, right, with_end=spans or body["ends_at"] is not None)
        over = self.over(person, right)
        yield from against_excess(over, body["override"])
        yield ALLOWED
        yield "hours-corrected.2", entry["day"], "correct", corrects, right | {"over": bool(over)}

    def _employ(self, person: Person, body: Item, _: object, item: int) -> Steps:
        yield from self.against_going_on(person, body["started_on"])
        yield from job(body)
        yield ALLOWED
        yield "employment-started.2", body["started_on"]

    def _suspend(self, person: Person, body: Item, _: object, item: int) -> Steps:
        life, since, resumed = person.life, body["since"], body["resumed_on"]
        until = resumed or FOR_EVER
        yield from self.against_going_on(person, since)
        yield from self.against_going_on(person, resumed or since)
        episode = life.find("episodes", body["episode"])
        if episode is None:
            yield NOT_FOUND
            return
        pauses, places = life.within("suspensions", episode), life.within("enrolments", episode)
        yield from when(
            (episode["exited_on"] is not None, 409, "episode-over"),
            (until <= since, 422, "over-before-it-begins"),
            (not any(place["enrolled_on"] <= since for place in places), 409, "not-taking-part"),
            (
                any(since < (s["resumed_on"] or FOR_EVER) and s["since"] < until for s in pauses),
                409,
                "suspended-already",
            ),
            ((body["planned_until"] or FOR_EVER) < since, 422, "planned-before-it-begins"),
            (any(day >= since for day in life.days_of(places, until)), 409, "hours-later"),
        )
        yield ALLOWED
        yield "suspended.1", since
        if resumed is not None:
            yield "resumed.1", resumed, "resume", item, {}

    def _exit(self, person: Person, body: Item, _: object, item: int) -> Steps:
        life, day, episode = person.life, body["exited_on"], person.life.find("episodes", body["episode"])
        yield from self.against_going_on(person, day)
        if episode is None:
            yield NOT_FOUND
            return
        places = life.within("enrolments", episode)
        yield from when(
            (body["kind"] == "DEATH", 422, "death-is-no-exit"),
            (episode["exited_on"] is not None, 409, "already-exited"),
            (day < begun(person, episode), 409, "exit-before-it-began"),
            (any(day < last for last in life.days_of(places)), 409, "exit-before-last-hours"),
        )
        yield ALLOWED
        yield "exited.1", day, "exit", 0, {**body, "ends": ended_by(person, [episode])}

    def _die(self, person: Person, body: Item, _: object, item: int) -> Steps:
        life, day = person.life, body["died_on"]
        opened = [e for e in life["episodes"] if e["exited_on"] is None]
        yield from self.against_future(day)
        yield from when(
            (bool(life["deaths"]), 409, "died-already"),
            (any(day < begun(person, e) for e in opened), 409, "exit-before-it-began"),
            (any(day < last for last in life.days_of(life["enrolments"])), 409, "death-before-last-hours"),
        )
        yield ALLOWED
        yield "death-recorded.1", day, "die", 0, {**body, "ends": ended_by(person, opened)}

    def _void_hours(self, person: Person, body: Item, voids: Any, item: int) -> Steps:
        entry = person.life.find("hours", voids)
        if entry is None:
            yield NOT_FOUND
            return
        yield from when((entry["state"] == "VOIDED", 409, "voided-already"))
        yield ALLOWED
        yield "hours-voided.1", entry["day"]

    def _void_exit(self, person: Person, body: Item, voids: int, item: int) -> Steps:
        left = [e for e in person.life["episodes"] if e["exited_by"] == voids and e["ended_as"] == "EXITED"]
        yield from when((not left or bool(person.life.find("deaths", voids)), 409, "not-an-exit"))
        yield from self._void(person, voids, "exit-voided.1")

    def _void_entry(self, person: Person, body: Item, voids: int, item: int) -> Steps:
        left = [e for e in person.life["episodes"] if e["exited_by"] == voids and e["ended_as"] == "EXITED"]
        exited = bool(left) and not person.life.find("deaths", voids)
        yield from when((exited, 409, "exit-has-its-own-void"))
        yield from when((voids in person.life.ends, 409, "link-has-its-own-end"))
        yield from self._void(person, voids, "entry-voided.1")

    def _void(self, person: Person, voids: int, topic: str) -> Steps:
        life, without = person.life, person.without(voids)
        reopened = [e for e in life["episodes"] if e["exited_by"] == voids]
        later = [o for o in life["episodes"] for e in reopened if o["kind"] == e["kind"] and o["item"] > e["item"]]
        lost = set(groundless(without)) - set(groundless(life))
        yield from [] if voids in person.voided or voids in life.counts else [NOT_FOUND]
        yield from when(
            (voids in person.voided, 409, "entry-voided-already"),
            (bool(later), 409, "another-episode-since"),
            (any(e["closed_on"] is not None for e in reopened), 409, "case-closed-already"),
            (any(reason[0] != voids for reason in lost), 409, "holds-others"),
        )
        yield ALLOWED
        person.voided[voids] = person.version + 1
        yield topic, self.today

    def _assign(self, person: Person, body: Item, _: object, item: int) -> Steps:
        yield from [] if body["user"] in self.users else [NOT_FOUND]
        yield from when((body["user"] in person.caseworkers, 409, "already-assigned"))
        yield ALLOWED
        person.caseworkers.add(body["user"])
        yield "caseworker-assigned.1", self.today

    def _release(self, person: Person, body: Item, user: Any, item: int) -> Steps:
        yield from when((user not in person.caseworkers, 409, "not-assigned"))
        yield ALLOWED
        person.caseworkers.discard(user)
        yield "caseworker-released.1", self.today


def against_excess(over: set[str], override: str | None) -> Iterator[Reason]:
    """Yield what stands against going over a rule without a reason, and against a reason for nothing."""
    yield from ((409, code) for code in over if override is None)
    yield from when((override is not None and not over, 422, "nothing-to-override"))


def begun(person: Person, episode: Item) -> str:
    """Return the last day on which something of an episode began."""
    places, pauses = person.life.within("enrolments", episode), person.life.within("suspensions", episode)
    days = [p["enrolled_on"] for p in places] + [s["resumed_on"] or s["since"] for s in pauses]
    return str(max([episode["referred_on"], *days]))


def ended_by(person: Person, episodes: list[Item]) -> list[int]:
    """Return the episodes and the places open in them: what an exit or a death ends."""
    places = [p["item"] for e in episodes for p in person.life.within("enrolments", e) if p["ended_on"] is None]
    return [e["item"] for e in episodes] + places
