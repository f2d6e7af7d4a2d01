"""Squares of a photo as a model sees them."""

from __future__ import annotations

import numpy as np
import pytest

from wrinkle_scan.face.views import ModelView


@pytest.mark.parametrize("turn_deg", [0.0, 30.0, -77.0])
def test_a_view_maps_there_and_back(turn_deg: float) -> None:
    view = ModelView((210.0, 140.0), 160.0, turn_deg, 320)
    points = np.array([[0.0, 0.0], [320.0, 0.0], [100.0, 250.0]])
    assert np.allclose(view.from_photo(view.to_photo(points)), points)


def test_a_view_shows_what_it_maps() -> None:
    pixels = np.zeros((300, 400, 3), np.uint8)
    pixels[150:154, 230:234] = 255
    view = ModelView((210.0, 140.0), 160.0, 25.0, 320)
    rows, columns = np.nonzero(view.picture(pixels)[..., 0] > 128)
    spot = view.from_photo(np.array([[232.0, 152.0]]))[0]
    assert np.hypot(columns.mean() + 0.5 - spot[0], rows.mean() + 0.5 - spot[1]) < 1.0
