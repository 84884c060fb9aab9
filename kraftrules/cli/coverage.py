"""``kraftrules coverage``: what the scenarios have shown of each rule."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from kraftrules.bdd.coverage import measure
from kraftrules.bdd.covered import RuleCoverage, RulesetCoverage
from kraftrules.bdd.page import coverage_page
from kraftrules.bdd.programmes import Programmes
from kraftrules.cli.options import LangOption, Language
from kraftrules.cli.terminal import AT_FAULT, DONE, Terminal
from kraftrules.cli.test import FeaturesArgument, run_features
from kraftrules.explain.voice import CRITERION_WORDS, EXCLUSION_WORDS
from kraftrules.plan import Verdict
from kraftrules.text import Text, listed

ENGINE = "python"
JsonOption = Annotated[
    Path | None, typer.Option("--json", metavar="FIL", help="Skriv som JSON. / Write as JSON.")
]
HtmlOption = Annotated[
    Path | None,
    typer.Option("--html", metavar="FIL", help="Skriv som en webbsida. / Write as a web page."),
]
StrictOption = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Felkod 1 om någon regel inte har visats uppfylld, inte uppfylld och okänd. "
        "/ Exit 1 unless every rule has been shown met, not met and unknown.",
    ),
]


def coverage(
    paths: FeaturesArgument = None,
    json_file: JsonOption = None,
    html_file: HtmlOption = None,
    strict: StrictOption = False,
    lang: LangOption = Language.SV,
) -> int:
    """Visa vad scenarierna har visat av reglerna. / Show what the scenarios have shown of the rules."""
    terminal = Terminal(lang.code)
    found = run_features(paths, [ENGINE])
    own = [each for path in paths or [] for each in Programmes.near(path).own()]
    rulesets = own or ([] if paths else Programmes().own())
    measured = measure(found.cases(ENGINE), rulesets, found.intakes(ENGINE))
    terminal.show(_table(terminal, measured))
    for line in _rest(terminal, measured):
        terminal.line(line)
    if json_file is not None:
        text = json.dumps([each.to_dict() for each in measured], ensure_ascii=False, indent=2)
        json_file.write_text(text + "\n", encoding="utf-8")
    if html_file is not None:
        html_file.write_text(coverage_page(measured, lang.code), encoding="utf-8")
    if not found.ok:
        terminal.note(terminal.say("Alla scenarier stämmer inte: kör kraftrules test.",
                                   "Some scenarios do not hold: run kraftrules test."))  # fmt: skip
    complete = all(not rule.unseen for each in measured for rule in each.rules)
    return DONE if found.ok and (complete or not strict) else AT_FAULT


def _table(terminal: Terminal, measured: Sequence[RulesetCoverage]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(terminal.say("regelverk", "ruleset"), no_wrap=True)
    for sv, en in (("regler", "rules"), ("utfall per regel", "verdicts"), ("gränsernas sidor", "sides of boundaries"),
                   ("avgör ensam", "decides alone")):  # fmt: skip
        table.add_column(terminal.say(sv, en), justify="right")
    for each in measured:
        counts = [f"{shown}/{of}" for shown, of in (each.verdicts, each.sides, each.alone)]
        table.add_row(each.name, str(len(each.rules)), *counts)
    return table


def _rest(terminal: Terminal, measured: Sequence[RulesetCoverage]) -> Iterator[str]:
    """What no scenario has shown, rule by rule."""
    for each in measured:
        lines = [line for rule in each.rules for line in _unseen(terminal, rule)]
        if lines:
            yield ""
            yield terminal.say(f"{each.name}, inte visat:", f"{each.name}, not shown:")
            yield from lines


def _unseen(terminal: Terminal, rule: RuleCoverage) -> Iterator[str]:
    lang = terminal.lang
    missing = [verdict_words(rule, each)[lang] for each in rule.unseen]
    missing += rule.sides_unseen
    if not rule.alone:
        missing.append(terminal.say("avgör ensam", "decides alone"))
    if missing:
        yield f"  {rule.id}: {listed(missing, terminal.say('och', 'and'))}"


def verdict_words(rule: RuleCoverage, verdict: Verdict) -> Text:
    """A verdict in the words for the kind of rule."""
    return (EXCLUSION_WORDS if rule.part == "exclusion" else CRITERION_WORDS)[verdict]
