"""Durable_rules as an engine: forward chaining over the facts of one person, one at a time.

When to choose it, and what it costs, is in docs/engines.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from types import MappingProxyType, TracebackType
from typing import NoReturn, Self, cast

from kraftrules.decision import Decision
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.durable_network import Network, TooLarge, translate
from kraftrules.engines.durable_session import (
    PATIENCE,
    Rules,
    Session,
    failures,
    loads_here,
)
from kraftrules.feel.evaluate import Scope, Truth, truth
from kraftrules.given import accept_all, accept_day, as_mapping
from kraftrules.plan import Plan, Verdict, pattern_of, verdict
from kraftrules.reading import bind
from kraftrules.refusal import shown
from kraftrules.text import Text
from kraftrules.values import UNKNOWN, Unknown, Value

_DEFAULT = Text(
    "Utelämna engine: python gäller då, och fattar samma beslut.",
    "Leave engine out: python is the default, and makes the same decisions.",
)

_A_PLAN = Text(
    'tillåtet är ett regelverks plan: kraftrules.load("malmokraften@1.0").plan',
    'allowed is the plan of a ruleset: kraftrules.load("malmokraften@1.0").plan',
)
_CLOSED = FactProblem("chain", "", Text("kedjan är stängd", "the chain is closed"), Text(
    "Öppna en ny: engine.chain(on).", "Open a new one: engine.chain(on)."))  # fmt: skip


class DurableEngine:
    """Decides by rules of durable_rules; immutable, and safe to share between threads, which take turns.

    Raises `FactError` about the engine where durable_rules does not load, is not installed, or does
    not hold so large a ruleset.
    """

    __slots__ = ("plan", "rules")
    plan: Plan
    rules: Rules

    def __init__(self, plan: Plan) -> None:
        object.__setattr__(self, "plan", plan)
        object.__setattr__(self, "rules", _rules_of(plan))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"an engine is immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"an engine is immutable: {name} cannot be deleted")

    def decide(self, facts: Mapping[str, object], on: date, ignore_extra: bool = False) -> Decision:
        """Decide about one person; raises `FactError`."""
        given = accept_all(self.plan.facts, as_mapping(facts), ignore_extra=ignore_extra)
        day = accept_day(on)
        known = _known(self.rules.network, bind(self.plan, given, day))
        with _turn(self.rules):
            session = Session(self.rules)
            session.tell_all(known)
            session.close()
        return _decision(self, given, day, session)

    def chain(self, on: date) -> DurableChain:
        """Somebody of whom nothing is known yet, on the day *on*; raises `FactError`."""
        return DurableChain(self, on)


class DurableChain:
    """Facts that arrive one by one about one person, and what follows from each as it arrives.

    ::

        with engine.chain(on) as chain:
            chain.tell("age", 42)       # {"over_30": Verdict.MET}
            chain.retract("age")        # {"over_30": Verdict.UNKNOWN}
            chain.decision()            # as by engine.decide(chain.facts, on)

    `tell` and `retract` give the verdicts that changed, by the id of the criterion, exclusion or
    factor. A new fact is led on from what is already concluded. A fact taken back, and a value that
    replaces another, cannot be: the rest is told again in a fresh session.

    An open chain takes about a megabyte in durable_rules until it is closed, and an engine has at
    most `MOST_SESSIONS` of them: open one for a case that is being worked on, not for each that there
    is. One chain is for one thread at a time. Raises `FactError` for a fact that does not fit, and
    then knows what it knew before; where durable_rules itself fails, the chain is closed.
    """

    def __init__(self, engine: DurableEngine, on: date) -> None:
        self.engine = engine
        self.on = accept_day(on)
        self._given: dict[str, Value] = {}
        self._session = self._fresh(self._known({}))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def facts(self) -> Mapping[str, Value]:
        """What has been told and not taken back."""
        return MappingProxyType(self._given)

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """The verdicts of all criteria, exclusions and factors, by id."""
        rules = self.engine.plan.declared.rules
        truths = _truths(self._session)[1:]
        return MappingProxyType({
            rule.id: verdict(each) for rule, each in zip(rules, truths, strict=True)
        })  # fmt: skip

    def tell(self, fact: str, value: object) -> Mapping[str, Verdict]:
        """Learn a fact; one that is unknown is taken back. Gives the verdicts that changed."""
        accepted = accept_all(self.engine.plan.facts, _named(fact, value))
        rest = {name: each for name, each in self._given.items() if name != fact}
        return self._learn({**rest, **accepted})

    def retract(self, fact: str) -> Mapping[str, Verdict]:
        """Take a fact back; gives the verdicts that changed."""
        return self.tell(fact, UNKNOWN)

    def decision(self) -> Decision:
        """The decision on what is known now; raises `FactError` where the chain is closed."""
        self._refuse_if_closed()
        return _decision(self.engine, self._given, self.on, self._session)

    def close(self) -> None:
        """Forget the person in durable_rules; afterwards facts and verdicts can be read."""
        self._session.close()

    def _known(self, given: Mapping[str, Value]) -> dict[int, Value]:
        return _known(self.engine.rules.network, bind(self.engine.plan, given, self.on))

    def _fresh(self, known: Mapping[int, Value]) -> Session:
        with _turn(self.engine.rules):
            session = Session(self.engine.rules)
            session.tell_all(known)
        return session

    def _refuse_if_closed(self) -> None:
        if not self._session.close.alive:
            raise FactError([_CLOSED])

    def _learn(self, given: dict[str, Value]) -> Mapping[str, Verdict]:
        self._refuse_if_closed()
        before, known = self.verdicts, self._known(given)
        if self._session.given.items() <= known.items():
            with _turn(self.engine.rules):
                self._session.tell_all(known)
        else:
            self._session.close()
            self._session = self._fresh(known)
        self._given = given
        changed = {rule: each for rule, each in self.verdicts.items() if each is not before[rule]}
        return MappingProxyType(changed)


def _named(fact: object, value: object) -> Mapping[str, object]:
    """A fact by its name; raises `FactError` where that is none, for not all can be hashed."""
    if isinstance(fact, str):
        return {fact: value}
    allowed = Text("tillåtet är en uppgifts namn", "allowed is the name of a fact")
    raise FactError([FactProblem("fact", shown(fact), allowed)])


def _rules_of(plan: object) -> Rules:
    """The plan in durable_rules; raises `FactError`."""
    if not isinstance(plan, Plan):
        raise FactError([FactProblem("plan", f"({type(plan).__name__})", _A_PLAN)])
    if not loads_here():
        raise _refused(
            "durable_rules 2.0.28 går inte att läsa in på Python 3.13 och senare",
            "durable_rules 2.0.28 does not load on Python 3.13 and later",
        )
    try:
        return Rules(translate(plan))
    except TooLarge:
        raise _refused(
            "regelverket är större än vad durable_rules säkert rymmer",
            "the ruleset is larger than what durable_rules safely holds",
        ) from None
    except ModuleNotFoundError:
        raise _refused(
            "durable_rules saknas: pip install 'kraftrules[durable]'",
            "durable_rules is missing: pip install 'kraftrules[durable]'",
        ) from None
    except ImportError as error:
        raise _refused(
            f"durable_rules går inte att läsa in ({error})",
            f"durable_rules does not load ({error})",
        ) from None
    except failures() as error:
        raise _failed(str(error) or type(error).__name__) from error


def _known(network: Network, scope: Scope) -> dict[int, Value]:
    """The values of the subjects that are known before any rule has fired."""
    found: dict[int, Value | Unknown] = {}
    for subject, name in network.values:
        found[subject] = cast(Value, scope.names[name])
    for subject, node in network.atoms:
        found[subject] = truth(node, scope)
    return {subject: value for subject, value in found.items() if not isinstance(value, Unknown)}


@contextmanager
def _turn(rules: Rules) -> Iterator[None]:
    """This thread's turn with the rules; raises `FactError` where it does not come or they fail."""
    lock = rules.lock  # another one after a fork within the turn
    if not lock.acquire(timeout=PATIENCE):
        raise _failed("other threads have kept it busy")
    try:
        yield
    except failures() as error:
        raise _failed(str(error) or type(error).__name__) from error
    finally:
        lock.release()


def _truths(session: Session) -> list[Truth]:
    """The truth of the target group and of all rules in the order written."""
    subjects = session.rules.network.verdicts
    return [session.concluded.get(subject, UNKNOWN) for subject in subjects]


def _decision(
    engine: DurableEngine, given: Mapping[str, Value], on: date, session: Session
) -> Decision:
    declared, truths = engine.plan.declared, _truths(session)
    first = 1 + len(declared.criteria)
    last = first + len(declared.exclusions)
    pattern = pattern_of(engine.plan, truths[:first], truths[first:last], truths[last:])
    values = tuple(given.get(fact.id, UNKNOWN) for fact in engine.plan.inputs)
    return Decision(engine, values, on, pattern)


def _failed(what: str) -> FactError:
    return _refused(
        f"durable_rules svarade inte som väntat ({what})",
        f"durable_rules did not answer as expected ({what})",
    )


def _refused(sv: str, en: str) -> FactError:
    return FactError([FactProblem("engine", "'durable' (str)", Text(sv, en), _DEFAULT)])
