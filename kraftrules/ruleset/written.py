"""A value that does not fit its key, as a message names it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kraftrules.ruleset.tree import Entries, Scalar, Tree
from kraftrules.text import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Given:
    """The value that does not fit: the tree, the *context* that pydantic gives, and the keys to it.

    *as_key* is the key itself, where that is what does not fit.
    """

    tree: Tree
    context: Mapping[str, Any]
    keys: Sequence[str]
    as_key: str | None

    @property
    def text(self) -> str:
        """What was written."""
        return self.as_key or (self.tree.text if isinstance(self.tree, Scalar) else "")

    @property
    def key(self) -> str:
        """The key that it stands under."""
        return self.keys[-1] if self.keys else ""

    @property
    def shown(self) -> Text:
        """What was written, as a message names it."""
        if isinstance(self.tree, Scalar) or self.as_key:
            return quoted(self.text) if self.text else Text("ett tomt värde", "an empty value")
        return (
            Text("nycklar", "keys")
            if isinstance(self.tree, Entries)
            else Text("en lista", "a list")
        )

    @property
    def begun(self) -> Text:
        """The same where a message begins with it."""
        return Text(*(self.shown[lang][0].upper() + self.shown[lang][1:] for lang in LANGUAGES))


def quoted(text: str) -> Text:
    """A text within the quotes of each language."""
    short = text if len(text) <= 60 else f"{text[:59]}…"
    return Text(f"”{short}”", f"“{short}”")
