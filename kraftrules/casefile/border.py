"""What a caller records, taken as it is or refused; no error's text holds what was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache, partial
from typing import NamedTuple, TypeVar

from kraftrules.api import Ruleset
from kraftrules.casefile.duties import duty_reading
from kraftrules.casefile.events import PERSON, Ground
from kraftrules.casefile.identity import can_be_a_name, looks_like_identity_number
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.given import accept, as_mapping
from kraftrules.reading import Reading, bind, make_reading
from kraftrules.refusal import Refused, unheard_of
from kraftrules.text import Text, listed, nearest
from kraftrules.values import Value
from kraftrules.vocabulary import Fact

TEAM = "team"
Known = TypeVar("Known")
_PERSON_ID = Fact(id="person_id", label=Text("personbeteckning", "person identifier"), type="identifier")  # fmt: skip
NO_NAME = "fact"  # stands for what was given as a fact's name and can be none
_IDENTITY = Text(
    "beteckningen ser ut som ett personnummer, och ett ärende förs under en annan beteckning",
    "the id looks like a personal identity number, and a case is kept under another id",
)
_ALLOW = Text(
    "Den som får använda personnummer skriver allow_identity_numbers=True.",
    "Whoever may use such numbers writes allow_identity_numbers=True.",
)


_AT_LEAST_ONE = Text("minst en uppgift ska antecknas", "at least one fact is to be recorded")


class Terms(NamedTuple):
    """On what terms something was recorded."""

    by: str
    ground: Ground
    since: date
    learned: date
    corrects: int | None


class Rules:
    """A ruleset as a case file uses it: what it decides by, its duties, and what may be recorded."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.declared = ruleset.declaration
        self.duties: Reading = duty_reading(self.declared)
        every = ruleset.plan.facts
        ties = [every[tie.by] for tie in self.declared.ties if tie.by]
        teams = [every[TEAM]] if TEAM in every else []
        declared = self.declared
        rules = make_reading(every, declared.every_rule, declared.definitions, declared.derivations)
        read = [*rules.inputs, *ties, *self.duties.inputs, *teams]
        self.facts: Mapping[str, Fact] = {fact.id: fact for fact in read}
        self.reading = make_reading(every, (), (), self.declared.derivations, list(self.facts))
        self.sources = (*(each.id for each in self.declared.vocabulary.organisations), PERSON)


@lru_cache(maxsize=64)
def rules_of(ruleset: Ruleset) -> Rules:
    """The rules of a ruleset, put together when first asked for."""
    return Rules(ruleset)


def accept_person(given: object, allow_identity_numbers: bool) -> str | int:
    """The id of a person; raises `FactError`, also where it looks like a personal identity number."""
    return _one(lambda: _person(given, allow_identity_numbers))


def _person(given: object, allow_identity_numbers: bool) -> str | int:
    value = _fitting(_PERSON_ID, given)
    if not isinstance(value, str | int):
        raise Refused(FactProblem("person_id", "", Text("beteckningen saknas", "the id is missing")))  # fmt: skip
    if not allow_identity_numbers and looks_like_identity_number(value):
        raise Refused(FactProblem("person_id", "", _IDENTITY, _ALLOW))
    return value


def _value(rules: Rules, name: object, given: object) -> Value:
    every = rules.ruleset.plan.facts
    if not isinstance(name, str) or name not in every:
        strange = unheard_of(name, every)
        raise Refused(strange if can_be_a_name(name) else replace(strange, fact=NO_NAME))
    if name not in rules.facts:
        raise Refused(FactProblem(name, "", Text(
            f"{rules.declared.name} läser inte uppgiften, och det som inte läses sparas inte",
            f"{rules.declared.name} does not read the fact, and what is not read is not kept",
        )))  # fmt: skip
    return _fitting(rules.facts[name], given)


def _fitting(fact: Fact, given: object) -> Value:
    """The value of a fact; what is said of one that does not fit tells its type and nothing more."""
    try:
        return accept(fact, given)
    except Refused as refused:
        raise Refused(_quiet(refused.problem, type(given).__name__)) from None


def within_bounds(rules: Rules, held: Mapping[str, Value], on: date) -> dict[str, Value]:
    """What is held, without the facts from which another is worked out that falls out of its bounds."""
    found = dict(held)
    for _ in rules.reading.derivations:
        try:
            bind(rules.reading, found, on)
        except FactError as error:
            wrong = [each.names for each in rules.reading.derivations if each.fact in error.facts]
            found = {
                n: value for n, value in found.items() if not any(n in names for names in wrong)
            }
        else:
            break
    return found


def quiet(error: FactError) -> FactError:
    """The error without the values in it."""
    return FactError([_quiet(each, "") for each in error.problems])


def _quiet(problem: FactProblem, kind: str) -> FactProblem:
    return FactProblem(problem.fact, f"({kind})" if kind else "", problem.allowed)


def as_named(given: object) -> Mapping[str, object]:
    """What a caller gave as names and values; raises `FactError` where it has none."""
    try:
        return as_mapping(given)
    except FactError as error:
        raise quiet(error) from None


def accept_date(name: str, given: object) -> date:
    """A day that a caller states; raises `FactError`."""
    return _one(lambda: _day(name, given))


def accept_record(
    rules: Rules, facts: Mapping[str, object], terms: Mapping[str, object]
) -> tuple[dict[str, Value], Terms]:
    """What a caller records, with its terms: who gave it, on what ground, since when, when learned.

    A correction also states the number of the entry that it replaces.

    Raises `FactError` with every problem at once.
    """
    problems: list[FactProblem] = []
    readers = {name: partial(_value, rules, name, given) for name, given in facts.items()}
    values = _gathered(problems, readers)
    if not facts:
        problems.append(FactProblem("facts", "", _AT_LEAST_ONE))
    giver = _gathered(problems, {"by": lambda: _source(rules, terms["by"])})
    ground = _gathered(problems, {"ground": lambda: _ground(terms["ground"])})
    days = _gathered(problems, {n: partial(_day, n, terms[n]) for n in ("since", "learned")})
    number = _gathered(problems, {"corrects": lambda: _number(terms.get("corrects"))})
    if problems:
        raise FactError(problems)
    return values, Terms(giver["by"], ground["ground"], days["since"], days["learned"], number["corrects"])  # fmt: skip


def accept_source(rules: Rules, by: object) -> str:
    """Who gave something; raises `FactError`."""
    return _one(lambda: _source(rules, by))


def _day(name: str, given: object) -> date:
    value = _fitting(_day_called(name), given)
    if not isinstance(value, date):
        raise Refused(FactProblem(name, "", Text("dagen saknas", "the day is missing")))
    return value


def _number(given: object) -> int | None:
    if given is None or (type(given) is int and given > 0):
        return given
    allowed = Text("tillåtet är en uppgifts nummer i ärendet", "allowed is an entry's number in the case")  # fmt: skip
    raise Refused(FactProblem("corrects", f"({type(given).__name__})", allowed))


@cache
def _day_called(name: str) -> Fact:
    """One of the few days that a caller states, as a fact."""
    return Fact(id=name, label=Text("dag", "day"), type="date")


def _source(rules: Rules, by: object) -> str:
    return _one_of("by", by, rules.sources)


def _ground(given: object) -> Ground:
    return Ground(_one_of("ground", given, [each.value for each in Ground]))


def _one_of(name: str, given: object, known: Iterable[str]) -> str:
    names = list(known)
    if isinstance(given, str) and given in names:
        return str(given)
    near = nearest(given, names) if isinstance(given, str) else None
    hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
    allowed = Text(f"tillåtet är {listed(names, 'eller')}", f"allowed is {listed(names, 'or')}")
    raise Refused(FactProblem(name, f"({type(given).__name__})", allowed, hint))


def _one(reader: Callable[[], Known]) -> Known:
    """What the reader gives; raises `FactError` with what it refuses."""
    problems: list[FactProblem] = []
    found = _gathered(problems, {"": reader})
    if problems:
        raise FactError(problems)
    return found[""]


def _gathered(
    problems: list[FactProblem], readers: Mapping[str, Callable[[], Known]]
) -> dict[str, Known]:
    """What the readers give, by name; what they refuse is added to the problems."""
    found: dict[str, Known] = {}
    for name, read in readers.items():
        try:
            found[name] = read()
        except Refused as refused:
            problems.append(refused.problem)
    return found
