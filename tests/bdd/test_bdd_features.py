"""The bundled features through pytest-bdd, every scenario on every engine."""

from pathlib import Path

import pytest
from pytest_bdd import scenarios

from kraftrules.bdd import *  # noqa: F403


@pytest.fixture(params=ENGINES, autouse=True)  # noqa: F405
def kraftrules_engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


scenarios(str(Path(__file__).parents[2] / "features"))
