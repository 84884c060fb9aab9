"""The duties of a ruleset as a section of its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kraftrules.feel.nodes import Name, walk
from kraftrules.feel.phrase import Words, phrase, value_phrase
from kraftrules.ruleset.declaration import Citation, Declaration, DeclaredDuty
from kraftrules.text import Text

Quoted = Callable[[Text | str], str]
Cited = Callable[[Citation], str]


def duty_lines(declared: Declaration, words: Words, quoted: Quoted, cited: Cited) -> Iterator[str]:
    """The heading and the list of duties; nothing where the ruleset has none. *quoted* makes text safe, *cited* names a source."""
    if not declared.duties:
        return
    yield words.say("## Vad som ska göras, och senast när", "## What must be done, and by when")
    yield words.say(
        "En skyldighet gäller när villkoret är uppfyllt. Är något okänt syns den som okänd, aldrig som gjord.",
        "A duty applies when its condition is met. Where something is unknown it shows as unknown, never as done.",
    )
    yield "\n".join(
        line
        for at, duty in enumerate(declared.duties, 1)
        for line in _duty(duty, at, words, quoted, cited)
    )


def definitions_of(declared: Declaration) -> set[str]:
    """The definitions that the duties read, and those that these read."""
    used = {name for duty in declared.duties for name in duty.names}
    for each in reversed(declared.definitions):
        if each.id in used:
            used.update(part.name for part, _ in walk(each.value) if isinstance(part, Name))
    return used


def _duty(duty: DeclaredDuty, at: int, words: Words, quoted: Quoted, cited: Cited) -> Iterator[str]:
    mark = f"{at}. "
    sentences = [f"**{quoted(duty.label)}** (`{duty.id}`).", *_meaning(duty, words, quoted)]
    if duty.source:
        sentences.append(cited(duty.source))
    yield f"{mark}{' '.join(sentences)}"
    yield ""
    if duty.interpretation:
        note = words.say("*Tolkning:*", "*Interpretation:*")
        yield f"{' ' * len(mark)}{note} {quoted(duty.interpretation)}"
        yield ""


def _meaning(duty: DeclaredDuty, words: Words, quoted: Quoted) -> Iterator[str]:
    when = quoted(phrase(duty.when, words))
    yield words.say(f"Gäller när {when}.", f"Applies when {when}.")
    if duty.due is None:
        yield words.say("Ingen sista dag är bestämd.", "No last day is set.")
    else:
        due = quoted(value_phrase(duty.due, words))
        yield words.say(f"Senast: {due}.", f"By: {due}.")
    done = quoted(value_phrase(duty.done, words) if duty.dated else phrase(duty.done, words))
    if duty.dated:
        yield words.say(f"Gjord: {done}.", f"Done: {done}.")
    else:
        yield words.say(f"Gjord när {done}.", f"Done when {done}.")
