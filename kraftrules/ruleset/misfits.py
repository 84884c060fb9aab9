"""What to say of a value that does not fit its key: what was given, what is allowed, the nearest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kraftrules.diagnostics import Code
from kraftrules.feel.dates import likely_day, why_no_day
from kraftrules.feel.words import QUOTES
from kraftrules.ruleset import numbers, swedish
from kraftrules.ruleset.blanks import blank
from kraftrules.ruleset.broken import in_quotes
from kraftrules.ruleset.examples import BLOCKS, CRITERION, Misfit, missing_key
from kraftrules.ruleset.tree import Entries, Items, Scalar, Tree
from kraftrules.ruleset.written import Given
from kraftrules.text import Text, listed


def misfit(kind: str, context: Mapping[str, Any], tree: Tree, keys: Sequence[str], as_key: str | None) -> Misfit:  # fmt: skip
    """What to say of an error of a pydantic kind."""
    given = Given(tree, context, keys, as_key)
    return _KINDS.get(kind, _anything)(given)


def _pattern(given: Given) -> Misfit:
    text = given.text
    if len(text) > 2 and text[0] in QUOTES and text[-1] in QUOTES:
        straight = in_quotes(text[1:-1])
        return Misfit(Code.SMART_QUOTES, Text("Citattecken i filen ska vara raka.", "Quotes in the file should be straight."),
                      Text(f"Skriv {straight} i stället.", f"Write {straight} instead."))  # fmt: skip
    pattern = given.context.get("pattern", "")
    if "A-Z" in pattern:
        hint = Text("Använd bokstäver a–z, siffror, punkt, bindestreck och understreck, utan mellanslag: \"2.0\"",
                    "Use letters a–z, digits, points, hyphens and underscores, without spaces: \"2.0\"")  # fmt: skip
        return Misfit(Code.BAD_ID, _no_name(given), hint)
    hyphens = "-]" in pattern
    sign = Text("bindestreck", "hyphens") if hyphens else Text("understreck", "underscores")
    rule = Text(f"Namn skrivs med små bokstäver a–z, siffror och {sign}, och börjar med en bokstav.",
                f"Names are written in small letters a–z, digits and {sign['en']}, a letter first.")  # fmt: skip
    meant = swedish.as_id(text, hyphens)
    if meant:
        rule = Text(f"{rule} Menade du {meant}?", f"{rule['en']} Did you mean {meant}?")
    return Misfit(Code.BAD_ID, _no_name(given), rule)


def _no_name(given: Given) -> Text:
    return Text(f"{given.begun} kan inte vara ett namn.", f"{given.begun['en']} cannot be a name.")


def _literal(given: Given) -> Misfit:
    allowed = given.context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
    if allowed == ["lottery"]:
        return _tie(given)
    near = swedish.meant_value(given.text, allowed)
    key = given.key
    message = Text(
        f"{given.begun} kan inte stå under {key}.", f"{given.begun['en']} cannot stand under {key}."
    )
    if isinstance(given.tree, Scalar) and key:
        message = Text(
            f"{key} kan inte vara {given.shown}.", f"{key} cannot be {given.shown['en']}."
        )
    hint = Text(f"Skriv {listed(allowed, 'eller')}.", f"Write {listed(allowed, 'or')}.")
    if near:
        hint = Text(f"Menade du {near}? {hint}", f"Did you mean {near}? {hint['en']}")
    return Misfit(Code.WRONG_VALUE, message, hint)


def _tie(given: Given) -> Misfit:
    message = Text(
        f"{given.begun} är inget sätt att ordna på.", f"{given.begun['en']} is no way to order."
    )
    if swedish.meant_value(given.text, ["lottery"]):
        return Misfit(
            Code.UNKNOWN_TIE, message, Text("Menade du lottery?", "Did you mean lottery?")
        )
    fact = swedish.as_id(given.text) or "months_without_work"
    example = f"{{by: {fact}, order: descending}}"
    return Misfit(Code.UNKNOWN_TIE, message, Text(f"Skriv lottery, eller en uppgift: {example}", f"Write lottery, or a fact: {example}"))  # fmt: skip


def _block_expected(given: Given) -> Misfit:
    example = BLOCKS.get(given.key, CRITERION)
    if isinstance(given.tree, Scalar) and given.tree.is_empty and given.key:
        return Misfit(Code.WRONG_SHAPE, Text(f"Under {given.key} saknas innehåll.", f"Nothing stands under {given.key}."),
                      Text(f"Skriv {example}", f"Write {example['en']}"))  # fmt: skip
    if given.key in ("all", "any", "of", "exclusions") and given.text:
        example = Text(f"- {{id: …, label: …, when: {given.text[:60]}}}")
    return Misfit(
        Code.WRONG_SHAPE,
        Text(f"Här ska stå nycklar med värden, inte {given.shown}.", f"Keys with values go here, not {given.shown['en']}."),
        Text(f"Skriv {example}", f"Write {example['en']}"),
    )  # fmt: skip


def _list_expected(given: Given) -> Misfit:
    if given.key == "within":
        return numbers.two_ends(given)
    hint = Text(
        "Börja varje post med ett bindestreck: - id: …", "Begin every item with a hyphen: - id: …"
    )
    if given.key == "ties":
        hint = Text("Skriv till exempel ties: [lottery]", "Write for example ties: [lottery]")
    if given.key == "closed_months":
        hint = Text(f"Skriv [{given.text or 7}].", f"Write [{given.text or 7}].")
    if given.key in ("all", "any", "of") and given.text:
        hint = Text(f"Skriv varje kriterium som en post: - {{id: …, label: …, when: {given.text[:60]}}}",
                    f"Write every criterion as an item: - {{id: …, label: …, when: {given.text[:60]}}}")  # fmt: skip
    return Misfit(
        Code.WRONG_SHAPE,
        Text(f"Under {given.key} ska stå en lista, inte {given.shown}.", f"A list goes under {given.key}, not {given.shown['en']}."),
        hint,
    )  # fmt: skip


def _text_expected(given: Given) -> Misfit:
    tree = given.tree
    if isinstance(tree, Scalar):
        return _missing_text(given)
    if isinstance(tree, Items) and given.key == "when" and tree.source.text[tree.span.start] == "-":
        parts = " and ".join(each.text for each in tree.items[:3] if isinstance(each, Scalar))
        return Misfit(Code.WRONG_SHAPE, Text("Ett villkor är en enda text, inte en lista.", "A condition is a single text, not a list."),
                      Text(f"Skriv and eller or mellan delarna: when: {parts}", f"Write and or or between the parts: when: {parts}"))  # fmt: skip
    message = Text(
        f"Här ska stå en text, inte {given.shown}.", f"A text goes here, not {given.shown['en']}."
    )
    hint = Text(
        f"Skriv texten på samma rad: {given.key}: …",
        f"Write the text on the same line: {given.key}: …",
    )
    if given.key in ("title", "label", "description", "interpretation"):
        hint = Text(f"Skriv {given.key}: {{sv: …, en: …}}", f"Write {given.key}: {{sv: …, en: …}}")
    if (
        isinstance(tree, Items | Entries)
        and tree.source.text[tree.span.start] in "[{"
        and given.key == "when"
    ):
        start = tree.span.start
        value = tree.source.text[start : tree.source.line_span(start)[1]].strip()
        message = Text(f"Ett värde som börjar med {value[0]} läses inte som en text.", f"A value that begins with {value[0]} is not read as a text.")  # fmt: skip
        meant = value.strip("[]{}")
        hint = Text(f"Skriv {given.key}: {meant}", f"Write {given.key}: {meant}")
    return Misfit(Code.WRONG_SHAPE, message, hint)


def _truth(given: Given) -> Misfit:
    truth = swedish.meant_truth(given.text)
    hint = Text("Skriv true eller false.", "Write true or false.")
    if truth:
        hint = Text(f"Menade du {truth}? {hint}", f"Did you mean {truth}? {hint['en']}")
    return Misfit(Code.WRONG_VALUE, Text(f"{given.begun} är varken true eller false.", f"{given.begun['en']} is neither true nor false."), hint)  # fmt: skip


def _day(given: Given) -> Misfit:
    near = likely_day(given.text)
    hint = Text("Skriv år, månad och dag: 2024-01-31", "Write year, month and day: 2024-01-31")
    if near:
        hint = Text(f"Menade du {near}?", f"Did you mean {near}?")
    elif given.key == "to":
        hint = Text(f"{hint}. Utan to: gäller utgåvan tills vidare.", f"{hint['en']}. Without to: the edition holds until further notice.")  # fmt: skip
    return Misfit(Code.BAD_DATE, why_no_day(given.text), hint)


def _too_long(given: Given) -> Misfit:
    most = given.context.get("max_length", 0)
    length = len(given.text)
    return Misfit(Code.TOO_LONG, Text(f"Texten har {length} tecken; högst {most} tillåts.", f"The text has {length} characters; at most {most} are allowed."),
                  Text("Korta den.", "Make it shorter."))  # fmt: skip


def _missing_text(given: Given) -> Misfit:
    if given.key in ("when", "value", "from", "done"):
        example = "first_joint_plan_on" if given.key == "done" else "age > 30"
        return Misfit(Code.MISSING_KEY, Text(f"Under {given.key} saknas ett villkor.", f"A condition is missing under {given.key}."),
                      Text(f"Skriv till exempel {example}", f"Write for example {example}"))  # fmt: skip
    return Misfit(Code.MISSING_KEY, Text(f"Under {given.key} saknas en text.", f"A text is missing under {given.key}."),
                  Text("Skriv texten, eller ta bort nyckeln.", "Write the text, or remove the key."))  # fmt: skip


def _beyond_type(given: Given) -> Misfit:
    key, types = given.context["key"], given.context["types"]
    return Misfit(
        Code.UNKNOWN_KEY,
        Text(f"Nyckeln {key} hör inte till uppgifter av den här typen.", f"The key {key} is not for facts of this type."),
        Text(f"Den hör till type: {listed(types, 'eller')}. Ta bort den, eller ändra typen.",
             f"It is for type: {listed(types, 'or')}. Remove it, or change the type."),
    )  # fmt: skip


def _period(given: Given) -> Misfit:
    return Misfit(Code.BAD_PERIOD, Text("Sista dagen (to) ligger före den första (from).", "The last day (to) is before the first (from)."),
                  Text("Byt plats på from och to, eller rätta året.", "Swap from and to, or mend the year."))  # fmt: skip


def _anything(given: Given) -> Misfit:
    return Misfit(Code.WRONG_VALUE, Text(f"{given.begun} passar inte här.", f"{given.begun['en']} does not fit here."),
                  Text("Jämför med ett medföljande regelverk.", "Compare it with a bundled ruleset."))  # fmt: skip


def _blank(given: Given) -> Misfit:
    found = blank(given.keys)
    if not isinstance(given.tree, Scalar) or not given.tree.is_commented:
        return found
    hint = Text(f"Det som står efter # läses som en kommentar. {found.hint}",
                f"What follows # is read as a comment. {found.hint['en']}")  # fmt: skip
    return Misfit(found.code, found.message, hint)


def _no_value(given: Given) -> Misfit:
    return Misfit(Code.WRONG_SHAPE, Text(f"Ett värde skrivs som ett namn, inte {given.shown}.", f"A value is written as a name, not {given.shown['en']}."),
                  Text("Skriv values: [own, rented], eller med namn för människor: values: {own: {sv: eget, en: own}}",
                       "Write values: [own, rented], or with names for people: values: {own: {sv: eget, en: own}}"))  # fmt: skip


def _repeated_value(given: Given) -> Misfit:
    return Misfit(Code.WRONG_VALUE, Text(f"Värdet {given.shown} står två gånger.", f"The value {given.shown['en']} stands twice."),
                  Text("Ta bort det ena, eller byt det mot det värde som menades.", "Remove one, or replace it by the value that was meant."))  # fmt: skip


_KINDS: dict[str, Callable[[Given], Misfit]] = {
    "string_pattern_mismatch": _pattern,
    "literal_error": _literal,
    "model_type": _block_expected,
    "model_attributes_type": _block_expected,
    "dict_type": _block_expected,
    "tuple_type": _list_expected,
    "list_type": _list_expected,
    "string_type": _text_expected,
    "truth": _truth,
    "bool_type": _truth,
    "whole": numbers.whole,
    "int_type": numbers.whole,
    "number": numbers.number,
    "percent": numbers.percent,
    "decimal_type": numbers.percent,
    "day": _day,
    "date_type": _day,
    "string_too_short": _missing_text,
    "string_too_long": _too_long,
    "greater_than_equal": numbers.out_of_range,
    "less_than_equal": numbers.out_of_range,
    "misplaced": _beyond_type,
    "missing_key": lambda given: missing_key(given.context["key"]),
    "bounds": numbers.bounds,
    "period": _period,
    "amount": numbers.amount,
    "year": numbers.year,
    "too_short": numbers.two_ends,
    "too_long": numbers.two_ends,
    "blank": _blank,
    "no_value": _no_value,
    "repeated_value": _repeated_value,
    "beyond_64_bits": numbers.beyond_64_bits,
    "decimals": numbers.decimals,
}
