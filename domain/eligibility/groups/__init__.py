"""The groups of the club's page and of art. 1(2) of the Act on social employment: one file each, listed here.

A code is stored and so for ever. Whoever shows, reads or asks for a group takes its names from this registry.
"""

from domain.eligibility.groups.alcohol import ALCOHOL
from domain.eligibility.groups.disabled import DISABLED
from domain.eligibility.groups.drugs import DRUGS
from domain.eligibility.groups.ex_prisoner import EX_PRISONER
from domain.eligibility.groups.homeless import HOMELESS
from domain.eligibility.groups.mental_disorder import MENTAL_DISORDER
from domain.eligibility.groups.other import OTHER
from domain.eligibility.groups.refugee import REFUGEE
from domain.eligibility.groups.rule import GroupRule, Wording
from domain.eligibility.groups.unemployed import UNEMPLOYED
from domain.refusals import InvalidInput

__all__ = [
    "ALCOHOL",
    "DISABLED",
    "DRUGS",
    "EX_PRISONER",
    "GROUPS",
    "HOMELESS",
    "MENTAL_DISORDER",
    "OTHER",
    "REFUGEE",
    "UNEMPLOYED",
    "GroupRule",
    "NoSuchGroup",
    "Wording",
    "group_rule",
]

GROUPS: dict[str, GroupRule] = {
    rule.code: rule
    for rule in (
        UNEMPLOYED,
        EX_PRISONER,
        ALCOHOL,
        DRUGS,
        HOMELESS,
        MENTAL_DISORDER,
        REFUGEE,
        DISABLED,
        OTHER,
    )
}


class NoSuchGroup(InvalidInput):
    """A group code that the registry does not have."""

    code = "no-such-group"
    pl = "Nie ma grupy o takim kodzie. Podaj jeden z tych, które są (group: {codes})."
    en = "There is no group with that code. Give one of those there are (group: {codes})."


def group_rule(code: str, pointer: str = "/group") -> GroupRule:
    """Return the rule of the group of that code, or refuse and name the codes there are."""
    try:
        return GROUPS[code]
    except KeyError:
        raise NoSuchGroup(codes=", ".join(GROUPS), pointer=pointer) from None
