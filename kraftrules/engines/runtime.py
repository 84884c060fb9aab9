"""What compiled conditions call where they have no short form: the definition's own functions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from kraftrules.feel import evaluate as meaning
from kraftrules.feel.evaluate import Selection, Truth
from kraftrules.feel.nodes import Node
from kraftrules.feel.operators import apply
from kraftrules.values import Record, Unknown, Value

MOST_DAYS = 1000


class ByDay(dict[date, Value]):
    """What an expression of nothing but literals and today is, day by day as it is asked for."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.node = node

    def __missing__(self, on: date) -> Value:
        value = cast(Value, meaning.evaluate(self.node, meaning.Scope({}, on)))
        if len(self) < MOST_DAYS:
            self[on] = value
        return value


def strict(operator: str, values: tuple[Value, ...]) -> Value:
    """An operator's value: unknown where an operand is."""
    for value in values:
        if isinstance(value, Unknown):
            return value
    return apply(operator, values)


def some(records: Value | Selection, condition: Callable[[Record], Truth]) -> Truth:
    """Whether the condition holds for a record that belongs."""
    if isinstance(records, tuple):
        return meaning.settle(True, map(condition, records))
    selection = meaning.select(records)
    if isinstance(selection, Unknown):
        return selection
    return meaning.settle(
        True, [meaning.settle(False, (own, condition(record))) for record, own in selection.records]
    )


def every(records: Value | Selection, condition: Callable[[Record], Truth]) -> Truth:
    """Whether the condition holds for all records that belong."""
    return meaning.negate(some(records, lambda record: meaning.negate(condition(record))))


def keep(records: Value | Selection, condition: Callable[[Record], Truth]) -> Selection | Unknown:
    """The records that belong and for which the condition holds."""
    selection = meaning.select(records)
    if isinstance(selection, Unknown):
        return selection
    kept = [
        (record, meaning.settle(False, (own, condition(record))))
        for record, own in selection.records
    ]
    return Selection(tuple((record, own) for record, own in kept if own is not False))


def years(start: date, end: date) -> int:
    """The years of the whole months between two days, as for an age."""
    if end < start:
        return -years(end, start)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))
