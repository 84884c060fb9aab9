"""Many events at once, as a file or another system gives them: one mapping an event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kraftrules.casefile import border
from kraftrules.casefile.events import Entry, Event, Withdrawal
from kraftrules.casefile.identity import can_be_a_name
from kraftrules.casefile.named import accept_facts, accept_id
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.text import Text, listed, nearest

WITHDRAWS = "withdraws_consent"
_OF_ENTRY = ("person_id", "fact", "value", "by", "ground", "since", "learned")
_OF_WITHDRAWAL = ("person_id", WITHDRAWS, "since", "learned")
_OPTIONAL = {WITHDRAWS: ("by",), "fact": ("corrects",)}


def by_person(
    rules: border.Rules, given: Iterable[object], allow_identity_numbers: bool = False
) -> dict[str | int, list[Event]]:
    """The events of each person, in the order given; raises `FactError`, which names the place.

    An entry has the keys ``person_id``, ``fact``, ``value``, ``by``, ``ground``, ``since``,
    ``learned`` and, where it is a correction, ``corrects``. A consent withdrawn has ``person_id``,
    ``withdraws_consent`` (True), ``since``, ``learned`` and, where it concerns one party, ``by``.
    """
    found: dict[str | int, list[Event]] = {}
    for at, each in enumerate(given, 1):
        try:
            person, event = _event(rules, border.as_named(each), allow_identity_numbers)
        except FactError as error:
            raise placed(error, f"[{at}]") from None
        found.setdefault(person, []).append(event)
    return found


def placed(error: FactError, place: str) -> FactError:
    """The error with the place at which it was found."""
    return FactError([
        FactProblem(f"{place}.{each.fact}", each.given, each.allowed, each.hint)
        for each in error.problems
    ])  # fmt: skip


def _event(
    rules: border.Rules, given: Mapping[str, object], allow: bool
) -> tuple[str | int, Event]:
    keys = _OF_WITHDRAWAL if WITHDRAWS in given else _OF_ENTRY
    _check_keys(given, keys, _OPTIONAL[keys[1]])
    person = accept_id(given["person_id"], allow)
    if WITHDRAWS in given:
        return person, _withdrawal(rules, given)
    values, terms = accept_facts(rules, {str(given["fact"]): given["value"]}, given)
    ((name, value),) = values.items()
    return person, Entry(0, name, value, *terms)


def _withdrawal(rules: border.Rules, given: Mapping[str, object]) -> Withdrawal:
    if given[WITHDRAWS] is not True:
        raise FactError([FactProblem(WITHDRAWS, "", Text("tillåtet är bara True", "allowed is only True"))])  # fmt: skip
    by = given.get("by")
    giver = None if by is None else border.accept_source(rules, by)
    since, learned = (border.accept_date(key, given[key]) for key in ("since", "learned"))
    return Withdrawal(0, giver, since, learned)


def _check_keys(given: Mapping[str, object], keys: tuple[str, ...], more: tuple[str, ...]) -> None:
    known = (*keys, *more)
    allowed = Text(f"nycklarna är {listed(known)}", f"the keys are {listed(known, 'and')}")
    wrong = [key for key in keys if key not in given]
    problems = [FactProblem(key, "", Text(f"saknas; {allowed}", f"is missing; {allowed.en}")) for key in wrong]  # fmt: skip
    for key in given:
        if key not in known:
            near = nearest(key, known) if isinstance(key, str) else None
            hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
            name = str(key) if can_be_a_name(key) else f"({type(key).__name__})"
            problems.append(FactProblem(name, "", allowed, hint))
    if problems:
        raise FactError(problems)
