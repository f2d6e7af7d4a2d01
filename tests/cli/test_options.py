"""One part of a before/after picture is measured, and results say which."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from commands import Run
from PIL import Image
from sample_photos import BEFORE, without_forehead

from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.output.methods import methods_text
from wrinkle_scan.photo.reading import read_photo


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two takes of one face side by side."""
    path = tmp_path_factory.mktemp("pair") / "pair.frown.png"
    takes = [read_photo(without_forehead(take)).pixels for take in (0, 1)]
    Image.fromarray(np.hstack(takes)).save(path)
    return path


@pytest.mark.slow
def test_both_halves_of_one_file_are_compared(run: Run, pair: Path) -> None:
    result = run("compare", pair, pair, "--crop-before", "left", "--crop-after", "right", "--json", "-")
    assert result.exit_code == 0, result.stderr
    compared, width = json.loads(result.stdout), read_photo(pair).width
    assert compared["comparable"]
    before, after = (compared[side]["photo"] for side in ("before", "after"))
    assert (before["crop"][0], after["crop"][0]) == (0, width // 2)
    assert before["sha256"] == after["sha256"] and before["width"] == width // 2


def test_the_picture_as_a_whole_is_refused_with_the_remedy(run: Run, pair: Path) -> None:
    result = run("analyze", pair)
    assert result.exit_code == 1
    assert "two faces of like size (a before/after picture?)" in result.stderr
    assert "Cut it into one photo each, or choose one with --crop left|right|top|bottom." in result.stderr


def test_the_remedy_is_one_that_the_command_has(run: Run, pair: Path, tmp_path: Path) -> None:
    """`batch` offered an option of other commands."""
    folder = tmp_path / "P1"
    folder.mkdir()
    shutil.copy(pair, folder / "2026-01-05_frown.png")
    assert run("batch", tmp_path, "--out", tmp_path / "x.csv", "--workers", "1").exit_code == 0
    (row,) = csv.DictReader((tmp_path / "x.csv").read_text(encoding="utf-8").splitlines())
    assert row["reason"].endswith("Cut it into one photo each.")
    for options in ("--crop-before",), ("--crop-after",), ("--crop-before", "--crop-after"):
        photos = [pair if option in options else BEFORE for option in ("--crop-before", "--crop-after")]
        said = run("compare", *photos).stderr
        assert f"choose one with {' and '.join(options)} left|right|top|bottom." in said


@pytest.mark.parametrize("crop", ["middle", "1,2,3", "0,0,99999,10"])
def test_a_crop_that_names_no_part_ends_with_2(run: Run, pair: Path, crop: str) -> None:
    result = run("analyze", pair, "--crop", crop)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "box" in result.stderr


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


def test_analyze_prints_it_after_the_table(run: Run, portrait: Path, tmp_path: Path) -> None:
    result = run("analyze", portrait, "--methods", "--json", tmp_path / "a.json")
    assert (result.exit_code, result.stderr) == (0, "")
    table, methods = result.stdout.split("\nMethods\n\n")
    assert table.startswith("person.frown.jpg: ") and "Crow's feet, left" in table
    assert methods == f"{methods_text(provenance())}\n"
    facts = json.loads((tmp_path / "a.json").read_bytes())["provenance"]
    assert methods_text(facts) in result.stdout, "it is the run's own"


@pytest.mark.parametrize("arguments", [["analyze", "a.jpg"], ["compare", "a.jpg", "b.jpg"]], ids=" ".join)
def test_words_among_json_are_refused(run: Run, arguments: list[str]) -> None:
    result = run(*arguments, "--json", "-", "--methods")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--methods prints text, but --json - prints JSON alone" in result.stderr
