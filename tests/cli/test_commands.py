"""analyze and compare: what they print, the public JSON, the files they write."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run


def test_a_photo_without_a_command_is_answered_with_the_command(run: Run, portrait: Path) -> None:
    said = run(portrait, portrait).stderr
    assert "Name a command before a photo: wrinkle-scan compare BEFORE AFTER." in said
    assert "Name a command" not in run("compair", portrait, portrait).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["analyse", "a.jpg"],
        ["analyze"],
        ["analyze", "a.jpg", "b.jpg"],
        ["analyze", "a.jpg", "--expression", "grin"],
        ["analyze", "a.jpg", "--overlay", "a.jpg"],
        ["analyze", "a.jpg", "--overlay", "-"],
        ["analyze", "a.jpg", "--report", "a.html"],
        ["compare", "a.jpg"],
        ["compare", "a.jpg", "b.jpg", "--report", "a.txt"],
        ["compare", "a.jpg", "b.jpg", "--overlay", "a.png"],
        ["analyze", "-x.jpg"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: wrinkle-scan" in result.stderr


@pytest.mark.parametrize("command", [[], ["analyze"], ["compare"]])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help(run: Run, command: list[str], option: str) -> None:
    result = run(*command, option)
    assert result.exit_code == 0
    assert "Usage: wrinkle-scan" in result.stdout


def test_help_loads_nothing_heavy() -> None:
    """Importing the command line must not cost seconds: none of the libraries that measure, and no picture reader."""
    heavy = ["mediapipe", "cv2", "numpy", "scipy", "skimage", "PIL", "matplotlib", "jinja2"]
    code = f"import sys, wrinkle_scan.cli; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_version(run: Run) -> None:
    from wrinkle_scan import __version__

    assert run("--version").stdout == f"wrinkle-scan, version {__version__}\n"


def test_it_runs_as_a_module_too() -> None:
    """For a machine whose path does not hold the command; the usage says the same name."""
    said = subprocess.check_output([sys.executable, "-m", "wrinkle_scan", "compare", "--help"], text=True)
    assert said.startswith("Usage: wrinkle-scan compare [OPTIONS] BEFORE AFTER")
