"""What a table of decisions comes to, counted and laid out for a steering group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table

from kraftrules.api import Ruleset
from kraftrules.cli.terminal import Terminal, clean
from kraftrules.cli.words import asked, holders, number, share, upper_first
from kraftrules.decision import Decision
from kraftrules.explain.voice import OUTCOME_WORDS
from kraftrules.plan import Outcome
from kraftrules.ruleset.declaration import DeclaredRule
from kraftrules.text import Text

if TYPE_CHECKING:
    import polars

ORDER = (Outcome.ELIGIBLE, Outcome.EXCLUDED, Outcome.NOT_ELIGIBLE, Outcome.UNDETERMINED)
EVERYONE = "everyone"
UNKNOWN_SEX = "unknown"

Counts = Counter[tuple[str, str]]  # of what, among which group


@dataclass(slots=True)
class Tally:
    """Counts of people by what became of them, for everyone and by sex."""

    outcomes: Counts = field(default_factory=Counter)
    exclusions: Counts = field(default_factory=Counter)
    criteria: Counts = field(default_factory=Counter)
    missing: Counts = field(default_factory=Counter)

    def add(self, decision: Decision, sex: object) -> None:
        """Count a person."""
        groups = (EVERYONE, sex if isinstance(sex, str) else UNKNOWN_SEX)
        _count(self.outcomes, (decision.outcome.value,), groups)
        match decision.outcome:
            case Outcome.EXCLUDED:
                _count(self.exclusions, decision.exclusions_met, groups)
            case Outcome.NOT_ELIGIBLE:
                _count(self.criteria, decision.not_met, groups)
            case Outcome.UNDETERMINED:
                _count(self.missing, decision.missing, groups)

    def add_tally(self, other: Tally) -> None:
        """Count what another has counted."""
        self.outcomes += other.outcomes
        self.exclusions += other.exclusions
        self.criteria += other.criteria
        self.missing += other.missing

    def add_frame(self, decided: polars.DataFrame) -> None:
        """Count the rows of a frame of decisions that has a column ``sex``, never null."""
        self._add_rows(self.outcomes, decided, "outcome")
        for outcome, counts, column in (
            (Outcome.EXCLUDED, self.exclusions, "exclusions"),
            (Outcome.NOT_ELIGIBLE, self.criteria, "not_met"),
            (Outcome.UNDETERMINED, self.missing, "missing"),
        ):
            some = decided.filter(decided.get_column("outcome") == outcome.value)
            self._add_rows(counts, some.select("sex", column).explode(column), column)

    def _add_rows(self, counts: Counts, frame: polars.DataFrame, column: str) -> None:
        for thing, sex, count in frame.drop_nulls(column).group_by(column, "sex").len().iter_rows():
            counts[thing, EVERYONE] += count
            counts[thing, sex] += count

    def people(self, group: str) -> int:
        """How many people a group has."""
        return sum(count for (_, each), count in self.outcomes.items() if each == group)


def _count(counts: Counts, things: Iterable[str], groups: Sequence[str]) -> None:
    for thing in things:
        for group in groups:
            counts[thing, group] += 1


def show_summary(terminal: Terminal, ruleset: Ruleset, tally: Tally, *, by_sex: bool) -> None:
    """Print the tables: outcomes, and for those not eligible by now, why."""
    page = _Summary(terminal, ruleset, tally, _groups(terminal, ruleset, tally) if by_sex else {})
    page.outcomes()
    page.exclusions()
    page.criteria()
    page.missing()


def _groups(terminal: Terminal, ruleset: Ruleset, tally: Tally) -> dict[str, str]:
    """The groups by sex that have people, with their headings."""
    sex = ruleset.plan.facts.get("sex")
    labels = {**((sex and sex.values) or {}), **_PLURALS}
    return {
        name: clean(upper_first(label[terminal.lang]))
        for name, label in labels.items()
        if tally.people(name)
    }


_PLURALS = {
    "woman": Text("kvinnor", "women"),
    "man": Text("män", "men"),
    UNKNOWN_SEX: Text("okänt kön", "unknown sex"),
}


@dataclass(frozen=True, slots=True)
class _Summary:
    terminal: Terminal
    ruleset: Ruleset
    tally: Tally
    groups: Mapping[str, str]

    def outcomes(self) -> None:
        """How many came out each way, and the share of everyone and of each group."""
        terminal = self.terminal
        whole = {group: self.tally.people(group) for group in (EVERYONE, *self.groups)}
        table = self._table([terminal.say("Utfall", "Outcome")], shares=True)
        for each in ORDER:
            label = upper_first(OUTCOME_WORDS[each][terminal.lang])
            table.add_row(label, *self._shares(self.tally.outcomes, each.value, whole))
        table.add_section()
        totals = [cell for count in whole.values() for cell in self._share(count, count)]
        table.add_row(terminal.say("Alla prövade", "All assessed"), *totals)
        terminal.show(table)

    def exclusions(self) -> None:
        """What those excluded are excluded by."""
        self._section(
            Outcome.EXCLUDED,
            Text(
                "Undantag som gäller för de undantagna", "Exclusions that apply to those excluded"
            ),
            [Text("Undantag", "Exclusion")],
            self._rules(self.ruleset.declaration.exclusions),
            self.tally.exclusions,
        )

    def criteria(self) -> None:
        """Which criteria those who are not eligible do not meet."""
        self._section(
            Outcome.NOT_ELIGIBLE,
            Text("Kriterier som inte är uppfyllda för dem som inte ingår i målgruppen",
                 "Criteria not met by those not eligible"),
            [Text("Kriterium", "Criterion")],
            self._rules(self.ruleset.declaration.target_group.members),
            self.tally.criteria,
        )  # fmt: skip

    def missing(self) -> None:
        """Which facts are missing about those undetermined, and who holds them."""
        vocabulary, lang = self.ruleset.declaration.vocabulary, self.terminal.lang
        rows = {
            fact.id: (asked(fact, lang), holders(fact.held_by, vocabulary, lang))
            for fact in self.ruleset.facts
        }
        self._section(
            Outcome.UNDETERMINED,
            Text("Uppgifter som saknas för dem som inte går att avgöra",
                 "Facts missing about those undetermined"),
            [Text("Uppgift", "Fact"), Text("Finns hos", "Held by")],
            rows,
            self.tally.missing,
        )  # fmt: skip

    def _rules(self, rules: Sequence[DeclaredRule]) -> dict[str, tuple[str, ...]]:
        return {rule.id: (rule.label[self.terminal.lang],) for rule in rules}

    def _section(
        self,
        outcome: Outcome,
        title: Text,
        headings: Sequence[Text],
        rows: Mapping[str, tuple[str, ...]],
        counts: Counts,
    ) -> None:
        """A table of those with one outcome, most common reason first; nothing if there are none."""
        terminal, whole = self.terminal, self.tally.outcomes[outcome.value, EVERYONE]
        if not whole:
            return
        count = number(whole, terminal.lang)
        terminal.line()
        terminal.line(title[terminal.lang])
        people = terminal.say(
            "person" if whole == 1 else "personer", "person" if whole == 1 else "people"
        )
        terminal.line(terminal.say(
            f"Andel av {count} {people}; en person kan stå på flera rader.",
            f"Share of {count} {people}; one person can be on several lines.",
        ))  # fmt: skip
        terminal.line()
        table = self._table([each[terminal.lang] for each in headings], shares=False)
        found = [key for key in rows if counts[key, EVERYONE]]
        for key in sorted(found, key=lambda each: -counts[each, EVERYONE]):
            labels = [clean(upper_first(each)) for each in rows[key]]
            groups = [number(counts[key, group], terminal.lang) for group in self.groups]
            table.add_row(*labels, *self._share(counts[key, EVERYONE], whole), *groups)
        terminal.show(table)

    def _table(self, headings: Sequence[str], *, shares: bool) -> Table:
        """An empty table: labels, everyone with shares, each group with or without."""
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
        for heading in headings:
            table.add_column(heading, ratio=1 if len(headings) > 1 else None)
        counted = [self.terminal.say("Alla", "All"), *self.groups.values()]
        for at, label in enumerate(counted):
            table.add_column(label, justify="right", no_wrap=True)
            if shares or at == 0:
                table.add_column(self.terminal.say("andel", "share"), justify="right", no_wrap=True)
        return table

    def _shares(self, counts: Counts, key: str, whole: Mapping[str, int]) -> list[str]:
        return [
            cell
            for group, among in whole.items()
            for cell in self._share(counts[key, group], among)
        ]

    def _share(self, part: int, whole: int) -> tuple[str, str]:
        lang = self.terminal.lang
        return number(part, lang), share(part, whole, lang)
