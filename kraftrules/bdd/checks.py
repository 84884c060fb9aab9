"""What a step claims of decisions: each claim a function that raises `DoesNotHold` where it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from kraftrules.bdd.errors import DoesNotHold, Misfit
from kraftrules.bdd.facts import FactPhrases
from kraftrules.bdd.names import facts_named, outcome_named, people_named, rule_named, rules_named
from kraftrules.bdd.order import People, in_order
from kraftrules.bdd.phrase import Match
from kraftrules.bdd.phrases import OUTCOME_WORDS, VERDICTS
from kraftrules.decision import Decision, RuleResult
from kraftrules.explain.voice import CRITERION_WORDS, EXCLUSION_WORDS
from kraftrules.plan import Outcome, Verdict
from kraftrules.ruleset.declaration import Declaration, DeclaredRule
from kraftrules.text import Text, listed

Decisions = Mapping[str, Decision]
Check = Callable[[Decisions], None]


def claim(match: Match, declared: Declaration, facts: FactPhrases, people: People) -> Check:
    """What a phrase claims, with the names in it looked up; raises `Misfit` for a name not there."""
    said = match.said
    match match.name:
        case "outcome":
            return _outcome(said["outcome"])
        case "reason":
            return _reason(rules_named(said["rules"], [*declared.criteria, *declared.exclusions]))
        case "no_reason":
            return _reason([])
        case "missing":
            return _missing(facts_named(said["facts"], facts), facts, exactly=True)
        case "missing_among":
            return _missing(facts_named(said["facts"], facts), facts, exactly=False)
        case "nothing_missing":
            return _missing([], facts, exactly=True)
        case "criterion":
            rule = rule_named(said["rule"], declared.criteria)
            return _verdict(rule, VERDICTS[said["verdict"].casefold()])
        case "exclusion":
            rule = rule_named(said["rule"], declared.exclusions)
            verdict = VERDICTS[said["verdict"].casefold()]
            return _verdict(rule, Verdict.NOT_MET if "no" in said else verdict)
        case "gives":
            return _factor(
                rule_named(said["rule"], declared.factors), Verdict.MET, int(said["points"])
            )
        case "may_give":
            return _factor(
                rule_named(said["rule"], declared.factors), Verdict.UNKNOWN, int(said["points"])
            )
        case "no_points":
            return _factor(rule_named(said["rule"], declared.factors), Verdict.NOT_MET, None)
        case "points":
            return _points(int(said["points"]), "points")
        case "points_at_most":
            return _points(int(said["points"]), "points_at_most")
        case "edition":
            return _edition(said["edition"])
        case "order":
            return _order(people_named(said["people"]), people)
        case "lottery":
            return _lottery(people_named(said["people"]), people)
        case _:
            raise AssertionError(f"no claim: {match.name}")


def _only(decisions: Decisions) -> Decision:
    if len(decisions) != 1:
        raise Misfit(Text("Steget gäller en person, men scenariot har flera.",
                          "The step is about one person, but the scenario has several."))  # fmt: skip
    return next(iter(decisions.values()))


def _unlike(what: Text, found: Text, decision: Decision) -> DoesNotHold:
    """The claim does not hold; the text says what came out, and what it was that decided."""
    why = _why(decision)
    return DoesNotHold(Text(f"{what} är {found}.{why}", f"{what.en} is {found.en}.{why.en}"))


def _why(decision: Decision) -> Text:
    if decision.outcome is Outcome.UNDETERMINED:
        facts = decision.plan.facts
        labels = [facts[each].label for each in decision.missing]
        return Text(f" Det saknas uppgift om: {listed(labels)}.",
                    f" What is missing is: {listed([each.en for each in labels], 'and')}.")  # fmt: skip
    labels_of_rules = _labels(reasons(decision), decision)
    return Text(
        f" Det som avgör är: {labels_of_rules}.", f" What decides it is: {labels_of_rules.en}."
    )


def _outcome(word: str) -> Check:
    expected = outcome_named(word)

    def check(decisions: Decisions) -> None:
        for decision in decisions.values():
            if decision.outcome is not expected:
                raise _unlike(
                    Text("Utfallet", "The outcome"), OUTCOME_WORDS[decision.outcome], decision
                )

    return check


def reasons(decision: Decision) -> tuple[str, ...]:
    """The ids of what decides against a person: criteria not met at the top, or exclusions that apply."""
    match decision.outcome:
        case Outcome.NOT_ELIGIBLE:
            top = {rule.id for rule in decision.plan.declared.target_group.members}
            return tuple(each for each in decision.not_met if each in top)
        case Outcome.EXCLUDED:
            return decision.exclusions_met
        case Outcome.ELIGIBLE | Outcome.UNDETERMINED:
            return ()
        case _:
            assert_never(decision.outcome)


def _reason(rules: Sequence[DeclaredRule]) -> Check:
    expected = {rule.id for rule in rules}

    def check(decisions: Decisions) -> None:
        decision = _only(decisions)
        found = reasons(decision)
        if set(found) != expected:
            labels = _labels(found, decision)
            raise _unlike(Text("Skälet", "The reason"), labels, decision)

    return check


def _labels(ids: Sequence[str], decision: Decision) -> Text:
    rules = {rule.id: rule.label for rule in decision.plan.declared.rules}
    names = [Text(f"{each} (”{rules[each]}”)", f"{each} (“{rules[each].en}”)") for each in ids]
    if not names:
        return Text("inget talar emot", "nothing speaks against")
    return Text(listed(names), listed([each.en for each in names], "and"))


def _missing(ids: Sequence[str], facts: FactPhrases, *, exactly: bool) -> Check:
    expected = set(ids)

    def check(decisions: Decisions) -> None:
        decision = _only(decisions)
        found = set(decision.missing)
        if not (found == expected if exactly else expected <= found):
            labels = [facts.facts[each].label for each in decision.missing]
            names = Text(
                listed(labels) or "inget", listed([each.en for each in labels], "and") or "none"
            )
            raise _unlike(Text("Det som saknas", "What is missing"), names, decision)

    return check


def _verdict(rule: DeclaredRule, expected: Verdict) -> Check:
    def check(decisions: Decisions) -> None:
        decision = _only(decisions)
        found = _result(rule.id, [*decision.criteria, *decision.exclusions])
        if found.verdict is not expected:
            is_exclusion = any(each.id == rule.id for each in decision.exclusions)
            words = EXCLUSION_WORDS if is_exclusion else CRITERION_WORDS
            what = Text(f"”{rule.label}”", f"“{rule.label.en}”")
            raise _unlike(what, words[found.verdict], decision)

    return check


def _factor(rule: DeclaredRule, expected: Verdict, points: int | None) -> Check:
    def check(decisions: Decisions) -> None:
        found = _result(rule.id, _only(decisions).priority.factors)
        if found.verdict is expected and points in (None, found.points):
            return
        gives = {
            Verdict.MET: Text(f"ger {found.points} poäng", f"gives {found.points}"),
            Verdict.NOT_MET: Text("ger ingen poäng", "gives no points"),
            Verdict.UNKNOWN: Text(f"kan ge {found.points} poäng", f"may give {found.points}"),
        }[found.verdict]
        raise DoesNotHold(Text(f"”{rule.label}” {gives}.", f"“{rule.label.en}” {gives.en}."))

    return check


def _result(rule: str, results: Sequence[RuleResult]) -> RuleResult:
    return next(each for each in results if each.id == rule)


def _points(expected: int, which: str) -> Check:
    def check(decisions: Decisions) -> None:
        found = getattr(_only(decisions).priority, which)
        if found != expected:
            raise DoesNotHold(Text(f"Poängen är {found}.", f"The points are {found}."))

    return check


def _edition(expected: str) -> Check:
    def check(decisions: Decisions) -> None:
        found = next(iter(decisions.values())).edition
        if found != expected:
            raise DoesNotHold(Text(f"Utgåvan är {found}.", f"The edition is {found}."))

    return check


def _order(expected: Sequence[str], people: People) -> Check:
    def check(decisions: Decisions) -> None:
        ranked = in_order(decisions, people)
        undecided = next((group for group in ranked if len(group) > 1), None)
        if undecided:
            raise DoesNotHold(Text(f"Lotten avgör mellan {listed(undecided)}.",
                                   f"Lots decide between {listed(undecided, 'and')}."))  # fmt: skip
        found = [name for group in ranked for name in group]
        if found != list(expected):
            raise DoesNotHold(
                Text(f"Ordningen är {listed(found)}.", f"The order is {listed(found, 'and')}.")
            )

    return check


def _lottery(expected: Sequence[str], people: People) -> Check:
    names = set(expected)

    def check(decisions: Decisions) -> None:
        if not any(names == set(group) for group in in_order(decisions, people)):
            found = " < ".join(listed(group) for group in in_order(decisions, people))
            raise DoesNotHold(Text(f"Ordningen är {found}.", f"The order is {found}."))

    return check
