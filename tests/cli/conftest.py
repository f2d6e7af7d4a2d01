"""What tests of the command line are given."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from clinics import in_peace, made_clinic
from commands import Run, invoke
from sample_photos import without_forehead


@pytest.fixture
def run() -> Run:
    return invoke


@pytest.fixture(scope="session")
def portrait(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A third of the sample's size and cut above the brows, quicker to measure and to compare: person.frown.jpg."""
    return Path(shutil.copy(without_forehead(), tmp_path_factory.mktemp("portrait") / "person.frown.jpg"))


@pytest.fixture(scope="session")
def faces() -> list[Path]:
    """The sample at a third of its size and cut above the brows, six times, the head turned a little at each."""
    return [without_forehead(take) for take in range(6)]


@pytest.fixture
def clinic(tmp_path: Path, faces: list[Path]) -> Path:
    """A clinic's folder: two patients, three and two visits, a copy under another name and a file that is no photo."""
    return made_clinic(tmp_path / "clinic", faces)


@pytest.fixture(scope="session")
def undisturbed(faces: list[Path]) -> bytes:
    """The table that a run over the clinic's folder writes in peace."""
    return in_peace(*faces)
