"""A weaker try is noted where the part of the face that an expression moves is far more relaxed in the after photo."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.effort import effort_note
from wrinkle_scan.comparison.settings import CHECKS
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.face.mesh_points import BROW_TOP
from wrinkle_scan.regions.face_chart import FaceChart


def face(expression: Expression | None, brows_up_mm: float = 0.0, turned_deg: float = 0.0) -> Analysis:
    """The sample with both brows moved up from where they are, and turned by its numbers only."""
    known = analyzed(BEFORE)
    landmarks = known.face.upper.landmarks.copy()
    landmarks[[*BROW_TOP["right"], *BROW_TOP["left"]], 1] -= brows_up_mm / known.face.mm_per_px
    moved = replace(known.face, upper=replace(known.face.upper, landmarks=landmarks))
    chart = FaceChart(moved)
    return replace(
        known, face=replace(moved, yaw_deg=moved.yaw_deg + turned_deg), face_chart=chart, expression=expression
    )


@pytest.mark.parametrize(("expression", "up_mm", "words"), [("frown", 8.0, "higher"), ("brow_raise", -8.0, "lower")])
def test_brows_that_are_far_more_relaxed_are_noted_with_millimetres(
    expression: Expression, up_mm: float, words: str
) -> None:
    note = effort_note(face(expression), face(expression, up_mm))
    assert note is not None and note[0] == "effort"
    shown = re.search(rf"brows (\d+) mm {words}", note[1])
    assert shown and abs(int(shown[1]) - 8) <= 1, note[1]
    assert effort_note(face(expression, up_mm), face(expression)) is None, "more effort afterwards is no weaker try"


@pytest.mark.parametrize("expression", ["rest", None, "smile"])
def test_no_note_where_the_brows_are_not_what_the_expression_moves(expression: Expression | None) -> None:
    assert effort_note(face(expression), face(expression, 8.0)) is None


def test_no_note_of_what_the_measure_shows_where_nothing_moves_or_of_a_turned_head() -> None:
    assert effort_note(face("frown"), face("frown", 2.0)) is None
    assert effort_note(face("frown"), face("frown", 8.0, CHECKS.pose_limit_deg + 1)) is None
