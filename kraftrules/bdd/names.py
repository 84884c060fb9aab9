"""The names in a step: of people, rules, facts and outcomes, alone or in a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kraftrules.bdd.errors import Misfit
from kraftrules.bdd.facts import FactPhrases
from kraftrules.bdd.phrases import OUTCOME_WORDS, OUTCOMES
from kraftrules.plan import Outcome
from kraftrules.ruleset.declaration import DeclaredRule
from kraftrules.text import Text, listed, nearest

_AND = re.compile(r"(?:, | och | and |, och |, and )", re.IGNORECASE)


def people_named(names: str) -> list[str]:
    """The names of people in a list."""
    return [each.strip() for each in _AND.split(names)]


def outcome_named(word: str) -> Outcome:
    """The outcome that a word stands for; raises `Misfit`."""
    found = OUTCOMES.get(word.casefold())
    if found is None:
        words = OUTCOME_WORDS.values()
        raise Misfit(Text(
            f"Utfallet {word} finns inte; tillåtet är {listed(words, 'eller')}.",
            f"There is no outcome {word}; allowed is {listed([each.en for each in words], 'or')}.",
        ))  # fmt: skip
    return found


def rule_named(name: str, rules: Sequence[DeclaredRule]) -> DeclaredRule:
    """The rule with the id or the label; raises `Misfit`."""
    found = _named_rules(rules).get(unquoted(name))
    if found is None:
        raise _no_such_rule(name, rules)
    return found


def rules_named(names: str, rules: Sequence[DeclaredRule]) -> list[DeclaredRule]:
    """The rules in a list, each by its id or its label; raises `Misfit`."""
    known = _named_rules(rules)
    found = _split(names, known)
    if found is None:
        raise _no_such_rule(names, rules)
    return [known[each] for each in found]


def _named_rules(rules: Sequence[DeclaredRule]) -> Mapping[str, DeclaredRule]:
    labels = {label.casefold(): rule for rule in rules for label in (rule.label.sv, rule.label.en)}
    return {**labels, **{rule.id: rule for rule in rules}}


def _no_such_rule(name: str, rules: Sequence[DeclaredRule]) -> Misfit:
    ids = [rule.id for rule in rules]
    near = nearest(name, ids)
    hint = Text(f"Menade du {near}? ", f"Did you mean {near}? ") if near else Text("")
    return Misfit(Text(f"Det finns ingen sådan regel: {name}. {hint}De som finns är {listed(ids, most=40)}.",
                       f"There is no such rule: {name}. {hint.en}Those that exist are {listed(ids, 'and', most=40)}."))  # fmt: skip


def facts_named(names: str, facts: FactPhrases) -> list[str]:
    """The ids of the facts in a list; raises `Misfit`."""
    known = facts.asked()
    found = _split(names, known)
    if found is None:
        near = nearest(names, known)
        hint = Text(f" Menade du {near}?", f" Did you mean {near}?") if near else Text("")
        raise Misfit(Text(f"Det finns ingen sådan uppgift: {names}.{hint}",
                          f"There is no such fact: {names}.{hint.en}"))  # fmt: skip
    return [known[each] for each in found]


def _split(text: str, known: Mapping[str, object]) -> list[str] | None:
    """The names that a list holds; a name may itself hold an "och"."""
    if unquoted(text) in known:
        return [unquoted(text)]
    for found in reversed(list(_AND.finditer(text))):
        rest = _split(text[found.end() :], known)
        first = _split(text[: found.start()], known) if rest else None
        if rest and first:
            return first + rest
    return None


def unquoted(name: str) -> str:
    """The name without its quotes, in small letters."""
    return name.strip().strip('"”“').casefold()
