"""A figure's parts in words: what stands in a cell of a report, on the terminal and on a page."""

from __future__ import annotations

from kraftrules.cli.words import decimal, number, percent
from kraftrules.results.report import Figure, Number, Report, Rung
from kraftrules.results.survey import MONTH
from kraftrules.results.tally import UNKNOWN_GROUP, group_name
from kraftrules.text import Lang, Text

HIDDEN = "··"  # a figure taken out, as official statistics show it
NOTHING = "–"
_MET = {True: Text("ja", "yes"), False: Text("nej", "no"), None: Text("går inte att avgöra", "cannot be settled")}  # fmt: skip
_NAMES = {
    UNKNOWN_GROUP: Text("okänt", "unknown"),
    "none": Text("inget", "none"),
    "true": Text("ja", "yes"),
    "false": Text("nej", "no"),
}
_SEXES = {"woman": Text("kvinnor", "women"), "man": Text("män", "men"), UNKNOWN_GROUP: Text("okänt kön", "unknown sex")}  # fmt: skip


def is_share(figure: Figure) -> bool:
    """Whether a figure's value is a part of 1."""
    return figure.kind in ("share", "fewer") or (figure.kind == "balance" and figure.denominator is not None)  # fmt: skip


def amount(figure: Figure, given: Number | None, lang: Lang) -> str:
    """One of a figure's numbers as it is written."""
    if given is None:
        return NOTHING
    return percent(given, lang) if is_share(figure) else decimal(given, lang)


def counted(figure: Figure, lang: Lang) -> str:
    """How many were counted."""
    if figure.suppressed:
        return HIDDEN
    return NOTHING if figure.numerator is None else number(figure.numerator, lang)


def of_whom(figure: Figure, lang: Lang) -> str:
    """How many they were counted of."""
    if figure.suppressed:
        return HIDDEN
    if figure.denominator is None:
        return ""
    if figure.kind == "monthly_average":
        months = number(figure.denominator, lang)
        return f"på {months} mån." if lang == "sv" else f"in {months} mo."
    return f"av {number(figure.denominator, lang)}" if lang == "sv" else f"of {number(figure.denominator, lang)}"  # fmt: skip


def value(figure: Figure, lang: Lang) -> str:
    """The value; of a balance, each known group's share."""
    if figure.kind == "balance" and figure.by:
        shares = [HIDDEN if each.suppressed else amount(each, each.value, lang)
                  for name, each in figure.by.items() if name != UNKNOWN_GROUP]  # fmt: skip
        return (
            " / ".join(each.removesuffix("%").strip() for each in shares[:-1]) + f" / {shares[-1]}"
        )
    return HIDDEN if figure.suppressed else amount(figure, figure.value, lang)


def bounds(figure: Figure, lang: Lang) -> str:
    """The least and the greatest that the value can be; one number where they are the same."""
    if figure.suppressed:
        return HIDDEN
    if figure.kind == "balance" and figure.by:
        return ""
    if figure.low is None or figure.high is None:
        return NOTHING
    low, high = amount(figure, figure.low, lang), amount(figure, figure.high, lang)
    return low if figure.low == figure.high else f"{low.removesuffix('%').strip()}–{high}"


def target(figure: Figure, lang: Lang) -> str:
    """What the measure is to come to."""
    found = figure.target
    if figure.kind == "fewer":
        return Text("färre", "fewer")[lang]
    if found is None:
        return ""

    def said(number_: Number) -> str:
        text = decimal(round(100 * number_, 6) if found.percent else number_, lang)
        return f"{text} %" if found.percent and lang == "sv" else f"{text}{'%' * found.percent}"

    if found.within is not None:
        return f"{said(found.within[0]).removesuffix('%').strip()}–{said(found.within[1])}"
    if found.at_least is not None:
        return Text("minst ", "at least ")[lang] + said(found.at_least)
    return Text("högst ", "at most ")[lang] + said(found.at_most or 0)


def met(figure: Figure, lang: Lang) -> str:
    """Whether the target is met."""
    if figure.target is None and figure.kind != "fewer":
        return ""
    return HIDDEN if figure.suppressed else _MET[figure.met][lang]


def group_label(report: Report, fact: str, name: str) -> Text:
    """What people call a group."""
    if fact == "sex" and name in _SEXES:
        return _SEXES[name]
    known = report.declared.vocabulary.of("participation").get(fact)
    if fact != MONTH and known is not None and known.values:
        labels = {group_name(value): label for value, label in known.values.items()}
        return labels.get(name) or _NAMES.get(name, Text(name))
    return _NAMES.get(name, Text(name)) if known is None or known.type != "string" or name == UNKNOWN_GROUP else Text(name)  # fmt: skip


def cell(figure: Figure | None, lang: Lang) -> str:
    """A group's figure in a cell: a share with what it is of, or how many."""
    if figure is None:
        return NOTHING
    if figure.denominator is None or figure.suppressed:
        return counted(figure, lang)
    return f"{value(figure, lang)} ({counted(figure, lang)} {of_whom(figure, lang)})"


def rung_text(rung: Rung, lang: Lang) -> str:
    """A step of a ladder, and how many left before it and why."""

    def say(sv: str, en: str) -> str:
        return sv if lang == "sv" else en

    def count(given: int | None) -> str:
        return HIDDEN if given is None else number(given, lang)

    text = f"{count(rung.persons)} {rung.label[lang]}"
    if rung.unknown:
        text += say(f", och {count(rung.unknown)} som det är okänt om", f", and {count(rung.unknown)} of whom it is unknown")  # fmt: skip
    if rung.left:
        text += say(f"; {count(rung.left)} faller bort: {rung.why}", f"; {count(rung.left)} leave: {rung.why.en}")  # fmt: skip
    return text
