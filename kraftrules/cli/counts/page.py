"""A report as one page that a steering group would print: nothing in it is fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kraftrules.cli.counts import charts
from kraftrules.cli.counts.definitions import Definition, definitions
from kraftrules.cli.counts.words import (
    HIDDEN,
    NOBODY,
    balanced,
    cell,
    group_label,
    has_nobody,
    in_doubt,
    is_share,
    met,
    rung_text,
    scope,
    target,
    value,
)
from kraftrules.cli.extras import import_jinja
from kraftrules.cli.words import holders, number, upper_first
from kraftrules.feel.nodes import Name, walk
from kraftrules.results.report import Figure, Report
from kraftrules.results.rows import Fault
from kraftrules.results.survey import EVERYONE, MONTH
from kraftrules.results.tally import UNKNOWN_GROUP
from kraftrules.ruleset.declaration import DeclaredMeasure
from kraftrules.text import Lang, Text

MOST_SHOWN = 100
TEMPLATE = Path(__file__).with_name("report.html")
BY_DAYS = ("employment_started_on", "studies_started_on")
GROUPED = (MONTH, "employment_support", *BY_DAYS)  # what the page shows besides what is asked for


def grouped_for_page(report_facts: Mapping[str, object]) -> list[str]:
    """The facts that the page groups by, of those that the vocabulary has."""
    return [each for each in GROUPED if each == MONTH or each in report_facts]


def render(report: Report, lang: Lang) -> str:
    """The page as HTML."""
    jinja = import_jinja()
    environment = jinja.Environment(autoescape=True, trim_blocks=False, keep_trailing_newline=True)
    template = environment.from_string(TEMPLATE.read_text("utf-8"))
    page = _Page(report, lang)
    html: str = template.render(page=page, lang=lang, say=page.say)
    return html


@dataclass(frozen=True, slots=True)
class Goal:
    """A measure as the page shows it."""

    id: str
    label: str
    value: str
    met: str
    scope: str
    said: str
    bar: str | None
    alt: str
    ladder: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class GroupTable:
    """The measures by the groups of a fact."""

    id: str
    title: str
    first: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, and what it shows in words."""

    title: str
    svg: str
    alt: str


class _Page:
    """What the template asks for."""

    def __init__(self, report: Report, lang: Lang) -> None:
        self.report, self.lang = report, lang

    def say(self, sv: str, en: str) -> str:
        return sv if self.lang == "sv" else en

    @property
    def heading(self) -> str:
        title = self.report.declared.title[self.lang]
        return self.say(f"Resultat för {title}", f"Results of {title}")

    @property
    def title(self) -> str:
        return f"{self.heading}, {self.report.since} – {self.report.until}"

    @property
    def lead(self) -> str:
        report = self.report
        rows, people = (HIDDEN if each is None else number(each, self.lang) for each in (report.rows, report.people))  # fmt: skip
        return self.say(
            f"{report.declared.name}, {report.since} till {report.until}. {rows} inskrivningar lästa, om {people} personer som kan räknas.",
            f"{report.declared.name}, {report.since} to {report.until}. {rows} enrolments read, about {people} people who can be counted.",
        )

    @property
    def notes(self) -> Iterator[str]:
        if self.report.declared.status == "draft":
            yield self.say("Regelverket är ett utkast.", "The ruleset is a draft.")
        below = self.report.suppress_below
        if below:
            yield self.say(
                f"Siffror för färre än {below} personer visas inte, och inte heller det som skulle avslöja dem. De står som {HIDDEN}.",
                f"Figures for fewer than {below} people are not shown, nor what would give them away. They stand as {HIDDEN}.",
            )

    @property
    def goals(self) -> Iterator[Goal]:
        for figure in self.report.measures.values():
            measure = self.report.declared_measure(figure.id)
            source = measure.source
            said = self._said(figure)
            yield Goal(
                id=figure.id,
                label=figure.label[self.lang],
                value=value(figure, self.lang),
                met=self._met(figure),
                scope=upper_first(scope(self.report, figure, self.lang)) if self._met(figure) else "",
                said=said,
                bar=charts.goal_bar(figure, self._named(figure), self.lang),
                alt=f"{figure.label[self.lang]}: {value(figure, self.lang)}. {said}",
                ladder=tuple(rung_text(each, self.lang) for each in figure.ladder),
                source=self.say(f"Källa: {source.title}, {source.section}.", f"Source: {source.title.en}, {source.section}.") if source else "",
            )  # fmt: skip

    def _named(self, figure: Figure) -> dict[str, Figure]:
        """A measure's own groups by what they are called, those unknown left out."""
        fact = self._own(figure).by
        return {upper_first(group_label(self.report, fact, name)[self.lang]): each
                for name, each in figure.by.items() if name != UNKNOWN_GROUP}  # fmt: skip

    def _met(self, figure: Figure) -> str:
        said = met(figure, self.lang)
        if not said or figure.suppressed:
            return ""
        words = {True: Text("Målet är nått", "Target met"), False: Text("Målet är inte nått", "Target not met"),
                 None: Text("Går inte att avgöra", "Cannot be settled")}  # fmt: skip
        return (
            upper_first(NOBODY[self.lang]) if has_nobody(figure) else words[figure.met][self.lang]
        )

    def _said(self, figure: Figure) -> str:
        """The numbers behind the value, in a sentence or two."""
        lang = self.lang
        if figure.suppressed:
            return self.say("För få för att visas.", "Too few to be shown.")
        parts = []
        if figure.kind == "balance":
            shares = [f"{name} {cell(each, lang)}" for name, each in self._named(figure).items()]
            parts += [", ".join(shares), balanced(self.report, figure, lang)]
        elif figure.denominator is not None and figure.numerator is not None:
            top, bottom = number(figure.numerator, lang), number(figure.denominator, lang)
            parts.append(self.say(f"{top} av {bottom}", f"{top} of {bottom}") if is_share(figure) else
                         self.say(f"{top} personmånader på {bottom} månader", f"{top} person-months in {bottom} months"))  # fmt: skip
        if figure.kind != "balance":
            parts.append(in_doubt(figure, lang))
        if target(figure, lang):
            parts.append(
                self.say(f"mål: {target(figure, lang)}", f"target: {target(figure, lang)}")
            )
        text = "; ".join(filter(None, parts))
        return f"{upper_first(text)}." if text else ""

    @property
    def groups(self) -> Iterator[GroupTable]:
        own = {each.by for each in self.report.declared.results.measures}
        for fact in self.report.by:
            if fact in BY_DAYS or fact == MONTH:
                continue
            figures = [each for each in self.report.measures.values()
                       if fact == "sex" or fact not in own or self._own(each).by == fact]  # fmt: skip
            names = list(dict.fromkeys(name for each in figures for name in each.groups[fact]))
            if names:
                yield self._table(fact, figures, names)

    def _own(self, figure: Figure) -> DeclaredMeasure:
        return self.report.declared_measure(figure.id)

    def _table(self, fact: str, figures: list[Figure], names: list[str]) -> GroupTable:
        label = self.report.declared.vocabulary.of("participation")[fact].label
        labels = [upper_first(group_label(self.report, fact, each)[self.lang]) for each in names]
        wide = len(names) <= 4
        cells = [
            [cell(each.groups[fact].get(name), self.lang) for name in names] for each in figures
        ]
        titles = [each.label[self.lang] for each in figures]
        first, headings = (self.say("Mått", "Measure"), labels) if wide else (upper_first(label[self.lang]), titles)  # fmt: skip
        turned = zip(titles, cells, strict=True) if wide else zip(labels, zip(*cells, strict=True), strict=True)  # fmt: skip
        rows = tuple((each, *row) for each, row in turned)
        return GroupTable(
            fact, self.say(f"Efter {label}", f"By {label.en}"), first, tuple(headings), rows
        )

    @property
    def charts(self) -> list[Chart]:
        return [*self._months(), *self._kinds()]

    def _months(self) -> Iterator[Chart]:
        everyone = next((each for each in self.report.measures.values()
                         if each.kind == "number" and self._own(each).condition == EVERYONE), None)  # fmt: skip
        if everyone is not None and MONTH in everyone.groups:
            title = self.say("Inskrivna i varje månad", "Enrolled in each month")
            yield from self._columns(title, everyone.groups[MONTH])
        for fact, title in (("employment_started_on", self.say("Till arbete, efter månaden då arbetet började", "To work, by the month when the work began")),
                            ("studies_started_on", self.say("Till studier, efter månaden då studierna började", "To studies, by the month when the studies began"))):  # fmt: skip
            figure = next(
                (each for each in self.report.measures.values() if self._is_about(each, fact)), None
            )
            if figure is not None and fact in figure.groups:
                yield from self._columns(title, figure.groups[fact])

    def _is_about(self, figure: Figure, fact: str) -> bool:
        names = {
            each.name for each, _ in walk(self._own(figure).condition) if isinstance(each, Name)
        }
        others = set(BY_DAYS) - {fact}
        return figure.kind in ("number", "share") and fact in names and not others & names

    def _columns(self, title: str, groups: Mapping[str, Figure]) -> Iterator[Chart]:
        months = [f"{year:04}-{month:02}" for year, month in self._period()]
        shown = {each: groups[each].numerator if each in groups else 0 for each in months}
        known = {each: count for each, count in shown.items() if count is not None}
        if known and len(months) <= 36:
            alt = charts.in_words(known, self.lang)
            if len(known) < len(shown):
                alt += self.say("; övriga månader visas inte", "; other months are not shown")
            yield Chart(title, charts.columns(shown, self.lang), alt)

    def _period(self) -> Iterator[tuple[int, int]]:
        since, until = self.report.since, self.report.until
        for at in range(since.year * 12 + since.month - 1, until.year * 12 + until.month):
            yield at // 12, at % 12 + 1

    def _kinds(self) -> Iterator[Chart]:
        fact = "employment_support"
        for figure in self.report.measures.values():
            if self._own(figure).by == fact:
                found = {group_label(self.report, fact, name)[self.lang]: each.numerator
                         for name, each in figure.groups[fact].items() if each.numerator is not None}  # fmt: skip
                if found:
                    counts = {name: count for name, count in found.items() if count is not None}
                    yield Chart(figure.label[self.lang], charts.bars(counts, self.lang), charts.in_words(counts, self.lang))  # fmt: skip

    @property
    def missing(self) -> list[tuple[str, ...]]:
        vocabulary, lang = self.report.declared.vocabulary, self.lang
        return [
            (figure.label[lang], upper_first(each.label[lang]), holders(each.held_by, vocabulary, lang),
             HIDDEN if each.enrolments is None else number(each.enrolments, lang))
            for figure in self.report.measures.values() for each in figure.missing
        ]  # fmt: skip

    @property
    def left_out(self) -> list[str]:
        return [
            f"{HIDDEN if count is None else number(count, self.lang)} {fault.label[self.lang]}"
            for fault, count in self.report.left_out_counts.items()
        ]

    @property
    def wrong_rows(self) -> list[str]:
        """The rows at fault; a published report names none."""
        wrong = [each for each in self.report.left_out if each.fault is not Fault.OUTSIDE_PERIOD]
        lines = [each.render(self.lang) for each in wrong[:MOST_SHOWN]]
        more = number(max(0, len(wrong) - MOST_SHOWN), self.lang)
        return [
            *lines,
            *(
                [self.say(f"och {more} rader till", f"and {more} more rows")]
                * (len(wrong) > MOST_SHOWN)
            ),
        ]

    @property
    def definitions(self) -> list[Definition]:
        return list(definitions(self.report.declared, self.lang))

    @property
    def not_measurable(self) -> list[tuple[str, str]]:
        return [
            (each.label[self.lang], each.reason[self.lang]) for each in self.report.not_measurable
        ]
