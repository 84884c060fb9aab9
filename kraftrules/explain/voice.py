"""The words that explanations are made of, in the language asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kraftrules.feel.nodes import Node
from kraftrules.feel.phrase import Words, amount, phrase
from kraftrules.plan import Outcome, Plan, Verdict
from kraftrules.ruleset.declaration import DeclaredRule
from kraftrules.text import Lang, Text, listed
from kraftrules.values import Value

if TYPE_CHECKING:
    from kraftrules.decision import Decision

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
PART_WORDS = {
    Verdict.MET: Text("stämmer", "true"),
    Verdict.NOT_MET: Text("stämmer inte", "not true"),
    Verdict.UNKNOWN: Text("okänt", "unknown"),
}
KIND_WORDS = {
    "register": Text("registeruppgift", "register"),
    "assessment": Text("bedömning", "assessment"),
    "declaration": Text("personens egen uppgift", "the person's own statement"),
}


def words_of(plan: Plan, lang: Lang) -> Words:
    """The words for a plan's conditions."""
    definitions = {each.id: (each.label, each.value) for each in plan.declared.definitions}
    return Words(plan.facts, definitions, lang)


class Voice:
    """Says things about one decision in one language."""

    def __init__(self, decision: Decision, lang: Lang) -> None:
        self.decision = decision
        self.plan = decision.plan
        self.declared = decision.plan.declared
        self.lang = lang
        self._words = words_of(decision.plan, lang)
        self._verdicts = dict(
            zip((each.id for each in self.declared.rules), decision.verdicts, strict=True)
        )

    def say(self, sv: str, en: str) -> str:
        """The text in the language of the voice."""
        return sv if self.lang == "sv" else en

    def quoted(self, rule: DeclaredRule) -> str:
        """A rule's label in quotes."""
        return self.say(f"”{rule.label}”", f"“{rule.label['en']}”")

    def clause(self, condition: Node) -> str:
        """What a condition says, as a subordinate clause."""
        return phrase(condition, self._words)

    def label(self, name: str) -> str:
        """What a fact is called."""
        return self.plan.facts[name].label[self.lang]

    def asked(self, name: str) -> str:
        """A fact as what to ask about: ``ålder``, ``om personen deltar i Krami``."""
        label = self.plan.facts[name].label
        if self.plan.facts[name].type != "boolean":
            return label[self.lang]
        return self.say(f"om personen {label}", f"whether the person {label['en']}")

    def held(self, name: str) -> str:
        """Who holds a fact, the one to ask first first."""
        label = self.declared.vocabulary.organisation_label
        names = [label(each)[self.lang] for each in self.plan.facts[name].held_by]
        holders = listed(names, self.say("eller", "or"))
        nobody = self.say("ingen angiven part", "no party named")
        return self.say("finns hos ", "held by ") + (holders or nobody)

    def amount(self, name: str, value: Value) -> str:
        """A fact's value as people say it."""
        return amount(value, self.plan.facts[name], self.lang)

    def verdict(self, rule: DeclaredRule) -> Verdict:
        """How a rule came out."""
        return self._verdicts[rule.id]

    def is_(self, rule: DeclaredRule, verdict: Verdict) -> bool:
        """Whether a rule came out so."""
        return self._verdicts[rule.id] is verdict
