"""Sentences about an agreement with the labour office or the gmina (porozumienie)."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.referring import note, reason
from application.projections.timeline.saying import (
    Pair,
    Sentence,
    counted_in_both,
    day_of,
    duration,
    period,
    remark,
    sentence,
)
from domain.agreements import AgreementAmended, AgreementEnded, AgreementSigned
from domain.journal import Fact


def _signed(fact: AgreementSigned, opened: Opener) -> Sentence:
    day, holds = day_of(fact.occurred_on), period(fact.valid_from, fact.valid_until)
    return sentence(
        f"Podpisano {day[0]} porozumienie nr {fact.number}, ważne {holds[0]}",
        f"Agreement no. {fact.number} signed on {day[1]}, valid {holds[1]}",
        *_limits(fact),
        note(opened),
    )


def _amended(fact: AgreementAmended, opened: Opener) -> Sentence:
    day, until, number = day_of(fact.occurred_on), day_of(fact.valid_until), _number(opened)
    return sentence(
        f"Podpisano {day[0]} aneks do porozumienia nr {number}, ważne do {until[0]}",
        f"Annex to agreement no. {number} signed on {day[1]}, valid until {until[1]}",
        *_limits(fact),
        reason(opened),
    )


def _ended(fact: AgreementEnded, opened: Opener) -> Sentence:
    day, number = day_of(fact.occurred_on), _number(opened)
    return sentence(
        f"Zakończono przed terminem porozumienie nr {number}, ostatni dzień: {day[0]}",
        f"Agreement no. {number} ended early, last day: {day[1]}",
        reason(opened),
    )


def _number(opened: Opener) -> str:
    number: str = opened.of(1)[0].number
    return number


def _limits(fact: AgreementSigned | AgreementAmended) -> list[Pair | None]:
    persons = ("osoba", "osoby", "osób")
    many = None if fact.persons is None else counted_in_both(fact.persons, persons, ("person", "people"))
    each = None if fact.minutes_monthly_each is None else duration(fact.minutes_monthly_each)
    return [
        remark("Najwyżej", "At most", many),
        remark("Czas łącznie", "Time in all", None if fact.minutes is None else duration(fact.minutes)),
        remark("Czas na osobę w miesiącu", "Time a month for each person", each),
    ]


AGREEMENTS: dict[type[Fact], Saying] = {
    AgreementSigned: _signed,
    AgreementAmended: _amended,
    AgreementEnded: _ended,
}
