"""The columns of the tables, and rows of all of them."""

from __future__ import annotations

import pytest

from wrinkle_scan.cohort.batch.columns import SCORES, full_row

COLUMNS: dict[str, type] = {"path": str, "n": int, "depth": float, "measurable": bool}


CONTRACT = """
path sha256 status reason captured_at expression mm_per_px yaw_deg pitch_deg region measurable visible_fraction severity
depth_index max_depth_index n_creases total_length_mm mean_width_mm density_mm_per_cm2
"""


def test_begins_with_the_contracts_columns() -> None:
    assert " ".join(SCORES).startswith(" ".join(CONTRACT.split()))


def test_a_row_has_every_column_and_no_other() -> None:
    assert list(full_row(COLUMNS, n=1)) == list(COLUMNS)
    with pytest.raises(KeyError, match="nn"):
        full_row(COLUMNS, nn=1)
