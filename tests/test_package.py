"""The package as it is installed: what it imports, what it carries, which way its imports go."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ENGINES = [
    "polars",
    "duckdb",
    "sqlglot",
    "z3",
    "durable",
    "durable_rules_engine",
    "pyspark",
    "pytest_bdd",
    "openpyxl",
    "sqlalchemy",
    "typer",
    "rich",
]


def run(*command: object, **options: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, timeout=240, check=False, **options,  # type: ignore[call-overload]
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_importing_the_package_loads_no_engine() -> None:
    code = f"import sys, kraftrules; print(sorted(set(sys.modules) & set({ENGINES})))"
    assert run(sys.executable, "-c", code).stdout.strip() == "[]"


def test_the_public_face_is_a_dozen_names() -> None:
    import kraftrules

    assert len(kraftrules.__all__) <= 20
    assert all(getattr(kraftrules, name).__doc__ for name in kraftrules.__all__)


def test_a_wheel_carries_the_rulesets_and_works_outside_the_checkout(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    ours = {str(each.relative_to(ROOT)) for each in (ROOT / "kraftrules").rglob("*.*")}
    left_out = ours - set(zipfile.ZipFile(wheel).namelist())
    assert not {each for each in left_out if "__pycache__" not in each}
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    run(*pip, "--python", python, "install", "--no-deps", wheel)
    code = (
        "import kraftrules, datetime; from pathlib import Path;"
        "installed = Path(kraftrules.__file__).parent;"
        "assert (installed / 'py.typed').exists() and (installed / 'rulesets').is_dir();"
        "print(kraftrules.load('malmokraften', on=datetime.date(2021, 3, 1)).edition,"
        " len(kraftrules.catalogue()))"
    )
    packages = os.pathsep.join([str(next((environment / "lib").glob("*/site-packages"))), sysconfig.get_paths()["purelib"]])  # fmt: skip
    done = run(python, "-c", code, cwd=tmp_path, env={**os.environ, "PYTHONPATH": packages})
    assert done.stdout.split() == ["2.0", "16"]


def test_imports_go_one_way() -> None:
    linter = pytest.importorskip("importlinter.cli", reason="import-linter is in the extra dev")
    assert linter.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_the_example_case_system_runs() -> None:
    printed = run(sys.executable, ROOT / "examples" / "case_system.py").stdout
    assert "undetermined for want of in_krami" in printed
    assert "replayed: the same" in printed


def test_the_example_of_a_case_over_time_runs() -> None:
    printed = run(sys.executable, ROOT / "examples" / "case_over_time.py").stdout
    assert "held then: eligible\nheld now about then: undetermined\n" in printed
    assert "Hyllie first_joint_plan: overdue" in printed
    assert printed.endswith("forgotten: 6 events and 2 decisions\nthe trail holds: True\n")


def test_the_example_people_are_made_by_their_generator(tmp_path: Path) -> None:
    out = tmp_path / "people.csv"
    run(sys.executable, ROOT / "examples" / "make_people.py", "--out", out)
    assert out.read_bytes() == (ROOT / "examples" / "people.csv").read_bytes()
    command = [sys.executable, ROOT / "examples" / "make_people.py", "--people", "1"]
    for where in ([], ["--out", tmp_path / "people.parquet"]):
        refused = subprocess.run([*command, *where], capture_output=True, text=True, check=False)
        assert refused.returncode == 2
        assert "--out" in refused.stderr
    assert not (tmp_path / "people.parquet").exists()
