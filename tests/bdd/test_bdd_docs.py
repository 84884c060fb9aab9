"""The scenarios in the documentation hold."""

import re
from pathlib import Path

from kraftrules.bdd.runner import run_text

PAGE = Path(__file__).parents[2] / "docs" / "skriva-scenarier.md"


def test_the_scenario_in_the_guide_holds() -> None:
    (text,) = re.findall(r"```gherkin\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    feature = run_text(text, PAGE.name)
    assert feature.ok
    assert [len(scenario.examples) for scenario in feature.scenarios] == [1]
