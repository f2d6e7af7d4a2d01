"""What should be alike in the skin of two photos."""

from __future__ import annotations

import numpy as np

from wrinkle_scan.comparison.alignment import Alignment
from wrinkle_scan.comparison.skin_checks import check_registration
from wrinkle_scan.output.report.wording import own_lines_words


def test_skin_that_is_not_registered_is_not_said_to_be_compared() -> None:
    """It is said of a refused pair, too; as what a region is compared its level says (`wording.level_words`)."""
    apart = check_registration("forehead", Alignment(np.zeros((2, 2, 2), np.float32), 0.12, 0.0, False))
    assert not apart.passed and "(correlation 0.12, at least" in apart.message
    assert "is compared" not in apart.message and "is compared" not in own_lines_words(4, 0)
