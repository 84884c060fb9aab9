"""How a predicate such as ``deltar i Krami`` is denied, in Swedish and English."""

from __future__ import annotations

from collections.abc import Sequence

from kraftrules.text import Lang

_AUXILIARIES = {"is": "is not", "was": "was not", "can": "cannot", "are": "are not"}
_IRREGULAR = {"has": "have", "does": "do", "goes": "go"}


def negated(label: str, lang: Lang) -> Sequence[str]:
    """The ways to deny the predicate; the first is the one to show."""
    first, _, rest = label.partition(" ")
    found = _swedish(first, rest) if lang == "sv" else _english(first, rest)
    return [" ".join(each.split()) for each in found]


def _swedish(first: str, rest: str) -> list[str]:
    plain = [f"{first} inte {rest}", f"inte {first} {rest}"]
    if first != "har":
        return plain
    article, _, noun = rest.partition(" ")
    none = {"en": "ingen", "ett": "inget"}.get(article)
    if none:
        return [f"har {none} {noun}", f"saknar {noun}", f"saknar {rest}", *plain]
    return [*plain, f"saknar {rest}"]


def _english(first: str, rest: str) -> list[str]:
    if first in _AUXILIARIES:
        return [f"{_AUXILIARIES[first]} {rest}", f"{first} not {rest}"]
    article, _, noun = rest.partition(" ")
    bare = [f"has no {noun}"] if first == "has" and article in ("a", "an") else []
    return [*bare, f"does not {_infinitive(first)} {rest}"]


def _infinitive(verb: str) -> str:
    """``takes`` → ``take``, ``studies`` → ``study``."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    if verb.endswith(("sses", "shes", "ches", "xes")):
        return verb[:-2]
    return verb.removesuffix("s")
