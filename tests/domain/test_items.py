"""Items and what later facts say of them: whatever is taken back in whatever order, it is as if it was never said.

The reference folds the facts that still stand from the start, the slow and plain way.
"""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from domain.declarations import Consent, ConsentKind
from domain.items import WithItems
from domain.vocabulary import Relation
from tests.steps import ANNA, STAMP, TODAY, last_fact, link, registered

MONDAY = date(2026, 6, 1)


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """An invented item with two fields that later facts say anew."""

    item: int
    left: int = 0
    right: int = 0


class Things(WithItems):
    """An aggregate with items of two kinds."""

    __slots__ = ("others", "things")

    ITEMS = ("things", "others")
    STREAM = "things-of-a-test."

    things: dict[int, Thing]
    others: dict[int, Thing]


Step = tuple[Any, ...]
CREATE = st.tuples(st.just("create"), st.sampled_from(Things.ITEMS))
SAY = st.tuples(
    st.just("say"),
    st.integers(0, 5),
    st.dictionaries(st.sampled_from(("left", "right")), st.integers(1, 9), min_size=1),
)
UNSAY = st.tuples(st.just("unsay"), st.integers(0, 9))


def played(steps: list[Step]) -> tuple[Things, list[Step]]:
    """Play the steps that are possible; return the aggregate, and the facts as (version, what they do)."""
    things = Things(UUID(int=1))
    facts: list[Step] = []
    for version, (kind, *how) in enumerate(steps, start=1):
        there = [(name, item) for name in Things.ITEMS for item in getattr(things, name)]
        held = [v for v in range(1, version) if things.holds(v)]
        if kind == "create":
            getattr(things, how[0])[version] = Thing(item=version)
            facts.append((version, "create", how[0]))
        elif kind == "say" and there:
            name, item = there[how[0] % len(there)]
            things.say(getattr(things, name), item, version, **how[1])
            facts.append((version, "say", name, item, how[1]))
        elif kind == "unsay" and held:
            things.unsay(held[how[0] % len(held)], version)
            facts.append((version, "unsay", held[how[0] % len(held)]))
    return things, facts


def refolded(facts: list[Step]) -> dict[str, dict[int, Thing]]:
    """Return the items of the facts that still stand, folded from the start."""
    voided = {what[0] for _, kind, *what in facts if kind == "unsay"}
    found: dict[str, dict[int, Thing]] = {name: {} for name in Things.ITEMS}
    for version, kind, *what in facts:
        if version in voided or kind == "unsay":
            continue
        if kind == "create":
            found[what[0]][version] = Thing(item=version)
        elif what[1] in found[what[0]]:
            found[what[0]][what[1]] = msgspec.structs.replace(found[what[0]][what[1]], **what[2])
    return found


@given(st.lists(st.one_of(CREATE, SAY, SAY, UNSAY), max_size=40))
def test_what_is_taken_back_in_any_order_is_as_if_never_said(steps):
    things, facts = played(steps)

    assert {name: getattr(things, name) for name in Things.ITEMS} == refolded(facts)


@given(st.lists(st.one_of(CREATE, SAY, SAY, UNSAY), max_size=30))
def test_a_fact_holds_until_it_is_voided_and_never_again(steps):
    things, facts = played(steps)
    voided = {what[0]: version for version, kind, *what in facts if kind == "unsay"}

    assert things.voided == voided
    assert not [version for version in voided if things.holds(version)]
    made = [version for version, kind, *_ in facts if kind == "create" and version not in voided]
    assert all(things.holds(version) for version in made)


@given(st.lists(st.one_of(CREATE, SAY, UNSAY), max_size=20), st.lists(st.one_of(SAY, UNSAY), max_size=10))
def test_a_draft_leaves_what_others_see_as_it_was(steps, more):
    things, _ = played(steps)
    seen = {name: dict(getattr(things, name)) for name in Things.ITEMS}, dict(things.said), dict(things.voided)
    draft = things.draft()
    version = 100
    for kind, *how in more:
        version += 1
        there = [(name, item) for name in Things.ITEMS for item in getattr(draft, name)]
        if kind == "say" and there:
            name, item = there[how[0] % len(there)]
            draft.say(getattr(draft, name), item, version, **how[1])
        elif there:
            draft.unsay(there[how[0] % len(there)][1], version)

    assert ({name: getattr(things, name) for name in Things.ITEMS}, things.said, things.voided) == seen


def test_a_voided_withdrawal_leaves_the_consent_as_it_was_given():
    anna = registered()
    anna.give_consent(STAMP, TODAY, kind=ConsentKind.IMAGE, given_on=MONDAY, signed_by=None, document_number=None)
    item = anna.version
    anna.withdraw_consent(STAMP, TODAY, consent=item, withdrawn_on=MONDAY)
    withdrawal = anna.version

    anna.void_entry(STAMP, TODAY, set(), item=withdrawal, reason="powód zmyślony")

    assert anna.consents == {item: Consent(item=item, kind=ConsentKind.IMAGE, given_on=MONDAY, signed_by=None)}
    assert last_fact(anna)[1]["voids"] == withdrawal
    assert anna.voided == {withdrawal: anna.version}
    assert anna.id == ANNA


def test_a_voided_item_is_gone_with_what_was_said_of_it():
    anna = registered()
    item = link(anna, Relation.CARER, MONDAY)
    anna.unlink_related_person(STAMP, TODAY, link=item, until=MONDAY, reason=None)

    anna.void_entry(STAMP, TODAY, set(), item=item, reason="powód zmyślony")

    assert anna.related == {}
