"""Efektywność społeczna: documented progress by three months after the exit.

Source: guidelines for social inclusion under ESF 2014-2020 (domain page 4.3): therapy, motivation, skills,
volunteering, education, better functioning, measured by a specialist. Nobody records "no progress", so silence is all
that is known of the others; progress that is only declared is not documented and stays unknown.
"""

from datetime import date

from domain.calendar import months_from
from domain.measures.definition import Confidence, Definition, Judged, Measure, SilenceIs, When, Whose
from domain.measures.employment_effectiveness import GUIDELINES
from domain.measures.exits import LEFT_AS, Left
from domain.measures.results import decided
from domain.measures.taking_part import TakingPart
from domain.outcomes import OutcomeKind
from domain.vocabulary import EvidenceGrade

PROGRESS = frozenset(
    {
        OutcomeKind.SOCIAL_PROGRESS,
        OutcomeKind.THERAPY,
        OutcomeKind.VOLUNTEERING,
        OutcomeKind.COMPETENCE,
        OutcomeKind.TRAINING,
        OutcomeKind.QUALIFICATION,
    }
)
DOCUMENTED = frozenset({EvidenceGrade.DOCUMENT, EvidenceGrade.REGISTER})


def _progressed(one: TakingPart, definition: Definition, today: date) -> Judged:
    if one.left_on is None or one.left_as is None:
        return Judged.OUTSIDE
    left = LEFT_AS[one.left_as]
    if left is not Left.COMPLETED:
        return Judged.DIED if left is Left.DIED else Judged.OUTSIDE
    last = months_from(one.left_on, definition.parameters["months_after_exit"])
    yes = any(
        seen.kind in PROGRESS and seen.evidence in DOCUMENTED and one.began_on <= seen.observed_on <= last
        for seen in one.person.outcomes
    )
    return decided(yes, no=False, one=one, last=last, today=today)


SOCIAL = Measure(
    Definition(
        code="PL-SPOLECZNA",
        version=1,
        valid_from=date(2015, 1, 1),
        until=None,
        pl="Efektywność społeczna",
        en="Social effectiveness",
        counts_pl="osoby z udokumentowanym postępem (terapia, umiejętności, wolontariat, nauka, lepsze "
        "funkcjonowanie) w czasie udziału lub do 3 miesięcy po zakończeniu",
        counts_en="people with documented progress (therapy, skills, volunteering, education, better functioning) "
        "while taking part or within 3 months of the exit",
        of_pl="osoby, które zakończyły udział w KIS zgodnie ze ścieżką lub z powodu podjęcia pracy",
        of_en="people who ended taking part in the club as planned or because they took a job",
        law=GUIDELINES,
        source="nabór RPO WM 9.1",
        confidence=Confidence.MEDIUM,
        silence=SilenceIs.FAILURE,
        whose=Whose.CLUB,
        when=When.LEFT,
        parameters={"months_after_exit": 3, "threshold_percent": 34},
        adapted_pl="Za udokumentowany uznajemy postęp z dokumentu lub rejestru. „Brak postępu” nikt nie zapisuje, więc "
        "pozostali to osoby, o których nic nie wiadomo.",
        adapted_en="Documented is what rests on a document or a register. Nobody records “no progress”, so of the "
        "others nothing is known.",
    ),
    _progressed,
)
