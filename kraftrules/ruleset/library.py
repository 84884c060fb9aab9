"""What rulesets are read against: the vocabulary, how facts are worked out, and the documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pydantic import ValidationError

from kraftrules.diagnostics import Code, Diagnostic, Severity
from kraftrules.feel.hints import Lexicon, nearest_of
from kraftrules.ruleset import model
from kraftrules.ruleset.conditions import MOST_FOUND, Conditions
from kraftrules.ruleset.declaration import Derivation
from kraftrules.ruleset.names import repeated_ids, reserved
from kraftrules.ruleset.tree import Items, Scalar, Tree, entry, ids, items, scalars, text
from kraftrules.ruleset.validate import validate
from kraftrules.ruleset.yaml import read
from kraftrules.source import Source
from kraftrules.text import Text
from kraftrules.values import ANY, Type
from kraftrules.vocabulary import Fact, Organisation, Vocabulary

_HERE = Text(
    "Den uppgiften gäller inskrivningar i en insats, inte personer, och kan inte användas här.",
    "That fact is about enrolments in a programme, not persons, and cannot be used here.",
)
_IN_RESULTS = Text(
    "Den uppgiften gäller personer, inte inskrivningar, och kan inte användas under results.",
    "That fact is about persons, not enrolments, and cannot be used under results.",
)


@dataclass(frozen=True, slots=True)
class Library:
    """What rulesets are read against.

    *refused* names facts that are wrong themselves: a rule that reads one is not at fault for it.
    """

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    derivations: tuple[Derivation, ...] = ()
    documents: Mapping[str, model.Document] = field(default_factory=dict)
    refused: tuple[str, ...] = ()

    @property
    def types(self) -> dict[str, Type]:
        """The types of a person's facts, by name."""
        return self.types_about("person")

    def types_about(self, subject: str) -> dict[str, Type]:
        """The types of the facts about a ``person`` or a ``participation``, by name."""
        facts = self.vocabulary.of(subject)
        return {**dict.fromkeys(self.refused, ANY), **types_of(facts)}

    @property
    def lexicon(self) -> Lexicon:
        """What people call the facts and their values, and the facts that are not a person's."""
        return Lexicon(self._spoken(), dict.fromkeys(self.vocabulary.of("participation"), _HERE))

    @property
    def lexicon_of_results(self) -> Lexicon:
        """The same where conditions are about participations."""
        return Lexicon(self._spoken(), dict.fromkeys(self.vocabulary.of("person"), _IN_RESULTS))

    def _spoken(self) -> dict[str, list[str]]:
        spoken: dict[str, list[str]] = {}
        for fact in self.vocabulary.facts:
            called = [(fact.id, fact.label), *(fact.values or {}).items()]
            for name, label in called:
                for words in (label["sv"], label["en"]):
                    spoken.setdefault(words.casefold(), []).append(name)
        return spoken

    def with_own(self, tree: Tree) -> tuple[Library, list[Diagnostic]]:
        """This library and what a ruleset file adds to it, and what is wrong with that."""
        facts = items(tree, "facts")
        own = [each for each in good_facts(facts) if each.id not in self.vocabulary.of(each.of)]
        vocabulary = self.vocabulary.with_facts(tuple(own))
        refused = (*self.refused, *_refused(facts))
        derivations, diagnostics = derive(vocabulary, facts)
        diagnostics += [*islice(held_by_none(vocabulary, facts), MOST_FOUND), *reserved(facts)]
        documents = {**self.documents, **good_documents(items(tree, "sources"))}
        library = Library(vocabulary, (*self.derivations, *derivations), documents, refused)
        return library, diagnostics


def read_vocabulary(source: Source) -> tuple[Library, list[Diagnostic]]:
    """The vocabulary file as a library without documents, and what is wrong with it."""
    tree, diagnostics = read(source)
    _, more = validate(model.VocabularyBlock, tree)
    facts = items(tree, "facts")
    vocabulary = Vocabulary(good_facts(facts), _good_organisations(items(tree, "organisations")))
    derivations, wrong = derive(vocabulary, facts)
    diagnostics += [
        *more,
        *wrong,
        *islice(held_by_none(vocabulary, facts), MOST_FOUND),
        *reserved(facts),
    ]
    for subject in ("person", "participation"):
        diagnostics += repeated_ids(ids(each for each in facts if subject_of(each) == subject))
    diagnostics += repeated_ids(ids(items(tree, "organisations")))
    return Library(vocabulary, derivations, {}, _refused(facts)), diagnostics


def read_documents(source: Source) -> tuple[dict[str, model.Document], list[Diagnostic]]:
    """The documents that rules come from, by id, and what is wrong with the file."""
    tree, diagnostics = read(source)
    _, more = validate(model.SourcesBlock, tree)
    documents = items(tree, "sources")
    return good_documents(documents), diagnostics + more + repeated_ids(ids(documents))


def types_of(facts: Mapping[str, Fact]) -> dict[str, Type]:
    """The types of facts, by name."""
    return {name: fact.value_type for name, fact in facts.items()}


def subject_of(tree: Tree) -> str:
    """Whom a fact is about."""
    return text(tree, "of") or "person"


def good_facts(trees: Iterable[Tree]) -> tuple[Fact, ...]:
    """The facts that the model accepts; it has told what is wrong with the others."""
    found = []
    for tree in trees:
        try:
            found.append(Fact.model_validate(tree.data()))
        except ValidationError:
            continue
    return tuple(found)


def _refused(trees: Sequence[Tree]) -> tuple[str, ...]:
    """The names of the facts that the model does not accept."""
    return tuple(each.text for tree in trees if not good_facts([tree]) for each in ids([tree]))


def good_documents(trees: Iterable[Tree]) -> dict[str, model.Document]:
    """The documents that the model accepts, by id; those refused are known by their id alone."""
    found: dict[str, model.Document] = {}
    for tree in trees:
        try:
            document = model.Document.model_validate(tree.data())
        except ValidationError:
            name = text(tree, "id") or ""
            document = model.Document.model_construct(
                id=name, title=Text(name), publisher="", date=""
            )
        found.setdefault(document.id, document)
    return found


def _good_organisations(trees: Iterable[Tree]) -> tuple[Organisation, ...]:
    found = []
    for tree in trees:
        try:
            found.append(Organisation.model_validate(tree.data()))
        except ValidationError:
            name = text(tree, "id") or ""
            found.append(Organisation.model_construct(id=name, label=Text(name), part_of=None))
    return tuple(found)


def derive(
    vocabulary: Vocabulary, trees: Sequence[Tree]
) -> tuple[tuple[Derivation, ...], list[Diagnostic]]:
    """How facts are worked out from others, in order, and what is wrong with that."""
    facts = vocabulary.of("person")
    about_persons = [tree for tree in trees if subject_of(tree) == "person"]
    refused = dict.fromkeys(_refused(about_persons), ANY)
    conditions = Conditions({**refused, **types_of(facts)}, Library(vocabulary).lexicon)
    texts = {name: each for name, each in scalars(about_persons, "from").items() if name in facts}
    found = conditions.derive(facts, texts)
    derivations = tuple(Derivation(name, each.node, each.names) for name, each in found)
    return derivations, conditions.diagnostics


def held_by_none(vocabulary: Vocabulary, trees: Sequence[Tree]) -> Iterator[Diagnostic]:
    """A diagnostic for each organisation that holds a fact and that there is none of."""
    known = [organisation.id for organisation in vocabulary.organisations]
    for tree in trees:
        held = entry(tree, "held_by")
        for holder in held.items if isinstance(held, Items) else (held,):
            name = holder.data() if isinstance(holder, Scalar) else None
            if (
                isinstance(holder, Scalar)
                and name is not None
                and name not in known
                and name.isascii()
            ):
                near = nearest_of(name, known)
                message = Text(
                    f"Organisationen {name[:60]} är okänd.",
                    f"The organisation {name[:60]} is unknown.",
                )
                hint = Text(
                    "Beskriv den under organisations: i ordlistan.",
                    "Describe it under organisations: in the vocabulary.",
                )
                if near:
                    hint = Text(f"Menade du {near}?", f"Did you mean {near}?")
                yield Diagnostic(Code.UNKNOWN_ORGANISATION, message, holder.place, hint)


def unknown_documents(rules: Iterable[Tree], library: Library) -> Iterator[Diagnostic]:
    """A warning for each document that a rule names and that is described nowhere."""
    for rule in rules:
        document = entry(entry(rule, "source"), "document")
        if (
            not isinstance(document, Scalar)
            or not document.data()
            or document.text in library.documents
        ):
            continue
        near = nearest_of(document.text, library.documents)
        hint = Text("Beskriv det under sources:, med id, title, publisher och date.",
                    "Describe it under sources:, with id, title, publisher and date.")  # fmt: skip
        if near:
            hint = Text(f"Menade du {near}? Beskriv det annars under sources:.",
                        f"Did you mean {near}? If not, describe it under sources:.")  # fmt: skip
        message = Text(
            f"Dokumentet {document.text[:60]} är okänt.",
            f"The document {document.text[:60]} is unknown.",
        )
        yield Diagnostic(Code.UNKNOWN_DOCUMENT, message, document.place, hint, Severity.WARNING)
