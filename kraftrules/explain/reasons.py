"""Why a decision came out as it did: each rule with the facts read, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kraftrules.explain.voice import (
    CRITERION_WORDS,
    EXCLUSION_WORDS,
    KIND_WORDS,
    OUTCOMES,
    PART_WORDS,
    Voice,
)
from kraftrules.feel.evaluate import truth
from kraftrules.feel.nodes import And, Or
from kraftrules.plan import Outcome, Verdict, verdict
from kraftrules.reading import bind
from kraftrules.ruleset.declaration import DeclaredRule
from kraftrules.text import Text, listed
from kraftrules.values import UNKNOWN, Value

if TYPE_CHECKING:
    from kraftrules.decision import RuleResult


class Reasons:
    """The sections of an explanation that tell why; sources are numbered as they turn up."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.numbers: dict[Text, int] = {}

    def head(self) -> Iterator[str]:
        """What was decided, by what rules, and what decided it."""
        voice, declared, on = self.voice, self.voice.declared, self.voice.decision.on
        title = f"{declared.title[voice.lang]} ({declared.name})"
        yield voice.say(f"Prövning enligt {title}, för {on}.", f"Assessed by {title}, as of {on}.")
        yield OUTCOMES[voice.decision.outcome][voice.lang]
        if declared.status == "draft":
            yield voice.say("Regelverket är ett utkast.", "The ruleset is a draft.")
        if not declared.in_force.includes(on):
            yield voice.say(
                f"Observera: utgåvan gäller {declared.in_force}, inte den dagen.",
                f"Note: the edition holds {declared.in_force}, not that day.",
            )
        deciding = [voice.quoted(rule) for rule in self._deciding()]
        if deciding:
            names = listed(deciding, voice.say("och", "and"))
            yield voice.say(f"Avgörande är {names}.", f"What decides it is {names}.")

    def criteria(self) -> Iterator[str]:
        """Each criterion and group, indented as it was written."""
        group = self.voice.declared.target_group
        need = f" ({self._need(group)})" if group.need < len(group.members) else ""
        yield self.voice.say("Kriterier", "Criteria") + need
        for member in group.members:
            yield from self._criterion(member, 0)

    def exclusions(self) -> Iterator[str]:
        """Each exclusion."""
        if self.voice.declared.exclusions:
            yield self.voice.say("Undantag", "Exclusions")
        for rule, result in zip(
            self.voice.declared.exclusions, self.voice.decision.exclusions, strict=True
        ):
            yield f"- {self._sentence(result, EXCLUSION_WORDS[result.verdict], rule)}"
            if result.verdict is not Verdict.NOT_MET:
                yield from self._parts(rule, 1)

    def priority(self) -> Iterator[str]:
        """The points and what gives them; nothing where the ruleset gives none."""
        voice, priority = self.voice, self.voice.decision.priority
        if not priority.factors:
            return
        reach = ""
        if priority.points_at_most > priority.points:
            reach = voice.say(
                f" (högst {priority.points_at_most} om det som är okänt visar sig gälla)",
                f" (at most {priority.points_at_most} if what is unknown turns out so)",
            )
        yield voice.say("Turordning: ", "Priority: ") + self._points(priority.points) + reach
        for rule, result in zip(voice.declared.factors, priority.factors, strict=True):
            points = f" ({self._points(result.points)})"
            yield f"- {self._sentence(result, EXCLUSION_WORDS[result.verdict], rule, points)}"

    def missing(self) -> Iterator[str]:
        """The facts that are missing and could change the outcome, and who holds them."""
        voice = self.voice
        if voice.decision.missing:
            yield voice.say(
                "Uppgifter som saknas och kan ändra utfallet",
                "Missing facts that could change the outcome",
            )
        for name in voice.decision.missing:
            kind = KIND_WORDS[voice.plan.facts[name].kind][voice.lang]
            yield f"- {voice.asked(name)}: {voice.held(name)} ({kind})."

    def sources(self) -> Iterator[str]:
        """The documents that the sections before have cited."""
        if self.numbers:
            yield self.voice.say("Källor", "Sources")
        for title, number in self.numbers.items():
            yield f"[{number}] {title[self.voice.lang]}"

    def _deciding(self) -> list[DeclaredRule]:
        voice, declared = self.voice, self.voice.declared
        if voice.decision.outcome is Outcome.NOT_ELIGIBLE:
            return [
                rule for rule in declared.target_group.members if voice.is_(rule, Verdict.NOT_MET)
            ]
        if voice.decision.outcome is Outcome.EXCLUDED:
            return [rule for rule in declared.exclusions if voice.is_(rule, Verdict.MET)]
        return []

    def _criterion(self, rule: DeclaredRule, depth: int) -> Iterator[str]:
        results = {each.id: each for each in self.voice.decision.criteria}
        result = results[rule.id]
        yield f"{'  ' * depth}- {self._sentence(result, CRITERION_WORDS[result.verdict], rule)}"
        if result.verdict is not Verdict.MET:
            yield from self._parts(rule, depth + 1)
        for member in rule.members:
            yield from self._criterion(member, depth + 1)

    def _parts(self, rule: DeclaredRule, depth: int) -> Iterator[str]:
        """How each part of a condition with several parts came out, as the evaluator observed it."""
        if not isinstance(rule.when, And | Or):
            return
        decision = self.voice.decision
        observed: dict[int, Verdict] = {}
        scope = bind(
            decision.plan,
            decision.facts_given,
            decision.on,
            lambda node, value: observed.update({id(node): verdict(value)}),
        )
        truth(rule.when, scope)
        for part in rule.when.operands:
            word = PART_WORDS[observed[id(part)]][self.voice.lang]
            yield f"{'  ' * depth}- {self.voice.say('att', 'that')} {self.voice.clause(part)}: {word}"

    def _sentence(
        self, result: RuleResult, word: Text, rule: DeclaredRule, points: str = ""
    ) -> str:
        """A rule with its verdict, the facts read with their values, and its source."""
        text = f"{rule.label[self.voice.lang]}{points}: {word[self.voice.lang]}."
        if rule.members:
            return f"{text} {self._need(rule)}."
        if result.facts:
            text += f" {self._read(result)}."
        if rule.source:
            number = self.numbers.setdefault(rule.source.title, len(self.numbers) + 1)
            text += f" [{number}, {rule.source.section}]"
        return text

    def _read(self, result: RuleResult) -> str:
        """The facts that a rule read; a fact with the rule's own label is not named once more."""
        (name, value), *others = result.facts.items()
        if (
            not others
            and self.voice.label(name).casefold() == result.label[self.voice.lang].casefold()
        ):
            return f"{self.voice.say('Uppgift', 'Fact')}: {self.voice.amount(name, value)}"
        read = "; ".join(self._fact(each, value) for each, value in result.facts.items())
        return read[0].upper() + read[1:]

    def _need(self, rule: DeclaredRule) -> str:
        count = len(rule.members)
        if rule.need == count:
            return self.voice.say("Alla behövs", "All are needed")
        if rule.need == 1:
            return self.voice.say("Minst en behövs", "At least one is needed")
        return self.voice.say(
            f"Minst {rule.need} av {count} behövs", f"At least {rule.need} of {count} are needed"
        )

    def _points(self, count: int) -> str:
        return self.voice.say(f"{count} poäng", f"{count} point{'' if count == 1 else 's'}")

    def _fact(self, name: str, value: Value) -> str:
        text = f"{self.voice.label(name)}: {self.voice.amount(name, value)}"
        given = self.voice.decision.facts_used
        sources = [
            self._fact(each, given[each])
            for derivation in self.voice.plan.derivations
            if derivation.fact == name and name not in given and value is not UNKNOWN
            for each in derivation.names
            if each in given
        ]
        return f"{text} ({self.voice.say('ur', 'from')} {', '.join(sources)})" if sources else text
