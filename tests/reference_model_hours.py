"""How much time an entry takes, on which days, in which unit, and what stands against it: the model's word on hours.

Lengths are those that passed; whatever is asked of a day is asked of every local day of which an entry has a part.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from tests.reference_model import NOT_FOUND, POLAND, Person, Reason, moment
from tests.reference_model_entry import Entry
from tests.reference_model_fold import FOR_EVER, Item, days_from
from tests.reference_model_guards import when

MOST_DAYS, IN_A_DAY = 31, 1440
WAYS = {"PSU": "WORKED", "AOON": "RECEIVED", "OPIEKA-WYTCHNIENIOWA": "RECEIVED"} | dict.fromkeys(
    ("SWIETLICA-PLUS", "SWIETLICA-CAS"), "ATTENDED"
)
UNITS = {"OPIEKA-WYTCHNIENIOWA": ("MINUTES", "DOBY")} | dict.fromkeys(
    ("SWIETLICA-PLUS", "SWIETLICA-CAS"), ("PRESENCES",)
)
FORMS = {
    "PSU": {"SOCIALLY_USEFUL_WORK"},
    "AKTYWIZACJA": {"JOB_FINDING", "PUBLIC_WORKS", "LEGAL_ADVICE", "SELF_HELP", "INTERNSHIP"},
    "AKTYWNY-KIS": {"JOB_FINDING", "SELF_HELP", "INTERNSHIP"},
}
PUBLICLY_PAID = {"AOON", "OPIEKA-WYTCHNIENIOWA"}
DAY_ROOMS = {"SWIETLICA-PLUS", "SWIETLICA-CAS"}


def said(place: Item | None, body: Item, day: str) -> Item:
    """Return what an entry says: how long by its minutes or by its end, in the unit said or the only one there is."""
    units = UNITS.get(place["programme"] if place else "", ("MINUTES",))
    minutes = body["minutes"]
    if body["ends_at"] is not None:
        end = moment(body["ends_on"] or day, body["ends_at"])
        minutes = int((end - moment(day, body["starts_at"])).total_seconds()) // 60
    unit = body.get("unit") or (units[0] if len(units) == 1 else "MINUTES")
    return with_days({**body, "day": day, "minutes": minutes, "unit": unit})


def against_end(body: Item, day: str) -> Iterator[Reason]:
    """Yield what stands against the end of an entry: no time, one that the clocks skipped, or not after the start."""
    if body["ends_at"] is None:
        yield from when((body["ends_on"] is not None, 422, "end-day-without-time"))
    else:
        last = body["ends_on"] or day
        early = moment(last, body["ends_at"]) <= moment(day, body["starts_at"])
        yield from when(
            (not is_there(last, body["ends_at"]), 422, "no-such-local-time"),
            (early, 422, "hours-end-before-they-begin"),
        )


def is_there(day: str, at: str) -> bool:
    """Tell whether a local time was there: in the night of March the clocks skip an hour."""
    return f"{moment(day, at).astimezone(POLAND):%H:%M}" == at


def with_days(entry: Item) -> Item:
    """Return an entry with the last local day of which it has a part."""
    if entry["starts_at"] is None:
        return entry | {"until": entry["day"]}
    last = times(entry)[0] + timedelta(minutes=max(entry["minutes"], 1) - 1)
    return entry | {"until": max(entry["day"], last.astimezone(POLAND).date().isoformat())}


def times(entry: Item) -> tuple[datetime, datetime]:
    """Return from when to when an entry lasts, in real time."""
    start = moment(entry["day"], entry["starts_at"])
    return start, start + timedelta(minutes=entry["minutes"])


def overlap(one: Item, other: Item) -> bool:
    """Tell whether two timed entries share a moment: half-open, in real time, whatever days they run into."""
    if one["starts_at"] is None or other["starts_at"] is None:
        return False
    (a, a_ends), (b, b_ends) = times(one), times(other)
    return a < b_ends and b < a_ends


def midnight(day: str, later: int = 0) -> datetime:
    """Return the moment at which a day begins, or one so many days later."""
    return datetime.combine(date.fromisoformat(day) + timedelta(days=later), time(), POLAND).astimezone(UTC)


def passed(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds()) // 60


def amounts(entry: Item) -> dict[str, int]:
    """Return how much of an entry counts on which day, in its unit: a doba on the day on which it begins."""
    days = days_from(entry["day"], entry["until"])
    if entry["unit"] == "PRESENCES" or entry["starts_at"] is None:
        return {entry["day"]: entry["minutes"] if entry["unit"] == "MINUTES" else 1}
    start, end = times(entry)
    if entry["unit"] == "DOBY":
        until = f"{end.astimezone(POLAND):%Y-%m-%d %H:%M}"
        return {day: 1 for day in days if day == entry["day"] or f"{day} {entry['starts_at']}" < until}
    return {day: passed(max(start, midnight(day)), min(end, midnight(day, 1))) for day in days}


def between(entries: list[Item], unit: str, first: str, last: str) -> int:
    """Return how much of these entries counts in a unit from one day to another."""
    mine = [amounts(entry) for entry in entries if entry["unit"] == unit]
    return sum(n for counted in mine for day, n in counted.items() if first <= day <= last)


class Hours(Entry):
    """What may be recorded of hours."""

    providers: dict[str, Item]
    """Since when and until when each provider works (`since`, `left`), and when they were `checked` for minors."""

    def against_day(self, person: Person, place: Item | None, day: str) -> Iterator[Reason]:
        """Yield what stands against having been there, or not, on a day of an enrolment."""
        yield from self.against_future(day)
        if place is None:
            yield NOT_FOUND
            return
        yield from when(
            (day < place["enrolled_on"], 409, "hours-before-enrolment"),
            (day > (place["ended_on"] or FOR_EVER), 409, "hours-after-exit"),
            (day > place["closes_on"], 409, "hours-after-edition"),
            (person.life.paused(place["episode"], day), 409, "hours-during-suspension"),
        )

    def against_entry(self, person: Person, entry: Item, *, with_end: bool) -> Iterator[Reason]:
        """Yield all that stands against an entry and that no reason lets pass."""
        place = person.life.find("enrolments", entry["enrolment"])
        longest = MOST_DAYS * IN_A_DAY if with_end else passed(midnight(entry["day"]), midnight(entry["day"], 1))
        least = 0 if entry["unit"] == "PRESENCES" else 1
        too_long = with_end and entry["minutes"] > longest
        yield from when(
            (too_long, 422, "longer-than-an-entry"),
            (not least <= entry["minutes"] <= longest and not too_long, 422, "impossible-minutes"),
        )
        for day in days_from(entry["day"], entry["until"]):
            yield from self.against_day(person, place, day)
            if place is not None:
                absent = [(a["enrolment"], a["day"]) for a in person.life["absences"]]
                uncovered = place["needs_contract"] and not person.life.covered(day)
                yield from when(
                    (uncovered, 409, "no-contract-in-force"),
                    ((place["item"], day) in absent, 409, "absent-that-day"),
                )
        if place is not None:
            code = place["programme"]
            way, forms = WAYS.get(code, entry["direction"]), FORMS.get(code, {entry["activity"]})
            counted = entry["unit"] in UNITS.get(code, ("MINUTES",)) and entry["direction"] == way
            yield from when((not counted or entry["activity"] not in {None, *forms}, 409, "not-counted-so"))
        at = entry["starts_at"]
        if at is not None and not is_there(entry["day"], at):
            yield 422, "no-such-local-time"
            return
        yield from self._against_two_places(person, place, entry)
        yield from self._against_provider(person, place, entry)

    def _against_two_places(self, person: Person, place: Item | None, entry: Item) -> Iterator[Reason]:
        same = [
            other
            for other in person.life.present()
            if other["item"] != entry["item"] and in_whose_role(person, other) == in_whose_role(person, entry)
        ]
        yield from when((any(overlap(entry, other) for other in same), 409, "hours-overlap"))
        for day in days_from(entry["day"], entry["until"]) if entry["unit"] == "MINUTES" else ():
            taken = between([*same, entry], "MINUTES", day, day)
            yield from when((taken > passed(midnight(day), midnight(day, 1)), 409, "more-than-a-day"))
        if place is not None and place["programme"] in PUBLICLY_PAID:
            served = [
                other
                for other, at, where in self.everything(person)
                if where["programme"] in PUBLICLY_PAID and quota_of(at, where) == quota_of(person, place)
            ]
            yield from when((any(overlap(entry, other) for other in served), 409, "assistance-overlap"))

    def _against_provider(self, person: Person, place: Item | None, entry: Item) -> Iterator[Reason]:
        if entry["provider"] is None:
            return
        provider = self.providers.get(entry["provider"])
        if provider is None:
            yield NOT_FOUND
            return
        with_minors = place is not None and place["programme"] in DAY_ROOMS
        for day in days_from(entry["day"], entry["until"]):
            yield from when(
                (day < provider["since"], 409, "provider-not-yet-at-work"),
                (day > (provider["left"] or FOR_EVER), 409, "provider-gone"),
                (with_minors and day < (provider["checked"] or FOR_EVER), 409, "provider-not-checked"),
            )
        for other, _, where in self.everything(person):
            together = entry["direction"] != "RECEIVED" or (place is not None and place["programme"] in DAY_ROOMS)
            group = place is not None and together and edition(where) == edition(place)
            elsewhere = other["provider"] == entry["provider"] and not group and overlap(entry, other)
            yield from when((elsewhere, 409, "provider-elsewhere"))

    def everything(self, but: Person | None) -> list[tuple[Item, Person, Item]]:
        """Return every entry that stands in other records, with whose it is and in which enrolment."""
        return [
            (entry, person, place)
            for person in self.people.values()
            if person is not but
            for entry in person.life.present()
            if (place := person.life.find("enrolments", entry["enrolment"])) is not None
        ]


def quota_of(person: Person, place: Item) -> str:
    """Return whose quota an enrolment uses: that of the person who is looked after, or one's own."""
    return str(place["cared_for"] or person.id)


def in_whose_role(person: Person, entry: Item) -> str | None:
    """Return for whom an entry was received, None for what a person did or attended."""
    place = person.life.find("enrolments", entry["enrolment"])
    return None if entry["direction"] != "RECEIVED" or place is None else quota_of(person, place)


def edition(place: Item) -> tuple[str, str]:
    return place["programme"], place["edition"]
