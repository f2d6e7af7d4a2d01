"""The columns of the tables, and rows of all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from wrinkle_scan.cohort.batch.columns import PAIR_LAYOUT, PAIRS, SCORE_LAYOUT, SCORES, OtherStampError, Stamp, full_row

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


def test_a_layouts_key_and_content_are_columns_of_it() -> None:
    for layout, columns in ((SCORE_LAYOUT, SCORES), (PAIR_LAYOUT, PAIRS)):
        assert {*layout.key, layout.content, "version", "settings_sha256"} <= columns.keys()
        assert layout.columns is columns


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (Stamp("0.1", "a"), "by wrinkle-scan 0.1, and this is 0.2"),
        (Stamp("0.2", "b"), "with other versions of its libraries, on another kind of machine or with other settings"),
    ],
)
def test_rows_of_another_stamp_are_not_added_to(other: Stamp, said: str) -> None:
    Stamp("0.2", "a").check(Stamp.of({"version": "0.2", "settings_sha256": "a"}), Path("t.csv"))
    with pytest.raises(OtherStampError) as refused:
        Stamp("0.2", "a").check(other, Path("t.csv"))
    assert str(refused.value).startswith(f"t.csv: it was measured {said}. Choose another name")
