"""In which group of art. 1(2) a person stands on a day: today's list, one row a person.

The primary group decides. Where the law asks for more than belonging (long-term unemployment, an individual programme),
the rules of `domain/eligibility/groups` judge it from the evidence; what they do not find proven is to be explained.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from domain.annual_report.words import RowWords
from domain.durability.person import Key, Membership, Person
from domain.durability.report import Words
from domain.eligibility import Answer
from domain.eligibility.answers import Judged
from domain.eligibility.circumstances import Belonging, Circumstances
from domain.eligibility.groups import HOMELESS, REFUGEE, UNEMPLOYED
from domain.eligibility.groups.unemployed import long_term
from domain.measures.definition import Confidence
from domain.rules import Rules

LAW = "ustawa o zatrudnieniu socjalnym (t.j. Dz.U. 2025 poz. 83), art. 1 ust. 2"
TO_EXPLAIN = "TO_EXPLAIN"
LONG_TERM = "LONG_TERM_UNEMPLOYED"


class Grouped(msgspec.Struct, frozen=True, kw_only=True):
    """The row of a person, the memberships that it rests on, and why."""

    row: str
    keys: tuple[Key, ...]
    why: Words


def _row(code: str, pl: str, en: str, point: int) -> RowWords:
    return RowWords(code=code, pl=pl, en=en, law=f"{LAW} pkt {point}", confidence=Confidence.HIGH)


GROUP_ROWS = (
    _row(
        "HOMELESS",
        "bezdomni realizujący indywidualny program wychodzenia z bezdomności",
        "homeless people who follow an individual programme out of homelessness",
        1,
    ),
    _row("ALCOHOL", "uzależnieni od alkoholu", "people addicted to alcohol", 2),
    _row("DRUGS", "uzależnieni od narkotyków", "people addicted to drugs", 3),
    _row("MENTAL_DISORDER", "osoby z zaburzeniami psychicznymi", "people with mental disorders", 4),
    _row(LONG_TERM, "długotrwale bezrobotni", "long-term unemployed people", 5),
    _row(
        "EX_PRISONER",
        "zwalniani z zakładów karnych, mający trudności w integracji",
        "people released from prison with difficulty integrating",
        6,
    ),
    _row(
        "REFUGEE",
        "uchodźcy realizujący indywidualny program integracji",
        "refugees who follow an individual integration programme",
        7,
    ),
    _row("DISABLED", "osoby niepełnosprawne", "people with disabilities", 8),
    RowWords(
        code="OTHER",
        pl="inne osoby (lista ustawy jest otwarta: „w szczególności”)",
        en="other people (the list of the Act is open: “in particular”)",
        law=LAW,
        confidence=Confidence.MEDIUM,
    ),
    RowWords(
        code=TO_EXPLAIN,
        pl="inne - do wyjaśnienia",
        en="other - to be explained",
        law=LAW,
        confidence=Confidence.MEDIUM,
        why_pl="Grupy ustawowej nie da się ustalić z zapisów. Przy każdej osobie stoi powód i co zapisać.",
        why_en="The statutory group does not follow from what is recorded. Each person has the reason and what to do.",
    ),
)
_ROWS: Mapping[str, str] = {
    **{row.code: row.code for row in GROUP_ROWS if row.code not in (TO_EXPLAIN, LONG_TERM)},
    UNEMPLOYED.code: LONG_TERM,
}
"""The row of each group of the registry (tested); what the law asks for besides belonging is judged before."""

_NO_GROUP = Words(
    "W dniu rozpoczęcia udziału osoba nie należała do żadnej grupy. Zapisz przynależność z dniem, od którego trwa.",
    "On the day on which taking part began the person belonged to no group. Record the membership with its first day.",
)
_SEVERAL = Words(
    "W dniu rozpoczęcia udziału osoba należała do kilku grup i żadna z nich albo więcej niż jedna jest główna. Wskaż "
    "jedną grupę główną.",
    "On the day on which taking part began the person belonged to several groups, and none or more than one of them "
    "is primary. Name one primary group.",
)
_ONLY_ONE = Words(
    "Jedyna grupa osoby w dniu rozpoczęcia udziału.",
    "The only group of the person on the day on which taking part began.",
)
_PRIMARY = Words(
    "Grupa główna osoby w dniu rozpoczęcia udziału.",
    "The primary group of the person on the day on which taking part began.",
)


def group_of(person: Person, day: date, club: Rules) -> Grouped:
    """Return in which row a person stands by what held on a day; `club` are the club's dated rules."""
    held = [one for one in person.memberships if one.since <= day and (one.until is None or day <= one.until)]
    if not held:
        return Grouped(row=TO_EXPLAIN, keys=(), why=_NO_GROUP)
    groups = {one.group for one in held}
    chosen = groups if len(groups) == 1 else {one.group for one in held if one.primary}
    if len(chosen) != 1:
        return Grouped(row=TO_EXPLAIN, keys=_keys(held), why=_SEVERAL)
    [group] = chosen
    keys = _keys(one for one in held if one.group == group)
    judged = _asked_besides(person, group, day, club)
    if judged is not None:
        keys = tuple(dict.fromkeys((*keys, *(person.memberships[place].key for place in judged.inputs))))
        if judged.answer is not Answer.MET:
            return Grouped(row=TO_EXPLAIN, keys=keys, why=_lacking(judged))
    return Grouped(row=_ROWS[group], keys=keys, why=_ONLY_ONE if len(groups) == 1 else _PRIMARY)


def _asked_besides(person: Person, group: str, day: date, club: Rules) -> Judged | None:
    """Return what the law asks for besides belonging to a group, as its rule answers; None: nothing."""
    if group == UNEMPLOYED.code:
        return long_term(_circumstances(person), day, club)
    if group in (HOMELESS.code, REFUGEE.code):
        rule = HOMELESS if group == HOMELESS.code else REFUGEE
        return rule.precondition(_circumstances(person), day, club)
    return None


def _circumstances(person: Person) -> Circumstances:
    """Return a person's memberships as the rules of eligibility read them; the items are their places here."""
    return Circumstances(
        belongings=tuple(
            Belonging(
                item=place,
                group=one.group,
                since=one.since,
                evidence=one.evidence,
                ended_on=one.until,
                issued_on=one.issued_on,
                valid_until=one.valid_until,
            )
            for place, one in enumerate(person.memberships)
            if one.evidence is not None
        )
    )


def _keys(held: Iterable[Membership]) -> tuple[Key, ...]:
    return tuple(one.key for one in held)


def _lacking(judged: Judged) -> Words:
    pl, en = judged.says
    missing = judged.missing or ("", "")
    return Words(f"{pl} {missing[0]}".strip(), f"{en} {missing[1]}".strip())
