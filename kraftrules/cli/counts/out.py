"""A report as a file: a table of figures, JSON, or a page."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kraftrules.cli.counts.page import render
from kraftrules.cli.counts.words import group_label
from kraftrules.cli.extras import import_openpyxl
from kraftrules.cli.tables.out import check_place, harmless, replacing, save_book
from kraftrules.cli.terminal import misused
from kraftrules.results.report import Figure, Report
from kraftrules.text import Lang, listed

COLUMNS = ("measure", "label", "kind", "by", "group", "group_label", "numerator", "denominator", "value",
           "low", "high", "unknown", "target", "met", "suppressed")  # fmt: skip
Row = tuple[object, ...]


def check_report_target(target: Path | None, *inputs: Path, html: bool = False) -> None:
    """Stop the command where a report cannot be written to *target*, or would overwrite an input."""
    if target is None:
        return
    option, endings = ("--html", [".html", ".htm"]) if html else ("--out", [*_WRITERS])
    if target.suffix.lower() not in endings:
        raise misused(
            f"{option} {target}: det formatet skrivs inte. Filen ska sluta på {listed(endings, 'eller')}.",
            f"{option} {target}: that format is not written. The file should end in {listed(endings, 'or')}.",
        )
    check_place(option, target, *inputs)
    if not target.parent.is_dir():
        raise misused(f"{option} {target}: mappen {target.parent} finns inte.",
                      f"{option} {target}: there is no folder {target.parent}.")  # fmt: skip
    if target.suffix.lower() == ".xlsx":
        import_openpyxl()


def write_report(target: Path, report: Report, lang: Lang) -> None:
    """Write a report by the file's ending; on an error the file stays as it was."""
    with replacing(target) as path:
        _WRITERS.get(target.suffix.lower(), _html)(path, report, lang)


def rows(report: Report, lang: Lang) -> Iterator[Row]:
    """The figures as rows of a table: each measure of everyone, and then of each group."""
    for figure in report.measures.values():
        yield _row(figure, figure, "", "", "", lang)
        for fact, groups in figure.groups.items():
            for name, each in groups.items():
                label = group_label(report, fact, name)[lang]
                yield _row(figure, each, fact, name, label, lang)


def _row(measure: Figure, figure: Figure, fact: str, name: str, label: str, lang: Lang) -> Row:
    met = {True: "true", False: "false", None: ""}[figure.met]
    target = json.dumps(measure.target.to_dict()) if measure.target and not fact else ""
    return (measure.id, measure.label[lang], measure.kind, fact, name, label, figure.numerator, figure.denominator,
            figure.value, figure.low, figure.high, figure.unknown, target, met, figure.suppressed)  # fmt: skip


def _csv(path: Path, report: Report, lang: Lang) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(COLUMNS)
        out.writerows([_cell(each) for each in row] for row in rows(report, lang))


def _cell(cell: object) -> str | int | None:
    """A cell as Swedish spreadsheets read it: a decimal comma, true and false as words."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return repr(cell).replace(".", ",")
    return harmless(cell if isinstance(cell, str | int) else "")


def _xlsx(path: Path, report: Report, lang: Lang) -> None:
    book = import_openpyxl().Workbook(write_only=True)
    sheet = book.create_sheet("results")
    sheet.append(COLUMNS)
    for row in rows(report, lang):
        sheet.append([harmless(each) if isinstance(each, str) else each for each in row])
    save_book(book, path)


def _json(path: Path, report: Report, lang: Lang) -> None:
    path.write_text(json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n", "utf-8")


def _html(path: Path, report: Report, lang: Lang) -> None:
    path.write_text(render(report, lang), "utf-8")


_WRITERS: Mapping[str, Callable[[Path, Report, Lang], None]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".json": _json,
}
