"""Scenarios in Swedish or English for any ruleset: steps for pytest-bdd, and an interpreter without it.

In a policy team's own repository, beside the folder ``rulesets``, this is all that is needed::

    from kraftrules.bdd import *
    from pytest_bdd import scenarios
    scenarios("features")

pytest-bdd is imported when the steps are, and not before.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kraftrules.bdd.programmes import Programmes
    from kraftrules.bdd.steps import kraftrules_engine, kraftrules_programmes, kraftrules_world
    from kraftrules.bdd.world import ENGINES, World

_STEP = "pytestbdd_stepdef_*_ kraftrules"
_HOMES = {
    "ENGINES": "world",
    "Programmes": "programmes",
    "World": "world",
    "kraftrules_engine": "steps",
    "kraftrules_programmes": "steps",
    "kraftrules_world": "steps",
    _STEP: "steps",
}

__all__ = [  # noqa: PLE0604 - the step's name is pytest-bdd's
    "ENGINES",
    "Programmes",
    "World",
    "kraftrules_engine",
    "kraftrules_programmes",
    "kraftrules_world",
    _STEP,
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value
