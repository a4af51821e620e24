"""The club's finding that a person may take part or may not: by which rules, on which facts, passing over what.

Law: art. 1 and art. 18(3) to (5a) of the Act on social employment.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Fact, Personal, Purpose, Statistical
from domain.refusals import NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.participant import Participant
    from domain.referral import Episode


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The club's finding for one episode: `item` is the version of the fact, `inputs` the facts that it rests on."""

    item: int
    episode: int
    found_on: date
    confirmed: bool
    inputs: tuple[int, ...]


class EligibilityConfirmed(Fact, frozen=True, kw_only=True):
    """The club found that the person may take part: by which rules (id and version), on which facts of the stream.

    `override` is why a precondition that was missing was passed over, None when none was.
    """

    TOPIC: ClassVar[str] = "journey.eligibility-confirmed.1"

    episode: int
    rules: Statistical[tuple[str, ...]]
    inputs: tuple[int, ...]
    override: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the finding."""
        _find(aggregate, self, confirmed=True)


class EligibilityRefused(Fact, frozen=True, kw_only=True):
    """The club found that the person may not take part, and why."""

    TOPIC: ClassVar[str] = "journey.eligibility-refused.1"

    episode: int
    rules: Statistical[tuple[str, ...]]
    inputs: tuple[int, ...]
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Add the finding."""
        _find(aggregate, self, confirmed=False)


def _find(aggregate: "Participant", fact: "EligibilityConfirmed | EligibilityRefused", *, confirmed: bool) -> None:
    item = fact.originator_version
    aggregate.verdicts[item] = Verdict(
        item=item, episode=fact.episode, found_on=fact.occurred_on, confirmed=confirmed, inputs=fact.inputs
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


def refuse_impossible_finding(
    episode: "Episode", inputs: "Iterable[int]", newest: int, found_on: date, today: date
) -> None:
    """Refuse a finding in the future, before the referral, or on facts that the stream (of `newest` version) lacks."""
    refuse_date_in_the_future(found_on, today, "/found_on")
    if found_on < episode.referred_on:
        raise FoundBeforeReferral(referred_on=episode.referred_on, pointer="/found_on")
    if any(not 1 <= item <= newest for item in inputs):
        raise NotFound(pointer="/inputs")


def latest(verdicts: "Iterable[Verdict]", episode: int, day: date) -> Verdict | None:
    """Return the newest finding for an episode by that day, or None."""
    found = [v for v in verdicts if v.episode == episode and v.found_on <= day]
    return max(found, key=lambda v: (v.found_on, v.item), default=None)


def refuse_ineligible(verdicts: "Iterable[Verdict]", episode: int, day: date) -> None:
    """Refuse a day whose newest finding is a refusal; where nothing was found yet, the next steps decide."""
    verdict = latest(verdicts, episode, day)
    if verdict is not None and not verdict.confirmed:
        raise Ineligible(found_on=verdict.found_on, item=verdict.item, pointer="/programme")
