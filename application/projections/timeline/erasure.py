"""Sentences about forgetting: how long a file is kept, the request and what became of it, and that somebody was."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.saying import Sentence, day_of, remark, same, sentence
from application.projections.timeline.words import WORDS
from domain.erasure import ArchiveConsentNoted, ErasureApproved, ErasureExecuted, ErasureRefused, ErasureRequested
from domain.forgetting import Forgotten
from domain.journal import Fact
from domain.retention import RetentionSet


def _retention(fact: RetentionSet, _: Opener) -> Sentence:
    day, basis = day_of(fact.occurred_on), WORDS[fact.basis]
    return sentence(
        f"Ustalono kategorię archiwalną {fact.retention_class} licząc od {day[0]}: {basis[0]}",
        f"Retention class {fact.retention_class} set, counting from {day[1]}: {basis[1]}",
    )


def _forgotten(fact: Forgotten, _: Opener) -> Sentence:
    day, ground = day_of(fact.occurred_on), WORDS[fact.ground]
    return sentence(
        f"Usunięto {day[0]} dane osobowe na zawsze: {ground[0]}",
        f"Personal data erased for good on {day[1]}: {ground[1]}",
        remark("Wniosek", "Request", same(fact.request)),
    )


def _requested(fact: ErasureRequested, _: Opener) -> Sentence:
    day, who, ground = day_of(fact.occurred_on), WORDS[fact.asked_by], WORDS[fact.ground]
    return sentence(
        f"Wniosek o usunięcie danych z {day[0]}, składa: {who[0]}; podstawa: {ground[0]}",
        f"Request to erase data of {day[1]}, by: {who[1]}; ground: {ground[1]}",
        remark("Liczba kart tej osoby", "Records of this person", same(len(fact.participants))),
    )


def _refused(fact: ErasureRefused, _: Opener) -> Sentence:
    day, why = day_of(fact.occurred_on), WORDS[fact.reason]
    until = None if fact.kept_until is None else day_of(fact.kept_until)
    return sentence(
        f"Odmówiono usunięcia danych {day[0]}: {why[0]}",
        f"Erasure refused on {day[1]}: {why[1]}",
        remark("Akta trzeba przechowywać do", "The file must be kept until", until),
    )


def _consent(fact: ArchiveConsentNoted, _: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(
        f"Archiwum państwowe zgodziło się {day[0]} na brakowanie, nr {fact.number}",
        f"The State Archive agreed on {day[1]} that the records be destroyed, no. {fact.number}",
    )


def _approved(fact: ErasureApproved, _: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(
        f"Druga osoba zatwierdziła {day[0]} usunięcie danych (ważne 72 godziny)",
        f"A second person approved the erasure on {day[1]} (it holds for 72 hours)",
    )


def _executed(fact: ErasureExecuted, _: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(f"Wykonano {day[0]} usunięcie danych", f"The erasure was carried out on {day[1]}")


ERASURE: dict[type[Fact], Saying] = {
    RetentionSet: _retention,
    Forgotten: _forgotten,
    ErasureRequested: _requested,
    ErasureRefused: _refused,
    ArchiveConsentNoted: _consent,
    ErasureApproved: _approved,
    ErasureExecuted: _executed,
}
