"""Where skin of the after photo lies on the before photo's grid."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.comparison.alignment import Alignment

HEIGHT, WIDTH = 240, 400


@given(
    shift=st.tuples(st.floats(-60, 60), st.floats(-60, 60)), turn=st.floats(-0.05, 0.05), wave=st.floats(0, 10),
    phase=st.floats(0, 6.3),
)  # fmt: skip
def test_a_path_comes_back_to_where_it_came_from(
    shift: tuple[float, float], turn: float, wave: float, phase: float
) -> None:
    """Displaced by up to 9 mm, turned by 3 degrees, and stretched by up to 1.5 mm over 3 cm, as flow and affine do."""

    def moved(at: np.ndarray) -> np.ndarray:
        x, y = at[..., 0], at[..., 1]
        bent = wave * np.sin(2 * np.pi * y / 200 + phase)
        return np.stack([x + shift[0] - turn * y + bent, y + shift[1] + turn * x + bent], axis=-1)

    columns, rows = np.meshgrid(np.arange(WIDTH, dtype=float), np.arange(HEIGHT, dtype=float))
    points = moved(np.stack([columns, rows], axis=-1)).astype(np.float32)
    alignment = Alignment(points, correlation=1.0, moved_mm=0.0, registered=True)
    path = np.column_stack([np.linspace(40, WIDTH - 40, 100), HEIGHT / 2 + 60 * np.sin(np.linspace(0, 3, 100))])
    assert np.abs(alignment.to_before(moved(path)) - path).max() < 0.1  # a tenth of a grid point, 0.015 mm
