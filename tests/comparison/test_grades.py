"""The visual grades of a compared region."""

from __future__ import annotations

import pytest
from made_answers import answered

from wrinkle_scan.comparison.grades import grade_of, grades_of
from wrinkle_scan.comparison.verdicts import cannot_tell
from wrinkle_scan.creases.severity import grade_estimate, severity


def test_a_grade_is_that_of_the_load_of_the_severity() -> None:
    found, known = grade_of("forehead", severity(1.5)), grade_estimate("forehead", 1.5)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((known.value, known.low, known.high))
    assert grade_of("forehead", None) is None
    no_lines = grade_of("forehead", 0.0)
    assert no_lines is not None and no_lines.value == 0


def test_both_photos_have_their_own_grade_also_where_there_is_no_answer() -> None:
    pair = answered("improved", (40.0, 20.0), -50.0, (-60.0, -35.0), 9.0)
    assert grades_of("glabella", pair) == (grade_of("glabella", 40.0), grade_of("glabella", 20.0))
    hidden = cannot_tell("Hidden.", (None, 8.4))
    assert grades_of("glabella", hidden) == (None, grade_of("glabella", 8.4))
    assert grade_of("glabella", 40.0) != grade_of("forehead", 40.0)
