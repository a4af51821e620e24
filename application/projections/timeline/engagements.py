"""Sentences about a control (kontrola): opened, closed, samples, findings about the club; and about a person."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.referring import reason
from application.projections.timeline.saying import (
    PROTECTED,
    Sentence,
    counted_in_both,
    day_of,
    joined,
    period,
    quoted,
    remark,
    same,
    sentence,
)
from application.projections.timeline.words import WORDS
from domain.engagements import (
    ClubFindingAnswered,
    ClubFindingRecorded,
    EngagementClosed,
    EngagementOpened,
    FindingAnswered,
    FindingRecorded,
    SampleDrawn,
)
from domain.journal import Fact


def _opened(fact: EngagementOpened, opened: Opener) -> Sentence:
    day, who, holds = day_of(fact.occurred_on), WORDS[fact.institution], period(fact.since, fact.until)
    looks, mark = period(fact.period_first, fact.period_last), opened("authorisation") or PROTECTED
    many = counted_in_both(len(fact.editions), ("edycja", "edycje", "edycji"), ("edition", "editions"))
    scope = many if fact.editions else ("cały klub", "the whole club")
    users, opens = [opened.user(user) for user in fact.users], [WORDS[purpose] for purpose in fact.opens]
    return sentence(
        f"Otwarto {day[0]} kontrolę ({who[0]}), upoważnienie: {mark[0]}, ważną {holds[0]}",
        f"Control opened on {day[1]} ({who[1]}), authorisation: {mark[1]}, valid {holds[1]}",
        remark("Instytucja", "Institution", opened("institution_name")),
        remark("Kontrolują", "Controllers", joined(users, ", ")),
        remark("Przedmiot", "About", opened("purpose")),
        remark("Zakres", "Scope", scope),
        remark("Okres", "Period", looks),
        remark("Dostęp", "Access to", joined(opens, ", ")),
        remark("Uzasadnienie", "Because", opened("opens_because")),
    )


def _closed(fact: EngagementClosed, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(f"Zakończono kontrolę przed terminem {day[0]}", f"Control closed early on {day[1]}", reason(opened))


def _sample(fact: SampleDrawn, _: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    if fact.seed is None:
        found = len({drawn.place for drawn in fact.people})
        return sentence(
            f"Wskazano {day[0]} próbę według listy kontrolera; wierszy: {fact.asked}, odnaleziono: {found}",
            f"Sample by the controller's own list on {day[1]}; lines: {fact.asked}, found: {found}",
        )
    people = counted_in_both(fact.asked, ("osoba", "osoby", "osób"), ("person", "people"))
    by = (", z podziałem na programy", ", by programme") if fact.stratified else ("", "")
    return sentence(
        f"Wylosowano {day[0]} próbę: {people[0]}{by[0]}",
        f"Sample drawn on {day[1]}: {people[1]}{by[1]}",
        remark("Ziarno", "Seed", same(fact.seed)),
        remark("Pozycja dziennika", "Position of the log", same(fact.position)),
    )


def _found_in_club(fact: ClubFindingRecorded, opened: Opener) -> Sentence:
    day, kind, weight = day_of(fact.occurred_on), WORDS[fact.kind], WORDS[fact.severity]
    return sentence(
        f"Ustalenie kontroli dotyczące klubu z {day[0]}: {kind[0]} ({weight[0]})",
        f"Finding about the club of {day[1]}: {kind[1]} ({weight[1]})",
        remark("Treść", "Text", opened("finding")),
    )


def _answered(fact: ClubFindingAnswered | FindingAnswered, opened: Opener) -> Sentence:
    day, found_on = day_of(fact.occurred_on), day_of(opened.of(fact.finding)[0].occurred_on)
    return sentence(
        f"Odpowiedziano {day[0]} na ustalenie kontroli z {found_on[0]}",
        f"The finding of {found_on[1]} was answered on {day[1]}",
        remark("Odpowiedź", "Answer", opened("answer")),
    )


def _found(fact: FindingRecorded, opened: Opener) -> Sentence:
    day, kind, weight = day_of(fact.occurred_on), opened("kind") or PROTECTED, opened("severity") or PROTECTED
    about = None if fact.about is None else quoted(opened.head(fact.about))
    by = WORDS[opened.first_of(fact.engagement)[0].institution]
    return sentence(
        f"Ustalenie kontroli ({by[0]}) z {day[0]}: {kind[0]} ({weight[0]})",
        f"Finding of a control ({by[1]}) of {day[1]}: {kind[1]} ({weight[1]})",
        remark("Dotyczy wpisu", "About the entry", about),
        remark("Treść", "Text", opened("finding")),
    )


ENGAGEMENTS: dict[type[Fact], Saying] = {
    EngagementOpened: _opened,
    EngagementClosed: _closed,
    SampleDrawn: _sample,
    ClubFindingRecorded: _found_in_club,
    ClubFindingAnswered: _answered,
    FindingRecorded: _found,
    FindingAnswered: _answered,
}
