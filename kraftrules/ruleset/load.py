"""The text of a ruleset file → a declaration, or everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from kraftrules.diagnostics import Code, Diagnostic, RulesetError, Severity
from kraftrules.feel.nodes import Literal
from kraftrules.ruleset import model
from kraftrules.ruleset.conditions import Conditions, repeated, taken
from kraftrules.ruleset.declaration import (
    Citation,
    Declaration,
    DeclaredDefinition,
    DeclaredRule,
    Derivation,
    TieBreak,
)
from kraftrules.ruleset.validate import validate
from kraftrules.ruleset.yaml import Entries, Items, Scalar, Tree, read
from kraftrules.source import Source
from kraftrules.text import Text, nearest
from kraftrules.values import ANY, Type
from kraftrules.vocabulary import Fact, Vocabulary

NOTHING = Literal(True)


@dataclass(frozen=True, slots=True)
class Library:
    """What rulesets are read against: the vocabulary, how facts are derived, and the documents."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    derivations: tuple[Derivation, ...] = ()
    documents: Mapping[str, model.Document] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shared:
    """A file of shared rules: what the model made of it, its trees, and its conditions."""

    rules: Mapping[str, tuple[model.Criterion, Entries]]
    conditions: Conditions


def read_library(vocabulary: Source, documents: Source) -> tuple[Library, list[Diagnostic]]:
    """The vocabulary and the documents, and what is wrong with them."""
    words, diagnostics = read_vocabulary(vocabulary)
    found, more = read_documents(documents)
    return Library(words.vocabulary, words.derivations, found), [*diagnostics, *more]


def read_vocabulary(source: Source) -> tuple[Library, list[Diagnostic]]:
    """The vocabulary file as a library without documents, and what is wrong with it."""
    tree, diagnostics = read(source)
    block, more = validate(model.VocabularyBlock, tree)
    diagnostics += more
    if block is None:
        return Library(), diagnostics
    vocabulary = Vocabulary(block.facts, block.organisations)
    diagnostics += _held_by(vocabulary, block.facts, _items(tree, "facts"))
    for subject in ("person", "participation"):
        diagnostics += repeated(
            _ids(each for each in _items(tree, "facts") if _of(each) == subject)
        )
    derivations, more = _derivations(vocabulary, _items(tree, "facts"))
    return Library(vocabulary, derivations), diagnostics + more


def read_documents(source: Source) -> tuple[dict[str, model.Document], list[Diagnostic]]:
    """The documents that rules come from, by id, and what is wrong with the file."""
    tree, diagnostics = read(source)
    block, more = validate(model.SourcesBlock, tree)
    diagnostics += more + repeated(_ids(_items(tree, "sources")))
    return {each.id: each for each in block.sources} if block else {}, diagnostics


def read_shared(source: Source, library: Library) -> tuple[Shared, list[Diagnostic]]:
    """A file of shared rules, and what is wrong with it."""
    tree, diagnostics = read(source)
    block, more = validate(model.SharedBlock, tree)
    conditions = Conditions(_types(library.vocabulary))
    conditions.sweep(tree)
    trees = _items(tree, "rules")
    diagnostics += more + conditions.diagnostics + repeated(_ids(trees)) + _no_use(trees)
    rules = zip(block.rules, trees, strict=True) if block else []
    by_id = {rule.id: (rule, each) for rule, each in rules if rule.id and isinstance(each, Entries)}
    return Shared(by_id, conditions), diagnostics


def declare(
    source: Source, library: Library, find: Callable[[str], Source]
) -> tuple[Declaration | None, list[Diagnostic]]:
    """The declaration in a ruleset file, and what is wrong with it; none where an error is.

    *find* gives the text of a file named in the ruleset, or raises `RulesetError`.
    """
    try:
        tree, diagnostics = read(source)
    except RulesetError as error:
        return None, list(error.diagnostics)
    block, more = validate(model.RulesetBlock, tree)
    reader = _Reader(tree, library, _find_shared(tree, library, find))
    declaration = reader.declaration(block) if block else None
    diagnostics = in_order([*diagnostics, *more, *reader.diagnostics])
    if any(each.severity is Severity.ERROR for each in diagnostics):
        return None, diagnostics
    return declaration, diagnostics


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each diagnostic once, in the order of the files' lines."""
    return sorted(
        dict.fromkeys(diagnostics), key=lambda each: (each.file, each.line, each.column, each.code)
    )


def _find_shared(
    tree: Tree, library: Library, find: Callable[[str], Source]
) -> tuple[Shared | None, list[Diagnostic]]:
    named = tree.get("shared") if isinstance(tree, Entries) else None
    if not isinstance(named, Scalar) or not named.excerpt.text:
        return None, []
    try:
        return read_shared(find(named.excerpt.text), library)
    except RulesetError as error:
        if error.diagnostics[0].code is not Code.NO_FILE:
            return None, list(error.diagnostics)
        missing = error.diagnostics[0]
        return None, [Diagnostic(missing.code, missing.message, named.place, missing.hint)]


class _Reader:
    """Puts a declaration together from the model's blocks and the trees with their places."""

    def __init__(
        self, tree: Tree, library: Library, shared: tuple[Shared | None, list[Diagnostic]]
    ) -> None:
        self.tree = tree
        self.shared, self.diagnostics = shared
        facts = _items(tree, "facts")
        own = _own_facts(facts)
        self.vocabulary = library.vocabulary.with_facts(own)
        self.documents = {**library.documents, **{each.id: each for each in _own_documents(tree)}}
        refused = {each.excerpt.text: ANY for each in _ids(facts)}
        self.conditions = Conditions({**refused, **_types(self.vocabulary)})
        self._names_are_free(library, facts)
        self.diagnostics += _held_by(library.vocabulary, own, facts)
        derived, more = _derivations(self.vocabulary, facts)
        self.derivations = (*library.derivations, *derived)
        self.diagnostics += more
        scalars = _scalars(_items(tree, "definitions"), "value")
        self.expressions = self.conditions.define(scalars)
        self.conditions.sweep(tree)
        self.diagnostics += self.conditions.diagnostics

    def declaration(self, block: model.RulesetBlock) -> Declaration:
        """The declaration of a block that the model accepts; incomplete where there are errors."""
        group = self._group(block.target_group, _entry(self.tree, "target_group"))
        exclusions = _items(self.tree, "exclusions")
        factors = _items(_entry(self.tree, "priority"), "factors")
        labels = {each.id: each.label for each in block.definitions}
        declaration = Declaration(
            id=block.ruleset,
            edition=block.edition,
            title=block.title,
            description=block.description,
            status=block.status,
            in_force=block.in_force,
            vocabulary=self.vocabulary,
            definitions=tuple(
                DeclaredDefinition(name, each.node, each.type, each.names, labels.get(name))
                for name, each in self.expressions
            ),
            derivations=self.derivations,
            target_group=group,
            exclusions=tuple(map(self._leaf, block.exclusions, exclusions)),
            factors=tuple(map(self._leaf, block.priority.factors, factors)),
            ties=self._ties(block.priority),
            interpretations=block.interpretations,
            place=self.tree.place,
        )
        self._ids_are_unique(declaration)
        return declaration

    def _names_are_free(self, library: Library, facts: Sequence[Tree]) -> None:
        known = library.vocabulary.of("person")
        fields = {name for fact in self.vocabulary.facts for name in fact.fields}
        own = {
            each.excerpt.text: each
            for each in _ids(each for each in facts if _of(each) == "person")
        }
        definitions = {each.excerpt.text: each for each in _ids(_items(self.tree, "definitions"))}
        self.diagnostics += taken(own, "vokabulären", known)
        self.diagnostics += taken(definitions, "ett faktum", self.vocabulary.of("person"))
        self.diagnostics += taken(definitions, "ett fält i en lista", dict.fromkeys(fields))
        self.diagnostics += repeated(_ids(facts)) + repeated(_ids(_items(self.tree, "definitions")))

    def _group(self, block: model.TargetGroup, tree: Tree | None) -> DeclaredRule:
        place = tree.place if tree else self.tree.place
        members = self._members(block, tree, self.conditions)
        return DeclaredRule("target_group", Text("Målgrupp", "Target group"), place,
                            members=members, need=block.need)  # fmt: skip

    def _members(
        self, block: model.Grouping, tree: Tree | None, conditions: Conditions
    ) -> tuple[DeclaredRule, ...]:
        trees = next((found for key in ("all", "any", "of") if (found := _items(tree, key))), [])
        return tuple(
            self._rule(rule, each, conditions)
            for rule, each in zip(block.members, trees, strict=True)
        )

    def _leaf(self, block: model.Rule, tree: Tree) -> DeclaredRule:
        """An exclusion or a factor, which is never a group."""
        rule = self._rule(block, tree, self.conditions)
        if rule.members:
            self._report(Code.WRONG_SHAPE, tree, Text(
                f"{rule.id} är en grupp och kan bara vara ett kriterium.",
                f"{rule.id} is a group and can only be a criterion."), Text(
                "Skriv ett villkor med when: i stället.", "Write a condition by when: instead."))  # fmt: skip
        return rule

    def _rule(self, block: model.Rule, tree: Tree, conditions: Conditions) -> DeclaredRule:
        if block.use is not None:
            return self._used(block, tree)
        scalar = tree.get("when") if isinstance(tree, Entries) else None
        expression = conditions.condition(scalar) if isinstance(scalar, Scalar) else None
        grouping = block if isinstance(block, model.Criterion) and block.when is None else None
        assert block.id is not None and block.label is not None, "the model sees to it"
        return DeclaredRule(
            id=block.id,
            label=block.label,
            place=tree.place,
            when=None if grouping else (expression.node if expression else NOTHING),
            names=expression.names if expression else (),
            members=self._members(grouping, tree, conditions) if grouping else (),
            need=grouping.need if grouping else 0,
            points=block.points if isinstance(block, model.Factor) else 0,
            source=self._citation(block.source, tree),
            interpretation=block.interpretation,
        )

    def _used(self, block: model.Rule, tree: Tree) -> DeclaredRule:
        name = block.use or ""
        found = self.shared.rules.get(name) if self.shared else None
        if self.shared is None or found is None:
            self._no_shared_rule(name, tree)
            return DeclaredRule(name, Text(name), tree.place, when=NOTHING)
        rule = self._rule(found[0], found[1], self.shared.conditions)
        return DeclaredRule(
            id=rule.id,
            label=rule.label,
            place=tree.place,
            when=rule.when,
            names=rule.names,
            members=rule.members,
            need=rule.need,
            points=block.points if isinstance(block, model.Factor) else 0,
            source=self._citation(block.source, tree) or rule.source,
            interpretation=block.interpretation or rule.interpretation,
        )

    def _no_shared_rule(self, name: str, tree: Tree) -> None:
        known = self.shared.rules if self.shared else {}
        near = nearest(name, known)
        hint = Text("Ange filen med gemensamma regler: shared: ../shared.yaml",
                    "Name the file of shared rules: shared: ../shared.yaml")  # fmt: skip
        if self.shared is not None:
            hint = Text(
                "Den ska stå i filen med gemensamma regler.", "It should stand in the shared file."
            )
        if near:
            hint = Text(f"Menade du {near}?", f"Did you mean {near}?")
        self._report(Code.UNKNOWN_SHARED_RULE, tree.get("use") if isinstance(tree, Entries) else tree, Text(
            f"Den gemensamma regeln {name} finns inte.", f"There is no shared rule {name}."), hint)  # fmt: skip

    def _citation(self, reference: model.Reference | None, tree: Tree) -> Citation | None:
        if reference is None:
            return None
        document = self.documents.get(reference.document)
        if document is None:
            near = nearest(reference.document, self.documents)
            hint = Text("Beskriv det under sources:.", "Describe it under sources:.")
            if near:
                hint = Text(f"Menade du {near}? {hint}", f"Did you mean {near}? {hint['en']}")
            at = _entry(_entry(tree, "source"), "document")
            self._report(Code.UNKNOWN_DOCUMENT, at or tree, Text(
                f"Dokumentet {reference.document} är okänt.", f"The document {reference.document} is unknown."),
                hint, Severity.WARNING)  # fmt: skip
        title = document.title if document else Text(reference.document)
        return Citation(reference.document, reference.section, title)

    def _ties(self, priority: model.Priority) -> tuple[TieBreak, ...]:
        facts = self.vocabulary.of("person")
        trees = _items(_entry(self.tree, "priority"), "ties")
        for tie, tree in zip(priority.ties, trees, strict=True):
            if isinstance(tie, model.Tie):
                self._tie_is_ordered(tie, facts, tree)
        return tuple(
            TieBreak(tie.by, tie.order == "descending")
            if isinstance(tie, model.Tie)
            else TieBreak(None)
            for tie in priority.ties
        )

    def _tie_is_ordered(self, tie: model.Tie, facts: Mapping[str, Fact], tree: Tree) -> None:
        fact = facts.get(tie.by)
        if fact is not None and fact.type in ("integer", "number", "date"):
            return
        if fact is not None:
            message = Text(f"{tie.by} går inte att ordna efter.", f"{tie.by} has no order.")
            hint = Text(
                "Välj ett faktum som är ett tal eller ett datum.", "Choose a number or a date."
            )
        else:
            near = nearest(tie.by, facts)
            message = Text(f"Namnet {tie.by} är okänt.", f"The name {tie.by} is unknown.")
            hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else Text(
                "Namnet ska vara ett faktum.", "The name should be a fact.")  # fmt: skip
        self._report(Code.UNKNOWN_TIE, _entry(tree, "by") or tree, message, hint)

    def _ids_are_unique(self, declaration: Declaration) -> None:
        first: dict[str, DeclaredRule] = {}
        for rule in declaration.rules:
            if rule.id in first:
                line = first[rule.id].place.line
                message = Text(
                    f"Namnet {rule.id} finns redan på rad {line}.",
                    f"The id {rule.id} stands on line {line} already.",
                )
                hint = Text(
                    "Varje regel ska ha ett eget namn.", "Every rule should have an id of its own."
                )
                self.diagnostics.append(Diagnostic(Code.DUPLICATE_ID, message, rule.place, hint))
            first.setdefault(rule.id, rule)

    def _report(
        self, code: Code, tree: Tree | None, message: Text, hint: Text,
        severity: Severity = Severity.ERROR,
    ) -> None:  # fmt: skip
        place = (tree or self.tree).place
        self.diagnostics.append(Diagnostic(code, message, place, hint, severity))


def _entry(tree: Tree | None, key: str) -> Tree | None:
    return tree.get(key) if isinstance(tree, Entries) else None


def _items(tree: Tree | None, key: str) -> Sequence[Tree]:
    found = _entry(tree, key)
    return found.items if isinstance(found, Items) else ()


def _scalars(trees: Iterable[Tree], key: str) -> dict[str, Scalar]:
    """The scalars under a key, by the id beside it."""
    found = {}
    for tree in trees:
        name, value = _entry(tree, "id"), _entry(tree, key)
        if isinstance(name, Scalar) and isinstance(value, Scalar):
            found[name.excerpt.text] = value
    return found


def _ids(trees: Iterable[Tree]) -> list[Scalar]:
    ids = [_entry(tree, "id") for tree in trees]
    return [each for each in ids if isinstance(each, Scalar)]


def _of(tree: Tree) -> str:
    subject = _entry(tree, "of")
    return subject.excerpt.text if isinstance(subject, Scalar) else "person"


def _types(vocabulary: Vocabulary) -> dict[str, Type]:
    """The types of a person's facts."""
    return {name: fact.value_type for name, fact in vocabulary.of("person").items()}


def _own_facts(trees: Iterable[Tree]) -> tuple[Fact, ...]:
    found = []
    for tree in trees:
        try:
            found.append(Fact.model_validate(tree.data()))
        except ValidationError:
            continue  # the model reports it, with its place
    return tuple(found)


def _own_documents(tree: Tree) -> tuple[model.Document, ...]:
    found = []
    for each in _items(tree, "sources"):
        try:
            found.append(model.Document.model_validate(each.data()))
        except ValidationError:
            continue  # the model reports it, with its place
    return tuple(found)


def _derivations(
    vocabulary: Vocabulary, trees: Sequence[Tree]
) -> tuple[tuple[Derivation, ...], list[Diagnostic]]:
    """How facts are worked out from others, in order, and what is wrong with that."""
    facts = vocabulary.of("person")
    scalars = _scalars((tree for tree in trees if _of(tree) == "person"), "from")
    conditions = Conditions({name: fact.value_type for name, fact in facts.items()})
    found = conditions.derive(
        facts, {name: each for name, each in scalars.items() if name in facts}
    )
    derivations = tuple(Derivation(name, each.node, each.names) for name, each in found)
    return derivations, conditions.diagnostics


def _held_by(
    vocabulary: Vocabulary, facts: Iterable[Fact], trees: Sequence[Tree]
) -> list[Diagnostic]:
    known = [organisation.id for organisation in vocabulary.organisations]
    held = {fact.id: fact.held_by for fact in facts}
    found = []
    for tree in trees:
        name = _entry(tree, "id")
        for holder in held.get(name.excerpt.text, ()) if isinstance(name, Scalar) else ():
            if holder not in known:
                near = nearest(holder, known)
                hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
                message = Text(
                    f"Organisationen {holder} är okänd.", f"The organisation {holder} is unknown."
                )
                place = (_entry(tree, "held_by") or tree).place
                found.append(Diagnostic(Code.UNKNOWN_ORGANISATION, message, place, hint))
    return found


def _no_use(trees: Sequence[Tree]) -> list[Diagnostic]:
    """Shared rules are written out: `use` in them is refused, so that none can go in a circle."""
    found: list[Diagnostic] = []
    for tree in trees:
        used = tree.key("use") if isinstance(tree, Entries) else None
        if used is not None:
            found.append(Diagnostic(
                Code.UNKNOWN_KEY,
                Text("En gemensam regel kan inte använda use.", "A shared rule cannot use use."),
                used.place,
                Text("Skriv ut regeln.", "Write the rule out."),
            ))  # fmt: skip
        for key in ("all", "any", "of"):
            found += _no_use(_items(tree, key))
    return found
