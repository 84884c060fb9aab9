"""Durable_rules as an engine: what test_engines.py does not ask of every engine."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DAYS, Person, load_text, people, ruleset_text, rulesets

import kraftrules
from kraftrules import UNKNOWN, Decision, FactError, Outcome, Ruleset, Verdict
from kraftrules.engines import durable, durable_network, durable_session
from kraftrules.engines.durable import DurableChain, DurableEngine
from kraftrules.engines.durable_network import translate
from kraftrules.engines.durable_session import MOST_SESSIONS, available

ON = date(2024, 1, 31)
HOST = Path(__file__).with_name("durable_host.py")
RULESET = load_text(ruleset_text(
    facts=[{"id": "age", "type": "integer", "minimum": 0, "label": "age",
            "from": "years and months duration(day, today()).years"}],
    target_group={"all": [
        {"id": "adult", "label": "a", "when": "age >= 18"},
        {"id": "here", "label": "h", "when": 'town = "Malmö"'},
        {"id": "either", "label": "e", "any": [
            {"id": "one", "label": "1", "when": "flag"},
            {"id": "other", "label": "2", "when": "count(spells[whole > 3]) > 0"},
        ]},
    ]},
    exclusions=[{"id": "role", "label": "r", "when": 'maybe_role in ("man", "guard")'}],
))  # fmt: skip
PERSON: Person = {"age": 42, "town": "Malmö", "flag": True, "spells": [], "maybe_role": None}

needs_durable = pytest.mark.skipif(not available(), reason="durable_rules is not installed")


def engine_of(ruleset: Ruleset) -> DurableEngine:
    return cast(DurableEngine, ruleset._engine("durable"))


@pytest.fixture
def engine() -> Iterator[DurableEngine]:
    """An engine of its own, which has no session open afterwards."""
    made = DurableEngine(RULESET.plan)
    yield made
    gc.collect()
    assert len(made.rules.free) == MOST_SESSIONS


# ---- Decisions


@needs_durable
def test_a_decision_explains_itself_and_replays_as_any_other() -> None:
    decision = RULESET.decide({**PERSON, "age": UNKNOWN}, ON, engine="durable")
    expected = RULESET.decide({**PERSON, "age": UNKNOWN}, ON)
    assert decision.outcome is Outcome.UNDETERMINED
    assert decision.missing == expected.missing == ("age",)
    assert decision == expected and decision.explain("sv") == expected.explain("sv")
    assert kraftrules.replay(decision.to_dict(), RULESET).same


@needs_durable
def test_threads_take_turns(engine: DurableEngine) -> None:
    def outcomes(start: int) -> list[Outcome]:
        return [engine.decide({**PERSON, "age": start + at % 40}, ON).outcome for at in range(100)]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(outcomes, range(0, 40, 10)))
    assert found == [
        [Outcome.ELIGIBLE if start + at % 40 >= 18 else Outcome.NOT_ELIGIBLE for at in range(100)]
        for start in range(0, 40, 10)
    ]


# ---- Facts that arrive one by one


@needs_durable
def test_a_chain_says_what_each_fact_led_to(engine: DurableEngine) -> None:
    met, not_met, unknown = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN
    with engine.chain(ON) as chain:
        assert set(chain.verdicts.values()) == {unknown}
        assert chain.tell("day", date(1980, 1, 1)) == {"adult": met}
        assert chain.tell("town", "Lund") == {"here": not_met}
        assert chain.tell("town", "Malmö") == {"here": met}
        assert chain.tell("flag", False) == {"one": not_met}
        assert chain.tell("spells", [{"whole": 4}]) == {"other": met, "either": met}
        assert chain.decision().outcome is Outcome.UNDETERMINED
        assert chain.tell("maybe_role", None) == {"role": not_met}
        assert chain.decision().outcome is Outcome.ELIGIBLE
        assert chain.retract("spells") == {"other": unknown, "either": unknown}
        assert chain.tell("age", 17) == {"adult": not_met}
        assert chain.retract("age") == {"adult": met}
        assert chain.retract("sex") == {}
    assert chain.verdicts["adult"] is met
    for ask in (partial(chain.tell, "flag", True), chain.decision):
        with pytest.raises(FactError, match="kedjan är stängd") as error:
            ask()
        assert "the chain is closed" in error.value.problems[0].render("en")


@needs_durable
def test_what_is_no_name_and_what_is_no_plan_are_refused(engine: DurableEngine) -> None:
    with engine.chain(ON) as chain:
        for ask in (partial(chain.tell, [], 1), partial(chain.retract, []), partial(chain.tell, None, 1)):  # fmt: skip
            with pytest.raises(FactError, match="en uppgifts namn"):
                ask()
    for no_plan in (None, RULESET):
        with pytest.raises(FactError, match=r"kraftrules.load\("):
            DurableEngine(no_plan)  # type: ignore[arg-type]


@settings(max_examples=40)
@needs_durable
@given(rulesets(), st.data())
def test_facts_lead_to_the_same_in_whatever_order_they_come(
    ruleset: Ruleset, data: st.DataObject
) -> None:
    person, on = data.draw(people(ruleset.facts)), data.draw(DAYS)
    news = data.draw(st.permutations(list(person.items())))
    again = data.draw(people(ruleset.facts))
    with engine_of(ruleset).chain(on) as chain:
        for name, value in [*news, *again.items(), *((name, UNKNOWN) for name in again)]:
            follow(ruleset, chain, name, value)


def follow(ruleset: Ruleset, chain: DurableChain, name: str, value: object) -> None:
    """Tell a chain of a fact: it is to hold what the definition says, and to say what changed."""
    before, known = chain.verdicts, chain.facts
    expected = attempt(lambda: ruleset.decide({**known, name: value}, chain.on, engine="reference"))
    changed = attempt(lambda: chain.tell(name, value))
    if isinstance(expected, Decision):
        now = chain.verdicts
        assert chain.decision().to_dict() == expected.to_dict()
        assert changed == {rule: now[rule] for rule in now if now[rule] is not before[rule]}
    else:
        assert changed == expected
        assert chain.verdicts == before and chain.facts == known


def attempt(ask: Callable[[], object]) -> object:
    """What comes of it, or the problems."""
    try:
        return ask()
    except FactError as error:
        return error.problems


# ---- What is left behind: nothing


@needs_durable
def test_a_chain_that_is_lost_is_closed(engine: DurableEngine) -> None:
    chain = engine.chain(ON)
    assert len(engine.rules.free) == MOST_SESSIONS - 1
    chain.tell("flag", True)
    del chain


@needs_durable
def test_only_so_many_chains_are_open(
    engine: DurableEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.rules, "free", ["0"])
    with engine.chain(ON), pytest.raises(FactError, match="sessions are open"):
        engine.decide(PERSON, ON)
    assert engine.decide(PERSON, ON).outcome is Outcome.ELIGIBLE
    engine.rules.free += map(str, range(1, MOST_SESSIONS))


Call = Callable[[], object]


class Faulty:
    """Durable_rules, of which the call number *at* is made by *what*, or something else is done."""

    def __init__(self, at: int, what: Callable[[Call], object]) -> None:
        self.library = durable_session.library()
        self.error = self.library.error
        self.at, self.what, self.calls = at, what, 0

    def __getattr__(self, name: str) -> Callable[..., object]:
        def call(*values: object) -> object:
            self.calls += 1
            sound = partial(getattr(self.library, name), *values)
            return self.what(sound) if self.calls == self.at else sound()

        return call


def made_faulty(engine: DurableEngine, at: int, what: Callable[[Call], object]) -> Faulty:
    found = Faulty(at, what)
    engine.rules.library = cast(durable_session.Library, found)
    return found


def interrupt(call: Call) -> object:
    raise KeyboardInterrupt


def fail(call: Call) -> object:
    raise durable_session.library().error("Could not assert fact, error code: 303")


def exhaust(call: Call) -> object:
    raise MemoryError


@needs_durable
@pytest.mark.parametrize("what", [interrupt, fail, exhaust])
def test_whenever_it_fails_nobody_meets_the_facts_of_another(
    what: Callable[[Call], object],
) -> None:
    engine, calls = DurableEngine(RULESET.plan), 1
    sound = engine.rules.library
    while True:
        faulty = made_faulty(engine, calls, what)
        with suppress(KeyboardInterrupt, FactError):
            engine.decide({**PERSON, "flag": False, "maybe_role": "man"}, ON)
        engine.rules.library = sound
        for _ in range(3):
            assert engine.decide(PERSON, ON).outcome is Outcome.ELIGIBLE
        if faulty.calls < calls:
            break
        calls += 1
    assert calls > 20
    assert len(engine.rules.free) >= MOST_SESSIONS - 8  # those at whose first and last call it was


@needs_durable
@pytest.mark.parametrize(
    ("at", "what", "said"),
    [
        (1, lambda _: (2, 1), "a message got the answer 2"),
        (1, fail, "error code: 303"),
        (1, exhaust, "MemoryError"),
        (2, lambda _: None, "the first rule did not fire"),
        (3, lambda _: '{"0":{}}', "a rule fired twice"),
    ],
)
def test_an_answer_that_is_not_expected_is_an_error_that_names_the_default(
    at: int, what: Callable[[Call], object], said: str
) -> None:
    engine = DurableEngine(RULESET.plan)
    made_faulty(engine, at, what)
    with pytest.raises(FactError, match=said) as error:
        engine.decide(PERSON, ON)
    assert error.value.facts == ("engine",)
    assert "python" in error.value.problems[0].render("en")


@needs_durable
def test_a_thread_does_not_wait_for_ever(
    engine: DurableEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "PATIENCE", 0.01)
    with ThreadPoolExecutor(1) as other:
        assert other.submit(engine.rules.lock.acquire).result()
        with pytest.raises(FactError, match="busy"):
            engine.decide(PERSON, ON)
        other.submit(engine.rules.lock.release).result()


@needs_durable
def test_a_thread_may_decide_about_somebody_else_in_the_middle(engine: DurableEngine) -> None:
    """As a signal's handler may, or what is run when garbage is collected."""

    def decide_first(call: Call) -> object:
        found.append(engine.decide({**PERSON, "age": 17}, ON).outcome)
        return call()

    found: list[Outcome] = []
    for at in range(1, 25):
        made_faulty(engine, at, decide_first)
        assert engine.decide(PERSON, ON).outcome is Outcome.ELIGIBLE
    assert set(found) == {Outcome.NOT_ELIGIBLE}


@needs_durable
def test_rules_are_forgotten_with_their_engine() -> None:
    engine = DurableEngine(RULESET.plan)
    (handle,), library = engine.rules.handles, engine.rules.library
    del engine
    gc.collect()
    with pytest.raises(library.error):
        library.delete_ruleset(handle)


# ---- In a process of its own, which may not hang, crash or grow


@needs_durable
def test_nothing_hostile_makes_it_hang_crash_or_differ() -> None:
    assert run("hostile") > 500


@needs_durable
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is measured on Linux")
def test_memory_is_flat() -> None:
    assert run("soak") < 1000


def run(what: str) -> int:
    """What the process says: a number, within a minute."""
    done = subprocess.run(
        [sys.executable, str(HOST), what], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return int(done.stdout)


# ---- Bounds, and where it is not there


def test_no_two_names_look_alike_to_durable_rules() -> None:
    """It compares names by 32 bits of a hash, and never looks again."""
    subjects = range(durable_network.MOST_MATCHERS + 2000)
    properties = [f"{kind}{at}" for kind in "skc" for at in subjects]
    messages = [*map(str, range(2 * len(subjects))), *(f"sid-{at}" for at in range(MOST_SESSIONS))]
    for names in ([*properties, "b", "sid", "id", "$s"], messages):
        assert len({fnv(name) for name in names}) == len(names)


def fnv(name: str) -> int:
    """FNV-1a of 32 bits."""
    found = 0x811C9DC5
    for byte in name.encode():
        found = (found ^ byte) * 16777619 % 2**32
    return found


def test_a_ruleset_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "loads_here", lambda: True)
    monkeypatch.setattr(durable_network, "MOST_MATCHERS", 10)
    with pytest.raises(FactError, match="större än"):
        DurableEngine(RULESET.plan)


@pytest.mark.parametrize("bound", ["MOST_RULES", "MOST_PATTERNS"])
def test_rules_come_in_parts_that_each_stay_within_bounds(
    bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable_network, bound, 3)
    assert len(translate(RULESET.plan).parts) > 3
    if available():
        decision = DurableEngine(RULESET.plan).decide(PERSON, ON)
        assert decision.to_dict() == RULESET.decide(PERSON, ON).to_dict()


def test_where_it_does_not_load_the_error_says_why_and_what_instead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(durable, "loads_here", lambda: False)
    with pytest.raises(FactError) as error:
        load_text(ruleset_text(target_group={"all": [{"id": "a", "label": "a", "when": "flag"}]})
                  ).decide({}, ON, engine="durable")  # fmt: skip
    (problem,) = error.value.problems
    assert problem.render("sv") == (
        "engine: gavs 'durable' (str); durable_rules 2.0.28 går inte att läsa in på Python 3.13 och "
        "senare. Utelämna engine: python gäller då, och fattar samma beslut."
    )


def test_where_it_is_not_installed_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(durable, "loads_here", lambda: True)
    monkeypatch.setattr(durable_session, "import_module", missing)
    durable_session.library.cache_clear()
    with pytest.raises(FactError, match=r"pip install 'kraftrules\[durable\]'"):
        DurableEngine(RULESET.plan)
    durable_session.library.cache_clear()


@needs_durable
@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_fork_while_another_thread_decides_leaves_the_child_free_to_decide(
    engine: DurableEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "PATIENCE", 1)
    expected = engine.decide(PERSON, ON)
    with ThreadPoolExecutor(1) as other:
        assert other.submit(engine.rules.lock.acquire).result()
        child = os.fork()
        if child == 0:
            with suppress(BaseException):
                os._exit(0 if engine.decide(PERSON, ON) == expected else 2)
            os._exit(1)
        other.submit(engine.rules.lock.release).result()
    assert os.waitpid(child, 0)[1] == 0


@needs_durable
@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_fork_within_a_turn_lets_the_child_end_it(engine: DurableEngine) -> None:
    with suppress(FactError), durable._turn(engine.rules):
        child = os.fork()
    if child == 0:
        with suppress(BaseException):
            engine.decide(PERSON, ON)
            os._exit(0)
        os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
