"""What is known of a person's work, day by day, as stretches: the algebra under the curve and the points.

Days are numbers (`date.toordinal`). A stretch says of its days, both ends included: at work, without work, or
contradicted; of every other day nothing is known. Who says what:

- A spell with an end: at work from its first to its last day, on the weaker evidence of its two ends.
- A spell without a recorded end: at work on its first day. It does not go on by silence; what was agreed (until when
  the contract runs) is a plan.
- An answer, or a status that was taken (labour market): of its day only. In education is without work; of "moved
  away" and "would not say" nothing follows for work.
- A recorded end: without work on the next day, where nothing else speaks of that day, the job did not end for another
  one, and no other spell without an end may be going on.
- A recorded start: without work on the day before, where the last thing known before it is "without work".
- Two statements of the same, at most `between_days` apart with nothing between: of the days between, on the weaker.

**Contradictions.** Of several that speak of a day, the strongest evidence is heard; where equals say opposite things,
the day is contradicted, and counts as unknown. Signs from which something is only inferred are not heard at all.
"""

from bisect import insort
from itertools import pairwise

from domain.durability.definition import DurabilityRule
from domain.durability.person import Person
from domain.employment import EndReason
from domain.follow_up import Situation
from domain.status import LabourStatus
from domain.vocabulary import EvidenceGrade, LegalForm

WITHOUT = 0
AT_WORK = 1
CONTRADICTED = 2

Stretch = tuple[int, int, int, int]
"""First day, last day, which of the three, and the place of its evidence in GRADES (0 the strongest)."""

GRADES = tuple(EvidenceGrade)
NONE_AT_ALL = len(GRADES) - 1
_SILENT = len(GRADES)
_DOCUMENT, _REGISTER, _DECLARATION, _ = GRADES
_WORKS, _NOT, _EDUCATION = Situation.WORKS, Situation.DOES_NOT_WORK, Situation.IN_EDUCATION
_EMPLOYED, _SELF_EMPLOYED = LabourStatus.EMPLOYED, LabourStatus.SELF_EMPLOYED


def grade_of(evidence: EvidenceGrade | None) -> int:
    """Return the place of an evidence grade, 0 the strongest; not said is NONE."""
    if evidence is _DOCUMENT:
        return 0
    if evidence is _REGISTER:
        return 1
    return 2 if evidence is _DECLARATION else NONE_AT_ALL


def known(person: Person, rule: DurabilityRule, today: int) -> tuple[list[Stretch], dict[int, int]]:
    """Return what is known of a person's work up to `today` by a definition, and the recorded starts with their grade.

    The stretches stand in order, none over another. What lies after `today`, and a spell that ends before it starts,
    says nothing.
    """
    least = grade_of(rule.least_evidence)
    spans: list[tuple[int, int, int]] = []
    starts: dict[int, int] = {}
    going_on: list[int] = []
    ends: list[tuple[int, int]] = []
    for spell in person.spells:
        grade = grade_of(spell.evidence)
        first = spell.started_on.toordinal()
        if grade > least or first > today or spell.form not in rule.forms:
            continue
        last = first
        ended = spell.ended_on
        if ended is not None and (how_it_ended := grade_of(spell.end_evidence)) <= least:
            last = ended.toordinal()
            if last < first:
                continue
            grade = max(grade, how_it_ended)
            if last >= today:
                last = today
            elif spell.why_ended is not EndReason.OTHER_JOB:
                ends.append((last + 1, how_it_ended))
        else:
            going_on.append(first)
        spans.append((first, last, grade))
        starts[first] = min(starts.get(first, grade), grade)
    line = _union(spans)
    if person.answers or person.statuses:
        for day, (for_work, against) in sorted(_said(person, rule, least, today).items()):
            line = _heard(line, day, for_work, against)
    if ends:
        _end(line, ends, going_on)
    return (_filled(line, starts, rule.between_days) if len(line) > 1 else line), starts


def _union(spans: list[tuple[int, int, int]]) -> list[Stretch]:
    """Return the days of all spells, each day once, on the strongest evidence that speaks of it."""
    if len(spans) == 1:
        first, last, grade = spans[0]
        return [(first, last, AT_WORK, grade)]
    cuts = sorted({day for first, last, _ in spans for day in (first, last + 1)})
    line = []
    for first, behind in pairwise(cuts):
        grades = [grade for since, until, grade in spans if since <= first <= until]
        if grades:
            line.append((first, behind - 1, AT_WORK, min(grades)))
    return line


def _said(person: Person, rule: DurabilityRule, least: int, today: int) -> dict[int, list[int]]:
    """Return, of each day of which an answer or a status speaks, the strongest evidence for and against work."""
    said: dict[int, list[int]] = {}
    forms = rule.forms
    counts = LegalForm.UNKNOWN in forms
    for answer in person.answers:
        situation = answer.situation
        works = situation is _WORKS
        if not works and situation is not _NOT and situation is not _EDUCATION:
            continue
        grade = grade_of(answer.evidence)
        day = answer.as_of.toordinal()
        if grade <= least and day <= today and (counts or not works):
            both = said.setdefault(day, [_SILENT, _SILENT])
            both[not works] = min(both[not works], grade)
    for status in person.statuses:
        labour = status.labour
        if labour is None:
            continue
        works = labour is _EMPLOYED or labour is _SELF_EMPLOYED
        grade = grade_of(status.source)
        day = status.taken_on.toordinal()
        if works and not (LegalForm.SELF_EMPLOYMENT in forms if labour is _SELF_EMPLOYED else counts):
            continue
        if grade <= least and day <= today:
            both = said.setdefault(day, [_SILENT, _SILENT])
            both[not works] = min(both[not works], grade)
    return said


def _heard(line: list[Stretch], day: int, for_work: int, against: int) -> list[Stretch]:
    """Return the stretches with what was said of one day."""
    at = next((index for index, one in enumerate(line) if one[0] <= day <= one[1]), None)
    if at is not None:
        for_work = min(for_work, line[at][3])
    state = CONTRADICTED if for_work == against else AT_WORK if for_work < against else WITHOUT
    said = (day, day, state, min(for_work, against))
    if at is None:
        insort(line, said)
        return line
    first, last, was, grade = line[at]
    if (was, grade) == said[2:]:
        return line
    before = [(first, day - 1, was, grade)] if first < day else []
    after = [(day + 1, last, was, grade)] if day < last else []
    return [*line[:at], *before, said, *after, *line[at + 1 :]]


def _end(line: list[Stretch], ends: list[tuple[int, int]], going_on: list[int]) -> None:
    """Add to the stretches the day after each recorded end, where nothing speaks of it and no other job may go on."""
    said_not = [first for first, _, state, _ in line if state == WITHOUT]
    for day, grade in sorted(ends):
        if any(first <= day <= last for first, last, _, _ in line):
            continue
        if any(since <= day and not any(since < not_on < day for not_on in said_not) for since in going_on):
            continue
        insort(line, (day, day, WITHOUT, grade))


def _filled(line: list[Stretch], starts: dict[int, int], between: int) -> list[Stretch]:
    """Return the stretches with the days between two that agree, and the days without work before a recorded start."""
    torn = [one for one in line if one[2] == CONTRADICTED]
    clear = [one for one in line if one[2] != CONTRADICTED] if torn else line
    out = [clear[0]] if clear else []
    for before, after in pairwise(clear):
        edge = after[0]
        state, grade = before[2], after[3]
        if edge - before[1] > 1:
            if after[2] != state and state == WITHOUT and edge in starts:
                edge, grade = edge - 1, starts[edge]
                if all(edge != day for day, _, _, _ in torn):
                    out.append((edge, edge, WITHOUT, grade))
                agrees = True
            else:
                agrees = after[2] == state
            if agrees and 1 < edge - before[1] <= between:
                out.append((before[1] + 1, edge - 1, state, max(before[3], grade)))
        out.append(after)
    out.sort()
    return _torn(out, torn) if torn else out


def _torn(line: list[Stretch], torn: list[Stretch]) -> list[Stretch]:
    """Return the stretches with the contradicted days taken out of what was filled in between."""
    for one in torn:
        day = one[0]
        pieces = []
        for first, last, state, grade in line:
            if first <= day <= last:
                pieces += [(a, b, state, grade) for a, b in ((first, day - 1), (day + 1, last)) if a <= b]
            else:
                pieces.append((first, last, state, grade))
        line = sorted([*pieces, one])
    return line
