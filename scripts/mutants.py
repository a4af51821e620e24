"""Plant one small fault at a time in the rules of the club, and name those that no test notices: `make mutants`.

mutmut plants and judges (its table is in pyproject.toml); this file narrows what it plants to what a limit is made of:
comparisons, and/or/not, numbers (one more, one less), sums and differences, the earlier or the later of two. Texts,
names and arguments are left alone, and so is, by mutmut, what is said outside of functions. What is named on the
command line is judged alone, the rest as it was found before:

    python3 scripts/bootstrap.py mutants 'domain.hours.limits*'

Without names all are judged, from nothing.
"""

import shutil
import sys
from collections.abc import Iterable

import libcst as cst
from mutmut.__main__ import _run, status_by_exit_code, walk_mutatable_files
from mutmut.mutation import file_mutation, mutators
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.runners.harness import PytestRunner

PROCESSES = 2
FEW = 60
TURNED: dict[object, type[cst.CSTNode]] = {cst.Is: cst.IsNot, cst.IsNot: cst.Is, cst.In: cst.NotIn, cst.NotIn: cst.In}
ENDS = {"min": "max", "max": "min", "all": "any", "any": "all"}
NOTICED = {"killed", "timeout"}


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
    turned = TURNED.get(type(node.operator))
    if turned:
        yield node.with_changes(operator=turned())


def run_in_order(runner: PytestRunner, *, mutant_name: str | None, tests: Iterable[str]) -> int:
    """Run the tests that pass through a mutant, first those of files named like its module; where many, whole files."""
    words = (mutant_name or "").split(".")[1:3]
    named = sorted(tests)
    if len(named) > FEW:
        named = sorted({test.partition("::")[0] for test in named})
    named.sort(key=lambda test: -sum(word in test for word in words))
    return int(run_tests(runner, mutant_name=mutant_name, tests=named))


def told() -> int:
    """Print how many mutants of each file were noticed, and each that was not; return how many those are."""
    missed: list[str] = []
    for path in sorted(walk_mutatable_files()):
        found = SourceFileMutationData(path=path)
        found.load()
        results = {name: status_by_exit_code[code] for name, code in found.exit_code_by_key.items()}
        here = [name for name, status in results.items() if status not in NOTICED]
        if results:
            print(f"{len(results):5} {len(results) - len(here):5} {len(here):4}  {path}")
        for name in here:
            diff = get_diff_for_mutant(name, path=path).splitlines()[2:]
            changed = (line for line in diff if line.startswith(("+", "-")))
            missed.append("\n".join((f"{name} ({results[name]})", *changed)))
    print("\n\n".join(("", *missed)))
    return len(missed)


run_tests = PytestRunner.run_tests
PytestRunner.run_tests = run_in_order
file_mutation.mutation_operators[:] = [
    (cst.BaseNumber, mutators.operator_number),
    (cst.BaseNumber, one_less),
    (cst.Call, other_end),
    (cst.ComparisonTarget, other_side),
    (cst.UnaryOperation, mutators.operator_remove_unary_ops),
    (cst.CSTNode, mutators.operator_swap_op),
]

if __name__ == "__main__":
    if not sys.argv[1:]:
        shutil.rmtree("mutants", ignore_errors=True)
    _run(sys.argv[1:], PROCESSES)
    sys.exit(1 if told() else 0)
