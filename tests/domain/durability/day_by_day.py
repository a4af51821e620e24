"""The oracle: what is known of a life, worked out one day after another, in no clever way at all.

It follows the sentences of `domain/durability/timeline.py` and `observing.py`, not their code: every day is looked at,
every job and every answer is asked about it.
"""

from datetime import date, timedelta
from itertools import pairwise

import msgspec

from domain.calendar import months_from
from domain.durability.definition import DurabilityRule
from domain.durability.observation import AtPoint, Ending
from domain.durability.person import Person, Spell, Stay
from domain.employment import EndReason
from domain.follow_up import FollowUpPoint, Situation
from domain.personal_data import Residence
from domain.status import LabourStatus
from domain.vocabulary import EpisodeKind, EvidenceGrade, ExitKind, LegalForm

ORDER = list(EvidenceGrade)
DAY = timedelta(days=1)
MONTHS = {FollowUpPoint.MONTHS_3: 3, FollowUpPoint.MONTHS_6: 6, FollowUpPoint.MONTHS_12: 12}
AT_LABOUR = {LabourStatus.EMPLOYED: LegalForm.UNKNOWN, LabourStatus.SELF_EMPLOYED: LegalForm.SELF_EMPLOYMENT}


class Day(msgspec.Struct, frozen=True):
    """Work or not (None: contradicted), and the weakest evidence it rests on."""

    work: bool | None
    grade: EvidenceGrade


Diary = dict[date, Day]
"""What is known of each day of which something is."""


Gone = tuple[Ending, bool]
"""What took a person out of the watching, and whether it came on that very day."""


def weaker(*grades: EvidenceGrade) -> EvidenceGrade:
    return max(grades, key=ORDER.index)


def stronger(*grades: EvidenceGrade) -> EvidenceGrade:
    return min(grades, key=ORDER.index)


def heard(person: Person, rule: DurabilityRule, today: date) -> list[Spell]:
    """The spells that count, an end that is not heard or lies ahead taken off."""
    counting = [
        spell if loud(spell.end_evidence or EvidenceGrade.NONE, rule) else msgspec.structs.replace(spell, ended_on=None)
        for spell in person.spells
        if spell.form in rule.forms and spell.started_on <= today and loud(spell.evidence, rule)
    ]
    return [spell for spell in counting if spell.ended_on is None or spell.ended_on >= spell.started_on]


def loud(grade: EvidenceGrade, rule: DurabilityRule) -> bool:
    return ORDER.index(grade) <= ORDER.index(rule.least_evidence)


def claims(person: Person, spells: list[Spell], rule: DurabilityRule, day: date) -> list[Day]:
    said = []
    for spell in spells:
        if spell.ended_on is None and spell.started_on == day:
            said.append(Day(True, spell.evidence))
        if spell.ended_on is not None and spell.started_on <= day <= spell.ended_on:
            said.append(Day(True, weaker(spell.evidence, spell.end_evidence or EvidenceGrade.NONE)))
    for answer in person.answers:
        if answer.as_of == day and answer.situation in {Situation.DOES_NOT_WORK, Situation.IN_EDUCATION}:
            said.append(Day(False, answer.evidence))
        if answer.as_of == day and answer.situation is Situation.WORKS and LegalForm.UNKNOWN in rule.forms:
            said.append(Day(True, answer.evidence))
    for taken in person.statuses:
        if taken.taken_on == day and taken.labour is not None:
            form = AT_LABOUR.get(taken.labour)
            if form is None or form in rule.forms:
                said.append(Day(form is not None, taken.source))
    return [one for one in said if loud(one.grade, rule)]


def diary(person: Person, rule: DurabilityRule, first: date, today: date) -> Diary:
    """What is known of each day from `first` to `today`; days of which nothing is known are not in it."""
    spells = heard(person, rule, today)
    known: Diary = {}
    days = [first + DAY * number for number in range((today - first).days + 1)]
    for day in days:
        said = claims(person, spells, rule, day)
        if said:
            best = stronger(*(one.grade for one in said))
            voices = {one.work for one in said if one.grade is best}
            known[day] = Day(voices.pop() if len(voices) == 1 else None, best)
    after_ends(known, spells, days)
    before_starts(known, spells, first, today)
    clear = [day for day in days if day in known and known[day].work is not None]
    filled = dict(known)
    for before, after in pairwise(clear):
        if known[before].work is known[after].work and (after - before).days <= rule.between_days:
            between = Day(known[before].work, weaker(known[before].grade, known[after].grade))
            filled.update({day: between for day in days_of(before + DAY, after - DAY) if day not in known})
    return filled


def after_ends(known: Diary, spells: list[Spell], days: list[date]) -> None:
    """Add the day after each recorded end."""
    said_no = [day for day, one in known.items() if one.work is False]
    for day in days:
        if day not in known and not may_go_on(spells, said_no, day):
            ended = [
                spell.end_evidence or EvidenceGrade.NONE
                for spell in spells
                if spell.ended_on == day - DAY and spell.why_ended is not EndReason.OTHER_JOB
            ]
            if ended:
                known[day] = Day(False, stronger(*ended))


def before_starts(known: Diary, spells: list[Spell], first: date, today: date) -> None:
    """Add the day before each recorded start, where the last thing known before it is "without work"."""
    for day in [spell.started_on for spell in spells]:
        eve = day - DAY
        before = neighbour(known, eve, -DAY, first, today)
        if eve not in known and day in known and known[day].work and before is not None and not known[before].work:
            began = [spell for spell in spells if spell.started_on == day]
            known[eve] = Day(False, stronger(*(start_grade(spell) for spell in began)))


def start_grade(spell: Spell) -> EvidenceGrade:
    if spell.ended_on is None:
        return spell.evidence
    return weaker(spell.evidence, spell.end_evidence or EvidenceGrade.NONE)


def may_go_on(spells: list[Spell], said_no: list[date], day: date) -> bool:
    """Whether a job without a recorded end may go on that day: nobody said since its start that there is no work."""
    return any(
        spell.ended_on is None and spell.started_on <= day and not any(spell.started_on < no < day for no in said_no)
        for spell in spells
    )


def neighbour(known: Diary, day: date, step: timedelta, first: date, today: date) -> date | None:
    """The nearest other day of which something clear is known."""
    day += step
    while first <= day <= today:
        if day in known and known[day].work is not None:
            return day
        day += step
    return None


def checks(stay: Stay) -> dict[FollowUpPoint, date]:
    assert stay.exited_on is not None
    left = stay.exited_on
    return {FollowUpPoint.WEEKS_4: left + 28 * DAY, **{p: months_from(left, n) for p, n in MONTHS.items()}}


def leaves(person: Person, stay: Stay, today: date) -> dict[date, Gone]:
    """On which day what competes came, and what; of one day, the gravest. An answer is not exact: it came by then."""
    left = stay.exited_on
    assert left is not None
    came: list[tuple[date, Gone]] = []
    if person.died_on is not None:
        came.append((max(left, person.died_on), (Ending.DIED, True)))
    came += [
        (other.began_on, (Ending.RETURNED, True))
        for other in person.stays
        if other.kind is EpisodeKind.KIS and other.began_on is not None and other.began_on > left
    ]
    if stay.exit_kind is ExitKind.MOVED_OUT:
        came.append((left, (Ending.MOVED, True)))
    here = True
    for lived in person.residences:
        if lived.residence is Residence.ELSEWHERE and here and lived.since > left:
            came.append((lived.since, (Ending.MOVED, True)))
        here = lived.residence is not Residence.ELSEWHERE
    came += [
        (answer.as_of, (Ending.MOVED, False))
        for answer in person.answers
        if answer.situation is Situation.MOVED_AWAY and answer.as_of >= left
    ]
    grave = [(Ending.DIED, True), (Ending.RETURNED, True), (Ending.MOVED, True), (Ending.MOVED, False)]
    came = sorted((one for one in came if one[0] <= today), key=lambda one: (one[0], grave.index(one[1])))
    return dict(came[:1])


def missed(stay: Stay, known: date, before: date) -> bool:
    return any(known < day < before for day in checks(stay).values())


def staying(known: Diary, person: Person, stay: Stay, rule: DurabilityRule, today: date) -> tuple[object, ...] | None:
    """Origin, earliest and latest day, ending: the first day after the exit is looked at, then the next, and so on."""
    event = leaves(person, stay, today)
    gone = next(iter(event), date.max)
    assert stay.exited_on is not None
    origin = next((day for day in days_of(stay.exited_on, min(today, gone)) if is_work(known, day)), None)
    if origin is None:
        return None
    day = last = origin
    while day <= min(today, gone):
        if is_work(known, day):
            last = day
            day += DAY
            continue
        back = next((d for d in days_of(day, today) if is_work(known, d)), None)
        hole = days_of(day, today if back is None else back - DAY)
        if back is None or len(hole) > rule.gap_days:
            return origin, *after_work(known, person, stay, rule, today, origin, hole, back is not None)
        day = back
    if gone <= today:
        return origin, *when_gone(known, event, origin)
    return origin, last, last, Ending.IMMATURE


def after_work(
    known: Diary,
    person: Person,
    stay: Stay,
    rule: DurabilityRule,
    today: date,
    origin: date,
    hole: list[date],
    again: bool,
) -> tuple[date, date, Ending]:
    """What a hole in the work means that is too long to be tolerated, or has no other side."""
    event = leaves(person, stay, today)
    gone, last = next(iter(event), date.max), (hole[0] if hole else today + DAY) - DAY
    noes = [d for d in hole if d in known and known[d].work is False]
    tolerated = rule.gap_days * DAY
    sure = bool(noes) and (noes[-1] - noes[0] >= tolerated if again else today > noes[0] + tolerated)
    if gone in hole and not (sure and gone > noes[0] + tolerated):
        if missed(stay, max([last, *(d for d in noes if d <= gone)]), gone):
            return last, last, Ending.UNKNOWN
        return when_gone(known, event, origin)
    if sure:
        return last + DAY, noes[0], Ending.LOST
    if again or missed(stay, last, min([today, *noes])):
        return last, last, Ending.UNKNOWN
    return last, last, Ending.IMMATURE


def is_work(known: Diary, day: date) -> bool:
    return day in known and known[day].work is True


def days_of(first: date, last: date) -> list[date]:
    return [first + DAY * number for number in range((last - first).days + 1)]


def when_gone(known: Diary, event: dict[date, Gone], origin: date) -> tuple[date, date, Ending]:
    """The earliest and the latest day of what competes: what an answer says of moving lies since the last known day."""
    ((gone, (what, exact)),) = event.items()
    if exact:
        return gone, gone, what
    told = [day for day, one in known.items() if origin <= day < gone and one.work is not None]
    return min(gone, max([origin, *told]) + DAY), gone, what


def to_work(known: Diary, person: Person, stay: Stay, rule: DurabilityRule, today: date) -> tuple[object, ...]:
    event = leaves(person, stay, today)
    gone = next(iter(event), None)
    left = stay.exited_on
    assert left is not None
    starts = {spell.started_on for spell in heard(person, rule, today)}
    no_until = None
    for day in days_of(left, today):
        if is_work(known, day):
            if day == left or day in starts:
                return left, day, day, Ending.REACHED
            return left, left if no_until is None else no_until + DAY, day, Ending.REACHED
        if day in known and known[day].work is False:
            no_until = day
        if gone == day:
            break
    told = no_until or left
    if missed(stay, told, gone or today):
        return left, told, told, Ending.UNKNOWN
    if gone is None:
        return left, told, told, Ending.IMMATURE
    return left, *when_gone(known, event, left)


def at_point(
    known: Diary, person: Person, stay: Stay, point: FollowUpPoint, today: date
) -> tuple[AtPoint, EvidenceGrade | None]:
    """The state of a point and the evidence of it; the answers of the random lives are to no planned check."""
    event = leaves(person, stay, today)
    gone = next(iter(event), date.max)
    day, left = checks(stay)[point], stay.exited_on
    assert left is not None
    if today <= day:
        return AtPoint.PENDING, None
    if point is FollowUpPoint.WEEKS_4:
        grades = [known[one].grade for one in days_of(left, min(day, gone)) if is_work(known, one)]
        if grades:
            return AtPoint.EMPLOYED, stronger(*grades)
    if gone >= day and day in known:
        work = known[day].work
        states = {True: AtPoint.EMPLOYED, False: AtPoint.NOT_EMPLOYED, None: AtPoint.UNKNOWN}
        return states[work], known[day].grade
    return (AtPoint(event[gone][0].value), None) if gone <= day else (AtPoint.UNKNOWN, None)
