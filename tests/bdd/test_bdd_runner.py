"""Running features without pytest, and the commands that print what came of it."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kraftrules.bdd.runner import run, run_text
from kraftrules.bdd.world import ENGINES
from kraftrules.cli import main
from kraftrules.text import listed

ROOT = Path(__file__).parents[2]
TEAM = ROOT / "examples" / "policy_team"
GOOD = """# language: sv
Egenskap: Krami
  Regel: Vem som hör hit
    Bakgrund:
      Givet en person som uppfyller alla kriterier i Krami

    Abstrakt Scenario: Bara Malmöbor
      Givet kommun är <kommun>
      När beslutet fattas 2020-06-01
      Så är utfallet <utfall>

      Exempel: Två kommuner
        | kommun | utfall       |
        | Malmö  | behörig      |
        | Lund   | inte behörig |
"""


def test_a_feature_as_data():
    feature = run_text(GOOD, "krami.feature")
    (scenario,) = feature.scenarios
    assert feature.ok and scenario.ok
    assert scenario.rule == "Vem som hör hit"
    assert [each.line for each in scenario.steps] == [5, 8, 9, 10]
    (table,) = scenario.tables
    assert (table.title, table.headings) == ("Två kommuner", ("kommun", "utfall"))
    assert [row.line for row in table.rows] == [14, 15]
    assert set(table.rows[0].cases) == set(ENGINES)


def test_a_failure_has_the_line_and_the_step_as_it_was_said():
    feature = run_text(
        GOOD.replace("Lund   | inte behörig", "Lund   | undantagen  "), "krami.feature"
    )
    good, bad = feature.scenarios[0].examples
    assert good.ok and not bad.ok
    assert set(bad.failures) == set(ENGINES)
    failure = bad.failures["python"]
    assert (failure.line, failure.step) == (10, "är utfallet undantagen")
    assert "Utfallet är inte behörig" in failure.text


@pytest.mark.parametrize(
    ("text", "line"),
    [("# language: sv\nEgenskap: a\n  Scenario: b\n    Givet c\n    Nonsens\n", 5), ("hej", 1)],
)
def test_a_file_that_is_no_gherkin_says_where(text, line):
    feature = run_text(text, "bad.feature")
    assert not feature.ok
    assert feature.problem is not None and feature.problem.line == line


def test_an_empty_file_and_an_empty_scenario():
    assert run_text("", "empty.feature").scenarios == ()
    assert not run_text("Feature: a\n  Scenario: b\n", "empty.feature").ok


def test_a_scenario_that_claims_nothing_does_not_hold():
    claims_nothing = GOOD.replace("      Så är utfallet <utfall>\n", "")
    examples = run_text(claims_nothing, "krami.feature").scenarios[0].examples
    assert all("påstår ingenting" in each.failures["python"].text for each in examples)


def test_rulesets_are_found_near_the_features():
    found = run([TEAM / "features"], ["python"])
    assert found.ok
    assert {case.ruleset.id for case in found.cases("python")} == {"arbetslotsen"}


def test_neither_pytest_nor_an_engine_is_needed():
    code = (
        "import sys, pathlib, kraftrules.bdd, kraftrules.bdd.runner as r;"
        f"assert r.run([pathlib.Path({str(TEAM)!r})]).ok;"
        "print([m for m in ('pytest', 'pytest_bdd', 'polars') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_command_prints_a_document_with_ticks(capsys):
    assert main(["test", str(TEAM)]) == 0
    out = capsys.readouterr().out
    assert "✓ Ett halvår utan arbete och inget körkort\n    Givet en person" in out
    assert re.search(r"✓ personen har ett körkort +inte behörig\n", out)
    assert out.endswith(f"11 exempel i 2 filer på {len(ENGINES)} motorer ({listed(ENGINES)}): "
                        "11 stämmer, 0 stämmer inte.\n")  # fmt: skip


def test_the_command_shows_an_error_under_the_step(tmp_path, capsys):
    file = tmp_path / "fel.feature"
    file.write_text(GOOD.replace("Lund   |", "Malmö  |"), encoding="utf-8")
    assert main(["test", str(file), "--lang", "en", "--engine", "reference"]) == 1
    out = capsys.readouterr().out
    assert "    ✗ Malmö   inte behörig\n" in out
    assert f"        ✗ {file.as_posix()}:10: är utfallet inte behörig\n" in out
    assert "The outcome is eligible." in out
    assert "on 1 engines (reference): 1 hold, 1 do not." in out


@pytest.mark.parametrize("name", ["broken.feature", "latin.feature"])
def test_the_command_names_a_file_that_cannot_be_read(tmp_path, capsys, name):
    file = tmp_path / name
    file.write_bytes("Egenskåp: é".encode("latin-1") if name[0] == "l" else b"nonsense")
    assert main(["test", str(tmp_path)]) == 1
    assert f"✗ {file.as_posix()}:1: Filen" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["nowhere"], ["--engine", "abacus"], ["EMPTY"]])
def test_a_command_line_that_makes_no_sense(tmp_path, capsys, arguments):
    given = [str(tmp_path) if each == "EMPTY" else each for each in arguments]
    for command in ("test", "coverage")[: 1 if "--engine" in given else 2]:
        assert main([command, *given]) == 2
        assert "Traceback" not in capsys.readouterr().err


class Page(HTMLParser):
    """Counts the elements of a page, and sees that each that opens is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.count: dict[str, int] = {}
        self.outside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1
        self.outside += [str(value) for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_coverage_of_a_teams_own_ruleset(tmp_path, capsys):
    as_json, as_html = tmp_path / "c.json", tmp_path / "c.html"
    arguments = ["coverage", str(TEAM), "--json", str(as_json), "--html", str(as_html)]
    assert main(arguments) == 0
    assert (
        main([*arguments, "--strict"]) == 1
    )  # nobody has shown that it is unknown whether Krami applies
    out = capsys.readouterr().out
    assert re.search(r"^arbetslotsen@1 +3 +8/9 +2/2 +3/3$", out, re.MULTILINE)
    assert "  krami: går inte att avgöra\n" in out
    (ruleset,) = json.loads(as_json.read_text(encoding="utf-8"))
    assert ruleset["verdicts"] == {"shown": 8, "of": 9}
    page = Page(as_html.read_text(encoding="utf-8"))
    assert page.open == []
    assert (page.count["table"], page.count["caption"], page.count["th"]) == (1, 1, 7 + 3)
    assert all(each.startswith("#") for each in page.outside)


@pytest.mark.parametrize(
    ("lang", "step"),
    [("sv", "personen har inget körkort"), ("en", "the person has no driving licence")],
)
def test_the_steps_that_can_be_written_are_listed(capsys, lang, step):
    assert main(["test", str(TEAM), "--phrases", "Arbetslotsen", "--lang", lang]) == 0
    assert f"{step}\n" in capsys.readouterr().out
    assert main(["test", "--phrases", "Arbetslotsan"]) == 2
