from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import EXAMPLES, Result, Run

from kraftrules.cli import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is where commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in the folder; no traceback may reach the user, whatever was given."""

    def run(*arguments: str | Path) -> Result:
        code = main([str(each) for each in arguments])
        written = capsys.readouterr()
        assert "Traceback" not in written.out + written.err
        return Result(code, written.out, written.err)

    return run


@pytest.fixture
def people(folder: Path) -> Path:
    """The example table, in the folder."""
    copy = folder / "people.csv"
    shutil.copy(EXAMPLES / "people.csv", copy)
    return copy
