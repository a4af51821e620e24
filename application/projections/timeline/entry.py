"""Sentences from the first word of somebody to the finding that they may take part."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.referring import (
    document,
    episode,
    kind_of_episode,
    note,
    reason,
    referral,
    signature,
)
from application.projections.timeline.saying import (
    ERASED,
    PROTECTED,
    Pair,
    Sentence,
    day_of,
    duration,
    group_name,
    joined,
    period,
    programme_name,
    quoted,
    remark,
    same,
    sentence,
)
from application.projections.timeline.words import WORDS
from domain.declarations import ConsentGiven, ConsentWithdrawn, InformationClauseGiven, VoluntarinessDeclared
from domain.eligibility import (
    BenefitsDeclared,
    DecisionRecorded,
    EligibilityConfirmed,
    EligibilityRefused,
    GroupMembershipEnded,
    GroupMembershipEstablished,
)
from domain.journal import Fact
from domain.referral import ReferralReceived, ReferralRejected, ReferralWithdrawn
from domain.status import StatusRecorded


def _received(fact: ReferralReceived, opened: Opener) -> Sentence:
    day, kind, source = day_of(fact.occurred_on), WORDS[fact.kind], opened("source") or PROTECTED
    return sentence(
        f"Przyjęto zgłoszenie {day[0]} ({kind[0]}); źródło: {source[0]}",
        f"Referral received on {day[1]} ({kind[1]}); from: {source[1]}",
        None if fact.signed_by is None else signature(opened, fact.signed_by),
        note(opened),
    )


def _rejected(fact: ReferralRejected, opened: Opener) -> Sentence:
    day, kind, since = day_of(fact.occurred_on), kind_of_episode(opened, fact.episode), referral(opened, fact.episode)
    return sentence(
        f"Odrzucono {day[0]} {since[0]} ({kind[0]})",
        f"The {since[1]} was rejected on {day[1]} ({kind[1]})",
        reason(opened),
    )


def _withdrawn(fact: ReferralWithdrawn, opened: Opener) -> Sentence:
    day, kind, since = day_of(fact.occurred_on), kind_of_episode(opened, fact.episode), referral(opened, fact.episode)
    return sentence(
        f"Wycofano {day[0]} {since[0]} ({kind[0]})",
        f"The {since[1]} was withdrawn on {day[1]} ({kind[1]})",
        reason(opened),
    )


def _consent(fact: ConsentGiven, opened: Opener) -> Sentence:
    day, kind = day_of(fact.occurred_on), WORDS[fact.kind]
    return sentence(
        f"Udzielono {day[0]} zgody {kind[0]}",
        f"Consent {kind[1]} given on {day[1]}",
        signature(opened, fact.signed_by),
        document(opened),
    )


def _consent_withdrawn(fact: ConsentWithdrawn, opened: Opener) -> Sentence:
    given, _ = opened.of(fact.consent)
    day, kind, since = day_of(fact.occurred_on), WORDS[given.kind], day_of(given.occurred_on)
    return sentence(
        f"Wycofano {day[0]} zgodę {kind[0]} (z {since[0]})",
        f"Consent {kind[1]} (of {since[1]}) withdrawn on {day[1]}",
    )


def _voluntary(fact: VoluntarinessDeclared, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(
        f"Podpisano {day[0]} oświadczenie o dobrowolności udziału",
        f"Declaration of voluntariness signed on {day[1]}",
        signature(opened, fact.signed_by),
        document(opened),
    )


def _informed(fact: InformationClauseGiven, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(
        f"Przekazano {day[0]} klauzulę informacyjną w wersji „{fact.clause}”",
        f"Information clause in version “{fact.clause}” given on {day[1]}",
        signature(opened, fact.signed_by),
    )


def _status(fact: StatusRecorded, opened: Opener) -> Sentence:
    day, moment, source = day_of(fact.occurred_on), WORDS[fact.moment], WORDS[fact.source]
    return sentence(
        f"Ustalono {day[0]} sytuację osoby {moment[0]} (podstawa: {source[0]})",
        f"The person's situation {moment[1]}, taken on {day[1]} (on the ground of: {source[1]})",
        remark("Rynek pracy", "Labour market", opened("labour")),
        remark("Bez pracy od", "Without work since", opened("without_work_since")),
        remark("Wykształcenie", "Schooling", opened("education")),
        remark("Gospodarstwo domowe", "Household", opened("household")),
        remark("Niepełnosprawność", "Disability", opened("disability")),
        remark("Obce pochodzenie", "Foreign origin", opened("foreign_origin")),
        remark("Przynależność do mniejszości", "Minority", opened("minority")),
        remark("Bezdomność", "Homelessness", opened("homeless")),
    )


def _in_a_group(fact: GroupMembershipEstablished, opened: Opener) -> Sentence:
    day, group, paper = day_of(fact.occurred_on), _group(opened), opened("evidence") or PROTECTED
    chief = (" (grupa główna)", " (primary group)") if fact.primary else ("", "")
    issued, until = fact.evidence_issued_on, fact.evidence_valid_until
    return sentence(
        f"Przynależność do grupy od {day[0]}: {group[0]}{chief[0]}; dowód: {paper[0]}",
        f"Member of a group from {day[1]}: {group[1]}{chief[1]}; evidence: {paper[1]}",
        remark("Numer dokumentu", "Document number", opened("evidence_number")),
        remark("Data wydania", "Issued on", None if issued is None else day_of(issued)),
        remark("Data ważności", "Valid until", None if until is None else day_of(until)),
        remark("Miejsce przechowywania", "Kept at", opened("evidence_kept_at")),
    )


def _out_of_a_group(fact: GroupMembershipEnded, opened: Opener) -> Sentence:
    established, says = opened.of(fact.membership)
    day, group, since = day_of(fact.occurred_on), _group(says), day_of(established.occurred_on)
    return sentence(
        f"Koniec przynależności do grupy {day[0]}: {group[0]} (od {since[0]})",
        f"No longer member of a group after {day[1]}: {group[1]} (since {since[1]})",
        reason(opened),
    )


def _group(opened: Opener) -> Pair:
    """Return what the group of a membership is called, as far as the reader may know."""
    group = opened.value("group")
    return group if group in (PROTECTED, ERASED) else group_name(group)


def _decision(fact: DecisionRecorded, opened: Opener) -> Sentence:
    day, kind, holds = day_of(fact.occurred_on), opened("kind") or PROTECTED, period(fact.valid_from, fact.valid_until)
    granted = None if fact.granted_minutes is None else duration(fact.granted_minutes)
    return sentence(
        f"Decyzja lub orzeczenie z {day[0]}: {kind[0]} (ważność: {holds[0]})",
        f"Decision of {day[1]}: {kind[1]} (valid: {holds[1]})",
        remark("Stopień", "Degree", opened("degree")),
        remark("Niepełnosprawność sprzężona", "Coupled disability", opened("coupled")),
        remark("Przyznany czas", "Time granted", granted),
        remark("Program", "Programme", None if fact.programme is None else programme_name(fact.programme)),
        remark("Numer", "Reference", opened("number")),
        remark("Miejsce przechowywania", "Kept at", opened("kept_at")),
    )


def _benefits(fact: BenefitsDeclared, opened: Opener) -> Sentence:
    day, source, said = day_of(fact.occurred_on), WORDS[fact.source], opened.value("benefits")
    named = said if said in (PROTECTED, ERASED) else joined([WORDS[benefit] for benefit in said], "; ")
    return sentence(
        f"Oświadczono {day[0]} o świadczeniach wykluczających udział w KIS (podstawa: {source[0]})",
        f"Benefits that exclude from the club, declared on {day[1]} (on the ground of: {source[1]})",
        remark("Pobierane", "Drawn", named or ("żadne z nich", "none of them")),
    )


def _eligible(fact: EligibilityConfirmed, opened: Opener) -> Sentence:
    day, within = day_of(fact.occurred_on), episode(opened, fact.episode)
    return sentence(
        f"Potwierdzono {day[0]} kwalifikację ({within[0]})",
        f"Eligibility confirmed on {day[1]} ({within[1]})",
        remark("Program", "Programme", None if fact.programme is None else programme_name(fact.programme)),
        *_grounds(fact.inputs, opened),
        remark("Liczba pominiętych reguł", "Rules passed over", _number_of("passed_over", opened)),
        remark("Odstępstwo", "Override", opened("override")),
    )


def _not_eligible(fact: EligibilityRefused, opened: Opener) -> Sentence:
    day, within = day_of(fact.occurred_on), episode(opened, fact.episode)
    return sentence(
        f"Odmówiono {day[0]} kwalifikacji ({within[0]})",
        f"Eligibility refused on {day[1]} ({within[1]})",
        *_grounds(fact.inputs, opened),
        reason(opened),
    )


def _grounds(inputs: tuple[int, ...], opened: Opener) -> list[Pair | None]:
    """Return by how many rules (their codes stand in the details) and on which facts."""
    on = joined([quoted(opened.head(item)) for item in inputs], "; ")
    return [
        remark("Liczba zastosowanych reguł", "Rules applied", _number_of("rules", opened)),
        remark("Na podstawie", "On the ground of", on),
    ]


def _number_of(name: str, opened: Opener) -> Pair | None:
    """Return how many rules a sealed field names, None where it names none."""
    rules = opened.value(name)
    if rules in (PROTECTED, ERASED):
        return PROTECTED if rules == PROTECTED else ERASED
    return same(len(rules)) if rules else None


ENTRY: dict[type[Fact], Saying] = {
    ReferralReceived: _received,
    ReferralRejected: _rejected,
    ReferralWithdrawn: _withdrawn,
    ConsentGiven: _consent,
    ConsentWithdrawn: _consent_withdrawn,
    VoluntarinessDeclared: _voluntary,
    InformationClauseGiven: _informed,
    StatusRecorded: _status,
    GroupMembershipEstablished: _in_a_group,
    GroupMembershipEnded: _out_of_a_group,
    DecisionRecorded: _decision,
    BenefitsDeclared: _benefits,
    EligibilityConfirmed: _eligible,
    EligibilityRefused: _not_eligible,
}
