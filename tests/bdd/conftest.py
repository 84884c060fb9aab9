"""Prints at the end of a run what the scenarios have not shown of the bundled rulesets."""

import pytest

NOT_SHOWN = "not shown by any scenario"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == NOT_SHOWN:
                terminalreporter.write_line(f"{name}: {value}")
