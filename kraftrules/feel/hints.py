"""What to write instead of an expression that has no type: one hint for each way it can go wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from kraftrules.feel import words
from kraftrules.feel.dates import likely_day
from kraftrules.feel.nodes import Literal, Name, Node, Operation
from kraftrules.feel.operators import comparable
from kraftrules.text import Text, listed, nearest
from kraftrules.values import Kind, Type

KIND_NAMES: Mapping[Kind, Text] = {
    Kind.BOOLEAN: Text("ett ja eller nej", "a yes or no"),
    Kind.INTEGER: Text("ett heltal", "an integer"),
    Kind.NUMBER: Text("ett tal", "a number"),
    Kind.STRING: Text("en text", "a text"),
    Kind.CATEGORY: Text("ett värde ur en lista", "a value out of a list"),
    Kind.DATE: Text("ett datum", "a date"),
    Kind.MONTHS: Text("en varaktighet i månader", "a duration in months"),
    Kind.DAYS: Text("en varaktighet i dagar", "a duration in days"),
    Kind.LIST: Text("en lista", "a list"),
    Kind.RECORD: Text("en post", "a record"),
    Kind.IDENTIFIER: Text("en beteckning", "an identifier"),
    Kind.NONE: Text("inget (null)", "none (null)"),
    Kind.ANY: Text("vad som helst", "anything"),
}
MOST_COMPARED = 300
_ABLE = Text(
    "en uppgift i ordlistan eller en definition", "a fact of the vocabulary or a definition"
)
_NUMERIC = {Kind.INTEGER, Kind.NUMBER}
_TEXTUAL = {Kind.STRING, Kind.CATEGORY}
_DURATIONS = {Kind.MONTHS, Kind.DAYS}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What helps to guess what was meant.

    *spoken* gives, for what people call a fact or a value, in small letters, the names that it can
    stand for. *elsewhere* tells of names that are known but cannot be used here, why. *able* says
    what a name can be.
    """

    spoken: Mapping[str, Sequence[str]] = field(default_factory=dict)
    elsewhere: Mapping[str, Text] = field(default_factory=dict)
    able: Text = _ABLE

    def meant(self, word: str, known: Iterable[str]) -> Text | None:
        """Which of the *known* names was most likely meant, with what people call it."""
        candidates = set(known)
        called = word.replace("_", " ").casefold()
        found = next((each for each in self.spoken.get(called, ()) if each in candidates), None)
        if found is not None:
            also = f" ({called})" if called != found.replace("_", " ") else ""
            return Text(f"Menade du {found}{also}?", f"Did you mean {found}{also}?")
        near = nearest_of(word, candidates)
        return Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None


def nearest_of(word: str, known: Iterable[str]) -> str | None:
    """The known word that *word* is most likely a slip for; of very many, only those that begin alike."""
    candidates = list(known)
    if len(candidates) > MOST_COMPARED:
        start = word[:2].casefold()
        alike = (each for each in candidates if each[:2].casefold() == start)
        candidates = list(islice(alike, MOST_COMPARED))
    return nearest(word, candidates)


def joined(*hints: Text | None) -> Text:
    """Hints one after another."""
    found = [each for each in hints if each is not None]
    return Text(" ".join(found), " ".join(each["en"] for each in found))


def unknown_name(
    name: str, names: Mapping[str, Type], expected: Type | None, lexicon: Lexicon
) -> Text:
    """The hint for a name that there is none of, where a value of a type is expected."""
    value = words.VALUES.get(name.casefold())
    if value is not None:
        return words.instead(value)
    negated = re.fullmatch(r"(?:not|inte|no|ej)_(\w+)", name)
    if negated is not None and negated[1] in names:
        return words.instead(f"not({negated[1]})")
    if name in words.EXAMPLES:
        return words.instead(words.EXAMPLES[name])
    meant = lexicon.meant(name, names)
    if expected is not None and expected.kind == Kind.CATEGORY:
        return joined(_in_quotes(name, expected.values, lexicon), values_hint(expected.values))
    if expected is not None and expected.kind == Kind.STRING:
        quoted = Text(
            f'En text skrivs inom citattecken: "{name}"', f'A text is written in quotes: "{name}"'
        )
        return joined(meant, quoted)
    return meant or Text(
        f"Ett namn ska vara {lexicon.able}; en text skrivs inom citattecken.",
        f"A name should be {lexicon.able['en']}; a text is written in quotes.",
    )


def _in_quotes(name: str, values: Sequence[str], lexicon: Lexicon) -> Text | None:
    if name in values:
        return words.instead(f'"{name}"')
    return lexicon.meant(name, values)


def values_hint(values: Sequence[str]) -> Text:
    """The values of a category."""
    quoted = [f'"{value}"' for value in values]
    return Text(f"Värdena är {listed(quoted, 'eller')}.", f"The values are {listed(quoted, 'or')}.")


def not_boolean(said: str, found: Type, before: Node | None, said_before: str) -> Text:
    """The hint for what stands where a condition should, perhaps *before* it a comparison."""
    if isinstance(before, Operation) and before.operator in words.COMPARISONS:
        left = re.split(r"\s*(?:[<>!]=|[=<>])\s*", said_before)[0]
        again = f"{left} {before.operator} {said}"
        return Text(
            f"Skriv hela jämförelsen igen: {again}", f"Write the whole comparison again: {again}"
        )
    if found.kind == Kind.LIST:
        examples = [f"count({said}) > 0", f"some p in {said} satisfies …"]
        return Text(f"Skriv {listed(examples, 'eller')}", f"Write {listed(examples, 'or')}")
    example = _EXAMPLES.get(found.kind, "= …")
    if found.kind == Kind.CATEGORY:
        example = f'= "{found.values[0]}"'
    if found.kind == Kind.DATE and found.none:
        return Text(f"Skriv {said} != null om det räcker att datumet finns, annars till exempel {said} <= today().",
                    f"Write {said} != null if it is enough that there is a date, else for example {said} <= today().")  # fmt: skip
    return Text(f"Jämför med något, till exempel {said} {example}",
                f"Compare it with something, for example {said} {example}")  # fmt: skip


_EXAMPLES = {
    Kind.INTEGER: ">= 12",
    Kind.NUMBER: ">= 12",
    Kind.STRING: '= "Malmö"',
    Kind.DATE: "<= today()",
    Kind.MONTHS: '>= duration("P12M")',
    Kind.DAYS: '>= duration("P14D")',
}


def mismatch(node: Operation, types: Sequence[Type], said: Sequence[str]) -> tuple[Text, Text]:
    """What to say of operands that an operator does not take: message and hint."""
    sign = re.sub(r"^in .*", "in", node.operator)
    arithmetic = node.operator in ("+", "-", "*")
    if len(types) == 1:
        return _of(said[0], types[0], Text("ett minustecken kan bara stå före ett tal", "a minus sign goes before a number")), _a_number()  # fmt: skip
    if node.operator == "years and months duration":
        at = next((i for i, each in enumerate(types) if each.kind != Kind.DATE), 0)
        why = Text("här ska stå ett datum", "a date goes here")
        return _of(said[at], types[at], why), words.instead(words.EXAMPLES[node.operator])
    at = next((i for i in range(1, len(types)) if not comparable(types[0], types[i]) and types[i].kind != Kind.NONE), 1)  # fmt: skip
    one, other = types[0], types[at]
    if one.kind == other.kind and not arithmetic:
        return _without_order(said[0], one, sign), _equal_only(said[0], said[at], one)
    how = Text(f"de kan inte räknas ihop med {sign}", f"{sign} does not take them") if arithmetic else Text(
        f"de kan inte jämföras med {sign}", f"{sign} cannot compare them")  # fmt: skip
    message = Text(
        f"{said[0]} är {KIND_NAMES[one.kind]} och {said[at]} är {KIND_NAMES[other.kind]}: {how}.",
        f"{said[0]} is {KIND_NAMES[one.kind]['en']} and {said[at]} is {KIND_NAMES[other.kind]['en']}: {how['en']}.",
    )
    bare = next((each for each in said if re.fullmatch(r"\d{4}-\d\d?-\d\d?", each)), None)
    if bare is not None:
        message = Text(f"{bare} är en subtraktion, inte ett datum.", f"{bare} is a subtraction, not a date.")  # fmt: skip
    hint = _sum_hint(one, other) if arithmetic else _pair_hint(node, at, types, said)
    return message, hint


def _of(said: str, found: Type, why: Text) -> Text:
    kind = KIND_NAMES[found.kind]
    return Text(f"{said} är {kind}: {why}.", f"{said} is {kind['en']}: {why['en']}.")


def _a_number() -> Text:
    return Text("Skriv ett tal.", "Write a number.")


def _without_order(said: str, found: Type, sign: str) -> Text:
    return _of(said, found, Text(f"det kan inte jämföras med {sign}", f"it cannot be compared by {sign}"))  # fmt: skip


def _equal_only(one: str, other: str, found: Type) -> Text:
    if found.kind in (Kind.LIST, Kind.RECORD):
        return Text(f"Räkna posterna, till exempel count({one}) >= 1, eller jämför ett fält i taget.",
                    f"Count the records, for example count({one}) >= 1, or compare one field at a time.")  # fmt: skip
    if found.kind == Kind.IDENTIFIER:
        return Text("En beteckning används inte i villkor.", "An identifier is not used in conditions.")  # fmt: skip
    return Text(f"Skriv {one} = {other} eller {one} != {other}.", f"Write {one} = {other} or {one} != {other}.")  # fmt: skip


def _sum_hint(one: Type, other: Type) -> Text:
    if {one.kind, other.kind} & _DURATIONS:
        return Text('En varaktighet läggs till ett datum: today() + duration("P1M"). Med tal räknar man i uppgiftens enhet.',
                    'A duration is added to a date: today() + duration("P1M"). With numbers, count in the unit of the fact.')  # fmt: skip
    if Kind.DATE in (one.kind, other.kind):
        return Text('Skriv hur långt det är som duration("P30D") eller duration("P1M").',
                    'Write how long it is as duration("P30D") or duration("P1M").')  # fmt: skip
    return Text(
        "Bara tal kan räknas ihop; en text jämförs som den är.",
        "Only numbers can be reckoned with; a text is compared as it is.",
    )


def _pair_hint(node: Operation, at: int, types: Sequence[Type], said: Sequence[str]) -> Text:
    """How to mend a comparison of unlike kinds."""
    literal = next((i for i in (at, 0) if isinstance(node.operands[i], Literal)), None)
    fact = (at if literal == 0 else 0) if literal is not None else 0
    kind, other = types[fact].kind, types[0 if fact == at else at].kind
    written = said[literal].strip('"') if literal is not None else ""
    if kind == Kind.DATE:
        return _date_hint(said[0 if fact == at else at], other)
    if Kind.IDENTIFIER in (kind, other):
        return Text(
            "En beteckning används inte i villkor.", "An identifier is not used in conditions."
        )
    if kind == Kind.BOOLEAN:
        return _truth_hint(said[fact], written)
    if kind == Kind.LIST:
        meant = f"count({said[fact]}) {node.operator} {said[0 if fact == at else at]}"
        return Text(f"Räkna posterna: {meant}", f"Count the records: {meant}")  # fmt: skip
    if kind in _NUMERIC and re.fullmatch(r"-?\d+(\.\d+)?", written):
        return Text(f"Skriv talet utan citattecken: {written}", f"Write the number without quotes: {written}")  # fmt: skip
    if kind in _TEXTUAL and written:
        return Text(f'Skriv texten inom citattecken: "{written}"', f'Write the text in quotes: "{written}"')  # fmt: skip
    if kind == Kind.MONTHS and other in _NUMERIC:
        return Text("Lägg till .years eller .months, eller jämför med en varaktighet som duration(\"P12M\").",
                    "Add .years or .months, or compare it with a duration as duration(\"P12M\").")  # fmt: skip
    return Text(f"Jämför {said[fact]} med {KIND_NAMES[kind]}.", f"Compare {said[fact]} with {KIND_NAMES[kind]['en']}.")  # fmt: skip


def _date_hint(said: str, other: Kind) -> Text:
    day = likely_day(said.strip('"'))
    if day:
        return Text(f'Skriv datumet som date("{day}").', f'Write the date as date("{day}").')
    if other in _DURATIONS:
        return Text(f"Räkna från en dag: today() + {said}", f"Count from a day: today() + {said}")
    return Text('Skriv en dag: date("2024-01-31") eller today().', 'Write a day: date("2024-01-31") or today().')  # fmt: skip


def _truth_hint(said: str, written: str) -> Text:
    value = words.VALUES.get(written.casefold(), {"1": "true", "0": "false"}.get(written))
    if value == "false":
        return Text(f"Skriv not({said}), eller {said} = false.", f"Write not({said}), or {said} = false.")  # fmt: skip
    return Text(f"Skriv bara {said}, eller {said} = true.", f"Write just {said}, or {said} = true.")


def with_hyphens(said: str, names: Mapping[str, Type]) -> str | None:
    """The name that was written with hyphens, if it was."""
    if not re.fullmatch(r"[^\W\d]\w*(-\w+)+", said) or all(
        part in names for part in said.split("-")
    ):
        return None
    return nearest_of(said.replace("-", "_"), names)


def is_unknown(node: Node, names: Mapping[str, Type]) -> bool:
    """Whether a node is a name that there is none of."""
    return isinstance(node, Name) and node.name not in names
