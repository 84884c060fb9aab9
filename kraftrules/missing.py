"""What to say where a library is missing that only some uses need."""

from __future__ import annotations


def needs_extra(module: str, extra: str) -> ModuleNotFoundError:
    """The error that names the extra to install."""
    return ModuleNotFoundError(
        f"{module} behövs här: pip install 'kraftrules[{extra}]' / "
        f"{module} is needed here: pip install 'kraftrules[{extra}]'",
        name=module,
    )
