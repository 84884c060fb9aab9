"""The only module that touches durable_rules: its rules, and sessions of them that leave nothing behind.

The C module beneath the package is called by itself. The package's own host runs threads that read
sessions after they are deleted, and drops without a word an action during which the clock was moved.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from threading import RLock
from typing import Protocol, cast
from weakref import WeakSet, finalize

from kraftrules.engines.durable_network import BEGIN, BEGUN, Network, counted, told
from kraftrules.values import Value

MOST_SESSIONS = 500  # of 1024, past which memory is written that is not the library's
PATIENCE = 60  # seconds to wait for other threads, each of which takes about a millisecond
_MODULE = "durable_rules_engine"
_HANDLED, _MATCHES_NOTHING = 0, 1


class Failed(Exception):
    """Durable_rules did not do what it was asked; says what. Never leaves the library."""


class Library(Protocol):
    """What is used of durable_rules: these functions, and the *error* that they raise."""

    error: type[Exception]

    def create_ruleset(self, name: str, rules: str) -> int:
        """Read rules; gives their handle."""

    def delete_ruleset(self, handle: int) -> None:
        """Forget rules."""

    def assert_fact(self, handle: int, message: str) -> tuple[int, int]:
        """Tell a session something; gives a code and where the session lies."""

    def start_action_for_state(self, handle: int, state: int) -> tuple[str, str] | None:
        """The first rule that fires in a session, if one does."""

    def complete_and_start_action(self, handle: int, state: int) -> str | None:
        """The next rule that fires."""

    def delete_state(self, handle: int, session: str) -> None:
        """Forget a session."""


def available() -> bool:
    """Whether durable_rules is installed on a Python that it loads on."""
    return loads_here() and find_spec(_MODULE) is not None


def loads_here() -> bool:
    """Whether this Python has what durable_rules is linked against, which 3.13 took away."""
    return sys.version_info < (3, 13)


def failures() -> tuple[type[Exception], ...]:
    """What is raised when durable_rules does not do what it was asked."""
    return (Failed, MemoryError, library().error)


@cache
def library() -> Library:
    """The C module; raises `ImportError`."""
    return cast(Library, import_module(_MODULE))


class Rules:
    """A network in durable_rules, forgotten there when it is no longer used here.

    Threads take turns by its *lock*. A thread that is interrupted to decide about somebody else, by a
    signal or while garbage is collected, has its turn already: sessions share nothing. A process that
    is forked has none of the other threads, and gets a lock of its own.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.lock = RLock()
        self.library = library()
        self.handles = [self._read(part) for part in network.parts]
        self.free = [str(number) for number in range(MOST_SESSIONS)]
        _READ.add(self)

    def _read(self, part: str) -> int:
        handle = self.library.create_ruleset("kraftrules", part)
        finalize(self, self.library.delete_ruleset, handle)
        return handle


_READ: WeakSet[Rules] = WeakSet()


def _forked() -> None:
    """In the child of a fork: whoever had a turn then, and is not here, can never give it back.

    What such a thread had begun is left alone: its session keeps its name, and nothing else uses it.
    """
    for rules in _READ:
        rules.lock = RLock()


if hasattr(os, "register_at_fork"):  # not on Windows, where nothing forks
    os.register_at_fork(after_in_child=_forked)


class Session:
    """One person's facts in durable_rules, and what follows from them; to be closed after use.

    Its name is not used again before it is closed, so that no session can meet another's facts.
    Whatever is raised while rules fire, it is closed before. Raises any of the `failures`.
    """

    def __init__(self, rules: Rules) -> None:
        if not rules.free:
            raise Failed(f"{MOST_SESSIONS} sessions are open")
        self.rules, self.library = rules, rules.library
        self.given: dict[int, Value] = {}
        self.concluded: dict[int, bool] = {}
        self._counts: Counter[int] = Counter()
        self._fired: set[int] = set()
        self._numbers = count()
        self._name = rules.free.pop()
        self._states = [0] * len(rules.handles)
        self._waiting: list[int] = []
        self._begin()
        self.close = finalize(self, _delete, rules, self._name)

    def tell_all(self, known: Mapping[int, Value]) -> None:
        """Tell the values of subjects, each once, and conclude what follows from them."""
        try:
            for subject, value in known.items():
                if subject not in self.given:
                    self.given[subject] = value
                    self._tell(subject, told(subject, value))
                    self._run()
        except BaseException:
            self.close()
            raise

    def _begin(self) -> None:
        """Let the first rule fire in every part.

        Until it has, deleting the session would free memory that is not its own.
        """
        for part, handle in enumerate(self.rules.handles):
            self._tell_part(part, BEGIN)
            started = self.library.start_action_for_state(handle, self._states[part])
            if started is None or _name_of(started[1]) != BEGUN:
                raise Failed("the first rule did not fire")
            self._go_on(part)
        self._run()

    def _tell(self, subject: int, inside: str) -> None:
        """Tell something about a subject to all parts that read of it."""
        for part in self.rules.network.readers.get(subject, ()):
            self._tell_part(part, inside)
            self._waiting.append(part)

    def _tell_part(self, part: int, inside: str) -> None:
        message = f'{{"sid":"{self._name}","id":"{next(self._numbers)}",{inside}}}'
        answer, self._states[part] = self.library.assert_fact(self.rules.handles[part], message)
        if answer not in (_HANDLED, _MATCHES_NOTHING):
            raise Failed(f"a message got the answer {answer}")

    def _run(self) -> None:
        """Let the rules fire until none is left in any part."""
        while self._waiting:
            part = self._waiting.pop()
            handle, state = self.rules.handles[part], self._states[part]
            started = self.library.start_action_for_state(handle, state)
            if started is not None:
                self._fire(int(_name_of(started[1])))
                self._go_on(part)

    def _go_on(self, part: int) -> None:
        """Let the rules of a part fire that wait after the one that has."""
        go_on, handle = self.library.complete_and_start_action, self.rules.handles[part]
        while (fired := go_on(handle, self._states[part])) is not None:
            self._fire(int(_name_of(fired)))

    def _fire(self, rule: int) -> None:
        if rule in self._fired:
            raise Failed("a rule fired twice")
        self._fired.add(rule)
        conclusion = self.rules.network.conclusions[rule]
        subject = conclusion.subject
        if conclusion.counts:
            self._counts[subject] += 1
            self._tell(subject, counted(subject, self._counts[subject]))
        elif subject not in self.concluded:
            self.concluded[subject] = conclusion.truth
            if subject in self.rules.network.readers:
                self._tell(subject, told(subject, conclusion.truth))
        elif self.concluded[subject] is not conclusion.truth:
            raise Failed("something was concluded both true and false")


def _name_of(fired: str) -> str:
    """The rule's name in what durable_rules says of a rule that fires: ``{"17":{…}}``."""
    return fired[2 : fired.index('"', 2)]


def _delete(rules: Rules, name: str) -> None:
    """Forget a session; its name is free once that is done.

    Garbage collection may do so at any time and without the lock: each call is a single step of the
    interpreter, and touches no other session.
    """
    for handle in rules.handles:
        rules.library.delete_state(handle, name)
    rules.free.append(name)
