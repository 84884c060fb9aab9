"""What is missing of those who are undetermined: the facts that could settle it, and when each could."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlglot import exp

from kraftrules.engines.sql.reading import Names, Steps
from kraftrules.engines.sql.stated import PERSON
from kraftrules.engines.sql.terms import Missing, join
from kraftrules.engines.sql.tree import (
    Expr,
    all_of,
    both,
    column,
    either,
    identifier,
    is_null,
    named,
    select_of,
    table_of,
)
from kraftrules.plan import Plan
from kraftrules.ruleset.declaration import DeclaredDefinition, DeclaredRule

WHOLE = "_target_group"
_FACTS, _RULES = "?facts", "?rules"  # stand for the step that is read, until it is known which


@dataclass(slots=True)
class Search:
    """From the rules down to the facts that are missing, by way of definitions.

    *found* says when each is. Where a definition comes down to several facts, a column says when the
    definition itself is missing: *levels* are those columns, each level of the ones before it.
    """

    steps: Steps
    found: dict[str, list[Expr | None]] = field(default_factory=dict)
    levels: list[dict[str, Expr]] = field(default_factory=list)

    def columns(self) -> list[str]:
        """The columns of facts that have to be at hand beside those of rules."""
        said = [when for each in self.found.values() for when in each if when is not None]
        said += [when for level in self.levels for when in level.values()]
        columns = [each for when in said for each in when.find_all(exp.Column)]
        names = [each.name for each in columns if each.table == _FACTS and each.name != PERSON]
        return list(dict.fromkeys(names))

    def add_steps(self) -> None:
        """The steps with a column for each definition that may be missing."""
        steps, dialect = self.steps, self.steps.dialect
        for at, level in enumerate(self.levels):
            step = steps.last
            made = [
                named(dialect.stored(_placed(when, step)), name) for name, when in level.items()
            ]
            select = select_of(all_of(step), *made).from_(table_of(step))
            steps.add("missing", select, once=at > 0)

    def facts(self, order: Iterable[str]) -> list[tuple[str, Expr]]:
        """The facts, each with when it is missing of somebody undetermined, for the last step."""
        always, alone = self.steps.dialect.truth(True), len(self.found) == 1
        names = [name for name in order if name in self.found]
        conditions = [None if alone else _any(self.found[name]) for name in names]
        return [
            (name, always if when is None else _placed(when, self.steps.last))
            for name, when in zip(names, conditions, strict=True)
        ]

    def note(self, missing: Missing, when: Expr | None) -> None:
        """Note what is missing where something is."""
        for name, own in missing.items():
            self.found.setdefault(name, []).append(both([when, own]))

    def resolve(self, level: Iterable[DeclaredDefinition], names: Names) -> None:
        """Put what definitions come down to in the place of them."""
        made: dict[str, Expr] = {}
        for each in level:
            if each.id not in self.found:
                continue
            when = _any(self.found.pop(each.id))
            own = self.steps.condition(each.id, each.value, names).missing()
            if when is not None and len(own) > 1:
                made[f"_open_{each.id}"] = when
                when = self.steps.dialect.test(column(f"_open_{each.id}", _RULES))
            self.note(own, when)
        if made:
            self.levels.append(made)


def search(plan: Plan, steps: Steps) -> Search:
    """What may be missing: of those whose target group, or an exclusion, is unknown."""
    found, names = Search(steps), steps.scope(_FACTS)

    def of_rule(rule: DeclaredRule) -> Missing:
        if rule.when is not None:
            return steps.condition(rule.id, rule.when, names).missing()
        return join((_is_open(member.id), of_rule(member)) for member in rule.members)

    declared = plan.declared
    rules = [(WHOLE, declared.target_group), *((each.id, each) for each in declared.exclusions)]
    found.note(join((_is_open(name), of_rule(rule)) for name, rule in rules), None)
    for level in reversed(steps.levels):
        found.resolve(level, names)
    return found


def carried(name: str) -> str:
    """What a column of facts is called beside those of rules."""
    return name if name.startswith("_") else f"_fact_{name}"


def _is_open(rule: str) -> Expr:
    return is_null(column(rule, _RULES))


def _any(conditions: list[Expr | None]) -> Expr | None:
    return None if None in conditions else either(conditions)


def _placed(condition: Expr, step: str) -> Expr:
    """A condition that reads a step."""
    found = condition.copy()
    for each in list(found.find_all(exp.Column)):
        if each.table == _FACTS:
            each.set("this", identifier(carried(each.name)))
        if each.table in (_FACTS, _RULES):
            each.set("table", identifier(step))
    return found
