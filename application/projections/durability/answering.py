"""Does it last: the answer to a question, from everybody as known at a position of the log. Nothing is written."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

import msgspec

from application.projections.durability.watched import Watched
from application.projections.evaluated.people import Dose, Population
from domain.durability.cutting import ALL, SEVERAL, WHOLE, keys, order, words
from domain.durability.definition import DurabilityRule, durability_rule
from domain.durability.figures import GroupFigures, LogRank
from domain.durability.leaving import Left, figures, is_asked_about
from domain.durability.log_rank import log_rank
from domain.durability.observation import Ending
from domain.durability.person import Key
from domain.durability.report import Cut, DurabilityReport, Group, Question, WhatIf, Words
from domain.durability.staying import times

Doses = Mapping[Key, Dose]
Sees = Callable[[UUID], bool]
"""Whether whoever asks may see a person, by the record that goes on."""

SEVERAL_GROUPS = Words(
    "Jedna osoba może być w kilku grupach tej tablicy, więc grupy nie sumują się do całości, a testu różnic nie ma.",
    "One person may be in several groups of this table: they do not add up to the whole, and are not tested.",
)
AGE_BY_YEAR = Words(
    "Wiek to liczba lat ukończonych w roku zakończenia udziału (znany jest tylko rok urodzenia).",
    "Age is the one reached in the year of the exit (only the year of birth is known).",
)
HOURS_RECORDED = Words(
    "Godziny to suma wpisów przy zapisach tego udziału, także niezatwierdzonych, bez unieważnionych.",
    "Hours are all that was recorded in this participation, also unapproved, without what was voided.",
)
ONCE = Words(
    "Każda osoba jest liczona raz, także po powrocie do klubu i gdy miała kilka kart.",
    "Each person is counted once, also after a return and where they had several records.",
)
NOBODY = Words(
    "Nikogo takiego nie ma: w tym okresie i przy tych filtrach nikt nie zakończył udziału w edycji, której celem jest "
    "zatrudnienie. To brak danych, nie wynik zero.",
    "There is nobody: in this period and with these filters nobody left an edition that aims at employment. "
    "This is no data, and not a result of zero.",
)
ALL_UNKNOWN = Words(
    "O pracy żadnej z tych osób po zakończeniu nic nie wiadomo: odsetka nie ma, a granice obejmują wszystko.",
    "Nothing is known of the work of any of these people: there is no rate, and the bounds hold everything.",
)
WOULD_BE = Words(
    "To odpowiedź na pytanie „co by było, gdyby”: te same zapisy policzone inną regułą. Niczego nie zapisano.",
    "This answers “what if”: the same records counted by another rule. Nothing was written.",
)
NOT_THE_AIM = "osoby z edycji, których celem nie jest zatrudnienie, i korzystający tylko z usług"
_OF_CUT = {Cut.AGE: AGE_BY_YEAR, Cut.DOSE: HOURS_RECORDED}


def rule_of(question: Question) -> DurabilityRule:
    """Return the rule that a question is answered by: its definition, what is asked otherwise. NoSuchDefinition."""
    said = {name: value for name, value in msgspec.structs.asdict(question.what_if).items() if value is not None}
    return msgspec.structs.replace(durability_rule(question.definition), **said)


def left_of(
    population: Population,
    question: Question,
    doses: Doses | None = None,
    sees: Sees | None = None,
    watched: Watched | None = None,
) -> list[Left]:
    """Return everybody a question is about and what is seen of each. NoSuchDefinition.

    `doses`: hours by enrolment, needed to cut by them. `sees`: only these people (None: everybody). `watched`: what
    was seen for earlier questions.
    """
    seen = (watched or Watched()).of(population, rule_of(question))
    asked = [one for one in seen if is_asked_about(question, one.of) and (sees is None or sees(one.of.person.id))]
    return asked if doses is None else [_with_minutes(one, doses) for one in asked]


def report(
    population: Population, question: Question, doses: Doses | None = None, watched: Watched | None = None
) -> DurabilityReport:
    """Return the answer to a question about everybody. Arguments and refusals as of `left_of`."""
    return report_of(population, question, left_of(population, question, doses, watched=watched))


def report_of(
    population: Population, question: Question, everybody: Sequence[Left], hides: Sequence[str] = ()
) -> DurabilityReport:
    """Return the answer to a question about these people; `hides` says in Polish who else is left out."""
    whole = Group(key=ALL, pl=WHOLE.pl, en=WHOLE.en, figures=figures(everybody))
    parts = by_group(question.by, everybody)
    return DurabilityReport(
        definition=rule_of(question),
        what_if=question.what_if != WhatIf(),
        question=question,
        position=population.position,
        today=population.today,
        whole=whole,
        groups=tuple(
            Group(key=key, pl=called.pl, en=called.en, figures=figures(group))
            for key, group in parts.items()
            for called in (words(question.by, key, population.editions),)
        ),
        log_rank=_compared(question.by, parts.values()),
        hides=(NOT_THE_AIM, *hides),
        notes=tuple(notes(question, whole.figures)),
    )


def few(cut: Cut | None, everybody: Sequence[Left], least: int) -> list[UUID]:
    """Return the people of whom an answer tells because fewer than `least` stand in a group of theirs, or in all."""
    groups = [everybody, *by_group(cut, everybody).values()]
    return list(dict.fromkeys(one.of.person.id for group in groups if len(group) < least for one in group))


def by_group(cut: Cut | None, everybody: Iterable[Left]) -> dict[str, list[Left]]:
    """Return the groups of a cut in their order; none without one."""
    if cut is None:
        return {}
    found = defaultdict[str, list[Left]](list)
    for one in everybody:
        for key in keys(cut, one.of):
            found[key].append(one)
    return {key: found[key] for key in sorted(found, key=lambda key: order(cut, key))}


def notes(question: Question, whole: GroupFigures | None) -> Iterable[Words]:
    """Yield what a reader of an answer must know."""
    yield ONCE
    if question.by in SEVERAL:
        yield SEVERAL_GROUPS
    if question.by in _OF_CUT:
        yield _OF_CUT[question.by]
    if question.what_if != WhatIf():
        yield WOULD_BE
    if whole is not None and not whole.people:
        yield NOBODY
    elif whole is not None and not any(p.known for p in whole.points) and any(p.denominator for p in whole.points):
        yield ALL_UNKNOWN


def _with_minutes(one: Left, doses: Doses) -> Left:
    had = [doses[place.key].minutes for place in one.of.stay.places if place.key in doses]
    return msgspec.structs.replace(one, of=msgspec.structs.replace(one.of, minutes=sum(had)))


def _compared(cut: Cut | None, groups: Iterable[Sequence[Left]]) -> LogRank | None:
    """Return the log-rank test of the groups' time in work, where nobody is in two of them."""
    if cut in SEVERAL:
        return None
    return log_rank(
        [times([o.seen.staying for o in group if o.seen.staying is not None], Ending.LOST) for group in groups]
    )
