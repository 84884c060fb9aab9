"""Commands run in a folder of their own, as in the tests of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is where commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
