"""``kraftrules schema``: JSON Schema for editors and for those who store decisions."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from kraftrules.cli.options import LangOption, Language
from kraftrules.cli.terminal import DONE, Terminal
from kraftrules.ruleset.schema import schema_of


class Subject(StrEnum):
    """What there is a schema of."""

    RULESET = "ruleset"
    SHARED = "shared"
    VOCABULARY = "vocabulary"
    SOURCES = "sources"
    DECISION = "decision"


OfOption = Annotated[
    Subject, typer.Option("--of", help="Vad schemat beskriver. / What the schema describes.")
]


def schema(of: OfOption = Subject.RULESET, lang: LangOption = Language.SV) -> int:
    """Skriv ut JSON Schema för redigerare. / Print JSON Schema for editors."""
    terminal = Terminal(lang.code)
    terminal.line(json.dumps(schema_of(of.value), ensure_ascii=False, indent=2))
    return DONE
