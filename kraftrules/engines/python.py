"""One person at a time: the plan compiled once into Python code of its own.

Every condition becomes an `if` on what is known to be true and one on what is known to be false, so
that the usual case, where facts are known, costs what code written by hand does. What has no such
short form is put together from the functions of `kraftrules.feel.evaluate`. All names in the code
are made here and all values are passed in beside it: nothing that anybody wrote becomes code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from math import ceil, floor
from types import MappingProxyType
from typing import Any, NoReturn, cast

from kraftrules.decision import Decision
from kraftrules.engines.codegen import Names, Writer
from kraftrules.given import LONGEST_STRING, Refused, accept, accept_all, accept_day, as_mapping
from kraftrules.plan import Pattern, Plan, derived, settle_pattern
from kraftrules.values import FIRST_DATE, LAST_DATE, MOST_ITEMS, UNKNOWN, Unknown, Value
from kraftrules.vocabulary import Fact

MOST_PATTERNS = 10_000
_BAD = object()


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
    source, environment = _source(plan)
    environment |= {
        "new": object.__new__,
        "Decision": Decision,
        "set_state": Decision.__dict__["_state"].__set__,
        "engine": engine,
        "patterns": _Patterns(plan),
        "clean": _cleaner(plan),
        "check_rest": _rest_checker(plan),
        "READ": frozenset(fact.id for fact in plan.inputs),
        "FIRST": FIRST_DATE,
        "LAST": LAST_DATE,
        "date": date,
        "U": UNKNOWN,
        "BAD": _BAD,
    }
    exec(compile(source, f"<{plan.declared.name}>", "exec"), environment)
    return cast(Callable[..., Decision], environment["decide"])


def _source(plan: Plan) -> tuple[str, dict[str, Any]]:
    """The function's text, and the values that it takes from outside."""
    given = {fact.id: f"f{at}" for at, fact in enumerate(plan.inputs)}
    environment: dict[str, Any] = {}
    names = Names(given, (fact.id for fact in plan.inputs if fact.none_allowed))
    writer = Writer(names, environment)
    lines = [_read(fact, given[fact.id], environment) for fact in plan.inputs]
    checks = [_check(fact, given[fact.id], environment) for fact in plan.inputs]
    lines += [
        f"if not ({' and '.join(checks) or 'True'}):",
        "    return decide(*clean(facts, on, ignore_extra), True)",
        "if not READ.issuperset(facts): check_rest(facts, ignore_extra)",
    ]
    for derivation in plan.derivations:
        lines += _derive(plan, derivation.fact, writer.value(derivation.value), names, environment)
    for definition in plan.definitions:
        code = writer.value(definition.value)
        lines.append(f"{names.define(definition.id, definition.type.none)} = {code}")
    lines.append("key = 0")
    for at, (_, node) in enumerate(plan.conditions):
        lines += writer.verdict(node, 1 << 2 * at, 2 << 2 * at)
    values = "".join(f"{local}, " for local in given.values())
    lines += [
        "decision = new(Decision)",
        f"set_state(decision, (engine, ({values}), on, patterns[key]))",
        "return decision",
    ]
    head = [
        "if type(facts) is not dict or type(on) is not date or not FIRST <= on <= LAST:",
        "    return decide(*clean(facts, on, ignore_extra), True)",
        "get = facts.get",
    ]
    body = "\n".join(f"    {line}" for line in head + lines)
    return f"def decide(facts, on, ignore_extra=False):\n{body}\n", environment


def _read(fact: Fact, local: str, environment: dict[str, Any]) -> str:
    """The line that takes a fact out of what was given; unknown is None unless it can be none."""
    if fact.type == "list":
        environment[f"read_{local}"] = _list_reader(fact)
        return (
            f"{local} = get({fact.id!r}); {local} = None if {local} is None else "
            f"() if type({local}) is list and not {local} else read_{local}({local})"
        )
    return f"{local} = get({fact.id!r}, U)" if fact.none_allowed else f"{local} = get({fact.id!r})"


def _list_reader(fact: Fact) -> Callable[[object], object]:
    """A function that makes records of what was given, or gives `BAD`; compiled like the rest."""
    fields = {name: f"r{at}" for at, name in enumerate(fact.fields)}
    environment: dict[str, Any] = {
        "slow": _slow_list_reader(fact),
        "proxy": MappingProxyType,
        "FIELDS": frozenset(fields),
        "MOST": MOST_ITEMS,
        "FIRST": FIRST_DATE,
        "LAST": LAST_DATE,
        "date": date,
        "U": Unknown((fact.id,)),
    }
    lines = [
        "def read(given):",
        "    if type(given) is not list or len(given) > MOST: return slow(given)",
    ]
    lines += ["    records = []", "    for record in given:"]
    lines += [
        "        if type(record) is not dict or not FIELDS.issuperset(record): return slow(given)"
    ]
    lines += ["        get = record.get"]
    for name, local in fields.items():
        field = fact.fields[name]
        lines.append(f"        {local} = get({name!r}, U)")
        if not field.none_allowed:
            lines.append(f"        if {local} is None: {local} = U")
        fits = _fits(field, local, environment)
        lines.append(
            f"        if not ({local} is U or {local} is None or {fits}): return slow(given)"
        )
    record = ", ".join(f"{name!r}: {local}" for name, local in fields.items())
    lines += [f"        records.append(proxy({{{record}}}))", "    return tuple(records)"]
    exec(compile("\n".join(lines), f"<{fact.id}>", "exec"), environment)
    return cast(Callable[[object], object], environment["read"])


def _slow_list_reader(fact: Fact) -> Callable[[object], object]:
    def read(given: object) -> object:
        try:
            return accept(fact, given)
        except Refused:
            return _BAD

    return read


def _check(fact: Fact, local: str, environment: dict[str, Any]) -> str:
    """The condition under which a value needs no closer look."""
    absent = f"{local} is U or {local} is None" if fact.none_allowed else f"{local} is None"
    return f"({absent} or {_fits(fact, local, environment)})"


def _fits(fact: Fact, local: str, environment: dict[str, Any]) -> str:
    match fact.type:
        case "boolean":
            return f"{local} is True or {local} is False"
        case "integer":
            low, high = ceil(fact.low), floor(fact.high)
            return f"type({local}) is int and {low} <= {local} <= {high}"
        case "date":
            return f"type({local}) is date and FIRST <= {local} <= LAST"
        case "category":
            environment[f"values_{local}"] = frozenset(fact.values or ())
            return f"type({local}) is str and {local} in values_{local}"
        case "string":
            environment[f"fits_{local}"] = _exact_fit(fact)
            plain = f"len({local}) <= {LONGEST_STRING} and {local}.isprintable()"
            return f"type({local}) is str and ({plain} or fits_{local}({local}))"
        case "list":
            return f"{local} is not BAD and {local} is not U"
        case _:
            environment[f"fits_{local}"] = _exact_fit(fact)
            return f"fits_{local}({local})"


def _exact_fit(fact: Fact) -> Callable[[object], bool]:
    """Whether a value is just what the border makes of it: exact numbers and identifiers."""

    def fits(given: object) -> bool:
        try:
            value = accept(fact, given)
        except Refused:
            return False
        return type(value) is type(given) and value is not UNKNOWN and value == given

    return fits


def _derive(
    plan: Plan, name: str, code: str, names: Names, environment: dict[str, Any]
) -> list[str]:
    """The lines that work a fact out where it is not given."""
    fact = plan.facts[name]
    given, known = names.local(name), names.known(name)
    local = names.define(name, fact.none_allowed)
    environment[f"bounded_{local}"] = _bounded(fact)
    return [f"{local} = {given} if {known} else bounded_{local}({code})"]


def _bounded(fact: Fact) -> Callable[[Value], Value]:
    return lambda value: derived(fact, value)


def _cleaner(plan: Plan) -> Callable[..., tuple[dict[str, Value], date]]:
    """What looks closer at facts that are not plainly right; raises `FactError`."""

    def clean(facts: object, on: object, ignore_extra: bool) -> tuple[dict[str, Value], date]:
        given = accept_all(plan.facts, as_mapping(facts), ignore_extra=ignore_extra)
        return given, accept_day(on)

    return clean


def _rest_checker(plan: Plan) -> Callable[[Mapping[str, object], bool], None]:
    """What looks at the facts that the rules do not read; raises `FactError`."""
    read = frozenset(fact.id for fact in plan.inputs)

    def check(facts: Mapping[str, object], ignore_extra: bool) -> None:
        rest = {name: value for name, value in facts.items() if name not in read}
        accept_all(plan.facts, rest, ignore_extra=ignore_extra)

    return check
