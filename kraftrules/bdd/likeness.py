"""What to say of a step that nothing matches: the phrases most like it, in the step's own language."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from heapq import nlargest

from kraftrules.bdd.errors import NoSuchPhrase
from kraftrules.text import Lang, Text

MOST_SHOWN = 3


def language_of(said: str) -> Lang:
    """The language of a step that is about a fact."""
    words = set(said.casefold().split())
    return "en" if words & {"the", "is", "does"} and not words & {"är", "personen"} else "sv"


def no_such_phrase(said: str, known: Sequence[Text]) -> NoSuchPhrase:
    """The error for a step that says nothing known, with the phrases most like it."""
    lang = language_of(said)
    like = SequenceMatcher(b=said.casefold(), autojunk=False)

    def likeness(phrase: str) -> float:
        like.set_seq1(phrase.casefold())
        return like.ratio()

    near = nlargest(MOST_SHOWN, dict.fromkeys(each[lang] for each in known), key=likeness)
    shown = "".join(f"\n  {each}" for each in near)
    return NoSuchPhrase(Text(f"Steget går inte att förstå: {said}\nNärmast är:{shown}",
                             f"The step makes no sense: {said}\nNearest are:{shown}"), lang)  # fmt: skip
