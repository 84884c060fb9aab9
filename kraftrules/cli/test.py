"""``kraftrules test``: the scenarios as a document, with what came of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from kraftrules.bdd.errors import Misfit
from kraftrules.bdd.phrases import PHRASES
from kraftrules.bdd.programmes import Programmes
from kraftrules.bdd.results import Example, Examples, Feature, Run, Scenario, Step
from kraftrules.bdd.world import ENGINES
from kraftrules.cli.options import LangOption, Language
from kraftrules.cli.terminal import AT_FAULT, DONE, Terminal, misused
from kraftrules.ruleset.catalogue import ENDINGS, bundled_folder
from kraftrules.text import listed

FOLDER = "features"
FeaturesArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FIL|MAPP]...",
        help=".feature-filer eller mappar; annars mappen features. / Files or folders; else features.",
        show_default=False,
    ),
]
EngineOption = Annotated[
    list[str] | None,
    typer.Option(
        "--engine",
        metavar="MOTOR",
        help=f"Motor som beslutar; annars alla: {', '.join(ENGINES)}. / The engine; else all.",
        show_default=False,
    ),
]


PhrasesOption = Annotated[
    str | None,
    typer.Option(
        "--phrases",
        metavar="NAMN",
        help="Lista i stället de steg som kan skrivas om ett regelverk. / List the steps instead.",
        show_default=False,
    ),
]


def try_scenarios(
    paths: FeaturesArgument = None,
    engine: EngineOption = None,
    phrases: PhrasesOption = None,
    lang: LangOption = Language.SV,
) -> int:
    """Prova regelverken mot scenarierna. / Try the rulesets by the scenarios."""
    terminal = Terminal(lang.code)
    if phrases is not None:
        return _list_phrases(terminal, phrases, (paths or [Path()])[0])
    found = run_features(paths, engine)
    for feature in found.features:
        for line in _Document(terminal, found.engines).feature(feature):
            terminal.line(line)
        terminal.line()
    terminal.line(_summary(terminal, found))
    return DONE if found.ok else AT_FAULT


def _list_phrases(terminal: Terminal, name: str, near: Path) -> int:
    """Every step that can be written of a ruleset: the general ones, and those of its facts."""
    try:
        own = Programmes.near(near).phrases(name)
    except Misfit as error:
        raise misused(error.text.sv, error.text.en) from None
    for shown in (*(phrase.shown for phrase in PHRASES), *own.shown()):
        terminal.line(shown[terminal.lang])
    return DONE


def run_features(paths: Sequence[Path] | None, engines: Sequence[str] | None = None) -> Run:
    """Run what the command line names; without a path, the folder ``features`` here or of the checkout."""
    for name in engines or ():
        if name not in ENGINES:
            raise misused(f"Motorn {name[:60]} finns inte. Motorerna är {listed(ENGINES)}.",
                          f"There is no engine {name[:60]}. The engines are {listed(ENGINES, 'and')}.")  # fmt: skip
    chosen = list(paths or [_default()])
    for path in chosen:
        if not path.exists():
            raise misused(f"{path} finns inte.", f"There is no {path}.")
    try:
        from kraftrules.bdd.runner import feature_files, run  # noqa: PLC0415 - the extra may be missing

        for path in chosen:
            if not feature_files(path):
                raise misused(f"Mappen {path} har inga .feature-filer.",
                              f"The folder {path} has no .feature files.")  # fmt: skip
            if path.suffix.lower() in ENDINGS:
                raise misused(f"{path} är ett regelverk. Ange scenarierna om det, i en .feature-fil eller en mapp med sådana.",
                              f"{path} is a ruleset. Name the scenarios about it, in a .feature file or a folder of them.")  # fmt: skip
        return run(chosen, tuple(engines or ENGINES))
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "gherkin":
            raise
        raise misused("Scenarier behöver pytest-bdd: pip install 'kraftrules[bdd]'",
                      "Scenarios need pytest-bdd: pip install 'kraftrules[bdd]'") from None  # fmt: skip


def _default() -> Path:
    checkout = bundled_folder().parent / FOLDER
    here = Path(FOLDER)
    if not here.is_dir() and checkout.is_dir():
        return checkout
    return here


class _Document:
    """The scenarios as they are written, with a tick for what held and a cross for what did not."""

    def __init__(self, terminal: Terminal, engines: Sequence[str]) -> None:
        self.terminal, self.engines = terminal, engines

    def feature(self, feature: Feature) -> Iterator[str]:
        yield feature.title
        yield "=" * len(feature.title)
        if feature.description:
            yield from ("", feature.description)
        if feature.problem is not None:
            yield f"✗ {feature.file}:{feature.problem.line}: {feature.problem.text[self.terminal.lang]}"
        if feature.background:
            yield ""
            yield from self._steps(feature.background, "  ")
        rule = ""
        for scenario in feature.scenarios:
            if scenario.rule != rule:
                rule = scenario.rule
                yield from ("", rule, "-" * len(rule))
            yield from self._scenario(scenario, feature.file)

    def _scenario(self, scenario: Scenario, file: str) -> Iterator[str]:
        yield ""
        yield f"{_tick(scenario.ok)} {scenario.title}"
        if scenario.description:
            yield from (f"  {line}" for line in scenario.description.splitlines())
        yield from self._steps(scenario.steps, "    ")
        for table in scenario.tables:
            if table.headings:
                yield from self._table(table, file)
            else:
                yield from (line for row in table.rows for line in self._errors(row, file, "    "))

    def _steps(self, steps: Sequence[Step], indent: str) -> Iterator[str]:
        for step in steps:
            yield f"{indent}{step.keyword}{step.text}"
            yield from (f"{indent}  {line}" for line in _aligned(step.table))

    def _table(self, table: Examples, file: str) -> Iterator[str]:
        yield ""
        if table.title:
            yield f"    {table.title}"
        lines = _aligned([table.headings, *(row.cells for row in table.rows)])
        yield f"      {lines[0]}"
        for row, line in zip(table.rows, lines[1:], strict=True):
            yield f"    {_tick(row.ok)} {line}"
            yield from self._errors(row, file, "        ")

    def _errors(self, row: Example, file: str, indent: str) -> Iterator[str]:
        """Each failure once, with the engines that it concerns where they do not agree."""
        for failure in dict.fromkeys(row.failures.values()):
            whose = [engine for engine in self.engines if row.failures.get(engine) == failure]
            engines = "" if len(whose) == len(self.engines) else f" [{listed(whose)}]"
            yield f"{indent}✗ {file}:{failure.line}: {failure.step}{engines}"
            yield from (
                f"{indent}  {line}" for line in failure.text[self.terminal.lang].splitlines()
            )


def _tick(ok: bool) -> str:
    return "✓" if ok else "✗"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """A table's rows with its columns in line."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _summary(terminal: Terminal, found: Run) -> str:
    wrong = sum(not each.ok for each in found.examples)
    unread = sum(each.problem is not None for each in found.features)
    count, engines = len(found.examples), len(found.engines)
    text = terminal.say(
        f"{count} exempel i {len(found.features)} filer på {engines} motorer "
        f"({listed(found.engines)}): {count - wrong} stämmer, {wrong} stämmer inte.",
        f"{count} examples in {len(found.features)} files on {engines} engines "
        f"({listed(found.engines, 'and')}): {count - wrong} hold, {wrong} do not.",
    )
    if unread:
        text += terminal.say(
            f" {unread} filer går inte att läsa.", f" {unread} files cannot be read."
        )
    return text
