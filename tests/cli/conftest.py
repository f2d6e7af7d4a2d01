"""The command line, run in this process as often as may be: a process of its own costs seconds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import a_third

from wrinkle_scan.cli import main

Run = Callable[..., Result]


def invoke(*arguments: str | Path) -> Result:
    """Runs wrinkle-scan with the arguments given; whatever is raised but an exit fails the test."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="wrinkle-scan")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def run() -> Run:
    return invoke


@pytest.fixture(scope="session")
def portrait(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample at a third of its size, quicker to measure: person.frown.jpg."""
    return Path(shutil.copy(a_third(), tmp_path_factory.mktemp("portrait") / "person.frown.jpg"))
