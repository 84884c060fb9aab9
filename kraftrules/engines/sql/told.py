"""What a statement is told of where the people are: that the vocabulary has such columns and lists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.sql.columns import needless, said, twice
from kraftrules.engines.sql.source import PERSON, PERSON_ID, People
from kraftrules.refusal import shown, unheard_of, unheard_of_field
from kraftrules.text import Text, listed, nearest
from kraftrules.vocabulary import Fact


def check_told(facts: Mapping[str, Fact], people: People, columns: Collection[str] | None) -> None:
    """Raise `FactError` for names that mean nothing, all at once: nobody's facts are to be unknown by a slip."""
    names = list(columns or ())
    problems = [_no_list(name, facts) for name in people.lists if not _is_list(facts.get(name))]
    problems += twice(names)
    for name in dict.fromkeys(names):
        problems += _misnamed(name, {PERSON_ID: PERSON, **facts}, people)
    if problems:
        raise FactError(problems)


def _is_list(fact: Fact | None) -> bool:
    return fact is not None and fact.type == "list"


def _misnamed(name: str, facts: Mapping[str, Fact], people: People) -> Iterator[FactProblem]:
    of, dot, field = name.partition(".")
    if dot and _is_list(facts.get(of)):
        yield from _misnamed_field(facts[of], name, field, people)
        return
    fact, flags = said(name, facts)
    if fact is None:
        yield unheard_of(name, facts)
    elif flags and not fact.none_allowed and not people.may_be_flagged(fact):
        yield needless(name)


def _misnamed_field(fact: Fact, name: str, field: str, people: People) -> Iterator[FactProblem]:
    part, flags = said(field, fact.fields)
    if part is None or (flags and not part.none_allowed):
        yield unheard_of_field(fact, name, field)
    elif not people.in_table(fact) and not people.has(fact.id):
        needed = Text(f"då behövs kolumnen {fact.id}", f"then the column {fact.id} is needed")
        yield FactProblem(name, "", needed)


def _no_list(name: object, facts: Mapping[str, Fact]) -> FactProblem:
    lists = [each.id for each in facts.values() if _is_list(each)]
    allowed = Text(
        f"uppgiften är ingen lista; listor är {listed(lists) or 'inga'}",
        f"the fact is no list; lists are {listed(lists, 'and') or 'none'}",
    )
    near = nearest(name, lists) if isinstance(name, str) else None
    hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
    return FactProblem(name if isinstance(name, str) else shown(name), "", allowed, hint)
