"""What tests of the command line are given."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import Run, invoke
from sample_photos import a_third


@pytest.fixture
def run() -> Run:
    return invoke


@pytest.fixture(scope="session")
def portrait(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample at a third of its size, quicker to measure: person.frown.jpg."""
    return Path(shutil.copy(a_third(), tmp_path_factory.mktemp("portrait") / "person.frown.jpg"))
