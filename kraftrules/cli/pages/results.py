"""What counts as a result, in plain language: a section of a ruleset's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kraftrules.cli.words import decimal
from kraftrules.feel.phrase import phrase
from kraftrules.results.ladder import words_of_results
from kraftrules.results.report import as_number
from kraftrules.results.survey import EVERYONE
from kraftrules.ruleset.declaration import (
    Citation,
    Declaration,
    DeclaredMeasure,
    DeclaredRule,
    DeclaredTarget,
    UnmeasuredGoal,
)
from kraftrules.text import Lang, Text

Written = Callable[[Text | str], str]  # a text, safe inside Markdown


class ResultsSection:
    """The blocks of the section; *text* makes texts safe, *source* says where something stands."""

    def __init__(
        self, declared: Declaration, lang: Lang, text: Written, source: Callable[[Citation], str]
    ) -> None:
        self.declared, self.lang, self.text, self.source = declared, lang, text, source
        self.words = words_of_results(declared, lang)

    def say(self, sv: str, en: str) -> str:
        """The text in the page's language."""
        return sv if self.lang == "sv" else en

    def blocks(self) -> Iterator[str]:
        """What counts, what is measured, and what cannot be; nothing where the ruleset has no results."""
        results = self.declared.results
        if not results.measures and not results.not_measurable:
            return
        yield self.say("## Mål och vad som räknas", "## Goals, and what counts")
        yield self.say(
            "Varje person räknas en gång. Ett villkor gäller en person om det gäller för någon av personens "
            "inskrivningar i perioden. Det som är okänt räknas aldrig som ett nej: siffrorna ges med det lägsta och det högsta som de kan vara.",
            "Every person is counted once. A condition holds for a person if it holds for any of the person's "
            "enrolments in the period. What is unknown never counts as a no: figures are given with the least and the greatest that they can be.",
        )
        if results.outcomes:
            yield self.say("### Det här räknas", "### What counts")
            yield self._numbered([self._outcome(each) for each in results.outcomes])
        if results.measures:
            yield self.say("### Mått", "### Measures")
            yield self._numbered([self._measure(each) for each in results.measures])
        if results.not_measurable:
            yield self.say(
                "### Mål som ingen post kan mäta", "### Goals that no record can measure"
            )
            yield self._numbered([self._goal(each) for each in results.not_measurable])

    def _numbered(self, items: Sequence[Sequence[str]]) -> str:
        lines = []
        for at, (first, *rest) in enumerate(items, 1):
            mark = f"{at}. "
            lines += [f"{mark}{first}", ""]
            for each in rest:
                lines += [f"{' ' * len(mark)}{each}", ""]
        return "\n".join(lines).rstrip()

    def _outcome(self, rule: DeclaredRule) -> list[str]:
        said = self.text(self.meaning(rule))
        return self._item(rule.label, rule.id, [said], rule.source, rule.interpretation)

    def meaning(self, rule: DeclaredRule) -> str:
        """What an outcome is, as a sentence."""
        clause = phrase(rule.when, self.words) if rule.when else ""
        return self.say(f"Det vill säga att {clause}.", f"That is, {clause}.")

    def _item(
        self, label: Text, name: str, said: Sequence[str], source: Citation | None, note: Text | None
    ) -> list[str]:  # fmt: skip
        cited = [self.source(source)] if source else []
        first = " ".join([f"**{self.text(label)}** (`{name}`).", *said, *cited])
        title = self.say("Tolkning:", "Interpretation:")
        return [first, *([f"*{title}* {self.text(note)}"] if note else [])]

    def _measure(self, measure: DeclaredMeasure) -> list[str]:
        said = [self.text(self.counted(measure)), *self._targets(measure.targets)]
        return self._item(measure.label, measure.id, said, measure.source, measure.interpretation)

    def counted(self, measure: DeclaredMeasure) -> str:
        """What a measure counts, as a sentence."""
        say = self.say
        clause = self._clause(measure, measure.kind)
        among = self._clause(measure, "among") if measure.among is not None else ""
        those = say(f"bland dem där {among}", f"among those where {among}") if among else say("bland alla", "among everyone")  # fmt: skip
        match measure.kind:
            case "number":
                what = say(f"antalet personer där {clause}", f"the number of people where {clause}") if clause else say("antalet personer", "the number of people")  # fmt: skip
                found = f"{what} {those}" if among else what
            case "share":
                found = say(f"andelen där {clause}, {those}", f"the share where {clause}, {those}")
            case "fewer":
                than = self._clause(measure, "than")
                found = say(f"antalet där {clause} ska vara färre än antalet där {than}, {those}",
                            f"those where {clause} are to be fewer than those where {than}, {those}")  # fmt: skip
            case "balance":
                whom = say(f"bland dem där {clause}", f"among those where {clause}") if clause else those  # fmt: skip
                found = say(f"fördelningen efter {self._fact(measure.by)} {whom}", f"how they are distributed by {self._fact(measure.by)} {whom}")  # fmt: skip
            case "monthly_average":
                where = say(f" där {clause}", f" where {clause}") if clause else ""
                found = say(f"de inskrivna{where} i varje månad, i genomsnitt", f"those enrolled{where} in each month, on average")  # fmt: skip
        return f"{found[0].upper()}{found[1:]}."

    def _clause(self, measure: DeclaredMeasure, key: str) -> str:
        node = measure.said[key]
        clause = "" if node == EVERYONE else phrase(node, self.words)
        return clause + self.say(" gäller", " holds") if clause.endswith("”") else clause

    def _fact(self, name: str) -> str:
        fact = self.declared.vocabulary.of("participation").get(name)
        return fact.label[self.lang] if fact else name

    def _targets(self, targets: Sequence[DeclaredTarget]) -> Iterator[str]:
        if targets:
            said = [
                f"{self._bound(each)}{f' {each.year}' if each.year else ''}" for each in targets
            ]
            yield self.say("Mål: ", "Target: ") + "; ".join(said) + "."

    def _bound(self, target: DeclaredTarget) -> str:
        low, high = (self._amount(target, as_number(each)) for each in (target.low, target.high))
        if low and high:
            return f"{low}–{high}"
        return self.say(f"minst {low}", f"at least {low}") if low else self.say(f"högst {high}", f"at most {high}")  # fmt: skip

    def _amount(self, target: DeclaredTarget, amount: int | float | None) -> str:
        if amount is None:
            return ""
        text = decimal(round(100 * amount, 6) if target.percent else amount, self.lang)
        return f"{text} %" if target.percent and self.lang == "sv" else f"{text}{'%' * target.percent}"  # fmt: skip

    def _goal(self, goal: UnmeasuredGoal) -> list[str]:
        return self._item(
            goal.label, goal.id, [self.text(goal.reason)], goal.source, goal.interpretation
        )


def cited_in_results(declared: Declaration) -> list[Citation]:
    """The documents and sections that a ruleset's results come from."""
    results = declared.results
    found = [each.source for each in results.outcomes]
    found += [each.source for each in results.measures]
    found += [each.source for each in results.not_measurable]
    return [each for each in found if each is not None]
