"""What is to be explained (do wyjaśnienia): soft findings, each a function of its own, and how a person explains one.

`entries` is how hours were typed and approved, `over_limits` how many they are, `contracts` the papers, `grounds` why
somebody takes part, `providers` who served them, `unconfirmed` what they were judged by, `explanations` the answer.
"""

from domain.flags.contracts import actions_overdue, contract_gaps, contract_parts_missing, evaluations_overdue
from domain.flags.entries import (
    EntryOnRecord,
    Typed,
    TypedBy,
    batched_entries,
    identical_hours,
    late_entries,
    not_approved,
    over_limit,
    same_hand,
)
from domain.flags.explanations import (
    Explanation,
    FlagExplained,
    NothingToExplain,
    newest_by_flag,
    refuse_nothing_to_explain,
)
from domain.flags.grounds import (
    Standing,
    decisions_expired,
    hours_after_status_lost,
    last_day,
    long_term_not_proven,
    no_agreement,
    no_eligibility_finding,
    no_grant,
    rules_not_set,
)
from domain.flags.kinds import WORDS, Flag, FlagKind, kind_of
from domain.flags.over_limits import over_limits_now
from domain.flags.providers import Serving, provider_twice
from domain.flags.unconfirmed import JUDGES_HOURS, values_unconfirmed

__all__ = [
    "JUDGES_HOURS",
    "WORDS",
    "EntryOnRecord",
    "Explanation",
    "Flag",
    "FlagExplained",
    "FlagKind",
    "NothingToExplain",
    "Serving",
    "Standing",
    "Typed",
    "TypedBy",
    "actions_overdue",
    "batched_entries",
    "contract_gaps",
    "contract_parts_missing",
    "decisions_expired",
    "evaluations_overdue",
    "hours_after_status_lost",
    "identical_hours",
    "kind_of",
    "last_day",
    "late_entries",
    "long_term_not_proven",
    "newest_by_flag",
    "no_agreement",
    "no_eligibility_finding",
    "no_grant",
    "not_approved",
    "over_limit",
    "over_limits_now",
    "provider_twice",
    "refuse_nothing_to_explain",
    "rules_not_set",
    "same_hand",
    "values_unconfirmed",
]
