"""What the rules of an hours entry read, as tests say it: no limit, no provider, nobody else, unless said."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

from domain.hours import HoursEntry, counted, days_of
from domain.hours.judging import UnderAgreement
from domain.hours.limits import Counted, Limit, Share
from domain.hours.provider import Led
from domain.providers import Provider
from domain.rules import FirstRule, Rule, RuleCode, Rules, Unit, Value, book_of

EDITION = uuid5(NAMESPACE_OID, "edycja zmyślona")
LAW = "ustawa na niby, art. 1"


class GroundOfTests:
    """A ground of lists: `mine` are the person's other entries, `others` those that share the quota or the agreement.

    `served` are services of others for the same person, `leads` the provider's other entries.
    """

    def __init__(
        self,
        mine: Collection[HoursEntry] = (),
        *,
        opens_on: date = date(1900, 1, 1),
        closes_on: date | None = None,
        rules: Rules | None = None,
        agreement: UnderAgreement | None = None,
        provider: Provider | None = None,
        degree: str | None = None,
        others: Collection[HoursEntry] = (),
        served: Collection[HoursEntry] = (),
        leads: Collection[Led] = (),
        elsewhere: Mapping[UUID, Rules] | None = None,
        edition: UUID = EDITION,
        follows: "GroundOfTests | None" = None,
    ) -> None:
        """Take what is said, and nothing else."""
        self.mine, self.others, self.served, self.leads = mine, others, served, leads
        self.edition, self.book = edition, book_of(edition)
        self.edition_days = opens_on, closes_on
        self.rules = rules or Rules()
        self.agreement, self.provider = agreement, provider
        self._degree, self._elsewhere = degree, elsewhere or {}
        self._follows = follows

    def degree(self, day: date) -> str | None:
        """Return the class that was said."""
        del day
        return self._degree

    def booked(self, first: date, last: date) -> list[HoursEntry]:
        """Return the person's entries of these days."""
        return [entry for entry in self.mine if _has_a_part(entry, first, last)]

    def amount(self, limit: Limit) -> int:
        """Return the sum of what fills the limit."""
        return sum(one.amount for one in self.filled(limit))

    def filled(self, limit: Limit) -> list[Counted]:
        """Return what fills the limit: the person's entries, and those of others where it is shared."""
        shared = () if limit.share in (Share.UNDER_AGREEMENT, Share.OWN) else self.others
        return [
            Counted(day=day, amount=amount, item=entry.item if mine else None)
            for entries, mine in ((self.mine, True), (shared, False))
            for entry in entries
            if entry.unit is limit.unit
            for day, amount in counted(entry).items()
            if limit.first <= day <= limit.last
        ]

    def assistance(self, first: date, last: date) -> Collection[HoursEntry]:
        """Return what was said of these days."""
        return [entry for entry in self.served if _has_a_part(entry, first, last)]

    def led(self, first: date, last: date) -> Collection[Led]:
        """Return what was said of these days."""
        return [one for one in self.leads if _has_a_part(one.entry, first, last)]

    def rules_of(self, edition: UUID) -> Rules:
        """Return the rules of another edition, none unless said."""
        return self._elsewhere.get(edition, Rules())

    def following(self, place: object) -> "GroundOfTests":
        """Return the ground that was said to follow, one without rules unless said."""
        del place
        return self._follows or GroundOfTests(self.mine)


def _has_a_part(entry: HoursEntry, first: date, last: date) -> bool:
    return entry.day <= last and days_of(entry)[-1] >= first


def ruled(*rules: FirstRule) -> Rules:
    """Return a book of these rules, in force for ever unless said."""
    return Rules(
        all=tuple(
            Rule(
                item=item,
                code=rule.code,
                value=rule.value,
                since=rule.since or date(1900, 1, 1),
                until=rule.until,
                law=rule.law,
                confirmed=rule.confirmed,
                unit=rule.unit,
                applies_to=rule.applies_to,
            )
            for item, rule in enumerate(rules, start=1)
        )
    )


def rule(
    code: RuleCode,
    value: Value,
    *,
    unit: Unit | None = None,
    applies_to: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> FirstRule:
    """Return a rule of an invented law."""
    return FirstRule(
        code=code, value=value, unit=unit, applies_to=applies_to, since=since, until=until, law=LAW, source="zmyślone"
    )


def limit(code: RuleCode, minutes: int, *, applies_to: str | None = None, since: date | None = None) -> FirstRule:
    """Return a limit in minutes."""
    return rule(code, minutes, unit=Unit.MINUTES, applies_to=applies_to, since=since)


def led_by(participant: UUID, edition: UUID, *entries: HoursEntry) -> Sequence[Led]:
    """Return what a provider leads for somebody."""
    return [Led(participant=participant, edition=edition, entry=entry) for entry in entries]
