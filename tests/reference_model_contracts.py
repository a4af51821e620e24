"""The parts of a contract, the actions agreed in them, what was not kept: the model's word on each."""

from collections.abc import Iterator
from typing import Any

from tests.reference_model import ALLOWED, NOT_FOUND, Person, Reason, Seam, Steps
from tests.reference_model_fold import Item, last_day
from tests.reference_model_guards import when


class Contracts(Seam):
    """What may be recorded of a contract beyond its dated records."""

    def _sign_part(self, person: Person, body: Item, about: Any, item: int) -> Steps:
        day, contract = body["signed_on"], person.life.find("contracts", about)
        yield from self.against_going_on(person, day)
        if contract is None:
            yield NOT_FOUND
            return
        last = last_day(contract)
        papers = [(one["contract"], one["part"]) for one in person.life["contract_parts"]]
        due = [body["evaluation_due_on"] or day, *(action["due_on"] for action in body["actions"])]
        yield from when(
            (day < contract["signed_on"], 409, "before-signing"),
            (day > last, 409, "part-signed-when-over"),
            (body["part"] == "I" and (about, "I") in papers, 409, "first-part-signed-already"),
            (body["part"] == "I" and bool(body["actions"]), 422, "actions-in-the-first-part"),
            (any(not day <= one <= last for one in due), 409, "due-outside-contract"),
        )
        yield ALLOWED
        yield "contract-part-signed.1", day
        for action in body["actions"]:
            yield "contract-action-agreed.1", day, "agree_action", 0, {**action, "part": item, "contract": about}

    def _settle(self, person: Person, body: Item, about: str, item: int) -> Steps:
        contract, _, number = about.partition("/actions/")
        day, action = body["settled_on"], person.life.find("agreed_actions", int(number))
        yield from self.against_going_on(person, day)
        if action is None or action["contract"] != int(contract):
            yield NOT_FOUND
            return
        yield from when(
            (day < action["agreed_on"], 409, "before-it-was-agreed"),
            (action["settled_on"] is not None, 409, "action-settled-already"),
        )
        yield ALLOWED
        yield "contract-action-settled.1", day, "settle", action["item"], body

    def _breach(self, person: Person, body: Item, about: Any, item: int) -> Steps:
        day, contract = body["breached_on"], person.life.find("contracts", about)
        yield from self.against_going_on(person, day)
        if contract is None:
            yield NOT_FOUND
            return
        yield from when(
            (day < contract["signed_on"], 409, "before-signing"),
            (day > last_day(contract), 409, "breached-when-over"),
            (body["kind"] == "DECLINED_CLUB", 422, "declining-is-no-breach"),
            ((body["kind"] == "AGREED_ACTION") != (body["action"] is not None), 422, "action-not-named"),
        )
        if body["action"] is not None:
            yield from _against_action(person, body["action"], about, day)
        yield ALLOWED
        yield "social-contract-breached.2", day


def _against_action(person: Person, item: int, contract: int, day: str) -> Iterator[Reason]:
    action = person.life.find("agreed_actions", item)
    if action is None or action["contract"] != contract:
        yield NOT_FOUND
        return
    yield from when(
        (action["responsible"] != "PARTICIPANT", 409, "action-of-somebody-else"),
        (day < action["agreed_on"], 409, "before-it-was-agreed"),
        (bool(action["done"]) and action["settled_on"] <= day, 409, "action-was-done"),
    )
