"""Linear light and luminance against the published formulas."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from published_colours import decode_srgb, encode_srgb, rgb_to_xyz

from wrinkle_scan.photo.color import linear_light, luminance


def test_linear_light_is_the_published_formula():
    codes = np.arange(256, dtype=np.uint8)
    linear = linear_light(codes)
    assert linear.dtype == np.float32
    assert np.abs(linear - decode_srgb(codes)).max() < 1e-6
    assert (np.rint(encode_srgb(linear.astype(float))) == codes).all()
    assert (linear[0], linear[255]) == (0, 1)
    assert (np.diff(linear) > 0).all()


@pytest.mark.parametrize("shape", [(), (0, 3), (7,), (5, 4, 3), (1100, 1000, 3)])
def test_linear_light_keeps_the_shape(shape):
    pixels = np.random.default_rng(3).integers(0, 256, shape, np.uint8)
    linear = linear_light(np.asarray(pixels))
    assert linear.shape == shape
    assert np.abs(linear - decode_srgb(pixels)).max(initial=0) < 1e-6


def test_linear_light_of_a_view():
    pixels = np.random.default_rng(4).integers(0, 256, (40, 30, 3), np.uint8)
    view = pixels[::2, ::-1]
    assert np.array_equal(linear_light(view), linear_light(view.copy()))


def test_linear_light_needs_little_beside_its_result():
    """NumPy's own look-up would hold an 8-byte index for each value: 72 MB here, beside 36 MB of light."""
    pixels = np.zeros((3000, 1000, 3), np.uint8)
    tracemalloc.start()
    linear = linear_light(pixels)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < linear.nbytes + 16_000_000


def test_luminance():
    """The middle row of the matrix from linear sRGB to XYZ, worked out from the primaries."""
    linear = np.random.default_rng(5).random((6, 5, 3)).astype(np.float32)
    light = luminance(linear)
    assert light.dtype == np.float32
    assert light.shape == (6, 5)
    assert np.abs(light - linear @ rgb_to_xyz("sRGB")[1]).max() < 2e-4
    assert luminance(np.ones(3, np.float32)) == pytest.approx(1, abs=1e-6)


def test_luminance_of_grey_is_the_grey():
    grey = linear_light(np.full((4, 4, 3), 180, np.uint8))
    assert np.abs(luminance(grey) - grey[..., 0]).max() < 1e-6
