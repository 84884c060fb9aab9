"""Names that cannot be given: those that mean something else, and those that are taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kraftrules.diagnostics import Code, Diagnostic
from kraftrules.feel.words import RESERVED
from kraftrules.ruleset.tree import Entries, Scalar, Tree, entry, ids
from kraftrules.text import Text
from kraftrules.vocabulary import UNKNOWN_SUFFIX

PERSON_ID = "person_id"


def reserved(trees: Iterable[Tree]) -> list[Diagnostic]:
    """A diagnostic for each name that means something else: of facts, fields, definitions."""
    found = []
    for tree in trees:
        fields = entry(tree, "items")
        keys = [key for key, _ in fields.entries] if isinstance(fields, Entries) else []
        for scalar in (*ids([tree]), *keys):
            if scalar.text in RESERVED:
                found.append(_not_a_name(scalar, _word(scalar.text)))
            elif scalar.text.endswith(UNKNOWN_SUFFIX):
                found.append(_not_a_name(scalar, _FLAG))
    return found


def unfit_for_rules(found: Iterable[Scalar]) -> list[Diagnostic]:
    """A diagnostic for each id that no rule can have: where verdicts are columns, it is another's."""
    return [_not_a_name(each, _PERSON_ID) for each in found if each.text == PERSON_ID]


def _not_a_name(scalar: Scalar, message: Text) -> Diagnostic:
    return Diagnostic(Code.BAD_ID, message, scalar.place, _ANOTHER)


def _word(name: str) -> Text:
    return Text(f"{name} är ett ord i villkorsspråket och kan inte vara ett namn.",
                f"{name} is a word of the condition language and cannot be a name.")  # fmt: skip


_FLAG = Text(
    f"Ett namn kan inte sluta på {UNKNOWN_SUFFIX}: så slutar kolumnen som säger att en uppgift är okänd.",
    f"A name cannot end in {UNKNOWN_SUFFIX}: so ends the column that says that a fact is unknown.",
)
_PERSON_ID = Text(
    f"En regel kan inte heta {PERSON_ID}: så heter kolumnen som säger vem ett beslut gäller.",
    f"A rule cannot be called {PERSON_ID}: that is the column that says whom a decision is about.",
)


_ANOTHER = Text(
    "Välj ett annat namn, till exempel med ett ord till.",
    "Choose another name, for example with one more word.",
)


def repeated_ids(found: Iterable[Scalar]) -> list[Diagnostic]:
    """A diagnostic for each id that occurs before in a list."""
    first: dict[str, Scalar] = {}
    diagnostics = []
    for scalar in found:
        before = first.setdefault(scalar.text, scalar)
        if before is not scalar:
            diagnostics.append(repeated_id(scalar, before.place.line))
    return diagnostics


def repeated_id(scalar: Scalar, line: int) -> Diagnostic:
    """The diagnostic for an id that stands on an earlier line too."""
    message = Text(
        f"Namnet {scalar.text} finns redan på rad {line}.",
        f"The id {scalar.text} is on line {line} already.",
    )
    hint = Text(
        "Ge den ena ett annat namn, eller ta bort den.",
        "Give one of them another id, or remove it.",
    )
    return Diagnostic(Code.DUPLICATE_ID, message, scalar.place, hint)


def taken(names: Mapping[str, Scalar], by: Text, others: Iterable[str]) -> list[Diagnostic]:
    """A diagnostic for each name that is taken already; *by* says by what."""
    known = set(others)
    return [
        Diagnostic(
            Code.DUPLICATE_ID,
            Text(
                f"Namnet {name} finns redan: det är {by}.",
                f"The name {name} is taken: it is {by['en']}.",
            ),
            scalar.place,
            Text(
                "Välj ett annat namn, eller använd det som finns.",
                "Choose another name, or use what there is.",
            ),
        )
        for name, scalar in names.items()
        if name in known
    ]
