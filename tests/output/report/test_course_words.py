"""What is said of a course."""

from __future__ import annotations

import dataclasses

from made_progress import series

from wrinkle_scan.output.report.course_words import course_sentences
from wrinkle_scan.visits.course.curve import Estimate

BEGIN = "2026-01-12"


def test_a_duration_that_the_visits_do_not_bound_has_no_date() -> None:
    course = series().courses["glabella"]
    assert course.half_days and "around" in " ".join(course_sentences(course, BEGIN))
    untold = dataclasses.replace(course, half_days=Estimate(150.0, 90.0, 365.0))
    (sentence,) = [text for text in course_sentences(untold, BEGIN) if "gone" in text]
    assert sentence == "Half of it is gone later than 90 days after the treatment; these visits do not show when."
