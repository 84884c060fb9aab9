"""What a fact is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from kraftrules.text import Text
from kraftrules.values import (
    DATE,
    LARGEST_INTEGER,
    LARGEST_NUMBER,
    MOST_DIGITS,
    SMALLEST_INTEGER,
    Kind,
    Type,
)

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
FactType = Literal[
    "boolean", "integer", "number", "string", "category", "date", "list", "identifier"
]
FieldType = Literal["boolean", "integer", "number", "string", "date"]
UNKNOWN_SUFFIX = (
    "__unknown"  # ends the name of the column, or field, that says that a fact is unknown
)


class Block(BaseModel):
    """A block of YAML: immutable, and refusing keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @field_validator("*", mode="before")
    @classmethod
    def _not_left_blank(cls, given: object, info: ValidationInfo) -> object:
        """A key that may be left out is not to be there without a value: what did its author mean?"""
        if given is None and cls.model_fields[info.field_name or ""].default is None:
            raise PydanticCustomError("blank", "blank")
        return given


def _as_truth(given: object) -> object:
    if not isinstance(given, str):
        return given
    if given not in ("true", "false"):
        raise PydanticCustomError("truth", "truth")
    return given == "true"


def _as_whole(given: object) -> object:
    if not isinstance(given, str):
        return given
    if not re.fullmatch(r"-?[0-9]+", given):
        raise PydanticCustomError("whole", "whole")
    return int(given[:30])  # what is longer is beyond every bound all the same


def _within_64_bits(given: str) -> int:
    whole = int(given[:30])
    if not SMALLEST_INTEGER <= whole <= LARGEST_INTEGER:
        raise PydanticCustomError("beyond_64_bits", "beyond 64 bits")
    return whole


def _as_bound(given: object) -> object:
    if isinstance(given, int | Decimal):
        return given
    if not isinstance(given, str) or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", given):
        raise PydanticCustomError("number", "number")
    if len(given.partition(".")[2]) > MOST_DIGITS:
        raise PydanticCustomError("decimals", "decimals")
    whole = _within_64_bits(given.partition(".")[0])
    return Decimal(given) if "." in given else whole


def _as_percent(given: object) -> object:
    if isinstance(given, Decimal):
        return given
    if not isinstance(given, str) or not re.fullmatch(r"[0-9]{1,3}([.,][0-9]{1,4})? ?%", given):
        raise PydanticCustomError("percent", "percent")
    percent = Decimal(given.rstrip("% ").replace(",", "."))
    if percent > 100:
        raise PydanticCustomError("percent", "percent")
    return percent


def _as_day(given: object) -> object:
    if not isinstance(given, str):
        return given
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise PydanticCustomError("day", "day")


Truth = Annotated[bool, BeforeValidator(_as_truth)]
Whole = Annotated[int, BeforeValidator(_as_whole)]
Bound = Annotated[int | Decimal, BeforeValidator(_as_bound)]
Day = Annotated[date, BeforeValidator(_as_day)]
Percent = Annotated[Decimal, BeforeValidator(_as_percent)]


def _as_list(given: object) -> object:
    return [given] if isinstance(given, str) else given


def _as_field(given: object) -> object:
    return {"type": given} if isinstance(given, str) else given


def _as_labelled(given: object) -> object:
    """The values of a category with their labels; those in a list are labelled by themselves."""
    if not isinstance(given, (list, tuple)):
        return given
    found: dict[str, str] = {}
    for at, value in enumerate(given):
        if not isinstance(value, str):
            raise PydanticCustomError("no_value", "{at}", {"at": at})
        if value in found:
            raise PydanticCustomError("repeated_value", "{at}", {"at": at})
        found[value] = value
    return found


class ItemField(Block):
    """A field of the records in a list fact, written ``date`` or ``{type: date, none_allowed: true}``."""

    type: FieldType
    none_allowed: Truth = False
    label: Text | None = None


class Organisation(Block):
    """An organisation that holds facts."""

    id: Identifier
    label: Text
    part_of: Identifier | None = None


class Fact(Block):
    """Something that can be known about a person, or about a participation in a programme.

    *minimum* and *maximum* bound an integer or a number, both included. *derivation* (``from`` in
    the YAML) is the condition-language text used when the fact is not given. *grows_with_time*
    says that it counts time that passes by itself while the state lasts, in its *unit*.
    """

    id: Identifier
    of: Literal["person", "participation"] = "person"
    type: FactType = "boolean"
    unit: Literal["years", "months", "days", "percent"] | None = None
    values: Annotated[dict[Identifier, Text], BeforeValidator(_as_labelled)] | None = None
    minimum: Bound | None = None
    maximum: Bound | None = None
    none_allowed: Truth = False
    label: Text
    held_by: Annotated[tuple[Identifier, ...], BeforeValidator(_as_list)] = ()
    kind: Literal["register", "assessment", "declaration"] = "register"
    derivation: Annotated[str, Field(min_length=1)] | None = Field(default=None, alias="from")
    items: dict[Identifier, Annotated[ItemField, BeforeValidator(_as_field)]] | None = None
    grows_with_time: Truth = False

    @model_validator(mode="after")
    def _keys_fit_the_type(self) -> Self:
        for key, types in _ONLY_FOR.items():
            stated = getattr(self, key)
            if stated is not None and stated is not False and self.type not in types:
                raise PydanticCustomError("misplaced", "{key}", {"key": key, "types": list(types)})
        for key, needing in (("values", "category"), ("items", "list")):
            if self.type == needing and not getattr(self, key):
                raise PydanticCustomError("missing_key", "{key}", {"key": key})
        if self.low > self.high:
            raise PydanticCustomError("bounds", "{key}", {"key": "minimum"})
        return self

    @property
    def low(self) -> int | Decimal:
        """The least value allowed of an integer or a number."""
        least = SMALLEST_INTEGER if self.type == "integer" else -LARGEST_NUMBER
        return least if self.minimum is None else max(least, self.minimum)

    @property
    def high(self) -> int | Decimal:
        """The greatest value allowed of an integer or a number."""
        most = LARGEST_INTEGER if self.type == "integer" else LARGEST_NUMBER
        return most if self.maximum is None else min(most, self.maximum)

    @property
    def value_type(self) -> Type:
        """The fact's type in the condition language."""
        if self.type == "date":
            return Type(Kind.DATE, self.none_allowed, DATE.low, DATE.high)
        if self.type in ("integer", "number"):
            return Type(Kind(self.type), self.none_allowed, self.low, self.high)
        fields = tuple((name, field.value_type) for name, field in self.fields.items())
        return Type(
            Kind(self.type), self.none_allowed, values=tuple(self.values or ()), fields=fields
        )

    @cached_property
    def fields(self) -> Mapping[str, Fact]:
        """The fields of a list's records, each as a fact."""
        return MappingProxyType(
            {
                name: Fact(
                    id=name,
                    label=item.label or Text(name),
                    type=item.type,
                    none_allowed=item.none_allowed,
                )
                for name, item in (self.items or {}).items()
            }
        )

    def value_label(self, value: str) -> Text:
        """What people call a value of a category."""
        return (self.values or {}).get(value, Text(value))


_ONLY_FOR: dict[str, tuple[str, ...]] = {
    "values": ("category",),
    "items": ("list",),
    "minimum": ("integer", "number"),
    "maximum": ("integer", "number"),
    "unit": ("integer", "number"),
    "grows_with_time": ("integer",),
    "none_allowed": ("boolean", "integer", "number", "string", "category", "date"),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every fact that can be spoken of, and the organisations that hold them."""

    facts: tuple[Fact, ...] = ()
    organisations: tuple[Organisation, ...] = ()

    def with_facts(self, facts: tuple[Fact, ...]) -> Vocabulary:
        """This vocabulary and more facts."""
        return Vocabulary((*self.facts, *facts), self.organisations)

    def of(self, subject: str) -> Mapping[str, Fact]:
        """The facts of a ``person`` or of a ``participation``, by name."""
        return MappingProxyType({fact.id: fact for fact in self.facts if fact.of == subject})

    def organisation_label(self, name: str) -> Text:
        """What people call an organisation."""
        labels = {organisation.id: organisation.label for organisation in self.organisations}
        return labels.get(name, Text(name))
