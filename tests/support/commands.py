"""The command line, run in this process as often as may be: a process of its own costs seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from wrinkle_scan.cli import main

Run = Callable[..., Result]


def invoke(*arguments: str | Path) -> Result:
    """Runs wrinkle-scan with the arguments given; whatever is raised but an exit fails the test."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="wrinkle-scan")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
