"""A policy team's own repository: three lines, their own rulesets, their own steps."""

import shutil
import subprocess
import sys
from pathlib import Path

TEAM = Path(__file__).parents[2] / "examples" / "policy_team"


def run_pytest(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    return subprocess.run(
        [*command, "--rootdir", "."], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_three_lines_run_the_teams_features(tmp_path):
    team = shutil.copytree(TEAM, tmp_path / "team")
    done = run_pytest(team)
    assert done.returncode == 0, done.stdout
    assert "11 passed" in done.stdout


def test_a_step_of_their_own_goes_before_ours_and_an_unreadable_one_is_explained(tmp_path):
    team = shutil.copytree(TEAM, tmp_path / "team")
    feature = team / "features" / "in_english.feature"
    feature.write_text(
        "Feature: Ours\n"
        "  Scenario: an own step\n"
        "    Given a step of our own\n"
        "    When anything at all\n"
        "  Scenario: no step at all\n"
        "    Given a person who meets all criteria of The Work Guide\n"
        "    And the person takes part in Kramis\n",
        encoding="utf-8",
    )
    own = (
        "\nfrom pytest_bdd import given, step\n"
        "@given('a step of our own')\ndef _() -> None:\n    print('own given')\n"
        "@step('anything at all')\ndef _() -> None:\n    print('own step')\n"
    )
    file = team / "test_rulesets.py"
    file.write_text(file.read_text(encoding="utf-8") + own, encoding="utf-8")
    done = run_pytest(team)
    assert "1 failed, 8 passed" in done.stdout
    assert "Nearest are:" in done.stdout and "the person takes part in Krami\n" in done.stdout
