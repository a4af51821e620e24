"""One life added up from its facts, the naive way: every time from the start, and a void leaves the voided fact out."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Item = dict[str, Any]
FOR_EVER, NEVER = "9999-12-31", "9999-99-99"


@dataclass(frozen=True)
class Fact:
    """One fact as the model remembers it: its version, what was done to which item, what was said, and when."""

    item: int
    name: str
    about: int | str
    body: Mapping[str, Any]
    day: str


class Life(defaultdict[str, list[Item]]):
    """Items by kind, in the order in which they came to be."""

    def __init__(self) -> None:
        super().__init__(list)
        self.counts: set[int] = set()
        """The facts that created an item which is there, or say something of one."""
        self.ends: set[int] = set()
        """Those of them that link duplicates, or end such a link."""

    def find(self, kind: str, item: object) -> Item | None:
        """Return the item of that kind, if it is there."""
        return next((one for one in self[kind] if one["item"] == item), None)

    def within(self, kind: str, episode: Item) -> list[Item]:
        """Return the items of that kind in an episode."""
        return [one for one in self[kind] if one["episode"] == episode["item"]]

    def covered(self, day: str) -> bool:
        """Tell whether a contract was signed and in force on that day."""
        return any(max(c["signed_on"], c["valid_from"]) <= day <= last_day(c) for c in self["contracts"])

    def paused(self, episode: int, day: str) -> bool:
        """Tell whether an episode is suspended on that day: the day of resumption is one of taking part."""
        pauses = [s for s in self["suspensions"] if s["episode"] == episode]
        return any(s["since"] <= day < (s["resumed_on"] or NEVER) for s in pauses)

    def present(self) -> list[Item]:
        """Return the hours entries that stand."""
        return [entry for entry in self["hours"] if entry["state"] != "VOIDED"]

    def days_of(self, places: list[Item], before: str = FOR_EVER) -> list[str]:
        """Return the days of which hours or an absence in these enrolments have a part."""
        items = {place["item"] for place in places}
        entries = [entry for entry in self.present() + self["absences"] if entry["enrolment"] in items]
        return [day for entry in entries for day in days_from(entry["day"], entry["until"]) if day < before]

    def finding(self, episode: int, day: str) -> bool | None:
        """Return what was found last by that day, None when nothing was."""
        newest = self._verdict(episode, day)
        return None if newest is None else bool(newest["confirmed"])

    def passed_over(self, episode: int, day: str) -> bool:
        """Tell whether what was found last by that day passes over, with a reason, what was missing."""
        newest = self._verdict(episode, day)
        return newest is not None and newest["confirmed"] and newest["reason"] is not None

    def _verdict(self, episode: int, day: str) -> Item | None:
        found = [v for v in self["verdicts"] if v["episode"] == episode and v["found_on"] <= day]
        return max(found, key=lambda v: (v["found_on"], v["item"]), default=None)

    def achieved(self, contract: int, day: str) -> bool:
        """Tell whether the newest evaluation by that day says that the contract was kept."""
        done = [e for e in self["evaluations"] if e["contract"] == contract and e["evaluated_on"] <= day]
        newest = max(done, key=lambda e: (e["evaluated_on"], e["item"]), default=None)
        return newest is not None and newest["result"] == "ACHIEVED"

    def agreed_until(self, episode: int) -> str | None:
        """Return until when an episode is agreed to last."""
        agreed = [p for p in self["periods"] if p["episode"] == episode]
        newest = max(agreed, key=lambda p: (p["agreed_on"], p["item"]), default=None)
        return None if newest is None else newest["until"]

    def state(self, episode: Item, day: str = FOR_EVER) -> str | None:
        """Return where an episode stands at the end of a day, None before its referral."""
        item, left, closed = episode["item"], episode["exited_on"], episode["closed_on"]
        if day < episode["referred_on"]:
            return None
        if closed is not None and day >= closed:
            return "CLOSED"
        if left is not None and day > left:
            return str(episode["ended_as"])
        if self.paused(item, day):
            return "SUSPENDED"
        if any(place["enrolled_on"] <= day for place in self.within("enrolments", episode)):
            return "ACTIVE"
        return "ELIGIBLE" if self.finding(item, day) else "REFERRED"


def days_from(first: str, last: str) -> list[str]:
    """Return every day from one to another, both included."""
    since = date.fromisoformat(first)
    return [(since + timedelta(days=n)).isoformat() for n in range((date.fromisoformat(last) - since).days + 1)]


def last_day(contract: Item) -> str:
    """Return the last day that a contract covers."""
    return str(min(contract["valid_until"], contract["terminated_on"] or FOR_EVER))


def picked(body: Mapping[str, Any], names: str) -> Item:
    """Return these fields of the body."""
    return {name: body[name] for name in names.split()}


LASTS = "minutes until starts_at activity provider over"
ANSWERS = "labour without_work_since education household disability foreign_origin minority homeless"
CREATES: Mapping[str, tuple[str, str, Callable[[Fact], Item]]] = {
    "sign": ("contracts", "type signed_on valid_from valid_until", lambda f: {"amended_on": None}),
    "evaluate": ("evaluations", "evaluated_on result", lambda f: {"contract": f.about}),
    "breach": ("breaches", "breached_on kind action", lambda f: {"contract": f.about}),
    "sign_part": ("contract_parts", "part signed_on evaluation_due_on", lambda f: {"contract": f.about}),
    "agree_action": ("agreed_actions", "contract part responsible due_on", lambda f: {"agreed_on": f.day}),
    "certify": ("certificates", "issued_on", lambda f: {"contract": f.about}),
    "agree": ("periods", "episode until agreed_on", lambda f: {}),
    "reagree": ("periods", "episode until agreed_on", lambda f: {}),
    "refer": ("episodes", "kind source referred_on signed_by", lambda f: {"exited_on": None, "ended_as": None}),
    "enrol": (
        "enrolments",
        "episode programme edition closes_on needs_contract cared_for agreement enrolled_on",
        lambda f: {},
    ),
    "benefit": ("benefits", "declared_on benefits", lambda f: {}),
    "consent": ("consents", "kind given_on signed_by", lambda f: {"withdrawn_on": None}),
    "declare": ("declarations", "signed_by", lambda f: {"kind": "VOLUNTARINESS", "signed_on": f.day, "clause": None}),
    "inform": ("declarations", "signed_by clause", lambda f: {"kind": "INFORMATION", "signed_on": f.day}),
    "take_status": ("statuses", f"moment taken_on source {ANSWERS}", lambda f: {}),
    "join_group": (
        "groups",
        "group since primary evidence evidence_issued_on evidence_valid_until",
        lambda f: {"ended_on": None},
    ),
    "decide": (
        "decisions",
        "kind degree coupled decided_on valid_from valid_until granted_minutes programme",
        lambda f: {},
    ),
    "confirm": (
        "verdicts",
        "episode found_on",
        lambda f: {"confirmed": True, "reason": f.body["override"]},
    ),
    "deny": ("verdicts", "episode found_on reason", lambda f: {"confirmed": False}),
    "relate": ("related", "relation since family_name given_name person", lambda f: {"until": None}),
    "live_at": ("residences", "since residence town", lambda f: {}),
    "note": ("contacts", "on channel note", lambda f: {}),
    "be_absent": ("absences", "enrolment day", lambda f: {"until": f.day}),
    "refuse_work": ("absences", "enrolment day", lambda f: {"until": f.day}),
    "employ": ("employments", "form started_on agreed_until fte_hundredths", lambda f: {"ended_on": None}),
    "observe": ("outcomes", "episode kind observed_on", lambda f: {}),
    "attempt": ("follow_ups", "episode point asked_on result", lambda f: {"situation": None}),
    "answer": ("follow_ups", "episode point asked_on as_of situation evidence", lambda f: {"result": None}),
    "infer": ("inferences", "episode point inferred_on as_of situation ground", lambda f: {}),
    "suspend": ("suspensions", "episode since planned_until", lambda f: {"resumed_on": None}),
    "die": ("deaths", "died_on", lambda f: {}),
    "link": ("links", "survivor", lambda f: {"unlinked": False}),
    "hours": ("hours", f"{LASTS} enrolment day unit direction", lambda f: {"corrected_by": None}),
}
"""What a fact adds: to which items, with which fields of the body, and what else these say."""

BEGINS: Mapping[str, Item] = {
    "contracts": {"terminated_on": None},
    "agreed_actions": {"settled_on": None, "settled_by": None, "done": None},
    "episodes": {"state": None, "exited_by": None, "exit_kind": None, "closed_on": None},
    "enrolments": {"ended_on": None},
    "hours": {"state": "RECORDED"},
}
SAYS: Mapping[str, tuple[str, Callable[[Fact], Item]]] = {
    "amend": (
        "contracts",
        lambda f: (
            {"valid_until": f.body["valid_until"], "amended_on": f.day} if f.body["valid_until"] is not None else {}
        ),
    ),
    "terminate": ("contracts", lambda f: {"terminated_on": f.day}),
    "settle": (
        "agreed_actions",
        lambda f: {"settled_on": f.day, "settled_by": f.item, "done": f.body["done"]},
    ),
    "reject": ("episodes", lambda f: {"exited_on": f.day, "exited_by": f.item, "ended_as": "REJECTED"}),
    "withdraw": ("episodes", lambda f: {"exited_on": f.day, "exited_by": f.item, "ended_as": "WITHDRAWN"}),
    "close_case": ("episodes", lambda f: {"closed_on": f.day}),
    "end_enrolment": ("enrolments", lambda f: {"ended_on": f.day}),
    "revoke": ("consents", lambda f: {"withdrawn_on": f.day}),
    "leave_group": ("groups", lambda f: {"ended_on": f.day}),
    "unrelate": ("related", lambda f: {"until": f.day}),
    "resume": ("suspensions", lambda f: {"resumed_on": f.day}),
    "unemploy": ("employments", lambda f: {"ended_on": f.day}),
    "reemploy": ("employments", lambda f: picked(f.body, "form started_on agreed_until fte_hundredths")),
    "unlink": ("links", lambda f: {"unlinked": True}),
    "correct": ("hours", lambda f: picked(f.body, LASTS) | {"corrected_by": f.item, "state": "RECORDED"}),
    "void_hours": ("hours", lambda f: {"state": "VOIDED"}),
}
"""What a fact says anew of an item that is there."""


def fold(facts: list[Fact], without: AbstractSet[int]) -> Life:
    """Return what the facts add up to, but for those that are void."""
    life = Life()
    for fact in facts:
        if fact.item not in without:
            _take(life, fact)
    return life


def _take(life: Life, fact: Fact) -> None:
    if fact.name in CREATES:
        kind, names, more = CREATES[fact.name]
        life[kind].append({"item": fact.item} | BEGINS.get(kind, {}) | picked(fact.body, names) | more(fact))
        life.counts |= {fact.item} if kind != "hours" else set()
    if fact.name in SAYS:
        kind, says = SAYS[fact.name]
        if (target := life.find(kind, fact.about or fact.body["episode"])) is not None:
            target.update(says(fact))
            life.counts |= {fact.item} if kind != "hours" else set()
        elif fact.name == "settle":
            life["settled_in_vain"].append({"item": fact.item})
    if fact.name in {"link", "unlink"}:
        life.ends.add(fact.item)
    if fact.name in {"approve", "send_back"}:
        for entry in fact.body["entries"]:
            life.find("hours", entry).update(state="APPROVED" if fact.name == "approve" else "RETURNED")  # type: ignore[union-attr]
    if fact.name in {"exit", "die"}:
        _leave(life, fact)


def _leave(life: Life, fact: Fact) -> None:
    """End the episodes and places that the fact ended when it was recorded, and nothing that came to be open since."""
    kind = "DEATH" if fact.name == "die" else fact.body["kind"]
    for episode in life["episodes"]:
        if episode["item"] in fact.body["ends"]:
            episode.update(exited_on=fact.day, exited_by=fact.item, ended_as="EXITED", exit_kind=kind)
            life.counts.add(fact.item)
    for place in life["enrolments"]:
        if place["item"] in fact.body["ends"]:
            place["ended_on"] = min(fact.day, place["closes_on"])
