"""What a phrase of scenarios is: its patterns in both languages, and what a step that matches one says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kraftrules.text import Lang, Text

DAY = r"(?P<day>\d{4}-\d{2}-\d{2})"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing to say: the patterns that it is known by, and how it is shown to a writer."""

    name: str
    shown: Text
    sv: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A step read as a phrase."""

    name: str
    lang: Lang
    said: Mapping[str, str]
