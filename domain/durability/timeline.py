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

from itertools import pairwise
from operator import itemgetter

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
_SEVERAL = 2
_WORKS, _NOT, _EDUCATION = Situation.WORKS, Situation.DOES_NOT_WORK, Situation.IN_EDUCATION
_ANOTHER = EndReason.OTHER_JOB
_FORM_OF = {LabourStatus.EMPLOYED: LegalForm.UNKNOWN, LabourStatus.SELF_EMPLOYED: LegalForm.SELF_EMPLOYMENT}
_first_day = itemgetter(0)


def known(person: Person, rule: DurabilityRule, today: int) -> tuple[list[Stretch], dict[int, int]]:
    """Return what is known of a person's work up to `today` by a definition, and the recorded starts with their grade.

    The stretches stand in order, none over another. What lies after `today`, and a spell that ends before it starts,
    says nothing.
    """
    claims: list[Stretch] = []
    starts: dict[int, int] = {}
    going_on: list[int] = []
    ends: list[tuple[int, int]] = []
    if person.spells:
        _recorded(person, rule, today, claims, starts, going_on, ends)
    if person.answers:
        _answered(person, rule, today, claims)
    if person.statuses:
        _taken(person, rule, today, claims)
    line = claims if len(claims) < _SEVERAL else _heard(claims)
    if ends:
        _end(line, ends, going_on)
    return (line if len(line) < _SEVERAL else _filled(line, starts, rule.between_days)), starts


def _recorded(
    person: Person,
    rule: DurabilityRule,
    today: int,
    claims: list[Stretch],
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
            last = ended.toordinal()
            if last < first:
                continue
            grade = max(grade, end)
            if last >= today:
                last = today
            elif spell.why_ended is not _ANOTHER:
                ends.append((last + 1, end))
        claims.append((first, last, AT_WORK, grade))
        if grade < starts.get(first, _SILENT):
            starts[first] = grade


def _answered(person: Person, rule: DurabilityRule, today: int, claims: list[Stretch]) -> None:
    """Note what the answers that are heard say of work, each of its day; "I work" tells no legal form."""
    least, no_form = GRADE_OF[rule.least_evidence], LegalForm.UNKNOWN in rule.forms
    for answer in person.answers:
        situation, grade, day = answer.situation, GRADE_OF[answer.evidence], answer.as_of.toordinal()
        if grade > least or day > today:
            continue
        if situation is _WORKS:
            if no_form:
                claims.append((day, day, AT_WORK, grade))
        elif situation is _NOT or situation is _EDUCATION:
            claims.append((day, day, WITHOUT, grade))


def _taken(person: Person, rule: DurabilityRule, today: int, claims: list[Stretch]) -> None:
    """Note what the statuses that are heard say of work, each of the day on which it was taken."""
    least, forms = GRADE_OF[rule.least_evidence], rule.forms
    for status in person.statuses:
        labour, grade, day = status.labour, GRADE_OF[status.source], status.taken_on.toordinal()
        if labour is None or grade > least or day > today:
            continue
        form = _FORM_OF.get(labour)
        if form is None:
            claims.append((day, day, WITHOUT, grade))
        elif form in forms:
            claims.append((day, day, AT_WORK, grade))


def _heard(claims: list[Stretch]) -> list[Stretch]:
    """Return what several claims add up to, in order: of each day, what the strongest evidence says."""
    claims.sort(key=_first_day)
    line = [claims[0]]
    for one in claims:
        _, until, said, how = line[-1]
        first, last, state, grade = one
        if first > until:
            line.append(one)
        elif last > until or grade < how or (grade == how and state != said):
            return _judged(claims)
    return line


def _judged(claims: list[Stretch]) -> list[Stretch]:
    """Return the same where claims meet: a smaller place of the evidence is a stronger one, equals contradict."""
    line = []
    for first, behind in pairwise(sorted({day for one in claims for day in (one[0], one[1] + 1)})):
        yes = no = _SILENT
        for since, until, state, grade in claims:
            if since <= first <= until:
                if state == AT_WORK:
                    yes = min(yes, grade)
                else:
                    no = min(no, grade)
        if yes != no:
            line.append((first, behind - 1, AT_WORK if yes < no else WITHOUT, min(yes, no)))
        elif yes != _SILENT:
            line.append((first, behind - 1, CONTRADICTED, yes))
    return line


def _end(line: list[Stretch], ends: list[tuple[int, int]], going_on: list[int]) -> None:
    """Add to the stretches the day after each recorded end, where nothing speaks of it and no other job may go on."""
    ends.sort()
    for day, grade in ends:
        at = len(line)
        while at and line[at - 1][0] > day:
            at -= 1
        if not (at and line[at - 1][1] >= day) and not (going_on and _may_go_on(line, going_on, day)):
            line.insert(at, (day, day, WITHOUT, grade))


def _may_go_on(line: list[Stretch], going_on: list[int], day: int) -> bool:
    """Return whether a spell without an end may go on that day: since it began, no day is known to be without work."""
    without = [first for first, _, state, _ in line if state == WITHOUT]
    return any(since <= day and not any(since < first < day for first in without) for since in going_on)


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
