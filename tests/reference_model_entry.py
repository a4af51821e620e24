"""Who may come in: what an edition asks of a person on a day, and the enrolment itself, as the documents tell it.

What is not known refuses nobody: only a condition that is not met does, unless the newest finding passed it over.
"""

from collections.abc import Iterable, Iterator

from tests.reference_model import ALLOWED, EDITIONS, PROGRAMMES, Person, Reason, Steps, holds
from tests.reference_model_contracts import Contracts
from tests.reference_model_fold import FOR_EVER, Item, Life
from tests.reference_model_guards import when

MET, UNKNOWN, NOT_MET = 0, 1, 2
IN_THE_CLUB = ("GROUP", "NO_EXCLUDING_BENEFIT", "RESIDENCE")
ASKED = {
    "PSU": (*IN_THE_CLUB, "UNEMPLOYED_WITHOUT_BENEFIT"),
    "AKTYWIZACJA": IN_THE_CLUB,
    "AKTYWNY-KIS": IN_THE_CLUB,
    "AOON": ("DISABILITY_DECISION", "RESIDENCE"),
    "OPIEKA-WYTCHNIENIOWA": ("CARER", "RESIDENCE"),
    "SWIETLICA-PLUS": ("AGE",),
    "SWIETLICA-CAS": (),
}
"""What an edition of each programme asks for."""
OF_THE_KIND = {"KIS": IN_THE_CLUB, "SERVICE": ("RESIDENCE",)}
OF_A_DEGREE = {"DISABILITY_DEGREE", "ZUS_EQUIVALENT", "KRUS_EQUIVALENT"}
AGREEMENTS: dict[str, Item] = {
    "PSU/1/2025": {
        "signed_on": "2025-05-31",
        "valid_from": "2025-05-31",
        "valid_until": "2026-12-31",
        "persons": None,
        "minutes": None,
        "minutes_monthly_each": None,
    },
    "PSU/2/2026": {
        "signed_on": "2026-03-26",
        "valid_from": "2026-03-01",
        "valid_until": "2026-10-23",
        "persons": 1,
        "minutes": 1500,
        "minutes_monthly_each": 150,
    },
}
"""The agreements (porozumienia) of the club: one of the old law, one that has numbers of its own."""


class Entry(Contracts):
    """Coming in: eligibility and enrolment."""

    def against_finding(self, person: Person, body: Item, episode: Item, day: str) -> Iterator[Reason]:
        """Yield what stands against a finding: the edition that it names, and conditions that nobody passes over."""
        asked: Iterable[str] = OF_THE_KIND[episode["kind"]]
        if body["programme"] is not None:
            asked = ASKED[body["programme"]]
            if PROGRAMMES[body["programme"]][0] != episode["kind"]:
                yield 422, "programme-of-another-kind"
            elif len(editions_of(body["programme"], None, day)) != 1:
                yield 409, "no-such-edition"
        lacking = [code for code in asked if self.answer(code, person, day) != MET]
        if "override" in body and body["override"] is None and lacking:
            yield 409, "not-entitled"

    def _enrol(self, person: Person, body: Item, _: object, item: int) -> Steps:
        kind, needs_contract = PROGRAMMES[body["programme"]]
        life, day, code = person.life, body["enrolled_on"], body["programme"]
        opened = [e for e in life["episodes"] if e["kind"] == kind and e["exited_on"] is None]
        editions = editions_of(code, body["edition"], day)
        edition, (opens, closes) = editions[0] if editions else ("", ("", FOR_EVER))
        cared_for = life.find("related", body["cared_for"])
        looks_after = cared_for is not None and cared_for["relation"] == "CARED_FOR" and holds(cared_for, day)
        yield from self.against_going_on(person, day)
        yield from when(
            (len(editions) != 1, 409, "no-such-edition"),
            (len(editions) == 1 and not opens <= day <= closes, 409, "outside-edition"),
            (not opened, 409, "no-open-episode"),
            (any(day < e["referred_on"] for e in opened), 409, "enrolled-before-referral"),
            (any(life.finding(e["item"], day) is False for e in opened), 409, "ineligible"),
            (needs_contract and not life.covered(day), 409, "no-contract-in-force"),
            (code != "OPIEKA-WYTCHNIENIOWA" and body["cared_for"] is not None, 422, "nobody-is-cared-for"),
            (code == "OPIEKA-WYTCHNIENIOWA" and not looks_after, 409, "carer-without-cared-for"),
        )
        not_met = any(self.answer(asked, person, day) == NOT_MET for asked in ASKED[code])
        if not_met and not any(life.passed_over(e["item"], day) for e in opened):
            yield 409, "not-entitled"
        yield from self._against_agreement(person, code, body["agreement"], day)
        for place in life["enrolments"]:
            if (place["programme"], place["edition"]) == (code, edition) and place["ended_on"] is None:
                yield 409, "already-enrolled"
            elif (place["programme"], place["edition"]) == (code, edition) and day < place["ended_on"]:
                yield 409, "enrolments-would-overlap"
        yield ALLOWED
        place = {
            "episode": opened[0]["item"],
            "edition": edition,
            "closes_on": closes,
            "needs_contract": needs_contract,
        }
        whose = None if cared_for is None else cared_for["person"]
        yield "enrolled.1", day, "enrol", 0, {**body, **place, "cared_for": whose}

    def _against_agreement(self, person: Person, code: str, number: str | None, day: str) -> Iterator[Reason]:
        if number is None:
            return
        agreement = AGREEMENTS.get(number)
        if code != "PSU":
            yield 422, "no-agreement-needed"
        elif agreement is None:
            yield 409, "no-such-agreement"
        else:
            since = max(agreement["signed_on"], agreement["valid_from"])
            at_work = {
                p.id
                for p in self.people.values()
                for e in p.life["enrolments"]
                if e["agreement"] == number and e["ended_on"] is None
            }
            full = agreement["persons"] is not None and len(at_work - {person.id}) >= agreement["persons"]
            yield from when(
                (not since <= day <= agreement["valid_until"], 409, "agreement-not-in-force"),
                (full, 409, "agreement-full"),
            )

    def answer(self, code: str, person: Person, day: str) -> int:
        """Return whether a condition is met by a person on a day, not met, or not known."""
        life = person.life
        if code == "CARER":
            links = [x for x in life["related"] if x["relation"] == "CARED_FOR" and holds(x, day)]
            return min((_decided(self.people.get(x["person"]), day, {"SEVERE"}) for x in links), default=UNKNOWN)
        if code == "AGE":
            return MET if years_old(person.said["birth_date"], day) in range(3, 16) else NOT_MET
        if code == "DISABILITY_DECISION":
            return _decided(person, day, {"MODERATE", "SEVERE"})
        return {
            "GROUP": _belongs,
            "NO_EXCLUDING_BENEFIT": _draws_nothing,
            "UNEMPLOYED_WITHOUT_BENEFIT": _without_benefit,
            "RESIDENCE": _lives_here,
        }[code](life, day)


def editions_of(programme: str, code: str | None, day: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the editions of that code, or without one those that are open on the day."""
    known = [(e, span) for (p, e), span in EDITIONS.items() if p == programme and code in (None, e)]
    return known if code else [(e, span) for e, span in known if span[0] <= day <= span[1]]


def years_old(born: str, day: str) -> int:
    """Return how many years somebody has completed on a day: one more from the start of the birthday."""
    return int(day[:4]) - int(born[:4]) - (day[5:] < born[5:])


def _newest(said: list[Item], on: str, day: str) -> Item | None:
    return max((s for s in said if s[on] <= day), key=lambda s: (s[on], s["item"]), default=None)


def _belongs(life: Life, day: str) -> int:
    held = [g for g in life["groups"] if g["since"] <= day <= (g["ended_on"] or FOR_EVER)]
    return min((_of_group(life, held, group, day) for group in {g["group"] for g in held}), default=UNKNOWN)


def _draws_nothing(life: Life, day: str) -> int:
    """Return whether no benefit excludes; an incapacity pension does not (only programmes of the club ask)."""
    said = _newest(life["benefits"], "declared_on", day)
    return UNKNOWN if said is None else NOT_MET if {*said["benefits"]} - {"INCAPACITY_PENSION"} else MET


def _without_benefit(life: Life, day: str) -> int:
    said = _newest(life["benefits"], "declared_on", day)
    without = UNKNOWN if said is None else NOT_MET if "UNEMPLOYMENT" in said["benefits"] else MET
    return max(_unemployed(life, day), without)


def _of_group(life: Life, held: list[Item], group: str, day: str) -> int:
    mine = [g for g in held if g["group"] == group]
    if group == "UNEMPLOYED":
        return _unemployed(life, day)
    if group == "OTHER":
        return MET if any(g["evidence"] == "INTERVIEW" for g in mine) else UNKNOWN
    papers = [g for g in mine if g["evidence"] == "HOMELESSNESS_PROGRAMME"]
    runs = [(g["evidence_issued_on"] or g["since"]) <= day <= (g["evidence_valid_until"] or FOR_EVER) for g in papers]
    return UNKNOWN if not papers else MET if any(runs) else NOT_MET


def _unemployed(life: Life, day: str) -> int:
    """Return whether the labour office has somebody registered: the later of a paper and a status tells."""
    status = _newest([s for s in life["statuses"] if s["labour"] is not None], "taken_on", day)
    papers = [
        g
        for g in life["groups"]
        if g["group"] == "UNEMPLOYED" and g["since"] <= day <= (g["ended_on"] or FOR_EVER)
        if g["evidence"] == "LABOUR_OFFICE_CERTIFICATE"
    ]
    shown = any((g["evidence_issued_on"] or "") <= day <= (g["evidence_valid_until"] or FOR_EVER) for g in papers)
    later_paper = status is not None and any(
        (g["evidence_issued_on"] or g["since"]) > status["taken_on"] for g in papers
    )
    if status is not None and not later_paper:
        if status["labour"] != "UNEMPLOYED_REGISTERED":
            return NOT_MET
        shown = shown or status["source"] in {"DOCUMENT", "REGISTER"}
    return MET if shown else UNKNOWN


def _lives_here(life: Life, day: str) -> int:
    home = _newest(life["residences"], "since", day)
    if home is None:
        return UNKNOWN
    homeless = any(
        g["group"] == "HOMELESS" and g["since"] <= day <= (g["ended_on"] or FOR_EVER) for g in life["groups"]
    )
    suffices = home["residence"] == "LIVES_HERE" or (home["residence"] == "STAYS_HERE" and homeless)
    return MET if suffices else NOT_MET


def _decided(person: Person | None, day: str, degrees: set[str]) -> int:
    """Return the best that the decisions of disability in a record say; nobody's record says nothing."""
    answers = []
    for one in person.life["decisions"] if person else ():
        if one["kind"] not in OF_A_DEGREE | {"DISABILITY_CHILD"}:
            continue
        if not one["valid_from"] <= day <= (one["valid_until"] or FOR_EVER):
            answers.append(NOT_MET)
        elif one["kind"] == "DISABILITY_CHILD":
            aged = person is not None and years_old(person.said["birth_date"], day) in range(2, 16)
            answers.append(MET if aged else NOT_MET)
        else:
            answers.append(UNKNOWN if one["degree"] is None else MET if one["degree"] in degrees else NOT_MET)
    return min(answers, default=UNKNOWN)
