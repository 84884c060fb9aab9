"""A person's case: what was recorded, what it comes to on any day, and what followed from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from types import MappingProxyType
from typing import NoReturn, Protocol, SupportsIndex

from kraftrules.api import Ruleset
from kraftrules.casefile import border
from kraftrules.casefile.consequences import Consequences, Judgement, consequences
from kraftrules.casefile.corrections import continued
from kraftrules.casefile.duties import Duty, judge_duties
from kraftrules.casefile.events import Entry, Event, Trace, Withdrawal
from kraftrules.casefile.history import story
from kraftrules.casefile.memory import MemoryLog
from kraftrules.casefile.named import accept_facts, accept_id, accept_ruleset
from kraftrules.casefile.state import facts_at
from kraftrules.decision import Decision
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.refusal import shown
from kraftrules.text import LANGUAGES, Lang, Text
from kraftrules.values import Value


class Log(Protocol):
    """Where a case's events are: in memory, or in a store."""

    def events(self) -> Sequence[Event]:
        """Every event recorded so far, by whomever, in the order recorded."""

    def writing(self) -> AbstractContextManager[Callable[[Sequence[Event]], object]]:
        """Keep every other writer out; what the function is given is recorded when all is done."""

    def keep(self, decision: Decision, known: date | None, engine: str, seen: int) -> None:
        """Note a decision, made when there were *seen* events, in the audit trail if there is one."""

    def forget(self, on: date | None) -> Trace:
        """Remove everything about the person."""


class CaseFile:
    """What is known about one person over time, and what a ruleset makes of it.

    Every answer is for a day *on* and by what had been learned on the day *known*, which is all there
    is where it is left out. No clock is read.
    """

    __slots__ = ("_log", "_person", "_rules")

    def __init__(
        self, ruleset: Ruleset, person_id: str | int, *, allow_identity_numbers: bool = False
    ) -> None:
        """A case in memory; raises `FactError`, also for an id that looks like a personal identity
        number, unless *allow_identity_numbers*."""
        self._open(ruleset, accept_id(person_id, allow_identity_numbers), MemoryLog())

    def _open(self, ruleset: Ruleset, person_id: str | int, log: Log) -> None:
        self._rules = accept_ruleset(ruleset)
        self._person = person_id
        self._log = log

    def __repr__(self) -> str:
        return f"<CaseFile {self._rules.declared.name}, {len(self.events)} events>"

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        """Refuse to be copied or pickled: two copies would each hold a part of what is known."""
        raise TypeError(
            "a case is not copied: open another CaseFile, or a CaseStore, and record its events there"
        )

    @property
    def ruleset(self) -> Ruleset:
        """What the case is judged by."""
        return self._rules.ruleset

    @property
    def person_id(self) -> str | int:
        """The id under which the case is kept."""
        return self._person

    @property
    def events(self) -> tuple[Event, ...]:
        """Entries and withdrawals of consent, in the order in which they were recorded."""
        return tuple(self._log.events())

    def record(
        self,
        facts: Mapping[str, object],
        *,
        by: str,
        ground: str,
        since: date,
        learned: date,
        corrects: int | None = None,
        on: date | None = None,
    ) -> Consequences:
        """Record facts by name, and tell what follows from them.

        *by* is the organisation that gave them, or ``person``; *ground* is ``register``,
        ``assessment``, ``declaration`` or ``consent``; *since* is the day from which they are true,
        *learned* the day on which they came here. *corrects* is the number of an entry that one fact
        replaces. What follows is judged on the day *on*: left out, the last day on which anything was
        learned. All is recorded or nothing is; what was recorded before in the same words is not
        recorded again. Raises `FactError`.
        """
        stated = {
            "by": by,
            "ground": ground,
            "since": since,
            "learned": learned,
            "corrects": corrects,
        }
        values, terms = accept_facts(self._rules, border.as_named(facts), stated)
        entries = [Entry(0, name, value, *terms) for name, value in values.items()]
        return self._append(on, entries)

    def withdraw_consent(
        self, *, since: date, learned: date, by: str | None = None, on: date | None = None
    ) -> Consequences:
        """Record that the consent was withdrawn as of the day *since*, and tell what follows.

        What was learned on the ground of consent, until then and from *by* alone where that is
        given, is unknown from that day on. Raises `FactError`.
        """
        giver = None if by is None else border.accept_source(self._rules, by)
        days = border.accept_date("since", since), border.accept_date("learned", learned)
        return self._append(on, [Withdrawal(0, giver, *days)])

    def facts(self, on: date, known: date | None = None) -> Mapping[str, Value]:
        """What is held about the person on a day; an unknown fact is left out."""
        days = border.accept_date("on", on), _known(known)
        return MappingProxyType(facts_at(self._log.events(), self._rules.facts, *days))

    def decide(
        self, on: date, known: date | None = None, *, engine: str = "python", keep: bool = True
    ) -> Decision:
        """The decision about a day. In a store it goes into the audit trail, where *keep* is true."""
        events, days = self._log.events(), (border.accept_date("on", on), _known(known))
        decision = self._decide(facts_at(events, self._rules.facts, *days), on, engine)
        if keep:
            self._log.keep(decision, days[1], engine, len(events))
        return decision

    def duties(self, on: date, known: date | None = None) -> tuple[Duty, ...]:
        """How every duty of the ruleset stands on a day, in the order written."""
        return self._duties(self.facts(on, known), border.accept_date("on", on))

    def history(self, lang: Lang = "sv", until: date | None = None) -> str:
        """The story: what was learned day by day and what followed; days that run out by *until* too."""
        if lang not in LANGUAGES:
            allowed = Text("tillåtet är sv eller en", "allowed is sv or en")
            raise FactError([FactProblem("lang", shown(lang), allowed)])
        return story(self._rules, self._log.events(), self._judge, lang, _known(until, "until"))

    def forget(self, person_id: str | int, on: date | None = None) -> Trace:
        """Remove everything about the person, who is named once more so that it is nobody else.

        Gives the trace that is left: how much was removed, on what day if one is stated. In a store
        the trace stays in the audit trail. Raises `FactError` where the id is another.
        """
        if person_id != self._person or type(person_id) is not type(self._person):
            raise FactError([FactProblem("person_id", "", Text(
                "ärendet gäller en annan person", "the case is about another person"))])  # fmt: skip
        return self._log.forget(_known(on, "on"))

    def _append(self, on: date | None, new: Sequence[Event]) -> Consequences:
        day = _known(on, "on")
        with self._log.writing() as append:
            before = tuple(self._log.events())
            fresh = continued(before, new)
            after = (*before, *fresh)
            day = day or max(each.learned for each in after)
            found = consequences(fresh, *self._before_and_after(before, after, day))
            append(fresh)
        return found

    def _before_and_after(
        self, before: Sequence[Event], after: Sequence[Event], on: date
    ) -> tuple[Judgement, Judgement]:
        """The two judgements of a day; only what is new can be refused for falling out of bounds."""
        old, new = (facts_at(each, self._rules.facts, on) for each in (before, after))
        sound = border.within_bounds(self._rules, old, on)
        if sound != old:
            new = border.within_bounds(self._rules, new, on)
        return self._judgement(sound, on), self._judgement(new, on)

    def _judge(self, events: Sequence[Event], on: date, known: date | None) -> Judgement:
        """The judgement that a story tells; what was out of bounds then was unknown."""
        held = facts_at(events, self._rules.facts, on, known)
        return self._judgement(border.within_bounds(self._rules, held, on), on)

    def _judgement(self, held: Mapping[str, Value], on: date) -> Judgement:
        return Judgement(self._decide(held, on, "python"), self._duties(held, on))

    def _decide(self, held: Mapping[str, Value], on: date, engine: str) -> Decision:
        try:
            return self.ruleset.decide(dict(held), on, engine=engine)
        except FactError as error:
            raise border.quiet(error) from None

    def _duties(self, held: Mapping[str, Value], on: date) -> tuple[Duty, ...]:
        try:
            return judge_duties(self._rules.declared, self._rules.duties, held, on)
        except FactError as error:
            raise border.quiet(error) from None


def open_case(ruleset: Ruleset, person_id: str | int, log: Log) -> CaseFile:
    """A case whose events are kept elsewhere; the id has been accepted."""
    case = object.__new__(CaseFile)
    case._open(ruleset, person_id, log)
    return case


def _known(given: date | None, name: str = "known") -> date | None:
    return None if given is None else border.accept_date(name, given)
