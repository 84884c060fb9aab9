"""Cases as the command line reads them: a store, a file of events, or a table of what is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from kraftrules.api import Ruleset
from kraftrules.casefile.border import Rules, rules_of
from kraftrules.casefile.corrections import continued
from kraftrules.casefile.events import Event
from kraftrules.casefile.listed import PersonDuties, duties_of_person
from kraftrules.casefile.many import WITHDRAWS, by_person
from kraftrules.casefile.named import accept_id
from kraftrules.casefile.state import facts_at
from kraftrules.casefile.store import CaseStore
from kraftrules.cli.decisions.people import Person, people
from kraftrules.cli.tables.json import read_json_array, read_json_lines
from kraftrules.cli.tables.raw import Raw
from kraftrules.cli.tables.table import open_table
from kraftrules.cli.terminal import Stop, at_fault, misused
from kraftrules.diagnostics import FactError, FactProblem, RulesetError
from kraftrules.refusal import Refused
from kraftrules.text import Text
from kraftrules.vocabulary import Fact
from kraftrules.written import read_json

STORES = (".db", ".sqlite", ".sqlite3")
_OF_EVENTS = {".jsonl": read_json_lines, ".json": read_json_array}
_LEFT_OUT = FactProblem("person_id", "", Text(
    "personen är utelämnad, för en av raderna går inte att läsa",
    "the person is left out, for one of the rows cannot be read",
))  # fmt: skip
_DAY = Fact(id="day", label=Text("dag", "day"), type="date")
Refusal = tuple[str, tuple[FactProblem, ...]]  # the place, and what is wrong there


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of cases: by which ruleset, for which day, by what was known when."""

    ruleset: Ruleset
    on: date
    known: date | None
    ignore_extra: bool
    allow_identity_numbers: bool


@contextmanager
def open_store(target: str) -> Iterator[CaseStore]:
    """The store in a file or at a URL; stops the command where there is none, or it cannot be read."""
    if not _is_url(target) and not Path(target).is_file():
        raise misused(f"Filen {target} finns inte.", f"There is no file {target}.")
    try:
        with CaseStore(target, create=False, allow_identity_numbers=True) as store:
            yield store
    except ImportError as error:
        raise misused(
            f"Ett ärendelager behöver mer: {error}", f"A store of cases needs more: {error}"
        ) from None
    except (FactError, RulesetError):
        raise
    except (ValueError, KeyError, TypeError) as error:  # something else has written to it
        raise _unreadable(target, error) from None
    except Exception as error:
        if type(error).__module__.startswith("sqlalchemy"):
            raise _unreadable(target, error) from None
        raise


def _unreadable(target: str, error: Exception) -> Stop:
    """The store cannot be read; the error's own text may hold what stands in it."""
    name = type(error).__name__
    return at_fault(
        f"{shown(target)} går inte att läsa ({name}).",
        f"{shown(target)} cannot be read ({name}).",
    )


def shown(target: str) -> str:
    """A file or a URL as the user is shown it: a URL may hold a password."""
    return f"{target.partition('://')[0]}://…" if _is_url(target) else target


def listed_cases(target: str, asked: Asked) -> Iterator[PersonDuties | Refusal]:
    """How the duties stand for everyone in a store or a file, and what cannot be read."""
    path = Path(target)
    if _is_url(target) or path.suffix.lower() in STORES:
        with open_store(target) as store:
            yield from store.duties(asked.ruleset, asked.on, asked.known)
        return
    events = _events(path)
    yield from _of_table(path, asked) if events is None else _of_events(events, asked)


def _is_url(target: str) -> bool:
    return "://" in target


def _events(path: Path) -> Iterator[Raw] | None:
    """The rows of a file of events; None where the file is a table of what is known."""
    reader = _OF_EVENTS.get(path.suffix.lower())
    if reader is None or not path.is_file():
        return None
    rows = reader(path).rows
    first = next(rows, None)
    if first is None or not {"fact", WITHDRAWS} & first.cells.keys():
        return None
    return chain([first], rows)


def _of_events(rows: Iterator[Raw], asked: Asked) -> Iterator[PersonDuties | Refusal]:
    """Replay a file of events; what concerns a person of whom a row cannot be read is left out."""
    rules = rules_of(asked.ruleset)
    cases: dict[str | int, list[Event]] = {}
    left_out: dict[object, None] = {}
    for raw in rows:
        whose = _whose(raw)
        try:
            given = _converted(raw, rules.facts)
            ((person, (event,)),) = by_person(rules, [given], asked.allow_identity_numbers).items()
            if whose not in left_out:  # else corrections would not mean the rows that they number
                so_far = cases.setdefault(person, [])
                so_far += continued(so_far, [event])
        except FactError as error:
            told = whose is None or whose in left_out
            yield _row(raw.number), (*_without_place(error), *(() if told else (_LEFT_OUT,)))
            left_out.update({} if whose is None else {whose: None})
    for person, events in cases.items():
        if person in left_out:
            continue
        held = facts_at(events, rules.facts, asked.on, asked.known)
        try:
            yield duties_of_person(rules, person, held, asked.on)
        except FactError as error:
            yield "–", error.problems


def _whose(raw: Raw) -> str | int | None:
    """The person whom a row is about, as far as it can be told."""
    found = raw.cells.get("person_id") if raw.problem is None else None
    return found if isinstance(found, str) or type(found) is int else None


def _converted(raw: Raw, facts: Mapping[str, Fact]) -> dict[str, object]:
    """An event out of JSON with its value and its days as Python has them."""
    if raw.problem is not None:
        raise FactError([raw.problem])
    given = dict(raw.cells)
    fact = facts.get(str(given.get("fact")))
    for key, kind in (("value", fact), ("since", _DAY), ("learned", _DAY)):
        if kind is not None and key in given:
            try:
                given[key] = read_json(kind, given[key])
            except Refused:
                continue  # the border says what is wrong with it
    return given


def _of_table(path: Path, asked: Asked) -> Iterator[PersonDuties | Refusal]:
    """Judge what is known now, a row a person; there is nothing to tell when it was learned."""
    if asked.known is not None:
        raise misused(
            f"--known: {path} säger inte när något blev känt. Det gör ett ärendelager eller en fil med händelser.",
            f"--known: {path} does not say when things were learned. A store does, or a file of events.",
        )
    rules = rules_of(asked.ruleset)
    vocabulary = (
        asked.ruleset.declaration.vocabulary
    )  # a list of enrolments is a table of cases too
    known = {**vocabulary.of("participation"), **vocabulary.of("person")}
    table = open_table(path, known, ignore_extra=asked.ignore_extra)
    for person in people(table):
        try:
            yield _of_row(rules, person, asked)
        except FactError as error:
            yield _row(person.row.number), _without_place(error)


def _of_row(rules: Rules, person: Person, asked: Asked) -> PersonDuties:
    """How the duties stand for the person of a row; raises `FactError`, which shows no values."""
    if person.problems:
        raise FactError([_quiet(each) for each in person.problems])
    found = accept_id(person.id, asked.allow_identity_numbers or person.numbered)
    held = {name: value for name, value in person.row.values.items() if name in rules.facts}
    return duties_of_person(rules, found, held, asked.on)


def _quiet(problem: FactProblem) -> FactProblem:
    return FactProblem(problem.fact, _NOT_SHOWN, problem.allowed)


_NOT_SHOWN = Text("värdet passar inte", "the value does not fit")


def _row(number: int) -> str:
    return str(number)


def _without_place(error: FactError) -> tuple[FactProblem, ...]:
    """The problems of a single event, which stands in a row of its own."""
    return tuple(
        FactProblem(
            each.fact.removeprefix("[1]."), each.given, each.allowed, _on_the_line(each.hint)
        )
        for each in error.problems
    )


def _on_the_line(hint: Text | None) -> Text | None:
    """A hint as it is said on the command line, where there are options and no arguments."""
    if hint is None:
        return None
    said = (
        each.replace("allow_identity_numbers=True", "--allow-identity-numbers")
        for each in (hint["sv"], hint["en"])
    )
    return Text(*said)
