"""What is drawn on the skin, or bled onto it, is left out; what belongs to the skin is not."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE, SAMPLES, SHARED, analyzed, compared, london, needs_shared_faults, needs_shared_photos
from scipy import ndimage

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.regions.rectified import GRID_MM
from wrinkle_scan.skin.marks import marks_and_spots
from wrinkle_scan.skin.settings import MARKS
from wrinkle_scan.validation.phantom.canvas import STEP_MM, Canvas
from wrinkle_scan.validation.phantom.conditions import apply_condition

PORTRAIT = SAMPLES / "grace_hopper.jpg"
INKS = {
    "violet": (0.10, 0.03, 0.30), "blue": (0.03, 0.06, 0.30), "green": (0.03, 0.20, 0.08), "black": (0.02, 0.02, 0.02),
    "white pencil": (0.75, 0.75, 0.75), "blood": (0.25, 0.015, 0.012), "brown pencil": (0.115, 0.032, 0.021),
}  # fmt: skip


@pytest.mark.parametrize("photo", [BEFORE, PORTRAIT], ids=["frown", "portrait"])
@pytest.mark.parametrize("ink", INKS)
def test_a_dot_is_found_with_its_margin_and_nothing_else(photo: Path, ink: str) -> None:
    region = analyzed(photo).regions["forehead"]
    skin, light = region.skin.mask, region.patch.linear_rgb.copy()
    mm = analyzed(photo).face.mm_per_px
    bare = np.logical_or(*marks_and_spots(light, skin, mm))
    row, column = np.unravel_index(ndimage.distance_transform_edt(skin).argmax(), skin.shape)
    v, u = np.mgrid[: skin.shape[0], : skin.shape[1]]
    away_mm = GRID_MM * np.hypot(v - row, u - column)
    radius_mm = max(1.0, 2 * mm)  # a fine pen's dot is 2 mm across, and none is seen of less than four pixels
    light[away_mm < radius_mm] = INKS[ink]
    marked, dark_spots = marks_and_spots(light, skin, mm)
    found = (marked | dark_spots) & ~bare
    assert ink != "brown pencil" or not (marked & ~bare).any()  # it may be a mole
    assert skin[away_mm < radius_mm].all()
    assert found[away_mm < radius_mm].all()
    assert not found[away_mm > radius_mm + 2 * MARKS.margin_mm].any()


@pytest.mark.parametrize("photo", [BEFORE, PORTRAIT, SAMPLES / "charles_barkla.jpg"])
def test_bare_skin_has_no_marks(photo: Path) -> None:
    analysis = analyzed(photo)
    assert all(region.skin.hidden["marked"] == 0 for region in analysis.regions.values())
    assert "marked" not in {issue.code for issue in analysis.issues}


@pytest.mark.slow
@pytest.mark.parametrize("condition", ["freckles", "acne"])
def test_freckles_and_pimples_are_skin(condition: str) -> None:
    analysis = analyze_photo(apply_condition(analyzed(PORTRAIT), condition))
    # The darkest freckle with its margin of 1.5 mm is 2 % of the smallest region; of hundreds, two are left out.
    assert max(region.skin.hidden["marked"] for region in analysis.regions.values()) < 0.05


def test_a_dark_dot_is_a_dark_spot_and_a_crease_as_dark_is_none() -> None:
    """Brown is as red as the light in a fold: a dot is known by its shape, and may be a mole: it is no ink."""
    grain = np.random.default_rng(0).normal(0, 0.02, (150, 300, 1))
    plain, skin = np.array([0.55, 0.32, 0.24]) * (1 + grain), np.ones((150, 300), bool)
    v, u = GRID_MM * (np.mgrid[:150, :300] - np.array([75, 150])[:, None, None])
    dot = np.where((np.hypot(v, u) < 0.75)[..., None], [0.115, 0.032, 0.021], plain)
    redder = np.array([0.85, 1, 1.05])  # light in a fold is
    crease = plain * np.exp(-1.3 * redder * (np.exp(-0.5 * (v / 0.6) ** 2) * (np.abs(u) < 12))[..., None])
    for bare in (plain, crease):
        assert not np.any(marks_and_spots(bare.astype(np.float32), skin, 0.2))
    marked, dark_spots = marks_and_spots(dot.astype(np.float32), skin, 0.2)
    assert not marked.any()
    assert dark_spots[np.hypot(v, u) < 0.75].all()


@needs_shared_faults
@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after"),
    [("172_before_violet_dots", "172_after"), ("107_before_blood_points_1.8mm", "107_after"),
     ("021_before_violet_crosses_5mm", "021_after")],
)  # fmt: skip
def test_marks_that_were_washed_off_are_no_improvement(before: str, after: str) -> None:
    folder = SHARED / "faults" / "03_marks"
    pair = compared(folder / f"{before}_rest.jpg", folder / f"{after}_rest.jpg")
    assert {region.verdict for region in pair.regions.values()} <= {"unchanged", "cannot_tell"}
    assert [issue.message for issue in pair.issues if issue.code == "marked" and "Before photo" in issue.message]


def with_crosses(bare: Analysis, ink: tuple[float, float, float], covers: float) -> Photo:
    """Crosses of a pen at the injection sites, which cover so much of the skin."""
    canvas, pen = Canvas(bare.face_chart), Canvas(bare.face_chart).empty()
    for u, v in ((0, 28), (9, 24), (-9, 24), (16, 32), (-16, 32), (15, 52), (-15, 52)):
        for away in ((2.5, 2.5), (2.5, -2.5)):
            canvas.draw(pen, np.array([(u, v), (u, v)], float) + np.outer([-1, 1], away), 0.8)
    soft = np.asarray(cv2.GaussianBlur(pen, (0, 0), 0.25 / STEP_MM), np.float32)
    return canvas.cover(bare.photo, covers * soft, ink, 0.05)


@needs_shared_photos
@pytest.mark.slow
def test_black_strokes_are_no_lines() -> None:
    """They were 45 of severity, and washed off an improvement."""
    bare = analyzed(london("014"))
    marked = analyze_photo(with_crosses(bare, (0.02, 0.02, 0.02), 1.0))
    for name in ("forehead", "glabella"):
        assert abs(marked.regions[name].severity - bare.regions[name].severity) < 1.5
        assert marked.regions[name].skin.hidden["dark_spot"] > bare.regions[name].skin.hidden["dark_spot"] + 0.01


@needs_shared_photos
@pytest.mark.slow
@pytest.mark.parametrize("ink", ["violet", "blue", "green"])
def test_faint_strokes_of_coloured_ink_are_no_lines(ink: str) -> None:
    bare = analyzed(london("014"))
    marked = analyze_photo(with_crosses(bare, INKS[ink], 0.4))
    for name in ("forehead", "glabella"):
        assert abs(marked.regions[name].severity - bare.regions[name].severity) < 1.5


@needs_shared_photos
@pytest.mark.slow
def test_strokes_of_white_pencil_are_no_lines() -> None:
    """The skin beside them is the darker: they made a glabella's severity rise by 50, and nothing was said of them."""
    bare = analyzed(london("014"))
    marked = analyze_photo(with_crosses(bare, INKS["white pencil"], 0.7))
    for name in ("forehead", "glabella"):
        assert abs(marked.regions[name].severity - bare.regions[name].severity) < 1.5
    assert marked.regions["forehead"].skin.hidden["marked"] > bare.regions["forehead"].skin.hidden["marked"] + 0.01
    assert "marked" in {issue.code for issue in marked.issues}


def test_a_fold_as_dark_as_a_pen_is_redder_and_without_colour_none_is_a_pens() -> None:
    skin, plain = np.ones((150, 300), bool), np.array([0.55, 0.32, 0.24])
    v, u = GRID_MM * (np.mgrid[:150, :300] - np.array([75, 150])[:, None, None])
    dark = (np.exp(-0.5 * (v / 0.6) ** 2) * (np.abs(u) < 12))[..., None]
    pen, fold = (plain * np.exp(-1.3 * dark * np.array(by)) for by in ((1, 1, 1), (0.85, 1, 1.05)))
    grey = np.repeat(pen[..., 1:2], 3, axis=2)
    found = [marks_and_spots(light.astype(np.float32), skin, 0.2) for light in (pen, fold, grey)]
    assert [bool(marked.any()) for marked, _ in found] == [False] * 3
    assert [bool(spots.any()) for _, spots in found] == [True, False, False]
