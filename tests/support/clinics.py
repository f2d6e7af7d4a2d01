"""A clinic's folder, and the program run on it in a process of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from processes import PATIENCE_SECONDS
from sample_photos import COMMAND
from sharing import once, run_folder


@once
def in_peace(*faces: Path) -> bytes:
    place = run_folder() / "peace"
    made_clinic(place / "clinic", list(faces))
    assert wrinkle_scan("batch", "clinic", "--out", "t.csv", "--workers", "1", cwd=place).returncode == 0
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
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=PATIENCE_SECONDS, **more)  # type: ignore[call-overload,no-any-return]


def begun(*arguments: str | Path, cwd: Path, program: Sequence[str] = COMMAND) -> subprocess.Popen[str]:
    """Starts the program, or another that runs it, as the leader of a process group of its own."""
    return subprocess.Popen(
        [*program, *map(str, arguments)],
        cwd=cwd,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
