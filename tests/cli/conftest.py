"""What tests of the command line are given."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import Run, invoke
from sample_photos import without_forehead


@pytest.fixture
def run() -> Run:
    return invoke


@pytest.fixture(scope="session")
def portrait(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A third of the sample's size and cut above the brows, quicker to measure and to compare: person.frown.jpg."""
    return Path(shutil.copy(without_forehead(), tmp_path_factory.mktemp("portrait") / "person.frown.jpg"))
