"""The documentation is true: its examples are run, its tables are current, its links lead somewhere.

How a page is written so that it can be run:

- A page of a diagnostic, ``docs/diagnoser/<code>.md``, has three blocks, each after a line that says
  what it is: the example at fault (``<!-- fel -->``), what kraftrules says of it
  (``<!-- utskrift -->``) and the mended example (``<!-- rätt -->``).
- A block of YAML is the beginning of a ruleset file. Keys of `REQUIRED` that it leaves out are added
  *after* it, so the lines are counted as the reader sees them. A line ``# fil: 1.0.yaml`` begins a
  file of that name. The files lie in a folder below ``shared.yaml``, a copy of the bundled one.
- A block of ``sh`` is one command line. Where `BYTES` has the code, it says how the text is saved.
- In the other pages every YAML block is a ruleset that has no diagnostics, every ``>>>`` in a
  Python block is run, one page at a time, and every line of a ``feel`` block, and the first column
  of a table headed *Villkor* or *Condition*, is a condition about a person. A block ``feel värden``
  or ``feel values`` is not about a person, and is true.
- A block ``console`` holds command lines after ``$`` and what they print, where a line ``…`` stands for
  any number of lines. They are run one after another in a new folder that has ``people.csv``. A block
  after ``<!-- fil: min-kraft.yaml -->`` is written there as it stands.

``python tests/test_docs.py --write`` writes what is generated: the outputs and the operator table.
"""

from __future__ import annotations

import contextlib
import doctest
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import jsonschema
import pytest

import kraftrules
from kraftrules.diagnostics import Code
from kraftrules.engines.durable_session import available
from kraftrules.feel.check import check_condition
from kraftrules.feel.evaluate import Scope, evaluate
from kraftrules.feel.operators import OPERATORS, OnNone
from kraftrules.feel.parse import parse
from kraftrules.ruleset.catalogue import Edition, bundled_folder
from kraftrules.ruleset.schema import schema_of
from kraftrules.source import Excerpt
from kraftrules.values import Type

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
INDEX = DOCS / "diagnoser" / "README.md"  # shows what wrong-operator.md does
CODES = sorted(set(INDEX.parent.glob("*.md")) - {INDEX})
LINKED = [*PAGES, *(path for name in ("README.md", "CONTRIBUTING.md") if (path := ROOT / name).is_file())]  # fmt: skip
REQUIRED = {
    "ruleset": "ruleset: min-kraft",
    "edition": "edition: 2024",
    "title": "title: Min Kraft",
    "in_force": "in_force: {from: 2024-01-01}",
    "target_group": "target_group:\n  all:\n    - {id: adult, label: Vuxen, when: age >= 18}",
}
BYTES: Mapping[str, Callable[[str], bytes]] = {
    "not-utf8": lambda text: text.encode("latin-1"),
    "too-large": lambda text: text.encode() + b"# ...\n" * 100_000,
    "too-many": lambda text: re.sub(
        r"(^  - .*\n)", r"\1" * 120, text, count=1, flags=re.M
    ).encode(),
}


def _id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _blocks(text: str) -> list[tuple[str, str, str]]:
    """The fenced blocks of a page: the mark before it, its language, its text."""
    fenced = r"(?:<!-- ([^\n]*?) -->\n+)?```([^\n]*)\n(.*?)^```$"
    return [found.groups("") for found in re.finditer(fenced, text, re.M | re.S)]  # type: ignore[misc]


def _marked(page: Path) -> dict[str, tuple[str, str]]:
    return {mark: (language, text) for mark, language, text in _blocks(page.read_text("utf-8"))}


# ---- examples


def _whole(text: str) -> str:
    """A ruleset file that begins with *text*."""
    more = [line for key, line in REQUIRED.items() if not re.search(rf"^{key}:", text, re.M)]
    return "\n".join([text.rstrip("\n"), *more, ""])


def _files(text: str) -> dict[str, str]:
    """The ruleset files that a block of YAML stands for, by name."""
    parts = re.split(r"^# fil: (\S+)\n", text, flags=re.M)
    if len(parts) == 1:
        return {"regler.yaml": text}
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """A new folder to work in, below the shared rules."""
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / "regelverk"
        folder.mkdir()
        shared = (bundled_folder() / "shared.yaml").read_bytes()
        (Path(above) / "shared.yaml").write_bytes(shared)
        with contextlib.chdir(folder):
            yield folder


def _check(text: str, saved: Callable[[str], bytes] = str.encode, whole: bool = True) -> list[kraftrules.Diagnostic]:  # fmt: skip
    """What kraftrules says of a block of YAML."""
    with _folder() as folder:
        for name, content in _files(text).items():
            (folder / name).write_bytes(saved(_whole(content) if whole else content))
        files = [Path(name) for name in _files(text)]
        return kraftrules.check(files[0] if len(files) == 1 else Path())


def _load(command: str) -> list[kraftrules.Diagnostic]:
    """What kraftrules says of the ruleset and the day on a command line."""
    _, _, name, *rest = shlex.split(command)
    day = date.fromisoformat(rest[rest.index("--on") + 1]) if "--on" in rest else None
    try:
        kraftrules.load(name, on=day)
    except kraftrules.RulesetError as error:
        return list(error.diagnostics)
    return []


def _said(page: Path, mark: str) -> list[kraftrules.Diagnostic]:
    """What kraftrules says of the block under a mark."""
    language, text = _marked(page)[mark]
    if language == "sh":
        return _load(text)
    saved = BYTES.get(page.stem, str.encode) if mark == "fel" else str.encode
    return _check(text, saved, whole=page.stem != "empty-file" or mark != "fel")


def _printed(page: Path) -> str:
    if page == INDEX:
        page = DOCS / "diagnoser" / "wrong-operator.md"
    said = _said(page, "fel")
    own = said if len(said) < 5 else [each for each in said if each.code == page.stem]
    return "".join(f"{each.render('sv')}\n" for each in own)


@pytest.mark.parametrize("page", CODES, ids=_id)
class TestDiagnostic:
    def test_the_example_at_fault_gives_the_code_and_what_the_page_says(self, page: Path) -> None:
        assert page.stem in {each.code for each in _said(page, "fel")}
        assert _marked(page)["utskrift"] == ("text", _printed(page))

    def test_the_mended_example_has_no_diagnostics(self, page: Path) -> None:
        assert _said(page, "rätt") == []

    def test_the_page_is_short(self, page: Path) -> None:
        assert len(page.read_text("utf-8").splitlines()) < 40


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert [each.stem for each in CODES] == sorted(Code)
    index = INDEX.read_text("utf-8")
    assert sorted(re.findall(r"\(([a-z0-9-]+)\.md\)", index)) == sorted(Code)
    assert _marked(INDEX)["utskrift"] == ("text", _printed(INDEX))


# ---- blocks in the other pages


def _others(*languages: str) -> list[object]:
    """The blocks in a language on the pages that are not a diagnostic's."""
    return [
        pytest.param(text, id=f"{_id(page)}-{at}")
        for page in PAGES
        if page not in CODES
        for at, (_, language, text) in enumerate(_blocks(page.read_text("utf-8")))
        if language in languages
    ]


@pytest.mark.parametrize("text", _others("yaml"))
def test_a_ruleset_in_the_text_has_no_diagnostics(text: str) -> None:
    assert _check(text) == []


@pytest.mark.parametrize("page", [each for each in PAGES if "```python\n" in each.read_text("utf-8")], ids=_id)  # fmt: skip
def test_python_in_the_text_runs(page: Path) -> None:
    source = "\n".join(text for _, language, text in _blocks(page.read_text("utf-8")) if language == "python")  # fmt: skip
    example = doctest.DocTestParser().get_doctest(source, {}, _id(page), _id(page), 0)
    assert len(example.examples) > 0
    if page.name == "engines.md" and not available():
        pytest.skip("durable_rules is not installed")
    said: list[str] = []
    with _folder() as folder:
        (folder / "malmokraften.yaml").write_text(_whole(""), "utf-8")
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        runner.run(example, out=said.append)
    assert "".join(said) == ""


def _console(text: str) -> list[tuple[str, str]]:
    """The command lines in a block, each with what it prints."""
    parts = re.split(r"^\$ (.*)\n", text, flags=re.M)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def _run(command: str) -> str:
    """What a command line prints, on a terminal of a hundred columns."""
    program, *arguments = shlex.split(command)
    assert program == "kraftrules"
    environment = {**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "kraftrules", *arguments], stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, env=environment, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    return done.stdout


def _fits(said: str, shown: str) -> bool:
    """Whether what was printed is what is shown, where a line … stands for any lines."""
    parts = [re.escape(part) for part in re.split(r"^…\n", _trimmed(shown), flags=re.M)]
    return re.fullmatch("(?:.*\n)*?".join(parts), _trimmed(said)) is not None


def _trimmed(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.rstrip().splitlines())


@pytest.mark.parametrize("page", [each for each in PAGES if "```console\n" in each.read_text("utf-8")], ids=_id)  # fmt: skip
def test_commands_in_the_text_print_what_is_shown(page: Path) -> None:
    with _folder() as folder:
        for name in ("people.csv", "participations.csv"):
            (folder / name).write_bytes((ROOT / "examples" / name).read_bytes())
        for mark, language, text in _blocks(page.read_text("utf-8")):
            if mark.startswith("fil: "):
                (folder / mark.removeprefix("fil: ")).write_text(text, "utf-8")
            for command, shown in _console(text) if language == "console" else ():
                said = _run(command)
                assert _fits(said, shown), f"$ {command}\n{said}"


def _person_types() -> dict[str, Type]:
    facts = kraftrules.load("malmokraften@2.0").declaration.vocabulary.of("person")
    return {name: fact.value_type for name, fact in facts.items()}


def _tables(text: str) -> Iterator[str]:
    """The first column's code in every table headed *Villkor* or *Condition*."""
    for table in re.findall(r"^\| (?:Villkor|Condition) \|.*\n(?:\|.*\n)+", text, re.M):
        for row in table.splitlines()[2:]:
            yield re.match(r"\| `(.*?)` \|", row)[1]  # type: ignore[index]


def _conditions() -> list[tuple[str, bool]]:
    """Every condition in the text, and whether it is about a person."""
    found = []
    for page in PAGES:
        text = page.read_text("utf-8")
        found += [(condition, True) for condition in _tables(text)]
        for _, language, lines in _blocks(text):
            if language.startswith("feel"):
                found += [(line, language == "feel") for line in lines.splitlines()]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(("condition", "about_a_person"), _conditions())
def test_a_condition_in_the_text_is_one(condition: str, about_a_person: bool) -> None:
    excerpt = Excerpt.of(condition)
    node = parse(excerpt)
    assert (
        check_condition(node, _person_types() if about_a_person else {}, excerpt).diagnostics == ()
    )
    if not about_a_person:
        assert evaluate(node, Scope({}, date(2024, 1, 31))) is True


@pytest.mark.parametrize("edition", kraftrules.catalogue(), ids=lambda each: each.name)
def test_the_schema_that_the_text_names_fits_decisions(edition: Edition) -> None:
    schema = schema_of("decision")
    jsonschema.Draft202012Validator.check_schema(schema)
    known = {"age": 42, "participations": [{"programme": "x"}], "starts_work_on": None}
    for facts in ({}, {"municipality": "Lund"}, known):
        decision = kraftrules.load(edition.name).decide(facts, on=date(2024, 1, 31))
        jsonschema.validate(json.loads(json.dumps(decision.to_dict())), schema)


# ---- what is generated


NONE_RULES = {OnNone.APPLIES: "see above", OnNone.FALSE: "`false`", OnNone.NONE: "none"}
GENERATED = re.compile(r"(?<=<!-- operators: generated -->\n).*?(?=<!-- end -->)", re.S)


def _operator_table() -> str:
    """The table of operators, from the one in the library."""
    rows = ["", "| Written | With none | Examples |", "| --- | --- | --- |"]
    for each in OPERATORS.values():
        written = each.template.replace("{*}", "b, c, …").replace("{0}", "a").replace("{1}", "b").replace("{2}", "c")  # fmt: skip
        examples = "<br>".join(f"`{condition}` → {value}" for condition, value in each.examples)
        rows.append(f"| `{written}` | {NONE_RULES[each.on_none]} | {examples} |")
    return "\n".join([*rows, "", ""])


def test_the_operator_table_is_current_and_its_examples_are_true() -> None:
    found = GENERATED.search((DOCS / "language.md").read_text("utf-8"))
    assert found is not None
    assert found[0] == _operator_table()
    for each in OPERATORS.values():
        for condition, value in each.examples:
            result = evaluate(parse(Excerpt.of(condition)), Scope({}, date(2024, 1, 31)))
            assert str(result).lower() == value, condition


# ---- links


def _slug(heading: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    plain = re.sub(r"[`*]|\]\([^)]*\)|\[", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.M | re.S)


def _links(page: Path) -> list[str]:
    found = re.findall(r"\]\(<?([^)\s>]+)>?\)", _without_code(page.read_text("utf-8")))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


@pytest.mark.parametrize("page", LINKED, ids=_id)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for link in _links(page):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        if anchor:
            text = re.sub(r"^```.*?^```$", "", target.read_text("utf-8"), flags=re.M | re.S)
            assert anchor in {_slug(heading) for heading in re.findall(r"^#+ (.*)$", text, re.M)}, link  # fmt: skip


def test_every_file_in_the_architecture_is_there() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    for row in re.findall(r"^\| (`.*?) \|", text, re.M):
        first, *others = re.findall(r"`(.*?)`", row)
        for name in (Path(first), *(Path(first).parent / other for other in others)):
            assert (ROOT / "kraftrules" / name).exists(), name


# ---- writing


def _write() -> None:
    for page in (*CODES, INDEX):
        before, mark, after = page.read_text("utf-8").partition("<!-- utskrift -->\n```text\n")
        _, end, rest = f"\n{after}".partition("\n```\n")
        page.write_text(f"{before}{mark}{_printed(page)}{end.lstrip()}{rest}", "utf-8")
    language = DOCS / "language.md"
    language.write_text(GENERATED.sub(lambda _: _operator_table(), language.read_text("utf-8")), "utf-8")  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("python tests/test_docs.py --write")
    _write()
