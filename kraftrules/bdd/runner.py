"""Runs the scenarios of .feature files on every engine, without pytest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kraftrules.bdd.counting import CountingCase
from kraftrules.bdd.errors import StepError
from kraftrules.bdd.intakes import IntakeCase
from kraftrules.bdd.programmes import Programmes
from kraftrules.bdd.results import Example, Examples, Failure, Feature, Run, Scenario, Step, Table
from kraftrules.bdd.world import ENGINES, Case, World
from kraftrules.text import Text

Nodes = Mapping[str, Any]  # what the Gherkin parser gives, by the keys of its messages


def run(
    paths: Iterable[Path], engines: Sequence[str] = ENGINES, programmes: Programmes | None = None
) -> Run:
    """Run every feature in some files and folders.

    The rulesets are the *programmes* given, or else those in the folder ``rulesets`` nearest to
    each path, and the bundled. Raises `ModuleNotFoundError` where gherkin-official is missing.
    """
    features = []
    for path in paths:
        known = programmes or Programmes.near(path)
        features += [_run_file(file, engines, known) for file in feature_files(path)]
    return Run(tuple(features), tuple(engines))


def feature_files(path: Path) -> list[Path]:
    """The .feature files below a folder in the order of their names, or the file itself."""
    return (
        sorted(each for each in path.rglob("*.feature") if each.is_file())
        if path.is_dir()
        else [path]
    )


def _run_file(path: Path, engines: Sequence[str], programmes: Programmes) -> Feature:
    name = path.as_posix()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        wrong = Text("Filen är inte sparad som UTF-8.", "The file is not saved as UTF-8.")
        return Feature(name, path.stem, "", (), (), Failure("", 1, wrong))
    return run_text(text, name, engines, programmes)


def run_text(
    text: str, name: str, engines: Sequence[str] = ENGINES, programmes: Programmes | None = None
) -> Feature:
    """Run the scenarios of a feature's text; *name* is what to call the file."""
    from gherkin.errors import CompositeParserException, ParserError  # noqa: PLC0415 - an extra
    from gherkin.parser import Parser  # noqa: PLC0415
    from gherkin.pickles.compiler import Compiler  # noqa: PLC0415
    from gherkin.token_scanner import TokenScanner  # noqa: PLC0415

    try:
        document: Any = Parser().parse(TokenScanner(text))
    except ParserError as error:
        first = error.errors[0] if isinstance(error, CompositeParserException) else error
        return Feature(name, Path(name).stem, "", (), (), _unreadable(first))
    feature = document.get("feature")
    if feature is None:
        return Feature(name, Path(name).stem, "", (), ())
    document["uri"] = name
    pickles: Any = Compiler().compile(document)
    runner = _Runner(engines, programmes or Programmes(), pickles)
    return Feature(
        file=name,
        title=feature["name"],
        description=_plain(feature.get("description")),
        background=tuple(runner.background(feature["children"])),
        scenarios=tuple(runner.scenarios(feature["children"])),
    )


def _unreadable(error: Any) -> Failure:
    line = (getattr(error, "location", None) or {}).get("line", 1)
    detail = str(error).partition(": ")[2] or str(error)
    return Failure("", line, Text(f"Filen går inte att läsa som Gherkin: {detail}",
                                  f"The file cannot be read as Gherkin: {detail}"))  # fmt: skip


class _Runner:
    """Runs the scenarios of one document; *pickles* are their steps with the examples filled in."""

    def __init__(
        self, engines: Sequence[str], programmes: Programmes, pickles: Iterable[Nodes]
    ) -> None:
        self.engines, self.programmes = engines, programmes
        self.pickles = {tuple(each["astNodeIds"]): each for each in pickles}
        self.lines: dict[str, int] = {}

    def background(self, children: Iterable[Nodes]) -> Iterator[Step]:
        for child in children:
            for step in child.get("background", {}).get("steps", ()):
                yield self._step(step)

    def scenarios(
        self, children: Iterable[Nodes], rule: str = "", before: tuple[Step, ...] = ()
    ) -> Iterator[Scenario]:
        for child in children:
            if "rule" in child:
                inner = child["rule"]["children"]
                own = tuple(self.background(inner))
                yield from self.scenarios(inner, child["rule"]["name"], own)
            elif "scenario" in child:
                yield self._scenario(child["scenario"], rule, before)

    def _scenario(self, node: Nodes, rule: str, before: tuple[Step, ...]) -> Scenario:
        return Scenario(
            keyword=node["keyword"],
            title=node["name"],
            line=node["location"]["line"],
            rule=rule,
            description=_plain(node.get("description")),
            steps=(*before, *(self._step(step) for step in node["steps"])),
            tables=tuple(self._tables(node)),
        )

    def _step(self, node: Nodes) -> Step:
        self.lines[node["id"]] = node["location"]["line"]
        rows = node.get("dataTable", {}).get("rows", ())
        table = tuple(tuple(cell["value"] for cell in row["cells"]) for row in rows)
        return Step(node["keyword"], node["text"], node["location"]["line"], table)

    def _tables(self, node: Nodes) -> Iterator[Examples]:
        if not node["examples"]:
            only = self._example((), node["location"]["line"], self.pickles[(node["id"],)])
            yield Examples("", (), (only,))
        for table in node["examples"]:
            header = table.get("tableHeader", {"cells": ()})
            rows = tuple(
                self._example(
                    _cells(row), row["location"]["line"], self.pickles[(node["id"], row["id"])]
                )
                for row in table.get("tableBody", ())
            )
            yield Examples(table["name"], _cells(header), rows)

    def _example(self, cells: tuple[str, ...], line: int, pickle: Nodes) -> Example:
        failures: dict[str, Failure] = {}
        cases: dict[str, Sequence[Case]] = {}
        counting: Sequence[CountingCase] = ()
        intakes: dict[str, Sequence[IntakeCase]] = {}
        for engine in self.engines:
            world = World(self.programmes, engine)
            failure = self._play(world, pickle, line)
            if failure is not None:
                failures[engine] = failure
            cases[engine], counting = world.cases, world.counting_cases
            intakes[engine] = world.intakes
        return Example(cells, line, failures, cases, counting, intakes)

    def _play(self, world: World, pickle: Nodes, line: int) -> Failure | None:
        """Carry out the steps until one fails; a scenario that checks nothing fails too."""
        said = ""
        try:
            for step in pickle["steps"]:
                said, line = step["text"], self.lines[step["astNodeIds"][0]]
                world.step(said, _table(step))
            world.finish()
        except StepError as error:
            return Failure(said, line, error.text)
        if world.claims:
            return None
        return Failure("", line, Text("Scenariot påstår ingenting. Avsluta med ett steg som börjar på Så.",
                                      "The scenario claims nothing. End with a step that begins with Then."))  # fmt: skip


def _table(step: Nodes) -> Table | None:
    table = step.get("argument", {}).get("dataTable")
    if table is None:
        return None
    return tuple(tuple(cell["value"] for cell in row["cells"]) for row in table["rows"])


def _cells(row: Nodes) -> tuple[str, ...]:
    return tuple(cell["value"] for cell in row["cells"])


def _plain(description: str | None) -> str:
    lines = (line.strip() for line in (description or "").strip().splitlines())
    return "\n".join(lines)
