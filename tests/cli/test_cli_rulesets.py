"""``kraftrules list``, ``show``, ``check``, ``schema`` and ``new``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from commands import Run
from hypothesis import given
from hypothesis import strategies as st

import kraftrules
from kraftrules.cli.new import template
from kraftrules.ruleset.catalogue import bundled_folder
from kraftrules.ruleset.schema import schema_of
from kraftrules.text import Text

NAMES = [edition.name for edition in kraftrules.catalogue()]
BAD = (
    "ruleset: own\nedition: 1\ntitle: Eget\nin_force: {from: 2020-02-30}\ntarget_group: {all: []}\n"
)


def test_list_names_every_edition_and_what_holds_that_day(run: Run) -> None:
    result = run("list", "--on", "2021-03-01")
    assert result.code == 0
    for edition in kraftrules.catalogue():
        (line,) = re.findall(f"^{re.escape(edition.name)} .*$", result.out, re.MULTILINE)
        assert str(edition.title) in line
        assert line.endswith("gäller") == edition.in_force.includes(date(2021, 3, 1))


def test_list_without_a_day_uses_today_and_says_so(run: Run) -> None:
    assert f"Dag: {date.today()} (i dag" in run("list").out
    assert f"Day: {date.today()} (today" in run("list", "--lang", "en").out


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_show_tells_everything_that_the_ruleset_says(name: str, lang: str, run: Run) -> None:
    result = run("show", name, "--lang", lang)
    assert (result.code, result.err) == (0, "")
    ruleset = kraftrules.load(name)
    told = [ruleset.title, ruleset.fingerprint, *ruleset.declaration.interpretations]
    for rule in ruleset.declaration.rules:
        told += [rule.label, f"`{rule.id}`"]
        told += [rule.source.title] if rule.source else []
        told += [rule.interpretation] if rule.interpretation else []
    told += [f"`{fact.id}`" for fact in ruleset.facts]
    for each in told:
        assert (each[lang] if isinstance(each, Text) else each) in result.out


def test_show_says_at_least_how_many_of_a_group_and_escapes_markdown(
    folder: Path, run: Run
) -> None:
    (folder / "own.yaml").write_text(
        'ruleset: own\nedition: "1"\ntitle: Eget *verk*\nin_force: {from: 2020-01-01}\n'
        "definitions:\n  - {id: old, value: age > 64, label: äldre}\n"
        "target_group:\n  at_least: 2\n  of:\n"
        "    - {id: a, label: 'A_b <i>', when: old}\n    - {id: b, label: B, when: disability}\n"
        "    - {id: c, label: C, when: in_krami}\n"
    )
    out = run("show", "own.yaml").out
    assert "# Eget \\*verk\\*" in out
    assert "när minst två av dessa tre är uppfyllt:" in out
    assert "**A\\_b \\<i\\>** (`a`)" in out
    assert "- **äldre**: ålder är över 64 år." in out
    assert "Regelverket anger ingen turordning." in out


def test_check_lists_every_interpretation_with_its_place(run: Run) -> None:
    result = run("check")
    assert result.code == 0
    assert "19 filer granskade: 0 fel, 0 varningar." in result.out
    text = bundled_folder() / "malmokraften" / "2.0.yaml"
    line = text.read_text("utf-8").splitlines().index("  - use: mk2_in_2022") + 1
    assert f"{text.as_posix()}:{line}\n" in result.out
    for name in NAMES:
        results = kraftrules.load(name).declaration.results
        for each in (*results.outcomes, *results.measures, *results.not_measurable):
            if each.interpretation is not None:
                told = result.out[result.out.index(f"\n{each.id}\n  {each.interpretation.sv}\n") :]
                place = f"{Path(each.place.file).as_posix()}:{each.place.line}\n"
                assert place in told.split("\n\n")[0] + "\n"
    assert "Tolkningar" not in run("check", "--no-interpretations").out


def test_check_is_at_fault_for_errors_and_not_for_warnings(folder: Path, run: Run) -> None:
    (folder / "bad.yaml").write_text(BAD)
    result = run("check", "bad.yaml")
    assert result.code == 1
    assert "bad.yaml:4:18: fel: " in result.out
    assert "1 fil granskad: " in result.out
    assert "bad.yaml:4:18: error: " in run("check", "bad.yaml", "--lang", "en").out
    warned = BAD.replace("02-30", "02-28").replace(
        "{all: []}",
        "{all: [{id: a, label: A, when: disability, source: {document: x, section: y}}]}",
    )
    (folder / "bad.yaml").write_text(warned)
    result = run("check", "bad.yaml")
    assert (result.code, "1 varning." in result.out) == (0, True)


def test_check_takes_files_and_folders_and_counts_each_diagnostic_once(
    folder: Path, run: Run
) -> None:
    (folder / "rules").mkdir()
    (folder / "rules" / "bad.yaml").write_text(BAD)
    once = run("check", "rules").out
    assert (
        run("check", "rules", "rules/bad.yaml").out.count("bad-date") == once.count("bad-date") == 1
    )


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"\x00" * 100, b"a: [", b"- 1", b"a: " * 500_000]
)
def test_check_and_decide_of_any_garbage_is_at_fault(
    content: bytes, folder: Path, run: Run
) -> None:
    (folder / "x.yaml").write_bytes(content)
    (folder / "p.csv").write_text("person_id\n1\n")
    for command in (("check", "x.yaml"), ("show", "x.yaml"), ("decide", "x.yaml", "p.csv")):
        assert run(*command).code == 1


def test_check_of_nothing_is_misuse(folder: Path, run: Run) -> None:
    (folder / "empty").mkdir()
    assert run("check", "empty").code == 2
    assert run("check", "missing.yaml").code == 2


class Plain(yaml.SafeLoader):
    """YAML with dates as text, as editors have it."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [each for each in found if not each[0].endswith("timestamp")]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def load_yaml(text: str) -> Any:
    return yaml.load(text, Plain)


def kind_of(path: Path) -> str:
    return path.stem if path.stem in ("vocabulary", "sources", "shared") else "ruleset"


@pytest.mark.parametrize(
    "path", sorted(bundled_folder().rglob("*.yaml")), ids=lambda path: path.stem
)
def test_every_bundled_file_fits_its_schema(path: Path) -> None:
    jsonschema.validate(load_yaml(path.read_text("utf-8")), schema_of(kind_of(path)))


@pytest.mark.parametrize(
    "change",
    [
        {"target_groups": {}},
        {"status": "provisional"},
        {"in_force": {"to": "2024-01-01"}},
        {"target_group": {"all": [{"id": "a", "label": "A"}]}},
        {"target_group": {"all": [{"id": "a", "label": "A", "when": "age > 1", "any": []}]}},
        {"target_group": {"all": [], "any": []}},
        {"exclusions": [{"id": "A", "label": "A", "when": "age > 1"}]},
        {"priority": {"factors": [{"id": "a", "label": "A", "when": "age > 1", "points": 0}]}},
        {"priority": {"ties": ["lots"]}},
        {"facts": [{"id": "a", "label": "A", "items": {"b": "list"}}]},
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(change: Mapping[str, object]) -> None:
    good = load_yaml(template("own", date(2024, 1, 1)))
    jsonschema.validate(good, schema_of("ruleset"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**good, **change}, schema_of("ruleset"))


@pytest.mark.parametrize("of", ["ruleset", "shared", "vocabulary", "sources", "decision"])
def test_a_printed_schema_is_one(of: str, run: Run) -> None:
    result = run("schema", "--of", of)
    printed = json.loads(result.out)
    jsonschema.Draft202012Validator.check_schema(printed)
    assert printed == schema_of(of)
    assert printed["$schema"].endswith("2020-12/schema")


def test_without_a_subject_the_schema_is_that_of_a_ruleset(run: Run) -> None:
    assert json.loads(run("schema").out) == schema_of("ruleset")


@pytest.mark.parametrize(
    "facts", [{}, {"age": 42, "participations": [{"edition": "2.0"}], "starts_work_on": None}]
)
@pytest.mark.parametrize("name", NAMES)
def test_every_decision_fits_the_schema(name: str, facts: dict[str, object]) -> None:
    decision = kraftrules.load(name).decide(facts, on=date(2021, 3, 1)).to_dict()
    jsonschema.validate(json.loads(json.dumps(decision)), schema_of("decision"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**decision, "outcome": "maybe"}, schema_of("decision"))


def test_a_new_ruleset_passes_check_and_can_be_used_at_once(folder: Path, run: Run) -> None:
    assert run("new", "halmstadskraften").code == 0
    result = run("check", "halmstadskraften.yaml")
    assert (result.code, result.out.splitlines()[0]) == (0, "1 fil granskad: 0 fel, 0 varningar.")
    assert "# Halmstadskraften\n" in run("show", "halmstadskraften.yaml").out
    (folder / "p.csv").write_text("person_id;municipality\n1;Lund\n")
    assert run("decide", "halmstadskraften.yaml", "p.csv", "--on", "2030-01-01").code == 0
    for question in ("Målgrupp", "Undantag", "Turordning", "Antagning", "Mål"):
        assert f"# ---- {question} ----" in (folder / "halmstadskraften.yaml").read_text("utf-8")


def test_new_overwrites_nothing(folder: Path, run: Run) -> None:
    (folder / "own.yaml").write_text("mine")
    assert run("new", "own").code == 2
    assert run("new", "other", "--out", "own.yaml").code == 2
    assert (folder / "own.yaml").read_text() == "mine"


@pytest.mark.parametrize(
    "arguments", [("x", "--out", "x.txt"), ("x", "--out", "no/x.yaml"), ("x", "--out", ".")]
)
def test_new_writes_only_yaml_where_it_can(arguments: tuple[str, ...], run: Run) -> None:
    assert run("new", *arguments).code == 2


@pytest.mark.parametrize(
    "name", ["Halmstad", "åre", "a b", "../x", "1kraft", "a_b", "", "a" * 61, "a\n", "-a"]
)
def test_new_refuses_a_name_that_no_ruleset_can_have(name: str, folder: Path, run: Run) -> None:
    result = run("new", "--", name)
    assert (result.code, "små bokstäver" in result.err) == (2, True)
    assert list(folder.iterdir()) == []


@given(
    name=st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
    | st.sampled_from(["null", "true", "no", "y"])
)
def test_any_name_gives_a_template_that_can_be_read(name: str) -> None:
    found = load_yaml(template(name, date(2024, 5, 1)))
    assert found["ruleset"] == name
    assert found["in_force"] == {"from": "2024-05-01"}
