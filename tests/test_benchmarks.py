"""Every benchmark runs, on a few people; a contender that is not installed is said to be so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
FEW = ["--people", "200", "--rounds", "1"]
# Spark takes ten seconds to start: tests/test_sql_spark.py tries it in the session that it has.
RUNS = {
    "single": ["--people", "50", "--rounds", "1"],
    "tables": [*FEW, "--sample", "20", "--without", "PySpark by hand"],
    "slope": FEW,
    "sql": FEW,
    "results": ["--enrolments", "200", "--rounds", "1"],
    "intake": ["--case", "200", "20", "2"],
    "casefile": ["--cases", "100", "--events", "3"],
    "durable_time": ["--people", "2", "--rounds", "1"],
    "durable_soak": ["--decisions", "20"],
}
NAMED = {
    "single": ["written by hand", "kraftrules", "zen-engine", "datalogic-py", "rule-engine",
               "cel-python", "OPA", "durable_rules"],
    "tables": ["only reading", "NumPy by hand", "DuckDB by hand", "openfisca-core", "PySpark by hand",
               "zen-engine", "datalogic-py", "rule-engine", "cel-python", "OPA", "durable_rules"],
    "durable_soak": ["memory was"],
}  # fmt: skip


def test_each_has_a_run() -> None:
    assert {path.stem for path in BENCHMARKS.glob("*.py")} == set(RUNS)


@pytest.mark.parametrize("name", RUNS)
def test_it_runs(name: str, tmp_path: Path) -> None:
    if name.startswith("durable"):
        pytest.importorskip("durable_rules_engine", reason="durable_rules is not installed")
    plot = tmp_path / "slope.svg"
    command = [sys.executable, str(BENCHMARKS / f"{name}.py"), *RUNS[name]]
    drawn = ["--svg", str(plot)] if name == "slope" else []
    run = subprocess.run([*command, *drawn], capture_output=True, text=True, check=False)
    # A soak of twenty decisions may well end with more memory than it began with.
    assert run.returncode == 0 or (name == "durable_soak" and not run.stderr), run.stderr
    assert all(each in run.stdout for each in NAMED.get(name, [])), run.stdout
    assert not drawn or plot.read_text(encoding="utf-8").startswith("<svg")
