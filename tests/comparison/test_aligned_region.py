"""A crease that was measured in two photos."""

from __future__ import annotations

import numpy as np

from wrinkle_scan.comparison.aligned_region import PairedCrease
from wrinkle_scan.creases.settings import MEASURING


def test_a_crease_is_likely_by_the_limit_that_one_photos_lines_have() -> None:
    line = [PairedCrease(np.zeros((2, 2)), 9.0, 1.0, 5.0, 4.0, "both", chance) for chance in
            (MEASURING.likely, MEASURING.likely - 0.01)]  # fmt: skip
    assert [one.likely for one in line] == [True, False]
