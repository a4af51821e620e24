"""Sentences about who provides services."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.saying import PROTECTED, Sentence, day_of, sentence
from application.projections.timeline.words import WORDS
from domain.journal import Fact
from domain.providers import KinshipDeclared, KinshipEnded, ProviderCheckedForMinors, ProviderLeft, ProviderRegistered


def _registered(fact: ProviderRegistered, opened: Opener) -> Sentence:
    day, who = day_of(fact.occurred_on), opened.names() or PROTECTED
    return sentence(f"Świadczenie usług od {day[0]}: {who[0]}", f"Provides services from {day[1]}: {who[1]}")


def _checked(fact: ProviderCheckedForMinors, _: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(
        f"Sprawdzono {day[0]} rejestr sprawców przestępstw na tle seksualnym: brak wpisu",
        f"Register of sexual offenders checked on {day[1]}: no finding",
    )


def _left(fact: ProviderLeft, _: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(f"Koniec świadczenia usług {day[0]}", f"Provides no services after {day[1]}")


def _kin(fact: KinshipDeclared, _: Opener) -> Sentence:
    day, kind = day_of(fact.occurred_on), WORDS[fact.kind]
    return sentence(
        f"Powiązanie z osobą z rejestru od {day[0]}: {kind[0]}",
        f"Kin to a person of the register from {day[1]}: {kind[1]}",
    )


def _kin_no_more(fact: KinshipEnded, opened: Opener) -> Sentence:
    declared = opened.of(fact.kinship)[0]
    day, since, kind = day_of(fact.occurred_on), day_of(declared.occurred_on), WORDS[declared.kind]
    return sentence(
        f"Koniec powiązania z osobą z rejestru {day[0]} (od {since[0]}): {kind[0]}",
        f"Kin to a person of the register until {day[1]} (from {since[1]}): {kind[1]}",
    )


PROVIDERS: dict[type[Fact], Saying] = {
    ProviderRegistered: _registered,
    ProviderCheckedForMinors: _checked,
    ProviderLeft: _left,
    KinshipDeclared: _kin,
    KinshipEnded: _kin_no_more,
}
