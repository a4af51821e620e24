"""What every sentence of the timeline keeps to, whatever the fact: it says the fact, whole, in plain words."""

import re
from collections.abc import Iterator
from enum import Enum, StrEnum
from typing import Any, get_args, get_origin

import msgspec
import pytest

from application.projections.timeline.sentences import SENTENCES
from application.projections.timeline.words import WORDS
from domain.journal import Fact, Personal, Sealed, Statistical
from domain.vocabulary import Sex
from tests.examples import CATALOGUE, example, options_of, own_fields
from tests.timelines import another, on_a_timeline, replaced, with_references

KINDS = sorted(SENTENCES, key=lambda kind: kind.TOPIC)

NOT_SAID = {
    "journey.participant-registered.1": {"birth_date", "pesel", "case_mark", "sex", "birth_year"},
    "journey.personal-details-corrected.1": {"birth_year"},
    "journey.enrolled.1": {"episode", "needs_contract"},
    "journey.duplicate-linked.1": {"survivor"},
    "journey.duplicate-ruled-out.1": {"other"},
    "journey.related-person-linked.1": {"person"},
    "journey.forgotten.1": {"erased", "kept"},
    "edition.put-on-waiting-list.1": {"participant"},
    "provider.kinship-declared.1": {"participant"},
    "engagement.sample-drawn.1": {"people"},
    "ledger.epoch-begun.1": {"facts_root", "facts_known_root", "access_root", "access_known_root"},
    "report.sent.1": {"document", "known_at", "corrects"},
    "rules.rule-set.1": {"owner"},
    "user.token-issued.1": {"digest"},
}
"""What a sentence leaves to the details beside it, or (a token's digest) says to nobody."""

ALLOWED = frozenset("KIS PESEL PUP CUS OPS ISCED II ZUS KRUS EFS RODO XES OCEL CAS SHA".split())
"""Abbreviations that people say, the number of a part, and what formats are called."""
ALIKE = {"administrator", "token", "min", "program", "art", "limit", *(word.lower() for word in ALLOWED)}
"""Words that are Polish and English."""
PLAIN_TEXT = "zmyślona treść"


def said(fact: Fact, **how: Any) -> tuple[str, str]:
    """Return the sentence of a fact among what it refers to."""
    [found] = [
        entry for entry in on_a_timeline(*with_references(fact), **how) if entry.version == fact.originator_version
    ]
    return found.pl, found.en


def held(option: Any) -> Any:
    """Return the type of a value without its seal."""
    return get_args(option)[0] if get_origin(option) in (Personal, Statistical) else option


CHANGES = [(kind, name) for kind in KINDS for name in ["occurred_on", *(name for name, _ in own_fields(kind))]]


@pytest.mark.parametrize(("kind", "name"), CHANGES, ids=lambda one: getattr(one, "TOPIC", one))
def test_a_sentence_says_every_value_of_the_fact_and_its_day_in_both_languages(kind, name):
    before = example(kind)
    after = replaced(example(kind), **{name: another(getattr(before, name))})
    told, changed = said(before), said(after)
    if name in NOT_SAID.get(kind.TOPIC, set()):
        assert changed == told
    else:
        assert changed[0] != told[0]
        assert changed[1] != told[1]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TOPIC)
def test_a_sentence_is_whole_when_nothing_optional_was_said(kind):
    for sentence in said(example(kind, sparse=True)):
        assert sentence
        assert sentence == " ".join(sentence.split())
        assert "None" not in sentence
        assert sentence.endswith(".")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TOPIC)
def test_a_sentence_stays_whole_where_the_reader_may_open_nothing(kind):
    pl, en = said(example(kind), opens=frozenset())
    assert [field.name for field in kind.SEALED if f"zmyślone {field.name}" in pl + en] == []
    secrets = [field for field in kind.SEALED if field.name not in NOT_SAID.get(kind.TOPIC, set())]
    assert ("[treść chroniona]" in pl) == ("[protected]" in en)
    assert not secrets or "[treść chroniona]" in pl


def everything_it_can_hold(kind: type[Fact]) -> Iterator[Fact]:
    """Return facts of a kind that hold, between them, every member of every list, and nothing that is optional."""
    yield readable(example(kind, sparse=True))
    plain = readable(example(kind))
    yield plain
    for name, annotation in own_fields(kind):
        option = options_of(annotation)[0]
        if isinstance(held(option), type) and issubclass(held(option), StrEnum):
            for member in held(option):
                sealed = get_origin(option) in (Personal, Statistical)
                yield replaced(plain, **{name: get_origin(option)(member) if sealed else member})


def readable(fact: Fact) -> Fact:
    """Return the fact with texts that are no field's name, and with codes as a club writes them."""
    fields: dict[str, Any] = {}
    for name, annotation in own_fields(type(fact)):
        content = options_of(annotation)[0]
        inner = held(content)
        if _has_parts(inner) and getattr(fact, name):
            value = getattr(fact, name)
            inside: Any = value.fresh if isinstance(value, Sealed) else value
            parts = tuple(readable_part(one) for one in inside)
            fields[name] = get_origin(content)(parts)
        if get_origin(content) is tuple and options_of(get_args(content)[0])[0] is str:
            fields[name] = ("12/2026",)
        if held(content) is str and getattr(fact, name) is not None:
            fields[name] = "12/2026" if content is str else get_origin(content)(PLAIN_TEXT)
    plain: Fact = replaced(fact, **fields)
    return plain


def _has_parts(content: Any) -> bool:
    several = get_args(content)[0] if get_origin(content) is tuple else None
    return isinstance(several, type) and issubclass(several, msgspec.Struct)


def readable_part(part: msgspec.Struct) -> msgspec.Struct:
    """Return a part of a fact with codes as a club writes them."""
    texts = {name: "12/2026" for name in type(part).__struct_fields__ if type(getattr(part, name)) is str}
    plain: msgspec.Struct = replaced(part, **texts)
    return plain


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TOPIC)
def test_no_polish_sentence_holds_a_code_or_an_english_word(kind):
    for fact in everything_it_can_hold(kind):
        around = [readable(other) for other in with_references(fact)[1:]]
        pl, en = next(
            (entry.pl, entry.en) for entry in on_a_timeline(fact, *around) if entry.version == fact.originator_version
        )
        assert set(re.findall(r"\b[A-Z][A-Z_]+\b", pl)) <= ALLOWED
        assert "_" not in pl + en
        common = words_of(pl) & words_of(en) - words_of(PLAIN_TEXT) - ALIKE
        assert common == set()


def words_of(text: str) -> set[str]:
    """Return the words of three letters and more."""
    return {word.lower() for word in re.findall(r"[^\W\d_]{3,}", text)}


def lists_in_facts() -> set[Any]:
    """Return every closed list of words whose members can stand in a fact, sealed ones included."""
    options = [option for kind in CATALOGUE.values() for _, says in own_fields(kind) for option in options_of(says)]
    return {one for one in map(held, options) if isinstance(one, type) and issubclass(one, Enum)}


def test_every_word_that_a_fact_can_hold_is_said_in_both_languages():
    members = [member for words in lists_in_facts() for member in words]
    assert len(members) > 140
    assert [member for member in members if member not in WORDS] == []
    for member in members:
        polish, english = WORDS[member]
        assert polish
        assert english


def test_members_of_two_lists_that_share_a_text_have_words_of_their_own():
    assert len({WORDS[kind("OTHER")] for kind in lists_in_facts() if "OTHER" in set(kind)}) > 5
    assert WORDS[Sex.FEMALE] == ("kobieta", "woman")
