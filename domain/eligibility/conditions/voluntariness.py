"""Taking part is voluntary and declared so; a court's referral is no free choice, so no declaration is asked for.

Law: art. 18(3) of the Act on social employment. A child whom a court sends to a day-room is there by its order.
"""

from datetime import date

from domain.eligibility.answers import Judged, met, unknown
from domain.eligibility.circumstances import Circumstances, Sent
from domain.eligibility.conditions.rule import ConditionRule, Terms
from domain.vocabulary import EpisodeKind, ReferralSource


def sent_by_court(seen: Circumstances, day: date, kind: EpisodeKind) -> Sent | None:
    """Return the referral of a court by which the newest episode of a service began by a day, or None."""
    by_then = (sent for sent in seen.sent if sent.kind is kind and sent.referred_on <= day)
    newest = max(by_then, key=lambda sent: (sent.referred_on, sent.item), default=None)
    court = newest is not None and newest.source is ReferralSource.COURT and kind is EpisodeKind.SERVICE
    return newest if court else None


def _of_own_will(seen: Circumstances, day: date, terms: Terms) -> Judged:
    court = sent_by_court(seen, day, terms.kind)
    if court is not None:
        says = (
            "Kieruje sąd, więc udział nie jest dobrowolny i oświadczenia się nie zbiera.",
            "A court sends the person, so it is not voluntary and no declaration is asked for.",
        )
        return met(says, court.item)
    signed = [declared.item for declared in seen.declarations if declared.signed_on <= day]
    if signed:
        return met(("Podpisano oświadczenie o dobrowolności.", "Voluntariness was declared."), max(signed))
    says = ("Nie zapisano oświadczenia o dobrowolności udziału.", "No declaration of voluntariness is recorded.")
    return unknown(says, ("Zapisz podpisane oświadczenie.", "Record the signed declaration."))


VOLUNTARINESS = ConditionRule(
    code="VOLUNTARINESS",
    pl="dobrowolność udziału",
    en="taking part is voluntary",
    law="ustawa o zatrudnieniu socjalnym, art. 18 ust. 3",
    version=1,
    judge=_of_own_will,
)
