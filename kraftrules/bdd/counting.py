"""A participant in a scenario: what is said of the enrolment, and how it is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kraftrules.api import Ruleset
from kraftrules.bdd.errors import DoesNotHold, Misfit
from kraftrules.bdd.names import unquoted
from kraftrules.bdd.phrase import Match
from kraftrules.bdd.programmes import Programmes
from kraftrules.engines.python import compile_reading
from kraftrules.feel.evaluate import Truth, truth
from kraftrules.feel.nodes import Name, Node, walk
from kraftrules.plan import Verdict, verdict
from kraftrules.reading import bind, make_reading
from kraftrules.ruleset.declaration import DeclaredMeasure, DeclaredRule
from kraftrules.text import Text, listed, nearest
from kraftrules.values import UNKNOWN, Unknown, Value

CLAIMS = ("counts", "counts_unknown", "in_denominator", "denominator_unknown")
_SAID = {
    Verdict.MET: Text("gäller", "holds"),
    Verdict.NOT_MET: Text("gäller inte", "does not hold"),
    Verdict.UNKNOWN: Text("är okänt", "is unknown"),
}


@dataclass(frozen=True, slots=True)
class CountingCase:
    """One claim: of an enrolment, at the end of a period, what a condition comes to.

    *part* is ``when`` of an outcome, or ``among`` of a measure.
    """

    ruleset: Ruleset
    rule: str
    part: str
    enrolment: Mapping[str, Value]
    until: date
    expected: Verdict


class Counted:
    """A participant of whom facts are said, and of whom it is then claimed how the person is counted."""

    def __init__(self, programmes: Programmes, programme: str, engine: str) -> None:
        self.programmes, self.programme, self.engine = programmes, programme, engine
        self.cases: list[CountingCase] = []
        self._facts: dict[str, Value] = {"person_id": "1"}
        self._ruleset: Ruleset | None = None
        self._until = date.max

    def state(self, name: str, value: Value) -> None:
        """Say a fact of the enrolment."""
        self._facts[name] = value

    def count(self, since: date, until: date) -> None:
        """Count the results of a period; the edition is the one in force on its last day."""
        if until < since:
            raise Misfit(
                Text("Perioden slutar före den börjar.", "The period ends before it begins.")
            )
        self._ruleset, self._until = self.programmes.ruleset(self.programme, until), until

    def claim(self, match: Match) -> None:
        """Claim how the person is counted; raises `StepError` where it is not so."""
        if self._ruleset is None:
            raise Misfit(Text("Inget är räknat. Skriv först: När resultaten räknas för 2021-01-01 till 2021-06-30",
                              "Nothing is counted. Write first: When the results are counted for 2021-01-01 to 2021-06-30"))  # fmt: skip
        denominator = "denominator" in match.name
        rule, node = self._condition(self._ruleset, match.said["rule"], denominator)
        expected = Verdict.UNKNOWN if match.name.endswith("unknown") else _said(match)
        facts = {
            name: value for name, value in self._facts.items() if not isinstance(value, Unknown)
        }
        found = judged(self._ruleset, node, facts, self._until, self.engine)
        part = "among" if denominator else "when"
        self.cases.append(CountingCase(self._ruleset, rule, part, facts, self._until, expected))
        if found is not expected:
            said = _SAID[found]
            raise DoesNotHold(Text(f"Det {said}.", f"It {said.en}."))

    def _condition(self, ruleset: Ruleset, name: str, denominator: bool) -> tuple[str, Node]:
        results = ruleset.declaration.results
        if denominator:
            measure = _named(name, [each for each in results.measures if each.among is not None])
            assert isinstance(measure, DeclaredMeasure) and measure.among is not None
            return measure.id, measure.among
        numbers = [each for each in results.measures if each.kind == "number"]
        rule = _named(name, [*numbers, *results.outcomes])
        node = rule.when if isinstance(rule, DeclaredRule) else rule.condition
        assert node is not None, "an outcome has a condition"
        return rule.id, node


def _said(match: Match) -> Verdict:
    no = match.said.get("no", "")
    return Verdict.NOT_MET if no and no != "counts" else Verdict.MET


def judged(
    ruleset: Ruleset, node: Node, facts: Mapping[str, Value], until: date, engine: str = "python"
) -> Verdict:
    """What a condition about enrolments comes to for one of them."""
    declared = ruleset.declaration
    known = declared.vocabulary.of("participation")
    names = tuple(
        each.name for each, _ in walk(node) if isinstance(each, Name) and each.name in known
    )
    rule = DeclaredRule("condition", declared.title, declared.place, node, names)
    reading = make_reading(known, [rule])
    if engine == "reference":
        return verdict(truth(node, bind(reading, facts, until)))
    key, _ = compile_reading(reading, declared.name)(dict(facts), until, True)
    found: Truth = UNKNOWN if key == 0 else key == 1
    return verdict(found)


def _named(
    name: str, rules: Sequence[DeclaredRule | DeclaredMeasure]
) -> DeclaredRule | DeclaredMeasure:
    """The outcome or the measure with the id or the label; an outcome goes before a measure."""
    found: dict[str, DeclaredRule | DeclaredMeasure] = {}
    for each in rules:
        found |= {each.id: each, each.label.sv.casefold(): each, each.label.en.casefold(): each}
    rule = found.get(unquoted(name))
    if rule is None:
        near = nearest(name, found)
        hint = Text(f"Menade du {near}? ", f"Did you mean {near}? ") if near else Text("")
        ids = [each.id for each in rules]
        raise Misfit(Text(f"Det finns inget sådant: {name}. {hint}De som finns är {listed(ids, most=40)}.",
                          f"There is no such thing: {name}. {hint.en}Those that exist are {listed(ids, 'and', most=40)}."))  # fmt: skip
    return rule
