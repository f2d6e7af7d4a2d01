"""Which directions are usual where."""

from __future__ import annotations

import numpy as np
import pytest

from wrinkle_scan.creases.tracing import off_usual_squared
from wrinkle_scan.regions.rectified import GRID_MM


def test_lines_across_are_usual_at_the_nasal_root_and_not_above_the_brows() -> None:
    apex, columns = (0.0, 200.0), np.full(2, 100.0)
    rows = apex[1] - np.array([5.0, 25.0]) / GRID_MM  # above the eyes' corners

    def off_usual(region: str, course: float) -> np.ndarray:
        return np.arcsin(np.sqrt(off_usual_squared(region, course, columns, rows, apex)))

    assert off_usual("glabella", 0.0) == pytest.approx([0.0, np.pi / 2])
    assert off_usual("glabella", np.pi / 2) == pytest.approx([0.0, 0.0], abs=1e-7)
    assert off_usual("forehead", 0.3) == pytest.approx([0.3, 0.3])
