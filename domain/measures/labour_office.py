"""The labour office's rule: worked for 30 days, while taking part or within three months after.

Source: statistics of labour offices, data set MRPiPS (domain page 4.3: registers; who is in none is left out).
"""

from datetime import date, timedelta

from domain.calendar import months_from
from domain.measures.definition import Confidence, Definition, Judged, Measure, SilenceIs, When, Whose
from domain.measures.results import decided
from domain.measures.taking_part import EMPLOYED, TakingPart
from domain.measures.working import days_worked, without_work_on_some_day


def _worked_thirty_days(one: TakingPart, definition: Definition, today: date) -> Judged:
    if one.left_on is None or one.entry.labour in EMPLOYED:
        return Judged.OUTSIDE
    said = definition.parameters
    last = months_from(one.left_on, said["months_after_exit"])
    around = timedelta(days=said["answer_days_around"])
    yes = days_worked(one.person, one.began_on, min(last, today)) >= said["least_days"]
    return decided(yes, without_work_on_some_day(one.person, last - around, last + around), one, last, today)


LABOUR_OFFICE = Measure(
    Definition(
        code="PUP-30-DNI",
        version=1,
        valid_from=date(2014, 5, 27),
        until=None,
        pl="Zatrudnienie według urzędów pracy (30 dni)",
        en="Employment as labour offices count it (30 days)",
        counts_pl="osoby, o których wiadomo, że przepracowały co najmniej 30 dni w czasie udziału lub do 3 miesięcy "
        "po zakończeniu",
        counts_en="people known to have worked for at least 30 days while taking part or within 3 months of the exit",
        of_pl="osoby niepracujące przy wejściu, które zakończyły udział i o których wiadomo, czy pracowały",
        of_en="people not employed at entry who left and of whom it is known whether they worked",
        law="statystyka publiczna rynku pracy, zbiór danych MRPiPS",
        source="statystyka MRPiPS (form.stat.gov.pl, badanie 472); początek obowiązywania i okno do potwierdzenia",
        confidence=Confidence.MEDIUM,
        silence=SilenceIs.LEFT_OUT,
        whose=Whose.WORK,
        when=When.LEFT,
        parameters={"months_after_exit": 3, "least_days": 30, "answer_days_around": 28},
        adapted_pl="Urząd ma rejestr ZUS, klub ma tylko to, co zapisał. Dni liczymy raz, także przy kilku pracach, "
        "tylko w tym oknie i tylko z prac podjętych po wejściu. Każda forma zatrudnienia się liczy.",
        adapted_en="The office has the register of ZUS, the club only what it recorded. Days are counted once, also in "
        "several jobs, within the window only, and only of jobs begun after the entry. Every form counts.",
    ),
    _worked_thirty_days,
)
