"""The evaluator's page: a durability report as one HTML document to read, to print and to keep as a file."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from domain.durability.figures import GroupFigures, PointFigures, Staying
from domain.durability.observation import AtPoint, Silence
from domain.durability.report import DurabilityReport, Group, Words
from domain.durability.way import Came, Stage
from domain.refusals import Language
from domain.vocabulary import EvidenceGrade
from interface.charts import TEMPLATES, curve, funnel
from interface.charts.words import WITHHELD, between, chosen, of_people, people, percent
from interface.exports.about import CUTS, about, spoken, written
from interface.exports.rows import Taken
from interface.exports.words import ENDING_WORDS, EVIDENCE_WORDS, POINT_WORDS, SILENCE_WORDS, STAGE_WORDS, STATE_WORDS
from interface.web import CONTENT_SECURITY_POLICY, STYLE
from interface.web.methods import sections

_GONE = (AtPoint.DIED, AtPoint.MOVED, AtPoint.RETURNED)
_FULL = 10


class Shown(NamedTuple):
    """A cell of the table of groups: what it says first and below, and how much of it is shaded, in tenths."""

    said: str
    below: tuple[str, ...] = ()
    shade: int | None = None


class Chart(NamedTuple):
    """A drawing for a desk and one for a telephone; `kinds` are the lines that are drawn."""

    wide: Markup
    narrow: Markup
    kinds: tuple[str, ...] = ()


def page(taken: Taken, language: Language) -> str:
    """Return the page as an HTML document in UTF-8 text."""
    report = taken.report
    figures, few = report.whole.figures, report.published is not None
    return TEMPLATES.get_template("web/durability.html").render(
        lang=language,
        t=lambda pl, en: chosen(language, pl, en),
        say=lambda words: chosen(language, words.pl, words.en),
        percent=lambda share: percent(share, language, few=few),
        between=lambda low, high: between(low, high, language, few=few),
        style=Markup(STYLE),  # noqa: S704 - our own file, named by its hash in the policy
        policy=CONTENT_SECURITY_POLICY,
        taken=taken,
        report=report,
        today=spoken(written(report.today), language),
        about=list(about(taken)),
        notes=report.notes,
        figures=figures,
        headline=headline(report, language),
        withheld=withheld(report.whole, language),
        points=[_Point(point, language) for point in figures.points] if figures else [],
        curves=list(_curves(figures, language)) if figures else [],
        way=_way(taken, language) if figures and figures.people else None,
        cut=None if report.question.by is None else CUTS[report.question.by],
        point_names=[chosen(language, POINT_WORDS[p].pl, POINT_WORDS[p].en) for p in _points_of(report)],
        groups=[
            (group, _cells(group, _points_of(report), language, few=few)) for group in (report.whole, *report.groups)
        ],
        group_curves=list(_group_curves(report.groups, language)),
        log_rank=_log_rank(report, language),
        sections=sections(language, taken.program),
        silences=[(one, chosen(language, said.pl, said.en)) for one, said in SILENCE_WORDS.items()],
        evidence=[(one, chosen(language, said.pl, said.en)) for one, said in EVIDENCE_WORDS.items()],
        gone=_GONE,
        state_words=STATE_WORDS,
    )


def drawing(taken: Taken, language: Language) -> str:
    """Return the curve of the whole as an SVG file; where there is none, a drawing that says why."""
    figures = taken.report.whole.figures
    if figures is None:
        return curve.said(withheld(taken.report.whole, language) or WITHHELD[language], language)
    if figures.staying is None:
        return curve.said(percent(None, language), language)
    title = _curve_finding(figures.staying, _IN_WORK.what, language)
    return curve.standalone(curve.drawn(figures.staying, language, title=title, id="in-work"))


def headline(report: DurabilityReport, language: Language) -> str:
    """Return in one sentence what the report found at the latest point of which anything is known."""
    figures = report.whole.figures
    if figures is None:
        return chosen(
            language, "Liczby ukryto, bo grupa jest za mała", "The figures are withheld: the group is too small"
        )
    for point in reversed(figures.points):
        if point.rate is not None:
            return point_finding(point, language)
    if figures.people:
        return chosen(
            language,
            f"Zakończyło udział {people(figures.people, 'pl')}; brak danych o pracy po wyjściu",
            f"{people(figures.people, 'en')} left; no data on work after the exit",
        )
    return chosen(
        language, "Brak danych: nikt nie zakończył udziału w tym okresie", "No data: nobody left in this period"
    )


def point_finding(point: PointFigures, language: Language) -> str:
    """Return in words how many work at a point, how sure that is, and of whom nothing is known."""
    words, unknown = POINT_WORDS[point.point], point.counts.get(AtPoint.UNKNOWN, 0)
    rate, bounds = percent(point.rate, language), between(point.least, point.most, language)
    found = chosen(
        language,
        f"{words.pl} po wyjściu pracuje {rate} z {of_people(point.known, 'pl')}, o których wiadomo",
        f"{words.en} after the exit {rate} of the {people(point.known, 'en')} of whom it is known are in work",
    )
    if not unknown:
        return found
    unsure = chosen(
        language, f"o {unknown} nie wiadomo, więc granice to {bounds}", f"{unknown} unknown: bounds {bounds}"
    )
    return f"{found}; {unsure}"


def withheld(group: Group, language: Language) -> str | None:
    """Return why a group has no figures, None where it has some."""
    return None if group.withheld is None else chosen(language, group.withheld.pl, group.withheld.en)


class _Point:
    """A point with its name, as the tables set it."""

    def __init__(self, point: PointFigures, language: Language) -> None:
        words = POINT_WORDS[point.point]
        self.name = chosen(language, words.pl, words.en)
        self.figures = point

    def count(self, state: AtPoint) -> int:
        return self.figures.counts.get(state, 0)

    def silent(self, silence: Silence) -> int:
        return self.figures.silences.get(silence, 0)

    def rests_on(self, grade: EvidenceGrade) -> int:
        return self.figures.evidence.get(grade, 0)


class _Curve(NamedTuple):
    """A curve as a section of the page."""

    id: str
    heading: str
    worst: str
    best: str
    chart: Chart
    desc: str
    rows: Sequence[curve.Row]
    endings: Sequence[tuple[str, float]]


def _curves(figures: GroupFigures, language: Language) -> Iterator[_Curve]:
    if figures.staying is not None:
        yield _curve(figures.staying, "in-work", _IN_WORK, language)
    if figures.to_work is not None:
        yield _curve(figures.to_work, "to-work", _TO_WORK, language)


class _Of(NamedTuple):
    """What a curve is of, and what its bounds assume of the people of unknown fate."""

    what: Words
    worst: Words
    best: Words


_IN_WORK = _Of(
    Words("dalej pracuje", "are still in work"),
    Words("wszystkie osoby o nieznanym losie straciły pracę", "all of unknown fate lost the job"),
    Words("wszystkie ją zachowały", "all of them kept it"),
)
_TO_WORK = _Of(
    Words("dalej nie ma pracy", "are still without work"),
    Words("wszystkie osoby o nieznanym losie podjęły pracę", "all of unknown fate took up work"),
    Words("żadna jej nie podjęła", "none of them did"),
)


def _curve(staying: Staying, id: str, of: _Of, language: Language) -> _Curve:
    endings = [
        (chosen(language, words.pl, words.en), incidence.levels[-1].share)
        for incidence in staying.incidences
        if incidence.levels
        for words in (ENDING_WORDS[incidence.ending],)
    ]
    heading = _curve_finding(staying, of.what, language)
    return _Curve(
        id=id,
        heading=heading,
        worst=chosen(language, of.worst.pl, of.worst.en),
        best=chosen(language, of.best.pl, of.best.en),
        chart=_chart(staying, id, heading, language),
        desc=curve.described(staying, language),
        rows=curve.rows(staying),
        endings=endings,
    )


def _chart(staying: Staying, id: str, title: str, language: Language) -> Chart:
    wide, narrow = (
        curve.drawn(staying, language, title=title, id=id, width=width) for width in (curve.WIDE, curve.NARROW)
    )
    return Chart(curve.markup(wide), curve.markup(narrow), tuple(line.kind for line in wide.lines))


def _curve_finding(staying: Staying, what: Words, language: Language) -> str:
    """Return in words where the curve stands after a year or at its end, with what it would be had the unknown lost."""
    at = curve.standing(staying)
    level, bounds = percent(at.survival, language), between(at.least, at.most, language)
    return chosen(
        language,
        f"Po {at.day} dniach {what.pl} {level} osób (granice {bounds})",
        f"After {at.day} days {level} of the people {what.en} (bounds {bounds})",
    )


class _Way(NamedTuple):
    heading: str
    whose: str
    chart: Chart
    desc: str
    stages: Sequence[tuple[str, str, int, int]]


def _way(taken: Taken, language: Language) -> _Way | None:
    """Return the way to lasting work; None where there is nobody at its start: there is no data."""
    came = taken.came
    stages = [
        funnel.Stage(label=chosen(language, words.pl, words.en), reached=one.reached, perhaps=one.perhaps)
        for one in came
        for words in (STAGE_WORDS[one.stage],)
    ]
    heading = _way_finding(came, language)
    drawings = [
        funnel.drawn(stages, language, title=heading, id="way", width=width) for width in (curve.WIDE, curve.NARROW)
    ]
    wide, narrow = (None if drawing is None else funnel.markup(drawing) for drawing in drawings)
    if wide is None or narrow is None:
        return None
    start = stages[0].reached
    rows = [(stage.label, funnel.said_of(stage, start, language), stage.reached, stage.perhaps) for stage in stages]
    whose = Words(
        "Osoby skierowane do klubu w tym okresie (pierwszy raz), każda raz.",
        "People referred to the club in this period (for the first time), each once.",
    )
    if not taken.way:
        whose = Words("Osoby, o których jest ten raport.", "The people that this report is about.")
    return _Way(
        heading, chosen(language, whose.pl, whose.en), Chart(wide, narrow), funnel.described(stages, language), rows
    )


def _way_finding(came: Sequence[Came], language: Language) -> str:
    if not came:
        return ""
    start, took = came[0], next(one.reached for one in came if one.stage is Stage.TOOK_WORK)
    if start.stage is Stage.REFERRED:
        return chosen(
            language,
            f"Od skierowania do trwałej pracy: z {of_people(start.reached, 'pl')} pracę podjęło {took}",
            f"From referral to lasting work: of {people(start.reached, 'en')} {took} took up work",
        )
    return chosen(
        language,
        f"Od wyjścia do trwałej pracy: z {of_people(start.reached, 'pl')} pracę podjęło {took}",
        f"From the exit to lasting work: of {people(start.reached, 'en')} {took} took up work",
    )


def _points_of(report: DurabilityReport) -> list[str]:
    """Return the points of which any group has figures."""
    for group in (report.whole, *report.groups):
        if group.figures is not None:
            return [point.point for point in group.figures.points]
    return []


def _cells(group: Group, points: Sequence[str], language: Language, *, few: bool) -> list[Shown]:
    """Return the cells of a group's row; withheld ones say so."""
    figures = group.figures
    if figures is None:
        return [Shown(WITHHELD[language])] * (2 + len(points))
    cells = [Shown(str(figures.people)), Shown(str(figures.took_work))]
    for point in figures.points:
        if point.rate is None:
            cells.append(Shown(percent(None, language, few=few)))
            continue
        known = chosen(language, f"znane: {point.known}", f"known: {point.known}")
        below = (between(point.least, point.most, language, few=few), known)
        cells.append(Shown(percent(point.rate, language), below, round(point.rate * _FULL)))
    return cells


def _group_curves(groups: Sequence[Group], language: Language) -> Iterator[Any]:
    for place, group in enumerate(groups):
        if group.figures is not None and group.figures.staying is not None:
            staying, name = group.figures.staying, chosen(language, group.pl, group.en)
            yield (
                name,
                _chart(staying, f"group-{place}", name, language),
                curve.described(staying, language),
                curve.rows(staying),
            )


def _log_rank(report: DurabilityReport, language: Language) -> str | None:
    test = report.log_rank
    if test is None:
        return None
    words = Words(
        f"Test log-rank porównania {test.groups} grup: χ² = {test.chi_squared:.3f}, stopnie swobody: {test.degrees}, "
        f"p = {test.p_value:.4f}.".replace(".", ",", 2),
        f"Log-rank test of {test.groups} groups: χ² = {test.chi_squared:.3f}, degrees of freedom: {test.degrees}, "
        f"p = {test.p_value:.4f}.",
    )
    return chosen(language, words.pl, words.en)
