"""A condition as a clause in Swedish or English, to be read aloud.

The Swedish clause is a subordinate one ("att personen inte deltar i Krami"), where "inte" stands
before the verb and so can be put into any label; or a main one, "personen deltar inte i Krami", where
the words say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import assert_never

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
from kraftrules.text import Lang, Text
from kraftrules.values import Days, Months, Unknown, Value
from kraftrules.vocabulary import Fact

_TODAY = Text("beslutsdagen", "the day of the decision")


@dataclass(frozen=True, slots=True)
class Words:
    """The words at hand: what facts are called, and what definitions stand for."""

    facts: Mapping[str, Fact]
    definitions: Mapping[str, tuple[Text | None, Node]]
    lang: Lang
    fields: Mapping[str, Fact] = field(default_factory=dict)
    records: Mapping[str, Mapping[str, Fact]] = field(default_factory=dict)
    today: Text = _TODAY
    main: bool = False  # whether clauses stand by themselves

    def say(self, sv: str, en: str) -> str:
        """The text in the language of the words."""
        return sv if self.lang == "sv" else en

    def fact(self, name: str) -> Fact | None:
        """The fact or the field of a record that a name stands for."""
        return self.fields.get(name) or self.facts.get(name)


def phrase(node: Node, words: Words) -> str:
    """The condition as a clause: what holds when it is true."""
    match node:
        case Literal(value=value):
            return (
                words.say("det alltid gäller", "it always holds")
                if value is True
                else _value(node, words)
            )
        case Name(name=name):
            return _named(name, words)
        case Not(operand=operand):
            return _negated(operand, words)
        case And(operands=operands):
            return _listed(operands, words, words.say("och", "and"))
        case Or(operands=operands):
            return _listed(operands, words, words.say("eller", "or"))
        case Operation():
            return _operation(node, words)
        case If(condition=condition, yes=yes, no=no):
            parts = [phrase(each, replace(words, main=False)) for each in (condition, yes, no)]
            return words.say(
                "det gäller att om {} så {}, och annars {}", "if {} then {}, and otherwise {}"
            ).format(*parts)
        case Quantified(
            quantifier=quantifier, variable=variable, records=records, condition=condition
        ):
            inside = _inside(records, words, variable)
            head = {
                "some": words.say(
                    "det bland {} finns en post där {}", "among {} there is one where {}"
                ),
                "every": words.say(
                    "det för alla {} gäller att {}", "for all of {} it holds that {}"
                ),
            }[quantifier]
            return head.format(_value(records, words), phrase(condition, inside))
        case Field() | Filter() | Count() | Today():
            return _value(node, words)
        case _:
            assert_never(node)


def value_phrase(node: Node, words: Words) -> str:
    """An expression that is no condition, as a noun phrase: ``14 dagar efter inskrivningsdatum``."""
    return _value(node, words)


def amount(value: Value, fact: Fact | None, lang: Lang) -> str:
    """A value as people say it: ``42 år``, ``ja``, ``inget``, ``okänt``, a category's label."""
    sv = lang == "sv"
    match value:
        case Unknown():
            return "okänt" if sv else "unknown"
        case None:
            return "inget" if sv else "none"
        case bool():
            return {True: "ja" if sv else "yes", False: "nej" if sv else "no"}[value]
        case int() | Decimal():
            number = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
            return (
                f"{number} {_unit(fact.unit, value == 1, lang)}" if fact and fact.unit else number
            )
        case str():
            return fact.value_label(value)[lang] if fact else value
        case date():
            return value.isoformat()
        case Months(count=count):
            return f"{count} {_unit('months', count == 1, lang)}"
        case Days(count=count):
            return f"{count} {_unit('days', count == 1, lang)}"
        case tuple():
            return "; ".join(amount(record, fact, lang) for record in value) or (
                "inga" if sv else "none"
            )
        case Mapping():
            return ", ".join(_field_amount(name, each, fact, lang) for name, each in value.items())
        case _:
            assert_never(value)


_UNITS = {
    "years": (("år", "år"), ("year", "years")),
    "months": (("månad", "månader"), ("month", "months")),
    "days": (("dag", "dagar"), ("day", "days")),
    "percent": (("procent", "procent"), ("percent", "percent")),
}
_ORDERS = {
    "<": (("under", "below"), ("före", "before")),
    "<=": (("högst", "at most"), ("senast", "no later than")),
    ">": (("över", "over"), ("efter", "after")),
    ">=": (("minst", "at least"), ("tidigast", "no earlier than")),
}


def _unit(unit: str, one: bool, lang: Lang) -> str:
    return _UNITS[unit][lang == "en"][not one]


def _field_amount(name: str, value: Value, fact: Fact | None, lang: Lang) -> str:
    own = fact.fields.get(name) if fact else None
    return f"{own.label[lang] if own else name} {amount(value, own, lang)}"


def _named(name: str, words: Words) -> str:
    if name in words.definitions and name not in words.fields:
        label, node = words.definitions[name]
        return f"”{label[words.lang]}”" if label else phrase(node, replace(words, definitions={}))
    fact = words.fact(name)
    label_text = fact.label[words.lang] if fact else name
    if fact is not None and name in words.fields:
        return words.say(f"{label_text} är ja", f"{label_text} is yes")
    return words.say(f"personen {label_text}", f"the person {label_text}")


def _negated(node: Node, words: Words) -> str:
    if isinstance(node, Name) and node.name not in words.definitions and node.name in words.facts:
        label = words.facts[node.name].label
        verb, _, rest = label["sv"].partition(
            " "
        )  # the label of what is yes or no begins with its verb
        denied = f"{verb} inte {rest}".strip() if words.main else f"inte {label}"
        return words.say(f"personen {denied}", f"it is not so that the person {label['en']}")
    if isinstance(node, Operation) and node.operator == "=":
        return phrase(replace(node, operator="!="), words)
    if words.main:
        return _denied(node, words)
    return words.say("det inte är så att ", "it is not so that ") + phrase(node, words)


def _denied(node: Node, words: Words) -> str:
    """That something does not hold, as a main clause; definitions are denied by their labels."""
    named = node.operands if isinstance(node, Or) else (node,)
    if all(isinstance(each, Name) and each.name in words.definitions for each in named):
        labels = [phrase(each, words) for each in named]
        if len(labels) == 1:
            return words.say("inte ", "not ") + labels[0]
        last = words.say("eller", "nor")
        return f"{words.say('varken', 'neither')} {', '.join(labels[:-1])} {last} {labels[-1]}"
    clause = phrase(node, replace(words, main=False))
    return words.say("det är inte så att ", "it is not so that ") + clause


def _listed(operands: Sequence[Node], words: Words, last: str) -> str:
    parts = [_nested(operand, words) for operand in operands]
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def _nested(node: Node, words: Words) -> str:
    """A part of an "and" or an "or", opened by a word where it is one itself."""
    opening = ""
    if isinstance(node, And):
        opening = words.say("både ", "both ")
    elif isinstance(node, Or):
        opening = words.say("antingen ", "either ")
    return opening + phrase(node, words)


def _operation(node: Operation, words: Words) -> str:
    first, *others = node.operands
    fact = _fact_of(node.operands, words)
    subject = _value(first, words)
    if node.operator in ("=", "!=") and any(
        isinstance(each, Literal) and each.value is None for each in others
    ):
        finns = (
            words.say("finns", "exists")
            if node.operator == "!="
            else words.say("finns inte" if words.main else "inte finns", "does not exist")
        )
        return f"{subject} {finns}"
    values = [_value(each, words, fact) for each in others]
    match node.operator:
        case "=":
            return words.say(f"{subject} är {values[0]}", f"{subject} is {values[0]}")
        case "!=":
            denied = "är inte" if words.main else "inte är"
            return words.say(f"{subject} {denied} {values[0]}", f"{subject} is not {values[0]}")
        case "<" | "<=" | ">" | ">=":
            dated = _is_date(first, words)
            order = _ORDERS[node.operator][dated][words.lang == "en"]
            return words.say(
                f"{subject} är {order} {values[0]}", f"{subject} is {order} {values[0]}"
            )
        case "in":
            last = words.say(" eller ", " or ")
            listed = (
                last.join([", ".join(values[:-1]), values[-1]]) if len(values) > 1 else values[0]
            )
            return words.say(f"{subject} är {listed}", f"{subject} is {listed}")
        case "in [..]" | "in (..]" | "in [..)" | "in (..)":
            return _range(node.operator, subject, node.operands, words, fact)
        case _:
            return _value(node, words)


def _range(
    operator: str, subject: str, operands: Sequence[Node], words: Words, fact: Fact | None
) -> str:
    low, high = _value(operands[1], words), _value(operands[2], words, fact)
    if operator == "in [..]":
        return words.say(
            f"{subject} är från {low} till och med {high}",
            f"{subject} is from {low} to {high} inclusive",
        )
    after = operator[3] == "("
    before = operator[-1] == ")"
    sv = f"{subject} är {'mer än' if after else 'minst'} {low} och {'mindre än' if before else 'högst'} {high}"
    en = f"{subject} is {'more than' if after else 'at least'} {low} and {'less than' if before else 'at most'} {high}"
    return words.say(sv, en)


def _value(node: Node, words: Words, fact: Fact | None = None) -> str:
    """An expression as a noun phrase; *fact* tells the unit and the labels of a literal."""
    match node:
        case Literal(value=value):
            return amount(value, fact, words.lang)
        case Name(name=name):
            if name in words.definitions and name not in words.fields:
                label, inner = words.definitions[name]
                return (
                    f"”{label[words.lang]}”"
                    if label
                    else _value(inner, replace(words, definitions={}))
                )
            found = words.fact(name)
            return found.label[words.lang] if found else name
        case Today():
            return words.today[words.lang]
        case Field(base=Name(name=record), name=name) if name in words.records.get(record, {}):
            return words.records[record][name].label[words.lang]
        case Field(base=base, name=name):
            unit = {
                "years": ("hela år av", "whole years of"),
                "months": ("månader utöver hela år av", "months beyond whole years of"),
            }
            return f"{words.say(*unit.get(name, (name, name)))} {_value(base, words)}"
        case Operation(
            operator="+" | "-", operands=(day, Literal(value=Months() | Days()) as length)
        ):
            after = (
                words.say("efter", "after") if node.operator == "+" else words.say("före", "before")
            )
            return f"{_value(length, words)} {after} {_value(day, words)}"
        case Operation(operator="+" | "-" | "*", operands=(one, other)):
            sign = {"+": ("plus", "plus"), "-": ("minus", "minus"), "*": ("gånger", "times")}[
                node.operator
            ]
            return f"{_value(one, words, fact)} {words.say(*sign)} {_value(other, words, fact)}"
        case Operation(operator="negate", operands=(one,)):
            return f"{words.say('minus', 'minus')} {_value(one, words, fact)}"
        case Operation(operator="years and months duration", operands=(start, end)):
            return words.say("tiden från {} till {}", "the time from {} to {}").format(
                _value(start, words), _value(end, words)
            )
        case Count(records=records):
            return words.say("antalet {}", "the number of {}").format(_value(records, words))
        case Filter(records=records, condition=condition):
            clause = phrase(condition, _inside(records, words))
            return words.say("{} där {}", "{} where {}").format(_value(records, words), clause)
        case If(condition=condition, yes=yes, no=no):
            parts = [_value(yes, words, fact), phrase(condition, words), _value(no, words, fact)]
            return words.say("{} om {}, annars {}", "{} if {}, otherwise {}").format(*parts)
        case Not() | And() | Or() | Operation() | Quantified():
            return words.say("att ", "that ") + phrase(node, replace(words, main=False))
        case _:
            assert_never(node)


def _inside(records: Node, words: Words, variable: str | None = None) -> Words:
    """The words inside a quantifier or a filter over the records."""
    while isinstance(records, Filter):
        records = records.records
    fact = words.facts.get(records.name) if isinstance(records, Name) else None
    fields = fact.fields if fact else {}
    if variable is None:
        return replace(words, fields={**words.fields, **fields}, main=False)
    return replace(words, records={**words.records, variable: fields}, main=False)


def _fact_of(operands: Sequence[Node], words: Words) -> Fact | None:
    """The fact that a comparison is about, if it is about one."""
    for operand in operands:
        if isinstance(operand, Name) and words.fact(operand.name):
            return words.fact(operand.name)
        if isinstance(operand, Field) and isinstance(operand.base, Name):
            return words.records.get(operand.base.name, {}).get(operand.name)
    return None


def _is_date(node: Node, words: Words) -> bool:
    if isinstance(node, Operation):
        return node.operator in ("+", "-") and _is_date(node.operands[0], words)
    fact = _fact_of([node], words)
    return isinstance(node, Today) or (fact is not None and fact.type == "date") or (
        isinstance(node, Literal) and isinstance(node.value, date))  # fmt: skip
