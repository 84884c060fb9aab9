"""The audit of a store: does the chain hold, is every gap accounted for, is every decision made again."""

from __future__ import annotations

import json
import re
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
from kraftrules.text import Text
from kraftrules.vocabulary import Fact
from kraftrules.written import read_json, to_json

_DAY = Fact(id="on", label=Text("dag", "day"), type="date")
_KEY = re.compile("[0-9a-f]{32}")
_RECORDED = ("case", "salt", "events", "head")


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
    cases = _check_cases(connection, result)
    auditor = _Auditor(connection, result, own, cases)
    for link in db.links(connection):
        auditor.look_at(link)
    auditor.finish()
    return result


def _check_cases(connection: Connection, result: Audit) -> dict[str, db.Case]:
    """Whether the events of each case are those that were recorded; gives the cases by key."""
    cases = {case.key: case for case in db.all_cases(connection)}
    for case in cases.values():
        result.cases += 1
        result.events += case.events if type(case.events) is int else 0
        if not _unchanged(connection, case):
            _about(result, case.key, "händelserna är ändrade", "its events have been changed")
    if count := db.orphans(connection):
        result.found(f"händelser utan ärende: {count}", f"events of no case: {count}")
    return cases


def _about(result: Audit, key: str, sv: str, en: str) -> None:
    """Note what is wrong with a case; a key that is none of ours may be anything, and is not shown."""
    known = _known_key(key)
    result.found(f"ärendet {known or '(okänd nyckel)'}: {sv}",
                 f"the case {known or '(unknown key)'}: {en}", key=known)  # fmt: skip


def _known_key(key: str) -> str | None:
    return key if isinstance(key, str) and _KEY.fullmatch(key) else None


def _unchanged(connection: Connection, case: db.Case) -> bool:
    """Whether the events of a case are all there, in order, and say what they said."""
    try:
        rows = db.event_rows(connection, case.key)
        heads = digests(rows)
    except (ValueError, TypeError):  # what stands for a day is none, or for a text
        return False
    numbered = [row.number for row in rows] == [at for at, _ in enumerate(rows, 1)]
    return (
        numbered
        and len(rows) == case.events
        and heads == [row.digest for row in rows]
        and case.head == [START, *heads][-1]
    )


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
        cases: Mapping[str, db.Case],
    ) -> None:  # fmt: skip
        self.connection = connection
        self.result = result
        self.own = own
        self.cases = cases
        self.recorded: dict[str, tuple[int, Mapping[str, Any]]] = {}
        self.head = START
        self.length = 0
        self.gaps: dict[int, tuple[str, str]] = {}
        self.rulesets: dict[str, Ruleset | None] = {}

    def look_at(self, link: trail.Link) -> None:
        """Check a link, and make its decision again."""
        self.length += 1
        due = _due(self.head, self.length, link)
        if link.number != self.length or link.digest != due:
            self.wrong(link, "kedjan är bruten", "the chain is broken")
        self.head, self.length = link.digest, link.number
        if link.content is None and link.salt is None:
            self.gaps[link.number] = link.key, link.kind
            self.result.decisions += link.kind == trail.DECISION
        elif (
            link.content is None
            or link.salt is None
            or not _sound(link.content, link.salt, link.seal)
        ):
            self.wrong(link, "innehållet är ändrat", "the content has been changed")
        else:
            self._look_into(link, link.content)

    def _look_into(self, link: trail.Link, content: str) -> None:
        """Check what a link says; whoever has written something else into it may have sealed it anew."""
        try:
            if link.kind == trail.FORGETTING:
                self._account(link, json.loads(content))
            elif link.kind == trail.RECORDING:
                found = json.loads(content)
                self.recorded[link.key] = link.number, {name: found[name] for name in _RECORDED}
            else:
                self.result.decisions += 1
                self._decide_again(link, json.loads(content))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
            self.wrong(link, "innehållet går inte att läsa", "the content cannot be read")

    def finish(self) -> None:
        """Check that the chain ends where it should, and that every gap is accounted for."""
        length, head = db.chain(self.connection)
        if (length, head) != (self.length, self.head):
            self.result.found("kedjans slut saknas eller är ändrat", "the end of the chain is missing or changed")  # fmt: skip
        self._compare()
        for number in self.gaps:
            self.result.found(f"länk {number}: innehållet är borta utan att någon har glömts",
                              f"link {number}: its content is gone though nobody was forgotten", number)  # fmt: skip
        self.result.head = self.head

    def _compare(self) -> None:
        """Every case is the one that was last recorded under its key, and every such case is there."""
        for key, case in self.cases.items():
            if key not in self.recorded or not _same(case, self.recorded[key][1]):
                _about(self.result, key, "det är inte det som antecknades", "it is not what was recorded")  # fmt: skip
        for key in self.recorded.keys() - self.cases.keys():
            _about(self.result, key, "det saknas utan att någon har glömts", "it is missing though nobody was forgotten")  # fmt: skip

    def wrong(self, link: trail.Link, sv: str, en: str) -> None:
        self.result.found(f"länk {link.number}: {sv}", f"link {link.number}: {en}", link.number, _known_key(link.key))  # fmt: skip

    def _account(self, link: trail.Link, content: Mapping[str, Any]) -> None:
        """A person was forgotten: the gaps are those that the removal names, and nothing is left."""
        self.result.forgotten += 1
        claimed = dict.fromkeys(content["decisions"], trail.DECISION)
        claimed |= dict.fromkeys(content["recordings"], trail.RECORDING)
        own = {number: kind for number, (key, kind) in self.gaps.items() if key == link.key}
        if claimed != own or link.key in self.cases:
            self.wrong(link, "det som togs bort är inte det som står här", "what was removed is not what it says")  # fmt: skip
        for number in claimed.keys() & own.keys():
            del self.gaps[number]
            self.result.gaps += own[number] == trail.DECISION

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
            key not in self.cases
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


def _due(head: str, number: int, link: trail.Link) -> str | None:
    """What the digest of a link should be; None where something in it is no text."""
    try:
        return trail.linked(head, number, link.kind, link.key, link.seal)
    except (ValueError, TypeError):
        return None


def _sound(content: str, salt: str, seal: str) -> bool:
    try:
        return trail.sealed(content, salt) == seal
    except ValueError:  # no text
        return False


def _same(case: db.Case, recorded: Mapping[str, Any]) -> bool:
    """Whether a case is whose it was, in the same programme, with the same events."""
    try:
        whose = trail.identity(case.programme, case.person, recorded["salt"])
    except (ValueError, TypeError):  # something else than text
        return False
    return (whose, case.events, case.head) == tuple(recorded[name] for name in ("case", "events", "head"))  # fmt: skip


def _bundled(loader: Callable[[], Ruleset]) -> Ruleset | None:
    try:
        return loader()
    except RulesetError:
        return None


def _day(text: str | None) -> Any:
    return None if text is None else read_json(_DAY, text)
