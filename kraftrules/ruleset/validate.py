"""A tree of YAML → a block of the model, or diagnostics with their places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kraftrules.diagnostics import Code, Diagnostic
from kraftrules.ruleset.yaml import Entries, Scalar, Tree, places
from kraftrules.source import Place
from kraftrules.text import Text, listed, nearest
from kraftrules.vocabulary import Block

AnyBlock = TypeVar("AnyBlock", bound=Block)
Problem = tuple[Code, Text, Text | None]


def validate(model: type[AnyBlock], tree: Tree) -> tuple[AnyBlock | None, list[Diagnostic]]:
    """The block that a tree holds; None, and every diagnostic at once, where it holds none."""
    try:
        return model.model_validate(tree.data()), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
    return None, [_diagnostic(model, tree, each) for each in found]


def _diagnostic(model: type[Block], tree: Tree, error: Any) -> Diagnostic:
    path: list[str | int] = list(error["loc"])
    context: Mapping[str, Any] = error.get("ctx", {})
    at, place = places(tree, path)
    kind = error["type"]
    if kind == "extra_forbidden":
        code, message, hint = _unknown_key(model, path)
        place = _key_place(tree, path) or place
    elif kind in _BY_KEY:
        code, message, hint = _BY_KEY[kind](context)
        place = _child_place(at, context.get("key")) or place
    elif kind in _BY_VALUE:
        code, message, hint = _BY_VALUE[kind](context, _shown(at))
    else:
        code, message, hint = _missing(path) if kind == "missing" else _misfit(_shown(at))
    if code is Code.BAD_ID and not isinstance(at, Scalar):
        place = tree.place
    return Diagnostic(code, message, place, hint)


def _shown(tree: Tree) -> str:
    if isinstance(tree, Scalar):
        return f"”{tree.excerpt.text[:60]}”" if tree.excerpt.text else "ett tomt värde"
    return "flera nycklar" if isinstance(tree, Entries) else "en lista"


def _key_place(tree: Tree, path: Sequence[str | int]) -> Place | None:
    parent, _ = places(tree, path[:-1])
    key = parent.key(str(path[-1])) if isinstance(parent, Entries) else None
    return key.place if key else None


def _child_place(at: Tree, key: str | None) -> Place | None:
    found = at.get(key) if isinstance(at, Entries) and key else None
    if isinstance(found, Scalar):
        return found.place
    own = at.key(key) if found is not None and isinstance(at, Entries) and key else None
    return own.place if own else None


def _unknown_key(model: type[Block], path: Sequence[str | int]) -> Problem:
    key = str(path[-1])
    known = _keys_at(model, path[:-1])
    near = nearest(key, known)
    message = Text(f"Nyckeln {key[:60]} finns inte här.", f"There is no key {key[:60]} here.")
    keys = listed(known, most=30)
    hint = Text(f"Nycklarna här är {keys}.", f"The keys here are {listed(known, 'and', most=30)}.")
    if near:
        hint = Text(f"Menade du {near}? {hint}", f"Did you mean {near}? {hint['en']}")
    return Code.UNKNOWN_KEY, message, hint if known else None


def _keys_at(model: type[Block], path: Sequence[str | int]) -> list[str]:
    """The keys that the model knows where a path leads."""
    current: type[BaseModel] | None = model
    for step in path:
        field = _field(current, step) if current else None
        if field is not None:
            current = _block_in(field)
    if current is None:
        return ["sv", "en"]
    return [info.alias or name for name, info in current.model_fields.items()]


def _field(model: type[BaseModel], step: str | int) -> Any:
    for name, info in model.model_fields.items():
        if step == (info.alias or name):
            return info.annotation
    return None


def _block_in(annotation: Any) -> type[BaseModel] | None:
    """The block class inside an annotation such as ``tuple[Criterion, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = [_block_in(part) for part in getattr(annotation, "__args__", ())]
    return next((block for block in found if block is not None), None)


def _missing(path: Sequence[str | int]) -> Problem:
    return _missing_key({"key": str(path[-1])})


def _missing_key(context: Mapping[str, Any]) -> Problem:
    key = context["key"]
    message = Text(f"Nyckeln {key} saknas.", f"The key {key} is missing.")
    example = _EXAMPLES.get(key)
    hint = Text(f"Lägg till {key}: {example}", f"Add {key}: {example}") if example else None
    return Code.MISSING_KEY, message, hint


_EXAMPLES = {
    "id": "resident_in_malmo",
    "label": "{sv: Folkbokförd i Malmö, en: Registered in Malmö}",
    "sv": "följt av den svenska texten",
    "in_force": "{from: 2024-01-01, to: 2024-12-31}",
    "from": "2024-01-01",
    "ruleset": "malmokraften",
    "edition": '"2.0"',
    "title": "{sv: Malmökraften 2.0, en: Malmökraften 2.0}",
    "points": "1",
    "order": "descending",
    "by": "months_without_work",
    "value": "ett villkor",
    "target_group": "med all: och en lista av kriterier",
    "of": "en lista av kriterier",
    "at_least": "2",
    "values": "{ja: {sv: ja, en: yes}, nej: {sv: nej, en: no}}",
    "items": "{started_on: date}",
    "document": "metodmanual-2024",
    "section": "Målgruppsdefinitioner",
}


def _one_of(context: Mapping[str, Any]) -> Problem:
    keys, stated = context["keys"], context["stated"]
    if stated:
        message = Text(
            f"Här står både {listed(stated)}.", f"Both {listed(stated, 'and')} stand here."
        )
    else:
        message = Text("Regeln har inget villkor.", "The rule has no condition.")
    hint = Text(f"Ange ett av {listed(keys, 'eller')}.", f"State one of {listed(keys, 'or')}.")
    return Code.ONE_OF, message, hint


def _beside_use(context: Mapping[str, Any]) -> Problem:
    key = context["key"]
    return (
        Code.UNKNOWN_KEY,
        Text(f"Nyckeln {key} kan inte stå bredvid use.", f"The key {key} cannot stand beside use."),
        Text(
            "Den gemensamma regeln bestämmer det. Egna är bara source, interpretation och points.",
            "The shared rule decides it. Only source, interpretation and points are one's own.",
        ),
    )


def _misplaced(context: Mapping[str, Any]) -> Problem:
    key, types = context["key"], context["types"]
    return (
        Code.UNKNOWN_KEY,
        Text(f"Nyckeln {key} hör inte till den här typen.", f"The key {key} is not for this type."),
        Text(f"Den hör till {listed(types)}.", f"It is for {listed(types, 'and')}."),
    )


_BY_KEY: dict[str, Callable[[Mapping[str, Any]], Problem]] = {
    "missing_key": _missing_key,
    "one_of": _one_of,
    "beside_use": _beside_use,
    "misplaced": _misplaced,
    "empty_group": lambda context: (
        Code.EMPTY_GROUP,
        Text(f"Gruppen {context['key']} är tom.", f"The group {context['key']} is empty."),
        Text("Lägg till minst ett kriterium, eller ta bort gruppen.", "Add a criterion, or remove the group."),
    ),
    "at_least": lambda context: (
        Code.BAD_BOUNDS,
        Text("Så många kriterier kan inte krävas.", "That many criteria cannot be required."),
        Text(f"Ange ett tal från 1 till {context['most']}.", f"State a number from 1 to {context['most']}."),
    ),
    "bounds": lambda context: (
        Code.BAD_BOUNDS,
        Text("Det minsta är större än det största.", "The minimum is above the maximum."),
        Text("Byt plats på minimum och maximum.", "Swap minimum and maximum."),
    ),
    "period": lambda context: (
        Code.BAD_PERIOD,
        Text("Sista dagen ligger före den första.", "The last day is before the first."),
        Text("Byt plats på from och to, eller rätta året.", "Swap from and to, or mend the year."),
    ),
}  # fmt: skip


def _pattern(context: Mapping[str, Any], shown: str) -> Problem:
    hyphens = "-]" in context.get("pattern", "")
    if hyphens:
        hint = Text(
            "Använd små bokstäver a–z, siffror och bindestreck, som malmokraften eller dua-unga.",
            "Use small letters a–z, digits and hyphens, as malmokraften or dua-unga.",
        )
    else:
        hint = Text(
            "Använd små bokstäver a–z, siffror och understreck, och börja med en bokstav: resident_in_malmo.",
            "Use small letters a–z, digits and underscores, a letter first: resident_in_malmo.",
        )
    return Code.BAD_ID, Text(f"{shown} kan inte vara ett namn.", f"{shown} cannot be a name."), hint


def _literal(context: Mapping[str, Any], shown: str) -> Problem:
    allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
    near = nearest(shown.strip("”"), allowed)
    message = Text(f"{shown} är inget av värdena.", f"{shown} is none of the values.")
    hint = Text(f"Skriv {listed(allowed, 'eller')}.", f"Write {listed(allowed, 'or')}.")
    if near and len(allowed) > 1:
        hint = Text(f"Menade du {near}? {hint}", f"Did you mean {near}? {hint['en']}")
    code = Code.UNKNOWN_TIE if allowed == ["lottery"] else Code.WRONG_VALUE
    if code is Code.UNKNOWN_TIE:
        hint = Text(
            "Skriv lottery eller {by: months_without_work, order: descending}.",
            "Write lottery or {by: months_without_work, order: descending}.",
        )
    return code, message, hint


def _value(code: Code, sv: str, en: str, hint_sv: str, hint_en: str) -> Callable[..., Problem]:
    def problem(context: Mapping[str, Any], shown: str) -> Problem:
        return code, Text(sv.format(shown), en.format(shown)), Text(hint_sv, hint_en)

    return problem


_BLOCK_EXPECTED = _value(
    Code.WRONG_SHAPE,
    "Här ska stå nycklar med värden, inte {}.", "Keys with values go here, not {}.",
    "Skriv nyckel: värde, en per rad, med samma indrag.", "Write key: value, one a line, equally indented.",
)  # fmt: skip
_LIST_EXPECTED = _value(
    Code.WRONG_SHAPE,
    "Här ska stå en lista, inte {}.", "A list goes here, not {}.",
    "Börja varje post med ett bindestreck: - id: …", "Begin every item with a hyphen: - id: …",
)  # fmt: skip
_TEXT_EXPECTED = _value(
    Code.WRONG_SHAPE,
    "Här ska stå en text, inte {}.", "A text goes here, not {}.",
    "Skriv texten efter kolonet; sätt citattecken om den innehåller kolon.",
    "Write the text after the colon; put quotes around it if it has a colon in it.",
)  # fmt: skip

_BY_VALUE: dict[str, Callable[[Mapping[str, Any], str], Problem]] = {
    "string_pattern_mismatch": _pattern,
    "literal_error": _literal,
    "model_type": _BLOCK_EXPECTED,
    "model_attributes_type": _BLOCK_EXPECTED,
    "dict_type": _BLOCK_EXPECTED,
    "tuple_type": _LIST_EXPECTED,
    "list_type": _LIST_EXPECTED,
    "string_type": _TEXT_EXPECTED,
    "truth": _value(
        Code.WRONG_VALUE, "{} är varken true eller false.", "{} is neither true nor false.",
        "Skriv true eller false.", "Write true or false."),
    "whole": _value(
        Code.WRONG_VALUE, "{} är inget heltal.", "{} is no integer.",
        "Skriv ett tal med siffror.", "Write a number in digits."),
    "number": _value(
        Code.WRONG_VALUE, "{} är inget tal.", "{} is no number.",
        "Skriv ett tal med siffror och decimalpunkt.", "Write a number in digits with a decimal point."),
    "day": _value(
        Code.BAD_DATE, "{} är inget datum.", "{} is no date.",
        "Skriv år, månad och dag som finns: 2024-01-31.", "Write a year, month and day that exist: 2024-01-31."),
    "string_too_short": _value(
        Code.MISSING_KEY, "Här saknas en text.", "A text is missing here.",
        "Skriv texten, eller ta bort nyckeln.", "Write the text, or remove the key."),
    "string_too_long": _value(
        Code.TOO_LONG, "Texten är för lång.", "The text is too long.",
        "Korta den.", "Make it shorter."),
    "greater_than_equal": _value(
        Code.WRONG_VALUE, "{} är för litet.", "{} is too small.",
        "Skriv ett helt tal från 1 till 1000.", "Write a whole number from 1 to 1000."),
    "less_than_equal": _value(
        Code.WRONG_VALUE, "{} är för stort.", "{} is too large.",
        "Skriv ett helt tal från 1 till 1000.", "Write a whole number from 1 to 1000."),
}  # fmt: skip


def _misfit(shown: str) -> Problem:
    return (
        Code.WRONG_VALUE,
        Text(f"{shown} passar inte här.", f"{shown} does not fit here."),
        None,
    )
