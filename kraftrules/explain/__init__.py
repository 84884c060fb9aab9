"""A decision in sentences: what was decided, why, by what source, what is missing, what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kraftrules.explain.changes import changes
from kraftrules.explain.reasons import Reasons
from kraftrules.explain.voice import Voice
from kraftrules.text import Lang

if TYPE_CHECKING:
    from kraftrules.decision import Decision


def explain(decision: Decision, lang: Lang) -> str:
    """The whole explanation; one sentence or list item a line."""
    voice = Voice(decision, lang)
    reasons = Reasons(voice)
    sections = [
        reasons.head(),
        reasons.criteria(),
        reasons.exclusions(),
        reasons.priority(),
        reasons.missing(),
        changes(voice),
        reasons.sources(),
    ]
    return "\n\n".join("\n".join(lines) for section in sections if (lines := list(section)))
