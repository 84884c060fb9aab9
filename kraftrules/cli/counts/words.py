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
_FEW = Text("några få okända", "a few unknown")
NOBODY = Text("ingen att räkna på", "nobody to count")
_NAMES = {
    UNKNOWN_GROUP: Text("okänt", "unknown"),
    "none": Text("inget", "none"),
    "true": Text("ja", "yes"),
    "false": Text("nej", "no"),
}
_SEXES = {"woman": Text("kvinnor", "women"), "man": Text("män", "men"), UNKNOWN_GROUP: Text("okänt kön", "unknown sex")}  # fmt: skip


def is_share(figure: Figure) -> bool:
    """Whether a figure's value is a part of 1; a balance's own is a number, that of its groups a part."""
    part = figure.denominator is not None or isinstance(figure.value, float)
    return figure.kind in ("share", "fewer") or (figure.kind == "balance" and part)


def amount(figure: Figure, given: Number | None, lang: Lang) -> str:
    """One of a figure's numbers as it is written."""
    if given is None:
        return HIDDEN if figure.unknown is None else NOTHING
    if not is_share(figure):
        return decimal(given, lang)
    if figure.denominator is None:  # taken out, and the value rounded to whole percents
        return f"{round(100 * given)} %" if lang == "sv" else f"{round(100 * given)}%"
    return percent(given, lang)


def counted(figure: Figure, lang: Lang) -> str:
    """How many were counted."""
    if figure.suppressed:
        return HIDDEN
    return NOTHING if figure.numerator is None else number(figure.numerator, lang)


def of_whom(figure: Figure, lang: Lang) -> str:
    """How many they were counted of."""
    if figure.suppressed:
        return HIDDEN
    if figure.denominator is None and figure.kind not in ("share", "fewer"):
        return ""
    whole = HIDDEN if figure.denominator is None else number(figure.denominator, lang)
    if figure.kind == "monthly_average":
        return f"på {whole} mån." if lang == "sv" else f"in {whole} mo."
    return f"av {whole}" if lang == "sv" else f"of {whole}"


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
        return HIDDEN if figure.unknown is None else NOTHING
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
    if figure.suppressed:
        return HIDDEN
    return NOBODY[lang] if has_nobody(figure) else _MET[figure.met][lang]


def has_nobody(figure: Figure) -> bool:
    """Whether there is nobody to settle a target by, and nobody who may turn out to be."""
    bottom = figure.numerator if figure.kind == "balance" else figure.denominator
    return figure.met is None and figure.unknown == 0 and bottom == 0


def scope(report: Report, figure: Figure, lang: Lang) -> str:
    """What days a number's target is for, where not all of them are counted; a share's is for any."""
    targets = report.declared_measure(figure.id).targets
    until = report.until
    stated = next((each for each in targets if each.year in (None, until.year)), None)
    if figure.kind != "number" or figure.target is None or stated is None:
        return ""
    if stated.year is None:
        first, last = report.declared.in_force.from_, report.declared.in_force.to
    else:
        first, last = until.replace(month=1, day=1), until.replace(month=12, day=31)
    if last is None or (report.since <= first and last <= until):
        return ""
    return Text(f"målet gäller hela perioden {first}–{last}", f"the target is for the whole period {first}–{last}")[lang]  # fmt: skip


def balanced(report: Report, figure: Figure, lang: Lang) -> str:
    """What each group's share of a balance can be, and of how many the group is unknown."""
    if figure.kind != "balance" or figure.suppressed or figure.unknown == 0:
        return ""
    fact = report.declared_measure(figure.id).by
    shares = [f"{group_label(report, fact, name)[lang]} {bounds(each, lang)}"
              for name, each in figure.by.items()
              if name != UNKNOWN_GROUP and each.low is not None and each.high is not None]  # fmt: skip
    parts = [", ".join(shares)] if shares else []
    if figure.unknown is None:
        return "; ".join([*parts, _FEW[lang]])
    lacking = figure.by.get(UNKNOWN_GROUP)
    of_none = lacking.numerator or 0 if lacking else 0
    if lacking and of_none:
        label = (
            report.declared.vocabulary.of("participation")[fact].label[lang]
            if fact != MONTH
            else MONTH
        )
        whole = number(lacking.denominator or 0, lang)
        parts.append(Text(f"{label} okänt för {of_none} av {whole}", f"{label} unknown for {of_none} of {whole}")[lang])  # fmt: skip
    if figure.unknown > of_none:
        rest = number(figure.unknown - of_none, lang)
        parts.append(Text(f"okänt om {rest} räknas", f"unknown whether {rest} count")[lang])
    return "; ".join(parts)


def in_doubt(figure: Figure, lang: Lang) -> str:
    """How many are unknown of how many, and what that lets the value be."""
    if figure.unknown is None:
        return _FEW[lang]
    if not figure.unknown or figure.kind == "balance":
        return ""
    count = number(figure.unknown, lang)
    among = next((each for each in figure.ladder if each.id == "among"), None)
    sure = figure.kind == "share" and (among is None or among.unknown == 0)
    if sure and figure.denominator is not None:
        whole = number(figure.denominator + figure.unknown, lang)
        count = Text(f"{count} av {whole} är", f"{count} of {whole}")[lang]
    many = "a" * (figure.unknown > 1)
    text = Text(f"{count} okänd{many}", f"{count} unknown")[lang]
    if figure.low is not None and figure.low == figure.high:
        return text + Text(", vilket inte kan ändra värdet", ", which cannot change the value")[lang]  # fmt: skip
    return text + Text(f", så värdet är {bounds(figure, lang)}", f", so the value is {bounds(figure, lang)}")[lang]  # fmt: skip


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
        text += say(f"; okänt för {count(rung.unknown)}", f"; unknown for {count(rung.unknown)}")
    if rung.left:
        text += f"; {count(rung.left)} {rung.why[lang]}"
    return text
