"""Every expression gets a type, or a diagnostic that points inside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from kraftrules.diagnostics import Code, Diagnostic, Severity
from kraftrules.feel import hints
from kraftrules.feel.doubts import doubts
from kraftrules.feel.hints import Lexicon
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
from kraftrules.feel.types import either, literal_type
from kraftrules.source import Excerpt, Span
from kraftrules.text import Text, listed
from kraftrules.values import (
    ANY,
    BOOLEAN,
    DATE,
    MOST_ITEMS,
    Kind,
    Type,
)

MOST_REPORTED = 100
NO_LEXICON = Lexicon()


MOST_LISTS = 2


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checker found: the type, the outer names that are read, and what is wrong."""

    type: Type
    names: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def check(
    node: Node, names: Mapping[str, Type], excerpt: Excerpt, lexicon: Lexicon = NO_LEXICON
) -> Checked:
    """Check an expression in which *names* are known."""
    checker = _Checker(excerpt, lexicon)
    found = checker.type_of(node, names)
    return Checked(found, tuple(dict.fromkeys(checker.read)), tuple(checker.diagnostics))


def check_condition(
    node: Node, names: Mapping[str, Type], excerpt: Excerpt, lexicon: Lexicon = NO_LEXICON
) -> Checked:
    """Check an expression that is to be a condition, true or false."""
    checker = _Checker(excerpt, lexicon)
    checker.condition(node, names)
    return Checked(BOOLEAN, tuple(dict.fromkeys(checker.read)), tuple(checker.diagnostics))


class _Checker:
    """Collects diagnostics while types are found; what is wrong has the type `ANY` from there on."""

    def __init__(self, excerpt: Excerpt, lexicon: Lexicon) -> None:
        self.excerpt = excerpt
        self.lexicon = lexicon
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
                for before, operand in zip((None, *operands), operands, strict=False):
                    self.condition(operand, names, before)
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

    def condition(self, node: Node, names: Mapping[str, Type], before: Node | None = None) -> None:
        """Check an expression whose value must be true or false; *before* it may stand another."""
        found = self.type_of(node, names)
        said = self._said(node)
        if found.kind not in (Kind.BOOLEAN, Kind.ANY):
            kind = hints.KIND_NAMES[found.kind]
            message = Text(
                f"{said} är {kind}, inte ett villkor.", f"{said} is {kind['en']}, not a condition."
            )
            again = before if isinstance(node, Literal) else None
            hint = hints.not_boolean(said, found, again, self._said(again) if again else "")
            self._report(Code.NOT_BOOLEAN, node, message, hint)
        elif found.none and found.kind != Kind.ANY:
            self._report(
                Code.NOT_BOOLEAN, node,
                Text(f"{said} kan vara inget (null), och är då varken sant eller falskt.",
                     f"{said} may be none (null), and is then neither true nor false."),
                Text(f"Skriv {said} = true.", f"Write {said} = true."),
            )  # fmt: skip

    def _inside(self, condition: Node, names: Mapping[str, Type], own: Mapping[str, Type]) -> None:
        """Check a condition on one record, where *own* names hide those outside."""
        if len(self.bound) == MOST_LISTS:
            self._report(
                Code.TOO_NESTED, condition,
                Text(f"Här går villkoret igenom fler än {MOST_LISTS} listor inuti varandra.",
                     f"Here the condition goes through more than {MOST_LISTS} lists inside each other."),
                Text("Dela upp det i flera regler eller definitioner.",
                     "Split it into several rules or definitions."),
            )  # fmt: skip
            return
        self.bound.append(frozenset(own))
        self.condition(condition, {**names, **own})
        self.bound.pop()

    def _name(self, node: Name, names: Mapping[str, Type], expected: Type | None = None) -> Type:
        found = names.get(node.name)
        if found is not None:
            if not any(node.name in own for own in self.bound):
                self.read.append(node.name)
            return found
        message = Text(f"Namnet {node.name} är okänt.", f"The name {node.name} is unknown.")
        hint = self.lexicon.elsewhere.get(node.name)
        if hint is None and not self._full:
            hint = hints.unknown_name(node.name, names, expected, self.lexicon)
        self._report(Code.UNKNOWN_NAME, node, message, hint)
        return ANY

    def _field(self, node: Field, names: Mapping[str, Type]) -> Type:
        base = self.type_of(node.base, names)
        if base.kind == Kind.ANY:
            return ANY
        fields = dict(base.fields) if base.kind == Kind.RECORD else {}
        if base.kind == Kind.MONTHS:
            years = Type(Kind.INTEGER, base.none, int(base.low) // 12, int(base.high) // 12 + 1)
            fields = {"years": years, "months": Type(Kind.INTEGER, base.none, -11, 11)}
        if node.name in fields:
            return fields[node.name]
        said, kind = self._said(node.base), hints.KIND_NAMES[base.kind]
        message = Text(f"{said} har inget fält {node.name}.", f"{said} has no field {node.name}.")
        known = Text(
            f"Fälten är {listed(fields, 'eller')}.", f"The fields are {listed(fields, 'or')}."
        )
        hint = hints.joined(self.lexicon.meant(node.name, fields), known)
        if not fields:
            hint = Text(f"Det är {kind}, och bara poster i en lista har fält.",
                        f"It is {kind['en']}, and only the records of a list have fields.")  # fmt: skip
        if base.kind == Kind.DATE:
            example = f"years and months duration({said}, today()).years"
            hint = Text(f"Hela år sedan dess är {example}", f"The whole years since are {example}")
        name = Span(max(0, node.span.end - len(node.name)), node.span.end)
        self._report(Code.UNKNOWN_FIELD, name, message, hint)
        return ANY

    def _records(self, node: Node, names: Mapping[str, Type]) -> Type:
        """The type of a list's records."""
        found = self.type_of(node, names)
        if found.kind == Kind.LIST:
            return Type(Kind.RECORD, fields=found.fields)
        if found.kind != Kind.ANY:
            said, kind = self._said(node), hints.KIND_NAMES[found.kind]
            lists = [name for name, each in names.items() if each.kind == Kind.LIST]
            known = Text(
                f"Skriv en lista: {listed(lists, 'eller')}", f"Write a list: {listed(lists, 'or')}"
            )
            self._report(Code.WRONG_TYPE, node, Text(
                f"{said} är {kind}, inte en lista.", f"{said} is {kind['en']}, not a list."), known)  # fmt: skip
        return ANY

    def _operation(self, node: Operation, names: Mapping[str, Type]) -> Type:
        comparison = OPERATORS[node.operator].precedence == 4
        if node.operator == "-" and self._hyphenated(node, names):
            return ANY
        types = self._operands(node, names, comparison)
        wrong_category = comparison and self._category_values(node, types)
        if any(each.kind == Kind.ANY for each in types) or wrong_category:
            return BOOLEAN if comparison else ANY
        result = OPERATORS[node.operator].result(types)
        if result is None:
            self._mismatch(node, types)
            return BOOLEAN if comparison else ANY
        for each in doubts(node, types, self._said):
            self._report(each.code, each.at, each.message, each.hint, Severity.WARNING)
        if not fits(result):
            self._report(
                Code.MAY_OVERFLOW, node,
                Text("Resultatet kan bli större än vad som ryms.", "The result may be larger than what can be held."),
                Text("Räkna med färre eller mindre värden, eller ge uppgifterna snävare minimum: och maximum: i ordlistan.",
                     "Reckon with fewer or smaller values, or give the facts a closer minimum: and maximum: in the vocabulary."),
            )  # fmt: skip
            return ANY
        return result

    def _operands(self, node: Operation, names: Mapping[str, Type], comparison: bool) -> list[Type]:
        """The operands' types; an unknown name is told what the others let expect of it."""
        unknown = [hints.is_unknown(operand, names) for operand in node.operands]
        if not comparison or not any(unknown):
            return [self.type_of(operand, names) for operand in node.operands]
        pairs = list(zip(node.operands, unknown, strict=True))
        known = [ANY if missing else self.type_of(operand, names) for operand, missing in pairs]
        expected = next(
            (each for (operand, _), each in zip(pairs, known, strict=True)
             if each.kind != Kind.ANY and not isinstance(operand, Literal)), None
        )  # fmt: skip
        for operand, missing in pairs:
            if missing and isinstance(operand, Name):
                self._name(operand, names, expected)
        return known

    def _hyphenated(self, node: Operation, names: Mapping[str, Type]) -> bool:
        """Whether it is a name written with hyphens, which is reported."""
        said = self.excerpt.text[node.span.start : node.span.end]
        meant = None if self._full else hints.with_hyphens(said, names)
        if meant is None:
            return False
        self._report(Code.UNKNOWN_NAME, node, Text(f"Namnet {said} är okänt.", f"The name {said} is unknown."),
                     Text(f"Menade du {meant}? Namn skrivs med understreck; - är minus.",
                          f"Did you mean {meant}? Names are written with underscores; - is minus."))  # fmt: skip
        return True

    def _if(self, node: If, names: Mapping[str, Type]) -> Type:
        self.condition(node.condition, names)
        yes, no = self.type_of(node.yes, names), self.type_of(node.no, names)
        if Kind.ANY in (yes.kind, no.kind):
            return ANY
        if Kind.LIST in (yes.kind, no.kind) or not comparable(yes, no):
            kinds = hints.KIND_NAMES[yes.kind], hints.KIND_NAMES[no.kind]
            self._report(
                Code.WRONG_TYPE, node,
                Text(f"Efter then står {kinds[0]} och efter else {kinds[1]}: de passar inte ihop.",
                     f"After then is {kinds[0]['en']} and after else {kinds[1]['en']}: they do not go together."),
                Text("Skriv värden av samma slag, som inte är listor.", "Write values of one kind, which are not lists."),
            )  # fmt: skip
            return ANY
        return either(yes, no)

    def _category_values(self, node: Operation, types: Sequence[Type]) -> bool:
        """Report text literals that are no value of the category they are compared with."""
        at = next((i for i, each in enumerate(types) if each.kind == Kind.CATEGORY), None)
        if at is None:
            return False
        values, said = types[at].values, self._said(node.operands[at])
        wrong = False
        for operand in node.operands:
            text = operand.value if isinstance(operand, Literal) else None
            if isinstance(text, str) and text not in values:
                wrong = True
                meant = None if self._full else self.lexicon.meant(text[:60], values)
                message = Text(f'"{text[:60]}" är inget av värdena för {said}.',
                               f'"{text[:60]}" is none of the values of {said}.')  # fmt: skip
                hint = hints.joined(meant, hints.values_hint(values))
                self._report(Code.UNKNOWN_CATEGORY_VALUE, operand, message, hint)
        return wrong

    def _mismatch(self, node: Operation, types: Sequence[Type]) -> None:
        said = [self._said(operand) for operand in node.operands]
        self._report(Code.WRONG_TYPE, node, *hints.mismatch(node, types, said))

    @property
    def _full(self) -> bool:
        """Whether so much is wrong that no more is told."""
        return len(self.diagnostics) >= MOST_REPORTED

    def _said(self, node: Node) -> str:
        """What was written, cut short."""
        text = " ".join(self.excerpt.text[node.span.start : node.span.end].split())
        return text if 0 < len(text) <= 60 else f"{text[:57]}…"

    def _report(
        self, code: Code, at: Node | Span, message: Text, hint: Text | None,
        severity: Severity = Severity.ERROR,
    ) -> None:  # fmt: skip
        """Note what is wrong; past a hundred in one expression, only that there is an error."""
        if self._full and (
            severity is not Severity.ERROR or self.diagnostics[-1].severity is severity
        ):
            return
        span = at if isinstance(at, Span) else at.span
        place = self.excerpt.place(span)
        self.diagnostics.append(Diagnostic(code, message, place, hint, severity))
