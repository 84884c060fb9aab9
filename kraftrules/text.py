"""Text for people: Swedish, with its English twin."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic_core import CoreSchema, core_schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

Lang = Literal["sv", "en"]
LANGUAGES: tuple[Lang, ...] = ("sv", "en")
_STEERING = [*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
STEERING: dict[int, str] = {
    code: ascii(chr(code))[1:-1] for code in _STEERING if chr(code) not in "\n\t"
}  # what a cell or a file name must not do to a terminal or a page, as escapes for `str.translate`


class Text(str):
    """A Swedish string that knows its English twin: ``str(text)`` is Swedish, ``text["en"]`` English."""

    __slots__ = ("en",)
    en: str

    def __new__(cls, sv: str, en: str | None = None) -> Self:
        """Make a text; where *en* is left out, the Swedish text stands in for it."""
        self = super().__new__(cls, sv)
        object.__setattr__(self, "en", sv if en is None else en)
        return self

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Text is immutable: {name} cannot be set")

    @property
    def sv(self) -> str:
        """The Swedish text, as a plain string."""
        return str.__str__(self)

    def __getitem__(self, key: Any) -> str:
        """The text in a language (``"sv"`` or ``"en"``), or a character or slice of the Swedish one."""
        if isinstance(key, str):
            return {"sv": self.sv, "en": self.en}[key]
        return super().__getitem__(key)

    def __reduce__(self) -> tuple[type[Text], tuple[str, str]]:
        return (Text, (self.sv, self.en))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read from ``{sv: …, en: …}``, or from a plain string, which is Swedish."""
        words = core_schema.str_schema(min_length=1, strip_whitespace=True)
        twins = core_schema.typed_dict_schema(
            {
                "sv": core_schema.typed_dict_field(words),
                "en": core_schema.typed_dict_field(words, required=False),
            },
            extra_behavior="forbid",
        )
        either = core_schema.tagged_union_schema(
            {"text": words, "twins": twins},
            discriminator=lambda given: "twins" if isinstance(given, dict) else "text",
        )
        read = core_schema.no_info_after_validator_function(cls._from_plain, either)
        return core_schema.no_info_wrap_validator_function(
            lambda given, reader: given if isinstance(given, cls) else reader(given), read
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        words = {"type": "string", "minLength": 1}
        twins = {
            "type": "object",
            "properties": {"sv": words, "en": words},
            "required": ["sv"],
            "additionalProperties": False,
        }
        return {"anyOf": [words, twins]}

    @classmethod
    def _from_plain(cls, given: str | dict[str, str]) -> Text:
        return cls(given) if isinstance(given, str) else cls(given["sv"], given.get("en"))


def is_text(given: str) -> bool:
    """Whether a string is text: half a character, as broken JSON can hold, is none."""
    return not any("\ud800" <= char <= "\udfff" for char in given)


def writable(text: str) -> str:
    """A text that can be written as UTF-8: half characters (surrogates) are spelt out."""
    return text.encode("utf-8", "backslashreplace").decode()


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that *word* is most likely a slip for, if any is near enough."""
    candidates = sorted(set(known))
    by_case = {candidate.casefold(): candidate for candidate in reversed(candidates)}
    found = get_close_matches(word[:100].casefold(), by_case, n=1, cutoff=0.6)
    return by_case[found[0]] if found else None


def listed(words: Iterable[str], last: str = "och", most: int = 12) -> str:
    """Words as a person lists them: ``a, b och c``; past *most* of them, how many more there are."""
    items = list(words)
    if len(items) > most:
        items = [*items[:most], "…"]
        return ", ".join(items)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
