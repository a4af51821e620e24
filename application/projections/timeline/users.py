"""Sentences about a user of the system."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.saying import PROTECTED, Sentence, day_of, period, sentence
from application.projections.timeline.words import WORDS
from domain.journal import Fact
from domain.users import (
    ClockConfirmed,
    DeputyAppointed,
    DeputyDismissed,
    RoleGranted,
    RoleWithdrawn,
    TokenIssued,
    TokenRevoked,
    UserRegistered,
)


def _registered(fact: UserRegistered, opened: Opener) -> Sentence:
    day, who = day_of(fact.occurred_on), opened("display_name") or PROTECTED
    return sentence(f"Założono konto {day[0]}: {who[0]}", f"Account made on {day[1]}: {who[1]}")


def _granted(fact: RoleGranted, _: Opener) -> Sentence:
    day, role = day_of(fact.occurred_on), WORDS[fact.granted]
    return sentence(f"Nadano rolę {day[0]}: {role[0]}", f"Role granted on {day[1]}: {role[1]}")


def _withdrawn(fact: RoleWithdrawn, _: Opener) -> Sentence:
    day, role = day_of(fact.occurred_on), WORDS[fact.withdrawn]
    return sentence(f"Odebrano rolę {day[0]}: {role[0]}", f"Role withdrawn on {day[1]}: {role[1]}")


def _issued(fact: TokenIssued, _: Opener) -> Sentence:
    day, until = day_of(fact.occurred_on), day_of(fact.expires_on)
    return sentence(f"Wydano token {day[0]}, ważny do {until[0]}", f"Token issued on {day[1]}, valid until {until[1]}")


def _revoked(fact: TokenRevoked, opened: Opener) -> Sentence:
    day, issued = day_of(fact.occurred_on), day_of(opened.of(fact.token)[0].occurred_on)
    return sentence(
        f"Unieważniono {day[0]} token wydany {issued[0]}", f"The token issued on {issued[1]} was revoked on {day[1]}"
    )


def _clock(fact: ClockConfirmed, _: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(
        f"Potwierdzono {day[0]} godzinę komputera po przeskoku zegara",
        f"The computer's clock was confirmed on {day[1]} after a jump",
    )


def _deputy(fact: DeputyAppointed, opened: Opener) -> Sentence:
    day, who, holds = day_of(fact.occurred_on), opened.user(fact.deputy), period(fact.since, fact.until)
    return sentence(
        f"Wyznaczono {day[0]} zastępstwo {holds[0]}: {who[0]}", f"Deputy appointed on {day[1]}, {holds[1]}: {who[1]}"
    )


def _no_deputy(fact: DeputyDismissed, opened: Opener) -> Sentence:
    appointed, _ = opened.of(fact.appointment)
    day, who, holds = day_of(fact.occurred_on), opened.user(appointed.deputy), period(appointed.since, appointed.until)
    return sentence(
        f"Zakończono {day[0]} zastępstwo wyznaczone {holds[0]}: {who[0]}",
        f"Deputy dismissed on {day[1]}, appointed {holds[1]}: {who[1]}",
    )


USERS: dict[type[Fact], Saying] = {
    UserRegistered: _registered,
    RoleGranted: _granted,
    RoleWithdrawn: _withdrawn,
    TokenIssued: _issued,
    TokenRevoked: _revoked,
    ClockConfirmed: _clock,
    DeputyAppointed: _deputy,
    DeputyDismissed: _no_deputy,
}
