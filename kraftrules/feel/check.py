"""Every expression gets a type, or a diagnostic that points inside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from kraftrules.diagnostics import Code, Diagnostic, Severity
from kraftrules.feel.nodes import (
    And,
    Count,
    Field,
    Filter,
    If,
    Literal,
    Name,
    Node,
    Not,
    Operation,
    Or,
    Quantified,
    Today,
)
from kraftrules.feel.operators import OPERATORS, comparable, fits
from kraftrules.source import Excerpt
from kraftrules.text import Text, listed, nearest
from kraftrules.values import (
    ANY,
    BOOLEAN,
    DATE,
    MOST_ITEMS,
    NONE,
    STRING,
    Atom,
    Days,
    Kind,
    Months,
    Type,
)

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
_OTHER_TRUTHS = {"ja": "true", "nej": "false", "yes": "true", "no": "false", "sant": "true",
                 "falskt": "false", "none": "null", "nil": "null", "true": "true",
                 "false": "false", "null": "null"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checker found: the type, the outer names that are read, and what is wrong."""

    type: Type
    names: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def check(node: Node, names: Mapping[str, Type], excerpt: Excerpt) -> Checked:
    """Check an expression in which *names* are known."""
    checker = _Checker(excerpt)
    found = checker.type_of(node, names)
    return Checked(found, tuple(dict.fromkeys(checker.read)), tuple(checker.diagnostics))


def check_condition(node: Node, names: Mapping[str, Type], excerpt: Excerpt) -> Checked:
    """Check an expression that is to be a condition, true or false."""
    checker = _Checker(excerpt)
    checker.condition(node, names)
    return Checked(BOOLEAN, tuple(dict.fromkeys(checker.read)), tuple(checker.diagnostics))


class _Checker:
    """Collects diagnostics while types are found; what is wrong has the type `ANY` from there on."""

    def __init__(self, excerpt: Excerpt) -> None:
        self.excerpt = excerpt
        self.diagnostics: list[Diagnostic] = []
        self.read: list[str] = []
        self.bound: list[frozenset[str]] = []

    def type_of(self, node: Node, names: Mapping[str, Type]) -> Type:
        match node:
            case Literal(value=value):
                return literal_type(value)
            case Name():
                return self._name(node, names)
            case Today():
                return DATE
            case Field():
                return self._field(node, names)
            case Not(operand=operand):
                self.condition(operand, names)
                return BOOLEAN
            case And(operands=operands) | Or(operands=operands):
                for operand in operands:
                    self.condition(operand, names)
                return BOOLEAN
            case Operation():
                return self._operation(node, names)
            case If():
                return self._if(node, names)
            case Quantified(records=records, variable=variable, condition=condition):
                record = self._records(records, names)
                self._inside(condition, names, {variable: record})
                return BOOLEAN
            case Filter(records=records, condition=condition):
                record = self._records(records, names)
                self._inside(condition, names, dict(record.fields))
                return Type(Kind.LIST, fields=record.fields)
            case Count(records=records):
                self._records(records, names)
                return Type(Kind.INTEGER, low=0, high=MOST_ITEMS)
            case _:
                assert_never(node)

    def condition(self, node: Node, names: Mapping[str, Type]) -> None:
        """Check an expression whose value must be true or false."""
        found = self.type_of(node, names)
        if found.kind not in (Kind.BOOLEAN, Kind.ANY):
            kind = KIND_NAMES[found.kind]
            self._report(
                Code.NOT_BOOLEAN, node,
                Text(f"Här ska stå ett villkor, men det här är {kind}.",
                     f"A condition goes here, but this is {kind['en']}."),
                Text("Jämför det med något, till exempel med = eller >=.",
                     "Compare it with something, for example by = or >=."),
            )  # fmt: skip
        elif found.none and found.kind != Kind.ANY:
            self._report(
                Code.NOT_BOOLEAN, node,
                Text("Det här kan vara inget (null), och är då varken sant eller falskt.",
                     "This may be none (null), and is then neither true nor false."),
                Text("Skriv = true efter det.", "Write = true after it."),
            )  # fmt: skip

    def _inside(self, condition: Node, names: Mapping[str, Type], own: Mapping[str, Type]) -> None:
        """Check a condition on one record, where *own* names hide those outside."""
        self.bound.append(frozenset(own))
        self.condition(condition, {**names, **own})
        self.bound.pop()

    def _name(self, node: Name, names: Mapping[str, Type]) -> Type:
        found = names.get(node.name)
        if found is not None:
            if not any(node.name in own for own in self.bound):
                self.read.append(node.name)
            return found
        instead = _OTHER_TRUTHS.get(node.name.casefold()) or nearest(node.name, names)
        hint = Text(f"Menade du {instead}?", f"Did you mean {instead}?") if instead else Text(
            "Namnet ska vara ett faktum i vokabulären eller en definition.",
            "The name should be a fact of the vocabulary or a definition.")  # fmt: skip
        message = Text(f"Namnet {node.name} är okänt.", f"The name {node.name} is unknown.")
        self._report(Code.UNKNOWN_NAME, node, message, hint)
        return ANY

    def _field(self, node: Field, names: Mapping[str, Type]) -> Type:
        base = self.type_of(node.base, names)
        if base.kind == Kind.ANY:
            return ANY
        if base.kind == Kind.MONTHS:
            fields = {
                "years": Type(
                    Kind.INTEGER, base.none, int(base.low) // 12, int(base.high) // 12 + 1
                ),
                "months": Type(Kind.INTEGER, base.none, -11, 11),
            }
        else:
            fields = dict(base.fields) if base.kind == Kind.RECORD else {}
        if node.name in fields:
            return fields[node.name]
        near = nearest(node.name, fields)
        message = Text(
            f"Det finns inget fält {node.name} här.", f"There is no field {node.name} here."
        )
        known = listed(fields, "eller") or "inga"
        hint = Text(f"Fälten är {known}." + (f" Menade du {near}?" if near else ""),
                    f"The fields are {known}." + (f" Did you mean {near}?" if near else ""))  # fmt: skip
        self._report(Code.UNKNOWN_FIELD, node, message, hint)
        return ANY

    def _records(self, node: Node, names: Mapping[str, Type]) -> Type:
        """The type of a list's records."""
        found = self.type_of(node, names)
        if found.kind == Kind.LIST:
            return Type(Kind.RECORD, fields=found.fields)
        if found.kind != Kind.ANY:
            kind = KIND_NAMES[found.kind]
            self._report(Code.WRONG_TYPE, node, Text(
                f"Här ska stå en lista, men det här är {kind}.",
                f"A list goes here, but this is {kind['en']}."))  # fmt: skip
        return ANY

    def _operation(self, node: Operation, names: Mapping[str, Type]) -> Type:
        types = [self.type_of(operand, names) for operand in node.operands]
        wrong_category = self._category_values(node, types)
        if any(each.kind == Kind.ANY for each in types) or wrong_category:
            return BOOLEAN if OPERATORS[node.operator].precedence == 4 else ANY
        result = OPERATORS[node.operator].result(types)
        if result is None:
            self._mismatch(node, types)
            return BOOLEAN if OPERATORS[node.operator].precedence == 4 else ANY
        self._never_none(node, types)
        if not fits(result):
            self._report(
                Code.MAY_OVERFLOW, node,
                Text("Resultatet kan bli större än vad som kan lagras.",
                     "The result may be larger than what can be held."),
                Text("Ge de fakta som ingår minimum: och maximum: i vokabulären.",
                     "Give its facts a minimum: and a maximum: in the vocabulary."),
            )  # fmt: skip
            return ANY
        return result

    def _if(self, node: If, names: Mapping[str, Type]) -> Type:
        self.condition(node.condition, names)
        yes, no = self.type_of(node.yes, names), self.type_of(node.no, names)
        if Kind.ANY in (yes.kind, no.kind):
            return ANY
        if not comparable(yes, no) and yes.kind != Kind.LIST:
            self._mismatch(node, [yes, no])
            return ANY
        if Kind.LIST in (yes.kind, no.kind):
            self._report(Code.WRONG_TYPE, node, Text(
                "Ett villkor kan inte välja mellan listor.", "A list cannot be chosen by if."))  # fmt: skip
            return ANY
        return _either(yes, no)

    def _category_values(self, node: Operation, types: Sequence[Type]) -> bool:
        """Report text literals that are no value of the category they are compared with."""
        values = next((each.values for each in types if each.kind == Kind.CATEGORY), ())
        if not values or OPERATORS[node.operator].precedence != 4:
            return False
        wrong = False
        for operand in node.operands:
            text = operand.value if isinstance(operand, Literal) else None
            if isinstance(text, str) and text not in values:
                wrong = True
                near = nearest(text, values)
                hint = Text(
                    f"Värdena är {listed(values, 'eller')}.",
                    f"The values are {listed(values, 'or')}.",
                )
                if near:
                    hint = Text(f"Menade du {near}? {hint}", f"Did you mean {near}? {hint['en']}")
                message = Text(
                    f'"{text[:60]}" är inget av värdena.', f'"{text[:60]}" is none of the values.'
                )
                self._report(Code.UNKNOWN_CATEGORY_VALUE, operand, message, hint)
        return wrong

    def _mismatch(self, node: Node, types: Sequence[Type]) -> None:
        kinds = list(dict.fromkeys(KIND_NAMES[each.kind] for each in types))
        sign = OPERATORS[node.operator].name if isinstance(node, Operation) else "if"
        if len(kinds) == 1:
            message = Text(
                f"{sign} kan inte användas på {kinds[0]}.",
                f"{sign} does not take {kinds[0]['en']}.",
            )
        else:
            message = Text(
                f"{sign} kan inte förena {listed(kinds)}.",
                f"{sign} does not go between {listed((kind['en'] for kind in kinds), 'and')}.",
            )
        self._report(Code.WRONG_TYPE, node, message, self._mismatch_hint(node, types))

    def _mismatch_hint(self, node: Node, types: Sequence[Type]) -> Text | None:
        text = self.excerpt.text[node.span.start : node.span.end]
        bare = re.search(r'(?<!")\b(\d{4})\s*-\s*(\d{2})\s*-\s*(\d{2})\b(?!")', text)
        if bare:
            written = f'date("{bare[1]}-{bare[2]}-{bare[3]}")'
            return Text(f"Skriv datumet som {written}.", f"Write the date as {written}.")
        kinds = {each.kind for each in types}
        quoted = re.search(r'"([^"]*)"', text)
        if kinds == {Kind.DATE, Kind.STRING} and quoted:
            return Text(
                f'Skriv datumet som date("{quoted[1]}").', f'Write the date as date("{quoted[1]}").'
            )
        if kinds & {Kind.INTEGER, Kind.NUMBER} and Kind.STRING in kinds:
            return Text("Skriv talet utan citattecken.", "Write the number without quotes.")
        if Kind.BOOLEAN in kinds and Kind.STRING in kinds:
            return Text(
                "Skriv true eller false utan citattecken.", "Write true or false without quotes."
            )
        return None

    def _never_none(self, node: Operation, types: Sequence[Type]) -> None:
        if node.operator not in ("=", "!="):
            return
        for operand, own, other in zip(node.operands, types, reversed(types), strict=True):
            if other.kind == Kind.NONE and not own.none:
                self._report(
                    Code.NEVER_NONE, operand,
                    Text("Det här är aldrig inget (null): det är känt eller okänt.",
                         "This is never none (null): it is known or unknown."),
                    Text("Stryk jämförelsen. En uppgift som saknas behandlas som okänd av sig själv.",
                         "Leave the comparison out. A missing fact is unknown by itself."),
                    Severity.WARNING,
                )  # fmt: skip

    def _report(
        self, code: Code, node: Node, message: Text, hint: Text | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:  # fmt: skip
        place = self.excerpt.place(node.span)
        self.diagnostics.append(Diagnostic(code, message, place, hint, severity))


def literal_type(value: Atom | None) -> Type:
    """The type of a value written out."""
    match value:
        case None:
            return NONE
        case bool():
            return BOOLEAN
        case int():
            return Type(Kind.INTEGER, low=value, high=value)
        case Decimal():
            return Type(Kind.NUMBER, low=value, high=value)
        case str():
            return STRING
        case Months(count=count):
            return Type(Kind.MONTHS, low=count, high=count)
        case Days(count=count):
            return Type(Kind.DAYS, low=count, high=count)
        case _:
            day = value.toordinal()
            return Type(Kind.DATE, low=day, high=day)


def _either(one: Type, other: Type) -> Type:
    """The type of a value that is of one type or of the other."""
    if Kind.NONE in (one.kind, other.kind):
        known = other if one.kind == Kind.NONE else one
        return Type(known.kind, True, known.low, known.high, known.values)
    kind = one.kind
    if one.kind != other.kind:
        kind = Kind.NUMBER if Kind.NUMBER in (one.kind, other.kind) else Kind.STRING
    values = tuple(dict.fromkeys((*one.values, *other.values)))
    return Type(kind, one.none or other.none, min(one.low, other.low), max(one.high, other.high),
                values if kind == Kind.CATEGORY else ())  # fmt: skip
