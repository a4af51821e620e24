"""The words of project durability as people read them: Polish, English."""

from domain.editions.service_days import ClosureReason
from domain.project_durability.owed import DurabilityKind
from domain.project_durability.promises import Promise, Standing

Pair = tuple[str, str]

KINDS: dict[DurabilityKind, Pair] = {
    DurabilityKind.INVESTMENT: (
        "trwałość inwestycji (rozporządzenie 2021/1060, art. 65; dawniej 1303/2013, art. 71)",
        "durability of an investment (Reg. 2021/1060 art. 65; before, 1303/2013 art. 71)",
    ),
    DurabilityKind.SOCIAL_PLACES: (
        "utrzymanie miejsc usług społecznych z projektu EFS, co najmniej tak długo, jak trwał projekt",
        "social places of an ESF project, kept at least as long as the project ran",
    ),
    DurabilityKind.AGREEMENT: (
        "trwałość według umowy projektu, bez art. 65 i 71 (np. środki norweskie)",
        "durability by the project's own agreement, without art. 65 and 71 (such as Norwegian money)",
    ),
}
STANDINGS: dict[Standing, Pair] = {
    Standing.KEPT: ("dotrzymana", "kept"),
    Standing.AT_RISK: ("zagrożona", "at risk"),
    Standing.BROKEN: ("złamana", "broken"),
    Standing.RUNNING: ("rok trwa", "the year runs"),
    Standing.NOT_SAID: ("nie wpisano, co obiecano", "what was promised is not recorded"),
    Standing.OWED_LATER: ("jeszcze się nie zaczął", "has not begun"),
}
PROMISES: dict[Promise, Pair] = {
    Promise.OPEN_DAYS_YEAR: ("dni otwarte w roku", "open days in the year"),
    Promise.OPEN_DAYS_WEEK: ("tygodnie z obiecaną liczbą dni otwartych", "weeks with the promised open days"),
    Promise.PEOPLE_YEAR: ("osoby w roku", "people in the year"),
    Promise.HOURS_YEAR: ("czas w roku", "time in the year"),
    Promise.PRESENCES_YEAR: ("obecności w roku", "presences in the year"),
    Promise.GAP_DAYS: ("najdłuższa luka (dni; obiecano najwyżej)", "longest gap (days; at most was promised)"),
}
TARGETS: dict[Promise, Pair] = {
    **PROMISES,
    Promise.OPEN_DAYS_WEEK: ("dni otwarte w tygodniu", "open days in a week"),
    Promise.HOURS_YEAR: ("godziny w roku", "hours in the year"),
    Promise.GAP_DAYS: ("najdłuższa luka (dni)", "longest gap (days)"),
}
"""What a promised number is of, where it stands in a rule book."""
REASONS: dict[ClosureReason, Pair] = {
    ClosureReason.HOLIDAY: ("święto albo planowana przerwa", "holiday or planned break"),
    ClosureReason.STAFF_ABSENT: ("nieobecność personelu", "staff absent"),
    ClosureReason.REPAIR: ("remont albo awaria", "repair"),
    ClosureReason.EPIDEMIC: ("epidemia", "epidemic"),
    ClosureReason.OTHER: ("inny powód", "another reason"),
}
NOTHING_OWED: Pair = (
    (
        "Żadna edycja tego programu nie ma wpisanej trwałości. Jeśli projekt ją obiecał, ustaw w regułach edycji "
        "PROJECT_DURABILITY z okresem z umowy, a obiecane liczby jako TARGET."
    ),
    (
        "No edition of this programme has a durability on record. If the project promised one, set PROJECT_DURABILITY "
        "with the agreement's period in the rules of the edition, and the promised numbers as TARGET."
    ),
)
NOT_OF_PEOPLE: Pair = (
    "To trwałość projektu: czy usługa nadal działa. Nie mówi ona, czy ktoś utrzymał pracę.",
    "This is the durability of the project: whether the service is still there. It does not say who kept a job.",
)
IN_STEPS = (
    "dokładne liczby osób, obecności i czasu: podano je w przedziałach po 5 osób, 100 obecności i 100 godzin; "
    "obecności i czas mniej niż 5 osób; dni, w których ktoś był obecny mimo braku zapisu albo zamknięcia"
)
"""What evaluators are not shown; in Polish, as every list says what it hides."""


def owed_until(until: str | None, *, confirmed: bool) -> Pair:
    """Return until when something is owed: the day as people read it, by the agreement, and whether it was checked."""
    last = ("bez wpisanego końca", "no last day on record") if until is None else (f"do {until}", f"until {until}")
    checked = ("", "") if confirmed else (", do potwierdzenia", ", to be confirmed")
    return f"{last[0]} według umowy{checked[0]}", f"{last[1]} by the agreement{checked[1]}"
