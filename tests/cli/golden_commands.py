"""The commands whose whole output is kept in tests/golden/cli.

Write the files anew with ``python tests/cli/golden_commands.py``, and read the difference.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import tempfile
from pathlib import Path

from kraftrules.cli import main

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "cli"
TABLE = "examples/people.csv"
ENROLMENTS = "examples/participations.csv"
HALF_YEAR = ("malmokraften@esf", ENROLMENTS, "--since", "2024-01-01", "--until", "2024-06-30")
INTAKE = ("intake", "malmokraften", TABLE, "--on", "2024-10-01", "--seed", "2024-10")
MK2 = ("malmokraften", TABLE, "--on", "2021-03-01")
COMMANDS: dict[str, tuple[str, ...]] = {
    "list.txt": ("list", "--on", "2024-10-01"),
    "list.en.txt": ("list", "--on", "2025-06-01", "--lang", "en"),
    "show-malmokraften-2.0.md": ("show", "malmokraften", "--on", "2021-03-01"),
    "show-malmokraften-2.0.en.md": ("show", "malmokraften@2.0", "--lang", "en"),
    "show-malmokraften-esf.md": ("show", "malmokraften@esf"),
    "show-dua-nyanlanda.md": ("show", "dua-nyanlanda@2020"),
    "decide.txt": ("decide", *MK2),
    "decide.en.txt": ("decide", *MK2, "--lang", "en"),
    "explain-1.txt": ("explain", *MK2, "--person", "1"),
    "explain-17.txt": ("explain", *MK2, "--person", "17"),
    "explain-17.en.txt": ("explain", *MK2, "--person", "17", "--lang", "en"),
    "count.txt": ("count", *HALF_YEAR, "--by", "team"),
    "count.en.txt": ("count", *HALF_YEAR, "--lang", "en"),
    "count-published.txt": ("count", *HALF_YEAR, "--by", "month", "--suppress-below", "5"),
    "count-person.txt": ("count", *HALF_YEAR, "--person", "17"),
    "intake.txt": (*INTAKE, "--seats", "35"),
    "intake.en.txt": (*INTAKE, "--seats", "35", "--lang", "en"),
    "intake-streams.txt": (*INTAKE, "--seats", "by_teams=20,by_forsakringskassan=12"),
    "intake-list.csv": (*INTAKE, "--seats", "35", "--out", "-"),
    "intake-commit.txt": (*INTAKE, "--seats", "35", "--commit"),
    "intake-371.txt": (*INTAKE, "--seats", "35", "--person", "371"),
    "intake-what-if.txt": (*INTAKE, "--seats", "35", "--what-if", "malmokraften@2023"),
}


def output(arguments: tuple[str, ...]) -> str:
    """What a command writes, run in a folder of its own that has the example tables."""
    out = io.StringIO()
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "examples").mkdir()
        for table in (TABLE, ENROLMENTS):
            shutil.copy(ROOT / table, Path(folder) / table)
        os.chdir(folder)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
                assert main(arguments) == (arguments[0] == "count" and "--person" not in arguments)
        finally:
            os.chdir(here)
    return out.getvalue()


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, arguments in COMMANDS.items():
        (GOLDEN / name).write_text(output(arguments), encoding="utf-8")
