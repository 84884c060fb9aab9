"""The ``results`` block of a ruleset file: its conditions, what is wrong with it, what it declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from kraftrules.diagnostics import Code, Diagnostic
from kraftrules.feel.nodes import Literal, Node
from kraftrules.ruleset import model
from kraftrules.ruleset.conditions import MOST_FOUND, Conditions
from kraftrules.ruleset.declaration import (
    Citation,
    DeclaredMeasure,
    DeclaredResults,
    DeclaredRule,
    DeclaredTarget,
    MeasureKind,
    UnmeasuredGoal,
)
from kraftrules.ruleset.expand import expand
from kraftrules.ruleset.library import Library, unknown_documents
from kraftrules.ruleset.names import repeated_ids, reserved, taken
from kraftrules.ruleset.swedish import meant_key
from kraftrules.ruleset.targets import wrong_targets
from kraftrules.ruleset.tree import Entries, Scalar, Tree, entry, ids, items, scalars
from kraftrules.text import Text, listed
from kraftrules.values import ANY, BOOLEAN

KINDS: tuple[MeasureKind, ...] = ("number", "share", "fewer", "balance", "monthly_average")
GROUPED_BY = ("boolean", "category", "string", "date", "integer")
_CONDITIONS = (*KINDS, "than", "among")
_IN_DEFINITIONS = Text(
    "Definitionen gäller personer, inte inskrivningar. Skriv ett utfall under outcomes: i stället.",
    "The definition is about persons, not enrolments. Write an outcome under outcomes: instead.",
)
_ABLE = Text("en uppgift om inskrivningar eller ett utfall under outcomes",
             "a fact about enrolments or an outcome under outcomes")  # fmt: skip
Cite = Callable[[model.Reference | None], Citation | None]


def _nobody(among: Scalar) -> Diagnostic:
    message = Text("Ingen kan vara med i nämnaren.", "Nobody can be in the denominator.")
    hint = Text("Skriv vilka som målet gäller, eller ta bort among: då gäller det alla.",
                "Write whom the measure is about, or remove among: then it is about everyone.")  # fmt: skip
    return Diagnostic(Code.WRONG_VALUE, message, among.place, hint)


class ResultsReader:
    """Reads the conditions of a ``results`` block: facts of a participation, and outcomes."""

    def __init__(self, tree: Tree, library: Library) -> None:
        self.tree = entry(tree, "results")
        self.library = library
        self.facts = library.vocabulary.of("participation")
        self.outcomes = items(self.tree, "outcomes")
        self.measures = items(self.tree, "measures")
        self.goals = items(self.tree, "not_measurable")
        self.diagnostics: list[Diagnostic] = []
        self._nodes: dict[str, Node] = {}
        self.conditions = self._conditions(tree)
        self._read()

    def _conditions(self, tree: Tree) -> Conditions:
        defined = {each.text: _IN_DEFINITIONS for each in ids(items(tree, "definitions"))}
        lexicon = self.library.lexicon_of_results
        lexicon = replace(
            lexicon,
            spoken={**lexicon.spoken, **_called(self.outcomes)},
            elsewhere={**defined, **lexicon.elsewhere},
            able=_ABLE,
        )
        names = dict.fromkeys((each.text for each in ids(self.outcomes)), ANY)
        return Conditions({**names, **self.library.types_about("participation")}, lexicon)

    def _read(self) -> None:
        """Check every condition; outcomes first, each after those that it reads."""
        texts = {n: s for n, s in scalars(self.outcomes, "when").items() if n not in self.facts}
        for name in self.conditions.in_order(texts):
            found = self.conditions.condition(texts[name])
            self.conditions.names[name] = BOOLEAN if found else ANY
            node = self._written_out(texts[name]) if found else None
            if node is not None:
                self._nodes[name] = node
        for tree in (*self.outcomes, *self.measures):
            for key in ("when", *_CONDITIONS):
                scalar = entry(tree, key)
                if isinstance(scalar, Scalar) and self.conditions.condition(scalar):
                    node = self._written_out(scalar)
                    if key == "among" and node == Literal(False):
                        self.diagnostics.append(_nobody(scalar))
        wrong = (self._misshapen(), self._misdirected(), wrong_targets(self.measures))
        self.diagnostics += self.conditions.diagnostics
        self.diagnostics += [each for kind in wrong for each in islice(kind, MOST_FOUND)]

    def _written_out(self, scalar: Scalar) -> Node | None:
        found = self.conditions.condition(scalar)
        node = expand(found.node, self._nodes) if found else None
        if found and node is None:
            self.diagnostics.append(_grows(scalar))
        return node

    def _misshapen(self) -> Iterator[Diagnostic]:
        for measure in self.measures:
            if isinstance(measure, Entries):
                yield from _keys_together(measure)

    def _misdirected(self) -> Iterator[Diagnostic]:
        """Names that are taken, and documents and facts that there are none of."""
        named = {each.text: each for each in ids(self.outcomes)}
        fields = {name for fact in self.library.vocabulary.facts for name in fact.fields}
        yield from taken(named, Text("en uppgift", "a fact"), self.facts)
        yield from taken(named, Text("ett fält i en lista", "a field of a list"), fields)
        yield from repeated_ids(ids(self.outcomes))
        yield from repeated_ids(ids((*self.measures, *self.goals)))
        yield from reserved(self.outcomes)
        yield from unknown_documents((*self.outcomes, *self.measures, *self.goals), self.library)
        for measure in self.measures:
            by = entry(measure, "by")
            if isinstance(by, Scalar) and not by.is_empty and by.text not in self.library.refused:
                yield from self._wrong_by(by)

    def _wrong_by(self, by: Scalar) -> Iterator[Diagnostic]:
        fact = self.facts.get(by.text)
        if fact is None:
            message = Text(f"Namnet {by.text[:60]} är okänt.", f"The name {by.text[:60]} is unknown.")  # fmt: skip
            hint = Text("Namnet ska vara en uppgift om inskrivningar, som sex eller team.",
                        "The name should be a fact about enrolments, such as sex or team.")  # fmt: skip
            meant = self.library.lexicon_of_results.meant(by.text, self.facts)
            yield Diagnostic(Code.UNKNOWN_NAME, message, by.place, meant or hint)
        elif fact.type not in GROUPED_BY:
            message = Text(f"Det går inte att dela upp efter {by.text}.", f"One cannot group by {by.text}.")  # fmt: skip
            hint = Text("Välj en uppgift med några få värden, som sex eller team.",
                        "Choose a fact with a few values, such as sex or team.")  # fmt: skip
            yield Diagnostic(Code.WRONG_TYPE, message, by.place, hint)

    def declared(self, block: model.Results, cite: Cite) -> DeclaredResults:
        """What the block declares, where nothing in the file is wrong."""
        outcomes = zip(block.outcomes, self.outcomes, strict=True)
        measures = zip(block.measures, self.measures, strict=True)
        goals = zip(block.not_measurable, self.goals, strict=True)
        return DeclaredResults(
            outcomes=tuple(self._outcome(each, tree, cite) for each, tree in outcomes),
            measures=tuple(self._measure(each, tree, cite) for each, tree in measures),
            not_measurable=tuple(_goal(each, tree, cite) for each, tree in goals),
        )

    def _outcome(self, block: model.CountedOutcome, tree: Tree, cite: Cite) -> DeclaredRule:
        return DeclaredRule(
            id=block.id,
            label=block.label,
            place=tree.place,
            when=self._nodes[block.id],
            source=cite(block.source),
            interpretation=block.interpretation,
        )

    def _measure(self, block: model.Measure, tree: Tree, cite: Cite) -> DeclaredMeasure:
        said: dict[str, Node] = {}
        nodes: dict[str, Node] = {}
        for key in _CONDITIONS:
            scalar = entry(tree, key)
            found = self.conditions.condition(scalar) if isinstance(scalar, Scalar) else None
            node = self._written_out(scalar) if isinstance(scalar, Scalar) else None
            if found and node:
                said[key], nodes[key] = found.node, node
        kind = next(each for each in KINDS if each in nodes)
        return DeclaredMeasure(
            id=block.id,
            label=block.label,
            kind=kind,
            condition=nodes[kind],
            said=said,
            place=tree.place,
            among=nodes.get("among"),
            than=nodes.get("than"),
            by=block.by or "sex",
            targets=tuple(_targets(block.target)) if block.target else (),
            source=cite(block.source),
            interpretation=block.interpretation,
        )


def _called(outcomes: Sequence[Tree]) -> dict[str, list[str]]:
    """The outcomes by what people call them, in small letters."""
    found: dict[str, list[str]] = {}
    for each in outcomes:
        name, label = entry(each, "id"), entry(each, "label")
        labels = [label, entry(label, "sv"), entry(label, "en")] if label else []
        for said in labels:
            if isinstance(said, Scalar) and isinstance(name, Scalar):
                found.setdefault(said.text.casefold(), []).append(name.text)
    return found


def _goal(block: model.Unmeasured, tree: Tree, cite: Cite) -> UnmeasuredGoal:
    source = cite(block.source)
    return UnmeasuredGoal(
        block.id, block.label, block.reason, tree.place, source, block.interpretation
    )


def _targets(target: model.Target) -> Iterator[DeclaredTarget]:
    for at, given in enumerate((target.at_least, target.at_most, target.within)):
        if given is None:
            continue
        by_year: Mapping[str, object] = given if isinstance(given, dict) else {"": given}
        for year, amount in by_year.items():
            ends = amount if isinstance(amount, tuple) else (amount, amount)
            low, high = (_amount(str(each)) for each in ends)
            yield DeclaredTarget(
                year=int(year) if year else None,
                low=None if at == 1 else low,
                high=None if at == 0 else high,
                percent=str(ends[0]).endswith("%"),
            )


def _amount(text: str) -> Fraction:
    """What a number or a percentage comes to: ``45%`` is 9/20."""
    return Fraction(text[:-1].strip()) / 100 if text.endswith("%") else Fraction(text)


def _keys_together(measure: Entries) -> Iterator[Diagnostic]:
    """What is wrong with which keys a measure has."""
    stated = [key for key, _ in measure.entries if key.text in KINDS]
    if not stated:
        known = list(model.Measure.model_fields)
        if any(meant_key(key.text, known) in KINDS for key, _ in measure.entries if key.text not in known):  # fmt: skip
            return
        yield Diagnostic(
            Code.ONE_OF, Text("Måttet säger inte vad som räknas.", "The measure does not say what is counted."),
            measure.place, Text(f"Lägg till {listed(KINDS, 'eller')}.", f"Add {listed(KINDS, 'or')}."),
        )  # fmt: skip
        return
    if len(stated) > 1:
        both = listed([each.text for each in stated])
        yield Diagnostic(
            Code.ONE_OF, Text(f"Här står både {both}.", f"Both {both.replace(' och ', ' and ')} stand here."),
            stated[1].place, Text("Behåll ett av dem, och skriv ett mått till för det andra.",
                                  "Keep one of them, and write another measure for the other."),
        )  # fmt: skip
        return
    yield from _of_fewer(measure, stated[0])


def _of_fewer(measure: Entries, kind: Scalar) -> Iterator[Diagnostic]:
    than, target = measure.key("than"), measure.key("target")
    if kind.text == "fewer" and than is None:
        yield Diagnostic(
            Code.MISSING_KEY, Text("Nyckeln than, som hör till fewer, saknas.", "The key than, which belongs to fewer, is missing."),
            kind.place, Text("Lägg till than: och villkoret som jämförelsen görs med.", "Add than: and the condition to compare with."),
        )  # fmt: skip
    if kind.text == "fewer" and target is not None:
        yield Diagnostic(
            Code.UNKNOWN_KEY, Text("Nyckeln target kan inte stå bredvid fewer.", "The key target cannot stand beside fewer."),
            target.place, Text("Målet är att det blir färre. Skriv annars share: och target:.", "The goal is that there be fewer. Otherwise write share: and target:."),
        )  # fmt: skip
    if kind.text != "fewer" and than is not None:
        yield Diagnostic(
            Code.UNKNOWN_KEY, Text(f"Nyckeln than kan inte stå bredvid {kind.text}.", f"The key than cannot stand beside {kind.text}."),
            than.place, Text("Den hör till fewer. Nämnaren för en andel skrivs under among:.", "It belongs to fewer. What a share is of is written under among:."),
        )  # fmt: skip


def _grows(scalar: Scalar) -> Diagnostic:
    message = Text("Villkoret blir för långt när utfallen i det skrivs ut.",
                   "The condition grows too long when the outcomes in it are written out.")  # fmt: skip
    hint = Text("Skriv ett enklare villkor, eller dela upp måttet.", "Write a simpler condition, or split the measure.")  # fmt: skip
    return Diagnostic(Code.TOO_LONG, message, scalar.place, hint)
