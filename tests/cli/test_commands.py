"""analyze and compare: what they print, the public JSON, the files they write."""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from commands import Run, invoke
from PIL import Image
from sample_photos import AFTER, BEFORE, SAMPLES

REGIONS = ["forehead", "glabella", "crows_feet_right", "crows_feet_left"]
FIGURES = {
    "measurable": bool,
    "reason": (str, type(None)),
    "visible_fraction": float,
    "severity": (float, type(None)),
    "depth_index": (float, type(None)),
    "max_depth_index": (float, type(None)),
    "n_creases": (float, type(None)),
    "visual_grade": (float, type(None)),
    "visual_grade_low": (float, type(None)),
    "visual_grade_high": (float, type(None)),
    "total_length_mm": (float, type(None)),
    "mean_width_mm": (float, type(None)),
    "density_mm_per_cm2": (float, type(None)),
}
COMPARED = {"before", "after", "change_percent", "ci95_percent", "detectable_change_percent", "verdict", "reason"}


def check_analysis(data: dict[str, Any]) -> None:
    """The public contract of the analysis JSON."""
    assert data["schema"] == "wrinkle-scan/analysis/1"
    assert {"path", "sha256", "width", "height", "captured_at"} <= set(data["photo"])
    assert {"mm_per_px", "yaw_deg", "pitch_deg", "roll_deg", "blendshapes"} <= set(data["face"])
    assert data["expression"] in ("rest", "frown", "brow_raise", "smile", "other", None)
    assert isinstance(data["quality"]["usable"], bool)
    assert all(set(issue) == {"code", "message"} for issue in data["quality"]["issues"])
    assert set(data["regions"]) == set(REGIONS)
    assert {"version", "settings", "model_sha256"} <= set(data["provenance"])
    for region in data["regions"].values():
        assert set(FIGURES) <= set(region)
        assert all(isinstance(region[name], kind) for name, kind in FIGURES.items())
        assert 0 <= region["visible_fraction"] <= 1
        if region["measurable"]:
            assert region["reason"] is None
            assert 0 <= region["severity"] <= 100
            assert region["depth_index"] <= region["max_depth_index"]
        else:
            assert region["reason"]
            assert all(region[name] is None for name in list(FIGURES)[3:])


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


def test_a_photo_without_a_command_is_answered_with_the_command(run: Run, portrait: Path) -> None:
    said = run(portrait, portrait).stderr
    assert "Name a command before a photo: wrinkle-scan compare BEFORE AFTER." in said
    assert "Name a command" not in run("compair", portrait, portrait).stderr


def test_an_expression_may_begin_with_a_capital(run: Run) -> None:
    assert "there is no such file" in run("analyze", "nowhere.jpg", "--expression", "Smile").stderr


def test_the_expression_asked_for_wins_over_the_name(run: Run, portrait: Path) -> None:
    data = json.loads(run("analyze", portrait, "--expression", "rest", "--json", "-").stdout)
    assert data["expression"] == "rest"


def test_compare_and_its_report(run: Run, tmp_path: Path) -> None:
    report, results = tmp_path / "r.html", tmp_path / "r.json"
    result = run("compare", BEFORE, AFTER, "--report", report, "--json", results)
    assert (result.exit_code, result.stderr) == (0, "")
    assert str(report) in result.stdout
    assert "improved" in result.stdout
    assert report.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    data = json.loads(results.read_bytes())
    assert (data["schema"], data["comparable"]) == ("wrinkle-scan/comparison/1", True)
    check_analysis(data["before"])
    check_analysis(data["after"])
    assert {region: data["regions"][region]["verdict"] for region in REGIONS} == {
        "forehead": "improved",
        "glabella": "improved",
        "crows_feet_right": "unchanged",
        "crows_feet_left": "unchanged",
    }
    for region in data["regions"].values():
        assert set(region) >= COMPARED
        low, high = region["ci95_percent"]
        assert low <= region["change_percent"] <= high
        for grade in region["visual_grade"].values():
            assert 0 <= grade["low"] <= grade["value"] <= grade["high"] <= 3
    assert "visual grade" in result.stdout and "AI models, not clinicians" in result.stdout
    for issue in data["issues"]:
        assert set(issue) == {"code", "message", "region"}


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


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--paper", "letter"], "--paper goes with --report FILE.pdf."),
        (["--paper", "a4", "--report", "r.html"], "--paper goes with --report FILE.pdf."),
        (["--language", "es"], "--language goes with --report."),
        (["--language", "en", "--json", "r.json"], "--language goes with --report."),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(run: Run, options: list[str], said: str) -> None:
    """Before anything is measured: there is no such photo."""
    result = run("compare", "missing.jpg", "missing.jpg", *options)
    assert result.exit_code == 2 and said in result.stderr
    assert "no such file" in run("compare", "missing.jpg", "missing.jpg", "--report", "r.pdf", "--paper", "a4").stderr


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
