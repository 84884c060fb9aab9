"""What each outcome and measure means, for a report's page: the condition in words, and how it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kraftrules.cli.pages.results import ResultsSection
from kraftrules.ruleset.declaration import Declaration
from kraftrules.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Definition:
    """An outcome or a measure: what it is called, what it says and how a document's words were read."""

    id: str
    label: str
    meaning: str
    interpretation: str


def definitions(declared: Declaration, lang: Lang) -> Iterator[Definition]:
    """Those of the outcomes, and then those of the measures, in the order written."""
    section = ResultsSection(declared, lang, lambda text: _plain(text, lang), lambda _: "")
    for rule in declared.results.outcomes:
        read = _plain(rule.interpretation or "", lang)
        yield Definition(rule.id, rule.label[lang], section.meaning(rule), read)
    for measure in declared.results.measures:
        read = _plain(measure.interpretation or "", lang)
        yield Definition(measure.id, measure.label[lang], section.counted(measure), read)


def _plain(text: Text | str, lang: Lang) -> str:
    return text[lang] if isinstance(text, Text) else text
