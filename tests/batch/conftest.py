"""Small photos that are quick to measure, and the command run on them in a process of its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from sharing import once, run_folder
from support import COMMAND, a_third


@pytest.fixture(scope="session")
def faces() -> list[Path]:
    """The sample at a third of its size, six times, each a little brighter: no two files are the same."""
    return [a_third(0.9 + 0.03 * number, number) for number in range(6)]


@pytest.fixture
def clinic(tmp_path: Path, faces: list[Path]) -> Path:
    """A clinic's folder: two patients, three and two visits, a copy under another name and a file that is no photo."""
    return made_clinic(tmp_path / "clinic", faces)


@pytest.fixture(scope="session")
def undisturbed(faces: list[Path]) -> bytes:
    """The table that a run over the clinic's folder writes in peace."""
    return in_peace(*faces)


@once
def in_peace(*faces: Path) -> bytes:
    place = run_folder() / "peace"
    made_clinic(place / "clinic", list(faces))
    assert wrinkle_scan("batch", "clinic", "--out", "t.csv", cwd=place).returncode == 0
    return (place / "t.csv").read_bytes()


def made_clinic(folder: Path, faces: list[Path]) -> Path:
    for name, face in {
        "P1/2026-01-05_frown.jpg": 0,
        "P1/2026-01-19_frown.jpg": 1,
        "P1/2026-04-02_frown.jpg": 2,
        "P2/2026-01-06_rest_left.jpg": 3,
        "P2/2026-01-20_rest_left.jpg": 4,
        "P2/copy.jpg": 3,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(faces[face].read_bytes())
    (folder / "P2" / "letter.jpg").write_text("Dear colleague", encoding="utf-8")
    return folder


def wrinkle_scan(*arguments: str | Path, cwd: Path, **more: object) -> subprocess.CompletedProcess[str]:
    """Runs the program to its end, in a process of its own."""
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, **more)  # type: ignore[call-overload,no-any-return]


def begun(*arguments: str | Path, cwd: Path) -> subprocess.Popen[str]:
    """Starts the program, as the leader of a process group of its own."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
