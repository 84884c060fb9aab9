"""What would change the outcome, and when, if time alone does it."""

from __future__ import annotations

from collections.abc import Iterator

from kraftrules.explain.horizon import Horizon, Turn, horizon
from kraftrules.explain.voice import CRITERION_WORDS, EXCLUSION_WORDS, OUTCOME_WORDS, Voice
from kraftrules.plan import Outcome, Verdict
from kraftrules.ruleset.declaration import DeclaredRule
from kraftrules.text import listed


def changes(voice: Voice) -> Iterator[str]:
    """The section's lines; none where nothing is known to change the outcome."""
    ahead = horizon(voice.decision)
    lines = [*_what_it_takes(voice, ahead), *_time_alone(voice, ahead)]
    if lines:
        yield voice.say("Vad som skulle ändra utfallet", "What would change the outcome")
        yield from lines


def _what_it_takes(voice: Voice, ahead: Horizon) -> Iterator[str]:
    """What would have to hold for each criterion that fails and each exclusion that applies."""
    if voice.decision.outcome not in (Outcome.NOT_ELIGIBLE, Outcome.EXCLUDED):
        return
    group = voice.declared.target_group
    failing = [rule for rule in group.members if voice.is_(rule, Verdict.NOT_MET)]
    if failing and group.need < len(group.members):
        yield voice.say(
            f"Av kriterierna behöver minst {group.need} vara uppfyllda:",
            f"At least {group.need} of the criteria must be met:",
        )
    for rule in failing:
        clause = _required(voice, rule)
        text = voice.say(
            f"{voice.quoted(rule)} kräver att {clause}",
            f"{voice.quoted(rule)} requires that {clause}",
        )
        yield f"- {text}{_when(voice, rule, ahead)}."
    for rule in voice.declared.exclusions:
        if voice.is_(rule, Verdict.MET) and rule.when is not None:
            yield f"- {_must_end(voice, rule, voice.clause(rule.when))}{_when(voice, rule, ahead)}."


def _must_end(voice: Voice, rule: DeclaredRule, clause: str) -> str:
    return voice.say(
        f"Undantaget {voice.quoted(rule)} skulle upphöra att gälla: nu gäller att {clause}",
        f"The exclusion {voice.quoted(rule)} would have to end: it now holds that {clause}",
    )


def _required(voice: Voice, rule: DeclaredRule) -> str:
    if rule.when is not None:
        return voice.clause(rule.when)
    wanted = [each for each in rule.members if not voice.is_(each, Verdict.MET)]
    more = rule.need - (len(rule.members) - len(wanted))
    word = voice.say("eller att", "or that") if more == 1 else voice.say("och att", "and that")
    text = listed((_required(voice, each) for each in wanted), word)
    if 1 < more < len(wanted):
        return voice.say(
            f"minst {more} av detta gäller: att {text}",
            f"at least {more} of this holds: that {text}",
        )
    return text


def _when(voice: Voice, rule: DeclaredRule, ahead: Horizon) -> str:
    """The day on which time alone turns a rule, if it does."""
    turn = ahead.rules.get(rule.id)
    if turn is None or Voice(turn.decision, voice.lang).verdict(rule) is Verdict.UNKNOWN:
        return ""
    then = _then(voice, rule, turn)
    return voice.say(
        f" – tidigast {turn.day}: {then}, om inget annat ändras",
        f" – at the earliest on {turn.day}: {then}, if nothing else changes",
    )


def _time_alone(voice: Voice, ahead: Horizon) -> Iterator[str]:
    turn = ahead.outcome
    if turn is None:
        return
    rules = (*voice.declared.criteria, *voice.declared.exclusions)
    turned = [rule for rule in rules if rule.when is not None and rule.id in turn.turned]
    reason = _then(voice, turned[0], turn)
    outcome = OUTCOME_WORDS[turn.decision.outcome][voice.lang]
    yield "- " + voice.say(
        f"Tidigast {turn.day}: {reason}, om inget annat ändras. Utfallet blir då: {outcome}.",
        f"At the earliest on {turn.day}: {reason}, if nothing else changes. The outcome is then: {outcome}.",
    )


def _then(voice: Voice, rule: DeclaredRule, turn: Turn) -> str:
    """What time has changed when a rule turns: the facts that it reads, or else the rule itself."""
    now, then = voice.decision.facts_read, turn.decision.facts_read
    later = Voice(turn.decision, voice.lang)
    leaves = [
        each
        for each in rule.walk()
        if each.when is not None and later.verdict(each) is not voice.verdict(each)
    ]
    names = dict.fromkeys(name for each in leaves for name in voice.plan.reads[each.id])
    changed = [
        f"{voice.label(name)} {voice.say('är', 'is')} {voice.amount(name, then[name])}"
        for name in names
        if now[name] != then[name]
    ]
    if changed:
        return f"{voice.say('då', 'then')} {listed(changed, voice.say('och', 'and'))}"
    words = CRITERION_WORDS if rule in voice.declared.criteria else EXCLUSION_WORDS
    word = words[later.verdict(rule)][voice.lang]
    return f"{voice.say('då', 'then')} {voice.quoted(rule)} {word}"
