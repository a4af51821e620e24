"""Sentences about the rules of the club, of an edition and of an agreement; and a rule's value as people read it."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.referring import reason
from application.projections.timeline.saying import (
    Pair,
    Sentence,
    counted_in_both,
    day_of,
    duration,
    money,
    period,
    quoted,
    remark,
    same,
    sentence,
)
from application.projections.timeline.words import WORDS
from domain.journal import Fact
from domain.polish import Forms
from domain.programmes import ACTIVITIES
from domain.project_durability.owed import NOT_OWED
from domain.project_durability.words import KINDS, TARGETS
from domain.rules import RuleCode, RuleConfirmed, RuleEnded, RuleSet, Unit, Value

_YES_NO = {True: ("tak", "yes"), False: ("nie", "no")}
_IN_MINUTES = frozenset({RuleCode.PROVIDER_IN_24_HOURS, RuleCode.PAYABLE_STEP})
_IN_GROSZE = frozenset({RuleCode.BENEFIT_RATE, RuleCode.BENEFIT_REFUND})
_NOUNS: dict[Unit | RuleCode, tuple[Forms, tuple[str, str]]] = {
    Unit.DOBY: (("doba", "doby", "dób"), ("whole day", "whole days")),
    Unit.PRESENCES: (("obecność", "obecności", "obecności"), ("presence", "presences")),
    **dict.fromkeys(
        (RuleCode.AGE_FROM, RuleCode.AGE_BELOW, RuleCode.PENSION_AGE_WOMEN, RuleCode.PENSION_AGE_MEN),
        (("rok", "lata", "lat"), ("year", "years")),
    ),
    **dict.fromkeys(
        (RuleCode.LONG_TERM_MONTHS, RuleCode.LONG_TERM_WINDOW_MONTHS),
        (("miesiąc", "miesiące", "miesięcy"), ("month", "months")),
    ),
    **dict.fromkeys(
        (RuleCode.WARN_DAYS_AHEAD, RuleCode.LATE_ENTRY_DAYS, RuleCode.IDENTICAL_ENTRIES),
        (("dzień", "dni", "dni"), ("day", "days")),
    ),
    RuleCode.PEOPLE_PER_PROVIDER: (("osoba", "osoby", "osób"), ("person", "people")),
    RuleCode.BATCH_ENTRIES: (("wpis", "wpisy", "wpisów"), ("entry", "entries")),
}
_VALUES: dict[str, Pair] = {
    "WORKED": ("przepracowane", "worked"),
    "ATTENDED": ("zajęcia", "attended"),
    "RECEIVED": ("usługa", "received"),
    "DOWN": ("w dół", "down"),
    "NEAREST": ("do najbliższej wartości", "to the nearest"),
    "UP": ("w górę", "up"),
    "GMINA": ("budżet gminy", "the municipality's budget"),
    "GMINA-I-FUNDUSZ-PRACY": ("budżet gminy i Fundusz Pracy", "the municipality's budget and the Labour Fund"),
    "EFS-PLUS": ("Europejski Fundusz Społeczny Plus", "European Social Fund Plus"),
    "FUNDUSZ-SOLIDARNOSCIOWY": ("Fundusz Solidarnościowy", "Solidarity Fund"),
    **{kind.value: words for kind, words in KINDS.items()},
    NOT_OWED: ("nie jest należna", "not owed"),
}
_APPLIES_TO: dict[str, Pair] = {
    **{activity.code: (activity.pl, activity.en) for activity in ACTIVITIES.values()},
    "GROUP": ("przynależność do grupy", "membership of a group"),
    "NO_EXCLUDING_BENEFIT": ("brak świadczenia, które wyklucza", "no excluding benefit"),
    "RESIDENCE": ("mieszkanie w gminie", "residence in the municipality"),
    "UNEMPLOYED_WITHOUT_BENEFIT": ("bezrobocie bez prawa do zasiłku", "unemployed without a right to benefit"),
    "DISABILITY_DECISION": ("orzeczenie o niepełnosprawności", "disability decision"),
    "CARER": ("opieka nad osobą bliską", "caring for somebody"),
    "AGE": ("wiek", "age"),
    "SEVERE_COUPLED": ("stopień znaczny, niepełnosprawność sprzężona", "severe degree, coupled disability"),
    "SEVERE": ("stopień znaczny", "severe degree"),
    "MODERATE_COUPLED": ("stopień umiarkowany, niepełnosprawność sprzężona", "moderate degree, coupled disability"),
    "MODERATE": ("stopień umiarkowany", "moderate degree"),
    "CHILD": ("dziecko", "child"),
    "CHILDREN": ("dzieci", "children"),
    **{promise.value: words for promise, words in TARGETS.items()},
    **{unit.value: WORDS[unit] for unit in Unit},
}


def rule_in_words(code: RuleCode, applies_to: str | None) -> Pair:
    """Return what a rule is about, and what it is narrowed to."""
    pl, en = WORDS[code]
    if applies_to is None:
        return pl, en
    apart = _APPLIES_TO.get(applies_to, same(applies_to))
    return f"{pl}: {apart[0]}", f"{en}: {apart[1]}"


def value_in_words(code: RuleCode, unit: Unit | None, value: Value) -> Pair:
    """Return a rule's value as people read it: tak, 10 godz., 14 dób, 60 dni."""
    if isinstance(value, bool):
        return _YES_NO[value]
    if isinstance(value, str):
        return _VALUES.get(value, same(value))
    if unit is Unit.MINUTES or code in _IN_MINUTES:
        return duration(value)
    if code in _IN_GROSZE:
        return money(value)
    nouns = _NOUNS.get(unit or code)
    return same(value) if nouns is None else counted_in_both(value, *nouns)


def _set(fact: RuleSet, opened: Opener) -> Sentence:
    day, whose, runs = day_of(fact.occurred_on), WORDS[fact.scope], period(fact.since, fact.until)
    named, value = quoted(rule_in_words(fact.rule, fact.applies_to)), value_in_words(fact.rule, fact.unit, fact.value)
    checked = ("", "") if fact.confirmed else ("; do potwierdzenia", "; to be confirmed")
    return sentence(
        f"Ustawiono {day[0]} regułę {whose[0]} {named[0]}: {value[0]}, {runs[0]}{checked[0]}",
        f"Rule {whose[1]} {named[1]} set on {day[1]}: {value[1]}, {runs[1]}{checked[1]}",
        remark("Podstawa", "Law", same(fact.law)),
        remark("Źródło", "Source", opened("source")),
    )


def _confirmed(fact: RuleConfirmed, opened: Opener) -> Sentence:
    day, was = day_of(fact.occurred_on), opened.of(fact.rule)[0]
    named, value = quoted(rule_in_words(was.rule, was.applies_to)), value_in_words(was.rule, was.unit, fact.value)
    return sentence(
        f"Potwierdzono {day[0]} regułę {named[0]}: {value[0]}",
        f"Rule {named[1]} confirmed on {day[1]}: {value[1]}",
        remark("Źródło", "Source", opened("source")),
    )


def _ended(fact: RuleEnded, opened: Opener) -> Sentence:
    day, last, was = day_of(fact.occurred_on), day_of(fact.until), opened.of(fact.rule)[0]
    named = quoted(rule_in_words(was.rule, was.applies_to))
    return sentence(
        f"Zapisano {day[0]}, że reguła {named[0]} przestaje obowiązywać; ostatni dzień: {last[0]}",
        f"Rule {named[1]} ended, said on {day[1]}; last day: {last[1]}",
        reason(opened),
    )


RULES: dict[type[Fact], Saying] = {RuleSet: _set, RuleConfirmed: _confirmed, RuleEnded: _ended}
