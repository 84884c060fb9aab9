"""What can go wrong in a step, each with its text in both languages."""

from __future__ import annotations

from kraftrules.text import Lang, Text


class StepError(Exception):
    """A step cannot be carried out; *text* says why. ``str()`` gives the language of the scenario."""

    def __init__(self, text: Text, lang: Lang = "sv") -> None:
        self.text = text
        self.lang = lang
        super().__init__(text, lang)

    def __str__(self) -> str:
        return self.text[self.lang]


class NoSuchPhrase(StepError):
    """No phrase matches a step; the text lists the nearest."""


class Misfit(StepError):
    """A phrase names something that is not there, or a value that does not fit its fact."""


class DoesNotHold(StepError, AssertionError):
    """What a step claims of a decision is not so."""
