"""What the names in a ruleset file refer to: ids, shared rules, documents, facts to order by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

from kraftrules.diagnostics import Code, Diagnostic
from kraftrules.feel.hints import nearest_of
from kraftrules.ruleset.conditions import MOST_FOUND
from kraftrules.ruleset.library import Library, subject_of, unknown_documents
from kraftrules.ruleset.names import repeated_id, repeated_ids, reserved, taken, unfit_for_rules
from kraftrules.ruleset.shape import below, rule_lists
from kraftrules.ruleset.shared import Shared
from kraftrules.ruleset.tree import Entries, Scalar, Tree, entry, ids, items
from kraftrules.text import Text


def misdirected(tree: Tree, library: Library, bundled: Library, shared: Shared) -> list[Diagnostic]:
    """What is wrong with the names in a ruleset file.

    *library* holds what the file itself adds, *bundled* what was there before.
    """
    rules = (rule for _, top in rule_lists(tree) for rule in below(top))
    kinds = (
        _names(tree, library, bundled),
        _rule_ids(tree, shared),
        _uses(tree, shared),
        unknown_documents(rules, library),
        _ties(tree, library),
    )
    return [each for kind in kinds for each in islice(kind, MOST_FOUND)]


def _names(tree: Tree, library: Library, bundled: Library) -> Iterator[Diagnostic]:
    """Names of facts and definitions that are taken already."""
    facts, definitions = items(tree, "facts"), items(tree, "definitions")
    for subject in ("person", "participation"):
        own = [each for each in facts if subject_of(each) == subject]
        known = bundled.vocabulary.of(subject)
        in_vocabulary = Text("en uppgift i ordlistan", "a fact of the vocabulary")
        yield from taken({each.text: each for each in ids(own)}, in_vocabulary, known)
        yield from repeated_ids(ids(own))
    defined = {each.text: each for each in ids(definitions)}
    fields = {name for fact in library.vocabulary.facts for name in fact.fields}
    known = library.vocabulary.of("person")
    yield from taken(defined, Text("en uppgift", "a fact"), known)
    yield from taken(defined, Text("ett fält i en lista", "a field of a list"), fields - set(known))
    yield from repeated_ids(ids(definitions))
    yield from reserved(definitions)


def _rule_ids(tree: Tree, shared: Shared) -> Iterator[Diagnostic]:
    """Rules whose id another rule has already, be it by `use`; reservations and streams apart."""
    spaces: dict[str, dict[str, int]] = {}
    for kind, top in rule_lists(tree):
        lines = spaces.setdefault(kind if kind in ("reservations", "streams") else "rules", {})
        for rule in below(top):
            used = entry(rule, "use")
            if isinstance(used, Scalar):
                yield from _used_ids(used, shared, lines)
            for own in ids([rule]) if used is None else ():
                line = own.place.line
                if lines.setdefault(own.text, line) != line:
                    yield repeated_id(own, lines[own.text])
                yield from unfit_for_rules([own])


def _used_ids(used: Scalar, shared: Shared, lines: dict[str, int]) -> Iterator[Diagnostic]:
    line = used.place.line
    if lines.setdefault(used.text, line) != line:
        yield repeated_id(used, lines[used.text])
        return
    group = shared.trees.get(used.text)
    inside = [each.text for each in ids(below(group))] if group else []
    for name in inside[1:]:
        if lines.setdefault(name, line) != line:
            message = Text(f"Den gemensamma gruppen {used.text} innehåller {name}, som redan finns på rad {lines[name]}.",
                           f"The shared group {used.text} contains {name}, which is on line {lines[name]} already.")  # fmt: skip
            hint = Text(f"Ge den egna regeln {name} ett annat namn, eller ta bort den.",
                        f"Give your own rule {name} another id, or remove it.")  # fmt: skip
            yield Diagnostic(Code.DUPLICATE_ID, message, used.place, hint)


def _uses(tree: Tree, shared: Shared) -> Iterator[Diagnostic]:
    """Shared rules that there are none of, and groups used where only a single rule can stand."""
    for kind, top in rule_lists(tree):
        for rule in below(top):
            used = entry(rule, "use")
            if not isinstance(used, Scalar) or used.is_empty:
                continue
            found = shared.trees.get(used.text)
            if found is None and shared.missing:
                if not shared.named:
                    yield _no_shared_file(used)
                    return
            elif found is None:
                yield _no_shared_rule(used, shared)
            elif kind != "target_group" and found.key("when") is None:
                yield _a_group(used)


def _no_shared_file(used: Scalar) -> Diagnostic:
    return Diagnostic(
        Code.UNKNOWN_SHARED_RULE,
        Text(f"{used.text} ska hämtas, men filen säger inte varifrån.", f"{used.text} is to be taken, but the file does not say from where."),
        used.place,
        Text("Ange filen med gemensamma regler: shared: ../shared.yaml", "Name the file of shared rules: shared: ../shared.yaml"),
    )  # fmt: skip


def _no_shared_rule(used: Scalar, shared: Shared) -> Diagnostic:
    near = nearest_of(used.text, shared.trees)
    hint = Text(
        "Den ska stå under rules: i filen med gemensamma regler.",
        "It should stand under rules: in the file of shared rules.",
    )
    if near:
        hint = Text(f"Menade du {near}?", f"Did you mean {near}?")
    message = Text(
        f"Den gemensamma regeln {used.text[:60]} finns inte.",
        f"There is no shared rule {used.text[:60]}.",
    )
    return Diagnostic(Code.UNKNOWN_SHARED_RULE, message, used.place, hint)


def _a_group(used: Scalar) -> Diagnostic:
    return Diagnostic(
        Code.WRONG_SHAPE,
        Text(f"{used.text} är en grupp och kan bara vara ett kriterium.", f"{used.text} is a group and can only be a criterion."),
        used.place,
        Text("Skriv i stället en regel med id, label och when.", "Write a rule with id, label and when instead."),
    )  # fmt: skip


def _ties(tree: Tree, library: Library) -> Iterator[Diagnostic]:
    """What cannot be ordered by."""
    facts, lexicon = library.vocabulary.of("person"), library.lexicon
    ties = items(entry(tree, "priority"), "ties")
    yield from _never_reached(ties)
    for tie in ties:
        by = entry(tie, "by") if isinstance(tie, Entries) else None
        if (
            not isinstance(by, Scalar)
            or not by.data()
            or (by.text in library.refused and by.text not in facts)
        ):
            continue
        fact = facts.get(by.text)
        if fact is not None and fact.type in ("integer", "number", "date"):
            continue
        message = Text(f"Namnet {by.text[:60]} är okänt.", f"The name {by.text[:60]} is unknown.")
        hint = lexicon.meant(by.text, facts) or Text(
            "Namnet ska vara en uppgift som är ett tal eller ett datum.",
            "The name should be a fact that is a number or a date.",
        )
        if fact is not None:
            message = Text(
                f"Det går inte att ordna efter {by.text}.", f"One cannot order by {by.text}."
            )
            hint = Text("Välj en uppgift som är ett tal eller ett datum. Egenskaper ger i stället poäng under factors:.",
                        "Choose a fact that is a number or a date. Qualities give points under factors: instead.")  # fmt: skip
        yield Diagnostic(Code.UNKNOWN_TIE, message, by.place, hint)


def _never_reached(ties: Sequence[Tree]) -> Iterator[Diagnostic]:
    """The first tie after the lottery, which leaves nobody equal, or after one by the same fact."""
    before: set[str] = set()
    for tie, after in zip_longest(ties, ties[1:]):
        if isinstance(tie, Scalar) and tie.text == "lottery" and after is not None:
            message = Text("Det här avgör aldrig något: lottery före det skiljer alla åt.",
                           "This never decides anything: the lottery before it leaves nobody equal.")  # fmt: skip
            yield Diagnostic(Code.WRONG_VALUE, message, after.place, _LOTTERY_LAST)
            return
        by = entry(tie, "by")
        if isinstance(by, Scalar) and by.data() in before:
            message = Text(f"Ordningen efter {by.text} finns redan ovanför.", f"The order by {by.text} is above already.")  # fmt: skip
            yield Diagnostic(Code.WRONG_VALUE, message, by.place, _REMOVE)
        before.add(by.text if isinstance(by, Scalar) else "")


_LOTTERY_LAST = Text("Flytta lottery sist, eller ta bort det som står efter.",
                     "Move lottery to the end, or remove what comes after it.")  # fmt: skip
_REMOVE = Text("Ta bort den ena.", "Remove one of them.")
