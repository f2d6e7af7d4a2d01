"""analyze: what it prints, the public JSON, the files it writes."""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from analysis_contract import check_analysis
from click.testing import Result
from commands import Run, invoke
from PIL import Image
from sample_photos import SAMPLES


@pytest.fixture(scope="module")
def alone(portrait: Path) -> Result:
    """What is printed of the portrait where it is JSON alone."""
    return invoke("analyze", portrait, "--json", "-")


def test_analyze_prints_a_table_and_writes_what_it_prints(
    run: Run, portrait: Path, alone: Result, tmp_path: Path
) -> None:
    result = run("analyze", portrait, "--json", tmp_path / "a.json", "--overlay", tmp_path / "a.PNG")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("person.frown.jpg: ")
    assert "expression: frown" in result.stdout
    for title in ("Forehead", "Glabella", "Crow's feet, right", "Crow's feet, left"):
        assert title in result.stdout
    assert "Movement" not in result.stdout and json.loads(alone.stdout)["movement"] is None, "no photo at rest"
    assert "Methods" not in result.stdout, "not asked for"
    assert (alone.exit_code, alone.stderr) == (0, "")
    assert alone.stdout_bytes == (tmp_path / "a.json").read_bytes()
    check_analysis(json.loads(alone.stdout))
    check_picture((tmp_path / "a.PNG").read_bytes())
    for name in ("a.json", "a.PNG"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert sorted(os.listdir(tmp_path)) == ["a.PNG", "a.json"]


def check_picture(content: bytes) -> None:
    """A PNG of pixels and nothing else."""
    assert set(png_chunks(content)) == {b"IHDR", b"IDAT", b"IEND"}
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        assert image.mode == "RGB"
        assert image.info == {}


def png_chunks(content: bytes) -> list[bytes]:
    names, at = [], 8
    while at < len(content):
        length, name = struct.unpack(">I4s", content[at : at + 8])
        names.append(name)
        at += length + 12
    return names


def test_the_same_photo_gives_the_same_json_in_any_company(run: Run, portrait: Path, alone: Result) -> None:
    """A landmarker that has seen other photos, and one of a fresh process, byte for byte."""
    first = alone.stdout_bytes
    run("analyze", SAMPLES / "grace_hopper.jpg")
    assert run("analyze", portrait, "--json", "-").stdout_bytes == first
    command = [
        sys.executable,
        "-c",
        "from wrinkle_scan.cli import main; main()",
        "analyze",
        str(portrait),
        "--json",
        "-",
    ]
    fresh = subprocess.run(command, capture_output=True, check=True)
    assert fresh.stdout == first
    assert fresh.stderr == b""


def test_an_expression_may_begin_with_a_capital(run: Run) -> None:
    assert "there is no such file" in run("analyze", "nowhere.jpg", "--expression", "Smile").stderr


def test_the_expression_asked_for_wins_over_the_name(run: Run, portrait: Path) -> None:
    data = json.loads(run("analyze", portrait, "--expression", "rest", "--json", "-").stdout)
    assert data["expression"] == "rest"
