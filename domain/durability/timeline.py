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
GRADE_OF = {grade: place for place, grade in enumerate(GRADES)}
NONE_AT_ALL = len(GRADES) - 1
_SILENT = len(GRADES)
_NOBODY = (_SILENT, _SILENT)
_WORKS, _NOT, _EDUCATION = Situation.WORKS, Situation.DOES_NOT_WORK, Situation.IN_EDUCATION
_EMPLOYED, _SELF_EMPLOYED = LabourStatus.EMPLOYED, LabourStatus.SELF_EMPLOYED
_ANOTHER = EndReason.OTHER_JOB


def known(person: Person, rule: DurabilityRule, today: int) -> tuple[list[Stretch], dict[int, int]]:
    """Return what is known of a person's work up to `today` by a definition, and the recorded starts with their grade.

    The stretches stand in order, none over another. What lies after `today`, and a spell that ends before it starts,
    says nothing.
    """
    line: list[Stretch] = []
    starts: dict[int, int] = {}
    going_on: list[int] = []
    ends: list[tuple[int, int]] = []
    if person.spells:
        _recorded(person, rule, today, line, starts, going_on, ends)
        if len(line) > 1:
            line = _union(line)
    if person.answers or person.statuses:
        said = _said(person, rule, today)
        for day in sorted(said):
            line = _heard(line, day, *said[day])
    if ends:
        _end(line, ends, going_on)
    return (_filled(line, starts, rule.between_days) if len(line) > 1 else line), starts


def _recorded(
    person: Person,
    rule: DurabilityRule,
    today: int,
    line: list[Stretch],
    starts: dict[int, int],
    going_on: list[int],
    ends: list[tuple[int, int]],
) -> None:
    """Note the days of every spell that counts, its start, and its end, or that it has none."""
    least, forms = GRADE_OF[rule.least_evidence], rule.forms
    for spell in person.spells:
        grade, first = GRADE_OF[spell.evidence], spell.started_on.toordinal()
        if grade > least or first > today or spell.form not in forms:
            continue
        last, ended = first, spell.ended_on
        end = _SILENT if ended is None else GRADE_OF[spell.end_evidence or EvidenceGrade.NONE]
        if ended is None or end > least:
            going_on.append(first)
        else:
            last, grade = ended.toordinal(), max(grade, end)
            if last < first:
                continue
            if last >= today:
                last = today
            elif spell.why_ended is not _ANOTHER:
                ends.append((last + 1, end))
        line.append((first, last, AT_WORK, grade))
        if grade < starts.get(first, _SILENT):
            starts[first] = grade


def _union(spans: list[Stretch]) -> list[Stretch]:
    """Return the days of all spells, each day once, on the strongest evidence that speaks of it."""
    spans.sort()
    if all(before[1] < after[0] for before, after in pairwise(spans)):
        return spans
    cuts = sorted({day for first, last, _, _ in spans for day in (first, last + 1)})
    line = []
    for first, behind in pairwise(cuts):
        grades = [grade for since, until, _, grade in spans if since <= first <= until]
        if grades:
            line.append((first, behind - 1, AT_WORK, min(grades)))
    return line


def _said(person: Person, rule: DurabilityRule, today: int) -> dict[int, tuple[int, int]]:
    """Return, of each day of which an answer or a status speaks, the strongest evidence for and against work."""
    said: dict[int, tuple[int, int]] = {}
    forms, least = rule.forms, GRADE_OF[rule.least_evidence]
    voices = []
    for answer in person.answers:
        situation = answer.situation
        if situation is _WORKS or situation is _NOT or situation is _EDUCATION:
            voices.append((answer.as_of, situation is _WORKS, LegalForm.UNKNOWN, answer.evidence))
    for status in person.statuses:
        labour = status.labour
        if labour is _SELF_EMPLOYED:
            voices.append((status.taken_on, True, LegalForm.SELF_EMPLOYMENT, status.source))
        elif labour is not None:
            voices.append((status.taken_on, labour is _EMPLOYED, LegalForm.UNKNOWN, status.source))
    for on, works, form, evidence in voices:
        day, grade = on.toordinal(), GRADE_OF[evidence]
        if grade <= least and day <= today and (not works or form in forms):
            yes, no = said.get(day, _NOBODY)
            said[day] = (min(yes, grade), no) if works else (yes, min(no, grade))
    return said


def _heard(line: list[Stretch], day: int, yes: int, no: int) -> list[Stretch]:
    """Return the stretches with what was said of one day, for and against work: a smaller place is a stronger one."""
    at = len(line)
    for place, one in enumerate(line):
        if day <= one[1]:
            at = place
            break
    hit = at < len(line) and line[at][0] <= day
    if hit:
        first, last, was, grade = line[at]
        if grade <= yes and grade < no:
            return line
        yes = min(yes, grade)
    state = CONTRADICTED if yes == no else AT_WORK if yes < no else WITHOUT
    said = (day, day, state, min(no, yes))
    if not hit:
        line.insert(at, said)
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
    out: list[Stretch] = []
    torn: list[Stretch] = []
    was, until, how = CONTRADICTED, 0, 0
    for one in line:
        first, last, state, grade = one
        if state == CONTRADICTED:
            torn.append(one)
            continue
        if first - until > 1 and was != CONTRADICTED:
            if was == state:
                if first - until <= between:
                    out.append((until + 1, first - 1, state, max(how, grade)))
            elif was == WITHOUT and first in starts and not (torn and torn[-1][0] == first - 1):
                out += _eve(until, how, first - 1, starts[first], between)
        out.append(one)
        was, until, how = state, last, grade
    return _torn(out, torn) if torn else out


def _eve(until: int, how: int, eve: int, grade: int, between: int) -> list[Stretch]:
    """Return the day without work before a recorded start, and the days back to `until` if it is near enough."""
    back = [(until + 1, eve - 1, WITHOUT, max(how, grade))] if 1 < eve - until <= between else []
    return [*back, (eve, eve, WITHOUT, grade)]


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
