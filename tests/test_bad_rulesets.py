"""What kraftrules says of rulesets with a mistake in them, and that nothing an author writes breaks it.

``bad_rulesets/`` holds one file for each mistake (or a folder, where it takes several files), and
beside it what is said of it in Swedish and in English: ``<name>.expected``. To write those anew, after
a message was changed or a mistake added:

    python tests/test_bad_rulesets.py --write

and then read the difference, every line of it: each message should say what was given, what is
allowed and the nearest right thing, at the right place.
"""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import kraftrules
from kraftrules import vocabulary
from kraftrules.diagnostics import Code, Diagnostic, Severity
from kraftrules.feel.check import check_condition
from kraftrules.feel.parse import parse
from kraftrules.ruleset import model
from kraftrules.ruleset.catalogue import bundled_folder
from kraftrules.ruleset.library import read_vocabulary
from kraftrules.source import Excerpt, Source

BAD = Path(__file__).parent / "bad_rulesets"
ENGLISH = "\n\n=== English ===\n\n"
HEAD = 'ruleset: halmstadskraften\nedition: "1.0"\ntitle: Halmstadskraften\nin_force: {from: 2025-01-01}\n'
GOOD = (
    HEAD
    + "target_group:\n  all:\n    - id: over_30\n      label: Över 30 år\n      when: age > 30\n"
)
BAD_CONDITION = GOOD.replace("age > 30", "age > 30 and disabilty")


def rules(conditions: Sequence[str]) -> str:
    """A ruleset with a criterion for each condition."""
    lines = [
        f"    - {{id: rule_{at}, label: Regel, when: '{each}'}}"
        for at, each in enumerate(conditions)
    ]
    return HEAD + "target_group:\n  all:\n" + "\n".join(lines) + "\n"


# What cannot sensibly be stored: by name, the bytes of the file.
GENERATED: dict[str, bytes] = {
    "file_too_large": b"[" * (10 * 1024 * 1024),
    "file_in_latin_1": GOOD.encode("latin-1"),
    "file_in_utf_16": GOOD.encode("utf-16"),
    "file_with_null_characters": GOOD.replace("label", "la\x00bel").encode(),
    "file_with_bom_and_a_mistake": b"\xef\xbb\xbf" + BAD_CONDITION.encode(),
    "file_with_crlf_and_a_mistake": BAD_CONDITION.replace("\n", "\r\n").encode(),
    "file_with_cr_and_a_mistake": BAD_CONDITION.replace("\n", "\r").encode(),
    "file_with_several_no_break_spaces": GOOD.replace("      ", "\u00a0" * 6).encode(),
    "file_of_too_many_values": rules(["disability"] * 3000).encode(),
    "condition_of_100000_characters": rules(["disability" + " or disability" * 7142]).encode(),
    "conditions_too_long_together": rules(["disability" + " or disability" * 200] * 20).encode(),
    "mistakes_in_150_rules": rules(["disabilty"] * 150).encode(),
    "mistakes_in_150_keys": (GOOD + "".join(f"extra_{at}: 1\n" for at in range(150))).encode(),
}  # fmt: skip

# What is asked for by name, and when.
ASKED: dict[str, tuple[str, date | None]] = {
    "load_misspelt_ruleset": ("malmokrafen@2.0", None),
    "load_misspelt_edition": ("malmokraften@2,0", None),
    "load_without_day": ("malmokraften", None),
    "load_day_between_editions": ("malmokraften", date(2020, 1, 1)),
    "load_day_of_draft": ("malmokraften", date(2025, 6, 1)),
    "load_edition_out_of_force": ("malmokraften@2.0", date(2024, 1, 1)),
}

STORED = sorted(path.name for path in BAD.glob("*.yaml"))
FOLDERS = sorted(path.name for path in BAD.iterdir() if path.is_dir() and path.name != "shared")
NAMES = [*STORED, *FOLDERS, *GENERATED, *ASKED]


@contextlib.contextmanager
def place_of(name: str) -> Iterator[Path]:
    """The file or folder of a case, called by its bare name."""
    if name not in GENERATED:
        with contextlib.chdir(BAD):
            yield Path(name)
        return
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        path = Path(f"{name}.yaml")
        path.write_bytes(GENERATED[name])
        yield path


def diagnostics(name: str) -> list[Diagnostic]:
    """What is said of a case."""
    if name in ASKED:
        ruleset, on = ASKED[name]
        with pytest.raises(kraftrules.RulesetError) as error:
            kraftrules.load(ruleset, on=on)
        return list(error.value.diagnostics)
    with place_of(name) as path:
        return kraftrules.check(path)


def golden(name: str) -> Path:
    return BAD / f"{name.removesuffix('.yaml')}.expected"


def said(name: str) -> str:
    found = diagnostics(name)
    swedish = "\n\n".join(each.render("sv") for each in found)
    english = "\n\n".join(each.render("en") for each in found)
    return swedish + ENGLISH + english + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_mistake_is_met_with_what_is_expected(name: str) -> None:
    assert said(name) == golden(name).read_text("utf-8")


@pytest.mark.parametrize("name", [*STORED, *GENERATED])
def test_load_raises_the_errors_that_check_tells(name: str) -> None:
    errors = [each for each in diagnostics(name) if each.severity is Severity.ERROR]
    with place_of(name) as path:
        if not errors:
            assert kraftrules.load(path).id == "halmstadskraften"
            return
        with pytest.raises(kraftrules.RulesetError) as raised:
            kraftrules.load(path)
    assert list(raised.value.diagnostics) == errors


def test_every_case_has_its_golden_file_and_every_golden_file_its_case() -> None:
    assert sorted(map(golden, NAMES)) == sorted(BAD.glob("*.expected"))
    assert len(STORED) >= 60


def test_every_code_is_said_of_some_mistake() -> None:
    said_codes = {
        code
        for path in BAD.glob("*.expected")
        for code in re.findall(
            r"^\S.*(?:fel|varning): .* \[([a-z0-9-]+)\]$", path.read_text("utf-8"), re.M
        )
    }
    assert said_codes == set(Code)


@pytest.mark.parametrize("name", [*NAMES])
def test_every_diagnostic_has_a_hint_in_both_languages(name: str) -> None:
    found = diagnostics(name)
    assert found
    assert all(complete(each) for each in found)


def complete(each: Diagnostic) -> bool:
    """Whether message and hint are there in both languages."""
    texts = (each.message, each.hint or {"sv": "", "en": ""})
    return all(text[lang].strip() for text in texts for lang in ("sv", "en"))


def test_no_swedish_is_left_in_the_english() -> None:
    swedish = re.compile(r"\b(och|eller|inte|Skriv|Menade|saknas|ska|är|finns|inget)\b")
    for path in BAD.glob("*.expected"):
        _, english = path.read_text("utf-8").split(ENGLISH)
        lines = english.splitlines()
        said_lines = [
            line for line in lines if not line.startswith("    ") or line.startswith("    = ")
        ]
        shown = " ".join(line for line in lines if line not in said_lines)
        left = [word for line in said_lines for word in swedish.findall(line) if word not in shown]
        assert left == [], path.name


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + GOOD.encode(), id="byte-order mark"),
        pytest.param(GOOD.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(GOOD.replace("\n", "\r").encode(), id="CR"),
        pytest.param(GOOD.replace("Över 30 år", "Över 30\u00a0år").encode(), id="no-break space in a text"),
        pytest.param(GOOD.replace("age > 30", "age\u00a0> 30").encode(), id="no-break space in a condition"),
        pytest.param(GOOD.replace("age > 30", "age > 30 # från 31 år").encode(), id="comment"),
        pytest.param(GOOD.replace("{from: 2025-01-01}", "{from: 2025-01-01,\tto: 2025-12-31}").encode(), id="tab in braces"),
        pytest.param(b"---\n" + GOOD.encode() + b"...\n", id="document markers"),
        pytest.param(GOOD.replace("Över 30 år", "Obs:över 30").encode(), id="colon without a space"),
        pytest.param(GOOD.replace("title: Halmstadskraften", "title: no").encode(), id="a text that YAML 1.1 takes for false"),
        pytest.param(GOOD.replace("age > 30", ">-\n        age > 30\n          and disability").encode(), id="folded"),
        pytest.param(GOOD.replace("\n    -", "\n\n\n    -").encode(), id="empty lines"),
    ],
)  # fmt: skip
def test_what_is_no_mistake(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "halmstadskraften.yaml"
    path.write_bytes(content)
    assert kraftrules.check(path) == []
    assert kraftrules.load(path).id == "halmstadskraften"


BLOCKS = [
    each
    for module in (vocabulary, model)
    for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, vocabulary.Block)
]


@pytest.mark.parametrize(
    ("block", "key"),
    [
        pytest.param(block, info.alias or name, id=f"{block.__name__}.{info.alias or name}")
        for block in BLOCKS
        for name, info in block.model_fields.items()
    ],
)
def test_no_key_of_any_block_may_be_there_without_a_value(
    block: type[vocabulary.Block], key: str
) -> None:
    with pytest.raises(ValidationError) as error:
        block.model_validate({key: None})
    assert (key,) in {each["loc"][:1] for each in error.value.errors() if each["type"] != "missing"}


# ---- paths


def nothing_there(folder: Path) -> Path:
    return folder / "halmstadskraften.yaml"


def an_empty_folder(folder: Path) -> Path:
    return folder


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.yaml")
    return folder / "pipe.yaml"


def a_device(folder: Path) -> Path:
    return Path("/dev/zero")


def a_null_in_its_name(folder: Path) -> Path:
    return folder / "halm\x00stad.yaml"


def a_very_long_name(folder: Path) -> Path:
    return folder / ("halmstad" * 1000 + ".yaml")


def below_a_file(folder: Path) -> Path:
    (folder / "file").write_text(GOOD)
    return folder / "file" / "halmstadskraften.yaml"


def a_circle_of_links(folder: Path) -> Path:
    (folder / "link.yaml").symlink_to(folder / "link.yaml")
    return folder / "link.yaml"


def bytes_in_its_name(folder: Path) -> Path:
    return folder / "halm\udcffstad.yaml"


def not_to_be_read(folder: Path) -> Path:
    path = folder / "halmstadskraften.yaml"
    path.write_text(GOOD)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("whoever runs this may read everything")
    return path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs the paths of a Unix")
@pytest.mark.parametrize(
    "make",
    [
        nothing_there, an_empty_folder, a_pipe, a_device, a_null_in_its_name, a_very_long_name,
        below_a_file, a_circle_of_links, bytes_in_its_name, not_to_be_read,
    ],
)  # fmt: skip
def test_a_path_that_leads_to_no_file(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path)
    (checked,) = kraftrules.check(path)
    with pytest.raises(kraftrules.RulesetError) as error:
        kraftrules.load(path)
    (loaded,) = error.value.diagnostics
    assert checked.code == loaded.code == Code.NO_FILE
    assert complete(checked) and complete(loaded)
    loaded.render().encode()


# ---- properties

BUNDLED = {path.name: path.read_text("utf-8") for path in sorted(bundled_folder().rglob("*.yaml")) if path.parent != bundled_folder()}  # fmt: skip
PIECES = st.one_of(
    st.sampled_from([
        "\t", " ", "  ", "\n", "\r", "\r\n", ":", ": ", "- ", "-", "{", "}", "[", "]", ",", '"', "'", "”", "#", "&", "*", "!",
        "|", ">", "%", "@", "`", "?", "<<: ", "---\n", "...\n", "\u00a0", "\u200b", "\ufeff", "\x00", "\x1b", "\u2028", "null",
        "~", "true", "Yes", "when: ", "use: over_30\n", "any: []\n", "all:\n", "id: ", "(", ")", " and ", "not", "==", "date(",
        "å", "😀", "\ud7ff", "id: over_30", "at_least: 2\n", "of: []", "points: 0", "&a ", "*a", "!!str ", "\\", "/", "..",
    ]),
    st.text(max_size=5),
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """The bytes of a bundled ruleset with some slips of the pen in it."""
    text = draw(st.sampled_from(sorted(BUNDLED.values())))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = draw(st.one_of(st.just(at), st.integers(at, min(len(text), at + 30))))
        line = text.find("\n", at) + 1
        text = draw(
            st.sampled_from([
                text[:at] + text[end:],
                text[:at] + draw(PIECES) + text[end:],
                text[:end] + text[at:],
                text[:at] + text[line:],
                text[:line] + text[at:line] + text[line:],
                text[:line] + draw(st.sampled_from([" ", "  ", "\t", "- "])) + text[line:],
            ])
        )  # fmt: skip
    raw = text.encode("utf-8", "replace")
    at = draw(st.integers(0, len(raw)))
    return raw[:at] + draw(st.one_of(st.just(b""), st.binary(max_size=4))) + raw[at:]


@settings(deadline=timedelta(seconds=30))
@given(mutated())
def test_whatever_becomes_of_a_ruleset_the_diagnostics_are_whole(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / "kraft"
        folder.mkdir()
        (Path(above) / "shared.yaml").write_bytes((bundled_folder() / "shared.yaml").read_bytes())
        path = folder / "kraft.yaml"
        path.write_bytes(raw)
        found = kraftrules.check(path)
    text = raw.decode("utf-8-sig", "replace")
    for each in found:
        assert complete(each), each
        if each.code is not Code.NOT_UTF8:
            assert within(text, each), each
        each.render("sv").encode()
        each.render("en").encode()


def within(text: str, each: Diagnostic) -> bool:
    """Whether the place of a diagnostic lies in the text."""
    lines = re.split("\r\n|\r|\n", text)
    place = each.place
    ends = (place.line, place.column) <= (place.end_line, place.end_column)
    first = 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1
    last = place.end_line <= len(lines) and place.end_column <= len(lines[place.end_line - 1]) + 1
    return ends and first and last


WORDS = st.sampled_from([
    "age", "sex", "disability", "participations", "starts_work_on", "person_id", "p", "agee", "ålder", "p.programme", "and",
    "or", "not", "not(", "in", "between", "some", "every", "satisfies", "if", "then", "else", "true", "null", "True", "ja", "och",
    "inte", "är", "större än", "=", "!=", "<", ">=", "==", "=>", "&&", "!", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", "..",
    "...", ".", "30", "1 000", "30,5", "2021-01-01", "1/1 2021", '"woman"', '"kvinna"', "'Malmö'", "”Malmö”", '"', "date(",
    'date("2021-02-30")', 'duration("P1M")', "@", "today()", "today", "count(", "years and months duration(", "\\", ";", "?", ":=",
    "for", "return", "\u200b", "…", "–", "år", "10" * 30,
])  # fmt: skip
CONDITIONS = st.one_of(
    st.text(max_size=30),
    st.lists(WORDS, max_size=12).map(" ".join),
    st.lists(WORDS, max_size=12).map("".join),
)
PERSON, _ = read_vocabulary(
    Source("vocabulary.yaml", (bundled_folder() / "vocabulary.yaml").read_text("utf-8"))
)


@settings(deadline=timedelta(seconds=30), max_examples=300)
@given(CONDITIONS)
def test_a_text_is_a_condition_or_has_one_mistake_with_its_place(text: str) -> None:
    excerpt = Excerpt.of(text)
    try:
        node = parse(excerpt)
    except kraftrules.RulesetError as error:
        (found,) = error.diagnostics
        assert complete(found) and within(text, found), found
        return
    for each in check_condition(node, PERSON.types, excerpt, PERSON.lexicon).diagnostics:
        assert complete(each) and within(text, each), each


# ---- monsters: what would take for ever, or all there is of memory

MB, KB = 1024 * 1024, 1024
MONSTERS = {
    "brackets, 10 MB": "'[' * (10 * MB)",
    "hyphens, 10 MB": "'- ' * (5 * MB)",
    "quotes, 10 MB": "'\"' * (10 * MB)",
    "brackets": "'[' * (500 * KB)",
    "braces": "'{a: ' * (120 * KB)",
    "hyphens": "'- ' * (250 * KB)",
    "keys": "'a: ' * (170 * KB)",
    "questions": "'? ' * (250 * KB)",
    "quotes": "'\"' * (500 * KB)",
    "commas": "'{' + 'a,' * (250 * KB)",
    "anchors": "'&a ' * (170 * KB)",
    "dashes": "'-' * (500 * KB)",
    "a line of many colons": "':' * (500 * KB)",
    "empty lines": "'\\n' * (500 * KB)",
    "zero-width spaces": "'a\\u200b' * (120 * KB)",
    "lines": "'x y\\n' * (120 * KB)",
    "a long key": "'a' * (500 * KB) + ': b'",
    "one expression": "rules(['disability' + ' or disability' * 35000])",
    "nots": "rules(['not(' * 1200])",
    "100 000 rules": "rules(['disability'] * 100000)",
    "many rules": "rules(['disability'] * 10000)",
    "as many rules as are read": "rules(['disability'] * 2800)",
    "long conditions": "rules([' or '.join(f'not(age + {at} > 3)' for at in range(200))] * 100)",
    "misspelt names": "rules([f'months_wthout_work_{at} > 1' for at in range(2800)])",
    "misspelt names in one rule": "rules([' or '.join(f'age_{at}' for at in range(400))] * 10)",
    "wrong operators": "rules(['age => 30'] * 2800)",
    "duplicate keys": "HEAD + ''.join(f'edition: {at}\\n' for at in range(20000))",
    "unknown keys": "HEAD + ''.join(f'editon_{at}: 1\\n' for at in range(9000))",
    "a category of many values": (
        "rules(['v = \"x\"'] * 900) + 'facts:\\n  - id: v\\n    label: v\\n    type: category\\n    values: ['"
        " + ', '.join(f'value_{at}' for at in range(11000)) + ']\\n'"
    ),
    "definitions in circles": (
        "rules(['disability']) + 'definitions:\\n'"
        " + ''.join(f'  - {{id: a{at}, value: b{at}}}\\n  - {{id: b{at}, value: a{at}}}\\n' for at in range(1900))"
    ),
    "definitions in a chain": (
        "rules(['d0']) + 'definitions:\\n'"
        " + ''.join(f'  - {{id: d{at}, value: d{at + 1}}}\\n' for at in range(3800)) + '  - {id: d3800, value: disability}\\n'"
    ),
    "ties": (
        "rules(['disability']) + 'priority:\\n  ties:\\n'"
        " + ''.join(f'    - {{by: months_{at}, order: descending}}\\n' for at in range(3800))"
    ),
}  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="needs the limits of a Unix")
def test_no_monster_takes_for_ever_or_all_there_is_of_memory() -> None:
    """All of them in one process, which the system ends should it take ten times what it does."""
    script = f"""
        import contextlib, resource, sys, tempfile
        from pathlib import Path
        resource.setrlimit(resource.RLIMIT_CPU, (240, 240))
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        import kraftrules
        from test_bad_rulesets import HEAD, KB, MB, MONSTERS, rules
        largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "monster.yaml"
            for name, text in MONSTERS.items():
                path.write_text(eval(text), "utf-8")
                found = kraftrules.check(path)
                assert len(found) <= 101, name
                if not found:
                    kraftrules.load(path)
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - largest) // 1024)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    per_unit = 1 if sys.platform == "linux" else 1024  # bytes on macOS, else kB
    assert int(done.stdout) / per_unit < 200


def write() -> None:
    for path in BAD.glob("*.expected"):
        path.unlink()
    for name in NAMES:
        golden(name).write_text(said(name), "utf-8")
    print(f"{len(NAMES)} golden files written: now read what changed.")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        raise SystemExit(__doc__)
    write()
