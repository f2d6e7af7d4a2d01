"""A machine that cannot do its part is reported in a sentence, as anything else is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits and folders as POSIX has them")

BROKEN_INSTALLATION = "import sys; sys.modules['cv2'] = None"
FEW_FILES = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (7, 7))"
FOLDER_GONE = "import os, tempfile; here = tempfile.mkdtemp(); os.chdir(here); os.rmdir(here)"

COULD_NOT_START = "Error: wrinkle-scan: a process to measure in could not be started ("


@pytest.mark.parametrize(
    ("plight", "line", "code", "said"),
    [
        (BROKEN_INSTALLATION, "analyze {photo}", 1, "Error: wrinkle-scan: it cannot continue ("),
        (FEW_FILES, "analyze {photo}", 1, COULD_NOT_START + "Too many open files). Close other programs"),
        (FOLDER_GONE, "batch {folder} --out {table}", 2, "Error: .: this folder no longer exists. Change to another"),
    ],
)
def test_one_sentence_and_no_output(
    portrait: Path, tmp_path: Path, plight: str, line: str, code: int, said: str
) -> None:
    command = line.format(photo=portrait, folder=portrait.parent, table=tmp_path / "table.csv")
    program = f"from wrinkle_scan.cli import main\n{plight}\nmain()"
    done = subprocess.run([sys.executable, "-c", program, *command.split()], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
