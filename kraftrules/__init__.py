"""Rules of Swedish inter-agency labour-market programmes: declared in YAML, decided and explained.

The names below are the whole public face. Each is imported when it is first used, so that a program
which imports kraftrules pays for it when it first loads a ruleset, and not before.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kraftrules.api import Ruleset, catalogue, check, load, replay
    from kraftrules.casefile.case import CaseFile
    from kraftrules.casefile.store import CaseStore
    from kraftrules.decision import Decision
    from kraftrules.diagnostics import Diagnostic, FactError, RulesetError
    from kraftrules.intake.intake import Intake
    from kraftrules.plan import Outcome, Verdict
    from kraftrules.record import Replay
    from kraftrules.results.compare import compare_reports
    from kraftrules.results.report import Report
    from kraftrules.values import UNKNOWN

_HOMES = {
    "UNKNOWN": "values",
    "CaseFile": "casefile.case",
    "CaseStore": "casefile.store",
    "Decision": "decision",
    "Diagnostic": "diagnostics",
    "FactError": "diagnostics",
    "Intake": "intake.intake",
    "Outcome": "plan",
    "Replay": "record",
    "Report": "results.report",
    "Ruleset": "api",
    "RulesetError": "diagnostics",
    "Verdict": "plan",
    "catalogue": "api",
    "check": "api",
    "compare_reports": "results.compare",
    "load": "api",
    "replay": "api",
}

__all__ = [
    "UNKNOWN",
    "CaseFile",
    "CaseStore",
    "Decision",
    "Diagnostic",
    "FactError",
    "Intake",
    "Outcome",
    "Replay",
    "Report",
    "Ruleset",
    "RulesetError",
    "Verdict",
    "catalogue",
    "check",
    "compare_reports",
    "load",
    "replay",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        return import_module("importlib.metadata").version(__name__)
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
