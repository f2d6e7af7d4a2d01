"""What a traced line is described by, on flat patches with one line of known course."""

from __future__ import annotations

import numpy as np
import pytest
from sample_photos import flat_patch

from wrinkle_scan.creases.proposals import ProposedLine, Skin, propose_lines

WIDTH_MM, HEIGHT_MM, DEPTH, SIGMA_MM = 50.0, 30.0, 0.15, 0.45
PATCH = flat_patch("forehead", WIDTH_MM, HEIGHT_MM)
U, V = np.meshgrid(PATCH.u, PATCH.v)
NOWHERE = np.zeros(PATCH.shape, bool)


def described(
    slope: float = 0.0, wave_mm: float = 0.0, step: float = 0.0, reddened: float = 0.0, blued: float = 0.0
) -> ProposedLine:
    """A line through the patch's middle, mm off a straight one at most `wave_mm`; above it the skin is brighter by
    `step`, in it redder by `reddened` and bluer by `blued`, natural logarithms."""
    off = V - V.mean() - slope * (U - U.mean()) - wave_mm * np.sin(2 * np.pi * U / WIDTH_MM)
    line = np.exp(-(off**2) / (2 * SIGMA_MM**2))
    grain = np.random.default_rng(0).normal(0, 0.01, V.shape)
    log = (grain - DEPTH * line + step * (off > 0)).astype(np.float32)
    return propose_lines(
        PATCH, Skin(log, ~NOWHERE, NOWHERE, *((of * line).astype(np.float32) for of in (reddened, blued)))
    )[0]


def test_only_a_line_along_the_photo_s_pixels_stays_within_a_row() -> None:
    assert described().across_px < 0.5
    waved, oblique = described(wave_mm=2.0), described(slope=0.2)
    grid_mm = PATCH.mm_per_px
    assert waved.across_px == pytest.approx(2.0 / np.sqrt(2) / grid_mm, rel=0.1)
    height_mm = 0.2 * oblique.length_mm / np.hypot(1, 0.2)
    assert oblique.across_px == pytest.approx(height_mm / np.sqrt(12) / grid_mm, rel=0.1)


@pytest.mark.parametrize("reddened", [-0.04, 0.0, 0.08])
def test_reddening_is_against_the_skin_beside(reddened: float) -> None:
    # Within 0.3 mm a line of this width keeps 93 % of its middle's colour, beside it next to nothing.
    assert described(reddened=reddened).reddening == pytest.approx(0.93 * reddened, abs=0.004)
    assert described(blued=reddened).blueing == pytest.approx(0.93 * reddened, abs=0.004)


@pytest.mark.parametrize("step", [0.0, 0.1, -0.3])
def test_shading_is_the_step_that_a_line_lies_on(step: float) -> None:
    assert described(step=step).shading == pytest.approx(abs(step), abs=0.004)
