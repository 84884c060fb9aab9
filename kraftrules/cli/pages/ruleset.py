"""A ruleset as a page of Markdown in plain Swedish or English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kraftrules.api import Ruleset
from kraftrules.casefile.duties import duty_reading
from kraftrules.cli.pages.duties import definitions_of, duty_lines
from kraftrules.cli.pages.intake import intake_blocks
from kraftrules.cli.pages.results import ResultsSection, cited_in_results
from kraftrules.cli.words import NO_PARTY, STATUS, asked, holders, upper_first
from kraftrules.explain.voice import KIND_WORDS, words_of
from kraftrules.feel.phrase import phrase
from kraftrules.intake.plan import make_intake_plan
from kraftrules.plan import Plan
from kraftrules.ruleset.declaration import Citation, DeclaredRule, TieBreak
from kraftrules.text import Lang, Text, listed
from kraftrules.vocabulary import Fact


def page(ruleset: Ruleset, lang: Lang) -> str:
    """The whole page."""
    blocks = [block.rstrip() for block in _Page(ruleset, lang).blocks()]
    return "\n\n".join(blocks)


class _Page:
    """One ruleset's page in one language, a section at a time; each block is a run of lines."""

    def __init__(self, ruleset: Ruleset, lang: Lang) -> None:
        self.declared = ruleset.declaration
        self.plan: Plan = ruleset.plan
        self.lang = lang
        self.words = words_of(ruleset.plan, lang)
        cited = [rule.source for rule in self.declared.every_rule if rule.source]
        cited += cited_in_results(self.declared)
        cited += [duty.source for duty in self.declared.duties if duty.source]
        self.numbers = {
            each: at for at, each in enumerate(dict.fromkeys(s.document for s in cited), 1)
        }
        self.titles = {each.document: each.title for each in cited}

    def say(self, sv: str, en: str) -> str:
        return sv if self.lang == "sv" else en

    def blocks(self) -> Iterator[str]:
        yield from self._head()
        yield from self._target_group()
        yield from self._exclusions()
        yield from self._priority()
        yield from duty_lines(self.declared, self.words, self._text, self._source)
        yield from intake_blocks(self.declared.intake, self.lang, self._rule)
        yield from ResultsSection(self.declared, self.lang, self._text, self._source).blocks()
        yield from self._definitions()
        yield from self._interpretations()
        yield from self._facts()
        yield from self._documents()
        yield from self._foot()

    def _text(self, text: Text | str) -> str:
        """A text of the ruleset's, safe inside Markdown, on one line."""
        words = text[self.lang] if isinstance(text, Text) else text
        return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", " ".join(words.split()))

    def _head(self) -> Iterator[str]:
        declared = self.declared
        yield f"# {self._text(declared.title)}"
        until = declared.in_force.to
        first = declared.in_force.from_
        period = self.say(f"från och med {first}", f"from {first}")
        if until is not None:
            period += self.say(f" till och med {until}", f" to {until}, both days included")
        status = STATUS[declared.status][self.lang]
        yield "\n".join([
            self.say(f"- **Utgåva:** {declared.name}", f"- **Edition:** {declared.name}"),
            self.say(f"- **Gäller:** {period}", f"- **In force:** {period}"),
            self.say(f"- **Status:** {status}", f"- **Status:** {status}"),
        ])  # fmt: skip
        if declared.description:
            yield self._text(declared.description)

    def _target_group(self) -> Iterator[str]:
        group = self.declared.target_group
        yield self.say("## Målgrupp", "## Target group")
        yield self.say(f"Personen ingår i målgruppen när {self._need(group)}:",
                       f"A person belongs to the target group when {self._need(group)}:")  # fmt: skip
        yield self._rules(group.members)

    def _need(self, group: DeclaredRule) -> str:
        """How many of a group's members must be met, as a clause."""
        count = len(group.members)
        if count == 1:
            return self.say("detta är uppfyllt", "this is met")
        if group.need == count:
            return self.say("allt detta är uppfyllt", "all of this is met")
        need, whole = (_counted(each, self.lang) for each in (group.need, count))
        return self.say(f"minst {need} av dessa {whole} är uppfyllt",
                        f"at least {need} of these {whole} is met")  # fmt: skip

    def _exclusions(self) -> Iterator[str]:
        if not self.declared.exclusions:
            return
        yield self.say("## Undantag", "## Exclusions")
        yield self.say(
            "Den som ingår i målgruppen är ändå undantagen när något av detta gäller:",
            "A person who belongs to the target group is excluded all the same when any of this applies:",
        )
        yield self._rules(self.declared.exclusions)

    def _rules(self, rules: Iterable[DeclaredRule], indent: str = "") -> str:
        return "\n".join(
            line for at, rule in enumerate(rules, 1) for line in self._rule(rule, at, indent)
        )

    def _rule(self, rule: DeclaredRule, at: int, indent: str, amount: str = "") -> Iterator[str]:
        mark = f"{at}. "
        inner = indent + " " * len(mark)
        points = self._points(rule.points) if rule.points else amount
        sentences = [f"**{self._text(rule.label)}**{points} (`{rule.id}`).", *self._meaning(rule)]
        yield f"{indent}{mark}{' '.join(sentences)}"
        yield ""
        if rule.interpretation:
            yield f"{inner}*{self.say('Tolkning:', 'Interpretation:')}* {self._text(rule.interpretation)}"
            yield ""
        if rule.members:
            yield self._rules(rule.members, inner)

    def _points(self, points: int) -> str:
        return self.say(f" – {points} poäng", f" – {points} point{'s' * (points != 1)}")

    def _meaning(self, rule: DeclaredRule) -> Iterator[str]:
        """What a rule comes to in words, where its label does not say it already, and its source."""
        if rule.when is not None:
            clause = phrase(rule.when, self.words)
            bare = clause.removeprefix(self.say("personen ", "the person "))
            if bare.casefold() != rule.label[self.lang].casefold():
                yield self.say("Det vill säga att ", "That is, ") + f"{self._text(clause)}."
        if rule.source:
            yield self._source(rule.source)
        if rule.members:
            yield f"{upper_first(self._need(rule))}:"

    def _source(self, source: Citation) -> str:
        where = f"[{self.numbers[source.document]}], {self._text(source.section)}"
        return self.say(f"Källa: {where}.", f"Source: {where}.")

    def _priority(self) -> Iterator[str]:
        factors, ties = self.declared.factors, self.declared.ties
        yield self.say("## Turordning", "## Priority")
        if not factors and not ties:
            yield self.say("Regelverket anger ingen turordning.", "The ruleset states no order.")
            return
        if factors:
            yield self.say(
                "När platserna inte räcker går den med flest poäng först. Det som är okänt ger inga poäng.",
                "When seats are short, whoever has the most points goes first. What is unknown gives no points.",
            )
            yield self._rules(factors)
            yield self.say(
                "Vid lika poäng avgör, i denna ordning:",
                "Equal points are settled, in this order, by:",
            )
        else:
            yield self.say("När platserna inte räcker avgör, i denna ordning:",
                           "When seats are short, the order is settled, in this order, by:")  # fmt: skip
        last = self.say("Till sist personbeteckningen", "At last the person identifier")
        yield "\n".join(f"{at}. {each}" for at, each in enumerate([*map(self._tie, ties), last], 1))

    def _tie(self, tie: TieBreak) -> str:
        if tie.by is None:
            return self.say("Lottning", "A lottery")
        fact = self.declared.fact(tie.by)
        first = _FIRST[fact.type == "date", tie.descending][self.lang]
        label = upper_first(self._text(fact.label))
        return self.say(
            f"{label}, {first} först och okänt sist", f"{label}, {first} first and unknown last"
        )

    def _definitions(self) -> Iterator[str]:
        used = {*(each.id for each in self.plan.definitions), *definitions_of(self.declared)}
        named = [each for each in self.declared.definitions if each.label and each.id in used]
        if named:
            yield self.say("## Begrepp", "## Terms")
            yield "\n".join(
                f"- **{self._text(each.label or each.id)}**: {self._text(phrase(each.value, self.words))}."
                for each in named
            )

    def _interpretations(self) -> Iterator[str]:
        if self.declared.interpretations:
            yield self.say("## Tolkningar av helheten", "## Interpretations of the whole")
            yield "\n".join(f"- {self._text(each)}" for each in self.declared.interpretations)

    def _facts(self) -> Iterator[str]:
        yield self.say("## Uppgifter som behövs", "## Facts needed")
        yield self.say(
            "Uppgifterna står hos den part som i första hand tillfrågas. En uppgift som saknas är okänd, aldrig ett nej.",
            "Facts stand with the party to ask first. A fact that is missing is unknown, never a no.",
        )
        for holder, facts in self._by_holder().items():
            yield f"### {self._text(holder)}"
            yield "\n".join(f"- {self._fact(fact)}" for fact in facts)

    def _by_holder(self) -> dict[str, list[Fact]]:
        names = make_intake_plan(self.plan).asked
        beside = [self.declared.fact(name) for name in names]
        found: dict[str, list[Fact]] = {}
        duties = duty_reading(self.declared).inputs
        for fact in {each.id: each for each in (*self.plan.inputs, *beside, *duties)}.values():
            label = NO_PARTY
            if fact.held_by:
                label = self.declared.vocabulary.organisation_label(fact.held_by[0])
            found.setdefault(upper_first(label[self.lang]), []).append(fact)
        return found

    def _fact(self, fact: Fact) -> str:
        text = f"{self._text(asked(fact, self.lang))} ({KIND_WORDS[fact.kind][self.lang]}"
        if len(fact.held_by) > 1:
            others = holders(fact.held_by[1:], self.declared.vocabulary, self.lang)
            text += self.say(f"; finns också hos {others}", f"; also held by {others}")
        for derivation in self.plan.derivations:
            if derivation.fact == fact.id:
                names = [self.plan.facts[name].label[self.lang] for name in derivation.names]
                word = listed(names, self.say("och", "and"))
                text += self.say(
                    f"; räknas annars ut ur {word}", f"; otherwise worked out from {word}"
                )
        return f"{text}): `{fact.id}`"

    def _documents(self) -> Iterator[str]:
        if self.numbers:
            yield self.say("## Dokument", "## Documents")
            yield "\n".join(
                f"{at}. {self._text(self.titles[each])} (`{each}`)"
                for each, at in self.numbers.items()
            )

    def _foot(self) -> Iterator[str]:
        yield "---"
        fingerprint = self.plan.fingerprint
        yield self.say(
            f"Fingeravtryck av vad reglerna betyder (SHA-256): `{fingerprint}`",
            f"Fingerprint of what the rules mean (SHA-256): `{fingerprint}`",
        )


_FIRST = {
    (False, True): Text("högst", "highest"),
    (False, False): Text("lägst", "lowest"),
    (True, True): Text("senast", "latest"),
    (True, False): Text("tidigast", "earliest"),
}


def _counted(count: int, lang: Lang) -> str:
    small = {
        "sv": ("ett", "två", "tre", "fyra", "fem"),
        "en": ("one", "two", "three", "four", "five"),
    }
    return small[lang][count - 1] if count <= 5 else str(count)
