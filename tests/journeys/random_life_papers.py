"""Steps of a random life that sign the parts of a contract and settle what was agreed in them."""

from collections.abc import Sequence
from typing import Any

from tests.journeys.random_life_choices import LIMITS, shifted
from tests.journeys.random_life_grounds import NO_ITEM, chosen
from tests.reference_model import Person


class Papers:
    """What a life does with the papers of its contracts; `day_for`, `person` and `play` are the life's own."""

    day_for: Any
    person: Any
    play: Any

    def sign_part(
        self,
        actor: str,
        who: int | None,
        which: int | None,
        back: int,
        edge: int | None,
        part: str,
        evaluation: int | None,
        actions: Sequence[tuple[int, str]],
    ) -> None:
        """Sign a part with actions that are due so many days later."""
        person: Person | None = self.person(who, "contracts", "sign_part")
        day = self.day_for(LIMITS["sign_part"], person, back, edge)
        agreed = [
            {"due_on": shifted(day, days), "responsible": responsible, "what": "kurs"} for days, responsible in actions
        ]
        body = {"part": part, "signed_on": day, "actions": agreed}
        body |= {"evaluation_due_on": None if evaluation is None else shifted(day, evaluation)}
        self.play(actor, "sign_part", person, body, chosen(person, "contracts", which, "sign_part"))

    def settle(
        self,
        actor: str,
        who: int | None,
        which: int | None,
        back: int,
        edge: int | None,
        done: bool,
        seen: str,
        under: int | None,
    ) -> None:
        """Settle an action below its contract, or below another item."""
        person: Person | None = self.person(who, "agreed_actions", "settle")
        item = chosen(person, "agreed_actions", which, "settle")
        action = person.life.find("agreed_actions", item) if person else None
        contract = under or (action["contract"] if action else NO_ITEM)
        body = {"settled_on": self.day_for(LIMITS["settle"], person, back, edge), "done": done}
        self.play(actor, "settle", person, body, f"{contract}/actions/{item}", seen)
