"""``if``: the branch that a condition points out, and what can be said where it is unknown which that is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kraftrules.engines.sql.dialects import Dialect
from kraftrules.engines.sql.terms import Missing, Term, join
from kraftrules.engines.sql.tree import (
    NULL,
    Expr,
    both,
    case,
    either,
    equal,
    is_not_null,
    opposite,
    own,
)
from kraftrules.feel.types import either as either_type
from kraftrules.values import Kind


def chosen(dialect: Dialect, condition: Term, yes: Term, no: Term) -> Term:
    """The branch that the condition points out; where it is unknown, what both branches agree on."""
    kind = either_type(yes.type, no.type)
    if yes.literal and no.literal and yes.value == no.value == NULL:
        return replace(yes, type=kind)
    value = _branch(dialect, condition, yes, no)
    none = _no_branch(dialect, condition, yes, no)
    stored = dialect.stored(value) if kind.kind == Kind.BOOLEAN else value
    known = either([is_not_null(stored), None if none is None else dialect.surely(none)])
    digits = (max(yes.digits[0], no.digits[0]), max(yes.digits[1], no.digits[1]))
    return Term(
        kind,
        value,
        none,
        known,
        partial(_missing_branch, dialect, condition, yes, no),
        digits=digits,
    )


def _branch(dialect: Dialect, condition: Term, yes: Term, no: Term) -> Expr:
    otherwise = opposite(condition.value)
    if yes.value == no.value == NULL:
        return NULL
    if Kind.BOOLEAN in (yes.type.kind, no.type.kind):
        one, other = (
            dialect.test(NULL) if each.value == NULL else each.value for each in (yes, no)
        )
        found = either([both([condition.value, one]), both([otherwise, other]), both([one, other])])
        assert found is not None
        return found
    branches = [(condition.value, yes.value), (otherwise, no.value)]
    if not (yes.literal and no.literal):
        branches.append((equal(yes.value, no.value), yes.value))
    elif yes.value == no.value:
        return own(yes.value)
    return case(*branches)


def _no_branch(dialect: Dialect, condition: Term, yes: Term, no: Term) -> Expr | None:
    """That the branch is none."""
    if yes.none is None and no.none is None:
        return None
    surely = dialect.surely
    return either([
        both([surely(condition.value), yes.none]) if yes.none is not None else None,
        both([surely(opposite(condition.value)), no.none]) if no.none is not None else None,
        both([yes.none, no.none]) if yes.none is not None and no.none is not None else None,
    ])  # fmt: skip


def _missing_branch(dialect: Dialect, condition: Term, yes: Term, no: Term) -> Missing:
    """What is missing where it is unknown which branch it is, or where the branch itself is unknown."""
    not_no = opposite(dialect.surely(opposite(condition.value)))
    not_yes = opposite(dialect.surely(condition.value))
    parts = ((condition, None), (yes, not_no), (no, not_yes))
    return join(
        (both([when, opposite(each.known)]), each.missing())
        for each, when in parts
        if each.known is not None
    )
