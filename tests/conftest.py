"""How thoroughly the properties are tried.

By default the examples are the same in every run, so that a green build stays green, and there are
few enough of them for a minute in all. To look for what they miss, draw others, and more of them:

    pytest --hypothesis-profile=deep tests/test_language.py tests/test_engines.py
"""

import pytest
from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    report_multiple_bugs=False,
    max_examples=150,
    suppress_health_check=_SLOW,
)
settings.register_profile(
    "deep",
    deadline=None,
    report_multiple_bugs=False,
    max_examples=2000,
    print_blob=True,
    suppress_health_check=_SLOW,
)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that need Spark go first, and so to one process: it is started once, and takes seconds."""
    items.sort(key=lambda item: "spark" not in getattr(item, "fixturenames", ()))
