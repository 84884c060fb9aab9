"""Rules of Swedish inter-agency labour-market programmes: declared in YAML, decided and explained."""

from kraftrules.api import Ruleset, catalogue, check, load, replay
from kraftrules.decision import Decision
from kraftrules.diagnostics import Diagnostic, FactError, RulesetError
from kraftrules.plan import Outcome, Verdict
from kraftrules.replay import Replay
from kraftrules.values import UNKNOWN

__all__ = [
    "UNKNOWN",
    "Decision",
    "Diagnostic",
    "FactError",
    "Outcome",
    "Replay",
    "Ruleset",
    "RulesetError",
    "Verdict",
    "catalogue",
    "check",
    "load",
    "replay",
]
