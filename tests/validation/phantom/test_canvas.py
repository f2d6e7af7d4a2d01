"""What is drawn on the canvas lies in the photo where the face's chart says."""

from __future__ import annotations

import numpy as np
import pytest
from drawn_conditions import base, changed

from wrinkle_scan.validation.phantom.canvas import Canvas

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("at", [(0.0, 50.0), (-40.0, 30.0), (45.0, 0.0)])
def test_a_spot_lies_where_the_chart_says(at: tuple[float, float]) -> None:
    canvas = Canvas(base().face_chart)
    mask = canvas.empty()
    canvas.spot(mask, at, 1.0)
    covered = changed(canvas.cover(base().photo, mask, (0.0, 0.0, 0.0)))
    rows, columns = np.nonzero(covered)
    expected = base().face_chart.to_photo(np.array([at[0]]), np.array([at[1]]))[0, 0]
    off_mm = np.hypot(columns.mean() + 0.5 - expected[0], rows.mean() + 0.5 - expected[1]) * base().face.mm_per_px
    assert off_mm < 0.3
    assert np.sqrt(covered.sum()) * base().face.mm_per_px < 5
