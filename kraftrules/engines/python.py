"""One person at a time: the plan compiled once into Python code of its own.

Every condition becomes an `if` on what is known to be true and one on what is known to be false, so
that the usual case, where facts are known, costs what code written by hand does. What has no such
short form is put together from the functions of `kraftrules.feel.evaluate`. All names in the code
are made here and all values are passed in beside it: nothing that anybody wrote becomes code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, NoReturn, cast

from kraftrules.decision import Decision
from kraftrules.engines.border import (
    CLOSER,
    check_lines,
    cleaner,
    flag_lines,
    name_checker,
    plain_fit,
    read_lines,
    rest_checker,
)
from kraftrules.engines.codegen import Names, Writer, bits, step
from kraftrules.feel.nodes import Name, Not
from kraftrules.plan import Pattern, Plan, settle_pattern
from kraftrules.reading import Reading, derived
from kraftrules.values import FIRST_DATE, LAST_DATE, UNKNOWN, Value
from kraftrules.vocabulary import Fact

MOST_PATTERNS = 10_000

Judge = Callable[..., tuple[int, tuple[Value, ...]]]


class PythonEngine:
    """Decides by code compiled from the plan; immutable, and safe to share between threads."""

    __slots__ = ("decide", "plan")
    plan: Plan
    decide: Callable[..., Decision]

    def __init__(self, plan: Plan) -> None:
        object.__setattr__(self, "plan", plan)
        object.__setattr__(self, "decide", _compile(self, plan))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"an engine is immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"an engine is immutable: {name} cannot be deleted")


class _Patterns(dict[int, Pattern]):
    """What follows from each combination of verdicts, worked out when it first turns up."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan

    def __missing__(self, key: int) -> Pattern:
        pattern = settle_pattern(self.plan, key)
        if len(self) < MOST_PATTERNS:
            self[key] = pattern
        return pattern


def _compile(engine: PythonEngine, plan: Plan) -> Callable[..., Decision]:
    """The function ``decide(facts, on, ignore_extra=False)`` of a plan."""
    tail = [
        "decision = new(Decision)",
        "set_state(decision, (engine, ({inputs}), on, patterns[key]))",
        "return decision",
    ]
    criteria = sum(rule.when is not None for rule in plan.declared.criteria)
    return _function(plan, plan.declared.name, tail, {
        "new": object.__new__,
        "Decision": Decision,
        "set_state": Decision.__dict__["_state"].__set__,
        "engine": engine,
        "patterns": _Patterns(plan),
    }, usually_met=criteria)  # fmt: skip


def compile_reading(reading: Reading, name: str, *, check_all: bool = True) -> Judge:
    """The function ``judge(facts, on, ignore_extra=False)`` of a reading; *name* is for tracebacks.

    It gives the verdicts of the conditions, two bits each (1 met, 2 not met, 0 unknown), and the
    values of the facts wanted. Raises `FactError`; facts that are not read are looked at by their
    names alone unless *check_all*.
    """
    rest = {} if check_all else {"check_rest": name_checker(reading)}
    return _function(reading, name, ["return key, ({wanted})"], rest)


def _function(
    reading: Reading,
    name: str,
    tail: Sequence[str],
    environment: dict[str, Any],
    usually_met: int = 0,
) -> Callable[..., Any]:
    """A function of a person's facts: reads and checks them, judges the conditions, ends in *tail*.

    What is usual costs least: that the first *usually_met* conditions are met, and no others.
    """
    source, own = _source(reading, tail, usually_met)
    environment = {"check_rest": rest_checker(reading), **environment, **own}
    environment |= {
        "clean": cleaner(reading),
        "READ": frozenset(fact.id for fact in reading.inputs),
        "FIRST": FIRST_DATE,
        "LAST": LAST_DATE,
        "date": date,
        "U": UNKNOWN,
    }
    exec(compile(source, f"<{name}>", "exec"), environment)
    return cast(Callable[..., Any], environment["judge"])


def _source(reading: Reading, tail: Sequence[str], usually_met: int) -> tuple[str, dict[str, Any]]:
    """The function's text, and the values that it takes from outside."""
    given = {fact.id: f"f{at}" for at, fact in enumerate(reading.inputs)}
    environment: dict[str, Any] = {}
    names = Names(given, (fact.id for fact in reading.inputs if fact.none_allowed))
    writer = Writer(names, environment)
    flags = _flags(reading)
    lines: list[str] = []
    for fact in reading.inputs:
        lines += read_lines(fact, given[fact.id], environment)
    for fact in reading.inputs:
        if fact.id not in flags:
            lines += check_lines(fact, given[fact.id], environment)
    for name, at in flags.items():
        met = at < usually_met
        value = met is isinstance(reading.conditions[at][1], Name)
        lines += flag_lines(given[name], value, step(at, met, not met), step(at, met, None))
    lines += [
        f"if len(facts) + absent != {len(given)} and not READ.issuperset(facts): check_rest(facts, ignore_extra)"
    ]
    for derivation in reading.derivations:
        code = writer.value(derivation.value)
        lines += _derive(reading.facts[derivation.fact], code, names, environment)
    for definition in reading.definitions:
        code = writer.value(definition.value)
        lines.append(f"{names.define(definition.id, definition.type.none)} = {code}")
    for at, (_, node) in enumerate(reading.conditions):
        if at not in flags.values():
            lines += writer.verdict(node, at, at < usually_met)
    inputs = "".join(f"{local}, " for local in given.values())
    wanted = "".join(f"{names.value(name)}, " for name in reading.wanted)
    lines += [line.format(inputs=inputs, wanted=wanted) for line in tail]
    usual = sum(bits(at, at < usually_met) for at in range(len(reading.conditions)))
    head = [
        f"if type(facts) is not dict or type(on) is not date or not FIRST <= on <= LAST: {CLOSER}",
        "get = facts.get",
        "absent = 0",
        f"key = {usual}",
    ]
    body = "\n".join(f"    {line}" for line in head + lines)
    return f"def judge(facts, on, ignore_extra=False):\n{body}\n", environment


def _flags(reading: Reading) -> dict[str, int]:
    """The booleans that are all that a condition asks, or denies, with its place: the first of each."""
    worked_out = {each.fact for each in reading.derivations}
    flags = {fact.id for fact in reading.inputs if fact.type == "boolean" and not fact.none_allowed}
    found: dict[str, int] = {}
    for at, (_, node) in enumerate(reading.conditions):
        asked = node.operand if isinstance(node, Not) else node
        if isinstance(asked, Name) and asked.name in flags - worked_out:
            found.setdefault(asked.name, at)
    return found


def _derive(fact: Fact, code: str, names: Names, environment: dict[str, Any]) -> list[str]:
    """The lines that work a fact out where it is not given, and look closer where it may not fit."""
    given, known = names.local(fact.id), names.known(fact.id)
    local = names.define(fact.id, fact.none_allowed)
    environment[f"bounded_{local}"] = partial(derived, fact)
    return [
        f"{local} = {given}",
        f"if not ({known}):",
        f"    {local} = {code}",
        f"    if not ({local} is U or {plain_fit(fact, local, environment)}): {local} = bounded_{local}({local})",
    ]
