"""The text of a ruleset file → a declaration, or everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kraftrules.diagnostics import Diagnostic, RulesetError, Severity, in_order
from kraftrules.ruleset import model
from kraftrules.ruleset.conditions import Conditions, Expression
from kraftrules.ruleset.declaration import (
    Citation,
    Declaration,
    DeclaredDefinition,
    DeclaredIntake,
    DeclaredReservation,
    DeclaredRule,
    DeclaredStream,
    TieBreak,
)
from kraftrules.ruleset.duties import declared_duty, wrong_in_duties
from kraftrules.ruleset.library import Library, read_vocabulary
from kraftrules.ruleset.references import misdirected
from kraftrules.ruleset.results import ResultsReader
from kraftrules.ruleset.shape import members, misshapen
from kraftrules.ruleset.shared import Shared, find_shared
from kraftrules.ruleset.tree import Scalar, Tree, entry, ids, items, scalars
from kraftrules.ruleset.validate import validate
from kraftrules.ruleset.yaml import read
from kraftrules.source import Source
from kraftrules.text import Text
from kraftrules.values import ANY

__all__ = ["Library", "declare", "read_vocabulary"]


def declare(
    source: Source, library: Library, find: Callable[[str], Source]
) -> tuple[Declaration | None, list[Diagnostic]]:
    """The declaration in a ruleset file, and what is wrong with it; none where an error is.

    *find* gives the text of a file named in the ruleset, or raises `RulesetError`.
    """
    try:
        tree, diagnostics = read(source)
    except RulesetError as error:
        return None, in_order(error.diagnostics)
    block, misfits = validate(model.RulesetBlock, tree)
    own, in_facts = library.with_own(tree)
    shared, in_shared = find_shared(tree, replace(library, documents=own.documents), find)
    conditions, definitions = _conditions(tree, own)
    conditions.sweep(tree, passing=("results",))
    in_duties = wrong_in_duties(tree, conditions, own)
    results = ResultsReader(tree, own)
    diagnostics = in_order([
        *diagnostics, *misfits, *misshapen(tree), *in_shared, *in_facts, *conditions.diagnostics,
        *misdirected(tree, own, library, shared), *results.diagnostics, *in_duties,
    ])  # fmt: skip
    if block is None or any(each.severity is Severity.ERROR for each in diagnostics):
        return None, diagnostics
    builder = _Builder(tree, own, shared, conditions)
    return builder.declaration(block, definitions, results), diagnostics


def _conditions(tree: Tree, library: Library) -> tuple[Conditions, list[tuple[str, Expression]]]:
    """The conditions of a file, ready to be read, and its definitions in order."""
    facts = library.vocabulary.of("person")
    found = items(tree, "definitions")
    anything = dict.fromkeys((each.text for each in ids(found)), ANY)
    conditions = Conditions({**anything, **library.types}, library.lexicon)
    texts = {name: each for name, each in scalars(found, "value").items() if name not in facts}
    return conditions, conditions.define(texts)


class _Builder:
    """Puts a declaration together from blocks without errors, and the trees with their places."""

    def __init__(
        self, tree: Tree, library: Library, shared: Shared, conditions: Conditions
    ) -> None:
        self.tree = tree
        self.library = library
        self.shared = shared
        self.conditions = conditions

    def declaration(
        self,
        block: model.RulesetBlock,
        definitions: list[tuple[str, Expression]],
        results: ResultsReader,
    ) -> Declaration:
        """The declaration of a file."""
        exclusions = items(self.tree, "exclusions")
        factors = items(entry(self.tree, "priority"), "factors")
        labels = {each.id: each.label for each in block.definitions}
        return Declaration(
            id=block.ruleset,
            edition=block.edition,
            title=block.title,
            description=block.description,
            status=block.status,
            in_force=block.in_force,
            vocabulary=self.library.vocabulary,
            definitions=tuple(
                DeclaredDefinition(name, each.node, each.type, each.names, labels.get(name))
                for name, each in definitions
            ),
            derivations=self.library.derivations,
            target_group=self._target_group(block.target_group),
            exclusions=tuple(map(self._rule, block.exclusions, exclusions)),
            factors=tuple(map(self._rule, block.priority.factors, factors)),
            ties=tuple(map(_tie_break, block.priority.ties)),
            intake=self._intake(block.intake),
            interpretations=block.interpretations,
            place=self.tree.place,
            duties=tuple(
                declared_duty(each, tree, self.conditions, self._citation(each.source))
                for each, tree in zip(block.duties, items(self.tree, "duties"), strict=True)
            ),
            results=results.declared(block.results, self._citation),
        )

    def _target_group(self, block: model.TargetGroup) -> DeclaredRule:
        tree = entry(self.tree, "target_group") or self.tree
        return DeclaredRule(
            id="target_group",
            label=Text("Målgrupp", "Target group"),
            place=tree.place,
            members=tuple(map(self._rule, block.members, members(tree))),
            need=block.need,
        )

    def _intake(self, block: model.Intake) -> DeclaredIntake:
        tree = entry(self.tree, "intake")
        reservations = map(self._rule, block.reservations, items(tree, "reservations"))
        streams = map(self._rule, block.streams, items(tree, "streams"))
        return DeclaredIntake(
            reservations=tuple(
                DeclaredReservation(rule, each.share, each.number)
                for rule, each in zip(reservations, block.reservations, strict=True)
            ),
            streams=tuple(
                DeclaredStream(rule, each.seats, each.per, each.closed_months, each.passes_on)
                for rule, each in zip(streams, block.streams, strict=True)
            ),
        )

    def _rule(
        self, block: model.Rule, tree: Tree, conditions: Conditions | None = None
    ) -> DeclaredRule:
        if block.use is not None:
            return self._used(block, block.use, tree)
        conditions = conditions or self.conditions
        scalar = entry(tree, "when")
        expression = conditions.condition(scalar) if isinstance(scalar, Scalar) else None
        group = block if isinstance(block, model.Criterion) and block.when is None else None
        assert block.id is not None and block.label is not None, "the shape was seen to"
        return DeclaredRule(
            id=block.id,
            label=block.label,
            place=tree.place,
            when=expression.node if expression else None,
            names=expression.names if expression else (),
            members=tuple(
                self._rule(each, below, conditions)
                for each, below in zip(group.members, members(tree), strict=True)
            )
            if group
            else (),
            need=group.need if group else 0,
            points=block.points if isinstance(block, model.Factor) else 0,
            source=self._citation(block.source),
            interpretation=block.interpretation,
        )

    def _used(self, block: model.Rule, name: str, tree: Tree) -> DeclaredRule:
        rule = self._rule(self.shared.blocks[name], self.shared.trees[name], self.shared.conditions)
        return DeclaredRule(
            id=rule.id,
            label=rule.label,
            place=tree.place,
            when=rule.when,
            names=rule.names,
            members=rule.members,
            need=rule.need,
            points=block.points if isinstance(block, model.Factor) else 0,
            source=self._citation(block.source) or rule.source,
            interpretation=block.interpretation or rule.interpretation,
        )

    def _citation(self, reference: model.Reference | None) -> Citation | None:
        if reference is None:
            return None
        document = self.library.documents.get(reference.document)
        title = document.title if document else Text(reference.document)
        return Citation(reference.document, reference.section, title)


def _tie_break(tie: model.AnyTie) -> TieBreak:
    if isinstance(tie, model.Tie):
        return TieBreak(tie.by, tie.order == "descending")
    return TieBreak(None)
