"""How much of something is allowed: in a year, by a grant, under an agreement, of one assistant; the model's word.

Whoever goes over a limit may say that it was so: then the entry counts all the same.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tests.reference_model import Person
from tests.reference_model_entry import AGREEMENTS
from tests.reference_model_fold import FOR_EVER, Item
from tests.reference_model_hours import Hours, amounts, between, edition, passed, quota_of, times

ASSISTED_HOURS = {"SEVERE_COUPLED": 840, "SEVERE": 720, "MODERATE_COUPLED": 480, "MODERATE": 360, "CHILD": 360}
RESPITE = {"MINUTES": 240 * 60, "DOBY": 14}
ASSISTANT_IN_24_HOURS = 12 * 60
OLD_LAW_ENDED, OLD_LAW = "2025-05-31", {"week": 600, "month": 2400}
Limit = tuple[str, str, int, str, str, str]  # which, unit, how much at most, from, to, whose entries fill it


def degree(person: Person, day: str) -> str | None:
    """Return by which class of disability limits are told apart on a day: the newest decision that gives one."""
    for one in sorted(person.life["decisions"], key=lambda d: (d["decided_on"], d["item"]), reverse=True):
        if one["valid_from"] <= day <= (one["valid_until"] or FOR_EVER):
            if one["kind"] == "DISABILITY_CHILD":
                return "CHILD"
            if one["degree"] in {"SEVERE", "MODERATE"}:
                return str(one["degree"]) + ("_COUPLED" if one["coupled"] else "")
    return None


def windows(day: str) -> dict[str, tuple[str, str]]:
    """Return the week and the month of a day."""
    on = date.fromisoformat(day)
    monday = on - timedelta(days=on.weekday())
    after = (on.replace(day=1) + timedelta(days=31)).replace(day=1)
    return {
        "week": (monday.isoformat(), (monday + timedelta(days=6)).isoformat()),
        "month": (f"{day[:7]}-01", (after - timedelta(days=1)).isoformat()),
    }


class Limits(Hours):
    """How much may be recorded of hours."""

    def over(self, person: Person, entry: Item) -> set[str]:
        """Return the rules that an entry goes over, and that a reason lets it pass."""
        place = person.life.find("enrolments", entry["enrolment"])
        if place is None:
            return set()
        found, counted = set(), amounts(entry)
        for limit in {limit for day in counted for limit in limits(person, place, day) if limit[1] == entry["unit"]}:
            name, unit, most, first, last, _ = limit
            asked = sum(n for day, n in counted.items() if first <= day <= last)
            if name == "respite":
                other = "DOBY" if unit == "MINUTES" else "MINUTES"
                used = self._used(person, place, entry, (name, other, 0, *limit[3:]))
                most = max(0, most * (RESPITE[other] - used) // RESPITE[other])
            if asked and self._used(person, place, entry, limit) + asked > most:
                found.add("over-limit")
        if place["programme"] == "AOON" and entry["provider"] is not None and entry["starts_at"] is not None:
            found |= {"provider-too-long"} if self._too_long(entry, person) else set()
        return found

    def room(self, person: Person, place: Item, day: str) -> list[int]:
        """Return how many minutes each limit that counts a day has left."""
        entry = {"item": 0}
        minutes = [limit for limit in limits(person, place, day) if limit[1] == "MINUTES"]
        return [limit[2] - self._used(person, place, entry, limit) for limit in minutes]

    def _used(self, person: Person, place: Item, entry: Item, limit: Limit) -> int:
        _, unit, _, first, last, share = limit
        entries = []
        for other, at, where in self.everything(None):
            mine = at is person and other["item"] == entry["item"]
            fills = {
                "quota": edition(where) == edition(place) and quota_of(at, where) == quota_of(person, place),
                "own": at is person and edition(where) == edition(place),
                "each": at is person and where["agreement"] == place["agreement"],
                "all": where["agreement"] == place["agreement"],
            }
            entries += [other] if fills[share] and not mine else []
        return between(entries, unit, first, last)

    def _too_long(self, entry: Item, person: Person) -> bool:
        """Tell whether within 24 hours from the start of some service the assistant serves over 12 of them."""
        led = [
            times(other)
            for other, at, where in self.everything(None)
            if (other["provider"], where["programme"]) == (entry["provider"], "AOON") and other["starts_at"] is not None
            if not (at is person and other["item"] == entry["item"])
        ]
        for start in [times(entry)[0], *(begins for begins, _ in led)]:
            end = start + timedelta(hours=24)
            served, alone = (_union(spans, start, end) for spans in ([*led, times(entry)], led))
            if served > max(ASSISTANT_IN_24_HOURS, alone):
                return True
        return False


def _union(spans: list[tuple[datetime, datetime]], start: datetime, end: datetime) -> int:
    """Return how many minutes of a time these fill, each once."""
    reached, total = start, 0
    for begins, ends in sorted(spans):
        total += max(0, passed(max(begins, reached), min(ends, end)))
        reached = max(reached, min(ends, end))
    return total


def limits(person: Person, place: Item, day: str) -> Iterator[Limit]:
    """Yield every limit that counts a day: of the edition, of what was granted, of the agreement."""
    code, year = place["programme"], (f"{day[:4]}-01-01", f"{day[:4]}-12-31")
    if code == "AOON" and (of := degree(person, day)) is not None:
        yield "assistance", "MINUTES", ASSISTED_HOURS[of] * 60, *year, "quota"
    if code == "OPIEKA-WYTCHNIENIOWA":
        yield from (("respite", unit, most, *year, "quota") for unit, most in RESPITE.items())
    granted = [
        one
        for one in person.life["decisions"]
        if one["granted_minutes"] is not None
        and one["programme"] in {None, code}
        and one["valid_from"] <= day <= (one["valid_until"] or FOR_EVER)
    ]
    if granted and not place["needs_contract"]:
        grant = max(granted, key=lambda one: (one["valid_from"], one["item"]))
        until = grant["valid_until"] or place["closes_on"]
        yield f"grant {grant['item']}", "MINUTES", grant["granted_minutes"], grant["valid_from"], until, "own"
    agreement = AGREEMENTS.get(place["agreement"] or "")
    if agreement is not None:
        of_the_law = OLD_LAW if agreement["signed_on"] <= OLD_LAW_ENDED else {}
        yield from ((name, "MINUTES", most, *windows(day)[name], "each") for name, most in of_the_law.items())
        if agreement["minutes_monthly_each"] is not None:
            yield "monthly", "MINUTES", agreement["minutes_monthly_each"], *windows(day)["month"], "each"
        if agreement["minutes"] is not None:
            yield "in all", "MINUTES", agreement["minutes"], agreement["valid_from"], agreement["valid_until"], "all"
