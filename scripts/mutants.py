"""Plant one small fault at a time in the rules of the club and name those that no test notices: `make mutants`.

mutmut plants and judges; this narrows what it plants to what a limit is made of: comparisons, and/or/not, numbers
(one more and one less), sums and differences, and the earlier or later, smaller or greater of two. Texts, names and
arguments are left alone. Names given on the command line choose among the mutants: `make mutants ONLY='*limits*'`.
"""

import sys
from collections.abc import Iterable

import libcst as cst
from mutmut.__main__ import cli
from mutmut.mutation import file_mutation, mutators

SIDES = {
    cst.Is: cst.IsNot,
    cst.IsNot: cst.Is,
    cst.In: cst.NotIn,
    cst.NotIn: cst.In,
}
ENDS = {"min": "max", "max": "min", "all": "any", "any": "all"}


def one_less(node: cst.BaseNumber) -> Iterable[cst.CSTNode]:
    """Take one off a number; mutmut itself adds one."""
    if isinstance(node, cst.Integer) and node.evaluated_value > 0:
        yield node.with_changes(value=str(node.evaluated_value - 1))


def other_end(node: cst.Call) -> Iterable[cst.CSTNode]:
    """Take the latest for the earliest, one for all, and the other way round."""
    if isinstance(node.func, cst.Name) and node.func.value in ENDS:
        yield node.with_changes(func=node.func.with_changes(value=ENDS[node.func.value]))


def other_side(node: cst.ComparisonTarget) -> Iterable[cst.CSTNode]:
    """Turn `is` and `in` round."""
    turned = SIDES.get(type(node.operator))
    if turned:
        yield node.with_changes(operator=turned())


file_mutation.mutation_operators[:] = [
    (cst.BaseNumber, mutators.operator_number),
    (cst.BaseNumber, one_less),
    (cst.Call, other_end),
    (cst.ComparisonTarget, other_side),
    (cst.UnaryOperation, mutators.operator_remove_unary_ops),
    (cst.CSTNode, mutators.operator_swap_op),
]

if __name__ == "__main__":
    sys.exit(cli(["run", "--max-children", "2", *sys.argv[1:]]))
