"""What a step of a random life stands on: the item that it is about, and the steps that create one where none is.

A step leans towards an item that it can be told of; which other one it takes, or none, is still left to chance.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.reference_model import Person
from tests.reference_model_fold import Item, Life, last_day

NO_ITEM = 999
Step = tuple[str, Mapping[str, Any]]
Fits = Callable[[Life, Item], bool]


@dataclass(frozen=True)
class Ground:
    """Which items of a kind a step can be told of, and the steps that create one, with the choices that matter."""

    kind: str
    fits: Fits
    made_by: tuple[Step, ...]
    goes_on: bool = True

    def there(self, person: Person) -> bool:
        """Tell whether a person has such an item."""
        life = person.life
        return any(self.fits(life, item) for item in life[self.kind]) and (goes_on(person) or not self.goes_on)


def goes_on(person: Person) -> bool:
    """Tell whether new facts of a life may follow: neither has it ended nor is the record a duplicate."""
    return not person.life["deaths"] and all(link["unlinked"] for link in person.life["links"])


def _is_not(ended: str) -> Fits:
    return lambda life, item: item[ended] is None


def _is_open(life: Life, episode: Item) -> bool:
    return episode["exited_on"] is None


def _only_referred(life: Life, episode: Item) -> bool:
    return _is_open(life, episode) and not life.within("enrolments", episode)


def _takes_part(life: Life, episode: Item) -> bool:
    paused = any(pause["resumed_on"] is None for pause in life.within("suspensions", episode))
    return _is_open(life, episode) and not _only_referred(life, episode) and not paused


def _left(life: Life, episode: Item) -> bool:
    return episode["ended_as"] == "EXITED" and episode["exit_kind"] != "DEATH" and episode["closed_on"] is None


def _in_force(life: Life, contract: Item) -> bool:
    return contract["terminated_on"] is None and last_day(contract) >= max(
        [contract["signed_on"], *(e["until"] for e in life.present())]
    )


def _is_paused(life: Life, pause: Item) -> bool:
    episode = life.find("episodes", pause["episode"])
    return pause["resumed_on"] is None and episode is not None and _is_open(life, episode)


NEWCOMER: Step = ("register", {"known_by": (None, "1990-04-01", "F"), "back": -6, "family": "Zając", "given": "Ida"})
REFERRED: tuple[Step, ...] = (NEWCOMER, ("refer", {"who": -1, "kind": "KIS", "back": -6}))
ENROLLED: tuple[Step, ...] = (
    *(NEWCOMER, ("refer", {"who": -1, "kind": "SERVICE", "back": -6})),
    ("enrol", {"who": -1, "code": "AOON", "back": -5}),
)
SEEN_NOW: dict[str, Any] = {"which": 0, "edge": None, "seen": "now", "refers": {}, "later": {}}
AT_THE_LATEST = SEEN_NOW | {"back": -1, "edge": 0}
SIGNED: tuple[Step, ...] = (("sign", {"back": -6, "later": 0, "lasts": 30}),)
A_PART = {"which": 0, "back": -5, "edge": None, "part": "II", "evaluation": None, "actions": ((3, "PARTICIPANT"),)}
EXIT = {"which": 0, "back": -1, "edge": 0, "seen": "now", "kind": "RESIGNED"}
EXITED: tuple[Step, ...] = (("exit", EXIT),)
LEFT_KIS: tuple[Step, ...] = (*REFERRED, ("exit", EXIT | {"who": -1}))
NEVER_RESUMED = {"planned_until": None, "resumed_on": None}
SUSPENDED: Step = ("suspend", SEEN_NOW | {"who": -1, "back": -4, "said": {"reason": "wyjazd"}, "later": NEVER_RESUMED})
EMPLOYED: tuple[Step, ...] = (("employ", {"back": -6, "part": 50, "until": None, "seen": "nothing"}),)
IN_A_GROUP = {"group": "OTHER", "primary": True, "evidence": "INTERVIEW"}

GRANTED: Step = (
    "decide",
    SEEN_NOW
    | {"who": -1, "back": -5}
    | {"said": {"kind": "GRANTED_HOURS", "degree": None, "coupled": None, "granted_minutes": 600, "programme": None}}
    | {"later": {"valid_from": 0, "valid_until": None}},
)

GROUNDS: Mapping[str, Ground] = (
    {
        "brim": Ground("decisions", lambda life, one: one["granted_minutes"] is not None, (*ENROLLED, GRANTED)),
        "revoke": Ground(
            "consents",
            _is_not("withdrawn_on"),
            (
                (
                    "consent",
                    SEEN_NOW | {"back": -4, "said": {"kind": "IMAGE"}, "refers": {"signed_by": None}},
                ),
            ),
        ),
        "leave_group": Ground(
            "groups",
            _is_not("ended_on"),
            (
                (
                    "join_group",
                    SEEN_NOW
                    | {"back": -4, "said": IN_A_GROUP}
                    | {"later": {"evidence_issued_on": None, "evidence_valid_until": None}},
                ),
            ),
        ),
        "unrelate": Ground(
            "related",
            _is_not("until"),
            (("relate", {"relation": "PARENT", "back": -4, "whom": "somebody new", "named": True}),),
        ),
        "certify": Ground(
            "contracts",
            lambda life, contract: life.achieved(contract["item"], "9999-12-31"),
            (("evaluate", AT_THE_LATEST | {"said": {"result": "ACHIEVED"}}),),
        ),
        "agree": Ground(
            "episodes", lambda life, e: _is_open(life, e) and life.agreed_until(e["item"]) is None, REFERRED
        ),
        "reagree": Ground(
            "episodes",
            lambda life, e: _is_open(life, e) and life.agreed_until(e["item"]) is not None,
            (("agree", SEEN_NOW | {"back": -4, "said": {}, "later": {"until": 6}}),),
        ),
        "suspend": Ground("episodes", _takes_part, ENROLLED),
        "resume": Ground("suspensions", _is_paused, (*ENROLLED, SUSPENDED)),
        "void_exit": Ground("episodes", _left, EXITED),
        "unemploy": Ground("employments", _is_not("ended_on"), EMPLOYED),
        "unlink": Ground(
            "links", lambda life, link: not link["unlinked"], (("link", {"who": -1, "other": -1}),), goes_on=False
        ),
        "end_enrolment": Ground("enrolments", _is_not("ended_on"), ENROLLED),
        "close_case": Ground("episodes", _left, EXITED),
    }
    | dict.fromkeys(("exit", "confirm", "deny"), Ground("episodes", _is_open, REFERRED))
    | dict.fromkeys(("reject", "withdraw"), Ground("episodes", _only_referred, REFERRED))
    | dict.fromkeys(("amend", "breach", "terminate", "sign_part"), Ground("contracts", _in_force, SIGNED))
    | {"settle": Ground("agreed_actions", _is_not("settled_on"), (("sign_part", A_PART),))}
    | {"evaluate": Ground("contracts", lambda life, contract: True, SIGNED)}
    | {"reemploy": Ground("employments", lambda life, job: True, EMPLOYED)}
    | dict.fromkeys(("be_absent", "refuse_work"), Ground("enrolments", _is_not("ended_on"), ENROLLED))
    | dict.fromkeys(
        ("attempt", "answer"), Ground("episodes", lambda life, e: _left(life, e) and e["kind"] == "KIS", LEFT_KIS)
    )
    | dict.fromkeys(("correct", "void_hours"), Ground("hours", lambda life, e: e["state"] != "VOIDED", ()))
)
"""What each step needs. Where it is nobody's, the steps that make it are played first, and what these need before."""


def chosen(person: Person | None, kind: str, which: int | None, step: str = "") -> int:
    """Return the item of one of these, those that the step can be told of first and the latest first, or nobody's."""
    items = list(person.life[kind]) if person else []
    if person and step in GROUNDS and GROUNDS[step].kind == kind:
        items.sort(key=lambda item: GROUNDS[step].fits(person.life, item))
    return NO_ITEM if which is None or not items else items[-1 - which % len(items)]["item"]


def referred(person: Person | None, kind: str, which: Any) -> int | None:
    """Return an item that a body points at, None for none, or one that nobody has."""
    return None if which is None else chosen(person, kind, which if isinstance(which, int) else None)
