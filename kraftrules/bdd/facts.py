"""What can be said of a person's facts: phrases made from the labels of the vocabulary.

A new fact needs no new phrase, since each follows from its label: ``deltar i Krami`` gives "personen
deltar i Krami", "personen deltar inte i Krami" and "det är okänt om personen deltar i Krami".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kraftrules.bdd.errors import Misfit
from kraftrules.bdd.negation import negated
from kraftrules.given import accept
from kraftrules.refusal import Refused
from kraftrules.text import Text, listed
from kraftrules.values import UNKNOWN, Unknown, Value
from kraftrules.vocabulary import Fact
from kraftrules.written import read_text

Table = Sequence[Sequence[str]]
Said = tuple[str, Value]

_UNKNOWN = frozenset(("okänd", "okänt", "okända", "unknown"))
_NONE = frozenset(("inget", "ingen", "inga", "none", "finns inte", "does not exist", "-", "–"))
_YES, _NO = frozenset(("ja", "yes", "true")), frozenset(("nej", "no", "false"))
_NOT_THERE = (" finns inte", " does not exist")
_IS = (" är ", " is ")
_OWNER = re.compile(r"^(?:personens|the person's) ", re.IGNORECASE)
_YEARS = re.compile(r"(?:personen är|the person is) (\d+)(?: år| years?)?(?: gammal| old)?", re.I)
_UNITS: Mapping[str, tuple[str, ...]] = {
    "years": ("år", "years", "year"),
    "months": ("månader", "månad", "months", "month"),
    "days": ("dagar", "dag", "days", "day"),
    "percent": ("procent", "percent", "%"),
}
_ANY_UNIT = "|".join(sorted((unit for units in _UNITS.values() for unit in units), reverse=True))
_WITH_UNIT = re.compile(rf"(?P<amount>.*?\d)\s*(?P<unit>{_ANY_UNIT})", re.IGNORECASE)


class FactPhrases:
    """Reads what a step says of a fact, by the labels of some facts."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts
        self._by_name = {name.casefold(): fact for fact in facts.values() for name in _names(fact)}
        self._settled = {
            sentence.casefold(): (fact.id, value)
            for fact in facts.values()
            for sentence, value in _sentences(fact)
        }

    def read(self, text: str, table: Table | None = None) -> Said | None:
        """The fact and its value where *text* says one; raises `Misfit` where the value does not fit."""
        if table is not None:
            return self._list(text.rstrip(": "), table)
        settled = self._settled.get(text.casefold())
        if settled is not None:
            return settled
        return self._age(text) or self._none(text) or self._valued(text)

    def named(self, name: str) -> Fact | None:
        """The fact that is called so: its label in either language, its id, or as it is asked for."""
        return self._by_name.get(_OWNER.sub("", name.strip().casefold()))

    def asked(self) -> Mapping[str, str]:
        """Every name of every fact, and the fact's id."""
        return {name: fact.id for name, fact in self._by_name.items()}

    def value(self, fact: Fact, text: str) -> Value:
        """The value that a cell or the end of a step gives a fact; raises `Misfit`."""
        said = text.strip()
        if said.casefold() in _UNKNOWN:
            return UNKNOWN
        if said.casefold() in _NONE:
            return self._no_value(fact)
        return _read(fact, said)

    def shown(self) -> Iterator[Text]:
        """A phrase or two for each fact, to show a writer."""
        for fact in self.facts.values():
            sv, en = fact.label.sv, fact.label.en
            match fact.type:
                case "boolean":
                    yield Text(f"personen {sv}", f"the person {en}")
                    yield Text(
                        f"personen {negated(sv, 'sv')[0]}", f"the person {negated(en, 'en')[0]}"
                    )
                    yield Text(
                        f"det är okänt om personen {sv}", f"it is unknown whether the person {en}"
                    )
                case "list":
                    yield Text(f"{sv} är: (och en tabell)", f"{en} are: (and a table)")
                    yield Text(f"personen har inga {sv}", f"the person has no {en}")
                case _:
                    yield Text(f"{sv} är {_example(fact, 'sv')}", f"{en} is {_example(fact, 'en')}")
                    yield Text(f"{sv} är okänt", f"{en} is unknown")  # fmt: skip

    def _age(self, text: str) -> Said | None:
        years = _YEARS.fullmatch(text)
        fact = self.facts.get("age")
        if years is None or fact is None:
            return None
        return fact.id, _read(fact, years[1])

    def _none(self, text: str) -> Said | None:
        for ending in _NOT_THERE:
            if text.casefold().endswith(ending):
                fact = self.named(text[: -len(ending)])
                return (fact.id, self._no_value(fact)) if fact else None
        return None

    def _no_value(self, fact: Fact) -> Value:
        if fact.type == "list":
            return ()
        if fact.none_allowed:
            return None
        raise Misfit(Text(
            f"{fact.label}: kan inte vara ”inget”. Skriv ”okänt” om ingen har svarat.",
            f"{fact.label.en}: cannot be none. Write unknown where nobody has answered.",
        ))  # fmt: skip

    def _valued(self, text: str) -> Said | None:
        for verb in _IS:
            for found in re.finditer(verb, text):
                fact = self.named(text[: found.start()])
                if fact is not None:
                    return fact.id, self.value(fact, text[found.end() :])
        return None

    def _list(self, text: str, table: Table) -> Said | None:
        pattern = r"(?:personen har |the person has )?(?:dessa |these )?(?P<name>.+?)(?: är| are)?"
        found = re.fullmatch(pattern, text, re.IGNORECASE)
        fact = self.named(found["name"]) if found else None
        if fact is None or fact.type != "list":
            return None
        columns = [_field(fact, each) for each in table[0]]
        records = [
            {field.id: self.value(field, cell) if cell.strip() else _empty(field)
             for field, cell in zip(columns, row, strict=True)}
            for row in table[1:]
        ]  # fmt: skip
        return fact.id, _accepted(fact, records)


def _names(fact: Fact) -> Iterator[str]:
    """Everything that a fact can be called, as a subject or as something to ask for."""
    yield fact.id
    for label, asked in (
        (fact.label.sv, "{}om personen {}"),
        (fact.label.en, "{}whether the person {}"),
    ):
        yield label
        if fact.type == "boolean":
            yield asked.format("", label)
            yield asked.format("svaret på " if label == fact.label.sv else "the answer to ", label)
    if fact.type == "boolean":
        yield f"personen {fact.label.sv}"  # "det saknas uppgift om personen deltar i Krami"


def _sentences(fact: Fact) -> Iterator[tuple[str, Value]]:
    """The sentences that say all there is to say of a fact."""
    sv, en = fact.label.sv, fact.label.en
    if fact.type == "boolean":
        yield f"personen {sv}", True
        yield f"the person {en}", True
        yield from ((f"personen {words}", False) for words in negated(sv, "sv"))
        yield from ((f"the person {words}", False) for words in negated(en, "en"))
        yield f"det är inte så att personen {sv}", False
        yield f"it is not so that the person {en}", False
        yield f"det är okänt om personen {sv}", UNKNOWN
        yield f"it is unknown whether the person {en}", UNKNOWN
    elif fact.type == "list":
        yield f"personen har inga {sv}", ()
        yield f"the person has no {en}", ()
    elif fact.id == "sex":
        for value, label in (fact.values or {}).items():
            yield f"personen är {label.sv}", value
            yield f"the person is a {label.en}", value


def _read(fact: Fact, text: str) -> Value:
    try:
        match fact.type:
            case "boolean":
                return _truth(fact, text)
            case "category":
                return _category(fact, text)
            case "string":
                return accept(fact, text.strip("\"”“'"))
            case "integer" | "number":
                return read_text(fact, _without_unit(fact, text))
            case _:
                return read_text(fact, text)
    except Refused as refused:
        problem = refused.problem
        hint = problem.hint or Text("")
        raise Misfit(Text(
            f"{fact.label}: {text} passar inte; {problem.allowed}. {hint}".strip(),
            f"{fact.label.en}: {text} does not fit; {problem.allowed.en}. {hint.en}".strip(),
        )) from None  # fmt: skip


def _truth(fact: Fact, text: str) -> bool:
    if text.casefold() in _YES | _NO:
        return text.casefold() in _YES
    raise Misfit(Text(f"{fact.label}: {text} passar inte; tillåtet är ja, nej eller okänt.",
                      f"{fact.label.en}: {text} does not fit; allowed is yes, no or unknown."))  # fmt: skip


def _category(fact: Fact, text: str) -> Value:
    for value, label in (fact.values or {}).items():
        if text.casefold() in (value, label.sv.casefold(), label.en.casefold()):
            return value
    labels = (fact.values or {}).values()
    raise Misfit(Text(
        f"{fact.label}: {text} passar inte; tillåtet är {listed(labels, 'eller')}.",
        f"{fact.label.en}: {text} does not fit; allowed is {listed([each.en for each in labels], 'or')}.",
    ))  # fmt: skip


def _without_unit(fact: Fact, text: str) -> str:
    """The number alone; raises `Misfit` where it is counted in something else than the fact is."""
    found = _WITH_UNIT.fullmatch(text)
    if found is None:
        return text
    own = _UNITS.get(fact.unit or "", ())
    if found["unit"].casefold() in own:
        return found["amount"]
    sv, en = (f"räknas i {own[0]}", f"is counted in {own[1]}") if len(own) > 1 else (
        "har ingen enhet", "has no unit")  # fmt: skip
    raise Misfit(Text(f"{fact.label}: {text} passar inte; uppgiften {sv}.",
                      f"{fact.label.en}: {text} does not fit; the fact {en}."))  # fmt: skip


def _field(fact: Fact, heading: str) -> Fact:
    """The field that a column is for: by its label in either language, or its id."""
    labels = {name: item.label or Text(name) for name, item in (fact.items or {}).items()}
    for name, label in labels.items():
        if heading.strip().casefold() in (name, label.sv.casefold(), label.en.casefold()):
            return fact.fields[name]
    english = [label.en for label in labels.values()]
    raise Misfit(Text(
        f"{fact.label}: det finns ingen kolumn {heading}; kolumnerna är {listed(labels.values())}.",
        f"{fact.label.en}: there is no column {heading}; the columns are {listed(english, 'and')}.",
    ))  # fmt: skip


def _empty(field: Fact) -> Value:
    return None if field.none_allowed else UNKNOWN


def _accepted(fact: Fact, records: Iterable[Mapping[str, Value]]) -> Value:
    value = accept(fact, list(records))
    assert not isinstance(value, Unknown)
    return value


def _example(fact: Fact, lang: str) -> str:
    match fact.type:
        case "integer" | "number":
            unit = _UNITS.get(fact.unit or "", ("", ""))[lang == "en"]
            return f"12 {unit}".strip()
        case "category":
            return next(iter((fact.values or {"": Text("")}).values()))[lang]
        case "date":
            return "2021-03-01"
        case _:
            return "Malmö"
