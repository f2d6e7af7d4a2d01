"""Creases of known place, depth and width, drawn on a flat patch with noise."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from drawn_creases import HEIGHT_MM, WIDTH_MM, found, lines_in, skin_with
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_photos import at_home, flat_patch
from scipy.spatial import cKDTree

from wrinkle_scan.comparison.settings import VERDICTS
from wrinkle_scan.creases.measuring import Crease, find_creases
from wrinkle_scan.creases.profiles import OFFSETS_MM, darkening, find_valley, straighten
from wrinkle_scan.creases.proposals import Skin
from wrinkle_scan.creases.severity import crease_load, severity
from wrinkle_scan.regions.rectified import GRID_MM

FWHM_PER_SIGMA = 2.3548


def severity_of(lines: list[Crease]) -> float:
    return severity(crease_load("forehead", lines, WIDTH_MM * HEIGHT_MM / 100))


def expected_mm(lines: list[Crease]) -> float:
    return sum(line.probability * line.length_mm for line in lines)


@pytest.mark.parametrize("slope", [0.0, 0.15, -0.4])
def test_a_crease_is_traced_where_it_is(slope: float) -> None:
    creases = found(skin_with([(20.0, slope, 0.10, 0.45)], noise=0.01))
    longest = creases[0]
    u = longest.path[:, 0] * GRID_MM
    v = HEIGHT_MM - longest.path[:, 1] * GRID_MM
    off = np.abs(v - 20.0 - slope * (u - WIDTH_MM / 2))
    assert np.quantile(off, 0.95) < 0.5
    assert longest.length_mm > 0.9 * (WIDTH_MM - 2) * np.hypot(1, slope)  # 1 mm at either edge is left out
    assert sum(c.length_mm for c in creases[1:]) < 0.1 * longest.length_mm


@pytest.mark.parametrize("depth", [0.04, 0.10, 0.30])
@pytest.mark.parametrize("sigma", [0.3, 0.5, 0.8])
def test_depth_and_width_are_those_drawn(depth: float, sigma: float) -> None:
    crease = found(skin_with([(20.0, 0.0, depth, sigma)], noise=0.002))[0]
    assert crease.depth_percent == pytest.approx(100 * -np.expm1(-depth), rel=0.12)
    assert crease.width_mm == pytest.approx(FWHM_PER_SIGMA * sigma, rel=0.15)
    assert crease.max_depth_percent >= crease.depth_percent


def test_two_creases_at_three_mm_stay_two() -> None:
    creases = [c for c in found(skin_with([(18.5, 0, 0.1, 0.4), (21.5, 0, 0.1, 0.4)], noise=0.005)) if c.length_mm > 40]
    heights = sorted(HEIGHT_MM - float(np.median(c.path[:, 1])) * GRID_MM for c in creases)
    assert len(heights) == 2 and heights == pytest.approx([18.5, 21.5], abs=0.4)


def test_texture_alone_is_no_crease() -> None:
    skins = [lines_in(skin_with([], noise=0.03, seed=seed)) for seed in range(12)]
    assert all(skins), "lines are proposed generously"
    assert not any(line.likely for lines in skins for line in lines)
    one_faint_line = expected_mm(lines_in(skin_with([(20.0, 0.0, 0.05, 0.45)], noise=0.015)))
    assert np.mean([expected_mm(lines) for lines in skins]) < one_faint_line / 3
    assert max(severity_of(lines) for lines in skins) < VERDICTS.smooth


def test_pores_are_no_creases() -> None:
    skins = []
    for seed in range(8):
        rng = np.random.default_rng(seed)
        log = skin_with([], noise=0.005, seed=seed)
        dots = np.zeros(log.shape, np.float32)
        dots[rng.integers(0, log.shape[0], 500), rng.integers(0, log.shape[1], 500)] = 1
        dots = cv2.GaussianBlur(dots, (0, 0), 2)
        skins.append(lines_in(log - 0.2 * dots / dots.max()))
    # 500 pores 0.7 mm wide are 350 mm of dark, were they lines: an eighth of it is a stray line of 44 mm.
    assert np.mean([expected_mm(lines) for lines in skins]) < 350 / 8
    assert np.mean([sum(line.likely for line in lines) for lines in skins]) < 0.5
    assert max(severity_of(lines) for lines in skins) < 2.0


def test_a_line_across_the_usual_direction_is_found_too() -> None:
    lying = skin_with([(20.0, 0.0, 0.10, 0.45)], noise=0.01)
    assert found(lying, "glabella")[0].length_mm > 50  # horizontal lines of the nasal root exist


def one_line(length_mm: float, upright: bool) -> np.ndarray:
    """How much of its depth a line through the middle has at each point."""
    patch = flat_patch("forehead", WIDTH_MM, HEIGHT_MM)
    u, v = np.meshgrid(patch.u - WIDTH_MM / 2, patch.v - HEIGHT_MM / 2)
    along, across = (v, u) if upright else (u, v)
    off = np.hypot(across, along - along.clip(-length_mm / 2, length_mm / 2))
    return np.exp(-(off**2) / (2 * 0.45**2)).astype(np.float32)


@pytest.mark.parametrize("name", ["forehead", "glabella", "crows_feet_left"])
def test_severity_rises_with_a_lines_depth_and_no_depth_switches_it_on(name: str) -> None:
    """A line 25 mm long, as the region's usually run, from none to 0.3 in steps of 0.01 and 0.04 (natural logarithm).

    One such line in 28 cm2 is mild: what matters is that no step is larger than the depth that was added explains.
    """
    clean, line = skin_with([], noise=0.01), one_line(25.0, upright=name == "glabella")
    depths = np.concatenate([np.arange(0, 0.10, 0.01), np.arange(0.10, 0.31, 0.04)])
    lines = [lines_in(clean - np.float32(depth) * line, name) for depth in depths]
    severities = np.array([severity_of(some) for some in lines])
    steps = np.diff(severities)
    assert severities[0] < 0.5 and severities[-1] > 5
    assert steps.min() > -0.02 * severities[-1]  # texture beside it comes and goes
    assert steps.max() < 0.2 * severities[-1]


@given(gain=st.floats(-0.5, 0.5), noise_seed=st.integers(0, 50))
@settings(max_examples=15, deadline=None)
def test_depth_does_not_depend_on_brightness(gain: float, noise_seed: int) -> None:
    log = skin_with([(20.0, 0.0, 0.10, 0.45)], noise=0.01, seed=noise_seed)
    path = np.column_stack([np.arange(20, 440, 2.0), np.full(210, (HEIGHT_MM - 20.0) / GRID_MM)])
    strips = straighten(log, path), straighten(log + np.float32(gain), path)
    valley = find_valley(strips[0])
    assert valley is not None
    assert np.allclose(darkening(strips[0], valley), darkening(strips[1], valley), atol=0.05)


def test_noise_neither_adds_to_a_depth_nor_takes_from_it() -> None:
    path = np.column_stack([np.arange(20, 440, 2.0), np.full(210, (HEIGHT_MM - 20.0) / GRID_MM)])
    clean = straighten(skin_with([(20.0, 0.0, 0.08, 0.45)], noise=1e-6), path)
    valley = find_valley(clean)
    assert valley is not None
    truth = darkening(clean, valley).mean()
    noisy = [
        darkening(straighten(skin_with([(20.0, 0.0, 0.08, 0.45)], 0.03, seed), path), valley).mean()
        for seed in range(40)
    ]
    assert np.mean(noisy) == pytest.approx(truth, abs=4 * np.std(noisy) / np.sqrt(len(noisy)))


def test_a_ridge_is_no_valley() -> None:
    strip = np.tile(np.exp(-(OFFSETS_MM**2)), (50, 1))
    assert find_valley(strip) is None


def test_junctions_do_not_lose_length() -> None:
    log = skin_with([(20.0, 0.0, 0.12, 0.45), (20.0, 0.5, 0.12, 0.45)], noise=0.005)
    traced = np.vstack([c.path for c in found(log)]) * GRID_MM
    u = np.arange(3, WIDTH_MM - 3, 0.3)
    for slope in (0.0, 0.5):
        v = 20 + slope * (u - WIDTH_MM / 2)
        inside = (v > 3) & (v < HEIGHT_MM - 3)
        distance, _ = cKDTree(traced).query(np.column_stack([u, HEIGHT_MM - v])[inside])
        assert (distance < 1.0).mean() > 0.9


@pytest.mark.parametrize("angle_deg", [60, 70, 80])
def test_two_lines_out_of_one_corner_are_two(angle_deg: float) -> None:
    """As a crow's foot and a lid's fold at the eye's corner, where the measurable skin begins."""
    patch, corner_mm = flat_patch("crows_feet_left", WIDTH_MM, HEIGHT_MM), np.array([20.0, 15.0])
    u, v = np.meshgrid(patch.u, patch.v)
    from_corner = np.stack([u, v], axis=-1) - corner_mm
    legs = []
    for turned in np.radians([0, angle_deg]):
        along, across = from_corner @ [np.cos(turned), np.sin(turned)], from_corner @ [-np.sin(turned), np.cos(turned)]
        legs.append(np.hypot(across, along - along.clip(0, 16)))
    dark = 0.4 * np.exp(-(np.minimum(*legs) ** 2) / (2 * 0.45**2)).astype(np.float32)
    log = skin_with([], noise=0.01) - dark
    nowhere = np.zeros(log.shape, bool)
    lines = find_creases(at_home(patch), Skin(log, u > corner_mm[0] - 1, nowhere, *2 * [np.zeros_like(log)]))
    creases = [line for line in lines if line.depth_percent > 10 and line.probability > 0.1]  # drawn 33 % deep
    shares = []
    for crease in creases:
        columns, rows = np.round(crease.path).astype(int).T
        shares.append([(leg[rows, columns] < 2.0).mean() for leg in legs])
    assert len(creases) == 2
    assert max(creases, key=lambda crease: crease.probability).likely
    assert sorted(int(np.argmax(share)) for share in shares) == [0, 1]
    assert max(min(share) for share in shares) < 0.25  # of the other one; near the corner both are within 2 mm
    assert severity_of(creases) > 0.98 * severity_of(lines), "texture beside them may be a line, but hardly counts"


def beside(side: str) -> np.ndarray:
    """Hair along the left or the right edge of the patch, 1 mm wide."""
    hair = np.zeros(skin_with([], 0.01).shape, bool)
    edge = round(1.0 / GRID_MM)
    hair[:, slice(None, edge) if side == "left" else slice(-edge, None)] = True
    return hair


def oblique_line_from_the_left_edge() -> np.ndarray:
    """25 mm long, 31 degrees off the level."""
    log, end = skin_with([(28.0, 0.6, 0.12, 0.4)], noise=0.005), round(22.0 / GRID_MM)
    log[:, end:] = skin_with([], noise=0.005)[:, end:]
    return log


def test_a_line_out_of_the_hair_that_runs_aslant_is_a_strand() -> None:
    log = oblique_line_from_the_left_edge()
    assert max(c.length_mm for c in found(log)) > 18
    assert sum(c.length_mm for c in found(log, hair=beside("left"))) < 5
    assert max(c.length_mm for c in found(log, hair=beside("right"))) > 18  # far from hair it may be a crease


def test_a_level_crease_may_end_at_the_hair() -> None:
    log = skin_with([(20.0, 0.05, 0.12, 0.4)], noise=0.005)
    assert found(log, hair=beside("left"))[0].length_mm > 0.9 * WIDTH_MM


def test_a_dark_hair_across_the_skin_is_no_crease() -> None:
    """As dark as a hair over its 0.3 mm, where a crease of that darkness is twice as wide."""
    hair = skin_with([(20.0, 0.1, 0.7, 0.15)], noise=0.005)
    fold = skin_with([(20.0, 0.1, 0.35, 0.45)], noise=0.005)
    assert found(hair) == []
    assert found(fold)[0].length_mm > 50
