"""What Swedish and other near words most likely stand for among the keys and values of the YAML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kraftrules.text import nearest

_KEYS = {
    "när": "when", "villkor": "when", "if": "when", "condition": "when", "value": "when", "etikett": "label", "rubrik": "label",
    "text": "label", "titel": "title", "name": "id", "namn": "id", "källa": "source", "källor": "sources",
    "tolkning": "interpretation", "tolkningar": "interpretations", "alla": "all", "någon": "any",
    "något": "any", "minst": "at_least", "av": "of", "använd": "use", "poäng": "points",
    "målgrupp": "target_group", "undantag": "exclusions", "prioritering": "priority", "turordning": "priority",
    "faktorer": "factors", "utgåva": "edition", "version": "edition", "regelverk": "ruleset",
    "gäller": "in_force", "giltighet": "in_force", "från": "from", "till": "to", "beskrivning": "description",
    "definitioner": "definitions", "fakta": "facts", "uppgifter": "facts", "typ": "type", "värden": "values",
    "värde": "value", "dokument": "document", "avsnitt": "section", "sida": "section", "ordning": "order",
    "efter": "by", "enhet": "unit", "gemensamma": "shared", "status": "status", "eng": "en", "swe": "sv",
    "se": "sv", "svenska": "sv", "engelska": "en", "regler": "rules", "start": "from", "slut": "to",
    "antagning": "intake", "intag": "intake", "reservationer": "reservations", "kvoter": "reservations",
    "strömmar": "streams", "ingångar": "streams", "procent": "share", "platser": "seats",
    "stängda månader": "closed_months", "lämnar vidare": "passes_on",
    "datum": "date", "utgivare": "publisher", "when": "value", "resultat": "results", "mål": "target",
    "utfall": "outcomes", "mått": "measures", "andel": "share", "antal": "number", "färre": "fewer",
    "än": "than", "bland": "among", "balans": "balance", "jämn": "balance", "inom": "within",
    "mellan": "within", "högst": "at_most", "per": "by", "månadsmedel": "monthly_average",
    "snitt": "monthly_average", "goals": "measures", "goal": "target", "skäl": "reason",
    "orsak": "reason", "skyldigheter": "duties", "plikter": "duties", "åtgärder": "duties", "deadlines": "duties",
    "ej mätbara": "not_measurable", "inte mätbara": "not_measurable",
}  # fmt: skip
_OF_DUTIES = {
    "senast": "due", "deadline": "due", "inom": "due", "within": "due", "frist": "due", "tidsfrist": "due",
    "by": "due", "before": "due", "klart": "done", "klar": "done", "gjort": "done", "gjord": "done",
    "utförd": "done", "uppfylls": "done", "fulfilled": "done", "fulfilled_by": "done",
}  # fmt: skip
_ELSE = {"mål": "results", "goal": "results", "goals": "results"}  # where the first is no key
_VALUES = {
    "utkast": "draft", "antagen": "adopted", "antaget": "adopted", "beslutad": "adopted", "gällande": "adopted",
    "fallande": "descending", "störst först": "descending", "stigande": "ascending", "desc": "descending",
    "asc": "ascending", "lotteri": "lottery", "lottning": "lottery", "lott": "lottery", "slump": "lottery",
    "heltal": "integer", "int": "integer", "tal": "number", "decimaltal": "number", "float": "number",
    "text": "string", "sträng": "string", "datum": "date", "kategori": "category", "val": "category",
    "lista": "list", "ja/nej": "boolean", "bool": "boolean", "sant/falskt": "boolean", "år": "years",
    "månader": "months", "dagar": "days", "procent": "percent", "bedömning": "assessment",
    "grupp": "team", "lag": "team", "månad": "month", "intag": "intake", "antagning": "intake",
    "register": "register", "egen uppgift": "declaration", "deltagande": "participation",
}  # fmt: skip
_TRUTHS = {
    "ja": "true", "yes": "true", "y": "true", "on": "true", "1": "true", "sant": "true", "true": "true",
    "nej": "false", "no": "false", "n": "false", "off": "false", "0": "false", "falskt": "false", "false": "false",
}  # fmt: skip
_NUMBERS = {
    "noll": 0, "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8,
    "nio": 9, "tio": 10, "elva": 11, "tolv": 12, "one": 1, "two": 2, "three": 3,
}  # fmt: skip


_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
    "november", "december", "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december",
)  # fmt: skip


def meant_key(word: str, known: Iterable[str]) -> str | None:
    """The known key that a word most likely stands for."""
    candidates = list(known)
    also = _ELSE.get(word.strip().casefold())
    if also in candidates and _KEYS[word.strip().casefold()] not in candidates:
        return also
    return _meant(word, candidates, {**_KEYS, **_OF_DUTIES} if "due" in candidates else _KEYS)


def looks_like_key(word: str, known: Iterable[str]) -> bool:
    """Whether a word at the start of a line is more likely a key than a text."""
    near = meant_key(word, known)
    return near is not None and (word.casefold() in _KEYS or near[0] == word[0].casefold())


def meant_value(word: str, known: Iterable[str]) -> str | None:
    """The known value that a word most likely stands for."""
    return _meant(word, known, _VALUES)


def meant_truth(word: str) -> str | None:
    """``true`` or ``false``, where a word most likely stands for one of them."""
    return _TRUTHS.get(word.strip().casefold())


def meant_number(word: str) -> str | None:
    """The number that a word most likely stands for, in digits."""
    found = _NUMBERS.get(word.strip().casefold())
    if found is not None:
        return str(found)
    plain = re.sub(r"[\s_]", "", word).replace(",", ".")
    return plain if re.fullmatch(r"-?\d{1,15}(\.\d+)?", plain, re.ASCII) else None


def meant_month(word: str) -> str | None:
    """The number of the month that a word names, in digits."""
    near = nearest(word, _MONTHS)
    return str(_MONTHS.index(near) % 12 + 1) if near else None


def as_id(word: str, hyphens: bool = False) -> str | None:
    """A word as an id: small letters a–z, digits, and underscores or hyphens."""
    letters = unicodedata.normalize("NFKD", word.casefold()).encode("ascii", "ignore").decode()
    joined = re.sub(r"[^a-z0-9]+", "-" if hyphens else "_", letters).strip("-_")
    return joined[:60] if re.match("[a-z]", joined) else None


def _meant(word: str, known: Iterable[str], words: dict[str, str]) -> str | None:
    candidates = list(known)
    stands_for = words.get(word.strip().casefold())
    return stands_for if stands_for in candidates else nearest(word, candidates)
