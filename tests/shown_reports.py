"""Reports made by hand to be shown and taken away: forty people plainly invented, two groups, one of them too small."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain.durability.definition import DEFAULT
from domain.durability.figures import Staying
from domain.durability.group import group_figures
from domain.durability.observation import AtPoint, Ending, Observation, PointSeen, Silence
from domain.durability.points import count
from domain.durability.report import Cut, DurabilityReport, Group, Published, Question, Words
from domain.durability.staying import staying
from domain.durability.way import Came, Stage
from domain.vocabulary import EvidenceGrade, Role
from interface.exports.rows import Taken

TODAY = date(2026, 6, 1)
_LIVES = """
    30-45:LOST 60:LOST 92:LOST 150-181:LOST 210:LOST 300:LOST 90:UNKNOWN 120:UNKNOWN 200:UNKNOWN 240:DIED 310:MOVED
    330:RETURNED 100:IMMATURE 180:IMMATURE 250:IMMATURE 370:IMMATURE 400:IMMATURE 420:IMMATURE 430:IMMATURE
    500:IMMATURE 380:LOST 410:LOST
""".split()
"""Of those who took up work: the days (from and to) of what ended the watching."""
_POINTS = {
    "WEEKS_4": "EMPLOYED*20 NOT_EMPLOYED*14 UNKNOWN*4 PENDING*2",
    "MONTHS_3": "EMPLOYED*18 NOT_EMPLOYED*12 UNKNOWN*6 PENDING*4",
    "MONTHS_6": "EMPLOYED*14 NOT_EMPLOYED*10 UNKNOWN*8 MOVED*1 PENDING*7",
    "MONTHS_12": "EMPLOYED*8 NOT_EMPLOYED*8 UNKNOWN*9 DIED*1 MOVED*1 RETURNED*1 PENDING*12",
}


def _observation(place: int, life: str) -> Observation:
    days, ending = life.split(":")
    earliest, _, latest = days.partition("-")
    last = int(latest or earliest)
    return Observation(
        person=UUID(int=place),
        origin=date(2025, 1, 1),
        earliest=int(earliest),
        latest=last,
        ending=Ending(ending),
        horizon=last if ending == "IMMATURE" else 516,
        evidence=EvidenceGrade.DECLARATION,
    )


def _seen(said: str) -> list[PointSeen]:
    silences, found = (Silence.NO_BASIS, Silence.NO_CONTACT), list[PointSeen]()
    for part in said.split():
        name, count = part.split("*")
        state = AtPoint(name)
        for number in range(int(count)):
            unknown, works = state is AtPoint.UNKNOWN, state is AtPoint.EMPLOYED
            found.append(
                PointSeen(
                    state=state,
                    day=TODAY,
                    evidence=EvidenceGrade.DOCUMENT if works else None,
                    why=silences[number % 2] if unknown else None,
                )
            )
    return found


def watched(lives: Sequence[Observation]) -> Staying:
    """Return what became of these people, watched until they lost work; there has to be somebody."""
    found = staying(lives, Ending.LOST)
    assert found is not None
    return found


LIVES = [_observation(place, life) for place, life in enumerate(_LIVES)]
FORTY = group_figures(40, LIVES, [], {point: count(_seen(said)) for point, said in _POINTS.items()})
IN_WORK = FORTY.staying or watched([])
NOBODY = group_figures(0, [], [], {point: count([]) for point in _POINTS})
WOMEN = Group(
    key="F",
    pl="kobiety",
    en="women",
    figures=group_figures(22, LIVES[:11], [], {p: count(_seen(s)) for p, s in _POINTS.items()}),
)
FEW = Group(key="M", pl="=mężczyźni", en="men", figures=None, withheld=Words("mniej niż 5 osób", "fewer than 5 people"))
EMPTY = Group(key="UNKNOWN", pl="nie wiadomo", en="not known", figures=NOBODY)
ALL = Group(key="ALL", pl="wszyscy", en="everybody", figures=FORTY)
PUBLISHED = Published(
    table="BY_SEX",
    period="2025",
    asked=TODAY,
    stands=date(2026, 5, 1),
    rounded_to=5,
    least=5,
    least_for_shares=20,
)


def report(whole: Group = ALL, groups: tuple[Group, ...] = (WOMEN, FEW, EMPTY), **said: object) -> DurabilityReport:
    """Return a report of these groups; every other part can be said otherwise."""
    parts: dict[str, object] = {
        "definition": DEFAULT,
        "what_if": False,
        "question": Question(first=date(2025, 1, 1), last=date(2025, 12, 31), by=Cut.SEX),
        "position": 4711,
        "today": TODAY,
        "whole": whole,
        "groups": groups,
        "log_rank": None,
        "hides": ("grupy mniejsze niż 5 osób",),
        "notes": (Words("Dane zmyślone.", "Invented data."),),
    }
    return DurabilityReport(**(parts | said))  # type: ignore[arg-type]


WAY = tuple(
    Came(stage=stage, reached=reached, perhaps=perhaps)
    for stage, reached, perhaps in zip(
        Stage, (70, 55, 40, 22, 20, 18, 14, 8), (0, 0, 9, 15, 15, 19, 24, 30), strict=True
    )
)


def taken(**said: object) -> Taken:
    """Return such a report as an evaluator takes it away."""
    return Taken(report=report(**said), made_for=Role.EVALUATOR, program="0.1.0")  # type: ignore[arg-type]
