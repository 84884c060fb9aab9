"""The duties of a ruleset file: their days and conditions checked, and made ready to be judged."""

from __future__ import annotations

import re

from kraftrules.diagnostics import Code, Diagnostic
from kraftrules.feel.hints import KIND_NAMES
from kraftrules.ruleset import model
from kraftrules.ruleset.blanks import DUE
from kraftrules.ruleset.conditions import Conditions, Expression
from kraftrules.ruleset.declaration import Citation, DeclaredDuty
from kraftrules.ruleset.library import Library, unknown_documents
from kraftrules.ruleset.names import repeated_ids
from kraftrules.ruleset.tree import Scalar, Tree, entry, ids, items
from kraftrules.text import Text
from kraftrules.values import Kind


def wrong_in_duties(tree: Tree, conditions: Conditions, library: Library) -> list[Diagnostic]:
    """What is wrong with the duties of a file, beyond what their blocks and conditions tell."""
    duties = items(tree, "duties")
    before = len(conditions.diagnostics)
    for duty in duties:
        _due(duty, conditions)
        _done(duty, conditions)
    found = conditions.diagnostics[before:]
    return [*found, *repeated_ids(ids(duties)), *unknown_documents(duties, library)]


def declared_duty(
    block: model.Duty, tree: Tree, conditions: Conditions, source: Citation | None
) -> DeclaredDuty:
    """A duty in which nothing is wrong."""
    when, due, done = _when(tree, conditions), _due(tree, conditions), _done(tree, conditions)
    assert when is not None and done is not None, "the checker has seen to it"
    names = [name for each in (when, due, done) if each is not None for name in each.names]
    return DeclaredDuty(
        id=block.id,
        label=block.label,
        place=tree.place,
        when=when.node,
        due=due.node if due else None,
        done=done.node,
        dated=done.type.kind is Kind.DATE,
        names=tuple(dict.fromkeys(names)),
        source=source,
        interpretation=block.interpretation,
    )


def _when(duty: Tree, conditions: Conditions) -> Expression | None:
    scalar = entry(duty, "when")
    return conditions.condition(scalar) if isinstance(scalar, Scalar) else None


def _due(duty: Tree, conditions: Conditions) -> Expression | None:
    """The day by which a duty must be done; None where none is named, or something is wrong with it."""
    scalar = entry(duty, "due")
    if not isinstance(scalar, Scalar):
        return None
    wrong = _no_day(scalar)
    found = None if wrong else conditions.expression(scalar)
    if found is not None and found.type.kind not in (Kind.DATE, Kind.ANY):
        wrong = _wrong_due(scalar, KIND_NAMES[found.type.kind])
    if wrong is not None:
        conditions.diagnostics.append(wrong)
        return None
    return found


def _no_day(scalar: Scalar) -> Diagnostic | None:
    """What to say where a length of time stands under due, and not a day."""
    return _wrong_due(scalar, _LENGTH) if _LENGTHS.fullmatch(scalar.text) else None


def _wrong_due(scalar: Scalar, kind: Text) -> Diagnostic:
    message = Text(f"due ska vara ett datum, men det här är {kind}.", f"due should be a date, but this is {kind['en']}.")  # fmt: skip
    return Diagnostic(Code.WRONG_TYPE, message, scalar.place, DUE)


_LENGTH = Text("en längd på tiden", "a length of time")
_LENGTHS = re.compile(
    r"P\d{1,5}[YMWD]|\d{1,5} ?(dag|vecka|veckor|månad|år|day|week|month|year)\w*", re.I
)


def _done(duty: Tree, conditions: Conditions) -> Expression | None:
    """What fulfils a duty: the day on which it was done, or a condition."""
    scalar = entry(duty, "done")
    if not isinstance(scalar, Scalar):
        return None
    found = conditions.expression(scalar)
    return found if found and found.type.kind is Kind.DATE else conditions.condition(scalar)
