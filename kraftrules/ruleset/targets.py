"""What is wrong with the targets of measures: which keys they have, and the numbers in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kraftrules.diagnostics import Code, Diagnostic
from kraftrules.ruleset.tree import Entries, Items, Scalar, Tree, entry
from kraftrules.source import Place
from kraftrules.text import Text, listed

KEYS = ("at_least", "at_most", "within")
_SHARES = ("share", "balance")
_COUNTS = ("number", "monthly_average")


def wrong_targets(measures: Iterable[Tree]) -> Iterator[Diagnostic]:
    """A diagnostic for each target that says nothing, two things, or what its measure cannot come to."""
    for measure in measures:
        target = entry(measure, "target")
        if isinstance(measure, Entries) and isinstance(target, Entries):
            yield from _keys(target)
            for key in KEYS:
                yield from _amounts(measure, entry(target, key), key)


def _keys(target: Entries) -> Iterator[Diagnostic]:
    stated = [key for key, _ in target.entries if key.text in KEYS]
    if not stated and not target.entries:
        yield _said(Code.ONE_OF, target.place, "Målet är tomt.", "The target is empty.",
                    f"Lägg till {listed(KEYS, 'eller')}.", f"Add {listed(KEYS, 'or')}.")  # fmt: skip
    if len(stated) > 1:
        yield _said(Code.ONE_OF, stated[1].place, f"Här står både {stated[0].text} och {stated[1].text}.",
                    f"Both {stated[0].text} and {stated[1].text} stand here.",
                    "Behåll ett av dem. Två gränser skrivs within: [40%, 60%].",
                    "Keep one of them. Two bounds are written within: [40%, 60%].")  # fmt: skip


def _amounts(measure: Entries, tree: Tree | None, key: str) -> Iterator[Diagnostic]:
    if isinstance(tree, Entries) and not tree.entries:
        yield _said(Code.ONE_OF, tree.place, f"Under {key} står inget mål.", f"There is no target under {key}.",
                    "Skriv ett mål, som 40%, eller ett för varje år: {2025: 40%, 2026: 43%}.",
                    "Write a target, such as 40%, or one for each year: {2025: 40%, 2026: 43%}.")  # fmt: skip
    if isinstance(tree, Entries):  # year by year
        for _, value in tree.entries:
            yield from _amounts(measure, value, key)
        return
    found = [tree] if isinstance(tree, Scalar) else list(tree.items) if isinstance(tree, Items) else []  # fmt: skip
    amounts = [each for each in found if isinstance(each, Scalar) and _is_amount(each)]
    for each in amounts:
        yield from _fits(measure, each)
    if key == "within" and len(amounts) == 2:
        yield from _in_order(amounts)


def _is_amount(scalar: Scalar) -> bool:
    text = scalar.text.removesuffix("%").strip()
    return text.replace(".", "", 1).isdigit() and text.isascii() and len(text) < 20


def _value(scalar: Scalar) -> Decimal:
    return Decimal(scalar.text.removesuffix("%").strip())


def _fits(measure: Entries, amount: Scalar) -> Iterator[Diagnostic]:
    percent, text = amount.text.endswith("%"), amount.text
    if any(measure.key(kind) for kind in _SHARES) and not percent:
        yield _said(Code.WRONG_VALUE, amount.place, f"Målet {text} är inte i procent.", f"The target {text} is not in percent.",
                    f"Skriv en andel med procenttecken: {_as_percent(amount)}", f"Write a share with a percent sign: {_as_percent(amount)}")  # fmt: skip
    elif any(measure.key(kind) for kind in _COUNTS) and percent:
        yield _said(Code.WRONG_VALUE, amount.place, f"Målet {text} är en andel, men här räknas ett antal.",
                    f"The target {text} is a share, but a number is counted here.",
                    "Skriv ett antal, eller mät en andel med share:.", "Write a number, or measure a share by share:.")  # fmt: skip
    elif percent and _value(amount) > 100:
        yield _said(Code.BAD_BOUNDS, amount.place, f"Målet {text} är mer än alla.", f"The target {text} is more than everyone.",
                    "Skriv högst 100%.", "Write at most 100%.")  # fmt: skip


def _as_percent(amount: Scalar) -> str:
    value = _value(amount)
    return f"{(value * 100).normalize():f}%" if value < 1 else f"{value:f}%"


def _in_order(amounts: Sequence[Scalar]) -> Iterator[Diagnostic]:
    low, high = map(_value, amounts)
    if low > high:
        swapped = f"[{amounts[1].text}, {amounts[0].text}]"
        yield _said(Code.BAD_BOUNDS, amounts[0].place, "Den lägre gränsen är större än den högre.",
                    "The lower bound is above the higher.",
                    f"Byt plats på dem: within: {swapped}", f"Swap them: within: {swapped}")  # fmt: skip


def _said(code: Code, place: Place, sv: str, en: str, hint_sv: str, hint_en: str) -> Diagnostic:
    return Diagnostic(code, Text(sv, en), place, Text(hint_sv, hint_en))
