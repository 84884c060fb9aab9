"""The audit of a store: does the chain hold, is every gap accounted for, is every decision made again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from kraftrules.api import Ruleset, load, replay
from kraftrules.casefile import database as db
from kraftrules.casefile import trail
from kraftrules.casefile.border import rules_of
from kraftrules.casefile.events import chained
from kraftrules.casefile.state import facts_at
from kraftrules.casefile.storelog import EventReader
from kraftrules.casefile.tables import START
from kraftrules.diagnostics import FactError, RulesetError
from kraftrules.given import read_json, to_json
from kraftrules.text import Text
from kraftrules.vocabulary import Fact

_DAY = Fact(id="on", label=Text("dag", "day"), type="date")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be; *link* is the number of the link, *key* the case's."""

    text: Text
    link: int | None = None
    key: str | None = None


@dataclass(slots=True)
class Audit:
    """What an audit found: how much there is, the head of the chain, and all that is wrong."""

    cases: int = 0
    events: int = 0
    decisions: int = 0
    replayed: int = 0
    forgotten: int = 0
    gaps: int = 0
    head: str = START
    findings: list[Finding] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def found(self, sv: str, en: str, link: int | None = None, key: str | None = None) -> None:
        """Note something that is wrong."""
        self.findings.append(Finding(Text(sv, en), link, key))


def audit(connection: Connection, rulesets: Iterable[Ruleset]) -> Audit:
    """Look through a store. *rulesets* go before the bundled ones of the same name and edition."""
    result = Audit()
    own = {each.declaration.name: each for each in rulesets}
    auditor = _Auditor(connection, result, own, _check_cases(connection, result))
    for link in db.links(connection):
        auditor.look_at(link)
    auditor.finish()
    return result


def _check_cases(connection: Connection, result: Audit) -> set[str]:
    """Whether the events of each case are those that were recorded; gives the keys of the cases."""
    keys = set()
    for case in list(db.all_cases(connection)):
        keys.add(case.key)
        result.cases += 1
        result.events += case.events
        if not _unchanged(connection, case):
            result.found(f"ärendet {case.key}: händelserna är ändrade",
                         f"the case {case.key}: its events have been changed", key=case.key)  # fmt: skip
    return keys


def _unchanged(connection: Connection, case: db.Case) -> bool:
    """Whether the events of a case are all there, in order, and say what they said."""
    try:
        rows = db.event_rows(connection, case.key)
    except ValueError:  # what stands for a day is none
        return False
    heads = digests(rows)
    numbered = [row.number for row in rows] == list(range(1, case.events + 1))
    return numbered and heads == [row.digest for row in rows] and case.head == [START, *heads][-1]


def digests(rows: Iterable[db.Row]) -> list[str]:
    """What the digests of events should be."""
    head, found = START, []
    for row in rows:
        head = chained(head, db.text_of(row))
        found.append(head)
    return found


class _Auditor:
    """Goes through the trail link by link."""

    def __init__(
        self, connection: Connection, result: Audit, own: Mapping[str, Ruleset],
        keys: set[str],
    ) -> None:  # fmt: skip
        self.connection = connection
        self.result = result
        self.own = own
        self.keys = keys
        self.head = START
        self.length = 0
        self.gaps: dict[int, str] = {}
        self.rulesets: dict[str, Ruleset | None] = {}

    def look_at(self, link: trail.Link) -> None:
        """Check a link, and make its decision again."""
        self.length += 1
        due = trail.linked(self.head, self.length, link.kind, link.key, link.seal)
        if link.number != self.length or link.digest != due:
            self.wrong(link, "kedjan är bruten", "the chain is broken")
        self.head, self.length = link.digest, link.number
        if link.content is None or link.salt is None:
            self.gaps[link.number] = link.key
            self.result.decisions += 1
        elif trail.sealed(link.content, link.salt) != link.seal:
            self.wrong(link, "innehållet är ändrat", "the content has been changed")
        else:
            self._look_into(link, link.content)

    def _look_into(self, link: trail.Link, content: str) -> None:
        """Check what a link says; whoever has written something else into it may have sealed it anew."""
        try:
            if link.kind == trail.FORGETTING:
                self._account(link, json.loads(content))
            else:
                self.result.decisions += 1
                self._decide_again(link, json.loads(content))
        except (ValueError, KeyError, TypeError):
            self.wrong(link, "innehållet går inte att läsa", "the content cannot be read")

    def finish(self) -> None:
        """Check that the chain ends where it should, and that every gap is accounted for."""
        length, head = db.chain(self.connection)
        if (length, head) != (self.length, self.head):
            self.result.found("kedjans slut saknas eller är ändrat", "the end of the chain is missing or changed")  # fmt: skip
        for number in self.gaps:
            self.result.found(f"länk {number}: innehållet är borta utan att någon har glömts",
                              f"link {number}: its content is gone though nobody was forgotten", number)  # fmt: skip
        self.result.head = self.head

    def wrong(self, link: trail.Link, sv: str, en: str) -> None:
        self.result.found(f"länk {link.number}: {sv}", f"link {link.number}: {en}", link.number, link.key)  # fmt: skip

    def _account(self, link: trail.Link, content: Mapping[str, Any]) -> None:
        """A person was forgotten: the gaps are those that the removal names, and nothing is left."""
        self.result.forgotten += 1
        claimed = set(content["decisions"])
        own = {number for number, key in self.gaps.items() if key == link.key}
        if claimed != own or link.key in self.keys:
            self.wrong(link, "det som togs bort är inte det som står här", "what was removed is not what it says")  # fmt: skip
        for number in claimed & own:
            del self.gaps[number]
            self.result.gaps += 1

    def _decide_again(self, link: trail.Link, content: Mapping[str, Any]) -> None:
        record = content["record"]
        name = f"{record['ruleset']}@{record['edition']}"
        ruleset = self._ruleset(name)
        if ruleset is None:
            self.wrong(link, f"regelverket {name} finns inte här", f"the ruleset {name} is not here")  # fmt: skip
            return
        try:
            again = replay(record, ruleset)
        except FactError:
            self.wrong(link, f"{name} kan inte längre läsa uppgifterna", f"{name} can no longer read the facts")  # fmt: skip
            return
        if not again.same_rules:
            self.wrong(link, f"{name} betyder inte längre detsamma", f"{name} no longer means the same")  # fmt: skip
        elif not again.same:
            self.wrong(link, "beslutet blir ett annat", "the decision comes out otherwise")
        elif not self._follows_from_events(link.key, content, ruleset):
            self.wrong(link, "beslutet följer inte av ärendets händelser", "the decision does not follow from the case's events")  # fmt: skip
        else:
            self.result.replayed += 1

    def _follows_from_events(self, key: str, content: Mapping[str, Any], ruleset: Ruleset) -> bool:
        """Whether the facts are those that the events say, as many as there were then."""
        rows = db.event_rows(self.connection, key)[: content["events"]]
        heads = digests(rows)
        if (
            key not in self.keys
            or len(rows) != content["events"]
            or content["head"] != [START, *heads][-1]
        ):
            return False
        facts = rules_of(ruleset).facts
        on, known = (_day(each) for each in (content["record"]["on"], content["known"]))
        held = facts_at(map(EventReader(facts).event, rows), facts, on, known)
        used = ruleset.decide(held, on).facts_used
        recorded: object = content["record"]["facts_used"]
        return {name: to_json(value) for name, value in used.items()} == recorded

    def _ruleset(self, name: str) -> Ruleset | None:
        if name not in self.rulesets:
            self.rulesets[name] = self.own.get(name) or _bundled(lambda: load(name))
        return self.rulesets[name]


def _bundled(loader: Callable[[], Ruleset]) -> Ruleset | None:
    try:
        return loader()
    except RulesetError:
        return None


def _day(text: str | None) -> Any:
    return None if text is None else read_json(_DAY, text)
