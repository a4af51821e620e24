"""The words of what is measured: points, states, silences, evidence, endings, in Polish and English."""

from application.projections.timeline.words import WORDS
from domain.durability.observation import AtPoint, Ending, Silence
from domain.durability.report import Words
from domain.durability.way import Stage
from domain.follow_up import FollowUpPoint
from domain.vocabulary import EvidenceGrade

POINT_WORDS = {
    FollowUpPoint.WEEKS_4.value: Words("4 tygodnie", "4 weeks"),
    FollowUpPoint.MONTHS_3.value: Words("3 miesiące", "3 months"),
    FollowUpPoint.MONTHS_6.value: Words("6 miesięcy", "6 months"),
    FollowUpPoint.MONTHS_12.value: Words("12 miesięcy", "12 months"),
}
STAGE_WORDS = {
    Stage.REFERRED: Words("skierowani do klubu", "referred to the club"),
    Stage.BEGAN: Words("rozpoczęli udział", "began taking part"),
    Stage.LEFT: Words("zakończyli udział", "left the club"),
    Stage.TOOK_WORK: Words("podjęli pracę", "took up work"),
    **{
        Stage(point): Words(f"pracują {words.pl} po wyjściu", f"in work {words.en} after the exit")
        for point, words in POINT_WORDS.items()
    },
}
STATE_WORDS = {
    AtPoint.EMPLOYED: Words("pracuje", "in work"),
    AtPoint.NOT_EMPLOYED: Words("nie pracuje", "not in work"),
    AtPoint.UNKNOWN: Words("nie wiadomo", "not known"),
    AtPoint.PENDING: Words("za wcześnie", "too early"),
    AtPoint.DIED: Words("zmarło", "died"),
    AtPoint.MOVED: Words("wyjechało", "moved away"),
    AtPoint.RETURNED: Words("wróciło do klubu", "returned to the club"),
}
SILENCE_WORDS = {
    Silence.NO_BASIS: Words("brak podstawy do kontaktu", "no basis for contact"),
    Silence.NOT_ASKED: Words("nie zapytano", "not asked"),
    Silence.NO_CONTACT: Words("brak kontaktu", "no contact"),
    Silence.REFUSED: Words("odmowa odpowiedzi", "would not answer"),
    Silence.CONTRADICTED: Words("sprzeczne odpowiedzi", "contradicting answers"),
}
EVIDENCE_WORDS = {grade: Words(*WORDS[grade]) for grade in EvidenceGrade}
ENDING_WORDS = {
    Ending.LOST: Words("utrata pracy", "lost the job"),
    Ending.REACHED: Words("podjęcie pracy", "took up work"),
    Ending.DIED: Words("śmierć", "death"),
    Ending.MOVED: Words("wyjazd", "moved away"),
    Ending.RETURNED: Words("powrót do klubu", "return to the club"),
    Ending.UNKNOWN: Words("los nieznany", "fate unknown"),
    Ending.IMMATURE: Words("za wcześnie", "too early"),
}
