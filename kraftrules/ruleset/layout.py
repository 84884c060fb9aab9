"""What to say of a text that is no YAML: which slip broke it, and what to write."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from kraftrules.diagnostics import Code, Diagnostic
from kraftrules.ruleset import model
from kraftrules.ruleset.broken import Break, in_quotes
from kraftrules.ruleset.characters import odd_space
from kraftrules.ruleset.indents import OTHER_HYPHENS, hyphen, indentation, tab
from kraftrules.ruleset.swedish import looks_like_key
from kraftrules.source import Span
from kraftrules.text import Text
from kraftrules.vocabulary import Block

_KEYS = frozenset(
    info.alias or name
    for block in vars(model).values()
    if isinstance(block, type) and issubclass(block, Block)
    for name, info in block.model_fields.items()
) | {"sv", "en"}


def explain(broken: Break) -> Diagnostic:
    """The likeliest slip in a text that YAML cannot read."""
    return next(found for kind in _KINDS if (found := kind(broken)))


def _odd_space(broken: Break) -> Diagnostic | None:
    at, opened = Span(broken.at, broken.at), Span(broken.opened, broken.opened)
    found = odd_space(broken.source, at)
    return found or (odd_space(broken.source, opened) if "simple key" in broken.context else None)


def _directive(broken: Break) -> Diagnostic | None:
    """A line for YAML itself, as ``%YAML 9.9``."""
    for at in (broken.at, broken.opened):
        line, start = broken.line(at), broken.source.line_span(at)[0]
        if line.startswith("%"):
            return broken.say(Code.YAML_SYNTAX, Span(start, start + len(line)),
                "En rad som börjar med % är en anvisning till YAML, och behövs inte.",
                "A line that begins with % is a directive to YAML, and is not needed.",
                "Ta bort den. Är den en anteckning börjar den med #.",
                "Remove it. If it is a note, it begins with #.")  # fmt: skip
    return None


def _quote(broken: Break) -> Diagnostic | None:
    if "quoted scalar" not in broken.context and "double-quoted" not in broken.context:
        return None
    if "escape" in broken.problem or "hexdecimal" in broken.problem:
        at = max(broken.opened, broken.source.text.rfind("\\", broken.opened, broken.at + 2))
        if re.match(r"\\u[dD][89a-fA-F]", broken.source.text[at : at + 4]):
            return broken.say(Code.YAML_SYNTAX, Span(at, at + 6),
                f"{broken.source.text[at : at + 6]} är bara ett halvt tecken.",
                f"{broken.source.text[at : at + 6]} is only half a character.",
                "Skriv tecknet som det är.", "Write the character as it is.")  # fmt: skip
        return broken.say(Code.YAML_SYNTAX, Span(at, at + 2),
            f"{broken.source.text[at : at + 2]} betyder ingenting inom dubbla citattecken.",
            f"{broken.source.text[at : at + 2]} means nothing in double quotes.",
            "Skriv \\\\ för ett bakstreck, eller sätt enkla citattecken om texten.",
            "Write \\\\ for a backslash, or put single quotes around the text.")  # fmt: skip
    return _unclosed(broken, broken.opened)


def _unclosed(broken: Break, opened: int) -> Diagnostic:
    quote = broken.source.text[opened : opened + 1]
    value = re.split(r"[,}]" if "{" in broken.line(opened)[: broken.column(opened)] else "$", broken.value(opened))[0]  # fmt: skip
    return broken.say(Code.UNCLOSED_QUOTE, Span(opened, opened + max(1, len(value))),
        "Citattecknet stängs inte på raden.", "The quote is not closed on its line.",
        f"Skriv {value}{quote} om texten slutar där.", f"Write {value}{quote} if the text ends there.")  # fmt: skip


def _after_quotes(broken: Break) -> Diagnostic | None:
    """Something stands right after a text in quotes."""
    last = broken.last
    if not isinstance(last, yaml.ScalarToken) or last.style not in ("'", '"'):
        return None
    start, end = last.start_mark.index, last.end_mark.index
    if last.start_mark.line != last.end_mark.line:
        return _unclosed(broken, start)
    if broken.source.line_span(start) != broken.source.line_span(broken.at) or broken.source.text[broken.at : broken.at + 1] in ":}],":  # fmt: skip
        return None
    ends = re.search(r"[,}\]]", broken.value(end)) if "flow" in broken.context else None
    rest = broken.value(end)[: ends.start()] if ends else broken.value(end)
    whole = in_quotes((broken.source.text[start:end] + " " * (broken.at > end) + rest).strip())
    return broken.say(Code.NEEDS_QUOTES, Span(broken.at, broken.at + max(1, len(rest))),
        "Efter det sista citattecknet får inget mer stå.", "Nothing more may stand after the last quote.",
        f"Sätt citattecken om alltihop: {whole}", f"Put quotes around all of it: {whole}")  # fmt: skip


def _in_brackets(broken: Break) -> Diagnostic | None:
    if "flow" not in broken.context:
        return None
    text, opened, at = broken.source.text, broken.opened, broken.at
    opening = text[opened : opened + 1]
    closing = "}" if opening == "{" else "]"
    name = Text("Klammern {", "The brace {") if opening == "{" else Text("Hakparentesen [", "The bracket [")  # fmt: skip
    if broken.source.line_span(opened) != broken.source.line_span(at) or at >= len(text):
        return broken.say(Code.UNCLOSED_BRACKET, Span(opened, opened + 1),
            f"{name} stängs inte på raden.", f"{name['en']} is not closed on its line.",
            f"Lägg till {closing} där den ska sluta.", f"Add {closing} where it should end.")  # fmt: skip
    if text[at] in "}]":
        return broken.say(Code.UNCLOSED_BRACKET, Span(at, at + 1),
            f"{name} stängs med {text[at]}.", f"{name['en']} is closed by {text[at]}.",
            f"Skriv {closing} i stället.", f"Write {closing} instead.")  # fmt: skip
    word = re.search(r"(\S+)\s*$", text[opened + 1 : at])
    start = opened + 1 + word.start(1) if word else at
    before = word[1] if word else ""
    return broken.say(Code.YAML_SYNTAX, Span(start, at + 1),
        f"Före {before}: saknas ett kommatecken, eller så hör kolonet till texten.",
        f"A comma is missing before {before}:, or the colon belongs to the text.",
        f"Skriv ett kommatecken före {before}, eller sätt citattecken om text som innehåller kolon.",
        f"Write a comma before {before}, or put quotes around text that has a colon in it.")  # fmt: skip


def _closed_twice(broken: Break) -> Diagnostic | None:
    char = broken.source.text[broken.at : broken.at + 1]
    if not char or char not in "}]":
        return None
    name = Text("Klammern }", "The brace }") if char == "}" else Text("Hakparentesen ]", "The bracket ]")  # fmt: skip
    return broken.say(Code.UNCLOSED_BRACKET, Span(broken.at, broken.at + 1),
        f"{name} öppnas aldrig.", f"{name['en']} is never opened.", "Ta bort den.", "Remove it.")  # fmt: skip


_SPECIAL = {
    "@": Text("kan inte läsas", "cannot be read"),
    "`": Text("kan inte läsas", "cannot be read"),
    "%": Text("kan inte läsas", "cannot be read"),
    "*": Text("läses som ett alias", "is read as an alias"),
    "&": Text("läses som ett ankare", "is read as an anchor"),
    "!": Text("läses som ett typmärke", "is read as a tag"),
    ">": Text("läses som början på en text över flera rader", "is read as the beginning of a text over several lines"),
    "|": Text("läses som början på en text över flera rader", "is read as the beginning of a text over several lines"),
    "-": Text("läses som en post i en lista", "is read as an item of a list"),
    "?": Text("läses som en nyckel", "is read as a key"),
}  # fmt: skip
_STARTS = ("cannot start any token", "not allowed", "alphabetic", "comment or", "a comment", "tag")


def _special(broken: Break) -> Diagnostic | None:
    """A value that begins with a character that means something else to YAML."""
    if not any(part in broken.problem or part in broken.context for part in _STARTS):
        return None
    at = broken.opened if broken.source.text[broken.opened : broken.opened + 1] in "*&!>|" else broken.at  # fmt: skip
    char = broken.source.text[at : at + 1]
    if char not in _SPECIAL or not broken.column(at):
        return None
    value = broken.value(at)
    hint = Text(f"Sätt citattecken om värdet: {in_quotes(value)}", f"Put quotes around the value: {in_quotes(value)}")  # fmt: skip
    if char == "-":
        hint = Text(
            f"{hint}. Är det en lista, börjar den på nästa rad.",
            f"{hint['en']}. If it is a list, it begins on the next line.",
        )
        if re.match(r"- +\w+:", value):
            hint = Text(f"Flytta ner det till nästa rad: {value}", f"Move it down to the next line: {value}")  # fmt: skip
    if char == "`":
        hint = Text(
            f"Skriv utan {char}: {value.strip(char)}", f"Write without {char}: {value.strip(char)}"
        )
    if char == ">" and "when" in broken.line(at):
        hint = Text(f"Börja med det som jämförs, till exempel age {value}", f"Begin with what is compared, for example age {value}")  # fmt: skip
    return broken.say(Code.NEEDS_QUOTES, Span(at, at + len(value)),
        f"Ett värde som börjar med {char} {_SPECIAL[char]}.", f"A value that begins with {char} {_SPECIAL[char]['en']}.",
        hint, hint["en"])  # fmt: skip


def _colon_within(broken: Break) -> Diagnostic | None:
    """A colon where none can be: within a text, or after a line that has none."""
    if "mapping values" not in broken.problem:
        return None
    line, column = broken.line(broken.at), broken.column(broken.at)
    start = broken.at - column
    first = re.search(r":\s", line)
    if first is None or first.start() >= column:
        return _swallowed_line(broken, start)
    key = line[: first.start()].strip().removeprefix("- ")
    if "{" in key:
        word = key.split("{")[0].strip()
        at = start + line.index(word)
        return _no_colon(broken, at, word, line[line.index("{") :].strip())
    value = broken.value(start + first.end())
    if key in ("when", "value"):
        return broken.say(Code.YAML_SYNTAX, Span(broken.at, broken.at + 1),
            "Här står ett kolon mitt i ett villkor.", "A colon stands within a condition.",
            "Ta bort det.", "Remove it.")  # fmt: skip
    return broken.say(Code.NEEDS_QUOTES, Span(broken.at, broken.at + 1),
        "Här står ett kolon mitt i ett värde.", "A colon stands within a value.",
        f"Ta bort det, eller sätt citattecken: {key}: {in_quotes(value)}",
        f"Remove it, or put quotes around it: {key}: {in_quotes(value)}")  # fmt: skip


def _swallowed_line(broken: Break, start: int) -> Diagnostic | None:
    """The line before reaches into this one: it lacks a colon, or this is indented too far."""
    above = broken.source.text[:start].rstrip()
    if not above:
        return None
    at = len(above) - 1
    line = broken.line(at)
    if re.fullmatch(r" *(- )*\w+", line):
        word = line.strip().removeprefix("- ")
        return _no_colon(broken, at + 1 - len(word), word, "")
    key = broken.line(start).strip().split(":")[0].removeprefix("- ")
    if not key or looks_like_key(key, _KEYS):
        return None
    return broken.say(Code.NEEDS_QUOTES, Span(broken.at, broken.at + 1),
        "Här står ett kolon mitt i en text.", "A colon stands within a text.",
        "Ta bort det, eller sätt citattecken om hela texten.", "Remove it, or put quotes around the whole text.")  # fmt: skip


def _no_colon(broken: Break, at: int, word: str, rest: str) -> Diagnostic:
    if word.lower() in ("and", "or", "och", "eller"):
        return broken.say(Code.INDENTATION, Span(at, at + len(word)),
            "Ett villkor som fortsätter på en ny rad ska vara mer indraget än sin nyckel.",
            "A condition that goes on in a new line is to be indented more than its key.",
            "Dra in raden två steg till, eller skriv allt på en rad.",
            "Indent the line by two more, or write it all on one line.")  # fmt: skip
    meant = f"{word}: {rest[:60]}".rstrip()
    return broken.say(Code.MISSING_COLON, Span(at, at + len(word)),
        f"Efter {word} saknas ett kolon.", f"A colon is missing after {word}.",
        f"Skriv {meant}", f"Write {meant}")  # fmt: skip


def _missing_colon(broken: Break) -> Diagnostic | None:
    if "could not find expected ':'" not in broken.problem:
        return None
    line, start = broken.line(broken.opened), broken.source.line_span(broken.opened)[0]
    if re.match(OTHER_HYPHENS, line):
        return None
    parts = re.match(r"[ ]*(?:- +)*(\w[\w-]*)(\s*:|\s*=|\s+|$)(.*)$", line)
    if parts is None:
        return None
    at, word, rest = start + parts.start(1), parts[1], parts[3].strip()
    if parts[2].strip() == "" and not looks_like_key(word, _KEYS):
        return _loose_text(broken, start, line)
    if parts[2].strip() == ":":
        return broken.say(Code.MISSING_COLON, Span(at, at + len(word) + 1),
            "Efter kolonet saknas ett mellanslag.", "A space is missing after the colon.",
            f"Skriv {word}: {rest}", f"Write {word}: {rest}")  # fmt: skip
    return _no_colon(broken, at, word, rest)


def _loose_text(broken: Break, start: int, line: str) -> Diagnostic:
    indent = len(line) - len(line.lstrip())
    above = broken.source.text[:start].rstrip().rpartition("\n")[2]
    if re.search(r": *[>|][+-]?$", above):
        return broken.say(Code.INDENTATION, Span(start + indent, start + len(line)),
            "Texten ska ha mer indrag än raden ovanför.", "The text should be indented more than the line above.",
            "Lägg till två mellanslag framför den.", "Add two spaces before it.")  # fmt: skip
    return broken.say(Code.YAML_SYNTAX, Span(start + indent, start + len(line)),
        "Raden är varken nyckel: värde eller en post i en lista.", "The line is neither key: value nor an item of a list.",
        "Är den en anteckning börjar den med #. Hör den till texten ovanför ska den ha mer indrag.",
        "If it is a note, it begins with #. If it belongs to the text above, it is indented more.")  # fmt: skip


def _no_key(broken: Break) -> Diagnostic | None:
    line, start = broken.line(broken.at), broken.source.line_span(broken.at)[0]
    found = re.match(r" *(?:- +)*:(?=\s)", line)
    if found is None:
        return None
    return broken.say(Code.MISSING_KEY, Span(start + found.end() - 1, start + found.end()),
        "Före kolonet saknas en nyckel.", "A key is missing before the colon.", "Skriv nyckel: värde.", "Write key: value.")  # fmt: skip


def _anything(broken: Break) -> Diagnostic:
    return broken.say(Code.YAML_SYNTAX, Span(broken.at, broken.at + 1),
        "Det här går inte att läsa som YAML.", "This cannot be read as YAML.",
        "Se efter på raden och den ovanför: indrag, kolon, klamrar, och citattecken om text med specialtecken.",
        "Look at the line and the one above: indentation, colons, brackets, and quotes around text with special characters.")  # fmt: skip


_KINDS: tuple[Callable[[Break], Diagnostic | None], ...] = (
    _odd_space, tab, _directive, _no_key, _quote, _after_quotes, _in_brackets, _closed_twice, _special, _colon_within,
    _missing_colon, hyphen, indentation, _anything,
)  # fmt: skip
