"""The steps for pytest-bdd: one step, whose parser is the interpreter of `kraftrules.bdd.world`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_bdd import step
from pytest_bdd.parsers import StepParser

from kraftrules.bdd.programmes import Programmes
from kraftrules.bdd.world import World

NAME = " kraftrules"  # sorts before every other step, so that a team's own steps go before this one


class _AnyStep(StepParser):
    """Takes every step: the interpreter says itself which phrases are nearest to what it cannot read."""

    def parse_arguments(self, name: str) -> dict[str, object]:
        """The step's whole text."""
        return {"kraftrules_step": name}

    def is_matching(self, name: str) -> bool:
        """Whatever it says."""
        return True


@pytest.fixture(scope="module")
def kraftrules_programmes(request: pytest.FixtureRequest) -> Programmes:
    """The rulesets: those in the nearest folder ``rulesets``, and the bundled. Override it for others."""
    return Programmes.near(request.path)


@pytest.fixture
def kraftrules_engine() -> str:
    """The engine that decides. Override it to try others."""
    return "python"


@pytest.fixture
def kraftrules_world(kraftrules_programmes: Programmes, kraftrules_engine: str) -> Iterator[World]:
    """The world of one scenario."""
    world = World(kraftrules_programmes, kraftrules_engine)
    yield world
    world.finish()


@step(_AnyStep(NAME))
def carry_out(
    kraftrules_step: str, kraftrules_world: World, datatable: list[list[str]] | None = None
) -> None:
    """Carry out a step in Swedish or English."""
    __tracebackhide__ = True
    kraftrules_world.step(kraftrules_step, datatable)


STEPS = tuple(name for name in list(globals()) if name.startswith("pytestbdd_"))
