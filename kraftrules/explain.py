"""A decision in sentences: what was decided, why, by what source, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kraftrules.feel.phrase import Words, amount, phrase
from kraftrules.horizon import Horizon, Turn, horizon
from kraftrules.plan import Outcome, Plan, Verdict
from kraftrules.ruleset.declaration import DeclaredRule
from kraftrules.text import Lang, Text, listed
from kraftrules.values import UNKNOWN, Value

if TYPE_CHECKING:
    from kraftrules.decision import Decision, RuleResult

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.ELIGIBLE: Text(
        "Personen ingår i målgruppen, och inget undantag gäller.",
        "The person belongs to the target group, and no exclusion applies.",
    ),
    Outcome.NOT_ELIGIBLE: Text(
        "Personen ingår inte i målgruppen.", "The person does not belong to the target group."
    ),
    Outcome.EXCLUDED: Text(
        "Personen är undantagen.", "The person is excluded."
    ),
    Outcome.UNDETERMINED: Text(
        "Det går inte att avgöra ännu, eftersom uppgifter saknas.",
        "It cannot be decided yet, since facts are missing.",
    ),
}  # fmt: skip
OUTCOME_WORDS: Mapping[Outcome, Text] = {
    Outcome.ELIGIBLE: Text("ingår i målgruppen", "eligible"),
    Outcome.NOT_ELIGIBLE: Text("ingår inte i målgruppen", "not eligible"),
    Outcome.EXCLUDED: Text("undantagen", "excluded"),
    Outcome.UNDETERMINED: Text("går inte att avgöra", "undetermined"),
}
CRITERION_WORDS = {
    Verdict.MET: Text("uppfyllt", "met"),
    Verdict.NOT_MET: Text("inte uppfyllt", "not met"),
    Verdict.UNKNOWN: Text("går inte att avgöra", "cannot be decided"),
}
EXCLUSION_WORDS = {
    Verdict.MET: Text("gäller", "applies"),
    Verdict.NOT_MET: Text("gäller inte", "does not apply"),
    Verdict.UNKNOWN: Text("går inte att avgöra", "cannot be decided"),
}
KIND_WORDS = {
    "register": Text("registeruppgift", "register"),
    "assessment": Text("bedömning", "assessment"),
    "declaration": Text("personens egen uppgift", "the person's own statement"),
}


def explain(decision: Decision, lang: Lang) -> str:
    """The whole explanation; one sentence or list item a line."""
    return "\n".join(_Explanation(decision, lang).lines())


def words_of(plan: Plan, lang: Lang) -> Words:
    """The words for a plan's conditions."""
    definitions = {each.id: (each.label, each.value) for each in plan.declared.definitions}
    return Words(plan.facts, definitions, lang)


class _Explanation:
    """One decision's explanation in one language, section by section."""

    def __init__(self, decision: Decision, lang: Lang) -> None:
        self.decision = decision
        self.plan = decision.plan
        self.lang = lang
        self.words = words_of(decision.plan, lang)
        self.results = {each.id: each for each in (*decision.criteria, *decision.exclusions)}
        self.sources: dict[Text, int] = {}

    def say(self, sv: str, en: str) -> str:
        return sv if self.lang == "sv" else en

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._decisive()
        yield from self._criteria()
        yield from self._exclusions()
        yield from self._priority()
        yield from self._missing()
        yield from self._changes()
        yield from self._sources()

    def _head(self) -> Iterator[str]:
        declared, on = self.plan.declared, self.decision.on
        title = f"{declared.title[self.lang]} ({declared.name})"
        yield self.say(f"Prövning enligt {title}, för {on}.", f"Assessed by {title}, as of {on}.")
        yield OUTCOMES[self.decision.outcome][self.lang]
        if declared.status == "draft":
            yield self.say("Regelverket är ett utkast.", "The ruleset is a draft.")
        if not declared.in_force.includes(on):
            period = str(declared.in_force)
            yield self.say(f"Observera: utgåvan gäller {period}, inte den dagen.",
                           f"Note: the edition holds {period}, not that day.")  # fmt: skip

    def _decisive(self) -> Iterator[str]:
        rules = list(self._deciding())
        if rules:
            names = listed((self._quoted(rule) for rule in rules), self.say("och", "and"))
            yield self.say(f"Avgörande är {names}.", f"What decides it is {names}.")

    def _quoted(self, rule: DeclaredRule) -> str:
        return self.say(f"”{rule.label}”", f"“{rule.label['en']}”")

    def _deciding(self) -> list[DeclaredRule]:
        declared, outcome = self.plan.declared, self.decision.outcome
        if outcome is Outcome.NOT_ELIGIBLE:
            return [
                rule for rule in declared.target_group.members if self._is(rule, Verdict.NOT_MET)
            ]
        if outcome is Outcome.EXCLUDED:
            return [rule for rule in declared.exclusions if self._is(rule, Verdict.MET)]
        return []

    def _is(self, rule: DeclaredRule, verdict: Verdict) -> bool:
        return self.results[rule.id].verdict is verdict

    def _criteria(self) -> Iterator[str]:
        yield ""
        yield self.say("Kriterier", "Criteria")
        group = self.plan.declared.target_group
        if group.need < len(group.members):
            yield f"{self._need(group)}:"
        for member in group.members:
            yield from self._criterion(member, 0)

    def _criterion(self, rule: DeclaredRule, depth: int) -> Iterator[str]:
        result = self.results[rule.id]
        yield f"{'  ' * depth}- {self._sentence(result, CRITERION_WORDS[result.verdict], rule)}"
        for member in rule.members:
            yield from self._criterion(member, depth + 1)

    def _exclusions(self) -> Iterator[str]:
        if self.plan.declared.exclusions:
            yield ""
            yield self.say("Undantag", "Exclusions")
        for rule in self.plan.declared.exclusions:
            result = self.results[rule.id]
            yield f"- {self._sentence(result, EXCLUSION_WORDS[result.verdict], rule)}"

    def _priority(self) -> Iterator[str]:
        priority = self.decision.priority
        if not priority.factors:
            return
        yield ""
        reach = ""
        if priority.points_at_most > priority.points:
            reach = self.say(f" (högst {priority.points_at_most} om det som är okänt visar sig gälla)",
                             f" (at most {priority.points_at_most} if what is unknown turns out so)")  # fmt: skip
        yield self.say(f"Turordning: {priority.points} poäng{reach}",
                       f"Priority: {_points(priority.points)}{reach}")  # fmt: skip
        for result, rule in zip(priority.factors, self.plan.declared.factors, strict=True):
            points = self.say(f"{result.points} poäng", _points(result.points))
            verdict = EXCLUSION_WORDS[result.verdict]
            yield f"- {self._sentence(result, verdict, rule, f' ({points})')}"

    def _sentence(
        self, result: RuleResult, verdict: Text, rule: DeclaredRule, points: str = ""
    ) -> str:
        """A rule with its verdict, the facts read with their values, and its source."""
        text = f"{rule.label[self.lang]}{points}: {verdict[self.lang]}."
        if rule.members:
            return f"{text} {self._need(rule)}."
        if result.facts:
            read = "; ".join(self._fact(name, value) for name, value in result.facts.items())
            text += f" {read[0].upper()}{read[1:]}."
        if rule.source:
            number = self.sources.setdefault(rule.source.title, len(self.sources) + 1)
            text += f" [{number}, {rule.source.section}]"
        return text

    def _need(self, rule: DeclaredRule) -> str:
        count = len(rule.members)
        if rule.need == count:
            return self.say("Alla behövs", "All are needed")
        if rule.need == 1:
            return self.say("Minst en behövs", "At least one is needed")
        return self.say(
            f"Minst {rule.need} av {count} behövs", f"At least {rule.need} of {count} are needed"
        )

    def _fact(self, name: str, value: Value) -> str:
        fact = self.plan.facts[name]
        text = f"{fact.label[self.lang]}: {amount(value, fact, self.lang)}"
        source = self._worked_out_from(name)
        return f"{text} ({source})" if source and value is not UNKNOWN else text

    def _worked_out_from(self, name: str) -> str:
        used = self.decision.facts_used
        for derivation in self.plan.derivations:
            if derivation.fact == name and name not in used:
                from_ = [self._fact(each, used[each]) for each in derivation.names if each in used]
                return self.say("ur ", "from ") + ", ".join(from_)
        return ""

    def _missing(self) -> Iterator[str]:
        missing = self.decision.missing
        if missing:
            yield ""
            yield self.say(
                "Uppgifter som saknas och kan ändra utfallet",
                "Missing facts that could change the outcome",
            )
        for name in missing:
            fact = self.plan.facts[name]
            holders = [
                self.plan.declared.vocabulary.organisation_label(each)[self.lang]
                for each in fact.held_by
            ]
            held = listed(holders, self.say("eller", "or")) or self.say(
                "ingen angiven part", "no party named"
            )
            kind = KIND_WORDS[fact.kind][self.lang]
            about = self._asked(name)
            yield f"- {about}: {self.say('finns hos', 'held by')} {held} ({kind})."

    def _asked(self, name: str) -> str:
        fact = self.plan.facts[name]
        if fact.type == "boolean":
            return self.say(f"om personen {fact.label}", f"whether the person {fact.label['en']}")
        return fact.label[self.lang]

    def _changes(self) -> Iterator[str]:
        ahead = horizon(self.decision)
        lines = [*self._what_it_takes(ahead), *self._time_alone(ahead)]
        if lines:
            yield ""
            yield self.say("Vad som skulle ändra utfallet", "What would change the outcome")
            yield from lines

    def _what_it_takes(self, ahead: Horizon) -> Iterator[str]:
        """What would have to hold for each criterion that fails and each exclusion that applies."""
        declared = self.plan.declared
        if self.decision.outcome not in (Outcome.NOT_ELIGIBLE, Outcome.EXCLUDED):
            return
        for rule in declared.target_group.members:
            if self._is(rule, Verdict.NOT_MET):
                yield f"- {self._wanted(rule)}{self._when(rule, ahead)}."
        for rule in declared.exclusions:
            if self._is(rule, Verdict.MET) and rule.when is not None:
                name, clause = self._quoted(rule), phrase(rule.when, self.words)
                yield "- " + self.say(
                    f"Undantaget {name} skulle upphöra att gälla: nu gäller att {clause}",
                    f"The exclusion {name} would have to end: it now holds that {clause}",
                ) + f"{self._when(rule, ahead)}."  # fmt: skip

    def _wanted(self, rule: DeclaredRule) -> str:
        required = self._required(rule)
        return self.say(
            f"{self._quoted(rule)} kräver att {required}",
            f"{self._quoted(rule)} requires that {required}",
        )

    def _required(self, rule: DeclaredRule) -> str:
        if rule.when is not None:
            return phrase(rule.when, self.words)
        wanted = [each for each in rule.members if not self._is(each, Verdict.MET)]
        word = (
            self.say("eller att", "or that") if rule.need == 1 else self.say("och att", "and that")
        )
        return listed((self._required(each) for each in wanted), word)

    def _when(self, rule: DeclaredRule, ahead: Horizon) -> str:
        """The day on which time alone turns a rule, if it does."""
        turn = ahead.rules.get(rule.id)
        if turn is None:
            return ""
        then = self._then(rule, turn, ahead)
        return self.say(f" – tidigast {turn.day}: {then}, om inget annat ändras",
                        f" – at the earliest on {turn.day}: {then}, if nothing else changes")  # fmt: skip

    def _time_alone(self, ahead: Horizon) -> Iterator[str]:
        turn = ahead.outcome
        if turn is None:
            return
        declared = self.plan.declared
        turned = [each for each in (*declared.criteria, *declared.exclusions)
                  if each.id in ahead.rules and ahead.rules[each.id].day == turn.day and each.when]  # fmt: skip
        reason = self._then(turned[0], turn, ahead) if turned else self.say("då", "then")
        outcome = OUTCOME_WORDS[turn.decision.outcome][self.lang]
        yield "- " + self.say(
            f"Tidigast {turn.day}: {reason}, om inget annat ändras. Utfallet blir då: {outcome}.",
            f"At the earliest on {turn.day}: {reason}, if nothing else changes. The outcome is then: {outcome}.",
        )  # fmt: skip

    def _then(self, rule: DeclaredRule, turn: Turn, ahead: Horizon) -> str:
        """What time has changed when a rule turns: the facts that it reads, or else the rule itself."""
        now_read, then_read = self.decision.facts_read, turn.decision.facts_read
        leaves = [each for each in rule.walk() if each.when is not None and each.id in ahead.rules]
        names = dict.fromkeys(
            name
            for each in leaves
            if ahead.rules[each.id].day == turn.day
            for name in self.plan.reads[each.id]
        )
        changed = [
            f"{self._label(name)} {self.say('är', 'is')} {self._amount(name, then_read[name])}"
            for name in names
            if now_read[name] != then_read[name]
        ]
        if changed:
            return f"{self.say('då', 'then')} {listed(changed, self.say('och', 'and'))}"
        met = dict(
            zip((each.id for each in self.plan.declared.rules), turn.decision.verdicts, strict=True)
        )
        words = EXCLUSION_WORDS[met[rule.id]][self.lang]
        return self.say(f"då {self._quoted(rule)} {words}", f"then {self._quoted(rule)} {words}")

    def _label(self, name: str) -> str:
        return self.plan.facts[name].label[self.lang]

    def _amount(self, name: str, value: Value) -> str:
        return amount(value, self.plan.facts[name], self.lang)

    def _sources(self) -> Iterator[str]:
        if self.sources:
            yield ""
            yield self.say("Källor", "Sources")
        for title, number in self.sources.items():
            yield f"[{number}] {title[self.lang]}"


def _points(count: int) -> str:
    return f"{count} point{'' if count == 1 else 's'}"
