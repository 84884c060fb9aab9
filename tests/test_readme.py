"""The README is true: every block in it is run. `python tests/test_readme.py` writes the outputs anew."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SET_UP = re.compile(r"^python3 -m venv \S+ && \S+/pip install .* && \.venv/bin/")


def blocks(language: str) -> list[str]:
    return [text for found, text in BLOCK.findall(README.read_text("utf-8")) if found == language]


def commands() -> list[tuple[str, str]]:
    """Each console command with the output printed below it."""
    found = [re.match(r"\$ (.*)\n((?s:.*))", block) for block in blocks("console")]
    assert all(found)
    return [(each[1], each[2]) for each in found if each]


def run(command: str, folder: Path) -> str:
    """What a command prints in a folder that looks like the checkout, without setting anything up."""
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    plain = {"PATH": tools, "COLUMNS": "100", "PYTHONUTF8": "1", "TERM": "dumb"}
    done = subprocess.run(
        ["bash", "-c", SET_UP.sub("", command)], cwd=folder, env={**os.environ, **plain},
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stderr == ""
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.lstrip("\ufeff").splitlines())


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("checkout"))


def copied(folder: Path) -> Path:
    """The folder with what the README's commands read."""
    for name in ("examples", "features"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_every_command_prints_what_the_readme_says(checkout: Path) -> None:
    for command, printed in commands():
        if not command.endswith("pytest"):  # these tests are that one
            out = run(command, checkout)
            assert printed in ("", out), command


def test_the_python_of_the_readme_gives_what_it_says() -> None:
    text = "\n".join(blocks("python"))
    example = doctest.DocTestParser().get_doctest(text, {}, "README", "README.md", 0)
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(example, out=report.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(report)


def test_the_rule_shown_is_the_rule_that_is_bundled() -> None:
    (shown,) = [yaml.safe_load(block) for block in blocks("yaml")]
    bundled = yaml.safe_load((ROOT / "rulesets" / "shared.yaml").read_text("utf-8"))["rules"]
    (rule,) = [each for each in bundled if each["id"] == shown[0]["id"]]
    assert {**rule, **shown[0]} == rule


def test_the_scenario_shown_is_one_that_is_run() -> None:
    features = "".join(path.read_text("utf-8") for path in (ROOT / "features").rglob("*.feature"))
    assert all(block in features for block in blocks("gherkin"))


def test_the_two_set_up_commands_are_there() -> None:
    assert len([command for command, _ in commands() if SET_UP.match(command)]) == 2


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = copied(Path(name))
        text = README.read_text("utf-8")
        for command, printed in commands():
            if SET_UP.match(command):
                continue
            old = f"```console\n$ {command}\n{printed}```"
            assert old in text
            text = text.replace(old, f"```console\n$ {command}\n{run(command, folder)}```")
        README.write_text(text, "utf-8")
