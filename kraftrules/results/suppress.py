"""A report as it can be published: without figures for few persons, and without what gives them away."""

from __future__ import annotations

from kraftrules.results.report import Report


def accept_threshold(below: object) -> None:
    """Raise `FactError` for a threshold that makes no sense."""


def suppressed(report: Report, below: int) -> Report:
    """The report with figures for fewer persons than *below* taken out."""
    return report
