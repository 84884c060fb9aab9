"""What follows from something recorded: the difference between two judgements of one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kraftrules.casefile.duties import Duty, DutyStatus
from kraftrules.casefile.events import Event
from kraftrules.decision import Decision
from kraftrules.explain.voice import CRITERION_WORDS, EXCLUSION_WORDS, OUTCOME_WORDS
from kraftrules.plan import Outcome, Verdict
from kraftrules.ruleset.declaration import DeclaredRule
from kraftrules.text import Lang, Text

_OPEN = (DutyStatus.DUE, DutyStatus.OVERDUE)
DUTY_WORDS = {
    DutyStatus.NOT_APPLICABLE: Text("gäller inte", "does not apply"),
    DutyStatus.UNKNOWN: Text("går inte att avgöra", "cannot be decided"),
    DutyStatus.DUE: Text("ska göras", "is to be done"),
    DutyStatus.OVERDUE: Text("är försenad", "is overdue"),
    DutyStatus.FULFILLED: Text("är gjord", "is done"),
}


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A criterion, an exclusion or a factor that came out otherwise than before."""

    id: str
    label: Text
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A duty that stands otherwise than before."""

    before: Duty
    after: Duty

    @property
    def id(self) -> str:
        """The duty's id."""
        return self.after.id


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision and how the duties stand, on the same day and by the same facts."""

    decision: Decision
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class Consequences:
    """What followed when *events* were recorded, judged on the day *on*.

    *criteria*, *exclusions*, *factors* and *duties* are those that changed. Empty *events*: all of it
    had been recorded before.
    """

    events: tuple[Event, ...]
    on: date
    outcome_before: Outcome
    outcome: Outcome
    criteria: tuple[VerdictChange, ...]
    exclusions: tuple[VerdictChange, ...]
    factors: tuple[VerdictChange, ...]
    duties: tuple[DutyChange, ...]
    overdue: tuple[Duty, ...]
    decision: Decision

    @property
    def outcome_changed(self) -> bool:
        """Whether the outcome is another than before."""
        return self.outcome is not self.outcome_before

    @property
    def criteria_met(self) -> tuple[str, ...]:
        """The ids of the criteria and groups that became met."""
        return _became(self.criteria)

    @property
    def criteria_no_longer_met(self) -> tuple[str, ...]:
        """The ids of the criteria and groups that were met and are not, or are unknown."""
        return _ceased(self.criteria)

    @property
    def exclusions_began(self) -> tuple[str, ...]:
        """The ids of the exclusions that apply and did not before."""
        return _became(self.exclusions)

    @property
    def exclusions_ended(self) -> tuple[str, ...]:
        """The ids of the exclusions that applied and do not, or are unknown."""
        return _ceased(self.exclusions)

    @property
    def duties_arose(self) -> tuple[str, ...]:
        """The ids of the duties that are to be done and were not before."""
        return tuple(each.id for each in self.duties if _arose(each))

    @property
    def duties_fulfilled(self) -> tuple[str, ...]:
        """The ids of the duties that became fulfilled."""
        return tuple(each.id for each in self.duties if each.after.status is DutyStatus.FULFILLED)

    @property
    def duties_overdue(self) -> tuple[str, ...]:
        """The ids of all duties that are overdue on the day, since now or since before."""
        return tuple(each.id for each in self.overdue)

    def explain(self, lang: Lang = "sv") -> str:
        """What changed, a sentence a line; empty where nothing did."""
        return "\n".join(_sentences(self, lang))


def consequences(events: Iterable[Event], before: Judgement, after: Judgement) -> Consequences:
    """The difference between two judgements of the same day by the same rules."""
    declared = after.decision.plan.declared
    parts = (declared.criteria, declared.exclusions, declared.factors)
    old, new = iter(before.decision.verdicts), iter(after.decision.verdicts)
    changes = [_changes(rules, old, new) for rules in parts]
    return Consequences(
        events=tuple(events),
        on=after.decision.on,
        outcome_before=before.decision.outcome,
        outcome=after.decision.outcome,
        criteria=changes[0],
        exclusions=changes[1],
        factors=changes[2],
        duties=tuple(
            DutyChange(one, other)
            for one, other in zip(before.duties, after.duties, strict=True)
            if _standing(one) != _standing(other)
        ),
        overdue=tuple(each for each in after.duties if each.status is DutyStatus.OVERDUE),
        decision=after.decision,
    )


def _changes(
    rules: Sequence[DeclaredRule], old: Iterator[Verdict], new: Iterator[Verdict]
) -> tuple[VerdictChange, ...]:
    pairs = [(rule, next(old), next(new)) for rule in rules]
    return tuple(
        VerdictChange(rule.id, rule.label, before, after)
        for rule, before, after in pairs
        if before is not after
    )


def _became(changes: Iterable[VerdictChange]) -> tuple[str, ...]:
    return tuple(each.id for each in changes if each.after is Verdict.MET)


def _ceased(changes: Iterable[VerdictChange]) -> tuple[str, ...]:
    return tuple(each.id for each in changes if each.before is Verdict.MET)


def _standing(duty: Duty) -> tuple[DutyStatus, date | None, date | None]:
    return duty.status, duty.due, duty.done_on


def _arose(change: DutyChange) -> bool:
    return change.after.status in _OPEN and change.before.status not in _OPEN


def _sentences(found: Consequences, lang: Lang) -> Iterator[str]:
    sv = lang == "sv"
    for changes, words, name in (
        (found.criteria, CRITERION_WORDS, "Kriteriet" if sv else "The criterion"),
        (found.exclusions, EXCLUSION_WORDS, "Undantaget" if sv else "The exclusion"),
        (found.factors, CRITERION_WORDS, "Faktorn" if sv else "The factor"),
    ):
        for each in changes:
            verdict = words[each.after][lang]
            is_ = "" if each.after is Verdict.UNKNOWN or words is EXCLUSION_WORDS else "är " if sv else "is "  # fmt: skip
            yield f"{name} {quoted(each.label, lang)} {is_}{verdict}."
    for duty in found.duties:
        yield duty_sentence(duty.after, lang)
    if found.outcome_changed:
        before, after = (OUTCOME_WORDS[each][lang] for each in (found.outcome_before, found.outcome))  # fmt: skip
        yield f"{'Utfallet' if sv else 'The outcome'}: {before} → {after}."


def duty_sentence(duty: Duty, lang: Lang) -> str:
    """How a duty stands, in a sentence."""
    sv = lang == "sv"
    text = f"{'Skyldigheten' if sv else 'The duty'} {quoted(duty.label, lang)} {DUTY_WORDS[duty.status][lang]}"
    if duty.status in _OPEN and duty.due is not None:
        text += f", {'senast' if sv else 'by'} {duty.due}"
    if duty.late:
        text += f", {'för sent' if sv else 'too late'}"
    return f"{text}."


def quoted(label: Text, lang: Lang) -> str:
    """A label within the quotes of the language."""
    return f"”{label}”" if lang == "sv" else f"“{label['en']}”"
