"""The command line itself: misuse, languages, interruptions, pipes and missing extras."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from commands import Run, write

import kraftrules
from kraftrules.cli import main
from kraftrules.cli.app import COMMANDS

ON = ("--on", "2021-03-01")
MISUSE = {
    ("lits",): "Menade du list?",
    ("--nope",): "Valet --nope finns inte",
    ("list", "--nope"): "Valet --nope finns inte",
    ("decide", "x", "y", "--ot", "z"): "Menade du --out?",
    ("show",): "NAMN|FIL saknas",
    ("decide", "malmokraften"): "TABELL saknas",
    ("explain", "malmokraften", "p.csv", *ON): "--person saknas",
    ("show", "a", "b"): "Kommandoraden går inte att förstå",
    ("list", "--on"): "--on",
    ("list", "--lang", "no"): "--lang",
    ("schema", "--of", "rules"): "--of",
    ("list", "--on", "2021-02-30"): "--on 2021-02-30: ingen dag",
    ("list", "--on", "2021-3-1"): "ingen dag",
    ("list", "--on", "20210301"): "ingen dag",
    ("list", "--on", "1066-10-14"): "ingen dag",
    ("list", "--on", ""): "ingen dag",
    ("show", "malmokrafen", *ON): "Menade du malmokraften?",
    ("show", "malmokraften@2,0"): "Menade du 2.0?",
    (
        "show",
        "malmokraften",
        "--on",
        "2020-01-01",
    ): "Ingen utgåva av malmokraften gäller 2020-01-01",
    ("show", "missing.yaml"): "Filen missing.yaml finns inte",
    ("show", "folder.yaml"): "Filen folder.yaml finns inte",
    ("show", "malmokraften"): "Dagen är i dag, eftersom --on inte angavs.",
    ("show", "p.csv"): "p.csv är ingen YAML-fil",
    ("decide", "malmokraften", "missing.csv", *ON): "Filen missing.csv finns inte",
    (
        "intake",
        "malmokraften",
        "p.csv",
        *ON,
        "--seed",
        "x",
        "--seats",
        "9" * 20,
    ): "tillåtet är ett heltal 0–1000000",
}


@pytest.mark.parametrize("ending", ["", ".csv", ".parquet", ".yaml"])
def test_a_name_that_no_file_can_have_is_told_in_short(ending: str, run: Run) -> None:
    name, day = "x" * 100_000 + ending, date(2021, 3, 1)
    for command in (("show", name), ("decide", "malmokraften", name), ("check", name)):
        result = run(*command)
        assert result.code == 2
        assert 0 < len(result.err) < 1000
    malmo = kraftrules.load("malmokraften@2.0")
    tries: list[Callable[[], object]] = [
        lambda: kraftrules.load(name, day),
        lambda: malmo.decide_table(name, day),
        lambda: malmo.intake(name, day, seats=1, seed="x"),
    ]
    for each in tries:
        with pytest.raises((kraftrules.FactError, kraftrules.RulesetError), match="finns") as found:
            each()
        assert len(str(found.value)) < 1000


@pytest.mark.parametrize("arguments", MISUSE, ids=" ".join)
def test_misuse_is_told_in_words_and_ends_in_two(
    arguments: tuple[str, ...], folder: Path, run: Run
) -> None:
    write(folder / "p.csv", "person_id", "1")
    (folder / "folder.yaml").mkdir()
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert MISUSE[arguments] in result.err


@pytest.mark.parametrize("arguments", MISUSE, ids=" ".join)
def test_misuse_is_told_in_english_too(arguments: tuple[str, ...], folder: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id", "1")
    (folder / "folder.yaml").mkdir()
    result = run(*arguments, "--lang=en") if "--lang" not in arguments else run(*arguments)
    if "--lang" not in arguments and arguments[-1] != "--on":
        assert not any(word in result.err for word in ("finns", "saknas", "Menade", "ingen"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_both_languages(command: str, run: Run) -> None:
    result = run(command, "--help")
    assert result.code == 0
    assert " / " in result.out
    assert "--lang" in result.out


def test_the_version_is_told(run: Run) -> None:
    result = run("--version")
    assert (result.code, result.out) == (0, f"kraftrules {version('kraftrules')}\n")


def test_a_command_that_is_none_is_told_all_that_are(run: Run) -> None:
    result = run("tset")
    assert result.code == 2
    assert all(each in result.err for each in ("Menade du test?", *COMMANDS))


def test_without_a_command_the_commands_are_named(run: Run) -> None:
    result = run()
    assert result.code == 0
    assert all(command in result.out for command in COMMANDS)


def test_ctrl_c_ends_quietly(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(kraftrules.Ruleset, "decide", interrupt)
    write(folder / "p.csv", "person_id", "1")
    result = run("decide", "malmokraften", "p.csv", *ON)
    assert (result.code, result.out, result.err) == (130, "", "")
    assert [path.name for path in folder.iterdir()] == ["p.csv"]


def test_a_command_asked_to_end_cleans_up_likewise(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def terminate(*arguments: object) -> None:
        assert list(folder.glob(".decisions.*.csv"))
        signal.raise_signal(signal.SIGTERM)

    write(folder / "p.csv", "person_id", "1")
    monkeypatch.setattr(kraftrules.Ruleset, "decide", terminate)
    monkeypatch.setattr(sys, "argv", ["kraftrules", "decide", "malmokraften", "p.csv", *ON])
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        assert main() == 130
    finally:
        signal.signal(signal.SIGTERM, before)
    assert [path.name for path in folder.iterdir()] == ["p.csv"]


def test_memory_that_runs_out_is_told(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhaust(*arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr(kraftrules.Ruleset, "decide", exhaust)
    write(folder / "p.csv", "person_id", "1")
    result = run("decide", "malmokraften", "p.csv", *ON)
    assert (result.code, result.err) == (1, "Minnet räcker inte.\n")


def python(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
    )


@pytest.mark.skipif(os.name == "nt", reason="pipes close in another way there")
@pytest.mark.parametrize(
    "command", [("check",), ("schema",), ("show", "malmokraften@2.0"), ("list",)]
)
def test_a_closed_pipe_ends_quietly(command: tuple[str, ...]) -> None:
    process = python("-m", "kraftrules", *command)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


def test_letters_that_the_terminal_lacks_are_no_error() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    process = python("-m", "kraftrules", "show", "malmokraften@2.0", env=environment)
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert b"Malm?kraften" in out


@pytest.mark.parametrize("module", ["typer", "rich"])
def test_without_the_extra_cli_it_says_what_to_install(module: str) -> None:
    code = f"import sys; sys.modules[{module!r}] = None; from kraftrules.cli import main; sys.exit(main(['list']))"
    process = python("-c", code)
    _, err = process.communicate()
    assert process.returncode == 2
    assert b"kraftrules[cli]" in err
    assert b"Traceback" not in err


@pytest.mark.parametrize(("name", "module"), [("p.parquet", "polars"), ("p.xlsx", "openpyxl")])
def test_without_the_extra_tables_it_says_what_to_install(
    name: str, module: str, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (folder / name).write_bytes(b"x")
    write(folder / "p.csv", "person_id", "1")
    for arguments in ((name,), ("p.csv", "--out", f"d{name}")):
        result = run("decide", "malmokraften", *arguments, *ON)
        assert (result.code, "kraftrules[tables]" in result.err) == (2, True)


def test_no_engine_is_loaded_for_a_csv_file(folder: Path) -> None:
    write(folder / "p.csv", "person_id", "1")
    code = (
        "import sys; from kraftrules.cli import main; main(['decide', 'malmokraften', 'p.csv', '--on', '2021-03-01']);"
        "sys.exit(any(each in sys.modules for each in ('polars', 'openpyxl')))"
    )
    process = python("-c", code, cwd=folder)
    process.communicate()
    assert process.returncode == 0


def test_the_module_is_the_command() -> None:
    process = python("-m", "kraftrules", "list", "--on", "2021-03-01")
    out, _ = process.communicate()
    assert process.returncode == 0
    assert "malmokraften@2.0" in out.decode()


def test_a_terminal_gets_a_page_laid_out_and_a_pipe_gets_markdown(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["show", "malmokraften@2.0"])
    assert capsys.readouterr().out.startswith("# Malmökraften 2.0\n")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    main(["show", "malmokraften@2.0"])
    page = capsys.readouterr().out
    assert "# Målgrupp" not in page
    assert max(map(len, page.splitlines())) < 100


def test_long_work_shows_a_bar_on_a_terminal_and_clears_it(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "p.csv", "person_id", *map(str, range(600)))
    monkeypatch.setattr("kraftrules.cli.progress.PATIENCE", -1)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    result = run("decide", "malmokraften", "p.csv", *ON)
    assert result.code == 0
    assert "Prövar" in result.err
    assert "600 personer prövade" in result.out


def test_a_ruleset_of_one_edition_needs_no_day(run: Run) -> None:
    assert run("show", "krami").code == 0
