"""Two reports beside each other on the terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.table import Table

from kraftrules.cli.counts.words import HIDDEN, NOTHING, counted, of_whom, value
from kraftrules.cli.terminal import Terminal, clean
from kraftrules.cli.words import decimal
from kraftrules.results.compare import Comparison, Difference
from kraftrules.results.report import Figure, Number, Report
from kraftrules.text import Lang


def show_comparison(terminal: Terminal, comparison: Comparison) -> None:
    """Print what differs, with its interval, and that it is no effect."""
    say, lang = terminal.say, terminal.lang
    terminal.line()
    terminal.line(say("Jämförelse", "Comparison"))
    terminal.line()
    for letter, report in (("A", comparison.first), ("B", comparison.second)):
        terminal.line(f"{letter}: {_which(report, lang)}")
    terminal.line()
    terminal.line(comparison.warning[lang])
    terminal.line(
        say(
            "Andelarnas skillnad är i procentenheter.",
            "Differences of shares are in percentage points.",
        )
    )
    terminal.line()
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(say("Mått", "Measure"), ratio=1)
    confidence = decimal(100 * comparison.confidence, lang)
    for heading in ("A", "B", say("B − A", "B − A"), say(f"{confidence} % konf.", f"{confidence}% conf."),
                    say("Skillnaden\nkan vara", "The difference\nmay be")):  # fmt: skip
        table.add_column(heading, justify="right", no_wrap=True)
    for each in comparison.measures.values():
        table.add_row(*_row(each, lang))
    terminal.show(table)


def _which(report: Report, lang: Lang) -> str:
    title = report.declared.title[lang]
    return f"{title} ({report.declared.name}), {report.since}–{report.until}"


def _row(each: Difference, lang: Lang) -> list[str]:
    share = each.first.kind in ("share", "fewer", "balance")
    figures = [_figure(figure, share, lang) for figure in (each.first, each.second)]
    hidden = each.first.suppressed or each.second.suppressed
    difference = HIDDEN if hidden else _signed(each.value, share, lang)
    return [clean(each.label[lang]), *figures, difference, _ends(each.low, each.high, share, lang),
            _ends(each.least, each.most, share, lang)]  # fmt: skip


def _figure(figure: Figure, share: bool, lang: Lang) -> str:
    """A figure, and of a share what it is of, on a line of its own."""
    if share and not figure.suppressed:
        return f"{value(figure, lang)}\n{counted(figure, lang)} {of_whom(figure, lang)}".rstrip()
    return value(figure, lang) if figure.kind == "monthly_average" else counted(figure, lang)


def _ends(low: Number | None, high: Number | None, share: bool, lang: Lang) -> str:
    if low is None or high is None:
        return NOTHING
    one, other = _signed(low, share, lang), _signed(high, share, lang)
    return one if one == other else f"{one} {'till' if lang == 'sv' else 'to'} {other}"


def _signed(number: Number | None, share: bool, lang: Lang) -> str:
    """A difference with its sign; that of shares in percentage points, with one decimal."""
    if number is None:
        return NOTHING
    scaled = round(100 * number if share else number, 1)
    text = f"{abs(scaled):.1f}" if share else decimal(abs(scaled), lang)
    text = text.replace(".", ",") if lang == "sv" else text
    sign = "−" if scaled < 0 else "+" if scaled > 0 else ""
    return f"{sign}{text}"
