"""Which keys go together in rules and groups: seen to on the tree, so that every place is exact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kraftrules.diagnostics import Code, Diagnostic, Severity
from kraftrules.feel.words import QUOTES
from kraftrules.ruleset.blanks import blank
from kraftrules.ruleset.examples import missing_key
from kraftrules.ruleset.model import Criterion, TargetGroup
from kraftrules.ruleset.swedish import meant_key
from kraftrules.ruleset.tree import Entries, Items, Scalar, Tree, entry, items
from kraftrules.source import Place
from kraftrules.text import Text, listed

GROUPS = ("all", "any", "of")
_SHARED_DECIDES = ("id", "label", "when", "all", "any", "at_least", "of")
_TEXTS = ("label", "title", "description", "interpretation", "sv", "en", "section", "publisher")


def rule_lists(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """The rules of a ruleset file at the top of their lists, with the name of the list."""
    group = entry(tree, "target_group")
    yield from (("target_group", each) for key in GROUPS for each in items(group, key))
    yield from (("exclusions", each) for each in items(tree, "exclusions"))
    yield from (("factors", each) for each in items(entry(tree, "priority"), "factors"))
    for key in ("reservations", "streams"):
        yield from ((key, each) for each in items(entry(tree, "intake"), key))


def members(rule: Tree) -> list[Tree]:
    """The rules in a group, in the order of `GROUPS`."""
    return [each for key in GROUPS for each in items(rule, key)]


def below(rule: Tree) -> Iterator[Tree]:
    """A rule and those below it, in the order written."""
    yield rule
    for each in members(rule):
        yield from below(each)


def misshapen(tree: Tree) -> list[Diagnostic]:
    """What is wrong with how the rules of a ruleset file are put together."""
    found = list(_smart_quotes(tree))
    group = entry(tree, "target_group")
    if isinstance(group, Entries):
        found += _group(group, ("all", "any", "at_least"), "Målgruppen", "The target group")
    for key in GROUPS:
        found += misshapen_rules(items(group, key))
    found += misshapen_rules(items(tree, "exclusions"), criterion=False)
    found += misshapen_rules(items(entry(tree, "priority"), "factors"), criterion=False)
    for key in ("reservations", "streams"):
        found += misshapen_rules(items(entry(tree, "intake"), key), criterion=False)
    for each in items(entry(tree, "intake"), "reservations"):
        found += _reserved(each)
    for each in items(entry(tree, "intake"), "streams"):
        found += _closed_twice(each)
    return found


def _reserved(reservation: Tree) -> list[Diagnostic]:
    """What is wrong with how a reservation says how many seats it wants."""
    if not isinstance(reservation, Entries):
        return []
    stated = [key for name in ("share", "number") if (key := reservation.key(name))]
    blank = any(isinstance(each, Scalar) and each.is_empty for each in map(reservation.get, ("share", "number")))  # fmt: skip
    if len(stated) == 1 or blank or (not stated and _misspelt(reservation, "share", "number")):
        return []  # the model sees to those left blank
    place = stated[1].place if stated else reservation.place
    said = Text("Här står både share och number.", "Both share and number stand here.")
    if not stated:
        said = Text("Reservationen säger inte hur många platser.", "The reservation does not say how many seats.")  # fmt: skip
    return [Diagnostic(Code.ONE_OF, said, place, Text(
        "Skriv antingen en andel, share: 50%, eller ett antal, number: 10.",
        "Write either a share, share: 50%, or a number, number: 10."))]  # fmt: skip


def _closed_twice(stream: Tree) -> list[Diagnostic]:
    """A month that stands twice among those in which a stream is closed, where another may be meant."""
    months = [each for each in items(stream, "closed_months") if isinstance(each, Scalar)]
    texts = [each.text for each in months]
    again = [each for at, each in enumerate(months) if each.text in texts[:at]]
    return [
        _said(Code.WRONG_VALUE, each.place,
              f"Månaden {each.text[:20]} står två gånger i closed_months.", f"The month {each.text[:20]} stands twice in closed_months.",
              "Ta bort den ena, eller byt den mot den månad som menades.", "Remove one, or replace it by the month that was meant.")
        for each in again[:20]
    ]  # fmt: skip


def misshapen_rules(rules: Sequence[Tree], criterion: bool = True) -> list[Diagnostic]:
    """What is wrong with how the rules of a list are put together."""
    found: list[Diagnostic] = []
    for before, rule in zip((None, *rules), rules, strict=False):
        wrong = _misshapen_rule(rule, criterion)
        if isinstance(before, Entries) and isinstance(rule, Entries) and _cut_in_two(before, rule):
            found = [
                each for each in found if each.code is not Code.ONE_OF or each.place != before.place
            ]
            wrong = [_hyphen_too_many(rule.entries[0][0])]
        found += wrong
    return found


def _cut_in_two(before: Entries, rule: Entries) -> bool:
    """Whether a rule goes on from the one before, which lacks what this one has."""
    ways = ("when", "all", "any", "at_least")
    started = any(map(before.key, ("id", "label"))) and not any(map(before.key, ways))
    return started and any(map(rule.key, ways)) and not any(map(rule.key, ("id", "use")))


def _hyphen_too_many(first: Scalar) -> Diagnostic:
    return _said(Code.INDENTATION, first.place,
        f"Bindestrecket delar en regel i två: {first.text} hör till regeln ovanför.",
        f"The hyphen parts one rule into two: {first.text} belongs to the rule above.",
        "Byt det mot ett mellanslag.", "Replace it by a space.")  # fmt: skip


def _misshapen_rule(rule: Tree, criterion: bool) -> list[Diagnostic]:
    """What is wrong with how a rule, and those below it, are put together."""
    if not isinstance(rule, Entries):
        return []
    kinds = ("when", "all", "any", "at_least") if criterion else ("when",)
    if rule.key("use") is not None:
        found = _beside_use(rule)
    else:
        found = [*_missing(rule), *_group(rule, kinds, "Regeln", "The rule")]
    for key in GROUPS:
        found += misshapen_rules(items(rule, key))
    return found


def _beside_use(rule: Entries) -> list[Diagnostic]:
    return [
        _said(Code.UNKNOWN_KEY, key.place,
              f"Nyckeln {key.text} kan inte stå bredvid use.", f"The key {key.text} cannot stand beside use.",
              "Den gemensamma regeln bestämmer det. Egna kan bara source, interpretation och points vara.",
              "The shared rule decides it. Only source, interpretation and points can be one's own.")
        for key, _ in rule.entries if key.text in _SHARED_DECIDES
    ]  # fmt: skip


def _missing(rule: Entries) -> list[Diagnostic]:
    found = [
        missing_key(key)
        for key in ("id", "label")
        if rule.key(key) is None and not _misspelt(rule, key)
    ]
    return [Diagnostic(each.code, each.message, rule.place, each.hint) for each in found]


def _misspelt(rule: Entries, *wanted: str) -> bool:
    """Whether a key that is not known most likely stands for one that is missing."""
    known = [*Criterion.model_fields, *wanted]
    strange = [key.text for key, _ in rule.entries if key.text not in known]
    return any(meant_key(each, known) in wanted for each in strange[:20])


def _group(rule: Entries, kinds: tuple[str, ...], name: str, name_en: str) -> list[Diagnostic]:
    """What is wrong with the keys that say how a rule is met."""
    stated = [key for key, _ in rule.entries if key.text in kinds or (key.text == "of" and "all" in kinds)]  # fmt: skip
    names = {key.text for key in stated}
    if not stated:
        grouped = any(rule.key(key) for key in (*GROUPS, "at_least"))
        known = list(TargetGroup.model_fields if "when" not in kinds else Criterion.model_fields)
        strange = [key.text for key, _ in rule.entries if key.text not in known]
        if (
            grouped
            or any(meant_key(each, known) in kinds for each in strange[:20])
            or "when" in strange
        ):
            return []
        return [_said(Code.ONE_OF, rule.place, f"{name} har inget villkor.", f"{name_en} has no condition.",
                      f"Lägg till {listed(kinds, 'eller')}.", f"Add {listed(kinds, 'or')}.")]  # fmt: skip
    ways = list(dict.fromkeys("at_least" if key.text == "of" else key.text for key in stated))
    if len(ways) > 1:
        place = next(key.place for key in stated if key.text in (ways[1], "of"))
        return [_said(Code.ONE_OF, place, f"Här står både {listed(ways)}.", f"Both {listed(ways, 'and')} stand here.",
                      "Behåll ett av dem. En grupp i en grupp skrivs som en egen post med id och label.",
                      "Keep one of them. A group within a group is an item of its own with id and label.")]  # fmt: skip
    if ways[0] == "at_least":
        return _at_least(rule, names)
    return _empty(rule, ways[0])


def _empty(rule: Entries, key: str) -> list[Diagnostic]:
    value, own = rule.get(key), rule.key(key)
    if own is None or not isinstance(value, Items) or value.items:
        return []
    found = blank([key])
    return [Diagnostic(found.code, found.message, own.place, found.hint)]


def _at_least(rule: Entries, names: set[str]) -> list[Diagnostic]:
    for key, other in (("of", "at_least"), ("at_least", "of")):
        own = rule.key(other)
        if key not in names and own is not None:
            misfit = missing_key(key)
            message = Text(f"Nyckeln {key}, som hör till {other}, saknas.", f"The key {key}, which belongs to {other}, is missing.")  # fmt: skip
            return [Diagnostic(misfit.code, message, own.place, misfit.hint)]
    if empty := _empty(rule, "of"):
        return empty
    count, trees = rule.get("at_least"), items(rule, "of")
    if not trees or not isinstance(count, Scalar) or not re.fullmatch("-?[0-9]+", count.text):
        return []  # the model sees to it
    if 1 <= int(count.text[:9]) <= len(trees):
        return []
    return [_said(Code.BAD_BOUNDS, count.place,
                  f"{count.text} av {len(trees)} kriterier kan inte krävas.", f"{count.text} of {len(trees)} criteria cannot be required.",
                  f"Skriv {f'ett tal från 1 till {len(trees)}' if len(trees) > 1 else '1, eller lägg till kriterier'}.",
                  f"Write {f'a number from 1 to {len(trees)}' if len(trees) > 1 else '1, or add criteria'}.")]  # fmt: skip


def _smart_quotes(tree: Tree) -> Iterator[Diagnostic]:
    """Texts in quotes that are no quotes to YAML, and therefore part of the text."""
    if isinstance(tree, Items):
        for each in tree.items:
            yield from _smart_quotes(each)
    elif isinstance(tree, Entries):
        for key, value in tree.entries:
            if not isinstance(value, Scalar):
                yield from _smart_quotes(value)
            elif key.text in _TEXTS and _in_smart_quotes(value):
                meant = value.text[1:-1]
                yield _said(Code.SMART_QUOTES, value.place,
                    "Krulliga citattecken blir en del av texten.", "Curly quotes become part of the text.",
                    f"Skriv utan dem, eller med raka: \"{meant[:60]}\"", f"Write without them, or with straight ones: \"{meant[:60]}\"",
                    Severity.WARNING)  # fmt: skip


def _in_smart_quotes(value: Scalar) -> bool:
    return (
        value.plain and len(value.text) > 2 and value.text[0] in QUOTES and value.text[-1] in QUOTES
    )


def _said(
    code: Code, place: Place, sv: str, en: str, hint_sv: str, hint_en: str,
    severity: Severity = Severity.ERROR,
) -> Diagnostic:  # fmt: skip
    return Diagnostic(code, Text(sv, en), place, Text(hint_sv, hint_en), severity)
