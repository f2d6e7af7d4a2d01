"""Photos at rest: the movement from them is printed, goes into JSON and report; what is no photo at rest is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Run
from moved_faces import brows_pushed
from PIL import Image
from sample_photos import SAMPLES

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.regions.settings import EXCURSIONS


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder: a face at rest, and its brows raised by 5 mm before and 1.5 mm after."""
    folder = tmp_path_factory.mktemp("visit")
    with Image.open(SAMPLES / "charles_barkla.jpg") as image:
        small = image.convert("RGB").resize((image.width // 3, image.height // 3), Image.Resampling.LANCZOS)
    small.save(folder / "person.rest.jpg", quality=95)
    rest = analyze(folder / "person.rest.jpg")
    for name, up_mm in (("before", 5.0), ("after", 1.5)):
        Image.fromarray(brows_pushed(rest, up_mm).pixels).save(folder / f"{name}.brow_raise.jpg", quality=95)
    return folder


def test_analyze_measures_the_movement(run: Run, visit: Path, tmp_path: Path) -> None:
    photo, rest, results = visit / "before.brow_raise.jpg", visit / "person.rest.jpg", tmp_path / "a.json"
    result = run("analyze", photo, "--rest", rest, "--json", results)
    assert (result.exit_code, result.stderr) == (0, "")
    data = json.loads(results.read_bytes())
    movement = data["movement"]
    assert set(movement) == {"rest_photo", "issues", "right", "left", "mean"}
    assert movement["rest_photo"]["path"] == str(rest) and len(movement["rest_photo"]["sha256"]) == 64
    for side in ("right", "left", "mean"):
        assert set(movement[side]) == set(EXCURSIONS.repeatability_mm)
        assert 3.0 < movement[side]["brow_lift_mm"] < 6.5
    lines = [line for line in result.stdout.splitlines() if "Movement" in line]
    assert lines == [f"Movement from rest: brows up {movement['mean']['brow_lift_mm']:.1f} mm."]
    assert data["provenance"]["settings"]["regions"]["excursions"]["repeatability_mm"] == EXCURSIONS.repeatability_mm


@pytest.mark.slow
def test_compare_measures_both_and_the_change(run: Run, visit: Path, tmp_path: Path) -> None:
    before, after, rest = (
        visit / name for name in ("before.brow_raise.jpg", "after.brow_raise.jpg", "person.rest.jpg")
    )
    outputs = ["--json", tmp_path / "c.json", "--report", tmp_path / "c.html"]
    result = run("compare", before, after, "--rest-before", rest, "--rest-after", rest, *outputs)
    assert (result.exit_code, result.stderr) == (0, "")
    data = json.loads((tmp_path / "c.json").read_bytes())
    movement = data["movement"]
    assert movement["before"] == data["before"]["movement"] and movement["after"] == data["after"]["movement"]
    lifts = [movement[which]["mean"]["brow_lift_mm"] for which in ("before", "after")]
    change = movement["change_percent"]["brow_lift_mm"]
    assert change == pytest.approx(100 * (lifts[1] - lifts[0]) / lifts[0], abs=0.1) and -95 < change < -40
    assert set(movement["change_percent"]) == set(EXCURSIONS.repeatability_mm)
    line = next(line for line in result.stdout.splitlines() if line.startswith("Movement"))
    assert line.startswith(f"Movement from rest: brows up {lifts[0]:.1f} mm -> {lifts[1]:.1f} mm")
    assert line.endswith(f"({change:+.0f} %).")
    html = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert '<h2 id="movement">Movement</h2>' in html and "Brows up" in html


@pytest.mark.slow
def test_one_visit_alone_has_a_movement_and_no_change(run: Run, visit: Path, tmp_path: Path) -> None:
    """Its photo at rest does not say so by its name."""
    before, after, undeclared = visit / "before.brow_raise.jpg", visit / "after.brow_raise.jpg", tmp_path / "b.jpg"
    undeclared.write_bytes((visit / "person.rest.jpg").read_bytes())
    movement = json.loads(run("compare", before, after, "--rest-after", undeclared, "--json", "-").stdout)["movement"]
    assert movement["before"] is None and movement["after"]["mean"]["brow_lift_mm"] > 0
    assert movement["change_percent"] == dict.fromkeys(EXCURSIONS.repeatability_mm)


REFUSED = [
    ("analyze a.frown.jpg --rest b.smile.jpg", "b.smile.jpg: its name says smile, but --rest takes a photo at rest."),
    ("analyze a.frown.jpg --rest b.brow_raise.jpg", "b.brow_raise.jpg: its name says brow raise, but --rest takes"),
    ("analyze a.jpg --rest b.rest.jpg", "a.jpg: --rest measures a movement, and this photo does not say which it"),
    ("analyze a.rest.jpg --rest b.rest.jpg", "a.rest.jpg: --rest measures a movement, and this photo shows the face"),
    (
        "analyze a.frown.jpg --rest b.jpg --expression rest",
        "a.frown.jpg: --rest measures a movement, and this photo sh",
    ),
    (
        "compare a.smile.jpg b.smile.jpg --rest-before c.frown.jpg",
        "c.frown.jpg: its name says frown, but --rest-before",
    ),
    ("compare a.smile.jpg b.smile.jpg --rest-after c.frown.jpg", "c.frown.jpg: its name says frown, but --rest-after"),
    ("compare a.jpg b.jpg --rest-after c.rest.jpg", "b.jpg: --rest-after measures a movement, and this photo does not"),
    ("analyze a.frown.jpg --rest b.rest.jpg --json b.rest.jpg --overwrite", "b.rest.jpg: this is the photo itself"),
]


@pytest.mark.parametrize(("line", "words"), REFUSED, ids=[line for line, _ in REFUSED])
def test_refused_before_measuring_in_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*line.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: {words}")
    assert result.stderr.count("\n") == 1


def test_a_missing_photo_at_rest_is_a_path_that_cannot_be_read(run: Run, visit: Path, tmp_path: Path) -> None:
    photo = visit / "before.brow_raise.jpg"
    for arguments in (["analyze", photo, "--rest"], ["compare", photo, photo, "--rest-after"]):
        result = run(*arguments, tmp_path / "missing.jpg")
        assert result.exit_code == 2 and "missing.jpg: there is no such file" in result.stderr


def test_a_photo_at_rest_without_a_face_cannot_be_measured(run: Run, visit: Path, tmp_path: Path) -> None:
    Image.new("RGB", (400, 400), "grey").save(tmp_path / "wall.png")
    result = run("analyze", visit / "before.brow_raise.jpg", "--rest", tmp_path / "wall.png")
    assert result.exit_code == 1 and "wall.png: no face was found" in result.stderr
