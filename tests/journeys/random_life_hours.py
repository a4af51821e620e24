"""Steps of a random life that record time: from a minute to a month, with and without an end, beside what is there."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from tests.journeys.random_life_choices import LIMITS, shifted
from tests.journeys.random_life_grounds import NO_ITEM, chosen
from tests.journeys.random_life_reading import Stage
from tests.reference_model import POLAND, Person, moment
from tests.reference_model_hours import WAYS
from tests.reference_model_life import Club

Time = tuple[int, str | None]
NOBODY = "00000000-0000-4000-8000-000000000000"


class Clocked:
    """What a life does with time; `club`, `day`, `day_for`, `person`, `play` and `stage` are the life's own."""

    club: Club
    day: Any
    day_for: Any
    person: Any
    play: Any
    stage: ClassVar[Stage]

    def hours(
        self,
        actor: str,
        who: int | None,
        which: int | None,
        back: int,
        edge: int | None,
        time: Time,
        seen: str,
        **how: Any,
    ) -> None:
        """Record so many minutes, perhaps from a time on."""
        person = self.person(who, "enrolments")
        day = self.day_for(LIMITS["hours"], person, back, edge)
        said = {"day": day, "minutes": time[0], "starts_at": time[1], "ends_on": None, "ends_at": None}
        self.play(actor, "hours", person, said | self._how(person, which, how), seen=seen)

    def stay(
        self,
        actor: str,
        who: int | None,
        which: int | None,
        back: int,
        days: int,
        at: tuple[str, str],
        **how: Any,
    ) -> None:
        """Record a service from a time of one day to a time of another, perhaps weeks later."""
        person = self.person(who, "enrolments")
        day = self.day(-back - days)
        said = {"day": day, "minutes": None, "starts_at": at[0], "ends_on": shifted(day, days), "ends_at": at[1]}
        if days or at[0] < at[1]:
            self.play(actor, "hours", person, said | self._how(person, which, how))

    def brim(self, actor: str, who: int | None, which: int | None, back: int, more: int, **how: Any) -> None:
        """Record exactly what the smallest limit has left on a day, or a minute more or less."""
        person = self.person(who, "enrolments", "brim")
        place = person.life.find("enrolments", chosen(person, "enrolments", which)) if person else None
        day = self.day(back)
        left = min(self.club.room(person, place, day), default=60) if place is not None else 60
        said = {"day": day, "minutes": left + more, "starts_at": None, "ends_on": None, "ends_at": None}
        self.play(actor, "hours", person, said | self._how(person, which, how))

    def hours_beside(
        self, actor: str, who: int | None, which: int | None, time: Time, gap: int, beside: int | None = None
    ) -> None:
        """Book time that just touches the end of an entry, or just does not, on whatever day that is.

        The entry may be another person's (`beside`): then the same provider, or the same quota, is asked for twice.
        """
        person = self.person(who, "hours")
        entry = person.life.find("hours", chosen(person, "hours", which)) if person else None
        if entry is None or entry["starts_at"] is None:
            return
        other = person if beside is None else self.person(beside, "enrolments")
        place = entry["enrolment"] if other is person else chosen(other, "enrolments", 0)
        ends = moment(entry["day"], entry["starts_at"]) + timedelta(minutes=entry["minutes"] + gap)
        day, at = f"{ends.astimezone(POLAND):%Y-%m-%d %H:%M}".split()
        how = self._how(other, None, {"way": "right", "provider": None}) | {
            "enrolment": place,
            "provider": entry["provider"],
            "direction": _way(other, place),
        }
        said = {"day": day, "minutes": time[0], "starts_at": at, "ends_on": None, "ends_at": None}
        self.play(actor, "hours", other, said | how)

    def correct(
        self,
        actor: str,
        who: int | None,
        which: int | None,
        time: Time,
        seen: str,
        ends: tuple[int, str] | None,
        **how: Any,
    ) -> None:
        """Correct how long an entry lasts, by minutes or by its end, its form or its provider."""
        person = self.person(who, "hours", "correct")
        item = chosen(person, "hours", which, "correct")
        entry = person.life.find("hours", item) if person else None
        body = {"minutes": time[0], "starts_at": time[1], "ends_on": None, "ends_at": None, "reason": "pomyłka"}
        if ends is not None and entry is not None:
            body |= {"minutes": None, "starts_at": "20:00", "ends_on": shifted(entry["day"], ends[0])}
            body |= {"ends_at": ends[1]}
        body |= {name: how[name] for name in ("activity", "override")} | {"provider": self._provider(how["provider"])}
        self.play(actor, "correct", person, body, item, seen)

    def check_hours(self, actor: str, who: int | None, name: str, which: int | None, more: int | None) -> None:
        """Approve an entry or send it back, perhaps with another one, or the same one twice."""
        person = self.person(who, "hours")
        entries = [chosen(person, "hours", which)] + ([] if more is None else [chosen(person, "hours", more)])
        self.play(actor, name, person, {"entries": entries} | ({"reason": "brak"} if name == "send_back" else {}))

    def _how(self, person: Person | None, which: int | None, how: Mapping[str, Any]) -> dict[str, Any]:
        """Return the rest of what is said of an entry: in which enrolment, which way, by whom."""
        place = chosen(person, "enrolments", which)
        way = how["way"] if how["way"] != "right" else _way(person, place)
        said = dict.fromkeys(("unit", "activity", "override")) | {n: v for n, v in how.items() if n != "way"}
        return said | {"enrolment": place, "direction": way, "provider": self._provider(how["provider"])}

    def _provider(self, which: int | str | None) -> str | None:
        return NOBODY if which == "nobody" else None if which is None else list(self.stage.providers)[int(which)]


def _way(person: Person | None, item: int) -> str:
    """Return the way in which an enrolment counts time, whichever where its edition takes any."""
    place = person.life.find("enrolments", item) if person and item != NO_ITEM else None
    return WAYS.get(place["programme"], "ATTENDED") if place else "ATTENDED"
