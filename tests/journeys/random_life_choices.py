"""What may happen next in a random life: how often each step, and the choices in it.

The choices lean towards the limits of the rules: times that just touch, days at the edge of what limits them, the
nights when the clocks change, versions and keys that were used before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

MANAGER, STAFF = "coordinator", ("ewa", "jan")
WHY_OVER = "naprawdę tyle było"
CHILD = (None, "2018-04-01", "M")
KNOWN_BY = (("85031412323", "1985-03-14", "F"), ("44051401458", "1944-05-14", "M"), (None, "1990-04-01", "F"), CHILD)

ROUTES = {
    "register": "",
    "refer": "/{person}/referrals",
    "reject": "/{person}/referrals/{item}/rejection",
    "withdraw": "/{person}/referrals/{item}/withdrawal",
    "sign": "/{person}/contracts",
    "amend": "/{person}/contracts/{item}/amendments",
    "evaluate": "/{person}/contracts/{item}/evaluations",
    "sign_part": "/{person}/contracts/{item}/parts",
    "settle": "/{person}/contracts/{item}/settlement",
    "breach": "/{person}/contracts/{item}/breaches",
    "terminate": "/{person}/contracts/{item}/termination",
    "certify": "/{person}/contracts/{item}/certificates",
    "agree": "/{person}/agreed-periods",
    "reagree": "/{person}/agreed-periods/changes",
    "enrol": "/{person}/enrolments",
    "end_enrolment": "/{person}/enrolments/{item}/ending",
    "hours": "/{person}/hours",
    "correct": "/{person}/hours/{item}/corrections",
    "void_hours": "/{person}/hours/{item}/void",
    "approve": "/{person}/hours/approvals",
    "send_back": "/{person}/hours/returns",
    "be_absent": "/{person}/absences",
    "refuse_work": "/{person}/work-refusals",
    "suspend": "/{person}/suspensions",
    "resume": "/{person}/suspensions/{item}/resumption",
    "employ": "/{person}/employments",
    "unemploy": "/{person}/employments/{item}/ending",
    "reemploy": "/{person}/employments/{item}/corrections",
    "exit": "/{person}/exits",
    "void_exit": "/{person}/exits/{item}/void",
    "die": "/{person}/death",
    "close_case": "/{person}/case-closings",
    "void_entry": "/{person}/entries/{item}/void",
    "observe": "/{person}/outcomes",
    "attempt": "/{person}/follow-ups/attempts",
    "answer": "/{person}/follow-ups/answers",
    "infer": "/{person}/follow-ups/inferences",
    "consent": "/{person}/consents",
    "revoke": "/{person}/consents/{item}/withdrawal",
    "declare": "/{person}/voluntariness-declarations",
    "inform": "/{person}/information-clauses",
    "take_status": "/{person}/statuses",
    "join_group": "/{person}/groups",
    "leave_group": "/{person}/groups/{item}/ending",
    "decide": "/{person}/decisions",
    "benefit": "/{person}/benefits",
    "confirm": "/{person}/eligibility/confirmations",
    "deny": "/{person}/eligibility/refusals",
    "relate": "/{person}/related-persons",
    "unrelate": "/{person}/related-persons/{item}/ending",
    "live_at": "/{person}/residences",
    "note": "/{person}/contact-notes",
    "reach": "/{person}/contact-details",
    "change_details": "/{person}/personal-data/changes",
    "correct_details": "/{person}/personal-data/corrections",
    "link": "/{person}/duplicate-links",
    "unlink": "/{person}/duplicate-links/{item}/ending",
    "assign": "/{person}/caseworkers",
    "release": "/{person}/caseworkers/{item}/release",
}

Choice = st.SearchStrategy[Any]


def one_of(*choices: Any) -> Choice:
    """Return a choice of these, each as likely as it is often."""
    return st.sampled_from(choices)


@dataclass(frozen=True)
class Told:
    """How a dated record is told: `on` is its day's field, `of` the items one of which it is about.

    That item stands in the path, or in the body, as `into`. `refers` are other fields that point at items, `later`
    the days that are so many days after the record's own.
    """

    times: int
    on: str = ""
    of: str = ""
    into: str = ""
    limits: tuple[str, ...] = ()
    says: Mapping[str, Any] = field(default_factory=dict)
    refers: Mapping[str, str] = field(default_factory=dict)
    later: Mapping[str, Choice] = field(default_factory=dict)


WHO = one_of(*[0] * 8, *[1] * 4, 2, None)
WHICH = one_of(*[0] * 9, *[1] * 4, 2, None)
SIGNED_BY = one_of(*[None] * 9, 0, 0, 1, "nothing that is there")
REFERS = one_of(*[None] * 5, 0, 0, 0, 1, "nothing that is there")
ACTOR = one_of(*[MANAGER] * 7, *STAFF)
DAY = one_of(0, -1, -2, -3, -4, -5, -6, 1)
LATELY = one_of(0, -1, -2, 0, -1, -2, -3, -4, 1)
EDGE = one_of(None, None, None, 1, 0, -1)
SEEN = one_of(*["now"] * 17, "before", "ahead", "nothing")
UNASKED = one_of(*["nothing"] * 8, "now", "before")
TIME = one_of(
    *((60, "08:00"), (30, "09:00"), (61, "08:00"), (120, "23:30"), (60, "00:00"), (90, "02:30"), (60, None)),
    *((1440, "23:30"), (1440, "00:00"), (1440, None), (1380, None), (1, "09:00"), (1441, "08:00"), (0, "10:00")),
)
CODE = one_of("PSU", "PSU", "AKTYWIZACJA", "AKTYWNY-KIS", "AOON", "AOON", "SWIETLICA-PLUS")
FOR_A_CHILD = "SWIETLICA-PLUS"
FORMS = ("SOCIALLY_USEFUL_WORK", "JOB_FINDING")
HOW = {
    "way": one_of(*["right"] * 12, "WORKED", "ATTENDED", "RECEIVED"),
    "unit": one_of(*[None] * 6, "DOBY", "MINUTES", "PRESENCES"),
    "activity": one_of(*[None] * 6, *FORMS),
    "provider": one_of(None, None, None, 0, 0, 0, 1, "nobody"),
    "override": one_of(*[None] * 7, WHY_OVER),
}
AS_USUAL: dict[str, Any] = {"way": "right"} | dict.fromkeys(("unit", "activity", "provider", "override"))
PART = one_of(None, 50, 1, 100, 0, 101)
SOON = one_of(None, 0, 1, 3, -1)
ANYBODY = {"actor": ACTOR, "who": WHO}
AGREED = ("PSU/1/2025", "PSU/2/2026")
FILTERS = ("kind=KIS", "state=ACTIVE", "state=EXITED", "state=SUSPENDED", "programme=PSU", "caseworker", "limit=1")
NAMES = ("Żuk", "Zając", "Ćma", "Cisza", "Łoza", "Łęcka", "Nowa", "Ida", "Ęwa", "Łucja")
PESELS = ("90040112342", "90040156782", "85031444423", "85031412323", "44051401458")
NOTHING_CHANGED = dict.fromkeys(("family_name", "given_name", "sex", "pesel"))
CHANGED = one_of(
    *({"family_name": "Nowa"}, {"family_name": "Ćma"}, {"given_name": "Ida"}, {"sex": "M"}, {"sex": "F"}, {}),
    *({"pesel": pesel} for pesel in PESELS),
    {"pesel": PESELS[4], "sex": "M"},
)
CORRECTED = st.one_of(CHANGED, one_of({"birth_date": "1985-03-14"}, {"birth_date": "2026-03-30"}))
NO_ANSWERS = dict.fromkeys("education household disability foreign_origin minority homeless".split())
JOB = {"form": one_of("CIVIL_CONTRACT", "EMPLOYMENT_CONTRACT"), "fte_hundredths": PART, "evidence": "NONE"}
PLACE: dict[str, Any] = {"of": "enrolments", "into": "enrolment", "limits": ("day", "since", "resumed_on", "ended_on")}
EPISODE: dict[str, Any] = {"of": "episodes", "into": "episode", "limits": ("referred_on", "exited_on")}
OF_PROGRAMME = one_of(None, None, "PSU", "AOON")
LEFT = EPISODE | {"limits": ("exited_on",)}
CONTRACT: dict[str, Any] = {
    "of": "contracts",
    "limits": ("signed_on", "valid_until", "terminated_on", "amended_on", "evaluated_on"),
}
ASKED = {"point": "OTHER", "channel": "PHONE"}
TRIED: dict[str, Any] = {"point": one_of("WEEKS_4", "WEEKS_4", "OTHER"), "override": one_of("mimo to", "mimo to", None)}
TRIED |= {"channel": "PHONE", "result": "NO_CONTACT"}
SIGN = {"point": "OTHER", "ground": "SEEN_AT_WORK", "situation": one_of("WORKS", "WORKS", "WOULD_NOT_SAY")}
WHY = {"reason": "pomyłka"}

LIMITS: Mapping[str, tuple[str, ...]] = {
    "refer": ("exited_on", "died_on"),
    "enrol": ("referred_on", "valid_from", "valid_until", "terminated_on", "found_on", "ended_on"),
    "hours": (
        "enrolled_on",
        "valid_until",
        "ended_on",
        "until",
        "valid_from",
        "terminated_on",
        "since",
        "resumed_on",
        "died_on",
    ),
    "exit": ("referred_on", "enrolled_on", "day", "until", "since", "resumed_on"),
    "redetail": ("since", "registered_on"),
    "sign_part": ("signed_on", "valid_until", "terminated_on", "amended_on"),
    "settle": ("agreed_on", "due_on", "breached_on"),
}
"""The dates on a record that limit the day of a new fact."""

TELLS: Mapping[str, Told] = {
    "reject": Told(2, "rejected_on", "episodes", limits=("referred_on",), says=WHY),
    "withdraw": Told(2, "withdrawn_on", "episodes", limits=("referred_on",), says=WHY),
    "consent": Told(2, "given_on", says={"kind": one_of("IMAGE", "OTHER")}, refers={"signed_by": "related"}),
    "revoke": Told(2, "withdrawn_on", "consents", limits=("given_on",)),
    "declare": Told(3, "declared_on", refers={"signed_by": "related"}),
    "inform": Told(3, "given_on", says={"clause": "RODO-1"}, refers={"signed_by": "related"}),
    "take_status": Told(
        3,
        "taken_on",
        says={"moment": "ENTRY", "source": one_of("NONE", "DOCUMENT"), **NO_ANSWERS}
        | {"labour": one_of("INACTIVE", "UNEMPLOYED_REGISTERED", "UNEMPLOYED_REGISTERED", None)},
        later={"without_work_since": one_of(None, 0, -9, None, 1)},
    ),
    "join_group": Told(
        3,
        "since",
        says={"group": one_of("HOMELESS", "HOMELESS", "OTHER", "UNEMPLOYED"), "primary": st.booleans()}
        | {"evidence": one_of("INTERVIEW", "HOMELESSNESS_PROGRAMME", "LABOUR_OFFICE_CERTIFICATE")},
        later={"evidence_issued_on": SOON, "evidence_valid_until": SOON},
    ),
    "leave_group": Told(2, "ended_on", "groups", limits=("since",)),
    "decide": Told(
        6,
        "decided_on",
        says={"kind": one_of("DISABILITY_DEGREE", "DISABILITY_DEGREE", "DISABILITY_CHILD", "GRANTED_HOURS")}
        | {"degree": one_of("MODERATE", "SEVERE", "LIGHT", None), "coupled": one_of(None, None, True)}
        | {"granted_minutes": one_of(None, None, None, 90, 600, 1, 0, 527_040, 527_041)}
        | {"programme": one_of(None, None, "AOON", "OPIEKA-WYTCHNIENIOWA")},
        later={"valid_from": one_of(0, 1, -40, -5), "valid_until": one_of(None, None, 0, 1, 3, -1)},
    ),
    "benefit": Told(
        2,
        "declared_on",
        says={"source": "DECLARATION"}
        | {"benefits": one_of((), (), ("UNEMPLOYMENT",), ("INCAPACITY_PENSION",), ("OLD_AGE_PENSION",))},
    ),
    "confirm": Told(
        4, "found_on", **EPISODE, says={"override": one_of("wyjątek", "wyjątek", None), "programme": OF_PROGRAMME}
    ),
    "deny": Told(2, "found_on", **EPISODE, says=WHY | {"programme": OF_PROGRAMME}),
    "unrelate": Told(3, "until", "related", limits=("since",)),
    "live_at": Told(
        2,
        "since",
        says={"residence": one_of("LIVES_HERE", "LIVES_HERE", "STAYS_HERE", "ELSEWHERE")}
        | {"town": one_of("Przykładowo", None)},
    ),
    "note": Told(1, "on", says={"channel": "PHONE", "note": "pytała o kurs"}),
    "reach": Told(
        1, "since", says={"phone": one_of(None, "1"), "email": one_of(None, "a"), "preferred": one_of(None, "LETTER")}
    ),
    "amend": Told(
        2, "signed_on", **CONTRACT, says={"changes": "aneks"}, later={"valid_until": one_of(None, 0, 1, 4, -2)}
    ),
    "evaluate": Told(1, "evaluated_on", **CONTRACT, says={"result": one_of("ACHIEVED", "ACHIEVED", "PARTLY")}),
    "breach": Told(
        4,
        "breached_on",
        **CONTRACT,
        says={"what": "spóźnienia", "kind": one_of("AGREED_ACTION", "AGREED_ACTION", "RULES", "DECLINED_CLUB")},
        refers={"action": "agreed_actions"},
    ),
    "terminate": Told(2, "terminated_on", **CONTRACT, says=WHY),
    "certify": Told(3, "issued_on", **CONTRACT, says={"number": one_of("KIS/Z/1", "KIS/Z/2", "KIS/Z/3")}),
    "agree": Told(2, "agreed_on", **EPISODE, later={"until": one_of(3, 4, -9)}),
    "reagree": Told(2, "agreed_on", **EPISODE, says=WHY, later={"until": one_of(3, 4, -9)}),
    "end_enrolment": Told(3, "ended_on", "enrolments", limits=("day", "enrolled_on")),
    "void_hours": Told(2, of="hours", says=WHY),
    "be_absent": Told(3, "day", **PLACE, says={"kind": one_of("SICK", "EXCUSED")}),
    "refuse_work": Told(2, "day", **PLACE, says=WHY),
    "suspend": Told(
        4,
        "since",
        "episodes",
        "episode",
        ("day", "enrolled_on", "since", "resumed_on"),
        WHY,
        later={"planned_until": SOON, "resumed_on": one_of(None, None, 1, 2, 0)},
    ),
    "resume": Told(4, "resumed_on", "suspensions", limits=("since",)),
    "unemploy": Told(2, "ended_on", "employments", limits=("started_on",), says={"why": "UNKNOWN", "evidence": "NONE"}),
    "reemploy": Told(
        2, "started_on", "employments", limits=("ended_on",), says=JOB | WHY, later={"agreed_until": SOON}
    ),
    "die": Told(2, "died_on", limits=("day", "referred_on", "enrolled_on", "since", "resumed_on")),
    "close_case": Told(3, "closed_on", **LEFT, says={"retention_class": one_of("B10", "BE50", "B10", "X")}),
    "observe": Told(1, "observed_on", **EPISODE, says={"kind": "TRAINING", "evidence": "NONE"}),
    "attempt": Told(4, "asked_on", **LEFT, says=TRIED),
    "infer": Told(2, "inferred_on", **LEFT, says=SIGN, later={"as_of": one_of(0, 0, -1, 1)}),
    "answer": Told(
        4,
        "asked_on",
        **LEFT,
        says={**ASKED, "situation": "WORKS", "evidence": "NONE"},
        later={"as_of": one_of(0, 0, 0, -1, 1)},
    ),
    "unlink": Told(3, of="links", says=WHY),
}

STEPS: Mapping[str, tuple[int, Mapping[str, Choice]]] = {
    "hours": (12, ANYBODY | HOW | {"which": WHICH, "back": LATELY, "edge": EDGE, "time": TIME, "seen": UNASKED}),
    "hours_beside": (
        8,
        ANYBODY | {"which": WHICH, "time": TIME, "gap": st.integers(-1, 1), "beside": one_of(None, None, 0, 1)},
    ),
    "stay": (
        9,
        ANYBODY
        | HOW
        | {"which": WHICH, "back": one_of(0, 2, 1, 3, 30, 36), "days": one_of(1, 2, 0, 14, 15, 16, 31, 32)}
        | {"at": one_of(("20:00", "08:00"), ("23:00", "04:00"), ("08:00", "08:00"), ("08:00", "07:59"))},
    ),
    "brim": (
        8,
        ANYBODY | HOW | {"which": WHICH, "back": LATELY, "more": one_of(0, 0, 1, 1, -1)},
    ),
    "correct": (
        7,
        ANYBODY
        | {"which": WHICH, "time": TIME, "seen": SEEN, "ends": one_of(*[None] * 4, (1, "02:00"), (15, "08:00"))}
        | {name: HOW[name] for name in ("activity", "provider", "override")},
    ),
    "exit": (
        7,
        ANYBODY
        | {"which": WHICH, "back": LATELY, "edge": EDGE, "seen": SEEN, "kind": one_of(*["RESIGNED"] * 9, "DEATH")},
    ),
    "enrol": (
        5,
        ANYBODY
        | {"code": st.one_of(CODE, one_of("OPIEKA-WYTCHNIENIOWA", "PSU")), "back": LATELY, "edge": EDGE}
        | {"edition": one_of(None, None, "2026", "STALA"), "cared_for": REFERS}
        | {"agreement": one_of(None, None, *AGREED, *AGREED, "PSU/9/2026")},
    ),
    "refer": (5, ANYBODY | {"kind": one_of("KIS", "KIS", "SERVICE"), "back": DAY, "edge": EDGE, "signed_by": REFERS}),
    "sign": (3, ANYBODY | {"back": DAY, "later": one_of(0, 1, 2, -2), "lasts": one_of(2, 3, 0, 1, 30, -1)}),
    "sign_part": (
        4,
        ANYBODY
        | {"which": WHICH, "back": LATELY, "edge": EDGE, "part": one_of("II", "II", "II", "I"), "evaluation": SOON}
        | {"actions": one_of((), ((0, "PARTICIPANT"),), ((3, "PARTICIPANT"), (1, "CLUB")), ((-1, "OTHER"),))},
    ),
    "settle": (
        4,
        ANYBODY
        | {"which": WHICH, "back": LATELY, "edge": EDGE, "done": st.booleans(), "seen": SEEN}
        | {"under": one_of(*[None] * 9, 1)},
    ),
    "register": (
        3,
        {"actor": ACTOR, "known_by": one_of(*KNOWN_BY), "back": DAY}
        | {"family": one_of(*NAMES[:5]), "given": one_of("Ida", "Ęwa")},
    ),
    "employ": (2, ANYBODY | {"back": DAY, "part": PART, "until": SOON, "seen": UNASKED}),
    "assign": (3, ANYBODY | {"user": one_of(*STAFF, *STAFF, "nobody"), "seen": SEEN}),
    "release": (3, ANYBODY | {"user": one_of(*STAFF, *STAFF, "nobody"), "seen": SEEN}),
    "check_hours": (
        5,
        ANYBODY | {"name": one_of("approve", "send_back"), "which": WHICH, "more": one_of(None, None, None, 0, 1)},
    ),
    "relate": (
        3,
        ANYBODY
        | {"relation": one_of("PARENT", "CARED_FOR", "CARED_FOR", "MAY_COLLECT"), "back": DAY}
        | {"whom": one_of("somebody new", "somebody new", 0, 1, "nobody"), "named": one_of(*[True] * 5, False)},
    ),
    "redetail": (
        4,
        ANYBODY
        | {
            "said": st.one_of(
                st.tuples(st.just("change_details"), CHANGED), st.tuples(st.just("correct_details"), CORRECTED)
            )
        }
        | {"back": DAY, "edge": EDGE, "seen": SEEN},
    ),
    "link": (3, ANYBODY | {"other": WHO}),
    "void_exit": (4, ANYBODY | {"which": WHICH, "amiss": one_of(*[False] * 5, True), "seen": SEEN}),
    "void_entry": (
        9,
        ANYBODY | {"back": st.integers(0, 7), "among": one_of(*["counts"] * 8, "all", "voided"), "seen": SEEN},
    ),
    "repeat": (4, {"which": st.integers(0, 9), "by": one_of(None, None, MANAGER, "ewa"), "stale": st.booleans()}),
    "reuse_the_key": (3, {"which": st.integers(0, 9)}),
    "time_passes": (3, {"hours": one_of(24, 14, 72), "restart": st.booleans()}),
    "look": (3, {"actor": ACTOR, "by": one_of(*FILTERS), "on": one_of(None, None, 0, -1, -2, -4)}),
    "search": (2, {"actor": ACTOR, "text": one_of(*NAMES, *PESELS)}),
} | {
    name: (told.times, _choices)
    for name, told in TELLS.items()
    for _choices in [
        ANYBODY
        | {"which": WHICH, "back": LATELY, "edge": EDGE, "seen": SEEN}
        | {
            "said": st.fixed_dictionaries(
                {n: c if isinstance(c, st.SearchStrategy) else st.just(c) for n, c in told.says.items()}
            )
        }
        | {"refers": st.fixed_dictionaries(dict.fromkeys(told.refers, SIGNED_BY))}
        | {"later": st.fixed_dictionaries(dict(told.later))}
    ]
}
"""What may happen next: how often, and the choices in it."""

OFTEN = [name for name, (times, _) in STEPS.items() for _ in range(times)]
STEP = st.sampled_from(OFTEN).flatmap(lambda name: st.tuples(st.just(name), st.fixed_dictionaries(STEPS[name][1])))


def shifted(day: str, days: int) -> str:
    """Return the day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
