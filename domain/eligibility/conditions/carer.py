"""The person looks after somebody: a child with a decision, or a person with a severe degree, as far as recorded.

Source: the programme *Opieka wytchnieniowa* (domain page 3.2). What the cared-for person's own record does not say is
not known: their papers are looked at, and the finding says why it was passed over.
"""

from datetime import date

import msgspec

from domain.eligibility.answers import Judged, best, unknown
from domain.eligibility.circumstances import Circumstances, LooksAfter
from domain.eligibility.conditions.disability_decision import shown_by_decision
from domain.eligibility.conditions.rule import ConditionRule, Terms
from domain.eligibility.facts import DisabilityDegree

_LACKING = (
    "Podopieczny musi mieć ważne orzeczenie o stopniu znacznym, a dziecko: o niepełnosprawności.",
    "The cared-for person needs a valid decision of a severe degree, a child: of disability.",
)
_SEVERE = frozenset({DisabilityDegree.SEVERE})


def _looks_after(seen: Circumstances, day: date, terms: Terms) -> Judged:
    def judge(link: LooksAfter) -> Judged:
        judged = shown_by_decision(link.decisions, link.born_on, day, terms.edition, _SEVERE, _LACKING)
        return msgspec.structs.replace(judged, inputs=(link.item,))

    links = [link for link in seen.looked_after if link.holds_on(day)]
    if links:
        return best(map(judge, links))
    says = ("Nie zapisano, kim osoba się opiekuje tego dnia.", "It is not recorded whom the person looks after.")
    return unknown(says, ("Zapisz powiązanie z podopiecznym.", "Record the link to the cared-for person."))


CARER = ConditionRule(
    code="CARER",
    pl="opieka nad osobą z orzeczeniem",
    en="looks after somebody with a decision",
    law="Program „Opieka wytchnieniowa”, adresaci",
    version=1,
    judge=_looks_after,
)
