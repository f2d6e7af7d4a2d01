"""Creases are shading; what is red beside its surroundings is a scar or a vein."""

from __future__ import annotations

import numpy as np
import pytest
from sample_photos import flat_patch

from wrinkle_scan.comparison.pairing import pair_creases
from wrinkle_scan.creases.measuring import find_creases
from wrinkle_scan.creases.proposals import Skin
from wrinkle_scan.regions.log_luminance import log_luminance
from wrinkle_scan.skin.redness import redness_and_blueness, tint

WIDTH_MM, HEIGHT_MM, LINE_MM = 50.0, 30.0, 15.0
SKIN = np.array([0.45, 0.28, 0.20], np.float32)
SHADE, BLOOD = np.array([0.66, 1.0, 1.24]), np.array([0.05, 1.0, 0.8])
"""How much darker the floor of a crease and a line of blood are in red, green and blue, natural logarithm."""
VIOLET, BLUE, GREEN = np.array([0.8, 1.0, -0.4]), np.array([1.3, 1.0, -0.5]), np.array([4.0, 1.0, 2.3])
"""The same of pens of these inks that cover half of the skin."""


def lined(how: np.ndarray, depth: float, tone: float = 1.0, noise: float = 0.0, wide: float = 0.45) -> np.ndarray:
    """Linear light of skin with one line across its middle."""
    patch = flat_patch("forehead", WIDTH_MM, HEIGHT_MM)
    line = np.exp(-((patch.v - LINE_MM) ** 2) / (2 * wide**2))[:, None, None] * np.ones((1, patch.shape[1], 1))
    grain = np.random.default_rng(0).normal(0, noise, (*patch.shape, 3)) if noise else 0.0
    return np.clip(tone * SKIN * np.exp(-depth * line * how) + grain, 0, 1).astype(np.float32)


def lines_in(light: np.ndarray) -> list:
    patch, everywhere = flat_patch("forehead", WIDTH_MM, HEIGHT_MM), np.ones(light.shape[:2], bool)
    return [line for line in find_creases(patch, seen(light, everywhere)) if line.likely]


def seen(light: np.ndarray, everywhere: np.ndarray) -> Skin:
    return Skin.of(light, log_luminance(light, everywhere), everywhere, ~everywhere)


@pytest.mark.parametrize("depth", [0.1, 0.25, 0.5])
@pytest.mark.parametrize("tone", [1.0, 0.2])
def test_a_crease_is_found_and_a_red_line_is_not(depth: float, tone: float) -> None:
    """The faint red line is one: it has hardly any colour."""
    assert len(lines_in(lined(SHADE, depth, tone))) == 1
    assert len(lines_in(lined(BLOOD, depth + 0.3, tone))) == 0


@pytest.mark.parametrize("ink", [VIOLET, BLUE, GREEN], ids=["violet", "blue", "green"])
@pytest.mark.parametrize("tone", [1.0, 0.2])
def test_a_pen_s_faint_line_is_no_crease(ink: np.ndarray, tone: float) -> None:
    assert len(lines_in(lined(ink, 0.25, tone))) == 0
    assert len(lines_in(lined(np.ones(3), 0.25, tone))) == 1, "so faint, shade without any colour is one"


@pytest.mark.parametrize("depth", [0.7, 1.1])
@pytest.mark.parametrize("tone", [1.0, 0.2])
def test_a_black_pen_s_line_is_no_crease(depth: float, tone: float) -> None:
    """That of a pen that leaves a half or a third of the light; in a grey photo nobody can see a difference."""
    assert len(lines_in(lined(np.ones(3), depth, tone))) == 0
    assert len(lines_in(lined(SHADE, depth, tone))) == 1
    grey = lined(SHADE, depth, tone)[..., 1:2].repeat(3, axis=2)
    assert len(lines_in(grey)) == 1


def test_tint_is_of_skin_whose_red_is_not_burnt_out() -> None:
    light = lined(SHADE, 0.4)
    everywhere = np.ones(light.shape[:2], bool)
    assert tint(light, everywhere) == pytest.approx(np.log(0.45 / 0.20), abs=0.01)
    assert tint(light, ~everywhere) == 0.0
    light[: len(light) // 3, :, 0] = 1.0
    assert tint(light, everywhere) == pytest.approx(np.log(0.45 / 0.20), abs=0.01)
    light[: 2 * len(light) // 3, :, 0] = 1.0
    assert tint(light, everywhere) == 0.0


def test_noise_in_dark_skin_is_no_redness() -> None:
    assert len(lines_in(lined(SHADE, 0.25, tone=0.15, noise=0.004))) >= 1


def test_the_lamps_colour_and_strength_change_nothing() -> None:
    light = lined(BLOOD, 0.4, tone=0.5)
    for other in (light * np.array([1.3, 1.0, 0.7], np.float32), light * np.float32(0.5)):
        for seen_in, colour in zip(redness_and_blueness(other), redness_and_blueness(light), strict=True):
            assert seen_in == pytest.approx(colour, abs=1e-3)


def test_a_crease_in_burnt_out_red_is_no_red_line() -> None:
    """There a crease darkens green alone, and would look as red as blood."""
    light = lined(SHADE, 0.4, tone=2.0)
    light[..., 0] = 1.0
    assert len(lines_in(light)) == 1


def crossed(scar: slice) -> np.ndarray:
    """Linear light of a faint crease across skin, over a stretch of which (columns) a red scar lies."""
    light, red = lined(SHADE, 0.08), lined(BLOOD, 0.6, wide=0.6)
    light[:, scar] *= red[:, scar] / SKIN
    return light


def columns(lines: list) -> list[tuple[float, float]]:
    return sorted((float(line.path[:, 0].min()), float(line.path[:, 0].max())) for line in lines)


def test_a_scar_that_crosses_a_crease_is_cut_out_of_it() -> None:
    """15 of 50 mm; the crease goes on to either side of it."""
    found = columns(lines_in(crossed(slice(120, 220))))
    assert len(found) == 2
    (_, left), (right, _) = found
    assert 100 <= left <= 140 and 200 <= right <= 240  # a ridge filter's reach of 3 mm, 20 columns


def test_a_red_spot_on_a_crease_cuts_nothing() -> None:
    assert len(lines_in(crossed(slice(160, 180)))) == 1


def paired(before: np.ndarray, after: np.ndarray) -> list:
    everywhere = np.ones(before.shape[:2], bool)
    patch, skins = flat_patch("forehead", WIDTH_MM, HEIGHT_MM), [seen(light, everywhere) for light in (before, after)]
    found = [find_creases(patch, skin) for skin in skins]
    return [m.crease for m in pair_creases(patch, *skins, *found) if m.crease.likely]


@pytest.mark.parametrize("turned", [False, True])
def test_a_fresh_scar_across_a_crease_is_no_change_of_it(turned: bool) -> None:
    photos = [lined(SHADE, 0.08), crossed(slice(120, 220))]
    found = paired(*(photos[::-1] if turned else photos))
    assert found
    for crease in found:
        assert crease.after_percent == pytest.approx(crease.before_percent, abs=1.5)


def test_a_reddish_crease_that_fades_is_not_taken_for_a_scar() -> None:
    """The skin keeps its colour where shade goes: a fifth of the depth is left, and all of the red."""
    tinge = lined(BLOOD, 0.25) / SKIN
    found = paired(lined(SHADE, 0.5) * tinge, lined(SHADE, 0.1) * tinge)
    assert max(crease.before_percent for crease in found) > 30
