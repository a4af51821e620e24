"""What of a life stands on nothing: what is voided must leave nothing without its ground."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.reference_model_fold import FOR_EVER, Item, Life, days_from, last_day, picked


def groundless(life: Life) -> Iterator[tuple[Any, ...]]:  # noqa: C901, PLR0912 (a list of what rests on what)
    """Yield everything that its guard would not let into this life, each with what it lacks."""
    episodes, places, contracts = (
        {one["item"]: one for one in life[k]} for k in ("episodes", "enrolments", "contracts")
    )
    for kind in ("verdicts", "periods", "suspensions", "outcomes", "follow_ups", "inferences", "enrolments"):
        yield from ((one["item"], "episode") for one in life[kind] if one["episode"] not in episodes)
    for asked in life["follow_ups"] + life["inferences"]:
        if episodes.get(asked["episode"], {"exited_on": ""})["exited_on"] is None:
            yield asked["item"], "exit"
    for pause in life["suspensions"]:
        if not any(p["enrolled_on"] <= pause["since"] for p in places.values() if p["episode"] == pause["episode"]):
            yield pause["item"], "enrolment"
        for other in life["suspensions"]:
            if other["episode"] == pause["episode"] and pause["since"] < other["since"] < (
                pause["resumed_on"] or FOR_EVER
            ):
                yield other["item"], pause["item"], "resumption"
    yield from _groundless_days(life, places)
    for place in places.values():
        yield from _groundless_place(life, episodes, place)
    for paper in life["evaluations"] + life["breaches"] + life["certificates"] + life["contract_parts"]:
        if paper["contract"] not in contracts:
            yield paper["item"], "contract"
        elif (paper.get("breached_on") or paper.get("signed_on", "")) > last_day(contracts[paper["contract"]]):
            yield paper["item"], "day in force"
        elif "issued_on" in paper and not life.achieved(paper["contract"], paper["issued_on"]):
            yield paper["item"], "evaluation"
    yield from _groundless_actions(life)
    links = {link["item"] for link in life["related"]}
    for signed in life["episodes"] + life["consents"] + life["declarations"]:
        if signed["signed_by"] is not None and signed["signed_by"] not in links:
            yield signed["item"], "signature"
    for death in life["deaths"]:
        yield from ((death["item"], e["item"]) for e in episodes.values() if e["exited_on"] is None)
    for job in life["employments"]:
        if job["ended_on"] is not None and job["ended_on"] < job["started_on"]:
            yield job["item"], "start"
    yield from _twice(life, "consents", "kind", "withdrawn_on")
    yield from _twice(life, "related", "person relation", "until")


def _groundless_actions(life: Life) -> Iterator[tuple[Any, ...]]:
    parts, actions = ({one["item"] for one in life[kind]} for kind in ("contract_parts", "agreed_actions"))
    yield from ((action["item"], "part") for action in life["agreed_actions"] if action["part"] not in parts)
    yield from ((settlement["item"], "action") for settlement in life["settled_in_vain"])
    for breach in life["breaches"]:
        if breach["action"] is not None and breach["action"] not in actions:
            yield breach["item"], "action"


def _groundless_days(life: Life, places: Mapping[int, Item]) -> Iterator[tuple[Any, ...]]:
    for entry in life.present() + life["absences"]:
        place = places.get(entry["enrolment"])
        if place is None:
            yield entry["item"], "enrolment"
            continue
        for day in days_from(entry["day"], entry["until"]):
            if life.paused(place["episode"], day):
                yield entry["item"], "resumption", day
            elif "minutes" in entry and place["needs_contract"] and not life.covered(day):
                yield entry["item"], "contract", day


def _groundless_place(life: Life, episodes: Mapping[int, Item], place: Item) -> Iterator[tuple[Any, ...]]:
    item, day = place["item"], place["enrolled_on"]
    if place["needs_contract"] and not life.covered(day):
        yield item, "contract"
    if life.finding(place["episode"], day) is False:
        yield item, "finding"
    if place["cared_for"] is not None:
        cared = [link["person"] for link in life["related"] if link["relation"] == "CARED_FOR"]
        yield from [(item, "cared-for person")] if place["cared_for"] not in cared else []
    if place["ended_on"] is None:
        if episodes.get(place["episode"], {"exited_on": None})["exited_on"] is not None:
            yield item, "end"
        for other in life["enrolments"]:
            if other["item"] > item and picked(other, "programme edition") == picked(place, "programme edition"):
                yield other["item"], item, "end"


def _twice(life: Life, kind: str, names: str, ended: str) -> Iterator[tuple[Any, ...]]:
    held = [one for one in life[kind] if one[ended] is None]
    for at, one in enumerate(held):
        yield from (
            (other["item"], one["item"]) for other in held[at + 1 :] if picked(one, names) == picked(other, names)
        )
