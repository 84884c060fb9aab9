"""Values that SQL can reckon with: known, none and unknown apart, although SQL has but one NULL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.sql.tree import Expr, both, either, opposite
from kraftrules.text import Text
from kraftrules.values import Atom, Type

Missing = Mapping[str, Expr | None]
_NOTHING: Missing = {}


def nothing_missing() -> Missing:
    """What is missing of a value that is always known."""
    return _NOTHING


@dataclass(frozen=True, slots=True)
class Term:
    """An expression's value. *value* is NULL where it is none or unknown; a condition's is a predicate.

    *none* holds where it is none (None: it never is), and may be NULL where it is unknown;
    *settled* says that it always is then. *known* holds where it is known (None: it always is), and
    is never NULL. *missing* gives, for a value that is unknown, the facts that are missing and when
    each is (None: always then). *literal* says that it is written out, and *atom* is what is
    written. *digits* are those of a number before and after its point.
    """

    type: Type
    value: Expr
    none: Expr | None = None
    known: Expr | None = None
    missing: Callable[[], Missing] = nothing_missing
    literal: bool = False
    atom: Atom | None = None
    settled: bool = False
    digits: tuple[int, int] = (19, 0)


def join(parts: Iterable[tuple[Expr | None, Missing]]) -> Missing:
    """What is missing where any of several parts is unknown, each with when that is."""
    found: dict[str, list[Expr | None]] = {}
    for when, missing in parts:
        for fact, own in missing.items():
            found.setdefault(fact, []).append(both([when, own]))
    if len(found) == 1:
        return dict.fromkeys(found)
    return {fact: None if None in each else either(each) for fact, each in found.items()}


def missing_in(terms: Iterable[Term]) -> Missing:
    """What is missing of several values: of each, where it is unknown."""
    return join((opposite(each.known), each.missing()) for each in terms if each.known is not None)


def refused(what: str, sv: str, en: str) -> FactError:
    """The error of what cannot be said in SQL, or not in the dialect asked for."""
    return FactError([FactProblem(what, "", Text(sv, en))])
