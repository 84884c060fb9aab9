"""The command line: each command reads, calls the library and prints, in a file of its own."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

_NEEDED = ("typer", "rich")
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code: 0 done, 1 rulesets or facts at fault, 2 the line is."""
    _open_streams()
    if arguments is None:  # the process is ours: asked to end, it cleans up as on Ctrl+C
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        from kraftrules.cli.app import run  # noqa: PLC0415 - the extra may be missing
    except KeyboardInterrupt:
        return _INTERRUPTED
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        sys.stderr.write(
            f"Kommandoraden behöver {error.name}: pip install 'kraftrules[cli]'\n"
            f"The command line needs {error.name}: pip install 'kraftrules[cli]'\n"
        )
        return 2
    return run(sys.argv[1:] if arguments is None else arguments)


def _open_streams() -> None:
    """Where the caller has closed a standard stream, what would go there goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for good
