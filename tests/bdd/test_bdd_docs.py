"""The scenarios in the documentation hold."""

import re
from pathlib import Path

from kraftrules.bdd.phrases import read_phrase
from kraftrules.bdd.runner import run_text

PAGE = Path(__file__).parents[2] / "docs" / "skriva-scenarier.md"


def test_the_scenarios_in_the_guide_hold() -> None:
    texts = re.findall(r"```gherkin\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(texts) == 2
    for text in texts:
        feature = run_text(text, PAGE.name)
        assert feature.ok
        assert [len(scenario.examples) for scenario in feature.scenarios] == [1]


def test_every_step_that_the_guide_shows_of_an_intake_can_be_read() -> None:
    (section,) = re.findall(r"## Antagningar\n(.*?)\n## ", PAGE.read_text("utf-8"), re.DOTALL)
    rows = [line for line in section.splitlines() if re.match(r"\| \w.*`", line)]
    steps = [step for row in rows for step in re.findall(r"`([^`]*)`", row)]
    assert len(steps) > 20
    for step in steps:
        held = "antagning hålls 2024-03-11 " if step.startswith("med ") else ""
        assert read_phrase(held + step) is not None, step
