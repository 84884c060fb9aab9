"""Words that several commands put facts, parties and shares into."""

from __future__ import annotations

from collections.abc import Iterable

from kraftrules.text import Lang, Text, listed
from kraftrules.vocabulary import Fact, Vocabulary

STATUS = {"adopted": Text("antagen", "adopted"), "draft": Text("utkast", "draft")}
NO_PARTY = Text("ingen angiven part", "no party named")


def asked(fact: Fact, lang: Lang) -> str:
    """A fact as what to ask about: ``ålder``, ``om personen deltar i Krami``."""
    label = fact.label[lang]
    if fact.type != "boolean":
        return label
    return f"om personen {label}" if lang == "sv" else f"whether the person {label}"


def holders(held_by: Iterable[str], vocabulary: Vocabulary, lang: Lang) -> str:
    """The parties that hold a fact, in words; the one to ask first stands first."""
    names = [vocabulary.organisation_label(each)[lang] for each in held_by]
    return listed(names, "eller" if lang == "sv" else "or") or NO_PARTY[lang]


def share(part: int, whole: int, lang: Lang) -> str:
    """A share in percent with one decimal; a dash where there is nobody to share among."""
    if whole == 0:
        return "–"
    number = f"{100 * part / whole:.1f}"
    return f"{number.replace('.', ',')} %" if lang == "sv" else f"{number}%"


def percent(value: float, lang: Lang) -> str:
    """A part of 1 in percent with one decimal, or with none where there are none."""
    text = f"{100 * value:.1f}".removesuffix(".0") if value in (0, 1) else f"{100 * value:.1f}"
    return f"{text.replace('.', ',')} %" if lang == "sv" else f"{text}%"


def decimal(value: float, lang: Lang) -> str:
    """A number with its thousands apart, and one decimal where it is not whole."""
    if float(value).is_integer():
        return number(int(value), lang)
    whole, _, part = f"{value:,.1f}".partition(".")
    return f"{whole.replace(',', chr(0xA0))},{part}" if lang == "sv" else f"{whole}.{part}"


def number(count: int, lang: Lang) -> str:
    """A count with its thousands apart: ``4 295`` or ``4,295``."""
    return f"{count:,}".replace(",", "\u00a0") if lang == "sv" else f"{count:,}"


def upper_first(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]
