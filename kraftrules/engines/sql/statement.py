"""A plan as one SELECT: a decision a row, or what else can be asked of the same steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial, reduce

from sqlglot import exp

from kraftrules.engines.sql.dialects import Dialect
from kraftrules.engines.sql.fits import fits
from kraftrules.engines.sql.ids import Ids
from kraftrules.engines.sql.missing import WHOLE, carried, search
from kraftrules.engines.sql.reading import Steps
from kraftrules.engines.sql.source import PERSON as PERSON_FACT
from kraftrules.engines.sql.source import PERSON_ID, People
from kraftrules.engines.sql.stated import PERSON, WRONG
from kraftrules.engines.sql.terms import refused
from kraftrules.engines.sql.tree import (
    NULL,
    Expr,
    all_of,
    binary,
    both,
    case,
    column,
    either,
    equal,
    identifier,
    is_not_null,
    is_null,
    named,
    number,
    opposite,
    select_of,
    table_of,
    text,
)
from kraftrules.plan import Outcome, Plan
from kraftrules.reading import Reading
from kraftrules.ruleset.declaration import DeclaredRule

OUTCOME = "_outcome"


def decisions(plan: Plan, people: People) -> exp.Select:
    """A decision a row, with the columns of `Ruleset.decide_table`.

    Where a value does not fit its fact, all of them but the person's id are NULL. Raises
    `FactError` for what the dialect cannot say.
    """
    steps = Steps(plan, people)
    missing, dialect = search(plan, steps), people.dialect
    steps.judge(_labels(plan), carry=[(name, carried(name)) for name in missing.columns()])
    _settle(plan, steps)
    steps.add(
        "decided", select_of(all_of(steps.last), _outcome(plan, steps)).from_(table_of(steps.last))
    )
    missing.add_steps()
    step = steps.last
    test = partial(_test, dialect, step)
    declared = plan.declared
    not_met = dialect.ids([(rule.id, opposite(test(rule.id))) for rule in declared.criteria])
    exclusions = dialect.ids([(rule.id, test(rule.id)) for rule in declared.exclusions])
    columns = {
        "not_met": _where_decided(step, not_met),
        "exclusions": _where_decided(step, exclusions),
        "missing": _where_undetermined(
            step, dialect, missing.facts(each.id for each in plan.inputs)
        ),
        "points": _where_decided(step, _points(plan, test, 1, 0)),
        "points_at_most": _where_decided(
            step, _points(plan, lambda rule: opposite(test(rule)), 0, 1)
        ),
    }
    select = select_of(
        named(column(PERSON, step), PERSON_ID),
        named(column(OUTCOME, step), "outcome"),
        *(named(value, name) for name, value in columns.items()),
    )
    return _finished(steps, select.from_(table_of(step)))


def verdicts(reading: Reading, people: People, *, wanted: bool = False) -> exp.Select:
    """How every condition of a reading comes out for each row: a column named by its rule, NULL where unknown.

    For a plan there is one for each group too. Beside them stand ``person_id``, ``_wrong`` where a
    value does not fit its fact, and, where they are *wanted*, the values of the reading's wanted
    facts as ``_fact_…``, with ``_none_…`` for those that can be none.
    """
    steps = Steps(reading, people)
    cells = [steps.cells[name] for name in reading.wanted] if wanted else []
    carry = [(each.value, f"_fact_{each.value}") for each in cells]
    carry += [(each.none, each.none) for each in cells if each.none is not None]
    labels = _labels(reading) if isinstance(reading, Plan) else {}
    steps.judge(labels, carry)
    if isinstance(reading, Plan):
        _settle(reading, steps)
    step = steps.last
    rules = reading.declared.rules if isinstance(reading, Plan) else ()
    ids = [rule.id for rule in rules] or [rule for rule, _ in reading.conditions]
    columns = [column(name, step) for name in (*ids, *(name for _, name in carry), WRONG)]
    select = select_of(named(column(PERSON, step), PERSON_ID), *columns)
    return _finished(steps, select.from_(table_of(step)))


def problems(reading: Reading, people: People) -> exp.Select:
    """The rows with a value that does not fit its fact: ``person_id`` and, in ``problems``, the facts.

    Where the columns are known to be of the facts' types, ``person_id`` is looked at too.
    """
    steps = Steps(reading, people, name_misfits=True)
    step = steps.last
    given, made = steps.misfit_columns(step), steps.beyond(step)
    if people.exact:
        given = {**given, PERSON_ID: _nobody(people.dialect, column(PERSON, step))}
    found = {name: either([given.get(name), made.get(name)]) for name in given | made}
    ids = people.dialect.ids([(name, when) for name, when in found.items() if when is not None])
    wrong = either(found.values()) or people.dialect.truth(False)
    select = select_of(named(column(PERSON, step), PERSON_ID), named(ids, "problems"))
    return _finished(steps, select.from_(table_of(step)).where(wrong))


def _nobody(dialect: Dialect, person: Expr) -> Expr:
    """That what stands for a person's id is none."""
    fit = fits(PERSON_FACT, person, dialect, exact=True)
    assert fit is not None
    return exp.or_(is_null(person), opposite(fit))


# ---- rules


def _labels(plan: Plan) -> Mapping[str, str]:
    return {rule.id: f"{rule.id}: {rule.label.sv}" for rule in plan.declared.rules}


def _test(dialect: Dialect, step: str, name: str) -> Expr:
    return dialect.test(column(name, step))


def _settle(plan: Plan, steps: Steps) -> None:
    """A step with a column for each group, and one for the target group as a whole."""
    step, dialect, labels = steps.last, steps.dialect, _labels(plan)
    truth = partial(_truth, dialect, step)
    groups = [rule for rule in plan.declared.criteria if rule.when is None]
    columns = [named(dialect.stored(truth(rule)), rule.id, labels[rule.id]) for rule in groups]
    whole = named(dialect.stored(truth(plan.declared.target_group)), WHOLE)
    steps.add("groups", select_of(all_of(step), *columns, whole).from_(table_of(step)))


def _truth(dialect: Dialect, step: str, rule: DeclaredRule) -> Expr:
    """Whether a rule is met, out of the conditions' columns."""
    if rule.when is not None:
        return _test(dialect, step, rule.id)
    members = [_truth(dialect, step, member) for member in rule.members]
    found = (
        both(members) if rule.need == len(members) else either(members) if rule.need == 1 else None
    )
    return found or _at_least(dialect, rule.need, members)


def _at_least(dialect: Dialect, need: int, members: list[Expr]) -> Expr:
    """That enough members are met; not, once too few can be; neither, between the two."""
    met = _total(case((each, number(1)), otherwise=number(0)) for each in members)
    possible = _total(case((opposite(each), number(0)), otherwise=number(1)) for each in members)
    yes, no = (dialect.stored(dialect.truth(value)) for value in (True, False))
    found = case(
        (binary(exp.GTE, met, number(need)), yes), (binary(exp.LT, possible, number(need)), no)
    )
    return dialect.test(found)


def _outcome(plan: Plan, steps: Steps) -> Expr:
    step, test = steps.last, partial(_test, steps.dialect, steps.last)
    whole, exclusions = (
        column(WHOLE, step),
        [column(each.id, step) for each in plan.declared.exclusions],
    )
    branches = [
        (test(WRONG), NULL),
        (opposite(test(WHOLE)), text(Outcome.NOT_ELIGIBLE.value)),
        (either(test(each.name) for each in exclusions), text(Outcome.EXCLUDED.value)),
        (either(map(is_null, (whole, *exclusions))), text(Outcome.UNDETERMINED.value)),
    ]
    found = case(
        *((when, value) for when, value in branches if when is not None),
        otherwise=text(Outcome.ELIGIBLE.value),
    )
    return named(found, OUTCOME)


def _where_decided(step: str, value: Expr) -> Expr:
    return case((is_not_null(column(OUTCOME, step)), value))


def _where_undetermined(step: str, dialect: Dialect, missing: Ids) -> Expr:
    outcome = column(OUTCOME, step)
    undetermined = equal(outcome, text(Outcome.UNDETERMINED.value))
    return case((undetermined, dialect.ids(missing)), (is_not_null(outcome), dialect.ids([])))


def _points(plan: Plan, when: Callable[[str], Expr], then: int, otherwise: int) -> Expr:
    return _total(
        case((when(rule.id), number(then * rule.points)), otherwise=number(otherwise * rule.points))
        for rule in plan.declared.factors
    )


def _total(values: Iterable[Expr]) -> Expr:
    found = list(values) or [number(0)]
    return reduce(partial(binary, exp.Add), found)


# ---- the whole


def _finished(steps: Steps, select: exp.Select) -> exp.Select:
    """The SELECT with its steps before it, and names that the database takes."""
    dialect = steps.dialect
    for name, step, once in steps.done:
        told = True if once and dialect.materialized else None
        select = select.with_(identifier(name), as_=step, materialized=told, copy=False)
    _see_depth(select, dialect)
    for each in select.find_all(exp.Identifier):
        if len(each.name.encode()) > dialect.longest_name:
            raise refused(
                each.name,
                f"namnet är längre än de {dialect.longest_name} byte som {dialect.name} tar",
                f"the name is longer than the {dialect.longest_name} bytes that {dialect.name} takes",
            )
        if dialect.upper and _PLAIN.fullmatch(each.name):
            each.set("this", each.name.upper())
    return select


def _see_depth(select: exp.Select, dialect: Dialect) -> None:
    """Raise `FactError` for a column in which CASE is nested deeper than the dialect allows."""
    if dialect.most_cases is None:
        return
    for each in select.find_all(exp.Case):
        around = each.find_ancestor(exp.Alias)
        depth = 0
        found: Expr | None = each
        while found is not None and found is not around:
            depth += isinstance(found, exp.Case)
            found = found.parent
        if depth > dialect.most_cases:
            raise refused(
                around.alias if around is not None else "sql",
                f"villkoret har fler if i varandra än {dialect.name} klarar. Dela upp det med definitions",
                f"the condition has more nested ifs than {dialect.name} can take. Split it up by definitions",
            )


_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")
