"""The stage that lives play on, and what must be read there, worded as the interface tells it from the model."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.reference_model import EDITIONS, Person
from tests.reference_model_fold import FOR_EVER, Item
from tests.reference_model_life import Club

LISTS = (
    *("contracts", "contract_parts", "agreed_actions", "evaluations", "breaches", "certificates", "suspensions"),
    *("employments", "groups", "decisions", "verdicts", "consents", "declarations", "statuses", "outcomes"),
    *("follow_ups", "inferences", "contacts"),
)


@dataclass
class Stage:
    """What every life plays on: a founded club to copy, its users and their tokens, and a door over HTTP."""

    club: Path
    app: FastAPI
    client: TestClient
    users: dict[str, str]
    position: int
    providers: dict[str, Item]
    """Who provides services, since when and until when they work, and when they were checked for work with minors."""

    def call(self, actor: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send a request about participants as one of the users, whose name is the token too."""
        said = {"Authorization": f"Bearer {actor}"} | {name.replace("_", "-"): text for name, text in headers.items()}
        return self.client.request(method, f"/api/v1/participants{path}", json=body, headers=said)


def card_of(club: Club, person: Person) -> Item:
    """Return what the card must say, to a role that opens it."""
    life, said = person.life, person.said
    sums: dict[str, int] = {}
    for entry in life.present():
        sums[str(entry["enrolment"])] = sums.get(str(entry["enrolment"]), 0) + entry["minutes"]
    identity = {name: said[name] for name in ("birth_date", "sex", "pesel")}
    identity |= {"phone": said.get("phone"), "email": said.get("email"), "contact_by": said.get("preferred")}
    survivor = club.survivor(person)
    return {name: life[name] for name in LISTS} | {
        "id": person.id,
        "version": person.version,
        "family_name": said["family_name"],
        "given_name": said["given_name"],
        "registered_on": person.registered_on,
        "identity": identity
        | {"pesel_missing": said["pesel_missing"] if said["pesel"] is None else None, "case_mark": None},
        "address": max(life["residences"], key=lambda home: (home["since"], home["item"]), default=None),
        "duplicate_of": None if survivor is person else survivor.id,
        "died_on": next((death["died_on"] for death in life["deaths"]), None),
        "episodes": [_episode(person, episode) for episode in life["episodes"]],
        "enrolments": [_enrolment(place) for place in life["enrolments"]],
        "related": [_related(club, link) for link in life["related"]],
        "minutes": sums,
        "employers": {str(spell["item"]): None for spell in life["employments"]},
        "caseworkers": sorted(person.caseworkers),
    }


def _episode(person: Person, episode: Item) -> Item:
    told = {name: said for name, said in episode.items() if name != "ended_as"}
    return told | {"state": person.life.state(episode), "agreed_until": person.life.agreed_until(episode["item"])}


def _enrolment(place: Item) -> Item:
    told = {name: said for name, said in place.items() if name not in {"edition", "closes_on", "cared_for"}}
    return told | {"edition_ends_on": None if place["closes_on"] == FOR_EVER else place["closes_on"]}


def _related(club: Club, link: Item) -> Item:
    return {name: said for name, said in link.items() if name != "person" or said in club.people}


def as_far_as(told: Any, must: Any) -> Any:
    """Return what is told as far as it must be something: other fields of an object are left out."""
    if isinstance(must, dict) and told is not None:
        keyed_by_item = all(name.isdigit() for name in {**must, **told})
        return told if keyed_by_item else {name: as_far_as(told[name], value) for name, value in must.items()}
    if isinstance(must, list):
        return [as_far_as(one, value) for one, value in zip(told, must, strict=True)]
    return told


def line_of(person: Person, on: str | None = None) -> Item:
    """Return what a list must say about a person, now or on a day of the past."""
    said = {name: person.said[name] for name in ("family_name", "given_name")}
    lines = []
    for episode in person.life["episodes"]:
        state, until = person.life.state(episode, on or FOR_EVER), episode["exited_on"]
        places = [p for p in person.life.within("enrolments", episode) if on is None or takes_part(p, on)]
        line = {"episode": episode["item"], "kind": episode["kind"], "since": episode["referred_on"], "state": state}
        line |= {"until": until if on is None or (until or "") <= on else None}
        lines += [line | {"programmes": [p["programme"] for p in places]}] if state is not None else []
    return said | {"id": person.id, "registered_on": person.registered_on, "episodes": lines}


def takes_part(place: Item, on: str) -> bool:
    """Tell whether somebody had a place on that day, in an edition that ran."""
    closes_on = EDITIONS[place["programme"], place["edition"]][1]
    return bool(place["enrolled_on"] <= on <= min(place["ended_on"] or FOR_EVER, closes_on))


def matches(club: Club, person: Person, asked: dict[str, str], on: str | None) -> bool:
    """Tell whether a narrowed list shows the person."""
    episodes, places = line_of(person, on)["episodes"], person.life["enrolments"]
    places = [p for p in places if p["programme"] == asked.get("programme") and takes_part_on(club, p, on)]
    narrowed = on is not None or "kind" in asked or "state" in asked
    return (
        (not narrowed or any(all(e[n] == asked.get(n, e[n]) for n in ("kind", "state")) for e in episodes))
        and ("programme" not in asked or bool(places))
        and asked.get("caseworker") in {None, *person.caseworkers}
    )


def takes_part_on(club: Club, place: Item, on: str | None) -> bool:
    """Tell whether somebody has a place on a day of the past, or now: neither it nor its edition has ended."""
    if on is None:
        return place["ended_on"] is None and bool(club.today <= place["closes_on"])
    return takes_part(place, on)
