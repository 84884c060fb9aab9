"""The story of a case: what was learned day by day, and what followed from it or from time alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from kraftrules.casefile.border import Rules
from kraftrules.casefile.consequences import Judgement, consequences
from kraftrules.casefile.events import PERSON, Entry, Event, Ground, Withdrawal
from kraftrules.explain.voice import KIND_WORDS
from kraftrules.feel.phrase import amount
from kraftrules.text import Lang, Text

Judge = Callable[[Sequence[Event], date, date | None], Judgement]
_GROUNDS = {
    **{Ground(kind): words for kind, words in KIND_WORDS.items()},
    Ground.CONSENT: Text("med samtycke", "by consent"),
}
_DAY = timedelta(days=1)


def story(
    rules: Rules, events: Sequence[Event], judge: Judge, lang: Lang, until: date | None
) -> str:
    """The whole story, a day at a time; what time alone changed by the day *until* comes last."""
    teller = _Teller(rules, events, judge, lang)
    return "\n\n".join("\n".join(block) for block in teller.blocks(until))


class _Teller:
    """Tells one case in one language."""

    def __init__(self, rules: Rules, events: Sequence[Event], judge: Judge, lang: Lang) -> None:
        self.rules = rules
        self.events = events
        self.judge = judge
        self.lang = lang

    def say(self, sv: str, en: str) -> str:
        return sv if self.lang == "sv" else en

    def blocks(self, until: date | None) -> Iterator[list[str]]:
        declared = self.rules.declared
        name = f"{declared.title[self.lang]} ({declared.name})"
        yield [self.say(f"Ärendets historia enligt {name}.", f"The history of the case by {name}.")]
        days = sorted({each.learned for each in self.events})
        for before, day in zip((None, *days), days, strict=False):
            told = [each for each in self.events if each.learned == day]
            yield [f"{day}", *self._passed(before, day), *map(self._said, told), *self._follows(day)]  # fmt: skip
        if days and until is not None and until > days[-1]:
            yield [f"{until}", *(self._passed(days[-1], until) or [self._nothing()])]
        if not days:
            yield [self.say("Inget är antecknat.", "Nothing has been recorded.")]

    def _nothing(self) -> str:
        return self.say("- Inget har ändrats med tiden.", "- Time has changed nothing.")

    def _passed(self, before: date | None, day: date) -> list[str]:
        """What time alone has changed since the day before."""
        if before is None:
            return []
        old, new = self.judge(self.events, before, before), self.judge(self.events, day, before)
        lines = consequences((), old, new).explain(self.lang).splitlines()
        return [self.say("- Med tiden: ", "- With time: ") + line for line in lines]

    def _follows(self, day: date) -> list[str]:
        """What everything learned on a day changed."""
        old, new = self.judge(self.events, day, day - _DAY), self.judge(self.events, day, day)
        return [
            f"  → {line}" for line in consequences((), old, new).explain(self.lang).splitlines()
        ]

    def _said(self, event: Event) -> str:
        if isinstance(event, Withdrawal):
            whose = "" if event.by is None else self.say(" för uppgifter från ", " for facts from ") + self._giver(event.by)  # fmt: skip
            return self.say(
                f"- [{event.number}] Samtycket återkallas{whose}, från och med {event.since}.",
                f"- [{event.number}] The consent is withdrawn{whose}, as of {event.since}.",
            )
        return f"- [{event.number}] {self._fact(event)}"

    def _fact(self, entry: Entry) -> str:
        fact = self.rules.ruleset.plan.facts.get(entry.fact)
        label = fact.label[self.lang] if fact else entry.fact
        value = amount(entry.value, fact, self.lang)
        ground = _GROUNDS[entry.ground][self.lang]
        giver = self._giver(entry.by)
        since = self.say(f"från och med {entry.since}", f"as of {entry.since}")
        text = f"{giver[:1].upper()}{giver[1:]} ({ground}): {label}: {value}, {since}."
        if entry.corrects is not None:
            text += self.say(f" Rättar [{entry.corrects}].", f" Corrects [{entry.corrects}].")
        return text

    def _giver(self, name: str) -> str:
        if name == PERSON:
            return self.say("personen", "the person")
        return self.rules.declared.vocabulary.organisation_label(name)[self.lang]
