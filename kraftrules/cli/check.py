"""``kraftrules check``: what is wrong in rulesets, and every place where something was left open."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from kraftrules.api import check as check_path
from kraftrules.cli.options import ENDINGS, LangOption, Language
from kraftrules.cli.terminal import AT_FAULT, DONE, Terminal, misused
from kraftrules.diagnostics import Severity
from kraftrules.ruleset.catalogue import bundled_folder, declarations, read_file
from kraftrules.ruleset.declaration import Declaration, DeclaredResults
from kraftrules.ruleset.yaml import Entries, Items, read
from kraftrules.source import Place
from kraftrules.text import Text

PathsArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FIL|MAPP]...",
        help="YAML-filer eller mappar; annars de medföljande. / Files or folders; else the bundled.",
        show_default=False,
    ),
]
InterpretationsOption = Annotated[
    bool,
    typer.Option(
        "--interpretations/--no-interpretations",
        help="Lista tolkningarna också. / List the interpretations too.",
    ),
]


def check(
    paths: PathsArgument = None,
    interpretations: InterpretationsOption = True,
    lang: LangOption = Language.SV,
) -> int:
    """Granska regelverk, och lista tolkningarna. / Check rulesets, and list the interpretations."""
    terminal = Terminal(lang.code)
    chosen = [_near(path) for path in paths or [bundled_folder()]]
    count = sum(_count_files(path) for path in chosen)
    found = list(dict.fromkeys(each for path in chosen for each in check_path(path)))
    for each in found:
        terminal.line(each.render(lang.code))
    errors = sum(each.severity is Severity.ERROR for each in found)
    terminal.line(_summary(terminal, count, errors, len(found) - errors))
    if interpretations:
        _show(terminal, _collected(each for path in chosen for each in declarations(path)))
    return AT_FAULT if errors else DONE


def _near(path: Path) -> Path:
    """The path as it is called from here, where it is below."""
    if not path.exists():
        raise misused(f"{path} finns inte.", f"There is no {path}.")
    here = Path(os.getcwd())
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def _count_files(path: Path) -> int:
    if not path.is_dir():
        return 1
    count = sum(each.suffix in ENDINGS and each.is_file() for each in path.rglob("*"))
    if count == 0:
        raise misused(
            f"Mappen {path} har inga YAML-filer.", f"The folder {path} has no YAML files."
        )
    return count


def _summary(terminal: Terminal, files: int, errors: int, warnings: int) -> str:
    filer = "fil" if files == 1 else "filer"
    granskade = "granskad" if files == 1 else "granskade"
    varningar = "varning" if warnings == 1 else "varningar"
    return terminal.say(
        f"{files} {filer} {granskade}: {errors} fel, {warnings} {varningar}.",
        f"{files} file{'s' * (files != 1)} checked: {errors} error{'s' * (errors != 1)}, "
        f"{warnings} warning{'s' * (warnings != 1)}.",
    )


@dataclass(slots=True)
class Interpretation:
    """What was chosen where a document leaves something open, and everywhere that it is chosen."""

    rule: str | None
    text: Text
    places: list[Place] = field(default_factory=list)


def _collected(declared: Iterable[Declaration]) -> Sequence[Interpretation]:
    """Every interpretation once, in the order of the files, with all its places."""
    found: dict[tuple[str | None, str], Interpretation] = {}
    for each in declared:
        for rule, text, place in _interpretations(each):
            one = found.setdefault((rule, text), Interpretation(rule, text))
            if place not in one.places:
                one.places.append(place)
    return list(found.values())


def _interpretations(declared: Declaration) -> Iterable[tuple[str | None, Text, Place]]:
    for rule in declared.every_rule:
        if rule.interpretation is not None:
            yield rule.id, rule.interpretation, rule.place
    for duty in declared.duties:
        if duty.interpretation is not None:
            yield duty.id, duty.interpretation, duty.place
    for name, text_or_none, place in _of_results(declared.results):
        if text_or_none is not None:
            yield name, text_or_none, place
    for text, place in zip(declared.interpretations, _places_of_whole(declared), strict=True):
        yield None, text, place


def _of_results(results: DeclaredResults) -> Iterable[tuple[str, Text | None, Place]]:
    yield from ((each.id, each.interpretation, each.place) for each in results.outcomes)
    yield from ((each.id, each.interpretation, each.place) for each in results.measures)
    yield from ((each.id, each.interpretation, each.place) for each in results.not_measurable)


def _places_of_whole(declared: Declaration) -> Sequence[Place]:
    """The places of the interpretations that concern a whole ruleset."""
    if not declared.interpretations:
        return ()
    tree, _ = read(read_file(Path(declared.place.file)))
    listed = tree.get("interpretations") if isinstance(tree, Entries) else None
    return [each.place for each in listed.items] if isinstance(listed, Items) else []


def _show(terminal: Terminal, found: Sequence[Interpretation]) -> None:
    if not found:
        return
    places = sum(len(each.places) for each in found)
    terminal.line()
    terminal.line(terminal.say(
        f"Tolkningar: {len(found)}, på {places} ställen, där ett dokument lämnar något öppet.",
        f"Interpretations: {len(found)}, in {places} places, where a document leaves something open.",
    ))  # fmt: skip
    for each in found:
        terminal.line()
        terminal.line(each.rule or terminal.say("hela regelverket", "the whole ruleset"))
        terminal.line(f"  {each.text[terminal.lang]}")
        for place in each.places:
            terminal.line(f"    {place.file}:{place.line}")
