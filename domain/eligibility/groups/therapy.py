"""The club's own condition of dependence: therapy that was completed, where the club's rule asks for it.

The Act asked for it until its wording changed; today it says only *uzależnieni*. So it is a dated rule of the club.
"""

from datetime import date

from domain.eligibility.answers import Judged, by_rule, met
from domain.eligibility.circumstances import Circumstances
from domain.eligibility.facts import EvidenceKind
from domain.eligibility.groups.papers import issued_by
from domain.rules import RuleCode, Rules


def therapy_completed(seen: Circumstances, group: str, day: date, club: Rules) -> Judged:
    """Return whether therapy was completed on or before a day; where the club does not ask, belonging suffices."""
    rule = club.on(RuleCode.THERAPY_COMPLETED, day)
    if rule is None or rule.value is not True:
        says = ("Klub nie wymaga ukończonej terapii.", "The club does not ask for completed therapy.")
        return by_rule(met(says, *(held.item for held in seen.of_group(group, day))), rule)
    name = ("Zaświadczenie o ukończeniu terapii", "Certificate of completed therapy")
    return by_rule(issued_by(seen, group, day, EvidenceKind.THERAPY_CERTIFICATE, name), rule)
