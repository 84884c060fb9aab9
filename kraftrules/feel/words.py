"""What people write instead of the condition language, and what to write."""

from __future__ import annotations

from kraftrules.text import Text, nearest

KEYWORDS = ("and", "or", "if", "then", "else", "some", "every", "in", "satisfies", "between", "true", "false", "null")  # fmt: skip
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")

EXAMPLES = {
    "count": "count(participations)",
    "date": 'date("2024-01-31")',
    "duration": 'duration("P1M")',
    "not": "not(disability)",
    "today": "today()",
    "years and months duration": "years and months duration(birth_date, today())",
}
RESERVED = frozenset((*KEYWORDS, "not", "count", "date", "duration", "today"))

SIGNS = {
    "===": "=", "==": "=", "=>": ">=", "=<": "<=", "<>": "!=", "!==": "!=", "=!": "!=", ":=": "=",
    "&&": "and", "||": "or", "&": "and", "|": "or", "≥": ">=", "≤": "<=", "≠": "!=", "×": "*",
    "–": "-", "−": "-", "…": "..", ";": "and",
}  # fmt: skip
WORDS = {
    "och": "and", "samt": "and", "eller": "or", "är": "=", "lika": "=", "is": "=", "equals": "=",
    "mellan": "between … and …", "om": "if … then … else …", "i": "in (…)", "bland": "in (…)",
    "större": ">", "äldre": ">", "över": ">", "greater": ">", "more": ">", "mindre": "<", "yngre": "<",
    "under": "<", "less": "<", "minst": ">=", "högst": "<=", "någon": "some … in … satisfies …",
    "annars": "else", "så": "then",
}  # fmt: skip
NEGATIONS = ("not", "inte", "icke", "ej", "!")
QUOTES = "“”„‟«»‘’‚'`´"
UNITS = frozenset(
    [
        "år",
        "månad",
        "månader",
        "mån",
        "dag",
        "dagar",
        "vecka",
        "veckor",
        "procent",
        "kr",
        "kronor",
        "timmar",
        "st",
        "poäng",
        "years",
        "year",
        "months",
        "month",
        "days",
        "day",
        "percent",
    ]
)
TIMES = {
    **dict.fromkeys(("dag", "dagar", "day", "days"), (1, "D")),
    **dict.fromkeys(("vecka", "veckor", "week", "weeks"), (7, "D")),
    **dict.fromkeys(("månad", "månader", "mån", "month", "months"), (1, "M")),
    **dict.fromkeys(("år", "year", "years"), (1, "Y")),
}
FUNCTIONS = {
    "idag": "today", "now": "today", "nu": "today", "datum": "date", "antal": "count", "len": "count",
    "size": "count", "length": "count", "inte": "not", "icke": "not", "varaktighet": "duration",
}  # fmt: skip
VALUES = {
    "ja": "true", "nej": "false", "yes": "true", "no": "false", "sant": "true", "sann": "true",
    "falskt": "false", "falsk": "false", "none": "null", "nil": "null", "inget": "null",
    "ingen": "null", "tomt": "null", "true": "true", "false": "false", "null": "null",
}  # fmt: skip

NEW_FACT = Text(
    "En regel som behöver det behöver i stället en ny uppgift, som lämnas av den som har den.",
    "A rule that needs it needs a new fact instead, given by the party that holds it.",
)


def instead(replacement: str) -> Text:
    """The hint that names what to write."""
    return Text(f"Skriv {replacement} i stället.", f"Write {replacement} instead.")


def function_hint(function: str) -> Text:
    """The hint for a function that there is none of: the nearest, and those that exist."""
    known = ", ".join(EXAMPLES.values())
    hint = Text(f"De som finns är {known}.", f"Those that exist are {known}.")
    near = FUNCTIONS.get(function.casefold())
    if near is None and function.casefold() not in _ELSEWHERE:
        near = nearest(function, EXAMPLES)
    if near is None:
        return hint
    meant = f"{near}()" if near == "today" else f"{near}(…)"
    return Text(f"Menade du {meant}? {hint}", f"Did you mean {meant}? {hint['en']}")


_ELSEWHERE = frozenset(
    [
        "contains",
        "matches",
        "substring",
        "string",
        "number",
        "abs",
        "floor",
        "ceiling",
        "sum",
        "min",
        "max",
        "mean",
        "append",
        "concatenate",
        "year",
        "month",
        "time",
        "if",
    ]
)  # functions of FEEL or of spreadsheets that resemble one of ours by chance
