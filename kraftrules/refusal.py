"""What is said of a value, or a name, that is refused."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan

from kraftrules.diagnostics import FactProblem, cut
from kraftrules.text import LANGUAGES, Text, listed, nearest
from kraftrules.values import FIRST_DATE, LAST_DATE, MOST_DIGITS, MOST_ITEMS
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

LONGEST_STRING = 1000


class Refused(Exception):
    """A value does not fit its fact; carries the problem. Never leaves the library."""

    def __init__(self, problem: FactProblem) -> None:
        self.problem = problem
        super().__init__(problem.fact)


class Broken:
    """A cell that holds no value of any fact, such as a formula that went wrong: ``#REF!``."""

    def __init__(self, sign: str) -> None:
        self.sign = sign

    def __repr__(self) -> str:
        return self.sign


def shown(given: object) -> str:
    """A value for an error's text, short whatever was given, with its type."""
    if isinstance(given, Broken):
        return cut(given.sign)
    try:
        text = repr(given) if not isinstance(given, int) or abs(given) < 10**60 else "…"
    except Exception:  # an object of the caller's may do anything when asked for its text
        text = "…"
    return f"{text if len(text) <= 60 else text[:57] + '…'} ({type(given).__name__})"


def allowed(fact: Fact) -> Text:
    """What a fact's values can be, in words."""
    if fact.values:
        sv, en = listed(fact.values, "eller"), listed(fact.values, "or")
    else:
        sv, en = _ALLOWED[fact.type]
    bounds = ""
    if fact.minimum is not None or fact.maximum is not None:
        bounds = f" {fact.low}–{fact.high}"
    return Text(f"tillåtet är {sv}{bounds}", f"allowed is {en}{bounds}")


_ALLOWED = {
    "boolean": ("True eller False (i text, som CSV, ja eller nej)", "True or False (in text, as CSV, ja or nej)"),
    "integer": ("ett heltal", "an integer"),
    "number": (f"ett tal med högst {MOST_DIGITS} siffror", f"a number of at most {MOST_DIGITS} digits"),
    "string": (f"text, högst {LONGEST_STRING} tecken", f"text, at most {LONGEST_STRING} characters"),
    "date": (f"ett datum utan klockslag, {FIRST_DATE}–{LAST_DATE}",
             f"a date without a time of day, {FIRST_DATE}–{LAST_DATE}"),
    "list": (f"en lista på högst {MOST_ITEMS} poster", f"a list of at most {MOST_ITEMS} records"),
    "identifier": ("text eller ett heltal", "text or an integer"),
}  # fmt: skip


def refuse(fact: Fact, given: object, sv: str = "", en: str = "") -> Refused:
    """The error that a value does not fit its fact; *sv* and *en* say what to write instead."""
    hint = Text(sv, en) if sv else _of_another_library(given)
    return Refused(FactProblem(fact.id, shown(given), allowed(fact), hint))


def _of_another_library(given: object) -> Text | None:
    """What to write instead of a value as NumPy and pandas have it; None for any other."""
    if isinstance(given, float) and isnan(given):
        return Text("Utelämna det som saknas, eller ge UNKNOWN.", "Leave out what is missing, or give UNKNOWN.")  # fmt: skip
    if type(given).__module__ == "numpy":
        return Text("Gör det till Pythons eget: .item()", "Make it Python's own: .item()")
    return None


def meant(word: object, known: Mapping[str, Text]) -> str | None:
    """Which of the names *known*, each with what people call it, a word was most likely meant for."""
    if not isinstance(word, str):
        return None
    called = " ".join(word[:100].replace("_", " ").split()).casefold()
    spoken = {label[lang].casefold(): name for name, label in known.items() for lang in LANGUAGES}
    return spoken.get(called) or nearest(word, known)


def unheard_of(name: object, facts: Mapping[str, Fact]) -> FactProblem:
    """The problem of a name that the vocabulary does not have."""
    near = meant(name, {each: fact.label for each, fact in facts.items()})
    enrolment = any(fact.of == "participation" for fact in facts.values())
    whom = Text("en inskrivning", "an enrolment") if enrolment else Text("en person", "a person")
    known = Text(
        f"ordlistan har ingen sådan uppgift om {whom}",
        f"the vocabulary has no such fact about {whom.en}",
    )
    hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
    return FactProblem(name if isinstance(name, str) else shown(name), "", known, hint)


def unheard_of_field(fact: Fact, where: str, name: object, given: str = "") -> FactProblem:
    """The problem of a field that a list's records do not have."""
    near = meant(name, {each: field.label for each, field in fact.fields.items()})
    hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
    if near and name == near + UNKNOWN_SUFFIX and fact.fields[near].none_allowed:
        hint = Text(f"Utelämna {near} i posten där det är okänt.",
                    f"Leave {near} out of the record where it is unknown.")  # fmt: skip
    sv = f"posternas fält är {listed(fact.fields)}"
    en = f"the fields of a record are {listed(fact.fields, 'and')}"
    return FactProblem(where, given, Text(sv, en), hint)
