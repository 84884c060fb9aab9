"""What a step claims of duties, and of a case whose facts arrive in any order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import permutations

from kraftrules.api import Ruleset
from kraftrules.bdd.errors import DoesNotHold, Misfit
from kraftrules.bdd.phrase import Match
from kraftrules.casefile.border import rules_of
from kraftrules.casefile.case import CaseFile
from kraftrules.casefile.duties import Duty, DutyStatus
from kraftrules.diagnostics import FactError
from kraftrules.text import LANGUAGES, Text, listed, nearest
from kraftrules.values import Value

CLAIMS = ("duty", "duty_due", "any_order")
MOST_ALL_ORDERS = 4  # facts; of more, some of their orders
_STATUSES: Mapping[str, tuple[DutyStatus, bool | None]] = {
    "inte aktuell": (DutyStatus.NOT_APPLICABLE, None), "not applicable": (DutyStatus.NOT_APPLICABLE, None),
    "okänd": (DutyStatus.UNKNOWN, None), "unknown": (DutyStatus.UNKNOWN, None),
    "att göra": (DutyStatus.DUE, None), "to be done": (DutyStatus.DUE, None),
    "försenad": (DutyStatus.OVERDUE, None), "overdue": (DutyStatus.OVERDUE, None),
    "gjord": (DutyStatus.FULFILLED, None), "done": (DutyStatus.FULFILLED, None),
    "gjord i tid": (DutyStatus.FULFILLED, False), "done in time": (DutyStatus.FULFILLED, False),
    "gjord för sent": (DutyStatus.FULFILLED, True), "done too late": (DutyStatus.FULFILLED, True),
}  # fmt: skip
_WORDS = {
    DutyStatus.NOT_APPLICABLE: Text("inte aktuell", "not applicable"),
    DutyStatus.UNKNOWN: Text("okänd", "unknown"),
    DutyStatus.DUE: Text("att göra", "to be done"),
    DutyStatus.OVERDUE: Text("försenad", "overdue"),
    DutyStatus.FULFILLED: Text("gjord", "done"),
}


def check_claim(
    match: Match, ruleset: Ruleset, people: Mapping[str, Mapping[str, Value]], on: date
) -> None:
    """Raise `DoesNotHold` where what a phrase claims of the one person is not so."""
    if len(people) != 1:
        raise Misfit(Text("Steget gäller en person, men scenariot har flera.",
                          "The step is about one person, but the scenario has several."))  # fmt: skip
    (known,) = people.values()
    facts = {name: known[name] for name in rules_of(ruleset).facts if name in known}
    try:
        _check(match, ruleset, facts, on)
    except FactError as error:
        sv, en = ("\n".join(each.render(lang) for each in error.problems) for lang in LANGUAGES)
        raise Misfit(Text(sv, en)) from error


def _check(match: Match, ruleset: Ruleset, facts: Mapping[str, Value], on: date) -> None:
    if match.name == "any_order":
        _same_in_any_order(ruleset, facts, on)
        return
    duty = _named(match.said["duty"], _case(ruleset, list(facts.items()), on).duties(on))
    if match.name == "duty_due":
        _check_due(duty, match.said["day"])
    else:
        _check_status(duty, *_STATUSES[match.said["status"].casefold()])


def _check_status(duty: Duty, status: DutyStatus, late: bool | None) -> None:
    if duty.status is status and late in (None, duty.late):
        return
    found = _WORDS[duty.status]
    if duty.status is DutyStatus.FULFILLED:
        found = Text("gjord för sent", "done too late") if duty.late else Text("gjord i tid", "done in time")  # fmt: skip
    raise DoesNotHold(Text(f"Skyldigheten ”{duty.label}” är {found}.", f"The duty “{duty.label.en}” is {found.en}."))  # fmt: skip


def _check_due(duty: Duty, day: str) -> None:
    if str(duty.due) != day:
        found = Text("inte bestämd", "not set") if duty.due is None else Text(str(duty.due))
        raise DoesNotHold(Text(f"Sista dagen för ”{duty.label}” är {found}.",
                               f"The last day of “{duty.label.en}” is {found.en}."))  # fmt: skip


def _same_in_any_order(ruleset: Ruleset, facts: Mapping[str, Value], on: date) -> None:
    """Let the facts arrive one a day, in many orders, and compare what it all comes to."""
    wanted = _end_state(_case(ruleset, list(facts.items()), on), on)
    for order in _orders(list(facts.items())):
        if _end_state(_case(ruleset, order, on), on) != wanted:
            names = [name for name, _ in order]
            raise DoesNotHold(Text(f"Det blir annorlunda när uppgifterna kommer så här: {listed(names)}.",
                                   f"It comes out otherwise when the facts arrive thus: {listed(names, 'and')}."))  # fmt: skip


def _orders(facts: list[tuple[str, Value]]) -> Iterator[Sequence[tuple[str, Value]]]:
    """All orders of a few facts; of many, each of them first and each of them last, both ways."""
    if len(facts) <= MOST_ALL_ORDERS:
        yield from permutations(facts)
        return
    for at in range(len(facts)):
        turned = facts[at:] + facts[:at]
        yield turned
        yield turned[::-1]


def _end_state(case: CaseFile, on: date) -> object:
    return case.decide(on).to_dict(), case.duties(on)


def _case(ruleset: Ruleset, facts: Sequence[tuple[str, Value]], on: date) -> CaseFile:
    """A case in which the facts arrived one a day, the last of them on the day."""
    case = CaseFile(ruleset, "person")
    for at, (name, value) in enumerate(facts, 1):
        learned = on - timedelta(days=len(facts) - at)
        case.record({name: value}, by="person", ground="declaration", since=on, learned=learned)
    return case


def _named(said: str, duties: Sequence[Duty]) -> Duty:
    """The duty that a name in a step means: its label in either language, or its id."""
    name = said.strip("”“\"' ").casefold()
    for duty in duties:
        if name in (duty.id, duty.label.sv.casefold(), duty.label.en.casefold()):
            return duty
    near = nearest(name, [text for duty in duties for text in (duty.label.sv, duty.label.en, duty.id)])  # fmt: skip
    hint = Text(f" Menade du {near}?", f" Did you mean {near}?") if near else Text("")
    raise Misfit(Text(f"Skyldigheten {said} finns inte.{hint}", f"There is no duty {said}.{hint.en}"))  # fmt: skip
