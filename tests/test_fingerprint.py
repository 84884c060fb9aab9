"""What changes a ruleset's fingerprint, and what does not."""

from pathlib import Path

import pytest

import kraftrules

TEXT = """\
ruleset: provkraften
edition: "1"
title: {sv: Provkraften, en: Provkraften}
in_force: {from: 2024-01-01}
definitions:
  - {id: long_without_work, value: months_without_work >= 12}
target_group:
  all:
    - id: over_30
      label: {sv: Över 30 år, en: Over 30}
      when: age > 30
    - id: long
      label: {sv: Länge utan arbete, en: Long without work}
      when: long_without_work
exclusions:
  - {id: krami, label: Krami, when: in_krami}
priority:
  factors:
    - {id: disability, label: Funktionsnedsättning, when: disability, points: 1}
  ties:
    - {by: months_without_work, order: descending}
    - lottery
"""


def fingerprint(folder: Path, text: str) -> str:
    path = folder / "provkraften.yaml"
    path.write_text(text, "utf-8")
    return kraftrules.load(path).fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ruleset: provkraften", "# en kommentar\nruleset: provkraften"),
        ("      label: {sv: Över 30 år, en: Over 30}\n      when: age > 30",
         "      when: 'age>30'\n      label: {en: Over 30, sv: Mer än 30 år}"),
        ("when: age > 30", "when: >-\n        (age\n        > 30)"),
        ("title: {sv: Provkraften, en: Provkraften}", "title: Provkraften på nytt\nstatus: draft"),
        ("{from: 2024-01-01}", "{from: 2024-01-01, to: 2025-12-31}"),
        ("label: Krami, when: in_krami", "label: Krami, when: in_krami, interpretation: Ny tolkning"),
        ("\n", "\r\n"),
    ],
)  # fmt: skip
def test_layout_labels_and_comments_do_not_count(tmp_path: Path, old: str, new: str) -> None:
    assert old in TEXT
    assert fingerprint(tmp_path, TEXT.replace(old, new)) == fingerprint(tmp_path, TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("age > 30", "age >= 30"),
        ("age > 30", "age > 31"),
        (">= 12}", ">= 13}"),
        ("points: 1", "points: 2"),
        ("in_krami}", "in_fram}"),
        ("  all:", "  any:"),
        ("descending", "ascending"),
        ("    - lottery\n", ""),
        ("  - {id: krami, label: Krami, when: in_krami}\n", "  - {id: fram, label: Fram, when: in_krami}\n"),
        ('edition: "1"', 'edition: "2"'),
    ],
)  # fmt: skip
def test_what_the_rules_mean_counts(tmp_path: Path, old: str, new: str) -> None:
    assert old in TEXT
    assert fingerprint(tmp_path, TEXT.replace(old, new)) != fingerprint(tmp_path, TEXT)


def test_an_edition_with_the_same_rules_by_use_or_written_out_has_the_same_fingerprint(
    tmp_path: Path,
) -> None:
    shared = "rules:\n  - {id: krami, label: Krami, when: in_krami}\n"
    (tmp_path / "shared.yaml").write_text(shared, "utf-8")
    used = TEXT.replace("  - {id: krami, label: Krami, when: in_krami}", "  - use: krami")
    used = used.replace("definitions:", "shared: shared.yaml\ndefinitions:")
    assert fingerprint(tmp_path, used) == fingerprint(tmp_path, TEXT)
