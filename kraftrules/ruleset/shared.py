"""The rules that several rulesets use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from kraftrules.diagnostics import Code, Diagnostic, RulesetError
from kraftrules.feel.hints import joined
from kraftrules.ruleset import model
from kraftrules.ruleset.conditions import Conditions
from kraftrules.ruleset.library import Library, unknown_documents
from kraftrules.ruleset.names import repeated_ids, unfit_for_rules
from kraftrules.ruleset.shape import below, misshapen_rules
from kraftrules.ruleset.tree import Entries, Scalar, Tree, entry, ids, items
from kraftrules.ruleset.validate import validate
from kraftrules.ruleset.yaml import read
from kraftrules.source import Source
from kraftrules.text import Text


@dataclass(frozen=True, slots=True)
class Shared:
    """A file of shared rules: the trees by id, the blocks that the model accepts, the conditions.

    *missing* tells that no file was read, whether for want of one or because of what is in it.
    """

    trees: Mapping[str, Entries] = field(default_factory=dict)
    blocks: Mapping[str, model.Criterion] = field(default_factory=dict)
    conditions: Conditions = field(default_factory=lambda: Conditions({}))
    named: bool = False
    missing: bool = True


def read_shared(source: Source, library: Library) -> tuple[Shared, list[Diagnostic]]:
    """A file of shared rules, and what is wrong with it."""
    tree, diagnostics = read(source)
    block, more = validate(model.SharedBlock, tree)
    conditions = Conditions(library.types, library.lexicon)
    conditions.sweep(tree)
    trees = items(tree, "rules")
    diagnostics += more + conditions.diagnostics + repeated_ids(ids(trees))
    diagnostics += misshapen_rules(trees)
    for each in trees:
        diagnostics += unfit_for_rules(ids(below(each)))
        diagnostics += [*_without_use(each), *unknown_documents(below(each), library)]
    by_id = {each.text: rule for rule in trees for each in ids([rule]) if isinstance(rule, Entries)}
    blocks = {rule.id: rule for rule in block.rules if rule.id} if block else {}
    return Shared(by_id, blocks, conditions, named=True, missing=False), diagnostics


def is_ruleset(source: Source) -> bool:
    """Whether a file looks like a ruleset, whatever else may be wrong with it."""
    return bool(re.search(r"(?m)^(ruleset|target_group) *:", source.text))


def find_shared(
    tree: Tree, library: Library, find: Callable[[str], Source]
) -> tuple[Shared, list[Diagnostic]]:
    """The shared rules that a ruleset file names, and what is wrong with them or with the name."""
    named = entry(tree, "shared")
    if not isinstance(named, Scalar) or named.is_empty:
        return Shared(), []
    refused = _refused(named)
    if refused is not None:
        return Shared(named=True), [refused]
    try:
        source = find(named.text)
    except RulesetError as error:
        if error.diagnostics[0].code is not Code.NO_FILE:
            return Shared(named=True), list(error.diagnostics)
        (missing,) = error.diagnostics
        hint = joined(missing.hint, _COPY_IT)
        return Shared(named=True), [Diagnostic(missing.code, missing.message, named.place, hint)]
    try:
        return _read_as_shared(source, library, named)
    except RulesetError as error:
        return Shared(named=True), list(error.diagnostics)


def _read_as_shared(
    source: Source, library: Library, named: Scalar
) -> tuple[Shared, list[Diagnostic]]:
    if not is_ruleset(source):
        return read_shared(source, library)
    message = Text(f"{named.text[:80]} är ett regelverk, inte en fil med gemensamma regler.",
                   f"{named.text[:80]} is a ruleset, not a file of shared rules.")  # fmt: skip
    hint = Text("Lägg reglerna i en egen fil, under rules:, och ange den.",
                "Put the rules in a file of their own, under rules:, and name it.")  # fmt: skip
    return Shared(named=True), [Diagnostic(Code.WRONG_SHAPE, message, named.place, hint)]


_COPY_IT = Text(
    "Lägg filen med gemensamma regler där, eller skriv vägen till den från det här regelverket.",
    "Put the file of shared rules there, or write the way to it from this ruleset.",
)


def _refused(named: Scalar) -> Diagnostic | None:
    """What to say of a name that no file of shared rules can have."""
    path = PurePosixPath(named.text.replace("\\", "/"))
    absolute = path.is_absolute() or ":" in named.text
    if not absolute and path.suffix in (".yaml", ".yml") and "\x00" not in named.text:
        return None
    message = Text(f"”{named.text[:80]}” kan inte vara en fil med gemensamma regler.",
                   f"“{named.text[:80]}” cannot be a file of shared rules.")  # fmt: skip
    hint = Text("Skriv vägen från den här filen till en .yaml-fil: shared: ../shared.yaml",
                "Write the way from this file to a .yaml file: shared: ../shared.yaml")  # fmt: skip
    return Diagnostic(Code.WRONG_VALUE, message, named.place, hint)


def _without_use(rule: Tree) -> list[Diagnostic]:
    """Shared rules are written out: `use` in them is refused, so that none can go in a circle."""
    found: list[Diagnostic] = []
    for each in below(rule):
        used = each.key("use") if isinstance(each, Entries) else None
        if used is not None:
            found.append(Diagnostic(
                Code.UNKNOWN_KEY,
                Text("En gemensam regel kan inte hämta en annan med use.", "A shared rule cannot take another by use."),
                used.place,
                Text("Skriv ut regeln.", "Write the rule out."),
            ))  # fmt: skip
    return found
