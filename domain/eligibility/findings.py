"""The club's finding that a person may take part or may not: by which rules, on which facts, passing over what.

Law: art. 1 and art. 18(3) to (5a) of the Act on social employment.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Code, Fact, Personal, Purpose, Statistical
from domain.refusals import InvalidInput, Language, Refusal
from domain.vocabulary import EpisodeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from domain.eligibility.assessment import Answered, Assessment
    from domain.participant import Participant
    from domain.programmes import Programme
    from domain.referral import Episode


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The club's finding for one episode: `item` is the version of the fact, `inputs` the facts that it rests on.

    `overridden`: a reason was given for passing over what was missing.
    """

    item: int
    episode: int
    found_on: date
    confirmed: bool
    inputs: tuple[int, ...]
    overridden: bool = False


class EligibilityConfirmed(Fact, frozen=True, kw_only=True):
    """The club found that the person may take part: by which rules (code@version), on which facts of the stream.

    `programme` narrows it to one programme. `override` is why preconditions that were missing were passed over, and
    `passed_over` which; None and none where nothing was.
    """

    TOPIC: ClassVar[str] = "journey.eligibility-confirmed.2"

    episode: int
    programme: Code | None
    rules: Statistical[tuple[str, ...]]
    inputs: tuple[int, ...]
    passed_over: Statistical[tuple[str, ...]] | None
    override: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the finding."""
        _find(aggregate, self, confirmed=True, overridden=self.override is not None)


class EligibilityConfirmed1(Fact, frozen=True, kw_only=True):
    """The first shape: the rules were those that the caller named, and which of them were passed over was not kept."""

    TOPIC: ClassVar[str] = "journey.eligibility-confirmed.1"

    episode: int
    rules: Statistical[tuple[str, ...]]
    inputs: tuple[int, ...]
    override: Annotated[Personal[str], Purpose.NOTES] | None

    def lift(self) -> EligibilityConfirmed:
        """Return the same fact in its newest shape: which rules were passed over stays unknown."""
        return EligibilityConfirmed(
            **self.envelope(),
            episode=self.episode,
            programme=None,
            rules=self.rules,
            inputs=self.inputs,
            passed_over=None,
            override=self.override,
        )


class EligibilityRefused(Fact, frozen=True, kw_only=True):
    """The club found that the person may not take part, and why."""

    TOPIC: ClassVar[str] = "journey.eligibility-refused.1"

    episode: int
    rules: Statistical[tuple[str, ...]]
    inputs: tuple[int, ...]
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Add the finding."""
        _find(aggregate, self, confirmed=False, overridden=False)


def _find(
    aggregate: "Participant",
    fact: "EligibilityConfirmed | EligibilityRefused",
    *,
    confirmed: bool,
    overridden: bool,
) -> None:
    item = fact.originator_version
    aggregate.verdicts[item] = Verdict(
        item=item,
        episode=fact.episode,
        found_on=fact.occurred_on,
        confirmed=confirmed,
        inputs=fact.inputs,
        overridden=overridden,
    )


class FoundBeforeReferral(Refusal):
    """Eligibility found before the referral."""

    code = "found-before-referral"
    pl = "Kwalifikacja wypada przed zgłoszeniem z {referred_on}. Podaj dzień od {referred_on}."
    en = "Eligibility is found before the referral of {referred_on}. Give a day from {referred_on}."


class Ineligible(Refusal):
    """The club found that the person may not take part."""

    code = "ineligible"
    law = "ustawa o zatrudnieniu socjalnym, art. 1 i 18"
    pl = (
        "W tym epizodzie zapisano odmowę kwalifikacji z {found_on} (wpis {item}). Przystąpienie jest możliwe po nowym, "
        "pozytywnym ustaleniu."
    )
    en = "Eligibility was refused on {found_on} (item {item}). Enrolment needs a new finding that confirms it."


class NotEntitled(Refusal):
    """A condition of coming in is not met, or nothing is recorded of it.

    The sentence of each condition is for whoever asked and stands in the parts: this text reaches logs.
    """

    code = "not-entitled"
    law = "ustawa o zatrudnieniu socjalnym, art. 1 i 18; zasady programu"
    pl = (
        "Nie wszystkie warunki są spełnione; do wyjaśnienia: {lacking}. Uzupełnij wpisy, których brakuje, albo "
        "potwierdź kwalifikację z uzasadnieniem (pole override)."
    )
    en = (
        "Not every condition is met; to be settled: {lacking}. Record what is missing, or confirm eligibility with a "
        "reason (override)."
    )

    def __init__(self, lacking: "Sequence[Answered]", pointer: str) -> None:
        """Keep what each condition answers."""
        super().__init__(lacking=len(lacking))
        self.answers = tuple(lacking)
        self.points_at = pointer

    def parts(self, language: Language) -> list[dict[str, str]]:
        """Return each condition that is lacking: why, what would be right, and its law."""
        place = 0 if language == "pl" else 1
        return [
            {
                "pointer": self.points_at,
                "code": each.code.lower().replace("_", "-"),
                "detail": " ".join(said[place] for said in (each.judged.says, each.judged.missing) if said is not None),
                "law": each.law,
            }
            for each in self.answers
        ]


class ProgrammeOfAnotherKind(InvalidInput):
    """A finding for a programme that the episode is not for."""

    code = "programme-of-another-kind"
    pl = "Ten epizod nie jest dla programu {programme}. Wskaż epizod właściwego rodzaju albo pomiń program."
    en = "This episode is not for programme {programme}. Name an episode of its kind, or leave the programme out."


def refuse_programme_of_another_kind(programme: "Programme", kind: EpisodeKind) -> None:
    """Refuse a finding for a programme of another kind than the episode."""
    if programme.kind is not kind:
        raise ProgrammeOfAnotherKind(programme=programme.code, pointer="/programme")


def refuse_not_entitled(lacking: "Sequence[Answered]", override: str | None, pointer: str) -> None:
    """Refuse where a condition is lacking and nobody says why it is passed over."""
    if lacking and override is None:
        raise NotEntitled(lacking, pointer)


def refuse_enrolment_not_entitled(
    assessment: "Assessment", verdicts: "Iterable[Verdict]", episode: int, day: date
) -> None:
    """Refuse a day on which a condition of the edition is not met, unless the newest finding passed it over.

    What is not known refuses nobody: it is to be settled, and shown until then.
    """
    verdict = latest(verdicts, episode, day)
    if assessment.not_met and not (verdict is not None and verdict.confirmed and verdict.overridden):
        raise NotEntitled(assessment.not_met, "/enrolled_on")


def refuse_impossible_finding(episode: "Episode", found_on: date, today: date) -> None:
    """Refuse a finding in the future or before the referral."""
    refuse_date_in_the_future(found_on, today, "/found_on")
    if found_on < episode.referred_on:
        raise FoundBeforeReferral(referred_on=episode.referred_on, pointer="/found_on")


def latest(verdicts: "Iterable[Verdict]", episode: int, day: date) -> Verdict | None:
    """Return the newest finding for an episode by that day, or None."""
    found = [v for v in verdicts if v.episode == episode and v.found_on <= day]
    return max(found, key=lambda v: (v.found_on, v.item), default=None)


def refuse_ineligible(verdicts: "Iterable[Verdict]", episode: int, day: date) -> None:
    """Refuse a day whose newest finding is a refusal; where nothing was found yet, the next steps decide."""
    verdict = latest(verdicts, episode, day)
    if verdict is not None and not verdict.confirmed:
        raise Ineligible(found_on=verdict.found_on, item=verdict.item, pointer="/programme")
