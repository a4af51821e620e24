"""Sentences of leaving and of what comes after: exits, work, outcomes, follow-up, death, the closed file; and voids."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.referring import episode, kind_of_episode, note, reason, referral
from application.projections.timeline.saying import (
    PROTECTED,
    Pair,
    Sentence,
    day_of,
    money,
    quoted,
    remark,
    sentence,
    working_time,
)
from application.projections.timeline.words import WORDS
from domain.employment import EmploymentCorrected, EmploymentEnded, EmploymentStarted
from domain.follow_up import FollowUpAnswered, FollowUpAttempted, SituationInferred
from domain.journal import Fact
from domain.outcomes import OutcomeObserved
from domain.participation import CaseClosed, DeathRecorded, EntryVoided, Exited, ExitVoided


def _exited(fact: Exited, opened: Opener) -> Sentence:
    day, kind, since = day_of(fact.occurred_on), kind_of_episode(opened, fact.episode), referral(opened, fact.episode)
    how = opened("kind") or PROTECTED
    return sentence(
        f"Zakończono {day[0]} {kind[0]} ({since[0]}): {how[0]}",
        f"Ended on {day[1]}: {kind[1]} ({since[1]}), {how[1]}",
        reason(opened),
    )


def _exit_voided(fact: ExitVoided, opened: Opener) -> Sentence:
    return _void("zakończenie", "exit", fact.voids, fact, opened)


def _entry_voided(fact: EntryVoided, opened: Opener) -> Sentence:
    return _void("wpis", "entry", fact.voids, fact, opened)


def _void(pl: str, en: str, voids: int, fact: Fact, opened: Opener) -> Sentence:
    day, said = day_of(fact.occurred_on), quoted(opened.head(voids))
    return sentence(f"Unieważniono {day[0]} {pl}: {said[0]}", f"Voided on {day[1]}, {en}: {said[1]}", reason(opened))


def _died(fact: DeathRecorded, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(
        f"Zgon osoby {day[0]}",
        f"The person died on {day[1]}",
        remark("Źródło informacji", "Source", opened("source")),
    )


def _closed(fact: CaseClosed, opened: Opener) -> Sentence:
    day, within = day_of(fact.occurred_on), episode(opened, fact.episode)
    return sentence(
        f"Zamknięto {day[0]} akta sprawy ({within[0]}), kategoria archiwalna {fact.retention_class}",
        f"File closed on {day[1]} ({within[1]}), archive class {fact.retention_class}",
    )


def _employed(fact: EmploymentStarted, opened: Opener) -> Sentence:
    day, (terms, remarks) = day_of(fact.occurred_on), _terms(fact, opened)
    return sentence(f"Podjęcie pracy {day[0]}: {terms[0]}", f"Took a job on {day[1]}: {terms[1]}", *remarks)


def _corrected(fact: EmploymentCorrected, opened: Opener) -> Sentence:
    day, before, since = day_of(fact.occurred_on), _spell(opened, fact.corrects), day_of(fact.started_on)
    terms, remarks = _terms(fact, opened)
    return sentence(
        f"Sprostowano {day[0]} wpis o podjęciu pracy {before[0]}; ma być: {since[0]}, {terms[0]}",
        f"Job {before[1]} corrected on {day[1]}; it is: from {since[1]}, {terms[1]}",
        *remarks,
        reason(opened),
    )


def _ended(fact: EmploymentEnded, opened: Opener) -> Sentence:
    day, spell = day_of(fact.occurred_on), _spell(opened, fact.employment)
    why, paper = WORDS[fact.why], WORDS[fact.evidence]
    return sentence(
        f"Koniec pracy {day[0]}, podjętej {spell[0]}: {why[0]}; dowód: {paper[0]}",
        f"Job {spell[1]} ended on {day[1]}: {why[1]}; evidence: {paper[1]}",
    )


def _spell(opened: Opener, item: int) -> Pair:
    """Return a spell of work as it stood: since when and on what ground."""
    fact, _ = opened.latest(item)
    since = fact.started_on if isinstance(fact, EmploymentCorrected) else fact.occurred_on
    day, form = day_of(since), WORDS[fact.form]
    return f"{day[0]} ({form[0]})", f"from {day[1]} ({form[1]})"


def _terms(fact: EmploymentStarted | EmploymentCorrected, opened: Opener) -> tuple[Pair, list[Pair | None]]:
    form, part, paper = WORDS[fact.form], working_time(fact.fte_hundredths), WORDS[fact.evidence]
    ends = None if fact.agreed_until is None else day_of(fact.agreed_until)
    until = ("", "") if ends is None else (f", do {ends[0]}", f", agreed until {ends[1]}")
    kind = None if fact.employer_kind is None else WORDS[fact.employer_kind]
    monthly = None if fact.monthly_grosze is None else money(fact.monthly_grosze)
    terms = (
        f"{form[0]}, {part[0]}{until[0]}; dowód: {paper[0]}",
        f"{form[1]}, {part[1]}{until[1]}; evidence: {paper[1]}",
    )
    return terms, [
        remark("Pracodawca", "Employer", opened("employer")),
        remark("Rodzaj pracodawcy", "Kind of employer", kind),
        remark("Miesięcznie brutto", "Gross a month", monthly),
    ]


def _observed(fact: OutcomeObserved, opened: Opener) -> Sentence:
    day, within = day_of(fact.occurred_on), episode(opened, fact.episode)
    kind, paper = opened("kind") or PROTECTED, WORDS[fact.evidence]
    return sentence(
        f"Zaobserwowano {day[0]}: {kind[0]} ({within[0]}); dowód: {paper[0]}",
        f"Observed on {day[1]}: {kind[1]} ({within[1]}); evidence: {paper[1]}",
        note(opened),
    )


def _attempted(fact: FollowUpAttempted, opened: Opener) -> Sentence:
    day, point, within = day_of(fact.occurred_on), WORDS[fact.point], episode(opened, fact.episode)
    way, result = WORDS[fact.channel], WORDS[fact.result]
    return sentence(
        f"Próba kontaktu {day[0]}, {point[0]} ({within[0]}): {way[0]}, {result[0]}",
        f"Tried to ask on {day[1]}, {point[1]} ({within[1]}): {way[1]}, {result[1]}",
        None if fact.basis is None else remark("Podstawa kontaktu", "Basis for contact", WORDS[fact.basis]),
        remark("Próba mimo braku podstawy do kontaktu", "Tried without a basis for contact", opened("override")),
        note(opened),
    )


def _answered(fact: FollowUpAnswered, opened: Opener) -> Sentence:
    day, point, within = day_of(fact.occurred_on), WORDS[fact.point], episode(opened, fact.episode)
    way, situation, paper, as_of = (
        WORDS[fact.channel],
        WORDS[fact.situation],
        WORDS[fact.evidence],
        day_of(fact.as_of),
    )
    return sentence(
        f"Odpowiedź z {day[0]}, {point[0]} ({within[0]}), {way[0]}; "
        f"sytuacja na {as_of[0]}: {situation[0]}; dowód: {paper[0]}",
        f"Answer of {day[1]}, {point[1]} ({within[1]}), {way[1]}; "
        f"situation on {as_of[1]}: {situation[1]}; evidence: {paper[1]}",
        note(opened),
    )


def _inferred(fact: SituationInferred, opened: Opener) -> Sentence:
    day, within, as_of = day_of(fact.occurred_on), episode(opened, fact.episode), day_of(fact.as_of)
    point, situation, ground = WORDS[fact.point], WORDS[fact.situation], WORDS[fact.ground]
    return sentence(
        f"Wywnioskowano {day[0]}, {point[0]} ({within[0]}); sytuacja na {as_of[0]}: {situation[0]}; "
        f"z czego: {ground[0]}; nie jest to odpowiedź",
        f"Inferred on {day[1]}, {point[1]} ({within[1]}); situation on {as_of[1]}: {situation[1]}; "
        f"from what: {ground[1]}; it is no answer",
        note(opened),
    )


LEAVING: dict[type[Fact], Saying] = {
    Exited: _exited,
    ExitVoided: _exit_voided,
    DeathRecorded: _died,
    CaseClosed: _closed,
    EntryVoided: _entry_voided,
    EmploymentStarted: _employed,
    EmploymentCorrected: _corrected,
    EmploymentEnded: _ended,
    OutcomeObserved: _observed,
    FollowUpAttempted: _attempted,
    FollowUpAnswered: _answered,
    SituationInferred: _inferred,
}
